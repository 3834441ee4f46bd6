//! Frameworks as records: every requirement with the controls that serve it, and what those add up to.

use crate::model::{Id, Requirement as Entry};
use crate::view::address;
use crate::view::resolved::record::record;
use crate::view::resolved::scribe::{Provenance, Scribe};
use crate::view::site::items::{ByControl, by_control, class_of};
use crate::vocabulary::Vocabulary;

record! {
    /// Somebody else's requirements.
    Framework {
        /// Its id.
        "id" => id: String;
        /// Its name.
        "name" => name: String;
        /// Its short name.
        "short" => short: String;
        /// Its version or date.
        "version" => version: Option<String>;
        /// Who publishes it.
        "publisher" => publisher: Option<String>;
        /// Its page, elsewhere.
        "url" => url: Option<String>;
        /// What may be shown of it.
        "license" => license: Option<String>;
        /// What it is, as Markdown.
        "about" => about: Option<String>;
        /// The form of its responsibility matrix in workbooks: `fedramp-crm`, `soa`, `pci` or `ssrm`.
        "sheet" => sheet: Option<&'static str>;
        /// Baselines or levels that a workload can choose.
        "profiles" => profiles: Vec<Named>;
        /// Groups of requirements, in order.
        "groups" => groups: Vec<Named>;
        /// Its requirements, in order.
        "requirements" => requirements: Vec<Requirement>;
        /// Its page on the site, relative to the root.
        "address" => address: Option<String>;
        /// Ids that it had before, oldest first.
        "renamed-from" => renamed_from: Vec<String>;
        /// Where it is written.
        "provenance" => provenance: Provenance;
    }
}

record! {
    /// A group or a profile of a framework.
    Named {
        /// Its id, as published.
        "id" => id: String;
        /// Its name.
        "name" => name: String;
        /// Its page on the site, relative to the root.
        "address" => address: Option<String>;
    }
}

record! {
    /// A requirement.
    Requirement {
        /// Its id, as published.
        "id" => id: String;
        /// Its short title.
        "title" => title: String;
        /// The id of its group.
        "group" => group: String;
        /// The id of the requirement that this one extends.
        "extends" => extends: Option<String>;
        /// Ids of the profiles that contain it.
        "profiles" => profiles: Vec<String>;
        /// Whether its publisher has withdrawn it.
        "withdrawn" => withdrawn: bool;
        /// What the items that serve it add up to, over all services: `uncovered`, `customer`, `shared-dependent` (the customer's part
        /// turns on what the provider offers), `shared-independent` or `inherited`.
        "class" => class: &'static str;
        /// Ids of the controls that help to satisfy it.
        "controls" => controls: Vec<String>;
        /// Its place on the site, relative to the root.
        "address" => address: Option<String>;
    }
}

/// Every framework.
pub(super) fn frameworks(scribe: Scribe<'_>) -> Vec<Framework> {
    let items = by_control(scribe.model);
    scribe.model.frameworks.ids().map(|id| framework(scribe, &items, id)).collect()
}

fn framework(scribe: Scribe<'_>, items: &ByControl, id: Id<crate::model::Framework>) -> Framework {
    let model = scribe.model;
    let entry = &model.frameworks[id];
    let named = |(at, group): (usize, &crate::model::Group)| Named {
        id: group.id.clone(),
        name: group.name.clone(),
        address: scribe.address(address::group(model, id, at)),
    };
    let requirements = entry.requirements.iter().enumerate();
    Framework {
        id: entry.meta.id.clone(),
        name: entry.name.clone(),
        short: entry.short.clone(),
        version: entry.version.clone(),
        publisher: entry.publisher.clone(),
        url: entry.url.clone(),
        license: entry.license.clone(),
        about: scribe.text(&entry.about),
        sheet: entry.sheet.map(Vocabulary::word),
        profiles: entry.profiles.iter().map(|profile| Named { id: profile.id.clone(), name: profile.name.clone(), address: None }).collect(),
        groups: entry.groups.iter().enumerate().map(named).collect(),
        requirements: requirements
            .map(|(at, one)| requirement(scribe, items, entry, one, scribe.address(address::requirement(model, id, at))))
            .collect(),
        address: scribe.address(address::framework(model, id)),
        renamed_from: scribe.was("framework", &entry.meta.id),
        provenance: scribe.provenance(&entry.meta),
    }
}

fn requirement(scribe: Scribe<'_>, items: &ByControl, framework: &crate::model::Framework, one: &Entry, address: Option<String>) -> Requirement {
    let model = scribe.model;
    Requirement {
        id: one.id.clone(),
        title: one.title.clone(),
        group: framework.groups[one.group].id.clone(),
        extends: one.parent.map(|parent| framework.requirements[parent].id.clone()),
        profiles: one.profiles.iter().map(|&profile| framework.profiles[profile].id.clone()).collect(),
        withdrawn: one.withdrawn,
        class: class_of(model, items, &one.controls).name(),
        controls: one.controls.iter().map(|&id| model.controls[id].meta.id.clone()).collect(),
        address,
    }
}
