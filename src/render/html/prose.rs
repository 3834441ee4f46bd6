//! Prose into HTML. Every character that comes from the book is escaped here.

mod code;
mod inline;

use std::fmt::Write as _;

use crate::markdown::{Align, Block, Code, Element, Heading, Inline, ListItem, Tab};
use crate::view::site::live::Live;
use crate::view::site::prose::Prose;

/// How a piece of prose is written.
#[derive(Debug, Clone, Copy)]
pub struct Style<'s> {
    /// The relative way to the site's root.
    pub root: &'s str,
    /// By how many levels headings are lowered.
    pub shift: u8,
    /// Whether a single paragraph is written without its tags.
    pub inline: bool,
    /// What stands before every anchor, where several texts share a page.
    pub prefix: &'s str,
}

/// Elements in which a single paragraph needs no tags of its own.
const BARE: [&str; 8] = ["caption", "dd", "dt", "figcaption", "li", "summary", "td", "th"];

/// Shows a view in the middle of prose.
pub type ShowLive<'s> = dyn Fn(&Live) -> String + 's;

/// The HTML of a piece of prose; `live` shows the views that stand in it.
pub fn html(prose: &Prose, style: Style<'_>, live: &ShowLive<'_>) -> String {
    let mut writer = Writer { prose, style, live, out: String::new() };
    match (style.inline, prose.doc.blocks.as_slice()) {
        (true, [Block::Paragraph(text)]) => writer.inlines(text),
        (_, blocks) => writer.blocks(blocks),
    }
    writer.out
}

/// The HTML of a code block.
pub fn code(lang: &str, text: &str) -> String {
    let mut out = String::new();
    code::push_code(&Code { lang: lang.to_owned(), title: None, marked: Vec::new(), text: text.to_owned() }, &mut out);
    out
}

/// Appends text so that it stays text, in content and in quoted attributes.
pub fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
}

struct Writer<'w> {
    prose: &'w Prose,
    style: Style<'w>,
    live: &'w ShowLive<'w>,
    out: String,
}

impl Writer<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(heading) => self.heading(heading),
            Block::Paragraph(text) => self.wrapped("p", text),
            Block::List { start, items } => self.list(*start, items),
            Block::Code(code) => code::push_code(code, &mut self.out),
            Block::Quote { alert, blocks } => self.quote(*alert, blocks),
            Block::Tabs { at, tabs } => self.tabs(*at, tabs),
            Block::Table { align, head, rows } => self.table(align, head, rows),
            Block::Definitions(entries) => self.definitions(entries),
            Block::Footnote { label, blocks } => self.footnote(label, blocks),
            Block::Live(text) => {
                let view = self.prose.live.iter().find(|(asked, _)| asked == text);
                let shown = view.map(|(_, view)| (self.live)(view));
                self.out.push_str(&shown.unwrap_or_default());
            }
            Block::Element(element, blocks) => self.element(element, blocks),
            Block::Rule => self.out.push_str("<hr>\n"),
        }
    }

    /// An element that an author wrote.
    fn element(&mut self, element: &Element, blocks: &[Block]) {
        let is_table = element.name == "table";
        if is_table {
            self.out.push_str("<div class=\"scroll\">");
        }
        self.open(element);
        match blocks {
            [Block::Paragraph(text)] if BARE.contains(&element.name) => self.inlines(text),
            blocks => self.blocks(blocks),
        }
        let _ = writeln!(self.out, "</{}>{}", element.name, if is_table { "</div>" } else { "" });
    }

    fn open(&mut self, element: &Element) {
        let _ = write!(self.out, "<{}", element.name);
        for (name, value) in &element.attributes {
            let _ = write!(self.out, " {name}=\"");
            escape(value, &mut self.out);
            self.out.push('"');
        }
        self.out.push('>');
    }

    fn wrapped(&mut self, tag: &str, text: &[Inline]) {
        let _ = write!(self.out, "<{tag}>");
        self.inlines(text);
        let _ = writeln!(self.out, "</{tag}>");
    }

    fn heading(&mut self, heading: &Heading) {
        let level = heading.level.saturating_add(self.style.shift).clamp(2, 6);
        let _ = write!(self.out, "<h{level} id=\"");
        self.anchor(&heading.id);
        self.out.push_str("\">");
        self.inlines(&heading.text);
        self.out.push_str(" <a class=\"anchor\" href=\"#");
        self.anchor(&heading.id);
        let _ = writeln!(self.out, "\" aria-label=\"Link to this heading\">#</a></h{level}>");
    }

    fn list(&mut self, start: Option<u64>, items: &[ListItem]) {
        let tasks = items.iter().any(|item| item.task.is_some());
        let close = match start {
            None if tasks => {
                self.out.push_str("<ul class=\"tasks\">\n");
                "</ul>\n"
            }
            None => {
                self.out.push_str("<ul>\n");
                "</ul>\n"
            }
            Some(1) => {
                self.out.push_str("<ol>\n");
                "</ol>\n"
            }
            Some(first) => {
                let _ = writeln!(self.out, "<ol start=\"{first}\">");
                "</ol>\n"
            }
        };
        items.iter().for_each(|item| self.item(item));
        self.out.push_str(close);
    }

    fn item(&mut self, item: &ListItem) {
        self.out.push_str("<li>");
        if let Some(done) = item.task {
            self.out.push_str(if done {
                "<span class=\"box done\" role=\"img\" aria-label=\"done\"></span> "
            } else {
                "<span class=\"box\" role=\"img\" aria-label=\"to do\"></span> "
            });
        }
        match item.blocks.as_slice() {
            [Block::Paragraph(text)] => self.inlines(text),
            // A tight item that goes on with a list keeps its words on the line of the mark.
            [Block::Paragraph(text), Block::List { start, items }] => {
                self.inlines(text);
                self.out.push('\n');
                self.list(*start, items);
            }
            blocks => self.blocks(blocks),
        }
        self.out.push_str("</li>\n");
    }

    fn quote(&mut self, alert: Option<&'static str>, blocks: &[Block]) {
        let Some(kind) = alert else {
            self.out.push_str("<blockquote>\n");
            self.blocks(blocks);
            return self.out.push_str("</blockquote>\n");
        };
        let mut title = kind.to_owned();
        title[..1].make_ascii_uppercase();
        let _ = writeln!(self.out, "<div class=\"alert {kind}\" role=\"note\"><p class=\"alert-title\">{title}</p>");
        self.blocks(blocks);
        self.out.push_str("</div>\n");
    }

    /// Ways to do the same: of those with one name a browser opens one at a time.
    fn tabs(&mut self, at: usize, tabs: &[Tab]) {
        self.out.push_str("<div class=\"tabs\">\n");
        for (number, tab) in tabs.iter().enumerate() {
            let open = if number == 0 { " open" } else { "" };
            let _ = write!(self.out, "<details name=\"tabs-{at}\"{open}><summary>");
            self.inlines(&tab.title);
            self.out.push_str("</summary>\n");
            self.blocks(&tab.blocks);
            self.out.push_str("</details>\n");
        }
        self.out.push_str("</div>\n");
    }

    fn table(&mut self, align: &[Align], head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) {
        self.out.push_str("<div class=\"scroll\"><table>\n<thead><tr>");
        self.cells("th", " scope=\"col\"", align, head);
        self.out.push_str("</tr></thead>\n<tbody>\n");
        for row in rows {
            self.out.push_str("<tr>");
            self.cells("td", "", align, row);
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody></table></div>\n");
    }

    fn cells(&mut self, tag: &str, attributes: &str, align: &[Align], cells: &[Vec<Inline>]) {
        for (at, cell) in cells.iter().enumerate() {
            let class = match align.get(at) {
                Some(Align::Center) => " class=\"center\"",
                Some(Align::End) => " class=\"end\"",
                Some(Align::Start) | None => "",
            };
            let _ = write!(self.out, "<{tag}{attributes}{class}>");
            self.inlines(cell);
            let _ = write!(self.out, "</{tag}>");
        }
    }

    fn definitions(&mut self, entries: &[(Vec<Inline>, Vec<Vec<Block>>)]) {
        self.out.push_str("<dl>\n");
        for (term, meanings) in entries {
            self.wrapped("dt", term);
            for meaning in meanings {
                self.out.push_str("<dd>");
                match meaning.as_slice() {
                    [Block::Paragraph(text)] => self.inlines(text),
                    blocks => self.blocks(blocks),
                }
                self.out.push_str("</dd>\n");
            }
        }
        self.out.push_str("</dl>\n");
    }

    fn footnote(&mut self, label: &str, blocks: &[Block]) {
        self.out.push_str("<div class=\"footnote\" id=\"");
        self.anchor("fn-");
        escape(label, &mut self.out);
        self.out.push_str("\"><sup>");
        escape(label, &mut self.out);
        self.out.push_str("</sup>\n");
        self.blocks(blocks);
        self.out.push_str("</div>\n");
    }
}
