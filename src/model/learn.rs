//! Paths for newcomers: what to read, what to practise, what is asked, what to do first.

use crate::markdown::Doc;
use crate::model::{Duty, Fact, Guide, Id, Layer, Meta, Model, Party, Place, Selection, Workload};
use crate::source::Span;

/// A path for newcomers.
#[derive(Debug, Clone)]
pub struct Path {
    /// Id, place, review.
    pub meta: Meta,
    /// Its title.
    pub title: String,
    /// Whom it is for.
    pub audience: Option<String>,
    /// How long it takes, in minutes, and where that is written.
    pub minutes: Option<(u32, Span)>,
    /// What it is about.
    pub about: Doc,
    /// What a reader should know or have before.
    pub prerequisites: Vec<Doc>,
    /// What one can do after it.
    pub goals: Vec<Goal>,
    /// Its lessons, in order.
    pub lessons: Vec<Lesson>,
    /// What to read, in order: every lesson is in here once.
    pub modules: Vec<Module>,
    /// Rounds of "draw the line".
    pub practice: Vec<Drill>,
    /// How its question round is made.
    pub round: Round,
    /// The questions that its authors wrote.
    pub questions: Vec<Question>,
    /// What to do in the first day, week and month.
    pub first: [Vec<Task>; 3],
    /// Whom to ask.
    pub contacts: Vec<Contact>,
}

/// Something that one can do after a path.
#[derive(Debug, Clone)]
pub struct Goal {
    /// The name under which modules and questions refer to it.
    pub id: Option<String>,
    /// What one can do.
    pub says: String,
    /// Where it is written.
    pub span: Span,
}

/// A lesson of a path.
#[derive(Debug, Clone)]
pub struct Lesson {
    /// Its place and review; its id is the stem of its file.
    pub meta: Meta,
    /// Its title.
    pub title: String,
    /// One sentence about it.
    pub summary: Option<String>,
    /// The prose.
    pub body: Doc,
}

/// Something to read.
#[derive(Debug, Clone)]
pub struct Module {
    /// What is read.
    pub reading: Reading,
    /// How long it takes, in minutes, where its author says so.
    pub minutes: Option<u32>,
    /// Positions in [`Path::goals`].
    pub teaches: Vec<usize>,
    /// What to look for in it.
    pub why: Option<String>,
}

/// What a module reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// A lesson: position in [`Path::lessons`].
    Lesson(usize),
    /// A guide.
    Guide(Id<Guide>),
    /// The page of a service or variant.
    Place(Id<Place>),
}

/// A round of "draw the line".
#[derive(Debug, Clone)]
pub struct Drill {
    /// The service or variant.
    pub place: Id<Place>,
    /// The duties to place, in order; empty where the author leaves the choice to the model.
    pub duties: Vec<Id<Duty>>,
    /// A sentence before it.
    pub says: Option<String>,
}

/// How a question round is made.
#[derive(Debug, Clone)]
pub struct Round {
    /// How many questions it has.
    pub count: usize,
    /// Another word gives other questions.
    pub seed: String,
    /// Services and variants that questions are made about.
    pub places: Vec<Id<Place>>,
    /// Workloads that questions are made about.
    pub workloads: Vec<Id<Workload>>,
}

impl Round {
    /// How many questions a round has, where its author does not say.
    pub const COUNT: usize = 10;
}

/// A written question; a plain one has one part.
#[derive(Debug, Clone)]
pub struct Question {
    /// Its id, unique in its path.
    pub id: String,
    /// Where it is written.
    pub span: Span,
    /// The story before its parts; empty for a plain question.
    pub story: Doc,
    /// Positions in [`Path::goals`].
    pub tests: Vec<usize>,
    /// What to read about it.
    pub read: Vec<Doc>,
    /// What is asked.
    pub parts: Vec<Asked>,
}

/// One thing that is asked.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Where it is written.
    pub span: Span,
    /// The question.
    pub ask: Doc,
    /// How it is answered.
    pub form: Form,
    /// Why the answer is right.
    pub because: Doc,
    /// What of the model the answer rests on.
    pub facts: Vec<Fact>,
}

/// How a question is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// By one option: the options, and the position of the right one.
    One(Vec<Choice>, usize),
    /// By several options: the options, and the positions of the right ones.
    Several(Vec<Choice>, Vec<usize>),
    /// By an order: the steps as they should be.
    Order(Vec<String>),
    /// By pairs that belong together.
    Match(Vec<(String, String)>),
}

/// An option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Its words.
    pub says: String,
    /// What it names, where it names something.
    pub named: Option<Named>,
    /// Why it is right or wrong.
    pub because: Option<String>,
}

/// Something that an option names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// A party.
    Party(Id<Party>),
    /// A layer.
    Layer(Id<Layer>),
    /// A duty.
    Duty(Id<Duty>),
    /// A service or variant.
    Place(Id<Place>),
}

/// Something to do first.
#[derive(Debug, Clone)]
pub struct Task {
    /// What to do.
    pub says: Doc,
    /// Items of the model that are done with it.
    pub items: Option<Selection>,
    /// At most so many.
    pub most: usize,
}

/// Somebody to ask.
#[derive(Debug, Clone)]
pub struct Contact {
    /// Who.
    pub who: String,
    /// What about.
    pub about: Option<String>,
    /// Where.
    pub url: Option<String>,
}

/// How long the parts of a path take, in minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Times {
    /// The modules.
    pub read: u32,
    /// The rounds of practice.
    pub practice: u32,
    /// The questions.
    pub questions: u32,
}

impl Times {
    /// All of it.
    pub fn all(self) -> u32 {
        self.read + self.practice + self.questions
    }
}

/// Minutes for the page of a service, and for a round of practice.
const PAGE: u32 = 5;
const DRILL: u32 = 3;

impl Model {
    /// How long a module takes: what its author says, else by its words.
    pub fn module_minutes(&self, path: &Path, module: &Module) -> u32 {
        let by_words = |doc: &Doc| u32::try_from(doc.plain().split_whitespace().count().div_ceil(200)).unwrap_or(u32::MAX);
        module.minutes.unwrap_or_else(|| match module.reading {
            Reading::Lesson(at) => by_words(&path.lessons[at].body),
            Reading::Guide(guide) => by_words(&self.guides[guide].body),
            Reading::Place(_) => PAGE,
        })
    }

    /// How long a path takes.
    pub fn path_times(&self, path: &Path) -> Times {
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Times {
            read: path.modules.iter().map(|module| self.module_minutes(path, module)).sum(),
            practice: DRILL * count(path.practice.len()),
            questions: count(path.round.count),
        }
    }
}
