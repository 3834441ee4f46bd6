//! A thing of the model with a line for each place or duty it touches, and who holds it there.

use serde::Serialize;

use crate::model::{Control, Duty, Holder, Id, Layer, Model, Place, Term};
use crate::source::{Sources, Span};
use crate::view::place::{At, Named, at, holder};

/// A thing and its lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sheet {
    /// What it is: `service`, `control`, `duty`, `layer`, `term`.
    pub kind: &'static str,
    /// Its id and its name.
    pub thing: Named,
    /// What it is about.
    pub about: String,
    /// Facts about it: what, and its value.
    pub facts: Vec<(&'static str, String)>,
    /// What the lines list: `duties`, `places`.
    pub lines: &'static str,
    /// The lines.
    pub rows: Vec<Row>,
    /// Where it is defined.
    pub at: At,
}

/// One line: what, and who holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// What the line is about.
    pub what: Named,
    /// Who holds it; several where a control serves several duties.
    pub holders: Vec<Named>,
    /// Where that is written, for a single answer.
    pub at: Option<At>,
}

/// A service or variant with all its duties.
pub(super) fn place(model: &Model, sources: &Sources, id: Id<Place>) -> Sheet {
    let place = &model.places[id];
    let uses: Vec<&str> = place.uses.iter().map(|used| model.places[used.place].meta.id.as_str()).collect();
    let mut facts = vec![("model", model.service_models[place.model].name.clone()), ("provider", provider(model, place))];
    if !uses.is_empty() {
        facts.push(("uses", uses.join(", ")));
    }
    Sheet {
        kind: if place.variant.is_some() { "variant" } else { "service" },
        thing: Named::new(&place.meta.id, &place.name),
        about: place.summary.plain(),
        facts,
        lines: "duties",
        rows: model.duties.ids().map(|duty| duty_row(model, sources, id, duty, duty_name(model, duty))).collect(),
        at: at(sources, place.meta.span),
    }
}

/// A control with the places it applies to, or with one of them.
pub(super) fn control(model: &Model, sources: &Sources, id: Id<Control>, only: Option<Id<Place>>) -> Sheet {
    let control = &model.controls[id];
    let duties: Vec<&str> = control.duties.iter().map(|&duty| model.duties[duty].meta.id.as_str()).collect();
    let asked: Vec<Id<Place>> = only.map_or_else(|| control.places.clone(), |place| vec![place]);
    let rows = asked.iter().map(|&place| Row { what: place_name(model, place), holders: holders(model, id, place), at: None });
    Sheet {
        kind: "control",
        thing: Named::new(&control.meta.id, &control.title),
        about: control.objective.plain(),
        facts: vec![("domain", model.domains[control.domain].name.clone()), ("duties", duties.join(", "))],
        lines: "places",
        rows: rows.collect(),
        at: at(sources, control.meta.span),
    }
}

/// A duty with who holds it, place by place.
pub(super) fn duty(model: &Model, sources: &Sources, id: Id<Duty>) -> Sheet {
    let duty = &model.duties[id];
    let rows = model.places.ids().map(|place| duty_row(model, sources, place, id, place_name(model, place)));
    Sheet {
        kind: "duty",
        thing: duty_name(model, id),
        about: duty.about.plain(),
        facts: vec![("layer", model.layers[duty.layer].name.clone())],
        lines: "places",
        rows: rows.collect(),
        at: at(sources, duty.meta.span),
    }
}

/// A layer with its class, place by place.
pub(super) fn layer(model: &Model, sources: &Sources, id: Id<Layer>) -> Sheet {
    let layer = &model.layers[id];
    let duties: Vec<&str> = layer.duties.iter().map(|&duty| model.duties[duty].meta.id.as_str()).collect();
    let rows = model.places.ids().map(|place| {
        let class = model.layer_class(place, id).name();
        Row { what: place_name(model, place), holders: vec![Named::new(class, class)], at: None }
    });
    Sheet {
        kind: "layer",
        thing: Named::new(&layer.meta.id, &layer.name),
        about: layer.about.plain(),
        facts: vec![("duties", duties.join(", "))],
        lines: "places",
        rows: rows.collect(),
        at: at(sources, layer.meta.span),
    }
}

/// A word of the field.
pub(super) fn term(model: &Model, sources: &Sources, id: Id<Term>) -> Sheet {
    let term = &model.terms[id];
    let see: Vec<&str> = term.see.iter().map(|&other| model.terms[other].name.as_str()).collect();
    let facts = [("also", term.aliases.join(", ")), ("see", see.join(", "))];
    Sheet {
        kind: "term",
        thing: Named::new(&term.meta.id, &term.name),
        about: term.says.plain(),
        facts: facts.into_iter().filter(|(_, value)| !value.is_empty()).collect(),
        lines: "",
        rows: Vec::new(),
        at: at(sources, term.meta.span),
    }
}

fn duty_row(model: &Model, sources: &Sources, place: Id<Place>, duty: Id<Duty>, what: Named) -> Row {
    let cell = &model.places[place].cells[duty.index()];
    let written: Option<Span> = cell.chain.first().map(|step| step.span);
    Row { what, holders: vec![holder(model, cell.holder)], at: written.map(|span| at(sources, span)) }
}

/// Who holds the duties of a control on a place, each party once; empty where the control does not apply.
fn holders(model: &Model, control: Id<Control>, place: Id<Place>) -> Vec<Named> {
    if model.controls[control].places.binary_search(&place).is_err() {
        return Vec::new();
    }
    let duties = model.controls[control].duties.iter().map(|&duty| model.holder(place, duty));
    let mut parties: Vec<Holder> = duties.filter(|holder| matches!(holder, Holder::Party(_))).collect();
    parties.sort();
    parties.dedup();
    parties.into_iter().map(|party| holder(model, party)).collect()
}

fn provider(model: &Model, place: &Place) -> String {
    model.parties[model.services[place.service].provider].name.clone()
}

fn place_name(model: &Model, id: Id<Place>) -> Named {
    Named::new(&model.places[id].meta.id, &model.places[id].name)
}

fn duty_name(model: &Model, id: Id<Duty>) -> Named {
    Named::new(&model.duties[id].meta.id, &model.duties[id].says)
}
