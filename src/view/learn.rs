//! Learning from the model: questions that are made of it, and paths as every format shows them.
//!
//! A question carries its key and the reason for it. What is made here is made of the model alone, so the same sources and the same
//! seed give the same questions, and a line that moves moves them too.

mod company;
mod deck;
mod dice;
mod draw;
mod ground;
mod holders;
mod moves;
mod picks;
mod plan;
mod services;
mod sheet;
mod tasks;
mod team;
mod words;
mod written;

use serde::Serialize;

use crate::markdown::Doc;
use crate::model::{Duty, Form, Id, Model, Place};
use crate::source::Span;
use crate::view::learn::ground::Ground;
use crate::view::place::{Unknown, find_place};

pub use crate::model::Contact;
pub use deck::{Slide, deck, thoughts};
pub use dice::shuffled;
pub use draw::{Draw, draw};
pub use plan::{Drill, Exercise, Plan, Step, listing, plan, plans};
pub use sheet::{Sheet, SheetOption, SheetProof, answered, sheet};
pub use tasks::{ItemLine, Period, TaskLine};
pub use words::lower as sentence_part;

/// A question, ready to be shown.
#[derive(Debug, Clone)]
pub struct Question {
    /// Unique, and the same as long as it asks the same: `holder/patch-guest-os@ecs/fargate`.
    pub id: String,
    /// What kind of question it is.
    pub kind: Kind,
    /// How surprising its answer is.
    pub level: Level,
    /// What is asked.
    pub ask: Doc,
    /// How it is answered, with the key; options stand in no order that tells anything.
    pub form: Form,
    /// Why the answer is right, in prose.
    pub because: Vec<Doc>,
    /// What of the model the answer rests on.
    pub proofs: Vec<Proof>,
    /// What it is about: somebody who was wrong reads these first.
    pub read: Vec<(String, String)>,
    /// What it is about in a word or two: questions of one subject are counted together.
    pub subject: String,
    /// The services and variants that it touches.
    pub places: Vec<Id<Place>>,
    /// The duties that it touches.
    pub duties: Vec<Id<Duty>>,
}

/// A sentence of the model that an answer rests on, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The sentence.
    pub says: String,
    /// Where it is written.
    pub span: Option<Span>,
    /// Pages that say so.
    pub sources: Vec<String>,
}

/// A kind of question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Written by the authors of a path.
    Written,
    /// Who holds a duty on a place.
    Holder,
    /// Which duties leave the customer in a move.
    Leave,
    /// Which duties come to the customer in a move.
    Come,
    /// Which variant puts a duty on a side.
    Variant,
    /// Which service of several puts a duty on a side.
    Service,
    /// Which duties of a shared layer are the customer's.
    Half,
    /// Which layer is inherited as a whole.
    Layer,
    /// Since when a duty is held by whom it is.
    Since,
    /// Who held a duty before a date.
    Before,
    /// Which duty does not exist on a place.
    Absent,
    /// What comes along with a place.
    Uses,
    /// Who does the work for a requirement in a workload.
    Class,
    /// Which team holds a duty in a workload.
    Team,
}

impl Kind {
    /// Its word, as ids and JSON have it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Written => "written",
            Self::Holder => "holder",
            Self::Leave => "leave",
            Self::Come => "come",
            Self::Variant => "variant",
            Self::Service => "service",
            Self::Half => "half",
            Self::Layer => "layer",
            Self::Since => "since",
            Self::Before => "before",
            Self::Absent => "absent",
            Self::Uses => "uses",
            Self::Class => "class",
            Self::Team => "team",
        }
    }
}

/// How surprising an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// As the service model says.
    Easy,
    /// The service says otherwise than its model.
    Medium,
    /// A variant or a date says otherwise than the service.
    Hard,
}

impl Level {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Easy => "easy",
            Self::Medium => "medium",
            Self::Hard => "hard",
        }
    }
}

/// Every question that is made of the model, by kind and in the order of the model.
pub fn questions(model: &Model) -> Vec<Question> {
    let ground = Ground::new(model);
    let mut found = of_services(&ground);
    found.extend(model.workloads.ids().flat_map(|id| company::questions(&ground, id)));
    found
}

/// The questions that are about services, and about no workload.
fn of_services(ground: &Ground<'_>) -> Vec<Question> {
    let mut found = holders::questions(ground);
    found.extend(moves::questions(ground));
    found.extend(services::questions(ground));
    found.extend(picks::questions(ground));
    found
}

/// The services and variants with these ids.
///
/// # Errors
///
/// [`Unknown`] where an id names none.
pub fn places(model: &Model, ids: &[String]) -> Result<Vec<Id<Place>>, Unknown> {
    ids.iter().map(|id| find_place(model, id)).collect()
}
