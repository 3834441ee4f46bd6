//! Includes: a file of the book, or a part of it, in the place that asks for it. Which file, which part, and within which limits.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::diag::{Diagnostics, Finding, rules};
use crate::markdown::split_front_matter;
use crate::source::{FileId, Sources, Span, without_hidden};

/// Includes may be nested this deep.
const DEPTH: usize = 8;

/// The most that the includes of one file may add up to, in bytes.
const TOTAL: usize = 1 << 20;

/// The same for all files of a book.
const TOTAL_OF_BOOK: usize = 64 << 20;

/// What a request counts as by itself, so that empty ones and wrong ones come to an end as well.
const REQUEST: usize = 64;

/// What a paragraph that is an include begins with.
pub(super) const MARK: &str = "{{#include";

/// What a part of a file begins after and ends before.
const MARKS: [&str; 2] = ["ANCHOR:", "ANCHOR_END:"];

/// What becomes of HTML in prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Html {
    /// It is shown as the characters it is.
    Shown,
    /// What is harmless of it stands on the page.
    Sanitised,
}

/// What holds for all prose of a book.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'s> {
    /// The folder of content.
    pub src: &'s str,
    /// What becomes of HTML.
    pub html: Html,
}

/// What the includes of one file have come to so far.
#[derive(Debug, Clone)]
pub struct Includes {
    src: String,
    html: Html,
    used: BTreeSet<FileId>,
    asked: bool,
    outlines: BTreeMap<FileId, Outline>,
    total: usize,
}

/// What a file can be asked for.
#[derive(Debug, Clone, Default)]
struct Outline {
    /// Where its text begins: after its front matter, where it has one.
    text: usize,
    /// Its named parts.
    parts: BTreeMap<String, Range<usize>>,
}

/// The files around a text, and where findings about them go.
pub struct Around<'a> {
    /// The files.
    pub sources: &'a Sources,
    /// What was included so far.
    pub includes: &'a mut Includes,
    /// Where findings go.
    pub findings: &'a mut Diagnostics,
}

/// How much of a file is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Much<'t> {
    /// All of it.
    All,
    /// Lines, counted from 1; to the end, where there is no last one.
    Lines(usize, Option<usize>),
    /// What stands between the marks with a name.
    Part(&'t str),
}

/// A request: the path as written, how much, and where it is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'t> {
    pub(super) path: &'t str,
    pub(super) much: Much<'t>,
    pub(super) at: Span,
}

impl Includes {
    /// A file that includes nothing yet.
    pub fn new(setting: Setting<'_>) -> Self {
        Self { src: setting.src.to_owned(), html: setting.html, used: BTreeSet::new(), asked: false, outlines: BTreeMap::new(), total: 0 }
    }

    /// Whether anything was asked for, be it there or not.
    pub fn is_asked(&self) -> bool {
        self.asked
    }

    /// The files that something was taken from.
    pub fn used(&self) -> impl Iterator<Item = FileId> {
        self.used.iter().copied()
    }

    /// Adds what one file includes to what those before it do; reports the file with which it is too much.
    pub fn add_up(&self, before: usize, file: FileId, findings: &mut Diagnostics) -> usize {
        let total = before.saturating_add(self.total);
        if before <= TOTAL_OF_BOOK && total > TOTAL_OF_BOOK {
            let message = format!("with this file, the includes of the book add up to more than {} MiB", TOTAL_OF_BOOK >> 20);
            findings.report(&rules::INCLUDE_LIMIT, Span::start_of(file), message);
        }
        total
    }
}

/// Reads `part.md`, `part.md:name`, `part.md:2`, `part.md:2:`, `part.md::10` or `part.md:2:10`; `None` where it is none of them.
pub(super) fn directive(text: &str) -> Option<(&str, Much<'_>)> {
    let parts: Vec<&str> = text.trim().split(':').map(str::trim).collect();
    let much = match parts.as_slice() {
        [_] | [_, ""] => Much::All,
        [_, line] if line.bytes().all(|byte| byte.is_ascii_digit()) => run(line, line)?,
        [_, part] => Much::Part(part),
        [_, first, last] => run(first, last)?,
        _ => return None,
    };
    parts.first().filter(|path| !path.is_empty()).map(|path| (*path, much))
}

/// Reads `3`, `3-9`, `12-` or `-9`.
pub(super) fn lines(text: &str) -> Option<Much<'static>> {
    let (first, last) = text.trim().split_once('-').unwrap_or((text.trim(), text.trim()));
    run(first.trim(), last.trim())
}

fn run(first: &str, last: &str) -> Option<Much<'static>> {
    let first = if first.is_empty() { 1 } else { first.parse().ok()? };
    let last = if last.is_empty() { None } else { Some(last.parse().ok()?) };
    (first > 0 && last.is_none_or(|last| first <= last)).then_some(Much::Lines(first, last))
}

impl Around<'_> {
    /// What becomes of HTML.
    pub(super) fn html(&self) -> Html {
        self.includes.html
    }

    /// Says that an include is not written as it should be.
    pub(super) fn wrong(&mut self, at: Span, message: impl Into<String>) -> Finding<'_> {
        self.findings.report(&rules::INCLUDE, at, message)
    }

    /// The lines of a file as code, without the marks of parts.
    pub(super) fn code(&mut self, asked: Asked<'_>) -> Option<String> {
        let file = self.find(asked)?;
        let range = self.range(file, 0, asked)?;
        let mut shown = String::with_capacity(range.len());
        let lines = self.sources.text(file).get(range)?.lines().filter(|line| mark(line).is_none());
        lines.for_each(|line| {
            shown.push_str(line);
            shown.push('\n');
        });
        shown.truncate(shown.trim_end_matches('\n').len());
        Some(without_hidden(&shown).into_owned())
    }

    /// The place of the prose that is asked for. `open` are the files that are being read, each included by the one before it.
    pub(super) fn prose(&mut self, asked: Asked<'_>, open: &[FileId]) -> Option<Span> {
        let Asked { path, at, .. } = asked;
        if !path.to_ascii_lowercase().ends_with(".md") {
            let name = path.rsplit('/').next().unwrap_or(path);
            let lang = name.rsplit_once('.').map_or("text", |(_, ending)| ending);
            let finding = self.wrong(at, format!("`{path}` is no prose: only `.md` files are put into a text"));
            finding.help(format!("show it as code, in a fence without text: ```{lang} file=\"{path}\""));
            return None;
        }
        let file = self.find(asked)?;
        if open.contains(&file) {
            let message = format!("`{path}` is included in a circle");
            self.findings.report(&rules::INCLUDE_LIMIT, at, message).label("this file is being read already");
            return None;
        }
        if open.len() > DEPTH {
            self.findings.report(&rules::INCLUDE_LIMIT, at, format!("includes are nested deeper than {DEPTH}"));
            return None;
        }
        let body = self.outline(file).text;
        let range = self.range(file, body, asked)?;
        Some(Span::new(file, range.start, range.end))
    }

    /// The file at a path, relative to the one that names it.
    fn find(&mut self, asked: Asked<'_>) -> Option<FileId> {
        self.includes.asked = true;
        if !self.spend(REQUEST, asked.at) {
            return None;
        }
        let Asked { path, at, .. } = asked;
        let from = self.sources.path(at.file);
        let inside = join(from, path).filter(|path| path.strip_prefix(&self.includes.src).is_some_and(|rest| rest.starts_with('/')));
        let Some(target) = inside else {
            let message = format!("`{path}` lies outside of the content folder");
            self.findings.report(&rules::DEAD_INCLUDE, at, message);
            return None;
        };
        let Some(file) = self.sources.find(&target) else {
            let names = neighbours(self.sources, &target, path);
            let finding = self.findings.report(&rules::DEAD_INCLUDE, at, format!("there is no file `{path}`"));
            finding.label("asked for here").nearest(path, names.iter().map(String::as_str));
            return None;
        };
        self.includes.used.insert(file);
        if !self.sources.is_text(file) {
            self.wrong(at, format!("`{path}` is not UTF-8 text"));
            return None;
        }
        Some(file)
    }

    /// The bytes that are asked for, from `body` on, within the limit of all includes.
    fn range(&mut self, file: FileId, body: usize, asked: Asked<'_>) -> Option<Range<usize>> {
        let range = match asked.much {
            Much::All => body..self.sources.text(file).len(),
            Much::Part(name) => self.part(file, name, asked)?,
            Much::Lines(first, last) => self.lines(file, (first, last), asked)?,
        };
        let range = range.start.max(body)..range.end.max(body);
        self.spend(range.len(), asked.at).then_some(range)
    }

    /// Counts what an include takes; false when it is too much, which is said once.
    fn spend(&mut self, bytes: usize, at: Span) -> bool {
        let before = self.includes.total;
        self.includes.total = before.saturating_add(bytes);
        if before <= TOTAL && self.includes.total > TOTAL {
            let message = format!("the includes of this file add up to more than {} MiB", TOTAL >> 20);
            self.findings.report(&rules::INCLUDE_LIMIT, at, message);
        }
        self.includes.total <= TOTAL
    }

    fn lines(&mut self, file: FileId, (first, last): (usize, Option<usize>), asked: Asked<'_>) -> Option<Range<usize>> {
        let count = self.sources.line_count(file);
        if first > count || last.is_some_and(|last| last > count) {
            let word = if count == 1 { "line" } else { "lines" };
            self.findings.report(&rules::DEAD_INCLUDE, asked.at, format!("`{}` has {count} {word}", asked.path)).label("these are more");
            return None;
        }
        Some(self.sources.lines(file, first, last.unwrap_or(count)))
    }

    fn part(&mut self, file: FileId, name: &str, asked: Asked<'_>) -> Option<Range<usize>> {
        self.outline(file);
        let outline = self.includes.outlines.get(&file)?;
        let found = outline.parts.get(name).cloned();
        if found.is_none() {
            let finding = self.findings.report(&rules::DEAD_INCLUDE, asked.at, format!("`{}` has no part `{name}`", asked.path));
            match crate::diag::nearest(name, outline.parts.keys().map(String::as_str)) {
                Some(near) => finding.help(format!("did you mean `{near}`?")),
                None => finding.help(format!("a part stands between lines that contain `ANCHOR: {name}` and `ANCHOR_END: {name}`")),
            };
        }
        found
    }

    /// What a file can be asked for; read once for all that ask.
    fn outline(&mut self, file: FileId) -> &Outline {
        let (sources, outlines) = (self.sources, &mut self.includes.outlines);
        outlines.entry(file).or_insert_with(|| Outline::of(sources.text(file), sources.path(file).ends_with(".md")))
    }
}

impl Outline {
    fn of(text: &str, is_prose: bool) -> Self {
        let body = split_front_matter(text).filter(|_| is_prose).map_or(0, |(_, body)| body);
        let mut outline = Self { text: body, parts: BTreeMap::new() };
        let mut open: BTreeMap<&str, usize> = BTreeMap::new();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let end = at + line.len();
            match mark(line) {
                Some((true, name)) => drop(open.entry(name).or_insert(end)),
                Some((false, name)) => {
                    if let Some(start) = open.remove(name) {
                        outline.parts.entry(name.to_owned()).or_insert(start..at);
                    }
                }
                None => {}
            }
            at = end;
        }
        for (name, start) in open {
            outline.parts.entry(name.to_owned()).or_insert(start..text.len());
        }
        outline
    }
}

/// The name of the part that begins (or else ends) at a line.
fn mark(line: &str) -> Option<(bool, &str)> {
    let [begin, end] = MARKS;
    let after = |mark: &str| {
        let rest = &line[line.find(mark)? + mark.len()..];
        let rest = rest.trim_start();
        let length = rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_')).unwrap_or(rest.len());
        (length > 0).then(|| &rest[..length])
    };
    after(begin).map(|name| (true, name)).or_else(|| after(end).map(|name| (false, name)))
}

/// A path relative to the folder of a file; `None` where it leads out of everything.
fn join(file: &str, relative: &str) -> Option<String> {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The files in the folder of a path that is missing, written as that path is.
fn neighbours(sources: &Sources, target: &str, written: &str) -> Vec<String> {
    let folder = target.rsplit_once('/').map_or("", |(folder, _)| folder);
    let prefix = written.rsplit_once('/').map_or(String::new(), |(prefix, _)| format!("{prefix}/"));
    let names = sources.under(folder).filter_map(|file| sources.path(file).strip_prefix(folder)?.strip_prefix('/'));
    names.filter(|name| !name.contains('/')).map(|name| format!("{prefix}{name}")).collect()
}
