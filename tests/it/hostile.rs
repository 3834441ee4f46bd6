//! Whatever stands in the files, a check comes back: with findings or without, soon, and never with a panic.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use crate::fixture::{Book, Checked};
use crate::mutated::damage::damage;
use crate::mutated::numbers::Numbers;

/// Books that have been damaged, each in a way that follows from its number alone.
const DAMAGED: u64 = 300;

/// No hostile book may take longer, however slow the machine is.
const SOON: Duration = Duration::from_secs(10);

#[test]
fn damaged_books_are_checked_without_a_panic() {
    let books = ["base", "mistakes", "more-mistakes"].map(Book::fixture);
    let mut with_findings = 0;
    for number in 0..DAMAGED {
        let mut numbers = Numbers(number);
        let mut book = books[numbers.below(books.len())].clone();
        for _ in 0..=numbers.below(4) {
            let at = numbers.below(book.0.len());
            damage(book.0.values_mut().nth(at).expect("the book has that many files"), &mut numbers);
        }
        let checked = book.check();
        // Printing walks every span, so a span outside of its file would show here.
        with_findings += usize::from(!checked.human().is_empty());
        assert!(checked.lines().iter().all(|line| line.contains("]: ")));
    }
    assert!(with_findings > DAMAGED as usize / 2, "the damage does nothing");
}

/// Checks the base book with a hostile file, within the time.
#[track_caller]
fn soon(path: &str, text: impl Into<Vec<u8>>) -> Checked {
    let start = Instant::now();
    let checked = Book::fixture("base").with(path, text).check();
    assert!(start.elapsed() < SOON, "this took {:?}", start.elapsed());
    checked
}

#[track_caller]
fn assert_rule(checked: &Checked, rule: &str) {
    assert!(checked.findings.items().iter().any(|finding| finding.rule.id == rule), "no {rule} in {:#?}", checked.lines());
}

#[test]
fn aliases_do_not_multiply() {
    let mut text = "a: &a [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (name, before) in ('b'..='z').zip('a'..='y') {
        let _ = writeln!(text, "{name}: &{name} [{}]", vec![format!("*{before}"); 10].join(", "));
    }
    assert_rule(&soon("content/glossary.yaml", text), "alias-limit");
}

#[test]
fn an_alias_cannot_hold_itself() {
    assert_rule(&soon("content/glossary.yaml", "a: &a { b: *a }\n"), "yaml-syntax");
}

#[test]
fn nesting_ends_in_every_form() {
    for deep in [100, 100_000] {
        assert_rule(&soon("content/glossary.yaml", format!("a: {}", "[".repeat(deep))), "nesting-limit");
        assert_rule(&soon("content/glossary.yaml", format!("a: {}", "{a: ".repeat(deep))), "nesting-limit");
        assert_rule(&soon("content/glossary.yaml", "- ".repeat(deep)), "nesting-limit");
        soon("content/guides/deep.md", format!("---\ntitle: Deep\n---\n\n{} deep", "> ".repeat(deep)));
        soon("content/guides/deep.md", format!("---\ntitle: Deep\n---\n\n{}deep{}", "[".repeat(deep), "](x)".repeat(deep)));
    }
    let steps: String = (0..100).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    assert_rule(&soon("content/glossary.yaml", steps), "nesting-limit");
}

#[test]
fn many_keys_take_time_in_proportion() {
    let keys: String = (0..20_000).map(|number| format!("key-{number}: A word.\n")).collect();
    assert!(soon("content/glossary.yaml", format!("duty: A word.\nparty: A word.\n{keys}")).findings.is_empty());
    let unknown: String = (0..20_000).map(|number| format!("key-{number}: 1\n")).collect();
    assert_rule(&soon("content/services/storage/s3.yaml", unknown), "unknown-key");
    let duplicates = "duty: A word.\n".repeat(20_000);
    assert_rule(&soon("content/glossary.yaml", duplicates), "duplicate-key");
}

#[test]
fn more_than_a_book_needs_is_a_finding() {
    let too_much = |path: &str, text: String| {
        let lines = Book::fixture("base").with(path, text).check().lines();
        assert!(lines.iter().any(|line| line.starts_with(path) && line.contains("error[size-limit]")), "{lines:#?}");
    };
    let keys: String = (0..1_000_000).map(|number| format!("key-{number}: x\n")).collect();
    too_much("content/glossary.yaml", keys.clone());
    too_much("content/services/storage/s3.yaml", keys);
    too_much("content/glossary.yaml", "duty: x\n".repeat(1_000_000));
    too_much("content/glossary.yaml", (0..26_000).map(|number| format!("key-{number}: x\n")).collect());
    too_much("content/model/layers.yaml", format!("[{}x]", "x,".repeat(450_000)));
    too_much("content/glossary.yaml", format!("duty: {}\n", "x".repeat(17 << 20)));
}

#[test]
fn headings_alike_take_time_in_proportion() {
    let text = format!("---\ntitle: Alike\n---\n\n{}", "# Alike\n\n".repeat(50_000));
    assert!(soon("content/guides/alike.md", text).findings.is_empty());
}

#[test]
fn services_may_use_each_other_in_circles() {
    let service = |uses: &str| format!("name: A\nprovider: aws\nmodel: iaas\nsummary: A service.\nuses: [{uses}]\n");
    let checked = Book::fixture("base")
        .with("content/services/compute/a.yaml", service("b, a"))
        .with("content/services/compute/b.yaml", service("c, ec2/windows"))
        .with("content/services/compute/c.yaml", service("a, b, c"))
        .check();
    assert!(checked.findings.is_empty(), "{}", checked.human());
}

#[test]
fn control_characters_are_told_or_kept() {
    assert_rule(&soon("content/glossary.yaml", "duty: a\0b\nparty: x\n"), "yaml-syntax");
    soon("content/guides/nul.md", "---\ntitle: Nul\n---\n\na\0b [c](d\0e)\n");
    soon("content/\0.yaml", "a");
    soon("book.toml", "[book]\ntitle = \"a\0b\"\n");
}

#[test]
fn a_long_text_is_only_long() {
    let long = "word ".repeat(400_000);
    let checked = soon("content/glossary.yaml", format!("duty: {long}\nparty: >\n  {long}\n"));
    assert!(checked.findings.is_empty(), "{}", checked.lines().len());
    let id = "x".repeat(100_000);
    let checked = soon("content/workloads/payments.yaml", format!("name: Payments\nservices: [ec2/windows, s3, {id}]\n"));
    assert_rule(&checked, "unknown-service");
}
