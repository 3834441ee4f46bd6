//! `onus checklist`: one checklist, in one format.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

use crate::cli::args::{Print, Root};
use crate::cli::screen::Screen;
use crate::cli::{Outcome, model, suggest};
use crate::config::{Config, CsvStyle};
use crate::vocabulary::{Grouping, Vocabulary};
use crate::{ChecklistFormat, checklist, checklist_by_team, write};

/// Make the checklist of a selection
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  onus checklist ec2
  onus checklist ecs/fargate -f pdf
  onus checklist s3 -f pdf --layout compact --paper letter
  onus checklist ecs/fargate -f csv --excel
  onus checklist workload:payments -o payments.xlsx
  onus checklist 's3 priority:high,critical -domain:logging'
  onus checklist workload:payments state:not-met,not-assessed --group team
  onus checklist -- -side:provider priority:critical
  onus checklist workload:payments --split team -o checklists")]
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
    /// The file to write; `-` for standard output [default: standard output, and for pdf and xlsx a file named after the selection]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Make a Markdown file for each team of the workload, and one for the rest; `-o` names the folder
    #[arg(long, value_name = "BY")]
    split: Option<Split>,
    /// csv: write text that a spreadsheet would take for a formula as it is, for programs
    #[arg(long)]
    raw: bool,
    /// csv: begin with the mark by which Excel knows UTF-8
    #[arg(long)]
    excel: bool,
    #[command(flatten)]
    print: Print,
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
    Csv,
    Xlsx,
}

/// Writes or prints the checklist.
pub(super) fn run(command: &Checklist, screen: &Screen) -> Result<Outcome> {
    let mut book = model::open(&command.root, screen)?;
    command.print.lay_over(&mut book.config);
    if let Some(Split::Team) = command.split {
        return by_team(command, &book, screen);
    }
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
    let text = text(command);
    let made = checklist(&book.model, &book.sources, &book.config, &text, format);
    let made = made.map_err(|mistakes| suggest::selection(&text, &mistakes))?;
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

/// Writes a file for each team.
fn by_team(command: &Checklist, book: &model::Resolved, screen: &Screen) -> Result<Outcome> {
    if command.format.is_some_and(|format| format != Shown::Markdown) {
        bail!("`--split` is for Markdown; other formats hold the whole checklist");
    }
    let text = text(command);
    let made = checklist_by_team(&book.model, &book.config, &text).map_err(|mistakes| suggest::selection(&text, &mistakes))?;
    let Some(parts) = made else { bail!("`{text}` is for no workload, so there are no teams to split it by") };
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
    let end = command.output.as_ref().and_then(|path| path.extension()).unwrap_or_default();
    let formats = [("pdf", Shown::Pdf), ("csv", Shown::Csv), ("xlsx", Shown::Xlsx)];
    formats.into_iter().find(|(name, _)| end.eq_ignore_ascii_case(name)).map_or(Shown::Markdown, |(_, format)| format)
}

/// What book.toml says about CSV, and what the command line adds to it.
fn csv(command: &Checklist, config: &Config) -> CsvStyle {
    let said = config.csv.as_ref().map(|csv| csv.style).unwrap_or_default();
    CsvStyle { raw: said.raw || command.raw, excel: said.excel || command.excel }
}
