//! Workbooks as XLSX: typed cells, drop-downs, check boxes, shades, and sheets that print.
//!
//! The same workbook gives the same bytes: the only date in a file is the day of the build.

mod height;
mod page;
mod rows;
mod style;
mod table;
#[cfg(test)]
mod tests;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook as File, Worksheet, XlsxError};

use crate::artifact::Artifact;
use crate::config::Paper;
use crate::diag::{Diagnostics, rules};
use crate::view::workbook::{Body, Cell, Sheet, Workbook};

use style::Style;

/// What no spreadsheet takes more of: signs in a cell, as UTF-16 counts them, and rows in a sheet.
const CELL: usize = 32_767;
const ROWS: usize = 1_048_576;

/// What stands at the end of a text that was cut.
const CUT: &str = " […]";

/// The file of a workbook. What it cannot hold in full is reported.
pub fn file(book: &Workbook, paper: Paper, diags: &mut Diagnostics) -> Artifact {
    report_limits(book, diags);
    let written = write(book, paper).expect("names, lengths and formulas are such that every spreadsheet takes them");
    let bytes = rows::growing(&written).expect("the archive was written just now");
    Artifact::new(book.path.as_str(), bytes)
}

fn write(book: &Workbook, paper: Paper) -> Result<Vec<u8>, XlsxError> {
    let style = Style::new();
    let mut file = File::new();
    // What is packed here is unpacked again at once.
    file.set_zip_compression_level(1);
    file.set_properties(&properties(book)?);
    for sheet in &book.sheets {
        let worksheet = file.add_worksheet();
        worksheet.set_name(&sheet.name)?;
        match &sheet.body {
            Body::Table(table) => table::write(table, worksheet, &style)?,
            Body::Page(page) => page::write(page, worksheet, &style)?,
        }
        print_set_up(worksheet, book, sheet, paper);
    }
    file.save_to_buffer()
}

fn properties(book: &Workbook) -> Result<DocProperties, XlsxError> {
    let properties = DocProperties::new()
        .set_title(&book.title)
        .set_subject(&book.about)
        .set_author(book.authors.join(", "))
        .set_creation_datetime(&date(book.date)?);
    Ok(book.marks.iter().fold(properties, |properties, (name, value)| properties.set_custom_property(*name, value)))
}

/// A day as a spreadsheet counts it.
fn date(day: jiff::civil::Date) -> Result<ExcelDateTime, XlsxError> {
    let part = |number: i8| u8::try_from(number).unwrap_or(1);
    ExcelDateTime::from_ymd(u16::try_from(day.year()).unwrap_or(1900), part(day.month()), part(day.day()))
}

/// A4 or Letter, as wide as the paper, with the title above and the day and page below.
fn print_set_up(worksheet: &mut Worksheet, book: &Workbook, sheet: &Sheet, paper: Paper) {
    // The numbers that printers know paper by.
    worksheet.set_paper_size(if paper == Paper::Letter { 1 } else { 9 });
    match &sheet.body {
        Body::Table(_) => worksheet.set_landscape().set_print_fit_to_pages(1, 0),
        Body::Page(page) if page.upright => worksheet.set_print_fit_to_pages(1, 1),
        Body::Page(_) => worksheet.set_landscape().set_print_fit_to_pages(1, 1),
    };
    worksheet.set_margins(0.4, 0.4, 0.7, 0.6, 0.3, 0.3);
    // Header and footer take 255 signs; `&` begins a code in them, and a digit would belong to the size before it.
    let plain = |text: &str, limit: usize| text.chars().take(limit).collect::<String>().replace('&', "&&");
    worksheet.set_header(format!("&L&9 {}&R&9 {}", plain(&book.title, 80), plain(&sheet.name, 31)));
    let revision = book.marks.iter().find(|(name, _)| *name == "Revision").map(|(_, value)| format!(" · {}", plain(value, 40))).unwrap_or_default();
    worksheet.set_footer(format!("&L&9 {}{revision}&R&9 &P / &N", book.date));
}

/// A text that fits into a cell.
fn fitting(text: &str) -> String {
    if text.encode_utf16().count() <= CELL {
        return text.to_owned();
    }
    let mut left = CELL - CUT.encode_utf16().count();
    let kept: String = text.chars().take_while(|sign| left.checked_sub(sign.len_utf16()).map(|rest| left = rest).is_some()).collect();
    kept + CUT
}

/// Reports what a workbook cannot hold in full.
fn report_limits(book: &Workbook, diags: &mut Diagnostics) {
    let Some(span) = book.span else { return };
    let tables = book.sheets.iter().filter_map(|sheet| if let Body::Table(table) = &sheet.body { Some((sheet, table)) } else { None });
    for (sheet, table) in tables {
        if table.rows.len() >= ROWS {
            let message = format!("the sheet `{}` of {} would have {} rows; a sheet has {ROWS} at most", sheet.name, book.path, table.rows.len() + 1);
            diags.report(&rules::SHEET_LIMIT, span, message);
        }
        let long = |cell: &&Cell| match cell {
            Cell::Text(text) => text.len() > CELL && text.encode_utf16().count() > CELL,
            Cell::Lines(lines) => lines.iter().map(|line| line.encode_utf16().count() + 1).sum::<usize>() > CELL + 1,
            _ => false,
        };
        let count = table.rows.iter().flatten().filter(long).count();
        if count > 0 {
            let message = format!("the sheet `{}` of {} cuts {count} texts; a cell holds {CELL} signs", sheet.name, book.path);
            diags.report(&rules::SHEET_LIMIT, span, message);
        }
    }
}
