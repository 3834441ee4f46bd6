//! The same three filled items in every format, as the contract of documents has them.

/// What a reader makes of the samples: a line a row, `item | place | cell=text …`.
pub(super) fn shown(filled: &crate::import::filled::Filled) -> Vec<String> {
    let row = |row: &crate::import::entry::Row| {
        let cells: Vec<String> = row.cells.iter().map(|(cell, text)| format!("{}={text}", cell.label())).collect();
        format!("{} | {} | {}", row.item, row.place, cells.join(" | "))
    };
    filled.rows.iter().map(row).collect()
}

/// The columns of a sheet.
pub(super) const COLUMNS: [&str; 21] = [
    "Item",
    "Group",
    "Control",
    "Title",
    "Service",
    "Accountable",
    "Team",
    "Priority",
    "Cadence",
    "Scope",
    "Objective",
    "Requirements",
    "Checks",
    "Done",
    "State",
    "Owner",
    "Date",
    "Note",
    "Evidence",
    "Reason",
    "Until",
];

/// A workbook with these rows below the names of the columns, and a sheet that says what it was made from.
pub(super) fn workbook() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let about = book.add_worksheet().set_name("README").expect("a name");
    for (row, (name, value)) in [("Selector", "workload:payments"), ("Revision", "abc1234"), ("Hash", "0123456789abcdef")].into_iter().enumerate() {
        let row = u32::try_from(row).expect("few rows");
        about.write_string(row, 0, name).and_then(|sheet| sheet.write_string(row, 1, value)).expect("cells");
    }
    let sheet = book.add_worksheet().set_name("Checklist").expect("a name");
    sheet.write_string(0, 0, "Checklist of Payments").expect("a title above the columns");
    for (column, name) in COLUMNS.into_iter().enumerate() {
        sheet.write_string(2, u16::try_from(column).expect("few columns"), name).expect("a cell");
    }
    sheet.write_string(3, 0, "patch-monthly@ec2/windows").expect("a cell");
    sheet.write_string(3, 3, "=not a formula").expect("a cell");
    sheet.insert_checkbox(3, 13, true).expect("a box");
    sheet.write_string(3, 14, "partly-met").expect("a cell");
    sheet.write_string(3, 15, "Ana Müller").expect("a cell");
    let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2026, 11, 10).expect("a day");
    let format = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
    sheet.write_datetime_with_format(3, 16, day, &format).expect("a day");
    sheet.write_string(3, 17, "two hosts\nare left").expect("a cell");
    sheet.write_string(3, 18, "https://a.example/x; https://b.example/y").expect("a cell");
    sheet.write_string(4, 0, "name-classes").expect("a cell");
    sheet.insert_checkbox(4, 13, false).expect("a box");
    sheet.write_string(5, 0, "encrypt-storage@s3").expect("a cell");
    sheet.write_string(5, 14, "not-applicable").expect("a cell");
    sheet.write_string(5, 19, "'-> nothing is stored").expect("a cell");
    sheet.write_string(5, 20, "2027-06-30").expect("a cell");
    book.save_to_buffer().expect("a workbook")
}

/// A PDF with fields as a filled checklist has them: a box, a choice and texts, on two pages, and the record attached.
#[cfg(feature = "pdf")]
pub(super) fn pdf() -> Vec<u8> {
    use lopdf::{Document, Object, Stream, dictionary};

    let utf16 = |text: &str| {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_be_bytes);
        Object::String(units.collect(), lopdf::StringFormat::Hexadecimal)
    };
    let mut document = Document::with_version("1.7");
    let pages = document.new_object_id();
    let mut fields: Vec<Object> = Vec::new();
    let mut field = |document: &mut Document, name: &str, kind: &str, value: Object| {
        let id = document
            .add_object(dictionary! { "FT" => Object::Name(kind.as_bytes().to_vec()), "T" => Object::string_literal(name), "V" => value,
            "Type" => "Annot", "Subtype" => "Widget" });
        fields.push(id.into());
        Object::from(id)
    };
    let first = [
        field(&mut document, "patch-monthly@ec2/windows/done", "Btn", Object::Name(b"Yes".to_vec())),
        field(&mut document, "patch-monthly@ec2/windows/state", "Ch", Object::string_literal("partly-met")),
        field(&mut document, "patch-monthly@ec2/windows/by", "Tx", utf16("Ana Müller 田中")),
        field(&mut document, "patch-monthly@ec2/windows/on", "Tx", Object::string_literal("2026-11-10")),
        field(&mut document, "patch-monthly@ec2/windows/note", "Tx", Object::string_literal("two hosts\rare left")),
    ];
    let second = [
        field(&mut document, "a%2E5%2E1@s3/done", "Btn", Object::Name(b"Off".to_vec())),
        field(&mut document, "a%2E5%2E1@s3/evidence", "Tx", Object::string_literal("https://a.example/x; https://b.example/y")),
        field(&mut document, "sign-off/prepared/name", "Tx", Object::string_literal("Ben")),
    ];
    let page = |document: &mut Document, fields: Vec<Object>| {
        Object::from(document.add_object(dictionary! { "Type" => "Page", "Parent" => pages, "Annots" => fields }))
    };
    let kids = vec![page(&mut document, first.to_vec()), page(&mut document, second.to_vec())];
    document.objects.insert(pages, Object::Dictionary(dictionary! { "Type" => "Pages", "Count" => 2, "Kids" => kids }));
    let record = br#"{ "format": "onus-checklist", "selector": "workload:payments", "revision": "abc1234", "hash": "0123456789abcdef" }"#;
    let file = document.add_object(Stream::new(dictionary! { "Type" => "EmbeddedFile" }, record.to_vec()));
    let spec = document
        .add_object(dictionary! { "Type" => "Filespec", "UF" => Object::string_literal("checklist.json"), "EF" => dictionary! { "F" => file } });
    let names = dictionary! { "EmbeddedFiles" => dictionary! { "Names" => vec![Object::string_literal("checklist.json"), spec.into()] } };
    let form = dictionary! { "Fields" => fields };
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages, "AcroForm" => form, "Names" => names });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("a PDF");
    bytes
}
