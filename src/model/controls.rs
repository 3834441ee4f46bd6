//! Controls: what somebody does about a duty, resolved.

use crate::markdown::Doc;
use crate::model::{Cadence, Duty, Framework, Id, Meta, Mode, Place, Priority, Relation, Role, Scope};

/// A folder of controls.
#[derive(Debug, Clone)]
pub struct Domain {
    /// Id, place, review.
    pub meta: Meta,
    /// Its name.
    pub name: String,
    /// What belongs in it.
    pub about: Doc,
    /// Its controls, in order.
    pub controls: Vec<Id<Control>>,
}

/// What somebody does about a duty, and how that is shown.
#[derive(Debug, Clone)]
pub struct Control {
    /// Id, place, review.
    pub meta: Meta,
    /// What is done, in the imperative.
    pub title: String,
    /// Other names, for search.
    pub aliases: Vec<String>,
    /// Its domain.
    pub domain: Id<Domain>,
    /// The duties it serves; never empty.
    pub duties: Vec<Id<Duty>>,
    /// How often its item appears.
    pub scope: Scope,
    /// How much it matters.
    pub priority: Priority,
    /// How often it is done.
    pub cadence: Cadence,
    /// Whether the customer's part configures what the provider offers.
    pub mode: Mode,
    /// What is achieved, and why it matters.
    pub objective: Doc,
    /// What each role or party does, in the order of the file.
    pub by: Vec<(Role, Guidance)>,
    /// Words for single services or variants, in the order of the file.
    pub on: Vec<(Id<Place>, Guidance)>,
    /// Ids of automated checks: tool, ids.
    pub checks: Vec<(String, Vec<String>)>,
    /// Requirements it helps to satisfy.
    pub satisfies: Vec<Mapping>,
    /// Where it applies: every place, in order.
    pub places: Vec<Id<Place>>,
}

/// What a party does, how it is verified, what proves it.
#[derive(Debug, Clone, Default)]
pub struct Guidance {
    /// What is done by a provider, for the customer to inherit.
    pub statement: Doc,
    /// What to do.
    pub steps: Doc,
    /// How to see that it is done.
    pub verify: Vec<Verify>,
    /// What proves it; Markdown, a line each.
    pub evidence: Vec<Doc>,
}

/// A way to see that something is done.
#[derive(Debug, Clone)]
pub struct Verify {
    /// What holds when it is done.
    pub say: String,
    /// A command to run.
    pub run: Option<String>,
    /// The language of the command.
    pub lang: String,
    /// What a good answer looks like.
    pub expect: Option<String>,
}

/// A requirement that a control helps to satisfy.
#[derive(Debug, Clone)]
pub struct Mapping {
    /// The framework.
    pub framework: Id<Framework>,
    /// Position in [`Framework::requirements`].
    pub requirement: usize,
    /// How they relate.
    pub relation: Relation,
    /// Why.
    pub because: Option<String>,
}
