//! How cells look: made once for a workbook, so that equal cells share a format.
//!
//! A tone is told by shade and weight before colour: from white and slanted to dark with white letters, so that it holds in
//! a black and white print.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::view::workbook::{Look, Purpose, Tone};

const INK: Color = Color::RGB(0x1F_29_33);
const FAINT: Color = Color::RGB(0x5C_64_70);
const LINE: Color = Color::RGB(0xC9_D0_D8);
const DARK: Color = Color::RGB(0x24_31_3F);
pub(super) const ACCENT: Color = Color::RGB(0x1D_55_A6);
const PALE: Color = Color::RGB(0xEE_F1_F5);
const FILL_IN: Color = Color::RGB(0xF5_F9_FF);

/// The day as ISO 8601 writes it.
const DAY: &str = "yyyy-mm-dd";

/// A box in programs that know no check boxes but give truth a number; others show their own.
const TICK: &str = "\"\u{2611}\";\"\u{2611}\";\"\u{2610}\"";

/// The formats of the parts of a table.
pub(super) struct Style {
    /// The header of what one reads.
    pub(super) head: Format,
    /// The same over numbers of a small table.
    pub(super) head_number: Format,
    /// The same, standing upright.
    pub(super) upright_head: Format,
    /// The same over words in the middle.
    pub(super) centred_head: Format,
    /// The header of what one fills in.
    pub(super) entry_head: Format,
    /// The same over words in the middle.
    pub(super) centred_entry_head: Format,
    /// The title of a page.
    pub(super) title: Format,
    /// A heading of a page.
    pub(super) heading: Format,
    /// A line that is one sentence.
    pub(super) lead: Format,
    /// The label of a line.
    pub(super) label: Format,
    /// The text of a line.
    pub(super) text: Format,
    /// A number of a line.
    pub(super) number: Format,
    /// A share of a line.
    pub(super) share: Format,
    /// A day of a line.
    pub(super) day: Format,
    /// The same, to be changed.
    pub(super) asked_day: Format,
    /// A place to write in.
    pub(super) asked: Format,
    /// A label that is to be filled in.
    pub(super) spare: Format,
    /// A number beside it; zero is not shown.
    pub(super) spare_number: Format,
    /// The last line: label and numbers.
    pub(super) total: Format,
    /// The same, for shares.
    pub(super) total_number: Format,
    cells: Vec<((Look, Purpose), Cells)>,
}

/// The formats of the cells of one kind of column.
#[derive(Clone)]
pub(super) struct Cells {
    /// Words.
    pub(super) text: Format,
    /// Words that a spreadsheet would run once somebody edits them.
    pub(super) quoted: Format,
    /// Words that lead somewhere.
    pub(super) link: Format,
    /// A day.
    pub(super) day: Format,
    /// A number.
    pub(super) number: Format,
    /// A box to tick.
    pub(super) tick: Format,
}

impl Style {
    /// All formats.
    pub(super) fn new() -> Self {
        let base = || Format::new().set_font_size(10).set_font_color(INK).set_align(FormatAlign::Top);
        let lined = || base().set_border(FormatBorder::Thin).set_border_color(LINE);
        let head = || lined().set_bold().set_font_color(Color::White).set_text_wrap().set_align(FormatAlign::VerticalCenter);
        let looks = [Look::Wrapped, Look::Clipped, Look::Centred, Look::Upright];
        let purposes = [Purpose::Fact, Purpose::Entry, Purpose::Key];
        let kinds = looks.into_iter().flat_map(|look| purposes.map(|purpose| (look, purpose)));
        Self {
            head: head().set_background_color(DARK),
            head_number: head().set_background_color(DARK).set_align(FormatAlign::Right),
            upright_head: head().set_background_color(DARK).set_rotation(90).set_align(FormatAlign::Center).set_align(FormatAlign::Bottom),
            centred_head: head().set_background_color(DARK).set_align(FormatAlign::Center),
            entry_head: head().set_background_color(ACCENT),
            centred_entry_head: head().set_background_color(ACCENT).set_align(FormatAlign::Center),
            title: base().set_font_size(18).set_bold(),
            heading: base().set_font_size(12).set_bold().set_font_color(ACCENT).set_align(FormatAlign::Bottom),
            lead: base().set_font_color(FAINT),
            label: lined().set_bold().set_text_wrap(),
            text: lined().set_text_wrap().set_align(FormatAlign::Left),
            number: lined().set_align(FormatAlign::Right),
            share: lined().set_align(FormatAlign::Right).set_num_format("0 %"),
            day: lined().set_align(FormatAlign::Left).set_num_format(DAY),
            asked_day: lined().set_align(FormatAlign::Right).set_num_format(DAY).set_background_color(FILL_IN),
            asked: lined().set_text_wrap().set_background_color(FILL_IN),
            spare: lined().set_bold().set_text_wrap().set_background_color(FILL_IN),
            spare_number: lined().set_align(FormatAlign::Right).set_num_format("0;;;@"),
            total: lined().set_bold().set_background_color(PALE),
            total_number: lined().set_bold().set_background_color(PALE).set_align(FormatAlign::Right),
            cells: kinds.map(|(look, purpose)| ((look, purpose), cells(lined(), look, purpose))).collect(),
        }
    }

    /// The formats of a column.
    pub(super) fn cells(&self, look: Look, purpose: Purpose) -> &Cells {
        let found = self.cells.iter().find(|(kind, _)| *kind == (look, purpose));
        &found.expect("there is one for every look and purpose").1
    }
}

fn cells(base: Format, look: Look, purpose: Purpose) -> Cells {
    let base = match purpose {
        Purpose::Entry => base.set_background_color(FILL_IN),
        Purpose::Fact | Purpose::Key => base,
    };
    let text = match look {
        Look::Wrapped => base.clone().set_text_wrap(),
        Look::Clipped => base.clone(),
        Look::Centred | Look::Upright => base.clone().set_text_wrap().set_align(FormatAlign::Center),
    };
    let middle = base.set_align(FormatAlign::Center);
    Cells {
        quoted: text.clone().set_quote_prefix(),
        link: text.clone().set_font_color(ACCENT),
        day: middle.clone().set_num_format(DAY),
        number: middle.clone().set_num_format("#,##0"),
        tick: middle.set_num_format(TICK).set_checkbox(),
        text,
    }
}

/// What sets a word off from others.
pub(super) fn tone(tone: Tone) -> Format {
    let shade = |shade: u32, ink: Color| Format::new().set_background_color(Color::RGB(shade)).set_font_color(ink);
    match tone {
        Tone::Aside => Format::new().set_font_color(FAINT),
        Tone::Open => Format::new().set_font_color(FAINT).set_italic(),
        Tone::Good => shade(0xE6_F4_E9, INK),
        Tone::Provider => shade(0xFB_F1_DE, INK),
        Tone::Part => shade(0xF6_D9_8B, INK),
        Tone::Shared => shade(0xC6_D8_F4, INK),
        Tone::Warn => shade(0xE0_A7_65, INK).set_bold(),
        Tone::Customer => shade(0x8D_B0_EA, INK).set_bold(),
        Tone::Alarm => shade(0x9C_2B_24, Color::White).set_bold(),
    }
}
