//! Two places side by side: what changes hands, then the rest.

use serde::Serialize;

use crate::model::{Id, Model, Place, Service};
use crate::view::address;
use crate::view::handout;
use crate::view::site::book::Book;
use crate::view::site::downloads;
use crate::view::site::often::Often;
use crate::view::site::page::{Body, Head, Page};
use crate::view::site::parts::{Chip, Download, Link, ProseId};
use crate::view::site::picker::{self, Picker};
use crate::view::site::sheaf::Sheaf;

/// Two places compared.
#[derive(Debug, Clone, Serialize)]
pub struct Compare {
    /// The first.
    pub a: CompareSide,
    /// The second.
    pub b: CompareSide,
    /// Duties that another party holds in the second, in order.
    pub moved: Vec<Often<CompareRow>>,
    /// How many of them the customer's side gives up.
    pub handed_over: usize,
    /// How many of them the customer's side takes on.
    pub taken_on: usize,
    /// Duties with the same holder in both.
    pub same: Vec<Often<CompareRow>>,
    /// The same to print, where book.toml asks for it.
    pub sheet: Vec<Download>,
}

/// One of the two.
#[derive(Debug, Clone, Serialize)]
pub struct CompareSide {
    /// Its name and page.
    pub link: Link,
    /// The page where its duties are told with their reasons.
    pub page: String,
    /// Its service model.
    pub model: String,
    /// What it is.
    pub summary: Option<ProseId>,
}

/// A duty in both.
#[derive(Debug, Clone, Serialize)]
pub struct CompareRow {
    /// The layer's name.
    pub layer: String,
    /// The duty, and where it is explained.
    pub duty: Link,
    /// Its anchor on the page of a service, with the reason.
    pub anchor: String,
    /// Who holds it in the first.
    pub a: Chip,
    /// Who holds it in the second.
    pub b: Chip,
    /// What the first says about it; only where the holder differs.
    pub a_says: Option<ProseId>,
    /// What the second says about it; only where the holder differs.
    pub b_says: Option<ProseId>,
}

/// Compares two places.
pub fn compare(book: &Book, a: Id<Place>, b: Id<Place>) -> Compare {
    let model = book.model;
    let (mut moved, mut same) = (Vec::new(), Vec::new());
    let (mut handed_over, mut taken_on) = (0, 0);
    for duty in model.duties.ids() {
        let (from, to) = (model.holder(a, duty), model.holder(b, duty));
        let row = row(book, duty, (a, b), from != to);
        if from == to {
            same.push(row);
            continue;
        }
        handed_over += usize::from(row.a.kind == "customer" && row.b.kind != "customer");
        taken_on += usize::from(row.a.kind != "customer" && row.b.kind == "customer");
        moved.push(row);
    }
    Compare { a: side(book, a), b: side(book, b), moved, handed_over, taken_on, same, sheet: Vec::new() }
}

fn side(book: &Book, id: Id<Place>) -> CompareSide {
    let place = &book.model.places[id];
    CompareSide {
        link: Link::new(&place.name, address::place(book.model, id)),
        page: address::service(book.model, place.service),
        model: book.model.service_models[place.model].short.clone(),
        summary: book.prose(&place.summary),
    }
}

fn row(book: &Book, id: Id<crate::model::Duty>, (a, b): (Id<Place>, Id<Place>), differs: bool) -> Often<CompareRow> {
    let model = book.model;
    let duty = &model.duties[id];
    let says = |place: Id<Place>| {
        let says = model.places[place].cells[id.index()].says.as_ref().filter(|_| differs)?;
        book.prose(&says.text)
    };
    let (from, to, a_says, b_says) = (model.holder(a, id), model.holder(b, id), says(a), says(b));
    let row = || CompareRow {
        layer: model.layers[duty.layer].name.clone(),
        duty: Link::new(&duty.says, format!("model.html#duty-{}", duty.meta.id)),
        anchor: format!("#duty-{}", duty.meta.id),
        a: book.holder(from),
        b: book.holder(to),
        a_says,
        b_says,
    };
    match (a_says, b_says) {
        (None, None) => Often::Shared(book.facts.compared((id, from, to), row)),
        _ => Often::Here(Box::new(row())),
    }
}

/// How many duties change hands between two places.
pub fn moves(model: &Model, a: Id<Place>, b: Id<Place>) -> usize {
    model.duties.ids().filter(|&duty| model.holder(a, duty) != model.holder(b, duty)).count()
}

/// The index of comparisons.
#[derive(Debug, Clone, Serialize)]
pub struct Compares {
    /// Any places to compare, for who has scripts.
    pub picker: Picker,
    /// For each place, what it is compared with.
    pub groups: Vec<CompareGroup>,
}

/// The comparisons of one service.
#[derive(Debug, Clone, Serialize)]
pub struct CompareGroup {
    /// The service.
    pub title: String,
    /// Where its comparisons are listed on its own page.
    pub page: String,
    /// How many there are.
    pub count: usize,
    /// Its comparisons, with how many duties move in each; none on the index of a large book.
    pub lines: Vec<CompareLink>,
}

/// With more comparisons than this, the index names the services only; the page of each lists its own.
const MOST: usize = 900;

/// A comparison.
#[derive(Debug, Clone, Serialize)]
pub struct CompareLink {
    /// Its words and its page.
    pub link: Link,
    /// How many duties change hands.
    pub moves: usize,
}

/// The index, and a page for each likely pair.
pub fn sheaves(model: &Model, pairs: &[(Id<Place>, Id<Place>)]) -> Vec<Sheaf> {
    let pair = |&(a, b): &(Id<Place>, Id<Place>)| Sheaf::page("compare", &address::compare(model, a, b), move |book| pair_page(book, a, b));
    std::iter::once(Sheaf::page("compare", "compare/index.html", index)).chain(pairs.iter().map(pair)).collect()
}

fn index(book: &Book) -> Page {
    let head = Head::new("compare/index.html", "Compare", "compare")
        .about("What moves from one party to the other when a service or a variant takes the place of another.");
    Page { head, body: Body::Compares(Compares { picker: picker::picker(book), groups: groups(book) }) }
}

fn groups(book: &Book) -> Vec<CompareGroup> {
    let model = book.model;
    let service = |pair: &(Id<Place>, Id<Place>)| model.places[pair.0].service;
    let group = |pairs: &[(Id<Place>, Id<Place>)]| CompareGroup {
        title: model.services[service(&pairs[0])].name.clone(),
        page: format!("{}#compare", address::service(model, service(&pairs[0]))),
        count: pairs.len(),
        lines: pairs.iter().filter(|_| book.facts.pairs.len() <= MOST).map(|&(a, b)| link(book, a, b)).collect(),
    };
    book.facts.pairs.chunk_by(|a, b| service(a) == service(b)).map(group).collect()
}

fn link(book: &Book, a: Id<Place>, b: Id<Place>) -> CompareLink {
    let model = book.model;
    let text = format!("{} and {}", model.places[a].name, model.places[b].name);
    CompareLink { link: Link::new(text, address::compare(model, a, b)), moves: moves(model, a, b) }
}

fn pair_page(book: &Book, a: Id<Place>, b: Id<Place>) -> Page {
    let model = book.model;
    let title = format!("{} and {}", model.places[a].name, model.places[b].name);
    let about = format!("Which duties change hands between {} and {}, and which stay.", model.places[a].name, model.places[b].name);
    let mut body = compare(book, a, b);
    if handout::asked(model, book.config).any(|asked| asked == (a, b) || asked == (b, a)) {
        body.sheet = downloads::sheet(book, address::compare(model, a, b).replace(".html", ".pdf"));
    }
    let head = Head::new(address::compare(model, a, b), title, "compare")
        .about(about)
        .below("Compare", "compare/index.html")
        .contents([(true, "What changes hands", "moved"), (!body.same.is_empty(), "What stays", "same")]);
    Page { head, body: Body::Compare(Box::new(body)) }
}

/// The comparisons that a service has a part in; one with the service itself goes by the name of the other place.
pub fn of_service(book: &Book, id: Id<Service>, pairs: &[(Id<Place>, Id<Place>)]) -> Vec<CompareLink> {
    let here = |place: Id<Place>| book.model.places[place].service == id;
    let own = book.model.services[id].place;
    let other = |(a, b): (Id<Place>, Id<Place>)| if a == own { Some(b) } else { (b == own).then_some(a) };
    let line = |&pair: &(Id<Place>, Id<Place>)| {
        let mut found = link(book, pair.0, pair.1);
        if let Some(other) = other(pair) {
            found.link.text.clone_from(&book.model.places[other].name);
        }
        found
    };
    pairs.iter().filter(|(a, b)| here(*a) || here(*b)).map(line).collect()
}
