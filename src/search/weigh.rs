//! How much a word says about an entry: BM25 over weighted fields, worked out here so that a query only adds up.

use std::collections::BTreeMap;

use super::{Entry, token};

/// An entry that a word is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Posting {
    /// The entry's number.
    pub(super) entry: u32,
    /// 1 to 15, how much the word says about it, and [`IN_NAME`] and [`IS_ID`].
    pub(super) weight: u8,
}

/// Set where the word is in the title or in another name.
pub(super) const IN_NAME: u8 = 16;
/// Set where the word is one of the entry's ids as a whole.
pub(super) const IS_ID: u8 = 32;

const ID: usize = 0;
const TITLE: usize = 1;
const NAME: usize = 2;
const TEXT: usize = 3;
/// Kinds that are asked for by their names.
const NAMED: [&str; 10] = ["service", "variant", "control", "framework", "workload", "guide", "term", "layer", "checklist", "change"];
/// A name of more words is a sentence.
const LONGEST_NAME: usize = 5;
/// How much a word in each field counts.
const WEIGHT: [f64; 4] = [6.0, 5.0, 4.0, 1.0];
/// How far a long field takes that back.
const LENGTH: [f64; 4] = [0.0, 0.5, 0.2, 0.7];
/// How soon repeating a word stops to help.
const SATURATION: f64 = 1.2;

/// How often a word is in each field of an entry, and whether it is an id of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Count {
    fields: [u32; 4],
    is_id: bool,
}

/// Where a word is. A large book has tens of millions of such places, so all but the last one are bytes: how far an entry is from
/// the one before it, which fields have the word, and how often where that is more than once.
#[derive(Debug, Default)]
struct Places {
    packed: Vec<u8>,
    /// The entry behind the last one that is packed.
    next: u32,
    entry: u32,
    count: Count,
}

/// Weighs every word of every entry: takes them in one by one, and keeps of each only how often its words are where.
#[derive(Debug, Default)]
pub(super) struct Scales {
    found: BTreeMap<Box<str>, Places>,
    lengths: Vec<[u32; 4]>,
    /// How many entries there are whose fields are compared, and how long each field of them is together.
    usual: (u64, [u64; 4]),
}

impl Scales {
    /// Takes in the next entry.
    pub(super) fn add(&mut self, entry: &Entry) {
        let number = u32::try_from(self.lengths.len()).unwrap_or(u32::MAX);
        let lengths = Words { found: &mut self.found, number, lengths: [0; 4] }.of(entry);
        // Answers are many, short, and not among the results that are compared.
        if entry.kind != "answer" {
            self.usual.0 += 1;
            self.usual.1.iter_mut().zip(lengths).for_each(|(sum, length)| *sum += u64::from(length));
        }
        self.lengths.push(lengths);
    }

    /// Every word in order, with the entries that it is in. What is known of a word goes with it.
    pub(super) fn terms(self) -> impl Iterator<Item = (Box<str>, Vec<Posting>)> {
        let (entries, sums) = self.usual;
        let average = sums.map(|sum| (sum as f64 / entries.max(1) as f64).max(1.0));
        let posting = move |(entry, count): (u32, Count)| Posting { entry, weight: weight(count, self.lengths[entry as usize], average) };
        self.found.into_iter().map(move |(word, places)| (word, places.unpacked().map(&posting).collect()))
    }
}

/// The words of one entry, on their way to those of all.
struct Words<'w> {
    found: &'w mut BTreeMap<Box<str>, Places>,
    number: u32,
    lengths: [u32; 4],
}

impl Words<'_> {
    /// Takes in every word of the entry; gives how many there are in each field.
    fn of(mut self, entry: &Entry) -> [u32; 4] {
        for id in &entry.ids {
            let whole = token::id(id);
            if !whole.is_empty() {
                self.count(&whole, |count| {
                    count.is_id = true;
                    count.fields[ID] += 1;
                });
            }
            self.add(ID, id);
        }
        if NAMED.contains(&entry.kind) {
            std::iter::once(&entry.title).chain(&entry.names).for_each(|name| self.name(name));
        }
        self.add(TITLE, &entry.title);
        entry.names.iter().for_each(|name| self.add(NAME, name));
        self.add(TEXT, &entry.text);
        self.lengths
    }

    /// A name as a whole is found like an id: "soc 2", "landing zone".
    fn name(&mut self, name: &str) {
        let words = token::name(name);
        if (1..=LONGEST_NAME).contains(&words.len()) {
            self.count(&words.join("-"), |count| count.is_id = true);
        }
    }

    fn add(&mut self, field: usize, text: &str) {
        token::words(text, |word| {
            self.lengths[field] += 1;
            self.count(word, |count| count.fields[field] += 1);
        });
    }

    fn count(&mut self, word: &str, more: impl FnOnce(&mut Count)) {
        match self.found.get_mut(word) {
            Some(places) => more(places.at(self.number)),
            None => {
                let mut places = Places { entry: self.number, ..Places::default() };
                more(&mut places.count);
                self.found.insert(word.into(), places);
            }
        }
    }
}

/// Set where the word is an id, beside a bit for each field that has it.
const WHOLE: u8 = 16;
/// Set where some field has it more than once; then how often follows for each field that has it.
const OFTEN: u8 = 32;

impl Places {
    /// The count for an entry, which is the last one or a later one.
    fn at(&mut self, entry: u32) -> &mut Count {
        if entry != self.entry {
            self.pack();
            (self.entry, self.count) = (entry, Count::default());
        }
        &mut self.count
    }

    fn pack(&mut self) {
        let Count { fields, is_id } = self.count;
        let often = fields.iter().any(|&count| count > 1);
        let held = fields.iter().enumerate().filter(|(_, count)| **count > 0).fold(0, |bits, (field, _)| bits | 1 << field);
        push(self.entry - self.next, &mut self.packed);
        self.packed.push(held | if is_id { WHOLE } else { 0 } | if often { OFTEN } else { 0 });
        fields.iter().filter(|count| often && **count > 0).for_each(|&count| push(count, &mut self.packed));
        self.next = self.entry + 1;
    }

    /// Every entry that has the word, in order.
    fn unpacked(mut self) -> impl Iterator<Item = (u32, Count)> {
        self.pack();
        let (mut bytes, mut next) = (self.packed.into_iter(), 0);
        std::iter::from_fn(move || {
            let entry = next + pull(&mut bytes)?;
            let bits = bytes.next()?;
            let mut fields = [0; 4];
            for (_, count) in fields.iter_mut().enumerate().filter(|(field, _)| bits & 1 << field != 0) {
                *count = if bits & OFTEN == 0 { 1 } else { pull(&mut bytes)? };
            }
            next = entry + 1;
            Some((entry, Count { fields, is_id: bits & WHOLE != 0 }))
        })
    }
}

/// Seven bits a byte, the low ones first; 128 is set in every byte but the last.
fn push(mut value: u32, out: &mut Vec<u8>) {
    while value >= 128 {
        out.push((value % 128) as u8 + 128);
        value /= 128;
    }
    out.push(value as u8);
}

fn pull(bytes: &mut impl Iterator<Item = u8>) -> Option<u32> {
    let (mut value, mut shift) = (0, 0);
    loop {
        let byte = bytes.next()?;
        value |= u32::from(byte % 128) << shift;
        if byte < 128 {
            return Some(value);
        }
        shift += 7;
    }
}

fn weight(count: Count, lengths: [u32; 4], average: [f64; 4]) -> u8 {
    let frequency: f64 = (0..4)
        .map(|field| {
            let length = f64::from(lengths[field]) / average[field];
            WEIGHT[field] * f64::from(count.fields[field]) / (1.0 - LENGTH[field] + LENGTH[field] * length)
        })
        .sum();
    let level = (15.0 * frequency / (SATURATION + frequency)).round().clamp(1.0, 15.0) as u8;
    let in_name = count.fields[TITLE] + count.fields[NAME] > 0;
    level | if in_name { IN_NAME } else { 0 } | if count.is_id { IS_ID } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_out_again() {
        let counts = [
            (0, Count { fields: [0, 1, 0, 1], is_id: false }),
            (1, Count { fields: [0, 0, 0, 0], is_id: true }),
            (129, Count { fields: [1, 0, 0, 70_000], is_id: true }),
            (3_000_000, Count { fields: [0, 0, 2, 0], is_id: false }),
        ];
        let mut places = Places::default();
        counts.iter().for_each(|(entry, count)| *places.at(*entry) = *count);
        assert_eq!(places.packed.len(), 2 + 2 + 6, "{:?}", places.packed);
        assert_eq!(places.unpacked().collect::<Vec<_>>(), counts);
    }
}
