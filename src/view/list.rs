//! Everything of one kind as a table: ids first, so that programs can cut them out.

use crate::model::{Holder, Id, Model, Place, Selection, Side};
use crate::view::checklist;
use crate::view::place::Unknown;
use crate::vocabulary::Vocabulary;

/// A table with named columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// The name of each column; the first one is `id`.
    pub columns: Vec<&'static str>,
    /// Rows, each as long as `columns`.
    pub rows: Vec<Vec<String>>,
}

type Kind = (&'static str, fn(&Model) -> Listing);

/// What can be listed, in the order in which the model is built up.
const LISTS: &[Kind] = &[
    ("parties", parties),
    ("layers", layers),
    ("duties", duties),
    ("models", service_models),
    ("traits", traits),
    ("categories", categories),
    ("services", services),
    ("variants", variants),
    ("domains", domains),
    ("controls", controls),
    ("frameworks", frameworks),
    ("workloads", workloads),
    ("checklists", checklists),
    ("guides", guides),
    ("paths", paths),
    ("terms", terms),
];

/// The kinds that [`list`] knows.
pub fn kinds() -> impl Iterator<Item = &'static str> {
    LISTS.iter().map(|(name, _)| *name)
}

/// Everything of a kind, in the order in which readers meet it. The kind may be in the singular.
pub fn list(model: &Model, kind: &str) -> Result<Listing, Unknown> {
    let singular = |name: &str| name.strip_suffix("ies").map_or_else(|| name.trim_end_matches('s').to_owned(), |stem| format!("{stem}y"));
    let found = LISTS.iter().find(|(name, _)| *name == kind || singular(name) == kind);
    found.map(|(_, rows)| rows(model)).ok_or_else(|| Unknown {
        message: format!("there is no list of `{kind}`"),
        wrong: kind.to_owned(),
        names: kinds().map(str::to_owned).collect(),
    })
}

fn table<const N: usize>(columns: [&'static str; N], rows: impl Iterator<Item = [String; N]>) -> Listing {
    Listing { columns: columns.to_vec(), rows: rows.map(Vec::from).collect() }
}

fn parties(model: &Model) -> Listing {
    let rows = model.parties.rows().iter().map(|party| [party.meta.id.clone(), party.side.word().to_owned(), party.name.clone()]);
    table(["id", "side", "name"], rows)
}

fn layers(model: &Model) -> Listing {
    let rows = model.layers.rows().iter();
    let rows = rows.map(|layer| [layer.meta.id.clone(), layer.kind.word().to_owned(), layer.duties.len().to_string(), layer.name.clone()]);
    table(["id", "kind", "duties", "name"], rows)
}

fn duties(model: &Model) -> Listing {
    let rows = model.duties.rows().iter();
    table(["id", "layer", "do"], rows.map(|duty| [duty.meta.id.clone(), model.layers[duty.layer].meta.id.clone(), duty.says.clone()]))
}

fn service_models(model: &Model) -> Listing {
    let rows = model.service_models.rows().iter();
    table(["id", "short", "name"], rows.map(|row| [row.meta.id.clone(), row.short.clone(), row.name.clone()]))
}

fn traits(model: &Model) -> Listing {
    let rows = model.traits.iter().map(|(id, row)| {
        let places = model.places.rows().iter().filter(|place| place.traits.contains(&id)).count();
        [row.meta.id.clone(), places.to_string(), row.name.clone()]
    });
    table(["id", "places", "name"], rows)
}

fn categories(model: &Model) -> Listing {
    let rows = model.categories.rows().iter();
    table(["id", "services", "name"], rows.map(|row| [row.meta.id.clone(), row.services.len().to_string(), row.name.clone()]))
}

fn services(model: &Model) -> Listing {
    let rows = model.services.rows().iter().map(|service| {
        let place = &model.places[service.place];
        let (category, starts_from) = (&model.categories[service.category].meta.id, &model.service_models[place.model].meta.id);
        let [customer, provider] = held(model, service.place);
        [service.meta.id.clone(), category.clone(), starts_from.clone(), customer, provider, service.name.clone()]
    });
    table(["id", "category", "model", "customer", "provider", "name"], rows)
}

fn variants(model: &Model) -> Listing {
    let ids = model.places.iter().filter(|(_, place)| place.variant.is_some());
    let rows = ids.map(|(id, place)| {
        let [customer, provider] = held(model, id);
        [place.meta.id.clone(), model.service_models[place.model].meta.id.clone(), customer, provider, place.name.clone()]
    });
    table(["id", "model", "customer", "provider", "name"], rows)
}

/// How many duties each side holds on a place.
fn held(model: &Model, place: Id<Place>) -> [String; 2] {
    let count = |side: Side| {
        let cells = model.places[place].cells.iter();
        cells.filter(|cell| matches!(cell.holder, Holder::Party(party) if model.parties[party].side == side)).count().to_string()
    };
    [count(Side::Customer), count(Side::Provider)]
}

fn domains(model: &Model) -> Listing {
    let rows = model.domains.rows().iter();
    table(["id", "controls", "name"], rows.map(|row| [row.meta.id.clone(), row.controls.len().to_string(), row.name.clone()]))
}

fn controls(model: &Model) -> Listing {
    let rows = model.controls.rows().iter().map(|control| {
        let [priority, cadence, scope] = [control.priority.word(), control.cadence.word(), control.scope.word()].map(str::to_owned);
        [control.meta.id.clone(), model.domains[control.domain].meta.id.clone(), priority, cadence, scope, control.title.clone()]
    });
    table(["id", "domain", "priority", "cadence", "scope", "title"], rows)
}

fn frameworks(model: &Model) -> Listing {
    let rows = model.frameworks.rows().iter().map(|row| {
        let profiles: Vec<&str> = row.profiles.iter().map(|profile| profile.id.as_str()).collect();
        [row.meta.id.clone(), row.requirements.len().to_string(), profiles.join(" "), row.name.clone()]
    });
    table(["id", "requirements", "profiles", "name"], rows)
}

fn workloads(model: &Model) -> Listing {
    let rows = model.workloads.rows().iter().map(|row| {
        let services: Vec<&str> = row.services.iter().map(|used| model.places[used.place].meta.id.as_str()).collect();
        [row.meta.id.clone(), row.name.clone(), services.join(" ")]
    });
    table(["id", "name", "services"], rows)
}

fn checklists(model: &Model) -> Listing {
    let rows = model.checklists.iter().map(|(id, row)| {
        let items = checklist::count(model, &Selection::named(id));
        [row.meta.id.clone(), items.to_string(), row.title.clone(), model.selector(&row.selection)]
    });
    table(["id", "items", "title", "selection"], rows)
}

fn guides(model: &Model) -> Listing {
    table(["id", "title"], model.guides.rows().iter().map(|row| [row.meta.id.clone(), row.title.clone()]))
}

fn paths(model: &Model) -> Listing {
    let rows = model.paths.rows().iter();
    table(["id", "lessons", "title"], rows.map(|row| [row.meta.id.clone(), row.lessons.len().to_string(), row.title.clone()]))
}

fn terms(model: &Model) -> Listing {
    table(["id", "name"], model.terms.rows().iter().map(|row| [row.meta.id.clone(), row.name.clone()]))
}
