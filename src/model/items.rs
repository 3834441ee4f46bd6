//! Questions that every view asks of the model: items of a composition, classes of layers and requirements.

use crate::model::{Control, Duty, Holder, Id, Layer, Mode, Model, Party, Paths, Place, Reached, Scope, Side, Workload};

/// One line of a checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What is done.
    pub control: Id<Control>,
    /// Where, for a control of scope `service`; `None` for wider scopes, which appear once.
    pub place: Option<Id<Place>>,
    /// Who is accountable, with the duties that make them so; in the order of the parties, never empty.
    pub holders: Vec<ItemHolder>,
    /// The places that call for it, with the ways that led to each.
    pub called_by: Vec<CalledBy>,
}

/// Somebody accountable for an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemHolder {
    /// The party.
    pub party: Id<Party>,
    /// The control's duties that it holds here, in order.
    pub duties: Vec<Id<Duty>>,
}

/// A place that calls for an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalledBy {
    /// The place.
    pub place: Id<Place>,
    /// The ways that led to it.
    pub paths: Paths,
}

/// What the duties of a layer add up to on one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LayerClass {
    /// The provider's side holds all.
    Inherited,
    /// Both sides hold some.
    Shared,
    /// The customer's side holds all.
    Customer,
    /// No duty of it exists here.
    NotApplicable,
}

/// What the items that serve a requirement add up to in one composition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RequirementClass {
    /// No item serves it.
    Uncovered,
    /// The customer's side does all of it.
    Customer,
    /// Both sides do a part, and the customer's part turns on what the provider offers.
    SharedDependent,
    /// Both sides do a part of their own.
    SharedIndependent,
    /// The provider's side does all of it.
    Inherited,
}

impl LayerClass {
    /// The word for it, as an id.
    pub fn name(self) -> &'static str {
        match self {
            Self::Inherited => "inherited",
            Self::Shared => "shared",
            Self::Customer => "customer",
            Self::NotApplicable => "not-applicable",
        }
    }
}

impl RequirementClass {
    /// The word for it, as an id.
    pub fn name(self) -> &'static str {
        match self {
            Self::Uncovered => "uncovered",
            Self::Customer => "customer",
            Self::SharedDependent => "shared-dependent",
            Self::SharedIndependent => "shared-independent",
            Self::Inherited => "inherited",
        }
    }
}

impl Model {
    /// Who holds `duty` on `place`.
    pub fn holder(&self, place: Id<Place>, duty: Id<Duty>) -> Holder {
        self.places[place].cells[duty.index()].holder
    }

    /// The class of a layer on a place.
    pub fn layer_class(&self, place: Id<Place>, layer: Id<Layer>) -> LayerClass {
        let sides = self.layers[layer].duties.iter().filter_map(|&duty| match self.holder(place, duty) {
            Holder::Party(party) => Some(self.parties[party].side),
            Holder::NotApplicable | Holder::Unassigned => None,
        });
        let (mut provider, mut customer) = (false, false);
        sides.for_each(|side| match side {
            Side::Provider => provider = true,
            Side::Customer | Side::Assessor => customer = true,
        });
        match (provider, customer) {
            (true, true) => LayerClass::Shared,
            (true, false) => LayerClass::Inherited,
            (false, true) => LayerClass::Customer,
            (false, false) => LayerClass::NotApplicable,
        }
    }

    /// The items of `places`, in the order of the controls, then of the places.
    /// A control of wider scope than `service` gives one item, with all the places that call for it.
    pub fn items(&self, places: &[Reached]) -> Vec<Item> {
        let mut items = Vec::new();
        for calls in self.called(places).chunk_by(|a, b| a.0 == b.0) {
            let id = calls[0].0;
            let each = calls.iter().map(|&(_, at)| self.item(id, &places[at])).filter(|item| !item.holders.is_empty());
            match self.controls[id].scope {
                Scope::Service => items.extend(each),
                Scope::Workload | Scope::Account | Scope::Organization => {
                    items.extend(each.reduce(merge).map(|item| Item { place: None, ..item }));
                }
            }
        }
        items
    }

    /// How many of [`Model::items`] a side has a part in; none is made for that.
    pub fn count_items(&self, places: &[Reached], side: Side) -> usize {
        let count = |calls: &[(Id<Control>, usize)]| {
            let control = &self.controls[calls[0].0];
            let has = |at: usize| control.duties.iter().any(|&duty| self.held_by_side(places[at].place, duty, side));
            match control.scope {
                Scope::Service => calls.iter().filter(|(_, at)| has(*at)).count(),
                Scope::Workload | Scope::Account | Scope::Organization => usize::from(calls.iter().any(|(_, at)| has(*at))),
            }
        };
        self.called(places).chunk_by(|a, b| a.0 == b.0).map(count).sum()
    }

    /// The controls that `places` call for, each with the position of the place, in order.
    fn called(&self, places: &[Reached]) -> Vec<(Id<Control>, usize)> {
        let of_place = |(at, reached): (usize, &Reached)| self.places[reached.place].controls.iter().map(move |&control| (control, at));
        let mut called: Vec<_> = places.iter().enumerate().flat_map(of_place).collect();
        called.sort_unstable();
        called
    }

    /// A place and everything it is built of, as [`Model::items`] takes it.
    pub fn composition(&self, place: Id<Place>) -> Vec<Reached> {
        std::iter::once(Reached::itself(place)).chain(self.places[place].closure.iter().cloned()).collect()
    }

    /// The key of an item: `control@service/variant`, or `control` where its scope is wider.
    pub fn item_key(&self, item: &Item) -> String {
        let control = &self.controls[item.control].meta.id;
        match item.place {
            Some(place) => format!("{control}@{}", self.places[place].meta.id),
            None => control.clone(),
        }
    }

    /// Whether the provider's side, or the customer's, has a part in an item.
    pub fn item_has_side(&self, item: &Item, side: Side) -> bool {
        item.holders.iter().any(|holder| self.parties[holder.party].side == side)
    }

    /// The class of what `items` add up to; items that a workload leaves out are the caller's to drop.
    pub fn requirement_class<'i>(&self, items: impl IntoIterator<Item = &'i Item>) -> RequirementClass {
        let (mut provider, mut customer, mut configures) = (false, false, false);
        for item in items {
            provider |= self.item_has_side(item, Side::Provider);
            customer |= self.item_has_side(item, Side::Customer);
            configures |= self.controls[item.control].mode == Mode::Configure && self.item_has_side(item, Side::Customer);
        }
        match (provider, customer, configures) {
            (false, false, _) => RequirementClass::Uncovered,
            (true, false, _) => RequirementClass::Inherited,
            (false, true, false) => RequirementClass::Customer,
            (true, true, false) => RequirementClass::SharedIndependent,
            (_, true, true) => RequirementClass::SharedDependent,
        }
    }

    /// The team that holds the customer's part of an item in a workload: that of its first delegated duty.
    pub fn item_team(&self, workload: &Workload, item: &Item) -> Option<usize> {
        let customers = item.holders.iter().filter(|holder| self.parties[holder.party].side == Side::Customer);
        customers.flat_map(|holder| &holder.duties).find_map(|duty| workload.delegation[duty.index()].as_ref()).map(|delegation| delegation.team)
    }

    fn item(&self, control: Id<Control>, reached: &Reached) -> Item {
        let mut holders: Vec<ItemHolder> = Vec::new();
        for &duty in &self.controls[control].duties {
            if let Holder::Party(party) = self.holder(reached.place, duty) {
                add_duty(&mut holders, party, duty);
            }
        }
        let called_by = vec![CalledBy { place: reached.place, paths: reached.paths.clone() }];
        Item { control, place: Some(reached.place), holders, called_by }
    }
}

fn add_duty(holders: &mut Vec<ItemHolder>, party: Id<Party>, duty: Id<Duty>) {
    match holders.binary_search_by_key(&party, |holder| holder.party) {
        Ok(at) => {
            if !holders[at].duties.contains(&duty) {
                holders[at].duties.push(duty);
                holders[at].duties.sort();
            }
        }
        Err(at) => holders.insert(at, ItemHolder { party, duties: vec![duty] }),
    }
}

fn merge(mut first: Item, second: Item) -> Item {
    for holder in second.holders {
        for duty in holder.duties {
            add_duty(&mut first.holders, holder.party, duty);
        }
    }
    first.called_by.extend(second.called_by);
    first
}
