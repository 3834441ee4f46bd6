//! What is said about one item, field by field: as a status file has it, and as a filled checklist says it.

use jiff::civil::Date;

use crate::model::State;
use crate::parse::{Status, Text};
use crate::vocabulary::Vocabulary;

/// A field of an entry, in the order in which entries have them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    State,
    By,
    On,
    Evidence,
    Note,
    Because,
    Until,
    From,
}

impl Field {
    pub(super) const ALL: [Self; 8] = [Self::State, Self::By, Self::On, Self::Evidence, Self::Note, Self::Because, Self::Until, Self::From];

    /// The key in a status file.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::By => "by",
            Self::On => "on",
            Self::Evidence => "evidence",
            Self::Note => "note",
            Self::Because => "because",
            Self::Until => "until",
            Self::From => "from",
        }
    }
}

/// What is said about one item; blank fields say nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) state: Option<State>,
    pub(super) by: String,
    pub(super) on: Option<Date>,
    pub(super) evidence: Vec<String>,
    pub(super) note: String,
    pub(super) because: String,
    pub(super) until: Option<Date>,
    pub(super) from: String,
}

impl Record {
    /// What an entry of a status file says.
    pub(super) fn of(status: &Status) -> Self {
        let text = |text: &Option<Text>| text.as_ref().map(|text| text.value.clone()).unwrap_or_default();
        Self {
            state: status.state.map(|state| state.value),
            by: text(&status.by),
            on: status.on.as_ref().map(|on| on.value),
            evidence: status.evidence.0.iter().map(|evidence| evidence.value.clone()).collect(),
            note: text(&status.note),
            because: text(&status.because),
            until: status.until.as_ref().map(|until| until.value),
            from: text(&status.from),
        }
    }

    /// The lines of a field: none where it is blank, one for each piece of evidence.
    pub(super) fn lines(&self, field: Field) -> Vec<String> {
        let text = |text: &String| Some(text.clone()).filter(|text| !text.is_empty()).into_iter().collect();
        let day = |day: Option<Date>| day.map(|day| day.to_string()).into_iter().collect();
        match field {
            Field::State => self.state.map(|state| state.word().to_owned()).into_iter().collect(),
            Field::By => text(&self.by),
            Field::On => day(self.on),
            Field::Evidence => self.evidence.clone(),
            Field::Note => text(&self.note),
            Field::Because => text(&self.because),
            Field::Until => day(self.until),
            Field::From => text(&self.from),
        }
    }

    /// Whether a field says nothing.
    pub(super) fn is_blank(&self, field: Field) -> bool {
        self.lines(field).is_empty()
    }

    /// Whether nothing is said at all, but perhaps where it came from.
    pub(super) fn says_nothing(&self) -> bool {
        Field::ALL.into_iter().filter(|field| *field != Field::From).all(|field| self.is_blank(field))
    }

    /// Whether a field says the same in both. A document breaks lines and separates evidence in its own way, so that does not count.
    pub(super) fn agrees(&self, other: &Self, field: Field) -> bool {
        match field {
            Field::Evidence => pieces(&self.evidence).eq(pieces(&other.evidence)),
            _ => words(self.lines(field)) == words(other.lines(field)),
        }
    }

    /// Whether all that `self` says stands in `other` as well.
    pub(super) fn adds_nothing_to(&self, other: &Self) -> bool {
        said().all(|field| self.is_blank(field) || self.agrees(other, field))
    }

    /// Takes a field from another record.
    pub(super) fn take(&mut self, other: &Self, field: Field) {
        match field {
            Field::State => self.state = other.state,
            Field::By => self.by.clone_from(&other.by),
            Field::On => self.on = other.on,
            Field::Evidence => self.evidence.clone_from(&other.evidence),
            Field::Note => self.note.clone_from(&other.note),
            Field::Because => self.because.clone_from(&other.because),
            Field::Until => self.until = other.until,
            Field::From => self.from.clone_from(&other.from),
        }
    }
}

/// The fields that say something about an item; where it came from is no part of that.
pub(super) fn said() -> impl Iterator<Item = Field> {
    Field::ALL.into_iter().filter(|field| *field != Field::From)
}

/// A text without regard to how its words are spaced and broken into lines.
fn words(lines: Vec<String>) -> String {
    lines.iter().flat_map(|line| line.split_whitespace()).collect::<Vec<_>>().join(" ")
}

/// Single pieces of evidence.
pub(super) fn pieces(evidence: &[String]) -> impl Iterator<Item = &str> {
    evidence.iter().flat_map(|piece| piece.split(['\n', '\r'])).flat_map(|line| line.split("; ")).map(trim_piece).filter(|piece| !piece.is_empty())
}

fn trim_piece(piece: &str) -> &str {
    piece.trim().trim_end_matches(';').trim_end()
}
