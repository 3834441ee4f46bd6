//! The only reader of disk: a folder into [`Sources`], and what the repository around it says of changes.

mod git;
mod history;
mod known;
mod objects;
mod pack;
mod walk;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};

use crate::diag::Diagnostics;
use crate::source::{File, Sources, Span};

pub use git::{Commit, commit};
pub use history::last_changes;
pub use known::Known;

use walk::Found;

/// The largest file that is read, in bytes.
pub const SIZE_LIMIT: u64 = 16 << 20;

/// The largest font that is read, in bytes: those of East Asia hold tens of thousands of signs.
pub const FONT_LIMIT: u64 = 64 << 20;

/// Folders that are read whatever book.toml says.
const THEMES: [&str; 2] = ["theme", "themes"];

/// What belongs to a book and does not lie in one of its folders.
#[derive(Debug, Clone, Copy, Default)]
pub struct Beside<'b> {
    /// Files that book.toml names.
    pub files: &'b [String],
    /// Folders with fonts that book.toml names.
    pub fonts: &'b [String],
    /// A text that does not lie on disk: its path, and what it holds. An empty one is left out.
    pub text: (&'b str, &'b str),
    /// Folders outside of the book that its links may lead into, without links in their paths.
    pub links: &'b [PathBuf],
}

/// The most memory that this process had at once, in bytes, where the system tells (`VmHWM` in Linux's proc(5)).
pub fn peak_memory() -> Option<u64> {
    #[expect(clippy::disallowed_methods, reason = "this is the module that reads")]
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix(" kB")?.parse::<u64>().ok()? * 1024)
}

/// Reads book.toml alone, to learn where the content lies.
pub fn book_toml(root: &Path, beside: Beside<'_>) -> Result<Sources> {
    let path = root.join("book.toml");
    if !path.is_file() {
        bail!("there is no book.toml in `{}`; `onus init` makes a book", root.display());
    }
    let mut found = found(root, beside.links)?;
    let mut files = Known::default().read(std::mem::take(&mut found.files), &mut found.left_out)?;
    add_text(beside, &mut files);
    Ok(Sources::of(files))
}

/// Reads book.toml, the content, the themes and what lies beside them.
/// A file that is too large, or a link that is not followed, is reported and left out.
pub fn book(root: &Path, content: &str, beside: Beside<'_>, findings: &mut Diagnostics) -> Result<Sources> {
    book_again(root, content, beside, &mut Known::default(), findings)
}

/// The same, with files that are known from before, which are brought up to date.
pub fn book_again(root: &Path, content: &str, beside: Beside<'_>, known: &mut Known, findings: &mut Diagnostics) -> Result<Sources> {
    let mut found = found(root, beside.links)?;
    if !found.is_folder(&root.join(content)) {
        bail!("there is no folder `{content}` in `{}`, where book.toml looks for the content (`src`)", root.display());
    }
    for folder in std::iter::once(content).chain(THEMES) {
        found.folder(&root.join(folder), folder)?;
    }
    for folder in beside.fonts {
        found.fonts(&root.join(folder), folder)?;
    }
    for file in beside.files {
        found.file(&root.join(file), file);
    }
    let Found { files, mut left_out, .. } = found;
    let mut files = known.read(files, &mut left_out)?;
    add_text(beside, &mut files);
    // What was left out stands in the sources as an empty file, so that the finding has a place.
    let sources = left_out.keys().fold(Sources::of(files), |sources, path| sources.without(path));
    for (path, (rule, message)) in left_out {
        if let Some(file) = sources.find(&path) {
            findings.report(rule, Span::start_of(file), message);
        }
    }
    Ok(sources)
}

/// What tells one build of this program from another: its version, and the length and time of its file.
pub fn program() -> Option<String> {
    let file = std::env::current_exe().ok()?.metadata().ok()?;
    let written = file.modified().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?.as_nanos();
    Some(format!("{} {} {written}", env!("CARGO_PKG_VERSION"), file.len()))
}

/// Reads one file that was asked for by name.
pub fn file(path: &Path) -> Result<Vec<u8>> {
    known::bytes(path, &known::metadata(path)?, SIZE_LIMIT)?.or_else(|(_, why)| bail!("cannot read `{}`: {why}", path.display()))
}

/// A walk that has met book.toml, unless that lies elsewhere: what is wrong with a file is shown, so that a link could show any.
fn found(root: &Path, links: &[PathBuf]) -> Result<Found> {
    let folder = root.canonicalize().with_context(|| format!("cannot read `{}`", root.display()))?;
    let mut found = Found::new(folder, links);
    let path = root.join("book.toml");
    found.file(&path, "book.toml");
    if found.files.is_empty() {
        bail!("`{}` is a link that leads out of the book, and is not followed", path.display());
    }
    Ok(found)
}

fn add_text(beside: Beside<'_>, files: &mut Vec<Arc<File>>) {
    let (path, text) = beside.text;
    if !text.is_empty() {
        files.push(Arc::new(File::new(path.to_owned(), text.as_bytes().to_vec())));
    }
}
