//! `onus clean`: removes what a build wrote, and nothing else.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use crate::cli::screen::Screen;
use crate::cli::{Outcome, args};
use crate::config::Overrides;
use crate::write;

/// Remove what a build wrote
#[derive(Debug, Args)]
pub(super) struct Clean {
    /// The folder of book.toml
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// The build folder, relative to the working folder [default: `build-dir` of book.toml]
    #[arg(short, long, value_name = "DIR", visible_alias = "output-dir")]
    dest_dir: Option<PathBuf>,
}

/// Removes the files that the build folder's list names.
pub(super) fn run(command: &Clean, screen: &Screen) -> Result<Outcome> {
    let folder = match &command.dest_dir {
        Some(folder) => folder.clone(),
        None => {
            // Only the name of the build folder is read here, so the day does not matter.
            let overrides = Overrides::on(jiff::civil::Date::ZERO);
            write::inside(&command.dir, &args::settings(&command.dir, &overrides)?.build_dir)?
        }
    };
    if !folder.exists() {
        screen.say(&format!("`{}` is not there", folder.display()));
        return Ok(Outcome::Clean);
    }
    let removed = write::clean(&folder)?;
    screen.say(&format!("{}: {removed} removed", folder.display()));
    Ok(Outcome::Clean)
}
