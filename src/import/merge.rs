//! The rules of merging: what an entry of a filled checklist does to what is known about its item (ADR 17).
//!
//! Nothing here knows files or formats, and the same entry twice does what it does once.

use std::cmp::Ordering;

use jiff::civil::Date;

use crate::import::Prefer;
use crate::import::entry::{Entry, Fault};
use crate::import::record::{Field, Record, said};
use crate::model::State;

/// What is known about an item so far.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known<'k> {
    /// What the status file says.
    pub(super) record: Option<&'k Record>,
    /// What tailoring decided, which speaks first.
    pub(super) decided: Option<&'k Record>,
    /// The day on which an entry counts or has run out.
    pub(super) today: Date,
}

/// What becomes of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Nothing was entered.
    Blank,
    /// All of it is known already.
    Same,
    /// This is what the status file says from now on.
    Change(Box<Record>),
    /// What is known is newer, or preferred.
    Behind,
    /// Both may be right: somebody has to choose.
    Conflict(&'static str),
    /// It cannot be written as it is.
    Refused(Fault),
}

/// An outcome, and what the reader may want to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Merged {
    pub(super) outcome: Outcome,
    pub(super) hints: Vec<String>,
}

/// Merges an entry into what is known.
pub(super) fn merge(known: Known<'_>, entry: &Entry, prefer: Option<Prefer>) -> Merged {
    let mut hints = entry.hints.clone();
    let theirs = Record { state: entered(entry, known, &mut hints), ..entry.said.clone() };
    let unassessed = theirs.state == Some(State::NotAssessed) && Record { state: None, ..theirs.clone() }.says_nothing();
    if theirs.says_nothing() || (unassessed && known.record.is_none()) {
        return Merged { outcome: Outcome::Blank, hints };
    }
    if known.decided.is_some_and(|decided| theirs.adds_nothing_to(decided)) {
        return Merged { outcome: Outcome::Same, hints };
    }
    if let Some(until) = theirs.until.filter(|until| *until < known.today) {
        hints.push(format!("its `Until` {until} has passed, so it counts as not assessed"));
    }
    let outcome = match known.record {
        None => Outcome::Change(Box::new(Record { state: theirs.state.or(Some(State::NotAssessed)), ..theirs })),
        Some(now) if has_run_out(now, known.today) && !has_run_out(&theirs, known.today) => renewed(now, &theirs, prefer, &mut hints),
        Some(now) => compared(now, &theirs, prefer),
    };
    let outcome = match outcome {
        Outcome::Change(result) => settled(reasoned(result, entry, &mut hints), known),
        outcome => outcome,
    };
    Merged { outcome, hints }
}

/// Takes the note as the reason where the file has no place for one.
fn reasoned(mut result: Box<Record>, entry: &Entry, hints: &mut Vec<String>) -> Box<Record> {
    if entry.note_is_reason && needs_reason(&result) && result.is_blank(Field::Because) && !entry.said.is_blank(Field::Note) {
        result.because.clone_from(&entry.said.note);
        hints.push("its note was taken as the reason: the file has no field for one".to_owned());
    }
    result
}

fn needs_reason(record: &Record) -> bool {
    matches!(record.state, Some(State::NotApplicable | State::RiskAccepted))
}

/// Whether what was found no longer counts.
pub(super) fn has_run_out(record: &Record, today: Date) -> bool {
    record.until.is_some_and(|until| until < today)
}

/// The state that was entered: the word where there is one, else a tick.
fn entered(entry: &Entry, known: Known<'_>, hints: &mut Vec<String>) -> Option<State> {
    let counts = known.record.filter(|record| !has_run_out(record, known.today)).and_then(|record| record.state);
    match (entry.said.state, entry.done) {
        (None | Some(State::Met), Some(false)) if counts == Some(State::Met) => {
            hints.push("it is not ticked, but known as met: enter another state to change that".to_owned());
            entry.said.state
        }
        (Some(state @ (State::PartlyMet | State::NotMet | State::NotAssessed)), Some(true)) => {
            hints.push(format!("it is ticked, but its state says {}: the state counts", crate::view::checklist::words::word(state)));
            Some(state)
        }
        (None, Some(true)) => Some(State::Met),
        (state, _) => state,
    }
}

/// What was found before has run out, so there is nothing to contradict; an older finding still does not replace a newer one.
fn renewed(now: &Record, theirs: &Record, prefer: Option<Prefer>, hints: &mut Vec<String>) -> Outcome {
    let found = theirs.state.is_some_and(|state| state != State::NotAssessed);
    let later = theirs.on.is_some_and(|on| now.on.is_none_or(|before| on > before));
    if !found && !later {
        // "Not assessed" is what the item counts as already.
        return compared(now, &Record { state: None, ..theirs.clone() }, prefer);
    }
    let days = order(theirs.on, now.on);
    let result = match days {
        Some(Ordering::Equal) => over(now, theirs),
        _ => over(&Record { state: Some(State::NotAssessed), on: None, until: None, ..now.clone() }, theirs),
    };
    if said().all(|field| result.agrees(now, field)) {
        hints.push("it has run out, and the checklist has no later date: enter the day on which it was found again".to_owned());
        return Outcome::Same;
    }
    match days {
        Some(Ordering::Less) if prefer != Some(Prefer::File) => return Outcome::Behind,
        _ if prefer == Some(Prefer::Status) => return Outcome::Behind,
        None if theirs.on.is_none() => hints.push("it had run out, and is found again without a date: `--on` gives one".to_owned()),
        _ => {}
    }
    Outcome::Change(Box::new(result))
}

/// Both count: the newer one wins, and what is dated alike, or not at all, must agree.
fn compared(now: &Record, theirs: &Record, prefer: Option<Prefer>) -> Outcome {
    let differs = said().any(|field| !theirs.is_blank(field) && !now.is_blank(field) && !theirs.agrees(now, field));
    let taken = || Outcome::Change(Box::new(over(now, theirs)));
    if !differs {
        return taken();
    }
    match (prefer, order(theirs.on, now.on)) {
        (Some(Prefer::File), _) => taken(),
        (Some(Prefer::Status), _) | (_, Some(Ordering::Less)) => Outcome::Behind,
        (_, Some(Ordering::Greater)) => taken(),
        (_, Some(Ordering::Equal)) => Outcome::Conflict("both are of the same day"),
        (Some(Prefer::Newer), None) if theirs.on.is_some() => taken(),
        (Some(Prefer::Newer), None) if now.on.is_some() => Outcome::Behind,
        (_, None) if theirs.on.is_none() && now.on.is_none() => Outcome::Conflict("neither has a date"),
        (_, None) if theirs.on.is_none() => Outcome::Conflict("the checklist has no date"),
        (_, None) => Outcome::Conflict("what is known has no date"),
    }
}

/// How two days compare, where both are known.
fn order(theirs: Option<Date>, now: Option<Date>) -> Option<Ordering> {
    Some(theirs?.cmp(&now?))
}

/// What is known, with everything that was entered laid over it: a blank never erases.
fn over(now: &Record, theirs: &Record) -> Record {
    let mut result = now.clone();
    said().filter(|field| !theirs.is_blank(*field)).for_each(|field| result.take(theirs, field));
    // A term that ended before the new finding was that of the old one.
    if theirs.until.is_none() && theirs.on.is_some_and(|on| result.until.is_some_and(|until| until < on)) {
        result.until = None;
    }
    result.from.clone_from(&theirs.from);
    result
}

/// Refuses what lacks a reason, and notices a change that changes nothing.
fn settled(mut result: Box<Record>, known: Known<'_>) -> Outcome {
    if let Some(now) = known.record {
        // What says the same in other spacing stays as it is written.
        let same: Vec<Field> = said().filter(|field| result.agrees(now, *field)).collect();
        same.iter().for_each(|field| result.take(now, *field));
        if same.len() == said().count() {
            return Outcome::Same;
        }
    }
    if needs_reason(&result) && result.is_blank(Field::Because) {
        return Outcome::Refused(Fault::new("this state needs a reason, and there is none", "fill in `Reason`"));
    }
    Outcome::Change(result)
}
