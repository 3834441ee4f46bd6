//! Documents as PDF: tagged (PDF/UA-1), archival (PDF/A-3a), checklists with fields and with their data attached.
//!
//! The words travel to the templates as data, never as markup. Typesetting is behind the feature `pdf`; without it nothing
//! is made.

#[cfg(feature = "pdf")]
mod bounds;
#[cfg(feature = "pdf")]
mod code;
#[cfg(feature = "pdf")]
mod form;
#[cfg(feature = "pdf")]
mod ink;
#[cfg(feature = "pdf")]
mod job;
#[cfg(feature = "pdf")]
mod pack;
#[cfg(feature = "pdf")]
mod press;
#[cfg(feature = "pdf")]
mod prose;
#[cfg(feature = "pdf")]
mod record;
#[cfg(feature = "pdf")]
mod sheet;
#[cfg(feature = "pdf")]
mod workers;

#[cfg(all(test, feature = "pdf"))]
mod tests;

use std::sync::{Mutex, PoisonError};

use crate::artifact::{Artifact, Earlier, Out};
use crate::config::Config;
use crate::diag::Diagnostics;
use crate::source::Sources;
#[cfg(feature = "pdf")]
use crate::timings::{Stage, timed};
use crate::view::checklist::Checklist;
use crate::view::handout::Handout;

/// What documents are printed with.
#[derive(Clone, Copy)]
pub struct Kit<'k> {
    /// The files of the theme's folder `pdf/`, by their path in it: templates (`checklist.typ`) and fonts (`fonts/*.ttf`).
    pub files: &'k [(&'k str, &'k [u8])],
    /// More fonts, for scripts that those lack.
    pub fonts: &'k [&'k [u8]],
    /// What book.toml asks for.
    pub config: &'k Config,
    /// The texts, for findings about them.
    pub sources: &'k Sources,
}

/// A document to print.
#[derive(Clone, Copy)]
pub enum Document<'d> {
    /// `checklists/<stem>.pdf`.
    Checklist(&'d Checklist<'d>),
    /// The same, of a list that is made when its turn comes.
    Later(&'d (dyn Fn() -> Checklist<'d> + Sync)),
    /// A matrix, a comparison or a summary, where it says.
    Handout(&'d Handout<'d>),
}

/// Hands on the file of each document as soon as it is there. One that `earlier` still has, made from the same, is taken from there.
/// What cannot be typeset is left out and reported.
#[cfg(feature = "pdf")]
pub fn print(documents: &[Document<'_>], kit: Kit<'_>, (earlier, out): (Earlier<'_>, Out<'_>), diags: &mut Diagnostics) {
    let press = press::Press::new(kit.files, kit.fonts, workers::at_once(documents.len()));
    let checklist = |list: &Checklist<'_>| sheet::checklist(list, kit.config, &press);
    let printed = workers::in_order(documents, |document| {
        let (file, printed) = timed(Stage::Pdf, || {
            let job = match document {
                Document::Checklist(list) => checklist(list),
                Document::Later(list) => checklist(&list()),
                Document::Handout(handout) => sheet::handout(handout, kit.config, &press),
            };
            press.print(job, earlier)
        });
        file.into_iter().for_each(out);
        printed
    });
    let mut told = std::collections::BTreeSet::new();
    printed.into_iter().for_each(|printed| printed.report(kit.sources, &mut told, diags));
}

/// This build cannot typeset and makes no file. Reading book.toml has said so already, at the line that asks for it.
#[cfg(not(feature = "pdf"))]
pub fn print(_documents: &[Document<'_>], _kit: Kit<'_>, _both: (Earlier<'_>, Out<'_>), _diags: &mut Diagnostics) {}

/// The file of one document.
pub fn print_one(document: Document<'_>, kit: Kit<'_>, diags: &mut Diagnostics) -> Option<Artifact> {
    let made = Mutex::new(None);
    let out = |file| *made.lock().unwrap_or_else(PoisonError::into_inner) = Some(file);
    print(&[document], kit, (&|_, _| None, &out), diags);
    made.into_inner().unwrap_or_else(PoisonError::into_inner)
}
