//! Pages, pictures and their twins in Markdown: no element, attribute or address that the clean book does not have.

use std::collections::BTreeSet;

use pulldown_cmark::Event;

use super::{BEFORE, Files, LINKS, SEEN, clean, clean_files, fields, hidden, hostile_files, made, of_kind};
use crate::links::events;
use crate::markup::{elements, unescaped};

/// Every kind of element of a site, by name and attributes.
fn shapes(files: &Files) -> BTreeSet<String> {
    let kinds = [".html", ".svg", ".xml"];
    let texts = kinds.into_iter().flat_map(|kind| of_kind(files, kind));
    texts
        .flat_map(|(_, text)| elements(text))
        .flat_map(|element| element.names().map(|name| format!("{} {name}", element.name)).collect::<Vec<_>>())
        .collect()
}

/// Every kind of address: its scheme, and what it is the value of.
fn schemes(files: &Files) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (path, text) in [".html", ".svg", ".xml"].into_iter().flat_map(|kind| of_kind(files, kind)) {
        for element in elements(text) {
            for key in ["href", "xlink:href", "src", "action", "formaction", "data", "poster", "srcset", "ping", "manifest"] {
                let address = element.attribute(key).unwrap_or_default().trim_start().to_lowercase();
                let scheme = address.split(['/', '?', '#', ' ']).next().and_then(|first| first.split_once(':')).map(|(scheme, _)| scheme.to_owned());
                let plain = |scheme: &String| scheme.chars().all(|c| c.is_ascii_alphanumeric());
                found.extend(scheme.filter(plain).map(|scheme| format!("{key} {scheme}")));
                assert!(!address.starts_with("javascript:") && !address.starts_with("data:"), "{path}: {key}={address}");
            }
        }
    }
    found
}

fn assert_no_more_than_clean(files: &Files) {
    let more = |of: fn(&Files) -> BTreeSet<String>| of(files).difference(&of(clean_files())).cloned().collect::<Vec<_>>();
    assert_eq!((more(shapes), more(schemes)), (Vec::new(), Vec::new()));
    for (path, text) in [".html", ".svg", ".xml", ".md", ".txt", ".js", ".css"].into_iter().flat_map(|kind| of_kind(files, kind)) {
        assert_eq!(hidden(text), None, "{path}");
    }
}

#[test]
fn pages_and_pictures_have_no_element_attribute_or_scheme_more() {
    let files = hostile_files();
    let more: Vec<&String> = files.keys().filter(|path| !clean_files().contains_key(*path) && !path.starts_with("static/search/")).collect();
    assert!(more.is_empty(), "{more:?}");
    assert_no_more_than_clean(files);
    // The words are there, as words, on nearly every page.
    let with = of_kind(files, ".html").filter(|(_, text)| unescaped(text).contains(SEEN)).count();
    let all = of_kind(files, ".html").count();
    assert!(all > 40 && with * 10 > all * 9, "{with} of {all} pages");
}

#[test]
fn what_stands_before_a_text_does_no_more() {
    for before in BEFORE {
        let (book, _) = fields::changed(clean(), &|text| format!("{before}{text}"));
        assert_no_more_than_clean(&made(&book));
    }
}

#[test]
fn links_that_run_something_are_refused_in_prose_and_words_elsewhere() {
    let (book, names) = fields::changed(clean(), &|text| format!("{text}{LINKS}"));
    for prose in ["controls objective", "services duties.encrypt-at-rest.says", "workloads about"] {
        assert!(!names.contains(prose), "{prose} takes any link");
    }
    for words in ["controls title", "services name", "status note", "workloads teams.platform.name"] {
        assert!(names.contains(words), "{words} takes no link");
    }
    let files = made(&book);
    assert_no_more_than_clean(&files);
    for (path, text) in of_kind(&files, ".md") {
        for event in events(text) {
            if let Event::Start(pulldown_cmark::Tag::Link { dest_url, .. } | pulldown_cmark::Tag::Image { dest_url, .. }) = event.0 {
                let address = dest_url.to_lowercase();
                assert!(!address.starts_with("javascript:") && !address.starts_with("data:"), "{path}: {address}");
            }
        }
    }
}

/// The HTML of Markdown files, which programs would show as it is.
fn html(files: &Files) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (path, text) in of_kind(files, ".md").chain(of_kind(files, "llms.txt")) {
        found.extend(events(text).filter_map(|(event, _)| match event {
            Event::Html(html) | Event::InlineHtml(html) => Some(format!("{path}: {}", html.trim())),
            _ => None,
        }));
    }
    found
}

#[test]
fn markdown_files_have_no_html_more() {
    let more: Vec<String> = html(hostile_files()).difference(&html(clean_files())).cloned().collect();
    assert_eq!(more, Vec::<String>::new());
    let words = |text: &str| {
        events(text)
            .map(|(event, _)| if let Event::Text(text) | Event::Code(text) = event { text.into_string() } else { String::new() })
            .collect::<String>()
    };
    let with = of_kind(hostile_files(), ".md").filter(|(_, text)| words(text).contains(SEEN)).count();
    assert!(with > 20, "{with} files");
}

#[test]
fn scripts_of_the_search_index_are_data() {
    let mut seen = 0;
    for (path, text) in of_kind(hostile_files(), ".js").filter(|(path, _)| path.starts_with("static/search/")) {
        let inside = text.strip_prefix("onusSearch(").and_then(|text| text.strip_suffix(");\n")).unwrap_or_else(|| panic!("{path}: {text}"));
        let parts: Vec<serde_json::Value> = serde_json::from_str(&format!("[{inside}]")).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert_eq!(parts.len(), 3, "{path}");
        seen += parts[2].to_string().matches("alert(1)").count();
    }
    assert!(seen > 20, "{seen}");
}

#[test]
fn code_that_is_shown_holds_nothing_that_nobody_sees() {
    let guide = "---\ntitle: Code\n---\n\n```sh file=turned.sh\n```\n\n{{#include _part.md}}\n";
    let book = clean().clone().with("content/guides/code.md", guide).with("content/guides/turned.sh", "echo \u{202e}hi\u{1b}[2J\u{0}\n");
    let files = made(&book.with("content/guides/_part.md", "Part \u{202d}of\u{7}.\n"));
    let texts = ["guides/code.html", "guides/code.md"].map(|path| std::str::from_utf8(&files[path]).expect("text"));
    for text in texts {
        assert!(text.contains("echo") && text.contains("Part"), "{text}");
        assert_eq!(hidden(text), None, "{text}");
    }
}
