//! A line into terms: a sign, a kind, a comparison and values, each with its place.

use std::ops::Range;

use crate::selection::{Mistake, Wrong};

/// A term of a selection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term<'t> {
    /// Whether a hyphen stands before it.
    pub(super) excluded: bool,
    /// What stands before the colon; `None` for a bare name.
    pub(super) kind: Option<Piece<'t>>,
    /// How the values are meant.
    pub(super) compare: Compare,
    /// The values, none of them empty.
    pub(super) values: Vec<Piece<'t>>,
    /// All of it.
    pub(super) at: Range<usize>,
}

/// A piece of the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece<'t> {
    pub(super) text: &'t str,
    pub(super) at: Range<usize>,
}

/// How a value is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compare {
    Is,
    More,
    MoreOrSame,
    Less,
    LessOrSame,
}

const COMPARISONS: [(&str, Compare); 4] = [(">=", Compare::MoreOrSame), ("<=", Compare::LessOrSame), (">", Compare::More), ("<", Compare::Less)];

/// The terms of a line; those that are not well formed are told and left out.
pub(super) fn terms<'t>(text: &'t str, mistakes: &mut Vec<Mistake>) -> Vec<Term<'t>> {
    let mut line = Line { text, at: 0, mistakes };
    let mut terms = Vec::new();
    loop {
        line.skip_space();
        if line.rest().is_empty() {
            return terms;
        }
        terms.extend(line.term());
    }
}

struct Line<'t, 'm> {
    text: &'t str,
    at: usize,
    mistakes: &'m mut Vec<Mistake>,
}

impl<'t> Line<'t, '_> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn skip_space(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    fn eat(&mut self, token: &str) -> bool {
        let found = self.rest().starts_with(token);
        self.at += if found { token.len() } else { 0 };
        found
    }

    fn wrong(&mut self, at: Range<usize>, message: &str, help: &str) {
        let help = (!help.is_empty()).then(|| help.to_owned());
        self.mistakes.push(Mistake { at, what: Wrong::Form, message: message.to_owned(), wrong: String::new(), names: Vec::new(), help });
    }

    fn term(&mut self) -> Option<Term<'t>> {
        let start = self.at;
        let excluded = self.eat("-");
        if excluded && self.rest().is_empty() | self.rest().starts_with(char::is_whitespace) {
            self.wrong(start..self.at, "nothing stands behind this `-`", "write it without a space: `-domain:logging`");
            return None;
        }
        if self.rest().starts_with(['(', ')']) {
            self.at += self.rest().find(char::is_whitespace).unwrap_or(self.rest().len());
            self.wrong(start..self.at, "a selection has no brackets", "all terms hold together, and `a,b` is one or the other");
            return None;
        }
        let kind = self.kind();
        let compare = if kind.is_some() { self.compare() } else { Compare::Is };
        let behind = self.at;
        if kind.is_some() && self.a_value_follows() {
            self.skip_space();
        }
        let told = self.mistakes.len();
        let values = self.values();
        if let (Some(kind), true, true) = (&kind, values.is_empty(), told == self.mistakes.len()) {
            self.wrong(start..behind, &format!("nothing stands behind `{}`", &self.text[kind.at.start..behind]), "");
        }
        let term = Term { excluded, kind, compare, values, at: start..self.at };
        Some(term).filter(|term| !term.values.is_empty())
    }

    /// What stands before a colon or a comparison.
    fn kind(&mut self) -> Option<Piece<'t>> {
        let end = self.rest().find(|c: char| c.is_whitespace() || matches!(c, ':' | '=' | '<' | '>' | ',' | '"'))?;
        if end == 0 || !self.rest()[end..].starts_with([':', '=', '<', '>']) {
            return None;
        }
        let at = self.at..self.at + end;
        self.at += end;
        Some(Piece { text: &self.text[at.clone()], at })
    }

    fn compare(&mut self) -> Compare {
        let _ = self.eat(":");
        let found = COMPARISONS.into_iter().find(|(token, _)| self.eat(token)).map(|(_, compare)| compare);
        let _ = found.is_none() && self.eat("=");
        found.unwrap_or(Compare::Is)
    }

    /// Whether there is a space, and behind it a word that is no term of its own: `priority: high`.
    fn a_value_follows(&self) -> bool {
        let next = self.rest().trim_start();
        let word = next.split(char::is_whitespace).next().unwrap_or_default();
        !word.is_empty() && !word.starts_with('-') && !word.contains([':', '=', '<', '>'])
    }

    /// Values between commas.
    fn values(&mut self) -> Vec<Piece<'t>> {
        let mut values = Vec::new();
        loop {
            values.extend(self.value());
            let before = self.at;
            self.skip_space();
            if !self.eat(",") {
                self.at = before;
                return values;
            }
            self.skip_space();
        }
    }

    /// A value, perhaps in quotes.
    fn value(&mut self) -> Option<Piece<'t>> {
        let quote = self.at;
        if self.eat("\"") {
            let Some(length) = self.rest().find('"') else {
                self.at = self.text.len();
                self.wrong(quote..self.at, "this quotation mark has no other", "");
                return None;
            };
            let at = self.at..self.at + length;
            self.at = at.end + 1;
            return Some(Piece { text: &self.text[at.clone()], at }).filter(|piece| !piece.text.is_empty());
        }
        let length = self.rest().find(|c: char| c.is_whitespace() || matches!(c, ',' | '"')).unwrap_or(self.rest().len());
        let at = self.at..self.at + length;
        self.at = at.end;
        Some(Piece { text: &self.text[at.clone()], at }).filter(|piece| !piece.text.is_empty())
    }
}
