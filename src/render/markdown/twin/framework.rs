//! The twins of a framework and of a group of its requirements.

use crate::markdown::write::{code, escape, link};
use crate::view::site::frameworks::{Coverage, FrameworkPage};
use crate::view::site::group::{GroupPage, RequirementRow, Serving};
use crate::view::site::items::ClassLine;

use super::sheet::{Sheet, table};

const COLUMNS: [(&str, bool); 6] =
    [("Requirements", true), ("Served", true), ("Inherited", true), ("Shared", true), ("Customer", true), ("Percent", true)];

pub(super) fn write(page: &FrameworkPage, sheet: &mut Sheet<'_>) {
    let facts = [Some(&page.name), page.version.as_ref(), page.publisher.as_ref()].into_iter().flatten().map(|fact| escape(fact));
    let published = page.url.iter().map(|url| link("published here", url));
    let line = facts.chain(published).collect::<Vec<_>>().join(" · ");
    sheet.add(line);
    sheet.prose(page.about, 0);
    sheet.heading(2, "Coverage");
    sheet.add(format!("Over all services of this book: {}", sentence(&page.coverage)));
    if !page.profiles.is_empty() {
        sheet.heading(2, "Baselines");
        let rows: Vec<Vec<String>> = page.profiles.iter().map(|row| row_of(escape(&row.name), &row.coverage)).collect();
        sheet.add_lines(&coverage_table("Baseline", &rows));
    }
    sheet.heading(2, "Groups");
    let rows: Vec<Vec<String>> =
        page.groups.iter().map(|row| row_of(format!("{} {}", code(&row.id), sheet.link(&row.link)), &row.coverage)).collect();
    sheet.add_lines(&coverage_table("Group", &rows));
    if !page.downloads.is_empty() {
        sheet.heading(2, "Downloads");
        sheet.add(format!("Who does what for each requirement: {}", sheet.files(&page.downloads)));
    }
    sheet.add(page.license.as_deref().map(escape).unwrap_or_default());
}

pub(super) fn write_group(page: &GroupPage, sheet: &mut Sheet<'_>) {
    sheet.add(format!("A part of {}.", sheet.link(&page.framework)));
    sheet.add(sentence(&page.coverage));
    let class = |line: &ClassLine| format!("- {}: {}.", escape(&line.chip.word), escape(&line.says));
    sheet.add_lines(&page.classes.iter().map(class).collect::<Vec<_>>());
    let row = |row: &RequirementRow| {
        let title = match row.profiles.as_slice() {
            [] => escape(&row.title),
            profiles => format!("{} ({})", escape(&row.title), escape(&profiles.join(", "))),
        };
        let class = if row.withdrawn { "withdrawn".to_owned() } else { escape(&row.class.word) };
        vec![escape(&row.id), title, class, row.serving.iter().map(|side| serving(side, sheet)).collect::<Vec<_>>().join(". ")]
    };
    let rows: Vec<Vec<String>> = page.rows.iter().map(row).collect();
    sheet.add_lines(&table(&[("Requirement", false), ("Title", false), ("Class", false), ("Controls", false)], &rows));
}

/// Who does which controls, and how each relates to the requirement.
fn serving(side: &Serving, sheet: &Sheet<'_>) -> String {
    let control = side.first.iter().chain(&side.more).map(|control| format!("{} ({})", sheet.link(&control.link), escape(&control.words)));
    format!("{} does {}", escape(&side.party.word), control.collect::<Vec<_>>().join(", "))
}

fn sentence(coverage: &Coverage) -> String {
    format!(
        "{} of {} requirements ({} %) are served by a control: {} by the customer alone, {} shared, {} inherited.",
        coverage.covered, coverage.all, coverage.percent, coverage.customer, coverage.shared, coverage.inherited
    )
}

/// A row of a table of coverage.
pub(super) fn row_of(name: String, coverage: &Coverage) -> Vec<String> {
    let numbers = [coverage.all, coverage.covered, coverage.inherited, coverage.shared, coverage.customer, coverage.percent];
    std::iter::once(name).chain(numbers.map(|number| number.to_string())).collect()
}

/// Numbers of requirements, a row for each part.
pub(super) fn coverage_table(first: &str, rows: &[Vec<String>]) -> Vec<String> {
    let head: Vec<(&str, bool)> = std::iter::once((first, false)).chain(COLUMNS).collect();
    table(&head, rows)
}
