//! Questions as text for a terminal.

use crate::view::learn::Sheet;

/// Letters of options; a question has fewer.
const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyz";

/// Questions with their keys and reasons.
pub fn questions(sheets: &[Sheet]) -> String {
    sheets.iter().enumerate().map(|(at, sheet)| question(at + 1, sheet)).collect::<Vec<_>>().join("\n")
}

fn question(number: usize, sheet: &Sheet) -> String {
    let mut out = format!("{number}. {} [{}]\n", sheet.ask, sheet.level.word());
    sheet.left.iter().enumerate().for_each(|(at, left)| out.push_str(&format!("   {}) {left}\n", at + 1)));
    for (at, option) in sheet.options.iter().enumerate() {
        out.push_str(&format!("   {}) {}\n", letter(at), option.says));
    }
    let key: Vec<String> = match sheet.left.is_empty() {
        true => sheet.key.iter().map(|&at| letter(at).to_string()).collect(),
        false => sheet.key.iter().enumerate().map(|(left, &at)| format!("{}{}", left + 1, letter(at))).collect(),
    };
    out.push_str(&format!("   key: {}\n", key.join(" ")));
    for option in &sheet.options {
        out.extend(option.because.iter().map(|because| format!("        {}: {because}\n", option.says)));
    }
    out.extend(sheet.because.iter().map(|because| format!("   why: {because}\n")));
    for proof in &sheet.proofs {
        let at = proof.at.as_ref().map(|at| format!(" ({at})")).unwrap_or_default();
        out.push_str(&format!("   model: {}{at}\n", proof.says));
        out.extend(proof.sources.iter().map(|source| format!("   source: {source}\n")));
    }
    out
}

fn letter(at: usize) -> char {
    LETTERS.get(at).map_or('?', |&letter| char::from(letter))
}
