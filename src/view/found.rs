//! What is known about one item of a workload: what tailoring decided, else what was found last.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::model::{Item, Model, State, Status, Tailoring, Workload};
use crate::view::checklist::words;

/// What was found about an item of a workload, or decided by tailoring.
#[derive(Debug, Clone)]
pub struct Found<'m> {
    /// The state that counts: `NotAssessed` where what was found has run out.
    pub state: State,
    /// Why, note, by whom, when, until: what there is, as short lines.
    pub words: Vec<String>,
    /// Links or names of evidence.
    pub evidence: &'m [String],
    /// The same field by field, as a document is filled in with it.
    pub entered: Entered<'m>,
    /// What was found before it ran out; `None` where it counts.
    pub expired: Option<State>,
    /// Whether tailoring decided it, so that nothing is looked for.
    pub decided: bool,
}

/// What was entered about an item, or decided by tailoring, field by field.
#[derive(Debug, Clone, Default)]
pub struct Entered<'m> {
    /// Who found it, did it or agreed to it.
    pub by: Option<&'m str>,
    /// When.
    pub on: Option<Date>,
    /// More about it.
    pub note: Option<&'m str>,
    /// Why, for what is left out or accepted.
    pub because: Option<Cow<'m, str>>,
    /// Until when it counts.
    pub until: Option<Date>,
}

/// What the fields of a document hold before anybody fills them in. What comes back unchanged is no change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields<'f> {
    /// The box.
    pub done: bool,
    /// The state; blank where none counts.
    pub state: Option<State>,
    /// "Owner".
    pub by: &'f str,
    /// "Date".
    pub on: Option<Date>,
    /// "Note".
    pub note: &'f str,
    /// "Evidence".
    pub evidence: &'f [String],
    /// "Reason".
    pub because: &'f str,
    /// "Until".
    pub until: Option<Date>,
}

impl<'m> Found<'m> {
    /// A state about which nothing more is known.
    pub fn of(state: State) -> Self {
        Self { state, words: Vec::new(), evidence: &[], entered: Entered::default(), expired: None, decided: false }
    }

    /// What a document's fields are filled with. Of what has run out, state and days are blank: they are to be found anew.
    pub fn fields(&self) -> Fields<'_> {
        let (counts, entered) = (self.expired.is_none(), &self.entered);
        Fields {
            done: counts && self.state == State::Met,
            state: Some(self.state).filter(|_| counts),
            by: entered.by.unwrap_or_default(),
            on: entered.on.filter(|_| counts),
            note: entered.note.unwrap_or_default(),
            evidence: self.evidence,
            because: entered.because.as_deref().unwrap_or_default(),
            until: entered.until.filter(|_| counts),
        }
    }

    /// What it says beyond state, owner, date, note and evidence: why, until when, what has passed.
    pub fn beyond(&self) -> Vec<String> {
        if let Some(ran_out) = self.ran_out() {
            return std::iter::once(ran_out).chain(self.entered.because.as_deref().map(str::to_owned)).collect();
        }
        let Entered { by, on, note, .. } = self.entered;
        let agreed = if self.decided { "approved" } else { "found" };
        let shown = [note.map(str::to_owned), by.map(|by| format!("{agreed} by {by}")), on.map(|on| format!("on {on}"))];
        self.words.iter().filter(|word| !shown.iter().flatten().any(|known| known == *word)).cloned().collect()
    }

    /// What has run out, in words; `None` where it counts.
    pub fn ran_out(&self) -> Option<String> {
        let state = words::word(self.expired?);
        let Entered { by, on, until, .. } = self.entered;
        let by = by.map(|by| format!(" by {by}")).unwrap_or_default();
        let on = on.map(|on| format!(" on {on}")).unwrap_or_default();
        let until = until.map(|until| format!(", counted until {until}")).unwrap_or_default();
        Some(format!("{state}{by}{on}{until}; not assessed now"))
    }
}

/// What tailoring decided about an item, while it counts, else what was found last.
pub fn found<'m>(model: &'m Model, workload: &'m Workload, item: &Item, key: &str) -> Option<Found<'m>> {
    let mut words = Vec::new();
    match workload.tailoring_of(item.control, item.place) {
        Some(entry) if entry.until.is_none_or(|until| until >= model.as_of) => return Some(decided(entry)),
        Some(entry) => {
            let ended = entry.until.map(|until| format!(" until {until}")).unwrap_or_default();
            words.push(format!("{}{ended}, which has passed", words::word(entry.state)));
        }
        None => {}
    }
    match workload.status_of(key) {
        Some(status) => Some(assessed(status, words)),
        None if words.is_empty() => None,
        None => Some(Found { words, ..Found::of(State::NotAssessed) }),
    }
}

fn decided(entry: &Tailoring) -> Found<'_> {
    let because = entry.because.plain().replace('\n', " ");
    let mut words = vec![because.clone()];
    words.extend(entry.approved_by.as_ref().map(|by| format!("approved by {by}")));
    words.extend(entry.until.map(|until| format!("until {until}")));
    words.retain(|word| !word.is_empty());
    let because = Some(because).filter(|because| !because.is_empty()).map(Cow::Owned);
    let entered = Entered { by: entry.approved_by.as_deref(), because, until: entry.until, ..Entered::default() };
    Found { words, entered, decided: true, ..Found::of(entry.state) }
}

fn assessed(status: &Status, mut words: Vec<String>) -> Found<'_> {
    words.extend(status.because.clone());
    words.extend(status.note.clone());
    words.extend(status.by.as_ref().map(|by| format!("found by {by}")));
    words.extend(status.on.map(|on| format!("on {on}")));
    words.extend(status.until.map(|until| if status.expired { format!("ran out on {until}") } else { format!("counts until {until}") }));
    let entered = Entered {
        by: status.by.as_deref(),
        on: status.on,
        note: status.note.as_deref(),
        because: status.because.as_deref().map(Cow::Borrowed),
        until: status.until,
    };
    let expired = status.expired.then_some(status.written);
    Found { words, evidence: &status.evidence, entered, expired, ..Found::of(status.state) }
}
