//! A question as plain data: what programs read, and what is printed.

use serde::Serialize;

use crate::model::{Choice, Form, Model};
use crate::source::Sources;
use crate::view::learn::dice::disorder;
use crate::view::learn::{Kind, Level, Question};

/// A question as plain data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Sheet {
    /// Unique, and the same as long as it asks the same.
    pub id: String,
    /// What kind of question it is.
    pub kind: Kind,
    /// How surprising its answer is.
    pub level: Level,
    /// How it is answered: `one`, `several`, `order`, `match`.
    pub form: &'static str,
    /// What is asked.
    pub ask: String,
    /// What can be chosen; the steps or the right-hand sides as they are shown, where it is answered by an order or by pairs.
    pub options: Vec<SheetOption>,
    /// The left-hand sides of pairs.
    pub left: Vec<String>,
    /// The key: positions in the options, counted from 0. For an order and for pairs, one for each place.
    pub key: Vec<usize>,
    /// Why the answer is right.
    pub because: Vec<String>,
    /// What of the model it rests on.
    pub proofs: Vec<SheetProof>,
    /// What to read about it: title and address relative to the site's root.
    pub read: Vec<(String, String)>,
    /// What it is about in a word or two.
    pub subject: String,
    /// Ids of the services and variants that it touches.
    pub places: Vec<String>,
    /// Ids of the duties that it touches.
    pub duties: Vec<String>,
}

/// An option as plain data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SheetOption {
    /// Its words.
    pub says: String,
    /// Why it is right or wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
}

/// A proof as plain data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SheetProof {
    /// The sentence.
    pub says: String,
    /// File and line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// Pages that say so.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
}

/// A question as plain data.
pub fn sheet(model: &Model, sources: &Sources, question: &Question) -> Sheet {
    let (form, options, left, key) = answered(question);
    let line = |doc: &crate::markdown::Doc| doc.plain().replace('\n', " ");
    Sheet {
        id: question.id.clone(),
        kind: question.kind,
        level: question.level,
        form,
        ask: line(&question.ask),
        options,
        left,
        key,
        because: question.because.iter().map(line).collect(),
        proofs: question.proofs.iter().map(|proof| proved(sources, proof)).collect(),
        read: question.read.clone(),
        subject: question.subject.clone(),
        places: question.places.iter().map(|&place| model.places[place].meta.id.clone()).collect(),
        duties: question.duties.iter().map(|&duty| model.duties[duty].meta.id.clone()).collect(),
    }
}

fn proved(sources: &Sources, proof: &super::Proof) -> SheetProof {
    let at = proof.span.map(|span| format!("{}:{}", sources.path(span.file), sources.line_column(span).line));
    SheetProof { says: proof.says.clone(), at, sources: proof.sources.clone() }
}

/// How a question is answered: the word for its form, what can be chosen as it is shown, the left-hand sides of pairs, and the
/// key: positions among what can be chosen.
pub fn answered(question: &Question) -> (&'static str, Vec<SheetOption>, Vec<String>, Vec<usize>) {
    let option = |choice: &Choice| SheetOption { says: choice.says.clone(), because: choice.because.clone() };
    let bare = |says: &String| SheetOption { says: says.clone(), because: None };
    match &question.form {
        Form::One(choices, right) => ("one", choices.iter().map(option).collect(), Vec::new(), vec![*right]),
        Form::Several(choices, right) => ("several", choices.iter().map(option).collect(), Vec::new(), right.clone()),
        Form::Order(steps) => {
            let shown = disorder(steps.len(), &question.id);
            let options = shown.iter().map(|&at| bare(&steps[at])).collect();
            let key = (0..steps.len()).filter_map(|step| shown.iter().position(|&at| at == step)).collect();
            ("order", options, Vec::new(), key)
        }
        Form::Match(pairs) => {
            let mut right: Vec<String> = pairs.iter().map(|(_, right)| right.clone()).collect();
            right.sort();
            right.dedup();
            let key = pairs.iter().filter_map(|(_, wanted)| right.iter().position(|one| one == wanted)).collect();
            ("match", right.iter().map(bare).collect(), pairs.iter().map(|(left, _)| left.clone()).collect(), key)
        }
    }
}
