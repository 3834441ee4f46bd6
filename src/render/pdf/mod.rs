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

use crate::artifact::{Artifact, Earlier};
use crate::config::Config;
use crate::diag::Diagnostics;
use crate::source::Sources;
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
#[derive(Debug, Clone, Copy)]
pub enum Document<'d> {
    /// `checklists/<stem>.pdf`.
    Checklist(&'d Checklist<'d>),
    /// A matrix, a comparison or a summary, where it says.
    Handout(&'d Handout<'d>),
}

/// The files of the documents, in their order. One that `earlier` still has, made from the same, is taken from there. What cannot
/// be typeset is left out and reported.
#[cfg(feature = "pdf")]
pub fn print(documents: &[Document<'_>], kit: Kit<'_>, earlier: Earlier<'_>, diags: &mut Diagnostics) -> Vec<Artifact> {
    let press = press::Press::new(kit.files, kit.fonts);
    let printed = workers::in_order(documents, |document| {
        let job = match document {
            Document::Checklist(list) => sheet::checklist(list, kit.config, &press),
            Document::Handout(handout) => sheet::handout(handout, kit.config, &press),
        };
        press.print(job, earlier)
    });
    let mut told = std::collections::BTreeSet::new();
    printed.into_iter().filter_map(|printed| printed.report(kit.sources, &mut told, diags)).collect()
}

/// This build cannot typeset and makes no file. Reading book.toml has said so already, at the line that asks for it.
#[cfg(not(feature = "pdf"))]
pub fn print(_documents: &[Document<'_>], _kit: Kit<'_>, _earlier: Earlier<'_>, _diags: &mut Diagnostics) -> Vec<Artifact> {
    Vec::new()
}
