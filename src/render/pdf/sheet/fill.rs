//! What is filled in beside an item: places for it, and what is known already.

use serde::Serialize;

use super::labels::{ENGLISH, Words};
use crate::config::{Layout, Paper, Pdf};
use crate::render::pdf::form::{Field, Form, FormFont, Kind, Slot, fits, name};
use crate::render::pdf::ink::Ink;
use crate::view::checklist::{Found, Line, words};
use crate::vocabulary::{State, Vocabulary};

/// How wide the places are, and how high, in points. The template takes them from here, so that both agree on what fits.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Sizes {
    state: f32,
    by: f32,
    on: f32,
    evidence: f32,
    note: f32,
    /// Of state, owner and date.
    line: f32,
    /// Of evidence and note.
    lines: f32,
    /// State and note of what comes along.
    along_state: f32,
    along_note: f32,
    along_lines: f32,
}

/// The places of an item.
#[derive(Debug, Serialize, Default)]
pub(super) struct Fill {
    done: Slot,
    state: Slot,
    by: Slot,
    on: Slot,
    evidence: Slot,
    note: Slot,
    /// How the box is drawn where no field shows it: `open`, `done`, or `none` where the item does not apply.
    tick: &'static str,
    /// What is known and has no place, or not enough of it.
    rest: Vec<String>,
}

/// Which places an item gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// All of them.
    All,
    /// Box, state and note.
    Brief,
}

/// Gives items their places.
pub(super) struct Filler<'f> {
    /// The fields so far.
    pub(super) form: Form,
    /// How large the places are.
    pub(super) sizes: Sizes,
    font: Option<&'f FormFont>,
    /// Whether they are fields, or only places on paper.
    pub(super) on: bool,
}

impl Sizes {
    fn of(pdf: &Pdf) -> Self {
        // Margins and box are taken off the paper's width.
        let room = if pdf.paper == Paper::A4 { 595.2 } else { 612.0 } - 108.0 - 21.0;
        let along = Self {
            state: 76.0,
            by: 86.0,
            on: 54.0,
            evidence: 0.0,
            note: 0.0,
            line: 22.0,
            lines: 22.0,
            along_state: 70.0,
            along_note: 118.0,
            along_lines: 21.0,
        };
        match pdf.layout {
            Layout::Full => {
                let half = (room - 76.0 - 86.0 - 54.0 - 4.0 * 6.0) / 2.0;
                Self { evidence: half, note: half, ..along }
            }
            Layout::Compact => Self { state: 72.0, by: 118.0, evidence: 124.0, note: 124.0, line: 13.0, lines: 21.0, ..along },
        }
    }
}

impl<'f> Filler<'f> {
    /// For a document as book.toml asks for it.
    pub(super) fn new(pdf: &Pdf, font: Option<&'f FormFont>) -> Self {
        Self { form: Form::default(), sizes: Sizes::of(pdf), font, on: pdf.fillable && font.is_some() }
    }

    /// The places of an item.
    pub(super) fn item(&mut self, line: &Line<'_>, extent: Extent, ink: &mut Ink<'_>) -> Fill {
        let fields = line.status.as_ref().map(Found::fields).unwrap_or_default();
        let (evidence, on) = (fields.evidence.join("\n"), fields.on.map(|on| on.to_string()).unwrap_or_default());
        let mut desk = Desk { about: format!("{}, {}", line.title, words::place(line)), key: &line.key, filler: self, ink, rest: Vec::new() };
        let sizes = desk.filler.sizes;
        let (state_size, note_size) = match extent {
            Extent::All => ((sizes.state, sizes.line), (sizes.note, sizes.lines)),
            Extent::Brief => ((sizes.along_state, sizes.along_lines), (sizes.along_note, sizes.along_lines)),
        };
        let mut fill = Fill { done: desk.done(fields.done), state: desk.state(fields.state, state_size), tick: tick(line), ..Fill::default() };
        match extent {
            Extent::All => {
                fill.by = desk.text(("by", ENGLISH.owner), Kind::Name, fields.by, (sizes.by, sizes.line));
                fill.on = desk.text(("on", ENGLISH.day_tip), Kind::Day, &on, (sizes.on, sizes.line));
                fill.evidence = desk.text(("evidence", ENGLISH.evidence_tip), Kind::Lines, &evidence, (sizes.evidence, sizes.lines));
            }
            Extent::Brief => {
                let unasked = [fields.by.to_owned(), on, evidence.replace('\n', "; ")];
                desk.rest.extend(unasked.into_iter().filter(|word| !word.is_empty()));
            }
        }
        fill.note = desk.text(("note", ENGLISH.note), Kind::Lines, fields.note, note_size);
        let rest = std::mem::take(&mut desk.rest);
        let rest = rest.into_iter().chain(line.status.iter().flat_map(Found::beyond));
        fill.rest = rest.map(|word| ink.words(&word)).collect();
        fill
    }

    /// The places of a person who signs: name, day, signature.
    pub(super) fn role(&mut self, role: &str, ink: &mut Ink<'_>) -> Signing {
        let plain = |c: char| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
        let of = format!("sign-off/{}", role.chars().map(plain).collect::<String>());
        let mut slot = |own: &str, label: Words, kind: Kind| match self.on {
            true => self.form.add(Field { name: name(&of, own), tip: format!("{role}: {label}"), kind, value: String::new() }),
            false => Slot::default(),
        };
        Signing {
            name: slot("name", ENGLISH.name, Kind::Name),
            day: slot("date", ENGLISH.day_tip, Kind::Day),
            signature: slot("signature", ENGLISH.signature, Kind::Signature),
            role: ink.words(role),
        }
    }
}

/// Somebody who signs.
#[derive(Debug, Serialize)]
pub(super) struct Signing {
    role: String,
    name: Slot,
    day: Slot,
    signature: Slot,
}

/// One item on its way.
struct Desk<'d, 'f, 'i, 'k> {
    filler: &'d mut Filler<'f>,
    ink: &'d mut Ink<'i>,
    key: &'k str,
    about: String,
    rest: Vec<String>,
}

impl Desk<'_, '_, '_, '_> {
    fn done(&mut self, ticked: bool) -> Slot {
        let value = if ticked { "Yes" } else { "" };
        self.slot("done", ENGLISH.done, Kind::Tick, value)
    }

    fn state(&mut self, state: Option<State>, size: (f32, f32)) -> Slot {
        let shown = |state: State| words::capital(&words::word(state));
        if self.filler.on {
            let choices = State::WORDS.iter().map(|(word, state)| (*word, shown(*state))).collect();
            return self.slot("state", ENGLISH.state, Kind::Choice(choices), state.map_or("", Vocabulary::word));
        }
        self.printed(&state.map(shown).unwrap_or_default(), size, false)
    }

    fn text(&mut self, (own, label): (&str, Words), kind: Kind, value: &str, size: (f32, f32)) -> Slot {
        let several = kind == Kind::Lines;
        if !self.filler.on {
            return self.printed(value, size, several);
        }
        if self.filler.font.is_some_and(|font| !fits(value, size, several, font)) {
            self.rest.push(value.replace('\n', "; "));
        }
        self.slot(own, label, kind, value)
    }

    fn slot(&mut self, own: &str, label: Words, kind: Kind, value: &str) -> Slot {
        if !self.filler.on {
            return Slot::default();
        }
        let tip = format!("{}: {label}", self.about);
        self.filler.form.add(Field { name: name(self.key, own), tip, kind, value: value.to_owned() })
    }

    /// What is known, where its place shows it whole.
    fn printed(&mut self, value: &str, size: (f32, f32), several: bool) -> Slot {
        let whole = self.filler.font.is_some_and(|font| fits(value, size, several, font));
        if !whole {
            self.rest.push(value.replace('\n', "; "));
        }
        Slot::printed(if whole { self.ink.words(value) } else { String::new() })
    }
}

fn tick(line: &Line<'_>) -> &'static str {
    match line.status.as_ref().map(|found| found.state) {
        Some(State::Met) => "done",
        Some(State::NotApplicable) => "none",
        _ => "open",
    }
}
