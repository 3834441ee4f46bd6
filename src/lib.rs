//! onus says, service by service, on whom a duty lies, and makes a site and checklists of the answer.
pub mod artifact;
pub mod config;
pub mod diag;
pub mod markdown;
pub mod model;
mod parse;
mod resolve;
pub mod search;
pub mod source;
pub mod view;
pub mod vocabulary;

mod validate;

use config::Config;
use diag::Diagnostics;
use model::Model;
use source::Sources;

/// A model, and what is wrong with the content it came from.
#[derive(Debug)]
pub struct Checked {
    /// What could be resolved.
    pub model: Model,
    /// Findings, sorted by file and offset.
    pub diagnostics: Diagnostics,
}

/// Reads, resolves and validates a book; `diagnostics` holds what was found before, such as mistakes in book.toml.
pub fn check(sources: &Sources, config: &Config, diagnostics: Diagnostics) -> Checked {
    let mut diagnostics = diagnostics;
    let raw = parse::parse(sources, &config.src, &mut diagnostics);
    let (model, suspects) = resolve::resolve(raw, config, &mut diagnostics);
    let context = validate::Context { model: &model, sources, src: &config.src, suspects: &suspects };
    validate::validate(&context, &mut diagnostics);
    diagnostics.finish(|rule| config.severities.get(rule).copied());
    Checked { model, diagnostics }
}
