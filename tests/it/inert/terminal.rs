//! What is printed: no character that a terminal would obey.

use std::path::Path;
use std::process::Command;

use super::{BEHIND, hidden, hostile};
use crate::fixture::Book;

fn on_disk(book: &Book) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, bytes) in &book.0 {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("makes");
        std::fs::write(path, bytes).expect("writes");
    }
    folder
}

/// All that a command prints.
fn said(book: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onus"));
    let done =
        command.current_dir(book).args(arguments).args(["--color", "never"]).env("SOURCE_DATE_EPOCH", "1794700800").output().expect("it starts");
    format!("{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr))
}

#[test]
fn results_hold_nothing_that_a_terminal_obeys() {
    let folder = on_disk(hostile());
    let commands: [&[&str]; 16] = [
        &["check"],
        &["list", "services"],
        &["list", "controls"],
        &["list", "parties"],
        &["list", "terms"],
        &["list", "workloads"],
        &["explain", "ec2", "patch-guest-os"],
        &["explain", "patch-monthly"],
        &["explain", "ec2", "-w", "payments"],
        &["compare", "ec2", "s3"],
        &["checklist", "workload:payments"],
        &["status", "payments"],
        &["learn", "list"],
        &["learn", "questions"],
        &["learn", "issue", "first-hour"],
        &["list", "frameworks", "--format", "json"],
    ];
    for arguments in commands {
        let said = said(folder.path(), arguments);
        assert!(said.contains("alert(1)") || arguments == ["check"], "{arguments:?} says nothing of it: {said}");
        assert_eq!(hidden(&said), None, "{arguments:?}");
    }
}

#[test]
fn findings_hold_nothing_that_a_terminal_obeys() {
    // Wrong names of every sort: ids, keys, values, links, files.
    let bad = |text: &str| format!("\"{text}\\e[31m\\u202e\\u009b2J\"");
    let service =
        format!("name: {}\nprovider: {}\nmodel: {}\nsummary: A.\n{}: 1\nuses: [{}]\n", bad("A"), bad("aws"), bad("iaas"), bad("name"), bad("s3"));
    let book = Book::fixture("full")
        .with("content/services/compute/a.yaml", service)
        .with("content/services/compute/b\u{1b}[31m.yaml", "name: B\n")
        .with("content/services/compute/c\u{202e}.yaml", "name: C\n")
        .with("content/guides/d.md", "---\ntitle: D\n---\n\n[a\u{1b}[31m](no\u{202e}pe.md) [b](javascript:x) {{#include x\u{9b}.md}}\n")
        .with("book.toml", "[book]\ntitle = \"\\u001b[31m\"\nsr\u{202e}c = 1\n[output.html]\n\"a\\u001b[31m\" = \"\\u202e\"\n");
    let folder = on_disk(&book);
    for format in ["human", "short", "json", "sarif", "github"] {
        let said = said(folder.path(), &["check", "--format", format]);
        assert_eq!(hidden(&said), None, "{format}");
        assert!(said.contains("unknown-party") && said.contains("hidden-character"), "{format}: {said}");
    }
    for arguments in [&["explain", "x\u{1b}[31m"][..], &["list", "x\u{1b}[31m"], &["checklist", "x\u{202e}"], &["build", "x\u{1b}[31m"]] {
        assert_eq!(hidden(&said(folder.path(), arguments)), None, "{arguments:?}");
    }
}

#[test]
fn hidden_characters_are_told_where_they_stand() {
    let text = format!("---\ntitle: \"T{}\"\n---\n\nTurned \u{202e}here\u{202c}.\n", "\\u202e");
    let checked = Book::fixture("base").with("content/guides/turned.md", text).check();
    assert_eq!(
        checked.lines(),
        [
            "content/guides/turned.md:2:8: warning[hidden-character]: this text holds U+202E, which turns the direction of the text around it",
            "content/guides/turned.md:5:8: warning[hidden-character]: this text holds U+202E, which turns the direction of the text around it",
            "content/guides/turned.md:5:13: warning[hidden-character]: this text holds U+202C, which turns the direction of the text around it",
        ]
    );
    assert!(BEHIND.contains('\u{202e}'));
}
