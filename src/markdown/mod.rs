//! Markdown text into a [`Doc`]. The only user of the Markdown library.

pub mod doc;
pub mod highlight;

pub use doc::{Align, Block, Code, Doc, Heading, Inline, Link, LinkKind, ListItem, plain_inlines};

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
    /// A text that stands in its file as it is.
    pub fn exact(span: Span) -> Self {
        Self { span, exact: true }
    }

    /// A text that was read from a value at `span`.
    pub fn value(span: Span) -> Self {
        Self { span, exact: false }
    }
}

/// Turns Markdown into a [`Doc`].
pub fn parse(text: &str, origin: Origin) -> Doc {
    let _ = (text, origin);
    Doc::default()
}

/// Finds the YAML between two lines of `---` at the top of a file, and where the text after it begins.
pub fn split_front_matter(text: &str) -> Option<(Range<usize>, usize)> {
    let open = text.strip_prefix("---")?;
    let line = open.split_once('\n')?;
    if !line.0.trim().is_empty() {
        return None;
    }
    let start = text.len() - line.1.len();
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Some((start..at, at + line.len()));
        }
        at += line.len();
    }
    None
}
