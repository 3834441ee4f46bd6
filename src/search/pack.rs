//! The index as scripts: each calls one function of the page with a part of it.
//!
//! | script | holds | loaded |
//! |---|---|---|
//! | `meta.js` | sizes, kinds, names of facets, stop words, every word (each as what it shares with the one before it, and its rest) | with search |
//! | `t0.js`, … | for each word of a stretch of the alphabet, the entries it is in | when a query has such a word |
//! | `d0.js`, … | address and title of a stretch of entries | when one of them is a result |
//! | `x0.js`, … | their texts | to show the words that were found, and for phrases |
//! | `ask.js` | the names of subjects and topics as stems, which answers there are, and what is compared | when several words are asked for |
//! | `facets.js` | for each value of each facet, its entries and its name | when a query names a facet |
//!
//! Each part carries the version of the index, so that parts of two builds never meet.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::{Value, json};
use xxhash_rust::xxh3::xxh3_64;

use super::weigh::{Posting, Terms};
use super::{Ask, Entry, Labels, token};
use crate::artifact::Artifact;

/// Roughly how many bytes a script of words, of titles, of texts has. A first result needs one script of words for each
/// word that was typed, and one of titles and one of texts for each of the best results, so that all are small.
const SHARD: [usize; 3] = [8_000, 6_000, 8_000];
/// With more entries than this they are larger, because scripts are files, and thousands of them take time to write.
const FEW: usize = 20_000;
const LARGE: [usize; 3] = [24_000, 12_000, 20_000];

/// What is kept of entries that were taken in one by one.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    titles: Vec<String>,
    texts: Vec<String>,
    facets: BTreeMap<&'static str, BTreeMap<String, Vec<u32>>>,
    /// The kinds, in order, with how many entries each has.
    kinds: Vec<(&'static str, usize)>,
}

impl Pieces {
    /// Takes in the next entry. Kinds come one after the other, by name.
    pub(super) fn add(&mut self, entry: &Entry) {
        let number = u32::try_from(self.titles.len()).unwrap_or(u32::MAX);
        for (facet, value) in &entry.facets {
            let values = self.facets.entry(facet).or_default();
            match values.get_mut(value) {
                Some(list) if list.last() == Some(&number) => {}
                Some(list) => list.push(number),
                None => drop(values.insert(value.clone(), vec![number])),
            }
        }
        match self.kinds.last_mut() {
            Some((kind, count)) if *kind == entry.kind => *count += 1,
            _ => self.kinds.push((entry.kind, 1)),
        }
        self.titles.push(json!([entry.url, entry.title]).to_string());
        self.texts.push(text(entry));
    }

    /// The number of the first entry of a kind.
    fn first(&self, kind: &str) -> usize {
        self.kinds.iter().take_while(|(one, _)| *one < kind).map(|(_, count)| count).sum()
    }
}

/// Writes the scripts. Of a large book each kind of part is as large as a tenth of its pages, so one goes before the next is made.
pub(super) fn scripts(mut pieces: Pieces, terms: &Terms, ask: &Ask, limit: usize) -> impl Iterator<Item = Artifact> + use<> {
    let entries = pieces.titles.len();
    let size = if entries > FEW { LARGE } else { SHARD };
    let mut bodies: Vec<(String, String)> = Vec::new();
    let mut cut = |kind: &str, pieces: Vec<String>, own: usize, size: usize, body: &dyn Fn(&[String]) -> String| {
        let ranges = split(&pieces, |piece| piece.len() + own, size);
        bodies.extend(ranges.iter().enumerate().map(|(at, range)| (format!("{kind}{at}"), body(&pieces[range.clone()]))));
        ranges
    };
    let shards = [
        cut("t", terms.values().map(|list| postings(list)).collect(), 1, size[0], &|lists| Value::from(lists.join(" ")).to_string()),
        cut("d", std::mem::take(&mut pieces.titles), 0, size[1], &|titles| format!("[{}]", titles.join(","))),
        cut("x", std::mem::take(&mut pieces.texts), 0, size[2], &|texts| json!(texts).to_string()),
    ];
    bodies.push(("ask".to_owned(), ask.data(|kind| pieces.first(kind)).to_string()));
    bodies.push(("facets".to_owned(), facets(&pieces, &ask.labels).to_string()));
    bodies.push(("meta".to_owned(), meta(entries, &pieces, terms, &shards, limit).to_string()));
    let version = bodies.iter().fold(0, |sum: u64, (_, body)| sum.rotate_left(7) ^ xxh3_64(body.as_bytes()));
    bodies.into_iter().map(move |(name, body)| {
        let text = format!("onusSearch(\"{version:016x}\",\"{name}\",{body});\n");
        Artifact::new(format!("static/search/{name}.js"), text)
    })
}

fn meta(entries: usize, pieces: &Pieces, terms: &Terms, shards: &[Vec<Range<usize>>; 3], limit: usize) -> Value {
    let starts = |shards: &[Range<usize>]| shards.iter().map(|range| range.start).collect::<Vec<_>>();
    json!({
        "entries": entries,
        "facets": pieces.facets.keys().collect::<Vec<_>>(),
        "limit": limit,
        "kinds": pieces.kinds,
        "stop": token::STOP_WORDS.join(" "),
        "serves": token::BESIDE_IDS.join(" "),
        "words": front_coded(terms.keys()),
        "t": starts(&shards[0]),
        "d": starts(&shards[1]),
        "x": starts(&shards[2]),
    })
}

/// Each word as a digit for how much of the word before it it shares, the rest of it, and a space.
fn front_coded<'t>(words: impl Iterator<Item = &'t Box<str>>) -> String {
    let mut out = String::new();
    let mut before: &str = "";
    for word in words {
        let shared = word.chars().zip(before.chars()).take(63).take_while(|(a, b)| a == b).count();
        out.push(digit(shared as u32));
        out.extend(word.chars().skip(shared));
        out.push(' ');
        before = word;
    }
    out.truncate(out.trim_end().len());
    out
}

/// For each value of each facet, its entries and its name.
fn facets(pieces: &Pieces, labels: &Labels) -> Value {
    let packed = pieces.facets.iter().map(|(facet, values)| {
        let names = labels.get(facet);
        let values = values.iter().map(|(value, list)| {
            let name = names.and_then(|names| names.get(value)).unwrap_or(value);
            (value.clone(), json!([numbers(list), name]))
        });
        ((*facet).to_owned(), Value::Object(values.collect()))
    });
    Value::Object(packed.collect())
}

fn postings(list: &[Posting]) -> String {
    let mut out = String::new();
    let mut next = 0;
    for posting in list {
        number(posting.entry - next, &mut out);
        out.push(digit(u32::from(posting.weight)));
        next = posting.entry + 1;
    }
    out
}

/// Ascending numbers, packed like postings that have no weight, so that the page unpacks both alike.
pub(super) fn numbers(list: &[u32]) -> String {
    postings(&list.iter().map(|&entry| Posting { entry, weight: 0 }).collect::<Vec<_>>())
}

/// Five bits a digit, the low ones first; 32 is set in every digit but the last.
fn number(mut value: u32, out: &mut String) {
    while value >= 32 {
        out.push(digit(value % 32 + 32));
        value /= 32;
    }
    out.push(digit(value));
}

/// A digit of base 64: the printable characters from `#` on that need no escape in a string.
fn digit(value: u32) -> char {
    let code = value.min(63) + 35;
    char::from_u32(if code >= 92 { code + 1 } else { code }).unwrap_or('#')
}

/// What words are looked for in, when a result or a phrase is shown: a line of ids and names, and the lines of the text;
/// behind a tab the card, with tabs between its parts.
fn text(entry: &Entry) -> String {
    let known: Vec<String> = entry.ids.iter().chain(&entry.names).map(|name| squeeze(name)).collect();
    let lines = entry.text.lines().map(squeeze).filter(|line| !line.is_empty());
    let mut text = std::iter::once(known.join(" · ")).chain(lines).collect::<Vec<_>>().join("\n");
    if let Some(card) = &entry.card {
        let (name, url) = card.source.as_ref().map_or(("", ""), |(name, url)| (name, url));
        for part in [card.kind, &card.word, &card.why, name, url] {
            text.push('\t');
            text.push_str(&squeeze(part));
        }
    }
    text
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Ranges of consecutive parts that come to about `limit` bytes each.
fn split<T>(parts: &[T], size: impl Fn(&T) -> usize, limit: usize) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (at, part) in parts.iter().enumerate() {
        if at > start && bytes + size(part) > limit {
            ranges.push(start..at);
            (start, bytes) = (at, 0);
        }
        bytes += size(part);
    }
    if start < parts.len() {
        ranges.push(start..parts.len());
    }
    ranges
}
