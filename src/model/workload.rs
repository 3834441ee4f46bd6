//! Something a company runs, and what was found about it.

use jiff::civil::Date;

use crate::markdown::Doc;
use crate::model::{Control, Framework, Id, Meta, Place, Reached, State, Step};
use crate::source::Span;

/// Services in use, frameworks in scope, teams and tailoring.
#[derive(Debug, Clone)]
pub struct Workload {
    /// Id, place, review.
    pub meta: Meta,
    /// Its name.
    pub name: String,
    /// Who owns it.
    pub owner: Option<String>,
    /// What it is.
    pub about: Doc,
    /// The services it names, in the order of the file.
    pub services: Vec<WorkloadService>,
    /// Everything it is built of, to its end: the named services and what they use, each once, in the order of the services.
    pub places: Vec<Reached>,
    /// Frameworks in scope.
    pub frameworks: Vec<FrameworkScope>,
    /// Teams, in the order of the file.
    pub teams: Vec<Team>,
    /// For each duty (by position in [`crate::model::Model::duties`]): the team that holds the customer's part, with the step that says so.
    pub delegation: Vec<Option<Delegation>>,
    /// What was left out or accepted, with reasons.
    pub tailoring: Vec<Tailoring>,
    /// What was found, by item.
    pub statuses: Vec<Status>,
}

/// A service that a workload names.
#[derive(Debug, Clone)]
pub struct WorkloadService {
    /// The service or variant.
    pub place: Id<Place>,
    /// What it is used for.
    pub note: Option<String>,
}

/// A framework in scope of a workload.
#[derive(Debug, Clone)]
pub struct FrameworkScope {
    /// The framework.
    pub framework: Id<Framework>,
    /// Position in [`Framework::profiles`], where only a profile is in scope.
    pub profile: Option<usize>,
}

/// A team on the customer's side.
#[derive(Debug, Clone)]
pub struct Team {
    /// Its id, unique in the workload.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it does.
    pub about: Doc,
    /// Where it is defined.
    pub span: Span,
}

/// A duty given to a team.
#[derive(Debug, Clone)]
pub struct Delegation {
    /// Position in [`Workload::teams`].
    pub team: usize,
    /// The answer, for the chain.
    pub step: Step,
}

/// An item that a workload leaves out or accepts.
#[derive(Debug, Clone)]
pub struct Tailoring {
    /// The control.
    pub control: Id<Control>,
    /// One service or variant only.
    pub place: Option<Id<Place>>,
    /// `NotApplicable` or `RiskAccepted`.
    pub state: State,
    /// Why.
    pub because: Doc,
    /// Who agreed.
    pub approved_by: Option<String>,
    /// Until when.
    pub until: Option<Date>,
    /// Where it is written.
    pub span: Span,
}

/// One finding about one item.
#[derive(Debug, Clone)]
pub struct Status {
    /// The item: `control@service/variant`, or `control`.
    pub item: String,
    /// What counts: what was found, or `NotAssessed` where that has expired.
    pub state: State,
    /// What was found, as it is written.
    pub written: State,
    /// Who found it.
    pub by: Option<String>,
    /// When.
    pub on: Option<Date>,
    /// What proves it.
    pub evidence: Vec<String>,
    /// More about it.
    pub note: Option<String>,
    /// Why, for the last two states.
    pub because: Option<String>,
    /// Until when it counts.
    pub until: Option<Date>,
    /// The filled checklist that it came from.
    pub from: Option<String>,
    /// Whether it had run out on the day the model is resolved for.
    pub expired: bool,
    /// Where it is written.
    pub span: Span,
}

impl Status {
    /// The control's id, without the place.
    pub fn control(&self) -> &str {
        self.item.split('@').next().unwrap_or_default()
    }
}

impl State {
    /// How much a state pulls down what it is part of: the heaviest part is what the whole is. What is left out has no weight.
    pub fn weight(self) -> u8 {
        match self {
            Self::NotApplicable => 0,
            Self::Met => 1,
            Self::RiskAccepted => 2,
            Self::NotAssessed => 3,
            Self::PartlyMet => 4,
            Self::NotMet => 5,
        }
    }
}

impl Workload {
    /// The position of a team by its id.
    pub fn team(&self, id: &str) -> Option<usize> {
        self.teams.iter().position(|team| team.id == id)
    }

    /// The tailoring that an item falls under, if any: one that names the place beats one for the whole control.
    pub fn tailoring_of(&self, control: Id<Control>, place: Option<Id<Place>>) -> Option<&Tailoring> {
        let of_control = || self.tailoring.iter().filter(|entry| entry.control == control);
        of_control().find(|entry| entry.place.is_some() && entry.place == place).or_else(|| of_control().find(|entry| entry.place.is_none()))
    }

    /// The last thing found about an item; of two on one day the worse.
    pub fn status_of(&self, item: &str) -> Option<&Status> {
        self.statuses.iter().filter(|status| status.item == item).max_by_key(|status| (status.on, status.state.weight()))
    }
}
