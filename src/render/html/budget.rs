//! The weight of pages, held against what a reader should have to load.

use std::io::{Result, Write, sink};

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::artifact::Artifact;
use crate::diag::{Diagnostics, rules};
use crate::source::Span;

/// Kinds of files with a budget, in bytes after compression.
const BUDGETS: &[(&str, usize)] = &[(".html", 60_000), (".css", 12_000)];

/// Reports every file that breaks its budget; the files are those of the site, and `at` is the place to complain at.
pub fn check(files: &[Artifact], at: Span, diags: &mut Diagnostics) {
    for file in files {
        let Some(&(_, budget)) = BUDGETS.iter().find(|(ending, _)| file.path.ends_with(ending)) else { continue };
        // What is small as it is cannot break the budget, and most pages are.
        if file.bytes.len() <= budget {
            continue;
        }
        let weight = compressed(&file.bytes).unwrap_or_default();
        if weight > budget {
            let message = format!("`{}` has {weight} bytes after compression; {budget} is the budget", file.path);
            diags.report(&rules::PAGE_BUDGET, at, message).help("show less on one page, or set `page-budget` under `[rules]` in book.toml");
        }
    }
}

/// The size after compression, in bytes.
fn compressed(bytes: &[u8]) -> Result<usize> {
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

    #[test]
    fn only_what_is_heavy_after_compression_is_told() {
        let (_, file) = at();
        // Each number follows from the one before and looks like chance, so there is little to compress.
        let next = |n: &u64| Some(n.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407));
        let noise: Vec<u8> = std::iter::successors(Some(1), next).map(|n: u64| n.to_be_bytes()[0]).take(200_000).collect();
        let files = [Artifact::new("calm.html", vec![b'a'; 500_000]), Artifact::new("heavy.html", noise.clone()), Artifact::new("heavy.pdf", noise)];
        let mut diags = Diagnostics::default();
        check(&files, Span::start_of(file), &mut diags);
        let told: Vec<&str> = diags.items().iter().map(|finding| finding.message.split(' ').next().unwrap_or_default()).collect();
        assert_eq!(told, ["`heavy.html`"]);
    }
}
