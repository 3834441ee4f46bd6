//! The command line: one file a command. Only this folder prints, asks the clock, and picks an exit code.
//!
//! Results go to standard output, everything else to standard error.
//! Exit codes: 0 clean, 1 findings, 2 usage, or the world failed.

mod args;
mod build;
mod check;
mod checklist;
mod clean;
mod compare;
mod completions;
mod editor;
mod explain;
mod import;
mod init;
mod learn;
mod list;
mod lock;
mod man;
mod model;
mod new;
mod open;
mod schema;
mod screen;
mod serve;
mod status;
mod suggest;
mod theme;

use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::Result;
use clap::{ColorChoice, Parser, Subcommand};

use crate::cli::screen::Screen;

/// Says, service by service, who is responsible for what in the cloud.
#[derive(Debug, Parser)]
#[command(name = "onus", version, max_term_width = 100, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: ColorChoice,
    /// Say less: results and errors only
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Say more
    #[arg(short, long, global = true)]
    verbose: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Init),
    Build(build::Build),
    Serve(serve::Serve),
    Check(check::Check),
    Checklist(checklist::Checklist),
    Import(import::Import),
    Status(status::Status),
    Explain(explain::Explain),
    Compare(compare::Compare),
    Learn(learn::Learn),
    List(list::List),
    New(new::New),
    Theme(theme::Theme),
    Schema(schema::Schema),
    Lock(lock::Lock),
    Clean(clean::Clean),
    Completions(completions::Completions),
    Man(man::Man),
}

/// How a command that ran to its end went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Nothing to complain about.
    Clean,
    /// Findings that fail a run.
    Findings,
}

/// Runs one command line and says how the process ends.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are results; everything else is a wrong use. A closed pipe is nobody's fault.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let screen = Screen::new(cli.color, cli.quiet, cli.verbose);
    match dispatch(cli.command, &screen) {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(error) if screen::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            screen.fail(&error);
            ExitCode::from(2)
        }
    }
}

fn dispatch(command: Command, screen: &Screen) -> Result<Outcome> {
    match command {
        Command::Init(command) => init::run(&command, screen),
        Command::Build(command) => build::run(&command, screen),
        Command::Serve(command) => serve::run(&command, screen),
        Command::Check(command) => check::run(&command, screen),
        Command::Checklist(command) => checklist::run(&command, screen),
        Command::Import(command) => import::run(&command, screen),
        Command::Status(command) => status::run(&command, screen),
        Command::Explain(command) => explain::run(&command, screen),
        Command::Compare(command) => compare::run(&command, screen),
        Command::Learn(command) => learn::run(&command, screen),
        Command::List(command) => list::run(&command, screen),
        Command::New(command) => new::run(&command, screen),
        Command::Theme(command) => theme::run(&command, screen),
        Command::Schema(command) => schema::run(&command, screen),
        Command::Lock(command) => lock::run(&command, screen),
        Command::Clean(command) => clean::run(&command, screen),
        Command::Completions(command) => completions::run(&command, screen),
        Command::Man(command) => man::run(&command, screen),
    }
}

/// The command line's own definition, for completions, manual pages and the reference.
pub fn definition() -> clap::Command {
    <Cli as clap::CommandFactory>::command()
}
