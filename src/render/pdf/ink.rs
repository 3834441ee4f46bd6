//! Text that can be printed: no control characters, no glyph that no font has, no word that is wider than its column.

use std::collections::BTreeSet;

use typst::text::Coverage;

use crate::source::Span;

/// Longer tokens get places at which they may break.
pub(super) const LONG_TOKEN: usize = 28;

/// What stands in for a character that no font has.
const STAND_IN: char = '\u{FFFD}';

/// Makes text printable, and remembers what it could not print.
pub(super) struct Ink<'f> {
    coverage: &'f [Coverage],
    spot: Spot,
    missing: Vec<Missing>,
    seen: BTreeSet<(Spot, char)>,
}

/// Where the words come from that are being written: a place in the sources, and how readers know it.
pub(super) type Spot = (Span, String);

/// A character without a glyph.
#[derive(Debug)]
pub(super) struct Missing {
    /// What holds it.
    pub(super) spot: Spot,
    /// The character.
    pub(super) character: char,
}

impl<'f> Ink<'f> {
    /// For fonts that cover these characters, and words that come from one place until another is told.
    pub(super) fn new(coverage: &'f [Coverage], spot: Spot) -> Self {
        Self { coverage, spot, missing: Vec::new(), seen: BTreeSet::new() }
    }

    /// From here on, words come from this place.
    pub(super) fn at(&mut self, span: Span, what: &str) {
        if self.spot.0 != span || self.spot.1 != what {
            self.spot = (span, what.to_owned());
        }
    }

    /// What could not be printed, in the order of the document.
    pub(super) fn missing(self) -> Vec<Missing> {
        self.missing
    }

    /// Words: one line, long tokens with invisible places to break at.
    pub(super) fn words(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for (number, token) in text.split(|c: char| c.is_whitespace() && c != '\u{A0}').enumerate() {
            if number > 0 {
                out.push(' ');
            }
            let token: String = token.chars().filter(|c| !is_invisible(*c)).map(|c| self.glyph(c)).collect();
            push_breakable(&token, &mut out);
        }
        out
    }

    /// Code: line breaks stay, tabs are four spaces, nothing is put in.
    pub(super) fn code(&mut self, text: &str) -> String {
        let text = text.replace("\r\n", "\n").replace('\t', "    ");
        text.chars().filter(|c| *c == '\n' || !is_invisible(*c)).map(|c| self.glyph(c)).collect()
    }

    fn glyph(&mut self, c: char) -> char {
        if c == '\n' || c == ' ' || self.coverage.iter().any(|font| font.contains(u32::from(c))) {
            return c;
        }
        if self.seen.insert((self.spot.clone(), c)) {
            self.missing.push(Missing { spot: self.spot.clone(), character: c });
        }
        STAND_IN
    }
}

/// Controls, marks that turn the direction of text, joiners and selectors: they show nothing and can hide what is said.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

fn push_breakable(token: &str, out: &mut String) {
    if token.chars().count() <= LONG_TOKEN {
        out.push_str(token);
        return;
    }
    let mut run = 0;
    for c in token.chars() {
        out.push(c);
        run += 1;
        if run >= LONG_TOKEN || (run >= 4 && matches!(c, '/' | '.' | ',' | '-' | '_' | ':' | '=' | '&' | '?')) {
            out.push('\u{200B}');
            run = 0;
        }
    }
}
