//! Questions about one place as a whole: the halves of a layer, what is inherited, what comes along.

use crate::model::{Duty, Form, Holder, Id, Layer, LayerClass, Named, Place};
use crate::view::address;
use crate::view::learn::dice::shuffled;
use crate::view::learn::ground::Ground;
use crate::view::learn::words::{self, list, lower, option, paragraph};
use crate::view::learn::{Kind, Level, Proof, Question};

/// Options of a question about duties.
const DUTIES: usize = 5;

/// Every question about one place as a whole.
pub(super) fn questions(ground: &Ground<'_>) -> Vec<Question> {
    let model = ground.model;
    let layers = || model.layers.ids();
    let mut found: Vec<Question> = Vec::new();
    for &place in &ground.places {
        found.extend(layers().filter_map(|layer| half(ground, place, layer)));
        found.extend(inherited(ground, place));
        found.extend(uses(ground, place));
    }
    found
}

/// The customer's duties of a layer that both sides hold a part of; asked where the parts lie otherwise elsewhere.
fn half(ground: &Ground<'_>, place: Id<Place>, layer: Id<Layer>) -> Option<Question> {
    let model = ground.model;
    let duties: Vec<Id<Duty>> = model.layers[layer].duties.iter().copied().filter(|&duty| ground.is_clear(place, duty)).collect();
    let contested = |duty: &&Id<Duty>| ground.is_contested(**duty);
    if model.layer_class(place, layer) != LayerClass::Shared || duties.iter().filter(contested).count() < 2 {
        return None;
    }
    let seed = ground.id(place);
    let mut chosen = shuffled(duties, seed, |&duty| model.duties[duty].meta.id.clone());
    chosen.sort_by_key(|&duty| !ground.is_contested(duty));
    chosen.truncate(DUTIES);
    chosen.sort();
    let right: Vec<usize> = chosen.iter().enumerate().filter(|(_, duty)| model.is_customers(place, **duty)).map(|(at, _)| at).collect();
    if chosen.len() < 3 || right.is_empty() || right.len() == chosen.len() {
        return None;
    }
    // Where the service only repeats its model, there is nothing to find out about the service.
    let told = chosen.iter().filter(|&&duty| words::own_words(model, place, duty).is_some()).count();
    let first = chosen[right[0]];
    let level = chosen.iter().map(|&duty| ground.level(place, duty)).max().unwrap_or(Level::Easy);
    if told < 2 || level == Level::Easy && told < 3 {
        return None;
    }
    let choices = chosen.iter().map(|&duty| option(&model.duties[duty].says, Named::Duty(duty), words::told(model, place, duty))).collect();
    let name = &model.layers[layer].name;
    let ask = format!("On **{}**, the layer **{name}** is shared. Which of these duties are yours?", ground.name(place));
    Some(Question {
        id: format!("half/{}@{}", model.layers[layer].meta.id, ground.id(place)),
        ask: paragraph(&ask),
        form: Form::Several(choices, right.clone()),
        level,
        because: Vec::new(),
        proofs: words::proofs(model, right.iter().map(|&at| (place, chosen[at]))),
        duties: chosen.clone(),
        ..ground.about(Kind::Half, place, first)
    })
}

/// The one layer of four that lies with the provider as a whole, among layers that do not do so everywhere.
fn inherited(ground: &Ground<'_>, place: Id<Place>) -> Option<Question> {
    let model = ground.model;
    let clear = |layer: &Id<Layer>| model.layers[*layer].duties.iter().all(|&duty| ground.is_clear(place, duty));
    let open = |layer: &Id<Layer>| model.layers[*layer].duties.iter().any(|&duty| ground.is_contested(duty));
    let all: Vec<Id<Layer>> = model.layers.ids().filter(|layer| clear(layer) && open(layer)).collect();
    let name = |layer: &Id<Layer>| model.layers[*layer].meta.id.clone();
    let of = |wanted: &[LayerClass]| {
        let some = all.iter().copied().filter(|&layer| wanted.contains(&model.layer_class(place, layer)));
        shuffled(some, ground.id(place), name)
    };
    let right = of(&[LayerClass::Inherited]).into_iter().next()?;
    let wrong = of(&[LayerClass::Shared, LayerClass::Customer]);
    if wrong.len() < 3 {
        return None;
    }
    let layers = shuffled(std::iter::once(right).chain(wrong.into_iter().take(3)), ground.id(place), name);
    let key = layers.iter().position(|&layer| layer == right)?;
    let choices = layers.iter().map(|&layer| option(&model.layers[layer].name, Named::Layer(layer), split(ground, place, layer))).collect();
    let first = *model.layers[right].duties.first()?;
    let level = model.layers[right].duties.iter().map(|&duty| ground.level(place, duty)).max().unwrap_or(Level::Easy);
    if level == Level::Easy {
        return None;
    }
    let provider = ground.provider(place);
    let ask = format!("On **{}**, which of these layers lies with {provider} as a whole?", ground.name(place));
    Some(Question {
        id: format!("layer/{}@{}", model.layers[right].meta.id, ground.id(place)),
        ask: paragraph(&ask),
        form: Form::One(choices, key),
        level,
        because: Vec::new(),
        proofs: model.layers[right]
            .duties
            .iter()
            .filter(|&&duty| model.holder(place, duty) != Holder::NotApplicable)
            .take(1)
            .map(|&duty| words::proof(model, place, duty))
            .collect(),
        duties: model.layers[right].duties.clone(),
        ..ground.about(Kind::Layer, place, first)
    })
}

/// What of a layer is the customer's.
fn split(ground: &Ground<'_>, place: Id<Place>, layer: Id<Layer>) -> String {
    let model = ground.model;
    let own: Vec<String> =
        model.layers[layer].duties.iter().filter(|&&duty| model.is_customers(place, duty)).map(|&duty| lower(&model.duties[duty].says)).collect();
    match own.as_slice() {
        [] => format!("No duty of it is yours on {}.", ground.name(place)),
        [one] => format!("You have to {one}."),
        some => format!("You have to {}.", list(some)),
    }
}

/// What a place is built of in the customer's own account, among neighbours of the same categories that do not come along. What
/// nearly everything is built of is left out: it is right on every service.
fn uses(ground: &Ground<'_>, place: Id<Place>) -> Option<Question> {
    let model = ground.model;
    let reached: Vec<Id<Place>> = model.places[place].closure.iter().map(|reached| reached.place).collect();
    let service = |place: Id<Place>| model.places[place].service;
    let along = |other: Id<Place>| service(other) == service(place) || reached.iter().any(|&one| service(one) == service(other));
    let direct: Vec<Id<Place>> = model.places[place].uses.iter().map(|used| used.place).filter(|&used| !ground.is_everywhere(used)).collect();
    let name = |place: &Id<Place>| ground.id(*place).to_owned();
    let right: Vec<Id<Place>> = shuffled(direct, ground.id(place), name).into_iter().take(2).collect();
    let category = |place: Id<Place>| model.services[service(place)].category;
    // What one is named after comes along in a way, although nothing of it stands in the account.
    let named = |other: Id<Place>| ground.name(other).split(' ').next_back().is_some_and(|word| ground.name(place).contains(word));
    let near = |&other: &Id<Place>| !along(other) && !named(other) && !ground.is_everywhere(other);
    let beside = ground.services_of(&right.iter().map(|&one| category(one)).collect(), place);
    let wrong: Vec<Id<Place>> = shuffled(beside.into_iter().filter(near), ground.id(place), name).into_iter().take(3).collect();
    if right.is_empty() || wrong.len() < 3 {
        return None;
    }
    let options = shuffled(right.iter().chain(&wrong).copied(), ground.id(place), name);
    let purpose = |other: Id<Place>| {
        let used = model.places[place].uses.iter().find(|used| used.place == other);
        match used.map(|used| used.purpose.as_deref()) {
            Some(Some(purpose)) => format!("It comes along, for {}.", purpose.trim_end_matches('.')),
            Some(None) => "It comes along.".to_owned(),
            None => format!("{} is not built of it.", ground.name(place)),
        }
    };
    let keys = options.iter().enumerate().filter(|(_, other)| right.contains(other)).map(|(at, _)| at).collect();
    let choices = options.iter().map(|&other| option(ground.name(other), Named::Place(other), purpose(other))).collect();
    let span = model.places[place].uses.first().map(|used| used.span);
    let names: Vec<String> = right.iter().map(|&other| ground.name(other).to_owned()).collect();
    Some(Question {
        id: format!("uses/{}", ground.id(place)),
        kind: Kind::Uses,
        level: Level::Medium,
        ask: paragraph(&format!(
            "**{}** is built of other services in your own account, and their duties come along. Which of these come along?",
            ground.name(place)
        )),
        form: Form::Several(choices, keys),
        because: Vec::new(),
        proofs: vec![Proof { says: format!("{} uses {}.", ground.name(place), list(&names)), span, sources: Vec::new() }],
        read: vec![(ground.name(place).to_owned(), address::place(model, place))],
        subject: "What a service is built of".to_owned(),
        places: vec![place],
        duties: Vec::new(),
    })
}
