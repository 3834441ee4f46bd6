//! Books full of mistakes: every mistake is told in one run, at its place, and nothing else is.
//!
//! A mistake is marked on the line below it: `# ^ rule` with the caret under its first character, or `# < rule` for the
//! first character of the line that is not a space. In Markdown the mark stands in a comment.

use std::collections::BTreeSet;

use crate::fixture::Book;

#[test]
fn thirty_mistakes_give_thirty_findings_each_at_its_place() {
    let (expected, rules) = assert_marked("mistakes");
    assert_eq!(expected, 30);
    assert_eq!(rules, 30, "each mistake breaks a rule of its own");
}

#[test]
fn mistakes_of_rarer_kinds_hide_nothing_either() {
    let (expected, rules) = assert_marked("more-mistakes");
    assert_eq!(expected, rules, "each mistake breaks a rule of its own");
}

#[test]
fn one_misspelled_word_breaks_one_rule() {
    let base = Book::fixture("base");
    for (path, bytes) in base.0.iter().filter(|(path, _)| path.ends_with(".yaml")) {
        let text = String::from_utf8_lossy(bytes);
        for (start, end) in words(&text) {
            // The second letter is left out, as a hurried hand does.
            let misspelled = format!("{}{}", &text[..=start], &text[start + 2..]);
            let checked = base.clone().with(path, misspelled).check();
            let rules: BTreeSet<&str> = checked.findings.items().iter().map(|finding| finding.rule.id).collect();
            assert!(rules.len() < 2, "{path}, `{}`:\n{}", &text[start..end], checked.human());
        }
    }
}

/// Where words of three letters and more begin and end.
fn words(text: &str) -> Vec<(usize, usize)> {
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| part(*c)) {
        match found.last_mut() {
            Some((_, end)) if *end == at => *end = at + c.len_utf8(),
            _ => found.push((at, at + c.len_utf8())),
        }
    }
    found.retain(|(start, end)| end - start > 2);
    found
}

/// Holds the findings of a fixture against its marks; gives the number of marks, and of the rules that they name.
#[track_caller]
fn assert_marked(fixture: &str) -> (usize, usize) {
    let book = Book::fixture(fixture);
    let marks: BTreeSet<String> = book.0.iter().flat_map(|(path, bytes)| marks(path, &String::from_utf8_lossy(bytes))).collect();
    let checked = book.check();
    let place = |line: &String| line.split("]: ").next().unwrap_or_default().replace("error[", "").replace("warning[", "").replace("note[", "");
    let findings: Vec<String> = checked.lines().iter().map(place).collect();
    let found: BTreeSet<String> = findings.iter().cloned().collect();
    let (missing, surplus): (Vec<_>, Vec<_>) = (marks.difference(&found).collect(), found.difference(&marks).collect());
    assert!(missing.is_empty() && surplus.is_empty(), "not told: {missing:#?}\ntold, not marked: {surplus:#?}\n\n{}", checked.human());
    assert_eq!(findings.len(), marks.len(), "a place is told twice:\n{}", checked.human());
    let rules: BTreeSet<&str> = marks.iter().filter_map(|mark| mark.rsplit(' ').next()).collect();
    (marks.len(), rules.len())
}

/// `path:line:column: rule` of every mark in a text.
fn marks(path: &str, text: &str) -> Vec<String> {
    let (mut found, mut above) = (Vec::new(), (0, ""));
    for (number, line) in text.lines().enumerate() {
        let bare = line.trim_start();
        let mark = bare.strip_prefix('#').or_else(|| bare.strip_prefix("<!--")).map(str::trim_start);
        let pointed = mark.and_then(|mark| mark.strip_prefix("^ ")).map(|rule| (line.find('^').map(|at| line[..at].chars().count()), rule));
        let begun = mark.and_then(|mark| mark.strip_prefix("< ")).map(|rule| (above.1.find(|c: char| c != ' '), rule));
        match pointed.or(begun) {
            Some((Some(column), rule)) => {
                let rule = rule.trim_end_matches("-->").trim();
                found.push(format!("{path}:{}:{}: {rule}", above.0 + 1, column + 1));
            }
            _ => above = (number, line),
        }
    }
    found
}

#[test]
fn pages_that_would_have_the_address_of_another_are_told() {
    let framework = "name: F\ngroups: { A: Upper, a: Lower, A B: One, a/b: Two }\nrequirements: [{ id: A-1, title: One, group: A }]\n";
    let service = "name: I\nprovider: aws\nmodel: iaas\nsummary: A.\n";
    let checked = Book::fixture("base")
        .with("content/frameworks/f.yaml", framework)
        .with("content/services/compute/index.yaml", service)
        .with("content/guides/index.md", "---\ntitle: I\n---\n\nA.\n")
        .check();
    assert_eq!(
        checked.lines(),
        [
            "content/frameworks/f.yaml:2:21: error[duplicate-id]: the group `a` has the page of `A`",
            "content/frameworks/f.yaml:2:41: error[duplicate-id]: the group `a/b` has the page of `A B`",
            "content/guides/index.md:1:1: error[invalid-id]: `index` is the name of the page that lists them all",
            "content/services/compute/index.yaml:1:1: error[invalid-id]: `index` is the name of the page that lists them all",
        ]
    );
}
