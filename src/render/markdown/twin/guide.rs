//! The twins of a guide and of a lesson.

use crate::markdown::write::escape;
use crate::view::site::guides::GuidePage;
use crate::view::site::learn::LessonPage;

use super::sheet::Sheet;

pub(super) fn write(page: &GuidePage, sheet: &mut Sheet<'_>) {
    sheet.add(page.summary.as_deref().map(escape).unwrap_or_default());
    sheet.prose(page.body, 0);
}

/// With the path that it belongs to, and what one can do after it.
pub(super) fn write_lesson(page: &LessonPage, sheet: &mut Sheet<'_>) {
    sheet.add(format!("Module {} of {} of {}, {} minutes.", page.number, page.of, sheet.link(&page.path), page.minutes));
    sheet.add(page.summary.as_deref().map(escape).unwrap_or_default());
    if !page.goals.is_empty() {
        let goals: Vec<String> = page.goals.iter().map(|goal| format!("- {}", escape(goal))).collect();
        sheet.add("After it you can:".to_owned());
        sheet.add(goals.join("\n"));
    }
    sheet.prose(page.body, 0);
}
