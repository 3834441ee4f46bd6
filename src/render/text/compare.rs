//! What changes hands between two places, as text and as a Markdown table.

use crate::render::text::grid;
use crate::view::compare::{Comparison, Move};

/// What moves, layer by layer; with `all`, also what stays.
pub fn compare(view: &Comparison, all: bool) -> String {
    let mut out = format!("From {} to {}, {}\n\n", view.from.name, view.to.name, summary(view));
    out.push_str(&rows(&view.moves));
    if all && !view.stays.is_empty() {
        out.push_str("\nUnchanged:\n\n");
        out.push_str(&rows(&view.stays));
    }
    out
}

/// The same as a Markdown table.
pub fn compare_markdown(view: &Comparison, all: bool) -> String {
    let mut out = format!("# From {} to {}\n\nAs of {}: {}\n\n", view.from.name, view.to.name, view.as_of, summary(view));
    out.push_str(&format!("| Layer | Duty | {} | {} |\n| --- | --- | --- | --- |\n", cell(&view.from.name), cell(&view.to.name)));
    let stays = if all { view.stays.as_slice() } else { &[] };
    for row in view.moves.iter().chain(stays) {
        let cells = [&row.layer.name, &row.duty.name, &row.from.name, &row.to.name].map(|text| cell(text));
        out.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    out
}

fn summary(view: &Comparison) -> String {
    match view.moves.len() {
        0 => "no duty changes hands".to_owned(),
        1 => format!("1 of {} duties changes hands", view.stays.len() + 1),
        moves => format!("{moves} of {} duties change hands", view.stays.len() + moves),
    }
}

fn rows(moves: &[Move]) -> String {
    let mut out = String::new();
    for group in moves.chunk_by(|a, b| a.layer == b.layer) {
        out.push_str(&format!("{}\n", group[0].layer.name));
        let arrows: Vec<String> = group.iter().map(holders).collect();
        let lines: Vec<Vec<&str>> = group.iter().zip(&arrows).map(|(row, arrow)| vec![row.duty.id.as_str(), arrow, &row.duty.name]).collect();
        out.push_str(&grid::rows(&lines, "  "));
    }
    out
}

fn holders(row: &Move) -> String {
    match row.from == row.to {
        true => short(&row.from.name).to_owned(),
        false => format!("{} -> {}", short(&row.from.name), short(&row.to.name)),
    }
}

/// The holder without the reason that a lone line gives.
fn short(name: &str) -> &str {
    name.split(':').next().unwrap_or(name)
}

/// Text that cannot end its cell.
fn cell(text: &str) -> String {
    text.replace('\\', "\\\\").replace('|', "\\|").replace('\n', " ")
}
