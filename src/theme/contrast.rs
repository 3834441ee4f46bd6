//! Colours and logos of a theme, held against WCAG 2.2 level AA. The built-in palette is held against it by a test.

use std::collections::{BTreeMap, BTreeSet};

use crate::config::look::{Colour, Look, unknown_token};
use crate::diag::{Diagnostics, rules};
use crate::source::{FileId, Span, Spanned};
use crate::theme::Theme;
use crate::theme::palette::{self, Declared, PAIRS, Palette, SHAPE, TOKENS};

/// The style sheet that declares the palette.
pub(super) const SHEET: &str = "static/onus.css";

/// Reports tokens that mean nothing, pairs of colours that are hard to tell apart, and logos that are not seen.
pub(super) fn check(theme: &Theme, diags: &mut Diagnostics) {
    let look = theme.look();
    let sheet = theme.text(SHEET).map(palette::declared).unwrap_or_default();
    let own = theme.file(SHEET).and_then(|file| file.source);
    for (appearance, tokens, declared) in [("light", &look.light, &sheet.light), ("dark", &look.dark, &sheet.dark)] {
        let names: BTreeSet<&str> = match sheet.light.is_empty() {
            true => TOKENS.iter().map(|(token, _)| *token).collect(),
            false => sheet.light.keys().chain(sheet.dark.keys()).map(String::as_str).collect(),
        };
        for (token, set) in tokens.iter().filter(|(token, _)| !names.contains(token.as_str())) {
            unknown_token(token, set.span, appearance, names.iter().copied(), diags);
        }
        pairs(appearance, tokens, declared, own, diags);
    }
    logos(theme, look, &sheet, diags);
}

/// A colour in force, and where the book says so; the built-in ones have no place.
type Placed = (Colour, Option<Span>);

fn pairs(
    appearance: &str,
    tokens: &BTreeMap<String, Spanned<Colour>>,
    declared: &BTreeMap<String, Declared>,
    own: Option<FileId>,
    diags: &mut Diagnostics,
) {
    let colour = |token: &str| -> Option<Placed> {
        let sheet = || declared.get(token).map(|found| (found.colour, own.map(|file| Span::new(file, found.at, found.end))));
        tokens.get(token).map(|found| (found.value, Some(found.span))).or_else(sheet)
    };
    for &(front, back, least) in PAIRS {
        let (Some((a, a_at)), Some((b, b_at))) = (colour(front), colour(back)) else { continue };
        let found = palette::contrast(a, b);
        // Two colours of the built-in theme are not the book's fault.
        let Some(at) = a_at.or(b_at).filter(|_| found < least) else { continue };
        // Rounded down, so that what is too little never reads like enough.
        let found = (found * 100.0).floor() / 100.0;
        let message =
            format!("`{front}` ({a}) on `{back}` ({b}) has a contrast of {found:.2} to 1 in the {appearance} appearance; {least} to 1 is the least");
        let finding = diags.report(&rules::LOW_CONTRAST, at, message).label("too near to the other colour");
        let finding = match (a_at, b_at) {
            (Some(_), Some(other)) => finding.related(other, "on this one"),
            _ => finding,
        };
        finding.help(format!("`{}` would do for `{front}`", nearest_right(a, b, least)));
    }
}

/// The colour of the same hue, nearest to `front`, that has enough contrast on `back`.
fn nearest_right(front: Colour, back: Colour, least: f64) -> Colour {
    let mixed = |towards: u8, part: u32| {
        let mix = |channel: u8| u8::try_from((u32::from(channel) * (100 - part) + u32::from(towards) * part) / 100).unwrap_or(towards);
        Colour { channels: front.channels.map(mix) }
    };
    let steps = (1..=100).flat_map(|part| [mixed(0, part), mixed(255, part)]);
    let black_or_white = [0, 255].map(|channel| Colour { channels: [channel; 3] });
    let best = black_or_white.into_iter().max_by(|a, b| palette::contrast(*a, back).total_cmp(&palette::contrast(*b, back)));
    steps.into_iter().find(|&colour| palette::contrast(colour, back) >= least).or(best).unwrap_or(front)
}

fn logos(theme: &Theme, look: &Look, sheet: &Palette, diags: &mut Diagnostics) {
    for logo in [&look.logo, &look.logo_dark].into_iter().flatten() {
        if theme.file(&logo.value).is_none() {
            let names: Vec<String> = theme.under("static/").map(|(name, _)| format!("static/{name}")).collect();
            let finding = diags.report(&rules::THEME, logo.span, format!("the theme has no file `{}`", logo.value));
            finding.nearest(&logo.value, names.iter().map(String::as_str)).help("put it into `theme/static/`, or below the folder of the theme");
        }
    }
    let dark = look.logo_dark.as_ref().or(look.logo.as_ref());
    for (appearance, logo, tokens, declared) in [("light", look.logo.as_ref(), &look.light, &sheet.light), ("dark", dark, &look.dark, &sheet.dark)] {
        let header = tokens.get("card").map(|found| found.value).or_else(|| declared.get("card").map(|found| found.colour));
        let (Some(logo), Some(header)) = (logo, header) else { continue };
        let Some(drawing) = theme.text(&logo.value).filter(|_| logo.value.ends_with(".svg")) else { continue };
        logo_on(drawing, logo, (header, appearance), diags);
    }
}

/// Reports a drawing of which no part stands out from the header. What follows the system by itself is left alone.
fn logo_on(drawing: &str, logo: &Spanned<String>, (header, appearance): (Colour, &str), diags: &mut Diagnostics) {
    let best = painted(drawing).into_iter().map(|colour| palette::contrast(colour, header)).fold(1.0, f64::max);
    if best >= SHAPE || drawing.contains("prefers-color-scheme") {
        return;
    }
    let message = format!(
        "no colour of the logo has more than {best:.2} to 1 against the header ({header}) in the {appearance} appearance; {SHAPE} to 1 is the least"
    );
    let finding = diags.report(&rules::LOW_CONTRAST, logo.span, message).label("this picture");
    if appearance == "dark" {
        finding.help("name a lighter one as `logo-dark`");
    }
}

/// The colours that an SVG paints with; black where it names none, as pictures do.
fn painted(drawing: &str) -> Vec<Colour> {
    let hex = |(at, _): (usize, &str)| {
        let digits = drawing[at + 1..].chars().take_while(char::is_ascii_hexdigit).count();
        Colour::parse(&drawing[at..=at + digits])
    };
    // An anchor (`#a`) is no colour where it is a reference: `url(#a)`, `href="#a"`.
    let plain = |(at, _): &(usize, &str)| !["url(", "href=\"", "href='"].iter().any(|before| drawing[..*at].ends_with(before));
    let mut colours: Vec<Colour> = drawing.match_indices('#').filter(plain).filter_map(hex).collect();
    let words = [("white", 255), ("black", 0), ("currentColor", 0)];
    colours.extend(words.iter().filter(|(word, _)| drawing.contains(word)).map(|&(_, channel)| Colour { channels: [channel; 3] }));
    if colours.is_empty() {
        colours.push(Colour { channels: [0; 3] });
    }
    colours
}
