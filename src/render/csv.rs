//! Tables as CSV: RFC 4180, UTF-8, a header row, lines that end in CR LF.

use csv::{Terminator, WriterBuilder};

use crate::artifact::Artifact;
use crate::config::CsvStyle;
use crate::view::workbook::{Answer, Cell, Table};

/// The mark by which Excel knows that a file is UTF-8.
const MARK: &str = "\u{feff}";

/// What stands in front of text that a spreadsheet would take for a formula.
const GUARD: char = '\'';

/// The file at `path`.
pub fn file(path: impl Into<String>, table: &Table, style: CsvStyle) -> Artifact {
    let bytes = if style.excel { MARK.as_bytes().to_vec() } else { Vec::new() };
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(bytes);
    let mut put = |fields: Vec<String>| writer.write_record(fields).expect("every row is as long as the header, and memory takes all");
    put(table.columns.iter().map(|column| column.title.clone().into_owned()).collect());
    for row in &table.rows {
        put(row.iter().map(|cell| field(cell, style.raw)).collect());
    }
    Artifact::new(path, writer.into_inner().expect("memory takes all"))
}

fn field(cell: &Cell, raw: bool) -> String {
    let text = |text: &str| if raw { text.to_owned() } else { guarded(text) };
    match cell {
        Cell::Blank => String::new(),
        Cell::Text(words) | Cell::Link { text: words, .. } => text(words),
        Cell::Lines(lines) => text(&lines.join("; ")),
        Cell::Day(day) => day.to_string(),
        Cell::Number(number) | Cell::Formula(_, Answer::Number(number)) => number.to_string(),
        Cell::Formula(_, Answer::Share(share)) => format!("{share:.4}"),
        Cell::Tick(ticked) => if *ticked { "TRUE" } else { "FALSE" }.to_owned(),
    }
}

/// The text, with an apostrophe in front where a spreadsheet would run it. One that begins with apostrophes and then such a
/// sign gets another, so that taking one away always gives back what was there.
fn guarded(text: &str) -> String {
    let runs = text.trim_start_matches(GUARD).starts_with(['=', '+', '-', '@', '\t', '\r']);
    if runs { format!("{GUARD}{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{file, guarded};
    use crate::config::CsvStyle;
    use crate::view::checklist::samples;
    use crate::view::workbook::checklist;

    fn text(style: CsvStyle) -> String {
        let artifact = file("checklists/cluster.csv", &checklist(&samples::checklist()), style);
        String::from_utf8(artifact.bytes).expect("CSV is text")
    }

    #[test]
    fn a_checklist_is_a_row_an_item() {
        insta::assert_snapshot!(text(CsvStyle::default()));
    }

    #[test]
    fn lines_end_as_the_standard_says() {
        let text = text(CsvStyle::default());
        assert!(text.starts_with("Item,Group,Control,Title,Service,Accountable,Team,Priority,Cadence,Scope,Objective,Requirements,Checks,Done,State,Owner,Date,Note,Evidence,Reason,Until\r\n"), "{text}");
        assert_eq!(text.matches("\r\n").count(), text.matches('\n').count());
        assert!(text.ends_with("\r\n"));
    }

    #[test]
    fn excel_gets_its_mark_and_nothing_else_changes() {
        let plain = text(CsvStyle::default());
        assert_eq!(text(CsvStyle { excel: true, ..CsvStyle::default() }), format!("\u{feff}{plain}"));
    }

    #[test]
    fn what_a_spreadsheet_would_run_is_guarded() {
        for sign in ["=", "+", "-", "@", "\t", "\r"] {
            let text = format!("{sign}1+1");
            assert_eq!(guarded(&text), format!("'{text}"));
            assert_eq!(guarded(&format!("'{text}")), format!("''{text}"));
        }
        for text in ["", "a=b", " =1", "'quoted'", "\u{2212}1"] {
            assert_eq!(guarded(text), text);
        }
    }
}
