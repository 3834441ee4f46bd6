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

use std::borrow::Borrow;
use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};
use xxhash_rust::xxh3::xxh3_64;

use super::weigh::Posting;
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
    // Each has just the memory that it needs: there are hundreds of thousands.
    titles: Vec<Box<str>>,
    texts: Vec<Box<str>>,
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
        self.titles.push(script(&(&entry.url, &entry.title)).as_str().into());
        self.texts.push(text(entry).as_str().into());
    }

    /// The number of the first entry of a kind.
    fn first(&self, kind: &str) -> usize {
        self.kinds.iter().take_while(|(one, _)| *one < kind).map(|(_, count)| count).sum()
    }
}

/// A script without what is around it: its name, and its data.
type Body = (String, String);

/// Writes the scripts. Of a large book each kind of part is as large as a tenth of its pages, so what becomes a part goes.
pub(super) fn scripts<T>(mut pieces: Pieces, terms: T, ask: &Ask, limit: usize) -> impl Iterator<Item = Artifact> + use<T>
where
    T: Iterator<Item = (Box<str>, Vec<Posting>)>,
{
    let (entries, mut words) = (pieces.titles.len(), Words::default());
    let size = if entries > FEW { LARGE } else { SHARD };
    let lists = terms.map(|(word, list)| {
        words.push(word);
        postings(list.into_iter())
    });
    let mut bodies = Vec::new();
    let starts = [
        cut("t", lists, (1, size[0]), |lists| script(&lists.join(" ")), &mut bodies),
        cut("d", std::mem::take(&mut pieces.titles).into_iter(), (0, size[1]), |titles| format!("[{}]", titles.join(",")), &mut bodies),
        cut("x", std::mem::take(&mut pieces.texts).into_iter(), (0, size[2]), script, &mut bodies),
    ];
    bodies.push(("ask".to_owned(), ask.data(|kind| pieces.first(kind)).to_string()));
    bodies.push(("facets".to_owned(), facets(&pieces, &ask.labels).to_string()));
    bodies.push(("meta".to_owned(), meta(entries, &pieces, &words.coded, &starts, limit).to_string()));
    let version = bodies.iter().fold(0, |sum: u64, (_, body)| sum.rotate_left(7) ^ xxh3_64(body.as_bytes()));
    bodies.into_iter().map(move |(name, body)| {
        let text = format!("onusSearch(\"{version:016x}\",\"{name}\",{body});\n");
        Artifact::new(format!("static/search/{name}.js"), text)
    })
}

/// Joins consecutive pieces to bodies of about `limit` bytes each, `own` bytes counted for what joins a piece; gives the number of the first piece of each.
fn cut<P: Borrow<str>>(
    kind: &str,
    pieces: impl Iterator<Item = P>,
    (own, limit): (usize, usize),
    body: impl Fn(&[P]) -> String,
    bodies: &mut Vec<Body>,
) -> Vec<usize> {
    let (mut starts, mut part, mut bytes) = (Vec::new(), Vec::new(), 0);
    let mut end = |part: &mut Vec<P>, starts: &Vec<usize>| {
        // What is joined is longer than it has to be; what is kept is not.
        bodies.push((format!("{kind}{}", starts.len() - 1), body(part).as_str().to_owned()));
        part.clear();
    };
    for (at, piece) in pieces.enumerate() {
        let length = piece.borrow().len() + own;
        if bytes + length > limit && !part.is_empty() {
            end(&mut part, &starts);
            bytes = 0;
        }
        if part.is_empty() {
            starts.push(at);
        }
        bytes += length;
        part.push(piece);
    }
    if !part.is_empty() {
        end(&mut part, &starts);
    }
    starts
}

/// What a script holds, as one.
fn script(data: &(impl Serialize + ?Sized)) -> String {
    serde_json::to_string(data).expect("texts and lists of texts have no keys that could be wrong")
}

fn meta(entries: usize, pieces: &Pieces, words: &str, starts: &[Vec<usize>; 3], limit: usize) -> Value {
    json!({
        "entries": entries,
        "facets": pieces.facets.keys().collect::<Vec<_>>(),
        "limit": limit,
        "kinds": pieces.kinds,
        "stop": token::STOP_WORDS.join(" "),
        "serves": token::BESIDE_IDS.join(" "),
        "words": words,
        "t": starts[0],
        "d": starts[1],
        "x": starts[2],
    })
}

/// Words in order, each as a digit for how much of the word before it it shares, and the rest of it, with spaces between them.
#[derive(Default)]
struct Words {
    coded: String,
    last: Box<str>,
}

impl Words {
    fn push(&mut self, word: Box<str>) {
        if !self.coded.is_empty() {
            self.coded.push(' ');
        }
        let shared = word.chars().zip(self.last.chars()).take(63).take_while(|(a, b)| a == b).count();
        self.coded.push(digit(shared as u32));
        self.coded.extend(word.chars().skip(shared));
        self.last = word;
    }
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

fn postings(list: impl Iterator<Item = Posting>) -> String {
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
    postings(list.iter().map(|&entry| Posting { entry, weight: 0 }))
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
    let mut text = String::new();
    for (at, name) in entry.ids.iter().chain(&entry.names).enumerate() {
        text.push_str(if at > 0 { " · " } else { "" });
        squeeze(name, &mut text);
    }
    for line in entry.text.lines().filter(|line| !line.trim().is_empty()) {
        text.push('\n');
        squeeze(line, &mut text);
    }
    if let Some(card) = &entry.card {
        let (name, url) = card.source.as_ref().map_or(("", ""), |(name, url)| (name, url));
        for part in [card.kind, &card.word, &card.why, name, url] {
            text.push('\t');
            squeeze(part, &mut text);
        }
    }
    text
}

/// Appends a text with single spaces between its words.
fn squeeze(text: &str, out: &mut String) {
    for (at, word) in text.split_whitespace().enumerate() {
        out.push_str(if at > 0 { " " } else { "" });
        out.push_str(word);
    }
}
