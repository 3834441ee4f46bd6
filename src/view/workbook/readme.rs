//! The first sheet of a workbook: what it is, what is on the others, how it is filled in, how it comes back.

use crate::model::State;
use crate::view::checklist::Checklist;
use crate::view::workbook::{Cell, Page, Role, Row, Sheet, Workbook};
use crate::vocabulary::Vocabulary;

/// The name of the sheet.
pub(super) const NAME: &str = "README";

/// What a workbook is for.
#[derive(Clone, Copy)]
pub(super) enum Use<'l, 'm> {
    /// To fill in and to bring back.
    Return(&'l Checklist<'m>),
    /// To read.
    Read,
}

/// The page for a workbook with these sheets.
pub(super) fn page(book: &Workbook, sheets: &[Sheet], usage: Use<'_, '_>) -> Page {
    let mut rows = vec![Row::new(Role::Title, [Cell::text(&*book.title)]), pair("What it is", &book.about)];
    if let Use::Return(list) = usage {
        rows.extend(list.audience.map(|audience| pair("For", audience)));
        rows.extend((!list.introduction.is_empty()).then(|| pair("Before you start", &list.introduction.plain())));
    }
    rows.extend(book.marks.iter().map(|(name, value)| pair(name, value)));
    rows.push(Row::new(Role::Line, [Cell::text("Date"), Cell::Day(book.date)]));
    rows.push(heading("What is on the sheets"));
    rows.extend(sheets.iter().map(|sheet| pair(&sheet.name, &sheet.says)));
    if let Use::Return(list) = usage {
        rows.push(heading("How to fill it in"));
        rows.extend(FILLING.iter().map(|(what, how)| pair(what, how)));
        rows.push(heading("States"));
        rows.extend(State::WORDS.iter().map(|(word, state)| pair(word, meaning(*state))));
        rows.push(heading("How it comes back"));
        let workload = if list.workload.is_some() { "" } else { " --workload ID" };
        rows.push(pair(&format!("onus import checklist FILE{workload}"), RETURN));
        rows.push(heading("Sign-off: name, date, signature"));
        rows.extend(list.sign_off.iter().map(|role| Row::new(Role::Ask, [Cell::text(*role), Cell::Blank])));
    }
    Page { widths: vec![30, 80], rows, upright: true }
}

const FILLING: &[(&str, &str)] = &[
    (
        "Done, State",
        "Tick Done when an item is done, or choose a State. An item that is ticked and has no state counts as met. Where a program shows no boxes, write TRUE.",
    ),
    ("Blue headers", "Stand over the columns to fill in. Nothing else needs a change."),
    ("Owner, Date", "Who found it or did it, and when. A day is written as 2026-11-30."),
    ("Note, Evidence", "What to know about it, and what proves it: links or names of documents, each on a line of its own (Alt+Enter)."),
    ("Reason, Until", "not-applicable and risk-accepted need a reason. What is past its Until counts as not assessed."),
    ("Team", "Choose one. The names come from the table By team on the sheet Summary: write your own into its free lines."),
    ("Everything else", "Sort, filter and hide as you like. Leave the hidden column Item as it is: a row is recognised by it."),
];

const RETURN: &str = "Merges the columns Done to Until of the sheet Checklist into the status of the workload, row by row, by the hidden column \
    Item. What was left blank changes nothing. With --dry-run it only shows what would change.";

/// What a state means, in a sentence.
fn meaning(state: State) -> &'static str {
    match state {
        State::NotAssessed => "Nobody has looked yet, or what was found has expired.",
        State::Met => "Done, and shown.",
        State::PartlyMet => "Done in part.",
        State::NotMet => "Not done.",
        State::NotApplicable => "Left out, with a reason.",
        State::RiskAccepted => "Not done, and somebody carries the risk, with a reason.",
    }
}

fn heading(words: &str) -> Row {
    Row::new(Role::Heading, [Cell::text(words)])
}

fn pair(name: &str, value: &str) -> Row {
    Row::new(Role::Line, [Cell::text(name), Cell::text(value)])
}
