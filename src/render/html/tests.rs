//! Prose, links and indents of the pages that are written.

use jiff::civil::date;

use crate::config::{Config, Overrides};
use crate::diag::Diagnostics;
use crate::markdown::{self, Origin};
use crate::render::html::prose::{self, Style};
use crate::render::html::{render, without_indents};
use crate::source::{Sources, Span};
use crate::view::site::prose::{Href, Prose};
use crate::{check, theme};

const STYLE: Style<'_> = Style { root: "../", shift: 0, inline: false, prefix: "" };

fn written(text: &str, hrefs: Vec<Href>) -> String {
    let sources = Sources::new([("page.md".to_owned(), text.as_bytes().to_vec())]);
    let file = sources.find("page.md").expect("it was just put there");
    let doc = markdown::parse(text, Origin::exact(Span::start_of(file)));
    prose::html(&Prose { doc, hrefs, live: Vec::new() }, STYLE, &|_| String::new())
}

#[test]
fn text_stays_text() {
    let html = written("A <b>bold</b> `a < b` & \"quote\"", Vec::new());
    assert!(!html.contains("<b>"), "{html}");
    assert!(html.contains("<code>a &lt; b</code> &amp;"), "{html}");
}

#[test]
fn links_are_relative_to_the_page_and_refused_ones_are_words() {
    let hrefs = vec![Href::Site("services/ec2.html".into()), Href::None];
    let html = written("[EC2](service:ec2) and [this](javascript:alert)", hrefs);
    assert_eq!(html, "<p><a href=\"../services/ec2.html\">EC2</a> and this</p>\n");
}

#[test]
fn indents_go_but_code_keeps_its_own() {
    let html = "<div>\n    <p>a</p>\n<pre><code>  x\n    y</code></pre>\n    <i>b</i>\n</div>";
    assert_eq!(without_indents(html), "<div>\n<p>a</p>\n<pre><code>  x\n    y</code></pre>\n<i>b</i>\n</div>");
}

fn rendered(files: &[(&str, &str)]) -> (Vec<String>, Diagnostics, Sources) {
    let all = [("book.toml", "[output.html]\n")].iter().chain(files);
    let sources = Sources::new(all.map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())));
    let mut diagnostics = Diagnostics::default();
    let config = Config::read(&sources, &Overrides::on(date(2026, 11, 22)), &mut diagnostics);
    let model = check(&sources, &config).model;
    let site = crate::view::site::site(&model, &sources, &config);
    let theme = theme::load(&sources, &config, &mut diagnostics);
    let files = render(&site, &theme, &config, &mut diagnostics).files;
    (files.into_iter().map(|file| file.path).collect(), diagnostics, sources)
}

#[test]
fn an_empty_book_has_its_pages() {
    let (files, diagnostics, _) = rendered(&[]);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    for path in ["index.html", "model.html", "services/index.html", "search.html", "404.html", "static/onus.css"] {
        assert!(files.iter().any(|file| file == path), "{path} is missing in {files:?}");
    }
}

#[test]
fn a_broken_template_is_found_at_its_line() {
    let (files, diagnostics, sources) = rendered(&[("theme/templates/about.html", "<p>\n{{ nothing.there }\n</p>")]);
    assert!(files.is_empty());
    let finding = &diagnostics.items()[0];
    assert_eq!(finding.rule.id, "theme");
    assert_eq!(sources.path(finding.primary.span.file), "theme/templates/about.html");
    assert_eq!(sources.line_column(finding.primary.span).line, 2);
}

#[test]
fn a_template_that_asks_for_what_is_not_there_loses_its_page_only() {
    let (files, diagnostics, _) = rendered(&[("theme/templates/about.html", "{{ nothing }}")]);
    assert!(files.iter().any(|file| file == "index.html") && !files.iter().any(|file| file == "about.html"));
    assert_eq!(diagnostics.items().len(), 1);
}
