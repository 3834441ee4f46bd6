//! `onus learn`: paths, what is wrong with them, their questions, their issues, and what is printed of them.

use std::path::PathBuf;

use anyhow::{Result, anyhow};
use clap::{Args, Subcommand, ValueEnum};

use crate::cli::args::{Book, Findings, Print, Root, overrides};
use crate::cli::screen::Screen;
use crate::cli::{Outcome, model, suggest};
use crate::view::handout::Part;
use crate::{Asking, Tracker, Unknown, learn_issue, learn_paths, learn_print, learn_questions, text, write};

/// Paths for newcomers: list them, check them, draw questions, make an issue
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  onus learn list
  onus learn questions --service ecs/fargate --count 5 --seed spring
  onus learn issue first-hour --for github
  onus learn print first-hour handout -o handout.pdf")]
pub(super) struct Learn {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List the paths, those of workloads too
    List(List),
    /// Check the paths: what `onus check` says about them, and nothing else
    Check(Check),
    /// Draw questions from the model, or show those of a path
    Questions(Questions),
    /// Write a path as an issue with a task list by day, week and month
    Issue(Issue),
    /// Print slides, notes, handout, questions or their key of a path as PDF
    Print(PrintPart),
}

#[derive(Debug, Args)]
struct List {
    /// How to show it
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    format: model::Shown,
    #[command(flatten)]
    root: Root,
}

#[derive(Debug, Args)]
struct Check {
    #[command(flatten)]
    findings: Findings,
    #[command(flatten)]
    root: Root,
}

#[derive(Debug, Args)]
struct Questions {
    /// The path whose round is shown, or workload:ID [default: questions are drawn from the whole model]
    path: Option<String>,
    /// Questions about this service or variant; may be given several times
    #[arg(long, value_name = "SERVICE", conflicts_with = "path")]
    service: Vec<String>,
    /// How many questions
    #[arg(short = 'n', long, value_name = "N", default_value_t = 10, conflicts_with = "path")]
    count: usize,
    /// A word that decides which questions; the same word gives the same questions
    #[arg(long, value_name = "WORD", default_value = "", conflicts_with = "path")]
    seed: String,
    /// How to show them
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    format: model::Shown,
    #[command(flatten)]
    root: Root,
}

#[derive(Debug, Args)]
struct Issue {
    /// The path, or workload:ID
    path: String,
    /// The tracker it is for
    #[arg(long = "for", value_name = "TRACKER", default_value = "any")]
    tracker: ShownTracker,
    /// The file to write [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    root: Root,
}

#[derive(Debug, Args)]
struct PrintPart {
    /// The path, or workload:ID
    path: String,
    /// What of it
    #[arg(default_value = "slides")]
    part: ShownPart,
    /// The file to write [default: a file named after the path and the part]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    print: Print,
    #[command(flatten)]
    root: Root,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ShownPart {
    /// Slides, 16 to 9.
    Slides,
    /// What the speaker says to each slide.
    Notes,
    /// What to keep, on two pages.
    Handout,
    /// The questions, to answer on paper.
    Questions,
    /// Their answers, with the reasons.
    Key,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ShownTracker {
    /// A title and task lists.
    Any,
    /// With the front matter of an issue template.
    Github,
    /// With quick actions.
    Gitlab,
}

/// Does what is asked about paths.
pub(super) fn run(command: &Learn, screen: &Screen) -> Result<Outcome> {
    match &command.command {
        Command::List(command) => list(command, screen),
        Command::Check(command) => check(command, screen),
        Command::Questions(command) => questions(command, screen),
        Command::Issue(command) => issue(command, screen),
        Command::Print(command) => print(command, screen),
    }
}

fn list(command: &List, screen: &Screen) -> Result<Outcome> {
    let book = model::open(&command.root, screen)?;
    let view = learn_paths(&book.model);
    screen.result(&match command.format {
        model::Shown::Text => text::list(&view),
        model::Shown::Json => text::list_json(&view),
    })?;
    Ok(book.outcome)
}

fn check(command: &Check, screen: &Screen) -> Result<Outcome> {
    let mut book = Book::open(&command.root.root, &overrides(&command.root.root, &command.root.reading)?)?;
    let checked = crate::check(&book.sources, &book.config);
    book.findings.append(checked.diagnostics);
    book.finish();
    let folder = format!("{}/learn/", book.config.src);
    let sources = &book.sources;
    book.findings.keep_in(|file| sources.path(file).starts_with(&folder));
    screen.findings_as_result(&book.findings, &book.sources, command.findings)
}

fn questions(command: &Questions, screen: &Screen) -> Result<Outcome> {
    let book = model::open(&command.root, screen)?;
    let asking = match &command.path {
        Some(path) => Asking::Path(path),
        None => Asking::Draw { services: &command.service, count: command.count, seed: &command.seed },
    };
    let sheets = learn_questions(&book.model, &book.sources, asking).map_err(|unknown| suggest::unknown(&unknown))?;
    if sheets.is_empty() {
        return Err(anyhow!("there is nothing to ask: no question touches these services"));
    }
    if sheets.len() < command.count && command.path.is_none() {
        screen.say(&format!("there are {} questions and no more", sheets.len()));
    }
    screen.result(&match command.format {
        model::Shown::Text => text::questions(&sheets),
        model::Shown::Json => text::json(&sheets),
    })?;
    Ok(book.outcome)
}

fn issue(command: &Issue, screen: &Screen) -> Result<Outcome> {
    let book = model::open(&command.root, screen)?;
    let tracker = match command.tracker {
        ShownTracker::Any => Tracker::Any,
        ShownTracker::Github => Tracker::GitHub,
        ShownTracker::Gitlab => Tracker::GitLab,
    };
    let made = learn_issue(&book.model, &book.config, &command.path, tracker).map_err(|unknown: Unknown| suggest::unknown(&unknown))?;
    match &command.output {
        Some(path) if path.as_os_str() != "-" => {
            write::file(path, &made.bytes)?;
            screen.say(&format!("{}: written", path.display()));
        }
        _ => screen.result_bytes(&made.bytes)?,
    }
    Ok(book.outcome)
}

fn print(command: &PrintPart, screen: &Screen) -> Result<Outcome> {
    let mut book = model::open(&command.root, screen)?;
    command.print.lay_over(&mut book.config);
    let part = match command.part {
        ShownPart::Slides => Part::Slides,
        ShownPart::Notes => Part::Notes,
        ShownPart::Handout => Part::Handout,
        ShownPart::Questions => Part::Questions,
        ShownPart::Key => Part::Key,
    };
    let made = learn_print(&book.model, &book.sources, &book.config, (&command.path, part)).map_err(|unknown| suggest::unknown(&unknown))?;
    let outcome = screen.findings(&made.diagnostics, &book.sources, Findings::HUMAN)?;
    let Some(artifact) = made.artifact else { return Ok(Outcome::Findings) };
    match &command.output {
        Some(path) if path.as_os_str() == "-" => screen.result_bytes(&artifact.bytes)?,
        path => {
            let name = artifact.path.trim_start_matches("learn/").replace('/', "-");
            let path = path.clone().unwrap_or_else(|| PathBuf::from(name));
            write::file(&path, &artifact.bytes)?;
            screen.say(&format!("{}: written", path.display()));
        }
    }
    Ok(if outcome == Outcome::Findings { outcome } else { book.outcome })
}
