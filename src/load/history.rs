//! The day on which each file of a folder was last changed, read from the repository's files: no program is run.
//!
//! As `git log -1 -- FILE` tells it: a file belongs to the newest commit that has it otherwise than each of its parents.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::rc::Rc;

use jiff::civil::Date;

use crate::load::git::{HISTORY, Links, Repository, committed, day, entries, hex, links};
use crate::load::objects::{Objects, text};

/// How deep folders are looked into.
const DEPTH: usize = 32;

/// The day of the newest commit that changed each file below `below`, a folder of the book in `folder`; by paths from the book.
///
/// A file is left out where its change lies further back than is looked, or before the beginning of a history that was cut off,
/// and so is one that no commit holds. Outside a repository there is none.
pub fn last_changes(folder: &Path, below: &str) -> BTreeMap<String, Date> {
    search(folder, below).unwrap_or_default()
}

fn search(folder: &Path, below: &str) -> Option<BTreeMap<String, Date>> {
    let Repository { common, below: book, head, objects, .. } = Repository::around(folder)?;
    let cut: BTreeSet<String> = text(&common.join("shallow")).unwrap_or_default().lines().map(str::to_owned).collect();
    let mut walk = Walk { objects, root: format!("{book}{below}"), width: head.len() / 2, trees: BTreeMap::new() };
    let mut files = BTreeSet::new();
    let first = walk.commit(&head)?;
    walk.differing(first.folder.as_deref(), None, "", 0, &mut files);
    let mut open = BTreeMap::from([((first.seconds, head), files)]);
    let mut days = BTreeMap::new();
    // Newest first, so that what several commits have in common comes together before it is looked at.
    for _ in 0..HISTORY {
        let Some(((seconds, id), mut files)) = open.pop_last() else { break };
        let Some(commit) = walk.commit(&id) else { continue };
        for parent in &commit.parents {
            let Some(before) = walk.commit(parent) else { continue };
            let mut differing = BTreeSet::new();
            walk.differing(commit.folder.as_deref(), before.folder.as_deref(), "", 0, &mut differing);
            let (own, passed): (BTreeSet<String>, BTreeSet<String>) = files.into_iter().partition(|file| differing.contains(file));
            files = own;
            if !passed.is_empty() {
                open.entry((before.seconds, parent.clone())).or_default().extend(passed);
            }
        }
        if let Some(day) = day(seconds).filter(|_| !cut.contains(&id)) {
            days.extend(files.into_iter().map(|file| (format!("{below}/{file}"), day)));
        }
    }
    Some(days)
}

/// What is looked up on the way.
struct Walk {
    objects: Objects,
    /// The folder, from the root of the repository.
    root: String,
    /// Bytes of an id.
    width: usize,
    /// Trees that were read, by their ids: most stay as they are from commit to commit.
    trees: BTreeMap<Vec<u8>, Rc<[u8]>>,
}

/// A commit, and the tree that it has for the folder.
struct Commit {
    seconds: i64,
    parents: Vec<String>,
    folder: Option<Vec<u8>>,
}

impl Walk {
    fn commit(&mut self, id: &str) -> Option<Commit> {
        let body = self.objects.body(id)?;
        let Links { tree, parents } = links(&body)?;
        let mut at = (0..tree.len()).step_by(2).map(|place| u8::from_str_radix(tree.get(place..place + 2)?, 16).ok()).collect::<Option<Vec<u8>>>();
        for name in self.root.clone().split('/') {
            let tree = self.tree(at.as_deref()?)?;
            at = entries(&tree, self.width).find(|entry| entry.name == name.as_bytes()).map(|entry| entry.id.to_vec());
            if at.is_none() {
                break;
            }
        }
        Some(Commit { seconds: committed(&body)?, parents, folder: at })
    }

    fn tree(&mut self, id: &[u8]) -> Option<Rc<[u8]>> {
        if let Some(tree) = self.trees.get(id) {
            return Some(Rc::clone(tree));
        }
        let tree: Rc<[u8]> = self.objects.body(&hex(id))?.into();
        self.trees.insert(id.to_vec(), Rc::clone(&tree));
        Some(tree)
    }

    /// Finds the files of one tree that another has otherwise, or lacks.
    fn differing(&mut self, one: Option<&[u8]>, other: Option<&[u8]>, path: &str, depth: usize, found: &mut BTreeSet<String>) {
        let Some(one) = one.filter(|_| one != other && depth < DEPTH).and_then(|id| self.tree(id)) else { return };
        let other = other.and_then(|id| self.tree(id));
        let before: BTreeMap<&[u8], (&[u8], bool)> =
            other.iter().flat_map(|tree| entries(tree, self.width)).map(|entry| (entry.name, (entry.id, entry.is_tree))).collect();
        for entry in entries(&one, self.width) {
            let was = before.get(entry.name).copied();
            if was == Some((entry.id, entry.is_tree)) {
                continue;
            }
            let name = format!("{path}{}", String::from_utf8_lossy(entry.name));
            if entry.is_tree {
                let was = was.filter(|(_, is_tree)| *is_tree).map(|(id, _)| id);
                self.differing(Some(entry.id), was, &format!("{name}/"), depth + 1, found);
            } else {
                found.insert(name);
            }
        }
    }
}
