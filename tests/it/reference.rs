//! What the shipped content names must exist outside of it: checks of tools, requirements, lifecycles of services.
//!
//! The lists under `tests/reference` hold an id a line; their first line names the source.

use std::collections::{BTreeMap, BTreeSet};

use onus::model::{Meta, Model, Phase, Reached};

use crate::fixture::{Book, compare, reference};

fn shipped() -> Model {
    Book::shipped().check().model
}

#[track_caller]
fn assert_none(what: &str, found: &[String]) {
    assert!(found.is_empty(), "{what}:\n  {}", found.join("\n  "));
}

#[test]
fn checks_of_tools_exist() {
    let model = shipped();
    let known: BTreeMap<&str, BTreeSet<String>> =
        ["aws-config", "security-hub", "prowler"].into_iter().map(|tool| (tool, reference(tool).into_iter().collect())).collect();
    let mut wrong = Vec::new();
    for control in model.controls.rows() {
        for (tool, ids) in &control.checks {
            let known = known.get(tool.as_str());
            let unknown = ids.iter().filter(|id| known.is_none_or(|known| !known.contains(*id)));
            wrong.extend(unknown.map(|id| format!("{}: {tool} {id}", control.meta.id)));
        }
    }
    assert_none("checks that their tool does not have, or has retired", &wrong);
}

#[test]
fn controls_satisfy_requirements_that_are_in_force() {
    let model = shipped();
    let mut wrong = Vec::new();
    for control in model.controls.rows() {
        for mapping in &control.satisfies {
            let framework = &model.frameworks[mapping.framework];
            let requirement = &framework.requirements[mapping.requirement];
            if requirement.withdrawn {
                wrong.push(format!("{}: {} {}", control.meta.id, framework.meta.id, requirement.id));
            }
        }
    }
    assert_none("requirements that are withdrawn", &wrong);
}

#[test]
fn services_that_their_provider_has_closed_are_not_shown_as_active() {
    let model = shipped();
    let closed: BTreeMap<String, String> = reference("aws-lifecycle")
        .iter()
        .filter_map(|line| line.split_once(' '))
        .map(|(stage, name)| (name.to_lowercase(), stage.to_owned()))
        .collect();
    let mut wrong = Vec::new();
    for place in model.places.rows().iter().filter(|place| place.lifecycle.phase == Phase::Active) {
        let service = &model.services[place.service];
        let names = [Some(&place.name), Some(&service.name), service.full_name.as_ref()];
        let stage = names.into_iter().flatten().find_map(|name| closed.get(&name.to_lowercase()));
        wrong.extend(stage.map(|stage| format!("{} is in {stage}", place.meta.id)));
    }
    assert_none("services with another phase than their provider names", &wrong);
}

#[test]
fn everything_says_where_it_comes_from_and_when_it_was_reviewed() {
    let model = shipped();
    let mut wrong = Vec::new();
    let mut look = |kind: &str, meta: &Meta| {
        if meta.sources.is_empty() || meta.reviewed.is_none() {
            wrong.push(format!("{kind} {}", meta.id));
        }
    };
    model.services.rows().iter().for_each(|row| look("service", &row.meta));
    model.controls.rows().iter().for_each(|row| look("control", &row.meta));
    model.frameworks.rows().iter().for_each(|row| look("framework", &row.meta));
    model.workloads.rows().iter().for_each(|row| look("workload", &row.meta));
    model.checklists.rows().iter().for_each(|row| look("checklist", &row.meta));
    model.guides.rows().iter().for_each(|row| look("guide", &row.meta));
    model.terms.rows().iter().for_each(|row| look("term", &row.meta));
    model.service_models.rows().iter().for_each(|row| look("service model", &row.meta));
    assert_none("without a source or the day of a review", &wrong);
}

#[test]
fn every_control_can_be_checked_and_proven() {
    let model = shipped();
    let mut wrong = Vec::new();
    for control in model.controls.rows() {
        for (role, guidance) in &control.by {
            if guidance.evidence.is_empty() {
                wrong.push(format!("{}: {role:?} has no evidence", control.meta.id));
            }
            // What a provider does is read in its reports; nobody else can run anything there.
            if guidance.statement.is_empty() && guidance.verify.is_empty() {
                wrong.push(format!("{}: {role:?} has nothing to verify", control.meta.id));
            }
        }
    }
    assert_none("controls that cannot be verified or proven", &wrong);
}

#[test]
fn the_book_is_as_large_as_it_says() {
    let model = shipped();
    assert!(model.services.len() >= 75, "{} services", model.services.len());
    assert!(model.places.len() >= 100, "{} services and variants", model.places.len());
    assert!(model.controls.len() >= 180, "{} controls", model.controls.len());
    let mut thin = Vec::new();
    for service in model.services.rows().iter().filter(|service| service.lifecycle.phase == Phase::Active) {
        let here = [Reached::itself(service.place)];
        let items = model.items(&here).len();
        if items < 8 {
            thin.push(format!("{}: {items}", service.meta.id));
        }
    }
    assert_none("active services with fewer than eight items", &thin);
}

#[test]
fn few_things_are_unverified() {
    let model = shipped();
    let metas = (model.services.rows().iter().map(|row| &row.meta))
        .chain(model.controls.rows().iter().map(|row| &row.meta))
        .chain(model.frameworks.rows().iter().map(|row| &row.meta))
        .chain(model.workloads.rows().iter().map(|row| &row.meta))
        .chain(model.guides.rows().iter().map(|row| &row.meta));
    let (open, all): (Vec<&str>, usize) = metas.fold((Vec::new(), 0), |(mut open, all), meta| {
        open.extend((!meta.verified).then_some(meta.id.as_str()));
        (open, all + 1)
    });
    assert!(open.len() * 20 < all, "{} of {all} are unverified: {}", open.len(), open.join(", "));
}

#[test]
fn requirements_are_those_that_their_publishers_list() {
    let model = shipped();
    let mut wrong = Vec::new();
    for framework in model.frameworks.rows() {
        let listed: BTreeMap<String, bool> = reference(&framework.meta.id)
            .into_iter()
            .map(|line| line.strip_suffix(" withdrawn").map_or((line.clone(), false), |id| (id.to_owned(), true)))
            .collect();
        let shipped: BTreeMap<&str, bool> = framework.requirements.iter().map(|row| (row.id.as_str(), row.withdrawn)).collect();
        let differs = shipped.iter().filter(|(id, withdrawn)| listed.get(**id) != Some(*withdrawn));
        wrong.extend(differs.map(|(id, withdrawn)| format!("{} {id} (withdrawn: {withdrawn})", framework.meta.id)));
        let missing = listed.keys().filter(|id| !shipped.contains_key(id.as_str()));
        wrong.extend(missing.map(|id| format!("{} {id} is missing", framework.meta.id)));
    }
    assert!(model.frameworks.len() >= 12);
    assert_none("requirements that differ from the publication", &wrong);
}

/// A framework, and its requirements that a check helps with.
type Said = (String, BTreeSet<String>);

/// What others say that a check helps with, against what our control says: the differences, a line a control and framework.
/// `ONUS_BLESS=1 cargo test` writes the file anew; CHANGELOG.md says why the two differ.
#[test]
fn differences_to_the_relations_of_others_are_listed() {
    let model = shipped();
    let mut others: BTreeMap<(String, String), Vec<Said>> = BTreeMap::new();
    for line in include_str!("../reference/relations.csv").lines().filter(|line| !line.starts_with('#')).skip(1) {
        let [tool, check, framework, ids] = line.splitn(4, ',').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let ids = ids.trim_matches('"').split(' ').map(str::to_owned).collect();
        others.entry((tool.to_owned(), check.to_owned())).or_default().push((framework.to_owned(), ids));
    }
    let mut report = String::from(
        "# Where a check of our control helps with a requirement according to others (tests/reference/relations.csv) and our control names the framework:\n\
         # what only they say, and what only we say. https://docs.aws.amazon.com/securityhub/latest/userguide/standards-reference.html\n",
    );
    for control in model.controls.rows() {
        let named = control.checks.iter().flat_map(|(tool, ids)| ids.iter().map(|id| (tool.clone(), id.clone())));
        let mut theirs: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (framework, ids) in named.filter_map(|key| others.get(&key)).flatten() {
            theirs.entry(framework).or_default().extend(ids.iter().map(String::as_str));
        }
        for (framework, theirs) in theirs {
            let ours: BTreeSet<&str> = (control.satisfies.iter().filter(|mapping| model.frameworks[mapping.framework].meta.id == framework))
                .map(|mapping| model.frameworks[mapping.framework].requirements[mapping.requirement].id.as_str())
                .collect();
            if !ours.is_empty() && ours != theirs {
                let list = |ids: BTreeSet<&str>| if ids.is_empty() { "none".to_owned() } else { ids.into_iter().collect::<Vec<_>>().join(" ") };
                let (only_they, only_we) = (theirs.difference(&ours).copied().collect(), ours.difference(&theirs).copied().collect());
                report += &format!("{} {framework}: only they {}; only we {}\n", control.meta.id, list(only_they), list(only_we));
            }
        }
    }
    compare("relation-differences", &report);
}

#[test]
fn services_carry_the_names_of_their_provider() {
    let model = shipped();
    let known: BTreeSet<String> = reference("aws-services").iter().filter_map(|line| line.split_once(' ')).map(|(_, name)| plain(name)).collect();
    let mut wrong = Vec::new();
    for service in model.services.rows().iter().filter(|service| service.lifecycle.phase != Phase::Retired) {
        let names = std::iter::once(&service.name).chain(&service.full_name).chain(&service.aliases);
        if !names.map(|name| plain(name)).any(|name| known.contains(&name)) {
            wrong.push(format!("{}: {}", service.meta.id, service.name));
        }
    }
    assert_none("services whose names their provider does not use", &wrong);
}

/// A name without its vendor.
fn plain(name: &str) -> String {
    let name = name.to_lowercase();
    name.trim_start_matches("amazon ").trim_start_matches("aws ").to_owned()
}
