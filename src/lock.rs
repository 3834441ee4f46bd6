//! `onus.lock.json`: the addresses that were published, so that none is lost without a word.
//!
//! `onus lock` writes it, and people keep it with the content. It is sorted, a line an address, so that a diff of it reads
//! as what came and what went.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::artifact::Artifact;
use crate::diag::{Diagnostics, rules};
use crate::source::{FileId, Sources, Span};
use crate::view::addresses::{Addresses, Pages};

/// The name of the file, beside book.toml.
pub const FILE: &str = "onus.lock.json";

const VERSION: u32 = 1;

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lock {
    version: u32,
    /// Pages with their anchors.
    addresses: Pages,
}

/// What to do with addresses that have been lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lost {
    /// Keep them listed, so that they stay findings.
    Keep,
    /// Take them off the list.
    Forget,
}

/// A new list, and how it differs from the one before.
#[derive(Debug, Clone)]
pub struct Update {
    /// The file.
    pub file: Artifact,
    /// Addresses on it.
    pub all: usize,
    /// Those that were not on it before.
    pub new: usize,
    /// Those that were taken off it.
    pub forgotten: usize,
}

/// Reports every published address that leads nowhere today. Without the file nothing is promised.
pub fn check(sources: &Sources, now: &Addresses, findings: &mut Diagnostics) {
    let Some((file, lock)) = read(sources, findings) else { return };
    for (page, anchors) in &lock {
        let Some(there) = now.today.get(page) else {
            if !now.moved.contains(page) {
                report(place(sources, file, page, None), format!("`{page}` was published, and there is no such page any more"), findings);
            }
            continue;
        };
        let former = now.former.get(page);
        for anchor in anchors.iter().filter(|anchor| !there.contains(*anchor) && !former.is_some_and(|former| former.contains(*anchor))) {
            let message = format!("`{page}#{anchor}` was published, and the page has no such place any more");
            report(place(sources, file, page, Some(anchor)), message, findings);
        }
    }
}

/// The list with everything there is today. A list that cannot be read is reported, and counts as empty.
pub fn update(sources: &Sources, now: &Addresses, lost: Lost, findings: &mut Diagnostics) -> Update {
    let before = read(sources, findings).map(|(_, lock)| lock).unwrap_or_default();
    let mut after = now.today.clone();
    for (page, anchors) in &before {
        if lost == Lost::Keep || leads_somewhere(now, page, None) {
            let kept = anchors.iter().filter(|anchor| lost == Lost::Keep || leads_somewhere(now, page, Some(anchor)));
            after.entry(page.clone()).or_default().extend(kept.cloned());
        }
    }
    let lock = Lock { version: VERSION, addresses: after };
    let text = serde_json::to_string_pretty(&lock).expect("texts and lists can always be written as JSON");
    let (new, forgotten) = (missing(&lock.addresses, &before), missing(&before, &lock.addresses));
    Update { all: count(&lock.addresses), new, forgotten, file: Artifact::new(FILE, format!("{text}\n")) }
}

/// Whether an address leads to something, be it by way of an old name.
fn leads_somewhere(now: &Addresses, page: &str, anchor: Option<&String>) -> bool {
    let has = |pages: &Pages| pages.get(page).is_some_and(|anchors| anchor.is_none_or(|anchor| anchors.contains(anchor)));
    has(&now.today) || has(&now.former) || (now.moved.contains(page) && !now.today.contains_key(page))
}

fn count(pages: &Pages) -> usize {
    pages.values().map(|anchors| anchors.len() + 1).sum()
}

/// How many addresses of `pages` are not among `others`.
fn missing(pages: &Pages, others: &Pages) -> usize {
    let of_page = |(page, anchors): (&String, &std::collections::BTreeSet<String>)| match others.get(page) {
        Some(there) => anchors.difference(there).count(),
        None => anchors.len() + 1,
    };
    pages.iter().map(of_page).sum()
}

fn read(sources: &Sources, findings: &mut Diagnostics) -> Option<(FileId, BTreeMap<String, std::collections::BTreeSet<String>>)> {
    let file = sources.find(FILE)?;
    let problem = match serde_json::from_str::<Lock>(sources.text(file)) {
        Ok(lock) if lock.version == VERSION => return Some((file, lock.addresses)),
        Ok(lock) => (1, format!("this list has version {}, and this onus knows version {VERSION}", lock.version)),
        Err(error) => (error.line(), format!("this is no list of addresses: {}", words(&error))),
    };
    let finding = findings.report(&rules::LOCK_SYNTAX, line(sources, file, problem.0), problem.1);
    finding.help("take the file of the last release, and let `onus lock` add what is new");
    None
}

/// What is wrong, without the place, which the finding shows.
fn words(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.clone(), |(words, _)| words.to_owned())
}

fn report(span: Span, message: String, findings: &mut Diagnostics) {
    let finding = findings.report(&rules::LOST_ADDRESS, span, message);
    finding.help("name the old id under `renamed-from`, or the address under `[output.html.redirect]`; `onus lock --forget` lets it go");
}

/// Where an address stands in the list.
fn place(sources: &Sources, file: FileId, page: &str, anchor: Option<&str>) -> Span {
    let text = sources.text(file);
    let find = |word: &str, from: usize| text[from..].find(&quoted(word)).map_or(from, |at| from + at);
    let at = find(page, 0);
    let (at, word) = match anchor {
        Some(anchor) => (find(anchor, at + quoted(page).len()), quoted(anchor)),
        None => (at, quoted(page)),
    };
    Span::new(file, at, at + word.len())
}

fn quoted(word: &str) -> String {
    serde_json::Value::from(word).to_string()
}

fn line(sources: &Sources, file: FileId, line: usize) -> Span {
    let text = sources.text(file);
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    Span::new(file, start, end)
}
