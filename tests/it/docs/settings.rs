//! The reference of book.toml and theme.toml, from the tables that they are read with.

use onus::config::about::{self, Effect, KeyAbout};
use onus::config::look;
use onus::theme::palette;

use super::{Part, table};

/// Tables whose keys are the book's own, or another program's.
const FREE: &str = "`[rules]` takes the ids of rules with `error`, `warning`, `note` or `allow`. `[output.html.redirect]` takes old addresses with the new \
    ones. An output of another program and `[preprocessor]` are noted as without effect.";

/// The generated parts of both pages.
pub fn parts() -> Vec<Part> {
    vec![
        Part::new("book-toml.md", "keys", keys()),
        Part::new("book-toml.md", "keys of mdBook without effect", foreign()),
        Part::new(
            "themes.md",
            "keys of theme.toml",
            table(&["Key", "What it says"], look::KEYS.iter().map(|(key, says)| vec![format!("`{key}`"), (*says).to_owned()])),
        ),
        Part::new("themes.md", "tokens", tokens()),
        Part::new("themes.md", "pairs", pairs()),
    ]
}

fn keys() -> String {
    let mut text = String::new();
    for section in about::reference() {
        let used = |key: &&KeyAbout| matches!(key.effect, Effect::Means { .. });
        if section.keys.iter().any(|key| used(&key)) {
            let row = |key: &KeyAbout| match key.effect {
                Effect::Means { takes, default, says } => {
                    Some(vec![format!("`{}`", key.name), takes.to_owned(), default.to_owned(), says.to_owned()])
                }
                _ => None,
            };
            text.push_str(&format!(
                "### `{}`\n\n{}\n",
                section.name,
                table(&["Key", "Takes", "Without it", "What it does"], section.keys.iter().filter_map(row))
            ));
        }
    }
    text + FREE
}

fn foreign() -> String {
    let rows = about::reference().into_iter().flat_map(|section| {
        let row = move |key: KeyAbout| match key.effect {
            Effect::Nothing(why) => Some(vec![section.name.to_owned(), format!("`{}`", key.name), why.to_owned()]),
            Effect::Refused(why) => Some(vec![section.name.to_owned(), format!("`{}`", key.name), format!("refused: {why}")]),
            Effect::Means { .. } => None,
        };
        section.keys.into_iter().filter_map(row).collect::<Vec<_>>()
    });
    let rows = rows.map(|mut row| {
        row[0] = format!("`{}`", row[0]);
        row
    });
    table(&["Table", "Key", "Why it changes nothing"], rows)
}

fn tokens() -> String {
    let sheet = onus::theme::built_in("static/onus.css").expect("the theme has its style sheet");
    let sheet = palette::declared(std::str::from_utf8(sheet).expect("text"));
    let row = |(token, says): &(&str, &str)| {
        let value = |tokens: &std::collections::BTreeMap<String, palette::Declared>| format!("`{}`", tokens[*token].colour);
        vec![format!("`{token}`"), value(&sheet.light), value(&sheet.dark), (*says).to_owned()]
    };
    table(&["Token", "Light", "Dark", "What it colours"], palette::TOKENS.iter().map(row))
}

fn pairs() -> String {
    let row = |(front, back, least): &(&str, &str, f64)| vec![format!("`{front}`"), format!("`{back}`"), format!("{least} to 1")];
    table(&["Token", "On", "At least"], palette::PAIRS.iter().map(row))
}
