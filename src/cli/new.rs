//! `onus new`: a commented file for one more thing, in the folder where it is looked for.

use anyhow::{Result, anyhow, bail};
use clap::{Args, ValueEnum};

use crate::artifact::Artifact;
use crate::cli::args::{Book, Root, overrides};
use crate::cli::screen::Screen;
use crate::cli::{Outcome, model, schema, suggest};
use crate::{Unknown, list, write};

/// Write a commented starter file
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  onus new service compute/virtual-machine
  onus new control identity/rotate-keys
  onus new guide security/new-account
  onus new path my-team
  onus new theme acme")]
pub(super) struct New {
    /// What to make
    kind: Kind,
    /// Its id; for a service or a control with its folder before it
    id: String,
    /// Replace the file if it is there
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    root: Root,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    Service,
    Control,
    Workload,
    Framework,
    Checklist,
    Guide,
    Path,
    Model,
    Category,
    Domain,
    Theme,
}

impl Kind {
    /// The folder below the content, the stem of the schema, and the text.
    fn template(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Service => ("services", "service", include_str!("new_files/service.yaml")),
            Self::Control => ("controls", "control", include_str!("new_files/control.yaml")),
            Self::Workload => ("workloads", "workload", include_str!("new_files/workload.yaml")),
            Self::Framework => ("frameworks", "framework", include_str!("new_files/framework.yaml")),
            Self::Checklist => ("checklists", "checklist", include_str!("new_files/checklist.yaml")),
            Self::Guide => ("guides", "front-matter", include_str!("new_files/guide.md")),
            Self::Path => ("learn", "path", include_str!("new_files/path/path.yaml")),
            Self::Model => ("model/service-models", "service-model", include_str!("new_files/model.yaml")),
            Self::Category => ("services", "folder", include_str!("new_files/folder.yaml")),
            Self::Domain => ("controls", "folder", include_str!("new_files/folder.yaml")),
            Self::Theme => ("themes", "", include_str!("new_files/theme/theme.toml")),
        }
    }

    /// What lists the folders that a thing of this kind lies in.
    fn folders(self) -> Option<&'static str> {
        match self {
            Self::Service => Some("categories"),
            Self::Control => Some("domains"),
            _ => None,
        }
    }
}

/// Writes the file, with names of the book where it needs some.
pub(super) fn run(command: &New, screen: &Screen) -> Result<Outcome> {
    if command.kind == Kind::Theme {
        // A book that already names the theme has an error until it is written, so its findings are not shown.
        Book::open(&command.root.root, &overrides(&command.root.root, &command.root.reading)?)?;
        return theme(command, screen);
    }
    let book = model::open(&command.root, screen)?;
    let id = place(command, &book)?;
    let (folder, kind, text) = command.kind.template();
    let path = match command.kind {
        Kind::Category | Kind::Domain => format!("{}/{folder}/{id}/_index.yaml", book.config.src),
        Kind::Guide => format!("{}/{folder}/{id}.md", book.config.src),
        Kind::Path => format!("{}/{folder}/{id}/path.yaml", book.config.src),
        _ => format!("{}/{folder}/{id}.yaml", book.config.src),
    };
    let stem = id.rsplit('/').next().unwrap_or(&id);
    let mut files = vec![filled(&book, (path.clone(), text), kind, stem)];
    if let (Kind::Path, Some(folder)) = (command.kind, path.strip_suffix("path.yaml")) {
        let beside = [
            ("first-lesson.md", "front-matter", include_str!("new_files/path/first-lesson.md")),
            ("questions.yaml", "questions", include_str!("new_files/path/questions.yaml")),
        ];
        files.extend(beside.map(|(name, kind, text)| filled(&book, (format!("{folder}{name}"), text), kind, stem)));
    }
    write(command, &files, screen)?;
    Ok(Outcome::Clean)
}

/// A file with names of the book where it needs some.
fn filled(book: &model::Resolved, (path, text): (String, &str), kind: &str, stem: &str) -> Artifact {
    let up = "../".repeat(path.matches('/').count());
    let mut text = text.replace("SCHEMA", &format!("{up}{}/{kind}.json", schema::FOLDER)).replace("NAME", &title(stem));
    for (word, kind, column, value) in [
        ("PROVIDER", "parties", "side", "provider"),
        ("CUSTOMER", "parties", "side", "customer"),
        ("MODEL", "models", "", ""),
        ("DUTY", "duties", "", ""),
        ("SERVICE", "services", "", ""),
    ] {
        text = text.replace(word, &first(book, kind, column, value).unwrap_or_else(|| word.to_lowercase()));
    }
    Artifact::new(path, text)
}

/// Writes a theme that differs from the built-in one by one file.
fn theme(command: &New, screen: &Screen) -> Result<Outcome> {
    let id = spelled(&command.id)?;
    if id.contains('/') {
        bail!("`{id}` lies in no folder: give the id alone");
    }
    let (folder, _, text) = command.kind.template();
    let files = [("theme.toml", text), ("templates/footer.html", include_str!("new_files/theme/footer.html"))];
    let files = files.map(|(path, text)| Artifact::new(format!("{folder}/{id}/{path}"), text.replace("TITLE", &title(id)).replace("NAME", id)));
    write(command, &files, screen)?;
    screen.say(&format!("choose it in book.toml: `theme = \"{id}\"` under `[output.html]`"));
    Ok(Outcome::Clean)
}

fn write(command: &New, files: &[Artifact], screen: &Screen) -> Result<()> {
    write::scaffold(&command.root.root, files, command.force)?;
    files.iter().for_each(|file| screen.say(&format!("{}: written", command.root.root.join(&file.path).display())));
    Ok(())
}

/// An id, perhaps with folders, that is spelled as ids are.
fn spelled(id: &str) -> Result<&str> {
    let good = |part: &str| {
        !part.is_empty() && !part.starts_with(['.', '-']) && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-.".contains(c))
    };
    if !id.split('/').all(good) {
        bail!("`{id}` is no id: an id is made of lower-case letters, digits, `-` and `.`");
    }
    Ok(id)
}

/// The id with its folder, both checked.
fn place(command: &New, book: &model::Resolved) -> Result<String> {
    let id = spelled(command.id.trim_end_matches(".yaml").trim_end_matches(".md"))?.to_owned();
    let Some(kind) = command.kind.folders() else {
        let nested = id.contains('/') && command.kind != Kind::Guide;
        return if nested { Err(anyhow!("`{id}` lies in no folder: give the id alone")) } else { Ok(id) };
    };
    let folders: Vec<String> = ids(book, kind);
    match id.split_once('/') {
        Some((folder, _)) if folders.iter().any(|known| known == folder) => Ok(id),
        Some((folder, _)) => {
            let (one, wrong) = (if kind == "domains" { "domain" } else { "category" }, folder.to_owned());
            let message = format!("there is no {one} `{folder}`; `onus new {one} {folder}` makes it");
            Err(suggest::unknown(&Unknown { message, wrong, names: folders }))
        }
        None => match folders.as_slice() {
            [only] => Ok(format!("{only}/{id}")),
            _ => Err(anyhow!("say where it belongs: `FOLDER/{id}`, where FOLDER is one of {}", folders.join(", "))),
        },
    }
}

fn ids(book: &model::Resolved, kind: &str) -> Vec<String> {
    list(&book.model, kind).map(|listing| listing.rows.into_iter().filter_map(|row| row.into_iter().next()).collect()).unwrap_or_default()
}

/// The first id of a kind, among the rows with a value in a column where one is named.
fn first(book: &model::Resolved, kind: &str, column: &str, value: &str) -> Option<String> {
    let listing = list(&book.model, kind).ok()?;
    let at = listing.columns.iter().position(|name| *name == column);
    let row = listing.rows.iter().find(|row| at.is_none_or(|at| row[at] == value))?;
    row.first().cloned()
}

/// An id as words: `patch-guest-os` is `Patch guest os`.
fn title(id: &str) -> String {
    let words = id.replace(['-', '.'], " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
