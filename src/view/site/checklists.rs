//! Checklists: the index of all of them with their formats, and a page for each that has a name.

use serde::Serialize;

use crate::model::{Id, NamedChecklist, Place, Selection};
use crate::view::address;
use crate::view::checklist::{self, Checklist};
use crate::view::site::book::{Book, first_words};
use crate::view::site::checks::{self, Checks};
use crate::view::site::downloads::{self, Downloads, files};
use crate::view::site::outside::Twin;
use crate::view::site::page::{Body, Head, Page};
use crate::view::site::parts::{Download, Link, ProseId};
use crate::vocabulary::{Priority, Vocabulary};

/// The index of checklists.
#[derive(Debug, Clone, Serialize)]
pub struct Checklists {
    /// Checklists by what they are for.
    pub groups: Vec<ChecklistGroup>,
    /// Tables of the whole book.
    pub whole: Vec<Downloads>,
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
    /// Whom it is for, where that is said.
    pub audience: Option<String>,
    /// What asks for it on the command line.
    pub selector: String,
    /// How many items it has for the customer's side.
    pub items: usize,
    /// Its formats.
    pub files: Vec<Download>,
}

/// The page of a named checklist.
#[derive(Debug, Clone, Serialize)]
pub struct NamedPage {
    /// Its id: what asks for it on the command line.
    pub name: String,
    /// Whom it is for.
    pub audience: Option<String>,
    /// What to know before one starts.
    pub introduction: Option<ProseId>,
    /// Its items.
    pub checks: Checks,
    /// How many of them are critical or high.
    pub urgent: usize,
    /// What its items stand together by.
    pub grouping: &'static str,
    /// Who signs it: roles.
    pub sign_off: Vec<String>,
    /// Which items it holds, in the language of selections.
    pub selection: String,
    /// A workload that could narrow it, for an example.
    pub workload: Option<String>,
    /// Its documents.
    pub downloads: Vec<Download>,
}

/// The index, and the page of each named checklist.
pub fn pages(book: &Book) -> Vec<Page> {
    let named = book.model.checklists.ids().map(|id| named(book, id));
    std::iter::once(index(book)).chain(named).collect()
}

fn index(book: &Book) -> Page {
    let groups = [named_rows(book), asked(book), workloads(book), services(book), parties(book)];
    let groups: Vec<ChecklistGroup> = groups.into_iter().filter(|group| !group.rows.is_empty()).collect();
    let mut head =
        Head::new("checklists/index.html", "Checklists", "checklists").about("Every checklist, to tick in place, to print or to hand over.");
    let whole = downloads::whole(book);
    let last = (!whole.is_empty()).then(|| Link::new("The whole book", "#whole"));
    head.toc = groups.iter().map(|group| Link::new(group.title, format!("#{}", group.id))).chain(last).collect();
    Page { head, body: Body::Checklists(Checklists { groups, whole }) }
}

fn named(book: &Book, id: Id<NamedChecklist>) -> Page {
    let model = book.model;
    let named = &model.checklists[id];
    let body = body(book, id);
    let about = named.audience.as_ref().map_or_else(|| first_words(&named.introduction, 180), |audience| format!("For {audience}."));
    let neighbours = model.checklists.iter().map(|(id, row)| Link::new(&row.title, address::named_checklist(model, id))).collect();
    let mut head = Head::new(address::named_checklist(model, id), &named.title, "checklists")
        .about(about)
        .below("Checklists", "checklists/index.html")
        .contents([
            (true, "Items", "items"),
            (true, "Sign-off", "sign-off"),
            (!body.downloads.is_empty(), "Downloads", "downloads"),
            (true, "What it holds", "selection"),
        ])
        .among("Checklists", neighbours, "checklists/index.html")
        .meta(book, &named.meta);
    // The document in Markdown says all that the page does.
    let has_twin = book.made.markdown.contains(&named.meta.id);
    head.twin = has_twin.then(|| Twin::of(book.config, &head.path, "checklist", &named.meta.id)).flatten();
    Page { head, body: Body::Named(Box::new(body)) }
}

fn body(book: &Book, id: Id<NamedChecklist>) -> NamedPage {
    let model = book.model;
    let named = &model.checklists[id];
    let list = checklist::checklist(model, book.config, &Selection::named(id));
    let urgent = list.to_tick().flat_map(|group| &group.items).filter(|line| line.priority <= Priority::High).count();
    NamedPage {
        name: named.meta.id.clone(),
        audience: named.audience.clone(),
        introduction: book.prose(&named.introduction),
        checks: checks::with_anchors(checks::of_list(book, &list)),
        urgent,
        grouping: list.grouping.word(),
        sign_off: list.sign_off.iter().map(|&role| role.to_owned()).collect(),
        selection: model.selector(&named.selection),
        workload: model.workloads.rows().first().filter(|_| list.workload.is_none()).map(|row| row.meta.id.clone()),
        downloads: files(book, &list.stem),
    }
}

fn named_rows(book: &Book) -> ChecklistGroup {
    let model = book.model;
    let rows = model.checklists.iter().map(|(id, named)| {
        let list = checklist::checklist(model, book.config, &Selection::named(id));
        let row = of_list(book, &list, named.meta.id.clone());
        ChecklistRow { audience: named.audience.clone(), ..row }
    });
    ChecklistGroup { id: "named", title: "For an occasion", about: "Chosen and introduced by the authors of this book.", rows: rows.collect() }
}

/// Selections that book.toml asks for and that have no other row.
fn asked(book: &Book) -> ChecklistGroup {
    let model = book.model;
    let made = checklist::made(model, book.config);
    let known = checklist::standard(model);
    let rows = made.all().into_iter().filter(|selection| !known.contains(selection)).map(|selection| {
        let list = checklist::checklist(model, book.config, selection);
        of_list(book, &list, list.selector.clone())
    });
    ChecklistGroup { id: "selections", title: "Selections", about: "Parts of the others, as documents.", rows: rows.collect() }
}

fn of_list(book: &Book, list: &Checklist<'_>, selector: String) -> ChecklistRow {
    let items = list.to_tick().map(|group| group.items.len()).sum();
    row(book, Link::new(&list.title, &list.page), selector, (&list.stem, items))
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
    ChecklistRow { link, audience: None, selector, items, files: files(book, stem) }
}

fn ours(book: &Book, items: &[crate::model::Item]) -> usize {
    items.iter().filter(|item| book.model.item_has_side(item, crate::model::Side::Customer)).count()
}
