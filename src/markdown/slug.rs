//! Headings into anchors, as GitHub makes them.

use std::collections::{BTreeMap, BTreeSet};

/// The anchor of a heading: lower case, spaces to `-`, of the other characters only letters, digits, `-` and `_`.
pub fn slug(text: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '_');
    text.trim().to_lowercase().chars().map(|c| if c.is_whitespace() { '-' } else { c }).filter(kept).collect()
}

/// The anchors a text has given out so far.
#[derive(Debug, Default)]
pub(super) struct Slugs {
    given: BTreeSet<String>,
    /// The last repeat of each, so that many alike take no longer than many others.
    repeats: BTreeMap<String, usize>,
}

impl Slugs {
    /// An anchor that the author chose. It stays as written, even a second time: that is a finding, not ours to repair.
    pub(super) fn chosen(&mut self, id: &str) -> String {
        self.given.insert(id.to_owned());
        id.to_owned()
    }

    /// An anchor for a heading's words, with `-1`, `-2` for repeats.
    pub(super) fn of(&mut self, text: &str) -> String {
        let base = match slug(text) {
            empty if empty.is_empty() => "section".to_owned(),
            base => base,
        };
        let mut id = base.clone();
        while !self.given.insert(id.clone()) {
            let repeat = self.repeats.entry(base.clone()).or_default();
            *repeat += 1;
            id = format!("{base}-{repeat}");
        }
        id
    }
}
