//! The texts a book is made of, and places in them.
//!
//! `load` fills [`Sources`]; every later stage only reads it. A [`Span`] is a file and a byte range;
//! lines and columns are worked out when a message is printed.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

/// So many hidden characters of a file are told.
const HIDDEN_TOLD: usize = 20;

/// A file of [`Sources`], by its position in path order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FileId(u32);

/// A byte range in a file. `start <= end`, both on character boundaries. By default the first byte of the first file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The file the range lies in.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A range of `file`, in bytes.
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        let clip = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { file, start: clip(start), end: clip(end.max(start)) }
    }

    /// The first byte of `file`, for messages about a file as a whole.
    pub fn start_of(file: FileId) -> Self {
        Self { file, start: 0, end: 0 }
    }
}

/// A value and the place it was written at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// What was written.
    pub value: T,
    /// Where.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// A value at a place.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// One file: its path relative to the book, with `/`, and what it holds.
#[derive(Debug, Clone)]
pub struct File {
    path: String,
    body: Body,
    /// A digest of what it holds.
    digest: u128,
    /// Whether its text began with a byte order mark.
    marked: bool,
    /// Where hidden characters stood in its prose.
    hidden: Vec<(u32, char)>,
    /// Whether what it holds was not read.
    left_out: bool,
    line_starts: Vec<u32>,
}

#[derive(Debug, Clone)]
enum Body {
    Text(String),
    Bytes(Vec<u8>),
}

/// All files of a book, sorted by path. A copy of them shares what they hold.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<Arc<File>>,
}

/// A line and a column, both counted from 1; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Sources {
    /// Takes paths (relative to the book, `/` between parts) with their bytes, in any order.
    /// Bytes that are UTF-8 become text; a leading byte order mark is left out, and so are the hidden characters of Markdown.
    pub fn new(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        let files: Vec<(String, Vec<u8>)> = files.into_iter().collect();
        Self::of(files.into_par_iter().map(|(path, bytes)| Arc::new(File::new(path, bytes))).collect())
    }

    /// The sources that these files are, in any order; of two with one path the first.
    pub fn of(mut files: Vec<Arc<File>>) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files.dedup_by(|later, first| later.path == first.path);
        Self { files }
    }

    /// The same files, with this one in place of, or beside, the others.
    #[must_use]
    pub fn with(mut self, path: &str, bytes: Vec<u8>) -> Self {
        let file = Arc::new(File::new(path.to_owned(), bytes));
        match self.files.binary_search_by(|known| known.path.as_str().cmp(path)) {
            Ok(at) => self.files[at] = file,
            Err(at) => self.files.insert(at, file),
        }
        self
    }

    /// The same files, and one that was not read: it has a place for findings, and says nothing.
    #[must_use]
    pub fn without(mut self, path: &str) -> Self {
        self = self.with(path, Vec::new());
        if let Some(file) = self.find(path) {
            Arc::make_mut(&mut self.files[file.0 as usize]).left_out = true;
        }
        self
    }

    /// Whether what a file holds was not read, which a finding has said.
    pub fn is_left_out(&self, file: FileId) -> bool {
        self.file(file).left_out
    }

    /// Every file, in path order.
    pub fn ids(&self) -> impl Iterator<Item = FileId> + use<> {
        (0..u32::try_from(self.files.len()).unwrap_or(u32::MAX)).map(FileId)
    }

    /// The file at `path`, if there is one.
    pub fn find(&self, path: &str) -> Option<FileId> {
        let at = self.files.binary_search_by(|file| file.path.as_str().cmp(path)).ok()?;
        u32::try_from(at).ok().map(FileId)
    }

    /// The files in a folder and in those below it, in path order.
    pub fn under(&self, folder: &str) -> impl Iterator<Item = FileId> {
        self.ids().filter(move |file| self.path(*file).strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
    }

    /// The path of a file, relative to the book.
    pub fn path(&self, file: FileId) -> &str {
        &self.file(file).path
    }

    /// The text of a file; empty for a file that is not UTF-8.
    pub fn text(&self, file: FileId) -> &str {
        match &self.file(file).body {
            Body::Text(text) => text,
            Body::Bytes(_) => "",
        }
    }

    /// Whether a file is UTF-8 text.
    pub fn is_text(&self, file: FileId) -> bool {
        matches!(self.file(file).body, Body::Text(_))
    }

    /// Whether the text of a file began with a byte order mark, which it is without here.
    pub fn is_marked(&self, file: FileId) -> bool {
        self.file(file).marked
    }

    /// The first of the hidden characters that a Markdown file was written with, and their places.
    pub fn hidden(&self, file: FileId) -> impl Iterator<Item = (Span, char)> {
        self.file(file).hidden.iter().map(move |(at, c)| (Span { file, start: *at, end: at + c.len_utf8() as u32 }, *c))
    }

    /// The bytes of a file.
    pub fn bytes(&self, file: FileId) -> &[u8] {
        match &self.file(file).body {
            Body::Text(text) => text.as_bytes(),
            Body::Bytes(bytes) => bytes,
        }
    }

    /// The text a span covers; clipped to the file.
    pub fn slice(&self, span: Span) -> &str {
        let text = self.text(span.file);
        text.get(span.start as usize..(span.end as usize).min(text.len())).unwrap_or("")
    }

    /// Where a span begins.
    pub fn line_column(&self, span: Span) -> LineColumn {
        let file = self.file(span.file);
        let line = file.line_starts.partition_point(|&start| start <= span.start).max(1);
        let start = file.line_starts.get(line - 1).copied().unwrap_or(0) as usize;
        let before = self.text(span.file).get(start..span.start as usize).unwrap_or("");
        LineColumn { line, column: before.chars().count() + 1 }
    }

    /// How many lines a file has.
    pub fn line_count(&self, file: FileId) -> usize {
        let starts = &self.file(file).line_starts;
        // What follows the last line break is a line only where there is something.
        starts.len() - usize::from(starts.last().is_some_and(|start| *start as usize == self.text(file).len()))
    }

    /// The bytes of the lines from `first` to `last`, both counted from 1.
    pub fn lines(&self, file: FileId, first: usize, last: usize) -> Range<usize> {
        let end = self.text(file).len();
        let start_of = |line: usize| self.file(file).line_starts.get(line.saturating_sub(1)).map_or(end, |start| *start as usize);
        let start = start_of(first);
        start..start_of(last.saturating_add(1)).max(start)
    }

    /// A digest of what a file holds.
    pub fn digest_of(&self, file: FileId) -> u128 {
        self.file(file).digest
    }

    /// A digest of every path, what the file there holds, and what stands beside them.
    pub fn digest(&self, beside: &str) -> String {
        let mut digest = Xxh3::new();
        for file in &self.files {
            digest.update(&[u8::from(file.left_out)]);
            digest.update(&(file.path.len() as u64).to_le_bytes());
            digest.update(file.path.as_bytes());
            digest.update(&file.digest.to_le_bytes());
        }
        digest.update(beside.as_bytes());
        format!("{:032x}", digest.digest128())
    }

    fn file(&self, id: FileId) -> &File {
        &self.files[id.0 as usize]
    }
}

impl File {
    /// The path of the file, relative to the book.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// A file with these bytes, as [`Sources::new`] takes it.
    pub fn new(path: String, bytes: Vec<u8>) -> Self {
        let digest = xxh3_128(&bytes);
        let marked = bytes.starts_with("\u{feff}".as_bytes());
        let body = match String::from_utf8(bytes) {
            Ok(text) => Body::Text(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)),
            Err(error) => Body::Bytes(error.into_bytes()),
        };
        let (body, hidden) = match body {
            Body::Text(text) if path.ends_with(".md") && text.contains(is_hidden) => {
                let places = text.char_indices().filter(|(_, c)| is_hidden(*c)).take(HIDDEN_TOLD);
                let hidden = places.filter_map(|(at, c)| Some((u32::try_from(at).ok()?, c))).collect();
                (Body::Text(without_hidden(&text).into_owned()), hidden)
            }
            body => (body, Vec::new()),
        };
        let mut line_starts = vec![0];
        if let Body::Text(text) = &body {
            line_starts.extend(text.match_indices('\n').filter_map(|(at, _)| u32::try_from(at + 1).ok()));
        }
        Self { path, body, digest, marked, hidden, left_out: false, line_starts }
    }
}

/// Whether a character is not seen and does something: controls a terminal, or turns the direction of the text around it.
pub fn is_hidden(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text with a sign of the same length in place of each hidden character, so that places stay.
pub fn without_hidden(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let sign = |c: char| match c.len_utf8() {
        _ if !is_hidden(c) => c,
        1 => ' ',
        2 => '\u{a0}',
        _ => char::REPLACEMENT_CHARACTER,
    };
    Cow::Owned(text.chars().map(sign).collect())
}
