//! The first sheet of a workbook: what it is, what is on the others, how it is filled in, how it comes back.

use crate::model::State;
use crate::view::workbook::{Cell, Page, Role, Row, Sheet, Workbook};
use crate::vocabulary::Vocabulary;

/// The name of the sheet.
pub(super) const NAME: &str = "README";

/// Whether anything in a workbook is meant to be filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// To fill in and to bring back.
    Return,
    /// To read.
    Read,
}

/// The page for a workbook with these sheets.
pub(super) fn page(book: &Workbook, sheets: &[Sheet], usage: Use) -> Page {
    let mut rows = vec![Row::new(Role::Title, [Cell::text(&*book.title)]), pair("What it is", &book.about)];
    rows.extend(book.marks.iter().map(|(name, value)| pair(name, value)));
    rows.push(Row::new(Role::Line, [Cell::text("Date"), Cell::Day(book.date)]));
    rows.push(heading("What is on the sheets"));
    rows.extend(sheets.iter().map(|sheet| pair(&sheet.name, &sheet.says)));
    if usage == Use::Return {
        rows.push(heading("How to fill it in"));
        rows.extend(FILLING.iter().map(|(what, how)| pair(what, how)));
        rows.push(heading("States"));
        rows.extend(State::WORDS.iter().map(|(word, state)| pair(word, meaning(*state))));
        rows.push(heading("How it comes back"));
        rows.extend(RETURN.iter().map(|(what, how)| pair(what, how)));
    }
    Page { widths: vec![26, 84], rows, upright: true }
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

const RETURN: &[(&str, &str)] = &[
    ("onus import checklist FILE", "Reads this workbook and shows what has changed before anything is kept."),
    ("What is read", "The columns Done to Until of the sheet Checklist, row by row, by the hidden column Item. Everything else is left alone."),
];

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
