//! PowerShell into runs: comments, strings, variables, commands, parameters, keywords, numbers.

use super::{Run, push};

const KEYWORDS: [&str; 22] = [
    "begin", "break", "catch", "continue", "do", "else", "elseif", "end", "exit", "finally", "for", "foreach", "function", "if", "in", "param",
    "process", "return", "switch", "throw", "try", "while",
];

/// Splits a script; nothing in it is lost.
pub(super) fn runs(code: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut rest = code;
    let mut before = ' ';
    while let Some(first) = rest.chars().next() {
        let (class, length) = token(rest, first, before);
        let (token, after) = rest.split_at(length);
        push(&mut runs, class, token);
        before = token.chars().next_back().unwrap_or(' ');
        rest = after;
    }
    runs
}

/// The class and the length of what `rest` begins with.
fn token(rest: &str, first: char, before: char) -> (Option<&'static str>, usize) {
    let second = rest.chars().nth(1).unwrap_or(' ');
    match first {
        '#' => (Some("c"), rest.find('\n').unwrap_or(rest.len())),
        '<' if second == '#' => (Some("c"), rest.find("#>").map_or(rest.len(), |at| at + 2)),
        '@' if matches!(second, '"' | '\'') => (Some("s"), rest.find(&format!("\n{second}@")).map_or(rest.len(), |at| at + 3)),
        '"' => (Some("s"), quoted(rest, '"', Some('`'))),
        '\'' => (Some("s"), quoted(rest, '\'', None)),
        '$' if second == '{' => (Some("v"), rest.find('}').map_or(rest.len(), |at| at + 1)),
        '$' if is_word(second) => (Some("v"), 1 + span(&rest[1..], |c| is_word(c) || c == ':')),
        '-' if second.is_alphabetic() && !is_word(before) => (Some("a"), 1 + span(&rest[1..], is_word)),
        '|' | '=' | '+' | '!' | '&' | '`' => (Some("o"), 1),
        c if c.is_ascii_digit() && !is_word(before) => (Some("n"), span(rest, |c| c.is_ascii_alphanumeric() || c == '.')),
        c if is_word(c) => word(rest, before),
        c => (None, c.len_utf8()),
    }
}

/// A keyword, a command (`Get-Item`), or just a word.
fn word(rest: &str, before: char) -> (Option<&'static str>, usize) {
    let length = span(rest, |c| is_word(c) || c == '-');
    let word = rest[..length].to_lowercase();
    let class = match word.split_once('-') {
        _ if before == '.' => None,
        Some((verb, noun)) if verb.chars().all(char::is_alphabetic) && noun.starts_with(char::is_alphabetic) => Some("f"),
        _ if KEYWORDS.contains(&word.as_str()) => Some("k"),
        _ => None,
    };
    (class, length)
}

fn quoted(rest: &str, quote: char, escape: Option<char>) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            c if Some(c) == escape => escaped = true,
            c if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}

fn span(text: &str, kept: impl Fn(char) -> bool) -> usize {
    text.find(|c| !kept(c)).unwrap_or(text.len())
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}
