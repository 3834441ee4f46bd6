//! The feed of changes: what moved, newest first, for programs that look every day.

use jiff::civil::Date;

use crate::model::{Meta, Model, Renamed};
use crate::view::address;
use crate::view::site::book::Book;
use crate::view::site::changes::{self, ChangeLine, RenamedLine};

/// The feed.
#[derive(Debug, Clone)]
pub struct Feed {
    /// Its entries, newest first.
    pub entries: Vec<FeedEntry>,
    /// The day of the newest one, `YYYY-MM-DD`; that of the build where there is none.
    pub updated: String,
}

/// Something that moved.
#[derive(Debug, Clone)]
pub struct FeedEntry {
    /// Its line on the page of changes, as a whole address; the same for ever, also when things are renamed.
    pub url: String,
    /// What moved, from whom to whom.
    pub title: String,
    /// More about it; may be empty.
    pub summary: String,
    /// The day, `YYYY-MM-DD`.
    pub on: String,
    /// Where it is said, outside the site.
    pub source: Option<String>,
}

/// Entries beyond this number have been seen by everybody who reads a feed.
const MOST: usize = 200;

/// The feed of a book; `None` where its address is not known, because a feed has whole addresses only.
pub fn feed(book: &Book) -> Option<Feed> {
    let site_url = book.config.html.as_ref().map(|html| html.site_url.as_str()).filter(|url| !url.is_empty())?;
    let url = |id: &str| address::published(site_url, &format!("changes.html#{id}"));
    let mut entries: Vec<FeedEntry> = changes::lines(book).into_iter().map(|line| changed(url(&line.id), line)).collect();
    for entry in &book.model.renamed {
        let line = changes::renamed(book, entry);
        entries.extend(line.map(|line| renamed(url(&line.id), line, renamed_on(book, entry))));
    }
    // A stable sort: what moved on the same day keeps its order.
    entries.sort_by(|a, b| b.on.cmp(&a.on));
    entries.truncate(MOST);
    let updated = entries.first().map_or_else(|| book.config.today.to_string(), |entry| entry.on.clone());
    Some(Feed { entries, updated })
}

fn changed(url: String, line: ChangeLine) -> FeedEntry {
    let words = line.words.unwrap_or_default();
    let (title, summary) = match (line.duty, line.from, line.to) {
        (Some(duty), Some(from), Some(to)) => (format!("{}: {}: from {} to {}", line.place.text, duty.text, from.word, to.word), words),
        (Some(duty), ..) => (format!("{}: {}", line.place.text, duty.text), words),
        (None, ..) => (format!("{}: {words}", line.place.text), String::new()),
    };
    FeedEntry { url, title, summary, on: line.on, source: line.reference }
}

fn renamed(url: String, line: RenamedLine, on: Date) -> FeedEntry {
    let title = format!("The {} {} is now {}", line.kind, line.old, line.new.text);
    FeedEntry { url, title, summary: String::new(), on: on.to_string(), source: None }
}

/// Nobody writes down when something got its new name; the day of its last review comes nearest, and moves rarely.
fn renamed_on(book: &Book, entry: &Renamed) -> Date {
    meta(book.model, entry).and_then(|meta| meta.reviewed).unwrap_or(book.config.today)
}

fn meta<'m>(model: &'m Model, entry: &Renamed) -> Option<&'m Meta> {
    let id = entry.new.as_str();
    match entry.kind {
        "service" => model.places.find(id).map(|id| &model.places[id].meta),
        "control" => model.controls.find(id).map(|id| &model.controls[id].meta),
        "framework" => model.frameworks.find(id).map(|id| &model.frameworks[id].meta),
        "workload" => model.workloads.find(id).map(|id| &model.workloads[id].meta),
        "checklist" => model.checklists.find(id).map(|id| &model.checklists[id].meta),
        "guide" => model.guides.find(id).map(|id| &model.guides[id].meta),
        "term" => model.terms.find(id).map(|id| &model.terms[id].meta),
        _ => None,
    }
}
