//! The same selection in the formats: the same items in the same order. And what the command line makes of each.

use onus::ChecklistFormat;
use onus::config::{Config, CsvStyle, Overrides};
use onus::diag::Diagnostics;
use onus::source::Sources;

use crate::cli::{book, onus};
use crate::fixture::{Book, TODAY};
use crate::sheets::Workbook;

/// The small book with three more services, the second of which has words of its own about a control of all.
fn book_of_three() -> Book {
    let service = |name: &str| format!("name: {name}\nprovider: aws\nmodel: iaas\nsummary: Machines.\n");
    let book = Book::fixture("base");
    let control = String::from_utf8(book.0["content/controls/compute/patch-monthly.yaml"].clone()).expect("text");
    ["one", "three", "two"]
        .into_iter()
        .fold(book, |book, name| book.with(&format!("content/services/compute/{name}.yaml"), service(name)))
        .with("content/controls/compute/patch-monthly.yaml", format!("{control}on: {{ three: {{ steps: Wait for the maker. }} }}\n"))
        .with("content/workloads/trio.yaml", "name: Trio\nservices: [one, three, two]\n")
}

/// One checklist in one format.
fn made(selection: &str, format: ChecklistFormat) -> Vec<u8> {
    let sources = Sources::new(book_of_three().0);
    let config = Config::read(&sources, &Overrides::on(TODAY), &mut Diagnostics::default());
    let model = onus::check(&sources, &config).model;
    let made = onus::checklist(&model, &sources, &config, selection, format).expect("the selection is right");
    made.artifact.expect("it can be made").bytes
}

fn markdown_items(text: &str) -> Vec<String> {
    let boxes = text.lines().filter(|line| line.trim_start().starts_with("- ["));
    boxes.filter_map(|line| line.split_once("<!-- item: ")?.1.strip_suffix(" -->")).map(str::to_owned).collect()
}

fn csv_items(bytes: &[u8]) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(bytes);
    assert_eq!(reader.headers().expect("a header").get(0), Some("Item"));
    reader.records().map(|row| row.expect("a row").get(0).expect("a key").to_owned()).collect()
}

#[test]
fn the_same_selection_has_the_same_items_in_every_format() {
    for selection in ["ec2", "ec2/windows", "workload:payments", "party:customer", "before-launch", "framework:nist-800-53-r5", "workload:trio"] {
        let markdown = markdown_items(&String::from_utf8(made(selection, ChecklistFormat::Markdown)).expect("text"));
        assert!(!markdown.is_empty(), "{selection}");
        assert_eq!(csv_items(&made(selection, ChecklistFormat::Csv(CsvStyle::default()))), markdown, "{selection} as CSV");
        let mut workbook = Workbook::of(&made(selection, ChecklistFormat::Xlsx));
        assert_eq!(workbook.sheet("Checklist").column("Item"), markdown, "{selection} as a workbook");
        #[cfg(feature = "pdf")]
        assert_eq!(attached_items(&made(selection, ChecklistFormat::Pdf)), markdown, "{selection} as PDF");
    }
}

/// The items in the file that a PDF carries.
#[cfg(feature = "pdf")]
fn attached_items(bytes: &[u8]) -> Vec<String> {
    let pdf = lopdf::Document::load_mem(bytes).expect("it is a PDF");
    let streams = pdf.objects.values().filter_map(|object| object.as_stream().ok());
    let files = streams.filter(|stream| stream.dict.get_type().is_ok_and(|kind| kind == b"EmbeddedFile"));
    let texts = files.filter_map(|stream| stream.decompressed_content().ok());
    let json = texts.filter_map(|text| serde_json::from_slice::<serde_json::Value>(&text).ok()).next().expect("its data is attached");
    let items = json["items"].as_array().expect("a list");
    items.iter().map(|item| item["item"].as_str().expect("a key").to_owned()).collect()
}

#[test]
fn the_command_line_makes_tables_and_workbooks() {
    let folder = book();
    let plain = onus(folder.path(), &["checklist", "database", "-f", "csv"]);
    assert_eq!(plain.code, Some(0), "{}", plain.aside);
    assert!(plain.out.starts_with("Item,Group,Control,") && plain.out.contains("\r\n"), "{}", plain.out);
    let excel = onus(folder.path(), &["checklist", "database", "-f", "csv", "--excel"]);
    assert_eq!(excel.out, format!("\u{feff}{}", plain.out));
    let file = onus(folder.path(), &["checklist", "database", "-f", "xlsx"]);
    assert_eq!((file.code, file.out.as_str(), file.aside.as_str()), (Some(0), "", "database.xlsx: written\n"));
    let named = onus(folder.path(), &["checklist", "database", "-o", "here.xlsx"]);
    assert_eq!(named.code, Some(0), "{}", named.aside);
    let read = |name: &str| std::fs::read(folder.path().join(name)).expect("it was written");
    assert_eq!(read("database.xlsx"), read("here.xlsx"));
    let wrong = onus(folder.path(), &["checklist", "database", "--raw"]);
    assert_eq!(wrong.code, Some(2));
    assert!(wrong.aside.contains("add `-f csv`"), "{}", wrong.aside);
}
