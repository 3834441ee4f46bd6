//! Prose, links and indents of the pages that are written.

use std::collections::BTreeMap;
use std::sync::Mutex;

use jiff::civil::date;

use crate::artifact::Artifact;
use crate::config::{Config, Overrides};
use crate::diag::{Colour, Diagnostics, Format, print};
use crate::markdown::{self, Origin};
use crate::render::html::prose::{self, Style};
use crate::render::html::without_indents;
use crate::source::{Sources, Span};
use crate::view::site::prose::{Href, Prose};
use crate::view::site::{Plan, Site};
use crate::{check, publish, theme};

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

fn pages(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    let (files, diagnostics, _) = made(files);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    files.into_iter().map(|file| (file.path, String::from_utf8_lossy(&file.bytes).into_owned())).collect()
}

fn rendered(files: &[(&str, &str)]) -> (Vec<String>, Diagnostics, Sources) {
    let (files, diagnostics, sources) = made(files);
    (files.into_iter().map(|file| file.path).collect(), diagnostics, sources)
}

fn made(files: &[(&str, &str)]) -> (Vec<Artifact>, Diagnostics, Sources) {
    let all = [("book.toml", "[output.html]\n")].iter().chain(files);
    let sources = Sources::new(all.map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())));
    let mut diagnostics = Diagnostics::default();
    let config = Config::read(&sources, &Overrides::on(date(2026, 11, 22)), &mut diagnostics);
    let model = check(&sources, &config).model;
    let plan = Plan::of(&model, &config, BTreeMap::new());
    let theme = theme::load(&sources, &config, &mut diagnostics);
    let files = Mutex::new(Vec::new());
    let out = |file| files.lock().expect("no thread has failed").push(file);
    publish::site(Site::new(&plan, &model, &sources, &config), &theme, (&sources, &config), &out, &mut diagnostics);
    (files.into_inner().expect("no thread has failed"), diagnostics, sources)
}

#[test]
fn an_empty_book_has_its_pages() {
    let (files, diagnostics, _) = rendered(&[]);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    for path in ["index.html", "model.html", "services/index.html", "search.html", "404.html", "static/onus.css"] {
        assert!(files.iter().any(|file| file == path), "{path} is missing in {files:?}");
    }
}

fn told(files: &[(&str, &str)]) -> String {
    let (_, mut diagnostics, sources) = rendered(files);
    diagnostics.finish(|_| None);
    print(Format::Short, &diagnostics, &sources, Colour::Off)
}

#[test]
fn a_broken_template_is_found_at_its_place_with_what_exists_there() {
    let about = "theme/templates/about.html";
    assert_eq!(
        told(&[(about, "<p>\n  {{ sit.title }}\n</p>")]),
        "theme/templates/about.html:2:6: error[theme]: the template of `templates/about.html`, line 2 cannot be used: there is nothing called `sit` here; \
         did you mean `site`?; what exists here: `authors`, `downloads`, `figures`, `license`, `page`, `review_limit`, `root`, `site`, `theme`, `trust`, `version`\n"
    );
    let loop_over = "{% for row in site.sections %}{{ row.txt }}{% endfor %}";
    assert_eq!(
        told(&[(about, loop_over)]),
        "theme/templates/about.html:1:38: error[theme]: the template of `templates/about.html`, line 1 cannot be used: there is no field `txt` here; \
         did you mean `text`?; what exists here: `id`, `main`, `text`, `url`\n"
    );
    let unclosed = told(&[(about, "<p>\n{% if site.title %}\n</p>")]);
    assert!(unclosed.starts_with("theme/templates/about.html:"), "{unclosed}");
}

#[test]
fn a_fault_in_a_slot_is_told_at_the_slot() {
    let found = told(&[("theme/templates/footer.html", "<p>{{ theme.foter }}</p>")]);
    assert!(found.starts_with("theme/templates/footer.html:1:13: error[theme]: "), "{found}");
    assert!(found.contains("did you mean `footer`?"), "{found}");
    assert_eq!(found.lines().count(), 1, "{found}");
}

#[test]
fn a_template_that_does_not_compile_leaves_no_page() {
    let (files, diagnostics, _) = rendered(&[("theme/templates/about.html", "{% if %}")]);
    assert!(files.is_empty() && diagnostics.has_errors());
}

#[test]
fn a_template_that_asks_for_what_is_not_there_loses_its_page_only() {
    let (files, diagnostics, _) = rendered(&[("theme/templates/about.html", "{{ nothing }}")]);
    assert!(files.iter().any(|file| file == "index.html") && !files.iter().any(|file| file == "about.html"));
    assert_eq!(diagnostics.items().len(), 1);
}

#[test]
fn theme_toml_gives_logo_links_footer_and_colours() {
    let theme = "logo = \"static/logo.svg\"\nfooter = \"Acme & Co.\"\n[[links]]\ntext = \"Team\"\nurl = \"https://acme.example\"\n\
                 [[links]]\ntext = \"Start\"\nurl = \"guides/index.html\"\n[colours.light]\nlink = \"#003399\"\n";
    let logo = "<svg xmlns=\"http://www.w3.org/2000/svg\"><path fill=\"#808080\" d=\"M0 0h9v9z\"/></svg>";
    let files = pages(&[("theme/theme.toml", theme), ("theme/static/logo.svg", logo)]);
    let services = &files["services/index.html"];
    for part in [
        "<img class=\"logo\" src=\"../static/logo.svg\" alt=\"\" height=\"28\">",
        "<p>Acme &amp; Co.</p>",
        "<a href=\"https://acme.example\">Team</a>",
        "<a href=\"../guides/index.html\">Start</a>",
    ] {
        assert!(services.contains(part), "{part} is missing in {services}");
    }
    assert!(!services.contains("class=\"mark\""), "{services}");
    assert!(files["static/onus.css"].starts_with("@layer base,theme;@layer theme{:root{--link:#003399;}"));
    assert!(pages(&[])["index.html"].contains("class=\"mark\""));
}

#[test]
fn a_book_of_guides_has_no_pages_about_duties_and_no_link_to_them() {
    let files = pages(&[
        ("content/guides/start.md", "---\ntitle: Start\nsummary: How to begin.\n---\n\nSee [two](more/two.md).\n"),
        ("content/guides/more/two.md", "---\ntitle: Two\n---\n\nText.\n"),
    ]);
    let html: Vec<&str> = files.keys().map(String::as_str).filter(|path| path.ends_with(".html")).collect();
    assert_eq!(
        html,
        ["404.html", "a-z.html", "about.html", "guides/index.html", "guides/more/two.html", "guides/start.html", "index.html", "search.html"]
    );
    for path in &html {
        for href in files[*path].split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap_or_default()) {
            let target = href.trim_start_matches("../").split('#').next().unwrap_or_default();
            // Files that others make: the pictures, and the list of pages for programs.
            let beside = target.ends_with(".ico") || target.ends_with(".png") || target == "llms.txt" || target.ends_with(".md");
            assert!(target.is_empty() || beside || files.contains_key(target), "{path} links to {href}");
        }
    }
    let home = &files["index.html"];
    assert!(home.contains("<dt><a href=\"guides/start.html\">Start</a></dt><dd>How to begin.</dd>"), "{home}");
    assert!(
        home.find("guides/start.html") < home.find("<h2 id=\"more\">More</h2>")
            && home.find("<h2 id=\"more\">More</h2>") < home.find("guides/more/two.html"),
        "{home}"
    );
    assert!(!files["guides/start.html"].contains("Not reviewed yet"));
}

#[test]
fn a_term_is_linked_where_it_first_stands_for_itself() {
    let files = pages(&[
        ("content/glossary.yaml", "control: { says: A measure., not-in: [sole control] }\ncontrol-plane: Where calls arrive.\n"),
        (
            "content/guides/start.md",
            "---\ntitle: Start\n---\n\nUnder sole\ncontrol, by `control`, the control plane\nand its control policies, with **a\ncontrol** of yours, a control plane, and the control.\n",
        ),
    ]);
    let html = &files["guides/start.html"];
    let linked: Vec<&str> =
        html.split("class=\"term\"").skip(1).map(|rest| &rest[rest.find('>').map_or(0, |at| at + 1)..rest.find("</a>").unwrap_or(0)]).collect();
    assert_eq!(linked, ["control plane", "control"], "{html}");
    assert!(html.contains("<strong>a\n<a "), "{html}");
}
