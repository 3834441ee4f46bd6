//! Edits of status files: text in, text out. What is not changed keeps its bytes.

use jiff::civil::date;
use proptest::prelude::*;

use crate::import::edit::{Care, Page};
use crate::import::record::Record;
use crate::import::scalar::{Style, list, scalar};
use crate::model::State;
use crate::parse::statuses::{StatusFile, status_file};
use crate::source::Sources;

fn read(text: &str) -> Option<StatusFile> {
    let sources = Sources::new([("status.yaml".to_owned(), text.as_bytes().to_vec())]);
    let mut findings = crate::diag::Diagnostics::default();
    let file = status_file(&sources, sources.ids().next()?, &mut findings)?;
    (!findings.has_errors()).then_some(file)
}

fn said(text: &str) -> Option<Vec<(String, Record)>> {
    let entries = read(text)?.entries;
    Some(entries.iter().map(|entry| (entry.body.item.value.clone(), Record::of(&entry.body))).collect())
}

/// Changes the entry of an item, or adds one, and says that the result reads as it should.
fn edited(text: &str, item: &str, change: impl Fn(&mut Record)) -> String {
    let file = read(text).expect("a status file");
    let page = Page { file: &file, text };
    let at = file.entries.iter().position(|entry| entry.body.item.value == item);
    let mut record = at.map(|at| Record::of(&file.entries[at].body)).unwrap_or_default();
    change(&mut record);
    let mut wanted = said(text).expect("a status file");
    let out = match at {
        Some(at) => {
            wanted[at].1 = record.clone();
            page.edited(&[(at, record)], &[], Care::Values)
        }
        None => {
            wanted.push((item.to_owned(), record.clone()));
            page.edited(&[], &[(item.to_owned(), record)], Care::Values)
        }
    };
    assert_eq!(said(&out).as_ref(), Some(&wanted), "{out}");
    out
}

const FILE: &str = "\
# What was found.
- item: root-mfa # the first
  state: met
  by: Ana   # who else
  on: 2026-10-05
  # Two of them.
  evidence:
    - https://a.example/one
    - https://a.example/two # the newer
  note: |
    Three keys.

    In two sites.
  until: 2027-01-15

# The rest
- { item: guard-doors, state: met, on: 2026-10-05 } # short
-   item: name-classes
    state: \"not-met\"
    note: >-
      folded
      words
# The end.
";

#[test]
fn only_the_values_that_change_are_written() {
    let out = edited(FILE, "root-mfa", |record| {
        record.state = Some(State::PartlyMet);
        record.by = "Ben".to_owned();
        record.on = Some(date(2026, 11, 10));
    });
    let wanted = FILE.replacen("state: met\n  by: Ana ", "state: partly-met\n  by: Ben ", 1).replacen("on: 2026-10-05\n", "on: 2026-11-10\n", 1);
    assert_eq!(out, wanted);
}

#[test]
fn blocks_and_lists_are_replaced_as_a_whole() {
    let out = edited(FILE, "root-mfa", |record| {
        record.evidence = vec!["https://b.example".to_owned()];
        record.note = "One line.".to_owned();
    });
    assert!(out.contains("  evidence: [https://b.example] # the newer\n  note: One line.\n  until: 2027-01-15\n\n# The rest\n"), "{out}");
    let out = edited(FILE, "name-classes", |record| record.note = "two\n\nlines: #1".to_owned());
    assert!(out.contains("    note: |-\n      two\n\n      lines: #1\n# The end.\n"), "{out}");
}

#[test]
fn new_keys_stand_in_their_order_and_in_the_style_of_the_entry() {
    let out = edited(FILE, "guard-doors", |record| {
        record.by = "Ana, Ben".to_owned();
        record.evidence = vec!["https://a.example/[1]".to_owned()];
        record.from = "filled.pdf".to_owned();
    });
    let line =
        "- { item: guard-doors, state: met, by: \"Ana, Ben\", on: 2026-10-05, evidence: [\"https://a.example/[1]\"], from: filled.pdf } # short\n";
    assert_eq!(out, FILE.replace("- { item: guard-doors, state: met, on: 2026-10-05 } # short\n", line));
    let out = edited(FILE, "name-classes", |record| {
        record.by = "Ana, Ben".to_owned();
        record.on = Some(date(2026, 11, 10));
        record.because = "yes".to_owned();
    });
    let lines =
        "    state: \"not-met\"\n    by: Ana, Ben\n    on: 2026-11-10\n    note: >-\n      folded\n      words\n    because: \"yes\"\n# The end.\n";
    assert_eq!(out, FILE.replace("    state: \"not-met\"\n    note: >-\n      folded\n      words\n# The end.\n", lines));
}

#[test]
fn a_term_that_is_over_goes_with_its_line() {
    assert_eq!(edited(FILE, "root-mfa", |record| record.until = None), FILE.replace("  until: 2027-01-15\n", ""));
    let flow = "[{ item: a, state: met, until: 2026-01-01 }, { item: b, state: met }]\n";
    assert_eq!(edited(flow, "a", |record| record.until = None), "[{ item: a, state: met }, { item: b, state: met }]\n");
}

#[test]
fn new_entries_stand_at_the_end() {
    let new = |record: &mut Record| {
        record.state = Some(State::Met);
        record.on = Some(date(2026, 11, 10));
    };
    let entry = "- item: new@s3\n  state: met\n  on: 2026-11-10\n";
    assert_eq!(edited(FILE, "new@s3", new), format!("{FILE}{entry}"));
    assert_eq!(edited("", "new@s3", new), entry);
    assert_eq!(edited("# Nothing yet.\n", "new@s3", new), format!("# Nothing yet.\n{entry}"));
    assert_eq!(edited("---\n- item: a\n  state: met\n...\n", "new@s3", new), format!("---\n- item: a\n  state: met\n{entry}...\n"));
    assert_eq!(
        edited("  - item: a\n    state: met\n", "new@s3", new),
        "  - item: a\n    state: met\n  - item: new@s3\n    state: met\n    on: 2026-11-10\n"
    );
    assert_eq!(edited("[]\n", "new@s3", new), "[{ item: new@s3, state: met, on: 2026-11-10 }]\n");
    let flow = "[\n  { item: a, state: met },\n]\n";
    assert_eq!(edited(flow, "new@s3", new), "[\n  { item: a, state: met }, { item: new@s3, state: met, on: 2026-11-10 },\n]\n");
}

#[test]
fn lines_end_as_they_did() {
    let text = FILE.replace('\n', "\r\n");
    let out = edited(&text, "root-mfa", |record| {
        record.note = "two\nlines".to_owned();
        record.from = "filled.csv".to_owned();
    });
    assert_eq!(out.matches('\n').count(), out.matches("\r\n").count(), "{out:?}");
    assert!(out.contains("  note: |-\r\n    two\r\n    lines\r\n  until: 2027-01-15\r\n  from: filled.csv\r\n"), "{out:?}");
}

#[test]
fn an_entry_that_cannot_be_changed_value_by_value_is_written_anew() {
    let text = "- until: 2026-01-01\n  item: a # first\n  state: met\n- item: b\n  state: met\n";
    let file = read(text).expect("a status file");
    let page = Page { file: &file, text };
    let record = Record { until: None, ..Record::of(&file.entries[0].body) };
    let careful = page.edited(&[(0, record.clone())], &[], Care::Values);
    assert!(said(&careful).is_none_or(|said| said[0].1 != record), "the first key cannot go alone: {careful}");
    assert_eq!(page.edited(&[(0, record)], &[], Care::Entries), "- item: a\n  state: met\n- item: b\n  state: met\n");
}

#[test]
fn every_entry_of_the_shipped_statuses_can_be_changed_in_place() {
    let files = [
        include_str!("../../../content/status/data-lake.yaml"),
        include_str!("../../../content/status/landing-zone.yaml"),
        include_str!("../../../content/status/serverless-api.yaml"),
        include_str!("../../../content/status/virtual-desktops.yaml"),
        include_str!("../../../content/status/web-service.yaml"),
    ];
    for text in files {
        for (item, before) in said(text).expect("a status file") {
            let out = edited(text, &item, |record| {
                record.state = Some(State::PartlyMet);
                record.note = "changed: # all".to_owned();
                record.from = "filled.xlsx".to_owned();
                record.until = None;
            });
            // Lines of other entries are there as they were.
            let lines = text.lines().filter(|line| !out.lines().any(|other| other == *line)).count();
            assert!(lines <= 5 + before.note.lines().count(), "{item}: {lines} lines changed");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever somebody types is read back as it was typed, in every place of a file.
    #[test]
    fn a_text_is_read_as_it_was_written(text in any_text(), note in any_text(), pieces in proptest::collection::vec(any_text(), 1..4)) {
        prop_assume!([&text, &note].into_iter().chain(&pieces).all(|text| !text.trim().is_empty()));
        let block = Style::Block { indent: 2 };
        let file = format!(
            "- item: a\n  state: met\n  by: {}\n  evidence: {}\n  note: {}\n- {{ item: b, state: met, by: {}, note: {} }}\n",
            scalar(&text, block), list(&pieces), scalar(&note, block), scalar(&text, Style::Flow), scalar(&note, Style::Flow)
        );
        let said = said(&file);
        let said = said.as_ref().map(|said| said.iter().map(|(_, record)| record.clone()).collect::<Vec<_>>());
        let first = Record { state: Some(State::Met), by: text.clone(), note: note.clone(), evidence: pieces, ..Record::default() };
        let second = Record { state: Some(State::Met), by: text, note, ..Record::default() };
        prop_assert_eq!(said, Some(vec![first, second]), "{}", file);
    }

    /// Any change of any entry of a file leaves all others as they were.
    #[test]
    fn any_change_is_read_back(at in 0usize..3, by in any_text(), note in any_text(), gone in any::<bool>()) {
        prop_assume!(!by.trim().is_empty() && !note.trim().is_empty());
        let item = ["root-mfa", "guard-doors", "name-classes"][at];
        edited(FILE, item, |record| {
            record.by.clone_from(&by);
            record.note.clone_from(&note);
            record.evidence = vec![by.clone(), note.clone()];
            if gone {
                record.until = None;
            }
        });
    }
}

/// Texts with everything that means something to YAML.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[-a:#'\"{}\\[\\],&*!|>%@`?~. \n\t0-9eé田]{1,12}",
        "(null|true|no|on|~|12|0x1f|1e3|2026-11-10|- a|a: b|a #b|\\.\\.\\.|---|<<|=)",
        "\\PC{1,8}",
        Just("line\nline  \n  indented\n\nend".to_owned()),
        Just("\u{feff}mark\u{a0}\u{2028}".to_owned()),
    ]
}
