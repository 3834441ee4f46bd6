//! Sources into [`Raw`]: what authors wrote, typed, with spans, but not yet looked up.
//!
//! A file that cannot be read leaves its id in [`Raw::broken`], so that what refers to it is not blamed as well.

mod files;
mod oscal;
mod pieces;
mod shape;
mod shapes;
mod yaml;

pub(crate) mod schema;
pub(crate) mod statuses;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diag::{Diagnostics, rules};
use crate::markdown::{self, Doc, Origin};
use crate::source::{FileId, Span};

pub(crate) use files::{FileKind, kind_of};
pub(crate) use pieces::{Pieces, parse, parse_again};
pub(crate) use shape::{Entries, OneOrMany, Prose, Text, Url};
pub(crate) use shapes::checklist::Checklist;
pub(crate) use shapes::control::{AppliesTo, Control, Guidance, Verify};
pub(crate) use shapes::foundation::{Folder, Layer, NotApplicable, Party, ServiceModel, Trait};
pub(crate) use shapes::framework::Framework;
pub(crate) use shapes::learn::{Choice, Contact, Drill, First, Pair, Part, Path, Question, Round, Task};
pub(crate) use shapes::prose::{FrontMatter, Term};
pub(crate) use shapes::service::{DutyWords, Lifecycle, Service, Use, Variant};
pub(crate) use shapes::workload::{Status, Tailoring, Team, Workload};

use shape::{Reader, Shape};
use yaml::{Kind, Node};

/// Everything that was written, file by file, in path order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Raw {
    pub(crate) parties: Vec<Entry<Party>>,
    pub(crate) layers: Vec<Layer>,
    pub(crate) models: Vec<Entry<ServiceModel>>,
    pub(crate) traits: Vec<Entry<Trait>>,
    pub(crate) categories: Vec<Entry<Folder>>,
    pub(crate) services: Vec<Entry<Service>>,
    pub(crate) domains: Vec<Entry<Folder>>,
    pub(crate) controls: Vec<Entry<Control>>,
    pub(crate) frameworks: Vec<Entry<Framework>>,
    pub(crate) workloads: Vec<Entry<Workload>>,
    pub(crate) statuses: Vec<Entry<Vec<Status>>>,
    pub(crate) checklists: Vec<Entry<Checklist>>,
    pub(crate) guides: Vec<Entry<Page>>,
    pub(crate) paths: Vec<Entry<Path>>,
    pub(crate) lessons: Vec<Entry<Page>>,
    pub(crate) questions: Vec<Entry<Vec<Question>>>,
    pub(crate) terms: Vec<Entry<Term>>,
    /// Kind and id of what could not be read at all.
    pub(crate) broken: BTreeSet<(FileKind, String)>,
    /// What stood in places that could not be read.
    pub(crate) lost: Vec<Span>,
    /// Ids that may have been declared in places that could not be read.
    pub(crate) lost_keys: BTreeSet<String>,
}

/// Something with an id: a file, or an entry of a map.
#[derive(Debug, Clone)]
pub(crate) struct Entry<T> {
    /// The id and where it stands: the key, or the start of the file.
    pub(crate) id: Text,
    /// The last folder of the file's path: the category, domain or path it is in.
    pub(crate) folder: String,
    /// What it says. Copies share it.
    pub(crate) body: Arc<T>,
}

/// A Markdown file: what stands before its text, and the text.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    pub(crate) front: FrontMatter,
    pub(crate) body: Doc,
}

impl Raw {
    /// Adds what another file says.
    fn append(&mut self, mut other: Self) {
        macro_rules! append {
            ($($field:ident),*) => { $(self.$field.append(&mut other.$field);)* };
        }
        append!(parties, layers, models, traits, categories, services, domains, controls, frameworks, workloads, statuses, checklists);
        append!(guides, paths, lessons, questions, terms, broken, lost, lost_keys);
    }
}

/// Everything in a text that may be an id, with and without brackets (`SI-2(1)`).
fn ids_in(text: &str) -> impl Iterator<Item = String> {
    let words = |brackets: bool| {
        let part = move |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.') || brackets && matches!(c, '(' | ')');
        text.split(move |c| !part(c)).filter(|word| !word.is_empty()).map(str::to_owned)
    };
    words(false).chain(words(true))
}

fn read_file(raw: &mut Raw, kind: FileKind, (file, path): (FileId, &str), cx: &mut Reader<'_>) {
    if cx.sources.is_left_out(file) {
        raw.broken.insert((kind, files::id_of(kind, path)));
        return;
    }
    if !cx.sources.is_text(file) {
        cx.report(&rules::NOT_UTF8, Span::start_of(file), "this file is not UTF-8 text");
        raw.broken.insert((kind, files::id_of(kind, path)));
        return;
    }
    let id = Text::new(files::id_of(kind, path), Span::start_of(file));
    check_id(kind, &id, cx);
    let folder = path.rsplit('/').nth(1).unwrap_or_default().to_owned();
    match kind {
        FileKind::Guide | FileKind::Lesson => read_page(raw, kind, id, folder, file, cx),
        _ => match yaml::read(file, cx) {
            Some(node) => read_node(raw, kind, &Located { id: id.clone(), folder, node }, cx),
            None => {
                cx.lost.push(Span::new(file, 0, cx.sources.text(file).len()));
                raw.broken.insert((kind, id.value));
            }
        },
    }
}

/// A file's tree, with its id and folder.
struct Located {
    id: Text,
    folder: String,
    node: Node,
}

fn read_node(raw: &mut Raw, kind: FileKind, at: &Located, cx: &mut Reader<'_>) {
    let Raw { broken, .. } = raw;
    match kind {
        FileKind::Parties => entries(&mut raw.parties, broken, kind, at, cx),
        FileKind::Layers => match Vec::<Layer>::read(&at.node, cx) {
            Some(layers) => raw.layers.extend(layers),
            None => drop(broken.insert((kind, at.id.value.clone()))),
        },
        FileKind::Traits => entries(&mut raw.traits, broken, kind, at, cx),
        FileKind::Glossary => entries(&mut raw.terms, broken, kind, at, cx),
        FileKind::ServiceModel => one(&mut raw.models, broken, kind, at, cx),
        FileKind::Category => one(&mut raw.categories, broken, kind, at, cx),
        FileKind::Service => one(&mut raw.services, broken, kind, at, cx),
        FileKind::Domain => one(&mut raw.domains, broken, kind, at, cx),
        FileKind::Control => one(&mut raw.controls, broken, kind, at, cx),
        FileKind::Framework if oscal::is_catalog(&at.node) => match oscal::catalog(&at.node, cx) {
            Some(body) => raw.frameworks.push(Entry { id: at.id.clone(), folder: at.folder.clone(), body: Arc::new(body) }),
            None => drop(broken.insert((kind, at.id.value.clone()))),
        },
        FileKind::Framework => one(&mut raw.frameworks, broken, kind, at, cx),
        FileKind::Workload => one(&mut raw.workloads, broken, kind, at, cx),
        FileKind::Status => one(&mut raw.statuses, broken, kind, at, cx),
        FileKind::Checklist => one(&mut raw.checklists, broken, kind, at, cx),
        FileKind::Path => one(&mut raw.paths, broken, kind, at, cx),
        FileKind::Questions => one(&mut raw.questions, broken, kind, at, cx),
        FileKind::Guide | FileKind::Lesson => {}
    }
}

/// A file that is one entity.
fn one<T: Shape>(into: &mut Vec<Entry<T>>, broken: &mut BTreeSet<(FileKind, String)>, kind: FileKind, at: &Located, cx: &mut Reader<'_>) {
    match T::read(&at.node, cx) {
        Some(body) => into.push(Entry { id: at.id.clone(), folder: at.folder.clone(), body: Arc::new(body) }),
        None => drop(broken.insert((kind, at.id.value.clone()))),
    }
}

/// A file that is a map of entities.
fn entries<T: Shape>(into: &mut Vec<Entry<T>>, broken: &mut BTreeSet<(FileKind, String)>, kind: FileKind, at: &Located, cx: &mut Reader<'_>) {
    if matches!(at.node.kind, Kind::Null) {
        return;
    }
    let Some(Entries(entries)) = Entries::<T>::read(&at.node, cx) else {
        broken.insert((kind, at.id.value.clone()));
        return;
    };
    entries.iter().for_each(|(id, _)| check_spelling(id, cx.diags));
    into.extend(entries.into_iter().map(|(id, body)| Entry { id, folder: at.folder.clone(), body: Arc::new(body) }));
}

fn read_page(raw: &mut Raw, kind: FileKind, id: Text, folder: String, file: FileId, cx: &mut Reader<'_>) {
    let text = cx.sources.text(file);
    let Some((yaml, start)) = markdown::split_front_matter(text) else {
        let finding = cx.report(&rules::MISSING_KEY, Span::start_of(file), "the front matter with the key `title` is missing");
        finding.help("begin the file with `---`, `title: …`, `---`");
        raw.broken.insert((kind, id.value));
        return;
    };
    let front = yaml::read_text(&text[yaml.clone()], file, yaml.start, cx).and_then(|node| FrontMatter::read(&node, cx));
    let Some(front) = front else {
        raw.broken.insert((kind, id.value));
        return;
    };
    let body = cx.prose(&text[start..], Origin::exact(Span::new(file, start, text.len())));
    let into = if kind == FileKind::Guide { &mut raw.guides } else { &mut raw.lessons };
    into.push(Entry { id, folder, body: Arc::new(Page { front, body }) });
}

/// Reports an id that is not spelled as ids are.
pub(crate) fn check_spelling(id: &Text, diags: &mut Diagnostics) {
    let right = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '.';
    let inner = id.value.starts_with(|c: char| c.is_ascii_alphanumeric()) && id.value.ends_with(|c: char| c.is_ascii_alphanumeric());
    if inner && id.value.chars().all(right) {
        return;
    }
    let spelled = id.value.to_lowercase().replace(['_', ' '], "-");
    let finding = diags.report(&rules::INVALID_ID, id.span, format!("`{}` is not spelled like an id", id.value));
    finding.help(format!("an id has lower-case letters, digits, `-` and `.`: `{}`", spelled.trim_matches('-')));
}

/// Reports a character that is not seen.
fn hidden(span: Span, c: char, diags: &mut Diagnostics) {
    let what = match c.is_control() {
        true => "a control character",
        false => "which turns the direction of the text around it",
    };
    let finding = diags.report(&rules::HIDDEN_CHARACTER, span, format!("this text holds U+{:04X}, {what}", u32::from(c)));
    finding.help("remove it: a blank or `\u{fffd}` stands in its place");
}

fn check_id(kind: FileKind, id: &Text, cx: &mut Reader<'_>) {
    let paged = matches!(kind, FileKind::Guide | FileKind::Service | FileKind::Control | FileKind::Framework | FileKind::Workload | FileKind::Path);
    if paged && id.value == "index" {
        let finding = cx.report(&rules::INVALID_ID, id.span, "`index` is the name of the page that lists them all");
        finding.help("give it another name");
    }
    match kind {
        FileKind::Parties | FileKind::Layers | FileKind::Traits | FileKind::Glossary | FileKind::Questions => {}
        FileKind::Guide => id.value.split('/').for_each(|part| check_spelling(&Text::new(part.to_owned(), id.span), cx.diags)),
        FileKind::Lesson => {
            let stem = id.value.rsplit('/').next().unwrap_or_default();
            check_spelling(&Text::new(stem.to_owned(), id.span), cx.diags);
        }
        _ => check_spelling(id, cx.diags),
    }
}

fn unused_file(file: FileId, path: &str, diags: &mut Diagnostics) {
    // Pictures and other files that prose shows are the business of the link rules.
    let content = [".yaml", ".yml", ".json", ".md"].iter().any(|ending| path.ends_with(ending));
    if !content {
        return;
    }
    let finding = diags.report(&rules::UNUSED_FILE, Span::start_of(file), "nothing is read from this file");
    match path.strip_suffix(".yml") {
        Some(stem) if kind_of(&format!("{stem}.yaml")).is_some() => finding.help("name it `.yaml`"),
        _ if files::is_part(path) => {
            finding.help("a name that begins with `_` is that of a part: a text includes it with `{{#include …}}` or `file=\"…\"`")
        }
        _ => finding.help(files::places(path)),
    };
}
