//! The sheet that a twin is written on: blocks one after the other, and the ways from here to everywhere else.

use std::collections::BTreeMap;

use crate::markdown::write::{self, Place, Style, code, escape, link, nest};
use crate::source::Spanned;
use crate::view::site::Plan;
use crate::view::site::outside::Twin;
use crate::view::site::page::Shared;
use crate::view::site::parts::{Chip, Download, Link, ProseId, Source};
use crate::view::site::prose::{Href, Prose};

/// One twin, being written.
pub(super) struct Sheet<'s> {
    /// What every page of its site shows.
    pub(super) shared: &'s Shared,
    twins: &'s BTreeMap<String, Twin>,
    twin: &'s Twin,
    prose: &'s [Prose],
    blocks: Vec<String>,
}

impl<'s> Sheet<'s> {
    /// An empty sheet.
    pub(super) fn new(plan: &'s Plan, twin: &'s Twin, prose: &'s [Prose]) -> Self {
        Self { shared: &plan.shared, twins: &plan.twins, twin, prose, blocks: Vec::new() }
    }

    /// The text of the whole sheet.
    pub(super) fn finish(self) -> String {
        let mut text = self.blocks.join("\n\n");
        text.push('\n');
        text
    }

    /// Adds a block; an empty one leaves no gap.
    pub(super) fn add(&mut self, block: impl Into<String>) {
        let block = block.into();
        if !block.is_empty() {
            self.blocks.push(block);
        }
    }

    /// Adds lines as one block.
    pub(super) fn add_lines(&mut self, lines: &[String]) {
        self.add(lines.join("\n"));
    }

    /// Adds a heading in plain words.
    pub(super) fn heading(&mut self, level: usize, words: &str) {
        self.add(format!("{} {}", "#".repeat(level), escape(words)));
    }

    /// Adds a heading with a list under it; nothing where the list is empty.
    pub(super) fn section(&mut self, level: usize, words: &str, lines: &[String]) {
        if !lines.is_empty() {
            self.heading(level, words);
            self.add_lines(lines);
        }
    }

    /// Adds prose whose headings are lowered.
    pub(super) fn prose(&mut self, id: Option<ProseId>, shift: u8) {
        let lines = self.prose_lines(id, Place::Page(shift));
        self.add_lines(&lines);
    }

    /// The lines of a piece of prose; none where there is none.
    pub(super) fn prose_lines(&self, id: Option<ProseId>, place: Place) -> Vec<String> {
        let Some(piece) = id.and_then(|id| self.prose.get(id.0.checked_sub(1)?)) else { return Vec::new() };
        let address = |at: usize, _: &crate::markdown::Link| match piece.hrefs.get(at)? {
            Href::Site(url) | Href::Term { path: url, written: true, .. } => Some(self.way(url)),
            Href::Plain(url) => match url.strip_prefix('#') {
                Some(anchor) => self.twin.anchors.iter().any(|known| known == anchor).then(|| url.clone()),
                None => Some(url.clone()),
            },
            // The words of the glossary are not repeated in a file that is read alone.
            Href::Term { .. } | Href::None => None,
        };
        let live = |block: &Spanned<String>| {
            let view = piece.live.iter().find(|(asked, _)| asked == block);
            view.map(|(_, view)| super::live::lines(self, view)).unwrap_or_default()
        };
        write::lines(&piece.doc, Style { place, address: &address, live: &live })
    }

    /// An item of a list, from its parts: the first stands after the mark, the others below it.
    pub(super) fn item(&self, parts: impl IntoIterator<Item = Vec<String>>) -> String {
        let parts: Vec<Vec<String>> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        nest("- ", &parts.join(&String::new())).join("\n")
    }

    /// A link; only its words where it leads to a place of this page.
    pub(super) fn link(&self, to: &Link) -> String {
        match to.url.starts_with('#') {
            true => escape(&to.text),
            false => link(&escape(&to.text), &self.way(&to.url)),
        }
    }

    /// Links with commas between them.
    pub(super) fn links<'l>(&self, links: impl IntoIterator<Item = &'l Link>) -> String {
        links.into_iter().map(|to| self.link(to)).collect::<Vec<_>>().join(", ")
    }

    /// Files to take away.
    pub(super) fn files(&self, files: &[Download]) -> String {
        files.iter().map(|file| link(file.format, &self.way(&file.url))).collect::<Vec<_>>().join(", ")
    }

    /// A place in the book's sources.
    pub(super) fn source(&self, source: &Source) -> String {
        match &source.url {
            Some(url) => link(&code(&source.label), url),
            None => code(&source.label),
        }
    }

    /// Where something is, seen from this file: the twin of a page where there is one, else the page.
    fn way(&self, url: &str) -> String {
        if url.contains("://") {
            return url.to_owned();
        }
        let (path, anchor) = url.split_once('#').map_or((url, None), |(path, anchor)| (path, Some(anchor)));
        let (path, anchor) = match self.twins.get(path) {
            Some(twin) => (twin.path.as_str(), anchor.filter(|anchor| twin.anchors.iter().any(|known| known == anchor))),
            None => (path, anchor),
        };
        let way = relative(&self.twin.path, path);
        anchor.map_or_else(|| way.clone(), |anchor| format!("{way}#{anchor}"))
    }
}

/// A number of things.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// The words of chips, with commas between them.
pub(super) fn words(chips: &[Chip]) -> String {
    chips.iter().map(|chip| escape(&chip.word)).collect::<Vec<_>>().join(", ")
}

/// A table: headings, whether each column holds numbers, and rows of Markdown.
pub(super) fn table(head: &[(&str, bool)], rows: &[Vec<String>]) -> Vec<String> {
    let line = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let cell = |text: &String| text.replace('\n', " ").replace('|', "\\|");
    let names = line(head.iter().map(|(name, _)| escape(name).replace('|', "\\|")).collect());
    let rules = line(head.iter().map(|(_, numbers)| if *numbers { "--:" } else { "---" }.to_owned()).collect());
    [names, rules].into_iter().chain(rows.iter().map(|cells| line(cells.iter().map(cell).collect()))).collect()
}

/// The way from one file of the site to another.
fn relative(from: &str, to: &str) -> String {
    let shared = from.bytes().zip(to.bytes()).take_while(|(a, b)| a == b).count();
    // Only whole folders are shared.
    let shared = from.as_bytes()[..shared].iter().rposition(|byte| *byte == b'/').map_or(0, |at| at + 1);
    format!("{}{}", "../".repeat(from[shared..].matches('/').count()), &to[shared..])
}

#[cfg(test)]
mod tests {
    use super::relative;

    #[test]
    fn ways_are_as_short_as_they_can_be() {
        assert_eq!(relative("services/ec2.md", "services/ecs.md"), "ecs.md");
        assert_eq!(relative("services/ec2.md", "servers.html"), "../servers.html");
        assert_eq!(relative("frameworks/nist/ac.md", "frameworks/nist.md"), "../nist.md");
        assert_eq!(relative("guides/é/a.md", "guides/è/a.md"), "../è/a.md");
    }
}
