//! Model into what a reader sees: plain data in reading order, one file a kind of view.

pub mod address;
pub mod addresses;
mod ask;
pub mod checklist;
pub mod compare;
pub mod explain;
pub mod found;
pub mod handout;
pub mod learn;
pub mod list;
mod place;
pub mod resolved;
pub mod site;
pub mod status;
pub mod workbook;

pub use place::{At, Named, Unknown};
