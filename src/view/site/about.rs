//! Glossary, search, about and the page for what is not there.

use serde::Serialize;

use crate::model::{Meta, Model};
use crate::view::address;
use crate::view::site::book::Book;
use crate::view::site::home::figures;
use crate::view::site::page::{Body, Head, Page};
use crate::view::site::parts::{Figure, Link, ProseId};

/// The glossary.
#[derive(Debug, Clone, Serialize)]
pub struct Glossary {
    /// The terms.
    pub terms: Vec<TermBlock>,
}

/// A term.
#[derive(Debug, Clone, Serialize)]
pub struct TermBlock {
    /// Its id.
    pub id: String,
    /// Ids that it had before: their anchors lead here too.
    pub was: Vec<String>,
    /// The word.
    pub name: String,
    /// Other words for it.
    pub aliases: Vec<String>,
    /// What it means.
    pub says: Option<ProseId>,
    /// Related words.
    pub see: Vec<Link>,
}

/// What this build can be relied on for.
#[derive(Debug, Clone, Serialize)]
pub struct About {
    /// What the book holds.
    pub figures: Vec<Figure>,
    /// How well that is checked, by kind.
    pub trust: Vec<Trust>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Under which terms the content may be used; may be empty.
    pub license: String,
    /// After how many days a review counts as old; `None` where that is never.
    pub review_limit: Option<u32>,
    /// The version of the generator.
    pub version: &'static str,
}

/// How well entities of one kind are checked.
#[derive(Debug, Clone, Serialize)]
pub struct Trust {
    /// The kind, in the plural.
    pub kind: &'static str,
    /// How many there are.
    pub all: usize,
    /// How many name a source.
    pub sourced: usize,
    /// How many carry the date of a review.
    pub reviewed: usize,
    /// The oldest review.
    pub oldest: Option<String>,
    /// How many say that nobody has checked them yet.
    pub unverified: usize,
}

/// The search page.
#[derive(Debug, Clone, Serialize)]
pub struct SearchPage {
    /// Everything, from A to Z.
    pub letters: Vec<Letter>,
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

/// The page for what is not there.
#[derive(Debug, Clone, Serialize)]
pub struct NotFound {
    /// Where to go on.
    pub links: Vec<Link>,
}

/// The pages.
pub fn pages(book: &Book) -> Vec<Page> {
    let mut pages = Vec::new();
    if !book.model.terms.is_empty() {
        pages.push(glossary(book));
    }
    pages.extend([about(book), search(book), not_found(book)]);
    pages
}

fn glossary(book: &Book) -> Page {
    let model = book.model;
    let term = |term: &crate::model::Term| TermBlock {
        id: term.meta.id.clone(),
        was: book.was("term", &term.meta.id),
        name: term.name.clone(),
        aliases: term.aliases.clone(),
        says: book.prose(&term.says),
        see: term.see.iter().map(|&id| Link::new(&model.terms[id].name, format!("#term-{}", model.terms[id].meta.id))).collect(),
    };
    let head = Head::new("glossary.html", "Glossary", "glossary").about("The words of the field, explained.");
    Page { head, body: Body::Glossary(Glossary { terms: model.terms.rows().iter().map(term).collect() }) }
}

fn about(book: &Book) -> Page {
    let model = book.model;
    let trust = vec![
        trust("services", model.services.rows().iter().map(|entry| &entry.meta)),
        trust("controls", model.controls.rows().iter().map(|entry| &entry.meta)),
        trust("frameworks", model.frameworks.rows().iter().map(|entry| &entry.meta)),
        trust("guides", model.guides.rows().iter().map(|entry| &entry.meta)),
    ];
    // A manual is about nothing that could be held against a source.
    let trust = trust.into_iter().filter(|entry| entry.all > 0 && !book.is_manual()).collect();
    let figures = figures(book).into_iter().filter(|figure| figure.number > 0).collect();
    let head =
        Head::new("about.html", "About this build", "about").about("The revision and the date of this site, and how well its facts are checked.");
    let body = About {
        figures,
        trust,
        authors: book.config.authors.clone(),
        license: book.config.license.clone(),
        review_limit: book.config.review_limit_days,
        version: env!("CARGO_PKG_VERSION"),
    };
    Page { head, body: Body::About(body) }
}

fn trust<'m>(kind: &'static str, metas: impl Iterator<Item = &'m Meta>) -> Trust {
    let mut found = Trust { kind, all: 0, sourced: 0, reviewed: 0, oldest: None, unverified: 0 };
    let mut oldest = None;
    for meta in metas {
        found.all += 1;
        found.sourced += usize::from(!meta.sources.is_empty());
        found.reviewed += usize::from(meta.reviewed.is_some());
        found.unverified += usize::from(!meta.verified);
        oldest = [oldest, meta.reviewed].into_iter().flatten().min();
    }
    found.oldest = oldest.map(|day| day.to_string());
    found
}

fn search(book: &Book) -> Page {
    let mut all = everything(book.model);
    all.sort_by_cached_key(|found| (found.link.text.to_lowercase(), found.kind));
    let mut letters: Vec<Letter> = Vec::new();
    for found in all {
        let first = found.link.text.chars().next().filter(|first| first.is_alphabetic());
        let letter = first.map_or_else(|| "0–9".to_owned(), |first| first.to_uppercase().collect());
        match letters.last_mut().filter(|entry| entry.letter == letter) {
            Some(entry) => entry.links.push(found),
            None => letters.push(Letter { id: format!("letter-{}", letter.to_lowercase().replace('–', "-")), letter, links: vec![found] }),
        }
    }
    let head = Head::new("search.html", "Search", "search").about("Search the whole site, or look it up from A to Z.");
    Page { head, body: Body::Search(SearchPage { letters }) }
}

fn everything(model: &Model) -> Vec<Found> {
    let found = |text: &str, url: String, kind| Found { link: Link::new(text, url), kind };
    let places = model.places.iter().map(|(id, place)| found(&place.name, address::place(model, id), "service"));
    let controls = model.controls.iter().map(|(id, control)| found(&control.title, address::control(model, id), "control"));
    let frameworks = model.frameworks.iter().map(|(id, framework)| found(&framework.short, address::framework(model, id), "framework"));
    let workloads = model.workloads.iter().map(|(id, workload)| found(&workload.name, address::workload(model, id), "workload"));
    let guides = model.guides.iter().map(|(id, guide)| found(&guide.title, address::guide(model, id), "guide"));
    let terms = model.terms.rows().iter().map(|term| found(&term.name, format!("glossary.html#term-{}", term.meta.id), "term"));
    let layers = model.layers.rows().iter().map(|layer| found(&layer.name, format!("model.html#layer-{}", layer.meta.id), "layer"));
    places.chain(controls).chain(frameworks).chain(workloads).chain(guides).chain(terms).chain(layers).collect()
}

fn not_found(book: &Book) -> Page {
    let links: &[(&str, &str)] = match book.is_manual() {
        true => &[("Guides", "guides/index.html"), ("Search", "search.html"), ("Home", "index.html")],
        false => &[("Services", "services/index.html"), ("Controls", "controls/index.html"), ("Search", "search.html"), ("Home", "index.html")],
    };
    let links = links.iter().map(|&(text, url)| Link::new(text, url)).collect();
    Page { head: Head::new("404.html", "There is no such page", "404"), body: Body::NotFound(NotFound { links }) }
}
