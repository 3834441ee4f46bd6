//! The index of services, and a page for each.

use serde::Serialize;

use crate::model::{Id, Model, Phase, Place, Service};
use crate::view::address;
use crate::view::site::book::{Book, phase};
use crate::view::site::downloads;
use crate::view::site::matrix::{self, Matrix};
use crate::view::site::page::{Body, Head, Page};
use crate::view::site::parts::{Counts, Download, Link, ProseId};
use crate::view::site::requirements;
use crate::view::site::responsibilities::{duty_counts, layer_counts};
use crate::view::site::service;
use crate::view::site::sheaf::{Sheaf, stem};
use crate::vocabulary::Vocabulary;

/// The index of services.
#[derive(Debug, Clone, Serialize)]
pub struct Services {
    /// Services and their variants as rows; none where categories have pages of their own.
    pub rows: Vec<ServiceRow>,
    /// The categories that have services.
    pub categories: Vec<CategoryCard>,
    /// The service models that have services: id and short name.
    pub models: Vec<(String, String)>,
    /// The phases of life that services are in: the word of files, and the words for readers.
    pub phases: Vec<(&'static str, &'static str)>,
    /// Services against layers; `None` where categories have pages of their own.
    pub matrix: Option<Matrix>,
    /// The same to print.
    pub matrix_sheet: Vec<Download>,
}

/// With more services and variants than this, every category has a page of its own: the index would be too long for a browser to be quick.
const MOST: usize = 220;
/// With more services than this, the index does not even name them all.
const NAMED: usize = 450;

/// A category.
#[derive(Debug, Clone, Serialize)]
pub struct CategoryCard {
    /// Its id.
    pub id: String,
    /// Ids that it had before: their anchors lead here too.
    pub was: Vec<String>,
    /// Its name.
    pub name: String,
    /// What belongs in it.
    pub about: Option<ProseId>,
    /// How many services it has.
    pub services: usize,
    /// Its services; none where there are too many to name.
    pub links: Vec<Link>,
    /// The page that lists them with their variants, where there is one.
    pub page: Option<String>,
}

/// A service or variant.
#[derive(Debug, Clone, Serialize)]
pub struct ServiceRow {
    /// Its name and page.
    pub link: Link,
    /// Whether it is a variant of the row above.
    pub variant: bool,
    /// Its category: id.
    pub category: String,
    /// Its category: name.
    pub category_name: String,
    /// Its service model: id.
    pub model: String,
    /// Its service model: short name.
    pub model_name: String,
    /// Where it is in its life: the word of files.
    pub phase_id: &'static str,
    /// Where it is in its life, as readers see it.
    pub phase: &'static str,
    /// Duties by holder.
    pub duties: Counts,
    /// Layers by class.
    pub layers: Counts,
}

/// The index and the pages of every service.
pub fn sheaves(model: &Model) -> Vec<Sheaf> {
    let service = |id: Id<Service>| {
        let stems = [address::service(model, id), address::requirements(model, id)].map(|path| stem(&path).to_owned());
        Sheaf::new("services", stems, move |book| {
            let touched = requirements::touched(book, book.model.services[id].place);
            vec![service::page(book, id, touched.clone()), requirements::page(book, id, touched)]
        })
    };
    std::iter::once(Sheaf::page("services", "services/index.html", index)).chain(model.services.ids().map(service)).collect()
}

/// Whether the categories have pages of their own.
pub fn by_category(model: &Model) -> bool {
    model.places.len() > MOST
}

fn index(book: &Book) -> Page {
    let model = book.model;
    let places: Vec<Id<Place>> = model.services.rows().iter().flat_map(in_order).collect();
    let whole = !by_category(model);
    let head = Head::new("services/index.html", "Services", "services")
        .about("Every service with its category, service model, life cycle and the number of duties that each side holds.")
        .contents([(whole, "All services", "all"), (whole, "By layer", "matrix"), (true, "By category", "categories")]);
    let used = |id| places.iter().any(|&place| model.places[place].model == id);
    let in_phase = |phase| places.iter().any(|&place| model.places[place].lifecycle.phase == phase);
    let models = model.service_models.iter().filter(|(id, _)| used(*id)).map(|(_, entry)| (entry.meta.id.clone(), entry.short.clone()));
    let body = Services {
        rows: places.iter().filter(|_| whole).map(|&place| row(book, place)).collect(),
        categories: categories(book),
        models: models.collect(),
        phases: Phase::WORDS.iter().filter(|(_, entry)| in_phase(*entry)).map(|&(word, entry)| (word, phase(entry))).collect(),
        matrix: whole.then(|| matrix::matrix(book, "Who holds each layer of each service", &places)),
        matrix_sheet: downloads::sheet(book, address::MATRIX.to_owned()),
    };
    Page { head, body: Body::Services(body) }
}

/// A service, then its variants.
pub fn in_order(service: &Service) -> impl Iterator<Item = Id<Place>> + '_ {
    std::iter::once(service.place).chain(service.variants.iter().copied())
}

/// A service or variant as a row of a list.
pub fn row(book: &Book, id: Id<Place>) -> ServiceRow {
    let model = book.model;
    let place = &model.places[id];
    let category = &model.categories[model.services[place.service].category];
    let entry = &model.service_models[place.model];
    ServiceRow {
        link: Link::new(&place.name, address::place(model, id)),
        variant: place.variant.is_some(),
        category: category.meta.id.clone(),
        category_name: category.name.clone(),
        model: entry.meta.id.clone(),
        model_name: entry.short.clone(),
        phase_id: place.lifecycle.phase.word(),
        phase: phase(place.lifecycle.phase),
        duties: duty_counts(model, id),
        layers: layer_counts(model, id),
    }
}

fn categories(book: &Book) -> Vec<CategoryCard> {
    let model = book.model;
    let link = |&id: &Id<Service>| Link::new(&model.services[id].name, address::service(model, id));
    let named = model.services.len() <= NAMED;
    let card = |category: &crate::model::Category| CategoryCard {
        id: category.meta.id.clone(),
        was: book.was("category", &category.meta.id),
        name: category.name.clone(),
        about: book.prose(&category.about),
        services: category.services.len(),
        links: category.services.iter().filter(|_| named).map(link).collect(),
        page: by_category(model).then(|| address::by("category", &category.meta.id)),
    };
    model.categories.rows().iter().filter(|category| !category.services.is_empty()).map(card).collect()
}
