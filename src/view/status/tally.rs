//! Parts counted by state, and what they add up to: a whole is as good as its worst part.

use serde::Serialize;

use crate::model::State;
use crate::view::checklist::words;
use crate::vocabulary::Vocabulary;

/// How many parts are in which state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// All parts.
    pub all: usize,
    /// Those that count for a percentage: all but what is not applicable.
    pub applicable: usize,
    /// Done, and shown.
    pub met: usize,
    /// Not done, and somebody carries the risk.
    pub risk_accepted: usize,
    /// Nobody has looked, or what was found has run out.
    pub not_assessed: usize,
    /// Of those: what has run out.
    pub expired: usize,
    /// Done in part.
    pub partly_met: usize,
    /// Not done.
    pub not_met: usize,
    /// Left out, with a reason.
    pub not_applicable: usize,
}

impl Tally {
    /// Counts parts: state, and whether what was found has run out.
    pub fn of(parts: impl IntoIterator<Item = (State, bool)>) -> Self {
        let mut tally = Self::default();
        parts.into_iter().for_each(|(state, expired)| tally.add(state, expired));
        tally
    }

    /// Counts one more part.
    pub fn add(&mut self, state: State, expired: bool) {
        self.all += 1;
        self.applicable += usize::from(state != State::NotApplicable);
        self.expired += usize::from(expired);
        *match state {
            State::Met => &mut self.met,
            State::RiskAccepted => &mut self.risk_accepted,
            State::NotAssessed => &mut self.not_assessed,
            State::PartlyMet => &mut self.partly_met,
            State::NotMet => &mut self.not_met,
            State::NotApplicable => &mut self.not_applicable,
        } += 1;
    }

    /// How many parts are in a state.
    pub fn count(&self, state: State) -> usize {
        match state {
            State::Met => self.met,
            State::RiskAccepted => self.risk_accepted,
            State::NotAssessed => self.not_assessed,
            State::PartlyMet => self.partly_met,
            State::NotMet => self.not_met,
            State::NotApplicable => self.not_applicable,
        }
    }

    /// What the parts add up to: the heaviest of their states. Of nothing, nothing applies.
    pub fn state(&self) -> State {
        let there = State::WORDS.iter().map(|(_, state)| *state).filter(|state| self.count(*state) > 0);
        there.max_by_key(|state| state.weight()).unwrap_or(State::NotApplicable)
    }

    /// How much of what applies is met, rounded down; `None` where nothing applies.
    pub fn percent(&self) -> Option<usize> {
        (self.met * 100).checked_div(self.applicable)
    }

    /// The counts by state in words, worst first; states without a part are left out.
    pub fn words(&self) -> String {
        let mut states: Vec<State> = State::WORDS.iter().map(|(_, state)| *state).filter(|state| self.count(*state) > 0).collect();
        states.sort_by_key(|state| std::cmp::Reverse(state.weight()));
        let ran_out = if self.expired > 0 { format!(" ({} ran out)", self.expired) } else { String::new() };
        let word = |state: &State| {
            let more = if *state == State::NotAssessed { ran_out.as_str() } else { "" };
            format!("{} {}{more}", self.count(*state), words::word(*state))
        };
        states.iter().map(word).collect::<Vec<_>>().join(", ")
    }

    /// The share with what it is a share of: `12 of 40 met (30 %)`.
    pub fn share(&self) -> String {
        match self.percent() {
            Some(percent) => format!("{} of {} met ({percent} %)", self.met, self.applicable),
            None => "nothing applies".to_owned(),
        }
    }
}
