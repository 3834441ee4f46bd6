//! The folders of a book: which files are to be read, and which are not.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use super::{FONT_LIMIT, SIZE_LIMIT};
use crate::diag::rules;
use crate::source::{is_hidden, without_hidden};

/// The largest text of one's own that is read, in bytes, by how its name ends. A catalog as it is published, or a picture, is larger.
const TEXT_LIMITS: [(&str, u64); 2] = [(".md", 4 << 20), (".toml", 256 << 10)];

/// Folders below this depth are left unread.
const DEPTH_LIMIT: usize = 32;

/// How the names of fonts end.
const FONTS: [&str; 4] = [".ttf", ".otf", ".ttc", ".otc"];

/// What is not read, by path.
pub(super) type LeftOut = BTreeMap<String, Why>;

/// Why a file is not read: the rule, and the message.
pub(super) type Why = (&'static rules::Rule, String);

/// A file that is to be read.
pub(super) struct Listed {
    pub(super) path: PathBuf,
    /// Its path in the book, with `/`.
    pub(super) name: String,
    /// The most bytes that are read of it.
    pub(super) limit: u64,
}

impl Listed {
    /// A file that is no font.
    pub(super) fn new(path: PathBuf, name: String) -> Self {
        let limit = TEXT_LIMITS.into_iter().find(|(end, _)| name.ends_with(end)).map_or(SIZE_LIMIT, |(_, limit)| limit);
        Self { path, name, limit }
    }
}

/// What a walk has met so far.
pub(super) struct Found {
    /// The folders that files may lie in, without links in their paths: that of the book, and those that links may lead into.
    folders: Vec<PathBuf>,
    pub(super) files: Vec<Listed>,
    pub(super) left_out: LeftOut,
}

/// How a folder was come to.
#[derive(Clone, Copy)]
struct Way {
    depth: usize,
    /// Whether by way of a link.
    linked: bool,
}

impl Found {
    /// A walk through a book that has met nothing yet.
    pub(super) fn new(root: PathBuf, links: &[PathBuf]) -> Self {
        Self { folders: std::iter::once(root).chain(links.iter().cloned()).collect(), files: Vec::new(), left_out: LeftOut::new() }
    }

    /// Lists a file, if it is one of the book.
    pub(super) fn file(&mut self, path: &Path, name: &str) {
        if self.is_file(path) {
            self.files.push(Listed::new(path.to_owned(), name.to_owned()));
        }
    }

    /// Lists the files of a folder and of those below it, if it is one of the book.
    pub(super) fn folder(&mut self, folder: &Path, name: &str) -> Result<()> {
        if self.is_folder(folder) { self.below(folder, name, Way { depth: 0, linked: false }) } else { Ok(()) }
    }

    fn below(&mut self, folder: &Path, name: &str, way: Way) -> Result<()> {
        if way.depth > DEPTH_LIMIT {
            self.left_out.insert(name.to_owned(), (&rules::NESTING_LIMIT, format!("folders are nested deeper than {DEPTH_LIMIT}")));
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
            if name.contains(|c: char| is_hidden(c) || c.is_control()) {
                let name = without_hidden(&name).replace(char::is_control, " ");
                self.left_out.insert(name, (&rules::UNUSED_FILE, "this is not read: its name holds a character that is not seen".to_owned()));
                continue;
            }
            let kind = entry.file_type().with_context(|| format!("cannot read `{}`", path.display()))?;
            if kind.is_dir() {
                self.below(&path, &name, Way { depth: way.depth + 1, ..way })?;
            } else if !kind.is_symlink() || self.is_file(&path) {
                self.files.push(Listed::new(path, name));
            } else if !way.linked && self.is_allowed(&path) {
                self.below(&path, &name, Way { depth: way.depth + 1, linked: true })?;
            } else {
                self.left_out.insert(name, (&rules::UNUSED_FILE, "this link is not followed: it leads to a folder, or out of the book".to_owned()));
            }
        }
        Ok(())
    }

    /// Whether this is a file of the book, also by way of a link.
    fn is_file(&self, path: &Path) -> bool {
        path.canonicalize().is_ok_and(|target| target.is_file() && self.folders.iter().any(|folder| target.starts_with(folder)))
    }

    /// Whether this is a folder of the book, also by way of a link.
    pub(super) fn is_folder(&self, path: &Path) -> bool {
        path.canonicalize().is_ok_and(|target| target.is_dir() && self.folders.iter().any(|folder| target.starts_with(folder)))
    }

    /// Whether this leads to a folder that links may lead into. Links to folders of the book itself may lead in circles.
    fn is_allowed(&self, path: &Path) -> bool {
        let in_book = |target: &Path| self.folders.first().is_some_and(|root| target.starts_with(root));
        self.is_folder(path) && path.canonicalize().is_ok_and(|target| !in_book(&target))
    }

    /// Lists the fonts of a folder, if it is one of the book.
    pub(super) fn fonts(&mut self, folder: &Path, name: &str) -> Result<()> {
        if !self.is_folder(folder) {
            return Ok(());
        }
        #[expect(clippy::disallowed_methods, reason = "this is the module that reads")]
        let entries = fs::read_dir(folder).with_context(|| format!("cannot list `{}`", folder.display()))?;
        for entry in entries {
            let path = entry.with_context(|| format!("cannot list `{}`", folder.display()))?.path();
            let file_name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let is_font = FONTS.iter().any(|end| file_name.to_ascii_lowercase().ends_with(end));
            if is_font && self.is_file(&path) {
                self.files.push(Listed { path, name: format!("{name}/{file_name}"), limit: FONT_LIMIT });
            }
        }
        Ok(())
    }
}
