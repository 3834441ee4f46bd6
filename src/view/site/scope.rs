//! What a workload can show to others: its frameworks group by group, and what its providers do without it.

use serde::Serialize;

use crate::model::{FrameworkScope, Id, Item, Requirement, Side, State, Workload};
use crate::view::address;
use crate::view::site::book::Book;
use crate::view::site::check_line;
use crate::view::site::frameworks::{Coverage, add};
use crate::view::site::items::{self, Served};
use crate::view::site::page::{Body, Head, Page};
use crate::view::site::parts::Link;

/// The page of the frameworks and inherited controls of a workload.
#[derive(Debug, Clone, Serialize)]
pub struct Scope {
    /// The workload.
    pub workload: Link,
    /// What the provider's side does alone.
    pub inherited: Vec<InheritedRow>,
    /// Frameworks in scope.
    pub frameworks: Vec<ScopeRow>,
}

/// A control that the provider's side does alone.
#[derive(Debug, Clone, Serialize)]
pub struct InheritedRow {
    /// The control.
    pub link: Link,
    /// The names of the services where that is; empty for one that appears once.
    pub places: String,
}

/// A framework in scope.
#[derive(Debug, Clone, Serialize)]
pub struct ScopeRow {
    /// The anchor of its groups.
    pub id: String,
    /// The framework.
    pub link: Link,
    /// The baseline, where only one is in scope.
    pub profile: Option<String>,
    /// How its requirements fare in this workload.
    pub coverage: Coverage,
    /// The same by group: the group, and how its requirements fare.
    pub groups: Vec<(Link, Coverage)>,
}

/// The page of a workload's frameworks, which are those that its own page counts.
pub fn page(book: &Book, id: Id<Workload>, frameworks: Vec<ScopeRow>) -> Page {
    let workload = &book.model.workloads[id];
    let own = address::workload(book.model, id);
    let inherited = inherited(book, id);
    let lists = frameworks.iter().map(|entry| (true, entry.link.text.as_str(), entry.id.as_str()));
    let head = Head::new(address::workload_requirements(book.model, id), format!("Requirements of {}", workload.name), "workloads")
        .about(format!("How the requirements in scope of {} fare, and what its providers do alone.", workload.name))
        .below("Workloads", "workloads/index.html")
        .below(&workload.name, &own)
        .contents([(!inherited.is_empty(), "Inherited controls", "inherited")])
        .contents(lists);
    let body = Scope { workload: Link::new(&workload.name, own), inherited, frameworks };
    Page { head, body: Body::Scope(body) }
}

fn inherited(book: &Book, id: Id<Workload>) -> Vec<InheritedRow> {
    let model = book.model;
    let items = book.items_of(id);
    let alone: Vec<&Item> = items.iter().filter(|item| !model.item_has_side(item, Side::Customer)).collect();
    // Items come control by control.
    let row = |items: &[&Item]| InheritedRow {
        link: check_line::control_link(model, items[0]),
        places: items.iter().filter_map(|item| Some(model.places[item.place?].name.as_str())).collect::<Vec<_>>().join(", "),
    };
    alone.chunk_by(|a, b| a.control == b.control).map(row).collect()
}

/// The frameworks in scope of a workload; items that are tailored away do not count.
pub fn frameworks(book: &Book, id: Id<Workload>) -> Vec<ScopeRow> {
    let workload = &book.model.workloads[id];
    let left_out = |item: &Item| workload.tailoring_of(item.control, item.place).is_some_and(|entry| entry.state == State::NotApplicable);
    let all = book.items_of(id);
    let items: Vec<&Item> = all.iter().filter(|item| !left_out(item)).collect();
    let (served, none) = (items::in_scope(book.model, &items, workload), Served::new());
    workload.frameworks.iter().map(|scope| framework(book, served.get(&scope.framework).unwrap_or(&none), scope)).collect()
}

fn framework(book: &Book, served: &Served<'_>, scope: &FrameworkScope) -> ScopeRow {
    let model = book.model;
    let framework = &model.frameworks[scope.framework];
    let mut all = Coverage::default();
    let mut groups = vec![Coverage::default(); framework.groups.len()];
    let in_scope = |entry: &Requirement| !entry.withdrawn && scope.profile.is_none_or(|profile| entry.profiles.contains(&profile));
    for (at, entry) in framework.requirements.iter().enumerate().filter(|(_, entry)| in_scope(entry)) {
        let class = model.requirement_class(served.get(&at).into_iter().flatten().copied());
        add(&mut all, class);
        add(&mut groups[entry.group], class);
    }
    let link = |group: usize| {
        Link::new(format!("{} {}", framework.groups[group].id, framework.groups[group].name), address::group(model, scope.framework, group))
    };
    ScopeRow {
        id: format!("in-{}", framework.meta.id),
        link: Link::new(&framework.short, address::framework(model, scope.framework)),
        profile: scope.profile.map(|profile| framework.profiles[profile].name.clone()),
        coverage: all,
        groups: groups.into_iter().enumerate().filter(|(_, coverage)| coverage.all > 0).map(|(at, coverage)| (link(at), coverage)).collect(),
    }
}
