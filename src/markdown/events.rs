//! The library's events into blocks and runs of text.

mod included;
mod raw;

use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, HeadingLevel, LinkType, OffsetIter, Options, Parser, Tag};

use self::raw::Piece;
use crate::markdown::include::{self, Around, Html};
use crate::markdown::slug::Slugs;
use crate::markdown::{Align, Block, Code, Doc, Heading, Inline, Link, ListItem, Origin, fence, html, link, plain_inlines, tabs};
use crate::source::{FileId, Span, Spanned};

/// Blocks and emphasis may be nested this deep; what is deeper is kept, but as if it stood at this depth.
/// Every later stage walks the tree by recursion, so that its depth must have an end.
const DEPTH: usize = 40;

/// Folds a text.
///
/// What it includes is folded in its place, where the files around it are known.
pub(super) fn fold(text: &str, origin: Origin, around: Option<Around<'_>>) -> Doc {
    let mut page = Page { links: Vec::new(), slugs: Slugs::default(), around, open: vec![origin.span.file], length: 0 };
    let blocks = Fold::new(text, origin, &mut page).blocks(0);
    Doc::new(blocks, page.links)
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
}

/// What a text and all that it includes have in common.
struct Page<'a> {
    links: Vec<Link>,
    slugs: Slugs,
    around: Option<Around<'a>>,
    /// The files that are being read, each included by the one before it.
    open: Vec<FileId>,
    /// How much text was begun so far, in bytes.
    length: usize,
}

struct Fold<'t, 'p, 'a> {
    text: &'t str,
    origin: Origin,
    events: OffsetIter<'t>,
    page: &'p mut Page<'a>,
    /// How much text of the page was begun before this one.
    begun: usize,
    /// The tick of the list item that is being read.
    task: Option<bool>,
}

/// A term and its meanings.
type Definition = (Vec<Inline>, Vec<Vec<Block>>);

/// A run of text, and where the last piece of it ends.
#[derive(Default)]
struct Run {
    inlines: Vec<Inline>,
    /// Pieces of HTML in it, where a book allows it.
    pieces: Vec<Piece>,
    end: usize,
}

impl<'t, 'p, 'a> Fold<'t, 'p, 'a> {
    fn new(text: &'t str, origin: Origin, page: &'p mut Page<'a>) -> Self {
        let begun = page.length;
        page.length += text.len();
        Self { text, origin, events: Parser::new_ext(text, options()).into_offset_iter(), page, begun, task: None }
    }

    /// Blocks up to the end of whatever holds them. Text that no paragraph holds (in a tight list) becomes one.
    fn blocks(&mut self, depth: usize) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut loose = Run::default();
        let mut pieces = Vec::new();
        let mut flattened = 0;
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::Start(tag) if is_inline(&tag) => self.span_of_text(tag, range, depth, &mut loose.inlines),
                Event::Start(Tag::HtmlBlock) if self.allows_html() => {
                    self.flush(&mut loose, &mut blocks, depth);
                    pieces.push(Piece { at: blocks.len(), html: self.raw(), range });
                    // It keeps the place of what the piece becomes.
                    blocks.push(Block::Rule);
                }
                Event::Start(tag) => {
                    self.flush(&mut loose, &mut blocks, depth);
                    if depth >= DEPTH && is_container(&tag) {
                        flattened += 1;
                    } else if tag == Tag::Paragraph && self.is_include(&range) {
                        blocks.append(&mut self.included(&range, depth));
                    } else {
                        let at = self.begun + range.start;
                        if let Some(block) = self.block(tag, range, depth) {
                            tabs::add(block, at, &mut blocks);
                        }
                    }
                }
                Event::End(_) if flattened > 0 => {
                    self.flush(&mut loose, &mut blocks, depth);
                    flattened -= 1;
                }
                Event::End(_) => break,
                Event::Rule => {
                    self.flush(&mut loose, &mut blocks, depth);
                    blocks.push(Block::Rule);
                }
                Event::TaskListMarker(done) => self.task = Some(done),
                other => self.leaf(other, range, &mut loose),
            }
        }
        self.flush(&mut loose, &mut blocks, depth);
        if pieces.is_empty() { blocks } else { self.with_elements(blocks, &pieces, depth) }
    }

    fn block(&mut self, tag: Tag<'t>, range: Range<usize>, depth: usize) -> Option<Block> {
        Some(match tag {
            Tag::Paragraph => Block::Paragraph(self.inlines(range.start, depth).inlines),
            Tag::Heading { level, id, .. } => self.heading(level, id.as_deref(), range, depth),
            Tag::BlockQuote(kind) => Block::Quote { alert: kind.map(alert), blocks: self.blocks(depth + 1) },
            Tag::CodeBlock(kind) => self.code(&kind, range),
            Tag::HtmlBlock => return html::block(&self.raw()),
            Tag::List(start) => Block::List { start, items: self.items(depth) },
            Tag::FootnoteDefinition(label) => Block::Footnote { label: label.into_string(), blocks: self.blocks(depth + 1) },
            Tag::DefinitionList => Block::Definitions(self.definitions(depth)),
            Tag::Table(columns) => self.table(&columns, depth),
            // Only what stands inside the blocks above is left, and they read their own insides.
            _ => Block::Quote { alert: None, blocks: self.blocks(depth + 1) },
        })
    }

    fn heading(&mut self, level: HeadingLevel, id: Option<&str>, range: Range<usize>, depth: usize) -> Block {
        let text = self.inlines(range.start, depth).inlines;
        let id = match id {
            Some(id) => self.page.slugs.chosen(id),
            None => self.page.slugs.of(&plain_inlines(&text)),
        };
        let end = range.start + self.text.get(range.clone()).unwrap_or_default().trim_end().len();
        Block::Heading(Heading { level: level as u8, id, span: self.origin.at(range.start..end), text })
    }

    fn code(&mut self, kind: &CodeBlockKind<'_>, range: Range<usize>) -> Block {
        let mut text = String::new();
        let mut place: Option<Range<usize>> = None;
        for (event, piece) in self.events.by_ref() {
            match event {
                Event::Text(part) => {
                    text.push_str(&part);
                    place = Some(place.map_or(piece.clone(), |first| first.start..piece.end));
                }
                _ => break,
            }
        }
        let mut text = text.replace("\r\n", "\n");
        text.truncate(text.trim_end_matches('\n').len());
        let fence = match kind {
            CodeBlockKind::Fenced(info) => fence::read(info),
            CodeBlockKind::Indented => fence::Fence::default(),
        };
        if let Some(file) = &fence.file {
            text = self.shown(file, &fence, text, &range);
        }
        match fence.lang.as_str() {
            "onus" => Block::Live(Spanned::new(text, self.origin.at(place.unwrap_or(range)))),
            _ => Block::Code(Code { lang: fence.lang, title: fence.title, marked: fence.marked, text }),
        }
    }

    /// Adds what has no inside; an include in the middle of a text is told.
    fn leaf(&mut self, event: Event<'_>, range: Range<usize>, run: &mut Run) {
        if let (Event::Text(text), Some(around)) = (&event, &mut self.page.around) {
            let escaped = range.start > 0 && self.text.as_bytes().get(range.start - 1) == Some(&b'\\');
            if text.contains(include::MARK) && !(escaped && text.starts_with(include::MARK)) {
                let finding = around.wrong(self.origin.at(range.clone()), "an include stands in a paragraph of its own");
                finding.help(format!("put empty lines around it; to show these characters, write `\\{}`", include::MARK));
            }
        }
        if let Event::InlineHtml(html) = &event
            && self.allows_html()
        {
            run.pieces.push(Piece { at: run.inlines.len(), html: html.to_string(), range });
            // It keeps the place of what the piece becomes.
            return run.inlines.push(Inline::SoftBreak);
        }
        leaf(event, &mut run.inlines);
    }

    /// Whether HTML is read, and not shown as the characters it is.
    fn allows_html(&self) -> bool {
        self.page.around.as_ref().is_some_and(|around| around.html() == Html::Sanitised)
    }

    /// Puts elements in the place of the pieces of HTML in a run.
    fn close(&mut self, run: &mut Run, depth: usize) {
        if !run.pieces.is_empty() {
            let inlines = std::mem::take(&mut run.inlines);
            run.inlines = self.with_inline_elements(inlines, &std::mem::take(&mut run.pieces), depth);
        }
    }

    /// Makes a paragraph of text that stands in none.
    fn flush(&mut self, loose: &mut Run, blocks: &mut Vec<Block>, depth: usize) {
        self.close(loose, depth);
        if !loose.inlines.is_empty() {
            blocks.push(Block::Paragraph(std::mem::take(&mut loose.inlines)));
        }
    }

    fn items(&mut self, depth: usize) -> Vec<ListItem> {
        let mut items = Vec::new();
        while let Some((Event::Start(_), _)) = self.events.next() {
            let outer = self.task.take();
            let blocks = self.blocks(depth + 1);
            items.push(ListItem { task: std::mem::replace(&mut self.task, outer), blocks });
        }
        items
    }

    fn definitions(&mut self, depth: usize) -> Vec<Definition> {
        let mut entries: Vec<Definition> = Vec::new();
        while let Some((Event::Start(tag), range)) = self.events.next() {
            if tag == Tag::DefinitionListTitle {
                entries.push((self.inlines(range.start, depth).inlines, Vec::new()));
                continue;
            }
            let meaning = self.blocks(depth + 1);
            if let Some((_, meanings)) = entries.last_mut() {
                meanings.push(meaning);
            }
        }
        entries
    }

    fn table(&mut self, columns: &[Alignment], depth: usize) -> Block {
        let mut lines = Vec::new();
        while let Some((Event::Start(_), _)) = self.events.next() {
            let mut cells = Vec::new();
            while let Some((Event::Start(_), range)) = self.events.next() {
                cells.push(self.inlines(range.start, depth).inlines);
            }
            lines.push(cells);
        }
        let rows = lines.split_off(lines.len().min(1));
        Block::Table { align: columns.iter().map(align).collect(), head: lines.pop().unwrap_or_default(), rows }
    }

    /// Text up to the end of whatever holds it.
    fn inlines(&mut self, start: usize, depth: usize) -> Run {
        let mut run = Run { end: start, ..Run::default() };
        let mut flattened = 0;
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::Start(_) if depth >= DEPTH => flattened += 1,
                Event::Start(tag) => self.span_of_text(tag, range.clone(), depth, &mut run.inlines),
                Event::End(_) if flattened > 0 => flattened -= 1,
                Event::End(_) => break,
                Event::TaskListMarker(done) => self.task = Some(done),
                other => self.leaf(other, range.clone(), &mut run),
            }
            run.end = run.end.max(range.end);
        }
        self.close(&mut run, depth);
        run
    }

    fn span_of_text(&mut self, tag: Tag<'t>, range: Range<usize>, depth: usize, out: &mut Vec<Inline>) {
        let inline = match tag {
            Tag::Strong => Inline::Strong(self.inlines(range.start, depth + 1).inlines),
            Tag::Emphasis => Inline::Emphasis(self.inlines(range.start, depth + 1).inlines),
            Tag::Strikethrough => Inline::Strike(self.inlines(range.start, depth + 1).inlines),
            Tag::Link { link_type, dest_url, id, .. } => {
                let dest = if link_type == LinkType::Email { format!("mailto:{dest_url}") } else { dest_url.into_string() };
                let at = self.page.links.len();
                self.page.links.push(Link { kind: link::kind(&dest), dest, span: self.origin.span });
                let run = self.inlines(range.start, depth + 1);
                self.page.links[at].span = self.destination(at, range, run.end, &id);
                Inline::Link(at, run.inlines)
            }
            Tag::Image { dest_url, id, .. } => {
                let at = self.page.links.len();
                self.page.links.push(Link { kind: link::image_kind(&dest_url), dest: dest_url.into_string(), span: self.origin.span });
                let run = self.inlines(range.start, depth + 1);
                self.page.links[at].span = self.destination(at, range, run.end, &id);
                Inline::Image(at, plain_inlines(&run.inlines))
            }
            // No other tag stands in text.
            _ => return out.extend(self.inlines(range.start, depth + 1).inlines),
        };
        out.push(inline);
    }

    /// The place of a link's destination: in the link, or in the definition that it refers to.
    fn destination(&self, at: usize, link: Range<usize>, words_end: usize, id: &str) -> Span {
        let dest = self.page.links[at].dest.as_str();
        let definition = self.events.reference_definitions().get(id).map(|definition| definition.span.clone());
        let range = match definition.filter(|_| !id.is_empty()) {
            Some(span) => {
                let label = self.text.get(span.clone()).and_then(|text| text.find("]:")).unwrap_or(0);
                link::destination(self.text, span.clone(), span.start + label, dest)
            }
            // An autolink is its destination; a mail address stands there without its scheme.
            None if self.text.get(link.clone()).is_some_and(|text| text.starts_with('<')) => {
                link::destination(self.text, link.clone(), link.start, dest.strip_prefix("mailto:").unwrap_or(dest))
            }
            None => link::destination(self.text, link, words_end, dest),
        };
        self.origin.at(range)
    }

    /// The text of a block of HTML.
    fn raw(&mut self) -> String {
        let mut text = String::new();
        while let Some((Event::Html(line) | Event::Text(line), _)) = self.events.next() {
            text.push_str(&line);
        }
        text
    }
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
}

/// Whether blocks may stand in it, so that it can be nested in itself.
fn is_container(tag: &Tag<'_>) -> bool {
    !matches!(tag, Tag::Paragraph | Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::Table(_))
}

/// Adds what has no inside; text that follows text joins it.
fn leaf(event: Event<'_>, out: &mut Vec<Inline>) {
    let piece = match event {
        Event::Text(text) => Inline::Text(text.into_string()),
        Event::Code(code) => Inline::Code(code.into_string()),
        Event::Html(html) | Event::InlineHtml(html) => match html::inline(&html) {
            Some(piece) => piece,
            None => return,
        },
        Event::FootnoteReference(label) => Inline::FootnoteRef(label.into_string()),
        Event::SoftBreak => Inline::SoftBreak,
        Event::HardBreak => Inline::HardBreak,
        _ => return,
    };
    match (out.last_mut(), piece) {
        (Some(Inline::Text(before)), Inline::Text(after)) => before.push_str(&after),
        (_, piece) => out.push(piece),
    }
}

fn alert(kind: BlockQuoteKind) -> &'static str {
    match kind {
        BlockQuoteKind::Note => "note",
        BlockQuoteKind::Tip => "tip",
        BlockQuoteKind::Important => "important",
        BlockQuoteKind::Warning => "warning",
        BlockQuoteKind::Caution => "caution",
    }
}

fn align(column: &Alignment) -> Align {
    match column {
        Alignment::None | Alignment::Left => Align::Start,
        Alignment::Center => Align::Center,
        Alignment::Right => Align::End,
    }
}
