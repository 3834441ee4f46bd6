//! Parties, layers with their duties, service models, traits and folders as records.

use crate::model::{LayerKind, Meta, Role, RoleHolder, Side};
use crate::view::resolved::record::{Entries, Word, record};
use crate::view::resolved::scribe::{Provenance, Scribe};

record! {
    /// Somebody who can be accountable.
    Party {
        /// Its id.
        "id" => id: String;
        /// The short name.
        "name" => name: String;
        /// The long name.
        "full-name" => full_name: Option<String>;
        /// Its side of the contract.
        "side" => side: Word<Side>;
        /// Who it is, as Markdown.
        "about" => about: Option<String>;
        /// Its own page, elsewhere.
        "url" => url: Option<String>;
        /// Its place on the site, relative to the root.
        "address" => address: Option<String>;
        /// Ids that it had before, oldest first.
        "renamed-from" => renamed_from: Vec<String>;
        /// Where it is written.
        "provenance" => provenance: Provenance;
    }
}

record! {
    /// A row of the stack, or a concern that cuts across it.
    Layer {
        /// Its id.
        "id" => id: String;
        /// Its name.
        "name" => name: String;
        /// Row or concern.
        "kind" => kind: Word<LayerKind>;
        /// What it is, as Markdown.
        "about" => about: Option<String>;
        /// Its duties, in order.
        "duties" => duties: Vec<Duty>;
        /// Its place on the site, relative to the root.
        "address" => address: Option<String>;
        /// Ids that it had before, oldest first.
        "renamed-from" => renamed_from: Vec<String>;
        /// Where it is written.
        "provenance" => provenance: Provenance;
    }
}

record! {
    /// One sentence of obligation.
    Duty {
        /// Its id.
        "id" => id: String;
        /// The sentence, in the imperative.
        "do" => says: String;
        /// More about it, as Markdown.
        "about" => about: Option<String>;
        /// Other words for it.
        "aliases" => aliases: Vec<String>;
        /// Its place on the site, relative to the root.
        "address" => address: Option<String>;
        /// Ids that it had before, oldest first.
        "renamed-from" => renamed_from: Vec<String>;
        /// Where it is written.
        "provenance" => provenance: Provenance;
    }
}

record! {
    /// A service model: who holds every duty until a service says otherwise.
    ServiceModel {
        /// Its id.
        "id" => id: String;
        /// The long name.
        "name" => name: String;
        /// The short name.
        "short" => short: String;
        /// What it is, as Markdown.
        "about" => about: Option<String>;
        /// By duty, in the order of the layers: `provider`, `customer`, the id of a party, `not-applicable` or `unassigned`.
        "accountable" => accountable: Entries<String>;
        /// Its place on the site, relative to the root.
        "address" => address: Option<String>;
        /// Ids that it had before, oldest first.
        "renamed-from" => renamed_from: Vec<String>;
        /// Where it is written.
        "provenance" => provenance: Provenance;
    }
}

record! {
    /// A fact about services that controls select by.
    Trait {
        /// Its id.
        "id" => id: String;
        /// Its name.
        "name" => name: String;
        /// What it means, as Markdown.
        "about" => about: Option<String>;
        /// Ids that it had before, oldest first.
        "renamed-from" => renamed_from: Vec<String>;
        /// Where it is written.
        "provenance" => provenance: Provenance;
    }
}

record! {
    /// A category of services, or a domain of controls.
    Folder {
        /// Its id.
        "id" => id: String;
        /// Its name.
        "name" => name: String;
        /// What belongs in it, as Markdown.
        "about" => about: Option<String>;
        /// Its place on the site, relative to the root.
        "address" => address: Option<String>;
        /// Ids that it had before, oldest first.
        "renamed-from" => renamed_from: Vec<String>;
        /// Where it is written.
        "provenance" => provenance: Provenance;
    }
}

/// Every party.
pub(super) fn parties(scribe: Scribe<'_>) -> Vec<Party> {
    let party = |party: &crate::model::Party| Party {
        id: party.meta.id.clone(),
        name: party.name.clone(),
        full_name: party.full_name.clone(),
        side: Word(party.side),
        about: scribe.text(&party.about),
        url: party.url.clone(),
        address: scribe.address(format!("model.html#party-{}", party.meta.id)),
        renamed_from: scribe.was("party", &party.meta.id),
        provenance: scribe.provenance(&party.meta),
    };
    scribe.model.parties.rows().iter().map(party).collect()
}

/// Every layer, with its duties.
pub(super) fn layers(scribe: Scribe<'_>) -> Vec<Layer> {
    let duty = |duty: &crate::model::Duty| Duty {
        id: duty.meta.id.clone(),
        says: duty.says.clone(),
        about: scribe.text(&duty.about),
        aliases: duty.aliases.clone(),
        address: scribe.address(format!("model.html#duty-{}", duty.meta.id)),
        renamed_from: scribe.was("duty", &duty.meta.id),
        provenance: scribe.provenance(&duty.meta),
    };
    let layer = |layer: &crate::model::Layer| Layer {
        id: layer.meta.id.clone(),
        name: layer.name.clone(),
        kind: Word(layer.kind),
        about: scribe.text(&layer.about),
        duties: layer.duties.iter().map(|&id| duty(&scribe.model.duties[id])).collect(),
        address: scribe.address(format!("model.html#layer-{}", layer.meta.id)),
        renamed_from: scribe.was("layer", &layer.meta.id),
        provenance: scribe.provenance(&layer.meta),
    };
    scribe.model.layers.rows().iter().map(layer).collect()
}

/// Every service model.
pub(super) fn service_models(scribe: Scribe<'_>) -> Vec<ServiceModel> {
    let model = scribe.model;
    let holder = |holder: &RoleHolder| match holder {
        RoleHolder::Held(Role::Provider) => "provider".to_owned(),
        RoleHolder::Held(Role::Customer) => "customer".to_owned(),
        RoleHolder::Held(Role::Party(party)) => model.parties[*party].meta.id.clone(),
        RoleHolder::NotApplicable => "not-applicable".to_owned(),
        RoleHolder::Unassigned => "unassigned".to_owned(),
    };
    let service_model = |entry: &crate::model::ServiceModel| ServiceModel {
        id: entry.meta.id.clone(),
        name: entry.name.clone(),
        short: entry.short.clone(),
        about: scribe.text(&entry.about),
        accountable: Entries(model.duties.iter().map(|(id, duty)| (duty.meta.id.clone(), holder(&entry.defaults[id.index()]))).collect()),
        address: scribe.address(format!("model.html#model-{}", entry.meta.id)),
        renamed_from: scribe.was("service model", &entry.meta.id),
        provenance: scribe.provenance(&entry.meta),
    };
    model.service_models.rows().iter().map(service_model).collect()
}

/// Every trait.
pub(super) fn traits(scribe: Scribe<'_>) -> Vec<Trait> {
    let fact = |fact: &crate::model::Trait| Trait {
        id: fact.meta.id.clone(),
        name: fact.name.clone(),
        about: scribe.text(&fact.about),
        renamed_from: scribe.was("trait", &fact.meta.id),
        provenance: scribe.provenance(&fact.meta),
    };
    scribe.model.traits.rows().iter().map(fact).collect()
}

/// Every category; one without services has no place on the site.
pub(super) fn categories(scribe: Scribe<'_>) -> Vec<Folder> {
    let category = |entry: &crate::model::Category| {
        let address = format!("services/index.html#category-{}", entry.meta.id);
        folder(scribe, "category", &entry.meta, (&entry.name, &entry.about), (!entry.services.is_empty()).then_some(address))
    };
    scribe.model.categories.rows().iter().map(category).collect()
}

/// Every domain; one without controls has no place on the site.
pub(super) fn domains(scribe: Scribe<'_>) -> Vec<Folder> {
    let domain = |entry: &crate::model::Domain| {
        let address = format!("controls/index.html#domain-{}", entry.meta.id);
        folder(scribe, "domain", &entry.meta, (&entry.name, &entry.about), (!entry.controls.is_empty()).then_some(address))
    };
    scribe.model.domains.rows().iter().map(domain).collect()
}

fn folder(scribe: Scribe<'_>, kind: &str, meta: &Meta, (name, about): (&str, &crate::markdown::Doc), address: Option<String>) -> Folder {
    Folder {
        id: meta.id.clone(),
        name: name.to_owned(),
        about: scribe.text(about),
        address: address.and_then(|address| scribe.address(address)),
        renamed_from: scribe.was(kind, &meta.id),
        provenance: scribe.provenance(meta),
    }
}
