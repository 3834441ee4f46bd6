//! Cards: a picture a section, shown where somebody shares a page of it. The template draws it; programs get it as PNG.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::config::DRAWS;
use crate::model::LayerKind;
use crate::view::site::book::Book;
use crate::view::site::page::Shared;
use crate::view::site::stack;

/// A card.
#[derive(Debug, Clone, Serialize)]
pub struct Card {
    /// Where the picture goes, relative to the site's root.
    #[serde(skip)]
    pub path: String,
    /// The name of the section, in lines; of the home page, the site's title.
    pub name: Vec<String>,
    /// What stands below it, in lines: the site's title; on the home page's, its description.
    pub below: Vec<String>,
    /// Who holds each layer under each service model: rows of `provider`, `customer`, `shared`, `none`.
    pub stack: Vec<Vec<&'static str>>,
}

/// Letters that fit into a line of the name, and lines that fit.
const NAME: (usize, usize) = (15, 3);
/// Letters and lines that fit below the name.
const BELOW: (usize, usize) = (38, 4);

/// The picture of a section; `None` where this build of onus draws none.
pub fn of_section(section: &str) -> Option<String> {
    DRAWS.then(|| format!("static/cards/{section}.png"))
}

/// A card for each section that has pages; none where nobody could find them, because the site's address is not known.
pub(super) fn cards(book: &Book, sections: BTreeSet<&'static str>, shared: &Shared) -> Vec<Card> {
    if shared.site_url.is_empty() {
        return Vec::new();
    }
    let rows = stack::models(book, Some(LayerKind::Stack)).rows;
    let stack: Vec<Vec<&'static str>> = rows.iter().map(|row| row.cells.iter().map(|cell| cell.class.kind).collect()).collect();
    sections.into_iter().filter_map(|section| Some(card(section, of_section(section)?, &stack, shared))).collect()
}

fn card(section: &'static str, path: String, stack: &[Vec<&'static str>], shared: &Shared) -> Card {
    let name = match section {
        "home" => None,
        "search" => Some("Search"),
        id => shared.sections.iter().find(|section| section.id == id).map(|section| section.text),
    };
    let (name, below) = match name {
        Some(name) => (name, &shared.title),
        None => (shared.title.as_str(), &shared.description),
    };
    Card { path, name: wrapped(name, NAME), below: wrapped(below, BELOW), stack: stack.to_vec() }
}

/// A text in lines of at most so many letters, and about as long as each other; what is too long for that ends in an ellipsis.
fn wrapped(text: &str, (width, most): (usize, usize)) -> Vec<String> {
    let count = lines(text, width).len();
    let width = (1..=width).find(|&width| lines(text, width).len() == count).unwrap_or(width);
    let mut lines = lines(text, width);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            last.truncate(last.trim_end_matches([',', '.', ';', ':']).len());
            last.push('…');
        }
    }
    lines
}

fn lines(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut().filter(|line| line.chars().count() + 1 + word.chars().count() <= width) {
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn lines_are_even_and_hold_as_many_letters_as_fit() {
        assert_eq!(wrapped("Who does what on AWS", (16, 3)), ["Who does", "what on AWS"]);
        assert_eq!(wrapped("one two, three four five six", (9, 2)), ["one two,", "three…"]);
        assert_eq!(wrapped("Verantwortungsverteilung", (9, 2)), ["Verantwortungsverteilung"]);
        assert!(wrapped("", (9, 2)).is_empty());
    }
}
