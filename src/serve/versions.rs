//! What an open page is made of, as digests: its own bytes, what else it loads, its style sheets.
//!
//! An open page that knows its digests can tell whether a build changed it, only how it looks, or nothing of it.

use xxhash_rust::xxh3::xxh3_64;

use crate::preview::Preview;

/// The digests of the page at a path, or of the one that is shown where there is none.
pub(super) fn of(path: &str, pages: &Preview) -> String {
    let page = pages.file(path).filter(|_| path.ends_with(".html")).or_else(|| pages.file("404.html"));
    let own = page.map(|page| format!("{:016x}", xxh3_64(&page))).unwrap_or_default();
    let looks = pages.looks();
    [own.as_str(), &looks.loaded, &looks.styles].join(".")
}
