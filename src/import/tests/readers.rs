//! What each reader makes of a file: text in, rows out.

use crate::import::filled::{Filled, read};
use crate::import::tests::samples;

fn rows(name: &str, bytes: impl AsRef<[u8]>) -> Vec<String> {
    samples::shown(&filled(name, bytes))
}

fn filled(name: &str, bytes: impl AsRef<[u8]>) -> Filled {
    read(name, bytes.as_ref()).unwrap_or_else(|why| panic!("{name}: {why}"))
}

fn refused(name: &str, bytes: impl AsRef<[u8]>) -> String {
    read(name, bytes.as_ref()).expect_err("it is no checklist")
}

const CSV: &str = "Item,Title,Done,State,Owner,Date,Note,Evidence,Reason,Until\r\n\
    patch-monthly@ec2/windows,'=1+1,TRUE,partly-met,Ana,2026-11-10,\"two hosts, \"\"old\"\" ones\r\nare left\",https://a.example/x; https://b.example/y,,\r\n\
    name-classes,,FALSE,,,,,,,\r\n\
    encrypt-storage@s3,,,not-applicable,,,'-1 day,,'@nobody,2027-06-30\r\n";

const READ: [&str; 3] = [
    "patch-monthly@ec2/windows | line 2 | Done=TRUE | State=partly-met | Owner=Ana | Date=2026-11-10 | Note=two hosts, \"old\" ones\r\nare left | Evidence=https://a.example/x; https://b.example/y",
    "name-classes | line 4 | Done=FALSE",
    "encrypt-storage@s3 | line 5 | State=not-applicable | Note=-1 day | Reason=@nobody | Until=2027-06-30",
];

#[test]
fn a_csv_file_is_read_without_the_guard_against_formulas() {
    assert_eq!(rows("filled.csv", CSV), READ);
}

#[test]
fn spreadsheets_save_csv_with_a_mark_with_semicolons_tabs_or_as_utf16() {
    let semicolons = CSV.replace("; https", " https").replace(',', ";").replace("two hosts; ", "two hosts, ");
    let wanted = READ.map(|row| row.replace("; https", " https"));
    assert_eq!(rows("filled.csv", format!("\u{feff}{semicolons}")), wanted);
    assert_eq!(rows("filled.txt", CSV.replace(',', "\t").replace("two hosts\t ", "two hosts, ")), READ);
    let utf16: Vec<u8> = std::iter::once(0xfeff).chain(CSV.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_eq!(rows("filled.csv", utf16), READ);
    let first = format!("sep=,\r\n{CSV}");
    assert_eq!(rows("filled.csv", first)[1], "name-classes | line 5 | Done=FALSE");
}

#[test]
fn columns_may_stand_in_any_order_and_be_missing() {
    assert_eq!(rows("x.csv", "note;STATE;item\nall fine;met;a@b\n;;\nlost;met;\n"), ["a@b | line 2 | Note=all fine | State=met"]);
}

#[test]
fn a_workbook_is_read_with_its_boxes_and_days() {
    let book = filled("filled.xlsx", samples::workbook());
    assert_eq!(
        samples::shown(&book),
        [
            "patch-monthly@ec2/windows | Checklist, row 4 | Done=true | State=partly-met | Owner=Ana Müller | Date=2026-11-10 | Note=two hosts\nare left | Evidence=https://a.example/x; https://b.example/y",
            "name-classes | Checklist, row 5 | Done=false",
            "encrypt-storage@s3 | Checklist, row 6 | State=not-applicable | Reason=-> nothing is stored | Until=2027-06-30",
        ]
    );
    assert_eq!([book.selector.as_deref(), book.revision.as_deref()], [Some("workload:payments"), Some("abc1234")]);
    assert_eq!(book.hash.as_deref(), Some("0123456789abcdef"));
}

#[cfg(feature = "pdf")]
#[test]
fn a_pdf_is_read_by_the_names_of_its_fields() {
    let pdf = filled("filled.pdf", samples::pdf());
    assert_eq!(
        samples::shown(&pdf),
        [
            "patch-monthly@ec2/windows | page 1 | Done=true | State=partly-met | Owner=Ana Müller 田中 | Date=2026-11-10 | Note=two hosts\rare left",
            "a.5.1@s3 | page 2 | Done=false | Evidence=https://a.example/x; https://b.example/y",
        ]
    );
    assert_eq!([pdf.selector.as_deref(), pdf.hash.as_deref()], [Some("workload:payments"), Some("0123456789abcdef")]);
}

#[test]
fn a_markdown_file_is_read_line_by_line() {
    let text = "---\ntitle: \"Checklist: Payments\"\nselector: \"workload:payments\"\nworkload: \"payments\"\nhash: \"0123\"\n---\n\n\
        ## How to fill it in\n\n```markdown\n- [x] EC2 <!-- item: not-this@ec2 -->\n  - State: met\n```\n\n\
        - [x] EC2: Patch <!-- item: patch-monthly@ec2/windows -->\n  - Customer: Install updates\n  - Team: Platform\n  - State: partly-met\n  - Owner: Ana\n  \
        - Note: two \\*old\\* hosts\n    are left\n  - Evidence: <https://a.example/x_~y>\n  - Evidence: https://b.example/y\n\n\
        Some prose.\n\n1. A step\n   - [ ] with a box\n\n\
        - [ ] Once: Name <!-- item: name-classes -->\n\n- Amazon S3 <!-- item: encrypt-storage@s3 -->\n  - State: met\n";
    let file = filled("payments.md", text);
    assert_eq!(
        samples::shown(&file),
        [
            "patch-monthly@ec2/windows | line 15 | Done=true | State=partly-met | Owner=Ana | Note=two *old* hosts are left | Evidence=https://a.example/x_~y\nhttps://b.example/y",
            "name-classes | line 30 | Done=false",
            "encrypt-storage@s3 | line 32 | State=met",
        ]
    );
    assert_eq!(
        [file.selector.as_deref(), file.workload.as_deref(), file.hash.as_deref()],
        [Some("workload:payments"), Some("payments"), Some("0123")]
    );
    assert_eq!(file.remarks, []);
}

#[test]
fn what_formatters_and_people_do_to_markdown_is_read_as_well() {
    // Other marks, tabs, bold labels, a key on the next line, a list of links below its field, windows lines.
    let text = "* [X] A very long title that a formatter has\n  broken <!-- item: a@b -->\r\n\t* **State:** Partly met\r\n\t+ evidence:\r\n\t\t- https://a.example\r\n\t\t- https://b.example\r\n";
    assert_eq!(rows("x.md", text), ["a@b | line 1 | Done=true | State=Partly met | Evidence=https://a.example\nhttps://b.example"]);
    let file = filled("x.md", "- [x] no key\n- [x] A <!-- item: a@b -->\n  - Sate: met\n  - did it yesterday\n  - Where: EC2\n");
    let remarks: Vec<String> = file.remarks.iter().map(|(place, text)| format!("{place}: {text}")).collect();
    assert_eq!(
        remarks,
        [
            "line 1: this box has lost its comment `<!-- item: … -->`, and was not read",
            "line 3: `Sate` is no field, and was not read; did you mean `State`?",
            "line 4: `did it yesterday` was not read; write `- Note: …`",
        ]
    );
}

#[test]
fn what_a_page_exported_is_read() {
    let text = r#"{ "format": "onus-checklist/1", "checklist": "workload-payments", "workload": "payments", "exported": "2026-11-10", "items": [
        { "item": "a@b", "state": "met", "on": "2026-11-09", "note": "fine", "evidence": ["https://a.example", "https://b.example"] },
        { "item": "c", "state": "not-assessed" },
        { "item": "d", "state": "not-assessed", "on": "2026-11-09", "because": null },
        { "state": "met" }
    ] }"#;
    let file = filled("x.json", text);
    assert_eq!(
        samples::shown(&file),
        [
            "a@b | item 1 | State=met | Date=2026-11-09 | Note=fine | Evidence=https://a.example\nhttps://b.example",
            "c | item 2 | Done=false",
            "d | item 3 | State=not-assessed | Date=2026-11-09",
        ]
    );
    assert_eq!(file.remarks, [("item 4".to_owned(), "it has no text `item`, and was not read".to_owned())]);
    assert_eq!(file.workload.as_deref(), Some("payments"));
    let wrong = text.replace("\"note\": \"fine\"", "\"note\": 5");
    assert_eq!(refused("x.json", wrong), "item 1: `note` is a number, not text");
}

#[test]
fn what_is_no_checklist_is_refused_with_what_to_do() {
    let said = [
        refused("a.pdf", ""),
        refused("a.bin", b"\x7fELF\x01\x02\0\0"),
        refused("a.csv", "Name,Age\nAna,31\n"),
        refused("a.csv", b"Item,State,Note\na@b,met,caf\xe9\n"),
        refused("a.md", "# Hello\n"),
        refused("a.json", "{ \"format\": \"something\" }"),
        refused("a.json", "{ \"format\": "),
        refused("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        refused("a.zip", crate::import::archive::pack(&[])),
    ];
    assert_eq!(
        said,
        [
            "it is empty",
            "it is no PDF, workbook, CSV, Markdown or JSON file of a checklist",
            "no row names the columns `Item` and `State`",
            "it is not UTF-8; save it as UTF-8 (in spreadsheets: \"CSV UTF-8\")",
            "no line of it names an item, as in `<!-- item: patch-guest-os@ec2 -->`",
            "its `format` is not `onus-checklist/1`, so no page of a site has exported it",
            "it is not valid JSON: EOF while parsing a value at line 1 column 12",
            "it has a password, or is of an old spreadsheet format; save it as `.xlsx` without a password",
            "it is an archive, but no workbook; save the checklist as `.xlsx`",
        ]
    );
}
