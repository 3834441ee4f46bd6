//! The resolved domain: every id is a handle that cannot miss, every holder is derived and knows why.
//!
//! `resolve` builds it, `validate` judges it, `view` shows it. Nothing here reads files or knows YAML.

pub mod chosen;
pub mod closure;
pub mod controls;
pub mod derive;
pub mod entities;
pub mod facts;
pub mod frameworks;
pub mod ids;
pub mod items;
pub mod learn;
pub mod selection;
pub mod selector;
pub mod workload;

pub use chosen::*;
pub use closure::*;
pub use controls::*;
pub use derive::*;
pub use entities::*;
pub use facts::*;
pub use frameworks::*;
pub use ids::*;
pub use items::*;
pub use learn::*;
pub use selection::*;
pub use workload::*;

pub use crate::vocabulary::*;

use jiff::civil::Date;

/// Everything the content says, resolved for one date.
#[derive(Debug, Clone)]
pub struct Model {
    /// The day that holders are resolved for.
    pub as_of: Date,
    /// In the order of the file.
    pub parties: Table<Party>,
    /// In the order of the stack, top first, then concerns.
    pub layers: Table<Layer>,
    /// Layer by layer; the order of every list of duties.
    pub duties: Table<Duty>,
    /// By `order`, then name.
    pub service_models: Table<ServiceModel>,
    /// In the order of the file.
    pub traits: Table<Trait>,
    /// By `order`, then name.
    pub categories: Table<Category>,
    /// By category, then name.
    pub services: Table<Service>,
    /// Services and their variants: the service itself first, then its variants in the order of the file.
    pub places: Table<Place>,
    /// By `order`, then name.
    pub domains: Table<Domain>,
    /// By domain, then priority, then title.
    pub controls: Table<Control>,
    /// By id.
    pub frameworks: Table<Framework>,
    /// By id.
    pub workloads: Table<Workload>,
    /// By `order`, then title.
    pub checklists: Table<NamedChecklist>,
    /// By folder and `order`, then title.
    pub guides: Table<Guide>,
    /// By id.
    pub paths: Table<Path>,
    /// By name, without regard to case.
    pub terms: Table<Term>,
    /// Ids that have gone, and the id that took the place of each: by kind and file, those of one thing as written, oldest first.
    pub renamed: Vec<Renamed>,
}

impl Model {
    /// The ids that something had before, oldest first.
    pub fn former<'m>(&'m self, kind: &'m str, id: &'m str) -> impl Iterator<Item = &'m str> {
        self.renamed.iter().filter(move |entry| entry.kind == kind && entry.new == id).map(|entry| entry.old.as_str())
    }

    /// The id of today of something that may be named by an old one.
    pub fn current<'i>(&'i self, kind: &str, id: &'i str) -> &'i str {
        self.renamed.iter().find(|entry| entry.kind == kind && entry.old == id).map_or(id, |entry| entry.new.as_str())
    }

    /// The key of today of an item whose control, service or variant may be named by an old id.
    pub fn current_item(&self, key: &str) -> String {
        let Some((control, place)) = key.split_once('@') else { return self.current("control", key).to_owned() };
        let place = match place.split_once('/') {
            Some((service, variant)) => format!("{}/{variant}", self.current("service", service)),
            None => place.to_owned(),
        };
        format!("{}@{}", self.current("control", control), self.current("service", &place))
    }

    /// The id that something had at first: that of today, unless it was renamed.
    pub fn first_id<'m>(&'m self, kind: &'m str, id: &'m str) -> &'m str {
        self.former(kind, id).next().unwrap_or(id)
    }
}

/// An id that an entity had before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renamed {
    /// `service`, `control`, `workload`, …
    pub kind: &'static str,
    /// The old id.
    pub old: String,
    /// The id of today.
    pub new: String,
}
