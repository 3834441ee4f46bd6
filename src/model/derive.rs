//! A resolved duty on a place: who holds it, and the chain of answers that led there.

use std::sync::Arc;

use jiff::civil::Date;

use crate::markdown::Doc;
use crate::model::{Id, Party};
use crate::source::Span;

/// One duty on one place, on one day.
#[derive(Debug, Clone)]
pub struct Cell {
    /// Who holds it.
    pub holder: Holder,
    /// Every answer that was given, nearest first: the first one counts, each later one was overridden.
    /// Empty only where nobody gave an answer.
    /// Cells that only their service model answers share it.
    pub chain: Arc<[Step]>,
    /// What this service has to say about it, with its source; variants share it.
    pub says: Option<Arc<Says>>,
    /// How the holder moved in time, oldest first.
    pub changes: Vec<Change>,
}

/// Who holds a duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holder {
    /// A party.
    Party(Id<Party>),
    /// The duty does not exist here; [`Step::because`] says why.
    NotApplicable,
    /// Nobody was named: an error that validation reports.
    Unassigned,
}

/// Where an answer was given, farthest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The service model.
    Model,
    /// The service.
    Service,
    /// The variant.
    Variant,
    /// The workload.
    Workload,
}

/// How an answer was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Via {
    /// The duty was named.
    Duty,
    /// Its layer was named.
    Layer,
    /// A dated change of the holder was in force.
    Change(Date),
    /// The workload's default team.
    Default,
}

/// One answer in the chain.
#[derive(Debug, Clone)]
pub struct Step {
    /// Where it was given.
    pub level: Level,
    /// What it was given in: the name of the model, service, variant or workload.
    pub subject: Arc<str>,
    /// How.
    pub via: Via,
    /// The answer. For a team, the customer's party stays the holder and [`Step::team`] names the team.
    pub holder: Holder,
    /// The role that was written (`provider`, `customer`), where a role was written.
    pub role: Option<&'static str>,
    /// The team, for a delegation.
    pub team: Option<String>,
    /// Why, for what is not applicable.
    pub because: Option<Doc>,
    /// Where it is written.
    pub span: Span,
}

/// A service's own words about a duty.
#[derive(Debug, Clone)]
pub struct Says {
    /// The words.
    pub text: Doc,
    /// Where they come from.
    pub sources: Vec<String>,
    /// Since when they hold.
    pub since: Option<Date>,
    /// Where they are written.
    pub span: Span,
}

/// A day on which the holder moved.
#[derive(Debug, Clone)]
pub struct Change {
    /// The day.
    pub on: Date,
    /// Who held it before.
    pub from: Id<Party>,
    /// Who has held it since.
    pub to: Id<Party>,
    /// Where that is said.
    pub source: Option<String>,
    /// A sentence about it.
    pub note: Option<String>,
    /// Where it is written.
    pub span: Span,
}
