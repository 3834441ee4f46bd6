//! Markdown text into a [`Doc`]. The only user of the Markdown library.
//!
//! `events.rs` folds the library's events into blocks; `link.rs` says what a link points at and where that is
//! written; `fence.rs` reads what stands behind the backticks; `tabs.rs` gathers ways to do the same; `include.rs` finds files that are included; `html.rs` defuses HTML, `raw.rs` lets some of it through where a book allows it; `slug.rs` makes anchors of headings;
//! `highlight.rs` colours code; `write.rs` makes Markdown of a [`Doc`] again.

pub mod doc;
pub mod highlight;
pub mod write;

mod events;
mod fence;
mod html;
mod include;
mod link;
mod raw;
mod slug;
mod tabs;
#[cfg(test)]
mod tests;

pub use doc::{Align, Block, Code, Doc, Element, Heading, Inline, Link, LinkKind, ListItem, Tab, plain_inlines};
pub use include::{Around, Html, Includes, Setting};
pub use link::ENTITIES;
pub use slug::slug;

use std::ops::Range;

use crate::source::Span;

/// Where a text came from, so that what is found in it can be pointed at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// The text's own place, or that of the value it was read from.
    pub span: Span,
    /// Whether a byte of the text is the byte at the same distance from the start of `span`.
    /// Otherwise (a YAML value, where indents and escapes are gone) everything stands at `span`.
    pub exact: bool,
}

impl Origin {
    /// A text that stands in its file as it is, from the start of `span`.
    pub fn exact(span: Span) -> Self {
        Self { span, exact: true }
    }

    /// A text that was read from a value at `span`.
    pub fn value(span: Span) -> Self {
        Self { span, exact: false }
    }

    fn at(self, range: Range<usize>) -> Span {
        if !self.exact {
            return self.span;
        }
        let start = self.span.start as usize;
        Span::new(self.span.file, start + range.start, start + range.end)
    }
}

/// Turns Markdown into a [`Doc`].
///
/// HTML is not markup, unless a book allows it: tags are shown as the characters they are, `<br>` is a line break, comments are left out.
pub fn parse(text: &str, origin: Origin) -> Doc {
    events::fold(text, origin, None)
}

/// The same, with the files that the text includes in their places.
pub fn read(text: &str, origin: Origin, around: Around<'_>) -> Doc {
    events::fold(text, origin, Some(around))
}

/// Finds the YAML between two lines of `---` at the top of a file, and where the text after it begins.
pub fn split_front_matter(text: &str) -> Option<(Range<usize>, usize)> {
    let mut at = 0;
    let mut start = None;
    for line in text.split_inclusive('\n') {
        let fence = line.trim_end() == "---";
        at += line.len();
        match start {
            None if fence => start = Some(at),
            None => return None,
            Some(start) if fence => return Some((start..at - line.len(), at)),
            Some(_) => {}
        }
    }
    None
}
