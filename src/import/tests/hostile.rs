//! Files that are broken, or made to break what reads them: each ends in rows or in a sentence, never in a panic or a full memory.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use proptest::prelude::*;

use crate::import::archive::{Part, pack, unpack};
use crate::import::entry::entry;
use crate::import::filled::read;
use crate::import::tests::{TODAY, samples};

/// Reads a file, and looks at every row as an import does.
fn survives(name: &str, bytes: &[u8]) -> Result<usize, String> {
    let filled = read(name, bytes)?;
    filled.rows.iter().for_each(|row| drop(entry(row, TODAY)));
    Ok(filled.rows.len())
}

const TEXTS: [(&str, &str); 3] = [
    ("a.csv", "Item,Done,State,Owner,Date,Note,Evidence,Reason,Until\r\na@b,TRUE,met,\"Ana, \"\"A\"\"\",2026-11-10,'=1,x; y,,2027-01-01\r\n"),
    (
        "a.md",
        "---\nselector: \"workload:payments\"\n---\n```\n- [x]\n```\n- [x] A <!-- item: a@b -->\n  - State: met\n  - Note: \\*x\\*\n    more\n- [ ] B <!-- item: b -->\n",
    ),
    (
        "a.json",
        r#"{"format":"onus-checklist/1","checklist":"workload-payments","items":[{"item":"a@b","state":"met","on":"2026-11-10","evidence":["x"]}]}"#,
    ),
];

/// Bytes with some of them changed, left out, or put in twice.
fn mutated(mut bytes: Vec<u8>, changes: &[(usize, u8, u8)]) -> Vec<u8> {
    for (at, how, byte) in changes {
        if bytes.is_empty() {
            break;
        }
        let at = at % bytes.len();
        match how % 4 {
            0 => bytes[at] = *byte,
            1 => drop(bytes.remove(at)),
            2 => bytes.insert(at, *byte),
            _ => bytes.truncate(at.max(1)),
        }
    }
    bytes
}

fn changes() -> impl Strategy<Value = Vec<(usize, u8, u8)>> {
    proptest::collection::vec((any::<usize>(), 0u8..4, any::<u8>()), 1..6)
}

/// Mostly changes of single bytes: the rest of a large file stays whole, so that what is wrong is found deep inside.
fn pricks() -> impl Strategy<Value = Vec<(usize, u8, u8)>> {
    proptest::collection::vec((any::<usize>(), Just(0u8), any::<u8>()), 1..4)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changed_texts_are_read_or_refused(kind in 0usize..3, changes in changes()) {
        let (name, text) = TEXTS[kind];
        let _ = survives(name, &mutated(text.as_bytes().to_vec(), &changes));
    }

    #[test]
    fn any_bytes_are_read_or_refused(head in 0usize..5, bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let heads: [&[u8]; 5] = [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"Item,State\n", b"- [x] <!-- item: a -->\n"];
        let _ = survives("a.bin", &[heads[head], &bytes].concat());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// The parts of a workbook with changes inside, so that the archive itself is whole.
    #[test]
    fn changed_workbooks_are_read_or_refused(part in any::<usize>(), changes in prop_oneof![pricks(), changes()]) {
        let mut parts = unpack(&samples::workbook(), |_| true).expect("an archive");
        let at = part % parts.len();
        parts[at].bytes = mutated(std::mem::take(&mut parts[at].bytes), &changes);
        let _ = survives("a.xlsx", &pack(&parts));
    }

    #[test]
    fn changed_archives_are_read_or_refused(changes in changes()) {
        let _ = survives("a.xlsx", &mutated(samples::workbook(), &changes));
    }

    #[cfg(feature = "pdf")]
    #[test]
    fn changed_pdfs_are_read_or_refused(changes in prop_oneof![pricks(), changes()]) {
        let _ = survives("a.pdf", &mutated(samples::pdf(), &changes));
    }
}

#[test]
fn an_archive_is_packed_and_unpacked() {
    let parts = [Part { name: "a.xml".to_owned(), bytes: b"<a/>".to_vec() }, Part { name: "b/c.rels".to_owned(), bytes: Vec::new() }];
    assert_eq!(unpack(&pack(&parts), |_| true), Ok(parts.to_vec()));
}

/// An archive with one compressed part, as a bomb has it.
fn compressed(name: &str, bytes: impl Iterator<Item = Vec<u8>>) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    bytes.for_each(|bytes| encoder.write_all(&bytes).expect("memory"));
    let body = encoder.finish().expect("memory");
    let mut out = pack(&[Part { name: name.to_owned(), bytes: body }]);
    // Both headers say now that the part is compressed.
    let central = out.windows(4).position(|window| window == b"PK\x01\x02").expect("a list of parts");
    out[8] = 8;
    out[central + 10] = 8;
    out
}

#[test]
fn a_bomb_is_not_unpacked() {
    let bomb = compressed("[Content_Types].xml", std::iter::repeat_n(vec![b' '; 1 << 20], 200));
    assert!(bomb.len() < 1 << 20, "{} bytes", bomb.len());
    assert_eq!(survives("a.xlsx", &bomb), Err("unpacked, it has more than 96 MiB".to_owned()));
}

fn sheet(part: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut parts = unpack(&samples::workbook(), |_| true).expect("an archive");
    let part = parts.iter_mut().find(|found| found.name == part).expect("a part of a workbook");
    part.bytes = change(std::str::from_utf8(&part.bytes).expect("text")).into_bytes();
    pack(&parts)
}

#[test]
fn numbers_that_a_workbook_makes_up_reserve_no_memory() {
    let words = sheet("xl/sharedStrings.xml", |text| text.replace("two hosts", "uniqueCount and dimension"));
    let note = read("a.xlsx", &words).expect("a workbook").rows[0].get(crate::import::entry::Cell::Note).to_owned();
    assert_eq!(note, "uniqueCount and dimension\nare left");
    let strings = sheet("xl/sharedStrings.xml", |text| text.replace("uniqueCount=\"", "uniqueCount=\"9999999999999"));
    assert_eq!(survives("a.xlsx", &strings), Ok(3));
    let corner = sheet("xl/worksheets/sheet2.xml", |text| {
        text.replace("</sheetData>", "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData>")
    });
    assert_eq!(survives("a.xlsx", &corner), Ok(3));
    let dimension = sheet("xl/worksheets/sheet2.xml", |text| text.replacen("<dimension ref=\"", "<dimension ref=\"ZZZ9999999:A1\" was=\"", 1));
    assert_eq!(survives("a.xlsx", &dimension), Ok(3));
}

#[test]
fn too_many_rows_are_refused() {
    let csv = format!("Item,State\n{}", "a@b,met\n".repeat(20_002));
    let markdown = "- [x] <!-- item: a@b -->\n".repeat(20_002);
    let json = format!("{{\"format\":\"onus-checklist/1\",\"items\":[{}0]}}", "0,".repeat(20_001));
    assert_eq!(survives("a.csv", csv.as_bytes()), Err("it has more than 20000 rows".to_owned()));
    assert_eq!(survives("a.md", markdown.as_bytes()), Err("it has more than 20000 items".to_owned()));
    assert_eq!(survives("a.json", json.as_bytes()), Err("it has more than 20000 items".to_owned()));
}

#[test]
fn deep_json_is_refused() {
    let deep = format!("{{\"format\":\"onus-checklist/1\",\"items\":{}", "[".repeat(100_000));
    assert!(survives("a.json", deep.as_bytes()).is_err_and(|why| why.contains("recursion limit exceeded")));
}

#[cfg(feature = "pdf")]
#[test]
fn a_form_that_holds_itself_comes_to_an_end() {
    use lopdf::{Document, Object, dictionary};

    let mut document = Document::with_version("1.7");
    let field = document.new_object_id();
    let kids = vec![Object::from(field), Object::from(field)];
    document.objects.insert(field, Object::Dictionary(dictionary! { "T" => Object::string_literal("a"), "Kids" => kids }));
    let pages = document.add_object(dictionary! { "Type" => "Pages", "Count" => 0, "Kids" => Vec::<Object>::new() });
    let catalog = document
        .add_object(dictionary! { "Type" => "Catalog", "Pages" => pages, "AcroForm" => dictionary! { "Fields" => vec![Object::from(field)] } });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("a PDF");
    assert_eq!(survives("a.pdf", &bytes), Err("its form has more than 160000 fields, or they are nested more than 16 deep".to_owned()));
}
