//! The palette of the built-in theme, and how style sheets are read.

use crate::config::look::{Colour, Look};
use crate::config::{Config, Overrides};
use crate::diag::{Colour as Ink, Diagnostics, Format, print};
use crate::source::Sources;
use crate::theme::palette::{PAIRS, TOKENS, contrast, css, declared};
use crate::theme::{Theme, built_in, load};

fn colour(text: &str) -> Colour {
    Colour::parse(text).expect("a colour")
}

fn loaded(files: &[(&str, &str)]) -> (Theme, String) {
    // Of two files with one path the first counts.
    let all = files.iter().chain(&[("book.toml", "[output.html]\n")]);
    let sources = Sources::new(all.map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())));
    let mut findings = Diagnostics::default();
    let config = Config::read(&sources, &Overrides::on(jiff::civil::date(2026, 11, 22)), &mut findings);
    let theme = load(&sources, &config, &mut findings);
    findings.finish(|_| None);
    (theme, print(Format::Short, &findings, &sources, Ink::Off))
}

fn built_in_sheet() -> &'static str {
    std::str::from_utf8(built_in("static/onus.css").expect("the theme has its style sheet")).expect("text")
}

#[test]
fn the_tokens_are_those_of_the_style_sheet_in_both_appearances() {
    let sheet = declared(built_in_sheet());
    let mut tokens: Vec<&str> = TOKENS.iter().map(|(token, _)| *token).collect();
    tokens.sort_unstable();
    assert_eq!(sheet.light.keys().collect::<Vec<_>>(), tokens);
    assert_eq!(sheet.dark.keys().collect::<Vec<_>>(), tokens);
}

#[test]
fn the_built_in_palette_keeps_the_contrast_that_it_asks_for() {
    let sheet = declared(built_in_sheet());
    let mut low = Vec::new();
    for (appearance, tokens) in [("light", &sheet.light), ("dark", &sheet.dark)] {
        for &(front, back, least) in PAIRS {
            let found = contrast(tokens[front].colour, tokens[back].colour);
            if found < least {
                low.push(format!("{appearance}: {front} on {back}: {found:.2}, not {least}"));
            }
        }
    }
    assert!(low.is_empty(), "{}", low.join("\n"));
}

#[test]
fn contrast_is_that_of_wcag() {
    assert!((contrast(colour("#000"), colour("#fff")) - 21.0).abs() < 1e-9);
    assert!((contrast(colour("#767676"), colour("#fff")) - 4.54).abs() < 0.005);
    assert!((contrast(colour("#777777"), colour("#fff")) - 4.48).abs() < 0.005);
}

#[test]
fn a_style_sheet_is_read_for_both_appearances() {
    let sheet = declared(
        "@layer base { /* --x: #000; */ :root { --x: #123; --wide: 3rem; --y: light-dark(#fff, #000) }\n\
         :root[data-theme=dark] { --x: #abcdef } @media print { :root { --x: #fff } } p { --x: #fff } }",
    );
    let told = |palette: &std::collections::BTreeMap<String, crate::theme::palette::Declared>| -> Vec<String> {
        palette.iter().map(|(token, found)| format!("{token} {}", found.colour)).collect()
    };
    assert_eq!(told(&sheet.light), ["x #112233", "y #ffffff"]);
    assert_eq!(told(&sheet.dark), ["x #abcdef", "y #000000"]);
}

#[test]
fn a_token_of_one_appearance_leaves_the_other_as_it_is() {
    let (theme, findings) = loaded(&[("theme/theme.toml", "[colours.dark]\nlink = \"#9ec1ff\"\n")]);
    assert_eq!(findings, "");
    let sheet = declared(built_in_sheet());
    let written = css(theme.look(), &sheet);
    let light = sheet.light["link"].colour;
    assert_eq!(
        written,
        format!(
            "@layer base,theme;@layer theme{{:root{{--link:{light};}}:root[data-theme=dark]{{--link:#9ec1ff;}}\
             @media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{--link:#9ec1ff;}}}}}}\n"
        )
    );
    assert_eq!(css(&Look::default(), &sheet), "");
}

#[test]
fn the_nearest_theme_toml_wins_key_by_key() {
    let (theme, findings) = loaded(&[
        ("book.toml", "[output.html]\ntheme = \"acme\"\n"),
        ("themes/acme/theme.toml", "name = \"Acme\"\nfooter = \"Acme Ltd.\"\n[colours.light]\nlink = \"#003399\"\ntext = \"#000000\"\n"),
        ("theme/theme.toml", "footer = \"This team\"\n[colours.light]\nlink = \"#002266\"\n"),
    ]);
    assert_eq!(findings, "");
    let look = theme.look();
    assert_eq!((look.name.as_deref(), look.footer.as_deref()), (Some("Acme"), Some("This team")));
    assert_eq!((look.light["link"].value.to_string(), look.light["text"].value.to_string()), ("#002266".to_owned(), "#000000".to_owned()));
}

#[test]
fn mistakes_in_theme_toml_are_told_with_their_places() {
    let (_, findings) = loaded(&[(
        "theme/theme.toml",
        "logo = \"logo.svg\"\nfoter = \"x\"\n[colours.light]\nlinkk = \"#123456\"\ntext = \"black\"\n[colors.dark]\n\
         [[links]]\ntext = \"Home\"\nurl = \"javascript:alert(1)\"\n[[links]]\nurl = \"https://example.com\"\n",
    )]);
    let told: Vec<&str> = findings.lines().collect();
    assert_eq!(
        told,
        [
            "theme/theme.toml:1:8: error[invalid-config-value]: `logo` names a file of the theme below `static/`, such as `static/logo.svg`",
            "theme/theme.toml:2:1: error[unknown-config-key]: theme.toml has no key `foter`; did you mean `footer`?",
            "theme/theme.toml:4:1: error[unknown-config-key]: [colours.light] has no key `linkk`; did you mean `link`?",
            "theme/theme.toml:5:8: error[invalid-config-value]: `black` is no colour: write `#rrggbb`",
            "theme/theme.toml:6:2: error[unknown-config-key]: theme.toml has no key `colors`; did you mean `colours`?",
            "theme/theme.toml:9:7: error[invalid-config-value]: a link leads to `https://…`, `http://…`, `mailto:…` or a page of the site, such as `guides/index.html`",
            "theme/theme.toml:10:1: error[invalid-config-value]: this link has no `text`",
        ]
    );
}

#[test]
fn a_logo_that_is_not_seen_in_one_appearance_is_told() {
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\"><path fill=\"#14202e\" d=\"M0 0h9v9z\"/></svg>";
    let (_, findings) = loaded(&[("theme/theme.toml", "logo = \"static/logo.svg\"\n"), ("theme/static/logo.svg", drawing)]);
    assert!(findings.starts_with("theme/theme.toml:1:8: warning[low-contrast]: no colour of the logo has more than 1.0"), "{findings}");
    assert!(findings.contains("in the dark appearance") && findings.ends_with("name a lighter one as `logo-dark`\n"), "{findings}");
    assert_eq!(findings.lines().count(), 1, "{findings}");
    let both = "logo = \"static/logo.svg\"\nlogo-dark = \"static/light.svg\"\n";
    let light = drawing.replace("#14202e", "#f4f4f4");
    let (_, findings) = loaded(&[("theme/theme.toml", both), ("theme/static/logo.svg", drawing), ("theme/static/light.svg", &light)]);
    assert_eq!(findings, "");
}

#[test]
fn a_style_sheet_of_the_book_is_held_against_the_same_pairs() {
    let (_, findings) = loaded(&[("theme/static/onus.css", ":root {\n  --back: #fff;\n  --text: #999;\n}\n")]);
    assert_eq!(
        findings,
        "theme/static/onus.css:3:3: warning[low-contrast]: `text` (#999999) on `back` (#ffffff) has a contrast of 2.84 to 1 in the light appearance; \
         4.5 to 1 is the least; `#757575` would do for `text`\n"
    );
}

#[test]
fn files_that_change_nothing_are_told() {
    let (_, findings) = loaded(&[
        ("theme/service.html", ""),
        ("theme/index.hbs", ""),
        ("theme/templates/servce.html", ""),
        ("theme/templates/own-part.html", ""),
        ("theme/templates/footer.html", "{% include \"own-part.html\" %}"),
    ]);
    let told: Vec<&str> = findings.lines().collect();
    assert_eq!(
        told,
        [
            "theme/index.hbs:1:1: warning[unused-file]: nothing is read from this file of the theme; a theme has `theme.toml` and the folders `templates`, \
             `static` and `pdf`; book.toml names others under `additional-css` and `additional-js`",
            "theme/service.html:1:1: warning[unused-file]: nothing is read from this file of the theme; did you mean `theme/templates/service.html`?",
            "theme/templates/servce.html:1:1: warning[unused-file]: no page and no other template uses this one; did you mean `service.html`?",
        ]
    );
}
