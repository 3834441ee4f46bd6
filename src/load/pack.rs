//! The objects of a repository's packs: the index is searched on disk, and deltas are followed.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use crate::load::objects::{LIMIT, inflate};

/// How long a chain of deltas may be.
const CHAIN_LIMIT: usize = 64;

/// Where the parts of an index (version 2) begin.
const HEADER: u64 = 8;
const FANOUT: u64 = 256 * 4;

/// Bytes of bases that are kept for the deltas that come next.
const KEPT: usize = 32 << 20;

/// The packs of a folder.
pub(super) struct Packs(Vec<Pack>);

impl Packs {
    /// Opens what is there.
    pub(super) fn open(folder: &Path) -> Self {
        #[expect(clippy::disallowed_methods, reason = "`load` is the module that reads")]
        let entries = fs::read_dir(folder).into_iter().flatten();
        let mut indexes: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        indexes.retain(|path| path.extension().is_some_and(|end| end == "idx"));
        indexes.sort();
        Self(indexes.iter().filter_map(|index| Pack::open(index)).collect())
    }

    /// The body of an object, from whichever pack has it.
    pub(super) fn body(&mut self, id: &str) -> Option<Vec<u8>> {
        let id = from_hex(id)?;
        self.0.iter_mut().find_map(|pack| {
            let offset = find(&mut pack.index, &id)?;
            read(pack, offset, id.len(), 0)
        })
    }
}

/// A pack and the index beside it.
struct Pack {
    index: File,
    file: File,
    /// What deltas were made of, by its offset.
    bases: BTreeMap<u64, Rc<[u8]>>,
    /// Bytes of it.
    held: usize,
}

impl Pack {
    fn open(index: &Path) -> Option<Self> {
        let file = File::open(index.with_extension("pack")).ok()?;
        Some(Self { index: File::open(index).ok()?, file, bases: BTreeMap::new(), held: 0 })
    }

    /// What a delta is made of.
    fn base(&mut self, offset: u64, width: usize, depth: usize) -> Option<Rc<[u8]>> {
        if let Some(base) = self.bases.get(&offset) {
            return Some(Rc::clone(base));
        }
        let base: Rc<[u8]> = read(self, offset, width, depth)?.into();
        if self.held + base.len() > KEPT {
            self.bases.clear();
            self.held = 0;
        }
        self.held += base.len();
        self.bases.insert(offset, Rc::clone(&base));
        Some(base)
    }
}

/// The offset of an object in the pack: a binary search among the ids that begin with the same byte.
fn find(index: &mut File, id: &[u8]) -> Option<u64> {
    if number(index, 0, 4)? != 0xff74_4f63 || number(index, 4, 4)? != 2 {
        return None;
    }
    let width = id.len() as u64;
    let first = u64::from(*id.first()?);
    let total = number(index, HEADER + FANOUT - 4, 4)?;
    let mut low = if first == 0 { 0 } else { number(index, HEADER + (first - 1) * 4, 4)? };
    let mut high = number(index, HEADER + first * 4, 4)?;
    while low < high {
        let middle = low + (high - low) / 2;
        match bytes(index, HEADER + FANOUT + middle * width, id.len())?.as_slice().cmp(id) {
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
            std::cmp::Ordering::Equal => return offset(index, total, width, middle),
        }
    }
    None
}

/// The offset at a position: four bytes, or a reference to eight for a large pack. Checksums (four bytes each) lie before.
fn offset(index: &mut File, total: u64, width: u64, position: u64) -> Option<u64> {
    let small = HEADER + FANOUT + total * (width + 4);
    let found = number(index, small + position * 4, 4)?;
    match found & 0x8000_0000 {
        0 => Some(found),
        _ => number(index, small + total * 4 + (found & 0x7fff_ffff) * 8, 8),
    }
}

/// The body of the object at an offset.
fn read(pack: &mut Pack, offset: u64, width: usize, depth: usize) -> Option<Vec<u8>> {
    if depth > CHAIN_LIMIT {
        return None;
    }
    pack.file.seek(SeekFrom::Start(offset)).ok()?;
    let mut byte = next(&mut pack.file)?;
    let kind = (byte >> 4) & 7;
    // The size follows in groups of seven bits; the stream knows its own end.
    while byte & 0x80 != 0 {
        byte = next(&mut pack.file)?;
    }
    match kind {
        1..=4 => inflate(&mut pack.file),
        6 => {
            let back = distance(&mut pack.file)?;
            let delta = inflate(&mut pack.file)?;
            apply(&pack.base(offset.checked_sub(back)?, width, depth + 1)?, &delta)
        }
        7 => {
            let mut id = vec![0; width];
            pack.file.read_exact(&mut id).ok()?;
            let delta = inflate(&mut pack.file)?;
            let base = find(&mut pack.index, &id)?;
            apply(&pack.base(base, width, depth + 1)?, &delta)
        }
        _ => None,
    }
}

/// How far before a delta its base lies.
fn distance(file: &mut File) -> Option<u64> {
    let mut byte = next(file)?;
    let mut value = u64::from(byte & 0x7f);
    while byte & 0x80 != 0 {
        byte = next(file)?;
        value = value.checked_add(1)?.checked_mul(128)? | u64::from(byte & 0x7f);
    }
    Some(value)
}

/// The object that a delta makes of its base: pieces of the base, and bytes of its own.
fn apply(base: &[u8], delta: &[u8]) -> Option<Vec<u8>> {
    let mut rest = delta.iter().copied();
    // Two sizes open the delta; the checks below stand in for them.
    for _ in 0..2 {
        while rest.next()? & 0x80 != 0 {}
    }
    let mut out = Vec::new();
    while let Some(code) = rest.next() {
        if code & 0x80 == 0 {
            out.extend(rest.by_ref().take(usize::from(code)));
            continue;
        }
        let mut part = |bits: std::ops::Range<u8>| -> Option<usize> {
            let mut value = 0;
            for (place, bit) in bits.enumerate() {
                if code & (1 << bit) != 0 {
                    value |= usize::from(rest.next()?) << (8 * place);
                }
            }
            Some(value)
        };
        let start = part(0..4)?;
        let size = match part(4..7)? {
            0 => 0x10000,
            size => size,
        };
        out.extend_from_slice(base.get(start..start.checked_add(size)?)?);
        if out.len() as u64 > LIMIT {
            return None;
        }
    }
    Some(out)
}

fn next(file: &mut File) -> Option<u8> {
    let mut byte = [0];
    file.read_exact(&mut byte).ok()?;
    Some(byte[0])
}

fn bytes(file: &mut File, at: u64, count: usize) -> Option<Vec<u8>> {
    let mut bytes = vec![0; count];
    file.seek(SeekFrom::Start(at)).ok()?;
    file.read_exact(&mut bytes).ok()?;
    Some(bytes)
}

/// A big-endian number.
fn number(file: &mut File, at: u64, width: usize) -> Option<u64> {
    Some(bytes(file, at, width)?.iter().fold(0, |value, &byte| value << 8 | u64::from(byte)))
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok()).collect()
}
