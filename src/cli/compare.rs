//! `onus compare`: what changes hands between two services or variants.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::cli::args::{Findings, Print, Root};
use crate::cli::screen::Screen;
use crate::cli::{Outcome, model, suggest};
use crate::{compare, compare_sheet, text, write};

/// List the duties that change hands between two services or variants
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  onus compare ec2 ecs/fargate
  onus compare ec2 ecs/fargate -f pdf -o ec2-or-fargate.pdf")]
pub(super) struct Compare {
    /// A service, or service/variant
    from: String,
    /// Another one
    to: String,
    /// List the duties that stay as well
    #[arg(short, long)]
    all: bool,
    /// How to show it
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    format: Shown,
    /// The file to write [default: standard output, and for pdf a file named after both]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    print: Print,
    #[command(flatten)]
    root: Root,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Shown {
    Text,
    Json,
    Markdown,
    Pdf,
}

/// Prints the comparison, or writes it.
pub(super) fn run(command: &Compare, screen: &Screen) -> Result<Outcome> {
    let mut book = model::open(&command.root, screen)?;
    if matches!(command.format, Shown::Pdf) {
        command.print.lay_over(&mut book.config);
        return sheet(command, &book, screen);
    }
    let mut view = compare(&book.model, &command.from, &command.to).map_err(|unknown| suggest::unknown(&unknown))?;
    let words = match command.format {
        Shown::Markdown => text::compare_markdown(&view, command.all),
        Shown::Json => {
            if !command.all {
                view.stays.clear();
            }
            text::json(&view)
        }
        Shown::Text | Shown::Pdf => text::compare(&view, command.all),
    };
    match &command.output {
        Some(path) if path.as_os_str() != "-" => {
            write::file(path, words.as_bytes())?;
            screen.say(&format!("{}: written", path.display()));
        }
        _ => screen.result(&words)?,
    }
    Ok(book.outcome)
}

/// Writes the comparison as PDF.
fn sheet(command: &Compare, book: &model::Resolved, screen: &Screen) -> Result<Outcome> {
    let made = compare_sheet(&book.model, &book.sources, &book.config, (&command.from, &command.to));
    let made = made.map_err(|unknown| suggest::unknown(&unknown))?;
    let outcome = screen.findings(&made.diagnostics, &book.sources, Findings::HUMAN)?;
    let Some(artifact) = made.artifact else { return Ok(Outcome::Findings) };
    match &command.output {
        Some(path) if path.as_os_str() == "-" => screen.result_bytes(&artifact.bytes)?,
        path => {
            let name = artifact.path.rsplit('/').next().unwrap_or(&artifact.path);
            let path = path.clone().unwrap_or_else(|| PathBuf::from(name));
            write::file(&path, &artifact.bytes)?;
            screen.say(&format!("{}: written", path.display()));
        }
    }
    Ok(if outcome == Outcome::Findings { outcome } else { book.outcome })
}
