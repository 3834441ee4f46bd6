//! `onus build`: the site and the checklists, written to the build folder.

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Result, bail};
use clap::Args;

use crate::cli::args::{Book, Findings, Reading, overrides};
use crate::cli::screen::Screen;
use crate::cli::{Outcome, open};
use crate::diag::Diagnostics;
use crate::timings::{Stage, timed};
use crate::{load, timings, write};

/// Build the site and the checklists
#[derive(Debug, Args)]
pub(super) struct Build {
    /// The folder of book.toml
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// Where to write, relative to the working folder [default: `build-dir` of book.toml]
    #[arg(short, long, value_name = "DIR", visible_alias = "output-dir")]
    dest_dir: Option<PathBuf>,
    /// Open the site in the browser
    #[arg(short, long)]
    open: bool,
    /// The address the site is published at [default: `site-url` of book.toml]
    #[arg(short = 'u', long, value_name = "URL", visible_alias = "base-url")]
    site_url: Option<String>,
    /// Show how long each stage took, and the most memory in use
    #[arg(long)]
    timings: bool,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    findings: Findings,
}

/// Builds and writes, or shows why not.
pub(super) fn run(command: &Build, screen: &Screen) -> Result<Outcome> {
    let started = Instant::now();
    let mut overrides = overrides(&command.dir, &command.reading)?;
    overrides.site_url.clone_from(&command.site_url);
    let mut book = timed(Stage::Read, || Book::open(&command.dir, &overrides))?;
    screen.detail(&format!("read {} files in {}", book.sources.ids().count(), took(started)));
    let folder = match &command.dest_dir {
        Some(folder) => folder.clone(),
        None => write::inside(&command.dir, &book.config.build_dir)?,
    };
    let kept = write::Kept::of(&folder);
    let digest = book.digest();
    if let Some((unchanged, found)) = digest.as_ref().and_then(|digest| again(&kept, digest, &book)) {
        book.findings.append(found);
        let counts = write::Counts { unchanged, ..write::Counts::default() };
        return told(command, &mut book, screen, |screen| done(command, &folder, counts, started, screen));
    }
    // The revision stands for them in the digest.
    book.config.changed = timed(Stage::Read, || load::last_changes(&command.dir, &book.config.src));
    let run = write::Run::begin(&folder)?;
    book.finish();
    let found = if book.findings.has_errors() {
        // Nothing will be written: what else is wrong is told, and no page made for nothing.
        crate::check(&book.sources, &book.config).diagnostics
    } else {
        crate::build_into(&book.sources, &book.config, &|path, key| kept.find(path, key), &|file| timed(Stage::Write, || run.take(&file)))
    };
    let from = digest.map(|digest| write::MadeFrom { digest, found: found.to_line(&book.sources) });
    book.findings.append(found);
    told(command, &mut book, screen, |screen| {
        let counts = timed(Stage::Write, || run.finish(from))?;
        done(command, &folder, counts, started, screen)
    })
}

/// How many files there are already and what was found when they were made, where nothing has changed since.
fn again(kept: &write::Kept, digest: &str, book: &Book) -> Option<(usize, Diagnostics)> {
    let (files, found) = kept.all_from(digest)?;
    Some((files, Diagnostics::of_line(found, &book.sources)?))
}

/// Tells what was found, and goes on where that lets a build go on.
fn told(command: &Build, book: &mut Book, screen: &Screen, and_then: impl FnOnce(&Screen) -> Result<()>) -> Result<Outcome> {
    book.finish();
    let outcome = screen.findings(&book.findings, &book.sources, command.findings)?;
    match outcome {
        Outcome::Findings => screen.say("nothing was written"),
        Outcome::Clean => and_then(screen)?,
    }
    Ok(outcome)
}

/// Says what became of the files, and opens the site where that was asked for.
fn done(command: &Build, folder: &Path, counts: write::Counts, started: Instant, screen: &Screen) -> Result<()> {
    let (written, unchanged, removed) = (counts.written, counts.unchanged, counts.removed);
    screen.say(&format!("{}: {written} written, {unchanged} unchanged, {removed} removed in {}", folder.display(), took(started)));
    if command.timings {
        screen.result(&timings::table(load::peak_memory()))?;
    }
    if command.open {
        let index = folder.join("index.html");
        if !index.is_file() {
            bail!("there is no site to open: book.toml asks for none");
        }
        open::open(&index.canonicalize().unwrap_or(index).to_string_lossy())?;
    }
    Ok(())
}

fn took(started: Instant) -> String {
    format!("{:.2} s", started.elapsed().as_secs_f64())
}
