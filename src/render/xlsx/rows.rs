//! Rows that grow: the heights that we work out are a start, and a program may change them when somebody types.
//!
//! The library can only fix a height, and a row with a fixed height hides what is typed into it. So the mark that fixes it
//! is taken away from every row of every sheet.

use std::io::{Cursor, Read as _, Write as _};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipArchive, ZipWriter};

/// What fixes the height of a row.
const FIXED: &str = r#" customHeight="1""#;

/// The same workbook with rows that grow.
pub(super) fn growing(file: &[u8]) -> ZipResult<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(file))?;
    let mut out = ZipWriter::new(Cursor::new(Vec::with_capacity(file.len() / 4)));
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at)?;
        let (name, mut text) = (entry.name()?.into_owned(), String::new());
        entry.read_to_string(&mut text)?;
        let text = if name.starts_with("xl/worksheets/") { unfixed(&text) } else { text };
        out.start_file(name, options)?;
        out.write_all(text.as_bytes())?;
    }
    Ok(out.finish()?.into_inner())
}

/// A sheet without fixed heights. Text of the book cannot look like a tag: it is escaped.
fn unfixed(sheet: &str) -> String {
    let mut out = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some(at) = rest.find("<row ") {
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end);
        out.push_str(&rest[..at]);
        out.push_str(&rest[at..end].replace(FIXED, ""));
        rest = &rest[end..];
    }
    out + rest
}

#[test]
fn only_rows_change() {
    let sheet = r#"<cols><col customWidth="1"/></cols><row r="1" ht="25" customHeight="1"><c r="A1"/></row><row r="2"/><x> customHeight="1"</x>"#;
    assert_eq!(unfixed(sheet), r#"<cols><col customWidth="1"/></cols><row r="1" ht="25"><c r="A1"/></row><row r="2"/><x> customHeight="1"</x>"#);
}
