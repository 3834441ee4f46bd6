//! Workloads: what they are built of, who on the customer's side does what, what was left out and what was found.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diag::{Finding, nearest, rules};
use crate::model::{
    Delegation, Duty, FrameworkScope, Holder, Id, Level, Model, Place, Reached, Role, State, Status, Step, Table, Tailoring, Team, Via, Ways,
    Workload, WorkloadService,
};
use crate::parse::{self, Entry, Raw, Text};
use crate::resolve::compose;
use crate::resolve::dates::{meta, not_in_future, review};
use crate::resolve::foundation::party_of;
use crate::resolve::frameworks;
use crate::resolve::lookup::{CONTROL, FRAMEWORK, Lookup, Noun, SERVICE, Target, WORKLOAD};
use crate::source::Span;

/// The kind under which a workload is noted that names services which are not found.
const SERVICES_IN_USE: &str = "services in use";
const TEAM: Noun = Noun { kind: "team", rule: &rules::UNKNOWN_TEAM };

/// Adds the workloads, by id, with their statuses.
pub(crate) fn add(raw: &Raw, model: &mut Model, cx: &mut Lookup<'_>) {
    let mut rows = Vec::new();
    for entry in cx.unique("workload", &raw.workloads) {
        cx.rename(WORKLOAD, &entry.body.renamed_from, &entry.id.value);
        rows.push(workload(entry, model, cx));
    }
    rows.sort_by(|a, b| a.meta.id.cmp(&b.meta.id));
    model.workloads = Table::new(rows);
    for entry in &raw.statuses {
        let id = Text::new(cx.current(WORKLOAD, &entry.id.value).to_owned(), entry.id.span);
        if let Some(workload) = cx.find(&model.workloads, WORKLOAD, &id) {
            let statuses = statuses(&entry.body, &model.workloads[workload], model, cx);
            model.workloads.rows_mut()[workload.index()].statuses.extend(statuses);
        }
    }
}

fn workload(entry: &Entry<parse::Workload>, model: &Model, cx: &mut Lookup<'_>) -> Workload {
    let body = &entry.body;
    let services = services(&entry.id.value, body, model, cx);
    let teams: Vec<Team> = body.teams.0.iter().map(|(id, team)| one_team(id, team, cx)).collect();
    let delegation = delegation(body, &teams, &services, model, cx);
    Workload {
        meta: meta(&entry.id.value, body.name.span, &review!(body), cx),
        name: body.name.value.clone(),
        owner: body.owner.as_ref().map(|owner| owner.value.clone()),
        about: body.about.doc.clone(),
        places: places(&services, model),
        services,
        frameworks: body.frameworks.0.iter().filter_map(|id| scope(id, model, cx)).collect(),
        delegation,
        tailoring: body.tailoring.iter().filter_map(|raw| tailoring(raw, model, cx)).collect(),
        teams,
        statuses: Vec::new(),
    }
}

fn services(id: &str, body: &parse::Workload, model: &Model, cx: &mut Lookup<'_>) -> Vec<WorkloadService> {
    let mut found: Vec<WorkloadService> = Vec::new();
    let mut first = BTreeMap::new();
    if body.services.0.is_empty() || cx.suspects.lost_in(body.span) {
        cx.suspects.break_one(SERVICES_IN_USE, id);
    }
    for raw in &body.services.0 {
        let Some(place) = compose::place(model, &raw.service, cx) else {
            cx.suspects.break_one(SERVICES_IN_USE, id);
            continue;
        };
        if let Some(&span) = first.get(&place) {
            cx.duplicate("service in use", &raw.service, span);
            continue;
        }
        first.insert(place, raw.service.span);
        found.push(WorkloadService { place, note: raw.note.as_ref().map(|note| note.value.clone()) });
    }
    found
}

/// The named services, then everything that they lead to.
fn places(services: &[WorkloadService], model: &Model) -> Vec<Reached> {
    let starts: Vec<Id<Place>> = services.iter().map(|service| service.place).collect();
    let named = services.iter().map(|service| Reached { purpose: service.note.clone(), ..Reached::itself(service.place) });
    named.chain(model.closure(&starts, Ways::FromStart)).collect()
}

fn one_team(id: &Text, team: &parse::Team, cx: &mut Lookup<'_>) -> Team {
    cx.check_spelling(id);
    Team { id: id.value.clone(), name: team.name.value.clone(), about: team.about.doc.clone(), span: id.span }
}

fn scope(id: &Text, model: &Model, cx: &mut Lookup<'_>) -> Option<FrameworkScope> {
    let (name, profile) = id.value.split_once('#').map_or((id.value.as_str(), None), |(name, profile)| (name, Some(profile)));
    let framework = cx.find(&model.frameworks, FRAMEWORK, &Text::new(name.to_owned(), id.span))?;
    let profile = match profile {
        Some(profile) => {
            // Where the text is written as it reads, the finding points at the part behind the hash.
            let start = id.span.start as usize + name.len() + 1;
            let plain = (id.span.end as usize).checked_sub(start) == Some(profile.len());
            let span = if plain { Span::new(id.span.file, start, start + profile.len()) } else { id.span };
            Some(frameworks::profile(&model.frameworks[framework], &Text::new(profile.to_owned(), span), cx)?)
        }
        None => None,
    };
    Some(FrameworkScope { framework, profile })
}

/// An entry of `delegate`: duties given to a team.
struct Given<'w> {
    key: &'w Text,
    via: Via,
    duties: Vec<Id<Duty>>,
    team: usize,
}

/// For each duty the team that holds the customer's part: a duty beats a layer beats `default`.
fn delegation(body: &parse::Workload, teams: &[Team], services: &[WorkloadService], model: &Model, cx: &mut Lookup<'_>) -> Vec<Option<Delegation>> {
    let provider = services.first().map(|service| model.services[model.places[service.place].service].provider);
    let customer = provider.or_else(|| model.parties.ids().next()).and_then(|any| party_of(model, Role::Customer, any));
    let mut given = given(body, teams, model, cx);
    given.sort_by_key(|given| match given.via {
        Via::Duty => 2,
        Via::Layer => 1,
        _ => 0,
    });
    let subject: Arc<str> = body.name.value.as_str().into();
    let mut found: Vec<Option<Delegation>> = vec![None; model.duties.len()];
    for Given { key, via, duties, team } in given {
        for duty in duties {
            let step = Step {
                level: Level::Workload,
                subject: Arc::clone(&subject),
                via: via.clone(),
                holder: customer.map_or(Holder::Unassigned, Holder::Party),
                role: None,
                team: Some(teams[team].name.clone()),
                because: None,
                span: key.span,
            };
            found[duty.index()] = Some(Delegation { team, step });
        }
    }
    found
}

/// The entries of `delegate`, looked up. Reports teams that are unknown, and teams that get nothing.
fn given<'w>(body: &'w parse::Workload, teams: &[Team], model: &Model, cx: &mut Lookup<'_>) -> Vec<Given<'w>> {
    let mut found = Vec::new();
    let mut used: BTreeSet<usize> = BTreeSet::new();
    for (key, name) in &body.delegate.0 {
        let Some(team) = team_at(body, teams, name, cx) else {
            // Where no name is near, any team may have been meant.
            let meant = nearest(&name.value, teams.iter().map(|team| team.id.as_str()));
            used.extend((0..teams.len()).filter(|&at| meant.is_none_or(|meant| meant == teams[at].id)));
            continue;
        };
        used.insert(team);
        match key.value.as_str() {
            "default" => found.push(Given { key, via: Via::Default, duties: model.duties.ids().collect(), team }),
            _ => match cx.target(model, key) {
                Some(Target::Layer(layer)) => found.push(Given { key, via: Via::Layer, duties: model.layers[layer].duties.clone(), team }),
                Some(Target::Duty(duty)) => found.push(Given { key, via: Via::Duty, duties: vec![duty], team }),
                None => {}
            },
        }
    }
    for (at, team) in teams.iter().enumerate() {
        if !used.contains(&at) && !cx.suspects.contains(TEAM.kind, &team.id) {
            cx.report(&rules::UNUSED_TEAM, team.span, format!("the team `{}` is given no duty", team.id))
                .help("name it under `delegate`, or leave it out");
        }
    }
    found
}

fn team_at(body: &parse::Workload, teams: &[Team], id: &Text, cx: &mut Lookup<'_>) -> Option<usize> {
    let found = teams.iter().position(|team| team.id == id.value);
    let lost = || cx.is_broken(TEAM, &id.value) || (cx.suspects.lost_in(body.span) && cx.suspects.contains(TEAM.kind, &id.value));
    if found.is_none() && !id.value.is_empty() && !lost() {
        let finding = cx.report(&rules::UNKNOWN_TEAM, id.span, format!("this workload has no team `{}`", id.value)).label("used here");
        finding.nearest(&id.value, teams.iter().map(|team| team.id.as_str()));
    }
    found
}

fn tailoring(raw: &parse::Tailoring, model: &Model, cx: &mut Lookup<'_>) -> Option<Tailoring> {
    let control = cx.find(&model.controls, CONTROL, &raw.control);
    let place = raw.service.as_ref().map(|id| compose::place(model, id, cx));
    let state = raw.state?;
    if !matches!(state.value, State::NotApplicable | State::RiskAccepted) {
        let finding = cx.report(&rules::INVALID_VALUE, state.span, "tailoring leaves out or accepts; this state is for `status/`");
        finding.help("use `not-applicable` or `risk-accepted`");
        return None;
    }
    if raw.because.is_none() && !cx.suspects.lost_in(raw.span) {
        cx.report(&rules::MISSING_REASON, raw.span, "this item is tailored, but nothing says why").help("add `because:` with the reason");
    }
    Some(Tailoring {
        control: control?,
        place: match place {
            Some(place) => Some(place?),
            None => None,
        },
        state: state.value,
        because: raw.because.as_ref().map(|prose| prose.doc.clone()).unwrap_or_default(),
        approved_by: raw.approved_by.as_ref().map(|by| by.value.clone()),
        until: raw.until.as_ref().map(|until| until.value),
        span: raw.control.span,
    })
}

fn statuses(raw: &[parse::Status], workload: &Workload, model: &Model, cx: &mut Lookup<'_>) -> Vec<Status> {
    let items: BTreeSet<String> = model.items(&workload.places).iter().map(|item| model.item_key(item)).collect();
    raw.iter().filter_map(|raw| status(raw, &items, workload, model, cx)).collect()
}

/// Whether an item that the workload does not have is missing because of an earlier mistake.
fn may_be_item(control: &str, place: Option<&str>, workload: &Workload, model: &Model, cx: &Lookup<'_>) -> bool {
    let at = place.and_then(|place| model.places.find(place));
    let place_known = place.is_none() || at.is_some();
    let duties = model.controls.find(control).map(|control| model.controls[control].duties.as_slice()).unwrap_or_default();
    let unassigned = at.is_some_and(|at| duties.iter().any(|&duty| model.holder(at, duty) == Holder::Unassigned));
    let whole = !cx.suspects.is_broken(SERVICES_IN_USE, &workload.meta.id);
    let broken = place.is_some_and(|place| cx.is_broken(SERVICE, place) || cx.is_broken(SERVICE, place.split('/').next().unwrap_or(place)));
    let broken = broken || place.is_some_and(|place| cx.suspects.is_broken(compose::UNKNOWN_PLACE, place));
    cx.is_broken(CONTROL, control) || broken || unassigned || (!whole && place_known && model.controls.find(control).is_some())
}

/// Says which item was meant: the nearest one, or else the ones that the control has.
fn near_item(finding: Finding<'_>, item: &str, control: &str, items: &BTreeSet<String>) {
    if nearest(item, items.iter().map(String::as_str)).is_some() {
        finding.nearest(item, items.iter().map(String::as_str));
        return;
    }
    let own: Vec<String> = items.iter().filter(|item| item.split('@').next() == Some(control)).map(|item| format!("`{item}`")).collect();
    if !own.is_empty() {
        finding.help(format!("the items of this control are {}", own.join(", ")));
    }
}

/// The id of today of a service or variant, of which either part may be an old one.
fn current_place(place: &str, cx: &Lookup<'_>) -> String {
    let place = match place.split_once('/') {
        Some((service, variant)) => format!("{}/{variant}", cx.current(SERVICE, service)),
        None => place.to_owned(),
    };
    cx.current(SERVICE, &place).to_owned()
}

fn status(raw: &parse::Status, items: &BTreeSet<String>, workload: &Workload, model: &Model, cx: &mut Lookup<'_>) -> Option<Status> {
    let state = raw.state?;
    if raw.item.value.is_empty() {
        return None;
    }
    let (control, place) = raw.item.value.split_once('@').map_or((raw.item.value.as_str(), None), |(control, place)| (control, Some(place)));
    let (control, place) = (cx.current(CONTROL, control).to_owned(), place.map(|place| current_place(place, cx)));
    let (control, place) = (control.as_str(), place.as_deref());
    let item = place.map_or_else(|| control.to_owned(), |place| format!("{control}@{place}"));
    if !items.contains(&item) {
        if !may_be_item(control, place, workload, model, cx) {
            let message = format!("the workload `{}` has no item `{}`", workload.meta.id, raw.item.value);
            let finding = cx.report(&rules::UNKNOWN_ITEM, raw.item.span, message).label("used here");
            near_item(finding, &item, control, items);
        }
        return None;
    }
    if matches!(state.value, State::NotApplicable | State::RiskAccepted) && raw.because.is_none() && !cx.suspects.lost_in(raw.span) {
        cx.report(&rules::MISSING_REASON, state.span, "this state needs a reason").help("add `because:` with the reason");
    }
    if let Some(on) = &raw.on {
        not_in_future(on, "what was found", cx);
    }
    let until = raw.until.as_ref().map(|until| until.value);
    let expired = until.is_some_and(|until| until < cx.config.as_of);
    if let (true, Some(until)) = (expired, &raw.until) {
        let message = format!("what was found about `{item}` counted until {}; it is not assessed now", until.value);
        cx.report(&rules::EXPIRED_STATUS, until.span, message);
    }
    let text = |text: &Option<Text>| text.as_ref().map(|text| text.value.clone());
    Some(Status {
        item,
        state: if expired { State::NotAssessed } else { state.value },
        written: state.value,
        by: text(&raw.by),
        on: raw.on.as_ref().map(|on| on.value),
        evidence: raw.evidence.0.iter().map(|evidence| evidence.value.clone()).collect(),
        note: text(&raw.note),
        because: text(&raw.because),
        until,
        from: text(&raw.from),
        expired,
        span: raw.item.span,
    })
}
