//! Parsed prose into a small tree that the template walks.

use serde::Serialize;

use super::code::CodeText;
use super::ink::Ink;
use crate::markdown::{Align, Block, Doc, Inline, Link, LinkKind, ListItem};

/// Deeper lists and quotes are printed without their indentation: the template would run out of stack and of paper.
const DEPTH: usize = 8;

/// A block, for the template.
#[derive(Debug, Serialize)]
#[serde(tag = "t", rename_all = "lowercase")]
pub(super) enum Node {
    /// A paragraph.
    P { c: Vec<Run> },
    /// A list; `start` is the first number of an ordered one.
    List { start: Option<u64>, items: Vec<Vec<Node>> },
    /// A code block.
    Code(CodeText),
    /// A quotation, perhaps with a word in front (`Note`).
    Quote { label: Option<String>, c: Vec<Node> },
    /// A table.
    Table { align: Vec<&'static str>, head: Vec<Vec<Run>>, rows: Vec<Vec<Vec<Run>>> },
    /// A thematic break.
    Rule,
}

/// A run of text, for the template.
#[derive(Debug, Serialize)]
#[serde(tag = "t", rename_all = "lowercase")]
pub(super) enum Run {
    /// Plain text.
    S { s: String },
    /// Code.
    Code(CodeText),
    /// Strong emphasis.
    B { c: Vec<Run> },
    /// Emphasis.
    I { c: Vec<Run> },
    /// Struck out.
    Del { c: Vec<Run> },
    /// A link.
    A { href: String, c: Vec<Run> },
    /// A line break.
    Br,
}

/// Writes prose for one document.
pub(super) struct Writer<'w, 'f> {
    /// Makes text printable.
    pub(super) ink: &'w mut Ink<'f>,
    /// Where entity links lead, relative to the site's root.
    pub(super) links: &'w std::collections::BTreeMap<String, String>,
    /// The site's root with a slash at its end; `None` where nobody knows it.
    pub(super) site: Option<&'w str>,
}

impl Writer<'_, '_> {
    /// A piece of prose.
    pub(super) fn doc(&mut self, doc: &Doc) -> Vec<Node> {
        self.blocks(&doc.blocks, &doc.links, 0)
    }

    /// Several pieces of prose.
    pub(super) fn docs(&mut self, docs: &[Doc]) -> Vec<Vec<Node>> {
        docs.iter().map(|doc| self.doc(doc)).collect()
    }

    /// A sentence in which words between backticks are code.
    pub(super) fn sentence(&mut self, text: &str) -> Vec<Run> {
        self.runs(&crate::view::checklist::words::spans(text), &[])
    }

    fn blocks(&mut self, blocks: &[Block], links: &[Link], depth: usize) -> Vec<Node> {
        blocks.iter().flat_map(|block| self.block(block, links, depth)).collect()
    }

    fn block(&mut self, block: &Block, links: &[Link], depth: usize) -> Vec<Node> {
        match block {
            Block::Heading(heading) => vec![Node::P { c: vec![Run::B { c: self.runs(&heading.text, links) }] }],
            Block::Paragraph(text) => vec![Node::P { c: self.runs(text, links) }],
            Block::List { items, .. } if depth >= DEPTH => items.iter().flat_map(|item| self.blocks(&item.blocks, links, depth)).collect(),
            Block::List { start, items } => {
                vec![Node::List { start: *start, items: items.iter().map(|item| self.item(item, links, depth)).collect() }]
            }
            Block::Code(code) => vec![Node::Code(CodeText::block(self.ink.code(&code.text)))],
            Block::Element(_, blocks) => self.blocks(blocks, links, depth),
            Block::Quote { blocks, .. } if depth >= DEPTH => self.blocks(blocks, links, depth),
            Block::Quote { alert, blocks } => {
                let label = alert.map(crate::view::checklist::words::capital);
                vec![Node::Quote { label, c: self.blocks(blocks, links, depth + 1) }]
            }
            Block::Tabs { tabs, .. } => {
                tabs.iter().flat_map(|tab| self.definition(&tab.title, std::slice::from_ref(&tab.blocks), links, depth)).collect()
            }
            Block::Table { align, head, rows } => {
                let align = align.iter().map(align_word).collect();
                let head = self.cells(head, links);
                vec![Node::Table { align, head, rows: rows.iter().map(|row| self.cells(row, links)).collect() }]
            }
            Block::Definitions(entries) => entries.iter().flat_map(|(term, meanings)| self.definition(term, meanings, links, depth)).collect(),
            Block::Footnote { label, blocks } => {
                let mark = Node::P { c: vec![Run::S { s: self.ink.words(&format!("[{label}]")) }] };
                std::iter::once(mark).chain(self.blocks(blocks, links, depth)).collect()
            }
            Block::Live(live) => vec![Node::Code(CodeText::block(self.ink.code(&live.value)))],
            Block::Rule => vec![Node::Rule],
        }
    }

    fn item(&mut self, item: &ListItem, links: &[Link], depth: usize) -> Vec<Node> {
        self.blocks(&item.blocks, links, depth + 1)
    }

    fn cells(&mut self, cells: &[Vec<Inline>], links: &[Link]) -> Vec<Vec<Run>> {
        cells.iter().map(|cell| self.runs(cell, links)).collect()
    }

    fn definition(&mut self, term: &[Inline], meanings: &[Vec<Block>], links: &[Link], depth: usize) -> Vec<Node> {
        let term = Node::P { c: vec![Run::B { c: self.runs(term, links) }] };
        std::iter::once(term).chain(meanings.iter().flat_map(|meaning| self.blocks(meaning, links, depth)).collect::<Vec<_>>()).collect()
    }

    fn runs(&mut self, inlines: &[Inline], links: &[Link]) -> Vec<Run> {
        inlines.iter().flat_map(|inline| self.run(inline, links)).collect()
    }

    fn run(&mut self, inline: &Inline, links: &[Link]) -> Vec<Run> {
        vec![match inline {
            Inline::Text(text) | Inline::Image(_, text) => Run::S { s: self.ink.words(text) },
            Inline::Code(text) => Run::Code(CodeText::span(self.ink.code(text).replace('\n', " "))),
            Inline::Strong(inner) => Run::B { c: self.runs(inner, links) },
            Inline::Emphasis(inner) => Run::I { c: self.runs(inner, links) },
            Inline::Strike(inner) => Run::Del { c: self.runs(inner, links) },
            Inline::FootnoteRef(label) => Run::S { s: self.ink.words(&format!("[{label}]")) },
            Inline::SoftBreak => Run::S { s: " ".to_owned() },
            Inline::HardBreak => Run::Br,
            Inline::Element(_, inner) => return self.runs(inner, links),
            Inline::Link(at, inner) => {
                let words = self.runs(inner, links);
                match links.get(*at).and_then(|link| self.address(link)) {
                    Some(href) => Run::A { href, c: words },
                    None => return words,
                }
            }
        }]
    }

    /// Addresses that work from a document: of the web, and of pages of the site.
    fn address(&self, link: &Link) -> Option<String> {
        match link.kind {
            LinkKind::External => Some(link.dest.clone()),
            LinkKind::Entity => Some(format!("{}{}", self.site?, self.links.get(&link.dest)?)),
            LinkKind::Page | LinkKind::Anchor | LinkKind::Refused | LinkKind::Image => None,
        }
    }
}

fn align_word(align: &Align) -> &'static str {
    match align {
        Align::Start => "start",
        Align::Center => "center",
        Align::End => "end",
    }
}
