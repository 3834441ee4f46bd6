//! Smaller files: objects are stored in compressed streams, which halves a tagged PDF.

use lopdf::{Document, Object, SaveOptions, Stream};

/// The same document, packed; as it came, where it cannot be packed.
pub(super) fn pack(pdf: Vec<u8>) -> Vec<u8> {
    packed(&pdf).unwrap_or(pdf)
}

fn packed(pdf: &[u8]) -> Option<Vec<u8>> {
    let options = SaveOptions::builder().use_object_streams(true).use_xref_streams(true).compression_level(9).build();
    let mut out = Vec::with_capacity(pdf.len() / 2);
    let mut document = Document::load_mem(pdf).ok()?;
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object {
            unambiguous_end(stream);
        }
    }
    document.save_with_options(&mut out, options).ok()?;
    Some(out)
}

/// A line feed comes between a stream and its end mark. After data that end in a carriage return, a reader may take both
/// for one line end and find the stream too short. One more line feed in the text of the page gives other data.
fn unambiguous_end(stream: &mut Stream) {
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
