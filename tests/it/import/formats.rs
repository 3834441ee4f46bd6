//! The same entries in every format leave the same status file, and a second import changes nothing.

use super::{book, checks, import, status};
use crate::cli::{onus, put};

/// What everybody fills in: of the item that is known the newer day and a note with what YAML, Markdown and sheets read as their
/// own; of two others what was found; of the rest nothing.
const NOTE: &str = "=two \"hosts\": *left*, #3 & <more>";
const BEFORE: &str = "# What was found.\n- { item: patch-monthly@ec2/windows, state: met, on: 2026-11-03, until: 2026-12-03 } # checked\n";

fn after(file: &str) -> String {
    format!(
        "# What was found.\n- {{ item: patch-monthly@ec2/windows, state: partly-met, by: Ana Müller, on: 2026-11-20, evidence: [https://a.example/x_1, Ticket 12], \
         note: \"=two \\\"hosts\\\": *left*, #3 & <more>\", until: 2026-12-03, from: {file} }} # checked\n\
         - item: name-classes\n  state: met\n  on: 2026-11-21\n  from: {file}\n\
         - item: encrypt-storage@s3\n  state: risk-accepted\n  by: Board\n  because: small\n  until: 2027-06-30\n  from: {file}\n"
    )
}

/// What is known in ways that a format could lose: signs of formulas, several lines, several proofs, what has run out.
pub const KNOWN: &str = "\
- { item: patch-monthly@ec2/windows, state: met, by: Ana, on: 2026-11-03, evidence: [https://a.example/x, Ticket 12], note: \"=1 + a \\\"b\\\"\", until: 2026-12-03 }
- { item: name-classes, state: met, by: Ben, on: 2026-09-03, note: old, until: 2026-10-03 }
- item: encrypt-storage@ec2/windows
  state: risk-accepted
  on: 2026-11-03
  because: |
    two lines
    of *reason*
- { item: guard-doors, state: met, note: inherited }
";

#[test]
fn what_onus_makes_comes_back_unchanged_as_no_change() {
    let book = book();
    put(&book, "content/status/payments.yaml", KNOWN);
    let formats = if cfg!(feature = "pdf") { &["md", "csv", "xlsx", "pdf"][..] } else { &["md", "csv", "xlsx"] };
    for format in formats {
        let file = format!("out.{format}");
        let made = onus(book.path(), &["checklist", "workload:payments", "-o", &file]);
        assert_eq!(made.code, Some(0), "{}", made.aside);
        let ran = import(&book, &[&file, "-w", "payments"]);
        assert_eq!(ran.code, Some(0), "{file}: {}{}", ran.out, ran.aside);
        assert!(
            ran.out.ends_with("known already  0 not filled in\n0 changed, 0 new, 0 in conflict, 0 kept aside, 0 older\n") || *format == "md",
            "{}",
            ran.out
        );
        assert_eq!(status(&book), KNOWN, "{file}");
    }
}

/// Imports a filled file, and again.
#[track_caller]
fn comes_back(name: &str, bytes: &[u8], arguments: &[&str]) {
    let book = book();
    put(&book, "content/status/payments.yaml", BEFORE);
    std::fs::write(book.path().join(name), bytes).expect("writes");
    let ran = import(&book, &[&[name], arguments].concat());
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.aside);
    assert!(ran.out.ends_with("1 changed, 2 new, 0 in conflict, 0 kept aside, 0 older\n"), "{}", ran.out);
    assert_eq!(status(&book), after(name));
    checks(book.path());
    let again = import(&book, &[&[name], arguments].concat());
    assert_eq!(again.code, Some(0), "{}", again.aside);
    assert!(again.out.ends_with("0 changed, 0 new, 0 in conflict, 0 kept aside, 0 older\n"), "{}", again.out);
    assert_eq!(status(&book), after(name));
}

#[test]
fn a_markdown_file_that_a_text_editor_filled_in() {
    let book = book();
    put(&book, "content/status/payments.yaml", BEFORE);
    let text = onus(book.path(), &["checklist", "workload:payments"]).out;
    let fill = |text: String, from: &str, to: &str| {
        assert!(text.contains(from), "{from} is not in {text}");
        text.replace(from, to)
    };
    let text = fill(text, "- [x] EC2 for Windows: Patch", "- [ ] EC2 for Windows: Patch");
    let known = "  - State: met\n  - Date: 2026-11-03\n  - Until: 2026-12-03\n";
    let text = fill(
        text,
        known,
        "  - State: partly-met\n  - Owner: Ana Müller\n  - Date: 2026-11-20\n  - Note: =two \"hosts\": \\*left\\*, #3 & \\<more>\n  \
         - Evidence: https://a.example/x_1; Ticket 12\n  - Until: 2026-12-03\n",
    );
    let text = fill(
        text,
        "- [ ] Once for the organization: Name the classes of data <!-- item: name-classes -->\n",
        "- [x] Once for the organization: Name the classes of data <!-- item: name-classes -->\n  - Date: 2026-11-21\n",
    );
    let text = fill(
        text,
        "- Amazon S3 <!-- item: encrypt-storage@s3 -->\n",
        "- Amazon S3 <!-- item: encrypt-storage@s3 -->\n  - State: risk-accepted\n  - Owner: Board\n  - Reason: small\n  - Until: 2027-06-30\n",
    );
    comes_back("workload-payments.md", text.as_bytes(), &[]);
}

#[test]
fn a_csv_file() {
    let note = NOTE.replace('"', "\"\"");
    let text = format!(
        "Item,Title,Done,State,Owner,Date,Note,Evidence,Reason,Until\r\n\
         patch-monthly@ec2/windows,Patch,FALSE,partly-met,Ana Müller,2026-11-20,\"'{note}\",https://a.example/x_1; Ticket 12,,2026-12-03\r\n\
         guard-doors,,FALSE,,,,,,,\r\nname-classes,,TRUE,,,2026-11-21,,,,\r\nencrypt-storage@s3,,,risk-accepted,Board,,,,small,2027-06-30\r\n"
    );
    comes_back("filled.csv", text.as_bytes(), &["--workload", "payments"]);
}

#[test]
fn what_a_page_of_the_site_exported() {
    let text = serde_json::json!({
        "format": "onus-checklist/1", "checklist": "workload-payments", "workload": "payments", "exported": "2026-11-22",
        "items": [
            { "item": "patch-monthly@ec2/windows", "state": "partly-met", "by": "Ana Müller", "on": "2026-11-20", "note": NOTE, "evidence": "https://a.example/x_1\nTicket 12" },
            { "item": "name-classes", "state": "met", "on": "2026-11-21" },
            { "item": "encrypt-storage@s3", "state": "risk-accepted", "by": "Board", "because": "small", "until": "2027-06-30" },
        ],
    });
    comes_back("workload-payments.onus-checklist.json", text.to_string().as_bytes(), &[]);
}

#[test]
fn a_workbook() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("Checklist").expect("a name");
    let rows: [[&str; 9]; 5] = [
        ["Item", "Done", "State", "Owner", "Date", "Note", "Evidence", "Reason", "Until"],
        ["patch-monthly@ec2/windows", "", "partly-met", "Ana Müller", "", NOTE, "https://a.example/x_1; Ticket 12", "", "2026-12-03"],
        ["guard-doors", "", "", "", "", "", "", "", ""],
        ["name-classes", "TRUE", "", "", "2026-11-21", "", "", "", ""],
        ["encrypt-storage@s3", "", "risk-accepted", "Board", "", "", "", "small", "2027-06-30"],
    ];
    for (row, cells) in (0u32..).zip(rows) {
        for (column, text) in (0u16..).zip(cells) {
            match (row, column, text) {
                (1.., 1, _) => sheet.insert_checkbox(row, column, text == "TRUE").map(drop),
                (_, _, "") => Ok(()),
                _ => sheet.write_string(row, column, text).map(drop),
            }
            .expect("a cell");
        }
    }
    let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2026, 11, 20).expect("a day");
    sheet.write_datetime_with_format(1, 4, day, &rust_xlsxwriter::Format::new().set_num_format("d. mmm yyyy")).expect("a day");
    sheet.set_column_hidden(0).expect("a column");
    let about = book.add_worksheet().set_name("README").expect("a name");
    about.write_string(0, 0, "Selector").and_then(|sheet| sheet.write_string(0, 1, "workload:payments")).expect("cells");
    comes_back("filled.xlsx", &book.save_to_buffer().expect("a workbook"), &[]);
}

#[cfg(feature = "pdf")]
#[test]
fn a_pdf_with_fields() {
    use lopdf::{Document, Object, StringFormat, dictionary};

    let mut document = Document::with_version("1.7");
    let mut fields: Vec<Object> = Vec::new();
    let texts = [
        ("patch-monthly@ec2/windows/state", "partly-met"),
        ("patch-monthly@ec2/windows/by", "Ana Müller"),
        ("patch-monthly@ec2/windows/on", "2026-11-20"),
        ("patch-monthly@ec2/windows/note", NOTE),
        ("patch-monthly@ec2/windows/evidence", "https://a.example/x_1\rTicket 12"),
        ("name-classes/on", "2026-11-21"),
        ("encrypt-storage@s3/state", "risk-accepted"),
        ("encrypt-storage@s3/by", "Board"),
        ("encrypt-storage@s3/because", "small"),
        ("encrypt-storage@s3/until", "2027-06-30"),
        ("guard-doors/note", ""),
    ];
    for (name, text) in texts {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
        let value = Object::String(units, StringFormat::Literal);
        fields.push(document.add_object(dictionary! { "FT" => "Tx", "T" => Object::string_literal(name), "V" => value }).into());
    }
    for (name, state) in [("name-classes/done", "Yes"), ("guard-doors/done", "Off"), ("patch-monthly@ec2/windows/done", "Off")] {
        fields
            .push(document.add_object(dictionary! { "FT" => "Btn", "T" => Object::string_literal(name), "AS" => Object::Name(state.into()) }).into());
    }
    let pages = document.add_object(dictionary! { "Type" => "Pages", "Count" => 0, "Kids" => Vec::<Object>::new() });
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages, "AcroForm" => dictionary! { "Fields" => fields } });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("a PDF");
    comes_back("filled.pdf", &bytes, &["-w", "payments"]);
}
