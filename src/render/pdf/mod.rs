//! Checklists as PDF: tagged (PDF/UA-1), archival (PDF/A-3a), with their data attached.
//!
//! The words travel to the templates as data, never as markup. Typesetting is behind the feature `pdf`; without it nothing
//! is made.

#[cfg(feature = "pdf")]
mod code;
#[cfg(feature = "pdf")]
mod ink;
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
use crate::view::checklist::Checklist;

/// The files `checklists/<stem>.pdf`, in the order of the checklists.
///
/// `files` are those of the theme's folder `pdf/`, by their path in it: templates (`checklist.typ`) and fonts (`fonts/*.ttf`).
/// A document that `earlier` still has is taken from there. What cannot be typeset is left out and reported.
#[cfg(feature = "pdf")]
pub fn checklists(lists: &[Checklist<'_>], files: &[(&str, &[u8])], config: &Config, earlier: Earlier<'_>, diags: &mut Diagnostics) -> Vec<Artifact> {
    let press = press::Press::new(files);
    let printed = workers::in_order(lists, |list| press.print(list, config, earlier));
    lists.iter().zip(printed).filter_map(|(list, printed)| printed.report(list, diags)).collect()
}

/// This build cannot typeset and makes no file. Reading book.toml has said so already, at the line that asks for it.
#[cfg(not(feature = "pdf"))]
pub fn checklists(
    _lists: &[Checklist<'_>],
    _files: &[(&str, &[u8])],
    _config: &Config,
    _earlier: Earlier<'_>,
    _diags: &mut Diagnostics,
) -> Vec<Artifact> {
    Vec::new()
}
