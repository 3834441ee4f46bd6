//! Controls as records: what each side does, where, and which requirements that helps to satisfy.

use rayon::prelude::*;

use crate::model::{Cadence, Holder, Id, Mode, Place, Priority, Relation, Role, Scope};
use crate::view::address;
use crate::view::resolved::record::{Entries, Word, record};
use crate::view::resolved::scribe::{Provenance, Scribe};

record! {
    /// What somebody does about a duty, and how that is shown.
    Control {
        /// Its id.
        "id" => id: String;
        /// What is done, in the imperative.
        "title" => title: String;
        /// Other names.
        "aliases" => aliases: Vec<String>;
        /// The id of its domain.
        "domain" => domain: String;
        /// Ids of the duties that it serves.
        "duties" => duties: Vec<String>;
        /// How often its item appears.
        "scope" => scope: Word<Scope>;
        /// How much it matters.
        "priority" => priority: Word<Priority>;
        /// How often it is done.
        "cadence" => cadence: Word<Cadence>;
        /// Whether the customer's part turns on what the provider offers.
        "mode" => mode: Word<Mode>;
        /// What is achieved, and why it matters, as Markdown.
        "objective" => objective: Option<String>;
        /// What each side does: by `provider`, `customer`, or the id of a party.
        "by" => by: Entries<Guidance>;
        /// Words for single services and variants, by id.
        "on" => on: Entries<Guidance>;
        /// Ids of automated checks, by tool.
        "checks" => checks: Entries<Vec<String>>;
        /// Requirements that it helps to satisfy.
        "satisfies" => satisfies: Vec<Mapping>;
        /// Services and variants that it applies to, each with the ids of the parties that are accountable for it there.
        "places" => places: Entries<Vec<String>>;
        /// Its page on the site, relative to the root.
        "address" => address: Option<String>;
        /// Ids that it had before, oldest first.
        "renamed-from" => renamed_from: Vec<String>;
        /// Where it is written.
        "provenance" => provenance: Provenance;
    }
}

record! {
    /// What somebody does, how it is verified, what proves it.
    Guidance {
        /// What a provider does, for the customer to inherit, as Markdown.
        "statement" => statement: Option<String>;
        /// What to do, as Markdown.
        "steps" => steps: Option<String>;
        /// How to see that it is done.
        "verify" => verify: Vec<Verify>;
        /// What proves it, as Markdown.
        "evidence" => evidence: Vec<String>;
    }
}

record! {
    /// A way to see that something is done.
    Verify {
        /// What holds when it is done.
        "say" => say: String;
        /// A command to run.
        "run" => run: Option<String>;
        /// The language of the command.
        "lang" => lang: Option<String>;
        /// What a good answer looks like.
        "expect" => expect: Option<String>;
    }
}

record! {
    /// A requirement that a control helps to satisfy.
    Mapping {
        /// The id of the framework.
        "framework" => framework: String;
        /// The requirement's id, as published.
        "requirement" => requirement: String;
        /// How the control relates to it, in the words of NIST IR 8477.
        "relation" => relation: Word<Relation>;
        /// Why.
        "because" => because: Option<String>;
    }
}

/// Every control.
pub(super) fn controls(scribe: Scribe<'_>) -> Vec<Control> {
    let model = scribe.model;
    let control = |control: &crate::model::Control| Control {
        id: control.meta.id.clone(),
        title: control.title.clone(),
        aliases: control.aliases.clone(),
        domain: model.domains[control.domain].meta.id.clone(),
        duties: control.duties.iter().map(|&id| model.duties[id].meta.id.clone()).collect(),
        scope: Word(control.scope),
        priority: Word(control.priority),
        cadence: Word(control.cadence),
        mode: Word(control.mode),
        objective: scribe.text(&control.objective),
        by: Entries(control.by.iter().map(|(role, words)| (side(scribe, *role), guidance(scribe, words))).collect()),
        on: Entries(control.on.iter().map(|(place, words)| (model.places[*place].meta.id.clone(), guidance(scribe, words))).collect()),
        checks: Entries(control.checks.clone()),
        satisfies: control.satisfies.iter().map(|mapping| satisfies(scribe, mapping)).collect(),
        places: Entries(control.places.iter().map(|&place| (model.places[place].meta.id.clone(), accountable(scribe, control, place))).collect()),
        address: model.controls.find(&control.meta.id).and_then(|id| scribe.address(address::control(model, id))),
        renamed_from: scribe.was("control", &control.meta.id),
        provenance: scribe.provenance(&control.meta),
    };
    model.controls.rows().par_iter().map(control).collect()
}

fn side(scribe: Scribe<'_>, role: Role) -> String {
    match role {
        Role::Provider => "provider".to_owned(),
        Role::Customer => "customer".to_owned(),
        Role::Party(party) => scribe.model.parties[party].meta.id.clone(),
    }
}

fn guidance(scribe: Scribe<'_>, words: &crate::model::Guidance) -> Guidance {
    let verify = |entry: &crate::model::Verify| Verify {
        say: entry.say.clone(),
        run: entry.run.clone(),
        lang: entry.run.as_ref().map(|_| entry.lang.clone()),
        expect: entry.expect.clone(),
    };
    Guidance {
        statement: scribe.text(&words.statement),
        steps: scribe.text(&words.steps),
        verify: words.verify.iter().map(verify).collect(),
        evidence: scribe.texts(&words.evidence),
    }
}

fn satisfies(scribe: Scribe<'_>, mapping: &crate::model::Mapping) -> Mapping {
    let framework = &scribe.model.frameworks[mapping.framework];
    Mapping {
        framework: framework.meta.id.clone(),
        requirement: framework.requirements[mapping.requirement].id.clone(),
        relation: Word(mapping.relation),
        because: mapping.because.clone(),
    }
}

fn accountable(scribe: Scribe<'_>, control: &crate::model::Control, place: Id<Place>) -> Vec<String> {
    let model = scribe.model;
    let mut parties: Vec<_> = control
        .duties
        .iter()
        .filter_map(|&duty| match model.holder(place, duty) {
            Holder::Party(party) => Some(party),
            Holder::NotApplicable | Holder::Unassigned => None,
        })
        .collect();
    parties.sort();
    parties.dedup();
    parties.into_iter().map(|party| model.parties[party].meta.id.clone()).collect()
}
