//! What stands in a line of prose, into HTML.

use std::fmt::Write as _;

use super::{Writer, escape};
use crate::markdown::Inline;
use crate::view::site::prose::Href;

impl Writer<'_> {
    pub(super) fn inlines(&mut self, inlines: &[Inline]) {
        inlines.iter().for_each(|inline| self.inline(inline));
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(text) => escape(text, &mut self.out),
            Inline::Code(text) => self.tagged("code", |writer| escape(text, &mut writer.out)),
            Inline::Strong(inner) => self.tagged("strong", |writer| writer.inlines(inner)),
            Inline::Emphasis(inner) => self.tagged("em", |writer| writer.inlines(inner)),
            Inline::Strike(inner) => self.tagged("del", |writer| writer.inlines(inner)),
            Inline::Element(element, inner) => {
                self.open(element);
                self.inlines(inner);
                let _ = write!(self.out, "</{}>", element.name);
            }
            Inline::Link(at, inner) => self.link(*at, inner),
            Inline::Image(at, alt) => self.image(*at, alt),
            Inline::FootnoteRef(label) => self.footnote_ref(label),
            Inline::SoftBreak => self.out.push('\n'),
            Inline::HardBreak => self.out.push_str("<br>\n"),
        }
    }

    fn tagged(&mut self, tag: &str, inner: impl FnOnce(&mut Self)) {
        let _ = write!(self.out, "<{tag}>");
        inner(self);
        let _ = write!(self.out, "</{tag}>");
    }

    pub(super) fn anchor(&mut self, id: &str) {
        escape(self.style.prefix, &mut self.out);
        escape(id, &mut self.out);
    }

    fn address(&mut self, at: usize) -> bool {
        match self.prose.hrefs.get(at) {
            Some(Href::Site(path) | Href::Term { path, .. }) => {
                escape(self.style.root, &mut self.out);
                escape(path, &mut self.out);
            }
            Some(Href::Plain(address)) => match address.strip_prefix('#') {
                Some(anchor) => {
                    self.out.push('#');
                    self.anchor(anchor);
                }
                None => escape(address, &mut self.out),
            },
            Some(Href::None) | None => return false,
        }
        true
    }

    fn link(&mut self, at: usize, inner: &[Inline]) {
        let start = self.out.len();
        self.out.push_str("<a href=\"");
        if !self.address(at) {
            self.out.truncate(start);
            return self.inlines(inner);
        }
        if let Some(Href::Term { says, .. }) = self.prose.hrefs.get(at) {
            self.out.push_str("\" class=\"term\" data-tip=\"");
            escape(says, &mut self.out);
        }
        self.out.push_str("\">");
        self.inlines(inner);
        self.out.push_str("</a>");
    }

    fn image(&mut self, at: usize, alt: &str) {
        let start = self.out.len();
        self.out.push_str("<img loading=\"lazy\" src=\"");
        if !self.address(at) {
            self.out.truncate(start);
            return escape(alt, &mut self.out);
        }
        self.out.push_str("\" alt=\"");
        escape(alt, &mut self.out);
        self.out.push_str("\">");
    }

    fn footnote_ref(&mut self, label: &str) {
        self.out.push_str("<sup><a href=\"#");
        self.anchor("fn-");
        escape(label, &mut self.out);
        self.out.push_str("\">");
        escape(label, &mut self.out);
        self.out.push_str("</a></sup>");
    }
}
