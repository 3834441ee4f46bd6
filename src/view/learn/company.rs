//! Questions about a workload: which team holds a duty, and who does the work for a requirement.

use crate::model::{Choice, Control, Duty, Form, FrameworkScope, Id, Item, Model, Place, Requirement, RequirementClass, Side, State, Via, Workload};
use crate::view::address;
use crate::view::learn::dice::shuffled;
use crate::view::learn::ground::Ground;
use crate::view::learn::words::{list, own_words, paragraph, proof, task};
use crate::view::learn::{Kind, Level, Proof, Question};
use crate::view::site::items::{self, Served};

/// How many requirements of one class and framework are asked for, and how many duties of one team.
const OF_A_CLASS: usize = 4;
const OF_A_TEAM: usize = 4;

/// Every question about a workload.
pub(super) fn questions(ground: &Ground<'_>, id: Id<Workload>) -> Vec<Question> {
    let mut found = teams(ground, id);
    found.extend(classes(ground, id));
    found
}

/// Which team: for what is given to a team by its duty or its layer, and for what looks like it and lies with the provider.
fn teams(ground: &Ground<'_>, id: Id<Workload>) -> Vec<Question> {
    let (model, workload) = (ground.model, &ground.model.workloads[id]);
    if workload.teams.len() < 2 {
        return Vec::new();
    }
    let places = || workload.services.iter().map(|service| service.place);
    let cells = places().flat_map(|place| model.duties.ids().map(move |duty| (place, duty)));
    // What nobody named goes to the default team, which is no answer that one could work out.
    let meant = |&(place, duty): &(Id<Place>, Id<Duty>)| {
        ground.is_clear(place, duty)
            && own_words(model, place, duty).is_some()
            && match (model.is_customers(place, duty), &workload.delegation[duty.index()]) {
                (true, Some(given)) => given.step.via != Via::Default,
                (false, given) => given.is_some() && ground.is_contested(duty) && model.held_by_side(place, duty, Side::Provider),
                (true, None) => false,
            }
    };
    let drawn = shuffled(cells.filter(meant), &workload.meta.id, |&(place, duty)| format!("{}@{}", model.duties[duty].meta.id, ground.id(place)));
    let mut counts = vec![0; workload.teams.len() + 1];
    let mut asked: Vec<Id<Duty>> = Vec::new();
    let mut found = Vec::new();
    for (place, duty) in drawn {
        let team =
            workload.delegation[duty.index()].as_ref().filter(|_| model.is_customers(place, duty)).map_or(workload.teams.len(), |given| given.team);
        if counts[team] < OF_A_TEAM && !asked.contains(&duty) {
            counts[team] += 1;
            asked.push(duty);
            found.push(one_team(ground, id, (place, duty), team));
        }
    }
    found
}

fn one_team(ground: &Ground<'_>, id: Id<Workload>, (place, duty): (Id<Place>, Id<Duty>), team: usize) -> Question {
    let (model, workload) = (ground.model, &ground.model.workloads[id]);
    let choice = |says: &str| Choice { says: says.to_owned(), named: None, because: None };
    let mut choices: Vec<Choice> = workload.teams.iter().map(|team| choice(&team.name)).collect();
    choices.push(choice(ground.provider(place)));
    let given = workload.delegation[duty.index()].as_ref();
    let mut proofs = Vec::new();
    if let (Some(given), true) = (given, team < workload.teams.len()) {
        let what = match given.step.via {
            Via::Layer => format!("the layer {}", model.layers[model.duties[duty].layer].name),
            _ => "this duty".to_owned(),
        };
        let says = format!("{} gives {what} to {}.", workload.name, workload.teams[team].name);
        proofs.push(Proof { says, span: Some(given.step.span), sources: Vec::new() });
    }
    proofs.push(proof(model, place, duty));
    let ask = format!("On **{}** in the workload **{}**, who has to {}?", ground.name(place), workload.name, task(model, duty));
    let base = ground.about(Kind::Team, place, duty);
    Question {
        id: format!("team/{}/{}@{}", workload.meta.id, model.duties[duty].meta.id, ground.id(place)),
        ask: paragraph(&ask),
        form: Form::One(choices, team),
        level: base.level.max(Level::Medium),
        proofs,
        read: std::iter::once((workload.name.clone(), address::workload(model, id))).chain(base.read.clone()).collect(),
        ..base
    }
}

/// Who does the work for requirements in scope: a few of each class.
fn classes(ground: &Ground<'_>, id: Id<Workload>) -> Vec<Question> {
    let (model, workload) = (ground.model, &ground.model.workloads[id]);
    if workload.frameworks.is_empty() {
        return Vec::new();
    }
    let left_out = |item: &Item| workload.tailoring_of(item.control, item.place).is_some_and(|entry| entry.state == State::NotApplicable);
    let all = model.items(&workload.places);
    let items: Vec<&Item> = all.iter().filter(|item| !left_out(item)).collect();
    let (served, none) = (items::in_scope(model, &items, workload), Served::new());
    let mut found = Vec::new();
    for scope in &workload.frameworks {
        let framework = &model.frameworks[scope.framework];
        let served = served.get(&scope.framework).unwrap_or(&none);
        let in_scope = |entry: &Requirement| !entry.withdrawn && scope.profile.is_none_or(|profile| entry.profiles.contains(&profile));
        let at = (0..framework.requirements.len()).filter(|&at| in_scope(&framework.requirements[at]));
        let mut counts = std::collections::BTreeMap::new();
        for at in shuffled(at, &workload.meta.id, |&at| framework.requirements[at].id.clone()) {
            let own = served.get(&at).map(Vec::as_slice).unwrap_or_default();
            let class = model.requirement_class(own.iter().copied());
            let controls: std::collections::BTreeSet<Id<Control>> = own.iter().map(|item| item.control).collect();
            // With more than a handful of controls the reason is a list that nobody reads.
            if controls.len() > 4 || class == RequirementClass::Uncovered {
                continue;
            }
            let count = counts.entry(class).or_insert(0);
            if *count < OF_A_CLASS {
                *count += 1;
                found.push(one_class(ground, id, (scope, at), (class, own, &controls.into_iter().collect::<Vec<_>>())));
            }
        }
    }
    found
}

fn one_class(
    ground: &Ground<'_>,
    id: Id<Workload>,
    (scope, at): (&FrameworkScope, usize),
    (class, items, controls): (RequirementClass, &[&Item], &[Id<Control>]),
) -> Question {
    let (model, workload) = (ground.model, &ground.model.workloads[id]);
    let framework = &model.frameworks[scope.framework];
    let requirement = &framework.requirements[at];
    let provider = workload.services.first().map_or("the provider", |service| ground.provider(service.place));
    // Whether the customer uses a feature of the provider for it is a matter of how one looks at it, and so no question.
    let choices = [
        format!("{provider} alone: you inherit it"),
        format!("You alone, be it with features that {provider} offers"),
        format!("Both: {provider} does a part of it, and you do another"),
    ];
    let choices = choices.map(|says| Choice { says, named: None, because: None }).to_vec();
    let has = |side: Side| items.iter().any(|item| model.item_has_side(item, side));
    let key = match (has(Side::Provider), has(Side::Customer)) {
        (true, false) => 0,
        (true, true) => 2,
        (false, _) => 1,
    };
    let ask = format!(
        "The workload **{}** is held against {}. Whose work does **{}** ({}) rest on?",
        workload.name, framework.short, requirement.id, requirement.title
    );
    let page = address::requirement(model, scope.framework, at);
    let links = controls.iter().map(|&control| (model.controls[control].title.clone(), address::control(model, control)));
    Question {
        id: format!("class/{}/{}/{}", workload.meta.id, framework.meta.id, requirement.id),
        kind: Kind::Class,
        level: if class == RequirementClass::Inherited { Level::Easy } else { Level::Medium },
        ask: paragraph(&ask),
        form: Form::One(choices, key),
        because: Vec::new(),
        proofs: serving(model, items, controls),
        read: std::iter::once((format!("{} {}", framework.short, requirement.id), page)).chain(links).collect(),
        subject: framework.short.clone(),
        places: Vec::new(),
        duties: Vec::new(),
    }
}

/// What serves a requirement, and whose each part is.
fn serving(model: &Model, items: &[&Item], controls: &[Id<Control>]) -> Vec<Proof> {
    let says = |&control: &Id<Control>| {
        let own = items.iter().filter(|item| item.control == control);
        let mut holders: Vec<String> = own.flat_map(|item| &item.holders).map(|holder| model.parties[holder.party].name.clone()).collect();
        holders.sort();
        holders.dedup();
        Proof {
            says: format!("{}: {}.", model.controls[control].title, list(&holders)),
            span: Some(model.controls[control].meta.span),
            sources: Vec::new(),
        }
    };
    controls.iter().map(says).collect()
}
