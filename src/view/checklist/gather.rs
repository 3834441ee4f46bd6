//! Items over every service: where the words are the same, one item for all the places together.
//!
//! A checklist of a party, framework or domain covers every place there is. Printing a control once for each of them would
//! repeat the same steps dozens of times, so places that share the words of a control share an item; a service or variant
//! with words of its own keeps its own.

use crate::model::{CalledBy, Control, Id, Item, ItemHolder, Model, Place, Scope};

/// An item, and where its key points: a place, or nowhere for an item that covers many.
#[derive(Debug, Clone)]
pub(super) struct Gathered {
    /// The item.
    pub(super) item: Item,
    /// The place of its key.
    pub(super) key: Option<Id<Place>>,
}

/// The place whose words of its own a control has for `place`: the variant, else its service.
pub(super) fn own_words(model: &Model, control: Id<Control>, place: Id<Place>) -> Option<usize> {
    let on = &model.controls[control].on;
    let service = model.services[model.places[place].service].place;
    let at = |wanted: Id<Place>| on.iter().position(|(place, _)| *place == wanted);
    at(place).or_else(|| at(service))
}

/// One item for each control and each set of words, in the order of the items.
pub(super) fn gather(model: &Model, items: Vec<Item>) -> Vec<Gathered> {
    let mut gathered: Vec<(Option<usize>, Gathered)> = Vec::new();
    for item in items {
        let words = item.place.and_then(|place| own_words(model, item.control, place));
        let mut of_control = gathered.iter_mut().rev().take_while(|(_, other)| other.item.control == item.control);
        match of_control.find(|(other, _)| *other == words) {
            Some((_, first)) => join(&mut first.item, item),
            None => gathered.push((words, Gathered { key: item.place, item })),
        }
    }
    gathered.into_iter().map(|(words, gathered)| settle(model, words, gathered)).collect()
}

fn join(first: &mut Item, second: Item) {
    first.place = None;
    first.called_by.extend(second.called_by);
    for holder in second.holders {
        match first.holders.iter_mut().find(|known| known.party == holder.party) {
            Some(known) => join_duties(known, holder),
            None => first.holders.push(holder),
        }
    }
    first.holders.sort_by_key(|holder| holder.party);
}

fn join_duties(known: &mut ItemHolder, holder: ItemHolder) {
    known.duties.extend(holder.duties);
    known.duties.sort();
    known.duties.dedup();
}

/// Gives an item of several places its key, and names a service with all its variants once.
fn settle(model: &Model, words: Option<usize>, mut gathered: Gathered) -> Gathered {
    let control = &model.controls[gathered.item.control];
    if gathered.item.place.is_none() {
        gathered.key = words.filter(|_| control.scope == Scope::Service).map(|at| control.on[at].0);
    }
    let covered: Vec<Id<Place>> = gathered.item.called_by.iter().map(|call| call.place).collect();
    gathered.item.called_by.retain(|call| !follows_from_its_service(model, call, &covered));
    gathered
}

fn follows_from_its_service(model: &Model, call: &CalledBy, covered: &[Id<Place>]) -> bool {
    let place = &model.places[call.place];
    let service = &model.services[place.service];
    let has = |wanted: &Id<Place>| covered.contains(wanted);
    place.variant.is_some() && has(&service.place) && service.variants.iter().all(has)
}
