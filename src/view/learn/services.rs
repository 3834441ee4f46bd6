//! Questions about which: which variant, and which of several services, puts a duty on a side.

use std::collections::BTreeSet;

use crate::model::{Duty, Form, Id, Named, Place, Side};
use crate::view::learn::dice::shuffled;
use crate::view::learn::ground::Ground;
use crate::view::learn::words::{self, lower, option, paragraph, task};
use crate::view::learn::{Kind, Level, Question};

/// Options of a question.
const OPTIONS: usize = 4;

/// Every question that asks which.
pub(super) fn questions(ground: &Ground<'_>) -> Vec<Question> {
    let model = ground.model;
    let sides = [Side::Customer, Side::Provider];
    let mut found = Vec::new();
    for service in model.services.rows() {
        let variants: Vec<Id<Place>> = service.variants.iter().copied().filter(|place| ground.places.binary_search(place).is_ok()).collect();
        // Duties of one layer that move together are one question.
        let mut asked = BTreeSet::new();
        for duty in ground.duties() {
            let all = sides.into_iter().filter_map(|side| variant(ground, &variants, duty, side).map(|question| (side, question)));
            found.extend(all.filter(|(side, _)| asked.insert((model.duties[duty].layer, *side))).map(|(_, question)| question));
        }
    }
    for duty in ground.contested() {
        for side in sides {
            found.extend(ground.places.iter().filter_map(|&place| service(ground, place, duty, side)));
        }
    }
    found
}

/// Three variants or more, of which one puts the duty on a side and the others do not.
fn variant(ground: &Ground<'_>, variants: &[Id<Place>], duty: Id<Duty>, side: Side) -> Option<Question> {
    let mut held = variants.iter().copied().filter(|&place| ground.model.held_by_side(place, duty, side));
    let (Some(right), None, true) = (held.next(), held.next(), variants.len() >= 3) else { return None };
    Some(which(ground, Kind::Variant, (right, variants.to_vec()), duty, side))
}

/// Services of one category: one that puts the duty on a side although most of them do not, and three of the others.
fn service(ground: &Ground<'_>, right: Id<Place>, duty: Id<Duty>, side: Side) -> Option<Question> {
    let model = ground.model;
    if !model.held_by_side(right, duty, side) || !ground.is_clear(right, duty) || !ground.is_told(right, duty) {
        return None;
    }
    let near: Vec<Id<Place>> = ground.neighbours(right).filter(|&place| ground.is_clear(place, duty)).collect();
    let wrong: Vec<Id<Place>> = near.iter().copied().filter(|&place| !model.held_by_side(place, duty, side)).collect();
    if wrong.len() < OPTIONS - 1 || wrong.len() * 2 < near.len() {
        return None;
    }
    let mut chosen: Vec<Id<Place>> = Vec::new();
    // What is named alike gives itself away, so one place of each service.
    for place in shuffled(wrong, ground.id(right), |&place| ground.id(place).to_owned()) {
        let other = |one: &Id<Place>| model.places[*one].service != model.places[place].service;
        if chosen.len() < OPTIONS - 1 && chosen.iter().all(other) {
            chosen.push(place);
        }
    }
    chosen.push(right);
    let question = which(ground, Kind::Service, (right, chosen), duty, side);
    let told = question.level > Level::Easy || words::own_words(model, right, duty).is_some();
    (question.places.len() == OPTIONS && told).then_some(question)
}

fn which(ground: &Ground<'_>, kind: Kind, (right, places): (Id<Place>, Vec<Id<Place>>), duty: Id<Duty>, side: Side) -> Question {
    let model = ground.model;
    let base = ground.about(kind, right, duty);
    let places = shuffled(places, &base.id, |&place| ground.id(place).to_owned());
    let choices = places.iter().map(|&place| option(ground.name(place), Named::Place(place), words::told(model, place, duty))).collect();
    let key = places.iter().position(|&place| place == right).unwrap_or_default();
    let task = task(model, duty);
    let of = match kind {
        Kind::Variant => format!("You can run {} in several ways. ", model.services[model.places[right].service].name),
        _ => String::new(),
    };
    let ask = match side {
        Side::Provider => format!("{of}On which one of these does {} have to {task}?", ground.provider(right)),
        _ => format!("{of}On which one of these do you, the customer, have to {}?", lower(&task)),
    };
    let side_word = if side == Side::Provider { "provider" } else { "customer" };
    Question {
        id: format!("{}/{}/{side_word}@{}", kind.word(), model.duties[duty].meta.id, ground.id(right)),
        ask: paragraph(&ask),
        form: Form::One(choices, key),
        level: base.level.max(if kind == Kind::Variant { Level::Medium } else { Level::Easy }),
        places,
        ..base
    }
}
