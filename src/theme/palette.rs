//! The colours of a theme: what its style sheet declares for `:root`, with the tokens of theme.toml over it, and the pairs that are read together.

use std::collections::BTreeMap;

use crate::config::look::{Colour, Look};

/// A token of the palette: its custom property without `--`, and what it colours.
pub const TOKENS: &[(&str, &str)] = &[
    ("back", "Background of the page."),
    ("card", "Background of cards, of the header and of the footer."),
    ("sunk", "Background of what is under the pointer, and of alerts."),
    ("text", "Text."),
    ("soft", "Text that stands back: leads, notes, captions."),
    ("line", "Lines between rows."),
    ("strong", "Borders of buttons and fields."),
    ("link", "Links."),
    ("focus", "The frame around what has the focus."),
    ("cust", "The customer's side: bars, marks, the main button."),
    ("cust-soft", "The customer's side: background of chips and cells."),
    ("cust-text", "The customer's side: text on that background."),
    ("prov", "The provider's side: bars and marks."),
    ("prov-soft", "The provider's side: background of chips and cells."),
    ("prov-line", "The provider's side: lines of the hatching."),
    ("prov-text", "The provider's side: text on that background."),
    ("none-text", "What does not exist on a service."),
    ("open", "What nobody holds, and what is critical."),
    ("open-soft", "The background of that."),
    ("code", "Background of code."),
    ("c", "Code: comments."),
    ("s", "Code: strings."),
    ("n", "Code: numbers and constants."),
    ("k", "Code: keywords."),
    ("f", "Code: functions."),
    ("v", "Code: variables."),
    ("t", "Code: types."),
    ("a", "Code: attributes."),
];

/// The least contrast of text, after WCAG 2.2, 1.4.3 (AA).
const TEXT: f64 = 4.5;

/// The least contrast of what is no text, after WCAG 2.2, 1.4.11 (AA).
pub const SHAPE: f64 = 3.0;

/// What is read or seen on what, and the contrast that it needs.
pub const PAIRS: &[(&str, &str, f64)] = &[
    ("text", "back", TEXT),
    ("text", "card", TEXT),
    ("text", "sunk", TEXT),
    ("text", "cust-soft", TEXT),
    ("text", "prov-soft", TEXT),
    ("soft", "back", TEXT),
    ("soft", "card", TEXT),
    ("soft", "sunk", TEXT),
    ("link", "back", TEXT),
    ("link", "card", TEXT),
    ("link", "sunk", TEXT),
    ("focus", "back", SHAPE),
    ("focus", "card", SHAPE),
    ("cust", "back", SHAPE),
    ("cust-text", "cust-soft", TEXT),
    ("prov-text", "prov-soft", TEXT),
    ("none-text", "back", TEXT),
    ("open", "back", TEXT),
    ("open", "open-soft", TEXT),
    ("text", "code", TEXT),
    ("c", "code", TEXT),
    ("s", "code", TEXT),
    ("n", "code", TEXT),
    ("k", "code", TEXT),
    ("f", "code", TEXT),
    ("v", "code", TEXT),
    ("t", "code", TEXT),
    ("a", "code", TEXT),
];

/// A colour that a style sheet declares, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Declared {
    /// The colour.
    pub colour: Colour,
    /// The first byte of the declaration.
    pub at: usize,
    /// One past its last byte.
    pub end: usize,
}

/// The colours that a style sheet declares for `:root`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Palette {
    /// Unless the reader wants it dark.
    pub light: BTreeMap<String, Declared>,
    /// For the dark appearance.
    pub dark: BTreeMap<String, Declared>,
}

/// The colours of a style sheet: custom properties of `:root`, of `:root[data-theme=dark]`, and both of `light-dark(…)`.
pub fn declared(css: &str) -> Palette {
    let mut palette = Palette::default();
    let css = without_comments(css);
    let (mut preludes, mut from): (Vec<&str>, usize) = (Vec::new(), 0);
    for (at, byte) in css.bytes().enumerate().filter(|(_, byte)| matches!(byte, b'{' | b'}' | b';')) {
        match byte {
            b'{' => preludes.push(css[from..at].trim()),
            _ => {
                declaration(&css, (from, at), &preludes, &mut palette);
                if byte == b'}' {
                    preludes.pop();
                }
            }
        }
        from = at + 1;
    }
    palette
}

fn declaration(css: &str, (from, to): (usize, usize), preludes: &[&str], palette: &mut Palette) {
    let text = &css[from..to];
    let Some((name, value)) = text.trim().strip_prefix("--").and_then(|rest| rest.split_once(':')) else { return };
    let selector = preludes.last().map_or("", |prelude| prelude);
    let in_media = preludes.iter().any(|prelude| prelude.starts_with("@media") || prelude.starts_with("@supports"));
    let at = from + text.len() - text.trim_start().len();
    let found = |value: &str| Colour::parse(value.trim()).map(|colour| Declared { colour, at, end: from + text.trim_end().len() });
    let both = value.trim().strip_prefix("light-dark(").and_then(|inner| inner.strip_suffix(')')?.split_once(','));
    let (light, dark) = match (selector, both) {
        (":root", Some((light, dark))) if !in_media => (found(light), found(dark)),
        (":root", None) if !in_media => (found(value), None),
        (":root[data-theme=dark]" | ":root[data-theme=\"dark\"]", _) if !in_media => (None, found(value)),
        _ => (None, None),
    };
    palette.light.extend(light.map(|colour| (name.trim().to_owned(), colour)));
    palette.dark.extend(dark.map(|colour| (name.trim().to_owned(), colour)));
}

/// The text with blanks in place of comments, so that places stay.
fn without_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        let tail = after.split_once("*/").map_or("", |(_, tail)| tail);
        out.push_str(before);
        out.push_str(&" ".repeat(rest.len() - before.len() - tail.len()));
        rest = tail;
    }
    out + rest
}

/// The contrast of two colours, after WCAG 2.2: from 1 to 21.
pub fn contrast(a: Colour, b: Colour) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(colour: Colour) -> f64 {
    let linear = |channel: u8| {
        let value = f64::from(channel) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    let [r, g, b] = colour.channels.map(linear);
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// The style sheet for the tokens that theme.toml sets, to stand before the theme's own: empty where it sets none.
/// It names its layer after `base`, so that it beats the palette and is beaten by everything else.
pub fn css(look: &Look, sheet: &Palette) -> String {
    let mut css = String::new();
    if !look.light.is_empty() || !look.dark.is_empty() {
        // A token that is set for one appearance keeps the sheet's colour in the other.
        let set: std::collections::BTreeSet<&String> = look.light.keys().chain(look.dark.keys()).collect();
        let of = |own: &BTreeMap<String, crate::source::Spanned<Colour>>, sheet: &BTreeMap<String, Declared>| -> String {
            let value = |token: &String| own.get(token).map(|found| found.value).or_else(|| sheet.get(token).map(|found| found.colour));
            set.iter().filter_map(|token| Some(format!("--{token}:{};", value(token)?))).collect()
        };
        let (light, dark) = (of(&look.light, &sheet.light), of(&look.dark, &sheet.dark));
        css.push_str(&format!(
            "@layer base,theme;@layer theme{{:root{{{light}}}:root[data-theme=dark]{{{dark}}}\
             @media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}}}\n"
        ));
    }
    if look.logo.is_some() {
        css.push_str(".logo{flex:none;width:auto;height:1.75rem;max-width:12rem}\n");
    }
    if look.logo_dark.is_some() {
        css.push_str(
            ".logo-dark,[data-theme=dark] .logo-light{display:none}[data-theme=dark] .logo-dark{display:inline}\
             @media (prefers-color-scheme:dark){:root:not([data-theme=light]) .logo-light{display:none}:root:not([data-theme=light]) .logo-dark{display:inline}}\n",
        );
    }
    css
}
