//! `onus checklist`: one checklist, in one format.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

use crate::cli::args::Root;
use crate::cli::screen::Screen;
use crate::cli::{Outcome, model, suggest};
use crate::config::{Config, Csv};
use crate::{ChecklistFormat, checklist, write};

/// Make the checklist of a service, workload, framework, party or domain
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  onus checklist ec2
  onus checklist ecs/fargate -f pdf
  onus checklist ecs/fargate -f csv --excel
  onus checklist workload:payments -o payments.xlsx")]
pub(super) struct Checklist {
    /// A service, service/variant, workload:ID, framework:ID, party:ID or domain:ID
    selector: String,
    /// The format [default: that of the file, else markdown]
    #[arg(short, long, value_name = "FORMAT")]
    format: Option<Shown>,
    /// The file to write; `-` for standard output [default: standard output, and for pdf and xlsx a file named after the selector]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// csv: write text that a spreadsheet would take for a formula as it is, for programs
    #[arg(long)]
    raw: bool,
    /// csv: begin with the mark by which Excel knows UTF-8
    #[arg(long)]
    excel: bool,
    #[command(flatten)]
    root: Root,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Shown {
    #[value(alias = "md")]
    Markdown,
    Pdf,
    Csv,
    Xlsx,
}

/// Writes or prints the checklist.
pub(super) fn run(command: &Checklist, screen: &Screen) -> Result<Outcome> {
    let book = model::open(&command.root, screen)?;
    let asked = command.format.unwrap_or_else(|| implied(command));
    if (command.raw || command.excel) && asked != Shown::Csv {
        bail!("`--raw` and `--excel` are about csv: add `-f csv`");
    }
    let format = match asked {
        Shown::Markdown => ChecklistFormat::Markdown,
        Shown::Pdf => ChecklistFormat::Pdf,
        Shown::Csv => ChecklistFormat::Csv(csv(command, &book.config)),
        Shown::Xlsx => ChecklistFormat::Xlsx,
    };
    let made = checklist(&book.model, &book.sources, &book.config, &command.selector, format);
    let made = made.map_err(|unknown| suggest::unknown(&unknown))?;
    let outcome = screen.findings(&made.diagnostics, &book.sources, super::args::Findings::HUMAN)?;
    let Some(artifact) = made.artifact else { return Ok(Outcome::Findings) };
    let name = artifact.path.rsplit('/').next().unwrap_or(&artifact.path);
    match &command.output {
        Some(path) if path.as_os_str() == "-" => screen.result_bytes(&artifact.bytes)?,
        None if matches!(asked, Shown::Markdown | Shown::Csv) => screen.result_bytes(&artifact.bytes)?,
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
    let end = command.output.as_ref().and_then(|path| path.extension()).unwrap_or_default();
    let formats = [("pdf", Shown::Pdf), ("csv", Shown::Csv), ("xlsx", Shown::Xlsx)];
    formats.into_iter().find(|(name, _)| end.eq_ignore_ascii_case(name)).map_or(Shown::Markdown, |(_, format)| format)
}

/// What book.toml says about CSV, and what the command line adds to it.
fn csv(command: &Checklist, config: &Config) -> Csv {
    let said = config.csv.unwrap_or_default();
    Csv { raw: said.raw || command.raw, excel: said.excel || command.excel }
}
