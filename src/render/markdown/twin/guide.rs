//! The twin of a guide.

use crate::markdown::write::escape;
use crate::view::site::guides::GuidePage;

use super::sheet::Sheet;

pub(super) fn write(page: &GuidePage, sheet: &mut Sheet<'_>) {
    sheet.add(page.summary.as_deref().map(escape).unwrap_or_default());
    sheet.prose(page.body, 0);
}
