//! Items by what people ask for: whose they are, where they stand, how much they matter, and which requirements they serve.

use crate::model::{Framework, FrameworkScope, Id, Item, Place, Priority, Requirement, State};
use crate::view::checklist::words;
use crate::view::status::{Assessed, Group, Scene, Tally};
use crate::vocabulary::Vocabulary;

/// What items stand together by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The team that holds them.
    Team,
    /// The domain of their control.
    Domain,
    /// The service or variant, or how often a wider one appears.
    Service,
    /// How much they matter.
    Priority,
    /// The requirements in scope that they serve.
    Framework,
}

impl By {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Team => "team",
            Self::Domain => "domain",
            Self::Service => "service",
            Self::Priority => "priority",
            Self::Framework => "framework",
        }
    }
}

/// The groups of a workload, those without parts left out.
pub(super) fn groups(scene: &Scene<'_>, by: By) -> Vec<Group> {
    match by {
        By::Team => teams(scene),
        By::Domain => domains(scene),
        By::Service => services(scene),
        By::Priority => priorities(scene),
        By::Framework => scene.workload.frameworks.iter().map(|scope| framework(scene, scope)).collect(),
    }
}

/// The customer's items that are in a group.
fn of(scene: &Scene<'_>, (id, name): (&str, &str), inside: impl Fn(&Item) -> bool) -> Option<Group> {
    let tally = Tally::of(scene.items.iter().filter(|item| !item.inherited && inside(&item.item)).map(Assessed::part));
    (tally.all > 0).then(|| group((id, name), "items", tally))
}

fn group((id, name): (&str, &str), unit: &'static str, tally: Tally) -> Group {
    Group { id: id.to_owned(), name: name.to_owned(), state: tally.state().word(), unit, tally, inherited: 0, uncovered: 0, parts: Vec::new() }
}

fn teams(scene: &Scene<'_>) -> Vec<Group> {
    let teams = scene.workload.teams.iter().enumerate();
    let given = teams.filter_map(|(at, team)| of(scene, (&team.id, &team.name), |item| scene.team(item) == Some(at)));
    given.chain(of(scene, ("", "No team"), |item| scene.team(item).is_none())).collect()
}

fn domains(scene: &Scene<'_>) -> Vec<Group> {
    let model = scene.model;
    let inside = |item: &Item| model.controls[item.control].domain;
    model.domains.iter().filter_map(|(id, domain)| of(scene, (&domain.meta.id, &domain.name), |item| inside(item) == id)).collect()
}

fn services(scene: &Scene<'_>) -> Vec<Group> {
    let model = scene.model;
    let place = |place: Id<Place>| of(scene, (&model.places[place].meta.id, &model.places[place].name), |item| item.place == Some(place));
    let scopes = [crate::model::Scope::Service, crate::model::Scope::Workload, crate::model::Scope::Account, crate::model::Scope::Organization];
    let wider = |scope| of(scene, words::once(scope), |item| item.place.is_none() && model.controls[item.control].scope == scope);
    scene.workload.places.iter().filter_map(|reached| place(reached.place)).chain(scopes.into_iter().filter_map(wider)).collect()
}

fn priorities(scene: &Scene<'_>) -> Vec<Group> {
    let model = scene.model;
    let one = |&(word, priority): &(&'static str, Priority)| of(scene, (word, word), |item| model.controls[item.control].priority == priority);
    Priority::WORDS.iter().filter_map(one).collect()
}

/// How a requirement fares.
enum Fate {
    /// Only the provider's side serves it, and nothing was found about that.
    Inherited,
    /// No item serves it.
    Uncovered,
    /// What its items add up to, and whether one of them has run out.
    Counts(State, bool),
}

fn framework(scene: &Scene<'_>, scope: &FrameworkScope) -> Group {
    let framework = &scene.model.frameworks[scope.framework];
    let name = match scope.profile {
        Some(profile) => format!("{}, {}", framework.short, framework.profiles[profile].name),
        None => framework.short.clone(),
    };
    let asked = |entry: &&Requirement| !entry.withdrawn && scope.profile.is_none_or(|profile| entry.profiles.contains(&profile));
    let asked: Vec<&Requirement> = framework.requirements.iter().filter(asked).collect();
    let fates: Vec<(usize, Fate)> = asked.iter().map(|entry| (entry.group, fate(scene, entry))).collect();
    let part = |at: usize| requirements((&framework.groups[at].id, &framework.groups[at].name), fates.iter().filter(|(group, _)| *group == at));
    let parts = (0..framework.groups.len()).filter(|at| fates.iter().any(|(group, _)| group == at)).map(part).collect();
    Group { parts, ..requirements((&id(framework), &name), fates.iter()) }
}

fn id(framework: &Framework) -> String {
    framework.meta.id.clone()
}

fn requirements<'f>(name: (&str, &str), fates: impl Iterator<Item = &'f (usize, Fate)>) -> Group {
    let (mut tally, mut inherited, mut uncovered) = (Tally::default(), 0, 0);
    for (_, fate) in fates {
        match fate {
            Fate::Inherited => inherited += 1,
            Fate::Uncovered => {
                uncovered += 1;
                tally.add(State::NotAssessed, false);
            }
            Fate::Counts(state, expired) => tally.add(*state, *expired),
        }
    }
    Group { inherited, uncovered, ..group(name, "requirements", tally) }
}

/// A requirement is as good as the worst item that serves it. What the provider's side does alone has its proof elsewhere, and
/// counts only where something was found about it.
fn fate(scene: &Scene<'_>, requirement: &Requirement) -> Fate {
    let serves = |item: &&Assessed<'_>| requirement.controls.contains(&item.item.control);
    let items: Vec<&Assessed<'_>> = scene.items.iter().filter(serves).collect();
    let counting = || items.iter().filter(|item| !item.inherited || item.found.is_some());
    let tally = Tally::of(counting().map(|item| item.part()));
    match (items.is_empty(), tally.all) {
        (true, _) => Fate::Uncovered,
        (false, 0) => Fate::Inherited,
        (false, _) => {
            let state = tally.state();
            Fate::Counts(state, state == State::NotAssessed && tally.expired > 0)
        }
    }
}
