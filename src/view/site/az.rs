//! Everything from A to Z, and the search page, which leads there and to everything by what it is about.

use serde::Serialize;

use crate::model::Model;
use crate::view::address;
use crate::view::site::book::Book;
use crate::view::site::by::{self, Shelf};
use crate::view::site::cut;
use crate::view::site::page::{Body, Head, Page};
use crate::view::site::parts::Link;
use crate::view::site::sheaf::Sheaf;

/// The list from A to Z, or a part of it where it is long.
#[derive(Debug, Clone, Serialize)]
pub struct AToZ {
    /// Every letter that something begins with, and where that is listed.
    pub index: Vec<Link>,
    /// The letters of this part.
    pub letters: Vec<Letter>,
    /// Other lists: by category, by layer, …
    pub shelves: Vec<Link>,
    /// All parts, where there are several.
    pub parts: Vec<Link>,
}

/// What begins with one letter.
#[derive(Debug, Clone, Serialize)]
pub struct Letter {
    /// The letter.
    pub letter: String,
    /// Its anchor.
    pub id: String,
    /// What begins with it.
    pub links: Vec<Found>,
}

/// An entry of the list from A to Z.
#[derive(Debug, Clone, Serialize)]
pub struct Found {
    /// Its name and page.
    pub link: Link,
    /// What it is.
    pub kind: &'static str,
}

/// The search page: what there is without scripts.
#[derive(Debug, Clone, Serialize)]
pub struct SearchPage {
    /// Every letter that something begins with, and where that is listed.
    pub index: Vec<Link>,
    /// Everything by what it is about.
    pub shelves: Vec<Shelf>,
}

const STEM: &str = "a-z";
/// The frame of the list is small, so that it has more room than others.
const ROOM: usize = cut::ROOM + 150;

/// The search page, and the list from A to Z.
pub fn sheaf() -> Sheaf {
    Sheaf::new("search", ["search", STEM], pages)
}

fn pages(book: &Book) -> Vec<Page> {
    let parts: Vec<Vec<Letter>> = cut::cut(everything(book.model), ROOM, |_| 2).into_iter().map(letters).collect();
    let index = index(&parts);
    let shelves = by::shelves(book);
    let head = Head::new("search.html", "Search", "search").about("Search the whole site, or look it up from A to Z.");
    let others: Vec<Link> = shelves.iter().map(|shelf| Link::new(shelf.title, format!("search.html#{}", shelf.id))).collect();
    let mut pages = vec![Page { head, body: Body::Search(SearchPage { index: index.clone(), shelves }) }];
    let count = parts.len();
    for (at, letters) in parts.into_iter().enumerate() {
        let head = Head::new(cut::path(STEM, at), cut::title("From A to Z", at, count), "search")
            .about("Everything on this site by its name, from A to Z.")
            .below("Search", "search.html");
        let body = AToZ { index: index.clone(), letters, shelves: others.clone(), parts: cut::links(STEM, count) };
        pages.push(Page { head, body: Body::AToZ(body) });
    }
    pages
}

/// Every letter once, with the place where it begins.
fn index(parts: &[Vec<Letter>]) -> Vec<Link> {
    let mut index: Vec<Link> = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        for letter in part {
            if index.last().is_none_or(|link| link.text != letter.letter) {
                index.push(Link::new(&letter.letter, format!("{}#{}", cut::path(STEM, at), letter.id)));
            }
        }
    }
    index
}

fn letters(found: Vec<Found>) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::new();
    for found in found {
        let letter = letter(&found).map_or_else(|| "0–9".to_owned(), |first| first.to_uppercase().collect());
        match letters.last_mut().filter(|entry| entry.letter == letter) {
            Some(entry) => entry.links.push(found),
            None => letters.push(Letter { id: format!("letter-{}", letter.to_lowercase().replace('–', "-")), letter, links: vec![found] }),
        }
    }
    letters
}

fn letter(found: &Found) -> Option<char> {
    found.link.text.chars().next().filter(|first| first.is_alphabetic())
}

/// Everything with a name, what begins with no letter first.
fn everything(model: &Model) -> Vec<Found> {
    let found = |text: &str, url: String, kind| Found { link: Link::new(text, url), kind };
    let places = model.places.iter().map(|(id, place)| found(&place.name, address::place(model, id), "service"));
    let controls = model.controls.iter().map(|(id, control)| found(&control.title, address::control(model, id), "control"));
    let frameworks = model.frameworks.iter().map(|(id, framework)| found(&framework.short, address::framework(model, id), "framework"));
    let workloads = model.workloads.iter().map(|(id, workload)| found(&workload.name, address::workload(model, id), "workload"));
    let checklists = model.checklists.iter().map(|(id, named)| found(&named.title, address::named_checklist(model, id), "checklist"));
    let guides = model.guides.iter().map(|(id, guide)| found(&guide.title, address::guide(model, id), "guide"));
    let terms = model.terms.rows().iter().map(|term| found(&term.name, format!("glossary.html#term-{}", term.meta.id), "term"));
    let layers = model.layers.rows().iter().map(|layer| found(&layer.name, format!("model.html#layer-{}", layer.meta.id), "layer"));
    let mut all: Vec<Found> =
        places.chain(controls).chain(frameworks).chain(workloads).chain(checklists).chain(guides).chain(terms).chain(layers).collect();
    all.sort_by_cached_key(|found| {
        (letter(found).map(char::to_lowercase).map(Iterator::collect::<String>), found.link.text.to_lowercase(), found.kind)
    });
    all
}
