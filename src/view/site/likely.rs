//! Which pairs get a page of their own, that works without scripts: those that readers are likely to ask for.

use std::collections::BTreeSet;

use crate::config::Config;
use crate::model::{Id, Model, Place, Service};
use crate::view::handout;
use crate::view::site::compare::moves;

/// How many other services a service is compared with. Pages grow with services and not with their square.
const ALTERNATIVES: usize = 4;

/// The pairs that readers are likely to ask for, and those that book.toml asks for.
pub fn with_asked(model: &Model, config: &Config) -> Vec<(Id<Place>, Id<Place>)> {
    let asked = handout::asked(model, config).map(|(a, b)| (a.min(b), a.max(b)));
    let mut pairs: Vec<_> = likely(model).into_iter().chain(asked).collect();
    pairs.sort();
    pairs.dedup();
    pairs
}

/// The pairs that readers are likely to ask for, in order: variants of one service, and services that could stand in for each other.
pub fn likely(model: &Model) -> Vec<(Id<Place>, Id<Place>)> {
    let mut pairs = Vec::new();
    for service in model.services.rows() {
        let own: Vec<_> = std::iter::once(service.place).chain(service.variants.iter().copied()).collect();
        push_pairs(model, &own, &own, &mut pairs);
    }
    for (a, b) in alternatives(model) {
        push_pairs(model, &faces(model, a), &[model.services[b].place], &mut pairs);
        push_pairs(model, &[model.services[a].place], &faces(model, b), &mut pairs);
    }
    pairs.sort();
    pairs.dedup();
    pairs
}

/// Services that could stand in for each other: neighbours of a category, or one is what a variant of the other is built of,
/// or both are that to a third; and they are much alike, under service models that differ. Each has the few that are nearest.
fn alternatives(model: &Model) -> Vec<(Id<Service>, Id<Service>)> {
    let built = built(model);
    let near: Vec<Vec<Id<Service>>> = model.services.ids().map(|a| nearest(model, a, &built[a.index()])).collect();
    let mut pairs = Vec::new();
    for (a, own) in model.services.ids().zip(&near) {
        let through = own.iter().flat_map(|between| near[between.index()].iter().copied()).filter(|&b| b != a && alike(model, a, b));
        let mut chosen: Vec<Id<Service>> = Vec::new();
        for b in own.iter().copied().chain(through) {
            if chosen.len() < ALTERNATIVES && !chosen.contains(&b) {
                chosen.push(b);
            }
        }
        pairs.extend(chosen.into_iter().map(|b| (a.min(b), a.max(b))));
    }
    pairs.sort();
    pairs.dedup();
    pairs
}

/// For each service what its variants are built of, and whose variants are built of it.
fn built(model: &Model) -> Vec<BTreeSet<Id<Service>>> {
    let mut found = vec![BTreeSet::new(); model.services.len()];
    for place in model.places.rows().iter().filter(|place| place.variant.is_some()) {
        for other in place.uses.iter().map(|used| model.places[used.place].service) {
            found[place.service.index()].insert(other);
            found[other.index()].insert(place.service);
        }
    }
    found
}

/// The nearest alternatives of a service: what its variants are built of or the other way round, then those with most in common.
fn nearest(model: &Model, a: Id<Service>, built: &BTreeSet<Id<Service>>) -> Vec<Id<Service>> {
    let rank = |b: Id<Service>| {
        // A disk is part of a database and no alternative to it: they have little in common.
        let close = common(model, a, b) * 2 >= all_traits(model, a, b);
        let built = close && (variant_uses(model, a, b) || variant_uses(model, b, a));
        let category = model.services[a].category == model.services[b].category;
        (b != a && (built || category) && alike(model, a, b)).then(|| (!built, std::cmp::Reverse(common(model, a, b)), b))
    };
    let category = &model.categories[model.services[a].category];
    let candidates: BTreeSet<Id<Service>> = category.services.iter().chain(built).copied().collect();
    let mut found: Vec<_> = candidates.into_iter().filter_map(rank).collect();
    found.sort();
    found.into_iter().map(|(.., b)| b).take(ALTERNATIVES).collect()
}

/// Whether a variant of `a`, but not `a` in general, is built of `b`.
fn variant_uses(model: &Model, a: Id<Service>, b: Id<Service>) -> bool {
    let of_b = |place: Id<Place>| model.places[place].uses.iter().any(|used| model.places[used.place].service == b);
    !of_b(model.services[a].place) && model.services[a].variants.iter().any(|&variant| of_b(variant))
}

fn push_pairs(model: &Model, left: &[Id<Place>], right: &[Id<Place>], pairs: &mut Vec<(Id<Place>, Id<Place>)>) {
    let all = left.iter().flat_map(|&a| right.iter().map(move |&b| (a.min(b), a.max(b))));
    pairs.extend(all.filter(|&(a, b)| a != b && moves(model, a, b) > 0));
}

/// What a reader chooses between: the variants of a service, or the service where it has none.
fn faces(model: &Model, id: Id<Service>) -> Vec<Id<Place>> {
    let service = &model.services[id];
    if service.variants.is_empty() { vec![service.place] } else { service.variants.clone() }
}

/// Services are alike when they share a quarter of their traits; under one service model there is little to compare.
fn alike(model: &Model, a: Id<Service>, b: Id<Service>) -> bool {
    let (common, all) = (common(model, a, b), all_traits(model, a, b));
    let models_differ = faces(model, a).iter().any(|&x| faces(model, b).iter().any(|&y| model.places[x].model != model.places[y].model));
    models_differ && all > 0 && common * 4 >= all
}

/// How many traits two services have together.
fn all_traits(model: &Model, a: Id<Service>, b: Id<Service>) -> usize {
    let traits = |id: Id<Service>| model.places[model.services[id].place].traits.len();
    traits(a) + traits(b) - common(model, a, b)
}

/// How many traits two services share.
fn common(model: &Model, a: Id<Service>, b: Id<Service>) -> usize {
    let traits = |id: Id<Service>| &model.places[model.services[id].place].traits;
    traits(a).iter().filter(|item| traits(b).contains(item)).count()
}
