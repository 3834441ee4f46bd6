//! `onus theme`: the files that a theme is made of, one of them on the screen, and copies of built-in ones to change.

use std::fmt::Write as _;

use anyhow::{Result, bail};
use clap::{Args, Subcommand};

use crate::Unknown;
use crate::artifact::Artifact;
use crate::cli::args::{Book, Root, overrides};
use crate::cli::screen::Screen;
use crate::cli::{Outcome, suggest};
use crate::diag::Diagnostics;
use crate::theme::{self, ejected};
use crate::write;

/// List the files of the theme, print a built-in one, or copy one to change it
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  onus theme list
  onus theme eject templates/service.html
  onus theme show templates/service.html | diff - theme/templates/service.html")]
pub(super) struct Theme {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    List(List),
    Show(Show),
    Eject(Eject),
}

/// List the files of the book's theme, with where each comes from
#[derive(Debug, Args)]
struct List {
    #[command(flatten)]
    root: Root,
}

/// Print a built-in file
#[derive(Debug, Args)]
struct Show {
    /// Its path in the theme: `templates/service.html`
    file: String,
}

/// Copy a built-in file into the book, and remember what it was copied from
#[derive(Debug, Args)]
struct Eject {
    /// Its path in the theme: `templates/service.html`
    file: String,
    /// Copy into `themes/NAME/`, not into `theme/`
    #[arg(long, value_name = "NAME")]
    theme: Option<String>,
    /// Replace the copy if it is there
    #[arg(long, conflicts_with = "keep")]
    force: bool,
    /// Leave the copy as it is, and note that it is up to date with the built-in file
    #[arg(long)]
    keep: bool,
    #[command(flatten)]
    root: Root,
}

/// Does what the word after `theme` asks for.
pub(super) fn run(command: &Theme, screen: &Screen) -> Result<Outcome> {
    match &command.action {
        Action::List(list) => screen.result(&listing(list)?)?,
        Action::Show(show) => screen.result_bytes(original(&show.file)?)?,
        Action::Eject(command) => eject(command, screen)?,
    }
    Ok(Outcome::Clean)
}

fn listing(command: &List) -> Result<String> {
    let book = open(&command.root)?;
    let theme = theme::load(&book.sources, &book.config, &mut Diagnostics::default());
    let mut text = String::new();
    for (path, file) in theme.under("") {
        let from = file.source.map_or("built in", |source| book.sources.path(source));
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{path:<34} {from}");
    }
    Ok(text)
}

fn eject(command: &Eject, screen: &Screen) -> Result<()> {
    let bytes = original(&command.file)?;
    let book = open(&command.root)?;
    let folder = match &command.theme {
        Some(name) if name.is_empty() || name.starts_with('.') || name.contains(['/', '\\']) => bail!("`{name}` is no name of a folder"),
        Some(name) => format!("themes/{name}"),
        None => theme::OWN.to_owned(),
    };
    let path = format!("{folder}/{}", command.file);
    let shown = command.root.root.join(&path);
    match (command.keep, book.sources.find(&path)) {
        (true, None) => bail!("there is no copy at `{}` to keep", shown.display()),
        (true, Some(_)) => {}
        (false, _) => drop(write::scaffold(&command.root.root, &[Artifact::new(path, bytes)], command.force)?),
    }
    let list = Artifact::new(format!("{folder}/{}", ejected::FILE), ejected::with(&book.sources, &folder, &command.file, bytes));
    write::scaffold(&command.root.root, &[list], true)?;
    let done = if command.keep { "noted as up to date" } else { "written" };
    screen.say(&format!("{}: {done}", shown.display()));
    Ok(())
}

fn open(root: &Root) -> Result<Book> {
    Book::open(&root.root, &overrides(&root.root, &root.reading)?)
}

/// The built-in file at a path.
fn original(path: &str) -> Result<&'static [u8]> {
    theme::built_in(path).ok_or_else(|| {
        let names = theme::built_in_paths();
        // A name without its folder is as good as a path where it fits only one.
        let meant = names.iter().find(|name| name.rsplit('/').next() == Some(path)).cloned();
        let message = format!("the built-in theme has no file `{path}`; `onus theme list` names all");
        match meant {
            Some(meant) => anyhow::anyhow!("{message}; did you mean `{meant}`?"),
            None => suggest::unknown(&Unknown { message, wrong: path.to_owned(), names }),
        }
    })
}
