//! Frameworks: the requirements of others, resolved.

use crate::markdown::Doc;
use crate::model::{Control, Id, Meta, SheetForm};

/// Somebody else's requirements.
#[derive(Debug, Clone)]
pub struct Framework {
    /// Id, place, review.
    pub meta: Meta,
    /// Its name.
    pub name: String,
    /// Its short name.
    pub short: String,
    /// Its version or date.
    pub version: Option<String>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// Its page.
    pub url: Option<String>,
    /// What may be shown of it.
    pub license: Option<String>,
    /// What it is.
    pub about: Doc,
    /// The form of its responsibility matrix in workbooks; `None` is a plain one.
    pub sheet: Option<SheetForm>,
    /// Baselines or levels that a workload can choose.
    pub profiles: Vec<Profile>,
    /// Groups ("families"), in order.
    pub groups: Vec<Group>,
    /// Requirements, in order.
    pub requirements: Vec<Requirement>,
}

/// A baseline or level of a framework.
#[derive(Debug, Clone)]
pub struct Profile {
    /// Its id (`moderate`).
    pub id: String,
    /// Its name.
    pub name: String,
}

/// A group of requirements.
#[derive(Debug, Clone)]
pub struct Group {
    /// Its id (`AC`).
    pub id: String,
    /// Its name.
    pub name: String,
}

/// One requirement.
#[derive(Debug, Clone)]
pub struct Requirement {
    /// Its id as published (`AC-2(1)`).
    pub id: String,
    /// Its short title.
    pub title: String,
    /// Position in [`Framework::groups`].
    pub group: usize,
    /// Position of the requirement that this one extends.
    pub parent: Option<usize>,
    /// Positions in [`Framework::profiles`].
    pub profiles: Vec<usize>,
    /// Whether its publisher has withdrawn it.
    pub withdrawn: bool,
    /// Controls that help to satisfy it, in order.
    pub controls: Vec<Id<Control>>,
}
