//! What an import changes, as text: the changes first, then what wants a decision, then what was left.

use std::fmt::Write as _;

use crate::import::{Change, Moved, Report};
use crate::render::text::grid;

/// Remarks and entries of one kind that are listed; more are only counted.
const LISTED: usize = 20;

/// The report of an import. `dry` is one that writes nothing.
pub fn import(report: &Report, dry: bool) -> String {
    let mut out = String::new();
    if !report.changes.is_empty() {
        heading(&mut out, &report.status);
        report.changes.iter().for_each(|change| changed(&mut out, change));
    }
    conflicts(&mut out, report);
    aside(&mut out, report);
    behind(&mut out, report);
    remarks(&mut out, report);
    out + &summary(report, dry)
}

fn heading(out: &mut String, text: &str) {
    if !out.is_empty() {
        out.push('\n');
    }
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{text}");
}

fn changed(out: &mut String, change: &Change) {
    let new = if change.new { "new, " } else { "" };
    let _ = writeln!(out, "  {} ({new}{})", change.item, place(&change.file, &change.place));
    fields(out, &change.fields, " → ");
    if !change.kept.is_empty() {
        let _ = writeln!(out, "    kept from before: {}", change.kept.join(", "));
    }
}

fn fields(out: &mut String, fields: &[Moved], between: &str) {
    for Moved { field, old, new } in fields {
        let words = match (old, new) {
            (Some(old), Some(new)) => format!("{}{between}{}", line(old), line(new)),
            (None, Some(new)) => line(new),
            (Some(old), None) => format!("{}{between}nothing", line(old)),
            (None, None) => continue,
        };
        let _ = writeln!(out, "    {field}: {words}");
    }
}

fn conflicts(out: &mut String, report: &Report) {
    if report.conflicts.is_empty() {
        return;
    }
    heading(out, "conflicts, of which nothing was taken; `--prefer file`, `status` or `newer` decides");
    for conflict in &report.conflicts {
        let _ = writeln!(out, "  {} ({}): {}", conflict.item, place(&conflict.file, &conflict.place), conflict.why);
        fields(out, &conflict.fields, " in the status, here ");
    }
}

fn aside(out: &mut String, report: &Report) {
    if report.aside.is_empty() {
        return;
    }
    heading(out, "kept aside");
    for entry in &report.aside {
        let _ = writeln!(out, "  {} ({}): {}", line(&entry.item), place(&entry.file, &entry.place), entry.why);
        let _ = writeln!(out, "    = help: {}", entry.help);
    }
}

fn behind(out: &mut String, report: &Report) {
    if report.behind.is_empty() {
        return;
    }
    heading(out, "not taken, because the status is newer or preferred");
    for entry in report.behind.iter().take(LISTED) {
        let _ = writeln!(out, "  {} ({})", entry.item, place(&entry.file, &entry.place));
        fields(out, &entry.fields, " stays, here ");
    }
    more(out, report.behind.len());
}

fn remarks(out: &mut String, report: &Report) {
    if report.remarks.is_empty() {
        return;
    }
    heading(out, "to look at");
    for remark in report.remarks.iter().take(LISTED) {
        let item = remark.item.as_ref().map(|item| format!("{item} ")).unwrap_or_default();
        let place = place(&remark.file, &remark.place);
        let at = if item.is_empty() { place } else { format!("({place})") };
        let _ = writeln!(out, "  {item}{at}: {}", remark.text);
    }
    more(out, report.remarks.len());
}

fn more(out: &mut String, all: usize) {
    if all > LISTED {
        let _ = writeln!(out, "  and {} more; `--format json` has all", all - LISTED);
    }
}

/// One line for each file, and one for all.
fn summary(report: &Report, dry: bool) -> String {
    let mut out = String::new();
    let mut rows = Vec::new();
    for file in &report.files {
        let items = if file.items == 1 { "1 item".to_owned() } else { format!("{} items", file.items) };
        rows.push([file.file.clone(), file.kind.to_owned(), items, format!("{} known already", file.same), format!("{} not filled in", file.blank)]);
    }
    let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    if report.has_findings() || !report.changes.is_empty() || !report.behind.is_empty() || !report.remarks.is_empty() {
        out.push('\n');
    }
    out.push_str(&grid::rows(&rows, ""));
    let new = report.changes.iter().filter(|change| change.new).count();
    let counts = [
        (report.changes.len() - new, "changed"),
        (new, "new"),
        (report.conflicts.len(), "in conflict"),
        (report.aside.len(), "kept aside"),
        (report.behind.len(), "older"),
    ];
    let words: Vec<String> = counts.iter().map(|(count, word)| format!("{count} {word}")).collect();
    let dry = if dry { "; nothing was written" } else { "" };
    let _ = writeln!(out, "{}{dry}", words.join(", "));
    out
}

fn place(file: &str, place: &str) -> String {
    if place.is_empty() { file.to_owned() } else { format!("{file}, {place}") }
}

/// A text on one line.
fn line(text: &str) -> String {
    text.split(['\n', '\r']).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" / ").replace(char::is_control, " ")
}
