//! `onus lock`: the list of published addresses, brought up to date.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;

use crate::cli::Outcome;
use crate::cli::args::{Book, Findings, Reading, overrides};
use crate::cli::screen::Screen;
use crate::diag::Severity;
use crate::lock::{FILE, Lost};
use crate::write;

/// List the addresses of the site, so that none is lost unnoticed
#[derive(Debug, Args)]
#[command(after_help = "Run it when you publish, and keep onus.lock.json with the content. From then on `onus check` \
tells which published address leads nowhere any more.")]
pub(super) struct Lock {
    /// The folder of book.toml
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// Take addresses off the list that lead nowhere any more
    #[arg(long)]
    forget: bool,
    #[command(flatten)]
    reading: Reading,
}

/// Writes the list, unless the content has errors: what could not be read would be missing from it.
pub(super) fn run(command: &Lock, screen: &Screen) -> Result<Outcome> {
    let mut book = Book::open(&command.dir, &overrides(&command.dir, &command.reading)?)?;
    if book.config.html.is_none() {
        bail!("there is no site to list the addresses of: book.toml has no `[output.html]`");
    }
    let checked = crate::check(&book.sources, &book.config);
    book.findings.append(checked.diagnostics);
    book.finish();
    if book.findings.has_errors() {
        book.findings.keep(Severity::Error);
        screen.findings(&book.findings, &book.sources, Findings::HUMAN)?;
        screen.say("nothing was written");
        return Ok(Outcome::Findings);
    }
    let lost = if command.forget { Lost::Forget } else { Lost::Keep };
    let update = crate::lock(&checked.model, &book.sources, &book.config, lost);
    let path = command.dir.join(FILE);
    write::file(&path, &update.file.bytes)?;
    screen.say(&format!("{}: {} addresses, {} new, {} forgotten", path.display(), update.all, update.new, update.forgotten));
    Ok(Outcome::Clean)
}
