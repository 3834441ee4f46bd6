//! What is mutated: the shipped content, the fixtures, and checklists that onus made and somebody filled in.

use std::io::{Cursor, Read as _, Write as _};

use onus::ChecklistFormat;
use onus::config::{Config, CsvStyle, Overrides};
use onus::diag::Diagnostics;
use onus::selection::kinds::KINDS;
use onus::source::Sources;

use crate::fixture::{Book, TODAY};
use crate::import::formats::KNOWN;
use crate::mutated::cases::Ground;
use crate::oscal::CATALOG;

/// A file: its path or name, and what it holds.
pub type File = (String, Vec<u8>);

/// Everything that cases begin with.
pub struct Seeds {
    /// The book around all of it.
    pub ground: Ground,
    /// Files of the book around all of it.
    pub near: Vec<File>,
    /// Files of other books.
    pub far: Vec<File>,
    /// Files that others are read by, such as layers and book.toml.
    pub foundation: Vec<File>,
    /// Texts of guides and lessons.
    pub guides: Vec<Vec<u8>>,
    /// Selections.
    pub selections: Vec<Vec<u8>>,
    /// Filled checklists: a table, a task list, and what a page of the site exports.
    pub texts: [File; 3],
    /// The parts of a filled workbook.
    pub workbook: Vec<File>,
    /// Filled forms, what is in them not compressed.
    pub forms: Vec<Vec<u8>>,
}

/// What a page of the site exports.
const EXPORT: &str = r#"{
  "format": "onus-checklist/1", "checklist": "workload-payments", "revision": "abc1234", "exported": "2026-11-10",
  "items": [
    { "item": "patch-monthly@ec2/windows", "state": "not-met", "by": "Ana", "on": "2026-11-10", "note": "one\ntwo", "evidence": ["https://a.example/x", "y"] },
    { "item": "name-classes", "done": true, "state": "met", "on": "2026-11-10" },
    { "item": "encrypt-storage@s3", "state": "not-applicable", "because": "none", "until": "2027-01-31" },
    { "item": "gone@ec2", "state": "met" }
  ]
}
"#;

const SELECTIONS: &[&str] = &[
    "ec2/windows,s3",
    "workload:payments -team:platform group:team",
    "workload:payments service:ec2 side:customer",
    "framework:nist-800-53-r5#moderate priority>=high",
    "framework:nist-800-53-r5#SI-2(1) group:requirement",
    "checklist:before-launch layer:guest-os",
    "category:compute model:iaas -control:patch-monthly",
    "workload=payments state:not-met,not-assessed scope:account,organization",
    "domain:data cadence:monthly,yearly mode:configure party:aws",
];

impl Seeds {
    /// Reads the files of this repository.
    pub fn read() -> Self {
        let base = Book::fixture("base").with("content/status/payments.yaml", KNOWN);
        let others = [Book::shipped(), Book::fixture("mistakes"), Book::fixture("more-mistakes"), Book::fixture("learn")];
        let is_foundation = |(path, _): &File| path.contains("/model/") || path.ends_with("book.toml") || path.ends_with("glossary.yaml");
        let text = |(path, _): &File| [".yaml", ".md", ".toml", ".json"].iter().any(|ending| path.ends_with(ending));
        let all = others.into_iter().flat_map(|book| book.0).filter(text);
        let (mut foundation, far): (Vec<File>, Vec<File>) = all.partition(is_foundation);
        let mut near: Vec<File> = base.0.clone().into_iter().filter(text).collect();
        near.push(("content/frameworks/catalog.json".to_owned(), CATALOG.as_bytes().to_vec()));
        foundation.extend(base.0.clone().into_iter().filter(is_foundation));
        let guides = near.iter().chain(&far).filter(|(path, _)| path.ends_with(".md")).map(|(_, bytes)| bytes.clone()).collect();
        let ([table, tasks, workbook], forms) = filled(&base);
        Self {
            near,
            far,
            foundation,
            guides,
            selections: SELECTIONS.iter().copied().chain(KINDS.iter().map(|kind| kind.example)).map(|text| text.as_bytes().to_vec()).collect(),
            texts: [
                ("case.csv".to_owned(), filled_in(&table)),
                ("case.md".to_owned(), filled_in(&tasks)),
                ("case.json".to_owned(), EXPORT.as_bytes().to_vec()),
            ],
            workbook: unpacked(&workbook).into_iter().map(|(name, bytes)| (name, filled_in(&bytes))).collect(),
            forms,
            ground: Ground::of(base.0),
        }
    }
}

/// What onus made, with another name and every box of a task list ticked.
fn filled_in(bytes: &[u8]) -> Vec<u8> {
    String::from_utf8_lossy(bytes).replace("Ana", "Eve").replace("- [ ]", "- [x]").into_bytes()
}

/// The checklist of the workload as onus makes it: a table, a task list, a workbook; and forms.
fn filled(book: &Book) -> ([Vec<u8>; 3], Vec<Vec<u8>>) {
    let sources = Sources::new(book.0.clone());
    let config = Config::read(&sources, &Overrides::on(TODAY), &mut Diagnostics::default());
    let model = onus::check(&sources, &config).model;
    let made = |format| {
        let made = onus::checklist(&model, &sources, &config, "workload:payments", format);
        made.ok().and_then(|made| made.artifact).expect("the book is right").bytes
    };
    let formats = [ChecklistFormat::Csv(CsvStyle::default()), ChecklistFormat::Markdown, ChecklistFormat::Xlsx];
    (formats.map(made), forms(|| made(ChecklistFormat::Pdf)))
}

#[cfg(feature = "pdf")]
fn forms(made: impl Fn() -> Vec<u8>) -> Vec<Vec<u8>> {
    let elsewhere = Book::fixture("filled").0.into_values();
    std::iter::once(made()).chain(elsewhere).map(|bytes| plain(&bytes)).collect()
}

#[cfg(not(feature = "pdf"))]
fn forms(_made: impl Fn() -> Vec<u8>) -> Vec<Vec<u8>> {
    Vec::new()
}

/// A form without compression, and without the streams that draw its pages.
#[cfg(feature = "pdf")]
fn plain(bytes: &[u8]) -> Vec<u8> {
    let mut document = lopdf::Document::load_mem(bytes).expect("a form");
    document.decompress();
    for object in document.objects.values_mut() {
        if let lopdf::Object::Stream(stream) = object
            && stream.content.len() > 4_000
        {
            stream.set_plain_content(Vec::new());
        }
    }
    let mut out = Vec::new();
    document.save_to(&mut out).expect("memory");
    out
}

fn unpacked(bytes: &[u8]) -> Vec<File> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook is an archive");
    let count = archive.len();
    let part = |at: usize| {
        let mut part = archive.by_index(at).expect("it has that many parts");
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("memory");
        (part.name().expect("its name is text").into_owned(), bytes)
    };
    (0..count).map(part).collect()
}

/// An archive of parts, none of them compressed.
pub fn packed(parts: &[File]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let plain = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in parts {
        archive.start_file(name.as_str(), plain).and_then(|()| Ok(archive.write_all(bytes)?)).expect("memory");
    }
    archive.finish().expect("memory").into_inner()
}
