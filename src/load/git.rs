//! The newest commit that changed the book, read from the repository's files: no program is run.
//!
//! The commit's own time counts, not the time of the clone, so that every copy builds the same bytes.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::load::objects::{Objects, text};

/// How many commits are looked at before the search for an older one ends.
pub(super) const HISTORY: usize = 1000;

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
    let Repository { git, below, head, objects, .. } = Repository::around(folder)?;
    let mut search = Search { objects, paths: paths.iter().map(|path| below.clone() + path).collect() };
    let id = search.last_change(&head).unwrap_or(head);
    let seconds = search.objects.body(&id).and_then(|body| committed(&body)).or_else(|| logged(&git, &id))?;
    Some(Commit { id: id.get(..12)?.to_owned(), date: day(seconds)? })
}

/// A repository, and where a book lies in it.
pub(super) struct Repository {
    git: PathBuf,
    /// What its work trees share.
    pub(super) common: PathBuf,
    /// The way from its root to the book, with a slash at its end where it is one.
    pub(super) below: String,
    /// The commit that is checked out.
    pub(super) head: String,
    pub(super) objects: Objects,
}

impl Repository {
    /// The one that holds a folder; `None` where there is none, or no commit yet.
    pub(super) fn around(folder: &Path) -> Option<Self> {
        let (git, below) = find(folder)?;
        let common = text(&git.join("commondir")).map_or_else(|| git.clone(), |path| git.join(path.trim()));
        let head = head(&git, &common)?;
        let objects = Objects::open(&common.join("objects"));
        Some(Self { git, common, below, head, objects })
    }
}

/// The day of a moment, in UTC.
pub(super) fn day(seconds: i64) -> Option<Date> {
    Some(Timestamp::from_second(seconds).ok()?.to_zoned(TimeZone::UTC).date())
}

/// The search for the commit that changed some paths.
struct Search {
    objects: Objects,
    /// From the root of the repository.
    paths: Vec<String>,
}

/// A commit, with what it holds at the paths.
struct Point {
    parents: Vec<String>,
    held: Vec<Option<Vec<u8>>>,
}

impl Search {
    /// The commit from which on the paths are as they are at `head`: among several parents, one that has them alike is followed.
    fn last_change(&mut self, head: &str) -> Option<String> {
        let (mut id, mut at) = (head.to_owned(), self.point(head)?);
        if at.held.iter().all(Option::is_none) {
            return None;
        }
        for _ in 0..HISTORY {
            let mut parents = at.parents.iter().filter_map(|parent| Some((parent, self.point(parent)?)));
            let Some((parent, point)) = parents.find(|(_, point)| point.held == at.held) else { return Some(id) };
            (id, at) = (parent.clone(), point);
        }
        Some(id)
    }

    fn point(&mut self, id: &str) -> Option<Point> {
        let Links { tree, parents } = links(&self.objects.body(id)?)?;
        let root = self.objects.body(&tree)?;
        let paths = std::mem::take(&mut self.paths);
        let held = paths.iter().map(|path| self.entry(&root, path, id.len() / 2)).collect();
        self.paths = paths;
        Some(Point { parents, held })
    }

    /// The id of what a tree holds at a path.
    fn entry(&mut self, tree: &[u8], path: &str, width: usize) -> Option<Vec<u8>> {
        let (name, rest) = path.split_once('/').map_or((path, None), |(name, rest)| (name, Some(rest)));
        let entry = entries(tree, width).find(|entry| entry.name == name.as_bytes())?;
        let Some(rest) = rest else { return Some(entry.id.to_vec()) };
        let below = self.objects.body(&hex(entry.id))?;
        self.entry(&below, rest, width)
    }
}

/// What a commit points to.
pub(super) struct Links {
    pub(super) tree: String,
    pub(super) parents: Vec<String>,
}

/// The tree and the parents of a commit.
pub(super) fn links(commit: &[u8]) -> Option<Links> {
    let body = String::from_utf8_lossy(commit);
    let value = |line: &str, key: &str| line.strip_prefix(key).filter(|id| is_id(id)).map(str::to_owned);
    let tree = body.lines().find_map(|line| value(line, "tree "))?;
    let parents = body.lines().take_while(|line| !line.is_empty()).filter_map(|line| value(line, "parent ")).collect();
    Some(Links { tree, parents })
}

/// An entry of a tree.
pub(super) struct Entry<'t> {
    pub(super) name: &'t [u8],
    pub(super) id: &'t [u8],
    /// Whether it is a folder.
    pub(super) is_tree: bool,
}

/// The entries of a tree with ids of so many bytes: `MODE NAME`, a zero byte, and the id. It ends where it is damaged.
pub(super) fn entries(mut tree: &[u8], width: usize) -> impl Iterator<Item = Entry<'_>> {
    std::iter::from_fn(move || {
        let end = tree.iter().position(|&byte| byte == 0)?;
        let id = tree.get(end + 1..end + 1 + width)?;
        let space = tree[..end].iter().position(|&byte| byte == b' ')?;
        let entry = Entry { name: &tree[space + 1..end], id, is_tree: &tree[..space] == b"40000" };
        tree = &tree[end + 1 + width..];
        Some(entry)
    })
}

/// An id in digits.
pub(super) fn hex(id: &[u8]) -> String {
    id.iter().map(|byte| format!("{byte:02x}")).collect()
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

/// The time of a commit: `committer Name <address> SECONDS ZONE`.
pub(super) fn committed(body: &[u8]) -> Option<i64> {
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
