//! Tables, workbooks, the model as data, and PDF files.

use calamine::{Data, Reader as _};

use super::{BEFORE, Files, SEEN, clean, fields, hidden, hostile_files, made, of_kind};
use crate::sheets::Workbook;

/// The cells of all tables.
fn cells(files: &Files) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (path, text) in of_kind(files, ".csv") {
        for row in csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.trim_start_matches('\u{feff}').as_bytes()).records() {
            found.extend(row.expect("it is a table").iter().map(|cell| (path.to_owned(), cell.to_owned())));
        }
    }
    assert!(found.len() > 300, "{} cells", found.len());
    found
}

/// Every cell of every workbook, and how many formulas there are.
fn workbooks(files: &Files) -> (Vec<(String, Data)>, usize) {
    let (mut found, mut formulas) = (Vec::new(), 0);
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".xlsx")) {
        let mut book = Workbook::of(bytes);
        for name in book.file.sheet_names() {
            found.extend(book.sheet(&name).rows.into_iter().flatten().map(|cell| (format!("{path} {name}"), cell)));
            formulas += book.file.worksheet_formula(&name).expect("the sheet is there").cells().filter(|(_, _, formula)| !formula.is_empty()).count();
        }
    }
    (found, formulas)
}

#[test]
fn no_cell_of_a_table_begins_like_a_formula() {
    for before in BEFORE {
        let (book, _) = fields::changed(clean(), &|text| format!("{before}{text}"));
        let files = made(&book);
        let cells = cells(&files);
        let runs: Vec<_> = cells.iter().filter(|(_, cell)| cell.starts_with(['=', '+', '-', '@', '\t', '\r'])).collect();
        assert!(runs.is_empty(), "{before:?}: {runs:#?}");
        // The words are there behind a quote, but for blanks at their beginning.
        assert!(cells.iter().filter(|(_, cell)| cell.contains(before.trim())).count() > 20, "{before:?}");
        let (found, formulas) = workbooks(&files);
        assert_eq!(formulas, workbooks(super::clean_files()).1, "{before:?}");
        let is_text = |cell: &Data| matches!(cell, Data::String(_));
        assert!(found.iter().filter(|(_, cell)| cell.to_string().contains(before.trim())).all(|(_, cell)| is_text(cell)), "{before:?}");
    }
}

#[test]
fn cells_hold_the_words_and_nothing_that_nobody_sees() {
    let files = hostile_files();
    let cells = cells(files);
    assert!(cells.iter().filter(|(_, cell)| cell.contains(SEEN)).count() > 20);
    for (path, cell) in &cells {
        assert_eq!(hidden(cell), None, "{path}");
    }
    let (found, _) = workbooks(files);
    assert!(found.iter().filter(|(_, cell)| cell.to_string().contains(SEEN)).count() > 20);
    for (path, cell) in &found {
        assert_eq!(hidden(&cell.to_string()), None, "{path}");
    }
}

#[test]
fn the_model_as_data_has_the_words_as_they_are() {
    let text = std::str::from_utf8(&hostile_files()["model.json"]).expect("it is text");
    let model: serde_json::Value = serde_json::from_str(text).expect("it is JSON");
    let name = |kind: &str, key: &str| model[kind][0][key].as_str().expect("text").to_owned();
    let wanted = onus::source::without_hidden(super::BEHIND).into_owned();
    assert_eq!(name("parties", "name"), format!("AWS{wanted}"));
    assert_eq!(name("services", "name"), format!("Amazon EC2{wanted}"));
    assert_eq!(name("controls", "title"), format!("Patch operating systems every month{wanted}"));
    assert_eq!(hidden(text), None);
}

#[cfg(feature = "pdf")]
#[test]
fn documents_hold_the_words_and_nothing_that_runs() {
    use onus::config::{Config, Overrides, Pdf};
    use onus::diag::Diagnostics;
    use onus::preview::{Memory, Preview};
    use onus::source::Sources;

    let sources = Sources::new(super::hostile().0.clone());
    let mut config = Config::read(&sources, &Overrides::on(crate::fixture::TODAY), &mut Diagnostics::default());
    config.pdf = Some(Pdf::default());
    let (preview, found) = Preview::of(&sources, &config, &mut Memory::default());
    let preview = preview.unwrap_or_else(|| panic!("{:#?}", found.items()));
    for path in ["checklists/ec2.pdf", "checklists/workload-payments.pdf"] {
        let bytes = preview.file(path).unwrap_or_else(|| panic!("no {path}"));
        let document = lopdf::Document::load_mem(&bytes).expect("it is a PDF");
        let words: String = document.get_pages().keys().map(|page| document.extract_text(&[*page]).expect("text")).collect();
        let words: String = words.chars().filter(|c| !c.is_whitespace() && *c != '\u{200b}').collect();
        for part in [SEEN, "{{7*7}}", "#eval(\"1\")", "#read(\"/etc/passwd\")", "$x$"] {
            let part: String = part.chars().filter(|c| !c.is_whitespace()).collect();
            assert!(words.contains(&part), "{path}: no {part} in {words}");
        }
        assert!(!words.contains("root:"), "{path}");
        for (id, object) in &document.objects {
            let Ok(dictionary) = object.as_dict() else { continue };
            let action = dictionary.get(b"S").and_then(lopdf::Object::as_name).unwrap_or_default();
            assert!(![&b"JavaScript"[..], b"Launch", b"SubmitForm", b"ImportData", b"GoToR"].contains(&action), "{path}: {id:?}");
            assert!(!dictionary.has(b"JS") && !dictionary.has(b"AA") && !dictionary.has(b"OpenAction"), "{path}: {id:?}");
            if let Ok(address) = dictionary.get(b"URI").and_then(lopdf::Object::as_str) {
                assert!(address.starts_with(b"https://"), "{path}: {}", String::from_utf8_lossy(address));
            }
        }
    }
}
