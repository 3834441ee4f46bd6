//! Questions that authors wrote, as questions like the others.

use crate::markdown::Doc;
use crate::model::{Asked, Duty, Fact, Form, Id, Model, Path, Place, Reading};
use crate::view::address;
use crate::view::learn::draw::mixed;
use crate::view::learn::ground::Ground;
use crate::view::learn::words;
use crate::view::learn::{Kind, Level, Proof, Question};

/// The written questions of a path, each with the story before it and its parts.
pub(super) fn exercises(ground: &Ground<'_>, id: Id<Path>) -> Vec<(Doc, Vec<Question>)> {
    let path = &ground.model.paths[id];
    let one = |question: &crate::model::Question| {
        let parts = question.parts.iter().enumerate().map(|(at, part)| {
            let name = if question.parts.len() == 1 { question.id.clone() } else { format!("{}/{}", question.id, at + 1) };
            mixed(&asked(ground, id, question, part, name), &path.round.seed)
        });
        (question.story.clone(), parts.collect())
    };
    path.questions.iter().map(one).collect()
}

fn asked(ground: &Ground<'_>, id: Id<Path>, question: &crate::model::Question, part: &Asked, name: String) -> Question {
    let model = ground.model;
    let path = &model.paths[id];
    let cells: Vec<(Id<Place>, Id<Duty>)> = part.facts.iter().flat_map(|&fact| cells(model, fact, &part.form)).collect();
    let proofs: Vec<Proof> =
        cells.iter().map(|&(place, duty)| words::proof(model, place, duty)).filter(|proof| !proof.says.is_empty()).take(6).collect();
    let lesson = lesson(model, id, &question.tests);
    let mut read: Vec<(String, String)> = lesson.iter().cloned().collect();
    if let Some(&(place, duty)) = cells.first() {
        read.extend(ground.read(place, duty));
    }
    let (mut places, mut duties): (Vec<_>, Vec<_>) = cells.iter().copied().unzip();
    places.sort();
    places.dedup();
    duties.sort();
    duties.dedup();
    let goal = question.tests.first().map(|&at| path.goals[at].says.clone());
    Question {
        id: format!("written/{}/{name}", path.meta.id),
        kind: Kind::Written,
        level: cells.iter().map(|&(place, duty)| ground.level(place, duty)).max().unwrap_or(Level::Medium),
        ask: part.ask.clone(),
        form: part.form.clone(),
        because: std::iter::once(&part.because).filter(|doc| !doc.is_empty()).chain(&question.read).cloned().collect(),
        proofs,
        subject: goal.or_else(|| lesson.map(|(title, _)| title)).unwrap_or_else(|| path.title.clone()),
        read,
        places,
        duties,
    }
}

/// The cells that a fact is about; of a set, those that options name.
fn cells(model: &Model, fact: Fact, form: &Form) -> Vec<(Id<Place>, Id<Duty>)> {
    let options = match form {
        Form::One(options, _) | Form::Several(options, _) => options.as_slice(),
        Form::Order(_) | Form::Match(_) => &[],
    };
    let named = options.iter().filter_map(|option| option.named);
    let duties = named.clone().filter_map(|named| if let crate::model::Named::Duty(duty) = named { Some(duty) } else { None });
    let places = named.filter_map(|named| if let crate::model::Named::Place(place) = named { Some(place) } else { None });
    match fact {
        Fact::Holder(duty, place) => vec![(place, duty)],
        Fact::Class(layer, place) => model.layers[layer].duties.iter().map(|&duty| (place, duty)).collect(),
        Fact::Duties(_, place) => duties.map(|duty| (place, duty)).collect(),
        Fact::Places(_, duty) => places.map(|place| (place, duty)).collect(),
        Fact::Leave(_, to) | Fact::Come(_, to) => duties.map(|duty| (to, duty)).collect(),
    }
}

/// What teaches the first of these goals.
fn lesson(model: &Model, id: Id<Path>, tests: &[usize]) -> Option<(String, String)> {
    let path = &model.paths[id];
    let module = path.modules.iter().find(|module| tests.iter().any(|goal| module.teaches.contains(goal)))?;
    Some(match module.reading {
        Reading::Lesson(at) => (path.lessons[at].title.clone(), address::lesson(model, id, at)),
        Reading::Guide(guide) => (model.guides[guide].title.clone(), address::guide(model, guide)),
        Reading::Place(place) => (model.places[place].name.clone(), address::place(model, place)),
    })
}
