//! Views into text for a terminal, and into JSON and Markdown for what comes after it.

mod compare;
mod explain;
mod grid;
mod import;
mod learn;
mod list;
mod status;

pub use compare::{compare, compare_markdown};
pub use explain::explain;
pub use import::import;
pub use learn::questions;
pub use list::{list, list_json};
pub use status::status;

/// Any view as JSON, indented.
pub fn json(view: &impl serde::Serialize) -> String {
    // Views are text, numbers and lists: nothing that JSON could refuse.
    serde_json::to_string_pretty(view).unwrap_or_default() + "\n"
}
