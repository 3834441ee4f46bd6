//! Links in prose: to entities, to other pages, to anchors, to pictures; and schemes that are refused.

use std::collections::BTreeSet;

use crate::diag::{Diagnostics, rules};
use crate::markdown::{Doc, ENTITIES, Link, LinkKind};
use crate::model::{Model, Section};
use crate::validate::{Context, docs};
use crate::vocabulary::Vocabulary;

pub(crate) fn check(context: &Context<'_>, diags: &mut Diagnostics) {
    // Cells of a service and its variants share their prose, so the same link comes by more than once.
    let mut seen = BTreeSet::new();
    for doc in docs::all(context.model) {
        anchors_once(doc, diags);
        for link in doc.links.iter().filter(|link| link.kind != LinkKind::External) {
            // An anchor is looked for in the page, and what is included stands on more than one.
            if link.kind == LinkKind::Anchor || seen.insert((link.span, link.dest.as_str())) {
                one(context, doc, link, diags);
            }
        }
    }
}

fn one(context: &Context<'_>, doc: &Doc, link: &Link, diags: &mut Diagnostics) {
    match link.kind {
        LinkKind::External => {}
        LinkKind::Refused => {
            let finding = diags.report(&rules::REFUSED_LINK, link.span, format!("`{}` is no link that a page may have", link.dest));
            finding.help("use `https:`, `http:`, `mailto:`, a path to a `.md` file, `#anchor`, or an entity such as `service:ec2`");
        }
        LinkKind::Entity => entity(context, link, diags),
        LinkKind::Anchor => anchor(doc, link.dest.trim_start_matches('#'), link, diags),
        LinkKind::Page => page(context, link, diags),
        LinkKind::Image => {
            let path = target(context, link, &link.dest);
            if path.as_ref().is_none_or(|path| context.sources.find(path).is_none()) {
                diags.report(&rules::DEAD_LINK, link.span, format!("there is no picture `{}`", link.dest)).label("used here");
            }
        }
    }
}

/// `kind:id`.
fn entity(context: &Context<'_>, link: &Link, diags: &mut Diagnostics) {
    let model = context.model;
    let (kind, id) = link.dest.split_once(':').unwrap_or((&link.dest, ""));
    let names: Vec<&str> = match kind {
        "service" => model.places.keys().collect(),
        "control" => model.controls.keys().collect(),
        "term" => model.terms.keys().collect(),
        "duty" => model.duties.keys().collect(),
        "layer" => model.layers.keys().collect(),
        "framework" => model.frameworks.keys().collect(),
        "workload" => model.workloads.keys().collect(),
        "checklist" => model.checklists.keys().collect(),
        "model" => model.service_models.keys().collect(),
        "party" => model.parties.keys().collect(),
        "section" => Section::WORDS.iter().filter(|(_, section)| is_there(*section, model)).map(|(word, _)| *word).collect(),
        "guide" => model.guides.keys().collect(),
        "path" => model.paths.keys().collect(),
        "requirement" => return requirement(context, id, link, diags),
        _ => {
            let message = format!("`{kind}` is no kind of entity that a link can name");
            diags.report(&rules::DEAD_LINK, link.span, message).nearest(kind, ENTITIES);
            return;
        }
    };
    let broken = context.suspects.is_broken(if kind == "model" { "service model" } else { kind }, id);
    if !names.contains(&id) && !broken {
        let finding = diags.report(&rules::DEAD_LINK, link.span, format!("no {kind} has the id `{id}`")).label("this link leads nowhere");
        match model.renamed.iter().find(|renamed| renamed.kind.ends_with(kind) && renamed.old == id) {
            Some(renamed) => finding.help(format!("it is called `{}` now", renamed.new)),
            None => finding.nearest(id, names),
        };
    }
}

/// Whether the site has a section: some are there only where the book has something for them.
fn is_there(section: Section, model: &Model) -> bool {
    match section {
        Section::Frameworks => !model.frameworks.is_empty(),
        Section::Workloads => !model.workloads.is_empty(),
        _ => true,
    }
}

/// `requirement:framework/id`.
fn requirement(context: &Context<'_>, id: &str, link: &Link, diags: &mut Diagnostics) {
    let model = context.model;
    let (framework, requirement) = id.split_once('/').unwrap_or((id, ""));
    if context.suspects.is_broken("framework", framework) || context.suspects.is_broken("requirement", requirement) {
        return;
    }
    let Some(found) = model.frameworks.find(framework) else {
        let finding = diags.report(&rules::DEAD_LINK, link.span, format!("no framework has the id `{framework}`")).label("this link leads nowhere");
        finding.nearest(framework, model.frameworks.keys());
        return;
    };
    let framework = &model.frameworks[found];
    if !framework.requirements.iter().any(|one| one.id == requirement) {
        let finding = diags.report(&rules::DEAD_LINK, link.span, format!("{} has no requirement `{requirement}`", framework.short));
        finding.nearest(requirement, framework.requirements.iter().map(|one| one.id.as_str()));
    }
}

fn anchor(doc: &Doc, id: &str, link: &Link, diags: &mut Diagnostics) {
    let headings = doc.headings();
    let notes = doc.blocks.iter().any(|block| matches!(block, crate::markdown::Block::Footnote { label, .. } if label == id));
    if !id.is_empty() && !notes && !headings.iter().any(|heading| heading.id == id) {
        let finding = diags.report(&rules::DEAD_ANCHOR, link.span, format!("no heading has the anchor `{id}`")).label("this link leads nowhere");
        finding.nearest(id, headings.iter().map(|heading| heading.id.as_str()));
    }
}

/// A path to another Markdown file, perhaps with an anchor.
fn page(context: &Context<'_>, link: &Link, diags: &mut Diagnostics) {
    let (path, anchor_id) = link.dest.split_once('#').map_or((link.dest.as_str(), None), |(path, anchor)| (path, Some(anchor)));
    let file = target(context, link, path).and_then(|path| context.sources.find(&path));
    let Some(file) = file else {
        let names: Vec<&str> = context.model.guides.rows().iter().map(|guide| context.sources.path(guide.meta.span.file)).collect();
        let names = names.iter().filter_map(|name| name.rsplit('/').next());
        diags.report(&rules::DEAD_LINK, link.span, format!("there is no file `{path}`")).label("this link leads nowhere").nearest(path, names);
        return;
    };
    let guide = context.model.guides.rows().iter().find(|guide| guide.meta.span.file == file);
    if let (Some(guide), Some(id)) = (guide, anchor_id) {
        anchor(&guide.body, id, link, diags);
    }
}

/// The path in the book that a relative link means; `None` where it leaves the content folder.
fn target(context: &Context<'_>, link: &Link, dest: &str) -> Option<String> {
    let from = context.sources.path(link.span.file);
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in dest.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    let path = parts.join("/");
    path.starts_with(&format!("{}/", context.src)).then_some(path)
}

fn anchors_once(doc: &Doc, diags: &mut Diagnostics) {
    let mut seen: std::collections::BTreeMap<&str, crate::source::Span> = std::collections::BTreeMap::new();
    for heading in doc.headings() {
        if let Some(&first) = seen.get(heading.id.as_str()) {
            let finding = diags.report(&rules::DUPLICATE_ANCHOR, heading.span, format!("the anchor `{}` stands here twice", heading.id));
            finding.label("second time").related(first, "first time");
        } else {
            seen.insert(&heading.id, heading.span);
        }
    }
}
