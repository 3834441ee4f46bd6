//! The objects of a repository: from files of their own, from packs, and from repositories that it borrows from.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use flate2::read::ZlibDecoder;

use crate::load::pack::Packs;

/// The largest commit, tree, list of refs or log that is looked at, in bytes.
pub(super) const LIMIT: u64 = 4 << 20;

/// How far repositories borrow from one another.
const BORROWING: usize = 4;

/// Where objects lie, nearest first.
pub(super) struct Objects {
    stores: Vec<(PathBuf, Packs)>,
}

impl Objects {
    /// Those of a folder `objects`, and of all it borrows from.
    pub(super) fn open(folder: &Path) -> Self {
        let mut stores = Vec::new();
        lend(folder, &mut stores, 0);
        Self { stores }
    }

    /// The body of an object.
    pub(super) fn body(&mut self, id: &str) -> Option<Vec<u8>> {
        let (first, rest) = id.split_at_checked(2)?;
        self.stores.iter_mut().find_map(|(folder, packs)| {
            let loose = fs::File::open(folder.join(first).join(rest)).ok().and_then(inflate);
            let found = loose.and_then(|object| {
                let body = object.iter().position(|&byte| byte == 0)? + 1;
                Some(object[body..].to_vec())
            });
            found.or_else(|| packs.body(id))
        })
    }
}

fn lend(folder: &Path, stores: &mut Vec<(PathBuf, Packs)>, depth: usize) {
    stores.push((folder.to_owned(), Packs::open(&folder.join("pack"))));
    let borrowed = text(&folder.join("info/alternates")).filter(|_| depth < BORROWING).unwrap_or_default();
    for path in borrowed.lines() {
        lend(&folder.join(path), stores, depth + 1);
    }
}

/// The bytes of a compressed stream, up to the limit.
pub(super) fn inflate(stream: impl std::io::Read) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    ZlibDecoder::new(stream).take(LIMIT).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// The text of a small file.
pub(super) fn text(path: &Path) -> Option<String> {
    let mut text = String::new();
    fs::File::open(path).ok()?.take(LIMIT).read_to_string(&mut text).ok()?;
    Some(text)
}
