//! No sentence of the shipped content is taken from the documents that it answers.
//!
//! `tests/reference/seed-runs.txt` holds a hash (FNV-1a, 64 bits, hex) for each run of six words in them.

use std::collections::BTreeSet;

use crate::fixture::{Book, reference};

const RUN: usize = 6;

#[test]
fn no_six_words_in_a_row_are_shared_with_the_seeds() {
    let taken: BTreeSet<u64> = reference("seed-runs").iter().map(|line| u64::from_str_radix(line, 16).expect("a hash in hex")).collect();
    let mut shared = Vec::new();
    for (path, bytes) in &Book::shipped().0 {
        // Titles of requirements are their publishers', and the map quotes headings.
        if path.starts_with("content/frameworks/") || path.ends_with("/seed-map.md") {
            continue;
        }
        let text = String::from_utf8_lossy(bytes);
        let found = runs(&text).into_iter().filter(|run| taken.contains(&fnv(run)));
        shared.extend(found.map(|run| format!("{path}: {run}")));
    }
    assert!(shared.is_empty(), "shared with the seeds:\n  {}", shared.join("\n  "));
}

#[test]
fn runs_end_with_sentences_lines_of_lists_and_code() {
    assert_eq!(runs("One two three four five six. Seven"), ["one two three four five six"]);
    assert_eq!(runs("- One two three\n- four five six\n\nseven eight"), Vec::<String>::new());
    assert_eq!(runs("one two `three` four five six seven"), Vec::<String>::new());
    assert_eq!(runs("One [two](service:x)\nthree four five six seven"), ["one two three four five six", "two three four five six seven"]);
}

/// Every run of six words within a sentence, in lower case.
fn runs(text: &str) -> Vec<String> {
    let mut sentences = vec![Vec::new()];
    for piece in pieces(text) {
        match piece {
            Some(word) => sentences.last_mut().expect("there is one from the start").push(word),
            None => sentences.push(Vec::new()),
        }
    }
    sentences.iter().flat_map(|words: &Vec<String>| words.windows(RUN).map(|run| run.join(" "))).collect()
}

/// Words, and `None` where a sentence, an item, a cell or a piece of prose ends.
fn pieces(text: &str) -> Vec<Option<String>> {
    let mut found = Vec::new();
    for (at, part) in text.split('`').enumerate() {
        if at % 2 == 1 {
            found.push(None);
            continue;
        }
        for line in part.split_inclusive('\n') {
            let begins = line.trim_start();
            if begins.is_empty() || begins.starts_with(['-', '*', '+', '#', '|', '>']) || begins.starts_with(|c: char| c.is_ascii_digit()) {
                found.push(None);
            }
            line.split_whitespace().for_each(|token| add(token, &mut found));
        }
    }
    found
}

fn add(token: &str, found: &mut Vec<Option<String>>) {
    if token.contains("://") {
        found.push(None);
        return;
    }
    // The target of a link is no word.
    let shown = token.split("](").next().unwrap_or(token);
    let word: String = shown.chars().filter(|c| c.is_alphanumeric() || matches!(c, '\'' | '-')).collect::<String>().to_lowercase();
    if !word.is_empty() {
        found.push(Some(word));
    }
    if token.ends_with(['.', '!', '?', ':', ';', '|']) {
        found.push(None);
    }
}

fn fnv(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The map of the guides has a row with a link for each heading of the documents that the content answers.
#[test]
fn every_heading_of_the_seeds_has_a_page() {
    let book = Book::shipped();
    let map = String::from_utf8_lossy(&book.0["content/guides/seed-map.md"]);
    let rows: Vec<Vec<&str>> =
        map.lines().filter(|line| line.starts_with('|')).map(|line| line.trim_matches('|').split('|').map(str::trim).collect()).collect();
    let mut missing = Vec::new();
    let headings = reference("seed-headings");
    assert!(headings.len() > 150, "{} headings", headings.len());
    for line in &headings {
        let (_, heading) = line.split_once(" | ").expect("a document and a heading");
        if !rows.iter().any(|row| row[0] == heading && row[1..].iter().any(|cell| cell.contains("]("))) {
            missing.push(line.as_str());
        }
    }
    assert!(missing.is_empty(), "headings without a page:\n  {}", missing.join("\n  "));
}
