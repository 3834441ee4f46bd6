//! Pages of prose: guides in a tree, and paths of lessons.

use serde::Serialize;

use crate::markdown::{Doc, plain_inlines};
use crate::model::{Guide, Id, Model, Path};
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

/// The index of paths.
#[derive(Debug, Clone, Serialize)]
pub struct Learn {
    /// The paths.
    pub paths: Vec<PathRow>,
}

/// A path in the index.
#[derive(Debug, Clone, Serialize)]
pub struct PathRow {
    /// Its title and page.
    pub link: Link,
    /// Whom it is for.
    pub audience: Option<String>,
    /// How long it takes, in minutes.
    pub minutes: Option<u32>,
    /// What it is about.
    pub about: Option<ProseId>,
    /// How many lessons it has.
    pub lessons: usize,
}

/// The page of a path.
#[derive(Debug, Clone, Serialize)]
pub struct PathPage {
    /// Whom it is for.
    pub audience: Option<String>,
    /// How long it takes, in minutes.
    pub minutes: Option<u32>,
    /// What it is about.
    pub about: Option<ProseId>,
    /// What one can do after it.
    pub goals: Vec<String>,
    /// Its lessons.
    pub lessons: Vec<LessonBlock>,
}

/// A lesson.
#[derive(Debug, Clone, Serialize)]
pub struct LessonBlock {
    /// Its anchor.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The prose.
    pub body: Option<ProseId>,
}

/// Indexes and pages of guides and paths.
pub fn sheaves(model: &Model) -> Vec<Sheaf> {
    let guide = |id: Id<Guide>| Sheaf::page("guides", &address::guide(model, id), move |book| guide_page(book, id));
    let path = |id: Id<Path>| Sheaf::page("learn", &address::path(model, id), move |book| path_page(book, id));
    let guides = (!model.guides.is_empty()).then(|| Sheaf::page("guides", "guides/index.html", index));
    let paths = (!model.paths.is_empty()).then(|| Sheaf::page("learn", "learn/index.html", learn));
    guides.into_iter().chain(model.guides.ids().map(guide)).chain(paths).chain(model.paths.ids().map(path)).collect()
}

/// The home page of a manual.
pub fn front(book: &Book) -> Page {
    let head = Head::new("index.html", &book.config.title, "home").about(&book.config.description);
    Page { head, body: Body::Front(Front { folders: folders(book) }) }
}

fn folders(book: &Book) -> Vec<GuideFolder> {
    let mut folders: Vec<GuideFolder> = Vec::new();
    for (id, guide) in book.model.guides.iter() {
        let title = guide.meta.id.rsplit_once('/').map(|(folder, _)| titled(folder)).unwrap_or_default();
        let row = GuideRow { link: guide_link(book, id), summary: guide.summary.clone() };
        match folders.iter_mut().find(|folder| folder.title == title) {
            Some(folder) => folder.guides.push(row),
            None => folders.push(GuideFolder { title, guides: vec![row] }),
        }
    }
    folders
}

fn index(book: &Book) -> Page {
    let head = Head::new("guides/index.html", "Guides", "guides").about("Pages to read: how the model works, and how to go about single tasks.");
    Page { head, body: Body::Guides(Guides { folders: folders(book) }) }
}

fn guide_link(book: &Book, id: Id<Guide>) -> Link {
    Link::new(&book.model.guides[id].title, address::guide(book.model, id))
}

/// A folder's name as a title: `getting-started` is `Getting started`.
fn titled(folder: &str) -> String {
    let words = folder.replace(['-', '_'], " ").replace('/', " › ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn guide_page(book: &Book, id: Id<Guide>) -> Page {
    let order: Vec<Id<Guide>> = book.model.guides.ids().collect();
    let at = id.index();
    let guide = &book.model.guides[id];
    let about = guide.summary.clone().unwrap_or_else(|| first_words(&guide.body, 180));
    let mut head =
        Head::new(address::guide(book.model, id), &guide.title, "guides").about(about).below("Guides", "guides/index.html").meta(book, &guide.meta);
    head.toc = contents(&guide.body);
    head.previous = at.checked_sub(1).map(|at| guide_link(book, order[at]));
    head.next = order.get(at + 1).map(|&id| guide_link(book, id));
    let folder = guide.meta.id.rsplit_once('/').map(|(folder, _)| folder);
    let beside = |other: &&Id<Guide>| book.model.guides[**other].meta.id.rsplit_once('/').map(|(folder, _)| folder) == folder;
    let links: Vec<Link> = order.iter().filter(beside).map(|&id| guide_link(book, id)).collect();
    let here = links.iter().position(|link| link.url == head.path).unwrap_or_default();
    head.branch = Some(Branch::around(folder.map_or_else(|| "Guides".to_owned(), titled), links, here, "guides/index.html"));
    let body = GuidePage { summary: guide.summary.clone(), body: book.prose_with_terms(&guide.body, &mut FirstUses::new(book.model)) };
    Page { head, body: Body::Guide(body) }
}

/// The headings of the first two levels that a text uses.
fn contents(doc: &Doc) -> Vec<Link> {
    let headings = doc.headings();
    let top = headings.iter().map(|heading| heading.level).min().unwrap_or(2);
    let near = headings.into_iter().filter(|heading| heading.level == top);
    near.map(|heading| Link::new(plain_inlines(&heading.text), format!("#{}", heading.id))).collect()
}

fn learn(book: &Book) -> Page {
    let model = book.model;
    let row = |(id, path): (Id<Path>, &Path)| PathRow {
        link: Link::new(&path.title, address::path(model, id)),
        audience: path.audience.clone(),
        minutes: path.minutes,
        about: book.prose(&path.about),
        lessons: path.lessons.len(),
    };
    let head = Head::new("learn/index.html", "Learn", "learn").about("Lessons in order, by role.");
    Page { head, body: Body::Learn(Learn { paths: model.paths.iter().map(row).collect() }) }
}

fn path_page(book: &Book, id: Id<Path>) -> Page {
    let path = &book.model.paths[id];
    let mut terms = FirstUses::new(book.model);
    let mut lesson = |lesson: &crate::model::Lesson| LessonBlock {
        id: lesson.id.clone(),
        title: lesson.title.clone(),
        body: book.prose_with_terms(&lesson.body, &mut terms),
    };
    let body = PathPage {
        audience: path.audience.clone(),
        minutes: path.minutes,
        about: book.prose(&path.about),
        goals: path.goals.clone(),
        lessons: path.lessons.iter().map(&mut lesson).collect(),
    };
    let mut head = Head::new(address::path(book.model, id), &path.title, "learn")
        .about(first_words(&path.about, 180))
        .below("Learn", "learn/index.html")
        .meta(book, &path.meta);
    head.toc = body.lessons.iter().map(|lesson| Link::new(&lesson.title, format!("#{}", lesson.id))).collect();
    Page { head, body: Body::Path(body) }
}
