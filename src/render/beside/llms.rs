//! `llms.txt`: what is here and where to read it as plain text, for programs that answer questions.

use crate::artifact::Artifact;
use crate::markdown::write::{escape, link};
use crate::view::address;
use crate::view::site::outside::lasts;
use crate::view::site::page::{Body, Page, Shared};

/// The parts of the list, in order. Programs with little room leave out what is optional.
const PARTS: &[&str] = &["Start here", "Guides", "Services", "Workloads", "Checklists", "Frameworks", "Learn", "Optional"];

/// What the lists tell of a page.
#[derive(Debug)]
pub struct Listed {
    /// Where it is published, where that is known and readers come back to it.
    pub(super) url: Option<String>,
    /// The part of the list for programs that it stands in, and its line.
    line: Option<(&'static str, String)>,
}

impl Listed {
    /// What they tell of this one.
    pub fn of(page: &Page, shared: &Shared) -> Self {
        let url = page.head.published.as_ref().map(|published| published.url.clone());
        Self { url, line: part_of(page).map(|part| (part, line(page, shared))) }
    }
}

/// The list.
pub(super) fn file(shared: &Shared, listed: &[Listed]) -> Artifact {
    let mut blocks = vec![format!("# {}", escape(&shared.title))];
    if !shared.description.is_empty() {
        blocks.push(format!("> {}", escape(&shared.description)));
    }
    for part in PARTS {
        let own = listed.iter().filter_map(|listed| listed.line.as_ref()).filter(|(of, _)| of == part);
        let mut lines: Vec<String> = own.map(|(_, line)| line.clone()).collect();
        if *part == "Start here" && shared.json {
            lines.push(format!(
                "- {}: everything that this site knows, with its schema in `model.schema.json`",
                link("model.json", &address("model.json", shared))
            ));
        }
        if !lines.is_empty() {
            blocks.push(format!("## {part}"));
            blocks.push(lines.join("\n"));
        }
    }
    blocks.push(String::new());
    Artifact::new("llms.txt", blocks.join("\n\n").trim_end().to_owned() + "\n")
}

/// The part that a page is listed in; what only lists or repeats others is not.
fn part_of(page: &Page) -> Option<&'static str> {
    Some(match page.body {
        Body::Model(_) | Body::Glossary(_) | Body::Changes(_) | Body::About(_) => "Start here",
        Body::Guide(_) => "Guides",
        Body::Service(_) => "Services",
        Body::Workload(_) => "Workloads",
        Body::Named(_) => "Checklists",
        Body::Framework(_) => "Frameworks",
        Body::Path(_) | Body::Lesson(_) => "Learn",
        Body::Control(_) => "Optional",
        _ => return None,
    })
    .filter(|_| lasts(page))
}

fn line(page: &Page, shared: &Shared) -> String {
    let path = page.head.twin.as_ref().map_or(&page.head.path, |twin| &twin.path);
    let about = if page.head.description.is_empty() { String::new() } else { format!(": {}", escape(&page.head.description)) };
    format!("- {}{about}", link(&escape(&page.head.title), &address(path, shared)))
}

/// A whole address where the site's is known; the file lies at the root, so a path will do elsewhere.
fn address(path: &str, shared: &Shared) -> String {
    match shared.site_url.as_str() {
        "" => path.to_owned(),
        url => address::published(url, path),
    }
}
