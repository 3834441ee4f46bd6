//! A filled PDF: its form fields, named `<key>/<cell>`, and the record of the checklist that is attached to it.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId, decode_text_string};

use crate::import::Filled;
use crate::import::entry::{Cell, ROW_LIMIT, Row};

/// Bytes that one stream may unpack to.
const STREAM_LIMIT: usize = 32 << 20;
/// Fields inside fields, at most.
const DEPTH_LIMIT: usize = 16;
/// Fields, at most: eight for each item.
const FIELD_LIMIT: usize = 8 * ROW_LIMIT;
/// Characters of a field's name.
const NAME_LIMIT: usize = 600;

/// Reads every field.
pub(super) fn read(bytes: &[u8]) -> Result<Filled, String> {
    let options = LoadOptions { max_decompressed_size: Some(STREAM_LIMIT), ..LoadOptions::default() };
    let document = Document::load_mem_with_options(bytes, options).map_err(|error| format!("it is no valid PDF: {error}"))?;
    if document.is_encrypted() {
        return Err("it is encrypted; save it without a password".to_owned());
    }
    let form = Form { document: &document, pages: pages(&document) };
    let fields = form.fields()?;
    let without_reasons = !fields.iter().any(|field| field.name.ends_with("/because") || field.name.ends_with("/reason"));
    let mut filled = Filled { rows: rows(fields), without_reasons, ..Filled::new("PDF") };
    if filled.rows.is_empty() {
        return Err("it has no form fields of a checklist; fill in the variant that has fields".to_owned());
    }
    record(&document, &mut filled);
    Ok(filled)
}

/// A field: its name, what it holds, and the page it is on.
struct Field {
    name: String,
    value: String,
    page: Option<u32>,
}

fn rows(fields: Vec<Field>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for field in fields {
        let Some((key, name)) = field.name.rsplit_once('/') else { continue };
        let cell = Cell::ALL.into_iter().find(|cell| cell.key() == name).or_else(|| (name == "reason").then_some(Cell::Reason));
        let Some(cell) = cell.filter(|_| !key.is_empty()) else { continue };
        let key = decoded(key);
        let at = *known.entry(key.clone()).or_insert_with(|| {
            let place = field.page.map_or_else(|| "form".to_owned(), |page| format!("page {page}"));
            rows.push(Row::new(&key, place));
            rows.len() - 1
        });
        rows[at].put(cell, &field.value);
    }
    rows
}

/// A key without the percent signs that stand for points, which the name of a field cannot have.
fn decoded(name: &str) -> String {
    let mut out = Vec::with_capacity(name.len());
    let mut rest = name.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = tail.get(..2).and_then(|code| std::str::from_utf8(code).ok()).filter(|_| *first == b'%');
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                rest = &tail[2..];
            }
            None => {
                out.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// The number of the page that each annotation is on.
fn pages(document: &Document) -> BTreeMap<ObjectId, u32> {
    let mut found = BTreeMap::new();
    for (number, page) in document.get_pages() {
        let annotations = document.get_dictionary(page).and_then(|page| page.get_deref(b"Annots", document)).and_then(Object::as_array);
        for annotation in annotations.into_iter().flatten().filter_map(|annotation| annotation.as_reference().ok()) {
            found.entry(annotation).or_insert(number);
        }
    }
    found
}

/// The form of a document.
struct Form<'d> {
    document: &'d Document,
    pages: BTreeMap<ObjectId, u32>,
}

/// A field that is still to be looked at: what its parents say for it.
struct Open<'d> {
    object: &'d Object,
    name: String,
    value: Option<&'d Object>,
    depth: usize,
}

impl<'d> Form<'d> {
    fn fields(&self) -> Result<Vec<Field>, String> {
        let document = self.document;
        let form = document.catalog().and_then(|catalog| catalog.get_deref(b"AcroForm", document)).and_then(Object::as_dict);
        let roots = form.and_then(|form| form.get_deref(b"Fields", document)).and_then(Object::as_array);
        let root = |object| Open { object, name: String::new(), value: None, depth: 0 };
        let mut open: Vec<Open<'d>> = roots.into_iter().flatten().rev().map(root).collect();
        let (mut found, mut seen) = (Vec::new(), 0);
        while let Some(next) = open.pop() {
            seen += 1;
            if seen > FIELD_LIMIT || next.depth > DEPTH_LIMIT {
                return Err(format!("its form has more than {FIELD_LIMIT} fields, or they are nested more than {DEPTH_LIMIT} deep"));
            }
            self.field(&next, &mut open, &mut found);
        }
        Ok(found)
    }

    /// Looks at one field: those below it are opened, and what it holds itself is noted.
    fn field(&self, at: &Open<'d>, open: &mut Vec<Open<'d>>, found: &mut Vec<Field>) {
        let document = self.document;
        let Ok((_, Object::Dictionary(field))) = document.dereference(at.object) else { return };
        let part = field.get_deref(b"T", document).ok().and_then(|name| decode_text_string(name).ok());
        let name = match (at.name.as_str(), part) {
            (name, None) => name.to_owned(),
            ("", Some(part)) => part,
            (name, Some(part)) => format!("{name}.{part}"),
        };
        if name.len() > NAME_LIMIT {
            return;
        }
        let value = field.get_deref(b"V", document).ok().or(at.value);
        let kids = field.get_deref(b"Kids", document).and_then(Object::as_array).ok();
        // Kids without a name are the places of one field, and hold what it holds.
        let named = |kid: &&Object| document.dereference(kid).ok().and_then(|(_, kid)| kid.as_dict().ok()).is_some_and(|kid| kid.has(b"T"));
        if let Some(kids) = kids.filter(|kids| kids.iter().any(|kid| named(&kid))) {
            let below = kids.iter().rev().map(|object| Open { object, name: name.clone(), value, depth: at.depth + 1 });
            open.extend(below);
            return;
        }
        let places = std::iter::once(at.object).chain(kids.into_iter().flatten());
        let page = places.filter_map(|place| place.as_reference().ok()).find_map(|id| self.pages.get(&id).copied());
        found.push(Field { value: self.value(field, value, kids), name, page });
    }

    /// What a field holds as text; a box that is ticked holds `true`.
    fn value(&self, field: &Dictionary, value: Option<&Object>, kids: Option<&Vec<Object>>) -> String {
        let document = self.document;
        let shown = || {
            let below = kids.into_iter().flatten().filter_map(|kid| document.dereference(kid).ok()?.1.as_dict().ok());
            std::iter::once(field).chain(below).find_map(|place| place.get_deref(b"AS", document).ok())
        };
        match value.or_else(shown) {
            Some(Object::Name(name)) => (name.as_slice() != b"Off").to_string(),
            Some(Object::Array(list)) => {
                let first = list.first().and_then(|first| document.dereference(first).ok());
                first.and_then(|(_, text)| decode_text_string(text).ok()).unwrap_or_default()
            }
            Some(Object::Stream(stream)) => {
                let bytes = stream.get_plain_content_with_limit(STREAM_LIMIT >> 8).unwrap_or_default();
                decode_text_string(&Object::string_literal(bytes)).unwrap_or_default()
            }
            Some(text) => decode_text_string(text).unwrap_or_default(),
            None => String::new(),
        }
    }
}

/// What the attached `checklist.json` says about the checklist.
fn record(document: &Document, filled: &mut Filled) {
    let Some(value) = attachments(document).into_iter().find_map(|bytes| serde_json::from_slice::<serde_json::Value>(&bytes).ok()) else { return };
    let text = |key: &str| value.get(key).and_then(serde_json::Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned);
    filled.selector = text("selector");
    filled.workload = text("workload");
    filled.revision = text("revision");
    filled.hash = text("hash");
}

/// The attached files that are named like a record; the tree of their names is only a few levels deep.
fn attachments(document: &Document) -> Vec<Vec<u8>> {
    let names = document.catalog().and_then(|catalog| catalog.get_deref(b"Names", document)).and_then(Object::as_dict);
    let root = names.and_then(|names| names.get_deref(b"EmbeddedFiles", document)).and_then(Object::as_dict);
    let mut open: Vec<(&Dictionary, usize)> = root.into_iter().map(|root| (root, 0)).collect();
    let (mut found, mut seen) = (Vec::new(), 0);
    while let Some((node, depth)) = open.pop() {
        seen += 1;
        if seen > 100 || depth > DEPTH_LIMIT {
            break;
        }
        let list = |key: &[u8]| node.get_deref(key, document).and_then(Object::as_array).ok();
        open.extend(list(b"Kids").into_iter().flatten().filter_map(|kid| dict(document, kid)).map(|kid| (kid, depth + 1)));
        let files = list(b"Names").into_iter().flatten().filter_map(|file| dict(document, file)).take(20);
        found.extend(files.filter_map(|file| embedded(document, file)));
    }
    found
}

fn dict<'d>(document: &'d Document, object: &'d Object) -> Option<&'d Dictionary> {
    document.dereference(object).ok()?.1.as_dict().ok()
}

fn embedded(document: &Document, file: &Dictionary) -> Option<Vec<u8>> {
    let name = [b"UF".as_slice(), b"F"].iter().find_map(|key| decode_text_string(file.get_deref(key, document).ok()?).ok())?;
    if name != "checklist.json" {
        return None;
    }
    let streams = file.get_deref(b"EF", document).ok()?.as_dict().ok()?;
    streams.get_deref(b"F", document).ok()?.as_stream().ok()?.get_plain_content_with_limit(STREAM_LIMIT).ok()
}
