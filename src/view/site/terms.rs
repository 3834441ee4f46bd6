//! First uses of the glossary's words on a page: each leads to its definition, and brings the beginning of it along.

use std::collections::BTreeSet;

use crate::markdown::{Block, Doc, Inline, Link, LinkKind, ListItem};
use crate::model::{Id, Model, Term};
use crate::view::site::book::first_words;
use crate::view::site::prose::Href;

/// How much of a definition is shown beside its word.
const SHOWN: usize = 160;

/// The words that a page has not used yet.
pub struct FirstUses<'m> {
    model: &'m Model,
    used: BTreeSet<Id<Term>>,
    words: Vec<(&'m str, Id<Term>)>,
}

impl<'m> FirstUses<'m> {
    /// Nothing used yet.
    pub fn new(model: &'m Model) -> Self {
        let of_term = |(id, term): (Id<Term>, &'m Term)| std::iter::once(&term.name).chain(&term.aliases).map(move |word| (word.as_str(), id));
        let mut words: Vec<_> = model.terms.iter().flat_map(of_term).filter(|(word, _)| word.len() > 2).collect();
        // Of two words at one place the longer one says more.
        words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        Self { model, used: BTreeSet::new(), words }
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
            Block::Paragraph(text) => Block::Paragraph(self.inlines(text, hrefs)),
            Block::List { start, items } => {
                let item = |item: &ListItem| ListItem { task: item.task, blocks: self.blocks(&item.blocks, hrefs) };
                Block::List { start: *start, items: items.iter().map(item).collect() }
            }
            Block::Quote { alert, blocks } => Block::Quote { alert: *alert, blocks: self.blocks(blocks, hrefs) },
            other => other.clone(),
        }
    }

    fn inlines(&mut self, inlines: &[Inline], hrefs: &mut Vec<Href>) -> Vec<Inline> {
        let mut found = Vec::with_capacity(inlines.len());
        for inline in inlines {
            match inline {
                Inline::Text(text) => self.text(text, hrefs, &mut found),
                Inline::Strong(inner) => found.push(Inline::Strong(self.inlines(inner, hrefs))),
                Inline::Emphasis(inner) => found.push(Inline::Emphasis(self.inlines(inner, hrefs))),
                other => found.push(other.clone()),
            }
        }
        found
    }

    fn text(&mut self, text: &str, hrefs: &mut Vec<Href>, found: &mut Vec<Inline>) {
        let unused = self.words.iter().filter(|(_, id)| !self.used.contains(id));
        let places = unused.filter_map(|&(word, id)| place(text, word).map(|(at, end)| (at, std::cmp::Reverse(end), id)));
        let Some((at, std::cmp::Reverse(end), id)) = places.min() else {
            if !text.is_empty() {
                found.push(Inline::Text(text.to_owned()));
            }
            return;
        };
        self.used.insert(id);
        if at > 0 {
            found.push(Inline::Text(text[..at].to_owned()));
        }
        let term = &self.model.terms[id];
        hrefs.push(Href::Term { id, path: format!("glossary.html#term-{}", term.meta.id), says: first_words(&term.says, SHOWN) });
        found.push(Inline::Link(hrefs.len() - 1, vec![Inline::Text(text[at..end].to_owned())]));
        self.text(&text[end..], hrefs, found);
    }
}

/// Where a word stands in a text, alone or in the plural. Capitals count only in words that are all capitals.
fn place(text: &str, word: &str) -> Option<(usize, usize)> {
    let exact = word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    let (text, word) = if exact { (text.to_owned(), word.to_owned()) } else { (text.to_ascii_lowercase(), word.to_ascii_lowercase()) };
    let plural = |end: usize| text[end..].starts_with('s').then_some(end + 1);
    let outside = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '-' && c != '_');
    text.match_indices(&word).find_map(|(at, _)| {
        let end = at + word.len();
        let ends = |end: &usize| outside(text[*end..].chars().next());
        let end = [Some(end), plural(end)].into_iter().flatten().find(ends)?;
        outside(text[..at].chars().next_back()).then_some((at, end))
    })
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn a_word_is_found_alone_and_in_the_plural_only() {
        let found = |text, word| place(text, word).map(|(at, end)| &text[at..end]);
        assert_eq!(found("Each Duty has one holder", "duty"), Some("Duty"));
        assert_eq!(found("of two layers", "Layer"), Some("layers"));
        assert_eq!(found("a player in a multi-layer game", "layer"), None);
        assert_eq!(found("what the iam role may do", "IAM"), None);
        assert_eq!(found("what IAM says", "IAM"), Some("IAM"));
        assert_eq!(found("über die Duty", "duty"), Some("Duty"));
    }
}
