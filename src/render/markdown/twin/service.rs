//! The twin of a service.

use crate::markdown::write::{Place, code, escape, link, quote};
use crate::view::site::parts::Link;
use crate::view::site::responsibilities::{DutyBlock, DutyGroup, VariantAnswer};
use crate::view::site::service::{Composed, LifecycleNote, ServicePage, VariantChecks, Variants};

use super::live::check_line;
use super::sheet::{Sheet, count, table, words};

pub(super) fn write(page: &ServicePage, sheet: &mut Sheet<'_>) {
    intro(page, sheet);
    answer(page, sheet);
    if let Some(variants) = &page.variants {
        write_variants(page, variants, sheet);
    }
    sheet.heading(2, "Responsibilities");
    for layer in &page.layers {
        sheet.heading(3, &format!("{}: {}", layer.link.text, layer.class.word));
        let told = layer.rows.iter().map(|row| duty(row, sheet));
        let lines: Vec<String> = told.chain(layer.rest.iter().map(|group| duties(group, sheet))).collect();
        sheet.add(lines.join("\n\n"));
    }
    composition(page, sheet);
    checklist(page, sheet);
    requirements(page, sheet);
    let documents = page.downloads.iter().filter(|entry| !entry.files.is_empty());
    let lines: Vec<String> = documents.map(|entry| format!("- Checklist for {}: {}", escape(&entry.title), sheet.files(&entry.files))).collect();
    sheet.section(2, "Downloads", &lines);
    let lines: Vec<String> =
        page.compares.iter().map(|entry| format!("- {}: {}", sheet.link(&entry.link), count(entry.moves, "duty moves", "duties move"))).collect();
    sheet.section(2, "Compare", &lines);
}

fn intro(page: &ServicePage, sheet: &mut Sheet<'_>) {
    let facts = page.full_name.iter().map(|name| escape(name)).chain([format!("by {}", escape(&page.provider)), sheet.link(&page.model)]);
    let links = page.links.iter().map(|to| sheet.link(to));
    let line = facts.chain(links).collect::<Vec<_>>().join(" · ");
    sheet.add(line);
    sheet.prose(page.summary, 0);
    if let Some(note) = &page.lifecycle {
        let line = format!("{}.", lifecycle(note, sheet));
        sheet.add_lines(&quote(["[!WARNING]".to_owned(), line].into_iter()));
    }
}

fn lifecycle(note: &LifecycleNote, sheet: &Sheet<'_>) -> String {
    let successor = note.successor.as_ref().map(|to| format!("; use {} instead", sheet.link(to))).unwrap_or_default();
    let source = note.source.as_ref().map(|url| format!(" ({})", link("source", url))).unwrap_or_default();
    format!("{}{successor}{source}", escape(&note.words))
}

fn answer(page: &ServicePage, sheet: &mut Sheet<'_>) {
    let names = |layers: &[Link]| match layers {
        [] => "no layer alone".to_owned(),
        layers => format!("alone: {}", layers.iter().map(|layer| escape(&layer.text)).collect::<Vec<_>>().join(", ")),
    };
    let duties = |number: usize| count(number, "duty", "duties");
    let customer = &sheet.shared.customer;
    let mut lines = vec![
        format!("- **{}** holds {}; {}", escape(customer), duties(page.counts.customer), names(&page.own)),
        format!("- **{}** holds {}; {}", escape(&page.provider), duties(page.counts.provider), names(&page.inherited)),
    ];
    if !page.shared.is_empty() {
        lines.push(format!("- **Shared**: {}", page.shared.iter().map(|layer| escape(&layer.text)).collect::<Vec<_>>().join(", ")));
    }
    if page.counts.none > 0 {
        lines.push(format!(
            "- **Nobody** holds {} of the model: {} not exist here",
            duties(page.counts.none),
            if page.counts.none == 1 { "it does" } else { "they do" }
        ));
    }
    sheet.section(2, "The answer", &lines);
    sheet.prose(page.about, 1);
}

fn write_variants(page: &ServicePage, variants: &Variants, sheet: &mut Sheet<'_>) {
    sheet.heading(2, "Variants");
    let customer = escape(&sheet.shared.customer);
    let of_service = variants.columns.iter().filter(|column| !column.id.is_empty());
    let lines: Vec<String> = of_service
        .map(|column| {
            let note = column.lifecycle.as_ref().map(|note| format!("; {}", lifecycle(note, sheet))).unwrap_or_default();
            let counts = format!("{customer} {}, {} {}", column.counts.customer, escape(&page.provider), column.counts.provider);
            let head = format!("**{}** ({}; {counts}){note}", escape(&column.name), sheet.link(&column.model));
            sheet.item([vec![head], sheet.prose_lines(column.summary, Place::Item)])
        })
        .collect();
    sheet.add(lines.join("\n\n"));
    if variants.rows.is_empty() {
        sheet.add("All of them leave every duty with the same party; only words and checklists differ.");
        return;
    }
    let names = variants.columns.iter().map(|column| (column.name.as_str(), false));
    let head: Vec<(&str, bool)> = std::iter::once(("Duty", false)).chain(names).collect();
    let cells = |chips: &[crate::view::site::parts::Chip]| chips.iter().map(|chip| escape(&chip.word)).collect::<Vec<_>>();
    let rows: Vec<Vec<String>> = variants.rows.iter().map(|row| [vec![sheet.link(&row.duty)], cells(&row.chips)].concat()).collect();
    sheet.add_lines(&table(&head, &rows));
}

/// A duty with its holder, the service's words about it, its sources and the chain of answers.
fn duty(row: &DutyBlock, sheet: &Sheet<'_>) -> String {
    let since = row.since.as_ref().map(|day| format!(", since {day}")).unwrap_or_default();
    let head = format!("**{}** ({}): {}{since}", escape(&row.says), code(&row.id), escape(&row.chip.word));
    let mut notes: Vec<String> = row.changes.iter().map(|change| format!("- {}", escape(change))).collect();
    notes.extend(row.variants.iter().map(|variant| variant_answer(variant, sheet)));
    notes.extend(sheet.why(&row.why));
    notes.extend(sources(&row.sources));
    sheet.item([vec![head], sheet.prose_lines(row.words, Place::Item), lines_of(&notes)])
}

/// Duties with one holder for one reason.
fn duties(group: &DutyGroup, sheet: &Sheet<'_>) -> String {
    let names: Vec<String> = group.duties.iter().map(|duty| format!("**{}** ({})", escape(&duty.says), code(&duty.id))).collect();
    let notes: Vec<String> = sheet.why(&group.why).into_iter().collect();
    sheet.item([vec![format!("{}: {}", names.join("; "), escape(&group.chip.word))], lines_of(&notes)])
}

fn variant_answer(answer: &VariantAnswer, sheet: &Sheet<'_>) -> String {
    let head = match answer.moved {
        true => format!("{}: {}", escape(&answer.name), escape(&answer.chip.word)),
        false => escape(&answer.name),
    };
    let notes: Vec<String> = sheet.why(&answer.why).into_iter().chain(sources(&answer.sources)).collect();
    sheet.item([vec![head], sheet.prose_lines(answer.words, Place::Item), lines_of(&notes)])
}

fn sources(found: &[Link]) -> Option<String> {
    let links: Vec<String> = found.iter().map(|source| link(&source.text, &source.url)).collect();
    (!links.is_empty()).then(|| format!("- Sources: {}", links.join(", ")))
}

/// Items that span lines, as lines.
fn lines_of(items: &[String]) -> Vec<String> {
    items.iter().flat_map(|item| item.split('\n').map(str::to_owned)).collect()
}

fn composition(page: &ServicePage, sheet: &mut Sheet<'_>) {
    if page.uses.is_empty() && page.used_by.is_empty() {
        return;
    }
    sheet.heading(2, "Built of, part of");
    let lines: Vec<String> = page.uses.iter().map(|used| composed(used, sheet)).collect();
    sheet.section(3, "Comes along", &lines);
    let lines: Vec<String> = page.used_by.iter().map(|used| composed(used, sheet)).collect();
    sheet.section(3, "Part of", &lines);
}

fn composed(used: &Composed, sheet: &Sheet<'_>) -> String {
    let purpose = used.purpose.as_ref().map(|purpose| format!(" for {}", escape(purpose))).unwrap_or_default();
    let through = if used.through.is_empty() { String::new() } else { format!(", by way of {}", escape(&used.through.join("; "))) };
    format!("- {}{purpose}{through}", sheet.link(&used.link))
}

fn checklist(page: &ServicePage, sheet: &mut Sheet<'_>) {
    sheet.heading(2, "Checklist and controls");
    sheet.checks(&page.checks, 3);
    for variant in page.variant_checks.iter().filter(|entry| !entry.added.is_empty() || !entry.dropped.is_empty()) {
        of_variant(variant, sheet);
    }
}

fn of_variant(variant: &VariantChecks, sheet: &mut Sheet<'_>) {
    sheet.heading(3, &format!("{}: {} more, {} fewer", variant.name, variant.added.len(), variant.dropped.len()));
    let lines: Vec<String> = variant.added.iter().map(|line| check_line(line, sheet)).collect();
    sheet.add_lines(&lines);
    if !variant.dropped.is_empty() {
        sheet.add(format!("Falls away: {}.", sheet.links(&variant.dropped)));
    }
}

fn requirements(page: &ServicePage, sheet: &mut Sheet<'_>) {
    if page.touched.is_empty() {
        return;
    }
    sheet.heading(2, "Requirements");
    for framework in &page.touched {
        sheet.add(format!("### {}", sheet.link(&framework.link)));
        let line = |class: &crate::view::site::requirements::TouchedClass| {
            format!("- {}: {}", words(std::slice::from_ref(&class.chip)), sheet.links(class.links.iter().map(|link| &**link)))
        };
        let lines: Vec<String> = framework.classes.iter().map(line).collect();
        sheet.add_lines(&lines);
    }
}
