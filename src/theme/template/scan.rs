//! A template into its tags, and a tag into words and marks. That the template is well formed, the engine has said before.

/// A part of a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'t> {
    /// A name or a word of the language.
    Word(&'t str),
    /// A text in quotes, without them.
    Text(&'t str),
    /// Digits.
    Number(&'t str),
    /// A mark: one character, or `?.`, `==`, `...` and such.
    Mark(&'t str),
}

/// A part of a tag, and the byte of the template at which it begins.
pub(super) type Placed<'t> = (Token<'t>, usize);

/// A tag of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag<'t> {
    /// Whether it shows something (`{{ … }}`); else it does something (`{% … %}`).
    pub(super) shows: bool,
    /// What stands in it.
    pub(super) tokens: Vec<Placed<'t>>,
}

/// Marks of several characters, longest first.
const MARKS: [&str; 9] = ["...", "?.", "?[", "==", "!=", "<=", ">=", "**", "//"];

/// The tags of a template, in order; comments and raw text have none.
pub(super) fn tags(text: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find('{').map(|found| at + found) {
        at = match text.as_bytes().get(open + 1) {
            Some(b'#') => after(text, open, "#}"),
            Some(b'{' | b'%') => {
                let (tag, end) = tag(text, open);
                let raw = !tag.shows && matches!(tag.tokens.first(), Some((Token::Word("raw"), _)));
                tags.push(tag);
                if raw { text[end..].find("endraw").map_or(text.len(), |found| end + found) } else { end }
            }
            _ => open + 1,
        };
    }
    tags
}

fn after(text: &str, from: usize, mark: &str) -> usize {
    text[from..].find(mark).map_or(text.len(), |found| from + found + mark.len())
}

/// The tag that opens at a byte, and the byte after it.
fn tag(text: &str, open: usize) -> (Tag<'_>, usize) {
    let shows = text[open..].starts_with("{{");
    let close = if shows { "}}" } else { "%}" };
    let mut tokens = Vec::new();
    let (mut at, mut braces) = (open + 2, 0);
    while at < text.len() {
        let rest = &text[at..];
        // A map in an expression may end in braces that end no tag.
        if braces == 0 && rest.starts_with(close) {
            at += close.len();
            break;
        }
        let (token, length) = token(rest);
        match token {
            Some(Token::Mark("{")) => braces += 1,
            Some(Token::Mark("}")) => braces -= 1,
            _ => {}
        }
        tokens.extend(token.map(|token| (token, at)));
        at += length;
    }
    (Tag { shows, tokens }, at)
}

/// The first part of a text, and its length; blanks are none.
fn token(rest: &str) -> (Option<Token<'_>>, usize) {
    let first = rest.chars().next().unwrap_or(' ');
    let run = |part: fn(char) -> bool| rest.find(|c: char| !part(c)).unwrap_or(rest.len());
    match first {
        c if c.is_whitespace() => (None, c.len_utf8()),
        '"' | '\'' | '`' => {
            let end = 1 + quoted(&rest[1..], first);
            (Some(Token::Text(&rest[1..end])), (end + 1).min(rest.len()))
        }
        c if c.is_ascii_digit() => {
            let end = run(|c| c.is_ascii_digit());
            (Some(Token::Number(&rest[..end])), end)
        }
        c if c.is_alphabetic() || c == '_' => {
            let end = run(|c| c.is_alphanumeric() || c == '_');
            (Some(Token::Word(&rest[..end])), end)
        }
        c => {
            let mark = MARKS.into_iter().find(|mark| rest.starts_with(mark));
            let length = mark.map_or(c.len_utf8(), str::len);
            (Some(Token::Mark(&rest[..length])), length)
        }
    }
}

/// The length of a text before the quote that closes it.
fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    let closes = |c: char| {
        let closes = c == quote && !escaped;
        escaped = c == '\\' && !escaped;
        closes
    };
    text.find(closes).unwrap_or(text.len())
}

/// A name with dots in it, and how many tokens it has.
pub(super) fn dotted(tokens: &[Placed<'_>]) -> (String, usize) {
    let Some((Token::Word(first), _)) = tokens.first() else { return (String::new(), 0) };
    let (mut name, mut length) = ((*first).to_owned(), 1);
    while let Some([(Token::Mark("."), _), (Token::Word(part), _)]) = tokens.get(length..length + 2) {
        name.push('.');
        name.push_str(part);
        length += 2;
    }
    (name, length)
}

/// The tokens of a tag that does something, without the mark that eats blanks; none of one that shows something.
pub(super) fn statement<'a, 't>(tag: &'a Tag<'t>) -> &'a [Placed<'t>] {
    if tag.shows { &[] } else { trimmed(&tag.tokens) }
}

/// The same tokens without the marks that eat blanks.
pub(super) fn trimmed<'a, 't>(mut tokens: &'a [Placed<'t>]) -> &'a [Placed<'t>] {
    if let [(Token::Mark("-"), _), rest @ ..] = tokens {
        tokens = rest;
    }
    match tokens {
        [rest @ .., (Token::Mark("-"), _)] => rest,
        tokens => tokens,
    }
}

/// Where a name with its fields and indexes ends.
pub(super) fn path_end(tokens: &[Placed<'_>], start: usize) -> usize {
    let mut at = start + 1;
    loop {
        match (tokens.get(at).map(|(token, _)| *token), tokens.get(at + 1).map(|(token, _)| *token)) {
            (Some(Token::Mark("." | "?.")), Some(Token::Word(_))) => at += 2,
            (Some(Token::Mark("[" | "?[")), _) => at = (closing(tokens, at) + 1).min(tokens.len()),
            _ => return at,
        }
    }
}

/// The place of the bracket that closes the one at a place; the end where there is none.
pub(super) fn closing(tokens: &[Placed<'_>], open: usize) -> usize {
    let mut depth = 0;
    for (at, (token, _)) in tokens.iter().enumerate().skip(open) {
        match token {
            Token::Mark("[" | "?[" | "{" | "(") => depth += 1,
            Token::Mark("]" | "}" | ")") => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    tokens.len()
}
