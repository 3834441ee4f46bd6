//! Who holds each duty: the answers of one level, and the chain of levels that decides.
//!
//! The nearest answer counts (workload, variant, service, service model); at the same distance a dated change
//! beats a duty, and a duty beats its layer.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::diag::rules;
use crate::markdown::Doc;
use crate::model::{Cell, Change, Duty, Holder, Id, Layer, Level, Model, Party, Place, Role, Says, ServiceModel, Step, Via};
use crate::parse::{DutyWords, Entries, NotApplicable, OneOrMany, Text};
use crate::resolve::dates::{not_in_future, urls};
use crate::resolve::foundation::{party_of, role};
use crate::resolve::lookup::{DUTY, LAYER, Lookup, Target};
use crate::resolve::services::{OneService, OneVariant};
use crate::resolve::unassigned::Unassigned;
use crate::source::Span;

/// The kind under which layers and duties are noted that two parties were given.
pub(crate) const CONTESTED: &str = "contested";

/// The kind under which places are noted about whose holders something was lost.
const UNSURE: &str = "holders";

/// What one level (a service model, a service, a variant) writes about holders.
pub(crate) struct Declared<'p> {
    pub(crate) accountable: &'p Entries<OneOrMany<Text>>,
    pub(crate) not_applicable: &'p [NotApplicable],
    pub(crate) words: Option<&'p Entries<DutyWords>>,
}

/// What one level answers, looked up.
#[derive(Debug, Default)]
pub(crate) struct Answers {
    by_duty: BTreeMap<Id<Duty>, Answer>,
    by_layer: BTreeMap<Id<Layer>, Answer>,
    changes: BTreeMap<Id<Duty>, Vec<Move>>,
    says: BTreeMap<Id<Duty>, Arc<Says>>,
    /// Whether something was named that nothing resembles: then any duty may have been meant.
    incomplete: bool,
}

/// One answer: a role or party, or `None` for "not applicable".
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) who: Option<Role>,
    word: Option<&'static str>,
    because: Option<Doc>,
    span: Span,
}

/// A dated change, before its roles are parties.
#[derive(Debug)]
struct Move {
    on: Date,
    from: Role,
    to: Role,
    source: Option<String>,
    note: Option<String>,
    span: Span,
}

impl Answers {
    /// The nearest answer for a duty, dated changes apart.
    pub(crate) fn nearest(&self, duty: Id<Duty>, layer: Id<Layer>) -> Option<&Answer> {
        self.by_duty.get(&duty).or_else(|| self.by_layer.get(&layer))
    }
}

/// Looks up what a level writes. Reports unknown ids, and duties that are answered twice.
pub(crate) fn answers(declared: &Declared<'_>, model: &Model, cx: &mut Lookup<'_>) -> Answers {
    let mut answers = Answers::default();
    let Entries(accountable) = declared.accountable;
    for (key, targets) in accountable {
        let Some(who) = role(model, key, cx) else {
            // Whoever was meant, these duties were meant to be held.
            for target in &targets.0 {
                if cx.target(model, target).is_some() {
                    cx.suspects.mean(DUTY.kind, &target.value);
                    cx.suspects.mean(LAYER.kind, &target.value);
                }
            }
            continue;
        };
        let word = match who {
            Role::Provider => Some("provider"),
            Role::Customer => Some("customer"),
            Role::Party(_) => None,
        };
        for target in &targets.0 {
            match cx.target(model, target) {
                Some(found) => {
                    let answer = Answer { who: Some(who), word, because: None, span: target.span };
                    add_answer(&mut answers, found, target, answer, model, cx);
                }
                None => answers.incomplete |= !cx.resembles_target(model, target),
            }
        }
    }
    for entry in declared.not_applicable {
        add_not_applicable(entry, &mut answers, model, cx);
    }
    if let Some(Entries(words)) = declared.words {
        words.iter().for_each(|(id, words)| add_words(id, words, &mut answers, model, cx));
    }
    answers
}

fn add_answer(answers: &mut Answers, target: Target, id: &Text, answer: Answer, model: &Model, cx: &mut Lookup<'_>) {
    let first = match target {
        Target::Layer(layer) => answers.by_layer.get(&layer),
        Target::Duty(duty) => answers.by_duty.get(&duty),
    };
    if let Some(first) = first {
        let (one, other) = (in_words(first, model), in_words(&answer, model));
        let both = if one == other { format!("{one} twice") } else { format!("{one} and {}", other.trim_start_matches("given ")) };
        let message = format!("`{}` is {both}", id.value);
        // Until one of the two is left out, nobody knows who should hold it.
        cx.suspects.mean(CONTESTED, &id.value);
        let finding = cx.report(&rules::DOUBLY_ASSIGNED_DUTY, answer.span, message).label("second time");
        finding.related(first.span, "first time").help("exactly one party holds a duty: leave one of the two out");
        return;
    }
    match target {
        Target::Layer(layer) => drop(answers.by_layer.insert(layer, answer)),
        Target::Duty(duty) => drop(answers.by_duty.insert(duty, answer)),
    }
}

/// What an answer says, for messages: "given to `customer`".
fn in_words(answer: &Answer, model: &Model) -> String {
    match (&answer.word, answer.who) {
        (Some(role), _) => format!("given to `{role}`"),
        (None, Some(Role::Party(party))) => format!("given to `{}`", model.parties[party].meta.id),
        (None, _) => "declared not applicable".to_owned(),
    }
}

fn add_not_applicable(entry: &NotApplicable, answers: &mut Answers, model: &Model, cx: &mut Lookup<'_>) {
    let id = match (&entry.layer, &entry.duty) {
        (Some(id), None) | (None, Some(id)) => id,
        (Some(_), Some(duty)) => {
            cx.report(&rules::WRONG_TYPE, duty.span, "this names a layer and a duty").help("keep one of them, or write two entries");
            return;
        }
        (None, None) if cx.suspects.lost_in(entry.span) => return,
        (None, None) => {
            cx.report(&rules::MISSING_KEY, entry.span, "the key `layer` or `duty` is missing").label("which one is not applicable?");
            return;
        }
    };
    if entry.because.is_none() && !cx.suspects.lost_in(entry.span) {
        let finding = cx.report(&rules::MISSING_REASON, id.span, format!("`{}` is not applicable, but nothing says why", id.value));
        finding.help("add `because:` with the reason");
    }
    let target = cx.target(model, id);
    answers.incomplete |= target.is_none() && !cx.resembles_target(model, id);
    if let Some(target) = target {
        let because = entry.because.as_ref().map(|prose| prose.doc.clone());
        add_answer(answers, target, id, Answer { who: None, word: None, because, span: id.span }, model, cx);
    }
}

fn add_words(id: &Text, words: &DutyWords, answers: &mut Answers, model: &Model, cx: &mut Lookup<'_>) {
    if let Some(since) = &words.since {
        not_in_future(since, "what is said", cx);
    }
    let Some(duty) = cx.find(&model.duties, DUTY, id) else { return };
    let mut sources: Vec<String> = words.source.iter().map(|url| url.0.value.clone()).collect();
    sources.extend(urls(&words.sources));
    if !words.says.doc.is_empty() {
        let since = words.since.as_ref().map(|day| day.value);
        answers.says.insert(duty, Arc::new(Says { text: words.says.doc.clone(), sources, since, span: id.span }));
    }
    let moves = moves(words, answers.by_duty.get(&duty), model, cx);
    if !moves.is_empty() {
        answers.changes.insert(duty, moves);
    }
}

fn moves(words: &DutyWords, today: Option<&Answer>, model: &Model, cx: &mut Lookup<'_>) -> Vec<Move> {
    let mut moves: Vec<Move> = Vec::new();
    for change in &words.changes {
        let (from, to) = (role(model, &change.from, cx), role(model, &change.to, cx));
        let (Some(on), Some(from), Some(to)) = (&change.on, from, to) else { continue };
        not_in_future(on, "the change", cx);
        if let Some(before) = moves.last() {
            if before.on >= on.value {
                let finding =
                    cx.report(&rules::CHANGE_OUT_OF_ORDER, on.span, format!("this change is not later than the one before it, {}", before.on));
                finding.related(before.span, "the change before").help("write changes oldest first");
                continue;
            }
            if before.to != from {
                let finding =
                    cx.report(&rules::CHANGE_DISAGREES, change.from.span, "this change starts from somebody else than the one before led to");
                finding.related(before.span, "the change before");
            }
        }
        let source = change.source.as_ref().map(|url| url.0.value.clone());
        moves.push(Move { on: on.value, from, to, source, note: change.note.as_ref().map(|note| note.value.clone()), span: on.span });
    }
    if let (Some(last), Some(today)) = (moves.last(), today)
        && today.who != Some(last.to)
    {
        let finding = cx.report(&rules::CHANGE_DISAGREES, today.span, "this says otherwise than the last dated change");
        finding.related(last.span, "the last change").help("leave it out: the dated change says who holds the duty");
    }
    moves
}

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
