//! The model page: how the work is split in principle.

use serde::Serialize;

use crate::model::{Layer, LayerClass, LayerKind, RoleHolder};
use crate::view::site::book::Book;
use crate::view::site::page::{Body, Head, Page};
use crate::view::site::parts::{Chip, Link, ProseId};
use crate::view::site::stack::{self, Models, default_class, default_kind};

/// The model page.
#[derive(Debug, Clone, Serialize)]
pub struct ModelPage {
    /// Layers against service models.
    pub matrix: Models,
    /// Layers that the provider's side holds under every service model where they exist.
    pub of_cloud: Vec<Link>,
    /// Layers that the customer's side holds under every service model where they exist.
    pub in_cloud: Vec<Link>,
    /// Layers whose holder depends on the service model, or that both sides hold.
    pub between: Vec<Link>,
    /// The service models.
    pub models: Vec<ModelCard>,
    /// The layers, with their duties.
    pub layers: Vec<LayerCard>,
    /// The parties.
    pub parties: Vec<PartyCard>,
}

/// A service model.
#[derive(Debug, Clone, Serialize)]
pub struct ModelCard {
    /// Its id.
    pub id: String,
    /// Ids that it had before: their anchors lead here too.
    pub was: Vec<String>,
    /// The long name.
    pub name: String,
    /// The short name.
    pub short: String,
    /// What it is.
    pub about: Option<ProseId>,
    /// How many services and variants start from it.
    pub places: usize,
}

/// A layer.
#[derive(Debug, Clone, Serialize)]
pub struct LayerCard {
    /// Its id.
    pub id: String,
    /// Ids that it had before: their anchors lead here too.
    pub was: Vec<String>,
    /// Its name.
    pub name: String,
    /// Whether it cuts across the stack.
    pub concern: bool,
    /// What it is.
    pub about: Option<ProseId>,
    /// Its duties.
    pub duties: Vec<DutyRow>,
}

/// A duty, over the service models.
#[derive(Debug, Clone, Serialize)]
pub struct DutyRow {
    /// Its id.
    pub id: String,
    /// Ids that it had before: their anchors lead here too.
    pub was: Vec<String>,
    /// The sentence.
    pub says: String,
    /// More about it.
    pub about: Option<ProseId>,
    /// Who holds it by default, for each service model.
    pub cells: Vec<DutyCell>,
}

/// A duty in a service model.
#[derive(Debug, Clone, Serialize)]
pub struct DutyCell {
    /// The holder.
    pub chip: Chip,
    /// The letter that stands for it.
    pub letter: String,
}

/// A party.
#[derive(Debug, Clone, Serialize)]
pub struct PartyCard {
    /// Its id.
    pub id: String,
    /// Ids that it had before: their anchors lead here too.
    pub was: Vec<String>,
    /// Its name.
    pub chip: Chip,
    /// The long name, where there is one.
    pub full_name: Option<String>,
    /// Who it is.
    pub about: Option<ProseId>,
    /// Its page.
    pub url: Option<String>,
}

/// The model page of a book.
pub fn page(book: &Book) -> Page {
    let mut head = Head::new("model.html", "The model", "model")
        .about("How the work is split between provider and customer: layers, duties, and who holds them under each service model.")
        .contents([
            (true, "At a glance", "at-a-glance"),
            (true, "Of the cloud, in the cloud", "story"),
            (true, "Three classes", "classes"),
            (true, "Service models", "models"),
            (true, "Layers and duties", "layers"),
            (true, "Parties", "parties"),
        ]);
    let layers = layers(book);
    // In the contents, the layers follow the heading that they stand under.
    let at = head.toc.iter().position(|link| link.url == "#layers").map_or(head.toc.len(), |at| at + 1);
    head.toc.splice(at..at, layers.iter().map(|layer| Link::new(&layer.name, format!("#layer-{}", layer.id))));
    let held = |wanted: &[LayerClass]| held(book, wanted);
    let body = ModelPage {
        matrix: stack::models(book, None),
        of_cloud: held(&[LayerClass::Inherited]),
        in_cloud: held(&[LayerClass::Customer]),
        between: held(&[]),
        models: models(book),
        layers,
        parties: parties(book),
    };
    Page { head, body: Body::Model(body) }
}

/// The rows of the stack that add up to one class under every service model where they exist; without a class, all others.
fn held(book: &Book, wanted: &[LayerClass]) -> Vec<Link> {
    let model = book.model;
    let one = |layer: &Layer| {
        let classes = model.service_models.rows().iter().map(|entry| default_class(model, entry, layer));
        let mut classes: Vec<LayerClass> = classes.filter(|class| *class != LayerClass::NotApplicable).collect();
        classes.dedup();
        match classes[..] {
            [class @ (LayerClass::Inherited | LayerClass::Customer)] => Some(class),
            _ => None,
        }
    };
    let stack = model.layers.rows().iter().filter(|layer| layer.kind == LayerKind::Stack);
    let picked = stack.filter(|layer| one(layer).as_ref() == wanted.first());
    picked.map(|layer| Link::new(&layer.name, format!("#layer-{}", layer.meta.id))).collect()
}

fn models(book: &Book) -> Vec<ModelCard> {
    let card = |(id, entry): (crate::model::Id<crate::model::ServiceModel>, &crate::model::ServiceModel)| ModelCard {
        id: entry.meta.id.clone(),
        was: book.was("service model", &entry.meta.id),
        name: entry.name.clone(),
        short: entry.short.clone(),
        about: book.prose(&entry.about),
        places: book.model.places.rows().iter().filter(|place| place.model == id).count(),
    };
    book.model.service_models.iter().map(card).collect()
}

fn layers(book: &Book) -> Vec<LayerCard> {
    let card = |layer: &crate::model::Layer| LayerCard {
        id: layer.meta.id.clone(),
        was: book.was("layer", &layer.meta.id),
        name: layer.name.clone(),
        concern: layer.kind == LayerKind::Concern,
        about: book.prose(&layer.about),
        duties: layer.duties.iter().map(|&duty| duty_row(book, duty)).collect(),
    };
    book.model.layers.rows().iter().map(card).collect()
}

fn duty_row(book: &Book, id: crate::model::Id<crate::model::Duty>) -> DutyRow {
    let duty = &book.model.duties[id];
    let cells = book.model.service_models.rows().iter().map(|entry| duty_cell(book, &entry.defaults[id.index()]));
    let was = book.was("duty", &duty.meta.id);
    DutyRow { id: duty.meta.id.clone(), was, says: duty.says.clone(), about: book.prose(&duty.about), cells: cells.collect() }
}

fn duty_cell(book: &Book, holder: &RoleHolder) -> DutyCell {
    let chip = match default_kind(book.model, holder) {
        Some("provider") => Chip { kind: "provider", word: book.provider_name() },
        Some(kind) => Chip { kind, word: book.customer_name() },
        None => Chip { kind: "none", word: "Not applicable".into() },
    };
    let letter = if chip.kind == "none" { "–".to_owned() } else { chip.word.chars().take(1).collect() };
    DutyCell { chip, letter }
}

fn parties(book: &Book) -> Vec<PartyCard> {
    let card = |(id, party): (crate::model::Id<crate::model::Party>, &crate::model::Party)| PartyCard {
        id: party.meta.id.clone(),
        was: book.was("party", &party.meta.id),
        chip: book.party(id),
        full_name: party.full_name.clone(),
        about: book.prose(&party.about),
        url: party.url.clone(),
    };
    book.model.parties.iter().map(card).collect()
}
