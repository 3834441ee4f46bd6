//! A [`Doc`] into Markdown again: every character that would mean something is escaped with a backslash, never an entity.

use crate::markdown::tabs::MARK;
use crate::markdown::{Align, Block, Doc, Inline, Link, ListItem, Tab};
use crate::source::Spanned;

/// How a text is written.
#[derive(Clone, Copy)]
pub struct Style<'s> {
    /// Whether it is a text of its own, or stands in the middle of another one.
    pub place: Place,
    /// Where the link or image at a position leads; `None` leaves only its words.
    pub address: &'s dyn Fn(usize, &Link) -> Option<String>,
    /// The lines that a live block shows.
    pub live: &'s dyn Fn(&Spanned<String>) -> Vec<String>,
}

/// Where a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Under headings of a page: its own are that many levels lower, and its footnotes are footnotes.
    Page(u8),
    /// Inside an item of a list, where there is no room for headings and footnotes.
    Item,
}

/// The lines of a text; none where there is nothing to say.
pub fn lines(doc: &Doc, style: Style<'_>) -> Vec<String> {
    Writer { links: &doc.links, style }.blocks(&doc.blocks)
}

struct Writer<'w> {
    links: &'w [Link],
    style: Style<'w>,
}

impl Writer<'_> {
    fn blocks(&self, blocks: &[Block]) -> Vec<String> {
        let mut lines = Vec::new();
        for block in blocks {
            let written = self.block(block);
            if !lines.is_empty() && !written.is_empty() {
                lines.push(String::new());
            }
            lines.extend(written);
        }
        lines
    }

    fn block(&self, block: &Block) -> Vec<String> {
        match block {
            Block::Heading(heading) => vec![self.heading(heading.level, &heading.text)],
            Block::Paragraph(text) => self.inlines(text).split('\n').map(guard_start).collect(),
            Block::List { start, items } => self.list(*start, items),
            Block::Code(code) => fence(&code.lang, &code.text),
            Block::Quote { alert, blocks } => {
                let label = alert.map(|kind| format!("[!{}]", kind.to_uppercase()));
                quote(label.into_iter().chain(self.blocks(blocks)))
            }
            Block::Tabs { tabs, .. } => {
                let tab = |tab: &Tab| {
                    let first = format!("{MARK} {}", self.inlines(&tab.title).replace("\\\n", " "));
                    let inner = self.blocks(&tab.blocks);
                    let blank = (!inner.is_empty()).then(String::new);
                    quote(std::iter::once(first).chain(blank).chain(inner))
                };
                tabs.iter().map(tab).collect::<Vec<_>>().join(&String::new())
            }
            Block::Table { align, head, rows } => self.table(align, head, rows),
            Block::Definitions(entries) => entries.iter().flat_map(|entry| self.definition(entry)).collect(),
            Block::Footnote { label, blocks } => self.footnote(label, &self.blocks(blocks)),
            Block::Live(live) => (self.style.live)(live),
            // A page in Markdown has the words of an element, and nothing of the rest.
            Block::Element(_, blocks) => self.blocks(blocks),
            Block::Rule => vec!["---".to_owned()],
        }
    }

    fn heading(&self, level: u8, text: &[Inline]) -> String {
        let words = self.inlines(text).replace("\\\n", " ");
        match self.style.place {
            Place::Page(shift) => format!("{} {words}", "#".repeat(usize::from(level.saturating_add(shift).clamp(2, 6)))),
            Place::Item => format!("**{words}**"),
        }
    }

    fn footnote(&self, label: &str, lines: &[String]) -> Vec<String> {
        match self.style.place {
            // Four spaces keep what follows in the footnote, however long its label is.
            Place::Page(_) => {
                lines.iter().enumerate().map(|(at, line)| if at == 0 { format!("[^{label}]: {line}") } else { indented(line, 4) }).collect()
            }
            Place::Item => nest(&format!("\\[{}\\] ", escape(label)), lines),
        }
    }

    fn list(&self, start: Option<u64>, items: &[ListItem]) -> Vec<String> {
        let loose = items.iter().any(|item| item.blocks.iter().skip(1).any(|block| !matches!(block, Block::List { .. })));
        let mut lines = Vec::new();
        for (number, item) in (start.unwrap_or(1)..).zip(items) {
            let mark = if start.is_some() { format!("{number}. ") } else { "- ".to_owned() };
            if loose && !lines.is_empty() {
                lines.push(String::new());
            }
            lines.extend(nest(&mark, &self.list_item(item)));
        }
        lines
    }

    /// The blocks of a list item; a list right under its text needs no blank line.
    fn list_item(&self, item: &ListItem) -> Vec<String> {
        let mut lines = Vec::new();
        for block in &item.blocks {
            if !lines.is_empty() && !matches!(block, Block::List { .. }) {
                lines.push(String::new());
            }
            lines.extend(self.block(block));
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

    fn table(&self, align: &[Align], head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) -> Vec<String> {
        let cell = |cell: &Vec<Inline>| self.inlines(cell).replace("\\\n", " ").replace('|', "\\|");
        let row = |cells: &[Vec<Inline>]| format!("| {} |", cells.iter().map(cell).collect::<Vec<_>>().join(" | "));
        let rule = |align: &Align| match align {
            Align::Start => "---",
            Align::Center => ":-:",
            Align::End => "--:",
        };
        let rules = format!("| {} |", align.iter().map(rule).collect::<Vec<_>>().join(" | "));
        [row(head), rules].into_iter().chain(rows.iter().map(|cells| row(cells))).collect()
    }

    fn definition(&self, (term, meanings): &(Vec<Inline>, Vec<Vec<Block>>)) -> Vec<String> {
        let mut lines = vec![format!("**{}**", self.inlines(term))];
        for meaning in meanings {
            lines.push(String::new());
            lines.extend(self.blocks(meaning));
        }
        nest("- ", &lines)
    }

    fn inlines(&self, inlines: &[Inline]) -> String {
        inlines.iter().map(|inline| self.inline(inline)).collect()
    }

    fn inline(&self, inline: &Inline) -> String {
        match inline {
            Inline::Text(text) => escape(text),
            Inline::Element(_, inner) => self.inlines(inner),
            Inline::Code(text) => code(text),
            Inline::Strong(inner) => format!("**{}**", self.inlines(inner)),
            Inline::Emphasis(inner) => format!("*{}*", self.inlines(inner)),
            Inline::Strike(inner) => format!("~~{}~~", self.inlines(inner)),
            Inline::Link(at, inner) => {
                let words = self.inlines(inner);
                self.address(*at).map_or_else(|| words.clone(), |address| link(&words, &address))
            }
            Inline::Image(at, alt) => match self.address(*at) {
                Some(address) => format!("!{}", link(&escape(alt), &address)),
                None => escape(alt),
            },
            Inline::FootnoteRef(label) => match self.style.place {
                Place::Page(_) => format!("[^{label}]"),
                Place::Item => format!("\\[{}\\]", escape(label)),
            },
            Inline::SoftBreak => " ".to_owned(),
            Inline::HardBreak => "\\\n".to_owned(),
        }
    }

    fn address(&self, at: usize) -> Option<String> {
        (self.style.address)(at, self.links.get(at)?)
    }
}

/// A link; its words are Markdown already.
pub fn link(words: &str, address: &str) -> String {
    format!("[{words}]({})", destination(address))
}

/// A quotation of lines.
pub fn quote(lines: impl Iterator<Item = String>) -> Vec<String> {
    lines.map(|line| format!("> {line}").trim_end().to_owned()).collect()
}

/// Lines under a mark: the first after it, the others indented as far as it is wide.
pub fn nest(mark: &str, lines: &[String]) -> Vec<String> {
    let width = mark.chars().count();
    lines.iter().enumerate().map(|(number, line)| if number == 0 { format!("{mark}{line}") } else { indented(line, width) }).collect()
}

fn indented(line: &str, width: usize) -> String {
    if line.is_empty() { String::new() } else { format!("{}{line}", " ".repeat(width)) }
}

/// A fenced code block; the fence is longer than any run of backticks in it.
pub fn fence(lang: &str, text: &str) -> Vec<String> {
    let fence = "`".repeat(longest_run(text).max(2) + 1);
    let lang: String = lang.chars().filter(|c| c.is_ascii_graphic() && *c != '`').collect();
    let body = text.trim_end_matches('\n').split('\n').map(str::to_owned);
    std::iter::once(format!("{fence}{lang}")).chain(body).chain([fence.clone()]).collect()
}

/// A code span.
pub fn code(text: &str) -> String {
    let text = text.replace(['\n', '\r'], " ");
    let marks = "`".repeat(longest_run(&text) + 1);
    let padded = text.starts_with('`') || text.ends_with('`') || (text.starts_with(' ') && text.ends_with(' '));
    if padded { format!("{marks} {text} {marks}") } else { format!("{marks}{text}{marks}") }
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// Plain text on one line, with a backslash before every character that Markdown would read as its own.
pub fn escape(text: &str) -> String {
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
