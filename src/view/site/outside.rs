//! What a page tells programs: where it is published, how it looks when somebody shares it, and its twin in Markdown.

use serde::Serialize;

use crate::config::Config;
use crate::view::address;
use crate::view::site::cards;
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

/// Whether a page is one that readers come back to: neither a way on to another page, nor what is shown for a missing one,
/// nor a list that only repeats what others say.
pub fn lasts(page: &Page) -> bool {
    !matches!(page.body, Body::Redirect(_) | Body::NotFound(_) | Body::By(_) | Body::AToZ(_))
}

/// Tells every page that lasts where it is published, where that is known.
pub fn publish(pages: &mut [Page], shared: &Shared) {
    if shared.site_url.is_empty() {
        return;
    }
    for page in pages.iter_mut().filter(|page| lasts(page)) {
        let kind = if page.head.path == "index.html" { "website" } else { "article" };
        let card = cards::of_section(page.head.section).map(|path| address::published(&shared.site_url, &path));
        page.head.published = Some(Published { url: address::published(&shared.site_url, &page.head.path), kind, card });
    }
}
