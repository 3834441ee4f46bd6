//! Every checklist with its formats: what can be printed or handed over.

use serde::Serialize;

use crate::model::{Id, Place};
use crate::view::address;
use crate::view::site::book::Book;
use crate::view::site::cut;
use crate::view::site::page::{Body, Head, Page};
use crate::view::site::parts::{Download, Link};
use crate::view::site::service::files;
use crate::view::site::services::in_order;

/// The index of checklists.
#[derive(Debug, Clone, Serialize)]
pub struct Checklists {
    /// Checklists by what they are for; on the later pages of a long group, that group alone.
    pub groups: Vec<ChecklistGroup>,
}

/// With more rows than this, the groups with more than a few have pages of their own.
const MOST: usize = 250;
const FEW: usize = 20;

/// Checklists of one kind.
#[derive(Debug, Clone, Serialize)]
pub struct ChecklistGroup {
    /// Its anchor.
    pub id: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// What they hold.
    pub about: &'static str,
    /// The checklists; none where they have pages of their own.
    pub rows: Vec<ChecklistRow>,
    /// How many there are.
    pub count: usize,
    /// Those pages, each by its first and last checklist.
    pub pages: Vec<Link>,
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

/// The index of a book's checklists, and pages for what is too long for it.
pub fn pages(book: &Book) -> Vec<Page> {
    let groups = [workloads(book), services(book), parties(book)];
    let mut groups: Vec<ChecklistGroup> = groups.into_iter().filter(|group| !group.rows.is_empty()).collect();
    let apart: Vec<Page> = if groups.iter().map(|group| group.rows.len()).sum::<usize>() > MOST {
        groups.iter_mut().filter(|group| group.rows.len() > FEW).flat_map(set_apart).collect()
    } else {
        Vec::new()
    };
    let mut head =
        Head::new("checklists/index.html", "Checklists", "checklists").about("Every checklist, to tick in place, to print or to hand over.");
    head.toc = groups.iter().map(|group| Link::new(group.title, format!("#{}", group.id))).collect();
    std::iter::once(Page { head, body: Body::Checklists(Checklists { groups }) }).chain(apart).collect()
}

/// Takes the rows of a group to pages of their own, which the group then names.
fn set_apart(group: &mut ChecklistGroup) -> Vec<Page> {
    let parts = cut::cut(std::mem::take(&mut group.rows), cut::ROOM, |row| 7 + row.files.len());
    let (stem, count) = (format!("checklists/{}", group.id), parts.len());
    let reach = |rows: &[ChecklistRow]| match rows {
        [first, .., last] => format!("{} to {}", first.link.text, last.link.text),
        rows => rows.iter().map(|row| row.link.text.clone()).collect(),
    };
    group.pages = parts.iter().enumerate().map(|(at, rows)| Link::new(reach(rows), cut::path(&stem, at))).collect();
    let of_part = |(at, rows): (usize, Vec<ChecklistRow>)| {
        let title = cut::title(&format!("Checklists: {}", group.title), at, count);
        let head = Head::new(cut::path(&stem, at), title, "checklists")
            .about(format!("Checklists, {}.", group.pages[at].text))
            .below("Checklists", "checklists/index.html");
        Page { head, body: Body::Checklists(Checklists { groups: vec![ChecklistGroup { rows, ..group.clone() }] }) }
    };
    parts.into_iter().enumerate().map(of_part).collect()
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
    ChecklistGroup { id: "workloads", title: "Workloads", about: "Everything that a workload is built of, by team.", ..of_rows(rows.collect()) }
}

fn services(book: &Book) -> ChecklistGroup {
    let model = book.model;
    let of_place = |id: Id<Place>| {
        let place = &model.places[id];
        let items = model.items(&model.composition(id));
        let page = format!("{}#checklist", address::service(model, place.service));
        row(book, Link::new(&place.name, page), place.meta.id.clone(), (&model.place_stem(id), ours(book, &items)))
    };
    let mut services: Vec<_> = model.services.rows().iter().collect();
    services.sort_by_cached_key(|service| service.name.to_lowercase());
    let places = services.into_iter().flat_map(in_order);
    ChecklistGroup {
        id: "services",
        title: "Services and variants",
        about: "The service and everything that it is built of; what appears once for an account is in each list once.",
        ..of_rows(places.map(of_place).collect())
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
    ChecklistGroup { id: "parties", title: "Parties", about: "All that a party holds, over every service.", ..of_rows(rows.collect()) }
}

fn of_rows(rows: Vec<ChecklistRow>) -> ChecklistGroup {
    ChecklistGroup { id: "", title: "", about: "", count: rows.len(), rows, pages: Vec::new() }
}

fn row(book: &Book, link: Link, selector: String, (stem, items): (&str, usize)) -> ChecklistRow {
    ChecklistRow { link, selector, items, files: files(book, stem) }
}

fn ours(book: &Book, items: &[crate::model::Item]) -> usize {
    items.iter().filter(|item| book.model.item_has_side(item, crate::model::Side::Customer)).count()
}
