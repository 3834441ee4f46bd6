//! Services and their variants as records: every duty with its holder, its words and the chain of answers.

use rayon::prelude::*;

use crate::model::{Cell, Id, Level, Phase, Place, Step, Via};
use crate::view::address;
use crate::view::resolved::record::{Entries, Word, record};
use crate::view::resolved::scribe::{Provenance, Scribe};

record! {
    /// A service.
    Service {
        /// Its id.
        "id" => id: String;
        /// Today's short name.
        "name" => name: String;
        /// The name in full.
        "full-name" => full_name: Option<String>;
        /// The id of the party that offers it.
        "provider" => provider: String;
        /// The id of its category.
        "category" => category: String;
        /// More about the split on this service, as Markdown.
        "about" => about: Option<String>;
        /// The product's documentation.
        "docs" => docs: Option<String>;
        /// The provider's page about its security.
        "security" => security: Option<String>;
        /// The service as such: what holds where no variant says otherwise.
        "general" => general: Variant;
        /// Named ways to run it that move the line, in order.
        "variants" => variants: Vec<Variant>;
        /// Ids that it had before, oldest first.
        "renamed-from" => renamed_from: Vec<String>;
    }
}

record! {
    /// A service as such, or one of its variants, with every duty resolved.
    Variant {
        /// Its id: `ecs` for a service as such, `ecs/fargate` for a variant.
        "id" => id: String;
        /// What to call it.
        "name" => name: String;
        /// Other and older names.
        "aliases" => aliases: Vec<String>;
        /// What it is, as Markdown.
        "summary" => summary: Option<String>;
        /// The id of the service model that its duties start from.
        "model" => model: String;
        /// Where it is in its life.
        "lifecycle" => lifecycle: Lifecycle;
        /// Ids of its traits.
        "traits" => traits: Vec<String>;
        /// What it is built of, in the customer's own account.
        "uses" => uses: Vec<Use>;
        /// What each layer adds up to, by layer: `inherited`, `customer`, `shared` or `not-applicable`.
        "layers" => layers: Entries<&'static str>;
        /// Every duty, by id, in the order of the layers.
        "duties" => duties: Entries<Answer>;
        /// Its place on the site, relative to the root.
        "address" => address: Option<String>;
        /// Where it is written.
        "provenance" => provenance: Provenance;
    }
}

record! {
    /// Where something is in its life.
    Lifecycle {
        /// The phase.
        "phase" => phase: Word<Phase>;
        /// Since when, `YYYY-MM-DD`.
        "on" => on: Option<String>;
        /// The id of the service to use instead.
        "successor" => successor: Option<String>;
        /// Where that is said.
        "source" => source: Option<String>;
    }
}

record! {
    /// A service or variant that comes along.
    Use {
        /// Its id.
        "service" => service: String;
        /// What for.
        "for" => purpose: Option<String>;
    }
}

record! {
    /// Who holds a duty, and why.
    Answer {
        /// The id of the party that holds it; `not-applicable` where the duty does not exist, `unassigned` where nobody was named.
        "holder" => holder: String;
        /// What the service has to say about it, as Markdown.
        "says" => says: Option<String>;
        /// Where those words come from.
        "sources" => sources: Vec<String>;
        /// Since when they hold, `YYYY-MM-DD`.
        "since" => since: Option<String>;
        /// How the holder moved in time, oldest first.
        "changes" => changes: Vec<Change>;
        /// Every answer that was given, nearest first: the first one counts, each later one was overridden.
        "why" => why: Vec<Reason>;
    }
}

record! {
    /// A day on which the holder moved.
    Change {
        /// The day, `YYYY-MM-DD`.
        "on" => on: String;
        /// The id of the party that held it before.
        "from" => from: String;
        /// The id of the party that has held it since.
        "to" => to: String;
        /// Where that is said.
        "source" => source: Option<String>;
        /// A sentence about it.
        "note" => note: Option<String>;
        /// The file and the line.
        "at" => at: String;
    }
}

record! {
    /// One answer of the chain that led to a holder.
    Reason {
        /// Where it was given: `variant`, `service` or `model`.
        "level" => level: &'static str;
        /// The name of that variant, service or service model.
        "in" => subject: String;
        /// How it was given: `duty` or `layer` was named, or a dated `change` was in force.
        "by" => by: &'static str;
        /// The answer, as for the duty itself.
        "holder" => holder: String;
        /// Why the duty does not exist there, as Markdown.
        "because" => because: Option<String>;
        /// The file and the line.
        "at" => at: String;
    }
}

/// Every service.
pub(super) fn services(scribe: Scribe<'_>) -> Vec<Service> {
    let model = scribe.model;
    let service = |service: &crate::model::Service| Service {
        id: service.meta.id.clone(),
        name: service.name.clone(),
        full_name: service.full_name.clone(),
        provider: model.parties[service.provider].meta.id.clone(),
        category: model.categories[service.category].meta.id.clone(),
        about: scribe.text(&service.about),
        docs: service.docs.clone(),
        security: service.security.clone(),
        general: variant(scribe, service.place),
        variants: service.variants.iter().map(|&id| variant(scribe, id)).collect(),
        renamed_from: scribe.was("service", &service.meta.id),
    };
    model.services.rows().par_iter().map(service).collect()
}

fn variant(scribe: Scribe<'_>, id: Id<Place>) -> Variant {
    let model = scribe.model;
    let place = &model.places[id];
    let used = |used: &crate::model::Use| Use { service: model.places[used.place].meta.id.clone(), purpose: used.purpose.clone() };
    Variant {
        id: place.meta.id.clone(),
        name: place.name.clone(),
        aliases: place.aliases.clone(),
        summary: scribe.text(&place.summary),
        model: model.service_models[place.model].meta.id.clone(),
        lifecycle: lifecycle(scribe, &place.lifecycle),
        traits: place.traits.iter().map(|&id| model.traits[id].meta.id.clone()).collect(),
        uses: place.uses.iter().map(used).collect(),
        layers: Entries(model.layers.iter().map(|(layer, entry)| (entry.meta.id.clone(), model.layer_class(id, layer).name())).collect()),
        duties: Entries(model.duties.rows().iter().zip(&place.cells).map(|(duty, cell)| (duty.meta.id.clone(), answer(scribe, cell))).collect()),
        address: scribe.address(address::place(model, id)),
        provenance: scribe.provenance(&place.meta),
    }
}

fn lifecycle(scribe: Scribe<'_>, lifecycle: &crate::model::Lifecycle) -> Lifecycle {
    Lifecycle {
        phase: Word(lifecycle.phase),
        on: lifecycle.on.map(|day| day.to_string()),
        successor: lifecycle.successor.map(|id| scribe.model.services[id].meta.id.clone()),
        source: lifecycle.source.clone(),
    }
}

fn answer(scribe: Scribe<'_>, cell: &Cell) -> Answer {
    let party = |id| scribe.model.parties[id].meta.id.clone();
    let change = |change: &crate::model::Change| Change {
        on: change.on.to_string(),
        from: party(change.from),
        to: party(change.to),
        source: change.source.clone(),
        note: change.note.clone(),
        at: scribe.at(change.span),
    };
    let words = cell.says.as_ref();
    Answer {
        holder: scribe.holder(cell.holder),
        says: words.and_then(|words| scribe.text(&words.text)),
        sources: words.map(|words| words.sources.clone()).unwrap_or_default(),
        since: words.and_then(|words| words.since).map(|day| day.to_string()),
        changes: cell.changes.iter().map(change).collect(),
        why: cell.chain.iter().map(|step| reason(scribe, step)).collect(),
    }
}

fn reason(scribe: Scribe<'_>, step: &Step) -> Reason {
    let level = match step.level {
        Level::Model => "model",
        Level::Service => "service",
        Level::Variant => "variant",
        Level::Workload => "workload",
    };
    let by = match step.via {
        Via::Duty => "duty",
        Via::Layer => "layer",
        Via::Change(_) => "change",
        Via::Default => "default",
    };
    Reason {
        level,
        subject: step.subject.to_string(),
        by,
        holder: scribe.holder(step.holder),
        because: step.because.as_ref().and_then(|doc| scribe.text(doc)),
        at: scribe.at(step.span),
    }
}
