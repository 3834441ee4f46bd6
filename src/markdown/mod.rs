//! Markdown text into a [`Doc`]. The only user of the Markdown library.

pub mod doc;

pub use doc::{Align, Block, Code, Doc, Heading, Inline, Link, LinkKind, ListItem, plain_inlines};
