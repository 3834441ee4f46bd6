//! What stands behind the backticks of a code fence: a language, a title, words that say nothing to us.

/// The parts of a fence that count.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Fence {
    /// The language, in lower case.
    pub(super) lang: String,
    /// `name=…` or `title=…`.
    pub(super) title: Option<String>,
    /// `file=…`: the file that it shows.
    pub(super) file: Option<String>,
    /// `lines=…`: the lines of it.
    pub(super) lines: Option<String>,
    /// `part=…`: the named part of it.
    pub(super) part: Option<String>,
    /// `hl_lines="2 4-6"`: the first and the last of the lines that count, from 1.
    pub(super) marked: Vec<(usize, usize)>,
}

/// Reads the words of a fence: `bash title="Create the role" hl_lines=2`, `rust,ignore`, `{.yaml name=a.yaml}`.
pub(super) fn read(info: &str) -> Fence {
    let mut fence = Fence::default();
    for (at, word) in words(info).into_iter().enumerate() {
        match word.split_once('=') {
            Some(("name" | "title", value)) => fence.title = Some(bare(value)),
            Some(("file", value)) => fence.file = Some(bare(value)),
            Some(("lines", value)) => fence.lines = Some(bare(value)),
            Some(("part", value)) => fence.part = Some(bare(value)),
            Some(("hl_lines", value)) => fence.marked = lines(&bare(value)),
            Some(_) => {}
            None if at == 0 => fence.lang = word.trim_start_matches('.').to_lowercase(),
            None => {}
        }
    }
    fence
}

/// A value without its quotation marks.
fn bare(value: &str) -> String {
    value.trim_matches(['"', '\'']).to_owned()
}

/// Numbers of lines and runs of them, between spaces or commas; what is none is left out.
fn lines(text: &str) -> Vec<(usize, usize)> {
    let one = |part: &str| {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        Some((first.parse().ok()?, last.parse().ok()?))
    };
    text.split([' ', ',']).filter_map(one).collect()
}

/// Splits at spaces, commas and braces, except inside quotation marks.
fn words(info: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for c in info.chars() {
        match quote {
            Some(mark) if c == mark => quote = None,
            None if matches!(c, '"' | '\'') => quote = Some(c),
            None if c.is_whitespace() || matches!(c, ',' | '{' | '}') => {
                words.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(word) = words.last_mut() {
            word.push(c);
        }
    }
    words.retain(|word| !word.is_empty());
    words
}
