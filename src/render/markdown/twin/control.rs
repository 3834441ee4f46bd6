//! The twin of a control.

use crate::markdown::write::{Place, code, escape, fence};
use crate::view::site::controls::{ControlPage, Part, Satisfies, VerifyBlock};
use crate::view::site::parts::Link;

use super::sheet::{Sheet, table};

pub(super) fn write(page: &ControlPage, sheet: &mut Sheet<'_>) {
    let facts =
        [page.priority.to_owned(), page.cadence.to_owned(), format!("once per {}", page.scope), sheet.link(&page.domain), page.mode.to_owned()];
    sheet.add(facts.join(" · "));
    sheet.prose(page.objective, 1);
    let duties: Vec<String> = page.duties.iter().map(|duty| sheet.link(duty)).collect();
    sheet.add(format!("Serves {}.", duties.join("; ")));
    if !page.aliases.is_empty() {
        sheet.add(format!("Also known as {}.", escape(&page.aliases.join(", "))));
    }
    page.parts.iter().for_each(|part| write_part(part, 2, sheet));
    if !page.on.is_empty() {
        sheet.heading(2, "On single services");
        page.on.iter().for_each(|part| write_part(part, 3, sheet));
    }
    places(page, sheet);
    page.satisfies.iter().enumerate().for_each(|(at, framework)| satisfies(framework, at == 0, sheet));
    let ids = |ids: &[String]| ids.iter().map(|id| code(id)).collect::<Vec<_>>().join(", ");
    let lines: Vec<String> = page.checks.iter().map(|(tool, found)| format!("- {}: {}", escape(tool), ids(found))).collect();
    sheet.section(2, "Automated checks", &lines);
}

fn write_part(part: &Part, level: usize, sheet: &mut Sheet<'_>) {
    match &part.place {
        Some(place) => sheet.add(format!("{} On {}", "#".repeat(level), sheet.link(place))),
        None => sheet.heading(level, &part.title),
    }
    // Headings inside the words go below the heading of the part.
    let shift = u8::try_from(level).unwrap_or(2) - 1;
    sheet.prose(part.statement, shift);
    sheet.prose(part.steps, shift);
    let lines: Vec<String> = part.verify.iter().map(|entry| verify(entry, sheet)).collect();
    if !lines.is_empty() {
        sheet.heading(level + 1, "Verify");
        sheet.add(lines.join("\n\n"));
    }
    let lines: Vec<String> = part.evidence.iter().map(|&id| sheet.item([sheet.prose_lines(Some(id), Place::Item)])).collect();
    sheet.section(level + 1, "Evidence", &lines);
}

fn verify(entry: &VerifyBlock, sheet: &Sheet<'_>) -> String {
    let run = entry.run.as_ref().map(|run| fence(&entry.lang, run)).unwrap_or_default();
    let words = |id| sheet.prose_lines(id, Place::Item).join(" ");
    let expect = entry.expect.iter().map(|&id| format!("Expect: {}", words(Some(id)))).collect();
    sheet.item([vec![words(entry.say)], run, expect])
}

fn places(page: &ControlPage, sheet: &mut Sheet<'_>) {
    sheet.heading(2, "Where it applies");
    let names = |links: &[Link]| if links.is_empty() { "nowhere".to_owned() } else { sheet.links(links) };
    let (customer, provider) = (escape(&sheet.shared.customer), escape(&sheet.shared.provider));
    let lines = [
        format!("- {customer} does it: {}", names(&page.customer_places)),
        format!("- {provider} does it, and it is inherited: {}", names(&page.provider_places)),
    ];
    sheet.add_lines(&lines);
}

fn satisfies(framework: &Satisfies, first: bool, sheet: &mut Sheet<'_>) {
    if first {
        sheet.heading(2, "Requirements");
    }
    sheet.add(format!("### {}", sheet.link(&framework.link)));
    let because =
        |row: &crate::view::site::controls::SatisfiesRow| row.because.as_ref().map(|words| format!(": {}", escape(words))).unwrap_or_default();
    let rows: Vec<Vec<String>> =
        framework.rows.iter().map(|row| vec![sheet.link(&row.link), escape(&row.title), format!("{}{}", row.relation, because(row))]).collect();
    sheet.add_lines(&table(&[("Requirement", false), ("Title", false), ("This control is", false)], &rows));
}
