//! The answers of all levels put together: the chain of each duty on each place, and the holder that it leads to.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::{Answer, Answers, Move, UNSURE};
use crate::diag::rules;
use crate::model::{Cell, Change, Duty, Holder, Id, Level, Model, Party, Place, Role, ServiceModel, Step, Via};
use crate::resolve::foundation::party_of;
use crate::resolve::lookup::Lookup;
use crate::resolve::services::{OneService, OneVariant};
use crate::resolve::unassigned::Unassigned;
use crate::source::Span;

/// Derives the cells of every place. Reports duties without a holder, and overrides that change nothing.
pub(crate) fn derive(services: &[OneService<'_>], defaults: &[Answers], model: &mut Model, cx: &mut Lookup<'_>) {
    let defaults = Defaults::of(defaults, services, model);
    let derived: Vec<Derived> = services.par_iter().map(|service| derived(service, &defaults, model)).collect();
    let mut unassigned = Unassigned::default();
    for (service, Derived { base, variants, overrides }) in services.iter().zip(&derived) {
        let at = service.raw.body.model.span;
        let whole = |place: Id<Place>| !service.answers.incomplete && !defaults.answers[model.places[place].model.index()].incomplete;
        if service.answers.incomplete || cx.suspects.lost_in(service.raw.body.span) {
            let places = service.variants.iter().map(|variant| variant.place).chain([service.base]);
            places.for_each(|place| cx.suspects.break_one(UNSURE, &model.places[place].meta.id));
        }
        if whole(service.base) {
            unassigned.note(service.base, base, None, at, model);
        }
        for (variant, own) in service.variants.iter().zip(variants) {
            let at = variant.raw.model.as_ref().map_or(at, |name| name.span);
            if whole(variant.place) && !variant.answers.incomplete {
                unassigned.note(variant.place, own, Some(base), at, model);
            }
        }
        overrides.report(cx);
    }
    unassigned.report(model, cx);
    for (service, Derived { base, variants, .. }) in services.iter().zip(derived) {
        let places = service.variants.iter().map(|variant| variant.place).zip(variants);
        places.chain([(service.base, base)]).for_each(|(place, own)| model.places.rows_mut()[place.index()].cells = own);
    }
}

/// The cells of a service and of its variants, and which answers of theirs count.
struct Derived {
    base: Vec<Cell>,
    variants: Vec<Vec<Cell>>,
    overrides: Overrides,
}

fn derived(service: &OneService<'_>, defaults: &Defaults<'_>, model: &Model) -> Derived {
    let mut overrides = Overrides::default();
    let base = chains(service, None, defaults, model, &mut overrides);
    let variants = service.variants.iter().map(|variant| chains(service, Some(variant), defaults, model, &mut overrides)).collect();
    Derived { base, variants, overrides }
}

/// Answers for one duty, nearest first.
type Chain = Arc<[Step]>;

/// What service models answer, and the chains of what nobody else answers: by service model and provider, duty by duty.
struct Defaults<'d> {
    answers: &'d [Answers],
    chains: BTreeMap<(Id<ServiceModel>, Id<Party>), Vec<Chain>>,
}

impl<'d> Defaults<'d> {
    /// Those that the places of these services go by.
    fn of(answers: &'d [Answers], services: &[OneService<'_>], model: &Model) -> Self {
        let mut chains = BTreeMap::new();
        for service in services {
            for place in service.variants.iter().map(|variant| variant.place).chain([service.base]) {
                let (of, provider) = (model.places[place].model, service.provider);
                chains.entry((of, provider)).or_insert_with(|| {
                    let level =
                        Levelled { level: Level::Model, subject: model.service_models[of].short.as_str().into(), answers: &answers[of.index()] };
                    model.duties.ids().map(|duty| level.steps(duty, provider, model).collect()).collect()
                });
            }
        }
        Self { answers, chains }
    }
}

fn chains(
    service: &OneService<'_>,
    variant: Option<&OneVariant<'_>>,
    defaults: &Defaults<'_>,
    model: &Model,
    overrides: &mut Overrides,
) -> Vec<Cell> {
    let place = &model.places[variant.map_or(service.base, |variant| variant.place)];
    let named = |level, id: Id<Place>, answers| Levelled { level, subject: model.places[id].name.as_str().into(), answers };
    let own = variant.map(|variant| named(Level::Variant, variant.place, &variant.answers));
    let levels: Vec<Levelled<'_>> = own.into_iter().chain([named(Level::Service, service.base, &service.answers)]).collect();
    let of_model = &defaults.answers[place.model.index()];
    let beyond = defaults.chains.get(&(place.model, service.provider)).map(Vec::as_slice).unwrap_or_default();
    let cell = |duty: Id<Duty>| {
        let beyond = beyond.get(duty.index()).cloned().unwrap_or_default();
        let nearer: Vec<Step> = levels.iter().flat_map(|level| level.steps(duty, service.provider, model)).collect();
        let chain = if nearer.is_empty() { beyond } else { nearer.into_iter().chain(beyond.iter().cloned()).collect() };
        overrides.note(&chain);
        let answers = || levels.iter().map(|level| level.answers).chain([of_model]);
        let changes = answers().find_map(|answers| answers.changes.get(&duty)).map(Vec::as_slice).unwrap_or_default();
        let holder = chain.first().map_or(Holder::Unassigned, |step| step.holder);
        // What a service says about a duty is not said of a variant that has no such duty.
        let speaking = if holder == Holder::NotApplicable && variant.is_some() { 1 } else { usize::MAX };
        Cell {
            holder,
            chain,
            says: answers().take(speaking).find_map(|answers| answers.says.get(&duty)).cloned(),
            changes: changes.iter().filter_map(|change| resolved_change(change, service.provider, model)).collect(),
        }
    };
    model.duties.ids().map(cell).collect()
}

/// What one level answers, with its name.
struct Levelled<'a> {
    level: Level,
    subject: Arc<str>,
    answers: &'a Answers,
}

impl Levelled<'_> {
    /// Its answers for a duty, nearest first.
    fn steps(&self, duty: Id<Duty>, provider: Id<Party>, model: &Model) -> impl Iterator<Item = Step> {
        let change = self.answers.changes.get(&duty).and_then(|moves| in_force(moves, model.as_of));
        let change =
            change.map(|(day, who, span)| self.step(Via::Change(day), &Answer { who: Some(who), word: None, because: None, span }, provider, model));
        let by_duty = self.answers.by_duty.get(&duty).map(|answer| self.step(Via::Duty, answer, provider, model));
        let by_layer = self.answers.by_layer.get(&model.duties[duty].layer).map(|answer| self.step(Via::Layer, answer, provider, model));
        [change, by_duty, by_layer].into_iter().flatten()
    }

    fn step(&self, via: Via, answer: &Answer, provider: Id<Party>, model: &Model) -> Step {
        let holder = match answer.who {
            Some(role) => party_of(model, role, provider).map_or(Holder::Unassigned, Holder::Party),
            None => Holder::NotApplicable,
        };
        Step {
            level: self.level,
            subject: Arc::clone(&self.subject),
            via,
            holder,
            role: answer.word,
            team: None,
            because: answer.because.clone(),
            span: answer.span,
        }
    }
}

/// The change that says who holds a duty on a day: the last one up to it, or the first one, from which it had not moved yet.
fn in_force(moves: &[Move], day: Date) -> Option<(Date, Role, Span)> {
    let last = moves.iter().rev().find(|change| change.on <= day);
    last.map(|change| (change.on, change.to, change.span)).or_else(|| moves.first().map(|change| (change.on, change.from, change.span)))
}

fn resolved_change(change: &Move, provider: Id<Party>, model: &Model) -> Option<Change> {
    Some(Change {
        on: change.on,
        from: party_of(model, change.from, provider)?,
        to: party_of(model, change.to, provider)?,
        source: change.source.clone(),
        note: change.note.clone(),
        span: change.span,
    })
}

/// Which answers of services and variants change something somewhere.
#[derive(Default)]
struct Overrides {
    seen: BTreeMap<Span, (bool, Option<Span>)>,
}

impl Overrides {
    /// Looks at one chain: an answer changes something when what would count without it is different.
    fn note(&mut self, chain: &[Step]) {
        for (at, step) in chain.iter().enumerate() {
            if step.level == Level::Model || matches!(step.via, Via::Change(_)) {
                continue;
            }
            let beyond = chain.get(at + 1);
            // Where a dated change stands in front, that one is held against this one.
            let moved = at.checked_sub(1).is_some_and(|before| matches!(chain[before].via, Via::Change(_)) && chain[before].level == step.level);
            let differs = moved || beyond.is_none_or(|beyond| beyond.holder != step.holder);
            let entry = self.seen.entry(step.span).or_insert((false, None));
            entry.0 |= differs;
            entry.1 = entry.1.or(beyond.map(|beyond| beyond.span));
        }
    }

    fn report(&self, cx: &mut Lookup<'_>) {
        for (span, (useful, beyond)) in &self.seen {
            if !useful {
                let finding = cx.report(&rules::USELESS_OVERRIDE, *span, "this override changes nothing").label("the holder is the same without it");
                let finding = match beyond {
                    Some(beyond) => finding.related(*beyond, "already said here"),
                    None => finding,
                };
                finding.help("leave it out");
            }
        }
    }
}
