//! Files to take away: those of a checklist, of a framework, of the whole book, each with its size where it is known.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::model::{Framework, Id};
use crate::view::address;
use crate::view::handout;
use crate::view::learn::Plan;
use crate::view::site::book::Book;
use crate::view::site::parts::Download;
use crate::view::workbook::{BOOK, MAPPINGS, RESPONSIBILITIES, framework_path};

/// Documents about one thing.
#[derive(Debug, Clone, Serialize)]
pub struct Downloads {
    /// What they are for.
    pub title: String,
    /// Its formats.
    pub files: Vec<Download>,
}

/// The files of a checklist, in the formats that make it.
pub fn files(book: &Book, stem: &str) -> Vec<Download> {
    let file = |made: &BTreeSet<String>, format, extension: &str| {
        made.contains(stem).then(|| download(book, format, format!("checklists/{stem}.{extension}")))
    };
    let made = &book.facts.made;
    let files =
        [file(&made.pdf, "PDF", "pdf"), file(&made.xlsx, "XLSX", "xlsx"), file(&made.csv, "CSV", "csv"), file(&made.markdown, "Markdown", "md")];
    files.into_iter().flatten().collect()
}

/// The files of a framework.
pub fn of_framework(book: &Book, id: Id<Framework>) -> Vec<Download> {
    let workbook = book.config.xlsx.as_ref().map(|_| download(book, "XLSX", framework_path(book.model, id)));
    workbook.into_iter().collect()
}

/// A document to print, where the book has any.
pub fn sheet(book: &Book, url: String) -> Vec<Download> {
    let pdf = book.config.pdf.as_ref().map(|_| download(book, "PDF", url));
    pdf.into_iter().collect()
}

/// The documents of a path, each by its name.
pub fn of_path(book: &Book, plan: &Plan) -> Vec<Download> {
    let parts = book.config.pdf.iter().flat_map(|_| handout::parts(plan));
    parts.map(|part| download(book, part.name(), format!("learn/{}/{}.pdf", plan.stem, part.word()))).collect()
}

/// The files of the whole book.
pub fn whole(book: &Book) -> Vec<Downloads> {
    let xlsx = |path: &str| book.config.xlsx.as_ref().map(|_| download(book, "XLSX", path.to_owned()));
    let csv = |path: &str| book.config.csv.as_ref().map(|_| download(book, "CSV", path.to_owned()));
    let entry = |title: &str, files: Vec<Option<Download>>| Downloads { title: title.to_owned(), files: files.into_iter().flatten().collect() };
    let all = [
        Downloads { title: "Who holds each layer of every service, to print".to_owned(), files: sheet(book, address::MATRIX.to_owned()) },
        entry("Who holds which duty, since when and why, with matrix, mappings and controls", vec![xlsx(BOOK)]),
        entry("Who holds which duty, since when and why", vec![csv(RESPONSIBILITIES)]),
        entry("What controls do for the requirements of frameworks", vec![csv(MAPPINGS)]),
    ];
    all.into_iter().filter(|entry| !entry.files.is_empty()).collect()
}

fn download(book: &Book, format: &'static str, url: String) -> Download {
    Download { format, size: book.sizes.get(&url).map(|&bytes| size(bytes)), url }
}

/// A number of bytes, as people say it.
fn size(bytes: usize) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

#[test]
fn sizes_are_short() {
    assert_eq!([size(999), size(1_001), size(999_999), size(4_326_789)], ["999 B", "2 kB", "1000 kB", "4.3 MB"]);
}
