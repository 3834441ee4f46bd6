//! Every checklist of the shipped book in Markdown: no entity, and what comes back unchanged is no change.

use onus::ChecklistFormat;
use onus::config::{Config, Overrides};
use onus::diag::Diagnostics;
use onus::import::{FilledFile, Request, import};
use onus::source::Sources;

use crate::fixture::Book;

struct Shipped {
    sources: Sources,
    config: Config,
    model: onus::model::Model,
}

static SHIPPED: std::sync::LazyLock<Shipped> = std::sync::LazyLock::new(shipped);

fn shipped() -> Shipped {
    let sources = Sources::new(Book::shipped().0);
    let config = Config::read(&sources, &Overrides::on(jiff::civil::date(2026, 12, 31)), &mut Diagnostics::default());
    let model = onus::check(&sources, &config).model;
    Shipped { sources, config, model }
}

fn markdown(book: &Shipped, selector: &str) -> String {
    let made = onus::checklist(&book.model, &book.sources, &book.config, selector, ChecklistFormat::Markdown).expect("a checklist");
    String::from_utf8(made.artifact.expect("a file").bytes).expect("text")
}

/// The first entity of a text outside of code: `&amp;`, `&#39;`, `&nbsp;`.
fn entity(text: &str) -> Option<&str> {
    let mut fence = None;
    for line in text.lines() {
        let mark = line.trim_start().trim_start_matches("- ");
        let ticks = mark.len() - mark.trim_start_matches('`').len();
        match fence {
            Some(open) if ticks >= open => fence = None,
            None if ticks >= 3 => fence = Some(ticks),
            None => {
                let plain: Vec<&str> = line.split('`').step_by(2).collect();
                let found = plain.iter().find(|part| part.match_indices('&').any(|(at, _)| is_entity(&part[at..]) && !part[..at].ends_with('\\')));
                if found.is_some() {
                    return Some(line);
                }
            }
            Some(_) => {}
        }
    }
    None
}

fn is_entity(text: &str) -> bool {
    let name = text[1..].split(';').next().unwrap_or_default();
    text[1..].contains(';') && !name.is_empty() && name.len() < 32 && name.trim_start_matches('#').chars().all(|c| c.is_ascii_alphanumeric())
}

#[test]
fn entities_are_found() {
    assert!(["a &amp; b", "- x &#39;y", "> &nbsp;"].iter().all(|text| entity(text).is_some()));
    assert!(["a & b; c", "`&amp;`", "\\&amp;", "```\n&lt;\n```", "R&D; x"].iter().filter(|text| entity(text).is_some()).eq(["R&D; x"].iter()));
}

#[test]
fn no_checklist_has_an_html_entity() {
    let book = &*SHIPPED;
    let mut wrong = Vec::new();
    let places = book.model.places.keys().map(str::to_owned);
    let workloads = book.model.workloads.keys().map(|id| format!("workload:{id}"));
    let parties =
        book.model.parties.iter().filter(|(_, party)| party.side != onus::model::Side::Assessor).map(|(_, party)| format!("party:{}", party.meta.id));
    let frameworks = book.model.frameworks.keys().map(|id| format!("framework:{id}"));
    let mut all = 0;
    for selector in places.chain(workloads).chain(parties).chain(frameworks) {
        all += 1;
        wrong.extend(entity(&markdown(book, &selector)).map(|line| format!("{selector}: {line}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(all > 100, "{all} checklists");
}

#[test]
fn sheets_that_come_back_unchanged_are_no_change() {
    let book = &*SHIPPED;
    for id in book.model.workloads.keys() {
        for format in [ChecklistFormat::Csv(Default::default()), ChecklistFormat::Xlsx] {
            let made = onus::checklist(&book.model, &book.sources, &book.config, &format!("workload:{id}"), format).expect("a checklist");
            let file = made.artifact.map(|file| FilledFile { name: file.path, bytes: file.bytes }).expect("a file");
            let request = Request { files: vec![file], workload: Some(id.to_owned()), ..Request::default() };
            let imported = import(&book.model, &book.sources, &book.config, &request).unwrap_or_else(|why| panic!("{id}: {why:?}"));
            let report = imported.report;
            let quiet = report.conflicts.is_empty() && report.behind.is_empty() && report.remarks.is_empty();
            assert!(quiet && imported.statuses.is_empty() && imported.asides.is_empty(), "{id}, {format:?}: {report:#?}");
            assert!(report.files[0].items > 90, "{id}, {format:?}: {} items", report.files[0].items);
        }
    }
}

#[test]
fn what_comes_back_unchanged_is_no_change() {
    let book = &*SHIPPED;
    let mut known = 0;
    for id in book.model.workloads.keys() {
        let selector = format!("workload:{id}");
        let whole = FilledFile { name: "whole.md".to_owned(), bytes: markdown(book, &selector).into_bytes() };
        let parts = onus::checklist_by_team(&book.model, &book.config, &selector).expect("a selector").expect("a workload");
        let parts = parts.into_iter().map(|part| FilledFile { name: part.path, bytes: part.bytes });
        let request = Request { files: std::iter::once(whole).chain(parts).collect(), ..Request::default() };
        let imported = import(&book.model, &book.sources, &book.config, &request).unwrap_or_else(|why| panic!("{id}: {why:?}"));
        let report = imported.report;
        assert!(imported.statuses.is_empty() && imported.asides.is_empty(), "{id}: {report:#?}");
        assert!(report.conflicts.is_empty() && report.behind.is_empty() && report.remarks.is_empty(), "{id}: {report:#?}");
        let [whole, parts @ ..] = report.files.as_slice() else { panic!("{id}: no file") };
        let sums = parts.iter().fold((0, 0), |(items, same), part| (items + part.items, same + part.same));
        assert_eq!((whole.items, whole.same), sums, "{id}: the parts hold what the whole holds");
        known += whole.same;
    }
    assert!(known > 20, "{known} items are known");
}

#[test]
fn every_item_of_a_workload_comes_back_in_its_order() {
    let book = &*SHIPPED;
    for id in book.model.workloads.keys() {
        let text = markdown(book, &format!("workload:{id}"));
        let keys: Vec<&str> = text.lines().filter_map(|line| line.split_once("<!-- item: ")?.1.split_once(" -->")).map(|(key, _)| key).collect();
        let ticked = text.replace("- [ ]", "- [x]");
        let request = Request { files: vec![FilledFile { name: "filled.md".to_owned(), bytes: ticked.into_bytes() }], ..Request::default() };
        let report = import(&book.model, &book.sources, &book.config, &request).unwrap_or_else(|why| panic!("{id}: {why:?}")).report;
        assert!(report.aside.is_empty(), "{id}: {:?}", report.aside);
        let new: Vec<&str> = report.changes.iter().filter(|change| change.new).map(|change| change.item.as_str()).collect();
        let wanted: Vec<&str> = keys.iter().copied().filter(|key| new.contains(key)).collect();
        assert_eq!(new, wanted, "{id}");
        assert!(new.len() > 30, "{id}: {} new", new.len());
    }
}
