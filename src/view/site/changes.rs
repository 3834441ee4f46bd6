//! What moved and for whom: dated changes, events of life, and things renamed.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::config::Config;
use crate::model::{Id, Model, Phase, Place, Renamed, Says};
use crate::view::address;
use crate::view::site::book::{Book, first_words, phase};
use crate::view::site::page::{Body, Head, Page};
use crate::view::site::parts::{Chip, Link, Source};
use crate::view::site::prose;
use crate::vocabulary::Vocabulary;

/// The page of changes.
#[derive(Debug, Clone, Serialize)]
pub struct Changes {
    /// Dated changes by year, newest first.
    pub years: Vec<Year>,
    /// Things renamed.
    pub renamed: Vec<RenamedLine>,
}

/// The dated changes of a year.
#[derive(Debug, Clone, Serialize)]
pub struct Year {
    /// The year.
    pub year: String,
    /// Its anchor.
    pub id: String,
    /// Its changes, newest first.
    pub lines: Vec<ChangeLine>,
}

/// A dated change.
#[derive(Debug, Clone, Serialize)]
pub struct ChangeLine {
    /// Its anchor: day, place and what changed, by the ids that those had at first.
    pub id: String,
    /// The day.
    pub on: String,
    /// The service or variant.
    pub place: Link,
    /// The duty that moved, or about which something holds since that day; `None` for an event of life.
    pub duty: Option<Link>,
    /// Who held it before; `None` where nobody else holds it since.
    pub from: Option<Chip>,
    /// Who has held it since.
    pub to: Option<Chip>,
    /// What happened, in words: for an event of life, for what holds since that day, or as a note.
    pub words: Option<String>,
    /// Where that is said.
    pub reference: Option<String>,
    /// Where it is written.
    pub source: Option<Source>,
}

/// Something renamed.
#[derive(Debug, Clone, Serialize)]
pub struct RenamedLine {
    /// Its anchor.
    pub id: String,
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
    let years = years(lines(book));
    let head = Head::new("changes.html", "Changes", "changes")
        .about("Duties that changed hands, new defaults, services that came to an end, and things that have a new name.")
        .contents(years.iter().map(|year| (true, year.year.as_str(), year.id.as_str())))
        .contents([(!renamed.is_empty(), "Renamed", "renamed")]);
    Page { head, body: Body::Changes(Changes { years, renamed }) }
}

/// Changes by their year.
pub fn years(lines: Vec<ChangeLine>) -> Vec<Year> {
    let mut years: Vec<Year> = Vec::new();
    for line in lines {
        let year = line.on.split('-').next().unwrap_or_default().to_owned();
        match years.last_mut().filter(|last| last.year == year) {
            Some(last) => last.lines.push(line),
            None => years.push(Year { id: format!("year-{year}"), year, lines: vec![line] }),
        }
    }
    years
}

/// Every dated change, newest first.
pub fn lines(book: &Book) -> Vec<ChangeLine> {
    let model = book.model;
    let mut found: Vec<(Date, ChangeLine)> = Vec::new();
    for (id, place) in model.places.iter() {
        found.extend(moves(book, id));
        found.extend(news(book, id));
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
                id: anchor_of(model, change.on, place, model.first_id("duty", &model.duties[duty].meta.id)),
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

/// What a place says about its duties since a day; of a variant, only what its service does not say.
fn news(book: &Book, id: Id<Place>) -> Vec<(Date, ChangeLine)> {
    let model = book.model;
    let place = &model.places[id];
    let parent = &model.places[model.services[place.service].place];
    let mut found = Vec::new();
    for (duty, cell) in model.duties.ids().zip(&place.cells) {
        let told = |says: &&Says| place.variant.is_some() && parent.cells[duty.index()].says.as_ref().is_some_and(|own| own.span == says.span);
        let Some(says) = cell.says.as_deref().filter(|says| !told(says)) else { continue };
        // A change of hands on that day tells the same, and more.
        let Some(on) = says.since.filter(|on| cell.changes.iter().all(|change| change.on != *on)) else { continue };
        let anchor = format!("{}#duty-{}", address::service(model, place.service), model.duties[duty].meta.id);
        let what = format!("{}-since", model.first_id("duty", &model.duties[duty].meta.id));
        let line = ChangeLine {
            id: anchor_of(model, on, place, &what),
            on: on.to_string(),
            place: Link::new(&place.name, address::place(model, id)),
            duty: Some(Link::new(&model.duties[duty].says, anchor)),
            from: None,
            to: None,
            words: Some(first_words(&says.text, 240)),
            reference: says.sources.first().cloned(),
            source: Some(book.source(says.span)),
        };
        found.push((on, line));
    }
    found
}

fn life(book: &Book, id: Id<Place>, on: Date) -> ChangeLine {
    let model = book.model;
    let place = &model.places[id];
    let successor = place.lifecycle.successor.map(|id| format!("; its successor is {}", model.services[id].name)).unwrap_or_default();
    ChangeLine {
        id: anchor_of(model, on, place, place.lifecycle.phase.word()),
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

/// An anchor that outlives every renaming.
fn anchor_of(model: &Model, on: Date, place: &Place, what: &str) -> String {
    let place = model.first_id("service", &place.meta.id).replace('/', ".");
    format!("{on}-{place}-{what}")
}

/// Something renamed; `None` where it has no place on the site.
pub fn renamed(book: &Book, entry: &Renamed) -> Option<RenamedLine> {
    let url = today(book.model, entry)?;
    let id = format!("renamed-{}-{}", entry.kind, entry.old).replace([' ', '/'], "-");
    Some(RenamedLine { id, kind: entry.kind, old: entry.old.clone(), new: Link::new(&entry.new, url) })
}

/// Where something that was renamed is today.
fn today(model: &Model, entry: &Renamed) -> Option<String> {
    let kind = if entry.kind == "service model" { "model" } else { entry.kind };
    prose::entity(&format!("{kind}:{}", entry.new), model)
}

/// Pages under old addresses, but for those where something is today.
pub fn redirects(model: &Model, config: &Config, taken: &dyn Fn(&str) -> bool) -> Vec<Page> {
    let page = |(from, to): (String, String)| {
        let head = Head::new(from, format!("Moved to {to}"), "404").about(format!("What was here is now at {to}."));
        Page { head, body: Body::Redirect(Redirect { to }) }
    };
    moved(model, config).into_iter().filter(|(from, _)| !taken(from)).map(page).collect()
}

/// Old addresses and where they lead: of what was renamed, and those that book.toml names.
pub fn moved(model: &Model, config: &Config) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for entry in &model.renamed {
        let Some(to) = today(model, entry).filter(|to| !to.contains('#')) else { continue };
        let Some((folder, _)) = to.split_once('/') else { continue };
        for group in groups(model, entry) {
            found.insert(format!("{folder}/{}/{group}", entry.old), format!("{folder}/{}/{group}", entry.new));
        }
        found.insert(format!("{folder}/{}.html", entry.old), to);
    }
    let asked = config.html.iter().flat_map(|html| &html.redirects);
    found.extend(asked.map(|(from, to)| (with_file(from), if to.contains("://") { to.clone() } else { with_file(to) })));
    found
}

/// The pages below that of a framework, which move with it.
fn groups(model: &Model, entry: &Renamed) -> Vec<String> {
    let Some(id) = model.frameworks.find(&entry.new).filter(|_| entry.kind == "framework") else { return Vec::new() };
    let files = (0..model.frameworks[id].groups.len()).map(|group| address::group(model, id, group));
    files.filter_map(|path| Some(path.rsplit_once('/')?.1.to_owned())).collect()
}

/// An address without the slash before it, and with the file that a folder stands for.
fn with_file(address: &str) -> String {
    let address = address.trim_start_matches('/');
    match address.is_empty() || address.ends_with('/') {
        true => format!("{address}index.html"),
        false => address.to_owned(),
    }
}
