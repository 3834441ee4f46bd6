//! What a checklist says as plain data: the file that a PDF carries for whoever reads it back.

use serde::Serialize;

use crate::view::checklist::{Checklist, Group, Line, digest};
use crate::vocabulary::Vocabulary;

/// The attached file, as bytes.
pub(super) fn json(checklist: &Checklist<'_>) -> Vec<u8> {
    let record = Record {
        format: "onus-checklist",
        version: 1,
        selector: &checklist.selector,
        title: &checklist.title,
        date: &checklist.date,
        revision: &checklist.revision,
        hash: digest(checklist),
        items: checklist.to_tick().flat_map(entries).collect(),
        inherited: checklist.inherited.iter().flat_map(entries).collect(),
    };
    let mut bytes = serde_json::to_vec_pretty(&record).expect("texts and lists can always be written as JSON");
    bytes.push(b'\n');
    bytes
}

#[derive(Serialize)]
struct Record<'c> {
    format: &'static str,
    version: u32,
    selector: &'c str,
    title: &'c str,
    date: &'c str,
    revision: &'c str,
    hash: String,
    items: Vec<Entry<'c>>,
    inherited: Vec<Entry<'c>>,
}

#[derive(Serialize)]
struct Entry<'c> {
    item: &'c str,
    group: &'c str,
    control: &'c str,
    title: &'c str,
    place: Option<&'c str>,
    called_by: Vec<&'c str>,
    accountable: Vec<&'c str>,
    team: Option<&'c str>,
    priority: &'static str,
    cadence: &'static str,
    state: Option<&'static str>,
    requirements: Vec<(&'c str, &'c [&'c str])>,
}

fn entries<'c>(group: &'c Group<'_>) -> impl Iterator<Item = Entry<'c>> {
    group.items.iter().map(|line: &Line<'_>| Entry {
        item: &line.key,
        group: group.id,
        control: line.control,
        title: line.title,
        place: line.place.as_ref().map(|place| place.id),
        called_by: line.called_by.iter().map(|place| place.id).collect(),
        accountable: line.holders.iter().map(|holder| holder.party).collect(),
        team: line.team,
        priority: line.priority.word(),
        cadence: line.cadence.word(),
        state: line.status.as_ref().map(|found| found.state.word()),
        requirements: line.requirements.iter().map(|(framework, ids)| (*framework, ids.as_slice())).collect(),
    })
}
