//! What several views say in the same words: names with ids, lines of files, names that nobody knows.

use serde::Serialize;

use crate::model::{Holder, Id, Keyed, Model, Place, Table};
use crate::source::{Sources, Span};

/// A thing by its id and its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named {
    /// The id that authors write.
    pub id: String,
    /// The name that readers see.
    pub name: String,
}

/// A line of a file of the book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct At {
    /// The path, relative to the book.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
}

/// A name that was asked for and does not exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// What was asked for.
    pub wrong: String,
    /// Every name that would have been right.
    pub names: Vec<String>,
}

impl std::fmt::Display for Unknown {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.message)
    }
}

impl std::error::Error for Unknown {}

impl Named {
    /// An id and a name.
    pub(super) fn new(id: &str, name: &str) -> Self {
        Self { id: id.to_owned(), name: name.to_owned() }
    }
}

/// The file and line that a span begins at.
pub(super) fn at(sources: &Sources, span: Span) -> At {
    At { file: sources.path(span.file).to_owned(), line: sources.line_column(span).line }
}

/// The place with an id, or the sentence that there is none.
pub(super) fn find_place(model: &Model, id: &str) -> Result<Id<Place>, Unknown> {
    find(&model.places, "service or variant", id)
}

/// The row with an id, or the sentence that there is none.
pub(super) fn find<T: Keyed>(table: &Table<T>, what: &str, id: &str) -> Result<Id<T>, Unknown> {
    table.find(id).ok_or_else(|| Unknown {
        message: format!("no {what} has the id `{id}`"),
        wrong: id.to_owned(),
        names: table.keys().map(str::to_owned).collect(),
    })
}

/// Who holds a duty: the party, or why there is none.
pub(super) fn holder(model: &Model, holder: Holder) -> Named {
    match holder {
        Holder::Party(party) => Named::new(&model.parties[party].meta.id, &model.parties[party].name),
        Holder::NotApplicable => Named::new("not-applicable", "nobody: it does not exist here"),
        Holder::Unassigned => Named::new("unassigned", "nobody: it is not assigned"),
    }
}
