//! What a link points at, and where its destination is written.

use std::ops::Range;

use crate::markdown::LinkKind;

/// Kinds of things of the model that a link may name: `service:ec2`.
pub const ENTITIES: [&str; 14] = [
    "service",
    "control",
    "term",
    "duty",
    "layer",
    "framework",
    "requirement",
    "workload",
    "checklist",
    "model",
    "party",
    "guide",
    "path",
    "section",
];

/// The kind of a link's destination.
pub(super) fn kind(dest: &str) -> LinkKind {
    // A browser drops control characters and reads `\` as `/`, so that what is checked would not be what is opened.
    let disguised = dest.chars().any(char::is_control) || dest.starts_with("//") || dest.contains('\\');
    if disguised {
        return LinkKind::Refused;
    }
    if dest.starts_with('#') {
        return LinkKind::Anchor;
    }
    match scheme(dest) {
        None => LinkKind::Page,
        Some(scheme) if ENTITIES.contains(&scheme) => LinkKind::Entity,
        Some(scheme) if ["https", "http", "mailto"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) => LinkKind::External,
        Some(_) => LinkKind::Refused,
    }
}

/// The kind of an image's destination.
pub(super) fn image_kind(dest: &str) -> LinkKind {
    match kind(dest) {
        LinkKind::Page => LinkKind::Image,
        LinkKind::External if !dest.to_ascii_lowercase().starts_with("mailto:") => LinkKind::External,
        _ => LinkKind::Refused,
    }
}

/// What stands before a colon that no slash, question mark or hash precedes, whether it is a proper scheme or not.
fn scheme(dest: &str) -> Option<&str> {
    let end = dest.find([':', '/', '?', '#'])?;
    dest[end..].starts_with(':').then(|| &dest[..end])
}

/// Where the destination is written in `text`: inside `link` from `from` on, else all of `link`.
///
/// A destination with escapes or entities is not in the text as it is; then the link as a whole is pointed at.
pub(super) fn destination(text: &str, link: Range<usize>, from: usize, dest: &str) -> Range<usize> {
    let from = from.clamp(link.start, link.end);
    let written = text.get(from..link.end).unwrap_or_default();
    match written.find(dest) {
        Some(at) if !dest.is_empty() => from + at..from + at + dest.len(),
        _ => link,
    }
}
