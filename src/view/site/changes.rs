//! What moved and for whom: dated changes, events of life, and things renamed.

use jiff::civil::Date;
use serde::Serialize;

use crate::model::{Id, Phase, Place, Renamed};
use crate::view::address;
use crate::view::site::book::{Book, phase};
use crate::view::site::page::{Body, Head, Page};
use crate::view::site::parts::{Chip, Link, Source};

/// The page of changes.
#[derive(Debug, Clone, Serialize)]
pub struct Changes {
    /// Dated changes, newest first.
    pub lines: Vec<ChangeLine>,
    /// Things renamed.
    pub renamed: Vec<RenamedLine>,
}

/// A dated change.
#[derive(Debug, Clone, Serialize)]
pub struct ChangeLine {
    /// The day.
    pub on: String,
    /// The service or variant.
    pub place: Link,
    /// The duty that moved; `None` for an event of life.
    pub duty: Option<Link>,
    /// Who held it before.
    pub from: Option<Chip>,
    /// Who has held it since.
    pub to: Option<Chip>,
    /// What happened, in words, for an event of life or as a note.
    pub words: Option<String>,
    /// Where that is said.
    pub reference: Option<String>,
    /// Where it is written.
    pub source: Option<Source>,
}

/// Something renamed.
#[derive(Debug, Clone, Serialize)]
pub struct RenamedLine {
    /// What it is.
    pub kind: &'static str,
    /// The old id.
    pub old: String,
    /// The new id, and the page.
    pub new: Link,
}

/// A page that leads on to another.
#[derive(Debug, Clone, Serialize)]
pub struct Redirect {
    /// The address it leads to, relative to the site's root; or an address elsewhere.
    pub to: String,
}

/// The page of changes.
pub fn page(book: &Book) -> Page {
    let renamed: Vec<RenamedLine> = book.model.renamed.iter().filter_map(|entry| renamed(book, entry)).collect();
    let lines = lines(book);
    let head = Head::new("changes.html", "Changes", "changes")
        .about("Duties that changed hands, services that came to an end, and things that have a new name.")
        .contents([(!renamed.is_empty(), "Dated changes", "dated"), (!renamed.is_empty(), "Renamed", "renamed")]);
    Page { head, body: Body::Changes(Changes { lines, renamed }) }
}

/// Every dated change, newest first.
pub fn lines(book: &Book) -> Vec<ChangeLine> {
    let model = book.model;
    let mut found: Vec<(Date, ChangeLine)> = Vec::new();
    for (id, place) in model.places.iter() {
        found.extend(moves(book, id));
        let parent = &model.places[model.services[place.service].place].lifecycle;
        let own = place.variant.is_none() || (parent.phase, parent.on) != (place.lifecycle.phase, place.lifecycle.on);
        if let Some(on) = place.lifecycle.on.filter(|_| own && place.lifecycle.phase != Phase::Active) {
            found.push((on, life(book, id, on)));
        }
    }
    found.sort_by_key(|line| std::cmp::Reverse(line.0));
    found.into_iter().map(|(_, line)| line).collect()
}

/// The changes of a place's duties; of a variant, only those that are not its service's.
fn moves(book: &Book, id: Id<Place>) -> Vec<(Date, ChangeLine)> {
    let model = book.model;
    let place = &model.places[id];
    let parent = &model.places[model.services[place.service].place];
    let mut found = Vec::new();
    for (duty, cell) in model.duties.ids().zip(&place.cells) {
        let known = |span| place.variant.is_some() && parent.cells[duty.index()].changes.iter().any(|change| change.span == span);
        for change in cell.changes.iter().filter(|change| !known(change.span)) {
            let anchor = format!("{}#duty-{}", address::service(model, place.service), model.duties[duty].meta.id);
            let line = ChangeLine {
                on: change.on.to_string(),
                place: Link::new(&place.name, address::place(model, id)),
                duty: Some(Link::new(&model.duties[duty].says, anchor)),
                from: Some(book.party(change.from)),
                to: Some(book.party(change.to)),
                words: change.note.clone(),
                reference: change.source.clone(),
                source: Some(book.source(change.span)),
            };
            found.push((change.on, line));
        }
    }
    found
}

fn life(book: &Book, id: Id<Place>, on: Date) -> ChangeLine {
    let model = book.model;
    let place = &model.places[id];
    let successor = place.lifecycle.successor.map(|id| format!("; its successor is {}", model.services[id].name)).unwrap_or_default();
    ChangeLine {
        on: on.to_string(),
        place: Link::new(&place.name, address::place(model, id)),
        duty: None,
        from: None,
        to: None,
        words: Some(format!("{}{successor}", phase(place.lifecycle.phase))),
        reference: place.lifecycle.source.clone(),
        source: None,
    }
}

fn renamed(book: &Book, entry: &Renamed) -> Option<RenamedLine> {
    let url = crate::view::site::prose::entity(&format!("{}:{}", entry.kind, entry.new), book.model)?;
    Some(RenamedLine { kind: entry.kind, old: entry.old.clone(), new: Link::new(&entry.new, url) })
}

/// Pages under old addresses, for what was renamed and for what book.toml asks.
pub fn redirects(book: &Book) -> Vec<Page> {
    let page = |from: String, to: String| {
        let title = "This page has moved".to_owned();
        Page { head: Head { path: from, title, section: "404", ..Head::default() }, body: Body::Redirect(Redirect { to }) }
    };
    let old = |entry: &Renamed| {
        let to = crate::view::site::prose::entity(&format!("{}:{}", entry.kind, entry.new), book.model)?;
        let folder = to.split_once('/').map(|(folder, _)| folder).filter(|_| !to.contains('#'))?;
        Some(page(format!("{folder}/{}.html", entry.old), to))
    };
    let asked = book.config.html.iter().flat_map(|html| &html.redirects);
    let asked = asked.map(|(from, to)| page(with_file(from), if to.contains("://") { to.clone() } else { with_file(to) }));
    book.model.renamed.iter().filter_map(old).chain(asked).collect()
}

/// An address without the slash before it, and with the file that a folder stands for.
fn with_file(address: &str) -> String {
    let address = address.trim_start_matches('/');
    match address.is_empty() || address.ends_with('/') {
        true => format!("{address}index.html"),
        false => address.to_owned(),
    }
}
