//! `onus man`: the manual pages, one a command.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use clap::Args;
use clap_mangen::Man as Page;

use crate::artifact::Artifact;
use crate::cli::screen::Screen;
use crate::cli::{Outcome, definition};
use crate::write;

/// Write the manual pages
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  onus man ~/.local/share/man/man1")]
pub(super) struct Man {
    /// The folder to write them to
    dir: PathBuf,
}

/// Writes the pages over those of an earlier version.
pub(super) fn run(command: &Man, screen: &Screen) -> Result<Outcome> {
    let mut pages = Vec::new();
    let mut cli = definition();
    cli.build();
    add(&cli, "onus", &mut pages)?;
    let counts = write::scaffold(&command.dir, &pages, true)?;
    screen.say(&format!("{}: {} written, {} unchanged", command.dir.display(), counts.written, counts.unchanged));
    Ok(Outcome::Clean)
}

/// The page of a command, and those of the commands below it.
fn add(command: &clap::Command, name: &str, pages: &mut Vec<Artifact>) -> Result<()> {
    let mut text = Vec::new();
    // The name of a page is that of the program with its commands: `onus-theme-eject`.
    let titled = command.clone().name(name.to_owned()).bin_name(name.replace('-', " "));
    Page::new(titled).source(concat!("onus ", env!("CARGO_PKG_VERSION"))).render(&mut text).context("cannot write a manual page")?;
    pages.push(Artifact::new(format!("{name}.1"), text));
    for inner in command.get_subcommands().filter(|inner| inner.get_name() != "help") {
        add(inner, &format!("{name}-{}", inner.get_name()), pages)?;
    }
    Ok(())
}
