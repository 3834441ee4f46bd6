//! First uses of the glossary's words on a page: each leads to its definition, and brings the beginning of it along.

use std::collections::BTreeSet;

use crate::markdown::{Block, Doc, Inline, Link, LinkKind, ListItem, Tab};
use crate::model::{Id, Model, Term};
use crate::view::site::book::Book;
use crate::view::site::lexicon::{Lexicon, Use};
use crate::view::site::prose::{self, Href};

/// The words that a page has not used yet.
pub struct FirstUses<'m> {
    model: &'m Model,
    lexicon: &'m Lexicon,
    used: BTreeSet<Id<Term>>,
    /// The words of the paragraph, where the glossary's stand in it, and how far its links are set.
    text: String,
    uses: Vec<Use>,
    at: usize,
}

impl<'m> FirstUses<'m> {
    /// Nothing used yet.
    pub fn new(book: &Book<'m>) -> Self {
        let lexicon = book.facts.lexicon(book.model);
        Self { model: book.model, lexicon, used: BTreeSet::new(), text: String::new(), uses: Vec::new(), at: 0 }
    }

    /// The text with links at first uses; `hrefs` are those of its links, and get the new ones.
    pub fn linked(&mut self, doc: &Doc, hrefs: &mut Vec<Href>) -> Doc {
        for link in &doc.links {
            self.used.extend(link.dest.strip_prefix("term:").and_then(|id| self.model.terms.find(id)));
        }
        let own = hrefs.len();
        let blocks = self.blocks(&doc.blocks, hrefs);
        let new = hrefs[own..].iter().filter_map(|href| match href {
            Href::Term { id, .. } => Some(&self.model.terms[*id].meta),
            _ => None,
        });
        let new = new.map(|term| Link { dest: format!("term:{}", term.id), span: term.span, kind: LinkKind::Entity });
        let links = doc.links.iter().cloned().chain(new).collect();
        Doc::new(blocks, links)
    }

    fn blocks(&mut self, blocks: &[Block], hrefs: &mut Vec<Href>) -> Vec<Block> {
        blocks.iter().map(|block| self.block(block, hrefs)).collect()
    }

    fn block(&mut self, block: &Block, hrefs: &mut Vec<Href>) -> Block {
        match block {
            Block::Paragraph(text) => Block::Paragraph(self.paragraph(text, hrefs)),
            Block::List { start, items } => {
                let item = |item: &ListItem| ListItem { task: item.task, blocks: self.blocks(&item.blocks, hrefs) };
                Block::List { start: *start, items: items.iter().map(item).collect() }
            }
            Block::Quote { alert, blocks } => Block::Quote { alert: *alert, blocks: self.blocks(blocks, hrefs) },
            Block::Tabs { at, tabs } => {
                let tab = |tab: &Tab| Tab { title: tab.title.clone(), blocks: self.blocks(&tab.blocks, hrefs) };
                Block::Tabs { at: *at, tabs: tabs.iter().map(tab).collect() }
            }
            Block::Element(element, blocks) => Block::Element(element.clone(), self.blocks(blocks, hrefs)),
            other => other.clone(),
        }
    }

    fn paragraph(&mut self, inlines: &[Inline], hrefs: &mut Vec<Href>) -> Vec<Inline> {
        self.text.clear();
        self.at = 0;
        flatten(inlines, &mut self.text);
        self.uses = self.lexicon.uses(&self.text);
        self.inlines(inlines, hrefs)
    }

    fn inlines(&mut self, inlines: &[Inline], hrefs: &mut Vec<Href>) -> Vec<Inline> {
        let mut found = Vec::with_capacity(inlines.len());
        for inline in inlines {
            match inline {
                Inline::Text(text) => self.linked_text(self.at + text.len(), hrefs, &mut found),
                Inline::Strong(inner) => found.push(Inline::Strong(self.inlines(inner, hrefs))),
                Inline::Emphasis(inner) => found.push(Inline::Emphasis(self.inlines(inner, hrefs))),
                other => {
                    let mut words = String::new();
                    flatten(std::slice::from_ref(other), &mut words);
                    self.at += words.len();
                    found.push(other.clone());
                }
            }
        }
        found
    }

    /// The text of the paragraph up to `end`, with its links.
    fn linked_text(&mut self, end: usize, hrefs: &mut Vec<Href>, found: &mut Vec<Inline>) {
        while self.at < end {
            let from = self.at;
            let fits = |one: &&Use| one.at >= from && one.end <= end && !self.used.contains(&one.term);
            let first = self.uses.iter().find(fits).copied();
            let text = |from: usize, to: usize| Inline::Text(self.text[from..to].to_owned());
            let Some(Use { at, end: after, term: id }) = first else {
                found.push(text(from, end));
                self.at = end;
                return;
            };
            if at > from {
                found.push(text(from, at));
            }
            hrefs.push(prose::term(id, false, self.model));
            found.push(Inline::Link(hrefs.len() - 1, vec![text(at, after)]));
            self.used.insert(id);
            self.at = after;
        }
    }
}

/// The words of a paragraph as one line.
fn flatten(inlines: &[Inline], text: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(words) | Inline::Code(words) | Inline::Image(_, words) => text.push_str(words),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strike(inner) | Inline::Link(_, inner) | Inline::Element(_, inner) => {
                flatten(inner, text)
            }
            Inline::SoftBreak | Inline::HardBreak => text.push(' '),
            Inline::FootnoteRef(_) => {}
        }
    }
}
