//! An OSCAL catalog in JSON, as published, into a framework.
//!
//! JSON is YAML, so the same tree with the same spans serves. Format: NIST OSCAL 1.x, catalog model
//! (<https://pages.nist.gov/OSCAL/resources/concepts/layer/control/catalog/>).

use crate::diag::rules;
use crate::parse::shape::{Entries, OneOrMany, Prose, Reader, Shape, Text};
use crate::parse::shapes::framework::{Framework, Requirement};
use crate::parse::yaml::{Kind, Node};
use crate::source::Spanned;

/// Whether a document is an OSCAL catalog rather than onus's own form.
pub(crate) fn is_catalog(node: &Node) -> bool {
    get(node, "catalog").is_some()
}

/// Reads a catalog: top-level groups become groups, controls and their enhancements become requirements.
pub(crate) fn catalog(node: &Node, cx: &mut Reader<'_>) -> Option<Framework> {
    let catalog = get(node, "catalog")?;
    let metadata = get(catalog, "metadata");
    let Some(name) = metadata.and_then(|metadata| text(metadata, "title")) else {
        cx.report(&rules::MISSING_KEY, catalog.span, "the catalog's metadata has no `title`");
        return None;
    };
    let mut framework = Framework {
        name,
        version: metadata.and_then(|metadata| text(metadata, "version")),
        about: Prose::absent(catalog.span)?,
        ..Framework::empty(catalog.span)
    };
    for group in list(catalog, "groups") {
        add_group(group, &mut framework, cx);
    }
    Some(framework)
}

fn add_group(group: &Node, framework: &mut Framework, cx: &mut Reader<'_>) {
    let Some(id) = text(group, "id").or_else(|| label(group)) else {
        cx.report(&rules::MISSING_KEY, group.span, "a group of the catalog has no `id`");
        return;
    };
    let id = Text::new(id.value.to_uppercase(), id.span);
    let name = text(group, "title").unwrap_or_else(|| id.clone());
    let Entries(groups) = &mut framework.groups;
    groups.push((id.clone(), name));
    for control in list(group, "controls") {
        add_control(control, &id, None, framework, cx);
    }
}

fn add_control(control: &Node, group: &Text, parent: Option<&Text>, framework: &mut Framework, cx: &mut Reader<'_>) {
    let (Some(id), Some(title)) = (label(control).or_else(|| text(control, "id")), text(control, "title")) else {
        cx.report(&rules::MISSING_KEY, control.span, "a control of the catalog has no `id` or no `title`");
        return;
    };
    let withdrawn = props(control).any(|(name, value)| name == "status" && value.value.eq_ignore_ascii_case("withdrawn"));
    framework.requirements.push(Requirement {
        span: control.span,
        id: id.clone(),
        title,
        group: group.clone(),
        parent: parent.cloned(),
        profiles: OneOrMany::default(),
        withdrawn: withdrawn.then(|| Spanned::new(true, control.span)),
    });
    for enhancement in list(control, "controls") {
        add_control(enhancement, group, Some(&id), framework, cx);
    }
}

/// The published id: the `label` property that is one word, not one of its zero-padded twins.
fn label(node: &Node) -> Option<Text> {
    // Some catalogs label with words (`Detect (DE)`); those have their published id as `id`.
    let labels = || props(node).filter(|(name, value)| *name == "label" && !value.value.contains(char::is_whitespace));
    labels().find(|(_, value)| !value.value.contains("-0")).or_else(|| labels().next()).map(|(_, value)| value)
}

fn props(node: &Node) -> impl Iterator<Item = (&str, Text)> {
    list(node, "props").iter().filter_map(|prop| Some((str_of(get(prop, "name")?)?, text(prop, "value")?)))
}

fn get<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    match &node.kind {
        Kind::Map(entries) => entries.iter().find(|(name, _)| name.value == key).map(|(_, value)| value),
        _ => None,
    }
}

fn list<'n>(node: &'n Node, key: &str) -> &'n [Node] {
    match get(node, key).map(|value| &value.kind) {
        Some(Kind::List(items)) => items,
        _ => &[],
    }
}

fn str_of(node: &Node) -> Option<&str> {
    match &node.kind {
        Kind::Scalar { text, .. } => Some(text),
        _ => None,
    }
}

fn text(node: &Node, key: &str) -> Option<Text> {
    let value = get(node, key)?;
    str_of(value).map(|text| Text::new(text.to_owned(), value.span))
}
