//! A small reader of fields, for tests: full names and what stands in them.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, decode_text_string};

/// How many levels of fields are followed.
const DEPTH: usize = 8;

/// Every field with a value: a tick is `Yes`, line breaks are `\n`.
pub(super) fn values(document: &Document) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let form = document.catalog().expect("a catalog").get_deref(b"AcroForm", document).and_then(Object::as_dict);
    let fields = form.and_then(|form| form.get_deref(b"Fields", document)).and_then(Object::as_array);
    for field in fields.into_iter().flatten() {
        walk(document, field, "", &mut found, DEPTH);
    }
    found
}

fn walk(document: &Document, object: &Object, above: &str, found: &mut BTreeMap<String, String>, depth: usize) {
    let Some(field) = document.dereference(object).ok().and_then(|(_, object)| object.as_dict().ok()) else { return };
    let own = field.get(b"T").ok().and_then(|name| decode_text_string(name).ok());
    let name = match (above, own) {
        (above, None) => above.to_owned(),
        ("", Some(own)) => own,
        (above, Some(own)) => format!("{above}.{own}"),
    };
    if let Some(value) = value(document, field) {
        found.insert(name.clone(), value);
    }
    let kids = field.get_deref(b"Kids", document).and_then(Object::as_array);
    if depth > 0 {
        kids.into_iter().flatten().for_each(|kid| walk(document, kid, &name, found, depth - 1));
    }
}

fn value(document: &Document, field: &Dictionary) -> Option<String> {
    let text = match field.get_deref(b"V", document).or_else(|_| field.get(b"AS")).ok()? {
        Object::Name(name) => String::from_utf8_lossy(name).into_owned(),
        Object::Array(all) => decode_text_string(all.first()?).ok()?,
        value => decode_text_string(value).ok()?,
    };
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    (!text.is_empty() && text != "Off").then_some(text)
}
