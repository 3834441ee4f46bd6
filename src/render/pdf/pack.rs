//! Smaller files: objects are stored in compressed streams, and so is the table of where they are, which halves a tagged PDF.
//!
//! A line feed comes between a stream and its end mark. After data that happen to end in a carriage return, a reader may take
//! both for one line end and find the stream too short; so no stream here ends that way.

use std::collections::BTreeMap;
use std::io::{Error, Write};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Document, Object, Stream, Writer, dictionary};

use super::form::{Field, FormFont, fill};

/// Objects in a stream: many, because each stream costs a reader and an author a little.
const OBJECTS: usize = 400;

/// The same document with its fields, packed; and what is wrong with the fields.
pub(super) fn finish(pdf: Vec<u8>, form: Option<(&[Field], &FormFont)>) -> Result<(Vec<u8>, Vec<String>), String> {
    let mut document = Document::load_mem(&pdf).map_err(|problem| problem.to_string())?;
    drop(pdf);
    let problems = match form {
        Some((fields, font)) => fill(&mut document, fields, font).map_err(|problem| problem.to_string())?,
        None => Vec::new(),
    };
    leave_out_default(&mut document);
    document.objects.values_mut().for_each(end_otherwise);
    let packed = packed(&document).map_err(|problem| problem.to_string())?;
    Ok((packed, problems))
}

/// That no tag is a guess is what holds without being said, and some readers take the key for a fault.
fn leave_out_default(document: &mut Document) {
    if let Ok(marks) = document.catalog_mut().and_then(|catalog| catalog.get_mut(b"MarkInfo")).and_then(Object::as_dict_mut) {
        marks.remove(b"Suspects");
    }
}

/// One more line feed in the text of a page gives other data.
fn end_otherwise(object: &mut Object) {
    let Object::Stream(stream) = object else { return };
    let is_text = stream.dict.iter().all(|(key, _)| matches!(&key[..], b"Length" | b"Filter"));
    while is_text && stream.content.last() == Some(&b'\r') {
        let Ok(mut text) = stream.decompressed_content() else { return };
        text.push(b'\n');
        stream.set_plain_content(text);
        if stream.compress().is_err() {
            return;
        }
    }
}

/// The bytes of a document: streams first, then all other objects in streams of theirs, then the table.
fn packed(document: &Document) -> Result<Vec<u8>, Error> {
    let mut file = File { bytes: Vec::new(), places: BTreeMap::new() };
    write!(file.bytes, "%PDF-{}\n%", document.version)?;
    file.bytes.extend_from_slice(&document.binary_mark);
    file.bytes.push(b'\n');
    let mut plain = Vec::new();
    for ((number, _), object) in &document.objects {
        match object {
            Object::Stream(_) => file.object(*number, object)?,
            object => plain.push((*number, object)),
        }
    }
    let mut next = document.max_id + 1;
    for objects in plain.chunks(OBJECTS) {
        file.objects(next, objects)?;
        next += 1;
    }
    file.table(next, document.trailer.clone())?;
    Ok(file.bytes)
}

/// A file that grows.
struct File {
    bytes: Vec<u8>,
    places: BTreeMap<u32, Place>,
}

/// Where an object is.
#[derive(Clone, Copy)]
enum Place {
    /// At this byte.
    At(u32),
    /// In this stream, at this position.
    In(u32, u16),
}

impl File {
    fn object(&mut self, number: u32, object: &Object) -> Result<(), Error> {
        self.places.insert(number, Place::At(self.bytes.len() as u32));
        writeln!(self.bytes, "{number} 0 obj")?;
        Writer::write_object(&mut self.bytes, object)?;
        self.bytes.extend_from_slice(b"\nendobj\n");
        Ok(())
    }

    /// A stream of objects: a table of their numbers and places in it, then they.
    fn objects(&mut self, number: u32, objects: &[(u32, &Object)]) -> Result<(), Error> {
        let (mut table, mut all) = (Vec::new(), Vec::new());
        for (at, (inner, object)) in (0..).zip(objects) {
            write!(table, "{inner} {} ", all.len())?;
            Writer::write_object(&mut all, object)?;
            all.push(b' ');
            self.places.insert(*inner, Place::In(number, at));
        }
        let head = dictionary! { "Type" => "ObjStm", "N" => objects.len() as i64, "First" => table.len() as i64 };
        table.append(&mut all);
        let mut content = deflated(&table)?;
        // Blanks at the end mean nothing, and give other data.
        while content.last() == Some(&b'\r') {
            table.push(b' ');
            content = deflated(&table)?;
        }
        self.object(number, &stream(head, content))
    }

    /// The table of where everything is, at the end.
    fn table(&mut self, number: u32, mut trailer: Dictionary) -> Result<(), Error> {
        trailer.set("Type", "XRef");
        trailer.set("Size", i64::from(number) + 1);
        trailer.set("W", vec![Object::from(1), Object::from(4), Object::from(2)]);
        trailer.set("DecodeParms", dictionary! { "Predictor" => 12, "Columns" => ROW as i64 });
        let (start, table) = loop {
            let start = self.bytes.len() as u32;
            self.places.insert(number, Place::At(start));
            let table = deflated(&self.rows(number))?;
            if table.last() != Some(&b'\r') {
                break (start, table);
            }
            // One byte further on is another row.
            self.bytes.push(b'\n');
        };
        self.object(number, &stream(trailer, table))?;
        write!(self.bytes, "startxref\n{start}\n%%EOF")
    }

    /// Rows as differences from the row above, which are mostly alike.
    fn rows(&self, last: u32) -> Vec<u8> {
        let (mut rows, mut above) = (Vec::new(), [0; ROW]);
        for at in 0..=last {
            let row = row(self.places.get(&at));
            rows.push(UP);
            rows.extend(row.iter().zip(above).map(|(byte, above)| byte.wrapping_sub(above)));
            above = row;
        }
        rows
    }
}

/// Bytes of a row of the table.
const ROW: usize = 7;

/// The row is the difference from the one above.
const UP: u8 = 2;

fn row(place: Option<&Place>) -> [u8; ROW] {
    let (kind, [a, b, c, d], [e, f]) = match place {
        None => (0, [0; 4], [0xff; 2]),
        Some(Place::At(at)) => (1, at.to_be_bytes(), [0; 2]),
        Some(Place::In(stream, at)) => (2, stream.to_be_bytes(), at.to_be_bytes()),
    };
    [kind, a, b, c, d, e, f]
}

fn stream(mut head: Dictionary, deflated: Vec<u8>) -> Object {
    head.set("Filter", "FlateDecode");
    Object::Stream(Stream::new(head, deflated))
}

fn deflated(data: &[u8]) -> Result<Vec<u8>, Error> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(data)?;
    encoder.finish()
}
