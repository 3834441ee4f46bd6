//! `onus checklist`: one checklist, in one format.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::cli::args::Root;
use crate::cli::screen::Screen;
use crate::cli::{Outcome, model, suggest};
use crate::vocabulary::{Grouping, Vocabulary};
use crate::{ChecklistFormat, checklist, write};

/// Make the checklist of a selection
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  onus checklist ec2
  onus checklist ecs/fargate -f pdf
  onus checklist workload:payments -o payments.md
  onus checklist 's3 priority:high,critical -domain:logging'
  onus checklist workload:payments state:not-met,not-assessed --group team
  onus checklist -- -side:provider priority:critical")]
pub(super) struct Checklist {
    /// Terms, as one argument or several: ec2, workload:payments, priority:high
    ///
    /// All terms hold together; `a,b` is one or the other; `-` before a term leaves out.
    ///
    ///   ec2, ecs/fargate      a service or variant with everything it is built of
    ///   NAME, checklist:NAME  a checklist of content/checklists/, which other terms narrow
    ///   workload:ID           a workload; with it also team:ID and state:WORD
    ///   framework:ID#PART     a framework, or a profile, group or requirement of it
    ///   party:ID side:WORD layer:ID domain:ID control:ID category:ID model:ID
    ///   priority:WORD priority>=WORD cadence:WORD scope:WORD mode:WORD
    #[arg(required = true, value_name = "SELECTION", verbatim_doc_comment)]
    selection: Vec<String>,
    /// What items stand together by [default: domain]
    #[arg(short, long, value_name = "WORD", value_parser = clap::builder::PossibleValuesParser::new(words()))]
    group: Option<String>,
    /// The format [default: that of the file, else markdown]
    #[arg(short, long, value_name = "FORMAT")]
    format: Option<Shown>,
    /// The file to write; `-` for standard output [default: standard output, and for pdf a file named after the selection]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
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
    let book = model::open(&command.root, screen)?;
    let format = match command.format.unwrap_or_else(|| implied(command)) {
        Shown::Markdown => ChecklistFormat::Markdown,
        Shown::Pdf => ChecklistFormat::Pdf,
    };
    let text = text(command);
    let made = checklist(&book.model, &book.sources, &book.config, &text, format);
    let made = made.map_err(|mistakes| suggest::selection(&text, &mistakes))?;
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

/// The terms in one line, with the grouping as the last.
fn text(command: &Checklist) -> String {
    let group = command.group.iter().map(|group| format!("group:{group}"));
    command.selection.iter().cloned().chain(group).collect::<Vec<_>>().join(" ")
}

/// The words for what items can stand together by.
fn words() -> impl Iterator<Item = &'static str> {
    Grouping::WORDS.iter().map(|(word, _)| *word)
}

/// The format that the file's name stands for.
fn implied(command: &Checklist) -> Shown {
    let is_pdf = command.output.as_ref().and_then(|path| path.extension()).is_some_and(|end| end.eq_ignore_ascii_case("pdf"));
    if is_pdf { Shown::Pdf } else { Shown::Markdown }
}
