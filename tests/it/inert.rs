//! Hostile words in every text of every file: they come out as words, whatever the format.

mod documents;
mod fields;
mod pages;
mod terminal;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use onus::config::{Config, Overrides};
use onus::diag::{Diagnostics, Severity};
use onus::source::Sources;

use crate::fixture::{Book, TODAY};

/// What stands behind every text: markup, templates, typesetting, ends of comments and scripts, and characters that nobody sees.
const BEHIND: &str = concat!(
    " <script>alert(1)</script><img src=x onerror=alert(1)>\"'><svg onload=alert(1)> {{ 7*7 }}{% include \"/etc/passwd\" %}",
    " #eval(\"1\") #read(\"/etc/passwd\") $x$ <%= 1 %> ${7*7} ]]> --> */ </textarea></title></style>",
    " \u{1b}[31m\u{1b}]0;owned\u{7}\u{202e}desrever\u{2066} \u{0}\u{9b}2J end",
);

/// What of it can be seen, and comes out everywhere.
const SEEN: &str = "<script>alert(1)</script><img src=x onerror=alert(1)>";

/// What stands before every text, in a book each: a spreadsheet would run it, a browser might.
const BEFORE: [&str; 6] = ["=cmd|'/C calc'!A0 ", "+1+", "-1+", "@SUM(1) ", "\t=1+", "\r=1+"];

/// A link that would do something. Prose refuses it; anything else shows it.
const LINKS: &str = " [go](javascript:alert(1)) ![p](JaVaScRiPt:alert(1)) <javascript:alert(1)> [d](data:text/html,<script>alert(1)</script>)";

/// The files of a book by path.
type Files = BTreeMap<String, Vec<u8>>;

fn clean() -> &'static Book {
    static BOOK: OnceLock<Book> = OnceLock::new();
    BOOK.get_or_init(|| Book::fixture("full"))
}

fn clean_files() -> &'static Files {
    static FILES: OnceLock<Files> = OnceLock::new();
    FILES.get_or_init(|| made(clean()))
}

/// The book with hostile words behind every text.
fn hostile() -> &'static Book {
    static BOOK: OnceLock<Book> = OnceLock::new();
    BOOK.get_or_init(|| fields::changed(clean(), &|text| format!("{text}{BEHIND}")).0)
}

fn hostile_files() -> &'static Files {
    static FILES: OnceLock<Files> = OnceLock::new();
    FILES.get_or_init(|| made(hostile()))
}

/// Everything that a build writes, documents in PDF apart.
fn made(book: &Book) -> Files {
    let sources = Sources::new(book.0.clone());
    let overrides = Overrides { site_url: Some("https://onus.example/book".to_owned()), ..Overrides::on(TODAY) };
    let mut config = Config::read(&sources, &overrides, &mut Diagnostics::default());
    config.pdf = None;
    let built = onus::build(&sources, &config, &|_, _| None);
    let errors: Vec<_> = built.diagnostics.items().iter().filter(|finding| finding.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    built.artifacts.into_iter().map(|file| (file.path, file.bytes)).collect()
}

fn of_kind<'f>(files: &'f Files, ending: &'static str) -> impl Iterator<Item = (&'f str, &'f str)> {
    let files = files.iter().filter(move |(path, _)| path.ends_with(ending));
    files.map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).expect("it is text")))
}

/// The first characters that nobody sees, with what stands before them.
fn hidden(text: &str) -> Option<String> {
    let unseen = |c: char| {
        c.is_control() && !matches!(c, '\n' | '\r' | '\t') || ('\u{202a}'..='\u{202e}').contains(&c) || ('\u{2066}'..='\u{2069}').contains(&c)
    };
    let at = text.find(unseen)?;
    Some(format!("{:?}", &text[text.floor_char_boundary(at.saturating_sub(60))..text.ceil_char_boundary((at + 4).min(text.len()))]))
}
