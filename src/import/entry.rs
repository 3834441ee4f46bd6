//! A row of a filled checklist, as its reader found it, into an entry that can be merged: words, days and lengths are checked here,
//! the same for every format.

use jiff::civil::Date;

use crate::diag::nearest;
use crate::import::record::{Record, pieces};
use crate::model::State;
use crate::source::is_hidden;
use crate::vocabulary::Vocabulary;

/// Rows of one file, at most.
pub(super) const ROW_LIMIT: usize = 20_000;
/// Characters of a name.
const NAME_LIMIT: usize = 200;
/// Characters of a note, a reason, or one piece of evidence.
const TEXT_LIMIT: usize = 4_000;
/// Pieces of evidence.
const PIECE_LIMIT: usize = 50;

/// What a row of a checklist can be filled with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cell {
    Done,
    State,
    Owner,
    Date,
    Note,
    Evidence,
    Reason,
    Until,
}

impl Cell {
    pub(super) const ALL: [Self; 8] = [Self::Done, Self::State, Self::Owner, Self::Date, Self::Note, Self::Evidence, Self::Reason, Self::Until];

    /// The word that people see: the heading of a column, the label of a line.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Done => "Done",
            Self::State => "State",
            Self::Owner => "Owner",
            Self::Date => "Date",
            Self::Note => "Note",
            Self::Evidence => "Evidence",
            Self::Reason => "Reason",
            Self::Until => "Until",
        }
    }

    /// The cell with this label, however its letters are written.
    pub(super) fn named(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cell| cell.label().eq_ignore_ascii_case(label.trim()))
    }

    /// The key that programs use for it: that of a status file, and `done`.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::State => "state",
            Self::Owner => "by",
            Self::Date => "on",
            Self::Note => "note",
            Self::Evidence => "evidence",
            Self::Reason => "because",
            Self::Until => "until",
        }
    }
}

/// A row as it was found: an item's key, and what stands in its cells, none of it looked at yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Row {
    /// The key as written.
    pub(super) item: String,
    /// Cells that hold something, trimmed.
    pub(super) cells: Vec<(Cell, String)>,
    /// Where in the file: `row 12`, `line 40`, `page 3`.
    pub(super) place: String,
}

impl Row {
    /// A row about an item, with nothing in it yet.
    pub(super) fn new(item: &str, place: String) -> Self {
        Self { item: item.trim().to_owned(), cells: Vec::new(), place }
    }

    /// Notes what a cell holds; nothing where it is blank. Several pieces of evidence come one after the other.
    pub(super) fn put(&mut self, cell: Cell, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        match self.cells.iter_mut().find(|(known, _)| *known == cell) {
            Some((_, before)) => {
                before.push('\n');
                before.push_str(text);
            }
            None => self.cells.push((cell, text.to_owned())),
        }
    }

    /// Goes on with what a cell holds, on the next line of its file.
    pub(super) fn go_on(&mut self, cell: Cell, text: &str) {
        if let Some((_, before)) = self.cells.iter_mut().find(|(known, _)| *known == cell) {
            before.push(if cell == Cell::Evidence { '\n' } else { ' ' });
            before.push_str(text);
        } else {
            self.put(cell, text);
        }
    }

    /// What a cell holds; empty where it is blank.
    pub(super) fn get(&self, cell: Cell) -> &str {
        self.cells.iter().find(|(known, _)| *known == cell).map_or("", |(_, text)| text)
    }
}

/// A row that could be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Entry {
    /// The box; `None` where the format has none.
    pub(super) done: Option<bool>,
    /// What the other cells say.
    pub(super) said: Record,
    /// Whether its file has no place for a reason, so that the note has to tell it.
    pub(super) note_is_reason: bool,
    /// Remarks on what was read in another way than it is written.
    pub(super) hints: Vec<String>,
}

/// A row that could not be read: what is wrong, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) why: String,
    pub(super) help: String,
}

impl Fault {
    pub(super) fn new(why: impl Into<String>, help: impl Into<String>) -> Self {
        Self { why: why.into(), help: help.into() }
    }
}

/// Reads the cells of a row. `latest` is the last day that is not in the future.
pub(super) fn entry(row: &Row, latest: Date) -> Result<Entry, Fault> {
    let mut hints = Vec::new();
    let said = Record {
        state: state(row.get(Cell::State))?,
        by: text(row, Cell::Owner, NAME_LIMIT)?,
        on: day(row, Cell::Date)?,
        evidence: evidence(row)?,
        note: text(row, Cell::Note, TEXT_LIMIT)?,
        because: text(row, Cell::Reason, TEXT_LIMIT)?,
        until: day(row, Cell::Until)?,
        from: String::new(),
    };
    if let Some(on) = said.on.filter(|on| *on > latest) {
        return Err(Fault::new(format!("the date {on} is still to come"), "enter the day on which it was found"));
    }
    let until = match (said.on, said.until) {
        (Some(on), Some(until)) if until < on => {
            hints.push(format!("`Until` says {until}, before the date {on}, and was not taken"));
            None
        }
        (_, until) => until,
    };
    Ok(Entry { done: done(row.get(Cell::Done))?, said: Record { until, ..said }, note_is_reason: false, hints })
}

/// A tick, in the words that programs and people write for one.
fn done(text: &str) -> Result<Option<bool>, Fault> {
    const YES: [&str; 18] = [
        "true",
        "yes",
        "y",
        "x",
        "1",
        "on",
        "done",
        "\u{2713}",
        "\u{2714}",
        "\u{2611}",
        "\u{2705}",
        "wahr",
        "vrai",
        "verdadero",
        "vero",
        "waar",
        "prawda",
        "ja",
    ];
    const NO: [&str; 14] = ["false", "no", "n", "0", "off", "-", "\u{2610}", "falsch", "faux", "falso", "onwaar", "fałsz", "nein", "not done"];
    let word = text.to_lowercase();
    let word = word.trim_end_matches('\u{fe0f}');
    match word {
        "" => Ok(None),
        _ if YES.contains(&word) => Ok(Some(true)),
        _ if NO.contains(&word) => Ok(Some(false)),
        _ => Err(Fault::new(format!("`{}` is no tick", short(text)), "write `TRUE`, or leave it blank")),
    }
}

fn state(text: &str) -> Result<Option<State>, Fault> {
    if text.is_empty() {
        return Ok(None);
    }
    let word = text.split_whitespace().collect::<Vec<_>>().join("-").replace(['_', '\u{2011}'], "-").to_lowercase();
    let word = match word.as_str() {
        "n/a" | "na" => "not-applicable",
        "partially-met" | "partial" => "partly-met",
        word => word,
    };
    let words = State::WORDS.iter().map(|(word, _)| *word);
    State::from_word(word).map(Some).ok_or_else(|| {
        let help = match nearest(word, words.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("a state is {}", words.map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")),
        };
        Fault::new(format!("`{}` is no state", short(text)), help)
    })
}

fn day(row: &Row, cell: Cell) -> Result<Option<Date>, Fault> {
    let text = row.get(cell);
    // Programs write a day with the midnight that it begins at.
    let plain = text.strip_suffix("T00:00:00").or_else(|| text.strip_suffix(" 00:00:00")).unwrap_or(text);
    if plain.is_empty() {
        return Ok(None);
    }
    match plain.parse::<Date>() {
        Ok(date) if plain.len() == 10 => Ok(Some(date)),
        _ => {
            let why = format!("`{}` in `{}` is not a day of the calendar", short(text), cell.label());
            Err(Fault::new(why, "write it as year-month-day: `2026-03-31`"))
        }
    }
}

fn text(row: &Row, cell: Cell, limit: usize) -> Result<String, Fault> {
    let text = row.get(cell).replace("\r\n", "\n").replace('\r', "\n");
    let text: Vec<&str> = text.lines().map(str::trim_end).collect();
    let text = text.join("\n");
    checked(&text, cell, limit)?;
    Ok(if cell == Cell::Owner { text.split_whitespace().collect::<Vec<_>>().join(" ") } else { text })
}

fn evidence(row: &Row) -> Result<Vec<String>, Fault> {
    let all = [row.get(Cell::Evidence).to_owned()];
    let found: Vec<String> = pieces(&all).map(str::to_owned).collect();
    if found.len() > PIECE_LIMIT {
        let why = format!("`Evidence` has {} pieces; {PIECE_LIMIT} is the limit", found.len());
        return Err(Fault::new(why, "link to a page that lists them"));
    }
    found.iter().try_for_each(|piece| checked(piece, Cell::Evidence, TEXT_LIMIT))?;
    Ok(found)
}

/// Refuses a text that is too long, or holds what is no text.
fn checked(text: &str, cell: Cell, limit: usize) -> Result<(), Fault> {
    let length = text.chars().count();
    if length > limit {
        let why = format!("`{}` has {length} characters; {limit} is the limit", cell.label());
        return Err(Fault::new(why, "shorten it, and link to the rest as evidence"));
    }
    match text.chars().find(|c| is_hidden(*c) || *c == '\r') {
        Some(c) if !c.is_control() => {
            Err(Fault::new(format!("`{}` holds U+{:04X}, which turns the direction of the text", cell.label(), u32::from(c)), "remove it"))
        }
        Some(c) => Err(Fault::new(format!("`{}` holds the control character U+{:04X}", cell.label(), u32::from(c)), "remove it")),
        None => Ok(()),
    }
}

/// The beginning of what somebody entered, for a message.
pub(super) fn short(text: &str) -> String {
    const SHOWN: usize = 40;
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(SHOWN).collect();
    if text.chars().nth(SHOWN).is_some() { format!("{line}…") } else { line }
}
