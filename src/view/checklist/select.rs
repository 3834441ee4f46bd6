//! From a selector on the command line to a [`Selection`], and every selection that a build prints.

use crate::model::{Facet, Id, Keyed, Model, Part, Place, Required, Selection, Side, Table};
use crate::view::Unknown;

/// The selections that a build prints: every service and variant, every workload, each party that can hold a duty, and every
/// named checklist.
pub fn all(model: &Model) -> Vec<Selection> {
    let parties = model.parties.iter().filter(|(_, party)| party.side != Side::Assessor);
    let places = model.places.ids().map(Selection::place);
    let workloads = model.workloads.ids().map(Selection::workload);
    let named = model.checklists.ids().map(Selection::named);
    places.chain(workloads).chain(parties.map(|(id, _)| Selection::party(id))).chain(named).collect()
}

/// The selection that a selector asks for: `ec2`, `ecs/fargate`, `workload:…`, `framework:…`, `party:…`, `domain:…`.
pub fn select(model: &Model, selector: &str) -> Result<Selection, Unknown> {
    let Some((kind, id)) = selector.split_once(':') else {
        return place(model, selector);
    };
    match kind {
        "service" => place(model, id),
        "workload" => find(&model.workloads, "workload", id).map(Selection::workload),
        "framework" => {
            find(&model.frameworks, "framework", id).map(|framework| Selection::of(Facet::Framework(vec![Required { framework, part: Part::Whole }])))
        }
        "party" => find(&model.parties, "party", id).map(Selection::party),
        "domain" => find(&model.domains, "domain", id).map(|id| Selection::of(Facet::Domain(vec![id]))),
        _ => Err(Unknown {
            message: format!("a checklist is made for a service, workload, framework, party or domain, not for a `{kind}`"),
            wrong: kind.to_owned(),
            names: ["service", "workload", "framework", "party", "domain"].map(str::to_owned).to_vec(),
        }),
    }
}

fn place(model: &Model, id: &str) -> Result<Selection, Unknown> {
    let known = |id: Id<Place>| Selection::place(id);
    find(&model.places, "service or variant", id).map(known)
}

fn find<T: Keyed>(table: &Table<T>, what: &str, id: &str) -> Result<Id<T>, Unknown> {
    table.find(id).ok_or_else(|| Unknown {
        message: format!("no {what} has the id `{id}`"),
        wrong: id.to_owned(),
        names: table.keys().map(str::to_owned).collect(),
    })
}
