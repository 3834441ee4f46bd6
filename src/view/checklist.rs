//! A checklist: a selection of items in reading order, the same in every format.

mod build;
mod digest;
mod gather;
mod group;
mod head;
mod lines;
pub(in crate::view) mod links;
mod select;
mod split;
mod tasks;
pub mod words;

#[cfg(test)]
pub(crate) mod samples;

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::markdown::Doc;
use crate::model::{Cadence, Grouping, Mode, Priority, Scope};
use crate::source::Span;

pub use crate::model::{Selection, Verify};
pub use crate::view::found::{Entered, Fields, Found};
pub use build::{checklist, count};
pub(in crate::view) use digest::Fnv;
pub use digest::digest;
pub use select::{Made, made, select, standard};
pub use split::by_team;
pub use tasks::tasks;

/// A checklist, ready to be shown.
#[derive(Debug, Clone)]
pub struct Checklist<'m> {
    /// The stem of its files, unique: `ec2`, `ecs-fargate`, `workload-hpc-cluster`, `party-customer`.
    pub stem: String,
    /// The selector that asks for it on the command line: `ecs/fargate`, `workload:hpc-cluster`.
    pub selector: String,
    /// Its title.
    pub title: String,
    /// One sentence on what it holds.
    pub about: String,
    /// Whom it is for, where that is said.
    pub audience: Option<&'m str>,
    /// What to know before one starts; empty where there is nothing.
    pub introduction: &'m Doc,
    /// What its items stand together by.
    pub grouping: Grouping,
    /// The id of the workload that it is for, where it is for one.
    pub workload: Option<&'m str>,
    /// Who signs it: roles, never empty.
    pub sign_off: Vec<&'m str>,
    /// Items by [`Checklist::grouping`]; no empty group.
    pub groups: Vec<Group<'m>>,
    /// What comes along with a service or variant, a line an item: that of the services it is built of, a group for each,
    /// then what is done once for a workload, an account or the organization. Its words stand in other checklists.
    pub along: Vec<Group<'m>>,
    /// What the provider's side does alone, in the same order: shown as an appendix.
    pub inherited: Vec<Group<'m>>,
    /// What the places are: name of each, in order.
    pub places: Vec<PlaceLine<'m>>,
    /// The day of the build, `YYYY-MM-DD`.
    pub date: String,
    /// The revision of the content; may be empty.
    pub revision: String,
    /// The page of the site it belongs to, relative to the site's root (`services/ecs.html`).
    pub page: String,
    /// Where the entity links of its prose lead: destination as written, address relative to the site's root.
    pub links: BTreeMap<String, String>,
    /// Where what it is about is defined, for findings about the document.
    pub span: Span,
}

impl<'m> Checklist<'m> {
    /// Every item with a box: the groups of its own, and what comes along.
    pub fn to_tick(&self) -> impl Iterator<Item = &Group<'m>> {
        self.groups.iter().chain(&self.along)
    }

    /// Every item, with those of the appendix.
    pub fn all(&self) -> impl Iterator<Item = &Group<'m>> {
        self.to_tick().chain(&self.inherited)
    }
}

/// A place that a checklist covers.
#[derive(Debug, Clone)]
pub struct PlaceLine<'m> {
    /// Its id.
    pub id: &'m str,
    /// Its name.
    pub name: &'m str,
    /// The ways that led to it, as words: `EC2 > EBS`; empty for what was asked for.
    pub paths: Vec<String>,
}

/// Items that stand together: of one domain, service, layer, ….
#[derive(Debug, Clone)]
pub struct Group<'m> {
    /// The id of the domain, service, layer, team or requirement, or the word for a scope, cadence or priority.
    pub id: &'m str,
    /// Its heading.
    pub title: Cow<'m, str>,
    /// Its items.
    pub items: Vec<Line<'m>>,
}

/// One item, with the words for where it applies.
#[derive(Debug, Clone)]
pub struct Line<'m> {
    /// The item's key: `control@service/variant`, or `control`.
    pub key: String,
    /// The control's id.
    pub control: &'m str,
    /// The control's title.
    pub title: &'m str,
    /// The place, for an item of one service.
    pub place: Option<PlaceLine<'m>>,
    /// The places that call for it, for an item of wider scope.
    pub called_by: Vec<PlaceLine<'m>>,
    /// Who is accountable: party and the duties that make it so.
    pub holders: Vec<Accountable<'m>>,
    /// The team, in a workload.
    pub team: Option<&'m str>,
    /// How much it matters.
    pub priority: Priority,
    /// How often it is done.
    pub cadence: Cadence,
    /// How often it appears.
    pub scope: Scope,
    /// Whether it turns on what the provider offers.
    pub mode: Mode,
    /// What is achieved, and why.
    pub objective: &'m Doc,
    /// What to do: the words for this place, else those for the accountable party.
    pub steps: &'m Doc,
    /// What the provider does, where it has a part.
    pub statement: Option<&'m Doc>,
    /// How to see that it is done.
    pub verify: &'m [Verify],
    /// What proves it.
    pub evidence: &'m [Doc],
    /// What proves the provider's part, where the customer's side has the other.
    pub provider_evidence: &'m [Doc],
    /// Requirements it helps to satisfy: framework's short name and ids.
    pub requirements: Vec<(&'m str, Vec<&'m str>)>,
    /// Automated checks: tool and ids.
    pub checks: &'m [(String, Vec<String>)],
    /// What was found, in a workload.
    pub status: Option<Found<'m>>,
    /// Where the control is defined, for findings about its words.
    pub span: Span,
}

/// Who is accountable for an item.
#[derive(Debug, Clone)]
pub struct Accountable<'m> {
    /// The party's id.
    pub party: &'m str,
    /// The party's name.
    pub name: &'m str,
    /// Whether it is on the provider's side.
    pub provider: bool,
    /// The duties: id and sentence.
    pub duties: Vec<(&'m str, &'m str)>,
}
