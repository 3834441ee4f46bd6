//! Who holds which duty, on each service and variant: since when, why, and where that is said.

use crate::model::{Cell as Answer, Duty, Holder, Id, Level, Model, Place, Side, Step, Via, Workload};
use crate::view::workbook::{Cell, Column, Look, Table, Tone, one_line};

/// Which duties of which places are listed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extent<'e> {
    /// The places, in order.
    pub(super) places: &'e [Id<Place>],
    /// The workload, whose teams are named.
    pub(super) workload: Option<&'e Workload>,
    /// These duties only, by position; all where there are none.
    pub(super) duties: Option<&'e [bool]>,
}

/// Every duty on every service and variant.
pub fn responsibilities(model: &Model) -> Table {
    let places: Vec<Id<Place>> = model.places.ids().collect();
    table(model, Extent { places: &places, workload: None, duties: None })
}

/// The duties of some places.
pub(super) fn table(model: &Model, extent: Extent<'_>) -> Table {
    let mut columns = vec![
        Column::new("Key", 30, Look::Clipped).key(),
        Column::new("Service", 20, Look::Wrapped),
        Column::new("Variant", 18, Look::Wrapped),
        Column::new("Layer", 20, Look::Wrapped),
        Column::new("Duty", 36, Look::Wrapped),
        Column::new("Holder", 15, Look::Centred).tones(holder_tones(model)),
        Column::new("Since", 11, Look::Centred),
        Column::new("Reason", 72, Look::Wrapped),
        Column::new("Source", 40, Look::Clipped),
    ];
    if extent.workload.is_some() {
        columns.insert(TEAM, Column::new("Team", 18, Look::Wrapped));
    }
    let wanted = |duty: &Id<Duty>| extent.duties.is_none_or(|duties| duties[duty.index()]);
    let of_place = |&place: &Id<Place>| model.duties.ids().filter(wanted).map(move |duty| row(model, place, duty, extent.workload));
    let table = Table::new(columns, extent.places.iter().flat_map(of_place).collect(), 5);
    // Addresses are for the screen.
    Table { printed: table.columns.len() - 1, ..table }
}

/// The position of the team, where there is a workload.
const TEAM: usize = 6;

/// How the parties are shown, and what nobody holds.
fn holder_tones(model: &Model) -> Vec<(String, Tone)> {
    let tone = |side| match side {
        Side::Provider => Tone::Provider,
        Side::Customer => Tone::Customer,
        Side::Assessor => Tone::Open,
    };
    let parties = model.parties.rows().iter().map(|party| (party.name.clone(), tone(party.side)));
    parties.chain([(NOT_APPLICABLE.to_owned(), Tone::Aside), (UNASSIGNED.to_owned(), Tone::Alarm)]).collect()
}

/// The word for a duty that does not exist somewhere.
pub(super) const NOT_APPLICABLE: &str = "Not applicable";
const UNASSIGNED: &str = "Unassigned";

fn row(model: &Model, id: Id<Place>, duty: Id<Duty>, workload: Option<&Workload>) -> Vec<Cell> {
    let place = &model.places[id];
    let service = &model.services[place.service];
    let cell = &place.cells[duty.index()];
    let holder = match cell.holder {
        Holder::Party(party) => model.parties[party].name.as_str(),
        Holder::NotApplicable => NOT_APPLICABLE,
        Holder::Unassigned => UNASSIGNED,
    };
    let change = cell.changes.iter().rfind(|change| change.on <= model.as_of);
    let since = cell.says.as_ref().and_then(|says| says.since).or(change.map(|change| change.on));
    let mut cells = vec![
        Cell::text(format!("{}@{}", model.duties[duty].meta.id, place.meta.id)),
        Cell::text(service.name.as_str()),
        Cell::text(if place.variant.is_some() { place.name.as_str() } else { "" }),
        Cell::text(model.layers[model.duties[duty].layer].name.as_str()),
        Cell::text(model.duties[duty].says.as_str()),
        Cell::text(holder),
        Cell::day(since),
        Cell::text(reason(cell)),
        Cell::lines(sources(model, id, cell)),
    ];
    if let Some(workload) = workload {
        cells.insert(TEAM, Cell::text(team(workload, duty, cell)));
    }
    cells
}

/// The team that carries what the customer's side holds.
fn team<'w>(workload: &'w Workload, duty: Id<Duty>, cell: &Answer) -> &'w str {
    let delegation = workload.delegation[duty.index()].as_ref().filter(|delegation| delegation.step.holder == cell.holder);
    delegation.map_or("", |delegation| workload.teams[delegation.team].name.as_str())
}

/// The service's own words, why there is nothing to hold, or which answer counted.
fn reason(cell: &Answer) -> String {
    let step = cell.chain.first();
    let because = step.and_then(|step| step.because.as_ref()).map(|because| one_line(&because.plain()));
    let says = cell.says.as_ref().map(|says| one_line(&says.text.plain()));
    let given = || step.map(given).unwrap_or_default();
    because.or(says).filter(|words| !words.is_empty()).unwrap_or_else(given)
}

fn given(step: &Step) -> String {
    let subject = &step.subject;
    match (&step.via, step.level) {
        (Via::Change(on), _) => format!("Since the change of {on} on {subject}"),
        (_, Level::Model) => format!("Default of the service model {subject}"),
        (Via::Duty, _) => format!("Said of this duty by {subject}"),
        (Via::Layer, _) => format!("Said of the whole layer by {subject}"),
        (Via::Default, _) => format!("Default of {subject}"),
    }
}

/// Where that is said: by the words, by the change, else what the place that gave the answer rests on.
fn sources(model: &Model, id: Id<Place>, cell: &Answer) -> Vec<String> {
    let said = cell.says.as_ref().map(|says| says.sources.clone()).filter(|sources| !sources.is_empty());
    let changed = || cell.changes.iter().rfind(|change| change.on <= model.as_of).and_then(|change| change.source.clone()).map(|source| vec![source]);
    let place = &model.places[id];
    let given = || match cell.chain.first()?.level {
        Level::Model => Some(model.service_models[place.model].meta.sources.clone()),
        Level::Variant => Some(place.meta.sources.clone()).filter(|sources| !sources.is_empty()),
        Level::Service | Level::Workload => None,
    };
    said.or_else(changed).or_else(given).unwrap_or_else(|| model.services[place.service].meta.sources.clone())
}
