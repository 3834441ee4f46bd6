//! The weight of pages, held against what a reader should have to load.
//!
//! Every page has a budget of its own; a kind of pages has a smaller one for its typical page, which is the median of a sample.

use std::collections::BTreeMap;
use std::io::{Result, Write, sink};
use std::sync::{Mutex, PoisonError};

use flate2::Compression;
use flate2::write::GzEncoder;
use xxhash_rust::xxh3::xxh3_64;

use crate::artifact::Artifact;
use crate::diag::{Diagnostics, rules};
use crate::source::Span;

/// What a file may weigh at most after compression, in bytes, by the end of its path.
const BUDGETS: &[(&str, usize)] = &[(".html", 60_000), (".css", 12_000), ("static/onus.js", 6_000), ("static/checklist.js", 4_000)];
/// What a typical page of a kind may weigh at most after compression.
const TYPICAL: usize = 12_000;
/// How many elements a page may have at most, and a typical page of a kind.
const ELEMENTS: usize = 5_000;
const TYPICAL_ELEMENTS: usize = 1_400;
/// Fewer pages than this have no typical one.
const FEW: usize = 3;
/// How many pages of a kind are weighed to find the typical one.
const SAMPLE: usize = 31;

/// Takes in pages and files one by one, from any thread, and keeps of them what it takes to judge them.
#[derive(Debug, Default)]
pub struct Scales {
    found: Mutex<Found>,
}

#[derive(Debug, Default)]
struct Found {
    /// What is wrong with single files.
    heavy: Vec<String>,
    /// How many elements the pages of each kind have.
    elements: BTreeMap<&'static str, Vec<usize>>,
    /// Some pages of each kind, by a digest of their paths: which ones does not depend on the order in which they came.
    samples: BTreeMap<&'static str, BTreeMap<u64, Vec<u8>>>,
}

impl Scales {
    /// Takes in a page; `kind` is the template that made it.
    pub fn page(&self, kind: &'static str, page: &Artifact) {
        let elements = elements(&page.bytes);
        let mut wrong: Vec<String> = heavy(page).into_iter().collect();
        if elements > ELEMENTS {
            wrong.push(format!("`{}` has {elements} elements; {ELEMENTS} is the budget", page.path));
        }
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        found.heavy.append(&mut wrong);
        found.elements.entry(kind).or_default().push(elements);
        let sample = found.samples.entry(kind).or_default();
        let key = xxh3_64(page.path.as_bytes());
        if sample.len() < SAMPLE || sample.last_key_value().is_some_and(|(last, _)| key < *last) {
            sample.insert(key, page.bytes.clone());
        }
        if sample.len() > SAMPLE {
            sample.pop_last();
        }
    }

    /// Takes in any other file.
    pub fn file(&self, file: &Artifact) {
        if let Some(wrong) = heavy(file) {
            self.found.lock().unwrap_or_else(PoisonError::into_inner).heavy.push(wrong);
        }
    }

    /// Reports every file that breaks its budget, and every kind of pages whose typical page does; `at` is the place to complain at.
    pub fn report(self, at: Span, diags: &mut Diagnostics) {
        let Found { heavy, elements, samples } = self.found.into_inner().unwrap_or_else(PoisonError::into_inner);
        heavy.into_iter().for_each(|wrong| report(wrong, at, diags));
        for (kind, counts) in elements.iter().filter(|(_, counts)| counts.len() >= FEW) {
            let sample: Vec<&[u8]> = samples.get(kind).into_iter().flat_map(BTreeMap::values).map(Vec::as_slice).collect();
            typical(kind, &sample, counts, at, diags);
        }
    }
}

/// What is wrong with the weight of a file, if it has a budget and breaks it.
fn heavy(file: &Artifact) -> Option<String> {
    let &(_, budget) = BUDGETS.iter().find(|(ending, _)| file.path.ends_with(ending))?;
    let weight = over(&file.bytes, budget)?;
    Some(format!("`{}` has {weight} bytes after compression; {budget} is the budget", file.path))
}

/// The size after compression where it is over the budget. Most pages are small enough as they are, or after the quickest
/// compression, and the best one makes nothing larger than that.
fn over(bytes: &[u8], budget: usize) -> Option<usize> {
    let fits = bytes.len() <= budget || compressed(bytes, Compression::fast()) <= budget;
    if fits { None } else { Some(compressed(bytes, Compression::default())).filter(|weight| *weight > budget) }
}

fn typical(kind: &str, sample: &[&[u8]], elements: &[usize], at: Span, diags: &mut Diagnostics) {
    let weight = if mostly_light(sample) { 0 } else { median(sample.iter().map(|page| compressed(page, Compression::default()))) };
    if weight > TYPICAL {
        report(format!("a typical page made by `{kind}` has {weight} bytes after compression; {TYPICAL} is the budget"), at, diags);
    }
    let count = median(elements.iter().copied());
    if count > TYPICAL_ELEMENTS {
        report(format!("a typical page made by `{kind}` has {count} elements; {TYPICAL_ELEMENTS} is the budget"), at, diags);
    }
}

fn report(message: String, at: Span, diags: &mut Diagnostics) {
    diags.report(&rules::PAGE_BUDGET, at, message).help("show less on one page, or set `page-budget` under `[rules]` in book.toml");
}

/// The number in the middle; of two in the middle, the smaller one.
fn median(numbers: impl Iterator<Item = usize>) -> usize {
    let mut sorted: Vec<usize> = numbers.collect();
    sorted.sort_unstable();
    sorted.get(sorted.len().saturating_sub(1) / 2).copied().unwrap_or_default()
}

/// Whether the page in the middle is light as it is, or after quick compression: then none has to be compressed well, and of the others
/// only as many quickly as are before it. The smallest come first.
fn mostly_light(sample: &[&[u8]]) -> bool {
    let mut sorted = sample.to_vec();
    sorted.sort_by_key(|page| page.len());
    let light = |page: &&&[u8]| page.len() <= TYPICAL || compressed(page, Compression::fast()) <= TYPICAL;
    let half = sample.len().div_ceil(2);
    sorted.iter().filter(light).take(half).count() == half
}

/// How many elements a page has. Words hold no `<`: it is escaped there.
fn elements(html: &[u8]) -> usize {
    // In pieces of which a byte can tell the number, the processor looks at many places at once.
    const PIECE: usize = u8::MAX as usize;
    let next = html.get(1..).unwrap_or_default().chunks(PIECE);
    let opens = |(open, name): (&u8, &u8)| u8::from((*open == b'<') & name.is_ascii_alphabetic());
    html.chunks(PIECE).zip(next).map(|(html, next)| usize::from(html.iter().zip(next).map(opens).sum::<u8>())).sum()
}

/// The size after compression, in bytes.
fn compressed(bytes: &[u8], level: Compression) -> usize {
    gzip(bytes, level).unwrap_or_default()
}

fn gzip(bytes: &[u8], level: Compression) -> Result<usize> {
    let mut encoder = GzEncoder::new(Counter { bytes: 0, rest: sink() }, level);
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.bytes)
}

/// Counts what is written, and keeps nothing.
struct Counter {
    bytes: usize,
    rest: std::io::Sink,
}

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        self.bytes += bytes.len();
        self.rest.write(bytes)
    }

    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Sources};

    fn at() -> (Sources, FileId) {
        let sources = Sources::new([("book.toml".to_owned(), Vec::new())]);
        let file = sources.find("book.toml").expect("it was put there");
        (sources, file)
    }

    /// Bytes of which each follows from the one before and looks like chance, so that there is little to compress.
    fn noise(length: usize) -> Vec<u8> {
        let next = |n: &u64| Some(n.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407));
        std::iter::successors(Some(1), next).map(|n: u64| n.to_be_bytes()[0]).filter(|byte| *byte != b'<').take(length).collect()
    }

    fn told(pages: &[(&'static str, &str, &[u8])], files: &[(&str, &[u8])]) -> Vec<String> {
        let (_, file) = at();
        let (mut diags, scales) = (Diagnostics::default(), Scales::default());
        pages.iter().for_each(|(kind, path, bytes)| scales.page(kind, &Artifact::new(*path, *bytes)));
        files.iter().for_each(|(path, bytes)| scales.file(&Artifact::new(*path, *bytes)));
        scales.report(Span::start_of(file), &mut diags);
        diags.items().iter().map(|finding| finding.message.clone()).collect()
    }

    #[test]
    fn only_what_is_heavy_after_compression_is_told() {
        let (calm, noise, tags) = (vec![b'a'; 500_000], noise(200_000), b"<p>".repeat(5_001));
        let pages: [(&str, &str, &[u8]); 3] = [("a", "calm.html", &calm), ("b", "heavy.html", &noise), ("c", "big.html", &tags)];
        let told = told(&pages, &[("heavy.pdf", &noise), ("static/onus.css", &noise)]);
        assert_eq!(told.len(), 3, "{told:?}");
        assert!(told[0].starts_with("`heavy.html` has ") && told[0].ends_with("; 60000 is the budget"), "{told:?}");
        assert_eq!(told[1], "`big.html` has 5001 elements; 5000 is the budget");
        assert!(told[2].starts_with("`static/onus.css` has "), "{told:?}");
    }

    #[test]
    fn elements_are_counted_wherever_they_begin() {
        let count = |before: usize| elements(&[vec![b' '; before], b"<p>".repeat(500), b"</p> < <1 <".to_vec()].concat());
        assert_eq!([0, 1, 2, 254, 255, 256].map(count), [500; 6]);
        assert_eq!([elements(b""), elements(b"<"), elements(b"<p")], [0, 0, 1]);
    }

    #[test]
    fn the_typical_page_of_a_kind_is_its_median() {
        let (light, heavy) = (vec![b'a'; 50_000], [noise(13_000), b"<p>".repeat(1_500)].concat());
        let told_of = |heavies: usize| {
            let paths: Vec<String> = (0..9).map(|at| format!("{at}.html")).collect();
            let page = |at: usize| ("service.html", paths[at].as_str(), if at < heavies { heavy.as_slice() } else { light.as_slice() });
            told(&(0..9).map(page).collect::<Vec<_>>(), &[])
        };
        assert_eq!(told_of(4), Vec::<String>::new());
        let told = told_of(5);
        assert!(told[0].starts_with("a typical page made by `service.html` has 1"), "{told:?}");
        assert_eq!(told[1], "a typical page made by `service.html` has 1500 elements; 1400 is the budget");
    }

    #[test]
    fn the_sample_does_not_depend_on_the_order_of_pages() {
        let pages: Vec<(String, Vec<u8>)> = (0..200).map(|at| (format!("{at}.html"), noise(12_000 + 40 * at))).collect();
        let all: Vec<(&'static str, &str, &[u8])> = pages.iter().map(|(path, bytes)| ("control.html", path.as_str(), bytes.as_slice())).collect();
        let turned: Vec<_> = all.iter().rev().copied().collect();
        assert_eq!(told(&all, &[]), told(&turned, &[]));
        assert_eq!(told(&all, &[]).len(), 1);
    }
}
