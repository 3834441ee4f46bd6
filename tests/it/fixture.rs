//! Books for tests: folders under `tests/fixtures`, files laid over them, and what `check` says.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use jiff::civil::{Date, date};
use onus::config::{Config, Overrides};
use onus::diag::{Colour, Diagnostics, Format};
use onus::model::Model;
use onus::source::Sources;

/// The day that every test counts as today.
pub const TODAY: Date = date(2026, 11, 15);

/// The files of a book by path, as they would stand on disk.
#[derive(Debug, Clone, Default)]
pub struct Book(pub BTreeMap<String, Vec<u8>>);

/// A finding without its words of help: `path:line:col: severity[rule]: message`.
pub type Line = String;

impl Book {
    /// The folder `tests/fixtures/<name>`.
    pub fn fixture(name: &str) -> Self {
        Self::folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name))
    }

    /// The book of this repository.
    pub fn shipped() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut book = Self::default();
        book.read(&root.join("content"), "content/");
        book.with("book.toml", fs::read(root.join("book.toml")).expect("the repository has a book.toml"))
    }

    /// A folder on disk.
    pub fn folder(root: &Path) -> Self {
        let mut book = Self::default();
        book.read(root, "");
        book
    }

    /// Lays a file over the book.
    pub fn with(mut self, path: &str, text: impl Into<Vec<u8>>) -> Self {
        self.0.insert(path.to_owned(), text.into());
        self
    }

    /// The book with every finding of book.toml and content, ready to print.
    pub fn check(&self) -> Checked {
        let sources = Sources::new(self.0.iter().map(|(path, bytes)| (path.clone(), bytes.clone())));
        let mut findings = Diagnostics::default();
        let config = Config::read(&sources, &Overrides::on(TODAY), &mut findings);
        let onus::Checked { model, diagnostics } = onus::check(&sources, &config);
        findings.append(diagnostics);
        findings.finish(|rule| config.severities.get(rule).copied());
        Checked { sources, findings, model }
    }

    fn read(&mut self, folder: &Path, prefix: &str) {
        for entry in fs::read_dir(folder).expect("the folder is part of the repository") {
            let entry = entry.expect("the folder can be listed");
            let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                self.read(&entry.path(), &format!("{path}/"));
            } else {
                self.0.insert(path, fs::read(entry.path()).expect("the file can be read"));
            }
        }
    }
}

/// What a check found.
pub struct Checked {
    /// The texts that findings point into.
    pub sources: Sources,
    /// What is wrong.
    pub findings: Diagnostics,
    /// What could be resolved.
    pub model: Model,
}

impl Checked {
    /// A line a finding, in order.
    pub fn lines(&self) -> Vec<Line> {
        let line = |finding: &onus::diag::Diagnostic| {
            let (span, at) = (finding.primary.span, self.sources.line_column(finding.primary.span));
            let place = format!("{}:{}:{}", self.sources.path(span.file), at.line, at.column);
            format!("{place}: {}[{}]: {}", finding.severity.name(), finding.rule.id, finding.message)
        };
        self.findings.items().iter().map(line).collect()
    }

    /// The findings as people read them.
    pub fn human(&self) -> String {
        onus::diag::print(Format::Human, &self.findings, &self.sources, Colour::Off)
    }
}

/// The lines of `tests/reference/<name>.txt`, without its first, which names the source.
pub fn reference(name: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference").join(format!("{name}.txt"));
    let text = fs::read_to_string(path).expect("the list is part of the repository");
    assert!(text.starts_with("# ") && text.lines().next().is_some_and(|line| line.contains("https://")), "{name} does not name its source");
    text.lines().skip(1).map(str::to_owned).collect()
}

/// Compares a text with `tests/reference/<name>.txt`, or writes that file where `ONUS_BLESS` is set.
#[track_caller]
pub fn compare(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference").join(format!("{name}.txt"));
    if std::env::var_os("ONUS_BLESS").is_some() {
        fs::write(&path, text).expect("the file can be written");
    }
    let listed = fs::read_to_string(&path).unwrap_or_default();
    let line = text.lines().zip(listed.lines()).find(|(now, then)| now != then);
    assert!(text == listed, "tests/reference/{name}.txt is out of date, write it anew with ONUS_BLESS=1; the first difference: {line:?}");
}
