//! Parsed prose back into Markdown: every character that would mean something is escaped with a backslash, never an entity.

use std::collections::BTreeMap;

use crate::markdown::{Align, Block, Doc, Inline, Link, LinkKind, ListItem, plain_inlines};
use crate::view::checklist::words::spans;

/// What the prose of one document needs to know.
pub(super) struct Prose<'c> {
    /// Where entity links lead, relative to the site's root.
    pub(super) links: &'c BTreeMap<String, String>,
    /// The site's root, with a slash at its end.
    pub(super) root: String,
}

/// The site's root as seen from `checklists/`: its address where it is known, else the way up.
pub(super) fn root(site_url: &str) -> String {
    match site_url.trim_end_matches('/') {
        "" => "../".to_owned(),
        url => format!("{url}/"),
    }
}

impl Prose<'_> {
    /// A piece of prose; `None` where there is nothing to say.
    pub(super) fn doc(&self, doc: &Doc) -> Option<String> {
        (!doc.is_empty()).then(|| self.blocks(&doc.blocks, &doc.links).join("\n"))
    }

    /// Pieces of prose as a list.
    pub(super) fn bullets(&self, docs: &[Doc]) -> Option<String> {
        let bullet = |doc: &Doc| nest("- ", &self.blocks(&doc.blocks, &doc.links)).join("\n");
        (!docs.is_empty()).then(|| docs.iter().map(bullet).collect::<Vec<_>>().join("\n"))
    }

    fn blocks(&self, blocks: &[Block], links: &[Link]) -> Vec<String> {
        let mut lines = Vec::new();
        for block in blocks {
            if !lines.is_empty() {
                lines.push(String::new());
            }
            lines.extend(self.block(block, links));
        }
        lines
    }

    fn block(&self, block: &Block, links: &[Link]) -> Vec<String> {
        match block {
            Block::Heading(heading) => vec![format!("**{}**", self.inlines(&heading.text, links))],
            Block::Paragraph(text) => self.inlines(text, links).split('\n').map(guard_start).collect(),
            Block::List { start, items } => self.list(*start, items, links),
            Block::Code(code) => fence(&code.lang, &code.text),
            Block::Quote { alert, blocks } => {
                let label = alert.map(|kind| format!("[!{}]", kind.to_uppercase()));
                let lines = label.into_iter().chain(self.blocks(blocks, links));
                lines.map(|line| format!("> {line}").trim_end().to_owned()).collect()
            }
            Block::Table { align, head, rows } => self.table(align, head, rows, links),
            Block::Definitions(entries) => entries.iter().flat_map(|entry| self.definition(entry, links)).collect(),
            Block::Footnote { label, blocks } => nest(&format!("\\[{}\\] ", escape(label)), &self.blocks(blocks, links)),
            Block::Live(live) => fence("onus", &live.value),
            Block::Rule => vec!["---".to_owned()],
        }
    }

    fn list(&self, start: Option<u64>, items: &[ListItem], links: &[Link]) -> Vec<String> {
        let loose = items.iter().any(|item| item.blocks.iter().skip(1).any(|block| !matches!(block, Block::List { .. })));
        let mut lines = Vec::new();
        for (number, item) in (start.unwrap_or(1)..).zip(items) {
            let mark = if start.is_some() { format!("{number}. ") } else { "- ".to_owned() };
            if loose && !lines.is_empty() {
                lines.push(String::new());
            }
            lines.extend(nest(&mark, &self.list_item(item, links)));
        }
        lines
    }

    /// The blocks of a list item; a list right under its text needs no blank line.
    fn list_item(&self, item: &ListItem, links: &[Link]) -> Vec<String> {
        let mut lines = Vec::new();
        for block in &item.blocks {
            if !lines.is_empty() && !matches!(block, Block::List { .. }) {
                lines.push(String::new());
            }
            lines.extend(self.block(block, links));
        }
        if let Some(done) = item.task {
            let tick = if done { "[x] " } else { "[ ] " };
            match lines.first_mut() {
                Some(first) => first.insert_str(0, tick),
                None => lines.push(tick.to_owned()),
            }
        }
        lines
    }

    fn table(&self, align: &[Align], head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>], links: &[Link]) -> Vec<String> {
        let cell = |cell: &Vec<Inline>| self.inlines(cell, links).replace("\\\n", " ").replace('|', "\\|");
        let row = |cells: &[Vec<Inline>]| format!("| {} |", cells.iter().map(cell).collect::<Vec<_>>().join(" | "));
        let rule = |align: &Align| match align {
            Align::Start => "---",
            Align::Center => ":-:",
            Align::End => "--:",
        };
        let rules = format!("| {} |", align.iter().map(rule).collect::<Vec<_>>().join(" | "));
        [row(head), rules].into_iter().chain(rows.iter().map(|cells| row(cells))).collect()
    }

    fn definition(&self, (term, meanings): &(Vec<Inline>, Vec<Vec<Block>>), links: &[Link]) -> Vec<String> {
        let mut lines = vec![format!("**{}**", self.inlines(term, links))];
        for meaning in meanings {
            lines.push(String::new());
            lines.extend(self.blocks(meaning, links));
        }
        nest("- ", &lines)
    }

    fn inlines(&self, inlines: &[Inline], links: &[Link]) -> String {
        inlines.iter().map(|inline| self.inline(inline, links)).collect()
    }

    fn inline(&self, inline: &Inline, links: &[Link]) -> String {
        match inline {
            Inline::Text(text) => escape(text),
            Inline::Code(text) => code(text),
            Inline::Strong(inner) => format!("**{}**", self.inlines(inner, links)),
            Inline::Emphasis(inner) => format!("*{}*", self.inlines(inner, links)),
            Inline::Strike(inner) => format!("~~{}~~", self.inlines(inner, links)),
            Inline::Link(at, inner) => {
                let words = self.inlines(inner, links);
                match links.get(*at).and_then(|link| self.address(link)) {
                    Some(address) => format!("[{words}]({})", destination(&address)),
                    None => words,
                }
            }
            Inline::Image(_, alt) => escape(alt),
            Inline::FootnoteRef(label) => format!("\\[{}\\]", escape(label)),
            Inline::SoftBreak => " ".to_owned(),
            Inline::HardBreak => "\\\n".to_owned(),
        }
    }

    /// Where a link leads from outside the site; `None` for what only its page can resolve.
    fn address(&self, link: &Link) -> Option<String> {
        match link.kind {
            LinkKind::External => Some(link.dest.clone()),
            LinkKind::Entity => self.links.get(&link.dest).map(|address| format!("{}{address}", self.root)),
            LinkKind::Page | LinkKind::Anchor | LinkKind::Refused | LinkKind::Image => None,
        }
    }
}

/// A sentence in which words between backticks are code.
pub(super) fn sentence(text: &str) -> String {
    let span = |inline: &Inline| match inline {
        Inline::Code(text) => code(text),
        other => escape(&plain_inlines(std::slice::from_ref(other))),
    };
    spans(text).iter().map(span).collect()
}

/// Lines under a mark: the first after it, the others indented as far as it is wide.
pub(super) fn nest(mark: &str, lines: &[String]) -> Vec<String> {
    let indent = " ".repeat(mark.chars().count());
    let indented = |(number, line): (usize, &String)| match (number, line.as_str()) {
        (0, line) => format!("{mark}{line}"),
        (_, "") => String::new(),
        (_, line) => format!("{indent}{line}"),
    };
    lines.iter().enumerate().map(indented).collect()
}

/// A fenced code block; the fence is longer than any run of backticks in it.
pub(super) fn fence(lang: &str, text: &str) -> Vec<String> {
    let fence = "`".repeat(longest_run(text).max(2) + 1);
    let lang: String = lang.chars().filter(|c| c.is_ascii_graphic() && *c != '`').collect();
    let body = text.trim_end_matches('\n').split('\n').map(str::to_owned);
    std::iter::once(format!("{fence}{lang}")).chain(body).chain([fence.clone()]).collect()
}

/// A code span.
pub(super) fn code(text: &str) -> String {
    let text = text.replace(['\n', '\r'], " ");
    let marks = "`".repeat(longest_run(&text) + 1);
    let padded = text.starts_with('`') || text.ends_with('`') || (text.starts_with(' ') && text.ends_with(' '));
    if padded { format!("{marks} {text} {marks}") } else { format!("{marks}{text}{marks}") }
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// Plain text on one line, with a backslash before every character that Markdown would read as its own.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied().unwrap_or(' ');
        let means_something = match c {
            '\\' | '`' | '*' | '[' | ']' | '~' => true,
            '_' => !(before.is_alphanumeric() && next.is_alphanumeric()),
            '<' => next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?'),
            '&' => next.is_ascii_alphanumeric() || next == '#',
            _ => false,
        };
        if means_something {
            out.push('\\');
        }
        out.push(if c == '\n' || c == '\r' { ' ' } else { c });
        before = c;
    }
    out
}

/// A line of a paragraph that does not turn into a heading, quote or list.
fn guard_start(line: &str) -> String {
    let line = line.trim_start();
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = (1..=9).contains(&digits) && matches!(line.as_bytes().get(digits), Some(b'.' | b')'));
    match line.chars().next() {
        Some('#' | '>' | '+' | '-' | '=' | '|') => format!("\\{line}"),
        Some(_) if numbered => format!("{}\\{}", &line[..digits], &line[digits..]),
        _ => line.to_owned(),
    }
}

/// A link's destination: spaces and brackets would end it.
fn destination(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for c in address.chars() {
        match c {
            '(' => out.push_str("%28"),
            ')' => out.push_str("%29"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            c if c.is_whitespace() || c.is_control() => out.push_str("%20"),
            c => out.push(c),
        }
    }
    out
}
