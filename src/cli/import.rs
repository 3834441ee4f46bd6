//! `onus import`: what came back filled in.

use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use clap::{Args, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::cli::args::{Root, day};
use crate::cli::screen::Screen;
use crate::cli::{Outcome, model, suggest};
use crate::import::{FilledFile, Import as Imported, Prefer, Refused, Request};
use crate::source::Sources;
use crate::{import, load, text, write};

/// Read what came back filled in
#[derive(Debug, Args)]
pub(super) struct Import {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Checklist(Checklist),
}

/// Merge filled checklists into the status of a workload
///
/// A file is a PDF with fields, a workbook, a CSV or Markdown file, or what a page of the site exported. Entries are matched by
/// the key of their item. What was left blank changes nothing; of two entries the one with the later date counts; what
/// contradicts on the same day is listed, and `--prefer` decides.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  onus import checklist workload-payments.pdf --dry-run
  onus import checklist ecs-fargate.xlsx --workload payments --by \"Ana Müller\" --on 2026-11-22
  onus import checklist platform.md product.md --prefer newer
  onus import checklist workload-payments.onus-checklist.json --format json

Exit codes: 0 all was taken, 1 there are conflicts or entries were kept aside, 2 a file cannot be read.
Entries that cannot be taken go to FILE.unmatched.yaml, beside the file.")]
struct Checklist {
    /// Filled checklists, merged one after the other
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The workload [default: the one that the files name]
    #[arg(short, long, value_name = "ID")]
    workload: Option<String>,
    /// What counts where a file and the status disagree [default: the later date, and neither without one]
    #[arg(long, value_name = "WHAT")]
    prefer: Option<Preferred>,
    /// Show what would change, and write nothing
    #[arg(short = 'n', long)]
    dry_run: bool,
    /// Who found what is new and has no name
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// The day of what is new and has no date
    #[arg(long, value_name = "DATE", value_parser = day)]
    on: Option<Date>,
    /// How to show what changes
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    format: model::Shown,
    #[command(flatten)]
    root: Root,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Preferred {
    /// The file.
    File,
    /// The status.
    Status,
    /// What has the later date, or a date at all.
    Newer,
}

/// Does what the word after `import` asks for.
pub(super) fn run(command: &Import, screen: &Screen) -> Result<Outcome> {
    let What::Checklist(command) = &command.what;
    checklist(command, screen)
}

fn checklist(command: &Checklist, screen: &Screen) -> Result<Outcome> {
    let book = model::open(&command.root, screen)?;
    if book.outcome == Outcome::Findings {
        screen.say("nothing was imported: the content has errors");
        return Ok(Outcome::Findings);
    }
    let request = request(command, book.config.latest)?;
    let imported = import::import(&book.model, &book.sources, &book.config, &request).map_err(refused)?;
    prove(&imported, &book.sources, &book)?;
    if !command.dry_run {
        save(command, &imported, &book.sources)?;
    }
    screen.result(&match command.format {
        model::Shown::Text => text::import(&imported.report, command.dry_run),
        model::Shown::Json => text::json(&imported.report),
    })?;
    if !command.dry_run {
        told(command, &imported, screen);
    }
    Ok(if imported.report.has_findings() { Outcome::Findings } else { Outcome::Clean })
}

fn request(command: &Checklist, latest: Date) -> Result<Request> {
    if let Some(on) = command.on.filter(|on| *on > latest) {
        bail!("`--on {on}` is still to come");
    }
    let read = |path: &PathBuf| Ok(FilledFile { name: name(path), bytes: load::file(path)? });
    Ok(Request {
        files: command.files.iter().map(read).collect::<Result<_>>()?,
        workload: command.workload.clone(),
        prefer: command.prefer.map(|prefer| match prefer {
            Preferred::File => Prefer::File,
            Preferred::Status => Prefer::Status,
            Preferred::Newer => Prefer::Newer,
        }),
        by: command.by.as_ref().map(|by| by.trim().to_owned()).filter(|by| !by.is_empty()),
        on: command.on,
    })
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

fn refused(why: Refused) -> anyhow::Error {
    match why {
        Refused::File(why) | Refused::Status(why) => anyhow!(why),
        Refused::Workload(unknown) => suggest::unknown(&unknown),
    }
}

/// Checks the whole book as it would be, so that no import ever leaves one that does not build.
fn prove(imported: &Imported, sources: &Sources, book: &model::Resolved) -> Result<()> {
    let after = imported.statuses.iter().fold(sources.clone(), |sources, file| sources.with(&file.path, file.bytes.clone()));
    let checked = crate::check(&after, &book.config);
    match checked.diagnostics.items().iter().find(|finding| finding.severity == crate::diag::Severity::Error) {
        Some(finding) => bail!("the status file would have an error, so nothing was written: {}", finding.message),
        None => Ok(()),
    }
}

/// Writes what is kept aside before the status, so that an interrupted run loses nothing.
fn save(command: &Checklist, imported: &Imported, sources: &Sources) -> Result<()> {
    for (file, bytes) in &imported.asides {
        write::file(&beside(&command.files[*file]), bytes)?;
    }
    for file in &imported.statuses {
        let path = command.root.root.join(&file.path);
        let before = sources.find(&file.path).map(|id| sources.bytes(id));
        if load::file(&path).ok().as_deref().map(unmarked) != before {
            bail!("`{}` has changed since it was read, so it was not written; import again", path.display());
        }
        write::file(&path, &file.bytes)?;
    }
    Ok(())
}

/// Sources have texts without a byte order mark.
fn unmarked(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes)
}

fn told(command: &Checklist, imported: &Imported, screen: &Screen) {
    for (file, _) in &imported.asides {
        screen.say(&format!("{}: entries that could not be taken", beside(&command.files[*file]).display()));
    }
    for file in &imported.statuses {
        screen.say(&format!("{}: written", command.root.root.join(&file.path).display()));
    }
}

/// The file of entries that are kept aside, beside the one they come from.
fn beside(file: &Path) -> PathBuf {
    file.with_file_name(format!("{}.unmatched.yaml", name(file)))
}
