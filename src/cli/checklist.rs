//! `onus checklist`: one checklist, in one format.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

use crate::cli::args::Root;
use crate::cli::screen::Screen;
use crate::cli::{Outcome, model, suggest};
use crate::{ChecklistFormat, checklist, checklist_by_team, write};

/// Make the checklist of a service, workload, framework, party or domain
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  onus checklist ec2
  onus checklist ecs/fargate -f pdf
  onus checklist workload:payments -o payments.md
  onus checklist workload:payments --split team -o checklists")]
pub(super) struct Checklist {
    /// A service, service/variant, workload:ID, framework:ID, party:ID or domain:ID
    selector: String,
    /// The format [default: that of the file, else markdown]
    #[arg(short, long, value_name = "FORMAT")]
    format: Option<Shown>,
    /// The file to write; `-` for standard output [default: standard output, and for pdf a file named after the selector]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Make a Markdown file for each team of the workload, and one for the rest; `-o` names the folder
    #[arg(long, value_name = "BY")]
    split: Option<Split>,
    #[command(flatten)]
    root: Root,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Split {
    Team,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Shown {
    #[value(alias = "md")]
    Markdown,
    Pdf,
}

/// Writes or prints the checklist.
pub(super) fn run(command: &Checklist, screen: &Screen) -> Result<Outcome> {
    let book = model::open(&command.root, screen)?;
    if let Some(Split::Team) = command.split {
        return by_team(command, &book, screen);
    }
    let format = match command.format.unwrap_or_else(|| implied(command)) {
        Shown::Markdown => ChecklistFormat::Markdown,
        Shown::Pdf => ChecklistFormat::Pdf,
    };
    let made = checklist(&book.model, &book.sources, &book.config, &command.selector, format);
    let made = made.map_err(|unknown| suggest::unknown(&unknown))?;
    let outcome = screen.findings(&made.diagnostics, &book.sources, super::args::Findings::HUMAN)?;
    let Some(artifact) = made.artifact else { return Ok(Outcome::Findings) };
    let name = artifact.path.rsplit('/').next().unwrap_or(&artifact.path);
    match &command.output {
        Some(path) if path.as_os_str() == "-" => screen.result_bytes(&artifact.bytes)?,
        None if format == ChecklistFormat::Markdown => screen.result_bytes(&artifact.bytes)?,
        path => {
            let path = path.clone().unwrap_or_else(|| PathBuf::from(name));
            write::file(&path, &artifact.bytes)?;
            screen.say(&format!("{}: written", path.display()));
        }
    }
    Ok(if outcome == Outcome::Findings { outcome } else { book.outcome })
}

/// Writes a file for each team.
fn by_team(command: &Checklist, book: &model::Resolved, screen: &Screen) -> Result<Outcome> {
    if command.format.is_some_and(|format| format != Shown::Markdown) {
        bail!("`--split` is for Markdown; other formats hold the whole checklist");
    }
    let made = checklist_by_team(&book.model, &book.config, &command.selector).map_err(|unknown| suggest::unknown(&unknown))?;
    let Some(parts) = made else { bail!("`{}` is for no workload, so there are no teams to split it by", command.selector) };
    let folder = command.output.clone().unwrap_or_default();
    if folder.is_file() || folder.as_os_str() == "-" {
        bail!("`--split` makes several files; `-o` names their folder");
    }
    for part in parts {
        let path = folder.join(part.path.rsplit('/').next().unwrap_or(&part.path));
        write::file(&path, &part.bytes)?;
        screen.say(&format!("{}: written", path.display()));
    }
    Ok(book.outcome)
}

/// The format that the file's name stands for.
fn implied(command: &Checklist) -> Shown {
    let is_pdf = command.output.as_ref().and_then(|path| path.extension()).is_some_and(|end| end.eq_ignore_ascii_case("pdf"));
    if is_pdf { Shown::Pdf } else { Shown::Markdown }
}
