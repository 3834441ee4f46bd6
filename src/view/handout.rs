//! Documents that are no checklists: the matrix, two services side by side, a service on one page, and those of a path.

mod compare;
mod course;
mod matrix;
mod picture;
mod summary;

use std::collections::BTreeMap;

use crate::config::{Config, Pair};
use crate::model::{Holder, Id, Layer, LayerClass, Model, Place, Side};
use crate::source::Span;
use crate::view::checklist::{self, Fnv};
use crate::view::learn::Plan;
use crate::view::place::{Unknown, find_place};

pub use compare::{Comparison, Moved};
pub use course::{Course, CoursePart, Part, parts};
pub use matrix::{Matrix, MatrixGroup, MatrixRow};
pub use picture::{Grid, Picture, StackRow};
pub use summary::{Summary, Task, Told};

/// What a document tells about itself.
#[derive(Debug, Clone)]
pub struct About {
    /// Where it goes, relative to the build folder.
    pub path: String,
    /// Its title.
    pub title: String,
    /// What it shows, in a sentence.
    pub about: String,
    /// The day of the build, `YYYY-MM-DD`.
    pub date: String,
    /// The revision of the content; may be empty.
    pub revision: String,
    /// A digest of what it says.
    pub hash: String,
    /// The page of the site it belongs to, relative to the site's root.
    pub page: String,
    /// Where the entity links of its prose lead: destination as written, address relative to the site's root.
    pub links: BTreeMap<String, String>,
    /// Where what it is about is defined, for findings about the document.
    pub span: Span,
}

/// Who holds something: told by a pattern and a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// `provider`, `customer`, `shared`, `none`, `open`.
    pub kind: &'static str,
    /// The word.
    pub word: String,
}

/// A layer of the stack, or a concern.
#[derive(Debug, Clone)]
pub struct LayerName<'m> {
    /// Its name.
    pub name: &'m str,
    /// Whether it cuts across the stack.
    pub concern: bool,
}

/// A document.
#[derive(Debug, Clone)]
pub enum Handout<'m> {
    /// Services against layers.
    Matrix(Matrix<'m>),
    /// What changes hands between two places.
    Compare(Comparison<'m>),
    /// A service on one page.
    Summary(Summary<'m>),
    /// Slides, notes, handout or questions of a path.
    Course(CoursePart<'m>),
}

impl Handout<'_> {
    /// What it tells about itself.
    pub fn about(&self) -> &About {
        match self {
            Self::Matrix(matrix) => &matrix.about,
            Self::Compare(comparison) => &comparison.about,
            Self::Summary(summary) => &summary.about,
            Self::Course(part) => &part.about,
        }
    }
}

/// The documents that a build prints: the matrix of the book and of every workload, a page for every service, those of every
/// path, and the comparisons that book.toml asks for, as far as it names places that exist.
pub fn all<'m>(model: &'m Model, config: &Config) -> Vec<Handout<'m>> {
    let mut all = Vec::new();
    if !model.services.is_empty() {
        all.push(Handout::Matrix(matrix::of_book(model, config)));
    }
    all.extend(model.workloads.ids().map(|id| Handout::Matrix(matrix::of_workload(model, config, id))));
    let mut pairs: Vec<(Id<Place>, Id<Place>)> = Vec::new();
    for (a, b) in asked(model, config) {
        // Both orders have one page.
        if !pairs.contains(&(a, b)) && !pairs.contains(&(b, a)) {
            pairs.push((a, b));
        }
    }
    all.extend(pairs.into_iter().map(|pair| Handout::Compare(compare::compare(model, config, pair))));
    let stems = checklist::made(model, config).pdf.iter().map(|selection| model.checklist_stem(selection)).collect();
    all.extend(model.services.ids().map(|id| Handout::Summary(summary::summary(model, config, &stems, id))));
    all.extend(course::all(model, config).map(Handout::Course));
    all
}

/// The comparison of two places by their ids.
///
/// # Errors
///
/// [`Unknown`] where there is no such place.
pub fn comparison<'m>(model: &'m Model, config: &Config, from: &str, to: &str) -> Result<Handout<'m>, Unknown> {
    Ok(Handout::Compare(compare::compare(model, config, (find_place(model, from)?, find_place(model, to)?))))
}

/// A document of a path; `None` where the path has none of this kind.
pub fn of_path<'m>(model: &'m Model, config: &Config, plan: Plan, part: Part) -> Option<Handout<'m>> {
    course::of_plan(model, config, plan).into_iter().find(|one| one.part == part).map(Handout::Course)
}

/// The pairs that book.toml asks for, as far as there are such places.
pub fn asked(model: &Model, config: &Config) -> impl Iterator<Item = (Id<Place>, Id<Place>)> {
    let pairs = config.pdf.iter().flat_map(|pdf| &pdf.compare);
    pairs.filter_map(|pair| Some((find_place(model, &pair.from).ok()?, find_place(model, &pair.to).ok()?)))
}

/// What book.toml asks to compare and does not exist.
pub fn not_found<'c>(model: &'c Model, config: &'c Config) -> impl Iterator<Item = (&'c Pair, Unknown)> {
    let pairs = config.pdf.iter().flat_map(|pdf| &pdf.compare);
    pairs.flat_map(|pair| [&pair.from, &pair.to].map(|id| (pair, find_place(model, id).err()))).filter_map(|(pair, unknown)| Some((pair, unknown?)))
}

/// Every layer that has a meaning on one of some places.
fn layers(model: &Model, places: &[Id<Place>]) -> Vec<Id<Layer>> {
    let some = |layer| places.iter().any(|&place| model.layer_class(place, layer) != LayerClass::NotApplicable);
    model.layers.ids().filter(|&layer| some(layer)).collect()
}

fn layer_name(model: &Model, id: Id<Layer>) -> LayerName<'_> {
    let layer = &model.layers[id];
    LayerName { name: &layer.name, concern: layer.kind == crate::model::LayerKind::Concern }
}

/// What a layer adds up to on a place.
fn class(model: &Model, place: Id<Place>, layer: Id<Layer>) -> Mark {
    let (kind, word) = match model.layer_class(place, layer) {
        LayerClass::Inherited => ("provider", provider(model, place)),
        LayerClass::Customer => ("customer", side_name(model, Side::Customer)),
        LayerClass::Shared => ("shared", "Shared".to_owned()),
        LayerClass::NotApplicable => ("none", "None".to_owned()),
    };
    Mark { kind, word }
}

/// Who holds a duty.
fn holder(model: &Model, holder: Holder) -> Mark {
    match holder {
        Holder::Party(party) => {
            let party = &model.parties[party];
            Mark { kind: if party.side == Side::Provider { "provider" } else { "customer" }, word: party.name.clone() }
        }
        Holder::NotApplicable => Mark { kind: "none", word: "Not applicable".to_owned() },
        Holder::Unassigned => Mark { kind: "open", word: "Unassigned".to_owned() },
    }
}

/// The name of a place's provider.
pub(in crate::view) fn provider(model: &Model, place: Id<Place>) -> String {
    model.parties[model.services[model.places[place].service].provider].name.clone()
}

/// The name of the first party of a side.
pub(in crate::view) fn side_name(model: &Model, side: Side) -> String {
    let word = if side == Side::Provider { "Provider" } else { "Customer" };
    model.parties.rows().iter().find(|party| party.side == side).map_or_else(|| word.to_owned(), |party| party.name.clone())
}

/// Day, revision and place; the rest is to be said.
fn dated(config: &Config, span: Span) -> About {
    About {
        path: String::new(),
        title: String::new(),
        about: String::new(),
        date: config.today.to_string(),
        revision: config.revision.clone(),
        hash: String::new(),
        page: String::new(),
        links: BTreeMap::new(),
        span,
    }
}

/// A digest of words, for [`About::hash`].
fn hash<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    let mut hash = Fnv::default();
    hash.texts(words);
    hash.finish()
}
