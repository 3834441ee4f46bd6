//! A table as a sheet: header in sight, filters, drop-downs, shades.

use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Formula,
    IgnoreError, Worksheet, XlsxError,
};

use crate::render::xlsx::style::{ACCENT, Cells, Style, tone};
use crate::render::xlsx::{ROWS, date, fitting, height};
use crate::view::workbook::{Answer, Cell, Choices, Column, Look, Purpose, Table};

/// The height of the header, for titles on two lines, and for titles that stand upright.
const HEAD: f64 = 30.0;
const UPRIGHT: f64 = 112.0;

/// Writes a table onto a sheet.
pub(super) fn write(table: &Table, sheet: &mut Worksheet, style: &Style) -> Result<(), XlsxError> {
    let columns = table.columns.len().saturating_sub(1);
    let rows = table.rows.len().min(ROWS - 1);
    let (last, last_column) = (number(rows), narrow(columns));
    let upright = table.columns.iter().any(|column| column.look == Look::Upright);
    sheet.set_row_height(0, if upright { UPRIGHT } else { HEAD })?;
    for (at, column) in table.columns.iter().enumerate() {
        head(narrow(at), column, sheet, style)?;
    }
    let kinds: Vec<&Cells> = table.columns.iter().map(|column| style.cells(column.look, column.purpose)).collect();
    for (at, row) in table.rows.iter().take(rows).enumerate() {
        sheet.set_row_height(number(at + 1), row_height(row, table))?;
        for (column, cell) in row.iter().enumerate() {
            put(sheet, (number(at + 1), narrow(column)), cell, kinds[column], joint(&table.columns[column]))?;
        }
    }
    if table.columns.iter().any(|column| column.purpose == Purpose::Entry) {
        sheet.set_tab_color(ACCENT);
    }
    sheet.set_freeze_panes(1, narrow(table.still))?;
    sheet.set_repeat_rows(0, 0)?;
    if rows == 0 {
        return Ok(());
    }
    sheet.autofilter(0, 0, last, last_column)?;
    if table.printed <= columns {
        sheet.set_print_area(0, 0, last, narrow(table.printed.saturating_sub(1)))?;
    }
    // Ids such as 1.1 are no numbers, and nobody has to be warned of that.
    sheet.ignore_error_range(1, 0, last, last_column, IgnoreError::NumberStoredAsText)?;
    for (at, column) in table.columns.iter().enumerate() {
        if let Some(validation) = validation(column)? {
            sheet.add_data_validation(1, narrow(at), last, narrow(at), &validation)?;
        }
    }
    shades(table, last, sheet)
}

/// What stands between several things in one cell.
fn joint(column: &Column) -> &'static str {
    if column.look == Look::Clipped { "; " } else { "\n" }
}

/// The height that shows all text of the printed columns; what lies behind them is for the screen and the filter.
fn row_height(row: &[Cell], table: &Table) -> f64 {
    let shown = row.iter().zip(&table.columns).take(table.printed);
    let wrapped = shown.filter(|(_, column)| column.look != Look::Clipped && column.purpose != Purpose::Key);
    let lines = wrapped.map(|(cell, column)| match cell {
        Cell::Text(text) | Cell::Link { text, .. } => height::lines(text, column.width),
        Cell::Lines(lines) => lines.iter().map(|line| height::lines(line, column.width)).sum(),
        _ => 1,
    });
    height::of_lines(lines.max().unwrap_or(1))
}

/// A row of a sheet: there are no more than fit.
fn number(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX)
}

fn narrow(column: usize) -> u16 {
    u16::try_from(column).unwrap_or(u16::MAX)
}

fn head(at: u16, column: &Column, sheet: &mut Worksheet, style: &Style) -> Result<(), XlsxError> {
    let format = match (column.purpose, column.look) {
        (Purpose::Entry, Look::Centred) => &style.centred_entry_head,
        (Purpose::Entry, _) => &style.entry_head,
        (_, Look::Centred) => &style.centred_head,
        (_, Look::Upright) => &style.upright_head,
        _ => &style.head,
    };
    sheet.write_string_with_format(0, at, &*column.title, format)?;
    sheet.set_column_width(at, column.width)?;
    if column.purpose == Purpose::Key {
        sheet.set_column_hidden(at)?;
    }
    Ok(())
}

fn put(sheet: &mut Worksheet, (row, column): (u32, u16), cell: &Cell, kind: &Cells, joint: &str) -> Result<(), XlsxError> {
    match cell {
        Cell::Blank => sheet.write_blank(row, column, &kind.text)?,
        Cell::Text(text) => words(sheet, (row, column), text, kind)?,
        Cell::Lines(lines) => words(sheet, (row, column), &lines.join(joint), kind)?,
        Cell::Link { text, url } => {
            // More links than a sheet takes, or longer ones, are words.
            if sheet.write_url_with_options(row, column, url.as_str(), fitting(text), "", Some(&kind.link)).is_err() {
                words(sheet, (row, column), text, kind)?;
            }
            sheet
        }
        Cell::Day(day) => sheet.write_datetime_with_format(row, column, date(*day)?, &kind.day)?,
        #[expect(clippy::cast_precision_loss, reason = "counts are far below what a float holds")]
        Cell::Number(number) => sheet.write_number_with_format(row, column, *number as f64, &kind.number)?,
        Cell::Tick(ticked) => sheet.write_boolean_with_format(row, column, *ticked, &kind.tick)?,
        Cell::Formula(formula, answer) => sheet.write_formula_with_format(row, column, worked_out(formula, *answer), &kind.number)?,
    };
    Ok(())
}

/// Text that stays text, also after somebody has edited the cell.
fn words<'s>(sheet: &'s mut Worksheet, (row, column): (u32, u16), text: &str, kind: &Cells) -> Result<&'s mut Worksheet, XlsxError> {
    let format = if text.starts_with(['=', '+', '-', '@']) { &kind.quoted } else { &kind.text };
    sheet.write_string_with_format(row, column, fitting(text), format)
}

/// A formula with what it comes to.
pub(super) fn worked_out(formula: &str, answer: Answer) -> Formula {
    let result = match answer {
        Answer::Number(number) => number.to_string(),
        Answer::Share(share) => share.to_string(),
    };
    Formula::new(formula).set_result(result)
}

/// The drop-down of a column, or what its cells take.
fn validation(column: &Column) -> Result<Option<DataValidation>, XlsxError> {
    Ok(Some(match &column.choices {
        Choices::Any => return Ok(None),
        Choices::Words(words) => {
            DataValidation::new().allow_list_strings(words)?.set_error_title(title(column))?.set_error_message("Choose a word from the list.")?
        }
        Choices::Range(range) => DataValidation::new()
            .allow_list_formula(Formula::new(format!("={range}")))
            .set_error_style(DataValidationErrorStyle::Warning)
            .set_error_title(title(column))?
            .set_error_message("This name is not in the list on the sheet Summary.")?,
        Choices::Day => DataValidation::new()
            .allow_date(DataValidationRule::GreaterThanOrEqualTo(ExcelDateTime::from_ymd(2000, 1, 1)?))
            .set_error_title(title(column))?
            .set_error_message("Enter a day, such as 2026-11-30.")?,
    }))
}

/// The title of a column, as long as a message may be headed.
fn title(column: &Column) -> String {
    column.title.chars().take(32).collect()
}

/// Sets words off: neighbouring columns with the same words together.
fn shades(table: &Table, last: u32, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let mut first = 0;
    for run in table.columns.chunk_by(|one, next| one.tones == next.tones) {
        let (from, to) = (narrow(first), narrow(first + run.len() - 1));
        first += run.len();
        for (word, shade) in &run[0].tones {
            let rule = ConditionalFormatCellRule::EqualTo(word.to_string());
            let format = ConditionalFormatCell::new().set_rule(rule).set_format(tone(*shade));
            sheet.add_conditional_format(1, from, last, to, &format)?;
        }
    }
    Ok(())
}
