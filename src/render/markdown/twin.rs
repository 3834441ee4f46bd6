//! Twins: the page of a service, control, framework, workload, guide or lesson as Markdown beside it.
//!
//! A twin is written from the view that its page shows, so the two say the same. Links lead to other twins where there
//! are some, else to pages; nothing of the day or the revision is in it, so it changes when its facts do.

mod control;
mod framework;
mod guide;
mod live;
mod service;
mod sheet;
mod workload;

use crate::artifact::Artifact;
use crate::view::site::Plan;
use crate::view::site::outside::Twin;
use crate::view::site::page::{Body, Head, Page};
use crate::view::site::prose::Prose;

use sheet::Sheet;

/// The twin of a page, where it has one that is not a document of its own, as that of a named checklist is.
/// The page's views point into `prose`.
pub fn twin(plan: &Plan, page: &Page, prose: &[Prose]) -> Option<Artifact> {
    let twin = page.head.twin.as_ref().filter(|_| !matches!(page.body, Body::Named(_)))?;
    let mut sheet = Sheet::new(plan, twin, prose);
    sheet.add(front_matter(&page.head, twin));
    sheet.add(format!("# {}", crate::markdown::write::escape(&page.head.title)));
    match &page.body {
        Body::Service(body) => service::write(body, &mut sheet),
        Body::Control(body) => control::write(body, &mut sheet),
        Body::Framework(body) => framework::write(body, &mut sheet),
        Body::Group(body) => framework::write_group(body, &mut sheet),
        Body::Workload(body) => workload::write(body, &mut sheet),
        Body::Guide(body) => guide::write(body, &mut sheet),
        Body::Lesson(body) => guide::write_lesson(body, &mut sheet),
        _ => {}
    }
    Some(Artifact::new(twin.path.clone(), sheet.finish()))
}

/// YAML between two lines of hyphens; strings are quoted as JSON quotes them, which YAML reads alike.
fn front_matter(head: &Head, twin: &Twin) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let beside = || head.path.rsplit('/').next().unwrap_or(&head.path).to_owned();
    let url = head.published.as_ref().map_or_else(beside, |published| published.url.clone());
    let mut lines =
        vec!["---".to_owned(), format!("title: {}", quoted(&head.title)), format!("kind: {}", twin.kind), format!("id: {}", quoted(&twin.id))];
    lines.extend(head.reviewed.as_ref().map(|day| format!("reviewed: {day}")));
    if head.unverified {
        lines.push("verified: false".to_owned());
    }
    if !head.sources.is_empty() {
        lines.push("sources:".to_owned());
        lines.extend(head.sources.iter().map(|url| format!("  - {}", quoted(url))));
    }
    lines.extend([format!("url: {}", quoted(&url)), "---".to_owned()]);
    lines.join("\n")
}
