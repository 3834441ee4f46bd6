//! A page for each value of what things are sorted by: for who reads without scripts, and for indexes that would be too long.
//!
//! No page says what another one says already: a service and a framework have their own, and a category or a domain is
//! told on the index as long as that has room for it.

use serde::Serialize;

use crate::model::{Framework, Id, LayerClass, Model, Place};
use crate::view::address;
use crate::view::site::book::{Book, first_words};
use crate::view::site::controls::{self, ControlRow};
use crate::view::site::cut;
use crate::view::site::facets::{FACETS, Facet, Line, Value};
use crate::view::site::matrix::{self, Matrix};
use crate::view::site::page::{Body, Branch, Head, Page, Section, shared};
use crate::view::site::parts::{Chip, Link, ProseId};
use crate::view::site::services::{self, ServiceRow};
use crate::view::site::sheaf::Sheaf;

/// The page of one value, or a part of it where it is long.
#[derive(Debug, Clone, Serialize)]
pub struct By {
    /// What the value is a value of: `category`, `model`, `layer`, `domain`, `priority`, `party`.
    pub facet: &'static str,
    /// What the value is.
    pub about: Option<ProseId>,
    /// Where more is said about it.
    pub more: Option<Link>,
    /// Of a layer, the services by who holds it.
    pub held: Vec<HeldBy>,
    /// Services and variants.
    pub services: Vec<ServiceRow>,
    /// The same against layers.
    pub matrix: Option<Matrix>,
    /// Controls.
    pub controls: Vec<ControlRow>,
    /// All parts, where there are several.
    pub parts: Vec<Link>,
}

/// Services on which a layer adds up to the same.
#[derive(Debug, Clone, Serialize)]
pub struct HeldBy {
    /// What it adds up to.
    pub class: Chip,
    /// The services, and the variants that differ from theirs.
    pub links: Vec<Link>,
}

/// The values of one kind, in a list of what can be looked up.
#[derive(Debug, Clone, Serialize)]
pub struct Shelf {
    /// Its anchor.
    pub id: String,
    /// What it is called.
    pub title: &'static str,
    /// The values.
    pub lines: Vec<ShelfLine>,
}

/// A value in a list of what can be looked up.
#[derive(Debug, Clone, Serialize)]
pub struct ShelfLine {
    /// Its name, and where everything of it is listed.
    pub link: Link,
    /// How much that is; `None` where nobody counts it.
    pub count: Option<usize>,
}

/// More frameworks than this are listed on their index only.
const FRAMEWORKS: usize = 60;

/// The pages, facet by facet.
pub fn sheaves(model: &Model) -> Vec<Sheaf> {
    let facets = FACETS.into_iter().filter(|facet| facet.has_pages(model));
    facets.map(|facet| Sheaf::new(facet.section().0, [format!("by/{}/", facet.id())], move |book| of_facet(book, facet))).collect()
}

fn of_facet(book: &Book, facet: Facet) -> Vec<Page> {
    let values = facet.values(book);
    let link = |value: &Value| Link::new(value.name, address::by(facet.id(), value.id));
    let list = format!("search.html#by-{}", facet.id());
    let mut pages = Vec::new();
    for (at, value) in values.iter().enumerate() {
        let parts = cut::cut(value.lines.iter().copied(), cut::ROOM, |line| elements(*line));
        for (part, lines) in parts.iter().enumerate() {
            let body = By { parts: cut::links(&stem(facet, value), parts.len()), ..body(book, facet, lines) };
            let body = if part == 0 { introduced(book, value, body) } else { body };
            let branch = Branch::around(facet.title(), &values, link, at, &list);
            let head = Head { branch: Some(branch), ..head(facet, value, (part, parts.len()), &body) };
            pages.push(Page { head, body: Body::By(Box::new(body)) });
        }
    }
    turned(&mut pages);
    pages
}

/// Every page leads to the one before it and the one after it.
fn turned(pages: &mut [Page]) {
    let links: Vec<Link> = pages.iter().map(|page| Link::new(&page.head.title, &page.head.path)).collect();
    for (at, page) in pages.iter_mut().enumerate() {
        page.head.previous = at.checked_sub(1).map(|at| links[at].clone());
        page.head.next = links.get(at + 1).cloned();
    }
}

fn stem(facet: Facet, value: &Value) -> String {
    address::by(facet.id(), value.id).trim_end_matches(".html").to_owned()
}

/// About how many elements a line comes to.
fn elements(line: Line) -> usize {
    match line {
        Line::Held(..) => 2,
        Line::Place(_) => 20,
        Line::Control(_) => 3,
    }
}

fn head(facet: Facet, value: &Value, (part, count): (usize, usize), body: &By) -> Head {
    let (section, name, url) = facet.section();
    let about = value.about.map(|about| first_words(about, 140)).unwrap_or_default();
    let both = !body.held.is_empty() && !body.controls.is_empty();
    Head::new(cut::path(&stem(facet, value), part), cut::title(&value.title, part, count), section)
        .about(format!("{}. {about}", value.title).trim().to_owned())
        .below(name, url)
        .contents([
            (both, "Holders", "holders"),
            (both, "Controls", "controls"),
            (body.matrix.is_some(), "All", "all"),
            (body.matrix.is_some(), "By layer", "matrix"),
        ])
}

fn introduced(book: &Book, value: &Value, body: By) -> By {
    By { about: value.about.and_then(|about| book.prose(about)), more: value.more.clone(), ..body }
}

fn body(book: &Book, facet: Facet, lines: &[Line]) -> By {
    let places: Vec<Id<Place>> = lines.iter().filter_map(|line| if let Line::Place(id) = line { Some(*id) } else { None }).collect();
    let controls = lines.iter().filter_map(|line| if let Line::Control(id) = line { Some(controls::row(book, *id)) } else { None });
    By {
        facet: facet.id(),
        about: None,
        more: None,
        held: held(book, lines),
        services: services(book, &places),
        matrix: (!places.is_empty()).then(|| matrix::matrix(book, "Who holds each layer of them", &places)),
        controls: controls.collect(),
        parts: Vec::new(),
    }
}

/// A variant stands below its service where that is there.
fn services(book: &Book, places: &[Id<Place>]) -> Vec<ServiceRow> {
    let service = |id: Id<Place>| book.model.places[id].service;
    let mut above = None;
    let row = |&id: &Id<Place>| {
        let row = services::row(book, id);
        above = if row.variant { above } else { Some(service(id)) };
        ServiceRow { variant: row.variant && above == Some(service(id)), ..row }
    };
    places.iter().map(row).collect()
}

fn held(book: &Book, lines: &[Line]) -> Vec<HeldBy> {
    let mut found: Vec<(LayerClass, HeldBy)> = Vec::new();
    for line in lines {
        let Line::Held(class, id) = *line else { continue };
        let link = Link::new(&book.model.places[id].name, address::place(book.model, id));
        match found.last_mut().filter(|(last, _)| *last == class) {
            Some((_, group)) => group.links.push(link),
            None => found.push((class, HeldBy { class: book.layer_class(class, &book.provider_name()), links: vec![link] })),
        }
    }
    found.into_iter().map(|(_, group)| group).collect()
}

/// Everything that can be looked up without scripts, by what it is about.
pub fn shelves(book: &Book) -> Vec<Shelf> {
    let facets = FACETS.into_iter().filter(|_| !book.is_manual()).map(|facet| shelf(book, facet));
    let section = |section: Section| ShelfLine { link: Link::new(section.text, section.url), count: None };
    let sections = Shelf {
        id: "by-kind".to_owned(),
        title: "Everything by kind",
        lines: shared(book.model, book.config).sections.into_iter().map(section).collect(),
    };
    let mut shelves: Vec<Shelf> = facets.chain([frameworks(book), sections]).collect();
    shelves.retain(|shelf| !shelf.lines.is_empty());
    shelves
}

fn shelf(book: &Book, facet: Facet) -> Shelf {
    let line =
        |value: Value| ShelfLine { link: Link::new(value.name, facet.url(book.model, value.id)), count: Some(facet.count(book.model, &value.lines)) };
    Shelf { id: format!("by-{}", facet.id()), title: facet.title(), lines: facet.values(book).into_iter().map(line).collect() }
}

fn frameworks(book: &Book) -> Shelf {
    let all = book.model.frameworks.iter().filter(|_| book.model.frameworks.len() <= FRAMEWORKS);
    let line = |(id, framework): (Id<Framework>, &Framework)| ShelfLine {
        link: Link::new(&framework.short, address::framework(book.model, id)),
        count: Some(framework.requirements.iter().filter(|entry| !entry.withdrawn).count()),
    };
    Shelf { id: "by-framework".to_owned(), title: "Requirements by framework", lines: all.map(line).collect() }
}
