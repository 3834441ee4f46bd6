//! A filled CSV file: a header row that names the columns, and a row an item.
//!
//! Spreadsheets save it with commas, semicolons or tabs, with or without a mark in front; all of that is read.

use csv::{ReaderBuilder, StringRecord};

use crate::import::Filled;
use crate::import::entry::{Cell, ROW_LIMIT, Row};

/// What separates cells, most likely first.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// Whether a text has the header row of a checklist.
pub(super) fn is_checklist(text: &str) -> bool {
    separator(text).is_some()
}

/// Reads every row.
pub(super) fn read(text: &str) -> Result<Filled, String> {
    let Some((separator, skipped)) = separator(text) else {
        return Err("no row names the columns `Item` and `State`".to_owned());
    };
    let mut rows = Vec::new();
    let mut columns = None;
    let mut reader = ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(&text.as_bytes()[skipped..]);
    let mut record = StringRecord::new();
    let mut lines = Lines { text: text.as_bytes(), at: 0, line: 1 };
    while reader.read_record(&mut record).map_err(|error| format!("it is not valid CSV: {error}"))? {
        let line = lines.line(skipped + record.position().map_or(0, |at| usize::try_from(at.byte()).unwrap_or_default()));
        match &columns {
            None => columns = Columns::of(record.iter()),
            Some(columns) => rows.extend(columns.row(&record, line)),
        }
        if rows.len() > ROW_LIMIT {
            return Err(format!("it has more than {ROW_LIMIT} rows"));
        }
    }
    let without_reasons = columns.is_some_and(|columns| !columns.have(Cell::Reason));
    Ok(Filled { rows, without_reasons, ..Filled::new("CSV") })
}

/// Lines counted up to places that only go forward.
struct Lines<'t> {
    text: &'t [u8],
    at: usize,
    line: usize,
}

impl Lines<'_> {
    /// The line of a record that begins at a place, or behind the line breaks there.
    fn line(&mut self, at: usize) -> usize {
        let at = at + self.text.get(at..).unwrap_or_default().iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        self.line += self.text.get(self.at..at).unwrap_or_default().iter().filter(|byte| **byte == b'\n').count();
        self.at = self.at.max(at);
        self.line
    }
}

/// What separates the cells of the header row, and how many bytes stand before it.
fn separator(text: &str) -> Option<(u8, usize)> {
    // Excel reads and writes a first line that names the separator.
    let skipped = if text.starts_with("sep=") { text.find('\n')? + 1 } else { 0 };
    let header = |separator: &u8| {
        let mut reader = ReaderBuilder::new().delimiter(*separator).has_headers(false).from_reader(&text.as_bytes()[skipped..]);
        let mut first = StringRecord::new();
        let read = reader.read_record(&mut first).unwrap_or(false);
        read && Columns::of(first.iter()).is_some()
    };
    SEPARATORS.into_iter().find(header).map(|separator| (separator, skipped))
}

/// Where the cells of a checklist stand in a row.
pub(super) struct Columns {
    item: usize,
    cells: Vec<(usize, Cell)>,
}

impl Columns {
    /// The columns of a header row; `None` where it is none.
    pub(super) fn of<'h>(header: impl Iterator<Item = &'h str>) -> Option<Self> {
        let (mut item, mut cells) = (None, Vec::new());
        for (at, name) in header.enumerate() {
            let name = name.trim();
            match Cell::named(name) {
                Some(cell) if cells.iter().all(|(_, known)| *known != cell) => cells.push((at, cell)),
                None if item.is_none() && name.eq_ignore_ascii_case("item") => item = Some(at),
                _ => {}
            }
        }
        let has = |wanted: Cell| cells.iter().any(|(_, cell)| *cell == wanted);
        let found = has(Cell::State) || has(Cell::Done);
        item.filter(|_| found).map(|item| Self { item, cells })
    }

    /// Whether there is a column of a cell.
    pub(super) fn have(&self, wanted: Cell) -> bool {
        self.cells.iter().any(|(_, cell)| *cell == wanted)
    }

    /// The column of the items' keys.
    pub(super) fn item(&self) -> usize {
        self.item
    }

    /// The cell that a column holds.
    pub(super) fn cell(&self, column: usize) -> Option<Cell> {
        self.cells.iter().find(|(at, _)| *at == column).map(|(_, cell)| *cell)
    }

    fn row(&self, record: &StringRecord, line: usize) -> Option<Row> {
        let item = record.get(self.item).map(unguarded).filter(|item| !item.trim().is_empty())?;
        let mut row = Row::new(item, format!("line {line}"));
        for (at, cell) in &self.cells {
            row.put(*cell, record.get(*at).map(unguarded).unwrap_or_default());
        }
        Some(row)
    }
}

/// A cell without the apostrophe that keeps spreadsheets from running it as a formula.
pub(super) fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r']) => rest,
        _ => text,
    }
}
