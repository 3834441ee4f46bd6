//! Every piece of prose of a model, for rules about prose.

use crate::markdown::Doc;
use crate::model::{Cell, Guidance, Model, Path};

/// Every piece of prose, in the order of the model.
pub(crate) fn all(model: &Model) -> Vec<&Doc> {
    let mut docs: Vec<&Doc> = Vec::new();
    docs.extend(model.parties.rows().iter().map(|row| &row.about));
    docs.extend(model.layers.rows().iter().map(|row| &row.about));
    docs.extend(model.duties.rows().iter().map(|row| &row.about));
    docs.extend(model.service_models.rows().iter().map(|row| &row.about));
    docs.extend(model.traits.rows().iter().map(|row| &row.about));
    docs.extend(model.categories.rows().iter().map(|row| &row.about));
    docs.extend(model.domains.rows().iter().map(|row| &row.about));
    docs.extend(model.services.rows().iter().flat_map(|row| [&row.summary, &row.about]));
    for place in model.places.rows() {
        docs.push(&place.summary);
        place.cells.iter().for_each(|cell| add_cell(cell, &mut docs));
    }
    for control in model.controls.rows() {
        docs.push(&control.objective);
        control.by.iter().for_each(|(_, guidance)| add_guidance(guidance, &mut docs));
        control.on.iter().for_each(|(_, guidance)| add_guidance(guidance, &mut docs));
    }
    docs.extend(model.frameworks.rows().iter().map(|row| &row.about));
    for workload in model.workloads.rows() {
        docs.push(&workload.about);
        docs.extend(workload.teams.iter().map(|team| &team.about));
        docs.extend(workload.tailoring.iter().map(|entry| &entry.because));
    }
    docs.extend(model.checklists.rows().iter().map(|row| &row.introduction));
    docs.extend(model.guides.rows().iter().map(|row| &row.body));
    for path in model.paths.rows() {
        add_path(path, &mut docs);
    }
    docs.extend(model.terms.rows().iter().map(|row| &row.says));
    docs
}

fn add_cell<'m>(cell: &'m Cell, docs: &mut Vec<&'m Doc>) {
    docs.extend(cell.says.iter().map(|says| &says.text));
    docs.extend(cell.chain.iter().filter_map(|step| step.because.as_ref()));
}

fn add_path<'m>(path: &'m Path, docs: &mut Vec<&'m Doc>) {
    docs.push(&path.about);
    docs.extend(&path.prerequisites);
    docs.extend(path.lessons.iter().map(|lesson| &lesson.body));
    docs.extend(path.first.iter().flatten().map(|task| &task.says));
    for question in &path.questions {
        docs.push(&question.story);
        docs.extend(&question.read);
        docs.extend(question.parts.iter().flat_map(|part| [&part.ask, &part.because]));
    }
}

fn add_guidance<'m>(guidance: &'m Guidance, docs: &mut Vec<&'m Doc>) {
    docs.extend([&guidance.statement, &guidance.steps]);
    docs.extend(&guidance.evidence);
}
