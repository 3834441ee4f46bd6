//! The newest commit, read from the repository's files: no program is run.
//!
//! The commit's own time counts, not the time of the clone, so that every copy builds the same bytes.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use flate2::read::ZlibDecoder;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::load::pack;

/// The largest commit, list of refs or log that is looked at, in bytes.
pub(super) const LIMIT: u64 = 4 << 20;

/// The newest commit of the checked-out branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// The beginning of its id, 12 digits.
    pub id: String,
    /// The day it was made, in UTC.
    pub date: Date,
}

/// The newest commit of the repository that holds `folder`; `None` outside a repository, and before its first commit.
pub fn commit(folder: &Path) -> Option<Commit> {
    let git = find(folder)?;
    let common = text(&git.join("commondir")).map_or_else(|| git.clone(), |path| git.join(path.trim()));
    let id = head(&git, &common)?;
    let seconds = object(&common.join("objects"), &id, 0).and_then(|body| committed(&body)).or_else(|| logged(&git, &id))?;
    let date = Timestamp::from_second(seconds).ok()?.to_zoned(TimeZone::UTC).date();
    Some(Commit { id: id.get(..12)?.to_owned(), date })
}

/// The repository's folder: `.git` of `folder` or of the nearest parent, or where a file of that name points.
fn find(folder: &Path) -> Option<PathBuf> {
    let folder = folder.canonicalize().ok()?;
    for parent in folder.ancestors() {
        let git = parent.join(".git");
        if git.is_dir() {
            return Some(git);
        }
        if let Some(path) = text(&git).as_deref().and_then(|text| text.strip_prefix("gitdir:")) {
            return Some(parent.join(path.trim()));
        }
    }
    None
}

/// The id that HEAD stands for.
fn head(git: &Path, common: &Path) -> Option<String> {
    let mut at = text(&git.join("HEAD"))?;
    // A ref may point to another; nobody needs a long chain.
    for _ in 0..5 {
        let Some(name) = at.trim().strip_prefix("ref:").map(str::trim) else {
            return is_id(at.trim()).then(|| at.trim().to_owned());
        };
        if name.starts_with('/') || name.contains("..") {
            return None;
        }
        at = text(&git.join(name)).or_else(|| text(&common.join(name))).or_else(|| packed_ref(common, name))?;
    }
    None
}

fn packed_ref(common: &Path, name: &str) -> Option<String> {
    let refs = text(&common.join("packed-refs"))?;
    refs.lines().find_map(|line| line.split_once(' ').filter(|(_, found)| *found == name).map(|(id, _)| id.to_owned()))
}

fn is_id(text: &str) -> bool {
    matches!(text.len(), 40 | 64) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The body of an object, from its own file, a pack, or a repository that this one borrows from.
fn object(objects: &Path, id: &str, depth: usize) -> Option<Vec<u8>> {
    let loose = fs::File::open(objects.join(&id[..2]).join(&id[2..])).ok();
    let found = loose.and_then(inflate).and_then(|object| {
        let body = object.iter().position(|&byte| byte == 0)? + 1;
        Some(object[body..].to_vec())
    });
    let found = found.or_else(|| pack::object(&objects.join("pack"), id));
    if found.is_some() || depth > 4 {
        return found;
    }
    let borrowed = text(&objects.join("info/alternates"))?;
    borrowed.lines().find_map(|path| object(&objects.join(path), id, depth + 1))
}

/// The bytes of a compressed stream, up to the limit.
pub(super) fn inflate(stream: impl std::io::Read) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    ZlibDecoder::new(stream).take(LIMIT).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// The time of a commit: `committer Name <address> SECONDS ZONE`.
fn committed(body: &[u8]) -> Option<i64> {
    let text = String::from_utf8_lossy(body);
    let line = text.lines().take_while(|line| !line.is_empty()).find(|line| line.starts_with("committer "))?;
    line.rsplit(' ').nth(1)?.parse().ok()
}

/// The time that the log of HEAD gives for a commit, where the commit itself cannot be read.
fn logged(git: &Path, id: &str) -> Option<i64> {
    let log = text(&git.join("logs/HEAD"))?;
    let line = log.lines().rev().find(|line| line.split(' ').nth(1) == Some(id))?;
    line.split('\t').next()?.rsplit(' ').nth(1)?.parse().ok()
}

fn text(path: &Path) -> Option<String> {
    let mut text = String::new();
    fs::File::open(path).ok()?.take(LIMIT).read_to_string(&mut text).ok()?;
    Some(text)
}
