//! One item of a checklist in place: what is done, where, by whom, and what was found.

use serde::Serialize;

use crate::model::{Control, Holder, Id, Item, Model, Party, Place, Scope, Workload};
use crate::view::address;
use crate::view::checklist::{Accountable, Checklist, Found, Line, words};
use crate::view::found::found;
use crate::view::site::book::{Book, cadence};
use crate::view::site::often::Often;
use crate::view::site::parts::{Chip, Link};
use crate::vocabulary::Vocabulary;

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
    /// The frameworks with a requirement that it serves, as numbers separated by spaces; the `facets` of its checklist name them.
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

/// The control of an item.
pub fn control_link(model: &Model, item: &Item) -> Link {
    Link::new(&model.controls[item.control].title, address::control(model, item.control))
}

/// Where an item is done, for one of a single service.
pub fn place_link(model: &Model, item: &Item) -> Option<Link> {
    item.place.map(|place| Link::new(&model.places[place].name, address::place(model, place)))
}

/// A line of a document's checklist.
pub fn of_list(book: &Book, list: &Checklist<'_>, line: &Line<'_>) -> CheckLine {
    let model = book.model;
    let control = model.controls.find(line.control);
    let place = line.place.as_ref().and_then(|place| Some(Link::new(place.name, address::place(model, model.places.find(place.id)?))));
    let only = super::checks::only_service(list);
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

/// The line of an item on the list of its own place.
pub fn of_place(book: &Book, item: &Item, anchored: bool) -> CheckLine {
    let model = book.model;
    let control = &model.controls[item.control];
    CheckLine {
        key: model.item_key(item),
        anchor: anchored.then(|| anchor(&control.meta.id)),
        link: control_link(model, item),
        priority: control.priority.word(),
        cadence: cadence(control.cadence),
        scope: control.scope.word(),
        place: None,
        called_by: None,
        holders: item.holders.iter().map(|holder| book.holder(Holder::Party(holder.party))).collect(),
        parties: spaced(item.holders.iter().map(|holder| model.parties[holder.party].meta.id.as_str())),
        frameworks: frameworks(book, item.control),
        team: None,
        state: None,
    }
}

/// What tells lines of workloads apart about which nothing was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineKey {
    control: Id<Control>,
    place: Option<Id<Place>>,
    anchored: bool,
    team: Option<String>,
    called_by: Option<String>,
    holders: Vec<Id<Party>>,
}

/// The line of an item of a workload. Workloads have services in common, so most lines stand on the pages of several.
pub fn of_workload(book: &Book, (workload, item): (&Workload, &Item), team: Option<usize>, anchored: bool) -> Often<CheckLine> {
    let key = LineKey {
        control: item.control,
        place: item.place,
        anchored,
        team: team.map(|at| workload.teams[at].name.clone()),
        called_by: item.place.is_none().then(|| called_by(book, item)),
        holders: item.holders.iter().map(|holder| holder.party).collect(),
    };
    let line = |key: &LineKey, state| CheckLine {
        place: place_link(book.model, item),
        called_by: key.called_by.clone(),
        team: key.team.clone(),
        state,
        ..of_place(book, item, anchored)
    };
    match state(book, workload, item) {
        None => Often::Shared(book.facts.line(key, |key| line(key, None))),
        some => Often::Here(Box::new(line(&key, some))),
    }
}

/// The anchor of a control's first item on a page.
pub fn anchor(control: &str) -> String {
    format!("item-{control}")
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
