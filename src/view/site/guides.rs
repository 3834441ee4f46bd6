//! Pages of prose: guides in a tree.

use serde::Serialize;

use crate::markdown::{Doc, plain_inlines, slug};
use crate::model::{Guide, Id, Model, Section};
use crate::view::address;
use crate::view::site::book::{Book, first_words};
use crate::view::site::page::{Body, Branch, Head, Page};
use crate::view::site::parts::{Link, ProseId};
use crate::view::site::sheaf::Sheaf;
use crate::view::site::terms::FirstUses;

/// The index of guides.
#[derive(Debug, Clone, Serialize)]
pub struct Guides {
    /// Guides by folder; those of no folder first.
    pub folders: Vec<GuideFolder>,
}

/// The home page of a manual: a book that has guides, and nothing that anybody could be accountable for.
#[derive(Debug, Clone, Serialize)]
pub struct Front {
    /// Guides by folder; those of no folder first.
    pub folders: Vec<GuideFolder>,
}

/// Guides of one folder.
#[derive(Debug, Clone, Serialize)]
pub struct GuideFolder {
    /// Its anchor; empty for the top.
    pub id: String,
    /// Its name; empty for the top.
    pub title: String,
    /// Its guides.
    pub guides: Vec<GuideRow>,
}

/// A guide in the index.
#[derive(Debug, Clone, Serialize)]
pub struct GuideRow {
    /// Its title and page.
    pub link: Link,
    /// One sentence about it.
    pub summary: Option<String>,
}

/// The page of a guide.
#[derive(Debug, Clone, Serialize)]
pub struct GuidePage {
    /// One sentence about it.
    pub summary: Option<String>,
    /// The prose.
    pub body: Option<ProseId>,
}

/// The index and the pages of guides.
pub fn sheaves(model: &Model) -> Vec<Sheaf> {
    if model.guides.is_empty() {
        return Vec::new();
    }
    let guide = |id: Id<Guide>| Sheaf::page("guides", &address::guide(model, id), move |book| guide_page(book, id));
    std::iter::once(Sheaf::page("guides", "guides/index.html", index)).chain(model.guides.ids().map(guide)).collect()
}

/// The home page of a manual.
pub fn front(book: &Book) -> Page {
    let head = Head::new("index.html", &book.config.title, "home").about(&book.config.description);
    Page { head, body: Body::Front(Front { folders: folders(book) }) }
}

fn folders(book: &Book) -> Vec<GuideFolder> {
    let model = book.model;
    let mut folders: Vec<GuideFolder> = Vec::new();
    for (id, guide) in model.guides.iter() {
        let title = heading(guide);
        let row = GuideRow { link: guide_link(model, id), summary: guide.summary.clone() };
        match folders.iter_mut().find(|folder| folder.title == title) {
            Some(folder) => folder.guides.push(row),
            None => folders.push(GuideFolder { id: slug(&title), title, guides: vec![row] }),
        }
    }
    folders
}

fn index(book: &Book) -> Page {
    let folders = folders(book);
    let head = Head::new("guides/index.html", "Guides", "guides")
        .about("Pages to read: how the model works, and how to go about single tasks.")
        .contents(folders.iter().map(|folder| (!folder.id.is_empty(), folder.title.as_str(), folder.id.as_str())));
    Page { head, body: Body::Guides(Guides { folders }) }
}

/// What a guide stands under in lists: its topic, else its folder; empty for one with neither.
fn heading(guide: &Guide) -> String {
    let folder = || guide.meta.id.rsplit_once('/').map(|(folder, _)| titled(folder));
    guide.topic.clone().or_else(folder).unwrap_or_default()
}

/// The guides that lead on from the first page of a section.
pub fn of_section(model: &Model, section: Section) -> Vec<GuideRow> {
    let here = model.guides.iter().filter(|(_, guide)| guide.section == Some(section));
    here.map(|(id, guide)| GuideRow { link: guide_link(model, id), summary: guide.summary.clone() }).collect()
}

fn guide_link(model: &Model, id: Id<Guide>) -> Link {
    Link::new(&model.guides[id].title, address::guide(model, id))
}

/// A folder's name as a title: `getting-started` is `Getting started`.
fn titled(folder: &str) -> String {
    let words = folder.replace(['-', '_'], " ").replace('/', " › ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn guide_page(book: &Book, id: Id<Guide>) -> Page {
    let model = book.model;
    let order: Vec<Id<Guide>> = model.guides.ids().collect();
    let at = id.index();
    let guide = &model.guides[id];
    let about = guide.summary.clone().unwrap_or_else(|| first_words(&guide.body, 180));
    let mut head =
        Head::new(address::guide(model, id), &guide.title, "guides").about(about).below("Guides", "guides/index.html").meta(book, &guide.meta);
    head.toc = contents(&guide.body);
    head.previous = at.checked_sub(1).map(|at| guide_link(model, order[at]));
    head.next = order.get(at + 1).map(|&id| guide_link(model, id));
    let beside = |other: &&Id<Guide>| heading(&model.guides[**other]) == heading(guide);
    let beside: Vec<Id<Guide>> = order.iter().filter(beside).copied().collect();
    let here = beside.iter().position(|other| *other == id).unwrap_or_default();
    let title = Some(heading(guide)).filter(|title| !title.is_empty()).unwrap_or_else(|| "Guides".to_owned());
    head.branch = Some(Branch::around(title, &beside, |&id| guide_link(model, id), here, "guides/index.html"));
    let body = GuidePage { summary: guide.summary.clone(), body: book.prose_with_terms(&guide.body, &mut FirstUses::new(book)) };
    Page { head, body: Body::Guide(body) }
}

/// The headings of the first two levels that a text uses.
pub fn contents(doc: &Doc) -> Vec<Link> {
    let headings = doc.headings();
    let top = headings.iter().map(|heading| heading.level).min().unwrap_or(2);
    let near = headings.into_iter().filter(|heading| heading.level == top);
    near.map(|heading| Link::new(plain_inlines(&heading.text), format!("#{}", heading.id))).collect()
}
