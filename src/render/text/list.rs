//! A table of one kind of thing, as text or as JSON.

use serde_json::{Map, Value};

use crate::render::text::grid;
use crate::view::list::Listing;

/// Columns that line up, without a header, so that `cut` and `grep` see nothing but rows.
pub fn list(view: &Listing) -> String {
    let rows: Vec<Vec<&str>> = view.rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    grid::rows(&rows, "")
}

/// A list of objects with the columns' names as keys.
pub fn list_json(view: &Listing) -> String {
    let object = |row: &Vec<String>| {
        let entries = view.columns.iter().zip(row).map(|(&column, value)| (column.to_owned(), Value::from(value.as_str())));
        Value::Object(entries.collect::<Map<_, _>>())
    };
    super::json(&view.rows.iter().map(object).collect::<Vec<_>>())
}
