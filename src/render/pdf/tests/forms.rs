//! Checklists that are filled in on the screen.

use std::collections::BTreeMap;

use lopdf::{Document, Object};

use super::filled::values;
use super::{config, dictionary, open, print, text};
use crate::config::{Config, Layout, Pdf};
use crate::view::checklist::{Checklist, Entered, Found, samples};
use crate::vocabulary::State;

static EVIDENCE: [String; 0] = [];

/// The sample with something entered for its first item.
fn known(note: &'static str, evidence: &'static [String]) -> Checklist<'static> {
    let mut list = samples::checklist();
    let entered = Entered {
        by: Some("Ana Müller"),
        on: Some(jiff::civil::date(2026, 11, 20)),
        note: Some(note),
        until: Some(jiff::civil::date(2027, 11, 20)),
        ..Entered::default()
    };
    let words = vec![note.to_owned(), "found by Ana Müller".to_owned(), "on 2026-11-20".to_owned(), "counts until 2027-11-20".to_owned()];
    list.groups[0].items[0].status = Some(Found { words, evidence, entered, ..Found::of(State::Met) });
    list
}

fn with(pdf: Pdf) -> Config {
    Config { pdf: Some(pdf), ..config() }
}

fn fillable(list: &Checklist<'_>, config: &Config) -> Document {
    let (artifacts, diags) = print(std::slice::from_ref(list), config);
    assert!(diags.is_empty(), "{diags:#?}");
    open(&artifacts[0])
}

/// The fields in the order of the form: full names.
fn names(document: &Document) -> Vec<String> {
    let form = dictionary(document, document.catalog().expect("a catalog"), b"AcroForm");
    let fields = form.get(b"Fields").and_then(Object::as_array).expect("a form has fields");
    let name = |field: &Object| {
        let (_, field) = document.dereference(field).expect("a field is there");
        let text = field.as_dict().and_then(|field| field.get(b"T")).expect("a field has a name");
        lopdf::decode_text_string(text).expect("a name is text")
    };
    fields.iter().map(name).collect()
}

#[test]
fn every_item_has_its_fields_and_what_is_known_stands_in_them() {
    for layout in [Layout::Full, Layout::Compact] {
        let document = fillable(&known("Seen on the screen.", &EVIDENCE), &with(Pdf { layout, ..Pdf::default() }));
        let mut expected = Vec::new();
        for key in ["patch-guest-os@ec2", "patch-guest-os@ecs/ec2", "root-mfa"] {
            expected.extend(["done", "evidence", "by", "note", "on", "state"].map(|own| format!("{key}/{own}")));
        }
        for role in ["approved-by", "prepared-by", "reviewed-by"] {
            expected.extend(["name", "date", "signature"].map(|own| format!("sign-off/{role}/{own}")));
        }
        let mut found = names(&document);
        found.sort();
        expected.sort();
        assert_eq!(found, expected);
        let entered = [("done", "Yes"), ("state", "met"), ("by", "Ana Müller"), ("on", "2026-11-20"), ("note", "Seen on the screen.")];
        let entered = entered.map(|(own, value)| (format!("patch-guest-os@ec2/{own}"), value.to_owned()));
        let decided = [("state", "not-applicable"), ("by", "Ana")].map(|(own, value)| (format!("patch-guest-os@ecs/ec2/{own}"), value.to_owned()));
        assert_eq!(values(&document), entered.into_iter().chain(decided).collect::<BTreeMap<_, _>>());
    }
}

#[test]
fn fields_have_tags_names_for_everybody_and_an_embedded_font() {
    let document = fillable(&samples::checklist(), &config());
    let form = dictionary(&document, document.catalog().expect("a catalog"), b"AcroForm");
    assert!(form.get(b"NeedAppearances").is_err(), "forbidden in an archive");
    let fonts = dictionary(&document, dictionary(&document, form, b"DR"), b"Font");
    let descriptor = dictionary(&document, dictionary(&document, fonts, b"OnusF"), b"FontDescriptor");
    assert!(descriptor.get_deref(b"FontFile2", &document).unwrap().as_stream().is_ok());
    let tags = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|dict| dict.get(b"S").and_then(Object::as_name).is_ok_and(|tag| tag == b"Form"));
    assert_eq!(tags.count(), names(&document).len());
    for page in document.page_iter() {
        let page = document.get_dictionary(page).unwrap();
        assert_eq!(page.get(b"Tabs").and_then(Object::as_name).unwrap_or(b"S"), b"S");
        for note in page.get_deref(b"Annots", &document).and_then(Object::as_array).into_iter().flatten() {
            let note = document.dereference(note).unwrap().1.as_dict().unwrap();
            if note.get(b"Subtype").and_then(Object::as_name).unwrap() == b"Widget" {
                let tip = lopdf::decode_text_string(note.get(b"TU").unwrap()).unwrap();
                assert!(tip.contains(": "), "{tip}");
                assert_eq!(note.get(b"F").and_then(Object::as_i64).unwrap(), 4);
            }
        }
    }
}

#[test]
fn what_a_field_cannot_show_stands_beneath_it() {
    let note = "A long note that goes on and on, over more lines than the place for it has, until it comes to Łukasz at its very end.";
    for fillable_too in [true, false] {
        let document = fillable(&known(note, &EVIDENCE), &with(Pdf { fillable: fillable_too, ..Pdf::default() }));
        let all = text(&document).concat().split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(all.contains("until it comes to Łukasz at its very end. · counts until 2027-11-20"), "{all}");
        assert_eq!(values(&document).get("patch-guest-os@ec2/note").map(String::as_str), fillable_too.then_some(note));
    }
}

#[test]
fn paper_has_no_fields_and_shows_what_is_known() {
    let document = fillable(&known("Seen.", &EVIDENCE), &with(Pdf { fillable: false, ..Pdf::default() }));
    assert!(document.catalog().expect("a catalog").get(b"AcroForm").is_err());
    let all = text(&document).concat();
    for word in ["Met", "Ana Müller", "2026-11-20", "Seen."] {
        assert!(all.contains(word), "{word} in {all}");
    }
    assert!(document.objects.values().all(|object| {
        object.as_dict().map_or(true, |dict| dict.get(b"URI").and_then(Object::as_str).map_or(true, |uri| !uri.starts_with(b"onus-field")))
    }));
}

#[test]
fn an_item_that_stands_in_two_groups_has_one_field_in_two_places() {
    let mut list = samples::checklist();
    let again = list.groups[1].items[0].clone();
    list.groups[0].items.push(again);
    let document = fillable(&list, &config());
    let found = names(&document);
    assert_eq!(found.iter().filter(|name| *name == "root-mfa/note").count(), 1, "{found:?}");
    let fields = document.objects.values().filter_map(|object| object.as_dict().ok());
    let mut of_name =
        fields.filter(|dict| dict.get(b"T").is_ok_and(|name| lopdf::decode_text_string(name).is_ok_and(|name| name == "root-mfa/note")));
    let field = of_name.next().unwrap();
    assert_eq!(field.get(b"Kids").and_then(Object::as_array).unwrap().len(), 2);
    assert!(of_name.next().is_none());
}

#[test]
fn a_name_cannot_be_parted() {
    assert_eq!(crate::render::pdf::form::name("iso-a.5.1@s3 100%", "on"), "iso-a%2E5%2E1@s3 100%25/on");
}

/// Files that other programs filled in: a checklist of `tests/fixtures/base`, `onus checklist ec2/windows -f pdf`.
#[test]
fn what_other_programs_filled_in_is_read_back() {
    let filled: [(&str, &[u8], &str); 3] = [
        ("pikepdf", include_bytes!("../../../../tests/fixtures/filled/pikepdf.pdf"), "Lucas, Tokyo"),
        ("PDFium", include_bytes!("../../../../tests/fixtures/filled/pdfium.pdf"), "Łukasz, 東京"),
        ("pdf.js", include_bytes!("../../../../tests/fixtures/filled/pdfjs.pdf"), "Łukasz, 東京"),
    ];
    for (program, bytes, names) in filled {
        let document = Document::load_mem(bytes).unwrap_or_else(|problem| panic!("{program}: {problem}"));
        let entered = [
            ("encrypt-storage@ec2/windows/note", "Ok"),
            ("encrypt-storage@ec2/windows/state", "met"),
            ("patch-monthly@ec2/windows/by", "Ana Müller"),
            ("patch-monthly@ec2/windows/done", "Yes"),
            ("patch-monthly@ec2/windows/evidence", "https://wiki.example.com/a?b=1&c=(2)\nTicket 7"),
            ("patch-monthly@ec2/windows/note", &format!("Half of it: {names}, \\ and ).")),
            ("patch-monthly@ec2/windows/on", "2026-11-20"),
            ("patch-monthly@ec2/windows/state", "partly-met"),
        ];
        let entered: BTreeMap<String, String> = entered.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        assert_eq!(values(&document), entered, "{program}");
    }
}
