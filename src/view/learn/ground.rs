//! What questions are made of: the places and duties worth asking about.

use std::collections::BTreeSet;

use crate::model::{Category, Duty, Holder, Id, Level as At, Model, Party, Phase, Place, Side, Via};
use crate::view::address;
use crate::view::learn::words;
use crate::view::learn::{Kind, Level, Question};

/// The model, and what of it is worth a question.
pub(super) struct Ground<'m> {
    pub(super) model: &'m Model,
    /// Services and variants that somebody may still choose.
    pub(super) places: Vec<Id<Place>>,
    /// For each duty, on how many of the places each side holds it: the customer's, then the provider's.
    held: Vec<[usize; 2]>,
    customer: Option<Id<Party>>,
    /// For each place, how many are built of it.
    serves: Vec<usize>,
    /// For each category, the services and variants of it that somebody may still choose.
    of_category: Vec<Vec<Id<Place>>>,
}

/// One in so many is rare, and one in so many is common.
const RARE: usize = 12;
const COMMON: usize = 6;
/// How many places of a category are looked at for wrong answers: more than a category of a book has that is not written by a program.
const NEAR: usize = 100;

impl<'m> Ground<'m> {
    pub(super) fn new(model: &'m Model) -> Self {
        let active = |place: &Id<Place>| {
            let place = &model.places[*place];
            place.lifecycle.phase == Phase::Active && model.services[place.service].lifecycle.phase == Phase::Active
        };
        let places: Vec<Id<Place>> = model.places.ids().filter(active).collect();
        let held = |duty: Id<Duty>| {
            [Side::Customer, Side::Provider].map(|side| places.iter().filter(|&&place| model.held_by_side(place, duty, side)).count())
        };
        let held = model.duties.ids().map(held).collect();
        let customer = model.parties.iter().find(|(_, party)| party.side == Side::Customer).map(|(id, _)| id);
        let mut serves = vec![0; model.places.len()];
        places.iter().flat_map(|&place| &model.places[place].uses).for_each(|used| serves[used.place.index()] += 1);
        let mut of_category = vec![Vec::new(); model.categories.len()];
        places.iter().for_each(|&id| of_category[model.services[model.places[id].service].category.index()].push(id));
        Self { model, held, places, customer, serves, of_category }
    }

    /// Services of some categories that somebody may still choose, in order; of a large category those next to a place.
    pub(super) fn services_of(&self, categories: &BTreeSet<Id<Category>>, place: Id<Place>) -> Vec<Id<Place>> {
        let service = |id: &Id<Place>| self.model.places[*id].variant.is_none();
        let mut found: Vec<Id<Place>> = categories.iter().flat_map(|&category| self.next_to(place, category).filter(service).take(NEAR)).collect();
        found.sort();
        found
    }

    /// The places of a category in order, beginning after a place and ending with those before it.
    fn next_to(&self, place: Id<Place>, category: Id<Category>) -> impl Iterator<Item = Id<Place>> + '_ {
        let all = &self.of_category[category.index()];
        let (before, after) = all.split_at(all.partition_point(|&id| id <= place));
        after.iter().chain(before).copied()
    }

    /// Whether a duty lies elsewhere on one service than on another, and not on one or two that are unlike all others:
    /// to ask about the rest would be to ask for nothing.
    pub(super) fn is_contested(&self, duty: Id<Duty>) -> bool {
        let [customer, provider] = self.held[duty.index()];
        customer.min(provider) * RARE > customer + provider
    }

    /// Whether a side holds the duty here that holds it nearly everywhere.
    pub(super) fn is_usual(&self, place: Id<Place>, duty: Id<Duty>) -> bool {
        let [customer, provider] = self.held[duty.index()];
        let most = if customer > provider { Side::Customer } else { Side::Provider };
        !self.is_contested(duty) && self.model.held_by_side(place, duty, most)
    }

    /// Whether somebody said something about this very place: a variant that only takes over what its service says may be run in
    /// ways for which that is not true.
    pub(super) fn is_told(&self, place: Id<Place>, duty: Id<Duty>) -> bool {
        let place = &self.model.places[place];
        let cell = &place.cells[duty.index()];
        let own = cell.chain.first().is_some_and(|step| step.level == At::Variant);
        place.variant.is_none() || own || cell.says.is_some() || !cell.changes.is_empty()
    }

    /// Whether there is more to say of the answer than that it is so: words of the service, or a day on which the line moved.
    pub(super) fn is_explained(&self, place: Id<Place>, duty: Id<Duty>) -> bool {
        let cell = &self.model.places[place].cells[duty.index()];
        cell.says.is_some() || !cell.changes.is_empty()
    }

    /// The duties that both sides hold, be it on one service alone.
    pub(super) fn duties(&self) -> impl Iterator<Item = Id<Duty>> + '_ {
        self.model.duties.ids().filter(|&duty| self.held[duty.index()].iter().all(|&count| count > 0))
    }

    /// The duties that often lie with one side and often with the other.
    pub(super) fn contested(&self) -> impl Iterator<Item = Id<Duty>> + '_ {
        self.duties().filter(|&duty| self.is_contested(duty))
    }

    /// Whether there is one answer: a service whose variants differ has none as such.
    pub(super) fn is_clear(&self, place: Id<Place>, duty: Id<Duty>) -> bool {
        let model = self.model;
        let holder = model.holder(place, duty);
        let service = &model.services[model.places[place].service];
        holder != Holder::Unassigned && (service.place != place || service.variants.iter().all(|&variant| model.holder(variant, duty) == holder))
    }

    /// Whether so many are built of a place that one need not know any of them to guess it.
    pub(super) fn is_everywhere(&self, place: Id<Place>) -> bool {
        self.serves[place.index()] * COMMON > self.places.len()
    }

    /// The party on the customer's side.
    pub(super) fn customer(&self) -> Option<Id<Party>> {
        self.customer
    }

    /// The provider of a place, as a name.
    pub(super) fn provider(&self, place: Id<Place>) -> &'m str {
        &self.model.parties[self.model.services[self.model.places[place].service].provider].name
    }

    /// The name of a place.
    pub(super) fn name(&self, place: Id<Place>) -> &'m str {
        &self.model.places[place].name
    }

    /// The id of a place.
    pub(super) fn id(&self, place: Id<Place>) -> &'m str {
        &self.model.places[place].meta.id
    }

    /// How surprising a cell is: a date or a variant that says otherwise, a service that does, or neither.
    pub(super) fn level(&self, place: Id<Place>, duty: Id<Duty>) -> Level {
        let chain = &self.model.places[place].cells[duty.index()].chain;
        let Some(first) = chain.first() else { return Level::Easy };
        let overrides = chain.get(1).is_some_and(|next| next.holder != first.holder);
        match (&first.via, first.level) {
            (Via::Change(_), _) => Level::Hard,
            (_, At::Variant) if overrides => Level::Hard,
            (_, At::Service) if overrides => Level::Medium,
            _ => Level::Easy,
        }
    }

    /// The places that are like another one and that a reader could take for it: those of its category and of another service; of a large
    /// category those next to it.
    pub(super) fn neighbours(&self, place: Id<Place>) -> impl Iterator<Item = Id<Place>> + '_ {
        let model = self.model;
        let service = model.places[place].service;
        self.next_to(place, model.services[service].category).filter(move |&other| model.places[other].service != service).take(NEAR)
    }

    /// What to read about cells: the duties on the page of the place, and their layer.
    pub(super) fn read(&self, place: Id<Place>, duty: Id<Duty>) -> Vec<(String, String)> {
        let model = self.model;
        let service = model.places[place].service;
        let page = format!("{}#duty-{}", address::service(model, service), model.duties[duty].meta.id);
        let layer = &model.layers[model.duties[duty].layer];
        vec![(self.name(place).to_owned(), page), (layer.name.clone(), format!("model.html#layer-{}", layer.meta.id))]
    }

    /// A question about one cell, without form and reasons.
    pub(super) fn about(&self, kind: Kind, place: Id<Place>, duty: Id<Duty>) -> Question {
        let model = self.model;
        Question {
            id: format!("{}/{}@{}", kind.word(), model.duties[duty].meta.id, self.id(place)),
            kind,
            level: self.level(place, duty),
            ask: Default::default(),
            form: crate::model::Form::Order(Vec::new()),
            because: words::own_words(model, place, duty).into_iter().collect(),
            proofs: vec![words::proof(model, place, duty)],
            read: self.read(place, duty),
            subject: model.layers[model.duties[duty].layer].name.clone(),
            places: vec![place],
            duties: vec![duty],
        }
    }
}
