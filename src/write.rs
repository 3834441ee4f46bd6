//! The only writer of disk: artifacts into the build folder, each file whole or not at all.
//!
//! A list of what was written lies in the build folder (`list.rs`), so that only files of an earlier run are ever removed. It also
//! says how each file was left and what it was made from, so that the next run need not make what is there. A run (`run.rs`)
//! stages files and puts them in place together.

mod list;
mod run;

use std::fs;
use std::io::Write as _;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use xxhash_rust::xxh3::xxh3_128;

use crate::artifact::Artifact;

pub use list::MANIFEST;
pub use run::Run;

use list::{Line, List, Stamp};

/// Files of an earlier run that were dear to make, by path: the digest of what each was made from, and of the file.
#[derive(Debug, Clone, Default)]
pub struct Kept {
    folder: PathBuf,
    list: List,
}

impl Kept {
    /// What an earlier run left in `folder`; nothing where there was none.
    pub fn of(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), list: List::read(folder).ok().flatten().unwrap_or_default() }
    }

    /// The file at `path`, if it was made from what has the digest `key` and nobody has touched it since.
    pub fn find(&self, path: &str, key: &str) -> Option<Vec<u8>> {
        let line = self.list.files.get(path).filter(|line| line.key.as_deref() == Some(key))?;
        let (holds, _) = line.left.as_ref()?;
        #[expect(clippy::disallowed_methods, reason = "what an earlier run wrote is the writer's own")]
        let bytes = fs::read(self.folder.join(path)).ok()?;
        (digest(&bytes) == *holds).then_some(bytes)
    }

    /// How many files there are and what was found when they were made, where all of them were made from what has this digest and
    /// nobody has touched one since.
    pub fn all_from(&self, digest: &str) -> Option<(usize, &str)> {
        let as_left =
            |(path, line): (&String, &Line)| line.left.as_ref().is_some_and(|(_, stamp)| Stamp::at(&self.folder.join(path)) == Some(*stamp));
        // A run that was killed at its very end left its own folder behind: the next one clears it away.
        let same = !run::is_under_way(&self.folder)
            && self.list.from.as_ref().is_some_and(|from| from.digest == digest)
            && !self.list.files.is_empty()
            && self.list.files.iter().all(as_left);
        self.list.from.as_ref().filter(|_| same).map(|from| (self.list.files.len(), from.found.as_str()))
    }
}

/// What the files of a run were made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeFrom {
    /// A digest of it.
    pub digest: String,
    /// What was found on the way, in a line: it is told again by a run that makes nothing.
    pub found: String,
}

fn digest(bytes: &[u8]) -> String {
    format!("{:032x}", xxh3_128(bytes))
}

/// What became of the files of one run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// New, or other than before.
    pub written: usize,
    /// As they were.
    pub unchanged: usize,
    /// Of an earlier run, and no longer made.
    pub removed: usize,
}

/// Makes `folder` hold these artifacts. Files that onus did not write stay, unless an artifact has their name.
pub fn write(folder: &Path, artifacts: &[Artifact]) -> Result<Counts> {
    let run = Run::begin(folder)?;
    artifacts.iter().for_each(|artifact| run.take(artifact));
    run.finish(None)
}

/// Removes what onus wrote into `folder`, and the folder if nothing else is in it. Refuses a folder without the list.
pub fn clean(folder: &Path) -> Result<usize> {
    let Some(list) = List::read(folder)? else {
        bail!("`{}` has no {MANIFEST}: onus did not write it, so nothing is removed", folder.display());
    };
    let mut removed = 0;
    for file in list.files.keys() {
        removed += usize::from(remove(folder, file)?);
    }
    remove(folder, MANIFEST)?;
    // A folder that holds files of others stays.
    let _ = fs::remove_dir(folder);
    Ok(removed)
}

/// Writes one file that was asked for by name, and the folders above it.
pub fn file(path: &Path, bytes: &[u8]) -> Result<()> {
    let (folder, name) = (path.parent().unwrap_or(Path::new("")), path.file_name().unwrap_or_default());
    save(folder, &name.to_string_lossy(), bytes).map(drop)
}

/// Writes files of a new book, none of which may be there unless `replace`.
pub fn scaffold(folder: &Path, artifacts: &[Artifact], replace: bool) -> Result<Counts> {
    for artifact in artifacts {
        check(&artifact.path)?;
    }
    let there = artifacts.iter().find(|artifact| !replace && folder.join(&artifact.path).exists());
    if let Some(artifact) = there {
        bail!("`{}` is there already; `--force` replaces it", folder.join(&artifact.path).display());
    }
    let mut counts = Counts::default();
    for artifact in artifacts {
        match save(folder, &artifact.path, &artifact.bytes)? {
            true => counts.written += 1,
            false => counts.unchanged += 1,
        }
    }
    Ok(counts)
}

/// Refuses a path that could leave the folder.
fn check(path: &str) -> Result<()> {
    let plain = |part| matches!(part, Component::Normal(_));
    if path.is_empty() || path.contains(['\\', '\t', '\n']) || path == MANIFEST || !Path::new(path).components().all(plain) {
        bail!("`{path}` is no path of a file inside the build folder");
    }
    Ok(())
}

/// Writes one file unless it already holds these bytes. The new bytes take its place in one step.
fn save(folder: &Path, name: &str, bytes: &[u8]) -> Result<bool> {
    let path = folder.join(name);
    #[expect(clippy::disallowed_methods, reason = "comparing is cheaper than writing")]
    if fs::metadata(&path).is_ok_and(|found| found.len() == bytes.len() as u64) && fs::read(&path).is_ok_and(|found| found == bytes) {
        return Ok(false);
    }
    let action = || format!("cannot write `{}`", path.display());
    let parent = path.parent().unwrap_or(folder);
    #[expect(clippy::disallowed_methods, reason = "this is the module that writes")]
    fs::create_dir_all(parent).with_context(action)?;
    let temporary = beside(&path);
    let written = fs::File::create(&temporary).and_then(|mut file| file.write_all(bytes));
    #[expect(clippy::disallowed_methods, reason = "this is the module that writes")]
    let done = written.and_then(|()| fs::rename(&temporary, &path));
    if done.is_err() {
        #[expect(clippy::disallowed_methods, reason = "this is the module that writes")]
        let _ = fs::remove_file(&temporary);
    }
    done.with_context(action)?;
    Ok(true)
}

/// A name in the same folder, so that taking the file's place is one step of the file system.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.onus-new"))
}

/// Removes a file, and the folders above it that are empty then.
fn remove(folder: &Path, name: &str) -> Result<bool> {
    let path = folder.join(name);
    if !path.exists() {
        return Ok(false);
    }
    #[expect(clippy::disallowed_methods, reason = "only what an earlier run wrote is removed")]
    fs::remove_file(&path).with_context(|| format!("cannot remove `{}`", path.display()))?;
    let mut parent = path.parent();
    while let Some(above) = parent.filter(|above| *above != folder && fs::remove_dir(above).is_ok()) {
        parent = above.parent();
    }
    Ok(true)
}
