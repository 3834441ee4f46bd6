//! The page of a group of requirements: what each adds up to, and which controls serve it, by who does them.

use serde::Serialize;

use crate::model::{Control, Framework, Id, Relation, Requirement, RequirementClass, Side};
use crate::view::address;
use crate::view::site::book::Book;
use crate::view::site::controls::relation;
use crate::view::site::frameworks::{Coverage, coverage};
use crate::view::site::items::{ClassLine, class_chip, class_lines, class_of};
use crate::view::site::page::{Body, Head, Page};
use crate::view::site::parts::{Chip, Link};

/// The page of a group of requirements.
#[derive(Debug, Clone, Serialize)]
pub struct GroupPage {
    /// The group's id.
    pub id: String,
    /// The framework.
    pub framework: Link,
    /// How the requirements fare.
    pub coverage: Coverage,
    /// The baselines that some of them are in: id and name.
    pub profiles: Vec<(String, String)>,
    /// What the classes that appear here mean.
    pub classes: Vec<ClassLine>,
    /// The requirements.
    pub rows: Vec<RequirementRow>,
}

/// A requirement.
#[derive(Debug, Clone, Serialize)]
pub struct RequirementRow {
    /// Its id as published.
    pub id: String,
    /// Its anchor.
    pub anchor: String,
    /// Its title.
    pub title: String,
    /// Whether it extends another one.
    pub enhancement: bool,
    /// Whether it has been withdrawn.
    pub withdrawn: bool,
    /// Names of the baselines that contain it.
    pub profiles: Vec<String>,
    /// Their ids, for the filter.
    pub profile_ids: String,
    /// What the items that serve it add up to.
    pub class: Chip,
    /// The controls that serve it, by who does them.
    pub serving: Vec<Serving>,
}

/// The controls of one side that serve a requirement.
#[derive(Debug, Clone, Serialize)]
pub struct Serving {
    /// Who does them.
    pub party: Chip,
    /// The first few.
    pub first: Vec<ServingControl>,
    /// The others, to be folded.
    pub more: Vec<ServingControl>,
}

/// A control that serves a requirement.
#[derive(Debug, Clone, Serialize)]
pub struct ServingControl {
    /// Its title and page.
    pub link: Link,
    /// How the two relate, and whether another side does it on some services.
    pub words: String,
}

/// Controls of one side beyond this number are folded.
const SHOWN: usize = 6;

/// The page of the group at `at`.
pub fn page(book: &Book, id: Id<Framework>, at: usize) -> Page {
    let model = book.model;
    let framework = &model.frameworks[id];
    let group = &framework.groups[at];
    let body = body(book, id, at);
    let title = format!("{} {}, {}", group.id, group.name, framework.short);
    let groups: Vec<usize> = (0..framework.groups.len()).collect();
    let link = |&at: &usize| Link::new(&framework.groups[at].name, address::group(model, id, at));
    let head = Head::new(address::group(model, id, at), title, "frameworks")
        .about(format!("The requirements of {} in {}, and the controls that serve them.", group.name, framework.short))
        .below("Frameworks", "frameworks/index.html")
        .below(&framework.short, &address::framework(model, id))
        .among(&framework.short, (at, &groups), link, &address::framework(model, id));
    Page { head, body: Body::Group(body) }
}

fn body(book: &Book, id: Id<Framework>, at: usize) -> GroupPage {
    let framework = &book.model.frameworks[id];
    let own = || framework.requirements.iter().enumerate().filter(|(_, entry)| entry.group == at);
    let classes: Vec<RequirementClass> =
        own().filter(|(_, entry)| !entry.withdrawn).map(|(_, entry)| class_of(book.model, book.items(), &entry.controls)).collect();
    let used = framework.profiles.iter().enumerate().filter(|(at, _)| own().any(|(_, entry)| entry.profiles.contains(at)));
    GroupPage {
        id: framework.groups[at].id.clone(),
        framework: Link::new(&framework.short, address::framework(book.model, id)),
        coverage: coverage(book, id, |entry| framework.requirements[entry].group == at),
        profiles: used.map(|(_, profile)| (profile.id.clone(), profile.name.clone())).collect(),
        classes: class_lines(book, |class| classes.contains(&class)),
        rows: own().map(|(entry, _)| row(book, id, entry)).collect(),
    }
}

fn row(book: &Book, id: Id<Framework>, at: usize) -> RequirementRow {
    let framework = &book.model.frameworks[id];
    let entry = &framework.requirements[at];
    let profiles = || entry.profiles.iter().map(|&profile| &framework.profiles[profile]);
    RequirementRow {
        id: entry.id.clone(),
        anchor: address::requirement_anchor(&entry.id),
        title: entry.title.clone(),
        enhancement: entry.parent.is_some(),
        withdrawn: entry.withdrawn,
        profiles: profiles().map(|profile| profile.name.clone()).collect(),
        profile_ids: profiles().map(|profile| profile.id.as_str()).collect::<Vec<_>>().join(" "),
        class: class_chip(book, class_of(book.model, book.items(), &entry.controls)),
        serving: serving(book, (id, at), entry),
    }
}

/// The controls that serve a requirement: those that the customer's side does somewhere, then those that it does nowhere.
fn serving(book: &Book, requirement: (Id<Framework>, usize), entry: &Requirement) -> Vec<Serving> {
    let (mut customer, mut provider) = (Vec::new(), Vec::new());
    for &control in &entry.controls {
        let has = |side| book.items()[control.index()].iter().any(|item| book.model.item_has_side(item, side));
        let (own, theirs) = (has(Side::Customer), has(Side::Provider));
        let mut words = relation(relation_to(&book.model.controls[control], requirement)).to_owned();
        if own && theirs {
            words.push_str(&format!("; {} on some", book.provider_name()));
        }
        let link = Link::new(&book.model.controls[control].title, address::control(book.model, control));
        if own { &mut customer } else { &mut provider }.push(ServingControl { link, words });
    }
    let side = |kind, word, mut first: Vec<ServingControl>| {
        let more = first.split_off(first.len().min(SHOWN));
        Serving { party: Chip { kind, word }, first, more }
    };
    let sides = [side("customer", book.customer_name(), customer), side("provider", book.provider_name(), provider)];
    sides.into_iter().filter(|side| !side.first.is_empty()).collect()
}

fn relation_to(control: &Control, (framework, requirement): (Id<Framework>, usize)) -> Relation {
    let mut mappings = control.satisfies.iter();
    let found = mappings.find(|mapping| mapping.framework == framework && mapping.requirement == requirement);
    found.map_or(Relation::Intersects, |mapping| mapping.relation)
}
