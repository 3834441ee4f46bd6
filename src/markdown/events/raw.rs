//! HTML among blocks and in runs of text, where a book allows it: pieces that belong together become elements around what
//! stands between them.

use std::ops::Range;

use crate::markdown::events::{DEPTH, Fold};
use crate::markdown::raw::{self, INLINE, Node};
use crate::markdown::{Block, Code, Element, Heading, Inline, Link, html, link, plain_inlines};
use crate::source::Span;

/// Elements may be nested this deep in each other.
const NESTED: usize = 12;

/// How many pieces further the end of an element is looked for.
const REACH: usize = 1000;

/// A piece of HTML: the position among blocks or in a run that it has, what it says, and where it stands.
pub(super) struct Piece {
    pub(super) at: usize,
    pub(super) html: String,
    pub(super) range: Range<usize>,
}

/// What stands between pieces of HTML, each taken once.
#[derive(Default)]
struct Holes {
    blocks: Vec<Option<Block>>,
    inlines: Vec<Option<Inline>>,
}

impl Fold<'_, '_, '_> {
    /// Puts elements in the place of the pieces of HTML among blocks.
    pub(super) fn with_elements(&mut self, blocks: Vec<Block>, pieces: &[Piece], depth: usize) -> Vec<Block> {
        let balances: Vec<isize> = pieces.iter().map(|piece| raw::balance(&piece.html)).collect();
        let mut found = Vec::with_capacity(blocks.len());
        let mut blocks = blocks.into_iter().enumerate();
        let (mut next, mut taken) = (0, 0);
        while let Some(piece) = pieces.get(next) {
            let end = next + reach(&balances[next..]);
            let (first, last) = (piece.at, pieces[end].at);
            found.extend(blocks.by_ref().take(first - taken).map(|(_, block)| block));
            let inside: Vec<(usize, Block)> = blocks.by_ref().take(last + 1 - first).collect();
            taken = last + 1;
            found.append(&mut self.group(inside, &pieces[next..=end], depth));
            next = end + 1;
        }
        found.extend(blocks.map(|(_, block)| block));
        found
    }

    /// One group: from a piece of HTML to the one that closes what it opens.
    fn group(&mut self, inside: Vec<(usize, Block)>, pieces: &[Piece], depth: usize) -> Vec<Block> {
        let (mut holes, mut text) = (Holes::default(), String::new());
        let too_long = raw::is_too_long(pieces.iter().map(|piece| piece.html.len()).sum());
        let mut shown = Vec::new();
        for (at, block) in inside {
            match pieces.iter().find(|piece| piece.at == at) {
                Some(piece) if too_long => shown.extend(html::block(&piece.html)),
                Some(piece) => text.push_str(&piece.html),
                None if too_long => shown.push(block),
                None => {
                    text.push_str(&raw::hole(holes.blocks.len()));
                    holes.blocks.push(Some(block));
                }
            }
        }
        if too_long {
            return shown;
        }
        let at = self.origin.at(pieces.first().map_or(0..0, |piece| piece.range.clone()));
        let nodes = raw::tree(&text, NESTED.min(DEPTH.saturating_sub(depth)));
        let mut found = self.blocks_of(nodes, &mut holes, at);
        if raw::balance(&text) != 0 {
            found.extend(holes.blocks.into_iter().flatten());
        }
        found
    }

    /// Puts elements in the place of the pieces of HTML in a run of text.
    pub(super) fn with_inline_elements(&mut self, inlines: Vec<Inline>, pieces: &[Piece], depth: usize) -> Vec<Inline> {
        if raw::is_too_long(pieces.iter().map(|piece| piece.html.len()).sum()) {
            let mut inlines = inlines;
            for piece in pieces {
                inlines[piece.at] = html::inline(&piece.html).unwrap_or(Inline::SoftBreak);
            }
            return inlines;
        }
        let (mut holes, mut text, mut pieces) = (Holes::default(), String::new(), pieces.iter().peekable());
        let mut at = None;
        for (number, inline) in inlines.into_iter().enumerate() {
            match pieces.next_if(|piece| piece.at == number) {
                Some(piece) => {
                    at.get_or_insert_with(|| piece.range.clone());
                    text.push_str(&piece.html);
                }
                None => {
                    text.push_str(&raw::hole(holes.inlines.len()));
                    holes.inlines.push(Some(inline));
                }
            }
        }
        let at = self.origin.at(at.unwrap_or(0..0));
        let nodes = raw::tree(&text, NESTED.min(DEPTH.saturating_sub(depth)));
        let mut found = self.inlines_of(nodes, &mut holes, at);
        // An element that is dropped takes what it holds with it, but not what stands behind one that has no end.
        if raw::balance(&text) != 0 {
            found.extend(holes.inlines.into_iter().flatten());
        }
        found
    }

    fn blocks_of(&mut self, nodes: Vec<Node>, holes: &mut Holes, at: Span) -> Vec<Block> {
        let (mut found, mut run) = (Vec::new(), Vec::new());
        for node in nodes {
            if is_inline(&node) {
                run.push(node);
                continue;
            }
            self.close_run(&mut run, holes, at, &mut found);
            match node {
                Node::Text(_) => {}
                Node::Hole(number) => found.extend(holes.blocks.get_mut(number).and_then(Option::take)),
                Node::Element { name, attributes, inner } => self.block_of((name, attributes), inner, (holes, at), &mut found),
            }
        }
        self.close_run(&mut run, holes, at, &mut found);
        found
    }

    fn close_run(&mut self, run: &mut Vec<Node>, holes: &mut Holes, at: Span, found: &mut Vec<Block>) {
        let text = trimmed(self.inlines_of(std::mem::take(run), holes, at));
        if !text.is_empty() {
            found.push(Block::Paragraph(text));
        }
    }

    fn block_of(
        &mut self,
        (name, attributes): (&'static str, Vec<(&'static str, String)>),
        inner: Vec<Node>,
        (holes, at): (&mut Holes, Span),
        found: &mut Vec<Block>,
    ) {
        found.push(match name {
            // A paragraph is what its text becomes; what stands in text and holds blocks cannot be kept around them.
            "p" => return found.append(&mut self.blocks_of(inner, holes, at)),
            name if INLINE.contains(&name) => return found.append(&mut self.blocks_of(inner, holes, at)),
            "hr" => Block::Rule,
            "blockquote" => Block::Quote { alert: None, blocks: self.blocks_of(inner, holes, at) },
            "pre" => {
                let text = plain_nodes(&inner).trim_matches('\n').to_owned();
                Block::Code(Code { lang: String::new(), title: None, marked: Vec::new(), text })
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let text = trimmed(self.inlines_of(inner, holes, at));
                let id = self.page.slugs.of(&plain_inlines(&text));
                Block::Heading(Heading { level: name.as_bytes()[1] - b'0', id, span: at, text })
            }
            _ => Block::Element(Element { name, attributes }, self.blocks_of(inner, holes, at)),
        });
    }

    fn inlines_of(&mut self, nodes: Vec<Node>, holes: &mut Holes, at: Span) -> Vec<Inline> {
        let mut found = Vec::new();
        for node in nodes {
            match node {
                Node::Text(text) => found.push(Inline::Text(one_line(&text))),
                Node::Hole(number) => found.extend(holes.inlines.get_mut(number).and_then(Option::take)),
                Node::Element { name, attributes, inner } => {
                    let inner = self.inlines_of(inner, holes, at);
                    self.inline_of(Element { name, attributes }, inner, at, &mut found);
                }
            }
        }
        found
    }

    fn inline_of(&mut self, element: Element, mut inner: Vec<Inline>, at: Span, found: &mut Vec<Inline>) {
        let value = |name: &str| element.attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone());
        found.push(match element.name {
            "a" => match value("href") {
                Some(dest) => {
                    self.page.links.push(Link { kind: link::kind(&dest), dest, span: at });
                    Inline::Link(self.page.links.len() - 1, inner)
                }
                None => return found.append(&mut inner),
            },
            "img" => match value("src") {
                Some(dest) => {
                    self.page.links.push(Link { kind: link::image_kind(&dest), dest, span: at });
                    Inline::Image(self.page.links.len() - 1, value("alt").unwrap_or_default())
                }
                None => Inline::Text(value("alt").unwrap_or_default()),
            },
            "b" | "strong" => Inline::Strong(inner),
            "i" | "em" => Inline::Emphasis(inner),
            "del" | "s" => Inline::Strike(inner),
            "code" => Inline::Code(plain_inlines(&inner)),
            "br" => Inline::HardBreak,
            name if INLINE.contains(&name) => Inline::Element(element, inner),
            _ => return found.append(&mut inner),
        });
    }
}

/// How many pieces further the element ends that the first of them opens; 0, where it ends in it or nowhere.
fn reach(balances: &[isize]) -> usize {
    let mut open = 0;
    let ends = |balance: &isize| {
        open += balance;
        open <= 0
    };
    balances.iter().take(REACH).position(ends).unwrap_or(0)
}

fn is_inline(node: &Node) -> bool {
    match node {
        Node::Text(_) => true,
        Node::Hole(_) => false,
        Node::Element { name, inner, .. } => INLINE.contains(name) && inner.iter().all(is_inline),
    }
}

/// The words of nodes as they are written.
fn plain_nodes(nodes: &[Node]) -> String {
    let words = |node: &Node| match node {
        Node::Text(text) => text.clone(),
        Node::Hole(_) => String::new(),
        Node::Element { inner, .. } => plain_nodes(inner),
    };
    nodes.iter().map(words).collect()
}

/// A text on one line, with one space where there were several.
fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        let space = matches!(c, ' ' | '\t' | '\n' | '\r');
        if !(space && line.ends_with(' ')) {
            line.push(if space { ' ' } else { c });
        }
    }
    line
}

/// A run without space at its ends.
fn trimmed(mut run: Vec<Inline>) -> Vec<Inline> {
    let is_blank = |inline: &Inline| matches!(inline, Inline::Text(text) if text.trim().is_empty());
    while run.last().is_some_and(is_blank) {
        run.pop();
    }
    let blank = run.iter().take_while(|inline| is_blank(inline)).count();
    run.drain(..blank);
    if let Some(Inline::Text(text)) = run.first_mut() {
        *text = text.trim_start().to_owned();
    }
    if let Some(Inline::Text(text)) = run.last_mut() {
        *text = text.trim_end().to_owned();
    }
    run
}
