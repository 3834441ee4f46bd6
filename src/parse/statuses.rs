//! A status file as it was written: what each entry says, and which bytes say it, for whoever edits it in place.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::diag::Diagnostics;
use crate::parse::shape::{Reader, Shape};
use crate::parse::shapes::workload::Status;
use crate::parse::yaml::{self, Kind, Node};
use crate::source::{FileId, Sources};

/// A status file.
#[derive(Debug)]
pub(crate) struct StatusFile {
    /// Whether its list stands in brackets; then the place of the closing one.
    pub(crate) bracket: Option<usize>,
    /// The entries, in order.
    pub(crate) entries: Vec<WrittenStatus>,
}

/// An entry, and where it stands. All ranges are bytes of the file.
#[derive(Debug)]
pub(crate) struct WrittenStatus {
    /// Whether it stands in braces.
    pub(crate) braces: bool,
    /// From its first key, or its brace, to the end of its last value.
    pub(crate) range: Range<usize>,
    /// Its keys, in order.
    pub(crate) pairs: Vec<Pair>,
    /// What it says.
    pub(crate) body: Status,
}

/// A key and its value.
#[derive(Debug)]
pub(crate) struct Pair {
    /// The key.
    pub(crate) key: String,
    /// Where it stands.
    pub(crate) at: Range<usize>,
    /// The bytes of its value, without what only belongs to its style (`|`); empty where there is none.
    pub(crate) value: Range<usize>,
}

/// Reads a file as a list of statuses. `None` where it is none; the findings say why.
pub(crate) fn status_file(sources: &Sources, file: FileId, diags: &mut Diagnostics) -> Option<StatusFile> {
    let (mut lost, mut lost_keys) = (Vec::new(), BTreeSet::new());
    let mut cx = Reader { sources, diags, lost: &mut lost, lost_keys: &mut lost_keys, includes: None };
    let root = yaml::read(file, &mut cx)?;
    let text = sources.text(file);
    match &root.kind {
        Kind::Null => Some(StatusFile { bracket: None, entries: Vec::new() }),
        Kind::List(items) => {
            let closing = || (root.span.end as usize).checked_sub(1);
            let bracket = text[root.span.start as usize..].starts_with('[').then(closing).flatten();
            let entries = items.iter().map(|item| written(item, text, &mut cx)).collect::<Option<_>>()?;
            Some(StatusFile { bracket, entries })
        }
        _ => {
            crate::parse::shape::wrong_type(&root, "a list", &mut cx);
            None
        }
    }
}

fn written(node: &Node, text: &str, cx: &mut Reader<'_>) -> Option<WrittenStatus> {
    let body = Status::read(node, cx)?;
    let Kind::Map(entries) = &node.kind else { return None };
    let pair = |(key, value): &(crate::parse::Text, Node)| Pair {
        key: key.value.clone(),
        at: key.span.start as usize..key.span.end as usize,
        value: value.span.start as usize..end(value, text),
    };
    let start = node.span.start as usize;
    Some(WrittenStatus { braces: text[start..].starts_with('{'), range: start..end(node, text), pairs: entries.iter().map(pair).collect(), body })
}

/// One past the last byte of a value itself: the parser lets collections and blocks end where the next value begins.
fn end(node: &Node, text: &str) -> usize {
    let start = node.span.start as usize;
    let closed = text[start..].starts_with(['[', '{']);
    let last = match &node.kind {
        Kind::List(items) if !closed => items.last(),
        Kind::Map(entries) if !closed => entries.last().map(|(_, value)| value),
        _ => None,
    };
    match last {
        Some(last) => end(last, text).max(start),
        None => start + text[start..(node.span.end as usize).max(start)].trim_end().len(),
    }
}
