//! The font that forms are filled in with: a small one, embedded whole, since nobody knows what will be written.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use typst::foundations::Bytes;
use typst::layout::Abs;
use typst::text::{Font, FontVariant, FontVariations};

/// How it is called inside the document.
const NAME: &str = "ONUSFF+Inter-Regular";

/// The codes of WinAnsi between ASCII and Latin-1; the others are those of Unicode.
const BETWEEN: [Option<char>; 32] = [
    Some('€'),
    None,
    Some('‚'),
    Some('ƒ'),
    Some('„'),
    Some('…'),
    Some('†'),
    Some('‡'),
    Some('ˆ'),
    Some('‰'),
    Some('Š'),
    Some('‹'),
    Some('Œ'),
    None,
    Some('Ž'),
    None,
    None,
    Some('‘'),
    Some('’'),
    Some('“'),
    Some('”'),
    Some('•'),
    Some('–'),
    Some('—'),
    Some('˜'),
    Some('™'),
    Some('š'),
    Some('›'),
    Some('œ'),
    None,
    Some('ž'),
    Some('Ÿ'),
];

/// A font with the letters of WinAnsi, and how wide they are.
pub(in crate::render::pdf) struct FormFont {
    bytes: Vec<u8>,
    /// Thousandths of the size, by code from 32.
    widths: Vec<i64>,
    bounds: [i64; 4],
    ascent: i64,
    descent: i64,
    cap_height: i64,
}

impl FormFont {
    /// Reads a TrueType font; `None` where it is none.
    pub(in crate::render::pdf) fn new(bytes: &[u8]) -> Option<Self> {
        let font = Font::new(Bytes::new(bytes.to_vec()), 0)?;
        let instance = font.instantiate(FontVariant::default(), Abs::pt(10.0), &FontVariations::default());
        let face = instance.ttf();
        let thousandths = |units: i64| (units * 1000).div_euclid(i64::from(face.units_per_em()));
        let advance = |c: char| face.glyph_index(c).and_then(|glyph| face.glyph_hor_advance(glyph)).map(|units| thousandths(i64::from(units)));
        // What a code without a letter shows is a bullet.
        let bullet = advance('•')?;
        let bounds = face.global_bounding_box();
        Some(Self {
            widths: (32..=255).map(|code| letter(code).and_then(advance).unwrap_or(bullet)).collect(),
            bounds: [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max].map(|side| thousandths(i64::from(side))),
            ascent: thousandths(i64::from(face.ascender())),
            descent: thousandths(i64::from(face.descender())),
            cap_height: thousandths(i64::from(face.capital_height().unwrap_or(face.ascender()))),
            bytes: bytes.to_vec(),
        })
    }

    /// The codes of a text; `None` where the font lacks a letter of it.
    pub(super) fn encode(text: &str) -> Option<Vec<u8>> {
        text.chars().map(code).collect()
    }

    /// How wide a text is at a size; letters that the font lacks count as wide ones.
    pub(super) fn width(&self, text: &str, size: f32) -> f32 {
        let of = |c: char| code(c).and_then(|code| self.widths.get(usize::from(code).checked_sub(32)?)).copied().unwrap_or(1000);
        text.chars().map(of).sum::<i64>() as f32 * size / 1000.0
    }

    /// Puts the font into a document.
    pub(super) fn embed(&self, document: &mut Document) -> ObjectId {
        let file = Stream::new(dictionary! { "Length1" => self.bytes.len() as i64 }, self.bytes.clone());
        let file = document.add_object(compressed(file));
        let to_unicode = document.add_object(compressed(Stream::new(Dictionary::new(), to_unicode().into_bytes())));
        let descriptor = document.add_object(dictionary! {
            "Type" => "FontDescriptor", "FontName" => NAME, "Flags" => 32, "ItalicAngle" => 0, "StemV" => 80,
            "FontBBox" => self.bounds.map(Object::from).to_vec(), "Ascent" => self.ascent, "Descent" => self.descent,
            "CapHeight" => self.cap_height, "FontFile2" => file,
        });
        document.add_object(dictionary! {
            "Type" => "Font", "Subtype" => "TrueType", "BaseFont" => NAME, "Encoding" => "WinAnsiEncoding", "FirstChar" => 32, "LastChar" => 255,
            "Widths" => self.widths.iter().map(|width| Object::from(*width)).collect::<Vec<_>>(),
            "FontDescriptor" => descriptor, "ToUnicode" => to_unicode,
        })
    }
}

/// A stream, as small as it gets.
pub(super) fn compressed(mut stream: Stream) -> Stream {
    // What cannot be compressed stays as it is.
    let _ = stream.compress();
    stream
}

fn letter(code: u8) -> Option<char> {
    match code {
        0x20..=0x7e | 0xa0..=0xff => Some(char::from(code)),
        0x80..=0x9f => BETWEEN[usize::from(code - 0x80)],
        _ => None,
    }
}

fn code(c: char) -> Option<u8> {
    match c {
        ' '..='~' | '\u{a0}'..='\u{ff}' => u8::try_from(u32::from(c)).ok(),
        c => u8::try_from(BETWEEN.iter().position(|known| *known == Some(c))?).ok().map(|at| at + 0x80),
    }
}

/// What each code means. Codes without a letter have no line: who looks for the code of a space must not find one of them.
fn to_unicode() -> String {
    let known: Vec<(u8, char)> = (32..=255).filter_map(|code| Some((code, letter(code)?))).collect();
    let mut map =
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n\
        /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<00> <ff>\nendcodespacerange\n"
            .to_owned();
    for part in known.chunks(100) {
        map.push_str(&format!("{} beginbfchar\n", part.len()));
        part.iter().for_each(|(code, letter)| map.push_str(&format!("<{code:02x}> <{:04x}>\n", u32::from(*letter))));
        map.push_str("endbfchar\n");
    }
    map.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    map
}
