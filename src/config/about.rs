//! What each key of book.toml means, in a sentence: the reference is made of it, together with the table of keys.

use crate::config::keys::{Fate, TABLES};

/// A table of book.toml with its keys, as the reference shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableAbout {
    /// `[output.html]`.
    pub name: &'static str,
    /// What stands in it.
    pub keys: Vec<KeyAbout>,
}

/// A key of book.toml, as the reference shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyAbout {
    /// The key.
    pub name: &'static str,
    /// What becomes of it.
    pub effect: Effect,
}

/// What becomes of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// It has a meaning.
    Means {
        /// What it takes.
        takes: &'static str,
        /// What holds without it.
        default: &'static str,
        /// What it does.
        says: &'static str,
    },
    /// It is accepted for mdBook's sake: this is why it changes nothing.
    Nothing(&'static str),
    /// It cannot be switched on: this is why.
    Refused(&'static str),
}

/// Table and key, what the key takes, what holds without it, what it does.
type Line = (&'static str, &'static str, &'static str, &'static str, &'static str);

const MEANINGS: &[Line] = &[
    ("[book]", "title", "text", "empty", "The title of the book, on every page."),
    ("[book]", "authors", "list of texts", "none", "Who wrote it, on the page about the build and in documents."),
    (
        "[book]",
        "license",
        "text",
        "none",
        "Under which terms the content may be used, on the page about the build: an SPDX expression or a sentence.",
    ),
    ("[book]", "description", "text", "empty", "One sentence about the book, on the home page and for search engines."),
    ("[book]", "src", "folder", "`content`", "Where the content lies, relative to book.toml."),
    ("[book]", "language", "language tag", "`en`", "The language of the content, as a BCP 47 tag such as `en` or `pt-BR`."),
    ("[book]", "text-direction", "`ltr` or `rtl`", "`ltr`", "Pages are laid out from left to right; `rtl` is noted as without effect."),
    ("[build]", "build-dir", "folder", "`book`", "Where `onus build` writes: a folder inside the book and outside the content."),
    ("[build]", "extra-watch-dirs", "list of folders", "none", "Folders that `onus serve` watches besides the book's own."),
    (
        "[model]",
        "review-limit",
        "days, or `false`",
        "`400`",
        "After how many days a review counts as old; `false` switches the rule `stale-review` off.",
    ),
    ("[output.html]", "theme", "name", "`default`", "The folder below `themes/` that lies over the built-in theme."),
    (
        "[output.html]",
        "default-theme",
        "`auto`, `light` or `dark`",
        "`auto`",
        "The appearance until a reader chooses. Names of mdBook's themes count as light or dark.",
    ),
    ("[output.html]", "preferred-dark-theme", "name", "none", "Accepted as mdBook has it; there is one dark appearance."),
    ("[output.html]", "additional-css", "list of files", "none", "Style sheets of the book, loaded after the theme's."),
    ("[output.html]", "additional-js", "list of files", "none", "Scripts of the book, loaded after the theme's."),
    ("[output.html]", "git-repository-url", "address", "none", "The repository of the content, linked at the end of every page."),
    ("[output.html]", "edit-url-template", "address with `{path}`", "none", "Where a file can be edited; every page links to its own."),
    ("[output.html]", "site-url", "address", "none", "Where the site is published, with `https://`: for canonical links and for links in documents."),
    (
        "[output.html]",
        "raw-html",
        "`true` or `false`",
        "`false`",
        "Whether HTML in prose is read: what is harmless of it stands on the page, the rest is left out. Otherwise it is shown as the characters it is made of.",
    ),
    ("[output.html]", "cname", "domain name", "none", "Writes a file `CNAME` with it, as GitHub Pages wants it."),
    ("[output.html.search]", "enable", "`true` or `false`", "`true`", "Whether the site has a search."),
    ("[output.html.search]", "limit-results", "number", "`30`", "How many results search shows."),
    ("[output.markdown]", "split", "`team`", "none", "Makes the checklist of a workload in parts as well: one for each team, one for the rest."),
    (
        "[output.csv]",
        "checklists",
        "list of selections, or of `named`, `workloads`, `services`, `variants`, `parties`",
        "all of these",
        "Which checklists are written as CSV.",
    ),
    ("[output.csv]", "excel", "`true` or `false`", "`false`", "Whether files begin with the byte-order mark by which Excel knows UTF-8."),
    (
        "[output.csv]",
        "raw",
        "`true` or `false`",
        "`false`",
        "Whether text that a spreadsheet would take for a formula is written as it is, without an apostrophe in front.",
    ),
    (
        "[output.markdown]",
        "checklists",
        "list of selections, or of `named`, `workloads`, `services`, `variants`, `parties`",
        "all of these",
        "Which checklists are written as Markdown.",
    ),
    (
        "[output.pdf]",
        "checklists",
        "list of selections, or of `named`, `workloads`, `services`, `variants`, `parties`",
        "all of these",
        "Which checklists are printed.",
    ),
    ("[output.pdf]", "paper", "`a4` or `letter`", "`a4`", "The size of the pages of printed documents."),
    ("[output.pdf]", "layout", "`full` or `compact`", "`full`", "How much a checklist prints: everything about each item, or a row for each."),
    ("[output.pdf]", "fillable", "`true` or `false`", "`true`", "Whether checklists can be filled in on the screen; they print either way."),
    ("[output.pdf]", "fonts", "list of folders", "none", "Fonts of the book, for scripts and signs that the built-in ones lack."),
    (
        "[output.pdf]",
        "compare",
        "list of pairs, such as `\"ec2 ecs/fargate\"`",
        "none",
        "Services or variants whose comparison is printed, and gets a page.",
    ),
    (
        "[output.xlsx]",
        "checklists",
        "list of selections, or of `named`, `workloads`, `services`, `variants`, `parties`",
        "all of these",
        "Which checklists get a workbook.",
    ),
    ("[output.xlsx]", "paper", "`a4` or `letter`", "that of `[output.pdf]`", "The size of the paper that sheets are set up for."),
];

/// Every table of book.toml but the top, in the order in which they are written.
pub fn reference() -> Vec<TableAbout> {
    let table = |&(name, keys): &(&'static str, crate::config::keys::Keys)| {
        let about = |&(key, fate): &(&'static str, Fate)| Some(KeyAbout { name: key, effect: effect(name, key, fate)? });
        TableAbout { name, keys: keys.iter().filter_map(about).collect() }
    };
    TABLES.iter().filter(|(name, _)| !name.is_empty()).map(table).collect()
}

fn effect(table: &str, key: &str, fate: Fate) -> Option<Effect> {
    match fate {
        Fate::Used => {
            MEANINGS.iter().find(|line| (line.0, line.1) == (table, key)).map(|line| Effect::Means { takes: line.2, default: line.3, says: line.4 })
        }
        Fate::Always(_, why) | Fate::Unused(why) => Some(Effect::Nothing(why)),
        Fate::Refused(why) => Some(Effect::Refused(why)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Keys that stand for a table, and tables whose keys are the book's own: named where they are explained.
    const TABLE_KEYS: &[&str] =
        &["book", "build", "model", "rules", "output", "rust", "preprocessor", "print", "fold", "search", "redirect", "code", "playground"];

    #[test]
    fn every_key_with_a_meaning_is_explained_and_nothing_else_is() {
        let used =
            TABLES.iter().flat_map(|(table, keys)| keys.iter().filter(|(_, fate)| matches!(fate, Fate::Used)).map(move |(key, _)| (*table, *key)));
        let wanted: Vec<_> = used.filter(|(_, key)| !TABLE_KEYS.contains(key)).collect();
        let there: Vec<_> = MEANINGS.iter().map(|line| (line.0, line.1)).collect();
        let missing: Vec<_> = wanted.iter().filter(|key| !there.contains(key)).collect();
        let left: Vec<_> = there.iter().filter(|key| !wanted.contains(key)).collect();
        assert!(missing.is_empty() && left.is_empty(), "not explained: {missing:?}; explained, and not there: {left:?}");
    }
}
