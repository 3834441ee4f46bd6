//! What the shipped content names must exist outside of it: checks of tools, requirements, lifecycles of services.
//!
//! The lists under `tests/reference` hold an id a line; their first line names the source.

use std::collections::{BTreeMap, BTreeSet};

use onus::model::{Meta, Model, Phase};

use crate::fixture::{Book, reference};

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
fn requirements_of_nist_800_53_are_those_that_nist_published() {
    let model = shipped();
    let published: BTreeMap<String, bool> = reference("nist-800-53-r5")
        .into_iter()
        .map(|line| match line.strip_suffix(" withdrawn") {
            Some(id) => (id.to_owned(), true),
            None => (line, false),
        })
        .collect();
    let id = model.frameworks.find("nist-800-53-r5").expect("the shipped book has the framework");
    let mut wrong = Vec::new();
    for requirement in &model.frameworks[id].requirements {
        match published.get(&requirement.id) {
            None => wrong.push(format!("{} is not published", requirement.id)),
            Some(withdrawn) if *withdrawn != requirement.withdrawn => wrong.push(format!("{}: withdrawn: {withdrawn}", requirement.id)),
            Some(_) => {}
        }
    }
    assert_none("requirements that differ from the publication", &wrong);
}

#[test]
fn controls_satisfy_requirements_that_are_in_force() {
    let model = shipped();
    let in_force: BTreeSet<String> = reference("nist-800-53-r5").into_iter().filter(|line| !line.ends_with(" withdrawn")).collect();
    let mut wrong = Vec::new();
    for control in model.controls.rows() {
        for mapping in &control.satisfies {
            let framework = &model.frameworks[mapping.framework];
            let id = &framework.requirements[mapping.requirement].id;
            if framework.meta.id == "nist-800-53-r5" && !in_force.contains(id) {
                wrong.push(format!("{}: {id}", control.meta.id));
            }
        }
    }
    assert_none("requirements that do not exist or are withdrawn", &wrong);
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
    model.guides.rows().iter().for_each(|row| look("guide", &row.meta));
    model.terms.rows().iter().for_each(|row| look("term", &row.meta));
    model.service_models.rows().iter().for_each(|row| look("service model", &row.meta));
    assert_none("without a source or the day of a review", &wrong);
}
