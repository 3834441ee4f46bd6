//! What comes back filled in, in every format, and what `onus status` then says.

pub mod formats;
mod rules;
mod shipped;
mod status;

use std::path::Path;

use tempfile::TempDir;

use crate::cli::{Ran, onus, put};
use crate::fixture::Book;

/// The small book on disk.
fn book() -> TempDir {
    laid_out(&Book::fixture("base"))
}

fn laid_out(book: &Book) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, bytes) in &book.0 {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder above")).expect("makes folders");
        std::fs::write(path, bytes).expect("writes");
    }
    folder
}

fn status(book: &TempDir) -> String {
    std::fs::read_to_string(book.path().join("content/status/payments.yaml")).expect("a status file")
}

fn import(book: &TempDir, arguments: &[&str]) -> Ran {
    onus(book.path(), &[&["import", "checklist"], arguments].concat())
}

/// Whether the book has nothing to complain about but what has run out.
#[track_caller]
fn checks(book: &Path) {
    let ran = onus(book, &["check", "--deny", "warnings"]);
    assert_eq!(ran.code, Some(0), "{}", ran.out);
}

const CSV: &str = "Item,Done,State,Owner,Date,Note,Evidence,Reason,Until\n";

/// A CSV file with these rows.
fn csv(book: &TempDir, name: &str, rows: &str) {
    put(book, name, &format!("{CSV}{rows}"));
}
