//! Every control of the book, a row each.

use crate::model::{Control, Model};
use crate::view::workbook::items::PRIORITIES;
use crate::view::workbook::{Cell, Column, Look, Table, one_line};
use crate::vocabulary::Vocabulary;

/// The controls, in their order.
pub(super) fn table(model: &Model) -> Table {
    let columns = vec![
        Column::new("Control", 26, Look::Clipped),
        Column::new("Title", 44, Look::Wrapped),
        Column::new("Domain", 18, Look::Wrapped),
        Column::new("Priority", 10, Look::Centred).tones(PRIORITIES),
        Column::new("Cadence", 12, Look::Centred),
        Column::new("Scope", 13, Look::Centred),
        Column::new("Mode", 11, Look::Centred),
        Column::new("Objective", 60, Look::Wrapped),
        Column::new("Duties", 44, Look::Wrapped),
        Column::new("Services and variants", 11, Look::Centred),
        Column::new("Requirements", 14, Look::Centred),
        Column::new("Checks", 34, Look::Wrapped),
        Column::new("Reviewed", 11, Look::Centred),
    ];
    Table::new(columns, model.controls.rows().iter().map(|control| row(model, control)).collect(), 2)
}

fn row(model: &Model, control: &Control) -> Vec<Cell> {
    vec![
        Cell::text(control.meta.id.as_str()),
        Cell::text(control.title.as_str()),
        Cell::text(model.domains[control.domain].name.as_str()),
        Cell::text(control.priority.word()),
        Cell::text(control.cadence.word()),
        Cell::text(control.scope.word()),
        Cell::text(control.mode.word()),
        Cell::text(one_line(&control.objective.plain())),
        Cell::lines(control.duties.iter().map(|&duty| model.duties[duty].says.clone()).collect()),
        Cell::Number(control.places.len()),
        Cell::Number(control.satisfies.len()),
        Cell::lines(control.checks.iter().map(|(tool, ids)| format!("{tool}: {}", ids.join(", "))).collect()),
        Cell::day(control.meta.reviewed),
    ]
}
