//! The only reader of disk: a folder into [`Sources`], and what the repository around it says of changes.

mod git;
mod history;
mod objects;
mod pack;

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::diag::{Diagnostics, rules};
use crate::source::{Sources, Span};

pub use git::{Commit, commit};
pub use history::last_changes;

/// The largest file that is read, in bytes.
pub const SIZE_LIMIT: u64 = 16 << 20;

/// The largest font that is read, in bytes: those of East Asia hold tens of thousands of signs.
pub const FONT_LIMIT: u64 = 64 << 20;

/// Folders below this depth are left unread.
const DEPTH_LIMIT: usize = 32;

/// How the names of fonts end.
const FONTS: [&str; 4] = [".ttf", ".otf", ".ttc", ".otc"];

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
    let mut found = Found::default();
    read_file(&path, "book.toml".to_owned(), &mut found)?;
    add_text(beside, &mut found);
    Ok(Sources::new(found.files))
}

/// Reads book.toml, the content, the themes and what lies beside them.
/// A file that is too large, or a link that is not followed, is reported and left out.
pub fn book(root: &Path, content: &str, beside: Beside<'_>, findings: &mut Diagnostics) -> Result<Sources> {
    let mut found = Found { root: root.canonicalize().with_context(|| format!("cannot read `{}`", root.display()))?, ..Found::default() };
    read_file(&root.join("book.toml"), "book.toml".to_owned(), &mut found)?;
    let inside = found.root.clone();
    if !is_folder(&root.join(content), &inside) {
        bail!("there is no folder `{content}` in `{}`, where book.toml looks for the content (`src`)", root.display());
    }
    for folder in std::iter::once(content).chain(THEMES).filter(|folder| is_folder(&root.join(folder), &inside)) {
        read_folder(&root.join(folder), folder, 0, &mut found)?;
    }
    for folder in beside.fonts.iter().filter(|folder| is_folder(&root.join(folder), &inside)) {
        read_fonts(&root.join(folder), folder, &mut found)?;
    }
    for file in beside.files.iter().filter(|file| is_file(&root.join(file), &inside)) {
        read_file(&root.join(file), file.clone(), &mut found)?;
    }
    add_text(beside, &mut found);
    // What was left out stands in the sources as an empty file, so that the finding has a place.
    found.files.extend(found.left_out.keys().map(|path| (path.clone(), Vec::new())));
    let sources = Sources::new(found.files);
    for (path, (rule, message)) in found.left_out {
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
    let mut found = Found::default();
    read_file(path, String::new(), &mut found)?;
    match (found.files.pop(), found.left_out.into_values().next()) {
        (Some((_, bytes)), _) => Ok(bytes),
        (None, why) => bail!("cannot read `{}`: {}", path.display(), why.map_or_else(String::new, |(_, why)| why)),
    }
}

fn add_text(beside: Beside<'_>, found: &mut Found) {
    let (path, text) = beside.text;
    if !text.is_empty() {
        found.files.push((path.to_owned(), text.as_bytes().to_vec()));
    }
}

/// What a walk has met so far.
#[derive(Default)]
struct Found {
    root: PathBuf,
    files: Vec<(String, Vec<u8>)>,
    left_out: BTreeMap<String, (&'static rules::Rule, String)>,
}

fn read_folder(folder: &Path, name: &str, depth: usize, found: &mut Found) -> Result<()> {
    if depth > DEPTH_LIMIT {
        found.left_out.insert(name.to_owned(), (&rules::NESTING_LIMIT, format!("folders are nested deeper than {DEPTH_LIMIT}")));
        return Ok(());
    }
    #[expect(clippy::disallowed_methods, reason = "this is the module that reads")]
    let entries = fs::read_dir(folder).with_context(|| format!("cannot list `{}`", folder.display()))?;
    for entry in entries {
        let entry = entry.with_context(|| format!("cannot list `{}`", folder.display()))?;
        let file_name = entry.file_name();
        let file_name = file_name.to_string_lossy();
        // Files of editors and desktops are not content.
        if file_name.starts_with('.') || file_name.ends_with('~') {
            continue;
        }
        let (path, name) = (entry.path(), format!("{name}/{file_name}"));
        let kind = entry.file_type().with_context(|| format!("cannot read `{}`", path.display()))?;
        if kind.is_dir() {
            read_folder(&path, &name, depth + 1, found)?;
        } else if kind.is_symlink() && !is_file(&path, &found.root) {
            found.left_out.insert(name, (&rules::UNUSED_FILE, "this link is not followed: it leads to a folder, or out of the book".to_owned()));
        } else {
            read_file(&path, name, found)?;
        }
    }
    Ok(())
}

/// Reads the fonts of a folder.
fn read_fonts(folder: &Path, name: &str, found: &mut Found) -> Result<()> {
    #[expect(clippy::disallowed_methods, reason = "this is the module that reads")]
    let entries = fs::read_dir(folder).with_context(|| format!("cannot list `{}`", folder.display()))?;
    for entry in entries {
        let path = entry.with_context(|| format!("cannot list `{}`", folder.display()))?.path();
        let file_name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let is_font = FONTS.iter().any(|end| file_name.to_ascii_lowercase().ends_with(end));
        if is_font && is_file(&path, &found.root) {
            read_limited(&path, format!("{name}/{file_name}"), FONT_LIMIT, found)?;
        }
    }
    Ok(())
}

/// Whether this is a file of the book, also by way of a link.
fn is_file(path: &Path, root: &Path) -> bool {
    path.canonicalize().is_ok_and(|target| target.is_file() && target.starts_with(root))
}

/// Whether this is a folder of the book. Below it links to folders are not followed: they may lead in circles.
fn is_folder(path: &Path, root: &Path) -> bool {
    path.canonicalize().is_ok_and(|target| target.is_dir() && target.starts_with(root))
}

fn read_file(path: &Path, name: String, found: &mut Found) -> Result<()> {
    read_limited(path, name, SIZE_LIMIT, found)
}

fn read_limited(path: &Path, name: String, limit: u64, found: &mut Found) -> Result<()> {
    let action = || format!("cannot read `{}`", path.display());
    let file = fs::File::open(path).with_context(action)?;
    if !file.metadata().with_context(action)?.is_file() {
        found.left_out.insert(name, (&rules::UNUSED_FILE, "this is not a plain file".to_owned()));
        return Ok(());
    }
    let mut bytes = Vec::new();
    file.take(limit + 1).read_to_end(&mut bytes).with_context(action)?;
    if bytes.len() as u64 > limit {
        found.left_out.insert(name, (&rules::SIZE_LIMIT, format!("this file is larger than {} MiB", limit >> 20)));
    } else {
        found.files.push((name, bytes));
    }
    Ok(())
}
