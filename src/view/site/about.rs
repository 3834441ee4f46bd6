//! Glossary, about and the page for what is not there.

use serde::Serialize;

use crate::model::{Meta, Model};
use crate::view::site::book::Book;
use crate::view::site::downloads::{self, Downloads};
use crate::view::site::home::figures;
use crate::view::site::page::{Body, Head, Page};
use crate::view::site::parts::{Figure, Link, ProseId};
use crate::view::site::sheaf::Sheaf;

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
    /// Tables of the whole book.
    pub downloads: Vec<Downloads>,
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

/// The page for what is not there.
#[derive(Debug, Clone, Serialize)]
pub struct NotFound {
    /// Where to go on.
    pub links: Vec<Link>,
}

/// The pages.
pub fn sheaves(model: &Model) -> Vec<Sheaf> {
    let glossary = (!model.terms.is_empty()).then(|| Sheaf::page("glossary", "glossary.html", glossary));
    glossary.into_iter().chain([Sheaf::page("about", "about.html", about), Sheaf::page("404", "404.html", not_found)]).collect()
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
    let downloads = if book.is_manual() { Vec::new() } else { downloads::whole(book) };
    let figures = figures(book).into_iter().filter(|figure| figure.number > 0).collect();
    let head =
        Head::new("about.html", "About this build", "about").about("The revision and the date of this site, and how well its facts are checked.");
    let body = About {
        figures,
        trust,
        downloads,
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

fn not_found(book: &Book) -> Page {
    let links: &[(&str, &str)] = match book.is_manual() {
        true => &[("Guides", "guides/index.html"), ("From A to Z", "a-z.html"), ("Home", "index.html")],
        false => &[("Services", "services/index.html"), ("Controls", "controls/index.html"), ("From A to Z", "a-z.html"), ("Home", "index.html")],
    };
    let links = links.iter().map(|&(text, url)| Link::new(text, url)).collect();
    Page { head: Head::new("404.html", "There is no such page", "404"), body: Body::NotFound(NotFound { links }) }
}
