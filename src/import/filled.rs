//! Bytes of a file into the rows of a filled checklist: which kind it is follows from what it holds, not from its name.

use crate::import::entry::Row;
use crate::import::{csv, json, markdown, text, xlsx};

/// A filled checklist: its rows, and what it says about itself.
#[derive(Debug, Clone, Default)]
pub(super) struct Filled {
    /// The format, in words.
    pub(super) kind: &'static str,
    /// The selector it was made with.
    pub(super) selector: Option<String>,
    /// The workload it is for, where it says so beside the selector.
    pub(super) workload: Option<String>,
    /// The revision of the content it was made from.
    pub(super) revision: Option<String>,
    /// The hash of what it asks for.
    pub(super) hash: Option<String>,
    /// Whether it has no place for a reason.
    pub(super) without_reasons: bool,
    /// A row an item, in the order of the file.
    pub(super) rows: Vec<Row>,
    /// What could not be read: where, and why.
    pub(super) remarks: Vec<(String, String)>,
}

impl Filled {
    /// One without rows.
    pub(super) fn new(kind: &'static str) -> Self {
        Self { kind, ..Self::default() }
    }
}

/// Reads a file of any kind.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Filled, String> {
    const OLD_OFFICE: [u8; 4] = [0xd0, 0xcf, 0x11, 0xe0];
    let head = &bytes[..bytes.len().min(1024)];
    if bytes.is_empty() {
        return Err("it is empty".to_owned());
    }
    if head.windows(5).any(|window| window == b"%PDF-") {
        return pdf(bytes);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return xlsx::read(bytes);
    }
    if bytes.starts_with(&OLD_OFFICE) {
        return Err("it has a password, or is of an old spreadsheet format; save it as `.xlsx` without a password".to_owned());
    }
    let text = text::text(bytes)?;
    if text.contains('\0') {
        return Err(NO_KIND.to_owned());
    }
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
    match () {
        () if text.trim_start().starts_with('{') => json::read(&text),
        () if csv::is_checklist(&text) => csv::read(&text),
        () if markdown::is_checklist(&text) => markdown::read(&text),
        () => Err(match ending.as_str() {
            "csv" | "tsv" | "txt" => "no row names the columns `Item` and `State`".to_owned(),
            "md" | "markdown" => "no line of it names an item, as in `<!-- item: patch-guest-os@ec2 -->`".to_owned(),
            "json" => "it is not valid JSON".to_owned(),
            _ => NO_KIND.to_owned(),
        }),
    }
}

const NO_KIND: &str = "it is no PDF, workbook, CSV, Markdown or JSON file of a checklist";

#[cfg(feature = "pdf")]
fn pdf(bytes: &[u8]) -> Result<Filled, String> {
    crate::import::pdf::read(bytes)
}

#[cfg(not(feature = "pdf"))]
fn pdf(_bytes: &[u8]) -> Result<Filled, String> {
    Err("this build of onus reads no PDF; use another format, or a build with PDF".to_owned())
}
