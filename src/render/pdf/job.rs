//! A document on its way: what it is made of, what came of it, and what there is to say about it.

use std::collections::BTreeSet;

use xxhash_rust::xxh3::Xxh3;

use super::form::Form;
use super::ink::Missing;
use crate::diag::{Diagnostics, rules};
use crate::source::{Sources, Span};

/// A document before it is typeset.
pub(super) struct Job {
    /// Where it goes.
    pub(super) path: String,
    /// The function of the templates that sets it, and the file it is in: `checklist` of `checklist.typ`.
    pub(super) template: &'static str,
    /// What the template reads.
    pub(super) data: Vec<u8>,
    /// The same with less in it: taken where the document gets longer than it may be.
    pub(super) shorter: Vec<Vec<u8>>,
    /// How many pages it may have.
    pub(super) pages: Option<usize>,
    /// The file that travels inside.
    pub(super) record: Option<Vec<u8>>,
    /// Its fields.
    pub(super) form: Form,
    /// What tells it from every other document.
    pub(super) ident: String,
    /// Characters that no font has.
    pub(super) missing: Vec<Missing>,
    /// Where what it is about is defined.
    pub(super) span: Span,
}

/// What there is to say about a job that is done.
pub(super) struct Printed {
    pub(super) path: String,
    pub(super) span: Span,
    pub(super) missing: Vec<Missing>,
    /// What got lost on the way, or why there is no file.
    pub(super) told: Result<Vec<String>, Vec<String>>,
}

impl Job {
    /// A digest of everything that the bytes follow from, given that of the program, templates and fonts.
    pub(super) fn key(&self, shared: u128) -> String {
        let mut all = Xxh3::new();
        all.update(&shared.to_le_bytes());
        let record = self.record.as_deref().unwrap_or_default();
        for part in [self.template.as_bytes(), &self.data, record, self.ident.as_bytes()] {
            all.update(&part.len().to_le_bytes());
            all.update(part);
        }
        self.form.digest(&mut all);
        format!("{:032x}", all.digest128())
    }
}

impl Printed {
    /// Tells what went wrong. Characters that were `told` of for another document are not told again.
    pub(super) fn report(self, sources: &Sources, told: &mut BTreeSet<(Span, char)>, diags: &mut Diagnostics) {
        for missing in &self.missing {
            let (span, what) = &missing.spot;
            if !told.insert((*span, missing.character)) {
                continue;
            }
            let message = format!("no font has a glyph for U+{:04X} in `{what}`", u32::from(missing.character));
            let at = place_of(missing.character, *span, sources);
            diags.report(&rules::MISSING_GLYPH, at, message).help("write it in letters, or give documents a font that has it: `[output.pdf] fonts`");
        }
        match self.told {
            Ok(lost) => lost.into_iter().for_each(|lost| {
                diags.report(&rules::LOST_TEXT, self.span, format!("in `{}`, {lost}", self.path));
            }),
            Err(problems) => problems.into_iter().for_each(|problem| {
                diags.report(&rules::THEME, self.span, format!("`{}` could not be typeset: {problem}", self.path));
            }),
        }
    }
}

/// The character itself where it stands at or after a place, or before it in the same file; else that place.
fn place_of(character: char, span: Span, sources: &Sources) -> Span {
    if sources.ids().all(|file| file != span.file) {
        return span;
    }
    let text = sources.text(span.file);
    let from = (span.start as usize).min(text.len());
    let found = text.get(from..).and_then(|rest| rest.find(character)).map(|at| from + at).or_else(|| text.find(character));
    found.map_or(span, |at| Span::new(span.file, at, at + character.len_utf8()))
}
