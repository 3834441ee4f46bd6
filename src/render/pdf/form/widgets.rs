//! Links that stand for fields become fields: the annotation is replaced, its tag is renamed, the catalog lists them.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary, text_string};

use super::font::compressed;
use super::look::{self, INK, SIZE};
use super::{DAY_LENGTH, Field, FormFont, Kind, MARK, NAME_LENGTH};

/// Text fields of several lines.
const MULTILINE: i64 = 1 << 12;

/// Choices that open as a list.
const COMBO: i64 = 1 << 17;

/// Every annotation is printed.
const PRINTED: i64 = 4;

/// Puts the fields where the template left their marks. Says what is wrong where a mark is missing or lies outside its page: then
/// something was lost when the pages were laid out.
pub(in crate::render::pdf) fn fill(document: &mut Document, fields: &[Field], font: &FormFont) -> Result<Vec<String>, lopdf::Error> {
    let marks = marks(document)?;
    let parents = parents(document)?;
    let mut problems = Vec::new();
    for mark in &marks {
        let name = fields.get(mark.number).map_or("", |field| &field.name);
        if !mark.inside {
            problems.push(format!("the field `{name}` lies outside its page"));
        }
        match parents.get(&mark.parent) {
            Some(element) => document.get_dictionary_mut(*element)?.set("S", "Form"),
            None => problems.push(format!("the field `{name}` has no tag")),
        }
    }
    let mut desk = Desk { font: font.embed(document), letters: font, drawings: BTreeMap::new(), document };
    let mut listed = Vec::new();
    let mut places: BTreeMap<usize, Vec<&Mark>> = BTreeMap::new();
    marks.iter().for_each(|mark| places.entry(mark.number).or_default().push(mark));
    for (number, field) in fields.iter().enumerate() {
        match desk.field(field, places.get(&number).map_or(&[], Vec::as_slice)) {
            Some(field) => listed.push(Object::Reference(field)),
            None => problems.push(format!("the field `{}` has no place on the pages", field.name)),
        }
    }
    let form = dictionary! {
        "Fields" => listed, "DA" => Object::string_literal(default_look()),
        "DR" => dictionary! { "Font" => dictionary! { "OnusF" => desk.font } },
    };
    let form = desk.document.add_object(form);
    desk.document.catalog_mut()?.set("AcroForm", form);
    Ok(problems)
}

/// A link that stands for a field.
struct Mark {
    annotation: ObjectId,
    page: ObjectId,
    number: usize,
    /// Its key in the tree that leads from content to tags.
    parent: i64,
    rect: [f32; 4],
    /// Whether it lies on its page.
    inside: bool,
}

fn marks(document: &Document) -> Result<Vec<Mark>, lopdf::Error> {
    let mut marks = Vec::new();
    for page in document.page_iter() {
        let dict = document.get_dictionary(page)?;
        let Ok(annotations) = dict.get_deref(b"Annots", document).and_then(Object::as_array) else { continue };
        let paper = numbers(dict.get_deref(b"MediaBox", document)?)?;
        for annotation in annotations.iter().filter_map(|object| object.as_reference().ok()) {
            let link = document.get_dictionary(annotation)?;
            let Some(number) = number(link, document) else { continue };
            let rect = numbers(link.get(b"Rect")?)?;
            let inside = rect[0] >= paper[0] && rect[1] >= paper[1] && rect[2] <= paper[2] && rect[3] <= paper[3];
            marks.push(Mark { annotation, page, number, parent: link.get(b"StructParent")?.as_i64()?, rect, inside });
        }
    }
    Ok(marks)
}

/// The number of the field that a link stands for.
fn number(link: &Dictionary, document: &Document) -> Option<usize> {
    let action = link.get_deref(b"A", document).ok()?.as_dict().ok()?;
    let address = action.get(b"URI").ok()?.as_str().ok()?;
    std::str::from_utf8(address).ok()?.strip_prefix(MARK)?.parse().ok()
}

fn numbers(object: &Object) -> Result<[f32; 4], lopdf::Error> {
    let mut sides = [0.0; 4];
    for (side, number) in sides.iter_mut().zip(object.as_array()?) {
        *side = number.as_float()?;
    }
    Ok([sides[0].min(sides[2]), sides[1].min(sides[3]), sides[0].max(sides[2]), sides[1].max(sides[3])])
}

/// Which tag each number of the parent tree leads to.
fn parents(document: &Document) -> Result<BTreeMap<i64, ObjectId>, lopdf::Error> {
    let mut found = BTreeMap::new();
    let root = document.catalog()?.get_deref(b"StructTreeRoot", document)?.as_dict()?;
    let mut open = vec![root.get_deref(b"ParentTree", document)?.as_dict()?];
    while let Some(node) = open.pop() {
        for kid in node.get_deref(b"Kids", document).and_then(Object::as_array).into_iter().flatten() {
            open.push(document.dereference(kid)?.1.as_dict()?);
        }
        let entries = node.get_deref(b"Nums", document).and_then(Object::as_array).map_or(&[][..], Vec::as_slice);
        for entry in entries.chunks_exact(2) {
            if let (Ok(number), Ok(element)) = (entry[0].as_i64(), entry[1].as_reference()) {
                found.insert(number, element);
            }
        }
    }
    Ok(found)
}

/// What all fields of a document share.
struct Desk<'d> {
    document: &'d mut Document,
    font: ObjectId,
    letters: &'d FormFont,
    /// Drawings by what they show and how large they are: most fields are empty.
    drawings: BTreeMap<(String, String), ObjectId>,
}

/// What belongs to a field and not to its places.
const OF_FIELD: [&[u8]; 8] = [b"FT", b"T", b"TU", b"V", b"Ff", b"Opt", b"MaxLen", b"DA"];

impl Desk<'_> {
    /// A field at its places. With one of them it is one thing with it; with several, they are below it and show the same.
    fn field(&mut self, field: &Field, places: &[&Mark]) -> Option<ObjectId> {
        let widgets: Vec<(ObjectId, Dictionary)> = places.iter().map(|mark| (mark.annotation, self.widget(field, mark))).collect();
        let (first, above) = widgets.first()?;
        let (first, above) = (*first, above.clone());
        if widgets.len() == 1 {
            self.document.set_object(first, above);
            return Some(first);
        }
        let kids: Vec<Object> = widgets.iter().map(|(id, _)| Object::Reference(*id)).collect();
        let mut whole: Dictionary =
            above.iter().filter(|(key, _)| OF_FIELD.contains(&key.as_slice())).map(|(key, value)| (key.clone(), value.clone())).collect();
        whole.set("Kids", kids);
        let whole = self.document.add_object(whole);
        for (id, mut widget) in widgets {
            OF_FIELD.iter().filter(|key| **key != b"TU").for_each(|key| drop(widget.remove(key)));
            widget.set("Parent", whole);
            self.document.set_object(id, widget);
        }
        Some(whole)
    }

    fn widget(&mut self, field: &Field, mark: &Mark) -> Dictionary {
        let mut widget = dictionary! {
            "Type" => "Annot", "Subtype" => "Widget", "Rect" => mark.rect.map(Object::from).to_vec(), "StructParent" => mark.parent, "F" => PRINTED,
            "P" => mark.page, "T" => text_string(&field.name), "TU" => text_string(&field.tip),
        };
        let size = (mark.rect[2] - mark.rect[0], mark.rect[3] - mark.rect[1]);
        match &field.kind {
            Kind::Tick => self.tick(field, size, &mut widget),
            Kind::Choice(words) => {
                let shown = words.iter().find(|(word, _)| *word == field.value).map_or("", |(_, shown)| shown);
                let option = |(word, shown): &(&str, String)| Object::Array(vec![text_string(word), text_string(shown)]);
                let blank = Object::Array(vec![text_string(""), text_string(" ")]);
                widget.set("FT", "Ch");
                widget.set("Ff", COMBO);
                widget.set("Opt", std::iter::once(blank).chain(words.iter().map(option)).collect::<Vec<_>>());
                self.text(shown, &field.value, (size, false), &mut widget);
            }
            Kind::Name | Kind::Day | Kind::Lines => {
                widget.set("FT", "Tx");
                match field.kind {
                    Kind::Lines => widget.set("Ff", MULTILINE),
                    Kind::Day => widget.set("MaxLen", DAY_LENGTH),
                    _ => widget.set("MaxLen", NAME_LENGTH.max(field.value.chars().count() as i64)),
                }
                self.text(&field.value, &field.value, (size, field.kind == Kind::Lines), &mut widget);
            }
            Kind::Signature => {
                widget.set("FT", "Sig");
                let drawing = self.drawing("", size, false);
                widget.set("AP", dictionary! { "N" => drawing });
            }
        }
        widget
    }

    fn tick(&mut self, field: &Field, size: (f32, f32), widget: &mut Dictionary) {
        let state = if field.value.is_empty() { "Off" } else { "Yes" };
        let (on, off) = (self.drawing(&look::tick(size.0, size.1), size, false), self.drawing("", size, false));
        widget.set("FT", "Btn");
        ["V", "AS"].into_iter().for_each(|key| widget.set(key, state));
        widget.set("MK", dictionary! { "CA" => Object::string_literal("4") });
        widget.set("AP", dictionary! { "N" => dictionary! { "Yes" => on, "Off" => off } });
    }

    fn text(&mut self, shown: &str, value: &str, (size, several): ((f32, f32), bool), widget: &mut Dictionary) {
        widget.set("DA", Object::string_literal(default_look()));
        if !value.is_empty() {
            widget.set("V", text_string(value));
        }
        let setting = look::set(shown, size, several, self.letters);
        let drawing = self.drawing(&look::text(&setting, size.1, several), size, true);
        widget.set("AP", dictionary! { "N" => drawing });
    }

    /// A drawing of this size, made once.
    fn drawing(&mut self, drawing: &str, (width, height): (f32, f32), written: bool) -> ObjectId {
        let corner = format!("{width:.2} {height:.2}");
        if let Some(known) = self.drawings.get(&(corner.clone(), drawing.to_owned())) {
            return *known;
        }
        let mut dict = dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => [0.0, 0.0, width, height].map(Object::from).to_vec() };
        if written {
            dict.set("Resources", dictionary! { "Font" => dictionary! { "OnusF" => self.font } });
        }
        let made = self.document.add_object(compressed(Stream::new(dict, drawing.as_bytes().to_vec())));
        self.drawings.insert((corner, drawing.to_owned()), made);
        made
    }
}

/// How a reader draws what is written.
fn default_look() -> Vec<u8> {
    format!("/OnusF {SIZE} Tf {INK} rg").into_bytes()
}
