//! Prose after parsing: a small tree that HTML, PDF, plain text and search are all made from.

use std::ops::Deref;
use std::sync::Arc;

use crate::source::Span;

/// A piece of prose. Copies share it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Doc(Option<Arc<Text>>);

/// What a piece of prose holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
    /// Every link and image, in order; [`Inline::Link`] and [`Inline::Image`] point in here.
    pub links: Vec<Link>,
}

/// A heading, as a contents list needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// The anchor: as on GitHub, or as given with `{#id}`; unique in its page.
    pub id: String,
    /// Where it stands.
    pub span: Span,
    /// Its words.
    pub text: Vec<Inline>,
}

/// One block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading.
    Heading(Heading),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list; `start` is the first number of an ordered one.
    List {
        /// The first number, or `None` for bullets.
        start: Option<u64>,
        /// The items.
        items: Vec<ListItem>,
    },
    /// A fenced or indented code block.
    Code(Code),
    /// A quotation, or an alert (`> [!NOTE]`).
    Quote {
        /// The kind of alert, in lower case (`note`, `tip`, `important`, `warning`, `caution`).
        alert: Option<&'static str>,
        /// What is quoted.
        blocks: Vec<Block>,
    },
    /// Ways to do the same, side by side: quotations in a row that begin with `[!TAB] Title`.
    Tabs {
        /// The byte that the first begins with, in the text and all that it includes: it tells one row of tabs from another.
        at: usize,
        /// The ways.
        tabs: Vec<Tab>,
    },
    /// A table with one header row.
    Table {
        /// Alignment of each column.
        align: Vec<Align>,
        /// Header cells.
        head: Vec<Vec<Inline>>,
        /// Rows of cells, each as long as the header.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A definition list: terms and their definitions.
    Definitions(Vec<(Vec<Inline>, Vec<Vec<Block>>)>),
    /// A footnote's text.
    Footnote {
        /// Its label.
        label: String,
        /// Its text.
        blocks: Vec<Block>,
    },
    /// A fenced `onus` block: a view of the model in the middle of prose.
    Live(Spanned),
    /// An element that an author wrote as HTML, around blocks.
    Element(Element, Vec<Block>),
    /// A thematic break.
    Rule,
}

/// The start of an element that may stand on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// Its name.
    pub name: &'static str,
    /// Names of attributes with their values, as text.
    pub attributes: Vec<(&'static str, String)>,
}

/// The text of a live block and where it stands.
pub type Spanned = crate::source::Spanned<String>;

/// One of several ways to do the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    /// What it is called.
    pub title: Vec<Inline>,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListItem {
    /// `Some(done)` for a task list item.
    pub task: Option<bool>,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// A code block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// The language, in lower case; empty where none was given.
    pub lang: String,
    /// `name=…` or `title=…` of the fence.
    pub title: Option<String>,
    /// `hl_lines=…` of the fence: the first and the last of the lines that count, from 1.
    pub marked: Vec<(usize, usize)>,
    /// The code, without the last line break.
    pub text: String,
}

/// Alignment of a table column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// As the reader's language goes.
    Start,
    /// Centred.
    Center,
    /// To the end of the line (numbers).
    End,
}

/// A run of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Plain text.
    Text(String),
    /// Code.
    Code(String),
    /// Strong emphasis.
    Strong(Vec<Inline>),
    /// Emphasis.
    Emphasis(Vec<Inline>),
    /// Struck out.
    Strike(Vec<Inline>),
    /// A link: index into [`Text::links`](crate::markdown::doc::Text::links), and its words.
    Link(usize, Vec<Inline>),
    /// An image: index into [`Text::links`](crate::markdown::doc::Text::links), and its alternative text.
    Image(usize, String),
    /// An element that an author wrote as HTML, around text.
    Element(Element, Vec<Inline>),
    /// A reference to a footnote.
    FootnoteRef(String),
    /// A line break that means nothing.
    SoftBreak,
    /// A line break that was asked for.
    HardBreak,
}

/// A link or image, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The destination as written: a URL, a path to a `.md` file, `#anchor`, or an entity such as `service:ec2`.
    pub dest: String,
    /// Where the destination (or, failing that, the link) stands.
    pub span: Span,
    /// What kind of destination it is.
    pub kind: LinkKind,
}

/// What a link points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKind {
    /// `https:`, `http:` or `mailto:`.
    External,
    /// A path to another file of the book, perhaps with an anchor.
    Page,
    /// An anchor of the same page.
    Anchor,
    /// `service:ec2`, `control:root-mfa`, `term:inherited`, `duty:…`, `layer:…`, `framework:…`, `requirement:nist-800-53-r5/SI-2`, `workload:…`, `model:…`, `party:…`, `guide:…`, `path:…`.
    Entity,
    /// Any other scheme (`javascript:` among them): never rendered as a link.
    Refused,
    /// An image inside the book.
    Image,
}

impl Deref for Doc {
    type Target = Text;

    fn deref(&self) -> &Text {
        static NOTHING: Text = Text { blocks: Vec::new(), links: Vec::new() };
        self.0.as_deref().unwrap_or(&NOTHING)
    }
}

impl Doc {
    /// Prose that says nothing.
    pub const EMPTY: Self = Self(None);

    /// Prose of these blocks; links and images in them point into `links`.
    pub fn new(blocks: Vec<Block>, links: Vec<Link>) -> Self {
        let nothing = blocks.is_empty() && links.is_empty();
        Self((!nothing).then(|| Arc::new(Text { blocks, links })))
    }

    /// Its links, to say better where they stand.
    pub fn links_mut(&mut self) -> &mut [Link] {
        self.0.as_mut().map_or(&mut [], |text| Arc::make_mut(text).links.as_mut_slice())
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// Every heading, in order, also those inside quotes and lists.
    pub fn headings(&self) -> Vec<&Heading> {
        let mut found = Vec::new();
        collect_headings(&self.blocks, &mut found);
        found
    }

    /// All words, for search and for one-line summaries; blocks are separated by a line break.
    pub fn plain(&self) -> String {
        let mut out = String::new();
        plain_blocks(&self.blocks, &mut out);
        out.truncate(out.trim_end().len());
        out
    }
}

/// The words of a run of text, without markup.
pub fn plain_inlines(inlines: &[Inline]) -> String {
    let mut out = String::new();
    push_inlines(inlines, &mut out);
    out
}

fn collect_headings<'d>(blocks: &'d [Block], found: &mut Vec<&'d Heading>) {
    for block in blocks {
        match block {
            Block::Heading(heading) => found.push(heading),
            Block::Quote { blocks, .. } | Block::Footnote { blocks, .. } | Block::Element(_, blocks) => collect_headings(blocks, found),
            Block::List { items, .. } => items.iter().for_each(|item| collect_headings(&item.blocks, found)),
            Block::Tabs { tabs, .. } => tabs.iter().for_each(|tab| collect_headings(&tab.blocks, found)),
            _ => {}
        }
    }
}

fn plain_blocks(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match block {
            Block::Heading(heading) => push_line(&heading.text, out),
            Block::Paragraph(text) => push_line(text, out),
            Block::List { items, .. } => items.iter().for_each(|item| plain_blocks(&item.blocks, out)),
            Block::Code(code) => {
                out.push_str(&code.text);
                out.push('\n');
            }
            Block::Quote { blocks, .. } | Block::Footnote { blocks, .. } | Block::Element(_, blocks) => plain_blocks(blocks, out),
            Block::Tabs { tabs, .. } => {
                for tab in tabs {
                    push_line(&tab.title, out);
                    plain_blocks(&tab.blocks, out);
                }
            }
            Block::Table { head, rows, .. } => {
                std::iter::once(head).chain(rows).flatten().for_each(|cell| push_line(cell, out));
            }
            Block::Definitions(entries) => {
                for (term, meanings) in entries {
                    push_line(term, out);
                    meanings.iter().for_each(|meaning| plain_blocks(meaning, out));
                }
            }
            Block::Live(_) | Block::Rule => {}
        }
    }
}

fn push_line(inlines: &[Inline], out: &mut String) {
    push_inlines(inlines, out);
    out.push('\n');
}

fn push_inlines(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) | Inline::Image(_, text) => out.push_str(text),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strike(inner) | Inline::Link(_, inner) | Inline::Element(_, inner) => {
                push_inlines(inner, out);
            }
            Inline::SoftBreak | Inline::HardBreak => out.push(' '),
            Inline::FootnoteRef(_) => {}
        }
    }
}
