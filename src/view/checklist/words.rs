//! The words for what a line says, the same in every document.

use crate::markdown::Inline;
use crate::model::{Priority, Scope};
use crate::view::checklist::{Line, PlaceLine};
use crate::vocabulary::Vocabulary;

/// A word of the model as readers meet it: `on-change` is "on change".
pub fn word(word: impl Vocabulary) -> String {
    word.word().replace('-', " ")
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

/// The heading of what matters as much.
pub fn priority(priority: Priority) -> &'static str {
    match priority {
        Priority::Critical => "Critical",
        Priority::High => "High",
        Priority::Medium => "Medium",
        Priority::Low => "Low",
    }
}

/// The id and the heading of what appears as often as a scope.
pub fn once(scope: Scope) -> (&'static str, &'static str) {
    match scope {
        Scope::Service => ("service", "For each service"),
        Scope::Workload => ("workload", "Once for the workload"),
        Scope::Account => ("account", "Once for each account"),
        Scope::Organization => ("organization", "Once for the organization"),
    }
}

/// Where an item applies: its place, how often a wider one appears, or the places that share its words; many are only counted.
pub fn place(line: &Line<'_>) -> String {
    match (&line.place, line.scope) {
        (Some(place), _) => place.name.to_owned(),
        (None, Scope::Service) if listed_apart(line) => format!("{} services and variants", line.called_by.len()),
        (None, Scope::Service) => names(&line.called_by),
        (None, wider) => capital(scope(wider)),
    }
}

/// Whether the places of an item are a list of their own: those that call for a wider one, or too many for a title.
pub fn listed_apart(line: &Line<'_>) -> bool {
    line.place.is_none() && (line.scope != Scope::Service || line.called_by.len() > 3)
}

/// A sentence in which words between backticks are code.
pub fn spans(sentence: &str) -> Vec<Inline> {
    let code = |at: usize| at % 2 == 1;
    let parts: Vec<&str> = sentence.split('`').collect();
    // An odd number of backticks means that one of them is only itself.
    if parts.len().is_multiple_of(2) {
        return vec![Inline::Text(sentence.to_owned())];
    }
    let span = |(at, part): (usize, &str)| if code(at) { Inline::Code(part.to_owned()) } else { Inline::Text(part.to_owned()) };
    parts.into_iter().enumerate().filter(|(_, part)| !part.is_empty()).map(span).collect()
}

/// The names of places, as a list.
pub fn names(places: &[PlaceLine<'_>]) -> String {
    places.iter().map(|place| place.name).collect::<Vec<_>>().join(", ")
}

/// The names of the places that call for an item, each with what led to it unless it is used directly:
/// `EC2, EBS (through EC2)`.
pub fn callers(places: &[PlaceLine<'_>]) -> String {
    let caller = |place: &PlaceLine<'_>| {
        let between: Vec<&str> = place.paths.iter().filter_map(|path| Some(path.split_once(WAY)?.1.rsplit_once(WAY)?.0)).collect();
        match between.is_empty() || between.len() < place.paths.len() {
            true => place.name.to_owned(),
            false => format!("{} (through {})", place.name, between.join("; ")),
        }
    };
    places.iter().map(caller).collect::<Vec<_>>().join(", ")
}

/// What stands between two places of a way.
pub const WAY: &str = " > ";

/// The words with a capital letter in front.
pub fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
