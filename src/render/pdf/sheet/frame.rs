//! What every document has: its title, its marks, its paper, and the words that are not the content's.

use serde::Serialize;

use super::labels::{ENGLISH, Labels};
use crate::config::{Config, Paper};
use crate::render::pdf::ink::Ink;

/// How many letters of a title fit beside the name of a group.
const HEAD: usize = 60;

/// How many letters of the book's title fit beside the other marks.
const FOOT: usize = 44;

/// What the templates set at the head and the foot of every page, and tell about the document as a whole.
#[derive(Serialize)]
pub(super) struct Frame {
    title: String,
    /// The title and the book's, as short as the head and the foot of a page need them.
    head: String,
    foot: String,
    about: String,
    authors: Vec<String>,
    date: String,
    revision: String,
    /// A digest of what the document says.
    hash: String,
    /// ISO 639 code and, where one is given, ISO 3166 code.
    lang: String,
    region: Option<String>,
    paper: &'static str,
    /// The page of the site this belongs to.
    page: Option<String>,
    labels: &'static Labels,
}

/// What a document says about itself.
pub(super) struct Marks<'m> {
    pub(super) title: &'m str,
    pub(super) about: &'m str,
    pub(super) date: &'m str,
    pub(super) revision: &'m str,
    pub(super) hash: String,
    /// Relative to the site's root.
    pub(super) page: &'m str,
    /// How many folders lie between the document and the site's root.
    pub(super) depth: usize,
}

impl Frame {
    pub(super) fn new(marks: Marks<'_>, config: &Config, ink: &mut Ink<'_>) -> Self {
        let (lang, region) = language(&config.language);
        Self {
            title: ink.words(marks.title),
            head: short(&ink.words(marks.title), HEAD),
            foot: short(&ink.words(&config.title), FOOT),
            about: ink.words(marks.about),
            authors: config.authors.iter().map(|author| ink.words(author)).collect(),
            date: marks.date.to_owned(),
            revision: ink.words(marks.revision),
            hash: marks.hash,
            lang,
            region,
            paper: match config.pdf.clone().unwrap_or_default().paper {
                Paper::A4 => "a4",
                Paper::Letter => "us-letter",
            },
            page: site(config, marks.depth).map(|site| format!("{site}{}", marks.page)),
            labels: &ENGLISH,
        }
    }
}

/// Some words on one line: cut where they are longer.
fn short(words: &str, limit: usize) -> String {
    let words: String = words.chars().filter(|c| *c != '\u{200B}').collect();
    if words.chars().count() <= limit {
        return words;
    }
    let cut: String = words.chars().take(limit - 1).collect();
    format!("{}…", cut.trim_end())
}

/// The site's root: where nobody says at which address it is, links lead from the document's folder to its pages.
pub(super) fn site(config: &Config, depth: usize) -> Option<String> {
    config.html.as_ref().map(|html| match html.site_url.trim_end_matches('/') {
        url if url.starts_with("http") => format!("{url}/"),
        _ => "../".repeat(depth),
    })
}

/// `en-GB` into what the template takes; English where the tag is not one.
fn language(tag: &str) -> (String, Option<String>) {
    let mut parts = tag.split(['-', '_']).map(str::to_ascii_lowercase);
    let word =
        |part: &String, lengths: std::ops::RangeInclusive<usize>| lengths.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_lowercase());
    let lang = parts.next().filter(|part| word(part, 2..=3)).unwrap_or_else(|| "en".to_owned());
    (lang, parts.find(|part| word(part, 2..=2)).map(|region| region.to_ascii_uppercase()))
}
