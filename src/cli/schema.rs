//! `onus schema`: the JSON Schemas that let an editor complete and check YAML files.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use crate::cli::Outcome;
use crate::cli::screen::Screen;
use crate::write;

/// The folder that schemas lie in unless another one is named.
pub(super) const FOLDER: &str = "schema";

/// Write the JSON Schemas of all YAML files
#[derive(Debug, Args)]
pub(super) struct Schema {
    /// The folder to write them to
    #[arg(default_value = FOLDER)]
    dir: PathBuf,
}

/// Writes the schemas over those of an earlier version.
pub(super) fn run(command: &Schema, screen: &Screen) -> Result<Outcome> {
    let counts = write::scaffold(&command.dir, &crate::schemas(), true)?;
    screen.say(&format!("{}: {} written, {} unchanged", command.dir.display(), counts.written, counts.unchanged));
    Ok(Outcome::Clean)
}
