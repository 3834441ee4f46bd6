//! `onus check`: every finding, nothing written.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use crate::cli::Outcome;
use crate::cli::args::{Book, Findings, Reading, overrides};
use crate::cli::screen::Screen;

/// Find every mistake, and write nothing
#[derive(Debug, Args)]
pub(super) struct Check {
    /// The folder of book.toml
    #[arg(default_value = ".")]
    dir: PathBuf,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    findings: Findings,
}

/// Checks everything that a build would, and shows the findings as the result.
pub(super) fn run(command: &Check, screen: &Screen) -> Result<Outcome> {
    let mut book = Book::open(&command.dir, &overrides(&command.dir, &command.reading)?)?;
    let checked = crate::check(&book.sources, &book.config);
    book.findings.append(checked.diagnostics);
    book.finish();
    let outcome = screen.findings_as_result(&book.findings, &book.sources, command.findings)?;
    if book.findings.is_empty() {
        screen.say(&format!("{} files, no findings", book.sources.ids().count()));
    }
    Ok(outcome)
}
