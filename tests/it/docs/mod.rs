//! The reference of onus, a book built with onus: what it says of keys, fields, options and rules is made of the code, and it builds.
//!
//! `UPDATE_DOCS=1 cargo test --test it docs` writes the generated parts again; without it they are only compared.

mod commands;
mod files;
mod settings;
mod views;

use std::fs;
use std::path::{Path, PathBuf};

use onus::config::{Config, Overrides};
use onus::diag::{Severity, rules};
use onus::source::Sources;

use crate::fixture::{Book, TODAY};

/// A part of a page that is made of the code: the page below `docs/pages/guides/`, the mark around it, the text.
#[derive(Clone)]
struct Part {
    page: String,
    mark: &'static str,
    text: String,
}

impl Part {
    fn new(page: impl Into<String>, mark: &'static str, text: impl Into<String>) -> Self {
        Self { page: page.into(), mark, text: text.into() }
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn page(name: &str) -> PathBuf {
    root().join("docs/pages/guides").join(name)
}

fn update() -> bool {
    std::env::var_os("UPDATE_DOCS").is_some()
}

/// The whole text of a page with its part put in.
fn with_part(old: &str, part: &Part) -> String {
    let (open, close) = (format!("<!-- {}, generated: -->\n", part.mark), format!("<!-- end of {} -->", part.mark));
    let start = old.find(&open).unwrap_or_else(|| panic!("{} has no line `{}`", part.page, open.trim())) + open.len();
    let end = old[start..].find(&close).map_or_else(|| panic!("{} has no `{close}`", part.page), |at| start + at);
    format!("{}\n{}\n\n{}", &old[..start], part.text.trim(), &old[end..])
}

/// Compares a file with what it should be, or writes it.
fn hold(path: &Path, wanted: &str, stale: &mut Vec<String>) {
    if update() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("makes the folder");
        fs::write(path, wanted).expect("writes");
    } else if fs::read_to_string(path).unwrap_or_default() != wanted {
        stale.push(path.strip_prefix(root()).unwrap_or(path).display().to_string());
    }
}

#[test]
fn generated_parts_of_the_reference_are_those_of_the_code() {
    let parts = [files::parts(), files::selections(), settings::parts(), commands::parts(), views::parts()].concat();
    let mut stale = Vec::new();
    for part in &parts {
        let old = fs::read_to_string(page(&part.page)).unwrap_or_else(|error| panic!("{}: {error}", part.page));
        hold(&page(&part.page), &with_part(&old, part), &mut stale);
    }
    for rule in rules::ALL {
        hold(&page(&format!("rules/{}.md", rule.id)), &rule_page(rule), &mut stale);
    }
    hold(&root().join("src/theme/template/views.txt"), &views::list(), &mut stale);
    assert!(stale.is_empty(), "stale: {}; `UPDATE_DOCS=1 cargo test --test it docs` writes them again", stale.join(", "));
}

/// The page of a rule: as `onus explain` shows it, with its severity.
fn rule_page(rule: &rules::Rule) -> String {
    let text = rule.page.strip_prefix(&format!("# {}\n\n", rule.id)).expect("a page begins with its id");
    let (first, rest) = text.split_once("\n\n").expect("a page has more than one paragraph");
    let severity = match rule.severity {
        Severity::Error => "an error: nothing is written while it stands",
        Severity::Warning => "a warning: it fails a run under `--deny warnings`",
        _ => "a note: it never fails a run",
    };
    let rest = rest.replace("toml path=", "toml title=").replace("yaml path=", "yaml title=").replace("html path=", "html title=");
    let rest =
        rest.replace("md path=", "md title=").replace("markdown path=", "markdown title=").replace("```findings", "```text title=\"onus check\"");
    let summary = serde_json::Value::from(first.replace('\n', " "));
    format!(
        "---\ntitle: {}\nsummary: {summary}\n---\n\nIt is {severity}. Another severity is set in book.toml: `{} = \"allow\"` under `[rules]`.\n\n{rest}",
        rule.id, rule.id
    )
}

#[test]
fn the_reference_has_no_page_of_a_rule_that_is_gone() {
    let there = Book::folder(&page("rules")).0;
    let gone: Vec<&String> = there.keys().filter(|name| rules::find(name.trim_end_matches(".md")).is_none()).collect();
    assert!(gone.is_empty(), "{gone:?}");
}

/// The reference as a book.
fn manual() -> Book {
    let mut book = Book::default();
    for (path, bytes) in Book::folder(&root().join("docs/pages")).0 {
        book = book.with(&format!("pages/{path}"), bytes);
    }
    for path in ["book.toml", "theme/reference.css"] {
        book = book.with(path, fs::read(root().join("docs").join(path)).expect("a file of the reference"));
    }
    book
}

#[test]
fn the_reference_has_no_findings_and_every_link_of_it_leads_somewhere() {
    let book = manual();
    let checked = book.check();
    assert!(checked.findings.is_empty(), "{}", checked.human());
    let sources = Sources::new(book.0);
    let config = Config::read(&sources, &Overrides::on(TODAY), &mut onus::diag::Diagnostics::default());
    let built = onus::build(&sources, &config, &|_, _| None);
    assert!(built.diagnostics.is_empty(), "{:?}", built.diagnostics);
    let pages: std::collections::BTreeMap<&str, &[u8]> = built.artifacts.iter().map(|file| (file.path.as_str(), file.bytes.as_slice())).collect();
    let mut dead = Vec::new();
    for (path, bytes) in pages.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = String::from_utf8_lossy(bytes);
        for href in html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).filter(|href| !href.contains("://")) {
            let (file, anchor) = href.split_once('#').unwrap_or((href, ""));
            let target = if file.is_empty() { (*path).to_owned() } else { below(path, file) };
            let found = pages.get(target.as_str());
            let lands = |bytes: &&[u8]| anchor.is_empty() || String::from_utf8_lossy(bytes).contains(&format!("id=\"{anchor}\""));
            if !found.is_some_and(lands) && *path != "404.html" {
                dead.push(format!("{path}: {href}"));
            }
        }
    }
    assert!(dead.is_empty(), "{}", dead.join("\n"));
}

#[test]
fn the_reference_builds_with_warnings_denied() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_onus"));
    let built = command.current_dir(root()).args(["build", "docs", "--deny", "warnings", "-d"]).arg(folder.path()).output().expect("it starts");
    let said = String::from_utf8_lossy(&built.stderr).into_owned();
    assert!(built.status.success() && built.stdout.is_empty(), "{said}");
    let home = fs::read_to_string(folder.path().join("index.html")).expect("a home page");
    assert!(home.contains("<h1>The onus reference</h1>") && home.contains("guides/getting-started.html"), "{home}");
}

/// An address relative to the folder of a page.
fn below(page: &str, href: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in href.split('/') {
        match part {
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[test]
fn the_reference_keeps_to_plain_signs() {
    let long: Vec<String> =
        manual().0.into_iter().filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains('\u{2014}')).map(|(path, _)| path).collect();
    assert!(long.is_empty(), "em dashes in {}", long.join(", "));
}

/// A cell of a Markdown table: one line, without a bar that would end it.
fn cell(text: &str) -> String {
    text.replace('\n', " ").replace('|', "\\|").trim().to_owned()
}

/// A Markdown table.
fn table(heads: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let heads: Vec<String> = heads.iter().map(|head| (*head).to_owned()).collect();
    let rule = format!("|{}\n", "---|".repeat(heads.len()));
    let rows: String = rows.into_iter().map(|row| line(&row.iter().map(|text| cell(text)).collect::<Vec<_>>())).collect();
    line(&heads) + &rule + &rows
}
