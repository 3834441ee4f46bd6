//! What moved and when: the page of changes, and the guide of the shipped book that tells the same in words.

use std::collections::BTreeSet;

use jiff::civil::Date;
use onus::model::{Model, Phase};

use crate::fixture::Book;

const GUIDE: &str = "content/guides/what-changed.md";

/// Every day on which the model says that something moved, with the service.
fn days(model: &Model) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    for place in model.places.rows() {
        let service = model.places[model.services[place.service].place].meta.id.clone();
        let mut add = |on: Date| {
            found.insert((on.to_string(), service.clone()));
        };
        for cell in &place.cells {
            cell.changes.iter().for_each(|change| add(change.on));
            cell.says.iter().filter_map(|says| says.since).for_each(&mut add);
        }
        place.lifecycle.on.filter(|_| place.lifecycle.phase != Phase::Active).into_iter().for_each(add);
    }
    found
}

/// Every day and service that the rows of the guide's tables by year name together.
fn told(guide: &str) -> BTreeSet<(String, String)> {
    let (mut found, mut year) = (BTreeSet::new(), "");
    let by_year = guide.split_once("## By year").expect("the guide goes by year").1;
    for line in by_year.lines() {
        if let Some(title) = line.strip_prefix("### ") {
            year = title.get(..4).unwrap_or_default();
        }
        let Some(day) = line.strip_prefix("| ").and_then(|row| row.split(" |").next()) else { continue };
        let day = if day.len() == 5 { format!("{year}-{day}") } else { day.to_owned() };
        let services = line.split("(service:").skip(1).filter_map(|link| link.split([')', '/']).next());
        found.extend(services.map(|service| (day.clone(), service.to_owned())));
    }
    found
}

#[test]
fn the_guide_to_changes_tells_every_day_of_the_model() {
    let book = Book::shipped();
    let guide = String::from_utf8_lossy(&book.0[GUIDE]).into_owned();
    let told = told(&guide);
    let missing: Vec<_> = days(&book.check().model).into_iter().filter(|day| !told.contains(day)).collect();
    assert!(missing.is_empty(), "{GUIDE} does not tell: {missing:#?}");
}

#[test]
fn duties_that_changed_hands_have_the_same_days_in_the_guide() {
    let book = Book::shipped();
    let guide = String::from_utf8_lossy(&book.0[GUIDE]).into_owned();
    let table = guide.split_once("## Where the line moved").and_then(|(_, rest)| rest.split_once("## By year")).expect("the guide has the table").0;
    let rows = table.lines().filter_map(|line| line.strip_prefix("| 2"));
    let guide: BTreeSet<_> =
        rows.map(|row| (format!("2{}", &row[..9]), row.split("(service:").nth(1).and_then(|link| link.split([')', '/']).next()))).collect();
    let model = book.check().model;
    let moved = model.places.rows().iter().flat_map(|place| {
        let service = model.places[model.services[place.service].place].meta.id.as_str();
        place.cells.iter().flat_map(|cell| &cell.changes).map(move |change| (change.on.to_string(), Some(service)))
    });
    assert_eq!(guide, moved.collect());
}
