//! Prose of a checklist: what stands in an item, with links that lead to the site.

use std::collections::BTreeMap;

use crate::markdown::write::{self, Place, Style, escape, fence, nest};
use crate::markdown::{Doc, Inline, Link, LinkKind, plain_inlines};
use crate::source::Spanned;
use crate::view::checklist::words::spans;

/// What the prose of one document needs to know.
pub(super) struct Prose<'c> {
    /// Where entity links lead, relative to the site's root.
    pub(super) links: &'c BTreeMap<String, String>,
    /// The site's root, with a slash at its end.
    pub(super) root: String,
}

/// The site's root as seen from `checklists/`: its address where it is known, else the way up.
pub(super) fn root(site_url: &str) -> String {
    match site_url.trim_end_matches('/') {
        "" => "../".to_owned(),
        url => format!("{url}/"),
    }
}

impl Prose<'_> {
    /// A piece of prose; `None` where there is nothing to say.
    pub(super) fn doc(&self, doc: &Doc) -> Option<String> {
        (!doc.is_empty()).then(|| self.lines(doc).join("\n"))
    }

    /// Pieces of prose as a list.
    pub(super) fn bullets(&self, docs: &[Doc]) -> Option<String> {
        let bullet = |doc: &Doc| nest("- ", &self.lines(doc)).join("\n");
        (!docs.is_empty()).then(|| docs.iter().map(bullet).collect::<Vec<_>>().join("\n"))
    }

    fn lines(&self, doc: &Doc) -> Vec<String> {
        let live = |block: &Spanned<String>| fence("onus", &block.value);
        write::lines(doc, Style { place: Place::Item, address: &|_, link| self.address(link), live: &live })
    }

    /// Where a link leads from outside the site; `None` for what only its page can resolve.
    fn address(&self, link: &Link) -> Option<String> {
        match link.kind {
            LinkKind::External => Some(link.dest.clone()),
            LinkKind::Entity => self.links.get(&link.dest).map(|address| format!("{}{address}", self.root)),
            LinkKind::Page | LinkKind::Anchor | LinkKind::Refused | LinkKind::Image => None,
        }
    }
}

/// A sentence in which words between backticks are code.
pub(super) fn sentence(text: &str) -> String {
    let span = |inline: &Inline| match inline {
        Inline::Code(text) => write::code(text),
        other => escape(&plain_inlines(std::slice::from_ref(other))),
    };
    spans(text).iter().map(span).collect()
}
