//! A checklist in place: items by domain or by team, with boxes to tick.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::json;

use crate::model::{Cadence, Control, Grouping, Holder, Id, Item, Model, Place, Priority, Reached, Scope, Side, Workload};
use crate::view::address;
use crate::view::checklist::{Accountable, Checklist, Found, Group, Line, words};
use crate::view::found::found;
use crate::view::site::book::{Book, cadence};
use crate::view::site::parts::{Chip, Link};
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
    /// What the provider's side does alone.
    pub inherited: Vec<CheckLine>,
    /// The page that lists those; `None` where this one does.
    pub inherited_on: Option<String>,
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
    pub lines: Vec<CheckLine>,
}

/// One item.
#[derive(Debug, Clone, Serialize)]
pub struct CheckLine {
    /// The key: `control@service/variant`, or `control`.
    pub key: String,
    /// The anchor, `item-<control>`; only the first item of a control on a page has it.
    pub anchor: Option<String>,
    /// Its title, and the page of its control.
    pub link: Link,
    /// `critical`, `high`, `medium`, `low`.
    pub priority: &'static str,
    /// How often it is done.
    pub cadence: &'static str,
    /// `service`, `workload`, `account`, `organization`.
    pub scope: &'static str,
    /// Where, for an item of one service among several.
    pub place: Option<Link>,
    /// The services that call for it, in words, for a wider scope among several.
    pub called_by: Option<String>,
    /// Who is accountable.
    pub holders: Vec<Chip>,
    /// The ids of those parties, separated by spaces.
    pub parties: String,
    /// The frameworks with a requirement that it serves, as numbers separated by spaces; [`Checks::facets`] names them.
    pub frameworks: String,
    /// The team, in a workload.
    pub team: Option<String>,
    /// What was found or decided, in a workload.
    pub state: Option<CheckState>,
}

/// What was found about an item, or decided.
#[derive(Debug, Clone, Serialize)]
pub struct CheckState {
    /// `met`, `not-applicable`, ….
    pub name: &'static str,
    /// In words: who, when, why.
    pub words: String,
}

/// The items of one place alone, without what it is built of.
pub fn of_place(book: &Book, place: Id<Place>) -> Checks {
    let items = book.model.items(&[Reached::itself(place)]);
    let stem = book.model.place_stem(place);
    by_domain(book, stem, &items)
}

/// How many items the customer's side has on some places.
pub fn count(model: &Model, places: &[Reached]) -> usize {
    model.count_items(places, Side::Customer)
}

/// The control of an item.
pub fn control_link(model: &Model, item: &Item) -> Link {
    Link::new(&model.controls[item.control].title, address::control(model, item.control))
}

/// Where an item is done, for one of a single service.
pub fn place_link(model: &Model, item: &Item) -> Option<Link> {
    item.place.map(|place| Link::new(&model.places[place].name, address::place(model, place)))
}

fn by_domain(book: &Book, stem: String, items: &[Item]) -> Checks {
    let (ours, theirs) = split(book, items);
    let mut groups: Vec<CheckGroup> = Vec::new();
    for item in &ours {
        let domain = &book.model.domains[book.model.controls[item.control].domain].name;
        let line = line(book, item, None);
        match groups.last_mut().filter(|group| group.title == *domain) {
            Some(group) => group.lines.push(line),
            None => groups.push(CheckGroup { title: domain.clone(), lines: vec![line] }),
        }
    }
    checks(book, stem, groups, theirs.into_iter().map(|item| line(book, item, None)).collect())
}

/// The items of a checklist as its documents have them; a filter by team only where its groups are teams.
pub fn of_list(book: &Book, list: &Checklist<'_>) -> Checks {
    let lines = |group: &Group<'_>| group.items.iter().map(|line| of_line(book, list, line)).collect::<Vec<_>>();
    let groups = list.to_tick().map(|group| CheckGroup { title: group.title.to_string(), lines: lines(group) }).collect();
    let found = checks(book, list.stem.clone(), groups, list.inherited.iter().flat_map(lines).collect());
    let teams = if list.grouping == Grouping::Team { found.teams } else { Vec::new() };
    Checks { teams, ..found }
}

fn of_line(book: &Book, list: &Checklist<'_>, line: &Line<'_>) -> CheckLine {
    let model = book.model;
    let control = model.controls.find(line.control);
    let place = line.place.as_ref().and_then(|place| Some(Link::new(place.name, address::place(model, model.places.find(place.id)?))));
    let only = only_service(list);
    let by_only = only.is_some() && line.called_by.iter().all(|place| Some(place.id) == only);
    let names = || some_of(&line.called_by.iter().map(|place| place.name).collect::<Vec<_>>());
    let chip = |holder: &Accountable<'_>| model.parties.find(holder.party).map(|party| book.party(party));
    let state = |found: &Found<'_>| CheckState { name: found.state.word(), words: found.words.join(", ") };
    CheckLine {
        key: line.key.clone(),
        anchor: None,
        link: Link::new(line.title, control.map(|id| address::control(model, id)).unwrap_or_default()),
        priority: line.priority.word(),
        cadence: cadence(line.cadence),
        scope: line.scope.word(),
        place: place.filter(|_| line.place.as_ref().map(|place| place.id) != only),
        // What is done once for an account is called for by nearly everything, where everything is looked at.
        called_by: (!line.called_by.is_empty() && !by_only && (line.scope == Scope::Service || !list.places.is_empty())).then(names),
        holders: line.holders.iter().filter_map(chip).collect(),
        parties: spaced(line.holders.iter().map(|holder| holder.party)),
        frameworks: control.map(|id| frameworks(book, id)).unwrap_or_default(),
        team: line.team.map(str::to_owned),
        state: line.status.as_ref().map(state),
    }
}

/// The service or variant that a checklist is of, where it is of one: its name need not stand in every line.
fn only_service<'l>(list: &'l Checklist<'_>) -> Option<&'l str> {
    let mut named = list.places.iter().filter(|place| place.paths.is_empty());
    let only = named.next()?;
    named.next().is_none().then_some(only.id)
}

/// The items of a workload, by team; the last group is what no team was given.
pub fn of_workload(book: &Book, id: Id<Workload>) -> Checks {
    let workload = &book.model.workloads[id];
    let items = book.items_of(id);
    let (ours, theirs) = split(book, &items);
    let ours: Vec<_> = ours.into_iter().map(|item| (book.model.item_team(workload, item), item)).collect();
    let of_team = |team: Option<usize>| ours.iter().filter(|(of, _)| *of == team).map(|(_, item)| line(book, item, Some(workload))).collect();
    let teams = workload.teams.iter().enumerate().map(|(at, team)| CheckGroup { title: team.name.clone(), lines: of_team(Some(at)) });
    let rest = CheckGroup { title: book.customer_name(), lines: of_team(None) };
    let groups: Vec<CheckGroup> = teams.chain([rest]).filter(|group| !group.lines.is_empty()).collect();
    let stem = format!("workload-{}", workload.meta.id);
    checks(book, stem, groups, theirs.into_iter().map(|item| line(book, item, Some(workload))).collect())
}

fn checks(book: &Book, stem: String, groups: Vec<CheckGroup>, inherited: Vec<CheckLine>) -> Checks {
    let lines = || groups.iter().flat_map(|group| &group.lines);
    let has_cadence = |word: &&str| lines().any(|line| line.cadence == *word);
    let mut teams: Vec<String> = lines().filter_map(|line| line.team.clone()).collect();
    teams.dedup();
    Checks {
        stem,
        count: lines().count(),
        inherited,
        inherited_on: None,
        priorities: Priority::WORDS.iter().map(|(word, _)| *word).filter(|word| lines().any(|line| line.priority == *word)).collect(),
        cadences: Cadence::WORDS.iter().map(|(_, meaning)| cadence(*meaning)).filter(has_cadence).collect(),
        teams,
        facets: facets(book, &groups),
        groups,
    }
}

/// The names of the parties and frameworks that some line has.
fn facets(book: &Book, groups: &[CheckGroup]) -> String {
    let model = book.model;
    // Lines are many, and what they have is much the same.
    let different = |of: fn(&CheckLine) -> &str| {
        let whole: BTreeSet<&str> = groups.iter().flat_map(|group| &group.lines).map(of).collect();
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

fn line(book: &Book, item: &Item, workload: Option<&Workload>) -> CheckLine {
    let model = book.model;
    let control = &model.controls[item.control];
    CheckLine {
        key: model.item_key(item),
        anchor: None,
        link: control_link(model, item),
        priority: control.priority.word(),
        cadence: cadence(control.cadence),
        scope: control.scope.word(),
        place: workload.and_then(|_| place_link(model, item)),
        called_by: workload.filter(|_| item.place.is_none()).map(|_| called_by(book, item)),
        holders: item.holders.iter().map(|holder| book.holder(Holder::Party(holder.party))).collect(),
        parties: spaced(item.holders.iter().map(|holder| model.parties[holder.party].meta.id.as_str())),
        frameworks: frameworks(book, item.control),
        team: workload.and_then(|workload| Some(workload.teams[model.item_team(workload, item)?].name.clone())),
        state: workload.and_then(|workload| state(book, workload, item)),
    }
}

/// The frameworks that a control serves, as numbers.
fn frameworks(book: &Book, control: Id<Control>) -> String {
    book.facts.serves(book.model)[control.index()].clone()
}

fn spaced<'w>(words: impl Iterator<Item = &'w str>) -> String {
    words.collect::<Vec<_>>().join(" ")
}

/// The first of the services that call for an item, and how many more there are; a few are named.
fn called_by(book: &Book, item: &Item) -> String {
    some_of(&item.called_by.iter().map(|called| book.model.places[called.place].name.as_str()).collect::<Vec<_>>())
}

fn some_of(names: &[&str]) -> String {
    match names {
        [first, rest @ ..] if rest.len() > 2 => format!("{first} and {} more", rest.len()),
        all => all.join(", "),
    }
}

/// Gives the first item of each control its anchor.
pub fn with_anchors(mut checks: Checks) -> Checks {
    let mut seen = BTreeSet::new();
    let lines = checks.groups.iter_mut().flat_map(|group| &mut group.lines).chain(&mut checks.inherited);
    for line in lines {
        let control = line.key.split('@').next().unwrap_or_default();
        if !seen.contains(control) {
            seen.insert(control.to_owned());
            line.anchor = Some(format!("item-{control}"));
        }
    }
    checks
}

/// What the checklist says about an item, with the reason where the page tells it elsewhere.
fn state(book: &Book, workload: &Workload, item: &Item) -> Option<CheckState> {
    let found = found(book.model, workload, item, &book.model.item_key(item))?;
    let name = found.state.word();
    if found.decided {
        let until = found.entered.until.map(|day| format!("until {day}, ")).unwrap_or_default();
        return Some(CheckState { name, words: format!("{until}see Tailoring") });
    }
    let entered = &found.entered;
    let by = entered.by.map(|name| format!("by {name}"));
    let on = entered.on.map(|day| format!("on {day}"));
    let ran_out = found.expired.map(|was| format!("was {} until {}", words::word(was), entered.until.unwrap_or_default()));
    let words: Vec<String> =
        [by, on, entered.note.map(str::to_owned), entered.because.as_deref().map(str::to_owned), ran_out].into_iter().flatten().collect();
    Some(CheckState { name, words: words.join(", ") })
}
