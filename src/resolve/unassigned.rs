//! Duties that nobody holds: one finding for each layer of a service model, however many services it touches.

use std::collections::BTreeMap;

use crate::diag::rules;
use crate::model::{Cell, Duty, Id, Layer, Model, Place, Service, ServiceModel};
use crate::resolve::lookup::{DUTY, LAYER, Lookup};
use crate::source::Span;

/// Services that a message names before it counts the rest.
const NAMED: usize = 3;

/// What nobody holds, by the service model that does not say, and by layer.
#[derive(Default)]
pub(crate) struct Unassigned(BTreeMap<(Id<ServiceModel>, Id<Layer>), Gap>);

/// Duties of one layer without a holder, with the places where they are missing.
#[derive(Default)]
struct Gap {
    duties: Vec<Id<Duty>>,
    places: Vec<(Id<Place>, Span)>,
}

impl Unassigned {
    /// Looks at the cells of a place whose model is written at `span`; `base` are the cells of its service, which have been looked at before.
    pub(crate) fn note(&mut self, place: Id<Place>, cells: &[Cell], base: Option<&[Cell]>, span: Span, model: &Model) {
        let said = |duty: Id<Duty>| base.is_some_and(|base| base[duty.index()].chain.is_empty());
        for duty in model.duties.ids().filter(|&duty| cells[duty.index()].chain.is_empty() && !said(duty)) {
            let gap = self.0.entry((model.places[place].model, model.duties[duty].layer)).or_default();
            if !gap.duties.contains(&duty) {
                gap.duties.push(duty);
            }
            if !gap.places.iter().any(|(known, _)| *known == place) {
                gap.places.push((place, span));
            }
        }
    }

    /// Reports what is left when what earlier mistakes meant is taken away.
    pub(crate) fn report(self, model: &Model, cx: &mut Lookup<'_>) {
        for ((service_model, layer), gap) in self.0 {
            let meant = |duty: &Id<Duty>| cx.suspects.contains(DUTY.kind, &model.duties[*duty].meta.id);
            let duties: Vec<Id<Duty>> = gap.duties.iter().copied().filter(|duty| !meant(duty)).collect();
            if let (Some(first), false) = (duties.first(), cx.suspects.contains(LAYER.kind, &model.layers[layer].meta.id)) {
                let names = list(duties.iter().map(|duty| model.duties[*duty].meta.id.as_str()));
                let noun = if duties.len() == 1 { "duty" } else { "duties" };
                let message = format!("nobody holds the {noun} {names} on {}", places(&gap.places, model));
                let finding =
                    cx.report(&rules::UNASSIGNED_DUTY, place_of(&gap, service_model, model), message).label("this service model does not say");
                let finding = finding.related(model.duties[*first].meta.span, "the duty is declared here");
                finding.help("give it to a party under `accountable`, or declare it under `not-applicable` with a reason");
            }
        }
    }
}

/// Where one service lacks a holder, the line that names its model; where several do, the model itself.
fn place_of(gap: &Gap, service_model: Id<ServiceModel>, model: &Model) -> Span {
    let service = |place: &(Id<Place>, Span)| -> Id<Service> { model.places[place.0].service };
    match gap.places.as_slice() {
        [first, rest @ ..] if rest.iter().all(|place| service(place) == service(first)) => first.1,
        _ => model.service_models[service_model].meta.span,
    }
}

fn places(places: &[(Id<Place>, Span)], model: &Model) -> String {
    let (first, rest) = places.split_at(places.len().min(NAMED));
    let names: Vec<&str> = first.iter().map(|(place, _)| model.places[*place].meta.id.as_str()).collect();
    match rest.len() {
        0 => list(names),
        more => format!("{} and {more} more", names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")),
    }
}

/// Names in backticks: `a`, `b` and `c`.
fn list<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let mut names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match names.pop() {
        Some(last) if !names.is_empty() => format!("{} and {last}", names.join(", ")),
        last => last.unwrap_or_default(),
    }
}
