//! Changes to a status file as changes to its text: what is not changed keeps its bytes, comments and order.

use crate::import::record::{Field, Record};
use crate::import::scalar::{Style, list, scalar};
use crate::parse::statuses::{Pair, StatusFile, WrittenStatus};

/// How far the keys of an entry are indented that is written anew.
const INDENT: usize = 2;

/// Bytes of a text, and what takes their place.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Patch {
    start: usize,
    end: usize,
    text: String,
}

/// How much of an entry is written again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Care {
    /// Only the values that change.
    Values,
    /// The whole entry.
    Entries,
}

/// A status file and its text, which ends with its last line.
pub(super) struct Page<'p> {
    pub(super) file: &'p StatusFile,
    pub(super) text: &'p str,
}

impl Page<'_> {
    /// The text with entries changed (by position) and others added at its end.
    pub(super) fn edited(&self, changed: &[(usize, Record)], added: &[(String, Record)], care: Care) -> String {
        let mut patches = Vec::new();
        for (at, record) in changed {
            let entry = &self.file.entries[*at];
            match care {
                Care::Values => self.values(entry, record, &mut patches),
                Care::Entries => patches.push(self.whole(entry, record)),
            }
        }
        patches.extend(self.addition(added));
        // What goes to one place stays in order.
        patches.sort_by_key(|patch| patch.start);
        let (mut out, mut from) = (String::with_capacity(self.text.len()), 0);
        for patch in &patches {
            // What overlaps cannot be right, and the reading afterwards finds it wrong.
            out.push_str(self.text.get(from..patch.start).unwrap_or_default());
            out.push_str(&patch.text);
            from = patch.end.max(from);
        }
        out.push_str(self.text.get(from..).unwrap_or_default());
        out
    }

    /// Every value of an entry that is another one now.
    fn values(&self, entry: &WrittenStatus, record: &Record, patches: &mut Vec<Patch>) {
        let before = Record::of(&entry.body);
        let mut last = entry.pairs.iter().find(|pair| pair.key == "item");
        for field in Field::ALL {
            let pair = entry.pairs.iter().find(|pair| pair.key == field.key());
            let same = before.lines(field) == record.lines(field);
            match pair {
                Some(_) if same => {}
                Some(pair) if record.is_blank(field) => patches.push(self.removal(entry, pair)),
                Some(pair) => patches.push(self.replacement(entry, pair, record, field)),
                None if same => {}
                None => patches.extend(last.map(|last| self.insertion(entry, last, record, field))),
            }
            last = pair.or(last);
        }
    }

    /// A new value for a key that is there.
    fn replacement(&self, entry: &WrittenStatus, pair: &Pair, record: &Record, field: Field) -> Patch {
        let between = self.text.get(pair.at.end..pair.value.start).unwrap_or_default();
        // A comment behind the value would become part of a block.
        let commented = !self.text[pair.value.end..self.line_end(pair.value.end)].trim().is_empty();
        let value = value(record, field, if commented { Style::Flow } else { self.style(entry) });
        let own = self.text.get(pair.value.clone()).unwrap_or_default();
        // A value that is a block or a list begins right behind the colon: what says so goes with it.
        if own.is_empty() || between.contains(['|', '>', '\n']) || between.trim().len() > 1 || value.contains('\n') {
            let start = pair.at.end + between.find(':').map_or(0, |colon| colon + 1);
            let text = if value.starts_with('\n') { value } else { format!(" {value}") };
            return Patch { start, end: pair.value.end.max(start), text: text.replace('\n', self.newline()) };
        }
        Patch { start: pair.value.start, end: pair.value.end, text: value }
    }

    /// A key and a value behind another key.
    fn insertion(&self, entry: &WrittenStatus, last: &Pair, record: &Record, field: Field) -> Patch {
        let words = pair(record, field, self.style(entry));
        if entry.braces {
            let at = self.pair_end(last);
            return Patch { start: at, end: at, text: format!(", {words}") };
        }
        let at = self.line_end(self.pair_end(last));
        let text = format!("{}{words}\n", " ".repeat(self.column(entry.range.start)));
        Patch { start: at, end: at, text: text.replace('\n', self.newline()) }
    }

    /// A key and its value, gone.
    fn removal(&self, entry: &WrittenStatus, pair: &Pair) -> Patch {
        let end = self.pair_end(pair);
        let before = entry.pairs.iter().take_while(|other| other.at.start < pair.at.start).last();
        match before {
            Some(before) if entry.braces => Patch { start: self.pair_end(before), end, text: String::new() },
            _ => {
                let start = self.text[..pair.at.start].rfind('\n').map_or(0, |newline| newline + 1);
                Patch { start, end: self.line_end(end), text: String::new() }
            }
        }
    }

    /// An entry, written anew.
    fn whole(&self, entry: &WrittenStatus, record: &Record) -> Patch {
        let text = match entry.braces {
            true => format!("{{ {} }}", pairs(&entry.body.item.value, record, Style::Flow).join(", ")),
            false => {
                let indent = self.column(entry.range.start);
                pairs(&entry.body.item.value, record, Style::Block { indent }).join(&format!("\n{}", " ".repeat(indent)))
            }
        };
        Patch { start: entry.range.start, end: entry.range.end, text: text.replace('\n', self.newline()) }
    }

    /// New entries behind the last one.
    fn addition(&self, added: &[(String, Record)]) -> Option<Patch> {
        if added.is_empty() {
            return None;
        }
        if let Some(bracket) = self.file.bracket {
            let entry = |(item, record): &(String, Record)| format!("{{ {} }}", pairs(item, record, Style::Flow).join(", "));
            let entries = added.iter().map(entry).collect::<Vec<_>>().join(", ");
            let comma = if self.file.entries.is_empty() { "" } else { ", " };
            let at = self.file.entries.last().map_or(bracket, |last| last.range.end);
            return Some(Patch { start: at, end: at, text: format!("{comma}{entries}") });
        }
        let dash = self.file.entries.first().map_or(0, |entry| self.dash(entry));
        let end = self.end();
        let text: String = added.iter().map(|(item, record)| appended(item, record, dash)).collect();
        Some(Patch { start: end, end, text: text.replace('\n', self.newline()) })
    }

    /// Where new entries go: the end of the text, before what ends the document.
    fn end(&self) -> usize {
        let from = self.file.entries.last().map_or(0, |last| last.range.end);
        let rest = &self.text[from..];
        rest.match_indices("\n...").map(|(at, _)| from + at + 1).next().unwrap_or(self.text.len())
    }

    fn style(&self, entry: &WrittenStatus) -> Style {
        if entry.braces { Style::Flow } else { Style::Block { indent: self.column(entry.range.start) } }
    }

    /// One past the last byte of a key with its value.
    fn pair_end(&self, pair: &Pair) -> usize {
        let colon = self.text.get(pair.at.end..).and_then(|rest| rest.find(':')).map_or(pair.at.end, |colon| pair.at.end + colon + 1);
        pair.value.end.max(colon)
    }

    /// Where the next line begins.
    fn line_end(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |newline| at + newline + 1)
    }

    /// How many characters stand before a place in its line.
    fn column(&self, at: usize) -> usize {
        let start = self.text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        self.text[start..at].chars().count()
    }

    /// How far the dash of an entry is indented.
    fn dash(&self, entry: &WrittenStatus) -> usize {
        self.text[..entry.range.start].rfind('-').map_or(0, |dash| self.column(dash))
    }

    fn newline(&self) -> &'static str {
        let first = self.text.find('\n').unwrap_or(0);
        if self.text[..first].ends_with('\r') { "\r\n" } else { "\n" }
    }
}

/// An entry on lines of its own, behind a dash.
pub(super) fn appended(item: &str, record: &Record, dash: usize) -> String {
    let indent = dash + INDENT;
    let (lead, next) = (" ".repeat(dash), format!("\n{}", " ".repeat(indent)));
    format!("{lead}- {}\n", pairs(item, record, Style::Block { indent }).join(&next))
}

/// The keys of an entry with their values.
fn pairs(item: &str, record: &Record, style: Style) -> Vec<String> {
    let fields = Field::ALL.into_iter().filter(|field| !record.is_blank(*field));
    std::iter::once(format!("item: {}", scalar(item, style))).chain(fields.map(|field| pair(record, field, style))).collect()
}

/// A key with its value.
fn pair(record: &Record, field: Field, style: Style) -> String {
    let value = value(record, field, style);
    format!("{}:{}{value}", field.key(), if value.starts_with('\n') { "" } else { " " })
}

/// The value of a field. Evidence is a list, which stands on lines of its own where it would make a long one.
fn value(record: &Record, field: Field, style: Style) -> String {
    const LINE: usize = 110;
    let lines = record.lines(field);
    if field != Field::Evidence {
        return scalar(&lines.join("\n"), style);
    }
    let short = list(&lines);
    match style {
        Style::Block { indent } if lines.len() > 1 && short.chars().count() + indent > LINE => {
            let item = |line: &String| format!("\n{}- {}", " ".repeat(indent + INDENT), scalar(line, Style::Block { indent: indent + INDENT }));
            lines.iter().map(item).collect()
        }
        _ => short,
    }
}
