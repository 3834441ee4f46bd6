//! How fields look: drawings that a reader shows until somebody writes.

use super::font::FormFont;

/// The size of what is written.
pub(super) const SIZE: f32 = 7.6;

/// From one line to the next.
const LEADING: f32 = 9.4;

/// Between the edge and the text.
pub(in crate::render::pdf) const INSET: f32 = 2.4;

/// The colour of what is written, as the template has it.
pub(super) const INK: &str = "0.090 0.129 0.180";

/// How a text is set in a box.
pub(super) struct Setting {
    /// Its lines, as codes of the font.
    lines: Vec<Vec<u8>>,
    /// Whether the box shows every letter.
    pub(super) whole: bool,
}

/// Breaks a text into lines for a box of this size.
pub(super) fn set(text: &str, (width, height): (f32, f32), several: bool, font: &FormFont) -> Setting {
    let room = width - 2.0 * INSET;
    let lines = if several { wrapped(text, room, font) } else { vec![text.to_owned()] };
    let fits = ((height - 2.0) / LEADING).floor().max(1.0) as usize;
    let readable = lines.iter().all(|line| FormFont::encode(line).is_some() && font.width(line, SIZE) <= room);
    let codes = |line: &String| {
        FormFont::encode(line).unwrap_or_else(|| line.chars().map(|c| FormFont::encode(&c.to_string()).map_or(b'?', |code| code[0])).collect())
    };
    Setting { whole: readable && lines.len() <= fits, lines: lines.iter().take(fits).map(codes).collect() }
}

fn wrapped(text: &str, room: f32, font: &FormFont) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if font.width(&longer, SIZE) <= room || line.is_empty() {
                line = longer;
            } else {
                lines.push(std::mem::replace(&mut line, word.to_owned()));
            }
        }
        lines.push(line);
    }
    lines
}

/// The drawing of a text.
pub(super) fn text(setting: &Setting, height: f32, several: bool) -> String {
    if setting.lines.iter().all(Vec::is_empty) {
        return "/Tx BMC EMC".to_owned();
    }
    let top = if several { height - INSET - SIZE * 0.8 } else { (height - SIZE) / 2.0 + SIZE * 0.22 };
    let mut drawing = format!("/Tx BMC q BT /OnusF {SIZE} Tf {INK} rg {LEADING} TL {INSET} {top:.2} Td");
    for (at, line) in setting.lines.iter().enumerate() {
        drawing.push_str(if at > 0 { " T* <" } else { " <" });
        line.iter().for_each(|code| drawing.push_str(&format!("{code:02x}")));
        drawing.push_str("> Tj");
    }
    drawing + " ET Q EMC"
}

/// The drawing of a tick, as a line: no font is needed.
pub(super) fn tick(width: f32, height: f32) -> String {
    let at = |x: f32, y: f32| format!("{:.2} {:.2}", width * x, height * y);
    format!("q {INK} RG 1.5 w 1 J 1 j {} m {} l {} l S Q", at(0.24, 0.47), at(0.44, 0.26), at(0.78, 0.72))
}
