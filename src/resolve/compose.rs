//! What services are built of, followed to its end.

use rayon::prelude::*;

use crate::diag::{nearest, rules};
use crate::model::{Id, Model, Place, Reached, Use, Ways};
use crate::parse::{OneOrMany, Text};
use crate::resolve::lookup::{Lookup, SERVICE};
use crate::resolve::services::OneService;

/// The kind under which names of services are noted that name nothing: what hangs on them is not told again.
pub(crate) const UNKNOWN_PLACE: &str = "unknown place";

/// The place that `service` or `service/variant` names; a finding where it names nothing.
pub(crate) fn place(model: &Model, id: &Text, cx: &mut Lookup<'_>) -> Option<Id<Place>> {
    if id.value.is_empty() {
        return None;
    }
    let found = model.places.find(&id.value);
    if found.is_none() {
        let (service, variant) = id.value.split_once('/').unwrap_or((&id.value, ""));
        let known = model.services.find(service);
        match known {
            Some(known) if !variant.is_empty() && !cx.is_broken(SERVICE, &id.value) && !may_be_variant(known, variant, model, cx) => {
                let names: Vec<&str> = model.services[known].variants.iter().map(|&place| model.places[place].meta.id.as_str()).collect();
                let finding = cx.report(&rules::UNKNOWN_VARIANT, id.span, format!("`{service}` has no variant `{variant}`")).label("used here");
                if nearest(&id.value, names.iter().copied()).is_some() {
                    finding.nearest(&id.value, names.iter().copied());
                } else if names.is_empty() {
                    finding.help(format!("it has no variants: write `{service}`"));
                } else {
                    finding.help(format!("its variants are {}", names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")));
                }
            }
            Some(_) => {}
            None if cx.is_broken(SERVICE, service) => {}
            None => cx.unknown(SERVICE, id, model.places.keys()),
        }
        cx.suspects.break_one(UNKNOWN_PLACE, &id.value);
    }
    found
}

/// Whether a variant may stand in a part of its service's file that could not be read.
fn may_be_variant(service: Id<crate::model::Service>, variant: &str, model: &Model, cx: &Lookup<'_>) -> bool {
    let lost = cx.suspects.is_broken("variant", variant) || cx.suspects.contains("variant", variant);
    lost && cx.suspects.lost_in_file(model.services[service].meta.span.file)
}

/// Adds to every place what it uses, and everything that this leads to.
pub(crate) fn add(services: &[OneService<'_>], model: &mut Model, cx: &mut Lookup<'_>) {
    let mut found: Vec<(Id<Place>, Vec<Use>)> = Vec::new();
    for service in services {
        let base = uses(&service.raw.body.uses, Vec::new(), model, cx);
        for variant in &service.variants {
            found.push((variant.place, uses(&variant.raw.uses, base.clone(), model, cx)));
        }
        found.push((service.base, base));
    }
    for (place, uses) in found {
        model.places.rows_mut()[place.index()].uses = uses;
    }
    let places: Vec<Id<Place>> = model.places.ids().collect();
    let closures: Vec<Vec<Reached>> = places.into_par_iter().map(|place| model.closure(&[place], Ways::FromInside)).collect();
    for (row, closure) in model.places.rows_mut().iter_mut().zip(closures) {
        row.closure = closure;
    }
}

fn uses(raw: &OneOrMany<crate::parse::Use>, mut known: Vec<Use>, model: &Model, cx: &mut Lookup<'_>) -> Vec<Use> {
    for entry in &raw.0 {
        let Some(place) = place(model, &entry.service, cx) else { continue };
        let found = Use { place, purpose: entry.purpose.as_ref().map(|purpose| purpose.value.clone()), span: entry.service.span };
        // A variant may say more exactly what its service uses already.
        match known.iter_mut().find(|use_| use_.place == place) {
            Some(first) => *first = found,
            None => known.push(found),
        }
    }
    known
}
