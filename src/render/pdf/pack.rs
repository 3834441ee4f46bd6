//! Smaller files: objects are stored in compressed streams, which halves a tagged PDF.

use lopdf::{Document, SaveOptions};

/// The same document, packed; as it came, where it cannot be packed.
pub(super) fn pack(pdf: Vec<u8>) -> Vec<u8> {
    packed(&pdf).unwrap_or(pdf)
}

fn packed(pdf: &[u8]) -> Option<Vec<u8>> {
    let options = SaveOptions::builder().use_object_streams(true).use_xref_streams(true).compression_level(9).build();
    let mut out = Vec::with_capacity(pdf.len() / 2);
    Document::load_mem(pdf).ok()?.save_with_options(&mut out, options).ok()?;
    Some(out)
}
