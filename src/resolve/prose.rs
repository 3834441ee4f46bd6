//! Guides and terms.

use std::collections::BTreeMap;

use crate::diag::rules;
use crate::model::{Guide, Model, Table, Term};
use crate::parse::Raw;
use crate::resolve::dates::{meta, review};
use crate::resolve::lookup::{Lookup, Noun, TERM};

pub(crate) const GUIDE: Noun = Noun { kind: "guide", rule: &rules::DEAD_LINK };

/// Adds guides (by folder and order) and terms (by name).
pub(crate) fn add(raw: &Raw, model: &mut Model, cx: &mut Lookup<'_>) {
    model.guides = guides(raw, cx);
    model.terms = terms(raw, cx);
}

fn guides(raw: &Raw, cx: &mut Lookup<'_>) -> Table<Guide> {
    let mut rows = Vec::new();
    for entry in &raw.guides {
        let front = &entry.body.front;
        cx.rename(GUIDE, &front.renamed_from, &entry.id.value);
        let folder = entry.id.value.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let order = front.order.as_ref().map_or(u32::MAX, |order| order.value);
        let guide = Guide {
            meta: meta(&entry.id.value, front.title.span, &review!(front), cx),
            title: front.title.value.clone(),
            summary: (!front.summary.doc.is_empty()).then(|| front.summary.doc.plain()),
            topic: front.topic.as_ref().map(|topic| topic.value.clone()),
            section: front.section.as_ref().map(|section| section.value),
            body: entry.body.body.clone(),
        };
        rows.push((folder, order, guide));
    }
    // A topic stands where its first guide does.
    let mut first: BTreeMap<(String, Option<String>), u32> = BTreeMap::new();
    for (folder, order, guide) in &rows {
        let found = first.entry((folder.clone(), guide.topic.clone())).or_insert(*order);
        *found = (*found).min(*order);
    }
    rows.sort_by_cached_key(|(folder, order, guide)| {
        let topic = (folder.clone(), guide.topic.clone());
        (folder.clone(), first.get(&topic).copied(), topic, *order, guide.title.clone())
    });
    Table::new(rows.into_iter().map(|(_, _, guide)| guide).collect())
}

fn terms(raw: &Raw, cx: &mut Lookup<'_>) -> Table<Term> {
    let entries = cx.unique("term", &raw.terms);
    let mut rows: Vec<Term> = Vec::new();
    for entry in &entries {
        cx.rename(TERM, &entry.body.renamed_from, &entry.id.value);
        rows.push(Term {
            meta: meta(&entry.id.value, entry.id.span, &review!(entry.body), cx),
            name: entry.body.name.as_ref().map_or_else(|| entry.id.value.replace('-', " "), |name| name.value.clone()),
            aliases: entry.body.aliases.0.iter().map(|alias| alias.value.clone()).collect(),
            not_in: entry.body.not_in.0.iter().map(|phrase| phrase.value.clone()).collect(),
            says: entry.body.says.doc.clone(),
            see: Vec::new(),
        });
    }
    rows.sort_by_key(|term| term.name.to_lowercase());
    let mut table = Table::new(rows);
    for entry in entries {
        let see: Vec<_> = entry.body.see.0.iter().filter_map(|id| cx.find(&table, TERM, id)).collect();
        if let Some(own) = table.find(&entry.id.value) {
            table.rows_mut()[own.index()].see = see;
        }
    }
    table
}
