//! A filled Markdown checklist: boxes with the keys of their items in comments, and `- State: …` lines below them.
//!
//! It is read line by line, so that what editors and formatters do to the rest of the file does not matter.

use crate::diag::nearest;
use crate::import::Filled;
use crate::import::entry::{Cell, ROW_LIMIT, Row, short};

const OPEN: &str = "<!-- item:";
const CLOSE: &str = "-->";

/// Whether a text has items of a checklist.
pub(super) fn is_checklist(text: &str) -> bool {
    text.contains(OPEN)
}

/// Reads every item.
pub(super) fn read(text: &str) -> Result<Filled, String> {
    let front = front_matter(text);
    let mut reading = Reading::default();
    let body = text.lines().enumerate().skip(front.lines);
    for (at, line) in body {
        reading.line(line, at + 1);
        if reading.rows.len() > ROW_LIMIT {
            return Err(format!("it has more than {ROW_LIMIT} items"));
        }
    }
    reading.close();
    if reading.rows.is_empty() {
        return Err(format!("no line of it names an item, as in `{OPEN} patch-guest-os@ec2 {CLOSE}`"));
    }
    Ok(Filled { rows: reading.rows, remarks: reading.remarks, ..front.filled })
}

/// What stands before the text, and how many lines that takes.
struct Front {
    filled: Filled,
    lines: usize,
}

fn front_matter(text: &str) -> Front {
    let mut filled = Filled::new("Markdown");
    let mut lines = text.lines();
    if lines.next().map(str::trim_end) != Some("---") {
        return Front { filled, lines: 0 };
    }
    let Some(length) = lines.clone().position(|line| line.trim_end() == "---") else {
        return Front { filled, lines: 0 };
    };
    for line in lines.take(length) {
        let Some((key, value)) = line.split_once(':') else { continue };
        let value = Some(value.trim().trim_matches(['"', '\'']).to_owned()).filter(|value| !value.is_empty());
        match key.trim() {
            "selector" => filled.selector = value,
            "workload" => filled.workload = value,
            "revision" => filled.revision = value,
            "hash" => filled.hash = value,
            _ => {}
        }
    }
    Front { filled, lines: length + 2 }
}

/// What has been read so far, and what the next line may go on with.
#[derive(Default)]
struct Reading {
    rows: Vec<Row>,
    remarks: Vec<(String, String)>,
    /// The fence of the code block that is open.
    fence: Option<String>,
    /// The box that is open.
    item: Option<Open>,
    /// The cell that a line without a mark goes on with, and how far its mark is indented.
    cell: Option<(usize, Cell)>,
}

/// A box whose lines are being read.
struct Open {
    /// How far its mark is indented.
    indent: usize,
    /// Whether its key was found.
    keyed: bool,
    /// Whether a line below it has been read.
    below: bool,
    row: Row,
}

impl Reading {
    fn line(&mut self, line: &str, number: usize) {
        let (indent, rest) = indented(line);
        if let Some(fence) = &self.fence {
            if rest.starts_with(fence.as_str()) && rest.trim_end().chars().all(|c| c == '`' || c == '~') {
                self.fence = None;
            }
            return;
        }
        if rest.starts_with("```") || rest.starts_with("~~~") {
            let mark = rest.chars().next().unwrap_or('`');
            self.fence = Some(rest.chars().take_while(|c| *c == mark).collect());
            return;
        }
        match marked(rest) {
            Some(text) => self.entry(indent, text, number),
            None => self.rest(indent, rest),
        }
    }

    /// A line that begins an entry of a list.
    fn entry(&mut self, indent: usize, text: &str, number: usize) {
        // A list below a field, as people write several links.
        if let (Some((mark, cell)), Some(open)) = (self.cell, self.item.as_mut())
            && indent > mark
        {
            open.row.put(cell, &unescaped(text));
            return;
        }
        self.cell = None;
        if self.item.as_ref().is_some_and(|open| indent > open.indent) {
            self.below(indent, text, number);
            return;
        }
        self.close();
        let (tick, words) = ticked(text);
        if tick.is_none() && !words.contains(OPEN) {
            return;
        }
        let mut row = Row::new("", format!("line {number}"));
        row.put(
            Cell::Done,
            match tick {
                Some(true) => "true",
                Some(false) => "false",
                None => "",
            },
        );
        let mut open = Open { indent, keyed: false, below: false, row };
        open.key(words);
        self.item = Some(open);
    }

    /// An entry below a box: a cell, or what the checklist says about its item.
    fn below(&mut self, indent: usize, text: &str, number: usize) {
        let Some(open) = self.item.as_mut() else { return };
        open.below = true;
        let label = text.split_once(':').map(|(label, value)| (label.trim_matches(['*', '_', ' ']), value));
        let known = label.and_then(|(label, value)| Some((Cell::named(label)?, value)));
        match (known, label) {
            (Some((cell, value)), _) => {
                open.row.put(cell, &unescaped(value.trim().trim_start_matches("**").trim()));
                self.cell = Some((indent, cell));
            }
            (None, Some((label, value))) if !value.trim().is_empty() => {
                let labels = Cell::ALL.map(Cell::label);
                if let Some(near) = nearest(label, labels) {
                    self.remarks
                        .push((format!("line {number}"), format!("`{}` is no field, and was not read; did you mean `{near}`?", short(label))));
                }
            }
            _ if text.contains("[steps](") || text.trim().is_empty() => {}
            _ => self.remarks.push((format!("line {number}"), format!("`{}` was not read; write `- Note: …`", short(text)))),
        }
    }

    /// A line that begins nothing: it goes on with a box or a cell, or ends what is open.
    fn rest(&mut self, indent: usize, rest: &str) {
        if rest.is_empty() {
            return;
        }
        let Some(open) = self.item.as_mut() else { return };
        match self.cell {
            Some((mark, cell)) if indent > mark => open.row.go_on(cell, &unescaped(rest.trim())),
            _ if !open.below && indent > open.indent => open.key(rest),
            _ => self.close(),
        }
    }

    /// Ends the box that is open.
    fn close(&mut self) {
        self.cell = None;
        let Some(open) = self.item.take() else { return };
        if open.keyed {
            self.rows.push(open.row);
        } else if open.row.get(Cell::Done) == "true" || open.row.cells.len() > 1 {
            self.remarks.push((open.row.place, format!("this box has lost its comment `{OPEN} … {CLOSE}`, and was not read")));
        }
    }
}

impl Open {
    /// Looks for the key in what the box says.
    fn key(&mut self, words: &str) {
        let found = words.split_once(OPEN).and_then(|(_, rest)| rest.split_once(CLOSE));
        if let (Some((key, _)), false) = (found, self.keyed) {
            key.trim().clone_into(&mut self.row.item);
            self.keyed = true;
        }
    }
}

/// How far a line is indented, and what it says. A tab goes to the next multiple of four.
fn indented(line: &str) -> (usize, &str) {
    let rest = line.trim_start_matches([' ', '\t']);
    let lead = &line[..line.len() - rest.len()];
    (lead.chars().fold(0, |column, c| if c == '\t' { column / 4 * 4 + 4 } else { column + 1 }), rest.trim_end())
}

/// What stands behind the mark of a list.
fn marked(rest: &str) -> Option<&str> {
    let text = rest.strip_prefix(['-', '*', '+'])?;
    if text.is_empty() { Some(text) } else { text.strip_prefix([' ', '\t']).map(str::trim_start) }
}

/// A box, and what stands behind it.
fn ticked(text: &str) -> (Option<bool>, &str) {
    for (mark, tick) in [("[ ]", false), ("[x]", true), ("[X]", true), ("[]", false)] {
        if let Some(rest) = text.strip_prefix(mark) {
            return (Some(tick), rest);
        }
    }
    (None, text)
}

/// Text as Markdown means it: without the backslashes before punctuation, and without the brackets around an address.
fn unescaped(text: &str) -> String {
    let text = text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).filter(|inner| inner.contains("://")).unwrap_or(text);
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match (c, rest.peek()) {
            ('\\', Some(next)) if next.is_ascii_punctuation() => out.extend(rest.next()),
            _ => out.push(c),
        }
    }
    out
}
