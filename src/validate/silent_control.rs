//! A control that says nothing for the party that is accountable somewhere it applies.

use std::collections::BTreeMap;

use crate::diag::{Diagnostics, rules};
use crate::model::{Control, Guidance, Holder, Id, Model, Party, Place, Role, Side};
use crate::validate::Context;

/// Places that a message names before it counts the rest.
const NAMED: usize = 3;

pub(crate) fn check(context: &Context<'_>, diags: &mut Diagnostics) {
    let model = context.model;
    let told = |control: &&Control| !context.suspects.contains("control", &control.meta.id);
    for control in model.controls.rows().iter().filter(told) {
        for (party, places) in silent(context, control) {
            let party = &model.parties[party];
            let (first, rest) = places.split_at(places.len().min(NAMED));
            let mut names = first.iter().map(|&place| format!("`{}`", model.places[place].meta.id)).collect::<Vec<_>>().join(", ");
            if !rest.is_empty() {
                names.push_str(&format!(" and {} more", rest.len()));
            }
            let message = format!("`{}` says nothing for {}, who is accountable on {names}", control.meta.id, party.name);
            let key = if party.side == Side::Provider { "provider" } else { "customer" };
            let finding = diags.report(&rules::SILENT_CONTROL, control.meta.span, message);
            finding.help(format!("add `by: {key}:` with a statement or steps, or narrow `applies-to`"));
        }
    }
}

/// For each party without words, the places where it is accountable.
fn silent(context: &Context<'_>, control: &Control) -> BTreeMap<Id<Party>, Vec<Id<Place>>> {
    let (model, mut found) = (context.model, BTreeMap::<Id<Party>, Vec<Id<Place>>>::new());
    let suspects = context.suspects;
    let contested = |kind: &str, id: &str| suspects.contains("contested", id) || suspects.contains(kind, id);
    let sure = |place: &&Id<Place>| !suspects.is_broken("holders", &model.places[**place].meta.id);
    for &place in control.places.iter().filter(sure) {
        for &duty in &control.duties {
            let Holder::Party(party) = model.holder(place, duty) else { continue };
            let layer = &model.layers[model.duties[duty].layer].meta.id;
            if contested("duty", &model.duties[duty].meta.id) || contested("layer", layer) {
                continue;
            }
            let places = found.entry(party).or_default();
            if !speaks(model, control, party, place) && places.last() != Some(&place) {
                places.push(place);
            }
        }
    }
    found.retain(|_, places| !places.is_empty());
    found
}

fn speaks(model: &Model, control: &Control, party: Id<Party>, place: Id<Place>) -> bool {
    let side = model.parties[party].side;
    let means = |role: &Role| match role {
        Role::Provider => side == Side::Provider,
        Role::Customer => side == Side::Customer,
        Role::Party(named) => *named == party,
    };
    let says = |guidance: &Guidance| !guidance.steps.is_empty() || !guidance.statement.is_empty();
    let service = model.services[model.places[place].service].place;
    let here = control.on.iter().filter(|(on, _)| *on == place || *on == service);
    control.by.iter().any(|(role, guidance)| means(role) && says(guidance)) || here.into_iter().any(|(_, guidance)| says(guidance))
}
