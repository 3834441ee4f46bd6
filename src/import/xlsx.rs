//! A filled workbook: the sheet `Checklist`, a row an item, and the sheet `README` that says what it was made from.
//!
//! Cells are read one after the other and only those of known columns are kept, so a sheet cannot be too large to hold.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsx};

use crate::import::Filled;
use crate::import::archive::{self, Part};
use crate::import::csv::{Columns, unguarded};
use crate::import::entry::{Cell, ROW_LIMIT, Row};

/// Cells of one sheet, at most.
const CELL_LIMIT: usize = 2_000_000;
/// Rows among which the names of the columns are looked for.
const HEADER_LIMIT: u32 = 50;
/// Columns that are looked at.
const COLUMN_LIMIT: u32 = 256;
/// Characters of a cell, as spreadsheets have it.
const TEXT_LIMIT: usize = 32_767;
/// The sheet that is filled in.
const SHEET: &str = "Checklist";

/// Reads every row of the sheet.
pub(super) fn read(bytes: &[u8]) -> Result<Filled, String> {
    let mut parts = archive::unpack(bytes, |name| name.ends_with(".xml") || name.ends_with(".rels"))?;
    if !parts.iter().any(|part| part.name == "[Content_Types].xml") {
        return Err("it is an archive, but no workbook; save the checklist as `.xlsx`".to_owned());
    }
    parts.iter_mut().try_for_each(tame)?;
    let plain = archive::pack(&parts);
    // What the library does not expect in a file is the file's fault, and must not end the program.
    catch_unwind(AssertUnwindSafe(|| workbook(&plain))).unwrap_or_else(|_| Err("it is no valid workbook".to_owned()))
}

/// Refuses what is no plain XML, and takes out what a workbook says about its own size: a reader may believe that and make room.
fn tame(part: &mut Part) -> Result<(), String> {
    let text = std::str::from_utf8(&part.bytes).ok().filter(|text| text.trim_start_matches('\u{feff}').trim_start().starts_with('<'));
    let Some(text) = text else {
        return Err(format!("its part `{}` is no XML in UTF-8", crate::import::entry::short(&part.name)));
    };
    // What stands behind is what people entered.
    let (head, rest) = text.split_at(["<si>", "<si ", ":si>", "sheetData"].iter().filter_map(|mark| text.find(mark)).min().unwrap_or(text.len()));
    if head.contains("uniqueCount") || head.contains("dimension") {
        part.bytes = format!("{}{rest}", head.replace("uniqueCount", "formerCount").replace("dimension", "extent")).into_bytes();
    }
    Ok(())
}

fn workbook(bytes: &[u8]) -> Result<Filled, String> {
    let wrong = |error: calamine::XlsxError| format!("it is no valid workbook: {error}");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(wrong)?;
    let sheet =
        |sheet: &calamine::Sheet| (sheet.typ == SheetType::WorkSheet && sheet.visible != SheetVisible::VeryHidden).then(|| sheet.name.clone());
    let mut names: Vec<String> = book.sheets_metadata().iter().filter_map(sheet).collect();
    // The sheet of that name comes first; where somebody has renamed it, any that looks like it will do.
    names.sort_by_key(|name| !name.eq_ignore_ascii_case(SHEET));
    let about = names.iter().find(|name| name.eq_ignore_ascii_case("README")).cloned();
    let mut filled = Filled::new("XLSX");
    for name in &names {
        if let Some(found) = rows(&mut book, name).map_err(|error| format!("the sheet `{name}`: {error}"))? {
            (filled.rows, filled.without_reasons) = (found.rows, found.columns.is_some_and(|columns| !columns.have(Cell::Reason)));
            if let Some(about) = about {
                facts(&mut book, &about, &mut filled).map_err(wrong)?;
            }
            return Ok(filled);
        }
    }
    Err("no sheet has a row that names the columns `Item` and `State`".to_owned())
}

type Book<'b> = Xlsx<Cursor<&'b [u8]>>;

/// The rows of a sheet below the names of its columns; `None` where no row names them.
fn rows<'n>(book: &mut Book<'_>, name: &'n str) -> Result<Option<Sheet<'n>>, String> {
    let mut reader = book.worksheet_cells_reader(name).map_err(|error| error.to_string())?;
    let mut sheet = Sheet::new(name);
    for _ in 0..CELL_LIMIT {
        match reader.next_cell().map_err(|error| error.to_string())? {
            Some(cell) => sheet.cell(cell.get_position(), cell.get_value())?,
            None => return Ok(sheet.finish()),
        }
    }
    Err(format!("it has more than {CELL_LIMIT} cells"))
}

/// A sheet that is being read, cell by cell.
struct Sheet<'n> {
    name: &'n str,
    columns: Option<Columns>,
    /// The row of the cells that were read last, and what they hold.
    row: u32,
    cells: Vec<(u32, String)>,
    rows: Vec<Row>,
}

impl<'n> Sheet<'n> {
    fn new(name: &'n str) -> Self {
        Self { name, columns: None, row: 0, cells: Vec::new(), rows: Vec::new() }
    }

    fn cell(&mut self, (row, column): (u32, u32), value: &DataRef<'_>) -> Result<(), String> {
        if row != self.row {
            self.end_row();
            self.row = row;
        }
        if self.rows.len() > ROW_LIMIT {
            return Err(format!("it has more than {ROW_LIMIT} rows"));
        }
        if column < COLUMN_LIMIT && self.is_wanted(column) && self.cells.iter().all(|(known, _)| *known != column) {
            self.cells.push((column, text(value)?));
        }
        Ok(())
    }

    fn is_wanted(&self, column: u32) -> bool {
        match &self.columns {
            None => self.row < HEADER_LIMIT,
            Some(columns) => columns.item() == column as usize || columns.cell(column as usize).is_some(),
        }
    }

    fn end_row(&mut self) {
        let mut cells = std::mem::take(&mut self.cells);
        cells.sort();
        let Some(columns) = &self.columns else {
            let mut names = vec![String::new(); cells.last().map_or(0, |(column, _)| *column as usize + 1)];
            cells.into_iter().for_each(|(column, name)| names[column as usize] = name);
            self.columns = Columns::of(names.iter().map(String::as_str));
            return;
        };
        let item = cells.iter().find(|(column, _)| *column as usize == columns.item()).map(|(_, text)| text.trim());
        let Some(item) = item.filter(|item| !item.is_empty()) else { return };
        let mut row = Row::new(item, format!("{}, row {}", self.name, self.row.saturating_add(1)));
        for (column, text) in &cells {
            if let Some(cell) = columns.cell(*column as usize) {
                row.put(cell, unguarded(text));
            }
        }
        self.rows.push(row);
    }

    fn finish(mut self) -> Option<Self> {
        self.end_row();
        self.columns.is_some().then_some(self)
    }
}

/// What a cell holds, as it would be typed.
fn text(value: &DataRef<'_>) -> Result<String, String> {
    let text = match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text,
        DataRef::SharedString(text) => *text,
        DataRef::Bool(switch) => return Ok(switch.to_string()),
        DataRef::Int(number) => return Ok(number.to_string()),
        DataRef::Float(number) => return Ok(number.to_string()),
        DataRef::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            return Ok(format!("{year:04}-{month:02}-{day:02}"));
        }
        DataRef::Error(error) => return Ok(error.to_string()),
        DataRef::Empty => return Ok(String::new()),
    };
    if text.len() > 4 * TEXT_LIMIT {
        return Err(format!("a cell has more than {TEXT_LIMIT} characters"));
    }
    Ok(text.to_owned())
}

/// What the sheet `README` says: a row a fact, name and value.
fn facts(book: &mut Book<'_>, name: &str, filled: &mut Filled) -> Result<(), calamine::XlsxError> {
    const FACT_LIMIT: usize = 10_000;
    let mut reader = book.worksheet_cells_reader(name)?;
    let mut last = (u32::MAX, String::new());
    for _ in 0..FACT_LIMIT {
        let Some(cell) = reader.next_cell()? else { break };
        let (row, text) = (cell.get_position().0, text(cell.get_value()).unwrap_or_default());
        if last.0 == row && !text.is_empty() {
            match last.1.trim().trim_end_matches(':').to_lowercase().as_str() {
                "selector" => filled.selector = Some(text.clone()),
                "workload" => filled.workload = Some(text.clone()),
                "revision" => filled.revision = Some(text.clone()),
                "hash" => filled.hash = Some(text.clone()),
                _ => {}
            }
        }
        last = (row, text);
    }
    Ok(())
}
