//! Every rule has a page, and every page tells the truth: what it shows as wrong gives exactly the findings
//! that it names, and what it shows as right gives none. Pages are laid over `tests/fixtures/base`.

use std::collections::BTreeSet;

use onus::diag::rules::{self, Rule};

use crate::fixture::Book;

/// Rules that files alone cannot show, and where they are tested instead.
const SHOWN_ELSEWHERE: &[(&str, &str)] = &[
    ("lost-text", "the printed documents report it: it appears when a PDF is typeset"),
    ("missing-glyph", "the printed documents report it: it appears when a PDF is typeset"),
    ("not-utf8", "a page is text, and the wrong bytes are none: `bytes_that_are_no_text_are_reported`"),
    ("page-budget", "it is about the pages of a built site, not about a file of the book"),
    ("sheet-limit", "the workbooks report it: `a_text_that_no_cell_holds_is_cut_and_told`"),
    ("size-limit", "a page cannot hold a file of 16 MiB: `a_file_that_is_too_large_is_reported`"),
];

const HEADINGS: [&str; 4] = ["## What it means", "## Why it matters", "## Wrong", "## Right"];

#[test]
fn ids_are_unique_and_spelled_alike() {
    let ids: BTreeSet<&str> = rules::ALL.iter().map(|rule| rule.id).collect();
    assert_eq!(ids.len(), rules::ALL.len());
    assert!(ids.iter().all(|id| id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')));
}

#[test]
fn every_rule_has_a_page_with_all_headings() {
    for rule in rules::ALL {
        let mut at = 0;
        assert!(rule.page.starts_with(&format!("# {}\n\n", rule.id)), "{}: the page begins with another title", rule.id);
        for heading in HEADINGS {
            let found = rule.page.find(&format!("\n{heading}\n\n")).unwrap_or_else(|| panic!("{}: `{heading}` is missing", rule.id));
            assert!(found > at, "{}: `{heading}` is out of order", rule.id);
            let text = rule.page[found..].lines().skip(3).find(|line| !line.trim().is_empty());
            assert!(text.is_some_and(|line| !line.starts_with("## ")), "{}: nothing stands under `{heading}`", rule.id);
            at = found;
        }
    }
}

#[test]
fn every_page_of_the_folder_is_that_of_a_rule() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/diag/pages");
    let pages: BTreeSet<String> = Book::folder(&folder).0.into_keys().collect();
    let expected: BTreeSet<String> = rules::ALL.iter().map(|rule| format!("{}.md", rule.id)).collect();
    assert_eq!(pages, expected);
}

#[test]
fn the_book_below_the_pages_has_no_findings() {
    let checked = Book::fixture("base").check();
    assert!(checked.findings.is_empty(), "{}", checked.human());
}

#[test]
fn what_pages_show_as_wrong_gives_the_findings_that_they_name() {
    let mut wrong = Vec::new();
    for rule in shown() {
        let page = Page::of(rule);
        assert!(page.expected.iter().any(|line| line.contains(&format!("[{}]", rule.id))), "{}: its own finding is not shown", rule.id);
        let checked = page.wrong.check();
        if checked.lines() != page.expected {
            wrong.push(format!("{}\n{}\n{}", rule.id, checked.lines().join("\n"), checked.human()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn what_pages_show_as_right_gives_no_finding() {
    for rule in shown() {
        let checked = Page::of(rule).right.check();
        assert!(checked.findings.is_empty(), "{}:\n{}", rule.id, checked.human());
    }
}

#[test]
fn only_rules_that_files_cannot_show_are_shown_elsewhere() {
    for (id, _) in SHOWN_ELSEWHERE {
        let rule = rules::find(id).unwrap_or_else(|| panic!("there is no rule `{id}`"));
        assert!(Page::of(rule).expected.is_empty(), "{id}: the page has findings that no test looks at");
    }
}

#[test]
fn bytes_that_are_no_text_are_reported() {
    let checked = Book::fixture("base").with("content/glossary.yaml", *b"duty: caf\xe9\n").check();
    assert_eq!(checked.lines()[0], "content/glossary.yaml:1:1: error[not-utf8]: this file is not UTF-8 text");
}

#[test]
fn a_file_that_is_too_large_is_reported() {
    let text = format!("duty: {}\n", "x".repeat(16 << 20));
    let lines = Book::fixture("base").with("content/glossary.yaml", text).check().lines();
    assert!(lines[0].starts_with("content/glossary.yaml:1:1: error[size-limit]: "), "{lines:?}");
}

fn shown() -> impl Iterator<Item = &'static Rule> {
    rules::ALL.iter().copied().filter(|rule| SHOWN_ELSEWHERE.iter().all(|(id, _)| *id != rule.id))
}

/// What the fenced blocks of a page say.
struct Page {
    wrong: Book,
    right: Book,
    expected: Vec<String>,
}

/// A fenced block that is being read.
struct Block {
    fence: usize,
    info: String,
    text: String,
}

impl Page {
    fn of(rule: &Rule) -> Self {
        let mut page = Self { wrong: Book::fixture("base"), right: Book::fixture("base"), expected: Vec::new() };
        let (mut section, mut block) = (String::new(), None::<Block>);
        for line in rule.page.lines() {
            let fence = line.len() - line.trim_start_matches('`').len();
            match &mut block {
                // A fence of four backticks may hold one of three.
                Some(open) if line.trim_end_matches('`').is_empty() && fence == open.fence => {
                    page.add(&section, &open.info, std::mem::take(&mut open.text));
                    block = None;
                }
                Some(open) => {
                    open.text.push_str(line);
                    open.text.push('\n');
                }
                None if fence >= 3 => block = Some(Block { fence, info: line[fence..].to_owned(), text: String::new() }),
                None if line.starts_with("## ") => section = line.to_owned(),
                None => {}
            }
        }
        page
    }

    fn add(&mut self, section: &str, info: &str, text: String) {
        let book = if section == "## Right" { &mut self.right } else { &mut self.wrong };
        match info.split_once("path=") {
            Some((_, path)) => drop(book.0.insert(path.to_owned(), text.into_bytes())),
            None if info == "findings" => self.expected.extend(text.lines().map(str::to_owned)),
            None => {}
        }
    }
}
