//! The list in the build folder: what onus wrote there, how each file was left, and what it was all made from.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, Metadata};
use std::path::Path;
use std::time::UNIX_EPOCH;

use anyhow::{Context as _, Result};

use super::MadeFrom;

/// The file in the build folder that lists what onus wrote there.
pub const MANIFEST: &str = ".onus-manifest";

const HEADER: &str = "# Written by onus: the files that `onus clean` and the next build may remove.\n";
/// Before the digest of what everything was made from.
const FROM: &str = "# Made from ";
/// Before what was found on the way.
const FOUND: &str = "# Found ";

/// What an earlier run wrote.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct List {
    /// What everything was made from; `None` where that is not known.
    pub(super) from: Option<MadeFrom>,
    /// The files, by path.
    pub(super) files: BTreeMap<String, Line>,
}

/// What is known of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// The digest of what it was made from, where it was dear to make.
    pub(super) key: Option<String>,
    /// Its digest, and how it was left.
    pub(super) left: Option<(String, Stamp)>,
}

/// The length of a file, and when it was last written: where both are as before, nobody has touched it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    length: u64,
    /// Nanoseconds since 1970.
    written: u128,
}

impl Stamp {
    /// That of a file; `None` where the system does not say when it was written.
    pub(super) fn of(file: &Metadata) -> Option<Self> {
        let written = file.modified().ok()?.duration_since(UNIX_EPOCH).ok()?.as_nanos();
        file.is_file().then_some(Self { length: file.len(), written })
    }

    /// That of the file at a path.
    pub(super) fn at(path: &Path) -> Option<Self> {
        Self::of(&fs::symlink_metadata(path).ok()?)
    }

    /// The length, in bytes.
    pub(super) fn length(self) -> u64 {
        self.length
    }
}

impl List {
    /// The list of an earlier run; `None` where there is none. Lines that could leave the folder are not believed.
    pub(super) fn read(folder: &Path) -> Result<Option<Self>> {
        let path = folder.join(MANIFEST);
        if !path.exists() {
            return Ok(None);
        }
        #[expect(clippy::disallowed_methods, reason = "the list of an earlier run is the writer's own")]
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
        let after = |mark: &str| text.lines().find_map(|line| line.strip_prefix(mark)).map(str::to_owned);
        let from = after(FROM).zip(after(FOUND)).map(|(digest, found)| MadeFrom { digest, found });
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let files = lines.filter_map(Line::read).filter(|(path, _)| super::check(path).is_ok());
        Ok(Some(Self { from, files: files.collect() }))
    }

    /// The text of the list.
    pub(super) fn text(&self) -> String {
        let mut text = HEADER.to_owned();
        text.extend(self.from.iter().flat_map(|from| [FROM, &from.digest, "\n", FOUND, &from.found, "\n"]));
        for (path, line) in &self.files {
            line.write(path, &mut text);
        }
        text
    }

    /// The text of a list that knows only paths.
    pub(super) fn of_paths(paths: &BTreeSet<&str>) -> String {
        paths.iter().fold(HEADER.to_owned(), |text, path| text + path + "\n")
    }
}

impl Line {
    /// A path, and behind tabs the digest of what the file was made from (or nothing), its digest, its length and its time.
    fn read(line: &str) -> Option<(String, Self)> {
        let mut parts = line.split('\t');
        let path = parts.next().filter(|path| !path.is_empty())?.to_owned();
        let key = parts.next().filter(|key| !key.is_empty()).map(str::to_owned);
        let left = match (parts.next(), parts.next(), parts.next()) {
            (Some(digest), Some(length), Some(written)) => {
                length.parse().ok().zip(written.parse().ok()).map(|(length, written)| (digest.to_owned(), Stamp { length, written }))
            }
            _ => None,
        };
        Some((path, Self { key, left }))
    }

    fn write(&self, path: &str, text: &mut String) {
        text.push_str(path);
        if let Some((digest, stamp)) = &self.left {
            let key = self.key.as_deref().unwrap_or_default();
            text.push_str(&format!("\t{key}\t{digest}\t{}\t{}", stamp.length, stamp.written));
        }
        text.push('\n');
    }
}
