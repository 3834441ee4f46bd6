//! What a text includes, in its place: a block of code from a file, or the blocks of another text.

use std::ops::Range;

use pulldown_cmark::{Event, TagEnd};

use crate::markdown::events::Fold;
use crate::markdown::include::{self, Asked, Much};
use crate::markdown::{Block, Origin, fence};

impl Fold<'_, '_, '_> {
    /// The file that a fence shows in place of a text of its own.
    pub(super) fn shown(&mut self, file: &str, fence: &fence::Fence, text: String, range: &Range<usize>) -> String {
        let at = self.origin.at(self.first_line(range));
        let Some(around) = &mut self.page.around else { return text };
        if !text.trim().is_empty() {
            around.wrong(at, format!("this block shows `{file}` and has a text of its own")).help("leave the block empty, or leave out `file=`");
            return text;
        }
        if fence.lang == "onus" {
            around.wrong(at, "a live block says itself what it shows").help("leave out `file=`");
            return text;
        }
        let much = match (&fence.lines, &fence.part) {
            (None, None) => Some(Much::All),
            (None, Some(part)) => Some(Much::Part(part)),
            (Some(lines), None) => include::lines(lines),
            (Some(_), Some(_)) => {
                around.wrong(at, "this block asks for lines and for a part").help("leave out `lines=` or `part=`");
                return text;
            }
        };
        let Some(much) = much else {
            let lines = fence.lines.as_deref().unwrap_or_default();
            around.wrong(at, format!("`{lines}` does not say which lines")).help("lines are counted from 1: `3-9`, `12-`, `-9` or `3`");
            return text;
        };
        around.code(Asked { path: file, much, at }).unwrap_or_default()
    }

    /// The first line of a range, without the space at its end.
    fn first_line(&self, range: &Range<usize>) -> Range<usize> {
        let line = self.text.get(range.clone()).and_then(|text| text.lines().next()).unwrap_or_default();
        range.start..range.start + line.trim_end().len()
    }

    /// Whether a paragraph asks for files, and for nothing else. Text in which nobody looks for files is as it is written.
    pub(super) fn is_include(&self, range: &Range<usize>) -> bool {
        let Some(text) = self.text.get(range.clone()).filter(|text| text.starts_with(include::MARK)) else { return false };
        self.page.around.is_some() && text.trim_end().lines().all(|line| request(line).is_some())
    }

    /// The blocks of the files that a paragraph asks for, a line a file.
    pub(super) fn included(&mut self, range: &Range<usize>, depth: usize) -> Vec<Block> {
        while self.events.next().is_some_and(|(event, _)| !matches!(event, Event::End(TagEnd::Paragraph))) {}
        let mut blocks = Vec::new();
        let mut start = range.start;
        for line in self.text.get(range.clone()).unwrap_or_default().split_inclusive('\n') {
            if let Some(asked) = request(line) {
                let from = start + line.rfind(asked).unwrap_or(0);
                blocks.append(&mut self.file(asked, from, depth));
            }
            start += line.len();
        }
        blocks
    }

    /// The blocks of one file.
    fn file(&mut self, asked: &str, from: usize, depth: usize) -> Vec<Block> {
        let at = self.origin.at(from..from + asked.len());
        let Some(around) = &mut self.page.around else { return Vec::new() };
        let Some((path, much)) = include::directive(asked) else {
            around.wrong(at, format!("`{asked}` does not say which lines")).help("write `part.md`, `part.md:name` or `part.md:2:10`");
            return Vec::new();
        };
        let Some(span) = around.prose(Asked { path, much, at }, &self.page.open) else { return Vec::new() };
        let text = around.sources.slice(span);
        self.page.open.push(span.file);
        let blocks = Fold::new(text, Origin::exact(span), self.page).blocks(depth);
        self.page.open.pop();
        blocks
    }
}

/// What a line with nothing but an include asks for; in a quotation its mark stands in front.
fn request(line: &str) -> Option<&str> {
    let line = line.trim_start_matches(|c: char| c == '>' || c.is_whitespace()).trim_end();
    let asked = line.strip_prefix(include::MARK)?.strip_suffix("}}")?;
    (asked.starts_with(char::is_whitespace) && !asked.contains("}}")).then(|| asked.trim())
}
