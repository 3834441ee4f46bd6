//! Where everything is on the site: addresses relative to its root, and anchors.

use crate::model::{Category, Control, Domain, Framework, Guide, Id, Model, NamedChecklist, Path, Place, Section, Service, Workload};

/// The page of a service.
pub fn service(model: &Model, id: Id<Service>) -> String {
    format!("services/{}.html", model.services[id].meta.id)
}

/// The document that shows a service on one page.
pub fn summary(model: &Model, id: Id<Service>) -> String {
    format!("services/{}.pdf", model.services[id].meta.id)
}

/// The document of the matrix of all services.
pub const MATRIX: &str = "responsibility-matrix.pdf";

/// The document of a workload's matrix.
pub fn workload_matrix(model: &Model, id: Id<Workload>) -> String {
    format!("workloads/{}-matrix.pdf", model.workloads[id].meta.id)
}

/// The page of the requirements that a service touches.
pub fn requirements(model: &Model, id: Id<Service>) -> String {
    format!("requirements/{}.html", model.services[id].meta.id)
}

/// The page of a place: that of its service, at the variant where it is one.
pub fn place(model: &Model, id: Id<Place>) -> String {
    let place = &model.places[id];
    match &place.variant {
        Some(variant) => format!("{}#variant-{variant}", service(model, place.service)),
        None => service(model, place.service),
    }
}

/// The page of a control.
pub fn control(model: &Model, id: Id<Control>) -> String {
    format!("controls/{}.html", model.controls[id].meta.id)
}

/// A domain, on the index of controls.
pub fn domain(model: &Model, id: Id<Domain>) -> String {
    format!("controls/index.html#domain-{}", model.domains[id].meta.id)
}

/// A category, on the index of services.
pub fn category(model: &Model, id: Id<Category>) -> String {
    format!("services/index.html#category-{}", model.categories[id].meta.id)
}

/// The page that lists everything of one value of what things are sorted by: `by/layer/guest-os.html`.
pub fn by(facet: &str, value: &str) -> String {
    format!("by/{facet}/{value}.html")
}

/// The page of a framework.
pub fn framework(model: &Model, id: Id<Framework>) -> String {
    format!("frameworks/{}.html", model.frameworks[id].meta.id)
}

/// The page of a group of requirements.
pub fn group(model: &Model, id: Id<Framework>, group: usize) -> String {
    let framework = &model.frameworks[id];
    // Publishers spell their groups as they like; a file's name may not.
    let plain = |c: char| if c.is_alphanumeric() || c == '-' { c } else { '-' };
    let stem: String = framework.groups[group].id.to_lowercase().chars().map(plain).collect();
    format!("frameworks/{}/{stem}.html", framework.meta.id)
}

/// A requirement, on the page of its group.
pub fn requirement(model: &Model, id: Id<Framework>, requirement: usize) -> String {
    let entry = &model.frameworks[id].requirements[requirement];
    format!("{}#{}", group(model, id, entry.group), requirement_anchor(&entry.id))
}

/// The page of a workload.
pub fn workload(model: &Model, id: Id<Workload>) -> String {
    format!("workloads/{}.html", model.workloads[id].meta.id)
}

/// The page of the requirements in scope of a workload.
pub fn workload_requirements(model: &Model, id: Id<Workload>) -> String {
    format!("requirements/workloads/{}.html", model.workloads[id].meta.id)
}

/// The page of a named checklist.
pub fn named_checklist(model: &Model, id: Id<NamedChecklist>) -> String {
    format!("checklists/{}.html", model.checklists[id].meta.id)
}

/// The page of a guide.
pub fn guide(model: &Model, id: Id<Guide>) -> String {
    format!("guides/{}.html", model.guides[id].meta.id)
}

/// The page of a path of lessons.
pub fn path(model: &Model, id: Id<Path>) -> String {
    format!("learn/{}.html", model.paths[id].meta.id)
}

/// The page of a lesson of a path.
pub fn lesson(model: &Model, id: Id<Path>, lesson: usize) -> String {
    let path = &model.paths[id];
    format!("learn/{}/{}.html", path.meta.id, path.lessons[lesson].meta.id)
}

/// The stem of the pages of the path that is made from a workload.
pub fn team_path(model: &Model, id: Id<Workload>) -> String {
    format!("workloads/{}", model.workloads[id].meta.id)
}

/// The page that compares two places; their order is that of the model.
pub fn compare(model: &Model, a: Id<Place>, b: Id<Place>) -> String {
    let stem = |id: Id<Place>| model.places[id].meta.id.replace('/', ".");
    format!("compare/{}--{}.html", stem(a.min(b)), stem(a.max(b)))
}

/// A requirement's anchor: lower case, brackets as hyphens.
pub fn requirement_anchor(id: &str) -> String {
    format!("req-{}", id.to_lowercase().replace(['(', ')', ' '], "-"))
}

/// Where a file of the site is published: a whole address, with what an address may not hold escaped.
pub fn published(site_url: &str, path: &str) -> String {
    let mut out = format!("{}/", site_url.trim_end_matches('/'));
    let (path, anchor) = path.split_once('#').map_or((path, None), |(path, anchor)| (path, Some(anchor)));
    // The folder is what readers type and share.
    escape(if path == "index.html" { "" } else { path }, &mut out);
    if let Some(anchor) = anchor {
        out.push('#');
        escape(anchor, &mut out);
    }
    out
}

fn escape(text: &str, out: &mut String) {
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' | b'@' | b'(' | b')' => out.push(char::from(byte)),
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
}

/// The relative way from a page to the site's root: `../` for each folder it lies in.
pub fn root_of(path: &str) -> String {
    "../".repeat(path.matches('/').count())
}

/// The first page of a section.
pub fn section(section: Section) -> &'static str {
    match section {
        Section::Model => "model.html",
        Section::Services => "services/index.html",
        Section::Controls => "controls/index.html",
        Section::Frameworks => "frameworks/index.html",
        Section::Workloads => "workloads/index.html",
        Section::Checklists => "checklists/index.html",
        Section::Compare => "compare/index.html",
        Section::Changes => "changes.html",
        Section::About => "about.html",
    }
}
