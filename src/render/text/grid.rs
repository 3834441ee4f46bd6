//! Rows in columns that line up, and paragraphs that fit.

/// How wide a paragraph is.
const WIDTH: usize = 96;

/// Rows whose columns line up, two spaces apart; the last column is as long as it is.
pub(super) fn rows(rows: &[Vec<&str>], indent: &str) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let line = |row: &Vec<&str>| {
        let cells = row.iter().zip(&widths).map(|(cell, &width)| format!("{cell:width$}"));
        format!("{indent}{}", cells.collect::<Vec<_>>().join("  ")).trim_end().to_owned() + "\n"
    };
    rows.iter().map(line).collect()
}

/// Words in lines that fit, each line after `indent`.
pub(super) fn paragraph(text: &str, indent: &str) -> String {
    let mut out = String::new();
    for source in text.lines().filter(|line| !line.trim().is_empty()) {
        let mut line = indent.to_owned();
        for word in source.split_whitespace() {
            if line.len() > indent.len() && line.chars().count() + 1 + word.chars().count() > WIDTH {
                out.push_str(&line);
                out.push('\n');
                indent.clone_into(&mut line);
            }
            if line.len() > indent.len() {
                line.push(' ');
            }
            line.push_str(word);
        }
        out.push_str(&line);
        out.push('\n');
    }
    out
}
