//! The small things that every page is made of: links, chips, places in the sources.

use serde::Serialize;

/// A link: its words, and where it leads.
#[derive(Debug, Clone, Serialize)]
pub struct Link {
    /// The words.
    pub text: String,
    /// The address, relative to the site's root, or `#anchor` of the same page.
    pub url: String,
}

impl Link {
    /// A link with these words.
    pub fn new(text: impl Into<String>, url: impl Into<String>) -> Self {
        Self { text: text.into(), url: url.into() }
    }
}

/// Who holds something, or what a group of duties adds up to: told by colour, pattern and word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Chip {
    /// The class that picks colour and pattern: `provider`, `customer`, `shared`, `none`, `open`.
    pub kind: &'static str,
    /// The word.
    pub word: String,
}

/// A place in the book's sources.
#[derive(Debug, Clone, Serialize)]
pub struct Source {
    /// `content/services/compute/ec2.yaml:14`.
    pub label: String,
    /// Where it can be edited; `None` where book.toml does not say.
    pub url: Option<String>,
}

/// One answer of the chain that led to a holder.
#[derive(Debug, Clone, Serialize)]
pub struct WhyStep {
    /// Where the answer was given: `Service model IaaS`.
    pub given_in: String,
    /// The answer: `AWS, by the layer Guest operating system`.
    pub answer: String,
    /// Whether it is the one that counts.
    pub counts: bool,
    /// The reason, for what does not exist there.
    pub because: Option<ProseId>,
    /// The line that says so.
    pub source: Source,
    /// The other lines that do, where several duties are told together.
    pub more: Vec<Source>,
}

/// Prose of the page: its position among those of it, counted from 1, since templates take 0 for nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ProseId(pub usize);

/// How many of something each side holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Held by the provider's side.
    pub provider: usize,
    /// Held by the customer's side.
    pub customer: usize,
    /// Held by both.
    pub shared: usize,
    /// Does not exist there.
    pub none: usize,
}

/// A number and what it counts.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    /// The number.
    pub number: usize,
    /// What it counts, in the plural.
    pub of: &'static str,
    /// The page that lists them.
    pub url: Option<String>,
}

/// A file to take away.
#[derive(Debug, Clone, Serialize)]
pub struct Download {
    /// `PDF`, `XLSX`, `CSV`, `Markdown`; the name of the document, where several have one format.
    pub format: &'static str,
    /// Its address.
    pub url: String,
    /// Its size, such as `76 kB`; `None` while it has not been made.
    pub size: Option<String>,
}

/// What a link to a source says: its host, and what its address ends in.
///
/// `https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html#x` gives `docs.aws.amazon.com: lambda runtimes`.
pub fn source_name(url: &str) -> String {
    let bare = url.split_once("://").map_or(url, |(_, rest)| rest);
    let bare = bare.split(['#', '?']).next().unwrap_or(bare).trim_end_matches('/');
    let (host, path) = bare.split_once('/').unwrap_or((bare, ""));
    let host = host.strip_prefix("www.").unwrap_or(host);
    let last = path.rsplit('/').next().unwrap_or_default();
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    let words: String = stem.replace(['-', '_', '+'], " ").chars().take(48).collect();
    if words.is_empty() { host.to_owned() } else { format!("{host}: {words}") }
}

#[cfg(test)]
mod tests {
    use super::source_name;

    #[test]
    fn a_source_is_named_by_its_host_and_the_end_of_its_address() {
        let names = [
            ("https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html#policy", "docs.aws.amazon.com: lambda runtimes"),
            ("https://www.cisecurity.org/", "cisecurity.org"),
            ("https://aws.amazon.com/compliance/shared-responsibility-model/", "aws.amazon.com: shared responsibility model"),
            ("https://example.com/a?b=/c", "example.com: a"),
            ("nonsense", "nonsense"),
        ];
        for (url, name) in names {
            assert_eq!(source_name(url), name);
        }
    }
}
