//! Smaller files: objects are stored in compressed streams, which halves a tagged PDF.
//!
//! A line feed comes between a stream and its end mark. After data that happen to end in a carriage return, a reader may take
//! both for one line end and find the stream too short; so no stream here ends that way.

use lopdf::{Document, Object, SaveOptions, Stream};

/// Objects in a stream: many, because each stream costs a reader and an author a little.
const OBJECTS: usize = 400;

/// One stream in 256 ends in a carriage return, and there are about twenty: other sizes give other ends.
const TRIES: usize = 24;

/// The same document, packed; as it came, where it cannot be packed.
pub(super) fn pack(pdf: Vec<u8>) -> Vec<u8> {
    packed(&pdf).unwrap_or(pdf)
}

fn packed(pdf: &[u8]) -> Option<Vec<u8>> {
    let mut document = Document::load_mem(pdf).ok()?;
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object {
            end_otherwise(stream);
        }
    }
    let mut last = None;
    for size in (OBJECTS - TRIES..OBJECTS).rev() {
        let builder = SaveOptions::builder().use_object_streams(true).use_xref_streams(true);
        let options = builder.max_objects_per_stream(size).compression_level(9).build();
        let mut out = Vec::with_capacity(pdf.len() / 2);
        document.clone().save_with_options(&mut out, options).ok()?;
        if !out.windows(11).any(|end| end == b"\r\nendstream") {
            return Some(out);
        }
        last = Some(out);
    }
    last
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
