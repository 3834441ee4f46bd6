//! YAML text into a tree of nodes with byte-exact spans. The only user of the YAML crate.
//!
//! The tree keeps every scalar as it was written (`1.10` stays `1.10`), so that ids never turn into numbers.
//! Duplicate keys, alias bombs and deep nesting become findings here.

mod problem;

use std::collections::BTreeMap;

use granit_parser::{ErrorKind, Event, Options, Parser, ScalarStyle};

use crate::diag::rules;
use crate::parse::shape::Reader;
use crate::source::{FileId, Span, Spanned, is_hidden, without_hidden};

/// Collections inside collections, at most.
const NESTING_LIMIT: usize = 64;
/// Nodes that aliases may add to one file, at most.
const ALIAS_NODE_LIMIT: usize = 50_000;
/// Keys and values of one file, at most: twice what an import writes. A catalog of controls in JSON has more, as it is published.
const NODE_LIMIT: usize = 400_000;
const NODE_LIMIT_OF_JSON: usize = 1_000_000;
/// Keys of one map, at most.
const KEY_LIMIT: usize = 25_000;
/// Bytes of one file, at most.
const SIZE_LIMIT: usize = 16 * 1024 * 1024;

/// What to do about a file that is too large.
const SPLIT: &str = "split it into several files, or look whether it came here by mistake";

/// A value and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    /// Where. For a block map: from its first key.
    pub(crate) span: Span,
    /// What.
    pub(crate) kind: Kind,
}

/// What a node is.
#[derive(Debug, Clone)]
pub(crate) enum Kind {
    /// Nothing, `~` or `null`.
    Null,
    /// A scalar, as written after YAML's escapes; `plain` when unquoted.
    Scalar { text: String, plain: bool },
    /// A list.
    List(Vec<Node>),
    /// A map with scalar keys, each once, in order.
    Map(Vec<(Spanned<String>, Node)>),
}

impl Kind {
    /// The word for it in messages.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Scalar { .. } => "text",
            Self::List(_) => "a list",
            Self::Map(_) => "a map",
        }
    }
}

/// Reads one file. `None` where it is not YAML at all; the findings say why. An empty file is [`Kind::Null`].
pub(crate) fn read(file: FileId, cx: &mut Reader<'_>) -> Option<Node> {
    read_text(cx.sources.text(file), file, 0, cx)
}

/// Reads YAML that begins `offset` bytes into its file, such as front matter.
pub(crate) fn read_text(text: &str, file: FileId, offset: usize, cx: &mut Reader<'_>) -> Option<Node> {
    if text.len() > SIZE_LIMIT {
        let message = format!("the file has {} bytes; {SIZE_LIMIT} is the limit", text.len());
        cx.report(&rules::SIZE_LIMIT, Span::start_of(file), message);
        return None;
    }
    let options = granit_parser::options! { flow_nesting_limit: NESTING_LIMIT, block_nesting_limit: NESTING_LIMIT };
    Builder::new(text, file, offset, options, cx).document()
}

/// Walks the events of one document. An `Err` has said why in the findings.
struct Builder<'t, 'c, 'r> {
    events: Parser<'t, granit_parser::StrInput<'t>>,
    text: &'t str,
    file: FileId,
    offset: usize,
    anchors: BTreeMap<usize, (Node, usize)>,
    alias_nodes: usize,
    nodes_left: usize,
    /// Where the lists and maps begin that are being read.
    open: Vec<Span>,
    cx: &'c mut Reader<'r>,
}

/// Reading cannot go on; a finding says why.
struct Stop;

impl<'t, 'c, 'r> Builder<'t, 'c, 'r> {
    fn new(text: &'t str, file: FileId, offset: usize, options: Options, cx: &'c mut Reader<'r>) -> Self {
        let events = Parser::new_from_str_with_options(text, options);
        let nodes_left = if cx.sources.path(file).ends_with(".json") { NODE_LIMIT_OF_JSON } else { NODE_LIMIT };
        Self { events, text, file, offset, anchors: BTreeMap::new(), alias_nodes: 0, nodes_left, open: Vec::new(), cx }
    }

    fn document(mut self) -> Option<Node> {
        let mut root = None;
        loop {
            let (event, span) = self.next().ok()?;
            match event {
                Event::StreamEnd => break,
                Event::StreamStart | Event::DocumentEnd => {}
                Event::DocumentStart(..) if root.is_some() => {
                    self.cx.report(&rules::YAML_SYNTAX, span, "the file has more than one YAML document").help("put each into a file of its own");
                    let rest = self.span(span.start as usize - self.offset, self.text.len());
                    self.cx.lost.push(rest);
                    break;
                }
                Event::DocumentStart(..) => {}
                event => root = Some(self.node(event, span).ok()?.0),
            }
        }
        Some(root.unwrap_or(Node { span: self.span(0, 0), kind: Kind::Null }))
    }

    fn next(&mut self) -> Result<(Event<'t>, Span), Stop> {
        match self.events.next() {
            Some(Ok((event, span))) => {
                let range = span.byte_range().unwrap_or(0..0);
                Ok((event, self.span(range.start, range.end)))
            }
            Some(Err(error)) => {
                self.syntax_error(&error);
                Err(Stop)
            }
            None => Ok((Event::StreamEnd, self.span(0, 0))),
        }
    }

    fn syntax_error(&mut self, error: &granit_parser::ScanError) {
        let at = error.marker().byte_offset().unwrap_or(0).min(self.text.len());
        let end = self.text[at..].chars().next().filter(|c| *c != '\n').map_or(at, |c| at + c.len_utf8());
        let span = self.span(at, end);
        if matches!(error.kind(), ErrorKind::RecursionLimitExceeded) {
            self.cx.report(&rules::NESTING_LIMIT, span, format!("collections are nested more than {NESTING_LIMIT} deep"));
        } else {
            let problem = problem::problem(error.kind(), self.text[at..].chars().next());
            let flow = |open: &&Span| self.cx.sources.slice(**open).starts_with(['[', '{']);
            let open = self.open.iter().rev().find(flow).copied().filter(|open| problem.open && open.start != span.start);
            let finding =
                self.cx.report(&rules::YAML_SYNTAX, span, problem.message).label(if problem.starts { "opened here" } else { "reading stopped here" });
            let finding = open.into_iter().fold(finding, |finding, open| finding.related(Span { end: open.start + 1, ..open }, "opened here"));
            problem.help.into_iter().fold(finding, |finding, help| finding.help(help));
        }
    }

    /// The node that `event` begins, and how many nodes it is made of.
    fn node(&mut self, event: Event<'t>, span: Span) -> Result<(Node, usize), Stop> {
        if self.nodes_left == 0 {
            self.cx.report(&rules::SIZE_LIMIT, span, "this file holds more keys and values than are read of one").help(SPLIT);
            return Err(Stop);
        }
        self.nodes_left -= 1;
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let text = match text.contains(is_hidden) {
                    true => self.without_hidden(&text, span),
                    false => text.into_owned(),
                };
                let node = Node { span, kind: scalar(text, style) };
                Ok(self.anchored(anchor, node, 1))
            }
            Event::SequenceStart(_, anchor, _) => self.collection(anchor, span, Self::list),
            Event::MappingStart(_, anchor, _) => self.collection(anchor, span, Self::map),
            Event::Alias(id) => self.alias(id, span),
            _ => Ok((Node { span, kind: Kind::Null }, 1)),
        }
    }

    /// A text whose hidden characters are told and left out.
    fn without_hidden(&mut self, text: &str, span: Span) -> String {
        if let Some(first) = text.chars().find(|c| is_hidden(*c)) {
            super::hidden(span, first, self.cx.diags);
        }
        without_hidden(text).into_owned()
    }

    fn collection(
        &mut self,
        anchor: usize,
        start: Span,
        read: impl Fn(&mut Self, usize, Span) -> Result<(Node, usize), Stop>,
    ) -> Result<(Node, usize), Stop> {
        self.open.push(start);
        let node = read(self, anchor, start)?;
        self.open.pop();
        Ok(node)
    }

    fn list(&mut self, anchor: usize, start: Span) -> Result<(Node, usize), Stop> {
        let (mut items, mut size, mut end) = (Vec::new(), 1, start.end);
        loop {
            match self.next()? {
                (Event::SequenceEnd, span) => {
                    let node = Node { span: Span { end: span.end.max(end), ..start }, kind: Kind::List(items) };
                    return Ok(self.anchored(anchor, node, size));
                }
                (event, span) => {
                    let (node, nodes) = self.node(event, span)?;
                    (size, end) = (size + nodes, node.span.end);
                    items.push(node);
                }
            }
        }
    }

    fn map(&mut self, anchor: usize, start: Span) -> Result<(Node, usize), Stop> {
        let mut entries: Vec<(Spanned<String>, Node)> = Vec::new();
        let mut seen = BTreeMap::new();
        let (mut size, mut end, mut keys) = (1, start.end, 0);
        loop {
            let (event, span) = self.next()?;
            if matches!(event, Event::MappingEnd) {
                let node = Node { span: Span { end: span.end.max(end), ..start }, kind: Kind::Map(entries) };
                return Ok(self.anchored(anchor, node, size));
            }
            keys += 1;
            if keys > KEY_LIMIT {
                self.cx.report(&rules::SIZE_LIMIT, span, format!("this map has more than {KEY_LIMIT} keys")).help(SPLIT);
                return Err(Stop);
            }
            let (key, key_nodes) = self.node(event, span)?;
            let (event, span) = self.next()?;
            let (value, nodes) = self.node(event, span)?;
            (size, end) = (size + key_nodes + nodes, value.span.end);
            match self.key(key, &mut seen) {
                Some(key) => entries.push((key, value)),
                None => self.cx.lost.push(value.span),
            }
        }
    }

    /// The key of a map, unless it is no scalar or stands there already.
    fn key(&mut self, key: Node, seen: &mut BTreeMap<String, Span>) -> Option<Spanned<String>> {
        let Kind::Scalar { text, .. } = key.kind else {
            self.cx.report(&rules::WRONG_TYPE, key.span, format!("a key must be text, not {}", key.kind.name()));
            return None;
        };
        if let Some(&first) = seen.get(&text) {
            self.cx
                .report(&rules::DUPLICATE_KEY, key.span, format!("the key `{text}` stands here twice"))
                .label("second time")
                .related(first, "first time");
            return None;
        }
        seen.insert(text.clone(), key.span);
        Some(Spanned::new(text, key.span))
    }

    fn alias(&mut self, id: usize, span: Span) -> Result<(Node, usize), Stop> {
        let Some((target, size)) = self.anchors.get(&id) else {
            self.cx.report(&rules::YAML_SYNTAX, span, "the alias stands inside what it names");
            return Err(Stop);
        };
        self.alias_nodes += size;
        if self.alias_nodes > ALIAS_NODE_LIMIT {
            let message = format!("aliases make this file grow by more than {ALIAS_NODE_LIMIT} values");
            self.cx.report(&rules::ALIAS_LIMIT, span, message);
            return Err(Stop);
        }
        Ok((target.clone(), *size))
    }

    fn anchored(&mut self, anchor: usize, node: Node, size: usize) -> (Node, usize) {
        if anchor != 0 {
            self.anchors.insert(anchor, (node.clone(), size));
        }
        (node, size)
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, self.offset + start, self.offset + end)
    }
}

fn scalar(text: String, style: ScalarStyle) -> Kind {
    match style {
        ScalarStyle::Plain if text.is_empty() || text == "~" || text == "null" => Kind::Null,
        style => Kind::Scalar { text, plain: style == ScalarStyle::Plain },
    }
}
