//! HTML that an author wrote, made harmless: a small tree of what may stand on a page. The only user of the sanitiser.
//!
//! What the sanitiser leaves is read into elements with names and attributes of the lists below, and written again with every
//! text and value escaped, so that no character of an author's HTML reaches a page as it was.

use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

/// More HTML than this in one piece is shown as characters, in bytes: repairing it may take the square of its length.
const LIMIT: usize = 64 << 10;

/// Elements that stand in a run of text.
pub(super) const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "dfn", "em", "i", "img", "ins", "kbd", "mark", "q", "s", "samp", "small", "span",
    "strong", "sub", "sup", "time", "u", "var",
];

/// Elements that hold blocks, or are some.
const BLOCK: &[&str] = &[
    "article",
    "aside",
    "blockquote",
    "caption",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Attributes of any element.
const GENERIC: &[&str] = &["dir", "lang", "title"];

/// Attributes of single elements.
const OWN: &[(&str, &[&str])] = &[
    ("a", &["href"]),
    ("details", &["open"]),
    ("img", &["alt", "src"]),
    ("ol", &["reversed", "start"]),
    ("td", &["colspan", "rowspan"]),
    ("th", &["colspan", "rowspan", "scope"]),
    ("time", &["datetime"]),
    (HOLE, &[NUMBER]),
];

/// Elements that are dropped with all that they hold.
const DROPPED: &[&str] =
    &["iframe", "math", "noembed", "noframes", "noscript", "object", "plaintext", "script", "style", "svg", "template", "textarea", "title", "xmp"];

/// Elements without an end.
const VOID: &[&str] = &["br", "hr", "img", HOLE];

/// What stands for something that is not HTML. Its attribute has quotation marks, which are escaped in every text and value.
const HOLE: &str = "wbr";
const NUMBER: &str = "data-hole";

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder.tag_attributes(Default::default()).generic_attributes(Default::default()).url_schemes(Default::default());
    builder.clean_content_tags(Default::default()).add_clean_content_tags(DROPPED);
    builder.add_tags(INLINE).add_tags(BLOCK).add_tags(&[HOLE]);
    builder.add_generic_attributes(GENERIC);
    for (name, attributes) in OWN {
        builder.add_tag_attributes(*name, *attributes);
    }
    builder.add_url_schemes(&["http", "https", "mailto"]).url_relative(UrlRelative::PassThrough).link_rel(None).strip_comments(true);
    builder
});

/// A part of the HTML that an author wrote.
#[derive(Debug)]
pub(super) enum Node {
    /// Text, with its references resolved.
    Text(String),
    /// What is not HTML, by its number.
    Hole(usize),
    /// An element of the lists above.
    Element { name: &'static str, attributes: Vec<(&'static str, String)>, inner: Vec<Node> },
}

/// What stands in HTML for something that is not HTML.
pub(super) fn hole(number: usize) -> String {
    format!("<{HOLE} {NUMBER}=\"{number}\">")
}

/// How many elements a piece of HTML opens that it does not close; below zero, where it closes those of others.
pub(super) fn balance(html: &str) -> isize {
    let mut open = 0;
    for (at, _) in html.match_indices('<') {
        let rest = &html[at + 1..];
        let closes = rest.starts_with('/');
        let name = rest.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let is_void = VOID.iter().any(|void| void.eq_ignore_ascii_case(name)) || rest.split('>').next().is_some_and(|tag| tag.ends_with('/'));
        match () {
            () if name.is_empty() || is_void => {}
            () if closes => open -= 1,
            () => open += 1,
        }
    }
    open
}

/// Whether a piece of HTML is too long to be read.
pub(super) fn is_too_long(html: usize) -> bool {
    html > LIMIT
}

/// The harmless rest of some HTML; elements are nested at most `depth` deep.
pub(super) fn tree(html: &str, depth: usize) -> Vec<Node> {
    let clean = SANITISER.clean(html).to_string();
    let mut tree = Tree { open: Vec::new(), found: Vec::new(), depth, skipped: 0 };
    let mut rest = clean.as_str();
    while let Some((text, tag)) = rest.split_once('<') {
        tree.text(text);
        let Some((tag, after)) = tag.split_at_checked(end_of_tag(tag)) else { break };
        tree.tag(tag);
        rest = after.strip_prefix('>').unwrap_or(after);
    }
    tree.text(rest);
    tree.finish()
}

/// Where a tag ends: at the first `>` outside of quotation marks.
fn end_of_tag(tag: &str) -> usize {
    let mut quoted = false;
    let end = tag.bytes().position(|byte| {
        quoted ^= byte == b'"';
        byte == b'>' && !quoted
    });
    end.unwrap_or(tag.len())
}

/// An element that is being read.
type Open = (&'static str, Vec<(&'static str, String)>, Vec<Node>);

struct Tree {
    open: Vec<Open>,
    found: Vec<Node>,
    depth: usize,
    /// Elements that are open and too deep to be kept.
    skipped: usize,
}

impl Tree {
    fn add(&mut self, node: Node) {
        self.open.last_mut().map_or(&mut self.found, |(_, _, inner)| inner).push(node);
    }

    fn text(&mut self, text: &str) {
        if !text.is_empty() {
            self.add(Node::Text(resolved(text)));
        }
    }

    fn tag(&mut self, tag: &str) {
        if tag.starts_with('/') {
            match self.skipped {
                0 => self.close(),
                more => self.skipped = more - 1,
            }
            return;
        }
        let (name, rest) = tag.split_once(' ').unwrap_or((tag, ""));
        let attributes = attributes(rest);
        if name == HOLE {
            let number = attributes.iter().find(|(name, _)| *name == NUMBER).and_then(|(_, number)| number.parse().ok());
            return number.into_iter().for_each(|number| self.add(Node::Hole(number)));
        }
        let Some(name) = INLINE.iter().chain(BLOCK).find(|known| **known == name) else { return };
        match VOID.contains(name) {
            true => self.add(Node::Element { name, attributes, inner: Vec::new() }),
            false if self.open.len() >= self.depth => self.skipped += 1,
            false => self.open.push((name, attributes, Vec::new())),
        }
    }

    fn close(&mut self) {
        if let Some((name, attributes, inner)) = self.open.pop() {
            self.add(Node::Element { name, attributes, inner });
        }
    }

    fn finish(mut self) -> Vec<Node> {
        while !self.open.is_empty() {
            self.close();
        }
        self.found
    }
}

/// The attributes of a tag: the sanitiser writes each as `name="value"`.
fn attributes(text: &str) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((name, after)) = rest.split_once("=\"") {
        let Some((value, after)) = after.split_once('"') else { break };
        let known = GENERIC.iter().chain(OWN.iter().flat_map(|(_, names)| *names)).find(|known| **known == name.trim());
        found.extend(known.map(|known| (*known, resolved(value))));
        rest = after;
    }
    found
}

/// A text with the references resolved that the sanitiser writes.
fn resolved(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let named = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&nbsp;", "\u{a0}"), ("&amp;", "&")];
    named.into_iter().fold(text.to_owned(), |text, (reference, meaning)| text.replace(reference, meaning))
}
