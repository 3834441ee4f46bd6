//! The words of questions: sentences about duties, and the reason for a cell in one sentence.

use crate::markdown::{Block, Doc, Inline};
use crate::model::{Choice, Duty, Holder, Id, Level, Model, Named, Place, Step, Via};
use crate::view::learn::Proof;

/// A paragraph; what stands between pairs of `**` is strong. Nothing else in it is markup.
pub(super) fn paragraph(text: &str) -> Doc {
    let inlines = text.split("**").enumerate().filter(|(_, part)| !part.is_empty());
    let inline = |(at, part): (usize, &str)| match at % 2 {
        0 => Inline::Text(part.to_owned()),
        _ => Inline::Strong(vec![Inline::Text(part.to_owned())]),
    };
    Doc::new(vec![Block::Paragraph(inlines.map(inline).collect())], Vec::new())
}

/// A duty after "has to": `install security updates for the guest operating system`.
pub(super) fn task(model: &Model, duty: Id<Duty>) -> String {
    lower(&model.duties[duty].says)
}

/// A text inside a sentence: the first letter small, unless the word is written in capitals.
pub fn lower(text: &str) -> String {
    let word = text.split_whitespace().next().unwrap_or_default();
    if word.chars().skip(1).any(|letter| letter.is_uppercase() || letter.is_ascii_digit()) {
        return text.to_owned();
    }
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// A text at the start of a sentence.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn list(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// An option that names something.
pub(super) fn option(says: impl Into<String>, named: Named, because: impl Into<String>) -> Choice {
    Choice { says: says.into(), named: Some(named), because: Some(because.into()) }
}

/// Who holds it, as a name.
pub(super) fn name(model: &Model, holder: Holder) -> &str {
    match holder {
        Holder::Party(party) => &model.parties[party].name,
        Holder::NotApplicable | Holder::Unassigned => "nobody",
    }
}

/// Why a duty lies where it lies, in one sentence.
pub(super) fn reason(model: &Model, place: Id<Place>, duty: Id<Duty>) -> String {
    let (cell, own) = (&model.places[place].cells[duty.index()], &model.places[place].name);
    let Some(step) = cell.chain.first() else { return String::new() };
    if let (Holder::NotApplicable, Some(because)) = (cell.holder, &step.because) {
        let because = because.plain().replace('\n', " ");
        return format!("It does not exist on {own}: {}.", because.trim_end_matches('.'));
    }
    let holder = name(model, cell.holder);
    let target = match &step.via {
        Via::Layer => format!("the layer {}", model.layers[model.duties[duty].layer].name),
        _ => "this duty".to_owned(),
    };
    let overridden = cell.chain.get(1).filter(|next| next.holder != step.holder);
    let otherwise = overridden.map(|next| otherwise(model, next)).unwrap_or_default();
    match (&step.via, step.level) {
        (Via::Change(on), _) if *on > model.as_of => format!("It lies with {holder} until {on}."),
        (Via::Change(on), _) => format!("It lies with {holder} since {on}."),
        (_, Level::Model) => format!("{own} starts from the service model {}, which gives {target} to {holder}.", model_name(model, place)),
        _ => format!("{} gives {target} to {holder}{otherwise}.", step.subject),
    }
}

fn otherwise(model: &Model, next: &Step) -> String {
    let holder = name(model, next.holder);
    match (next.holder, next.level) {
        (Holder::NotApplicable, Level::Model) => format!("; its service model, {}, has no such duty", next.subject),
        (Holder::NotApplicable, _) => format!("; on {} in general the duty does not exist", next.subject),
        (_, Level::Model) => format!("; by its service model, {}, it would lie with {holder}", next.subject),
        _ => format!("; on {} in general it lies with {holder}", next.subject),
    }
}

fn model_name(model: &Model, place: Id<Place>) -> &str {
    &model.service_models[model.places[place].model].name
}

/// The words of a place about a duty, with its holder; the reason, where it has none of its own.
pub(super) fn told(model: &Model, place: Id<Place>, duty: Id<Duty>) -> String {
    match own_words(model, place, duty) {
        Some(words) => format!("{}: {}", name(model, model.holder(place, duty)), words.plain().replace('\n', " ")),
        None => reason(model, place, duty),
    }
}

/// Proofs of several cells, each sentence once.
pub(super) fn proofs(model: &Model, cells: impl IntoIterator<Item = (Id<Place>, Id<Duty>)>) -> Vec<Proof> {
    let mut found: Vec<Proof> = Vec::new();
    for (place, duty) in cells {
        let one = proof(model, place, duty);
        match found.iter_mut().find(|known| known.says == one.says) {
            Some(known) => {
                let new: Vec<String> = one.sources.into_iter().filter(|source| !known.sources.contains(source)).collect();
                known.sources.extend(new);
            }
            None => found.push(one),
        }
    }
    found
}

/// What the answer for a cell rests on: the reason, the words of the service, and the place they are written at.
pub(super) fn proof(model: &Model, place: Id<Place>, duty: Id<Duty>) -> Proof {
    let cell = &model.places[place].cells[duty.index()];
    let mut sources: Vec<String> = cell.says.iter().flat_map(|says| says.sources.clone()).collect();
    sources.extend(cell.changes.iter().filter_map(|change| change.source.clone()));
    sources.dedup();
    Proof { says: reason(model, place, duty), span: cell.chain.first().map(|step| step.span), sources }
}

/// The words that a service has of its own about a duty.
pub(super) fn own_words(model: &Model, place: Id<Place>, duty: Id<Duty>) -> Option<Doc> {
    let says = model.places[place].cells[duty.index()].says.as_ref()?;
    (!says.text.is_empty()).then(|| says.text.clone())
}
