//! Every checklist with its formats: what can be printed or handed over.

use serde::Serialize;

use crate::model::{Id, Place};
use crate::view::address;
use crate::view::site::book::Book;
use crate::view::site::page::{Body, Head, Page};
use crate::view::site::parts::{Download, Link};
use crate::view::site::service::files;

/// The index of checklists.
#[derive(Debug, Clone, Serialize)]
pub struct Checklists {
    /// Checklists by what they are for.
    pub groups: Vec<ChecklistGroup>,
}

/// Checklists of one kind.
#[derive(Debug, Clone, Serialize)]
pub struct ChecklistGroup {
    /// Its anchor.
    pub id: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// What they hold.
    pub about: &'static str,
    /// The checklists.
    pub rows: Vec<ChecklistRow>,
}

/// A checklist.
#[derive(Debug, Clone, Serialize)]
pub struct ChecklistRow {
    /// What it is for; its page, where the boxes can be ticked in place.
    pub link: Link,
    /// What asks for it on the command line.
    pub selector: String,
    /// How many items it has for the customer's side.
    pub items: usize,
    /// Its formats.
    pub files: Vec<Download>,
}

/// The page of a book's checklists.
pub fn page(book: &Book) -> Page {
    let groups = [workloads(book), services(book), parties(book)];
    let groups: Vec<ChecklistGroup> = groups.into_iter().filter(|group| !group.rows.is_empty()).collect();
    let mut head =
        Head::new("checklists/index.html", "Checklists", "checklists").about("Every checklist, to tick in place, to print or to hand over.");
    head.toc = groups.iter().map(|group| Link::new(group.title, format!("#{}", group.id))).collect();
    Page { head, body: Body::Checklists(Checklists { groups }) }
}

fn workloads(book: &Book) -> ChecklistGroup {
    let model = book.model;
    let rows = model.workloads.iter().map(|(id, workload)| {
        let items = model.items(&workload.places);
        row(
            book,
            Link::new(&workload.name, address::workload(model, id)),
            format!("workload:{}", workload.meta.id),
            (&format!("workload-{}", workload.meta.id), ours(book, &items)),
        )
    });
    ChecklistGroup { id: "workloads", title: "Workloads", about: "Everything that a workload is built of, by team.", rows: rows.collect() }
}

fn services(book: &Book) -> ChecklistGroup {
    let model = book.model;
    let of_place = |id: Id<Place>| {
        let place = &model.places[id];
        let items = model.items(&model.composition(id));
        let page = format!("{}#checklist", address::service(model, place.service));
        row(book, Link::new(&place.name, page), place.meta.id.clone(), (&model.place_stem(id), ours(book, &items)))
    };
    let places = model.services.rows().iter().flat_map(|service| std::iter::once(service.place).chain(service.variants.iter().copied()));
    ChecklistGroup {
        id: "services",
        title: "Services and variants",
        about: "The service and everything that it is built of; what appears once for an account is in each list once.",
        rows: places.map(of_place).collect(),
    }
}

fn parties(book: &Book) -> ChecklistGroup {
    let model = book.model;
    let rows = model.parties.iter().filter_map(|(id, party)| {
        let held = |item: &&crate::model::Item| item.holders.iter().any(|holder| holder.party == id);
        let count = book.items.iter().flatten().filter(held).count();
        let link = Link::new(&party.name, format!("model.html#party-{}", party.meta.id));
        (count > 0).then(|| row(book, link, format!("party:{}", party.meta.id), (&format!("party-{}", party.meta.id), count)))
    });
    ChecklistGroup { id: "parties", title: "Parties", about: "All that a party holds, over every service.", rows: rows.collect() }
}

fn row(book: &Book, link: Link, selector: String, (stem, items): (&str, usize)) -> ChecklistRow {
    ChecklistRow { link, selector, items, files: files(book, stem) }
}

fn ours(book: &Book, items: &[crate::model::Item]) -> usize {
    items.iter().filter(|item| book.model.item_has_side(item, crate::model::Side::Customer)).count()
}
