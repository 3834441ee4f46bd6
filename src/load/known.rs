//! Files from disk, many at once, each of them once: what is as it was left need not be read again.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use anyhow::{Context as _, Result};
use rayon::prelude::*;

use super::walk::{LeftOut, Listed, Why};
use crate::diag::rules;
use crate::source::File;

/// Files that were read before, by their paths in the book.
#[derive(Debug, Default)]
pub struct Known(BTreeMap<String, (Stamp, Arc<File>)>);

/// How a file was left: where all of it is as before, nobody has touched the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    length: u64,
    written: SystemTime,
    /// Which file it is, and when it was last written, moved or let into: a time that nobody can set.
    identity: (u64, i64, i64),
}

impl Stamp {
    /// `None` where the system does not say when the file was written.
    fn of(data: &Metadata) -> Option<Self> {
        Some(Self { length: data.len(), written: data.modified().ok()?, identity: identity(data) })
    }
}

#[cfg(unix)]
fn identity(data: &Metadata) -> (u64, i64, i64) {
    use std::os::unix::fs::MetadataExt as _;
    (data.ino(), data.ctime(), data.ctime_nsec())
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> (u64, i64, i64) {
    (0, 0, 0)
}

impl Known {
    /// Forgets the files at and below these paths: something was heard of them, which counts more than their times.
    pub fn forget(&mut self, root: &Path, changed: &[PathBuf]) {
        self.0.retain(|path, _| !changed.iter().any(|changed| root.join(path).starts_with(changed)));
    }

    /// Reads files, or takes them from what is known, which then knows them all and no others.
    pub(super) fn read(&mut self, listed: Vec<Listed>, left_out: &mut LeftOut) -> Result<Vec<Arc<File>>> {
        let read: Vec<Result<Read>> = listed.into_par_iter().map(|file| self.one(file)).collect();
        let mut now = Self::default();
        let mut files = Vec::with_capacity(read.len());
        for read in read {
            match read? {
                Read::File(stamp, file) => {
                    now.0.extend(stamp.map(|stamp| (file.path().to_owned(), (stamp, Arc::clone(&file)))));
                    files.push(file);
                }
                Read::LeftOut(name, rule, why) => drop(left_out.insert(name, (rule, why))),
            }
        }
        *self = now;
        Ok(files)
    }

    fn one(&self, Listed { path, name, limit }: Listed) -> Result<Read> {
        // Asked for before the file is read: what is written in between is read again.
        let data = metadata(&path)?;
        let stamp = Stamp::of(&data);
        if let Some((_, file)) = self.0.get(&name).filter(|(known, _)| stamp == Some(*known)) {
            return Ok(Read::File(stamp, Arc::clone(file)));
        }
        Ok(match bytes(&path, &data, limit)? {
            Ok(bytes) => Read::File(stamp, Arc::new(File::new(name, bytes))),
            Err((rule, why)) => Read::LeftOut(name, rule, why),
        })
    }
}

/// What the system says of a file.
pub(super) fn metadata(path: &Path) -> Result<Metadata> {
    fs::metadata(path).with_context(|| format!("cannot read `{}`", path.display()))
}

/// What a file holds, or why it is left out.
pub(super) fn bytes(path: &Path, data: &Metadata, limit: u64) -> Result<Result<Vec<u8>, Why>> {
    // A pipe would keep whoever opens it waiting.
    if !data.is_file() {
        return Ok(Err((&rules::UNUSED_FILE, "this is not a plain file".to_owned())));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(data.len().min(limit) + 1).unwrap_or_default());
    let read = fs::File::open(path).and_then(|file| file.take(limit + 1).read_to_end(&mut bytes));
    read.with_context(|| format!("cannot read `{}`", path.display()))?;
    if bytes.len() as u64 > limit {
        return Ok(Err((&rules::SIZE_LIMIT, format!("this file is larger than {}", size(limit)))));
    }
    Ok(Ok(bytes))
}

/// What became of a file that was asked for.
enum Read {
    File(Option<Stamp>, Arc<File>),
    LeftOut(String, &'static rules::Rule, String),
}

fn size(bytes: u64) -> String {
    if bytes < 1 << 20 { format!("{} KiB", bytes >> 10) } else { format!("{} MiB", bytes >> 20) }
}
