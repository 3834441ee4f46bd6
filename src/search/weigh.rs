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

/// Every word, with the entries that it is in, in order.
pub(super) type Terms = BTreeMap<Box<str>, Vec<Posting>>;

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
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    fields: [u32; 4],
    is_id: bool,
}

/// The words of an entry, and how many there are in each field.
#[derive(Debug, Default)]
struct Words {
    counts: BTreeMap<Box<str>, Count>,
    lengths: [u32; 4],
}

/// Weighs every word of every entry: takes them in one by one, and keeps of each only how often its words are where.
#[derive(Debug, Default)]
pub(super) struct Scales {
    found: BTreeMap<Box<str>, Vec<(u32, Count)>>,
    lengths: Vec<[u32; 4]>,
    /// How many entries there are whose fields are compared, and how long each field of them is together.
    usual: (u64, [u64; 4]),
}

impl Scales {
    /// Takes in the next entry.
    pub(super) fn add(&mut self, entry: &Entry) {
        let number = u32::try_from(self.lengths.len()).unwrap_or(u32::MAX);
        let Words { counts, lengths } = words(entry);
        counts.into_iter().for_each(|(word, count)| self.found.entry(word).or_default().push((number, count)));
        // Answers are many, short, and not among the results that are compared.
        if entry.kind != "answer" {
            self.usual.0 += 1;
            self.usual.1.iter_mut().zip(lengths).for_each(|(sum, length)| *sum += u64::from(length));
        }
        self.lengths.push(lengths);
    }

    /// The weights.
    pub(super) fn terms(self) -> Terms {
        let (entries, sums) = self.usual;
        let average = sums.map(|sum| (sum as f64 / entries.max(1) as f64).max(1.0));
        let posting = |(entry, count): (u32, Count)| Posting { entry, weight: weight(count, self.lengths[entry as usize], average) };
        self.found.into_iter().map(|(word, counts)| (word, counts.into_iter().map(posting).collect())).collect()
    }
}

fn words(entry: &Entry) -> Words {
    let mut words = Words::default();
    for id in &entry.ids {
        let whole = token::id(id);
        if !whole.is_empty() {
            let count = words.counts.entry(whole.into()).or_default();
            count.is_id = true;
            count.fields[ID] += 1;
        }
        words.add(ID, id);
    }
    if NAMED.contains(&entry.kind) {
        std::iter::once(&entry.title).chain(&entry.names).for_each(|name| words.name(name));
    }
    words.add(TITLE, &entry.title);
    entry.names.iter().for_each(|name| words.add(NAME, name));
    words.add(TEXT, &entry.text);
    words
}

impl Words {
    /// A name as a whole is found like an id: "soc 2", "landing zone".
    fn name(&mut self, name: &str) {
        let words = token::name(name);
        if (1..=LONGEST_NAME).contains(&words.len()) {
            self.counts.entry(words.join("-").into()).or_default().is_id = true;
        }
    }

    fn add(&mut self, field: usize, text: &str) {
        token::words(text, |word| {
            self.lengths[field] += 1;
            match self.counts.get_mut(word) {
                Some(count) => count.fields[field] += 1,
                None => {
                    let mut count = Count::default();
                    count.fields[field] = 1;
                    self.counts.insert(word.into(), count);
                }
            }
        });
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
