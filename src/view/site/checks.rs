//! A checklist in place: items by domain or by team, with boxes to tick.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::json;

use crate::model::{Cadence, Grouping, Id, Item, Model, Place, Priority, Reached, Side, Workload};
use crate::view::checklist::{Checklist, Group};
use crate::view::site::book::{Book, cadence};
use crate::view::site::check_line::{self, CheckLine};
use crate::view::site::often::Often;
use crate::vocabulary::Vocabulary;

/// A checklist on a page.
#[derive(Debug, Clone, Serialize)]
pub struct Checks {
    /// The stem under which ticks are kept; that of the checklist's files.
    pub stem: String,
    /// Items for the customer's side, grouped.
    pub groups: Vec<CheckGroup>,
    /// How many items the customer's side has.
    pub count: usize,
    /// What the provider's side does alone; empty where another page lists it.
    pub inherited: Vec<CheckLine>,
    /// How many items that are.
    pub inherited_count: usize,
    /// The page that lists them; `None` where this one does.
    pub inherited_on: Option<String>,
    /// What that page lists, where there is a twin in Markdown: it has no other page to send its readers to.
    #[serde(skip)]
    pub elsewhere: Vec<Often<CheckLine>>,
    /// The priorities that its items have, most first.
    pub priorities: Vec<&'static str>,
    /// The cadences that its items have.
    pub cadences: Vec<&'static str>,
    /// The teams that its items have, in a workload.
    pub teams: Vec<String>,
    /// What the parties and frameworks of its lines are called, as JSON for the script:
    /// `{"party": [[id, name], …], "framework": [[id, name, number], …]}`. A party or framework that no line has is left out.
    pub facets: String,
}

/// A group of items.
#[derive(Debug, Clone, Serialize)]
pub struct CheckGroup {
    /// Its heading.
    pub title: String,
    /// Its items.
    pub lines: Vec<Often<CheckLine>>,
}

/// The items of one place alone, without what it is built of; `inherited_on` is the page that lists what is inherited there.
pub fn of_place(book: &Book, place: Id<Place>, inherited_on: String) -> Checks {
    let items = book.model.items(&[Reached::itself(place)]);
    let (ours, theirs) = split(book, &items);
    let mut seen = BTreeSet::new();
    let groups = by_domain(book, &ours, |item| check_line::of_place(book, item, seen.insert(item.control)));
    let alone = Alone { count: theirs.len(), on: inherited_on };
    let line = |item: &&Item| Often::Here(Box::new(check_line::of_place(book, item, false)));
    checks(book, book.model.place_stem(place), groups).without(book, alone, || theirs.iter().map(line).collect())
}

/// What the customer's side does on one place, by domain.
pub fn groups_of_place(book: &Book, place: Id<Place>) -> Vec<CheckGroup> {
    let items = book.model.items(&[Reached::itself(place)]);
    by_domain(book, &split(book, &items).0, |item| check_line::of_place(book, item, false))
}

/// How many items the customer's side has on some places.
pub fn count(model: &Model, places: &[Reached]) -> usize {
    model.count_items(places, Side::Customer)
}

fn by_domain(book: &Book, items: &[&Item], mut line: impl FnMut(&Item) -> CheckLine) -> Vec<CheckGroup> {
    let mut groups: Vec<CheckGroup> = Vec::new();
    for item in items {
        let domain = &book.model.domains[book.model.controls[item.control].domain].name;
        let line = Often::Here(Box::new(line(item)));
        match groups.last_mut().filter(|group| group.title == *domain) {
            Some(group) => group.lines.push(line),
            None => groups.push(CheckGroup { title: domain.clone(), lines: vec![line] }),
        }
    }
    groups
}

/// The items of a checklist as its documents have them; a filter by team only where its groups are teams.
pub fn of_list(book: &Book, list: &Checklist<'_>) -> Checks {
    let lines = |group: &Group<'_>| group.items.iter().map(|line| check_line::of_list(book, list, line)).collect::<Vec<_>>();
    let boxed = |group: &Group<'_>| lines(group).into_iter().map(|line| Often::Here(Box::new(line))).collect();
    let groups = list.to_tick().map(|group| CheckGroup { title: group.title.to_string(), lines: boxed(group) }).collect();
    let found = checks(book, list.stem.clone(), groups);
    let teams = if list.grouping == Grouping::Team { found.teams } else { Vec::new() };
    let inherited: Vec<CheckLine> = list.inherited.iter().flat_map(lines).collect();
    Checks { teams, inherited_count: inherited.len(), inherited, ..found }
}

/// The service or variant that a checklist is of, where it is of one: its name need not stand in every line.
pub(super) fn only_service<'l>(list: &'l Checklist<'_>) -> Option<&'l str> {
    let mut named = list.places.iter().filter(|place| place.paths.is_empty());
    let only = named.next()?;
    named.next().is_none().then_some(only.id)
}

/// The items of a workload, by team; the last group is what no team was given. `inherited_on` is the page that lists what is inherited.
pub fn of_workload(book: &Book, id: Id<Workload>, inherited_on: String) -> Checks {
    let workload = &book.model.workloads[id];
    let items = book.items_of(id);
    let (ours, theirs) = split(book, &items);
    let ours: Vec<(Option<usize>, &Item)> = ours.into_iter().map(|item| (book.model.item_team(workload, item), item)).collect();
    let mut seen = BTreeSet::new();
    let mut group = |team: Option<usize>, title: String| {
        let line = |item: &Item| check_line::of_workload(book, (workload, item), team, seen.insert(item.control));
        let lines: Vec<_> = ours.iter().filter(|(of, _)| *of == team).map(|(_, item)| *item).map(line).collect();
        CheckGroup { title, lines }
    };
    let mut groups: Vec<CheckGroup> = workload.teams.iter().enumerate().map(|(at, team)| group(Some(at), team.name.clone())).collect();
    groups.push(group(None, book.customer_name()));
    groups.retain(|group| !group.lines.is_empty());
    let alone = Alone { count: theirs.len(), on: inherited_on };
    let line = |item: &&Item| check_line::of_workload(book, (workload, item), None, false);
    checks(book, format!("workload-{}", workload.meta.id), groups).without(book, alone, || theirs.iter().map(line).collect())
}

fn checks(book: &Book, stem: String, groups: Vec<CheckGroup>) -> Checks {
    let lines = || groups.iter().flat_map(|group| &group.lines);
    let has_cadence = |word: &&str| lines().any(|line| line.cadence == *word);
    let mut teams: Vec<&String> = lines().filter_map(|line| line.team.as_ref()).collect();
    teams.dedup();
    Checks {
        stem,
        count: lines().count(),
        inherited: Vec::new(),
        inherited_count: 0,
        inherited_on: None,
        elsewhere: Vec::new(),
        priorities: Priority::WORDS.iter().map(|(word, _)| *word).filter(|word| lines().any(|line| line.priority == *word)).collect(),
        cadences: Cadence::WORDS.iter().map(|(_, meaning)| cadence(*meaning)).filter(has_cadence).collect(),
        teams: teams.into_iter().cloned().collect(),
        facets: facets(book, &groups),
        groups,
    }
}

/// What the provider's side does alone, on a page of its own.
struct Alone {
    count: usize,
    on: String,
}

impl Checks {
    /// The list without what is inherited, which another page lists; its lines are made only for a twin in Markdown.
    fn without(self, book: &Book, Alone { count, on }: Alone, lines: impl FnOnce() -> Vec<Often<CheckLine>>) -> Self {
        let elsewhere = if book.config.markdown.is_some() { lines() } else { Vec::new() };
        Self { inherited_count: count, inherited_on: Some(on), elsewhere, ..self }
    }
}

/// The names of the parties and frameworks that some line has.
fn facets(book: &Book, groups: &[CheckGroup]) -> String {
    let model = book.model;
    // Lines are many, and what they have is much the same.
    let different = |of: fn(&CheckLine) -> &str| {
        let whole: BTreeSet<&str> = groups.iter().flat_map(|group| &group.lines).map(|line| of(line)).collect();
        whole.into_iter().flat_map(|words| words.split(' ')).collect::<BTreeSet<&str>>()
    };
    let parties = different(|line| &line.parties);
    let numbers: BTreeSet<usize> = different(|line| &line.frameworks).into_iter().filter_map(|number| number.parse().ok()).collect();
    let parties =
        model.parties.rows().iter().filter(|party| parties.contains(party.meta.id.as_str())).map(|party| json!([party.meta.id, party.name]));
    let frameworks = model.frameworks.iter().filter(|(id, _)| numbers.contains(&id.index()));
    let frameworks = frameworks.map(|(id, framework)| json!([framework.meta.id, framework.short, id.index()]));
    json!({ "party": parties.collect::<Vec<_>>(), "framework": frameworks.collect::<Vec<_>>() }).to_string()
}

/// Items in which the customer's side has a part, and the others.
fn split<'i>(book: &Book, items: &'i [Item]) -> (Vec<&'i Item>, Vec<&'i Item>) {
    items.iter().partition(|item| book.model.item_has_side(item, Side::Customer))
}

/// Gives the first item of each control its anchor, on a page that lists what is inherited as well.
pub fn with_anchors(mut checks: Checks) -> Checks {
    let mut seen = BTreeSet::new();
    let here = checks.groups.iter_mut().flat_map(|group| &mut group.lines).filter_map(Often::here);
    for line in here.chain(&mut checks.inherited) {
        let control = line.key.split('@').next().unwrap_or_default();
        if !seen.contains(control) {
            seen.insert(control.to_owned());
            line.anchor = Some(check_line::anchor(control));
        }
    }
    checks
}
