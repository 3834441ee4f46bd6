//! Why a duty lies where it lies, in words: the answer, the service's words, then the chain, nearest first.

use crate::render::text::grid;
use crate::view::At;
use crate::view::explain::{Answer, Explanation, Link, Moved, Sheet};

/// The explanation as text.
pub fn explain(view: &Explanation) -> String {
    match view {
        Explanation::Duty(one) => answer(one),
        Explanation::Layer(answers) => answers.iter().map(answer).collect::<Vec<_>>().join("\n"),
        Explanation::Sheets(sheets) => sheets.iter().map(sheet).collect::<Vec<_>>().join("\n"),
    }
}

fn answer(view: &Answer) -> String {
    let mut out = format!("{} on {} ({}), as of {}\n", view.duty.id, view.place.name, view.place.id, view.as_of);
    out.push_str(&format!("  {}\n\n", view.duty.name));
    let team = view.team.as_ref().map(|team| format!(", {team}")).unwrap_or_default();
    out.push_str(&format!("holder: {}{team}\n", view.holder.name));
    if let Some(says) = &view.says {
        out.push_str(&grid::paragraph(says, "  "));
    }
    if let Some(since) = &view.since {
        out.push_str(&format!("  since {since}\n"));
    }
    for source in &view.sources {
        out.push_str(&format!("  source: {source}\n"));
    }
    out.push_str("\nwhy, nearest first:\n");
    for (position, step) in view.chain.iter().enumerate() {
        out.push_str(&link(step, position > 0, view));
    }
    if view.chain.is_empty() {
        out.push_str("  nobody was named\n");
    }
    if !view.controls.is_empty() {
        out.push_str("\ncontrols:\n");
        let rows: Vec<Vec<&str>> = view.controls.iter().map(|control| vec![control.id.as_str(), &control.name]).collect();
        out.push_str(&grid::rows(&rows, "  "));
    }
    if !view.changes.is_empty() {
        out.push_str("\nmoves of the line:\n");
        view.changes.iter().for_each(|change| out.push_str(&moved(change)));
    }
    out
}

fn link(step: &Link, overridden: bool, view: &Answer) -> String {
    let named = match step.via.as_str() {
        "the duty" => format!("duty {}", view.duty.id),
        "the layer" => format!("layer {}", view.layer.id),
        other => other.to_owned(),
    };
    let role = step.role.as_ref().map(|role| format!(" as {role}")).unwrap_or_default();
    let team = step.team.as_ref().map(|team| format!(", {team}")).unwrap_or_default();
    let word = if overridden { "  overrides " } else { "  " };
    let mut out = format!("{word}{}{team}{role}: {} {}, {named}\n", step.holder.name, step.level, step.subject);
    if let Some(because) = &step.because {
        out.push_str(&grid::paragraph(&format!("because {because}"), "      "));
    }
    out + &format!("      {}\n", place(&step.at))
}

fn moved(change: &Moved) -> String {
    let later = if change.in_force { "" } else { ", after the day asked for" };
    let mut out = format!("  {}: {} -> {}{later}\n", change.on, change.from.name, change.to.name);
    if let Some(note) = &change.note {
        out.push_str(&grid::paragraph(note, "      "));
    }
    if let Some(source) = &change.source {
        out.push_str(&format!("      source: {source}\n"));
    }
    out + &format!("      {}\n", place(&change.at))
}

fn sheet(view: &Sheet) -> String {
    let mut out = format!("{} {}: {}\n", view.kind, view.thing.id, view.thing.name);
    out.push_str(&grid::paragraph(&view.about, "  "));
    for (name, value) in &view.facts {
        out.push_str(&format!("  {name}: {value}\n"));
    }
    out.push_str(&format!("  {}\n", place(&view.at)));
    if view.rows.is_empty() {
        return out;
    }
    out.push_str(&format!("\n{}:\n", view.lines));
    let cells: Vec<[String; 3]> = view
        .rows
        .iter()
        .map(|row| {
            let holders: Vec<&str> = row.holders.iter().map(|holder| holder.name.as_str()).collect();
            let holders = if holders.is_empty() { "does not apply".to_owned() } else { holders.join(", ") };
            [row.what.id.clone(), holders, row.at.as_ref().map_or_else(|| row.what.name.clone(), place)]
        })
        .collect();
    let rows: Vec<Vec<&str>> = cells.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    out + &grid::rows(&rows, "  ")
}

fn place(at: &At) -> String {
    format!("{}:{}", at.file, at.line)
}
