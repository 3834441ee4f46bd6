//! The weight of pages, held against what a reader should have to load.
//!
//! Every page has a budget of its own; a kind of pages has a smaller one for its typical page, which is the median of a sample.

use std::collections::BTreeMap;
use std::io::{Result, Write, sink};

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::artifact::Artifact;
use crate::diag::{Diagnostics, rules};
use crate::source::Span;
use crate::view::site::Site;

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

/// A file on the scales.
struct Weighed<'f> {
    path: &'f str,
    bytes: &'f [u8],
}

/// Reports every file that breaks its budget, and every kind of pages whose typical page does; `at` is the place to complain at.
pub fn check(files: &[Artifact], site: &Site, at: Span, diags: &mut Diagnostics) {
    let kinds: BTreeMap<&str, &'static str> = site.pages.iter().map(|page| (page.head.path.as_str(), page.body.template())).collect();
    let files: Vec<Weighed> = files.iter().map(|file| Weighed { path: &file.path, bytes: &file.bytes }).collect();
    heaviest(&files, at, diags);
    let mut by_kind: BTreeMap<&str, Vec<&Weighed>> = BTreeMap::new();
    for file in &files {
        if let Some(kind) = kinds.get(file.path) {
            by_kind.entry(kind).or_default().push(file);
        }
    }
    by_kind.iter().filter(|(_, pages)| pages.len() >= FEW).for_each(|(kind, pages)| typical(kind, pages, at, diags));
}

fn heaviest(files: &[Weighed], at: Span, diags: &mut Diagnostics) {
    for file in files {
        let Some(&(_, budget)) = BUDGETS.iter().find(|(ending, _)| file.path.ends_with(ending)) else { continue };
        // What is small as it is cannot break the budget, and most pages are.
        let weight = if file.bytes.len() <= budget { 0 } else { compressed(file.bytes) };
        if weight > budget {
            report(format!("`{}` has {weight} bytes after compression; {budget} is the budget", file.path), at, diags);
        }
        let count = if file.path.ends_with(".html") { elements(file.bytes) } else { 0 };
        if count > ELEMENTS {
            report(format!("`{}` has {count} elements; {ELEMENTS} is the budget", file.path), at, diags);
        }
    }
}

fn typical(kind: &str, pages: &[&Weighed], at: Span, diags: &mut Diagnostics) {
    let sample: Vec<&Weighed> = (0..SAMPLE.min(pages.len())).map(|one| pages[one * pages.len() / SAMPLE.min(pages.len())]).collect();
    let weight = median(sample.iter().map(|page| if page.bytes.len() <= TYPICAL { page.bytes.len() } else { compressed(page.bytes) }));
    if weight > TYPICAL {
        report(format!("a typical page made by `{kind}` has {weight} bytes after compression; {TYPICAL} is the budget"), at, diags);
    }
    let count = median(pages.iter().map(|page| elements(page.bytes)));
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

/// How many elements a page has. Words hold no `<`: it is escaped there.
fn elements(html: &[u8]) -> usize {
    html.windows(2).filter(|pair| pair[0] == b'<' && pair[1].is_ascii_alphabetic()).count()
}

/// The size after compression, in bytes.
fn compressed(bytes: &[u8]) -> usize {
    gzip(bytes).unwrap_or_default()
}

fn gzip(bytes: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Counter { bytes: 0, rest: sink() }, Compression::default());
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

    fn told(work: impl FnOnce(Span, &mut Diagnostics)) -> Vec<String> {
        let (_, file) = at();
        let mut diags = Diagnostics::default();
        work(Span::start_of(file), &mut diags);
        diags.items().iter().map(|finding| finding.message.clone()).collect()
    }

    #[test]
    fn only_what_is_heavy_after_compression_is_told() {
        let (calm, noise, tags) = (vec![b'a'; 500_000], noise(200_000), b"<p>".repeat(5_001));
        let file = |path, bytes| Weighed { path, bytes };
        let files = [file("calm.html", &calm), file("heavy.html", &noise), file("heavy.pdf", &noise), file("big.html", &tags)];
        let told = told(|at, diags| heaviest(&files, at, diags));
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].starts_with("`heavy.html` has ") && told[0].ends_with("; 60000 is the budget"), "{told:?}");
        assert_eq!(told[1], "`big.html` has 5001 elements; 5000 is the budget");
    }

    #[test]
    fn the_typical_page_of_a_kind_is_its_median() {
        let (light, heavy) = (vec![b'a'; 50_000], [noise(13_000), b"<p>".repeat(1_500)].concat());
        let pages = |heavies: usize| -> Vec<Weighed<'_>> {
            (0..9).map(|at| Weighed { path: "", bytes: if at < heavies { &heavy } else { &light } }).collect()
        };
        let told_of = |pages: Vec<Weighed>| told(|at, diags| typical("service.html", &pages.iter().collect::<Vec<_>>(), at, diags));
        assert_eq!(told_of(pages(4)), Vec::<String>::new());
        let told = told_of(pages(5));
        assert!(told[0].starts_with("a typical page made by `service.html` has 1"), "{told:?}");
        assert_eq!(told[1], "a typical page made by `service.html` has 1500 elements; 1400 is the budget");
    }
}
