//! What all records are written with: texts as Markdown, places in the sources, addresses on the site.

use crate::config::Config;
use crate::markdown::write::{self, Place, Style};
use crate::markdown::{Doc, Link};
use crate::model::{Holder, Meta, Model};
use crate::source::{Sources, Span, Spanned};
use crate::view::resolved::record::record;
use crate::view::site::prose::{Href, hrefs};

record! {
    /// Where something is written, and how well it is checked.
    Provenance {
        /// The file and the line: `content/services/compute/ec2.yaml:1`.
        "at" => at: String;
        /// The day on which somebody last compared it with its sources.
        "reviewed" => reviewed: Option<String>;
        /// Where its facts come from.
        "sources" => sources: Vec<String>;
        /// Whether nobody has checked it against a source yet.
        "unverified" => unverified: bool;
    }
}

/// The model and what it came from.
#[derive(Clone, Copy)]
pub(super) struct Scribe<'m> {
    /// The resolved content.
    pub(super) model: &'m Model,
    /// The texts.
    pub(super) sources: &'m Sources,
    /// What book.toml asks for.
    pub(super) config: &'m Config,
}

impl Scribe<'_> {
    /// A text as Markdown, with links relative to the site's root; `None` where there is none.
    pub(super) fn text(&self, doc: &Doc) -> Option<String> {
        if doc.is_empty() {
            return None;
        }
        let (hrefs, _) = hrefs(doc, self.model, self.sources, &self.config.src);
        let address = |at: usize, _: &Link| match hrefs.get(at)? {
            Href::Site(url) | Href::Plain(url) | Href::Term { path: url, .. } => Some(url.clone()),
            Href::None => None,
        };
        let live = |block: &Spanned<String>| write::fence("onus", &block.value);
        Some(write::lines(doc, Style { place: Place::Page(0), address: &address, live: &live }).join("\n"))
    }

    /// Texts as Markdown.
    pub(super) fn texts(&self, docs: &[Doc]) -> Vec<String> {
        docs.iter().filter_map(|doc| self.text(doc)).collect()
    }

    /// A place in the sources.
    pub(super) fn at(&self, span: Span) -> String {
        format!("{}:{}", self.sources.path(span.file), self.sources.line_column(span).line)
    }

    /// An address on the site; `None` for a book without one.
    pub(super) fn address(&self, address: impl Into<String>) -> Option<String> {
        self.config.html.as_ref().map(|_| address.into())
    }

    /// Where an entity is written, and how well it is checked.
    pub(super) fn provenance(&self, meta: &Meta) -> Provenance {
        Provenance {
            at: self.at(meta.span),
            reviewed: meta.reviewed.map(|day| day.to_string()),
            sources: meta.sources.clone(),
            unverified: !meta.verified,
        }
    }

    /// The ids that something had before.
    pub(super) fn was(&self, kind: &str, id: &str) -> Vec<String> {
        self.model.former(kind, id).map(str::to_owned).collect()
    }

    /// The party that holds a duty, or why there is none.
    pub(super) fn holder(&self, holder: Holder) -> String {
        match holder {
            Holder::Party(party) => self.model.parties[party].meta.id.clone(),
            Holder::NotApplicable => "not-applicable".to_owned(),
            Holder::Unassigned => "unassigned".to_owned(),
        }
    }
}
