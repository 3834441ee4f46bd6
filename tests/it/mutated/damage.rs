//! Texts that are changed: blindly, byte by byte, or as somebody changes them who knows YAML, Markdown and dates.

use crate::mutated::numbers::Numbers;
use crate::mutated::pieces::{ODD, PIECES, VALUES};

/// Characters with a meaning in YAML, TOML or Markdown.
const SIGNS: &[u8] = b"{}[]()<>:,-&*!|'\"%@`#=~\t\n \\\0";

/// A small change that knows nothing of what it changes.
pub fn damage(bytes: &mut Vec<u8>, numbers: &mut Numbers) {
    let place = numbers.below(bytes.len());
    match numbers.below(7) {
        0 => drop(bytes.drain(place..(place + 1 + numbers.below(8)).min(bytes.len()))),
        1 => bytes.insert(place, SIGNS[numbers.below(SIGNS.len())]),
        2 => bytes.insert(place, u8::try_from(numbers.below(256)).unwrap_or(0)),
        3 => bytes.truncate(place),
        4 => lines(bytes, |lines| drop(lines.remove(place % lines.len()))),
        5 => lines(bytes, |lines| lines.insert(place % lines.len(), lines[numbers.below(lines.len())].clone())),
        _ => lines(bytes, |lines| {
            let count = lines.len();
            lines.swap(place % count, numbers.below(count));
        }),
    }
}

fn lines(bytes: &mut Vec<u8>, change: impl FnOnce(&mut Vec<Vec<u8>>)) {
    let mut lines: Vec<Vec<u8>> = bytes.split_inclusive(|&byte| byte == b'\n').map(<[u8]>::to_vec).collect();
    if !lines.is_empty() {
        change(&mut lines);
        *bytes = lines.concat();
    }
}

/// A change that keeps the form of a text, mostly: another value, a key twice, words from elsewhere, a number that is too large.
pub fn twist(bytes: &mut Vec<u8>, donor: &[u8], numbers: &mut Numbers) {
    let place = numbers.below(bytes.len() + 1);
    match numbers.below(14) {
        0 | 1 => value(bytes, numbers.one(VALUES).as_bytes(), numbers),
        2 => twice(bytes, numbers),
        3 => number(bytes, numbers),
        4 => {
            let other = word(bytes, numbers);
            put_word(bytes, &other, numbers);
        }
        5 => put_word(bytes, &word(donor, numbers), numbers),
        6 => splice(bytes, donor, numbers),
        7 => insert(bytes, place, numbers.one(ODD).as_bytes()),
        8 => indent(bytes, numbers),
        9 | 10 => insert(bytes, place, numbers.one(PIECES).as_bytes()),
        11 => lines(bytes, |lines| lines.insert(numbers.below(lines.len() + 1), format!("{}\n", numbers.one(PIECES)).into_bytes())),
        12 if numbers.below(8) == 0 => many(bytes, numbers),
        _ => damage(bytes, numbers),
    }
}

/// A change inside a text without lines, which seldom breaks its form: another word or number, an odd character, a byte.
pub fn prick(bytes: &mut Vec<u8>, donor: &[u8], numbers: &mut Numbers) {
    let place = numbers.below(bytes.len());
    match numbers.below(8) {
        0 | 1 => number(bytes, numbers),
        2 => {
            let other = word(bytes, numbers);
            put_word(bytes, &other, numbers);
        }
        3 => put_word(bytes, &word(donor, numbers), numbers),
        4 => insert(bytes, place, numbers.one(ODD).as_bytes()),
        5 => damage(bytes, numbers),
        _ => bytes.get_mut(place).into_iter().for_each(|byte| *byte = u8::try_from(numbers.below(256)).unwrap_or(0)),
    }
}

/// A text of which some thousand bytes are left: its beginning, and some lines from elsewhere.
pub fn shortened(bytes: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    const LINES: usize = 40;
    let lines: Vec<&[u8]> = bytes.split_inclusive(|&byte| byte == b'\n').collect();
    if lines.len() <= 2 * LINES {
        return bytes.to_vec();
    }
    let from = LINES + numbers.below(lines.len() - 2 * LINES + 1);
    [&lines[..LINES], &lines[from..from + LINES]].concat().concat()
}

/// Another value behind a key, or behind the hyphen of a list.
fn value(bytes: &mut Vec<u8>, other: &[u8], numbers: &mut Numbers) {
    lines(bytes, |lines| {
        let line = numbers.below(lines.len());
        let line = &mut lines[line];
        let at = line.windows(2).position(|two| two == b": " || two == b"- " || two == b":\n").map_or(0, |at| at + 1);
        line.truncate(at);
        line.extend([b" ", other, b"\n"].concat());
    });
}

/// A line twice, the second time with another value.
fn twice(bytes: &mut Vec<u8>, numbers: &mut Numbers) {
    lines(bytes, |lines| {
        let at = numbers.below(lines.len());
        let mut again = lines[at].clone();
        value(&mut again, numbers.one(VALUES).as_bytes(), numbers);
        lines.insert(at, again);
    });
}

/// A number that no type holds, or that is below all of them, in place of one.
fn number(bytes: &mut Vec<u8>, numbers: &mut Numbers) {
    const NUMBERS: &[&str] = &["0", "-1", "00", "99999", "4294967296", "18446744073709551616", "1e999", "999999999999999999999999999999999999999"];
    let starts: Vec<usize> = (0..bytes.len()).filter(|&at| bytes[at].is_ascii_digit() && (at == 0 || !bytes[at - 1].is_ascii_digit())).collect();
    if !starts.is_empty() {
        let start = *numbers.one(&starts);
        let end = (start..bytes.len()).find(|&at| !bytes[at].is_ascii_digit()).unwrap_or(bytes.len());
        bytes.splice(start..end, numbers.one(NUMBERS).bytes());
    }
}

/// Where words of ids stand.
fn words(bytes: &[u8]) -> Vec<(usize, usize)> {
    let inside = |at: usize| bytes[at].is_ascii_alphanumeric() || bytes[at] == b'-';
    let starts = (0..bytes.len()).filter(|&at| inside(at) && (at == 0 || !inside(at - 1)));
    starts.map(|start| (start, (start..bytes.len()).find(|&at| !inside(at)).unwrap_or(bytes.len()))).collect()
}

fn word(bytes: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let words = words(bytes);
    if words.is_empty() {
        return Vec::new();
    }
    let (start, end) = *numbers.one(&words);
    bytes[start..end].to_vec()
}

fn put_word(bytes: &mut Vec<u8>, word: &[u8], numbers: &mut Numbers) {
    let words = words(bytes);
    if !words.is_empty() {
        let (start, end) = *numbers.one(&words);
        bytes.splice(start..end, word.iter().copied());
    }
}

/// The beginning of a text with the end of another, or some lines of another in its middle.
fn splice(bytes: &mut Vec<u8>, donor: &[u8], numbers: &mut Numbers) {
    let others: Vec<Vec<u8>> = donor.split_inclusive(|&byte| byte == b'\n').map(<[u8]>::to_vec).collect();
    if others.is_empty() {
        return;
    }
    let (from, count) = (numbers.below(others.len()), 1 + numbers.below(12));
    let tail = numbers.below(4) == 0;
    lines(bytes, |lines| {
        let at = numbers.below(lines.len() + 1);
        if tail {
            lines.truncate(at);
        }
        lines.splice(at..at, others.into_iter().skip(from).take(count));
    });
}

fn insert(bytes: &mut Vec<u8>, place: usize, piece: &[u8]) {
    bytes.splice(place..place, piece.iter().copied());
}

/// A line further in, or further out.
fn indent(bytes: &mut Vec<u8>, numbers: &mut Numbers) {
    lines(bytes, |lines| {
        let line = numbers.below(lines.len());
        let line = &mut lines[line];
        let spaces = line.iter().take_while(|&&byte| byte == b' ').count();
        drop(line.drain(..numbers.below(spaces + 1)));
        line.splice(0..0, std::iter::repeat_n(b' ', numbers.below(9)));
    });
}

/// A piece of a text so often that it is long, or deep.
fn many(bytes: &mut Vec<u8>, numbers: &mut Numbers) {
    let start = numbers.below(bytes.len());
    let end = (start + 1 + numbers.below(40)).min(bytes.len());
    let piece = match numbers.below(3) {
        0 => bytes.get(start..end).unwrap_or_default().to_vec(),
        1 => numbers.one(PIECES).as_bytes().to_vec(),
        _ => numbers.one(ODD).as_bytes().to_vec(),
    };
    let often = [10, 100, 1_000][numbers.below(3)];
    bytes.splice(start..start, piece.repeat(often));
}
