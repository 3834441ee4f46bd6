//! The only writer of disk: artifacts into the build folder, each file whole or not at all.
//!
//! A list of what was written lies in the build folder, so that only files of an earlier run are ever removed. For files that
//! are dear to make it also says what they were made from, so that the next run need not make them again.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use xxhash_rust::xxh3::xxh3_128;

use crate::artifact::Artifact;

/// The file in the build folder that lists what onus wrote there.
pub const MANIFEST: &str = ".onus-manifest";

const HEADER: &str = "# Written by onus: the files that `onus clean` and the next build may remove.\n";

/// Files of an earlier run that were dear to make, by path: the digest of what each was made from, and of the file.
#[derive(Debug, Clone, Default)]
pub struct Kept {
    folder: PathBuf,
    files: BTreeMap<String, (String, String)>,
}

impl Kept {
    /// What an earlier run left in `folder`; nothing where there was none.
    pub fn of(folder: &Path) -> Self {
        let files = lines(folder).ok().flatten().unwrap_or_default().into_iter().filter_map(|line| Some((line.path, line.made_from?)));
        Self { folder: folder.to_owned(), files: files.collect() }
    }

    /// The file at `path`, if it was made from what has the digest `key` and nobody has touched it since.
    pub fn find(&self, path: &str, key: &str) -> Option<Vec<u8>> {
        let (made_from, holds) = self.files.get(path)?;
        if made_from != key {
            return None;
        }
        #[expect(clippy::disallowed_methods, reason = "what an earlier run wrote is the writer's own")]
        let bytes = fs::read(self.folder.join(path)).ok()?;
        (digest(&bytes) == *holds).then_some(bytes)
    }
}

fn digest(bytes: &[u8]) -> String {
    format!("{:032x}", xxh3_128(bytes))
}

/// A line of the list: a path, and for what was dear to make the two digests.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Line {
    path: String,
    made_from: Option<(String, String)>,
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
    for artifact in artifacts {
        check(&artifact.path)?;
    }
    let earlier = listed(folder)?.unwrap_or_default();
    let now: BTreeSet<&str> = artifacts.iter().map(|artifact| artifact.path.as_str()).collect();
    // Both lists stand until the end, so that an interrupted run leaves no file that nobody knows of.
    let both: BTreeSet<&str> = earlier.iter().map(String::as_str).chain(now.iter().copied()).collect();
    save_list(folder, both.into_iter().map(str::to_owned))?;
    let mut counts = Counts::default();
    for stale in earlier.iter().filter(|path| !now.contains(path.as_str())) {
        counts.removed += usize::from(remove(folder, stale)?);
    }
    for artifact in artifacts {
        match save(folder, &artifact.path, &artifact.bytes)? {
            true => counts.written += 1,
            false => counts.unchanged += 1,
        }
    }
    let keyed = |artifact: &Artifact| match &artifact.key {
        Some(key) => format!("{}\t{key}\t{}", artifact.path, digest(&artifact.bytes)),
        None => artifact.path.clone(),
    };
    save_list(folder, artifacts.iter().map(keyed))?;
    Ok(counts)
}

/// Removes what onus wrote into `folder`, and the folder if nothing else is in it. Refuses a folder without the list.
pub fn clean(folder: &Path) -> Result<usize> {
    let Some(files) = listed(folder)? else {
        bail!("`{}` has no {MANIFEST}: onus did not write it, so nothing is removed", folder.display());
    };
    let mut removed = 0;
    for file in &files {
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

/// The paths that an earlier run wrote; `None` where there is no list.
fn listed(folder: &Path) -> Result<Option<BTreeSet<String>>> {
    Ok(lines(folder)?.map(|lines| lines.into_iter().map(|line| line.path).collect()))
}

/// The list of an earlier run; `None` where there is none. Lines that could leave the folder are not believed.
fn lines(folder: &Path) -> Result<Option<Vec<Line>>> {
    let path = folder.join(MANIFEST);
    if !path.exists() {
        return Ok(None);
    }
    #[expect(clippy::disallowed_methods, reason = "the list of an earlier run is the writer's own")]
    let text = fs::read_to_string(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
    let line = |line: &str| {
        let mut parts = line.split('\t').map(str::to_owned);
        let path = parts.next().filter(|path| check(path).is_ok())?;
        Some(Line { path, made_from: parts.next().zip(parts.next()) })
    };
    Ok(Some(text.lines().filter(|line| !line.starts_with('#')).filter_map(line).collect()))
}

fn save_list(folder: &Path, lines: impl Iterator<Item = String>) -> Result<()> {
    let lines: BTreeSet<String> = lines.collect();
    let text: String = lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect();
    save(folder, MANIFEST, format!("{HEADER}{text}").as_bytes()).map(drop)
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
