//! Live blocks of prose: a line that asks for a view, and the view.
//!
//! The rules of the content have already judged the line; one that asks for nothing known shows nothing.

use serde::Serialize;

use crate::model::{Id, Place};
use crate::view::address;
use crate::view::checklist::{self, Checklist};
use crate::view::site::book::Book;
use crate::view::site::checks::{self, Checks};
use crate::view::site::compare::{self, Compare};
use crate::view::site::matrix::{self, Matrix};
use crate::view::site::stack::{self, Stack};

/// A view in the middle of prose. The name of the variant picks the template `live/<name>.html`.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum Live {
    /// `stack service=…`.
    Stack {
        /// The diagram.
        stack: Stack,
    },
    /// `matrix services=[…]`.
    Matrix {
        /// The table.
        matrix: Matrix,
    },
    /// `checklist …` with a selection.
    Checklist {
        /// The items.
        checks: Checks,
    },
    /// `compare a b`.
    Compare {
        /// The two sides.
        compare: Box<Compare>,
    },
    /// A line that asks for nothing known.
    Nothing {},
}

/// The view that a live block asks for.
pub fn view(book: &Book, text: &str) -> Live {
    let mut words = text.split_whitespace();
    let kind = words.next().unwrap_or_default();
    let rest: Vec<&str> = words.collect();
    found(book, kind, &rest).unwrap_or(Live::Nothing {})
}

fn found(book: &Book, kind: &str, rest: &[&str]) -> Option<Live> {
    match kind {
        "stack" => {
            let id = place(book, argument(rest, "service=")?)?;
            let page = address::service(book.model, book.model.places[id].service);
            Some(Live::Stack { stack: stack::stack(book, id, &page) })
        }
        "matrix" => {
            let line = rest.join(" ");
            let names = line.split_once('[')?.1.split_once(']')?.0;
            let places: Vec<_> = names.split([',', ' ']).filter(|name| !name.is_empty()).filter_map(|name| place(book, name)).collect();
            Some(Live::Matrix { matrix: matrix::matrix(book, "Who holds each layer", &places) })
        }
        "checklist" => {
            let selection = checklist::select(book.model, &rest.join(" ")).ok()?;
            // What comes along has a list of its own elsewhere.
            let list = Checklist { along: Vec::new(), ..checklist::checklist(book.model, book.config, &selection) };
            Some(Live::Checklist { checks: checks::of_list(book, &list) })
        }
        "compare" => {
            let [a, b] = rest else { return None };
            Some(Live::Compare { compare: Box::new(compare::compare(book, place(book, a)?, place(book, b)?)) })
        }
        _ => None,
    }
}

fn argument<'w>(words: &[&'w str], name: &str) -> Option<&'w str> {
    words.iter().find_map(|word| word.strip_prefix(name))
}

fn place(book: &Book, id: &str) -> Option<Id<Place>> {
    book.model.places.find(id)
}
