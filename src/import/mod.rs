//! Filled checklists into statuses: a PDF, workbook, CSV or Markdown file, or what a page of the site exported.
//!
//! Files are read within limits and become rows, rows become entries, and entries are merged into what a workload's status file
//! says, by the key of their item. The file is edited in place and read again, so that what nobody changed keeps its bytes.
//! Reading files from disk and writing them is left to the caller.

mod archive;
mod csv;
mod desk;
mod edit;
mod entry;
mod filled;
mod json;
mod markdown;
mod merge;
#[cfg(feature = "pdf")]
mod pdf;
mod record;
mod report;
mod scalar;
mod shelf;
#[cfg(test)]
mod tests;
mod text;
mod workload;
mod xlsx;

use jiff::civil::Date;

use crate::artifact::Artifact;
use crate::config::Config;
use crate::model::Model;
use crate::source::Sources;
use crate::view::Unknown;

pub use report::{Aside, Change, Conflict, FileReport, Moved, Remark, Report, Skipped};

use desk::Desk;
use filled::Filled;

/// A filled checklist, as it lies on disk.
#[derive(Debug, Clone)]
pub struct FilledFile {
    /// Its name, without folders.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// What is imported, and how.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The files, merged one after the other.
    pub files: Vec<FilledFile>,
    /// The workload, where the files do not say it.
    pub workload: Option<String>,
    /// What counts where a file and the status disagree.
    pub prefer: Option<Prefer>,
    /// Who found what has no name in the files.
    pub by: Option<String>,
    /// The day of what has no date in the files.
    pub on: Option<Date>,
}

/// What counts where a filled checklist and the status disagree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prefer {
    /// The filled checklist.
    File,
    /// The status.
    Status,
    /// What has the later date, or a date at all.
    Newer,
}

/// What an import comes to.
#[derive(Debug)]
pub struct Import {
    /// What changes, and what does not.
    pub report: Report,
    /// Status files with their new text, by path in the book.
    pub statuses: Vec<Artifact>,
    /// Entries that are kept aside: the position of their file, and the text of a file for them.
    pub asides: Vec<(usize, Vec<u8>)>,
}

/// Why nothing could be imported at all.
#[derive(Debug)]
pub enum Refused {
    /// A file is no filled checklist, or too large, or broken: the whole sentence.
    File(String),
    /// No workload has that name, or none was named.
    Workload(Unknown),
    /// The status file is written in a way that cannot be edited.
    Status(String),
}

/// Reads the files and works out what they change; nothing is written.
///
/// # Errors
///
/// [`Refused`] where a file cannot be read, or its workload is not known.
pub fn import(model: &Model, sources: &Sources, config: &Config, request: &Request) -> Result<Import, Refused> {
    let read = |file: &FilledFile| filled::read(&file.name, &file.bytes).map_err(|why| Refused::File(format!("cannot read `{}`: {why}", file.name)));
    let files: Vec<Filled> = request.files.iter().map(read).collect::<Result<_, _>>()?;
    let workload = workload::choose(model, request.workload.as_deref(), &files)?;
    let mut desk = Desk::open(model, sources, config, workload)?;
    for (file, filled) in request.files.iter().zip(&files) {
        desk.take(&file.name, filled, request);
    }
    desk.finish()
}
