//! What each requirement of a framework comes to: who has a part in it, what that is, and how far it is done.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::model::{Control, Framework, Id, Item, Model, Party, Place, Reached, Requirement, RequirementClass, Scope, Side, State, Workload};
use crate::view::checklist::{Checklist, Line, words};
use crate::view::workbook::one_line;

/// How many places are named before they are counted.
const NAMED: usize = 4;

/// The items that requirements are judged by.
pub(super) struct Ground<'g, 'm> {
    model: &'m Model,
    /// The workload, and the lines of its checklist by their key.
    workload: Option<(&'m Workload, BTreeMap<&'g str, &'g Line<'m>>)>,
    /// By control: items that count, and those that are left out with a reason.
    items: Vec<(Vec<Item>, Vec<Item>)>,
}

/// A requirement, judged.
pub(super) struct Fact<'m> {
    /// The requirement.
    pub(super) requirement: &'m Requirement,
    /// What its items add up to.
    pub(super) class: RequirementClass,
    /// The controls that serve it here, in order.
    pub(super) controls: Vec<Id<Control>>,
    /// The parties of the provider's side that have a part in it.
    pub(super) providers: Vec<Id<Party>>,
    /// What the provider's side does, a sentence or two for each control.
    pub(super) provided: Vec<String>,
    /// What the customer's side does: a line for each control, with where and by whom.
    pub(super) work: Vec<String>,
    /// Whether the customer's part is work, and whether it is settings.
    pub(super) modes: Modes,
    /// Why items were left out; empty where none was.
    pub(super) left_out: Vec<String>,
    /// The duties behind it, as sentences.
    pub(super) duties: Vec<&'m str>,
    /// How far the customer's part is done.
    pub(super) progress: Progress,
}

/// What the customer's part consists of.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Modes {
    /// Work of its own.
    pub(super) provide: bool,
    /// Settings of what the provider offers.
    pub(super) configure: bool,
}

/// How far a requirement is served in a workload.
#[derive(Debug, Clone, Default)]
pub(super) struct Progress {
    /// The worst state of its items; `None` where there are none.
    pub(super) worst: Option<State>,
    /// Items that are met.
    pub(super) met: usize,
    /// Items that count.
    pub(super) all: usize,
    /// What proves it.
    pub(super) evidence: Vec<String>,
    /// Who does it: teams.
    pub(super) owners: Vec<String>,
    /// The first day on which something of it runs out.
    pub(super) until: Option<Date>,
}

impl<'g, 'm> Ground<'g, 'm> {
    /// Every service and variant of the book.
    pub(super) fn whole(model: &'m Model) -> Self {
        let everywhere: Vec<Reached> = model.places.ids().map(Reached::itself).collect();
        Self::of(model, &everywhere, None)
    }

    /// A workload, with its checklist.
    pub(super) fn workload(model: &'m Model, workload: &'m Workload, list: &'g Checklist<'m>) -> Self {
        let lines = list.all().flat_map(|group| &group.items).map(|line| (line.key.as_str(), line)).collect();
        Self::of(model, &workload.places, Some((workload, lines)))
    }

    fn of(model: &'m Model, places: &[Reached], workload: Option<(&'m Workload, BTreeMap<&'g str, &'g Line<'m>>)>) -> Self {
        let mut ground = Self { model, workload, items: vec![(Vec::new(), Vec::new()); model.controls.len()] };
        for item in model.items(places) {
            let left_out = ground.state(&item) == Some(State::NotApplicable);
            let of_control = &mut ground.items[item.control.index()];
            if left_out { of_control.1.push(item) } else { of_control.0.push(item) }
        }
        ground
    }

    /// Whether a control has items here.
    pub(super) fn has(&self, control: Id<Control>) -> bool {
        !self.items[control.index()].0.is_empty()
    }

    /// The requirements of a framework that are in force, or those of a profile.
    pub(super) fn facts(&self, id: Id<Framework>, profile: Option<usize>) -> Vec<Fact<'m>> {
        let wanted = |entry: &&Requirement| !entry.withdrawn && profile.is_none_or(|profile| entry.profiles.contains(&profile));
        self.model.frameworks[id].requirements.iter().filter(wanted).map(|requirement| self.fact(requirement)).collect()
    }

    fn fact(&self, requirement: &'m Requirement) -> Fact<'m> {
        let model = self.model;
        let controls: Vec<Id<Control>> = requirement.controls.iter().copied().filter(|&control| self.has(control)).collect();
        let items = || controls.iter().flat_map(|control| &self.items[control.index()].0);
        let left_out = requirement.controls.iter().flat_map(|control| &self.items[control.index()].1);
        let mut fact = Fact {
            requirement,
            class: model.requirement_class(items()),
            providers: Vec::new(),
            provided: Vec::new(),
            work: Vec::new(),
            modes: Modes::default(),
            left_out: unique(left_out.filter_map(|item| self.why_left_out(item))),
            duties: Vec::new(),
            progress: self.progress(items()),
            controls,
        };
        for &control in &fact.controls.clone() {
            self.add(&mut fact, control);
        }
        fact.providers.sort();
        fact.providers.dedup();
        fact
    }

    fn add(&self, fact: &mut Fact<'m>, id: Id<Control>) {
        let (model, control) = (self.model, &self.model.controls[id]);
        let items = &self.items[id.index()].0;
        let of_side = |side| items.iter().filter(|item| model.item_has_side(item, side)).collect::<Vec<&Item>>();
        let (theirs, ours) = (of_side(Side::Provider), of_side(Side::Customer));
        if !theirs.is_empty() {
            fact.provided.push(statement(control));
            let holders = theirs.iter().flat_map(|item| &item.holders).map(|holder| holder.party);
            fact.providers.extend(holders.filter(|&party| model.parties[party].side == Side::Provider));
        }
        if !ours.is_empty() {
            fact.work.push(format!("{} ({})", control.title, self.where_and_who(control, &ours)));
            let configures = control.mode == crate::model::Mode::Configure;
            fact.modes.configure |= configures;
            fact.modes.provide |= !configures;
        }
        for &duty in &control.duties {
            let says = model.duties[duty].says.as_str();
            let held = |item: &&Item| item.holders.iter().any(|holder| holder.duties.contains(&duty));
            if !fact.duties.contains(&says) && items.iter().any(|item| held(&item)) {
                fact.duties.push(says);
            }
        }
    }

    /// Where the customer's part of a control is done, and by which teams.
    fn where_and_who(&self, control: &Control, items: &[&Item]) -> String {
        let mut parts = vec![match control.scope {
            Scope::Service => self.named(items),
            wider => words::scope(wider).to_owned(),
        }];
        if let Some((workload, _)) = &self.workload {
            let teams = items.iter().filter_map(|item| self.model.item_team(workload, item)).map(|team| workload.teams[team].name.clone());
            let teams = unique(teams);
            parts.extend((!teams.is_empty()).then(|| teams.join(", ")));
        }
        parts.join("; ")
    }

    /// The places of items; many are only counted.
    fn named(&self, items: &[&Item]) -> String {
        let places: Vec<Id<Place>> = items.iter().filter_map(|item| item.place).collect();
        match places.len() {
            0..=NAMED => places.iter().map(|&place| self.model.places[place].name.as_str()).collect::<Vec<_>>().join(", "),
            many => format!("{many} services and variants"),
        }
    }

    fn line(&self, item: &Item) -> Option<&'g Line<'m>> {
        self.workload.as_ref()?.1.get(self.model.item_key(item).as_str()).copied()
    }

    fn state(&self, item: &Item) -> Option<State> {
        self.line(item)?.status.as_ref().map(|found| found.state)
    }

    fn why_left_out(&self, item: &Item) -> Option<String> {
        let entered = &self.line(item)?.status.as_ref()?.entered;
        let by = entered.by.map(|by| format!(" (approved by {by})")).unwrap_or_default();
        let title = &self.model.controls[item.control].title;
        Some(format!("{title}: {}{by}", entered.because.as_deref().unwrap_or("left out")))
    }

    fn progress<'i>(&self, items: impl Iterator<Item = &'i Item>) -> Progress {
        let mut progress = Progress::default();
        let ours = items.filter(|item| self.model.item_has_side(item, Side::Customer));
        for line in ours.filter_map(|item| self.line(item)) {
            let found = line.status.as_ref();
            let state = found.map_or(State::NotAssessed, |found| found.state);
            progress.worst = Some(progress.worst.map_or(state, |worst| worse(worst, state)));
            progress.all += 1;
            progress.met += usize::from(state == State::Met);
            progress.owners.extend(line.team.map(str::to_owned));
            if let Some(found) = found {
                progress.evidence.extend(found.evidence.iter().cloned());
                progress.until = [progress.until, found.entered.until].into_iter().flatten().min();
            }
        }
        progress.evidence = unique(std::mem::take(&mut progress.evidence).into_iter());
        progress.owners = unique(std::mem::take(&mut progress.owners).into_iter());
        progress
    }
}

/// The worse of two states: what is not done, then what nobody has looked at.
fn worse(one: State, other: State) -> State {
    let rank = |state| match state {
        State::NotMet => 0,
        State::NotAssessed => 1,
        State::PartlyMet => 2,
        State::RiskAccepted => 3,
        State::Met => 4,
        State::NotApplicable => 5,
    };
    if rank(other) < rank(one) { other } else { one }
}

/// What the provider's side says that it does, else what the control is called.
fn statement(control: &Control) -> String {
    let words = control.by.iter().map(|(_, guidance)| one_line(&guidance.statement.plain())).find(|words| !words.is_empty());
    words.unwrap_or_else(|| control.title.clone())
}

/// Each once, in the order in which they come.
fn unique(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for text in texts {
        if !found.contains(&text) {
            found.push(text);
        }
    }
    found
}

/// The provider of every place, for telling it from third parties.
pub(super) fn is_third_party(model: &Model, party: Id<Party>) -> bool {
    model.services.rows().iter().all(|service| service.provider != party)
}

/// The parties of one side that hold anything on some places, by name.
pub(super) fn names(model: &Model, parties: &[Id<Party>]) -> String {
    parties.iter().map(|&party| model.parties[party].name.as_str()).collect::<Vec<_>>().join(", ")
}

/// The party that uses services.
pub(super) fn customer(model: &Model) -> &str {
    let party = model.parties.rows().iter().find(|party| party.side == Side::Customer);
    party.map_or("Customer", |party| party.name.as_str())
}

/// The only provider, or a word for whichever it is where there are several.
pub(super) fn provider(model: &Model) -> String {
    let mut providers = model.parties.rows().iter().filter(|party| party.side == Side::Provider);
    match (providers.next(), providers.next()) {
        (Some(only), None) => only.name.clone(),
        _ => "Provider".to_owned(),
    }
}
