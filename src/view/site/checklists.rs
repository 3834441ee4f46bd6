//! Checklists: the index of all of them with their formats, and a page for each that has a name.

use serde::Serialize;

use crate::model::{Id, Model, NamedChecklist, Place, Selection};
use crate::view::address;
use crate::view::checklist::{self, Checklist};
use crate::view::site::book::{Book, first_words};
use crate::view::site::checks::{self, Checks};
use crate::view::site::cut;
use crate::view::site::downloads::{self, Downloads, files};
use crate::view::site::often;
use crate::view::site::page::{Body, Head, Page};
use crate::view::site::parts::{Download, Link, ProseId};
use crate::view::site::services::in_order;
use crate::view::site::sheaf::Sheaf;
use crate::vocabulary::{Priority, Vocabulary};

/// The index of checklists.
#[derive(Debug, Clone, Serialize)]
pub struct Checklists {
    /// Checklists by what they are for; on the later pages of a long group, that group alone.
    pub groups: Vec<ChecklistGroup>,
    /// Tables of the whole book.
    pub whole: Vec<Downloads>,
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
    #[serde(serialize_with = "often::apart")]
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
pub fn sheaves(model: &Model) -> Vec<Sheaf> {
    let named = |id: Id<NamedChecklist>| Sheaf::page("checklists", &address::named_checklist(model, id), move |book| named(book, id));
    std::iter::once(Sheaf::new("checklists", ["checklists/"], index)).chain(model.checklists.ids().map(named)).collect()
}

/// The index of a book's checklists, and pages for what is too long for it.
fn index(book: &Book) -> Vec<Page> {
    let groups = [named_rows(book), asked(book), workloads(book), services(book), parties(book)];
    let mut groups: Vec<ChecklistGroup> = groups.into_iter().filter(|group| !group.rows.is_empty()).collect();
    let apart: Vec<Page> = if groups.iter().map(|group| group.rows.len()).sum::<usize>() > MOST {
        groups.iter_mut().filter(|group| group.rows.len() > FEW).flat_map(set_apart).collect()
    } else {
        Vec::new()
    };
    let mut head =
        Head::new("checklists/index.html", "Checklists", "checklists").about("Every checklist, to tick in place, to print or to hand over.");
    let whole = downloads::whole(book);
    let last = (!whole.is_empty()).then(|| Link::new("The whole book", "#whole"));
    head.toc = groups.iter().map(|group| Link::new(group.title, format!("#{}", group.id))).chain(last).collect();
    std::iter::once(Page { head, body: Body::Checklists(Checklists { groups, whole }) }).chain(apart).collect()
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
        Page { head, body: Body::Checklists(Checklists { groups: vec![ChecklistGroup { rows, ..group.clone() }], whole: Vec::new() }) }
    };
    parts.into_iter().enumerate().map(of_part).collect()
}

fn named(book: &Book, id: Id<NamedChecklist>) -> Page {
    let model = book.model;
    let named = &model.checklists[id];
    let body = body(book, id);
    let about = named.audience.as_ref().map_or_else(|| first_words(&named.introduction, 180), |audience| format!("For {audience}."));
    let all: Vec<Id<NamedChecklist>> = model.checklists.ids().collect();
    let neighbour = |&id: &Id<NamedChecklist>| Link::new(&model.checklists[id].title, address::named_checklist(model, id));
    let head = Head::new(address::named_checklist(model, id), &named.title, "checklists")
        .about(about)
        .below("Checklists", "checklists/index.html")
        .contents([
            (true, "Items", "items"),
            (true, "Sign-off", "sign-off"),
            (!body.downloads.is_empty(), "Downloads", "downloads"),
            (true, "What it holds", "selection"),
        ])
        .among("Checklists", (id, &all), neighbour, "checklists/index.html")
        .meta(book, &named.meta);
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
    ChecklistGroup { id: "named", title: "For an occasion", about: "Chosen and introduced by the authors of this book.", ..of_rows(rows.collect()) }
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
    ChecklistGroup { id: "selections", title: "Selections", about: "Parts of the others, as documents.", ..of_rows(rows.collect()) }
}

fn of_list(book: &Book, list: &Checklist<'_>, selector: String) -> ChecklistRow {
    let items = list.to_tick().map(|group| group.items.len()).sum();
    row(book, Link::new(&list.title, &list.page), selector, (&list.stem, items))
}

fn workloads(book: &Book) -> ChecklistGroup {
    let model = book.model;
    let rows = model.workloads.iter().map(|(id, workload)| {
        let items = checks::count(model, &workload.places);
        row(
            book,
            Link::new(&workload.name, address::workload(model, id)),
            format!("workload:{}", workload.meta.id),
            (&format!("workload-{}", workload.meta.id), items),
        )
    });
    ChecklistGroup { id: "workloads", title: "Workloads", about: "Everything that a workload is built of, by team.", ..of_rows(rows.collect()) }
}

fn services(book: &Book) -> ChecklistGroup {
    let model = book.model;
    let of_place = |id: Id<Place>| {
        let place = &model.places[id];
        let items = checks::count(model, &model.composition(id));
        let page = format!("{}#checklist", address::service(model, place.service));
        row(book, Link::new(&place.name, page), place.meta.id.clone(), (&model.place_stem(id), items))
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
        let count = book.items().iter().flatten().filter(held).count();
        let link = Link::new(&party.name, format!("model.html#party-{}", party.meta.id));
        (count > 0).then(|| row(book, link, format!("party:{}", party.meta.id), (&format!("party-{}", party.meta.id), count)))
    });
    ChecklistGroup { id: "parties", title: "Parties", about: "All that a party holds, over every service.", ..of_rows(rows.collect()) }
}

fn of_rows(rows: Vec<ChecklistRow>) -> ChecklistGroup {
    ChecklistGroup { id: "", title: "", about: "", count: rows.len(), rows, pages: Vec::new() }
}

fn row(book: &Book, link: Link, selector: String, (stem, items): (&str, usize)) -> ChecklistRow {
    ChecklistRow { link, audience: None, selector, items, files: files(book, stem) }
}
