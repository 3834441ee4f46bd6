//! Workloads as records: what they are built of, who does what, and what was found.

use crate::model::{Id, Item, Reached, State};
use crate::view::address;
use crate::view::resolved::record::{Entries, Word, record};
use crate::view::resolved::scribe::{Provenance, Scribe};

record! {
    /// Something that is run.
    Workload {
        /// Its id.
        "id" => id: String;
        /// Its name.
        "name" => name: String;
        /// Who owns it.
        "owner" => owner: Option<String>;
        /// What it is, as Markdown.
        "about" => about: Option<String>;
        /// The services and variants that it names: what each is used for, or nothing.
        "services" => services: Entries<String>;
        /// Everything that it is built of, to its end.
        "places" => places: Vec<Built>;
        /// Frameworks in scope.
        "frameworks" => frameworks: Vec<InScope>;
        /// Teams on the customer's side.
        "teams" => teams: Vec<Team>;
        /// The customer's duties that were given to a team: duty to team.
        "delegation" => delegation: Entries<String>;
        /// What was left out or accepted.
        "tailoring" => tailoring: Vec<Tailoring>;
        /// Its checklist: what has to be done, once for each place or for the whole.
        "items" => items: Vec<Todo>;
        /// What was found.
        "status" => status: Vec<Status>;
        /// Its page on the site, relative to the root.
        "address" => address: Option<String>;
        /// Ids that it had before, oldest first.
        "renamed-from" => renamed_from: Vec<String>;
        /// Where it is written.
        "provenance" => provenance: Provenance;
    }
}

record! {
    /// A service or variant that a workload is built of.
    Built {
        /// Its id.
        "service" => service: String;
        /// The ways that led to it: ids of what lies between the workload's own service and it.
        "through" => through: Vec<Vec<String>>;
    }
}

record! {
    /// A framework in scope.
    InScope {
        /// Its id.
        "framework" => framework: String;
        /// The id of the profile, where only one is in scope.
        "profile" => profile: Option<String>;
    }
}

record! {
    /// A team on the customer's side.
    Team {
        /// Its id.
        "id" => id: String;
        /// Its name.
        "name" => name: String;
        /// What it does, as Markdown.
        "about" => about: Option<String>;
    }
}

record! {
    /// An item that a workload leaves out or accepts.
    Tailoring {
        /// The id of the control.
        "control" => control: String;
        /// The service or variant, where only one is meant.
        "service" => service: Option<String>;
        /// What was decided.
        "state" => state: Word<State>;
        /// Why, as Markdown.
        "because" => because: Option<String>;
        /// Who agreed.
        "approved-by" => approved_by: Option<String>;
        /// Until when, `YYYY-MM-DD`.
        "until" => until: Option<String>;
        /// The file and the line.
        "at" => at: String;
    }
}

record! {
    /// One thing to do.
    Todo {
        /// The key of the item: `control@service/variant`, or `control` where it is done once.
        "item" => item: String;
        /// Ids of the parties that are accountable for it.
        "holders" => holders: Vec<String>;
        /// The team that does the customer's part.
        "team" => team: Option<String>;
    }
}

record! {
    /// What was found about one item.
    Status {
        /// The key of the item.
        "item" => item: String;
        /// What was found; `not-assessed` where that has run out.
        "state" => state: Word<State>;
        /// Who found it.
        "by" => by: Option<String>;
        /// When, `YYYY-MM-DD`.
        "on" => on: Option<String>;
        /// What proves it.
        "evidence" => evidence: Vec<String>;
        /// More about it.
        "note" => note: Option<String>;
        /// Why it is not applicable or accepted.
        "because" => because: Option<String>;
        /// Until when it counts, `YYYY-MM-DD`.
        "until" => until: Option<String>;
        /// The filled checklist that it came from.
        "from" => from: Option<String>;
        /// Whether it had run out on the day that the model is resolved for.
        "expired" => expired: bool;
        /// The file and the line.
        "at" => at: String;
    }
}

/// Every workload.
pub(super) fn workloads(scribe: Scribe<'_>) -> Vec<Workload> {
    scribe.model.workloads.ids().map(|id| workload(scribe, id)).collect()
}

fn workload(scribe: Scribe<'_>, id: Id<crate::model::Workload>) -> Workload {
    let model = scribe.model;
    let entry = &model.workloads[id];
    let team = |team: &crate::model::Team| Team { id: team.id.clone(), name: team.name.clone(), about: scribe.text(&team.about) };
    let scope = |scope: &crate::model::FrameworkScope| {
        let framework = &model.frameworks[scope.framework];
        InScope { framework: framework.meta.id.clone(), profile: scope.profile.map(|at| framework.profiles[at].id.clone()) }
    };
    let given = model.duties.rows().iter().zip(&entry.delegation).filter_map(|(duty, given)| Some((duty, given.as_ref()?)));
    let services = entry.services.iter().map(|service| (model.places[service.place].meta.id.clone(), service.note.clone().unwrap_or_default()));
    Workload {
        id: entry.meta.id.clone(),
        name: entry.name.clone(),
        owner: entry.owner.clone(),
        about: scribe.text(&entry.about),
        services: Entries(services.collect()),
        places: entry.places.iter().map(|reached| built(scribe, reached)).collect(),
        frameworks: entry.frameworks.iter().map(scope).collect(),
        teams: entry.teams.iter().map(team).collect(),
        delegation: Entries(given.map(|(duty, given)| (duty.meta.id.clone(), entry.teams[given.team].id.clone())).collect()),
        tailoring: entry.tailoring.iter().map(|one| tailoring(scribe, one)).collect(),
        items: model.items(&entry.places).iter().map(|item| todo(scribe, entry, item)).collect(),
        status: entry.statuses.iter().map(|one| status(scribe, one)).collect(),
        address: scribe.address(address::workload(model, id)),
        renamed_from: scribe.was("workload", &entry.meta.id),
        provenance: scribe.provenance(&entry.meta),
    }
}

fn built(scribe: Scribe<'_>, reached: &Reached) -> Built {
    let id = |place| scribe.model.places[place].meta.id.clone();
    let through = reached.paths.iter().filter(|path| !path.is_empty());
    Built { service: id(reached.place), through: through.map(|path| path.iter().map(|&place| id(place)).collect()).collect() }
}

fn tailoring(scribe: Scribe<'_>, one: &crate::model::Tailoring) -> Tailoring {
    Tailoring {
        control: scribe.model.controls[one.control].meta.id.clone(),
        service: one.place.map(|place| scribe.model.places[place].meta.id.clone()),
        state: Word(one.state),
        because: scribe.text(&one.because),
        approved_by: one.approved_by.clone(),
        until: one.until.map(|day| day.to_string()),
        at: scribe.at(one.span),
    }
}

fn todo(scribe: Scribe<'_>, workload: &crate::model::Workload, item: &Item) -> Todo {
    let model = scribe.model;
    Todo {
        item: model.item_key(item),
        holders: item.holders.iter().map(|holder| model.parties[holder.party].meta.id.clone()).collect(),
        team: model.item_team(workload, item).map(|team| workload.teams[team].id.clone()),
    }
}

fn status(scribe: Scribe<'_>, one: &crate::model::Status) -> Status {
    Status {
        item: one.item.clone(),
        state: Word(one.state),
        by: one.by.clone(),
        on: one.on.map(|day| day.to_string()),
        evidence: one.evidence.clone(),
        note: one.note.clone(),
        because: one.because.clone(),
        until: one.until.map(|day| day.to_string()),
        from: one.from.clone(),
        expired: one.expired,
        at: scribe.at(one.span),
    }
}
