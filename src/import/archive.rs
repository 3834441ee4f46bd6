//! A ZIP archive from outside into one that is safe to read: every part unpacked within limits, and packed again without
//! compression, so that what reads it next cannot be made to fill the memory.

use std::io::Read as _;

use flate2::Crc;
use flate2::read::DeflateDecoder;

/// Parts of an archive, at most.
const PART_LIMIT: usize = 2_000;
/// Bytes of all parts together, unpacked.
const SIZE_LIMIT: usize = 96 << 20;

const LOCAL: [u8; 4] = *b"PK\x03\x04";
const CENTRAL: [u8; 4] = *b"PK\x01\x02";
const END: [u8; 4] = *b"PK\x05\x06";

/// A part of an archive: its name, and what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

/// Unpacks the parts whose names `wanted` asks for.
pub(super) fn unpack(bytes: &[u8], wanted: impl Fn(&str) -> bool) -> Result<Vec<Part>, String> {
    let (mut at, count) = directory(bytes).ok_or("its list of parts is missing: the file may be cut off")?;
    if count > PART_LIMIT {
        return Err(format!("it has {count} parts; {PART_LIMIT} is the limit"));
    }
    let (mut parts, mut left) = (Vec::new(), SIZE_LIMIT);
    for _ in 0..count {
        let entry = Entry::read(bytes, at).ok_or("its list of parts is damaged")?;
        at = entry.next;
        if wanted(&entry.name) && parts.iter().all(|part: &Part| part.name != entry.name) {
            let bytes = entry.unpack(bytes, left)?;
            left -= bytes.len();
            parts.push(Part { name: entry.name, bytes });
        }
    }
    Ok(parts)
}

/// An archive of these parts, none of them compressed.
pub(super) fn pack(parts: &[Part]) -> Vec<u8> {
    let (mut out, mut list) = (Vec::new(), Vec::new());
    for part in parts {
        let mut crc = Crc::new();
        crc.update(&part.bytes);
        let offset = clip(out.len());
        // Version 2.0, no flags, stored, no time.
        let mut facts = Vec::new();
        [20, 0, 0, 0, 0x21].into_iter().for_each(|number: u16| facts.extend(number.to_le_bytes()));
        [crc.sum(), clip(part.bytes.len()), clip(part.bytes.len())].into_iter().for_each(|number| facts.extend(number.to_le_bytes()));
        facts.extend(u16::try_from(part.name.len()).unwrap_or(u16::MAX).to_le_bytes());
        facts.extend([0, 0]);
        out.extend(LOCAL);
        out.extend(&facts);
        out.extend(part.name.as_bytes());
        out.extend(&part.bytes);
        list.extend(CENTRAL);
        list.extend([20, 0]);
        list.extend(&facts);
        list.extend([0; 10]);
        list.extend(offset.to_le_bytes());
        list.extend(part.name.as_bytes());
    }
    let (start, count) = (clip(out.len()), u16::try_from(parts.len()).unwrap_or(u16::MAX));
    out.extend(&list);
    out.extend(END);
    out.extend([0; 4]);
    out.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    out.extend([clip(list.len()).to_le_bytes(), start.to_le_bytes()].concat());
    out.extend([0, 0]);
    out
}

/// A length of an archive that is far below four gigabytes.
fn clip(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Where the list of parts begins, and how many it has.
fn directory(bytes: &[u8]) -> Option<(usize, usize)> {
    // A comment of up to 64 KiB may stand behind the end.
    let from = bytes.len().saturating_sub(22 + 0xffff);
    let end = (from..=bytes.len().checked_sub(22)?).rev().find(|&at| bytes[at..].starts_with(&END))?;
    Some((usize::try_from(long(bytes, end + 16)?).ok()?, usize::from(short(bytes, end + 10)?)))
}

/// An entry of the list of parts.
struct Entry {
    name: String,
    compressed: bool,
    /// Bytes in the archive.
    length: usize,
    /// Where the part begins, with a header of its own.
    offset: usize,
    /// Where the next entry begins.
    next: usize,
}

impl Entry {
    fn read(bytes: &[u8], at: usize) -> Option<Self> {
        if !bytes.get(at..)?.starts_with(&CENTRAL) {
            return None;
        }
        let number = |at: usize| usize::try_from(long(bytes, at)?).ok();
        let name = usize::from(short(bytes, at + 28)?);
        let behind = usize::from(short(bytes, at + 30)?) + usize::from(short(bytes, at + 32)?);
        Some(Self {
            name: String::from_utf8_lossy(bytes.get(at + 46..at + 46 + name)?).into_owned(),
            compressed: match short(bytes, at + 10)? {
                0 => false,
                8 => true,
                _ => return None,
            },
            length: number(at + 20)?,
            offset: number(at + 42)?,
            next: at + 46 + name + behind,
        })
    }

    fn unpack(&self, bytes: &[u8], left: usize) -> Result<Vec<u8>, String> {
        let damaged = || format!("its part `{}` is damaged", crate::import::entry::short(&self.name));
        let packed = self.packed(bytes).ok_or_else(damaged)?;
        let mut out = Vec::new();
        let limit = left as u64 + 1;
        let read = match self.compressed {
            true => DeflateDecoder::new(packed).take(limit).read_to_end(&mut out),
            false => packed.take(limit).read_to_end(&mut out),
        };
        read.map_err(|_| damaged())?;
        if out.len() > left {
            return Err(format!("unpacked, it has more than {} MiB", SIZE_LIMIT >> 20));
        }
        Ok(out)
    }

    /// The bytes of the part, behind its header.
    fn packed<'b>(&self, bytes: &'b [u8]) -> Option<&'b [u8]> {
        let header = bytes.get(self.offset..)?;
        if !header.starts_with(&LOCAL) {
            return None;
        }
        let start = 30 + usize::from(short(header, 26)?) + usize::from(short(header, 28)?);
        header.get(start..start.checked_add(self.length)?)
    }
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}
