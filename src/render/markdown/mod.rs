//! Markdown: checklists, and twins of pages for people who paste and programs that read.

mod checklist;
mod issue;
mod prose;
#[cfg(test)]
mod tests;
mod twin;

pub use checklist::checklist;
pub use issue::{Tracker, issue};
pub use twin::twin;
