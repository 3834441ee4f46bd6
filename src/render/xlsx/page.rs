//! A page to read as a sheet: title, headings, lines, small tables with formulas.

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use crate::render::xlsx::style::Style;
use crate::render::xlsx::table::worked_out;
use crate::render::xlsx::{date, fitting, height};
use crate::view::workbook::{Answer, Cell, Page, Role, Row};

/// Writes a page onto a sheet.
pub(super) fn write(page: &Page, sheet: &mut Worksheet, style: &Style) -> Result<(), XlsxError> {
    sheet.set_screen_gridlines(false);
    for (at, width) in page.widths.iter().enumerate() {
        sheet.set_column_width(narrow(at), *width)?;
    }
    for (at, row) in page.rows.iter().enumerate() {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        sheet.set_row_height(at, row_height(row, &page.widths))?;
        for (column, cell) in row.cells.iter().enumerate() {
            put(sheet, (at, narrow(column)), cell, row.role, style, row.cells.len() == 1)?;
        }
    }
    Ok(())
}

/// The height of a line: titles and headings keep a distance to what stands above them.
fn row_height(row: &Row, widths: &[u16]) -> f64 {
    let lines = row.cells.iter().zip(widths).map(|(cell, &width)| if let Cell::Text(text) = cell { height::lines(text, width) } else { 1 });
    match row.role {
        Role::Title => 34.0,
        Role::Heading => 28.0,
        Role::Head => 20.0,
        // Room for a signature.
        Role::Ask if row.cells.last() == Some(&Cell::Blank) => 26.0,
        // One sentence runs over its neighbours, which are empty.
        _ if row.cells.len() == 1 => height::of_lines(1),
        Role::Line | Role::Ask | Role::Spare | Role::Total => height::of_lines(lines.max().unwrap_or(1)),
    }
}

fn narrow(column: usize) -> u16 {
    u16::try_from(column).unwrap_or(u16::MAX)
}

fn put(sheet: &mut Worksheet, (row, column): (u32, u16), cell: &Cell, role: Role, style: &Style, alone: bool) -> Result<(), XlsxError> {
    let words = words_format(role, column, alone, style);
    match cell {
        Cell::Blank => sheet.write_blank(row, column, words)?,
        Cell::Text(text) | Cell::Link { text, .. } => sheet.write_string_with_format(row, column, fitting(text), words)?,
        Cell::Lines(lines) => sheet.write_string_with_format(row, column, fitting(&lines.join("\n")), words)?,
        Cell::Day(day) => {
            let format = if role == Role::Ask { &style.asked_day } else { &style.day };
            sheet.write_datetime_with_format(row, column, date(*day)?, format)?
        }
        #[expect(clippy::cast_precision_loss, reason = "counts are far below what a float holds")]
        Cell::Number(number) => sheet.write_number_with_format(row, column, *number as f64, &style.number)?,
        Cell::Tick(ticked) => sheet.write_boolean_with_format(row, column, *ticked, &style.text)?,
        Cell::Formula(formula, answer) => {
            let format = match (role, answer) {
                (Role::Total, _) => &style.total_number,
                (Role::Spare, _) => &style.spare_number,
                (_, Answer::Share(_)) => &style.share,
                _ => &style.number,
            };
            sheet.write_formula_with_format(row, column, worked_out(formula, *answer), format)?
        }
    };
    Ok(())
}

fn words_format(role: Role, column: u16, alone: bool, style: &Style) -> &Format {
    match (role, column) {
        (Role::Title, _) => &style.title,
        (Role::Heading, _) => &style.heading,
        (Role::Head, 0) => &style.head,
        (Role::Head, _) => &style.head_number,
        (Role::Total, _) => &style.total,
        (Role::Spare, 0) => &style.spare,
        (Role::Line, 0) if alone => &style.lead,
        (Role::Line | Role::Ask, 0) => &style.label,
        (Role::Ask, _) => &style.asked,
        (Role::Line | Role::Spare, _) => &style.text,
    }
}
