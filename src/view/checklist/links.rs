//! Where the entity links of a checklist's prose lead on the site.

use std::collections::BTreeMap;

use crate::markdown::{Doc, LinkKind};
use crate::model::Model;
use crate::view::checklist::Line;

/// Every entity link of these lines, with its address relative to the site's root.
pub(super) fn links<'l, 'm: 'l>(model: &Model, lines: impl Iterator<Item = &'l Line<'m>>) -> BTreeMap<String, String> {
    let entities = lines.flat_map(docs).flat_map(|doc| &doc.links).filter(|link| link.kind == LinkKind::Entity);
    entities.filter_map(|link| Some((link.dest.clone(), address(model, &link.dest)?))).collect()
}

fn docs<'m>(line: &Line<'m>) -> impl Iterator<Item = &'m Doc> + use<'m> {
    [Some(line.objective), Some(line.steps), line.statement].into_iter().flatten().chain(line.evidence).chain(line.provider_evidence)
}

fn address(model: &Model, dest: &str) -> Option<String> {
    let (kind, id) = dest.split_once(':')?;
    Some(match kind {
        "service" => {
            let place = &model.places[model.places.find(id)?];
            let variant = place.variant.as_ref().map(|variant| format!("#variant-{variant}")).unwrap_or_default();
            format!("services/{}.html{variant}", model.services[place.service].meta.id)
        }
        "control" => model.controls.find(id).map(|_| format!("controls/{id}.html"))?,
        "framework" => model.frameworks.find(id).map(|_| format!("frameworks/{id}.html"))?,
        "requirement" => requirement(model, id)?,
        "workload" => model.workloads.find(id).map(|_| format!("workloads/{id}.html"))?,
        "term" => model.terms.find(id).map(|_| format!("glossary.html#term-{id}"))?,
        "duty" => model.duties.find(id).map(|_| format!("model.html#duty-{id}"))?,
        "layer" => model.layers.find(id).map(|_| format!("model.html#layer-{id}"))?,
        "model" => model.service_models.find(id).map(|_| format!("model.html#model-{id}"))?,
        "party" => model.parties.find(id).map(|_| format!("model.html#party-{id}"))?,
        _ => return None,
    })
}

fn requirement(model: &Model, id: &str) -> Option<String> {
    let (framework, id) = id.split_once('/')?;
    let framework = &model.frameworks[model.frameworks.find(framework)?];
    let requirement = framework.requirements.iter().find(|requirement| requirement.id == id)?;
    let group = framework.groups.get(requirement.group)?.id.to_lowercase();
    let anchor = id.to_lowercase().replace(['(', ')', ' '], "-");
    Some(format!("frameworks/{}/{group}.html#req-{anchor}", framework.meta.id))
}
