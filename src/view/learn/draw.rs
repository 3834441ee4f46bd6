//! Drawing questions: as many as are asked for, of many kinds and about many things, and the same ones for the same seed.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Choice, Form, Id, Named, Place};
use crate::view::learn::dice::{disorder, shuffled};
use crate::view::learn::{Kind, Question};

/// What is drawn.
#[derive(Debug, Clone)]
pub struct Draw<'d> {
    /// How many questions.
    pub count: usize,
    /// Another word draws others.
    pub seed: &'d str,
    /// About these services and variants alone; all, where there is none.
    pub places: &'d [Id<Place>],
}

/// Questions drawn from a pool, the easy ones first, their options in an order that tells nothing.
pub fn draw(pool: &[Question], wanted: &Draw<'_>) -> Vec<Question> {
    let about = |question: &&Question| wanted.places.is_empty() || question.places.iter().any(|place| wanted.places.contains(place));
    let drawn = shuffled(pool.iter().filter(about), wanted.seed, |question| question.id.clone());
    let mut taken = Taken::default();
    let mut chosen: Vec<&Question> = Vec::new();
    // What is asked once is asked enough; where the pool is too small for that, it is asked again in another way.
    for strict in [3, 2, 1, 0] {
        for question in &drawn {
            if chosen.len() < wanted.count && !chosen.iter().any(|one| one.id == question.id) && taken.has_room(question, strict, wanted.count) {
                taken.add(question);
                chosen.push(question);
            }
        }
    }
    chosen.sort_by_key(|question| question.level);
    chosen.into_iter().map(|question| mixed(question, wanted.seed)).collect()
}

/// What was asked so far.
#[derive(Default)]
struct Taken {
    kinds: BTreeMap<Kind, usize>,
    duties: BTreeMap<usize, usize>,
    subjects: BTreeMap<String, usize>,
    places: BTreeMap<usize, usize>,
    /// Kind and places of every question: what chooses among the same places is the same question with another duty.
    among: BTreeSet<(Kind, Vec<Id<Place>>)>,
}

impl Taken {
    fn has_room(&self, question: &Question, strict: usize, count: usize) -> bool {
        let most = |share: usize| count.div_ceil(share).max(1);
        let share = match (strict > 1, is_alike(question.kind)) {
            (true, true) => 10,
            (true, false) | (false, true) => 6,
            (false, false) => 3,
        };
        let kinds = self.kinds.get(&question.kind).copied().unwrap_or_default() < most(share) && !self.among.contains(&among(question));
        let subjects = self.subjects.get(&question.subject).copied().unwrap_or_default() < most(if strict > 1 { 5 } else { 2 });
        let duties = question.duties.iter().all(|duty| !self.duties.contains_key(&duty.index()));
        let places = question.places.iter().all(|place| self.places.get(&place.index()).copied().unwrap_or_default() < most(8));
        match strict {
            3 => kinds && subjects && duties && places,
            2 => kinds && duties,
            1 => kinds && subjects,
            _ => true,
        }
    }

    fn add(&mut self, question: &Question) {
        *self.kinds.entry(question.kind).or_default() += 1;
        if question.places.len() > 1 {
            self.among.insert(among(question));
        }
        *self.subjects.entry(question.subject.clone()).or_default() += 1;
        question.duties.iter().for_each(|duty| *self.duties.entry(duty.index()).or_default() += 1);
        question.places.iter().for_each(|place| *self.places.entry(place.index()).or_default() += 1);
    }
}

fn among(question: &Question) -> (Kind, Vec<Id<Place>>) {
    let mut places = question.places.clone();
    places.sort();
    (question.kind, places)
}

/// Kinds whose questions are all put in one way, so that a few of them are enough.
fn is_alike(kind: Kind) -> bool {
    matches!(kind, Kind::Uses | Kind::Class | Kind::Team)
}

/// Kinds whose options stand in an order of their own: the parties, the days, the teams, the classes.
fn keeps_order(kind: Kind) -> bool {
    matches!(kind, Kind::Holder | Kind::Before | Kind::Since | Kind::Team | Kind::Class)
}

/// Whether every option is a party: those stand in one order everywhere.
fn is_between_parties(question: &Question) -> bool {
    let party = |choice: &Choice| matches!(choice.named, Some(Named::Party(_)));
    matches!(&question.form, Form::One(choices, _) | Form::Several(choices, _) if choices.iter().all(party))
}

/// The same question with its options in another order.
pub(super) fn mixed(question: &Question, seed: &str) -> Question {
    if keeps_order(question.kind) || is_between_parties(question) {
        return question.clone();
    }
    let seed = format!("{seed}/{}", question.id);
    let order = |count: usize| match question.kind {
        // Authors tend to write the right one first.
        Kind::Written => shuffled(0..count, &seed, usize::to_string),
        _ => disorder(count, &seed),
    };
    let form = match &question.form {
        Form::One(choices, right) => {
            let order = order(choices.len());
            Form::One(order.iter().map(|&at| choices[at].clone()).collect(), order.iter().position(|at| at == right).unwrap_or_default())
        }
        Form::Several(choices, right) => {
            let order = order(choices.len());
            let keys = order.iter().enumerate().filter(|(_, at)| right.contains(at)).map(|(new, _)| new).collect();
            Form::Several(order.iter().map(|&at| choices[at].clone()).collect(), keys)
        }
        form => form.clone(),
    };
    Question { form, ..question.clone() }
}
