//! Markdown in, tree out.

use std::fmt::Write;

use super::*;
use crate::source::Sources;

/// Parses `text` as a file's own text and writes the tree down: a line a block, links with the text their span covers.
#[track_caller]
fn check(text: &str, expected: &str) {
    let sources = Sources::new([("a.md".to_owned(), text.as_bytes().to_vec())]);
    let file = sources.find("a.md").unwrap();
    let doc = parse(text, Origin::exact(Span::new(file, 0, text.len())));
    let mut out = String::new();
    blocks(&doc.blocks, 0, &sources, &mut out);
    for link in &doc.links {
        writeln!(out, "{:?} {} at `{}`", link.kind, link.dest, sources.slice(link.span)).unwrap();
    }
    assert_eq!(out.trim(), expected.trim(), "\n{out}");
}

fn marked(lines: &[(usize, usize)]) -> String {
    lines.iter().map(|(first, last)| format!(" {first}..={last}")).collect()
}

fn blocks(list: &[Block], depth: usize, sources: &Sources, out: &mut String) {
    for block in list {
        let pad = "  ".repeat(depth);
        let deeper = |inner: &[Block], out: &mut String| blocks(inner, depth + 1, sources, out);
        match block {
            Block::Heading(h) => writeln!(out, "{pad}h{} #{} `{}` {}", h.level, h.id, sources.slice(h.span), inlines(&h.text)).unwrap(),
            Block::Paragraph(text) => writeln!(out, "{pad}p {}", inlines(text)).unwrap(),
            Block::List { start, items } => {
                for item in items {
                    writeln!(out, "{pad}item {start:?} {:?}", item.task).unwrap();
                    deeper(&item.blocks, out);
                }
            }
            Block::Code(code) => writeln!(out, "{pad}code {:?} {:?} {:?}{}", code.lang, code.title, code.text, marked(&code.marked)).unwrap(),
            Block::Quote { alert, blocks } => {
                writeln!(out, "{pad}quote {alert:?}").unwrap();
                deeper(blocks, out);
            }
            Block::Tabs { tabs, .. } => {
                for tab in tabs {
                    writeln!(out, "{pad}tab {}", inlines(&tab.title)).unwrap();
                    deeper(&tab.blocks, out);
                }
            }
            Block::Table { align, head, rows } => {
                writeln!(out, "{pad}table {align:?}").unwrap();
                for row in std::iter::once(head).chain(rows) {
                    writeln!(out, "{pad}  {}", row.iter().map(|cell| inlines(cell)).collect::<Vec<_>>().join(" / ")).unwrap();
                }
            }
            Block::Definitions(entries) => {
                for (term, meanings) in entries {
                    writeln!(out, "{pad}term {}", inlines(term)).unwrap();
                    meanings.iter().for_each(|meaning| deeper(meaning, out));
                }
            }
            Block::Footnote { label, blocks } => {
                writeln!(out, "{pad}footnote {label}").unwrap();
                deeper(blocks, out);
            }
            Block::Live(live) => writeln!(out, "{pad}live {:?} at {:?}", live.value, sources.slice(live.span)).unwrap(),
            Block::Element(element, blocks) => {
                writeln!(out, "{pad}{} {:?}", element.name, element.attributes).unwrap();
                deeper(blocks, out);
            }
            Block::Rule => writeln!(out, "{pad}rule").unwrap(),
        }
    }
}

fn inlines(list: &[Inline]) -> String {
    let each = list.iter().map(|inline| match inline {
        Inline::Text(text) => text.clone(),
        Inline::Code(text) => format!("`{text}`"),
        Inline::Strong(inner) => format!("<b>{}</b>", inlines(inner)),
        Inline::Emphasis(inner) => format!("<i>{}</i>", inlines(inner)),
        Inline::Strike(inner) => format!("<s>{}</s>", inlines(inner)),
        Inline::Element(element, inner) => format!("<{} {:?}>{}", element.name, element.attributes, inlines(inner)),
        Inline::Link(at, inner) => format!("[{}]{at}", inlines(inner)),
        Inline::Image(at, alt) => format!("![{alt}]{at}"),
        Inline::FootnoteRef(label) => format!("[^{label}]"),
        Inline::SoftBreak => "~".to_owned(),
        Inline::HardBreak => "¶".to_owned(),
    });
    each.collect()
}

#[test]
fn headings_get_the_anchors_of_github() {
    check(
        "# What's *new*, in `v1.2`?\n\n## A & B\n\n## A & B\n\n## Überblick {#over}\n\nSetup\n=====\n\n## !\n",
        "h1 #whats-new-in-v12 `# What's *new*, in `v1.2`?` What's <i>new</i>, in `v1.2`?
h2 #a--b `## A & B` A & B
h2 #a--b-1 `## A & B` A & B
h2 #over `## Überblick {#over}` Überblick
h1 #setup `Setup
=====` Setup
h2 #section `## !` !",
    );
}

#[test]
fn anchors_that_authors_choose_stay_and_are_not_given_again() {
    check("# One {#two}\n# Two\n# Three {#two}\n", "h1 #two `# One {#two}` One\nh1 #two-1 `# Two` Two\nh1 #two `# Three {#two}` Three");
}

#[test]
fn links_point_at_their_destination() {
    check(
        "[a.md](a.md \"see a.md\") and [the *stack*](service:ecs/fargate), [x][r], <https://x.org>, <me@x.org>, [up](#top), ![pic](i.png)\n\n[r]: ../r.md#part\n",
        "p [a.md]0 and [the <i>stack</i>]1, [x]2, [https://x.org]3, [me@x.org]4, [up]5, ![pic]6
Page a.md at `a.md`
Entity service:ecs/fargate at `service:ecs/fargate`
Page ../r.md#part at `../r.md#part`
External https://x.org at `https://x.org`
External mailto:me@x.org at `me@x.org`
Anchor #top at `#top`
Image i.png at `i.png`",
    );
    check("[a\\_b](c\\_d.md)", "p [a_b]0\nPage c_d.md at `[a\\_b](c\\_d.md)`");
    check("é [see `](b.md)` in](b.md)", "p é [see `](b.md)` in]0\nPage b.md at `b.md`");
}

#[test]
fn links_that_run_or_hide_something_are_refused() {
    for dest in [
        "javascript:alert(1)",
        "JavaScript:x",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc",
        "//evil.org",
        "java&#9;script:x",
        "&#1;https:x",
        "a:b.md",
        "<\\\\\\\\evil>",
    ] {
        let doc =
            parse(&format!("[x]({dest}) ![y]({dest})"), Origin::value(Span::start_of(Sources::new([("a".to_owned(), vec![])]).find("a").unwrap())));
        assert_eq!(doc.links.iter().map(|link| link.kind).collect::<Vec<_>>(), [LinkKind::Refused; 2], "{dest} {:?}", doc.links);
    }
    check(
        "![a](https://x.org/a.png) ![b](mailto:x)",
        "p ![a]0 ![b]1\nExternal https://x.org/a.png at `https://x.org/a.png`\nRefused mailto:x at `mailto:x`",
    );
}

#[test]
fn spans_start_where_the_text_starts() {
    let file = "---\ntitle: T\n---\n# H\n[a](b.md)\n";
    let (yaml, body) = split_front_matter(file).unwrap();
    assert_eq!((&file[yaml], &file[body..]), ("title: T\n", "# H\n[a](b.md)\n"));
    let sources = Sources::new([("a.md".to_owned(), file.as_bytes().to_vec())]);
    let id = sources.find("a.md").unwrap();
    let doc = parse(&file[body..], Origin::exact(Span::new(id, body, file.len())));
    assert_eq!(sources.slice(doc.links[0].span), "b.md");
    assert_eq!(sources.slice(doc.headings()[0].span), "# H");
    let value = parse("x [a](b.md)", Origin::value(Span::new(id, 4, 12)));
    assert_eq!(sources.slice(value.links[0].span), "title: T");
}

#[test]
fn front_matter_needs_both_fences_at_the_top() {
    assert_eq!(split_front_matter("---\r\na: 1\r\n---\r\nb"), Some((5..11, 16)));
    assert_eq!(split_front_matter("---\n---\n"), Some((4..4, 8)));
    assert_eq!(split_front_matter("---\na: 1\n---"), Some((4..9, 12)));
    for none in ["", "---", "---\na: 1\n", "x\n---\n---\n", " ---\n---\n", "----\n---\n", "# x"] {
        assert_eq!(split_front_matter(none), None, "{none:?}");
    }
}

#[test]
fn lists_keep_numbers_ticks_and_nesting() {
    check(
        "3. one\n4. two\n   - [x] done\n   - [ ] not\n\n     more\n",
        "item Some(3) None
  p one
item Some(3) None
  p two
  item None Some(true)
    p done
  item None Some(false)
    p not
    p more",
    );
}

#[test]
fn code_has_a_language_and_a_title() {
    check(
        "```Bash title=\"Make it\" hl_lines=2\naws s3 ls\r\n\r\n$ x\n\n```\n~~~ {.yaml name=a.yaml}\na: 1\n~~~\n```rust,ignore\n```\n\n    plain\n",
        r#"code "bash" Some("Make it") "aws s3 ls\n\n$ x" 2..=2
code "yaml" Some("a.yaml") "a: 1"
code "rust" None ""
code "" None "plain""#,
    );
}

#[test]
fn live_blocks_stand_where_their_text_stands() {
    check(
        "> ```onus\n> matrix services=[ec2,\n> lambda]\n> ```\n",
        "quote None\n  live \"matrix services=[ec2,\\nlambda]\" at \"matrix services=[ec2,\\n> lambda]\\n\"",
    );
    check("```onus\n```\n", "live \"\" at \"```onus\\n```\"");
}

#[test]
fn tables_alerts_footnotes_definitions() {
    check(
        "| a | b |\n|:-:|--:|\n| `x\\|y` |\n| 1 | 2 | 3 |\n\n> [!WARNING]\n> Careful[^n]~~!~~\n\n[^n]: why\n\nterm\n: one\n: two\n\n---\n",
        "table [Center, End]
  a / b
  `x|y` / 
  1 / 2
quote Some(\"warning\")
  p Careful[^n]<s>!</s>
footnote n
  p why
term term
  p one
  p two
rule",
    );
}

#[test]
fn html_is_text() {
    check(
        "a <b onclick=x>c</b><br>d <!-- note --> e\n\n<script>\nalert(1)\n</script>\n\n<!-- a\nnote -->\n\n<!-- no end\n",
        "p a <b onclick=x>c</b>¶d  e\np <script>~alert(1)~</script>\np <!-- no end",
    );
}

#[test]
fn punctuation_stays_as_typed() {
    check("\"--quiet\" isn't... a \\* b &amp; c", "p \"--quiet\" isn't... a * b & c");
}

#[test]
fn depth_has_an_end_and_no_word_is_lost() {
    let origin = Origin::value(Span::start_of(Sources::new([("a".to_owned(), vec![])]).find("a").unwrap()));
    for (open, close) in [(">", ""), ("- ", ""), ("1. ", ""), ("*a ", "*"), ("**a _b ", "_**"), ("[", "](x)"), ("![", "](x)"), ("~~a *b ", "*~~")] {
        let text = format!("{}word{}", open.repeat(5000), close.repeat(5000));
        let doc = parse(&text, origin);
        assert!(doc.plain().contains("word"), "{open}");
    }
}

#[test]
fn quotations_in_a_row_with_a_title_are_tabs() {
    check(
        "> [!TAB] Console\n> Open it.\n\n> [!TAB] With `aws`\n>\n> ```sh\n> aws s3 ls\n> ```\n\n> A quotation.\n\n> [!TAB] Alone",
        "tab Console\n  p Open it.\ntab With `aws`\n  code \"sh\" None \"aws s3 ls\"\nquote None\n  p A quotation.\ntab Alone",
    );
    check("> [!TAB]\n> no title", "quote None\n  p [!TAB]~no title");
}

#[test]
fn lines_of_code_that_count_are_numbered() {
    check("```hcl hl_lines=\"2 4-6\"\na\n```", "code \"hcl\" None \"a\" 2..=2 4..=6");
    check("```hcl {hl_lines=3,x}\na\n```", "code \"hcl\" None \"a\" 3..=3");
    check("```hcl hl_lines=all\na\n```", "code \"hcl\" None \"a\"");
}
