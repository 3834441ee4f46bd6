//! Where the entity links of a checklist's prose lead on the site.

use std::collections::BTreeMap;

use crate::markdown::{Doc, LinkKind};
use crate::model::Model;
use crate::view::checklist::Line;
use crate::view::site::prose::entity;

/// Every entity link of an introduction and of these lines, with its address relative to the site's root.
pub(super) fn links<'l, 'm: 'l>(model: &Model, introduction: &'m Doc, lines: impl Iterator<Item = &'l Line<'m>>) -> BTreeMap<String, String> {
    of_docs(model, std::iter::once(introduction).chain(lines.flat_map(docs)))
}

/// Every entity link of some prose, in the same way.
pub(in crate::view) fn of_docs<'d>(model: &Model, docs: impl Iterator<Item = &'d Doc>) -> BTreeMap<String, String> {
    let entities = docs.flat_map(|doc| &doc.links).filter(|link| link.kind == LinkKind::Entity);
    entities.filter_map(|link| Some((link.dest.clone(), entity(&link.dest, model)?))).collect()
}

fn docs<'m>(line: &Line<'m>) -> impl Iterator<Item = &'m Doc> + use<'m> {
    [Some(line.objective), Some(line.steps), line.statement].into_iter().flatten().chain(line.evidence).chain(line.provider_evidence)
}
