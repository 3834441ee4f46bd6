//! How far a workload is, as text: the worst first, and every share with what it is a share of.

use std::fmt::Write as _;

use crate::render::text::grid;
use crate::view::status::{Entry, Group, SOON, Status, spaced};

/// Entries of one list that are shown; more are only counted.
const LISTED: usize = 20;

/// The status of a workload.
pub fn status(view: &Status) -> String {
    // Writing to a string cannot fail.
    let mut out = String::new();
    let _ = writeln!(out, "{} on {}: {}", view.name, view.date, spaced(view.state));
    let _ = writeln!(out, "\n  {}", total(view));
    let _ = writeln!(out, "  {}", view.total.words());
    if view.without > 0 {
        let _ = writeln!(out, "  {} of the not assessed have no entry at all", view.without);
    }
    if view.inherited.all > 0 {
        let _ = writeln!(out, "  {} more are inherited, and in no count here: {}", view.inherited.all, view.inherited.words());
    }
    if !view.groups.is_empty() {
        let _ = writeln!(out, "\nby {}", view.by);
        let rows: Vec<[String; 4]> = view.groups.iter().flat_map(rows).collect();
        let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
        out.push_str(&grid::rows(&rows, "  "));
    }
    list(&mut out, "ran out, and counts as not assessed", &view.expired);
    list(&mut out, &format!("runs out within {SOON} days"), &view.ending);
    list(&mut out, "two entries of one day that do not agree; the worse counts", &view.conflicts);
    if view.conflicts.is_empty() {
        out.push_str("\nconflicts: none\n");
    }
    out
}

fn total(view: &Status) -> String {
    let left = match view.total.not_applicable {
        0 => String::new(),
        left => format!("; {left} of all {} are not applicable, and left out", view.total.all),
    };
    format!("{}{left}", view.total.share())
}

/// The row of a group, and those of its parts below it.
fn rows(group: &Group) -> Vec<[String; 4]> {
    let row = |group: &Group, lead: &str| {
        let mut more = vec![group.tally.words()];
        more.extend((group.uncovered > 0).then(|| format!("{} of the not assessed without any item", group.uncovered)));
        more.extend((group.inherited > 0).then(|| format!("{} inherited left out", group.inherited)));
        more.retain(|words| !words.is_empty());
        let name = if group.unit == "requirements" && !lead.is_empty() { format!("{} {}", group.id, group.name) } else { group.name.clone() };
        [format!("{lead}{name}"), spaced(group.state), group.tally.share(), more.join("; ")]
    };
    std::iter::once(row(group, "")).chain(group.parts.iter().map(|part| row(part, "  "))).collect()
}

fn list(out: &mut String, title: &str, entries: &[Entry]) {
    if entries.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{title}");
    let word = |entry: &Entry| [entry.item.clone(), entry.words()];
    let rows: Vec<[String; 2]> = entries.iter().take(LISTED).map(word).collect();
    let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    out.push_str(&grid::rows(&rows, "  "));
    if entries.len() > LISTED {
        let _ = writeln!(out, "  and {} more; `--format json` has all", entries.len() - LISTED);
    }
}
