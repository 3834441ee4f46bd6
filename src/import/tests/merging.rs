//! The rules of merging, as a table and as properties: what was entered is in the result, nothing else is lost, twice is once.

use jiff::civil::date;
use proptest::prelude::*;

use crate::import::Prefer;
use crate::import::entry::{Cell, Entry, Row, entry};
use crate::import::merge::{Known, Outcome, has_run_out, merge};
use crate::import::record::{Field, Record, said};
use crate::import::tests::TODAY;
use crate::model::State;

/// A record or an entry in short: `met 2026-11-03 until 2026-12-03 by Ana because … note … see …`.
fn record(text: &str) -> Record {
    let filled = filled(text);
    Record { ..filled.said }
}

fn filled(text: &str) -> Entry {
    let mut row = Row::new("item", String::new());
    let mut words = text.split(' ').filter(|word| !word.is_empty());
    while let Some(word) = words.next() {
        let mut next = || words.next().expect("a value").replace('_', " ");
        match word {
            "ticked" => row.put(Cell::Done, "true"),
            "unticked" => row.put(Cell::Done, "false"),
            "until" => row.put(Cell::Until, &next()),
            "by" => row.put(Cell::Owner, &next()),
            "note" => row.put(Cell::Note, &next()),
            "see" => row.put(Cell::Evidence, &next()),
            "because" => row.put(Cell::Reason, &next()),
            day if day.starts_with("20") => row.put(Cell::Date, day),
            state => row.put(Cell::State, state),
        }
    }
    entry(&row, TODAY).expect("a filled row")
}

fn shown(record: &Record) -> String {
    let line = |field: Field| {
        let text = record.lines(field).join("; ").replace(' ', "_");
        match field {
            Field::State | Field::On => text,
            Field::Evidence => format!("see {text}"),
            _ => format!("{} {text}", field.key()),
        }
    };
    let order = [Field::State, Field::On, Field::Until, Field::By, Field::Note, Field::Evidence, Field::Because];
    order.into_iter().filter(|field| !record.is_blank(*field)).map(line).collect::<Vec<_>>().join(" ")
}

/// What becomes of an entry: the record, or the word for why there is none; and the number of hints.
fn merged(now: &str, entry: &str, prefer: Option<Prefer>) -> String {
    let now = (!now.is_empty()).then(|| record(now));
    let known = Known { record: now.as_ref(), decided: None, today: TODAY };
    let merged = merge(known, &filled(entry), prefer);
    let outcome = match merged.outcome {
        Outcome::Blank => "blank".to_owned(),
        Outcome::Same => "same".to_owned(),
        Outcome::Change(record) => shown(&record),
        Outcome::Behind => "behind".to_owned(),
        Outcome::Conflict(why) => format!("conflict: {why}"),
        Outcome::Refused(fault) => format!("refused: {}", fault.why),
    };
    if merged.hints.is_empty() { outcome } else { format!("{outcome}; hint: {}", merged.hints.join("; ")) }
}

/// Holds each line of a table: known | entered | what comes of it.
fn hold(prefer: Option<Prefer>, table: &[[&str; 3]]) {
    for [now, entry, wanted] in table {
        assert_eq!(merged(now, entry, prefer), *wanted, "known: {now}; entered: {entry}");
    }
}

#[test]
fn what_is_new_is_taken_and_what_is_blank_changes_nothing() {
    hold(
        None,
        &[
            ["", "", "blank"],
            ["", "unticked", "blank"],
            ["", "not-assessed", "blank"],
            ["", "ticked", "met"],
            ["", "ticked 2026-11-10 by Ana", "met 2026-11-10 by Ana"],
            ["", "note later", "not-assessed note later"],
            ["", "not-applicable", "refused: this state needs a reason, and there is none"],
            ["", "risk-accepted because small until 2027-01-31", "risk-accepted until 2027-01-31 because small"],
            ["met 2026-11-03 by Ana", "", "blank"],
            ["met 2026-11-03 by Ana", "ticked", "same"],
            ["met 2026-11-03 by Ana", "met 2026-11-03", "same"],
            ["met 2026-11-03 note two__words", "met note two_words", "same"],
        ],
    );
}

#[test]
fn a_box_that_is_no_longer_ticked_erases_nothing() {
    let hint = "it is not ticked, but known as met: enter another state to change that";
    hold(
        None,
        &[
            ["met 2026-11-03", "unticked", &format!("blank; hint: {hint}")],
            ["met 2026-11-03", "unticked met 2026-11-03", &format!("same; hint: {hint}")],
            ["not-met 2026-11-03", "unticked not-met 2026-11-03", "same"],
            ["met 2026-11-03", "ticked not-met 2026-11-10", "not-met 2026-11-10; hint: it is ticked, but its state says not met: the state counts"],
        ],
    );
}

#[test]
fn the_later_date_counts_and_what_is_blank_stays() {
    hold(
        None,
        &[
            ["met 2026-11-03 by Ana note old see a", "not-met 2026-11-10", "not-met 2026-11-10 by Ana note old see a"],
            ["met 2026-11-03 by Ana see a", "met 2026-11-10 see b by Ben", "met 2026-11-10 by Ben see b"],
            ["met 2026-11-03", "not-met 2026-11-01", "behind"],
            ["met 2026-11-03", "met 2026-11-01 note late", "behind"],
            ["met 2026-11-03", "met 2026-11-03 note more see a", "met 2026-11-03 note more see a"],
            ["met", "met 2026-11-10", "met 2026-11-10"],
            ["not-applicable 2026-11-03 because none", "not-applicable 2026-11-10", "not-applicable 2026-11-10 because none"],
            // A term that ended before the new day was that of the old finding.
            ["met 2026-11-03 until 2026-11-20", "met 2026-11-10", "met 2026-11-10 until 2026-11-20"],
        ],
    );
}

#[test]
fn what_contradicts_on_one_day_or_without_one_waits_for_a_decision() {
    let table = [
        ["met 2026-11-03", "not-met 2026-11-03", "conflict: both are of the same day"],
        ["met 2026-11-03", "not-met", "conflict: the checklist has no date"],
        ["met", "not-met 2026-11-03", "conflict: what is known has no date"],
        ["met note a", "met note b", "conflict: neither has a date"],
    ];
    hold(None, &table);
    let file = ["not-met 2026-11-03", "not-met 2026-11-03", "not-met 2026-11-03", "met note b"];
    let newer = ["conflict: both are of the same day", "behind", "not-met 2026-11-03", "conflict: neither has a date"];
    for ([now, entry, _], (file, newer)) in table.into_iter().zip(file.into_iter().zip(newer)) {
        assert_eq!(merged(now, entry, Some(Prefer::File)), file);
        assert_eq!(merged(now, entry, Some(Prefer::Status)), "behind");
        assert_eq!(merged(now, entry, Some(Prefer::Newer)), newer);
    }
    assert_eq!(merged("met 2026-11-03", "not-met 2026-11-01", Some(Prefer::File)), "not-met 2026-11-01");
    assert_eq!(merged("met 2026-11-03", "not-met 2026-11-10", Some(Prefer::Status)), "behind");
    assert_eq!(merged("met 2026-11-03", "met note more", Some(Prefer::Status)), "met 2026-11-03 note more");
}

#[test]
fn what_has_run_out_is_replaced() {
    let old = "met 2026-09-03 until 2026-10-03 by Ana see a";
    let no_day = "it had run out, and is found again without a date: `--on` gives one";
    hold(
        None,
        &[
            [old, "met 2026-11-10 by Ben", "met 2026-11-10 by Ben see a"],
            [old, "not-met 2026-11-10", "not-met 2026-11-10 by Ana see a"],
            [old, "ticked", &format!("met by Ana see a; hint: {no_day}")],
            [old, "not-met 2026-09-03", "not-met 2026-09-03 until 2026-10-03 by Ana see a"],
            [old, "not-met 2026-08-03", "behind"],
            [old, "not-assessed by Ana see a", "same"],
            [old, "unticked", "blank"],
            [old, "note later", "met 2026-09-03 until 2026-10-03 by Ana note later see a"],
            [old, "met 2026-09-03", "same; hint: it has run out, and the checklist has no later date: enter the day on which it was found again"],
            [old, "met 2026-09-03 until 2026-10-03", "same; hint: its `Until` 2026-10-03 has passed, so it counts as not assessed"],
            [
                "",
                "met 2026-09-03 until 2026-10-03",
                "met 2026-09-03 until 2026-10-03; hint: its `Until` 2026-10-03 has passed, so it counts as not assessed",
            ],
            [old, "2026-11-10 note looked", "not-assessed 2026-11-10 by Ana note looked see a"],
            [
                old,
                "met 2026-11-10 until 2026-10-03",
                "met 2026-11-10 by Ana see a; hint: `Until` says 2026-10-03, before the date 2026-11-10, and was not taken",
            ],
        ],
    );
}

#[test]
fn what_tailoring_decided_comes_back_as_no_change() {
    let decided = record("not-applicable because nothing_there by Ana until 2027-01-31");
    let merged = |entry: &str| merge(Known { record: None, decided: Some(&decided), today: TODAY }, &filled(entry), None).outcome;
    assert_eq!(merged("not-applicable because nothing_there by Ana until 2027-01-31"), Outcome::Same);
    let Outcome::Change(record) = merged("not-applicable because nothing_there note still_so") else { panic!("a note is something new") };
    assert_eq!(shown(&record), "not-applicable note still_so because nothing_there");
}

#[test]
fn where_a_file_has_no_place_for_a_reason_the_note_tells_it() {
    let merged = |now: Option<&Record>, text: &str| {
        let entry = Entry { note_is_reason: true, ..filled(text) };
        merge(Known { record: now, decided: None, today: TODAY }, &entry, None).outcome
    };
    let Outcome::Change(taken) = merged(None, "risk-accepted note small") else { panic!("a reason was given") };
    assert_eq!(shown(&taken), "risk-accepted note small because small");
    assert_eq!(merged(Some(&taken), "risk-accepted note small"), Outcome::Same);
    assert!(matches!(merged(None, "risk-accepted"), Outcome::Refused(_)));
    let known = record("risk-accepted 2026-11-03 because small");
    let Outcome::Change(kept) = merged(Some(&known), "risk-accepted 2026-11-10 note looked_again") else { panic!("the day is later") };
    assert_eq!(shown(&kept), "risk-accepted 2026-11-10 note looked_again because small");
}

#[test]
fn a_row_that_cannot_be_right_is_refused_with_what_to_do() {
    let fault = |cell: Cell, text: &str| {
        let mut row = Row::new("item", String::new());
        row.put(cell, text);
        let fault = entry(&row, TODAY).expect_err("it cannot be right");
        format!("{}; {}", fault.why, fault.help)
    };
    let said = [
        fault(Cell::State, "mett"),
        fault(Cell::State, "perhaps"),
        fault(Cell::Date, "10.11.2026"),
        fault(Cell::Date, "2026-02-30"),
        fault(Cell::Date, "2026-11-16"),
        fault(Cell::Done, "perhaps"),
        fault(Cell::Note, &"x".repeat(4_001)),
        fault(Cell::Owner, "Ana\u{7}"),
        fault(Cell::Owner, "Ana\u{202e}"),
        fault(Cell::Evidence, &"a; ".repeat(51)),
    ];
    assert_eq!(
        said,
        [
            "`mett` is no state; did you mean `met`?",
            "`perhaps` is no state; a state is `not-assessed`, `met`, `partly-met`, `not-met`, `not-applicable`, `risk-accepted`",
            "`10.11.2026` in `Date` is not a day of the calendar; write it as year-month-day: `2026-03-31`",
            "`2026-02-30` in `Date` is not a day of the calendar; write it as year-month-day: `2026-03-31`",
            "the date 2026-11-16 is still to come; enter the day on which it was found",
            "`perhaps` is no tick; write `TRUE`, or leave it blank",
            "`Note` has 4001 characters; 4000 is the limit; shorten it, and link to the rest as evidence",
            "`Owner` holds the control character U+0007; remove it",
            "`Owner` holds U+202E, which turns the direction of the text; remove it",
            "`Evidence` has 51 pieces; 50 is the limit; link to a page that lists them",
        ]
    );
    assert_eq!(filled("Partly_met").said.state, Some(State::PartlyMet));
}

fn any_state() -> impl Strategy<Value = Option<State>> {
    use State::{Met, NotApplicable, NotAssessed, NotMet, PartlyMet, RiskAccepted};
    proptest::option::of(prop_oneof![Just(Met), Just(PartlyMet), Just(NotMet), Just(NotAssessed), Just(NotApplicable), Just(RiskAccepted)])
}

fn any_record() -> impl Strategy<Value = Record> {
    let text = || prop_oneof![Just(String::new()), "[ab]{1,2}"];
    let day = || proptest::option::of((9i8..=11, 1i8..=15).prop_map(|(month, day)| date(2026, month, day)));
    (any_state(), text(), day(), proptest::collection::vec("[ab]", 0..2), text(), text(), day()).prop_map(
        |(state, by, on, evidence, note, because, until)| {
            let until = until.filter(|until| on.is_none_or(|on| on <= *until));
            Record { state, by, on, evidence, note, because, until, from: String::new() }
        },
    )
}

/// A record as a status file can have it.
fn any_status() -> impl Strategy<Value = Record> {
    any_record().prop_map(|record| {
        let state = record.state.unwrap_or(State::NotMet);
        let reason = if matches!(state, State::NotApplicable | State::RiskAccepted) { "because".to_owned() } else { record.because.clone() };
        Record { state: Some(state), because: reason, ..record }
    })
}

fn any_preference() -> impl Strategy<Value = Option<Prefer>> {
    proptest::option::of(prop_oneof![Just(Prefer::File), Just(Prefer::Status), Just(Prefer::Newer)])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// What was merged once is known, so that the second time changes nothing; without `--prefer` too.
    #[test]
    fn twice_is_once(reasoned in any::<bool>(), now in proptest::option::of(any_status()), said in any_record(), done in proptest::option::of(any::<bool>()), prefer in any_preference()) {
        let entry = Entry { done, said, note_is_reason: reasoned, hints: Vec::new() };
        let merged = |now: Option<&Record>, prefer| merge(Known { record: now, decided: None, today: TODAY }, &entry, prefer).outcome;
        if let Outcome::Change(record) = merged(now.as_ref(), prefer) {
            prop_assert_eq!(merged(Some(&record), prefer), Outcome::Same);
            prop_assert!(record.state.is_some());
        }
    }

    /// A field that said something says something afterwards, but for the days of what had run out; and all that was entered is there.
    #[test]
    fn nothing_is_lost(reasoned in any::<bool>(), now in any_status(), said_there in any_record(), done in proptest::option::of(any::<bool>()), prefer in any_preference()) {
        let entry = Entry { done, said: said_there, note_is_reason: reasoned, hints: Vec::new() };
        let outcome = merge(Known { record: Some(&now), decided: None, today: TODAY }, &entry, prefer).outcome;
        if let Outcome::Change(record) = outcome {
            let renewed = has_run_out(&now, TODAY) || now.until.is_some_and(|until| entry.said.on.is_some_and(|on| until < on));
            for field in said().filter(|field| !(renewed && matches!(field, Field::On | Field::Until))) {
                prop_assert!(now.is_blank(field) || !record.is_blank(field), "{:?} was lost", field);
            }
            for field in said().filter(|field| *field != Field::State && !entry.said.is_blank(*field)) {
                prop_assert!(record.agrees(&entry.said, field), "{:?} was not taken", field);
            }
        }
    }

    /// Of two known days the older never replaces the newer, unless the file is preferred.
    #[test]
    fn the_older_never_wins(reasoned in any::<bool>(), now in any_status(), said in any_record()) {
        let entry = Entry { done: None, said: said.clone(), note_is_reason: reasoned, hints: Vec::new() };
        let outcome = merge(Known { record: Some(&now), decided: None, today: TODAY }, &entry, None).outcome;
        if let (Outcome::Change(record), Some(before), Some(on)) = (outcome, now.on, said.on) {
            prop_assert!(on >= before, "{:?} replaced {:?} with {:?}", on, before, record);
        }
    }
}
