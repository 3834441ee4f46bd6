//! What each control does for the requirements of others.

use crate::model::{Control, Framework, Id, Mapping, Model};
use crate::view::workbook::{Cell, Column, Look, Table};
use crate::vocabulary::Vocabulary;

/// Every mapping of the book.
pub fn mappings(model: &Model) -> Table {
    table(model, |_, _| true)
}

/// The mappings that are wanted, by framework, then in the order of its requirements, then of the controls.
pub(super) fn table(model: &Model, wanted: impl Fn(Id<Control>, &Mapping) -> bool) -> Table {
    let columns = vec![
        Column::new("Framework", 18, Look::Wrapped),
        Column::new("Requirement", 18, Look::Wrapped),
        Column::new("Requirement title", 44, Look::Wrapped),
        Column::new("Relation", 16, Look::Centred),
        Column::new("Control", 26, Look::Clipped),
        Column::new("Control title", 44, Look::Wrapped),
        Column::new("Domain", 18, Look::Wrapped),
        Column::new("Reason", 40, Look::Wrapped),
    ];
    let mut found: Vec<(Id<Framework>, usize, Id<Control>, &Mapping)> = Vec::new();
    for (id, control) in model.controls.iter() {
        let mappings = control.satisfies.iter().filter(|mapping| wanted(id, mapping));
        found.extend(mappings.map(|mapping| (mapping.framework, mapping.requirement, id, mapping)));
    }
    found.sort_by_key(|(framework, requirement, control, _)| (*framework, *requirement, *control));
    let rows = found.into_iter().map(|(framework, requirement, control, mapping)| {
        let framework = &model.frameworks[framework];
        let (requirement, control) = (&framework.requirements[requirement], &model.controls[control]);
        vec![
            Cell::text(framework.short.as_str()),
            Cell::text(requirement.id.as_str()),
            Cell::text(requirement.title.as_str()),
            Cell::text(mapping.relation.word()),
            Cell::text(control.meta.id.as_str()),
            Cell::text(control.title.as_str()),
            Cell::text(model.domains[control.domain].name.as_str()),
            Cell::text(mapping.because.as_deref().unwrap_or_default()),
        ]
    });
    Table::new(columns, rows.collect(), 2)
}
