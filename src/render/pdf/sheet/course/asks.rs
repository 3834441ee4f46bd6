//! Questions as their templates read them: the sheet, and the key.

use serde::Serialize;

use crate::render::pdf::prose::{Node, Writer};
use crate::render::pdf::sheet::frame::Frame;
use crate::view::handout::Course;
use crate::view::learn::{Question, SheetOption, answered};

/// The questions of a path.
#[derive(Serialize)]
pub(super) struct Asks {
    #[serde(flatten)]
    frame: Frame,
    /// The title of the path.
    name: String,
    count: usize,
    blocks: Vec<Block>,
}

/// Questions with one story.
#[derive(Serialize)]
struct Block {
    story: Vec<Node>,
    asks: Vec<Ask>,
}

#[derive(Serialize)]
struct Ask {
    ask: Vec<Node>,
    /// The same in plain words.
    title: String,
    form: &'static str,
    options: Vec<Choice>,
    /// What an option is chosen for: left-hand sides, or one for each place of an order.
    slots: Vec<String>,
    /// Positions of the right options; for slots one each.
    key: Vec<usize>,
    because: Vec<Vec<Node>>,
    proofs: Vec<Proof>,
}

#[derive(Serialize)]
struct Choice {
    says: String,
    because: Option<String>,
}

#[derive(Serialize)]
struct Proof {
    says: String,
    sources: Vec<String>,
}

impl Asks {
    pub(super) fn new(course: &Course<'_>, frame: Frame, writer: &mut Writer<'_, '_>) -> Self {
        let plan = &course.plan;
        let mut blocks = Vec::new();
        for exercise in &plan.exercises {
            let story = writer.doc(&exercise.story);
            blocks.push(Block { story, asks: exercise.questions.iter().map(|question| Ask::new(question, writer)).collect() });
        }
        Self { frame, name: writer.ink.words(&plan.title), count: plan.questions().count(), blocks }
    }
}

impl Ask {
    fn new(question: &Question, writer: &mut Writer<'_, '_>) -> Self {
        let (form, options, left, key) = answered(question);
        let slots = if form == "order" {
            (1..=options.len()).map(|at| at.to_string()).collect()
        } else {
            left.iter().map(|left| writer.ink.words(left)).collect()
        };
        let proof = |proof: &crate::view::learn::Proof, writer: &mut Writer<'_, '_>| Proof {
            says: writer.ink.words(&proof.says),
            sources: proof.sources.iter().map(|source| writer.ink.words(source)).collect(),
        };
        Self {
            ask: writer.doc(&question.ask),
            title: writer.ink.words(&question.ask.plain()),
            form,
            options: options.iter().map(|option| Choice::new(option, writer)).collect(),
            slots,
            key,
            because: writer.docs(&question.because),
            proofs: question.proofs.iter().map(|one| proof(one, writer)).collect(),
        }
    }
}

impl Choice {
    fn new(option: &SheetOption, writer: &mut Writer<'_, '_>) -> Self {
        Self { says: writer.ink.words(&option.says), because: option.because.as_ref().map(|because| writer.ink.words(because)) }
    }
}
