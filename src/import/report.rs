//! What an import changes and what it leaves, for people and for programs.

use serde::Serialize;

/// What an import comes to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The workload.
    pub workload: String,
    /// Its status file, in the book.
    pub status: String,
    /// The files that were read.
    pub files: Vec<FileReport>,
    /// Items whose status changes, in the order of the files.
    pub changes: Vec<Change>,
    /// Items about which a file and the status disagree, with nothing to decide between them; nothing of these is written.
    pub conflicts: Vec<Conflict>,
    /// Entries that could not be taken, and are kept aside.
    pub aside: Vec<Aside>,
    /// Entries that are older than the status, or not preferred.
    pub behind: Vec<Skipped>,
    /// What was read in another way than it was perhaps meant.
    pub remarks: Vec<Remark>,
}

impl Report {
    /// Whether something needs a decision or a correction.
    pub fn has_findings(&self) -> bool {
        !self.conflicts.is_empty() || !self.aside.is_empty()
    }
}

/// A file that was read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct FileReport {
    /// Its name.
    pub file: String,
    /// `PDF`, `XLSX`, `CSV`, `Markdown` or `browser export`.
    pub kind: &'static str,
    /// The selector it was made with.
    pub selector: Option<String>,
    /// The revision it was made from.
    pub revision: Option<String>,
    /// How many items it has.
    pub items: usize,
    /// How many of them say nothing new.
    pub same: usize,
    /// How many of them are not filled in.
    pub blank: usize,
}

/// An item whose status changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Its key.
    pub item: String,
    /// Whether nothing was known about it.
    pub new: bool,
    /// The file.
    pub file: String,
    /// Where in the file.
    pub place: String,
    /// What changes.
    pub fields: Vec<Moved>,
    /// Fields that were left blank, and keep what was entered before the new date.
    pub kept: Vec<&'static str>,
}

/// A field with what it said and what it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Moved {
    /// Its key in the status file.
    pub field: &'static str,
    /// What the status says; nothing where it is blank.
    pub old: Option<String>,
    /// What it says from now on, or what the file says where they disagree.
    pub new: Option<String>,
}

/// An item about which a file and the status disagree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Conflict {
    /// Its key.
    pub item: String,
    /// The file.
    pub file: String,
    /// Where in the file.
    pub place: String,
    /// Why neither is the newer one.
    pub why: String,
    /// Where they differ.
    pub fields: Vec<Moved>,
}

/// An entry that could not be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Aside {
    /// The key as the file has it.
    pub item: String,
    /// The file.
    pub file: String,
    /// Where in the file.
    pub place: String,
    /// What is wrong.
    pub why: String,
    /// What to do.
    pub help: String,
}

/// An entry that changes nothing, though it says something else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Skipped {
    /// Its key.
    pub item: String,
    /// The file.
    pub file: String,
    /// Where in the file.
    pub place: String,
    /// Where they differ.
    pub fields: Vec<Moved>,
}

/// Something to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Remark {
    /// The file.
    pub file: String,
    /// Where in the file.
    pub place: String,
    /// The item's key, where it is about one.
    pub item: Option<String>,
    /// What there is to say.
    pub text: String,
}
