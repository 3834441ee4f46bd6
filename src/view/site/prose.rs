//! Prose on a page: the parsed text with its links turned into addresses and its live blocks into views.

use crate::markdown::{Doc, LinkKind};
use crate::model::{Id, Model, Term};
use crate::source::{FileId, Sources, Spanned};
use crate::view::address;
use crate::view::site::book::first_words;
use crate::view::site::live::Live;
use crate::vocabulary::{Section, Vocabulary};

/// A piece of prose, ready to be written.
#[derive(Debug, Clone)]
pub struct Prose {
    /// The text.
    pub doc: Doc,
    /// For each of [`Text::links`](crate::markdown::doc::Text::links), where it leads.
    pub hrefs: Vec<Href>,
    /// Live blocks, by what each asks for and where.
    pub live: Vec<(Spanned<String>, Live)>,
}

/// How much of a definition is shown beside its word.
const SHOWN: usize = 160;

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Href {
    /// An address relative to the site's root.
    Site(String),
    /// An address elsewhere, or an anchor of the same page: written as it is.
    Plain(String),
    /// The definition of a term, and the beginning of it in words.
    Term {
        /// The term.
        id: Id<Term>,
        /// The address relative to the site's root.
        path: String,
        /// The beginning of the definition.
        says: String,
        /// Whether it stands in the text, and is not just the first use of the word.
        written: bool,
    },
    /// Nowhere: only the words are shown.
    None,
}

/// The addresses of a text's links, and the files of the book that its images show.
pub fn hrefs(doc: &Doc, model: &Model, sources: &Sources, src: &str) -> (Vec<Href>, Vec<(String, FileId)>) {
    let mut assets = Vec::new();
    let resolve = |link: &crate::markdown::Link| match link.kind {
        LinkKind::External | LinkKind::Anchor => Href::Plain(link.dest.clone()),
        LinkKind::Refused => Href::None,
        LinkKind::Entity => match link.dest.strip_prefix("term:").and_then(|id| model.terms.find(id)) {
            Some(id) => term(id, true, model),
            None => entity(&link.dest, model).map_or(Href::None, Href::Site),
        },
        LinkKind::Page => page(&link.dest, sources.path(link.span.file), src, model).map_or(Href::None, Href::Site),
        LinkKind::Image => {
            let path = join(sources.path(link.span.file), &link.dest);
            let Some(file) = sources.find(&path) else { return Href::None };
            let address = path.strip_prefix(&format!("{src}/")).unwrap_or(&path).to_owned();
            assets.push((address.clone(), file));
            Href::Site(address)
        }
    };
    let found = doc.links.iter().map(resolve).collect();
    (found, assets)
}

/// The definition of a term, with the beginning of it in words.
pub fn term(id: Id<Term>, written: bool, model: &Model) -> Href {
    let term = &model.terms[id];
    Href::Term { id, path: format!("glossary.html#term-{}", term.meta.id), says: first_words(&term.says, SHOWN), written }
}

/// The address of `kind:id`, where there is such an entity.
pub fn entity(dest: &str, model: &Model) -> Option<String> {
    let (kind, rest) = dest.split_once(':')?;
    let (id, anchor) = rest.split_once('#').map_or((rest, None), |(id, anchor)| (id, Some(anchor)));
    let address = match kind {
        "service" => address::place(model, model.places.find(id)?),
        "control" => address::control(model, model.controls.find(id)?),
        "framework" => address::framework(model, model.frameworks.find(id)?),
        "requirement" => requirement(id, model)?,
        "workload" => address::workload(model, model.workloads.find(id)?),
        "checklist" => address::named_checklist(model, model.checklists.find(id)?),
        "guide" => address::guide(model, model.guides.find(id)?),
        "path" | "learn" => address::path(model, model.paths.find(id)?),
        "term" => model.terms.find(id).map(|_| format!("glossary.html#term-{id}"))?,
        "duty" => model.duties.find(id).map(|_| format!("model.html#duty-{id}"))?,
        "layer" => model.layers.find(id).map(|_| format!("model.html#layer-{id}"))?,
        "model" => model.service_models.find(id).map(|_| format!("model.html#model-{id}"))?,
        "party" => model.parties.find(id).map(|_| format!("model.html#party-{id}"))?,
        "category" => model.categories.find(id).map(|_| format!("services/index.html#category-{id}"))?,
        "section" => address::section(Section::from_word(id)?).to_owned(),
        "domain" => model.domains.find(id).map(|_| format!("controls/index.html#domain-{id}"))?,
        _ => return None,
    };
    Some(match anchor {
        Some(anchor) if !address.contains('#') => format!("{address}#{anchor}"),
        _ => address,
    })
}

fn requirement(id: &str, model: &Model) -> Option<String> {
    let (framework, requirement) = id.split_once('/')?;
    let framework = model.frameworks.find(framework)?;
    let at = model.frameworks[framework].requirements.iter().position(|entry| entry.id == requirement)?;
    Some(address::requirement(model, framework, at))
}

/// The address of the page that a file of the book becomes.
fn page(dest: &str, from: &str, src: &str, model: &Model) -> Option<String> {
    let (path, anchor) = dest.split_once('#').map_or((dest, None), |(path, anchor)| (path, Some(anchor)));
    let path = join(from, path);
    let path = path.strip_prefix(&format!("{src}/")).unwrap_or(&path);
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let last = stem.rsplit('/').next().unwrap_or(stem);
    let address = match stem.split_once('/')? {
        ("guides", guide) => address::guide(model, model.guides.find(guide)?),
        ("learn", rest) => match rest.split_once('/')? {
            (path, "path") => address::path(model, model.paths.find(path)?),
            (path, lesson) => {
                let path = model.paths.find(path)?;
                let at = model.paths[path].lessons.iter().position(|one| one.meta.id == lesson)?;
                address::lesson(model, path, at)
            }
        },
        ("services", _) => address::service(model, model.services.find(last)?),
        ("controls", _) => address::control(model, model.controls.find(last)?),
        ("frameworks", _) => address::framework(model, model.frameworks.find(last)?),
        ("workloads", _) => address::workload(model, model.workloads.find(last)?),
        ("checklists", _) => address::named_checklist(model, model.checklists.find(last)?),
        _ => return None,
    };
    Some(match anchor {
        Some(anchor) if !address.contains('#') => format!("{address}#{anchor}"),
        _ => address,
    })
}

/// A path relative to the folder of a file, with `.` and `..` worked out.
fn join(file: &str, relative: &str) -> String {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}
