//! The newest commit that changed the book, read from the repository's files: no program is run.
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

/// How many commits are looked at before the search for an older one ends.
const HISTORY: usize = 1000;

/// A commit of the checked-out branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// The beginning of its id, 12 digits.
    pub id: String,
    /// The day it was made, in UTC.
    pub date: Date,
}

/// The newest commit that changed one of `paths` (files and folders below `folder`) in the repository that holds `folder`; the
/// newest of all where no commit holds any of them. `None` outside a repository, and before its first commit.
///
/// A history that was cut off counts as if it began there.
pub fn commit(folder: &Path, paths: &[String]) -> Option<Commit> {
    let (git, below) = find(folder)?;
    let common = text(&git.join("commondir")).map_or_else(|| git.clone(), |path| git.join(path.trim()));
    let head = head(&git, &common)?;
    let paths: Vec<String> = paths.iter().map(|path| below.clone() + path).collect();
    let history = History { objects: common.join("objects"), paths };
    let id = history.last_change(&head).unwrap_or(head);
    let seconds = object(&history.objects, &id, 0).and_then(|body| committed(&body)).or_else(|| logged(&git, &id))?;
    let date = Timestamp::from_second(seconds).ok()?.to_zoned(TimeZone::UTC).date();
    Some(Commit { id: id.get(..12)?.to_owned(), date })
}

/// The history of some paths.
struct History {
    objects: PathBuf,
    /// From the root of the repository.
    paths: Vec<String>,
}

/// A commit, with what it holds at the paths.
struct Point {
    parents: Vec<String>,
    held: Vec<Option<Vec<u8>>>,
}

impl History {
    /// The commit from which on the paths are as they are at `head`: among several parents, one that has them alike is followed.
    fn last_change(&self, head: &str) -> Option<String> {
        let (mut id, mut at) = (head.to_owned(), self.point(head)?);
        if at.held.iter().all(Option::is_none) {
            return None;
        }
        for _ in 0..HISTORY {
            let parents = at.parents.iter().filter_map(|parent| Some((parent, self.point(parent)?)));
            let Some((parent, point)) = parents.into_iter().find(|(_, point)| point.held == at.held) else { return Some(id) };
            (id, at) = (parent.clone(), point);
        }
        Some(id)
    }

    fn point(&self, id: &str) -> Option<Point> {
        let body = String::from_utf8_lossy(&object(&self.objects, id, 0)?).into_owned();
        let value = |line: &str, key: &str| line.strip_prefix(key).filter(|id| is_id(id)).map(str::to_owned);
        let tree = body.lines().find_map(|line| value(line, "tree "))?;
        let parents = body.lines().take_while(|line| !line.is_empty()).filter_map(|line| value(line, "parent ")).collect();
        let root = object(&self.objects, &tree, 0)?;
        Some(Point { parents, held: self.paths.iter().map(|path| self.entry(&root, path, id.len() / 2)).collect() })
    }

    /// The id of what a tree holds at a path.
    fn entry(&self, tree: &[u8], path: &str, width: usize) -> Option<Vec<u8>> {
        let (name, rest) = path.split_once('/').map_or((path, None), |(name, rest)| (name, Some(rest)));
        let mut entries = tree;
        while !entries.is_empty() {
            let end = entries.iter().position(|&byte| byte == 0)?;
            let id = entries.get(end + 1..end + 1 + width)?;
            if entries[..end].splitn(2, |&byte| byte == b' ').nth(1) == Some(name.as_bytes()) {
                let Some(rest) = rest else { return Some(id.to_vec()) };
                let hex: String = id.iter().map(|byte| format!("{byte:02x}")).collect();
                return self.entry(&object(&self.objects, &hex, 0)?, rest, width);
            }
            entries = &entries[end + 1 + width..];
        }
        None
    }
}

/// The repository's folder: `.git` of `folder` or of the nearest parent, or where a file of that name points; and the way from
/// that parent to `folder`, with a slash at its end where it is one.
fn find(folder: &Path) -> Option<(PathBuf, String)> {
    let folder = folder.canonicalize().ok()?;
    for parent in folder.ancestors() {
        let git = parent.join(".git");
        let below = || folder.strip_prefix(parent).into_iter().flatten().map(|part| format!("{}/", part.to_string_lossy())).collect();
        if git.is_dir() {
            return Some((git, below()));
        }
        if let Some(path) = text(&git).as_deref().and_then(|text| text.strip_prefix("gitdir:")) {
            return Some((parent.join(path.trim()), below()));
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
