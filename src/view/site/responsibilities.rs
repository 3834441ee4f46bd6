//! Who holds which duty of a service, in what words, and why.

use serde::Serialize;

use crate::model::{Cell, Duty, Holder, Id, LayerClass, Model, Place, Service, Side};
use crate::view::site::book::Book;
use crate::view::site::parts::{Chip, Counts, Link, ProseId, WhyStep};

/// The duties of one layer on a service.
#[derive(Debug, Clone, Serialize)]
pub struct LayerBlock {
    /// The layer's id.
    pub id: String,
    /// Its name, and its explanation.
    pub link: Link,
    /// What its duties add up to.
    pub class: Chip,
    /// Its duties.
    pub rows: Vec<DutyBlock>,
}

/// One duty on a service.
#[derive(Debug, Clone, Serialize)]
pub struct DutyBlock {
    /// Its id.
    pub id: String,
    /// Ids that it had before: their anchors lead here too.
    pub was: Vec<String>,
    /// The sentence.
    pub says: String,
    /// Who holds it.
    pub chip: Chip,
    /// What this service has to say about it.
    pub words: Option<ProseId>,
    /// Where those words come from.
    pub sources: Vec<String>,
    /// Since when, where the service says.
    pub since: Option<String>,
    /// How the holder moved in time, oldest first.
    pub changes: Vec<String>,
    /// The chain of answers, nearest first.
    pub why: Vec<WhyStep>,
    /// Variants that give another answer or add words.
    pub variants: Vec<VariantAnswer>,
}

/// What a variant answers, where it differs from its service.
#[derive(Debug, Clone, Serialize)]
pub struct VariantAnswer {
    /// The variant's name.
    pub name: String,
    /// Who holds the duty there.
    pub chip: Chip,
    /// Whether that is another holder than the service's.
    pub moved: bool,
    /// The variant's own words.
    pub words: Option<ProseId>,
    /// Where those words come from.
    pub sources: Vec<String>,
    /// The chain of answers, nearest first; only where the holder differs.
    pub why: Vec<WhyStep>,
}

/// Layer by layer, every duty of a service.
pub fn blocks(book: &Book, id: Id<Service>) -> Vec<LayerBlock> {
    let model = book.model;
    let place = model.services[id].place;
    let block = |layer_id| {
        let layer: &crate::model::Layer = &model.layers[layer_id];
        LayerBlock {
            id: layer.meta.id.clone(),
            link: Link::new(&layer.name, format!("model.html#layer-{}", layer.meta.id)),
            class: book.layer_class(model.layer_class(place, layer_id), book.provider_of(place)),
            rows: layer.duties.iter().map(|&duty| duty_block(book, id, duty)).collect(),
        }
    };
    model.layers.ids().map(block).collect()
}

fn duty_block(book: &Book, id: Id<Service>, duty: Id<Duty>) -> DutyBlock {
    let model = book.model;
    let service = &model.services[id];
    let cell = &model.places[service.place].cells[duty.index()];
    let words = cell.says.as_ref();
    DutyBlock {
        id: model.duties[duty].meta.id.clone(),
        was: book.was("duty", &model.duties[duty].meta.id),
        says: model.duties[duty].says.clone(),
        chip: book.holder(cell.holder),
        words: words.and_then(|says| book.prose(&says.text)),
        sources: words.map(|says| says.sources.clone()).unwrap_or_default(),
        since: words.and_then(|says| says.since).map(|day| day.to_string()),
        changes: changes(book, cell),
        why: book.why(cell),
        variants: service.variants.iter().filter_map(|&variant| variant_answer(book, cell, variant, duty)).collect(),
    }
}

fn changes(book: &Book, cell: &Cell) -> Vec<String> {
    let line = |change: &crate::model::Change| {
        let note = change.note.as_ref().map(|note| format!(" ({note})")).unwrap_or_default();
        format!("On {} it moved from {} to {}{note}.", change.on, book.party(change.from).word, book.party(change.to).word)
    };
    cell.changes.iter().map(line).collect()
}

fn variant_answer(book: &Book, of_service: &Cell, variant: Id<Place>, duty: Id<Duty>) -> Option<VariantAnswer> {
    let place = &book.model.places[variant];
    let cell = &place.cells[duty.index()];
    let moved = cell.holder != of_service.holder;
    let inherited_span = of_service.says.as_ref().map(|says| says.span);
    let own = cell.says.as_ref().filter(|says| Some(says.span) != inherited_span);
    if !moved && own.is_none() {
        return None;
    }
    Some(VariantAnswer {
        name: place.name.clone(),
        chip: book.holder(cell.holder),
        moved,
        words: own.and_then(|says| book.prose(&says.text)),
        sources: own.map(|says| says.sources.clone()).unwrap_or_default(),
        why: if moved { book.why(cell) } else { Vec::new() },
    })
}

/// How many duties each side holds on a place.
pub fn duty_counts(model: &Model, place: Id<Place>) -> Counts {
    let mut counts = Counts::default();
    for cell in &model.places[place].cells {
        match cell.holder {
            Holder::Party(party) if model.parties[party].side == Side::Provider => counts.provider += 1,
            Holder::Party(_) => counts.customer += 1,
            Holder::NotApplicable | Holder::Unassigned => counts.none += 1,
        }
    }
    counts
}

/// How many layers of a place are inherited, the customer's, or shared.
pub fn layer_counts(model: &Model, place: Id<Place>) -> Counts {
    let mut counts = Counts::default();
    for layer in model.layers.ids() {
        match model.layer_class(place, layer) {
            LayerClass::Inherited => counts.provider += 1,
            LayerClass::Customer => counts.customer += 1,
            LayerClass::Shared => counts.shared += 1,
            LayerClass::NotApplicable => counts.none += 1,
        }
    }
    counts
}
