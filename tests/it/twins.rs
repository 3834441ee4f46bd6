//! Pages as Markdown: what each kind of twin says, and what holds for all of them.

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::fixture::{Book, TODAY};
use crate::links::{Site, events, shipped};
use crate::markup::elements;

const HERE: &str = "https://onus.example";

/// A guide with every view, and with words that mean something to Markdown and HTML.
const VIEWS: &str = r#"---
title: Views & <b>words</b>
summary: A *guide* with every [view].
reviewed: 2026-11-14
sources: [https://example.com/a?b=1&c=2]
---

## Who holds what

Read [EC2](service:ec2/windows), [a class](term:duty), [the duty](duty:encrypt-at-rest), [below](#and-then) or [there](patching.md#each-month).[^why]

```onus
stack service=s3
```

```onus
matrix services=[ec2, s3]
```

## And then

```onus
checklist service=s3 party=customer
```

```onus
compare ec2 s3
```

> [!TIP]
> 1 < 2 & &amp; <script>alert(1)</script> *not* ~~this~~

| a | b |
|---|--:|
| `x \| y` | 1 |

```bash
echo "&lt;" <b>
```

[^why]: Because of the model.
"#;

fn site() -> Site {
    let book = Book::fixture("base").with("content/guides/views.md", VIEWS);
    Site::of(&book, Some(HERE), TODAY)
}

#[test]
fn each_kind_of_twin_says_what_its_page_says() {
    let site = site();
    for path in [
        "services/ec2.md",
        "services/s3.md",
        "controls/encrypt-storage.md",
        "frameworks/nist-800-53-r5.md",
        "frameworks/nist-800-53-r5/si.md",
        "workloads/payments.md",
        "guides/views.md",
    ] {
        insta::assert_snapshot!(path.replace('/', "."), site.text(path));
    }
}

#[test]
fn without_an_address_a_twin_names_the_page_beside_it() {
    let site = Site::of(&Book::fixture("base"), None, TODAY);
    assert!(site.text("services/ec2.md").contains("\nurl: \"ec2.html\"\n"));
}

#[test]
fn twins_are_there_when_the_table_is() {
    let book = Book::fixture("base").with("book.toml", "[output.html]\n");
    let site = Site::of(&book, None, TODAY);
    assert_eq!(site.of_kind(".md").count(), 0);
    assert!(!site.text("services/ec2.html").contains("text/markdown"));
}

#[test]
fn every_twin_is_plain_markdown_with_its_facts_in_front() {
    let (site, mut wrong, mut seen) = (shipped(), Vec::new(), 0);
    for (path, text) in site.of_kind(".md").filter(|(path, _)| !path.starts_with("checklists/") && !path.ends_with("-issue.md")) {
        seen += 1;
        let front = onus::markdown::split_front_matter(text).map(|(range, _)| &text[range]).unwrap_or_default();
        let keys: Vec<&str> = front.lines().filter_map(|line| line.split_once(':')).map(|(key, _)| key).filter(|key| !key.starts_with(' ')).collect();
        wrong.extend(["title", "kind", "id", "url"].into_iter().filter(|key| !keys.contains(key)).map(|key| format!("{path}: no `{key}`")));
        let headings = text.lines().filter(|line| line.starts_with("# ")).count();
        wrong.extend((headings != 1 && !path.starts_with("guides/")).then(|| format!("{path}: {headings} titles")));
        wrong.extend(foreign(text).into_iter().map(|what| format!("{path}: {what}")));
    }
    assert!(seen > 450, "{seen} twins");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is HTML in a Markdown text: tags, and references to characters.
fn foreign(text: &str) -> Vec<String> {
    let body = onus::markdown::split_front_matter(text).map_or(text, |(_, at)| &text[at..]);
    let (mut found, mut in_code) = (Vec::new(), false);
    for (event, range) in events(text) {
        let written = &body[range];
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Html(html) | Event::InlineHtml(html) => found.push(format!("HTML {html}")),
            Event::Text(words) if !in_code && written.starts_with('&') && written.ends_with(';') && *words != *written => {
                found.push(format!("a reference to a character, {written}"));
            }
            _ => {}
        }
    }
    found
}

#[test]
fn html_in_markdown_is_seen() {
    assert_eq!(foreign("a &amp; b <i>c</i> `&lt;` \\&gt; \\<b>"), ["a reference to a character, &amp;", "HTML <i>", "HTML </i>"]);
}

#[test]
fn every_twin_is_named_by_its_page_in_head_and_foot() {
    let site = shipped();
    let mut wrong = Vec::new();
    for (path, html) in site.of_kind(".html") {
        let twin = path.replace(".html", ".md");
        let name = twin.rsplit('/').next().unwrap_or_default();
        let tags = elements(html);
        let ends = |href: Option<&str>| href.is_some_and(|href| href.ends_with(&format!("/{name}")));
        let alternate = tags.iter().any(|tag| tag.name == "link" && tag.attribute("type") == Some("text/markdown") && ends(tag.attribute("href")));
        let visible = tags.iter().any(|tag| tag.name == "a" && ends(tag.attribute("href")));
        if site.files.contains_key(&twin) != alternate || (alternate && !visible) {
            wrong.push(format!("{path}: alternate {alternate}, visible {visible}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
