//! Text into YAML: plain where every reader takes it for the same text, a block where it has several lines, else in quotes.

/// Where a value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// On lines of its own, whose keys are indented this far.
    Block { indent: usize },
    /// Between braces or brackets.
    Flow,
}

/// A text as the value of a key.
pub(super) fn scalar(text: &str, style: Style) -> String {
    match style {
        Style::Block { indent } if fits_block(text) => block(text, indent),
        _ if is_plain(text, style) => text.to_owned(),
        _ => quoted(text),
    }
}

/// Texts as a list between brackets.
pub(super) fn list(texts: &[String]) -> String {
    format!("[{}]", texts.iter().map(|text| scalar(text, Style::Flow)).collect::<Vec<_>>().join(", "))
}

/// Whether a text is the same text without quotes, for readers of YAML 1.1 and 1.2 alike.
fn is_plain(text: &str, style: Style) -> bool {
    const WORDS: [&str; 12] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n", ".inf", "-.inf", ".nan"];
    let Some(first) = text.chars().next() else { return false };
    let starts = !"-?:,[]{}#&*!|>'\"%@`=<".contains(first) && !first.is_whitespace();
    let inside = !text.contains(": ") && !text.contains(" #") && !text.ends_with([':', ' ']) && !text.contains(|c: char| c.is_control() || unseen(c));
    let flow = style != Style::Flow || !text.contains([',', '[', ']', '{', '}']);
    let number = text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | '+')) && !is_day(text) && looks_like_number(text);
    starts && inside && flow && !number && text != "~" && !WORDS.contains(&text.to_lowercase().as_str())
}

/// A day is written as it is everywhere else in a book.
fn is_day(text: &str) -> bool {
    text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok()
}

fn looks_like_number(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_hexdigit() || matches!(c, '.' | '_' | '+' | '-' | ':' | 'x' | 'o' | 'T' | 'Z'))
}

/// Whether a character would not survive outside quotes, or nobody would see it.
fn unseen(c: char) -> bool {
    matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether a text has several lines that a block keeps as they are.
fn fits_block(text: &str) -> bool {
    let wrong = |line: &str| line.ends_with([' ', '\t']) || line.contains(|c: char| c.is_control() || unseen(c));
    text.contains('\n') && !text.starts_with([' ', '\t', '\n']) && !text.ends_with('\n') && !text.split('\n').any(wrong)
}

fn block(text: &str, indent: usize) -> String {
    let line = |line: &str| if line.is_empty() { String::new() } else { format!("{}{line}", " ".repeat(indent + 2)) };
    format!("|-\n{}", text.split('\n').map(line).collect::<Vec<_>>().join("\n"))
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || unseen(c) => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
