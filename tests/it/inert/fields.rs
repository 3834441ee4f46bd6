//! Every text of every YAML file of a book, found by trying: a scalar is text where another text may stand in its place.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use granit_parser::{Event, Parser};
use onus::diag::Severity;

use super::{BEHIND, clean};
use crate::fixture::Book;

/// A scalar that is a value: its place, what it says, and the keys that lead to it.
struct Scalar {
    at: Range<usize>,
    text: String,
    keys: String,
}

/// The values of a YAML text that begins at `offset` of its file.
fn scalars(yaml: &str, offset: usize) -> Vec<Scalar> {
    let (mut found, mut open) = (Vec::new(), Vec::<Option<Option<String>>>::new());
    for event in Parser::new_from_str(yaml) {
        let (event, span) = event.expect("the fixture is YAML");
        match event {
            Event::Scalar(text, ..) => match open.last_mut() {
                Some(Some(key @ None)) => *key = Some(text.into_owned()),
                _ => {
                    let keys = open.iter().flatten().flatten().cloned().collect::<Vec<_>>().join(".");
                    let at = span.byte_range().expect("it has a place");
                    found.push(Scalar { at: at.start + offset..at.end + offset, text: text.into_owned(), keys });
                    closed(&mut open);
                }
            },
            Event::MappingStart(..) => open.push(Some(None)),
            Event::SequenceStart(..) => open.push(None),
            Event::MappingEnd | Event::SequenceEnd => {
                open.pop();
                closed(&mut open);
            }
            _ => {}
        }
    }
    found
}

/// After a value comes the next key.
fn closed(open: &mut [Option<Option<String>>]) {
    if let Some(Some(key)) = open.last_mut() {
        *key = None;
    }
}

/// The YAML of a file: all of it, or what stands before the text of a page.
fn yaml(path: &str, text: &str) -> Option<Range<usize>> {
    match path {
        "book.toml" => None,
        path if path.ends_with(".md") => onus::markdown::split_front_matter(text).map(|(front, _)| front),
        _ => Some(0..text.len()),
    }
}

/// A text in quotes, with every sign that YAML would not take as it is escaped.
fn quoted(text: &str) -> String {
    let sign = |c: char| match c {
        '"' | '\\' => format!("\\{c}"),
        c if c.is_control() || !c.is_ascii() => format!("\\U{:08x}", u32::from(c)),
        c => c.to_string(),
    };
    format!("\"{}\"", text.chars().map(sign).collect::<String>())
}

/// The book with every text changed, and which texts these are: the kind of file, and the keys.
pub fn changed(book: &Book, change: &dyn Fn(&str) -> String) -> (Book, BTreeSet<String>) {
    let mut fixed: BTreeSet<(String, usize)> = BTreeSet::new();
    for _ in 0..20 {
        let (mut now, mut places, mut names) = (book.clone(), BTreeMap::new(), BTreeSet::new());
        for (path, bytes) in &book.0 {
            let text = std::str::from_utf8(bytes).expect("the fixture is text");
            let Some(range) = yaml(path, text) else { continue };
            let mut out = text.to_owned();
            let all = scalars(&text[range.clone()], range.start);
            let free = || all.iter().enumerate().filter(|(number, _)| !fixed.contains(&(path.clone(), *number)));
            for (_, scalar) in free().collect::<Vec<_>>().into_iter().rev() {
                out.replace_range(scalar.at.clone(), &quoted(&change(&scalar.text)));
                names.insert(format!("{} {}", kind(path), scalar.keys));
            }
            // Where the changed ones stand now, to know which one a finding is about.
            let range = yaml(path, &out).expect("it is as it was");
            let moved = scalars(&out[range.clone()], range.start).into_iter().map(|scalar| scalar.at).collect::<Vec<_>>();
            places.insert(path.clone(), moved);
            now.0.insert(path.clone(), out.into_bytes());
        }
        let checked = now.check();
        let before = fixed.clone();
        for finding in checked.findings.items().iter().filter(|finding| finding.severity == Severity::Error) {
            let span = finding.primary.span;
            let path = checked.sources.path(span.file);
            let number = places.get(path).and_then(|all| all.iter().position(|at| (at.start..=at.end).contains(&(span.start as usize))));
            // What is wrong with one text may stand at another one, behind it.
            let last = number.into_iter().flat_map(|number| (0..=number).rev()).find(|number| !before.contains(&(path.to_owned(), *number)));
            fixed.extend(last.map(|number| (path.to_owned(), number)));
        }
        if fixed == before {
            let errors: Vec<_> = checked.lines().into_iter().filter(|line| line.contains(": error[")).collect();
            assert!(errors.is_empty(), "{errors:#?}");
            return (now, names);
        }
    }
    panic!("there is always one more field that cannot be changed");
}

/// What a file says, without its name.
fn kind(path: &str) -> &str {
    let path = path.strip_prefix("content/").unwrap_or(path);
    match path.rsplit('/').next() {
        Some("_index.yaml") => "folder",
        Some("path.yaml") => "path",
        Some("questions.yaml") => "questions",
        _ if path.starts_with("model/service-models") => "service-model",
        _ if path.starts_with("model/") => path.trim_start_matches("model/").trim_end_matches(".yaml"),
        _ => path.split('/').next().unwrap_or_default().trim_end_matches(".yaml"),
    }
}

#[test]
fn nearly_every_key_takes_any_text() {
    let (_, names) = changed(clean(), &|text| format!("{text}{BEHIND}"));
    insta::assert_snapshot!("texts", names.into_iter().collect::<Vec<_>>().join("\n"));
}
