//! Where lines of code may break: after punctuation of long tokens, never within `--query`, and without a character put in
//! for it, so that what is copied is what was written.

use serde::Serialize;

use super::ink::LONG_TOKEN;

/// Longer lines of code may not fit their column.
const WIDE_LINE: usize = 76;

/// Longer pieces are cut: no column is wider.
const LONGEST_PIECE: usize = 48;

/// Code, for the template.
#[derive(Debug, Serialize, PartialEq)]
pub(super) struct CodeText {
    /// The code.
    pub(super) s: String,
    /// Its lines in pieces, where the page may have to break it; the template puts a break after each.
    pub(super) parts: Option<Vec<Vec<Piece>>>,
}

/// A piece of a line of code.
#[derive(Debug, Serialize, PartialEq)]
#[serde(tag = "t", rename_all = "lowercase")]
pub(super) enum Piece {
    /// May break where text of its kind breaks.
    Text { s: String },
    /// Stays whole.
    Keep { s: String },
}

impl CodeText {
    /// A block of code.
    pub(super) fn block(s: String) -> Self {
        let wide = s.lines().any(|line| line.chars().count() > WIDE_LINE);
        Self { parts: wide.then(|| s.split('\n').map(pieces).collect()), s }
    }

    /// Code within a sentence.
    pub(super) fn span(s: String) -> Self {
        Self { parts: Some(vec![pieces(&s)]), s }
    }
}

fn pieces(line: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for token in line.split_inclusive(' ') {
        let word = token.trim_end_matches(' ');
        let chars = word.chars().count();
        match word {
            _ if chars > LONG_TOKEN => cut(word, &mut pieces),
            _ if word.contains(|c: char| !c.is_alphanumeric()) => pieces.push(Piece::Keep { s: word.to_owned() }),
            _ => push_text(word, &mut pieces),
        }
        push_text(&token[word.len()..], &mut pieces);
    }
    pieces
}

/// Pieces of a long token: each ends after punctuation, or where it gets too long.
fn cut(token: &str, pieces: &mut Vec<Piece>) {
    let is_end = |c: char| matches!(c, ',' | '.' | '/' | '=' | ':' | '&' | '?' | '|' | ')' | ']' | '}');
    let mut piece = String::new();
    let mut rest = token.chars().peekable();
    while let Some(c) = rest.next() {
        piece.push(c);
        let ends = is_end(c) && rest.peek().is_some_and(|next| !is_end(*next));
        if ends || piece.chars().count() >= LONGEST_PIECE {
            pieces.push(Piece::Keep { s: std::mem::take(&mut piece) });
        }
    }
    if !piece.is_empty() {
        pieces.push(Piece::Keep { s: piece });
    }
}

fn push_text(text: &str, pieces: &mut Vec<Piece>) {
    match pieces.last_mut() {
        _ if text.is_empty() => {}
        Some(Piece::Text { s }) => s.push_str(text),
        _ => pieces.push(Piece::Text { s: text.to_owned() }),
    }
}
