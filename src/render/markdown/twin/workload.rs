//! The twin of a workload.

use crate::markdown::write::{Place, escape};
use crate::view::site::standing::{Standing, StandingItem};
use crate::view::site::workloads::{TailoringRow, WorkloadPage};

use super::framework::{coverage_table, row_of};
use super::live::matrix_table;
use super::sheet::{Sheet, count, table};

pub(super) fn write(page: &WorkloadPage, sheet: &mut Sheet<'_>) {
    sheet.add(page.owner.as_ref().map(|owner| format!("Owned by {}.", escape(owner))).unwrap_or_default());
    sheet.prose(page.about, 0);
    built_of(page, sheet);
    sheet.heading(2, "Who holds what");
    sheet.add_lines(&matrix_table(&page.matrix, sheet));
    page.standing.iter().for_each(|standing| status(standing, sheet));
    sheet.heading(2, "Checklist by team");
    sheet.checks(&page.checks, 3);
    tailoring(&page.tailoring, sheet);
    frameworks(page, sheet);
    if !page.downloads.is_empty() {
        sheet.heading(2, "Downloads");
        sheet.add(format!("The checklist: {}", sheet.files(&page.downloads)));
    }
}

fn built_of(page: &WorkloadPage, sheet: &mut Sheet<'_>) {
    let note = |note: &Option<String>| note.as_ref().map(|note| format!(" for {}", escape(note))).unwrap_or_default();
    let mut lines: Vec<String> = page.services.iter().map(|service| format!("- {}{}", sheet.link(&service.link), note(&service.note))).collect();
    if page.along > 0 {
        lines.push(format!("- and {} more that come along, in the table below", page.along));
    }
    sheet.section(2, "Built of", &lines);
    let team = |team: &crate::view::site::workloads::TeamCard| {
        sheet.item([vec![format!("**{}** ({})", escape(&team.name), count(team.items, "item", "items"))], sheet.prose_lines(team.about, Place::Item)])
    };
    let lines: Vec<String> = page.teams.iter().map(team).collect();
    sheet.section(2, "Teams", &lines);
}

fn status(standing: &Standing, sheet: &mut Sheet<'_>) {
    sheet.heading(2, "Status");
    let rows: Vec<Vec<String>> =
        standing.rows.iter().map(|row| [&row.name, &row.state, &row.share, &row.words].map(|text| escape(text)).to_vec()).collect();
    sheet.add_lines(&table(&[("Team", false), ("State", false), ("Met", false), ("Items", false)], &rows));
    sheet.add(escape(&standing.about));
    let soon = format!("Runs out within {} days", standing.soon);
    let lists = [
        ("Ran out, and counts as not assessed", &standing.expired),
        (&soon, &standing.ending),
        ("Entries of one day that do not agree", &standing.conflicts),
    ];
    for (title, items) in lists {
        let line = |item: &StandingItem| format!("- {} (`{}`): {}", sheet.link(&item.link), item.item, escape(&item.words));
        let lines: Vec<String> = items.iter().map(line).collect();
        sheet.section(3, title, &lines);
    }
}

fn tailoring(rows: &[TailoringRow], sheet: &mut Sheet<'_>) {
    if rows.is_empty() {
        return;
    }
    sheet.heading(2, "Tailoring");
    let cells = |row: &TailoringRow| {
        let place = row.place.as_ref().map(|place| format!(" on {}", sheet.link(place))).unwrap_or_default();
        let approved = row.approved_by.as_ref().map(|name| format!(" Approved by {}.", escape(name))).unwrap_or_default();
        let because = sheet.prose_lines(row.because, Place::Item).join(" ");
        vec![
            format!("{}{place}", sheet.link(&row.control)),
            row.state.replace('-', " "),
            format!("{because}{approved} ({})", sheet.source(&row.source)),
            row.until.clone().unwrap_or_default(),
        ]
    };
    let rows: Vec<Vec<String>> = rows.iter().map(cells).collect();
    sheet.add_lines(&table(&[("Control", false), ("Decision", false), ("Reason", false), ("Until", false)], &rows));
}

fn frameworks(page: &WorkloadPage, sheet: &mut Sheet<'_>) {
    if page.frameworks.is_empty() {
        return;
    }
    sheet.heading(2, "Frameworks");
    for scope in &page.frameworks {
        let profile = scope.profile.as_ref().map(|profile| format!(", {}", escape(profile))).unwrap_or_default();
        sheet.add(format!("### {}{profile}", sheet.link(&scope.link)));
        let coverage = &scope.coverage;
        sheet.add(format!(
            "{} of {} requirements in scope ({} %) are served by an item of this workload.",
            coverage.covered, coverage.all, coverage.percent
        ));
        let rows: Vec<Vec<String>> = scope.groups.iter().map(|(link, coverage)| row_of(sheet.link(link), coverage)).collect();
        sheet.add_lines(&coverage_table("Group", &rows));
    }
}
