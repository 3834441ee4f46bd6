//! First uses of the glossary's words on a page: each leads to its definition, and brings the beginning of it along.

use std::collections::BTreeSet;
use std::ops::Range;

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
    words: Vec<Word<'m>>,
    /// The words of the paragraph, and how far its links are set.
    text: String,
    at: usize,
}

/// A word of the glossary.
struct Word<'m> {
    word: &'m str,
    term: Id<Term>,
    /// Phrases with the word in them that mean something else: those of its entry, and longer words of the book.
    not_in: Vec<&'m str>,
}

impl<'m> FirstUses<'m> {
    /// Nothing used yet.
    pub fn new(model: &'m Model) -> Self {
        let of_term = |(id, term): (Id<Term>, &'m Term)| std::iter::once(&term.name).chain(&term.aliases).map(move |word| (word.as_str(), id));
        let known: Vec<(&str, Id<Term>)> = model.terms.iter().flat_map(of_term).filter(|(word, _)| word.len() > 2).collect();
        let named = model.layers.rows().iter().map(|layer| &layer.name).chain(model.service_models.rows().iter().map(|row| &row.name));
        let phrases: Vec<&str> = known.iter().map(|(word, _)| *word).chain(named.map(String::as_str)).collect();
        let word = |&(word, term): &(&'m str, Id<Term>)| {
            let longer = phrases.iter().copied().filter(|phrase| phrase.len() > word.len() && place(phrase, word, 0).is_some());
            Word { word, term, not_in: model.terms[term].not_in.iter().map(String::as_str).chain(longer).collect() }
        };
        let mut words: Vec<Word> = known.iter().map(word).collect();
        // Of two words at one place the longer one says more.
        words.sort_by_key(|word| std::cmp::Reverse(word.word.len()));
        Self { model, used: BTreeSet::new(), words, text: String::new(), at: 0 }
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
            other => other.clone(),
        }
    }

    fn paragraph(&mut self, inlines: &[Inline], hrefs: &mut Vec<Href>) -> Vec<Inline> {
        self.text.clear();
        self.at = 0;
        flatten(inlines, &mut self.text);
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
            let unused = self.words.iter().filter(|word| !self.used.contains(&word.term));
            let places = unused.filter_map(|word| Some((on_its_own((word.word, &word.not_in), &self.text, from..end)?, word.term)));
            let first = places.min_by_key(|&((at, end), term)| (at, std::cmp::Reverse(end), term));
            let text = |from: usize, to: usize| Inline::Text(self.text[from..to].to_owned());
            let Some(((at, after), id)) = first else {
                found.push(text(from, end));
                self.at = end;
                return;
            };
            if at > from {
                found.push(text(from, at));
            }
            let term = &self.model.terms[id];
            hrefs.push(Href::Term { id, path: format!("glossary.html#term-{}", term.meta.id), says: first_words(&term.says, SHOWN) });
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
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strike(inner) | Inline::Link(_, inner) => flatten(inner, text),
            Inline::SoftBreak | Inline::HardBreak => text.push(' '),
            Inline::FootnoteRef(_) => {}
        }
    }
}

/// Where a word stands for itself in a part of a text, and in none of the phrases that mean something else.
fn on_its_own((word, not_in): (&str, &[&str]), text: &str, part: Range<usize>) -> Option<(usize, usize)> {
    let mut next = part.start;
    while let Some((at, after)) = place(text, word, next).filter(|(_, after)| *after <= part.end) {
        let within = |phrase: &&str| within(phrase, text, at..after);
        if !not_in.iter().any(within) && !leads_on(word, &text[at..after], &text[after..]) {
            return Some((at, after));
        }
        next = after;
    }
    None
}

/// Whether a place in a text is a part of a phrase there.
fn within(phrase: &str, text: &str, part: Range<usize>) -> bool {
    let mut next = 0;
    while let Some((from, to)) = place(text, phrase, next) {
        if from <= part.start && part.end <= to {
            return true;
        }
        next = to;
    }
    false
}

/// Whether what is found names something together with the next word. "Runtime Monitoring" is a name; and after one plain
/// word only a word that carries on the sentence can be told from another noun: "a control of", but "control policies".
fn leads_on(word: &str, found: &str, rest: &str) -> bool {
    let Some(rest) = rest.strip_prefix(' ') else { return false };
    let next: &str = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let is_name = |word: &str| word.starts_with(char::is_uppercase) && word.chars().any(char::is_lowercase);
    let last = found.rsplit(' ').next().unwrap_or_default();
    if last.starts_with(char::is_uppercase) && is_name(next) {
        return true;
    }
    let plain = !word.contains(' ') && !word.chars().skip(1).any(char::is_uppercase);
    plain && next.starts_with(char::is_lowercase) && CARRY_ON.binary_search(&next).is_err()
}

/// Words that go on with a sentence, and are never a part of what a noun before them names.
const CARRY_ON: [&str; 107] = [
    "a", "about", "above", "across", "after", "again", "against", "alone", "also", "an", "and", "are", "as", "at", "be", "because", "before",
    "below", "between", "but", "by", "can", "could", "did", "do", "does", "during", "either", "even", "for", "from", "had", "has", "have", "he",
    "here", "how", "if", "in", "into", "is", "it", "its", "itself", "may", "might", "must", "no", "nor", "not", "now", "of", "off", "on", "once",
    "only", "onto", "or", "our", "over", "per", "shall", "she", "should", "since", "so", "still", "than", "that", "the", "their", "them", "then",
    "there", "these", "they", "this", "those", "through", "to", "too", "under", "unless", "until", "up", "upwards", "via", "was", "we", "were",
    "what", "when", "where", "whether", "which", "while", "who", "whom", "whose", "why", "will", "with", "within", "without", "would", "yet", "you",
];

/// Where a word stands in a text from some place on, alone or in the plural. Capitals count only in words that are all capitals.
fn place(text: &str, word: &str, from: usize) -> Option<(usize, usize)> {
    let exact = word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    let (text, word) = if exact { (text.to_owned(), word.to_owned()) } else { (text.to_ascii_lowercase(), word.to_ascii_lowercase()) };
    let plural = |end: usize| text[end..].starts_with('s').then_some(end + 1);
    let outside = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '-' && c != '_');
    text[from..].match_indices(&word).find_map(|(at, _)| {
        let (at, end) = (from + at, from + at + word.len());
        let ends = |end: &usize| outside(text[*end..].chars().next());
        let end = [Some(end), plural(end)].into_iter().flatten().find(ends)?;
        outside(text[..at].chars().next_back()).then_some((at, end))
    })
}

#[cfg(test)]
mod tests {
    use super::{CARRY_ON, on_its_own, place};

    #[test]
    fn a_word_is_found_alone_and_in_the_plural_only() {
        let found = |text, word| place(text, word, 0).map(|(at, end)| &text[at..end]);
        assert_eq!(found("Each Duty has one holder", "duty"), Some("Duty"));
        assert_eq!(found("of two layers", "Layer"), Some("layers"));
        assert_eq!(found("a player in a multi-layer game", "layer"), None);
        assert_eq!(found("what the iam role may do", "IAM"), None);
        assert_eq!(found("what IAM says", "IAM"), Some("IAM"));
        assert_eq!(found("über die Duty", "duty"), Some("Duty"));
    }

    /// The text with brackets around the place where the word stands for itself.
    #[track_caller]
    fn linked(word: &str, not_in: &[&str], text: &str, expected: &str) {
        let found = on_its_own((word, not_in), text, 0..text.len())
            .map_or(text.to_owned(), |(at, after)| format!("{}[{}]{}", &text[..at], &text[at..after], &text[after..]));
        assert_eq!(found, expected);
    }

    #[test]
    fn a_word_is_linked_where_it_stands_for_itself() {
        let control = ["access control", "control plane", "version control", "encryption control"];
        linked("Control", &control, "access control lists, then controls", "access control lists, then [controls]");
        linked(
            "Control",
            &control,
            "the control plane, version control and VPC encryption controls",
            "the control plane, version control and VPC encryption controls",
        );
        linked("Control", &control, "control policies and a control of yours", "control policies and a [control] of yours");
        linked("Control", &control, "The controls: who does them", "The [controls]: who does them");
        linked("Runtime", &[], "GuardDuty Runtime Monitoring, and the runtime is", "GuardDuty Runtime Monitoring, and the [runtime] is");
        linked("IAM role", &[], "IAM Roles Anywhere, or an IAM role per task", "IAM Roles Anywhere, or an [IAM role] per task");
        linked("TLS", &[], "a TLS library", "a [TLS] library");
        linked("Requirement", &[], "PCI DSS, requirement 9", "PCI DSS, [requirement] 9");
        linked("Duty", &["on duty"], "people on duty", "people on duty");
    }

    #[test]
    fn words_that_carry_on_are_sorted() {
        assert!(CARRY_ON.is_sorted());
    }
}
