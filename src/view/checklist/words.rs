//! The words for what a line says, the same in every document.

use crate::model::{Cadence, Mode, Priority, Scope, State};
use crate::view::checklist::{Line, PlaceLine};

/// How much it matters.
pub fn priority(priority: Priority) -> &'static str {
    match priority {
        Priority::Critical => "critical",
        Priority::High => "high",
        Priority::Medium => "medium",
        Priority::Low => "low",
    }
}

/// How often it is done.
pub fn cadence(cadence: Cadence) -> &'static str {
    match cadence {
        Cadence::Once => "once",
        Cadence::Continuous => "continuous",
        Cadence::Daily => "daily",
        Cadence::Weekly => "weekly",
        Cadence::Monthly => "monthly",
        Cadence::Quarterly => "quarterly",
        Cadence::Yearly => "yearly",
        Cadence::OnChange => "on change",
    }
}

/// How often its item appears.
pub fn scope(scope: Scope) -> &'static str {
    match scope {
        Scope::Service => "for each service",
        Scope::Workload => "once for the workload",
        Scope::Account => "once for each account",
        Scope::Organization => "once for the organization",
    }
}

/// Whether the work is done or turned on.
pub fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Provide => "do it",
        Mode::Configure => "turn it on",
    }
}

/// What was found.
pub fn state(state: State) -> &'static str {
    match state {
        State::NotAssessed => "not assessed",
        State::Met => "met",
        State::PartlyMet => "partly met",
        State::NotMet => "not met",
        State::NotApplicable => "not applicable",
        State::RiskAccepted => "risk accepted",
    }
}

/// Where an item applies: its place, how often a wider one appears, or the places that share its words.
pub fn place(line: &Line<'_>) -> String {
    match (&line.place, line.scope) {
        (Some(place), _) => place.name.to_owned(),
        (None, Scope::Service) => names(&line.called_by),
        (None, wider) => capital(scope(wider)),
    }
}

/// The names of places, as a list.
pub fn names(places: &[PlaceLine<'_>]) -> String {
    places.iter().map(|place| place.name).collect::<Vec<_>>().join(", ")
}

/// The words with a capital letter in front.
pub fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
