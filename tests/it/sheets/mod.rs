//! Tables and workbooks, read back by another library than the one that wrote them.

mod formats;
mod forms;
mod limits;

use std::io::{Cursor, Read as _};

use calamine::{Data, Reader as _, Xlsx};
use onus::config::{Config, Overrides};
use onus::diag::Diagnostics;
use onus::preview::{Memory, Preview};
use onus::source::Sources;

use crate::fixture::{Book, TODAY};

/// A workbook, open for reading.
pub struct Workbook {
    pub file: Xlsx<Cursor<Vec<u8>>>,
    bytes: Vec<u8>,
}

/// A sheet as text cells, with the formulas beside it.
pub struct Sheet {
    pub rows: Vec<Vec<Data>>,
}

/// Every document of a book, by path, PDF files apart.
pub fn documents(book: &Book) -> std::collections::BTreeMap<String, Vec<u8>> {
    let sources = Sources::new(book.0.clone());
    let mut config = Config::read(&sources, &Overrides { revision: "abc1234".to_owned(), ..Overrides::on(TODAY) }, &mut Diagnostics::default());
    (config.pdf, config.html, config.json) = (None, None, None);
    let built = onus::build(&sources, &config, &|_, _| None);
    assert!(built.diagnostics.is_empty(), "{:#?}", built.diagnostics.items());
    built.artifacts.into_iter().map(|file| (file.path, file.bytes)).collect()
}

impl Workbook {
    pub fn of(bytes: &[u8]) -> Self {
        Self { file: Xlsx::new(Cursor::new(bytes.to_vec())).expect("it is a workbook"), bytes: bytes.to_vec() }
    }

    pub fn sheet(&mut self, name: &str) -> Sheet {
        let range = self.file.worksheet_range(name).unwrap_or_else(|error| panic!("{name}: {error}"));
        Sheet { rows: range.rows().map(<[Data]>::to_vec).collect() }
    }

    /// A sheet as text: a line a row, cells between bars, a formula with what it comes to.
    pub fn text(&mut self, name: &str) -> String {
        let formulas = self.file.worksheet_formula(name).expect("the sheet is there");
        let mut out = format!("== {name}\n");
        for (at, row) in self.sheet(name).rows.iter().enumerate() {
            let cell = |(column, cell): (usize, &Data)| {
                let formula = formulas.get_value((u32::try_from(at).expect("few rows"), u32::try_from(column).expect("few columns")));
                let shown = show(cell);
                formula.filter(|formula| !formula.is_empty()).map_or(shown.clone(), |formula| format!("={formula} → {shown}"))
            };
            out.push_str(row.iter().enumerate().map(cell).collect::<Vec<_>>().join(" | ").trim_end());
            out.push('\n');
        }
        out
    }

    /// A file inside of it.
    pub fn inside(&self, path: &str) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(self.bytes.clone())).expect("an archive");
        let mut text = String::new();
        archive.by_name(path).unwrap_or_else(|error| panic!("{path}: {error}")).read_to_string(&mut text).expect("it is text");
        text
    }
}

impl Sheet {
    /// The cells below a header, as text.
    pub fn column(&self, title: &str) -> Vec<String> {
        let at = self.rows[0].iter().position(|cell| show(cell) == title).unwrap_or_else(|| panic!("no column {title}"));
        self.rows[1..].iter().map(|row| show(&row[at])).collect()
    }
}

/// A cell with its type, where that is not text.
pub fn show(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) => text.replace('\n', " ⏎ "),
        Data::DateTime(day) => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            format!("<{year}-{month:02}-{day:02}>")
        }
        Data::Bool(ticked) => if *ticked { "[x]" } else { "[ ]" }.to_owned(),
        other => other.to_string(),
    }
}

#[test]
fn a_workbook_of_a_workload_reads_back() {
    let files = documents(&Book::fixture("base"));
    let mut book = Workbook::of(&files["checklists/workload-payments.xlsx"]);
    let names = book.file.sheet_names();
    assert_eq!(names, ["README", "Summary", "Checklist", "Responsibilities", "Matrix", "NIST 800-53", "Mappings"]);
    let text: String = names.iter().map(|name| book.text(name) + "\n").collect();
    insta::assert_snapshot!(text);
}

#[test]
fn the_workbook_of_the_whole_book_reads_back() {
    let files = documents(&Book::fixture("base"));
    let mut book = Workbook::of(&files["responsibilities.xlsx"]);
    let text: String = book.file.sheet_names().iter().map(|name| book.text(name) + "\n").collect();
    insta::assert_snapshot!(text);
    insta::assert_snapshot!(
        "tables_of_the_whole_book",
        ["responsibilities.csv", "mappings.csv"].map(|path| String::from_utf8_lossy(&files[path]).into_owned()).join("\n")
    );
}

#[test]
fn a_sheet_is_set_up_for_work_and_for_paper() {
    let files = documents(&Book::fixture("base"));
    let book = Workbook::of(&files["checklists/workload-payments.xlsx"]);
    let sheet = book.inside("xl/worksheets/sheet3.xml");
    for part in [
        r#"<col min="1" max="1" width="30.7109375" hidden="1""#,
        r#"<pane xSplit="3" ySplit="1" topLeftCell="D2" activePane="bottomRight" state="frozen"/>"#,
        r#"<autoFilter ref="A1:U"#,
        r#"type="list""#,
        "met,partly-met,not-met,not-assessed,not-applicable,risk-accepted",
        "critical,high,medium,low",
        "Summary!$A$22:$A$27",
        r#"type="date" operator="greaterThanOrEqual""#,
        r#"orientation="landscape""#,
        r#"paperSize="9""#,
        r#"<pageSetUpPr fitToPage="1"/>"#,
        r#"fitToHeight="0""#,
        "<conditionalFormatting",
        "numberStoredAsText",
    ] {
        assert!(sheet.contains(part), "no {part} in {sheet}");
    }
    // A row may grow when somebody types into it.
    assert!(sheet.contains("<row r=\"2\"") && !sheet.contains("customHeight"), "{sheet}");
    let workbook = book.inside("xl/workbook.xml");
    assert!(workbook.contains("_xlnm.Print_Titles") && workbook.contains("Checklist!$A$1:$P$"), "{workbook}");
    // A box to tick is one for programs that know them.
    assert!(book.inside("xl/featurePropertyBag/featurePropertyBag.xml").contains("Checkbox"));
    for settings in ["[output.xlsx]\npaper = \"letter\"\n", "[output.pdf]\npaper = \"Letter\"\n[output.xlsx]\n"] {
        let letter = documents(&Book::fixture("base").with("book.toml", settings));
        let letter = Workbook::of(&letter["checklists/workload-payments.xlsx"]).inside("xl/worksheets/sheet3.xml");
        assert!(letter.contains(r#"paperSize="1""#), "{letter}");
    }
}

#[test]
fn a_preview_makes_each_file_when_it_is_asked_for() {
    let book = Book::fixture("base");
    let files = documents(&book);
    let sources = Sources::new(book.0);
    let overrides = Overrides { revision: "abc1234".to_owned(), ..Overrides::on(TODAY) };
    let config = Config::read(&sources, &overrides, &mut Diagnostics::default());
    let preview = Preview::of(&sources, &config, &mut Memory::default()).0.expect("a book without errors");
    let made = |path: &str| preview.file(path).map(|file| file.to_vec());
    let tables: Vec<&String> = files.keys().filter(|path| path.ends_with(".csv") || path.ends_with(".xlsx")).collect();
    assert!(tables.len() > 10);
    for path in tables {
        let file = made(path).unwrap_or_else(|| panic!("{path} is not made"));
        assert!(file == files[path], "{path} differs");
    }
    for path in ["checklists/none.xlsx", "frameworks/none.xlsx", "none.csv", "services/ec2.xlsx"] {
        assert!(made(path).is_none(), "{path}");
    }
}

#[test]
fn a_workbook_says_what_it_was_made_from() {
    let files = documents(&Book::fixture("base"));
    let book = Workbook::of(&files["checklists/workload-payments.xlsx"]);
    let core = book.inside("docProps/core.xml");
    assert!(core.contains("<dc:title>Checklist: Payments</dc:title>"), "{core}");
    assert!(core.contains("2026-11-15T00:00:00Z</dcterms:created>"), "{core}");
    let custom = book.inside("docProps/custom.xml");
    for part in ["Selector", "workload:payments", "Revision", "abc1234", "Hash"] {
        assert!(custom.contains(part), "{custom}");
    }
    let mut book = book;
    let readme = book.sheet("README");
    let value = |name: &str| readme.rows.iter().find(|row| show(&row[0]) == name).map(|row| show(&row[1]));
    assert_eq!(value("Selector").as_deref(), Some("workload:payments"));
    assert_eq!(value("Revision").as_deref(), Some("abc1234"));
    assert_eq!(value("Date").as_deref(), Some("<2026-11-15>"));
    let markdown = String::from_utf8_lossy(&files["checklists/workload-payments.md"]).into_owned();
    let hash = value("Hash").expect("a hash");
    assert!(markdown.contains(&format!("hash: \"{hash}\"")), "{hash}: {markdown}");
}

#[test]
fn the_same_book_gives_the_same_bytes() {
    let (one, other) = (documents(&Book::fixture("base")), documents(&Book::fixture("base")));
    assert!(one.keys().any(|path| path.ends_with(".xlsx")) && one.keys().any(|path| path.ends_with(".csv")));
    assert_eq!(one, other);
}
