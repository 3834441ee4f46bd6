//! What a page tells programs: where it is published, how it looks when somebody shares it, and its twin in Markdown.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::config::Config;
use crate::markdown::{Doc, plain_inlines, slug};
use crate::model::Model;
use crate::view::address;
use crate::view::site::cards;
use crate::view::site::facts::Stems;
use crate::view::site::page::{Body, Page, Shared};

/// Where a page is published, and how it is shown where somebody shares it.
#[derive(Debug, Clone, Serialize)]
pub struct Published {
    /// Its whole address.
    pub url: String,
    /// What it is to Open Graph: `website` for the home page, else `article`.
    pub kind: &'static str,
    /// The whole address of the picture that stands for its section; `None` where this build of onus draws none.
    pub card: Option<String>,
}

/// The Markdown file beside a page.
#[derive(Debug, Clone, Serialize)]
pub struct Twin {
    /// Its address, relative to the site's root.
    pub path: String,
    /// What it is about: `service`, `control`, `framework`, `requirement-group`, `workload`, `guide`, `lesson`.
    pub kind: &'static str,
    /// The id of that.
    pub id: String,
    /// Anchors of the page that headings of the twin have too.
    pub anchors: Vec<String>,
}

impl Twin {
    /// The twin of the page at `page`; `None` where book.toml asks for no Markdown.
    pub fn of(config: &Config, page: &str, kind: &'static str, id: impl Into<String>) -> Option<Self> {
        config.markdown.as_ref()?;
        let stem = page.strip_suffix(".html").unwrap_or(page);
        Some(Self { path: format!("{stem}.md"), kind, id: id.into(), anchors: Vec::new() })
    }
}

/// The twin of every page that has one, by the address of the page.
pub fn twins(model: &Model, config: &Config, made: &Stems) -> BTreeMap<String, Twin> {
    let mut found = BTreeMap::new();
    let mut add = |page: String, kind, id: String, headings: &Doc| {
        if let Some(twin) = Twin::of(config, &page, kind, id) {
            found.insert(page, Twin { anchors: plain_anchors(headings), ..twin });
        }
    };
    let none = Doc::default();
    model.services.iter().for_each(|(id, row)| add(address::service(model, id), "service", row.meta.id.clone(), &none));
    model.controls.iter().for_each(|(id, row)| add(address::control(model, id), "control", row.meta.id.clone(), &none));
    model.workloads.iter().for_each(|(id, row)| add(address::workload(model, id), "workload", row.meta.id.clone(), &none));
    model.guides.iter().for_each(|(id, row)| add(address::guide(model, id), "guide", row.meta.id.clone(), &row.body));
    for (id, path) in model.paths.iter() {
        let lessons = path.lessons.iter().enumerate();
        lessons.for_each(|(at, row)| add(address::lesson(model, id, at), "lesson", format!("{}/{}", path.meta.id, row.meta.id), &row.body));
    }
    // The document of a checklist in Markdown says all that its page does.
    let named = model.checklists.iter().filter(|(_, row)| made.markdown.contains(&row.meta.id));
    named.for_each(|(id, row)| add(address::named_checklist(model, id), "checklist", row.meta.id.clone(), &none));
    for (id, framework) in model.frameworks.iter() {
        add(address::framework(model, id), "framework", framework.meta.id.clone(), &none);
        for (at, group) in framework.groups.iter().enumerate() {
            add(address::group(model, id, at), "requirement-group", format!("{}/{}", framework.meta.id, group.id), &none);
        }
    }
    found
}

/// The headings of a text that other programs make the same anchors of, as on GitHub; one of the author's choice exists on the page alone.
fn plain_anchors(doc: &Doc) -> Vec<String> {
    let plain = doc.headings().into_iter().filter(|heading| heading.id == slug(&plain_inlines(&heading.text)));
    plain.map(|heading| heading.id.clone()).collect()
}

/// Whether a page is one that readers come back to: neither a way on to another page, nor what is shown for a missing one,
/// nor a list that only repeats what others say.
pub fn lasts(page: &Page) -> bool {
    !matches!(page.body, Body::Redirect(_) | Body::NotFound(_) | Body::By(_) | Body::AToZ(_))
}

/// Tells a page that lasts where it is published, where that is known.
pub fn publish(page: &mut Page, shared: &Shared) {
    if !shared.site_url.is_empty() && lasts(page) {
        let kind = if page.head.path == "index.html" { "website" } else { "article" };
        let card = cards::of_section(page.head.section).map(|path| address::published(&shared.site_url, &path));
        page.head.published = Some(Published { url: address::published(&shared.site_url, &page.head.path), kind, card });
    }
}
