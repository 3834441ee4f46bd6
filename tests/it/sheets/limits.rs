//! What a spreadsheet would run, cannot hold, or does not take as a name.

use calamine::Reader as _;
use onus::config::{Config, Overrides};
use onus::diag::Diagnostics;
use onus::source::Sources;

use crate::fixture::{Book, TODAY};
use crate::sheets::{Workbook, documents};

/// The small book with a control whose title begins like a formula, and words that do too in what was found.
fn hostile() -> Book {
    let book = Book::fixture("base");
    let control = String::from_utf8(book.0["content/controls/compute/patch-monthly.yaml"].clone()).expect("text");
    let control = control.replace("title: Patch operating systems every month", "title: =HYPERLINK(\"http://evil.example\")");
    let status = "- { item: patch-monthly@ec2/windows, state: met, on: 2026-11-03, note: \"@SUM(1)\", by: \"+1\", evidence: [\"-2+3\", \"two\"] }\n";
    let workload = String::from_utf8(book.0["content/workloads/payments.yaml"].clone()).expect("text");
    let workload = workload.replace("Platform engineering", "\"=Platform*\"");
    book.with("content/controls/compute/patch-monthly.yaml", control)
        .with("content/status/payments.yaml", status)
        .with("content/workloads/payments.yaml", workload)
}

#[test]
fn text_that_begins_like_a_formula_stays_text() {
    let files = documents(&hostile());
    let mut book = Workbook::of(&files["checklists/workload-payments.xlsx"]);
    let sheet = book.sheet("Checklist");
    let formulas = book.file.worksheet_formula("Checklist").expect("the sheet");
    assert!(formulas.cells().all(|(_, _, formula)| formula.is_empty()), "a cell of the checklist is a formula");
    for (column, text) in
        [("Title", "=HYPERLINK(\"http://evil.example\")"), ("Note", "@SUM(1)"), ("Owner", "+1"), ("Evidence", "-2+3 ⏎ two"), ("Team", "=Platform*")]
    {
        assert!(sheet.column(column).contains(&text.to_owned()), "{column}: {:?}", sheet.column(column));
    }
    // It stays text when somebody has edited the cell.
    assert!(book.inside("xl/styles.xml").contains("quotePrefix=\"1\""));
    let csv = String::from_utf8_lossy(&files["checklists/workload-payments.csv"]).into_owned();
    assert!(csv.contains("\"'=HYPERLINK(\"\"http://evil.example\"\")\"") && csv.contains(",'@SUM(1),'-2+3; two,") && csv.contains(",'+1,"), "{csv}");
    let raw = documents(&hostile().with("book.toml", "[output.csv]\nraw = true\nexcel = true\n"));
    let raw = String::from_utf8_lossy(&raw["checklists/workload-payments.csv"]).into_owned();
    assert!(raw.starts_with('\u{feff}') && raw.contains("\"=HYPERLINK") && raw.contains(",@SUM(1),-2+3; two,"), "{raw}");
}

#[test]
fn a_text_that_no_cell_holds_is_cut_and_told() {
    let long = "word ".repeat(8_000);
    let control = format!(
        "title: Long\nduty: patch-guest-os\nscope: service\npriority: low\ncadence: once\nobjective: {long}\nby: {{ customer: {{ steps: Do it. }} }}\n"
    );
    let book = Book::fixture("base").with("content/controls/compute/long.yaml", control).with("book.toml", "[output.xlsx]\n[output.csv]\n");
    let sources = Sources::new(book.0);
    let config = Config::read(&sources, &Overrides::on(TODAY), &mut Diagnostics::default());
    let built = onus::build(&sources, &config, &|_, _| None);
    let findings: Vec<String> = built.diagnostics.items().iter().map(|finding| format!("{}: {}", finding.rule.id, finding.message)).collect();
    assert!(
        findings.contains(&"sheet-limit: the sheet `Checklist` of checklists/ec2.xlsx cuts 1 texts; a cell holds 32767 signs".to_owned()),
        "{findings:?}"
    );
    let file = |path: &str| built.artifacts.iter().find(|file| file.path == path).expect("it is made").bytes.clone();
    let cells = Workbook::of(&file("checklists/ec2.xlsx")).sheet("Checklist").column("Objective");
    assert!(cells.iter().any(|cell| cell.ends_with(" […]") && cell.encode_utf16().count() <= 32_767));
    assert!(String::from_utf8_lossy(&file("checklists/ec2.csv")).contains(long.trim()));
}

#[test]
fn sheets_are_named_as_spreadsheets_take_it() {
    let framework = |short: &str| format!("name: A\nshort: {short}\ngroups: {{ A: All }}\nrequirements:\n  - {{ id: A.1, title: One, group: A }}\n");
    let book = Book::fixture("base")
        .with("content/frameworks/one.yaml", framework("\"Rules: a/b [draft]? of a very long name\""))
        .with("content/frameworks/two.yaml", framework("checklist"))
        .with("content/frameworks/three.yaml", framework("\"'\""))
        .with("content/workloads/payments.yaml", "name: Payments\nservices: [s3]\nframeworks: [one, two, three]\n")
        .with("content/status/payments.yaml", "[]\n");
    let mut files = documents(&book.with("content/checklists/before-launch.yaml", "title: All\nselection: [workload:payments]\n"));
    let workbook = Workbook::of(&files.remove("checklists/workload-payments.xlsx").expect("it is made"));
    assert_eq!(
        workbook.file.sheet_names(),
        ["README", "Summary", "Checklist", "Responsibilities", "Matrix", "Rules- a-b -draft-- of a v", "checklist (2)", "Sheet", "Mappings"]
    );
}

#[test]
fn a_checklist_without_items_has_nothing_to_sum_up() {
    let nothing = "name: Tape\nprovider: aws\nmodel: paas\nsummary: Old.\nnot-applicable:\n  - { layer: data, because: it is empty }\n  - { layer: guest-os, because: there is none }\n";
    let files = documents(&Book::fixture("base").with("content/services/storage/tape.yaml", nothing));
    let mut book = Workbook::of(&files["checklists/tape.xlsx"]);
    assert_eq!(book.file.sheet_names(), ["README", "Checklist", "Responsibilities"]);
    assert_eq!(book.sheet("Checklist").rows.len(), 1);
}
