//! What `serve` makes when it is asked, against what a build makes.

use std::collections::BTreeSet;

use onus::artifact::Artifact;
use onus::config::{Config, Overrides};
use onus::diag::Diagnostics;
use onus::preview::{Memory, Preview};
use onus::source::Sources;

use crate::fixture::{Book, TODAY};

fn both(book: Book) -> (Vec<Artifact>, Preview) {
    let sources = Sources::new(book.0);
    let config = Config::read(&sources, &Overrides::on(TODAY), &mut Diagnostics::default());
    let built = onus::build(&sources, &config, &|_, _| None);
    let (preview, findings) = Preview::of(&sources, &config, &mut Memory::default());
    (built.artifacts, preview.unwrap_or_else(|| panic!("{findings:?}")))
}

/// A book whose pages show no sizes of documents, which a preview does not know.
fn pages_alone(book: Book) -> Book {
    let renamed = "[output.html]\nsite-url = \"https://onus.example/book\"\n[output.html.redirect]\n\"old.html\" = \"about.html\"\n\"about.html\" = \"index.html\"\n[output.json]\n";
    book.with("book.toml", renamed)
}

#[test]
fn every_file_of_a_build_is_made_alone_with_the_same_bytes() {
    let mut book = Book::fixture("base");
    book.0.extend(Book::fixture("learn").0);
    let (built, preview) = both(pages_alone(book));
    assert!(built.len() > 80, "{} files", built.len());
    let same = |file: &Artifact| preview.file(&file.path).is_some_and(|made| *made == *file.bytes);
    let different: Vec<&str> = built.iter().filter(|file| !same(file)).map(|file| file.path.as_str()).collect();
    assert!(different.is_empty(), "{different:?}");
}

#[test]
fn every_document_of_a_build_is_made_alone() {
    let (built, preview) = both(Book::fixture("base"));
    // A page tells the sizes of its documents, and so does its Markdown file.
    let tells_sizes = |path: &str| path.ends_with(".html") || path.ends_with(".md") && !path.starts_with("checklists/");
    let is_there = |path: &str| preview.file(path).is_some();
    let missing: BTreeSet<&str> = built.iter().map(|file| file.path.as_str()).filter(|path| !is_there(path)).collect();
    assert_eq!(missing, BTreeSet::new());
    for file in built.iter().filter(|file| !tells_sizes(&file.path)) {
        assert!(preview.file(&file.path).is_some_and(|made| *made == *file.bytes), "{}", file.path);
    }
}

#[test]
fn what_a_build_does_not_make_is_not_there() {
    let (built, preview) = both(pages_alone(Book::fixture("base")));
    let made: BTreeSet<&str> = built.iter().map(|file| file.path.as_str()).collect();
    for path in [
        "",
        "no.html",
        "services/no.html",
        "services/ec2",
        "services/ec2_2.html",
        "services/ec2.md",
        "learn/no.html",
        "checklists/ec2.pdf",
        "model.csv",
        "static/search/no.js",
        "static/no.png",
        "static/cards/no.png",
        "../book.toml",
        "book.toml",
        "content/glossary.yaml",
        "frameworks/nist/no.html",
    ] {
        assert!(!made.contains(path), "{path}");
        assert!(preview.file(path).is_none(), "{path}");
    }
}

#[test]
fn a_template_of_the_book_that_fails_on_some_page_is_told_before_that_page_is_asked_for() {
    let book = Book::fixture("base").with("theme/templates/glossary.html", "{{ page.title | round }}");
    let sources = Sources::new(book.0);
    let config = Config::read(&sources, &Overrides::on(TODAY), &mut Diagnostics::default());
    let (preview, findings) = Preview::of(&sources, &config, &mut Memory::default());
    assert!(preview.is_none());
    let finding = &findings.items()[0];
    assert_eq!((finding.rule.id, sources.path(finding.primary.span.file)), ("theme", "theme/templates/glossary.html"));
}

#[test]
fn pages_load_the_same_until_a_style_or_a_picture_changes() {
    let looks = |book: &Book| both(book.clone()).1.looks().clone();
    let book = pages_alone(Book::fixture("base")).with("content/guides/one.png", "a picture");
    let before = looks(&book);
    assert_eq!(looks(&book.clone().with("content/guides/new.md", "---\ntitle: New\n---\n\nWords.\n")), before);
    let styled = looks(&book.clone().with("theme/static/onus.css", "p { margin: 0 }"));
    assert_ne!(styled.styles, before.styles);
    let pictured = looks(&book.with("content/guides/one.png", "another picture"));
    assert_eq!(pictured.styles, before.styles);
    assert_ne!(pictured.loaded, before.loaded);
}
