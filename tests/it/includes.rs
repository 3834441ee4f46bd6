//! Files that prose includes: what stands where, on pages, in twins and in findings.

use onus::diag::{Colour, Format, print};
use onus::markdown::{Block, Doc};

use crate::fixture::{Book, TODAY};
use crate::links::Site;

const MAIN_TF: &str =
    "# Made by hand.\n\n# ANCHOR: log\nresource \"log\" {\n  # ANCHOR: name\n  name = \"a\"\n  # ANCHOR_END: name\n}\n# ANCHOR_END: log\nlast\n";

fn book(text: &str) -> Book {
    let front = "---\ntitle: Welcome\n---\n";
    Book::fixture("base")
        .with("content/guides/welcome.md", format!("{front}{text}"))
        .with("content/guides/examples/main.tf", MAIN_TF)
        .with("content/guides/examples/deploy.yaml", "name: deploy\n")
        .with(
            "content/guides/_parts/intro.md",
            "Read [patching](../patching.md).\n\n<!-- ANCHOR: two -->\n## Two\n\n```onus\nstack service=s3\n```\n<!-- ANCHOR_END: two -->\n",
        )
}

fn guide(text: &str) -> (Doc, Vec<String>) {
    let checked = book(text).check();
    let guide = checked.model.guides.find("welcome").map(|id| checked.model.guides[id].body.clone());
    let unused = |line: &String| !line.contains("[unused-file]");
    (guide.expect("the guide is there"), checked.lines().into_iter().filter(unused).collect())
}

/// The first block of code, where nothing is wrong.
#[track_caller]
fn code(fence: &str) -> String {
    let (doc, findings) = guide(&format!("```hcl {fence}\n```\n"));
    assert!(findings.is_empty(), "{findings:#?}");
    let Some(Block::Code(code)) = doc.blocks.first() else { panic!("{doc:?}") };
    code.text.clone()
}

#[test]
fn code_is_a_file_or_lines_or_a_part_without_marks() {
    let whole = "# Made by hand.\n\nresource \"log\" {\n  name = \"a\"\n}\nlast";
    assert_eq!(code("file=\"examples/main.tf\""), whole);
    assert_eq!(code("file=examples/main.tf lines=\"10-\""), "last");
    assert_eq!(code("file=examples/main.tf lines=4"), "resource \"log\" {");
    assert_eq!(code("file=examples/main.tf lines=\"-2\""), "# Made by hand.");
    assert_eq!(code("file=examples/main.tf lines=\"6-8\""), "  name = \"a\"\n}");
    assert_eq!(code("file=\"./examples/../examples/main.tf\" part=\"log\""), "resource \"log\" {\n  name = \"a\"\n}");
    assert_eq!(code("file=\"examples/main.tf\" part=name"), "  name = \"a\"");
}

/// What the guide says in words, and what is wrong with it.
fn words(text: &str) -> (String, Vec<String>) {
    let (doc, findings) = guide(text);
    (doc.plain(), findings)
}

#[test]
fn prose_is_a_file_or_lines_or_a_part() {
    let whole = "Read patching.\nTwo".to_owned();
    for asked in ["_parts/intro.md", "_parts/intro.md:1:", "_parts/intro.md::8", "_parts/intro.md:1:9"] {
        assert_eq!(words(&format!("{{{{#include {asked}}}}}\n")), (whole.clone(), Vec::new()), "{asked}");
    }
    assert_eq!(words("{{#include _parts/intro.md:1}}\n"), ("Read patching.".to_owned(), Vec::new()));
    assert_eq!(words("{{#include _parts/intro.md:two}}\n"), ("Two".to_owned(), Vec::new()));
    assert_eq!(words("> {{#include _parts/intro.md:1}}\n> {{#include _parts/intro.md:4}}\n").0, "Read patching.\nTwo");
    assert_eq!(words("- a\n\n  {{#include _parts/intro.md:4}}\n").0, "a\nTwo");
    // The front matter of a guide is no part of its text.
    assert_eq!(words("{{#include patching.md}}\n").0, "Each month\nWe follow one control.");
    assert_eq!(words("\\{{#include a.md}} and `{{#include b.md}}`\n"), ("{{#include a.md}} and {{#include b.md}}".to_owned(), Vec::new()));
}

#[test]
fn what_is_wrong_with_an_include_is_told_where_it_stands() {
    let cases = [
        ("{{#include ../../book.toml.md}}", "4:12: error[dead-include]: `../../book.toml.md` lies outside of the content folder"),
        ("{{#include ../../../../etc/x.md}}", "4:12: error[dead-include]: `../../../../etc/x.md` lies outside of the content folder"),
        ("```x file=/etc/passwd\n```", "4:1: error[dead-include]: there is no file `/etc/passwd`"),
        ("{{#include a.md:1:2:3}}", "4:12: error[include]: `a.md:1:2:3` does not say which lines"),
        ("{{#include patching.md:0}}", "4:12: error[include]: `patching.md:0` does not say which lines"),
        ("{{#include patching.md:6:99}}", "4:12: error[dead-include]: `patching.md` has 7 lines"),
        ("- tight\n- {{#include patching.md}}", "5:3: error[include]: an include stands in a paragraph of its own"),
        ("# {{#include patching.md}}", "4:3: error[include]: an include stands in a paragraph of its own"),
        ("```x file=examples/main.tf\nown\n```", "4:1: error[include]: this block shows `examples/main.tf` and has a text of its own"),
        ("```x file=examples/main.tf lines=1 part=log\n```", "4:1: error[include]: this block asks for lines and for a part"),
        ("```onus file=examples/main.tf\n```", "4:1: error[include]: a live block says itself what it shows"),
        ("{{#include welcome.md}}", "4:12: error[include-limit]: `welcome.md` is included in a circle"),
    ];
    for (text, expected) in cases {
        let (_, findings) = guide(text);
        let first = findings.first().map_or("", String::as_str);
        assert_eq!(first, format!("content/guides/welcome.md:{expected}"), "{text}\n{findings:#?}");
    }
}

#[test]
fn findings_links_and_anchors_of_an_included_text_stay_with_its_file() {
    let text = "```yaml file=examples/deploy.yaml\n```\n\n{{#include _parts/bad.md}}\n\n{{#include _parts/intro.md:two}}\n\n## Two\n";
    let bad = "[a](nothing.md)\n\n[here](#two)\n\n```onus\nstack service=s33\n```\n";
    let checked = book(text).with("content/guides/_parts/bad.md", bad).check();
    assert_eq!(
        checked.lines(),
        [
            "content/guides/_parts/bad.md:1:5: error[dead-link]: there is no file `nothing.md`",
            "content/guides/_parts/bad.md:6:15: error[live-block]: no service has the id `s33`",
        ]
    );
    let id = checked.model.guides.find("welcome").expect("the guide is there");
    let anchors: Vec<String> = checked.model.guides[id].body.headings().iter().map(|heading| heading.id.clone()).collect();
    assert_eq!(anchors, ["two", "two-1"]);
}

#[test]
fn parts_are_no_pages_and_are_used_where_they_are_included() {
    let unused = |text: &str| book(text).check().lines();
    assert_eq!(
        unused("Nothing.\n"),
        [
            "content/guides/_parts/intro.md:1:1: warning[unused-file]: nothing is read from this file",
            "content/guides/examples/deploy.yaml:1:1: warning[unused-file]: nothing is read from this file",
        ]
    );
    assert!(unused("{{#include _parts/intro.md}}\n\n```yaml file=examples/deploy.yaml\n```\n").is_empty());
}

#[test]
fn prose_of_yaml_files_includes_as_well() {
    let term = "duty:\n  says: |\n    First.\n\n    {{#include guides/_parts/intro.md:two}}\n\n    Then [more](guides/patching.md).\n";
    let checked = book("{{#include _parts/intro.md}}\n\n```yaml file=examples/deploy.yaml\n```\n").with("content/glossary.yaml", term).check();
    let of_terms = checked.model.terms.find("duty").map(|id| checked.model.terms[id].says.plain());
    assert_eq!(of_terms.as_deref(), Some("First.\nTwo\nThen more."));
}

#[test]
fn includes_come_to_an_end() {
    // Each of six files includes the next one many times.
    let mut many = book("{{#include _0.md}}\n");
    for at in 0..6 {
        let next = format!("{{{{#include _{}.md}}}}\n\n", at + 1);
        many = many.with(&format!("content/guides/_{at}.md"), next.repeat(40));
    }
    let lines = many.with("content/guides/_6.md", "").check().lines();
    let limits: Vec<&String> = lines.iter().filter(|line| line.contains("[include-limit]")).collect();
    assert!(matches!(limits.as_slice(), [line] if line.ends_with("the includes of this file add up to more than 1 MiB")), "{limits:#?}");

    let mut deep = book("{{#include _0.md}}\n");
    for at in 0..12 {
        deep = deep.with(&format!("content/guides/_{at}.md"), format!("{{{{#include _{}.md}}}}\n", at + 1));
    }
    let lines = deep.with("content/guides/_12.md", "").check().lines();
    assert!(lines.contains(&"content/guides/_7.md:1:12: error[include-limit]: includes are nested deeper than 8".to_owned()), "{lines:#?}");
}

#[test]
fn pages_twins_and_search_show_what_is_included() {
    let text = "{{#include _parts/intro.md}}\n\n```onus\nstack service=ec2\n```\n\n{{#include _parts/tabs.md}}\n\n{{#include _parts/tabs.md}}\n\n```hcl file=\"examples/main.tf\" part=\"log\"\n```\n\n```yaml file=examples/deploy.yaml\n```\n";
    let book = book(text).with("content/guides/_parts/tabs.md", "> [!TAB] Console\n> Click.\n\n> [!TAB] CLI\n> Type.\n");
    let site = Site::of(&book, None, TODAY);
    let file = |path: &str| String::from_utf8_lossy(&site.files[path]).into_owned();
    let page = file("guides/welcome.html");
    assert!(page.contains("href=\"../guides/patching.html\""), "{page}");
    assert!(page.contains("Amazon S3") && page.contains("Amazon EC2"), "both live blocks show their own view");
    let names: std::collections::BTreeSet<&str> =
        page.match_indices("<details name=\"tabs-").filter_map(|(at, _)| page[at + 15..].split('"').next()).collect();
    assert_eq!(names.len(), 2, "a browser opens one tab of each row: {names:?}");
    let twin = file("guides/welcome.md");
    assert!(twin.contains("```hcl\nresource \"log\" {\n  name = \"a\"\n}\n```") && !twin.contains("#include"), "{twin}");
    assert!(site.files.keys().all(|path| !path.contains("_parts")), "{:?}", site.files.keys().collect::<Vec<_>>());
}

#[test]
fn a_file_that_is_no_prose_is_shown_how_to_be_code() {
    let advice = |path: &str| {
        let checked = book(&format!("{{{{#include {path}}}}}\n")).check();
        let shown = print(Format::Human, &checked.findings, &checked.sources, Colour::Off);
        shown.lines().find_map(|line| line.split_once("without text: ")).map(|(_, fence)| fence.to_owned()).unwrap_or(shown)
    };
    assert_eq!(advice("examples/main.tf"), "```tf file=\"examples/main.tf\"");
    assert_eq!(advice("../up.d/makefile"), "```text file=\"../up.d/makefile\"");
}
