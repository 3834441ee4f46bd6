//! `onus completions`: the script that lets a shell complete command lines.

use anyhow::Result;
use clap::Args;
use clap_complete::Shell;

use crate::cli::screen::Screen;
use crate::cli::{Outcome, definition};

/// Print the completion script of a shell
#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell
    shell: Shell,
}

/// Prints the script.
pub(super) fn run(command: &Completions, screen: &Screen) -> Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(command.shell, &mut definition(), "onus", &mut script);
    screen.result_bytes(&script)?;
    Ok(Outcome::Clean)
}
