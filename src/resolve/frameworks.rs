//! Frameworks: groups, profiles and requirements by position.

use std::collections::BTreeMap;

use crate::diag::{nearest, rules};
use crate::model::{Framework, Group, Id, Model, Profile, Requirement, Table};
use crate::parse::{self, Entry, Raw, Text};
use crate::resolve::dates::{meta, review};
use crate::resolve::lookup::{FRAMEWORK, Lookup};

/// The kind of what could not be resolved because its group is unknown.
const REQUIREMENT: &str = "requirement";

/// Adds the frameworks, by id.
pub(crate) fn add(raw: &Raw, model: &mut Model, cx: &mut Lookup<'_>) {
    let mut rows: Vec<Framework> = Vec::new();
    for entry in cx.unique("framework", &raw.frameworks) {
        cx.rename(FRAMEWORK, &entry.body.renamed_from, &entry.id.value);
        rows.push(framework(entry, cx));
    }
    rows.sort_by(|a, b| a.meta.id.cmp(&b.meta.id));
    model.frameworks = Table::new(rows);
}

/// The requirement that an id names; a finding where it names nothing, or something withdrawn.
pub(crate) fn requirement(model: &Model, framework: Id<Framework>, id: &Text, cx: &mut Lookup<'_>) -> Option<usize> {
    let framework = &model.frameworks[framework];
    let Some(at) = framework.requirements.iter().position(|requirement| requirement.id == id.value) else {
        if cx.suspects.is_broken(REQUIREMENT, &id.value) {
            return None;
        }
        let message = format!("{} has no requirement `{}`", framework.short, id.value);
        let finding = cx.report(&rules::UNKNOWN_REQUIREMENT, id.span, message).label("used here");
        finding.nearest(&id.value, framework.requirements.iter().map(|requirement| requirement.id.as_str()));
        return None;
    };
    if framework.requirements[at].withdrawn {
        let message = format!("{} has withdrawn `{}`", framework.publisher.as_deref().unwrap_or("the publisher"), id.value);
        cx.report(&rules::WITHDRAWN_REQUIREMENT, id.span, message).help("name the requirement that took its place");
    }
    Some(at)
}

fn framework(entry: &Entry<parse::Framework>, cx: &mut Lookup<'_>) -> Framework {
    let body = &entry.body;
    let text = |text: &Option<Text>| text.as_ref().map(|text| text.value.clone());
    let profiles: Vec<Profile> = body.profiles.0.iter().map(|(id, name)| Profile { id: id.value.clone(), name: name.value.clone() }).collect();
    let groups: Vec<Group> = body.groups.0.iter().map(|(id, name)| Group { id: id.value.clone(), name: name.value.clone() }).collect();
    let requirements = requirements(body, &groups, &profiles, cx);
    one_page_each(body, cx);
    Framework {
        meta: meta(&entry.id.value, body.name.span, &review!(body), cx),
        name: body.name.value.clone(),
        short: text(&body.short).unwrap_or_else(|| body.name.value.clone()),
        version: text(&body.version),
        publisher: text(&body.publisher),
        url: body.url.as_ref().map(|url| url.0.value.clone()),
        license: text(&body.license),
        about: body.about.doc.clone(),
        sheet: body.sheet.as_ref().map(|word| word.value),
        profiles,
        groups,
        requirements,
    }
}

/// Says which groups would have the page of another: addresses know neither case nor signs.
fn one_page_each(body: &parse::Framework, cx: &mut Lookup<'_>) {
    let mut first: BTreeMap<String, &Text> = BTreeMap::new();
    for (id, _) in &body.groups.0 {
        let page = id.value.to_lowercase().replace(|c: char| !c.is_alphanumeric(), "-");
        match first.get(&page) {
            Some(other) => {
                let finding = cx.report(&rules::DUPLICATE_ID, id.span, format!("the group `{}` has the page of `{}`", id.value, other.value));
                finding.label("second group").related(other.span, "first group").help("give one of them an id with other letters");
            }
            None => drop(first.insert(page, id)),
        }
    }
}

fn requirements(body: &parse::Framework, groups: &[Group], profiles: &[Profile], cx: &mut Lookup<'_>) -> Vec<Requirement> {
    let short = body.short.as_ref().unwrap_or(&body.name).value.clone();
    let mut found: Vec<Requirement> = Vec::new();
    let mut at = BTreeMap::new();
    let group_at: BTreeMap<&str, usize> = groups.iter().enumerate().map(|(index, group)| (group.id.as_str(), index)).collect();
    for raw in body.requirements.iter().filter(|raw| !raw.id.value.is_empty()) {
        if let Some(&(_, first)) = at.get(&raw.id.value) {
            cx.duplicate("requirement", &raw.id, first);
            continue;
        }
        let Some(&group) = group_at.get(raw.group.value.as_str()) else {
            if !raw.group.value.is_empty() && !body.groups.0.is_empty() && first_time("group", &short, &raw.group, cx) {
                let finding = cx.report(&rules::UNKNOWN_REQUIREMENT, raw.group.span, format!("no group has the id `{}`", raw.group.value));
                finding.nearest(&raw.group.value, group_at.keys().copied());
            }
            cx.suspects.break_one(REQUIREMENT, &raw.id.value);
            continue;
        };
        let parent = raw.parent.as_ref().and_then(|parent| parent_of(&short, parent, &at, cx));
        at.insert(raw.id.value.clone(), (found.len(), raw.id.span));
        found.push(Requirement {
            id: raw.id.value.clone(),
            title: raw.title.value.clone(),
            group,
            parent,
            profiles: raw.profiles.0.iter().filter_map(|id| profile_of(&short, profiles, id, cx)).collect(),
            withdrawn: raw.withdrawn.as_ref().is_some_and(|withdrawn| withdrawn.value),
            controls: Vec::new(),
        });
    }
    found
}

/// Whether an id is met for the first time that a framework uses and does not declare: one finding does for all places.
fn first_time(kind: &'static str, framework: &str, id: &Text, cx: &mut Lookup<'_>) -> bool {
    let full = format!("{framework} {}", id.value);
    let told = cx.suspects.is_broken(kind, &id.value) || cx.suspects.is_broken(kind, &full);
    cx.suspects.break_one(kind, &full);
    !told
}

fn parent_of(framework: &str, parent: &Text, at: &BTreeMap<String, (usize, crate::source::Span)>, cx: &mut Lookup<'_>) -> Option<usize> {
    let found = at.get(&parent.value).map(|(index, _)| *index);
    if found.is_none() && !cx.suspects.is_broken(REQUIREMENT, &parent.value) && first_time("parent", framework, parent, cx) {
        let finding = cx.report(&rules::UNKNOWN_REQUIREMENT, parent.span, format!("no requirement before this one has the id `{}`", parent.value));
        finding.nearest(&parent.value, at.keys().map(String::as_str));
    }
    found
}

/// The profile that an id names; a finding where it names none.
pub(crate) fn profile(framework: &Framework, id: &Text, cx: &mut Lookup<'_>) -> Option<usize> {
    profile_of(&framework.short, &framework.profiles, id, cx)
}

fn profile_of(framework: &str, profiles: &[Profile], id: &Text, cx: &mut Lookup<'_>) -> Option<usize> {
    let found = profiles.iter().position(|profile| profile.id == id.value);
    if found.is_none() && !id.value.is_empty() && first_time("profile", framework, id, cx) {
        let names = || profiles.iter().map(|profile| profile.id.as_str());
        let finding = cx.report(&rules::UNKNOWN_PROFILE, id.span, format!("{framework} has no profile `{}`", id.value)).label("used here");
        match nearest(&id.value, names()) {
            Some(near) => finding.help(format!("did you mean `{near}`?")),
            None if profiles.is_empty() => finding.help("it declares no profiles"),
            None => finding.help(format!("its profiles are {}", names().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "))),
        };
    }
    found
}
