//! Who holds each duty: the answers of one level, and the chain of levels that decides.
//!
//! The nearest answer counts (workload, variant, service, service model); at the same distance a dated change
//! beats a duty, and a duty beats its layer.

mod derive;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::diag::rules;
use crate::markdown::Doc;
use crate::model::{Duty, Id, Layer, Model, Role, Says};
use crate::parse::{DutyWords, Entries, NotApplicable, OneOrMany, Text};
use crate::resolve::dates::{not_in_future, urls};
use crate::resolve::foundation::role;
use crate::resolve::lookup::{DUTY, LAYER, Lookup, Target};
use crate::source::Span;

pub(crate) use derive::derive;

/// The kind under which layers and duties are noted that two parties were given.
pub(crate) const CONTESTED: &str = "contested";

/// The kind under which places are noted about whose holders something was lost.
const UNSURE: &str = "holders";

/// What one level (a service model, a service, a variant) writes about holders.
pub(crate) struct Declared<'p> {
    pub(crate) accountable: &'p Entries<OneOrMany<Text>>,
    pub(crate) not_applicable: &'p [NotApplicable],
    pub(crate) words: Option<&'p Entries<DutyWords>>,
}

/// What one level answers, looked up.
#[derive(Debug, Default)]
pub(crate) struct Answers {
    by_duty: BTreeMap<Id<Duty>, Answer>,
    by_layer: BTreeMap<Id<Layer>, Answer>,
    changes: BTreeMap<Id<Duty>, Vec<Move>>,
    says: BTreeMap<Id<Duty>, Arc<Says>>,
    /// Whether something was named that nothing resembles: then any duty may have been meant.
    incomplete: bool,
}

/// One answer: a role or party, or `None` for "not applicable".
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) who: Option<Role>,
    word: Option<&'static str>,
    because: Option<Doc>,
    span: Span,
}

/// A dated change, before its roles are parties.
#[derive(Debug)]
struct Move {
    on: Date,
    from: Role,
    to: Role,
    source: Option<String>,
    note: Option<String>,
    span: Span,
}

impl Answers {
    /// The nearest answer for a duty, dated changes apart.
    pub(crate) fn nearest(&self, duty: Id<Duty>, layer: Id<Layer>) -> Option<&Answer> {
        self.by_duty.get(&duty).or_else(|| self.by_layer.get(&layer))
    }
}

/// Looks up what a level writes. Reports unknown ids, and duties that are answered twice.
pub(crate) fn answers(declared: &Declared<'_>, model: &Model, cx: &mut Lookup<'_>) -> Answers {
    let mut answers = Answers::default();
    let Entries(accountable) = declared.accountable;
    for (key, targets) in accountable {
        let Some(who) = role(model, key, cx) else {
            // Whoever was meant, these duties were meant to be held.
            for target in &targets.0 {
                if cx.target(model, target).is_some() {
                    cx.suspects.mean(DUTY.kind, &target.value);
                    cx.suspects.mean(LAYER.kind, &target.value);
                }
            }
            continue;
        };
        let word = match who {
            Role::Provider => Some("provider"),
            Role::Customer => Some("customer"),
            Role::Party(_) => None,
        };
        for target in &targets.0 {
            match cx.target(model, target) {
                Some(found) => {
                    let answer = Answer { who: Some(who), word, because: None, span: target.span };
                    add_answer(&mut answers, found, target, answer, model, cx);
                }
                None => answers.incomplete |= !cx.resembles_target(model, target),
            }
        }
    }
    for entry in declared.not_applicable {
        add_not_applicable(entry, &mut answers, model, cx);
    }
    if let Some(Entries(words)) = declared.words {
        words.iter().for_each(|(id, words)| add_words(id, words, &mut answers, model, cx));
    }
    answers
}

fn add_answer(answers: &mut Answers, target: Target, id: &Text, answer: Answer, model: &Model, cx: &mut Lookup<'_>) {
    let first = match target {
        Target::Layer(layer) => answers.by_layer.get(&layer),
        Target::Duty(duty) => answers.by_duty.get(&duty),
    };
    if let Some(first) = first {
        let (one, other) = (in_words(first, model), in_words(&answer, model));
        let both = if one == other { format!("{one} twice") } else { format!("{one} and {}", other.trim_start_matches("given ")) };
        let message = format!("`{}` is {both}", id.value);
        // Until one of the two is left out, nobody knows who should hold it.
        cx.suspects.mean(CONTESTED, &id.value);
        let finding = cx.report(&rules::DOUBLY_ASSIGNED_DUTY, answer.span, message).label("second time");
        finding.related(first.span, "first time").help("exactly one party holds a duty: leave one of the two out");
        return;
    }
    match target {
        Target::Layer(layer) => drop(answers.by_layer.insert(layer, answer)),
        Target::Duty(duty) => drop(answers.by_duty.insert(duty, answer)),
    }
}

/// What an answer says, for messages: "given to `customer`".
fn in_words(answer: &Answer, model: &Model) -> String {
    match (&answer.word, answer.who) {
        (Some(role), _) => format!("given to `{role}`"),
        (None, Some(Role::Party(party))) => format!("given to `{}`", model.parties[party].meta.id),
        (None, _) => "declared not applicable".to_owned(),
    }
}

fn add_not_applicable(entry: &NotApplicable, answers: &mut Answers, model: &Model, cx: &mut Lookup<'_>) {
    let id = match (&entry.layer, &entry.duty) {
        (Some(id), None) | (None, Some(id)) => id,
        (Some(_), Some(duty)) => {
            cx.report(&rules::WRONG_TYPE, duty.span, "this names a layer and a duty").help("keep one of them, or write two entries");
            return;
        }
        (None, None) if cx.suspects.lost_in(entry.span) => return,
        (None, None) => {
            cx.report(&rules::MISSING_KEY, entry.span, "the key `layer` or `duty` is missing").label("which one is not applicable?");
            return;
        }
    };
    if entry.because.is_none() && !cx.suspects.lost_in(entry.span) {
        let finding = cx.report(&rules::MISSING_REASON, id.span, format!("`{}` is not applicable, but nothing says why", id.value));
        finding.help("add `because:` with the reason");
    }
    let target = cx.target(model, id);
    answers.incomplete |= target.is_none() && !cx.resembles_target(model, id);
    if let Some(target) = target {
        let because = entry.because.as_ref().map(|prose| prose.doc.clone());
        add_answer(answers, target, id, Answer { who: None, word: None, because, span: id.span }, model, cx);
    }
}

fn add_words(id: &Text, words: &DutyWords, answers: &mut Answers, model: &Model, cx: &mut Lookup<'_>) {
    if let Some(since) = &words.since {
        not_in_future(since, "what is said", cx);
    }
    let Some(duty) = cx.find(&model.duties, DUTY, id) else { return };
    let mut sources: Vec<String> = words.source.iter().map(|url| url.0.value.clone()).collect();
    sources.extend(urls(&words.sources));
    if !words.says.doc.is_empty() {
        let since = words.since.as_ref().map(|day| day.value);
        answers.says.insert(duty, Arc::new(Says { text: words.says.doc.clone(), sources, since, span: id.span }));
    }
    let moves = moves(words, answers.by_duty.get(&duty), model, cx);
    if !moves.is_empty() {
        answers.changes.insert(duty, moves);
    }
}

fn moves(words: &DutyWords, today: Option<&Answer>, model: &Model, cx: &mut Lookup<'_>) -> Vec<Move> {
    let mut moves: Vec<Move> = Vec::new();
    for change in &words.changes {
        let (from, to) = (role(model, &change.from, cx), role(model, &change.to, cx));
        let (Some(on), Some(from), Some(to)) = (&change.on, from, to) else { continue };
        not_in_future(on, "the change", cx);
        if let Some(before) = moves.last() {
            if before.on >= on.value {
                let finding =
                    cx.report(&rules::CHANGE_OUT_OF_ORDER, on.span, format!("this change is not later than the one before it, {}", before.on));
                finding.related(before.span, "the change before").help("write changes oldest first");
                continue;
            }
            if before.to != from {
                let finding =
                    cx.report(&rules::CHANGE_DISAGREES, change.from.span, "this change starts from somebody else than the one before led to");
                finding.related(before.span, "the change before");
            }
        }
        let source = change.source.as_ref().map(|url| url.0.value.clone());
        moves.push(Move { on: on.value, from, to, source, note: change.note.as_ref().map(|note| note.value.clone()), span: on.span });
    }
    if let (Some(last), Some(today)) = (moves.last(), today)
        && today.who != Some(last.to)
    {
        let finding = cx.report(&rules::CHANGE_DISAGREES, today.span, "this says otherwise than the last dated change");
        finding.related(last.span, "the last change").help("leave it out: the dated change says who holds the duty");
    }
    moves
}
