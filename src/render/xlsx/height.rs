//! How high a row has to be, so that its text is seen in programs that do not work that out themselves.
//!
//! An estimate: widths of the letters of the default font, lines broken at spaces. It errs towards more room.

/// The height of a line of ten points, in points.
const LINE: f64 = 12.75;

/// What a row has above and below its lines, in points.
const ROOM: f64 = 3.0;

/// No row can be higher, in points.
const MOST: f64 = 409.0;

/// The width of a digit by which columns are measured, and of the widths below at ten points: pixels, and units in one.
const DIGIT: u32 = 7;
const UNITS: u32 = 154;

/// The height of a row whose fullest cell has so many lines, in points.
pub(super) fn of_lines(lines: u32) -> f64 {
    (f64::from(lines.max(1)) * LINE + ROOM).min(MOST)
}

/// How many lines a text takes in a column of so many characters.
pub(super) fn lines(text: &str, column: u16) -> u32 {
    let room = u32::from(column) * DIGIT * UNITS;
    text.split('\n').map(|line| of_line(line, room)).sum()
}

fn of_line(line: &str, room: u32) -> u32 {
    let (mut lines, mut used) = (1, 0);
    for word in line.split(' ') {
        let wide: u32 = word.chars().map(width).sum();
        let space = if used == 0 { 0 } else { width(' ') };
        if used + space + wide <= room {
            used += space + wide;
            continue;
        }
        // A word that is wider than the column goes over several lines.
        lines += u32::from(used > 0) + wide.saturating_sub(1) / room.max(1);
        used = if wide > room { wide % room.max(1) } else { wide };
    }
    lines
}

/// The width of a letter in 2048ths of its size, a little more than it takes; what is not Latin counts as wide.
fn width(letter: char) -> u32 {
    match letter {
        ' ' | 'I' | 'i' | 'j' | 'l' | '|' | '\'' | '`' => 480,
        '!' | ',' | '.' | ':' | ';' => 540,
        '"' | '(' | ')' | '-' | '[' | ']' | 'f' | 't' | '{' | '}' | 'J' => 670,
        'r' | 's' | '/' | '\\' => 780,
        'c' | 'k' | 'v' | 'x' | 'y' | 'z' | 'F' | 'L' | 'S' | '?' => 910,
        'a' | 'e' | 'g' | 'E' | 'T' | 'Y' | 'Z' => 1_000,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '&' => 1_640,
        'A' | 'D' | 'G' | 'H' | 'N' | 'O' | 'Q' | 'U' => 1_310,
        'a'..='z' | 'A'..='Z' | '0'..='9' | '#' | '$' | '*' | '+' | '<' | '=' | '>' | '^' | '_' | '~' | '•' => 1_080,
        '\u{80}'..='\u{24F}' => 1_100,
        _ => 2_048,
    }
}

#[cfg(test)]
mod tests {
    use super::{lines, of_lines};

    #[test]
    fn short_text_takes_a_line_and_long_text_several() {
        assert_eq!(lines("", 10), 1);
        assert_eq!(lines("monthly", 11), 1);
        assert_eq!(lines("one\ntwo\n\nfour", 20), 4);
        assert_eq!(lines("Administer hosts through audited sessions, without open ports or shared keys", 38), 2);
        assert_eq!(lines("https://docs.example.com/a/very/long/address/without/a/single/space/in/it.html", 30), 3);
        assert_eq!(lines("どこにも空白がない文章", 10), 3);
    }

    #[test]
    fn no_row_is_higher_than_rows_can_be() {
        assert!(of_lines(1) > 15.0 && of_lines(2) > of_lines(1));
        assert!(of_lines(1_000) <= 409.0);
    }
}
