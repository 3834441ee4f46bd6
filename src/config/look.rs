//! theme.toml into a [`Look`], and the list of ejected files: typed, unknown keys refused, as in book.toml.

use std::collections::BTreeMap;

use crate::config::keys;
use crate::config::table::{self, Table, Value, wrong};
use crate::diag::Diagnostics;
use crate::source::{FileId, Sources, Span, Spanned};

/// What theme.toml may say: each key with a sentence about it, for hints and for the reference.
pub const KEYS: &[(&str, &str)] = &[
    ("name", "What the theme is called."),
    ("logo", "A picture of the theme, below `static/`, that takes the place of the mark in the header."),
    ("logo-dark", "The picture for the dark appearance, where the other one would not be seen."),
    ("footer", "A line of text at the end of every page."),
    ("links", "Links at the end of every page, each with `text` and `url`: `[[links]]`."),
    ("colours", "Tokens of the palette, in `[colours.light]` and `[colours.dark]`: `link = \"#1b55b3\"`."),
];

const APPEARANCES: [&str; 2] = ["light", "dark"];

/// What theme.toml asks for; of several, the nearest to the book wins key by key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Look {
    /// `name`.
    pub name: Option<String>,
    /// `logo`, as a path in the theme.
    pub logo: Option<Spanned<String>>,
    /// `logo-dark`, as a path in the theme.
    pub logo_dark: Option<Spanned<String>>,
    /// `footer`.
    pub footer: Option<String>,
    /// `[[links]]`.
    pub links: Vec<LookLink>,
    /// `[colours.light]`: token to colour.
    pub light: BTreeMap<String, Spanned<Colour>>,
    /// `[colours.dark]`: token to colour.
    pub dark: BTreeMap<String, Spanned<Colour>>,
}

/// A link of `[[links]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookLink {
    /// The words.
    pub text: String,
    /// The address: elsewhere, or relative to the site's root.
    pub url: String,
}

/// A colour of sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour {
    /// Red, green and blue.
    pub channels: [u8; 3],
}

impl Colour {
    /// The colour that `#rgb` or `#rrggbb` names.
    pub fn parse(text: &str) -> Option<Self> {
        let digits: Vec<u8> =
            text.strip_prefix('#')?.chars().map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok())).collect::<Option<_>>()?;
        let channels = match digits.as_slice() {
            [r, g, b] => [r * 17, g * 17, b * 17],
            [r1, r0, g1, g0, b1, b0] => [r1 * 16 + r0, g1 * 16 + g0, b1 * 16 + b0],
            _ => return None,
        };
        Some(Self { channels })
    }
}

impl std::fmt::Display for Colour {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [r, g, b] = self.channels;
        write!(f, "#{r:02x}{g:02x}{b:02x}")
    }
}

/// Reads a theme.toml over what is known so far.
pub fn read(file: FileId, sources: &Sources, look: &mut Look, findings: &mut Diagnostics) {
    let before = findings.items().len();
    let mut top = table::parse(file, sources, findings);
    top.name = "theme.toml".to_owned();
    // Where the syntax is broken, a wrong value is mostly a half of the right one.
    let mut unheard = Diagnostics::default();
    let findings = if findings.items().len() > before { &mut unheard } else { findings };
    refuse_unknown(&top, KEYS.iter().map(|(key, _)| *key), findings);
    set(&mut look.name, top.text("name", findings).map(|name| name.value.to_owned()));
    set(&mut look.footer, top.text("footer", findings).map(|footer| footer.value.to_owned()));
    set(&mut look.logo, logo(&top, "logo", findings));
    set(&mut look.logo_dark, logo(&top, "logo-dark", findings));
    if top.get("links").is_some() {
        look.links = links(&top, findings);
    }
    colours(&top, look, findings);
}

fn set<T>(field: &mut Option<T>, value: Option<T>) {
    if value.is_some() {
        *field = value;
    }
}

fn refuse_unknown<'n>(table: &Table, names: impl Iterator<Item = &'n str> + Clone, findings: &mut Diagnostics) {
    for (key, _) in table.entries.iter().filter(|(key, _)| !names.clone().any(|name| name == key.value)) {
        keys::unknown(table, &key.value, key.span, names.clone(), findings);
    }
}

/// A picture of the theme. The path is held against the theme's files by whoever knows them.
fn logo(top: &Table, key: &str, findings: &mut Diagnostics) -> Option<Spanned<String>> {
    let path = top.text(key, findings)?;
    let below = path.value.strip_prefix("static/").and_then(super::read::inside);
    if below.is_none() {
        wrong(findings, path.span, format!("`{key}` names a file of the theme below `static/`, such as `static/logo.svg`"));
    }
    below.map(|below| Spanned::new(format!("static/{below}"), path.span))
}

fn links(top: &Table, findings: &mut Diagnostics) -> Vec<LookLink> {
    let Some(Spanned { value: Value::List(items), .. }) = top.get("links") else {
        if let Some(found) = top.get("links") {
            wrong(findings, found.span, "`links` takes a list of tables: `[[links]]`");
        }
        return Vec::new();
    };
    items.iter().filter_map(|item| link(item, findings)).collect()
}

fn link(item: &Spanned<Value>, findings: &mut Diagnostics) -> Option<LookLink> {
    let Value::Table(table) = &item.value else {
        wrong(findings, item.span, "a link is a table with `text` and `url`");
        return None;
    };
    let table = Table { name: "[[links]]".to_owned(), ..table.clone() };
    refuse_unknown(&table, ["text", "url"].into_iter(), findings);
    let mut needed = |key: &str| {
        if table.get(key).is_none() {
            wrong(findings, item.span, format!("this link has no `{key}`"));
        }
        table.text(key, findings).map(|text| Spanned::new(text.value.to_owned(), text.span))
    };
    let (text, url) = (needed("text"), needed("url"));
    let (text, url) = (text?, url?);
    let known = ["https://", "http://", "mailto:"].iter().any(|scheme| url.value.starts_with(scheme));
    if !known && (url.value.contains(':') || url.value.starts_with("//") || url.value.is_empty()) {
        wrong(findings, url.span, "a link leads to `https://…`, `http://…`, `mailto:…` or a page of the site, such as `guides/index.html`");
        return None;
    }
    Some(LookLink { text: text.value, url: url.value })
}

fn colours(top: &Table, look: &mut Look, findings: &mut Diagnostics) {
    let Some(found) = top.get("colours") else { return };
    let Value::Table(colours) = &found.value else {
        wrong(findings, found.span, "`colours` takes the tables `[colours.light]` and `[colours.dark]`");
        return;
    };
    refuse_unknown(colours, APPEARANCES.into_iter(), findings);
    for (appearance, tokens) in [("light", &mut look.light), ("dark", &mut look.dark)] {
        match colours.get(appearance).map(|found| (&found.value, found.span)) {
            Some((Value::Table(table), _)) => tokens.extend(palette(table, findings)),
            Some((_, span)) => wrong(findings, span, format!("`{appearance}` takes a table: `[colours.{appearance}]`")),
            None => {}
        }
    }
}

fn palette(table: &Table, findings: &mut Diagnostics) -> Vec<(String, Spanned<Colour>)> {
    let mut tokens = Vec::new();
    for (key, _) in &table.entries {
        let Some(text) = table.text(&key.value, findings) else { continue };
        match Colour::parse(text.value) {
            // The place is the whole line's, so that a finding can speak of the token as well.
            Some(colour) => tokens.push((key.value.clone(), Spanned::new(colour, Span { end: text.span.end, ..key.span }))),
            None => wrong(findings, text.span, format!("`{}` is no colour: write `#rrggbb`", text.value)),
        }
    }
    tokens
}

/// Reports a token that the style sheet does not have.
pub fn unknown_token<'n>(token: &str, at: Span, appearance: &str, names: impl Iterator<Item = &'n str> + Clone, findings: &mut Diagnostics) {
    let table = Table { name: format!("[colours.{appearance}]"), ..Table::default() };
    // The place of a token is its whole line; the key stands at its beginning.
    keys::unknown(&table, token, Span { end: at.start + u32::try_from(token.len()).unwrap_or(0), ..at }, names, findings);
}

/// The list of ejected files: path in the theme, and the digest of what it was copied from.
pub fn ejected(file: FileId, sources: &Sources, findings: &mut Diagnostics) -> Vec<(String, Spanned<String>)> {
    let table = table::parse(file, sources, findings);
    let entry =
        |(key, _): &(Spanned<String>, Spanned<Value>)| Some((key.value.clone(), key.span, table.text(&key.value, &mut Diagnostics::default())?));
    let read: Vec<_> = table.entries.iter().filter_map(entry).collect();
    read.into_iter().map(|(path, at, digest)| (path, Spanned::new(digest.value.to_owned(), at))).collect()
}
