//! Smaller files: objects are stored in compressed streams, which halves a tagged PDF.
//!
//! A line feed comes between a stream and its end mark. After data that happen to end in a carriage return, a reader may take
//! both for one line end and find the stream too short; so no stream here ends that way.

use lopdf::{Document, Object, SaveOptions, Stream};

use super::form::{Field, FormFont, fill};

/// Objects in a stream: many, because each stream costs a reader and an author a little.
const OBJECTS: usize = 400;

/// One stream in 256 ends in a carriage return, and there are about twenty: other sizes give other ends.
const TRIES: usize = 24;

/// The same document with its fields, packed; and what is wrong with the fields.
pub(super) fn finish(pdf: Vec<u8>, form: Option<(&[Field], &FormFont)>) -> Result<(Vec<u8>, Vec<String>), String> {
    let mut document = Document::load_mem(&pdf).map_err(|problem| problem.to_string())?;
    let problems = match form {
        Some((fields, font)) => fill(&mut document, fields, font).map_err(|problem| problem.to_string())?,
        None => Vec::new(),
    };
    leave_out_default(&mut document);
    let packed = packed(document).map_err(|problem| problem.to_string())?;
    Ok((packed, problems))
}

/// That no tag is a guess is what holds without being said, and some readers take the key for a fault.
fn leave_out_default(document: &mut Document) {
    if let Ok(marks) = document.catalog_mut().and_then(|catalog| catalog.get_mut(b"MarkInfo")).and_then(Object::as_dict_mut) {
        marks.remove(b"Suspects");
    }
}

fn packed(mut document: Document) -> Result<Vec<u8>, std::io::Error> {
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object {
            end_otherwise(stream);
        }
    }
    let mut last = Vec::new();
    for size in (OBJECTS - TRIES..OBJECTS).rev() {
        let builder = SaveOptions::builder().use_object_streams(true).use_xref_streams(true);
        let options = builder.max_objects_per_stream(size).compression_level(9).build();
        last = Vec::new();
        document.clone().save_with_options(&mut last, options)?;
        if !last.windows(11).any(|end| end == b"\r\nendstream") {
            break;
        }
    }
    Ok(last)
}

/// One more line feed in the text of a page gives other data.
fn end_otherwise(stream: &mut Stream) {
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
