//! One duty on one place: the holder, the service's words, and every answer that was given, nearest first.

use serde::Serialize;

use crate::model::{Change, Duty, Holder, Id, Level, Model, Place, Step, Via, Workload};
use crate::source::Sources;
use crate::view::place::{At, Named, at, holder};

/// Why a duty lies where it lies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// The service or variant.
    pub place: Named,
    /// The duty: its id and its sentence.
    pub duty: Named,
    /// Its layer.
    pub layer: Named,
    /// The day it is resolved for.
    pub as_of: String,
    /// Who holds it.
    pub holder: Named,
    /// The team that carries it, where a workload was asked about.
    pub team: Option<String>,
    /// The service's own words about it.
    pub says: Option<String>,
    /// Where these words come from.
    pub sources: Vec<String>,
    /// Since when they hold.
    pub since: Option<String>,
    /// Every answer, nearest first: the first one counts, each later one was overridden.
    pub chain: Vec<Link>,
    /// The controls that serve the duty on this place.
    pub controls: Vec<Named>,
    /// How the holder moved in time, oldest first.
    pub changes: Vec<Moved>,
}

/// One answer of the chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    /// Where in the order of answers it stands: `workload`, `variant`, `service` or `model`.
    pub level: &'static str,
    /// The name of the workload, variant, service or service model.
    pub subject: String,
    /// What was named there: `the duty`, `the layer`, `since the change on 2023-01-05`, `the default`.
    pub via: String,
    /// Whom it names.
    pub holder: Named,
    /// The role that was written, where one was.
    pub role: Option<String>,
    /// The team it delegates to.
    pub team: Option<String>,
    /// Why, for what does not exist here.
    pub because: Option<String>,
    /// Where it is written.
    pub at: At,
}

/// A day on which the holder moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Moved {
    /// The day.
    pub on: String,
    /// Who held it before.
    pub from: Named,
    /// Who has held it since.
    pub to: Named,
    /// Whether it was in force on the day asked for.
    pub in_force: bool,
    /// Where that is said.
    pub source: Option<String>,
    /// A sentence about it.
    pub note: Option<String>,
    /// Where it is written.
    pub at: At,
}

/// Explains one duty on one place.
pub(super) fn answer(model: &Model, sources: &Sources, place: Id<Place>, duty: Id<Duty>, workload: Option<Id<Workload>>) -> Answer {
    let cell = &model.places[place].cells[duty.index()];
    let layer = &model.layers[model.duties[duty].layer];
    let delegation = workload.and_then(|id| model.workloads[id].delegation[duty.index()].as_ref()).map(|delegation| &delegation.step);
    // A team carries what the customer's side holds, and nothing else.
    let delegation = delegation.filter(|step| step.holder == cell.holder);
    let words = cell.says.as_ref();
    let serving = model.controls.rows().iter().filter(|control| control.duties.contains(&duty) && control.places.binary_search(&place).is_ok());
    Answer {
        place: Named::new(&model.places[place].meta.id, &model.places[place].name),
        duty: Named::new(&model.duties[duty].meta.id, &model.duties[duty].says),
        layer: Named::new(&layer.meta.id, &layer.name),
        as_of: model.as_of.to_string(),
        holder: holder(model, cell.holder),
        team: delegation.and_then(|step| step.team.clone()),
        says: words.map(|words| words.text.plain()).filter(|text| !text.is_empty()),
        sources: words.map(|words| words.sources.clone()).unwrap_or_default(),
        since: words.and_then(|words| words.since).map(|day| day.to_string()),
        chain: delegation.into_iter().chain(cell.chain.iter()).map(|step| link(model, sources, step)).collect(),
        controls: serving.map(|control| Named::new(&control.meta.id, &control.title)).collect(),
        changes: cell.changes.iter().map(|change| moved(model, sources, change)).collect(),
    }
}

fn link(model: &Model, sources: &Sources, step: &Step) -> Link {
    Link {
        level: match step.level {
            Level::Workload => "workload",
            Level::Variant => "variant",
            Level::Service => "service",
            Level::Model => "model",
        },
        subject: step.subject.to_string(),
        via: match &step.via {
            Via::Duty => "the duty".to_owned(),
            Via::Layer => "the layer".to_owned(),
            Via::Change(on) if *on > model.as_of => format!("before the change on {on}"),
            Via::Change(on) => format!("since the change on {on}"),
            Via::Default => "the default".to_owned(),
        },
        holder: holder(model, step.holder),
        role: step.role.map(str::to_owned),
        team: step.team.clone(),
        because: step.because.as_ref().map(|because| because.plain()),
        at: at(sources, step.span),
    }
}

fn moved(model: &Model, sources: &Sources, change: &Change) -> Moved {
    Moved {
        on: change.on.to_string(),
        from: holder(model, Holder::Party(change.from)),
        to: holder(model, Holder::Party(change.to)),
        in_force: change.on <= model.as_of,
        source: change.source.clone(),
        note: change.note.clone(),
        at: at(sources, change.span),
    }
}
