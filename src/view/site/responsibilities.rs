//! Who holds which duty of a service, in what words, and why.

use serde::Serialize;

use crate::model::{Cell, Duty, Holder, Id, Layer, LayerClass, Level, Model, Place, Says, Service, Side, Step};
use crate::view::site::book::Book;
use crate::view::site::parts::{Chip, Counts, Link, ProseId, WhyStep, source_name};

/// The duties of one layer on a service.
#[derive(Debug, Clone, Serialize)]
pub struct LayerBlock {
    /// The layer's id.
    pub id: String,
    /// Its name, and its explanation.
    pub link: Link,
    /// What its duties add up to.
    pub class: Chip,
    /// The duties that the service has something to say about.
    pub rows: Vec<DutyBlock>,
    /// The others: those with one holder for one reason are told together.
    pub rest: Vec<DutyGroup>,
    /// Whether all of its duties are one group.
    pub alone: bool,
}

/// Duties of a layer that have one holder for one reason, and about which the service says nothing of its own.
#[derive(Debug, Clone, Serialize)]
pub struct DutyGroup {
    /// The duties.
    pub duties: Vec<DutyLine>,
    /// Who holds them.
    pub chip: Chip,
    /// The service model that says so; `None` where the service or a variant does.
    pub default_of: Option<String>,
    /// The chain of answers, nearest first.
    pub why: Vec<WhyStep>,
}

/// A duty of a group.
#[derive(Debug, Clone, Serialize)]
pub struct DutyLine {
    /// Its id.
    pub id: String,
    /// Ids that it had before.
    pub was: Vec<String>,
    /// The sentence.
    pub says: String,
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
    pub sources: Vec<Link>,
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
    /// The variant's own id.
    pub id: String,
    /// The variant's name.
    pub name: String,
    /// Who holds the duty there.
    pub chip: Chip,
    /// Whether that is another holder than the service's.
    pub moved: bool,
    /// The variant's own words.
    pub words: Option<ProseId>,
    /// Where those words come from.
    pub sources: Vec<Link>,
    /// The chain of answers, nearest first; only where the holder differs.
    pub why: Vec<WhyStep>,
}

/// Layer by layer, every duty of a service.
pub fn blocks(book: &Book, id: Id<Service>) -> Vec<LayerBlock> {
    let model = book.model;
    let service = &model.services[id];
    let block = |layer: &Layer, class: LayerClass| {
        let (told, rest): (Vec<_>, Vec<_>) = layer.duties.iter().partition(|&&duty| is_told(model, service, duty));
        let rest = groups(book, service.place, &rest);
        LayerBlock {
            id: layer.meta.id.clone(),
            link: Link::new(&layer.name, format!("model.html#layer-{}", layer.meta.id)),
            class: book.layer_class(class, book.provider_of(service.place)),
            alone: told.is_empty() && rest.len() == 1,
            rows: told.into_iter().map(|duty| duty_block(book, id, duty)).collect(),
            rest,
        }
    };
    model.layers.iter().map(|(id, layer)| block(layer, model.layer_class(service.place, id))).collect()
}

/// Whether a service, or a variant of it, has something to say about a duty beyond who holds it.
fn is_told(model: &Model, service: &Service, duty: Id<Duty>) -> bool {
    let cell = &model.places[service.place].cells[duty.index()];
    let differs = |&variant: &Id<Place>| {
        let own = &model.places[variant].cells[duty.index()];
        own.holder != cell.holder || own_words(own, cell).is_some()
    };
    cell.says.is_some() || !cell.changes.is_empty() || service.variants.iter().any(differs)
}

fn groups(book: &Book, place: Id<Place>, duties: &[Id<Duty>]) -> Vec<DutyGroup> {
    let cell = |duty: Id<Duty>| &book.model.places[place].cells[duty.index()];
    let mut found: Vec<Vec<Id<Duty>>> = Vec::new();
    for &duty in duties {
        match found.iter_mut().find(|group| alike(cell(group[0]), cell(duty))) {
            Some(group) => group.push(duty),
            None => found.push(vec![duty]),
        }
    }
    found.iter().map(|group| duty_group(book, group, &group.iter().map(|&duty| cell(duty)).collect::<Vec<_>>())).collect()
}

/// Whether two duties have one holder for one reason; the lines that say so may differ.
fn alike(a: &Cell, b: &Cell) -> bool {
    let same = |(a, b): (&Step, &Step)| {
        (a.level, &a.subject, &a.via, a.holder, &a.team, &a.because) == (b.level, &b.subject, &b.via, b.holder, &b.team, &b.because)
    };
    a.holder == b.holder && a.chain.len() == b.chain.len() && a.chain.iter().zip(b.chain.iter()).all(same)
}

fn duty_group(book: &Book, duties: &[Id<Duty>], cells: &[&Cell]) -> DutyGroup {
    let mut why = book.why(cells[0]);
    for (at, step) in why.iter_mut().enumerate() {
        for source in cells[1..].iter().map(|cell| book.source(cell.chain[at].span)) {
            if step.source.label != source.label && step.more.iter().all(|known| known.label != source.label) {
                step.more.push(source);
            }
        }
    }
    let line = |duty: &Duty| DutyLine { id: duty.meta.id.clone(), was: book.was("duty", &duty.meta.id), says: duty.says.clone() };
    let first = cells[0].chain.first().filter(|step| step.level == Level::Model);
    DutyGroup {
        duties: duties.iter().map(|&id| &book.model.duties[id]).map(line).collect(),
        chip: book.holder(cells[0].holder),
        default_of: first.map(|step| step.subject.to_string()),
        why,
    }
}

fn duty_block(book: &Book, id: Id<Service>, duty: Id<Duty>) -> DutyBlock {
    let model = book.model;
    let service = &model.services[id];
    let cell = &model.places[service.place].cells[duty.index()];
    let words = cell.says.as_deref();
    DutyBlock {
        id: model.duties[duty].meta.id.clone(),
        was: book.was("duty", &model.duties[duty].meta.id),
        says: model.duties[duty].says.clone(),
        chip: book.holder(cell.holder),
        words: words.and_then(|says| book.prose(&says.text)),
        sources: words.map(sources).unwrap_or_default(),
        since: words.and_then(|says| says.since).map(|day| day.to_string()),
        changes: changes(book, cell),
        why: book.why(cell),
        variants: service.variants.iter().filter_map(|&variant| variant_answer(book, cell, variant, duty)).collect(),
    }
}

/// Where words come from, each under a name of its own.
fn sources(says: &Says) -> Vec<Link> {
    says.sources.iter().map(|url| Link::new(source_name(url), url)).collect()
}

fn changes(book: &Book, cell: &Cell) -> Vec<String> {
    let line = |change: &crate::model::Change| {
        let note = change.note.as_ref().map(|note| format!(" {note}")).unwrap_or_default();
        format!("On {} it moved from {} to {}.{note}", change.on, book.party(change.from).word, book.party(change.to).word)
    };
    cell.changes.iter().map(line).collect()
}

fn variant_answer(book: &Book, of_service: &Cell, variant: Id<Place>, duty: Id<Duty>) -> Option<VariantAnswer> {
    let place = &book.model.places[variant];
    let cell = &place.cells[duty.index()];
    let moved = cell.holder != of_service.holder;
    let own = own_words(cell, of_service);
    if !moved && own.is_none() {
        return None;
    }
    Some(VariantAnswer {
        id: place.variant.clone().unwrap_or_default(),
        name: place.name.clone(),
        chip: book.holder(cell.holder),
        moved,
        words: own.and_then(|says| book.prose(&says.text)),
        sources: own.map(sources).unwrap_or_default(),
        why: if moved { book.why(cell) } else { Vec::new() },
    })
}

/// What a variant says itself, and not only after its service.
pub(super) fn own_words<'c>(of_variant: &'c Cell, of_service: &Cell) -> Option<&'c Says> {
    let inherited = of_service.says.as_ref().map(|says| says.span);
    of_variant.says.as_deref().filter(|says| Some(says.span) != inherited)
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
