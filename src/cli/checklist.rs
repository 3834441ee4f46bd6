//! `onus checklist`: one checklist, in one format.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::cli::args::{Print, Root};
use crate::cli::screen::Screen;
use crate::cli::{Outcome, model, suggest};
use crate::{ChecklistFormat, checklist, write};

/// Make the checklist of a service, workload, framework, party or domain
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  onus checklist ec2
  onus checklist ecs/fargate -f pdf
  onus checklist s3 -f pdf --layout compact --paper letter
  onus checklist workload:payments -o payments.md")]
pub(super) struct Checklist {
    /// A service, service/variant, workload:ID, framework:ID, party:ID or domain:ID
    selector: String,
    /// The format [default: that of the file, else markdown]
    #[arg(short, long, value_name = "FORMAT")]
    format: Option<Shown>,
    /// The file to write; `-` for standard output [default: standard output, and for pdf a file named after the selector]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    print: Print,
    #[command(flatten)]
    root: Root,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Shown {
    #[value(alias = "md")]
    Markdown,
    Pdf,
}

/// Writes or prints the checklist.
pub(super) fn run(command: &Checklist, screen: &Screen) -> Result<Outcome> {
    let mut book = model::open(&command.root, screen)?;
    command.print.lay_over(&mut book.config);
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

/// The format that the file's name stands for.
fn implied(command: &Checklist) -> Shown {
    let is_pdf = command.output.as_ref().and_then(|path| path.extension()).is_some_and(|end| end.eq_ignore_ascii_case("pdf"));
    if is_pdf { Shown::Pdf } else { Shown::Markdown }
}
