//! `onus init`: a small working book of one's own.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueEnum};
use include_dir::{Dir, DirEntry, include_dir};

use crate::artifact::Artifact;
use crate::cli::screen::Screen;
use crate::cli::{Outcome, schema};
use crate::write;

static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/starter");

/// The title in the starter's book.toml, which `--title` replaces.
const TITLE: &str = "Who does what";

/// Make a small working book
#[derive(Debug, Args)]
pub(super) struct Init {
    /// The folder to make it in
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// Its title
    #[arg(long, default_value = TITLE)]
    title: String,
    /// Replace files that are there
    #[arg(short, long)]
    force: bool,
    /// Write the file that keeps the build folder out of version control
    #[arg(long, value_name = "SYSTEM", default_value = "none")]
    ignore: Ignore,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Ignore {
    None,
    Git,
}

/// Writes the starter and the schemas that its files point at.
pub(super) fn run(command: &Init, screen: &Screen) -> Result<Outcome> {
    let mut artifacts = Vec::new();
    collect(&STARTER, &mut artifacts);
    for artifact in artifacts.iter_mut().filter(|artifact| artifact.path == "book.toml") {
        let text = String::from_utf8_lossy(&artifact.bytes).replace(&quoted(TITLE), &quoted(&command.title));
        artifact.bytes = text.into_bytes();
    }
    artifacts.extend(crate::schemas().into_iter().map(|file| Artifact::new(format!("{}/{}", schema::FOLDER, file.path), file.bytes)));
    if command.ignore == Ignore::Git {
        artifacts.push(Artifact::new(".gitignore", "/book\n"));
    }
    let counts = write::scaffold(&command.dir, &artifacts, command.force)?;
    let dir = command.dir.display();
    screen.say(&format!("{dir}: {} files of a book; `onus serve {dir}` shows it", counts.written + counts.unchanged));
    Ok(Outcome::Clean)
}

fn collect(folder: &Dir<'_>, artifacts: &mut Vec<Artifact>) {
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(inner) => collect(inner, artifacts),
            DirEntry::File(file) => artifacts.push(Artifact::new(file.path().to_string_lossy().replace('\\', "/"), file.contents())),
        }
    }
}

/// A text as JSON writes it, which is also how TOML does.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
