//! What can be asked: services and variants by every name they go by, and duties by the words people use for them.

use std::collections::BTreeMap;

use crate::model::{Cell, Duty, Holder, Id, Meta, Model, Place, Side};
use crate::search::{Ask, Labels, Mark, Subject};

/// The subjects (places, in their order) and topics (duties, in their order) of the model.
pub fn ask(model: &Model) -> Ask {
    let subjects = model.places.iter().map(|(id, place)| Subject {
        names: names(model, place),
        base: place.variant.as_ref().map(|_| model.services[place.service].place.index()),
        marks: model.duties.ids().map(|duty| mark(model, id, duty)).collect(),
    });
    let topics = model.duties.rows().iter().map(|duty| {
        let id = duty.meta.id.replace('-', " ");
        [id, duty.says.clone()].into_iter().chain(duty.aliases.iter().cloned()).collect()
    });
    let providers = model.parties.rows().iter().filter(|party| party.side == Side::Provider);
    let vendors = providers.flat_map(|party| std::iter::once(&party.name).chain(&party.full_name));
    Ask { subjects: subjects.collect(), topics: topics.collect(), vendors: vendors.cloned().collect(), pairs: Vec::new(), labels: labels(model) }
}

/// The names of what results can be narrowed to.
fn labels(model: &Model) -> Labels {
    let (categories, domains, frameworks) = (model.categories.rows().iter(), model.domains.rows().iter(), model.frameworks.rows().iter());
    let (layers, models) = (model.layers.rows().iter(), model.service_models.rows().iter());
    let (parties, services) = (model.parties.rows().iter(), model.services.rows().iter());
    Labels::from([
        ("category", named(categories.map(|row| (&row.meta, &row.name)))),
        ("domain", named(domains.map(|row| (&row.meta, &row.name)))),
        ("framework", named(frameworks.map(|row| (&row.meta, &row.name)))),
        ("layer", named(layers.map(|row| (&row.meta, &row.name)))),
        ("model", named(models.map(|row| (&row.meta, &row.name)))),
        ("party", named(parties.map(|row| (&row.meta, &row.name)))),
        ("service", named(services.map(|row| (&row.meta, &row.name)))),
    ])
}

fn named<'m>(rows: impl Iterator<Item = (&'m Meta, &'m String)>) -> BTreeMap<String, String> {
    rows.map(|(meta, name)| (meta.id.clone(), name.clone())).collect()
}

/// How a duty on a place stands to that of its service.
pub(super) fn mark(model: &Model, id: Id<Place>, duty: Id<Duty>) -> Mark {
    let place = &model.places[id];
    let (own, base) = (&place.cells[duty.index()], &model.places[model.services[place.service].place].cells[duty.index()]);
    let words = |cell: &Cell| cell.says.as_ref().map(|says| says.span);
    match own.holder {
        Holder::NotApplicable | Holder::Unassigned if place.variant.is_none() || own.holder != base.holder => Mark::Absent,
        _ if place.variant.is_some() && own.holder != base.holder => Mark::Moved,
        _ if place.variant.is_none() || words(own) != words(base) => Mark::Own,
        _ => Mark::Inherited,
    }
}

/// A variant's short names only say something beside its service's: `Manual` is `Lambda Manual`.
fn names(model: &Model, place: &Place) -> Vec<String> {
    let service = &model.services[place.service];
    let mut names = vec![place.name.clone(), place.meta.id.replace(['-', '/'], " ")];
    if place.variant.is_none() {
        names.extend(service.full_name.iter().chain(&place.aliases).cloned());
        return names;
    }
    for alias in &place.aliases {
        names.push(format!("{} {alias}", service.meta.id));
        names.extend(alias.contains(' ').then(|| alias.clone()));
    }
    names
}
