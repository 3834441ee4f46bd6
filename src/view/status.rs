//! How far a workload is: its items by state, and what they add up to for teams, domains, services, priorities and requirements.
//!
//! The same counts stand on the command line, on the site and in documents. Every roll-up is pessimistic, and every percentage
//! says what it is a share of.

mod group;
mod tally;
#[cfg(test)]
mod tests;

use jiff::civil::Date;
use serde::Serialize;

use crate::model::{Id, Item, Model, Side, State, Workload};
use crate::view::found::{Found, found};
use crate::vocabulary::Vocabulary;

pub use group::By;
pub use tally::Tally;

/// Days before its end within which something runs out soon.
pub const SOON: i32 = 30;

/// How far a workload is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Status {
    /// The id of the workload.
    pub workload: String,
    /// Its name.
    pub name: String,
    /// The day that it is told for, `YYYY-MM-DD`.
    pub date: String,
    /// What all its items add up to.
    pub state: &'static str,
    /// The items in which the customer's side has a part.
    pub total: Tally,
    /// The items that the provider's side does alone; they are in no other count.
    pub inherited: Tally,
    /// Of the items that are not assessed: those without any entry.
    pub without: usize,
    /// What the groups stand for: `team`, `domain`, `service`, `priority` or `framework`.
    pub by: &'static str,
    /// The same by group.
    pub groups: Vec<Group>,
    /// What has run out, and counts as not assessed.
    pub expired: Vec<Entry>,
    /// What runs out within thirty days.
    pub ending: Vec<Entry>,
    /// Items with two entries of one day that do not agree; the worse one counts.
    pub conflicts: Vec<Entry>,
    /// Every item, in the order of the checklist, then what is inherited.
    pub items: Vec<Entry>,
}

/// A part of the items, or of the requirements in scope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// Its id; empty for what belongs to none.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What its parts add up to.
    pub state: &'static str,
    /// What is counted: `items` or `requirements`.
    pub unit: &'static str,
    /// The counts.
    pub tally: Tally,
    /// Requirements that the provider's side serves alone, and about which nothing was found; in no other count.
    pub inherited: usize,
    /// Of the parts that are not assessed: requirements that no item of the workload serves.
    pub uncovered: usize,
    /// The groups inside.
    pub parts: Vec<Group>,
}

/// An item with what is known about it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Its key.
    pub item: String,
    /// The title of its control.
    pub title: String,
    /// The id of its control.
    #[serde(skip)]
    pub control: String,
    /// The state that counts.
    pub state: &'static str,
    /// What was found before it ran out.
    pub was: Option<&'static str>,
    /// Who found it, or approved it.
    pub by: Option<String>,
    /// When, `YYYY-MM-DD`.
    pub on: Option<String>,
    /// Until when it counts.
    pub until: Option<String>,
    /// Whether tailoring decided it.
    pub decided: bool,
    /// Whether the provider's side does it alone.
    pub inherited: bool,
    /// The id of the team that holds it.
    pub team: Option<String>,
}

impl Entry {
    /// What was found, until when and by whom: `met until 2026-10-03, by Ana`.
    pub fn words(&self) -> String {
        let by = self.by.as_ref().map(|by| format!(", by {by}")).unwrap_or_default();
        let until = self.until.as_ref().map(|until| format!(" until {until}")).unwrap_or_default();
        format!("{}{until}{by}", spaced(self.was.unwrap_or(self.state)))
    }
}

/// The word for a state as readers meet it.
pub fn spaced(word: &str) -> String {
    word.replace('-', " ")
}

/// An item with what was found about it.
struct Assessed<'m> {
    item: Item,
    key: String,
    found: Option<Found<'m>>,
    inherited: bool,
}

impl Assessed<'_> {
    /// The state that counts; what nobody has looked at is not assessed.
    fn state(&self) -> State {
        self.found.as_ref().map_or(State::NotAssessed, |found| found.state)
    }

    fn expired(&self) -> bool {
        self.found.as_ref().is_some_and(|found| found.expired.is_some())
    }

    fn part(&self) -> (State, bool) {
        (self.state(), self.expired())
    }
}

/// A workload, and its items with what was found.
struct Scene<'m> {
    model: &'m Model,
    workload: &'m Workload,
    items: Vec<Assessed<'m>>,
}

/// How far a workload is, its groups being what `by` says.
pub fn status(model: &Model, workload: Id<Workload>, by: By) -> Status {
    let scene = Scene::of(model, workload);
    let tally = |inherited: bool| Tally::of(scene.items.iter().filter(|item| item.inherited == inherited).map(Assessed::part));
    let total = tally(false);
    let entries: Vec<(Entry, Option<Date>)> = scene.items.iter().map(|item| (scene.entry(item), until(item))).collect();
    let soon = |until: &Option<Date>| until.is_some_and(|until| (0..=SOON).contains(&days(model.as_of, until)));
    let picked = |wanted: &dyn Fn(&Entry, &Option<Date>) -> bool| {
        let mut picked: Vec<&(Entry, Option<Date>)> = entries.iter().filter(|(entry, until)| wanted(entry, until)).collect();
        picked.sort_by_key(|(_, until)| *until);
        picked.into_iter().map(|(entry, _)| entry.clone()).collect::<Vec<_>>()
    };
    Status {
        workload: scene.workload.meta.id.clone(),
        name: scene.workload.name.clone(),
        date: model.as_of.to_string(),
        state: total.state().word(),
        total,
        inherited: tally(true),
        without: scene.items.iter().filter(|item| !item.inherited && item.found.is_none()).count(),
        by: by.word(),
        groups: group::groups(&scene, by),
        expired: picked(&|entry, _| entry.was.is_some()),
        ending: picked(&|entry, until| entry.was.is_none() && soon(until)),
        conflicts: picked(&|entry, _| scene.disagrees(&entry.item)),
        items: entries.into_iter().map(|(entry, _)| entry).collect(),
    }
}

impl<'m> Scene<'m> {
    fn of(model: &'m Model, workload: Id<Workload>) -> Self {
        let workload = &model.workloads[workload];
        let assessed = |item: Item| {
            let key = model.item_key(&item);
            let found = found(model, workload, &item, &key);
            Assessed { inherited: !model.item_has_side(&item, Side::Customer), item, key, found }
        };
        let mut items: Vec<Assessed<'m>> = model.items(&workload.places).into_iter().map(assessed).collect();
        items.sort_by_key(|item| item.inherited);
        Self { model, workload, items }
    }

    fn entry(&self, assessed: &Assessed<'_>) -> Entry {
        let control = &self.model.controls[assessed.item.control];
        let found = assessed.found.as_ref();
        let day = |day: Option<Date>| day.map(|day| day.to_string());
        Entry {
            item: assessed.key.clone(),
            title: control.title.clone(),
            control: control.meta.id.clone(),
            state: assessed.state().word(),
            was: found.and_then(|found| found.expired).map(Vocabulary::word),
            by: found.and_then(|found| found.entered.by).map(str::to_owned),
            on: found.and_then(|found| day(found.entered.on)),
            until: day(until(assessed)),
            decided: found.is_some_and(|found| found.decided),
            inherited: assessed.inherited,
            team: self.team(&assessed.item).map(|team| self.workload.teams[team].id.clone()),
        }
    }

    fn team(&self, item: &Item) -> Option<usize> {
        self.model.item_team(self.workload, item)
    }

    /// Whether the newest entries about an item are of one day, and say different things.
    fn disagrees(&self, item: &str) -> bool {
        let Some(newest) = self.workload.status_of(item) else { return false };
        self.workload.statuses.iter().any(|status| status.item == item && status.on == newest.on && status.state != newest.state)
    }
}

fn until(item: &Assessed<'_>) -> Option<Date> {
    item.found.as_ref().and_then(|found| found.entered.until)
}

fn days(from: Date, to: Date) -> i32 {
    from.until(to).map_or(i32::MAX, |span| span.get_days())
}
