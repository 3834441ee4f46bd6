//! Named checklists: what each selects, and that its files are its own.

use crate::diag::rules;
use crate::model::{Model, NamedChecklist, Selection, Side, Table};
use crate::parse::{self, Entry, Raw};
use crate::resolve::dates::{meta, review};
use crate::resolve::lookup::{CHECKLIST, Lookup};
use crate::selection;

/// Adds the named checklists, by order, then title.
pub(crate) fn add(raw: &Raw, model: &mut Model, cx: &mut Lookup<'_>) {
    let mut rows = Vec::new();
    for entry in cx.unique("checklist", &raw.checklists) {
        cx.rename(CHECKLIST, &entry.body.renamed_from, &entry.id.value);
        let order = entry.body.order.as_ref().map_or(u32::MAX, |order| order.value);
        rows.extend(checklist(entry, model, cx).map(|row| (order, row)));
    }
    rows.sort_by(|a, b| (a.0, &a.1.title, &a.1.meta.id).cmp(&(b.0, &b.1.title, &b.1.meta.id)));
    model.checklists = Table::new(rows.into_iter().map(|(_, row)| row).collect());
}

fn checklist(entry: &Entry<parse::Checklist>, model: &Model, cx: &mut Lookup<'_>) -> Option<NamedChecklist> {
    let body = &entry.body;
    own_files(entry, model, cx);
    let meta = meta(&entry.id.value, body.title.span, &review!(body), cx);
    let Some(selection) = selection(body, model, cx) else {
        cx.lose(CHECKLIST, &entry.id.value, body.span);
        return None;
    };
    Some(NamedChecklist {
        meta,
        title: body.title.value.clone(),
        audience: body.audience.as_ref().map(|audience| audience.value.clone()),
        introduction: body.introduction.doc.clone(),
        selection,
        sign_off: body.sign_off.0.iter().map(|role| role.value.clone()).collect(),
    })
}

/// What a checklist selects, with what its items stand together by.
fn selection(body: &parse::Checklist, model: &Model, cx: &mut Lookup<'_>) -> Option<Selection> {
    let texts: Vec<_> = body.selection.0.iter().filter(|text| !text.value.is_empty()).cloned().collect();
    if texts.is_empty() {
        // That the key is missing, or what stands there is no text, has been told.
        return None;
    }
    let mut found = cx.selection(&texts, model)?;
    if let Some(word) = &body.group {
        if found.group.is_some() {
            cx.report(&rules::SELECTION, word.span, "the selection says what items stand together by already").help("leave one of them out");
        }
        found.group = Some(word.value);
        if let Some((message, help)) = selection::misses(model, &found) {
            cx.report(&rules::SELECTION, word.span, message).help(help);
            found.group = None;
        }
    }
    Some(found)
}

/// Documents of all kinds lie in one folder, so a checklist must not have the name of another's files.
fn own_files(entry: &Entry<parse::Checklist>, model: &Model, cx: &mut Lookup<'_>) {
    let id = entry.id.value.as_str();
    let place = model.places.ids().find(|&place| model.place_stem(place) == id).map(|place| model.places[place].name.clone());
    let workload = id.strip_prefix("workload-").and_then(|id| model.workloads.find(id)).map(|id| model.workloads[id].name.clone());
    let holds = |side: Side| side != Side::Assessor;
    let party = id.strip_prefix("party-").and_then(|id| model.parties.find(id)).filter(|&id| holds(model.parties[id].side));
    let party = party.map(|id| model.parties[id].name.clone());
    let index = (id == "index").then(|| "the list of all checklists".to_owned());
    if let Some(other) = place.or(workload).or(party).or(index) {
        let finding = cx.report(&rules::DUPLICATE_ID, entry.id.span, format!("the checklist `{id}` has the files of {other}"));
        finding.help("give its file another name");
    }
}
