//! What the commands that ask the model have in common: they open the book, resolve it, and answer as well as they can.

use anyhow::Result;
use clap::ValueEnum;

use crate::cli::Outcome;
use crate::cli::args::{Book, Findings, Root, overrides};
use crate::cli::screen::Screen;
use crate::config::Config;
use crate::diag::{Diagnostics, Severity};
use crate::model::Model;
use crate::source::Sources;

/// How an answer is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Shown {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// A book that can answer.
pub(super) struct Resolved {
    pub sources: Sources,
    pub config: Config,
    pub model: Model,
    /// Whether its answers rest on content with errors.
    pub outcome: Outcome,
}

/// Opens and resolves a book. Errors are shown, because an answer may rest on them; warnings are the business of `check`.
pub(super) fn open(root: &Root, screen: &Screen) -> Result<Resolved> {
    let mut book = Book::open(&root.root, &overrides(&root.root, &root.reading)?)?;
    let checked = crate::check(&book.sources, &book.config);
    book.findings.append(checked.diagnostics);
    book.finish();
    let outcome = match book.findings.has_errors() {
        true => screen.findings(&errors(book.findings), &book.sources, Findings::HUMAN)?,
        false => Outcome::Clean,
    };
    Ok(Resolved { sources: book.sources, config: book.config, model: checked.model, outcome })
}

fn errors(mut findings: Diagnostics) -> Diagnostics {
    findings.keep(Severity::Error);
    findings
}
