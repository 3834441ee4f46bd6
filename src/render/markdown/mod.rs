//! Checklists as Markdown.

mod checklist;
mod prose;
#[cfg(test)]
mod tests;

pub use checklist::checklist;
