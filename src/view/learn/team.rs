//! The path of a workload's team, made from the workload alone.

use crate::model::{Contact, Id, Model, Place, Side, Workload};
use crate::view::address;
use crate::view::learn::plan::{Exercise, Pool, Step, drill, fill};
use crate::view::learn::words::paragraph;
use crate::view::learn::{Plan, company, ground::Ground, tasks};

/// How many questions its round has, and how many services it practises on.
const QUESTIONS: usize = 12;
const DRILLS: usize = 2;
/// Minutes for the page of a service, of which a team reads only what is theirs, and for the page of the workload.
const PAGE: u32 = 3;
const OVERVIEW: u32 = 5;

/// The path of a workload's team.
pub(super) fn plan(ground: &Ground<'_>, id: Id<Workload>, pool: &Pool) -> Plan {
    let model = ground.model;
    let workload = &model.workloads[id];
    let places: Vec<Id<Place>> = workload.services.iter().map(|service| service.place).collect();
    let mut own = company::questions(ground, id);
    if !places.is_empty() {
        own.extend(pool.about(&places).cloned());
    }
    let questions = fill(&own, QUESTIONS, &workload.meta.id);
    let drills: Vec<_> = most_split(ground, &places).into_iter().filter_map(|place| drill(ground, place, &[], None)).take(DRILLS).collect();
    let steps = steps(model, id);
    let minutes = steps.iter().map(|step| step.minutes).sum::<u32>()
        + 3 * u32::try_from(drills.len()).unwrap_or(0)
        + u32::try_from(questions.len()).unwrap_or(0);
    Plan {
        stem: address::team_path(model, id),
        title: format!("{}: who does what", workload.name),
        audience: Some(format!("everybody who joins {}", workload.owner.as_deref().unwrap_or(&workload.name))),
        minutes,
        about: if workload.about.is_empty() {
            paragraph(&format!("What everybody who works on {} should know.", workload.name))
        } else {
            workload.about.clone()
        },
        prerequisites: Vec::new(),
        goals: goals(workload),
        steps,
        drills,
        exercises: questions.into_iter().map(Exercise::plain).collect(),
        first: tasks::of_workload(model, workload),
        contacts: contacts(workload),
        path: None,
        workload: Some(id),
        links: Default::default(),
    }
}

fn goals(workload: &Workload) -> Vec<String> {
    let mut goals = vec!["Say for every service of it what is yours and what its provider does".to_owned()];
    if !workload.teams.is_empty() {
        goals.push("Name the team that a duty belongs to".to_owned());
    }
    if !workload.frameworks.is_empty() {
        goals.push("Tell an auditor whose work a requirement rests on".to_owned());
    }
    goals.push("Find the open items that are yours to close".to_owned());
    goals
}

fn contacts(workload: &Workload) -> Vec<Contact> {
    let team = |team: &crate::model::Team| Contact { who: team.name.clone(), about: (!team.about.is_empty()).then(|| team.about.plain()), url: None };
    workload.teams.iter().map(team).collect()
}

fn steps(model: &Model, id: Id<Workload>) -> Vec<Step> {
    let workload = &model.workloads[id];
    let overview = Step {
        title: workload.name.clone(),
        url: address::workload(model, id),
        minutes: OVERVIEW,
        why: Some("Its teams, what was left out and why, and what was found so far.".to_owned()),
        summary: None,
        teaches: Vec::new(),
        lesson: None,
        place: None,
    };
    let step = |service: &crate::model::WorkloadService| {
        let place = &model.places[service.place];
        let held = model.duties.ids().filter(|&duty| model.held_by_side(service.place, duty, Side::Customer)).count();
        let duties = format!("{held} duties are yours.");
        Step {
            title: place.name.clone(),
            url: address::place(model, service.place),
            minutes: PAGE,
            why: Some(match &service.note {
                Some(note) => format!("Here: {}. {duties}", note.trim_end_matches('.')),
                None => duties,
            }),
            summary: None,
            teaches: Vec::new(),
            lesson: None,
            place: Some(service.place),
        }
    };
    std::iter::once(overview).chain(workload.services.iter().map(step)).collect()
}

/// The places whose duties the two sides share most evenly: there is most to learn about them.
fn most_split(ground: &Ground<'_>, places: &[Id<Place>]) -> Vec<Id<Place>> {
    let model = ground.model;
    let uneven = |&place: &Id<Place>| {
        let count = |side: Side| ground.duties().filter(|&duty| model.held_by_side(place, duty, side)).count();
        count(Side::Customer).abs_diff(count(Side::Provider))
    };
    let mut sorted = places.to_vec();
    sorted.sort_by_key(uneven);
    sorted
}
