//! The language of selections: a line such as `service:s3 priority:high,critical -domain:logging` into a [`Selection`].
//!
//! The command line, book.toml, `content/checklists/` and live blocks ask in it. Every mistake of a line is told, each with
//! its place. `token` cuts the line, `kinds` is the table of what can be asked for, `find` looks names up, `read` puts the
//! clauses together.

pub mod kinds;

mod find;
mod read;
mod token;

use std::ops::Range;

use crate::model::{Model, Selection};

pub use read::misses;

/// Something wrong in a selection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Where, in bytes of the text.
    pub at: Range<usize>,
    /// What kind of mistake it is.
    pub what: Wrong,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// The word that is wrong, to find the nearest right one.
    pub wrong: String,
    /// Every word that would have been right there.
    pub names: Vec<String>,
    /// What to do, where that is no name.
    pub help: Option<String>,
}

impl Mistake {
    /// The whole text asks for what no item is.
    pub fn empty(text: &str) -> Self {
        Self {
            at: 0..text.len(),
            what: Wrong::Form,
            message: "this selection holds no item".to_owned(),
            wrong: String::new(),
            names: Vec::new(),
            help: Some("its terms hold together: leave one out, or list alternatives of a kind with commas".to_owned()),
        }
    }
}

/// What kind of mistake it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// The text says nothing that could be looked up.
    Form,
    /// The word is not of a closed list.
    Word,
    /// Nothing of this kind (`service`, `variant`, `service model`, …) has the id.
    Unknown(&'static str),
}

/// The selection that a text asks for; what is wrong with it is left out of it, and told.
pub fn read(text: &str, model: &Model) -> (Selection, Vec<Mistake>) {
    read::read(text, model)
}
