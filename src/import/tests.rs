//! Filled checklists, from bytes to statuses: readers with text in and rows out, rules of merging, edits of status files, and
//! what hostile files do.

mod editing;
mod hostile;
mod merging;
mod readers;
mod samples;

use jiff::civil::{Date, date};

/// The day of every test.
const TODAY: Date = date(2026, 11, 15);
