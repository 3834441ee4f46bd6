//! Questions in plain words get the right service, duty and holder; the browser asks the same ones (`tests/browser/search.mjs`).

use std::collections::BTreeMap;

use onus::{Explanation, explain};

use crate::fixture::{Book, reference};

#[test]
fn questions_of_newcomers_are_answered() {
    let checked = Book::shipped().check();
    let mut wrong = Vec::new();
    for line in reference("questions") {
        let [question, place, duty, holder] = line.split(" | ").collect::<Vec<_>>()[..] else { panic!("{line}") };
        let found = match explain(&checked.model, &checked.sources, question, None, None) {
            Ok(Explanation::Duty(answer)) => format!("{} | {} | {}", answer.place.id, answer.duty.id, answer.holder.id),
            Ok(Explanation::Layer(answers)) => format!("{} | {} | {}", answers[0].place.id, answers[0].duty.id, answers[0].holder.id),
            Ok(Explanation::Sheets(sheets)) => {
                let mut count: BTreeMap<&str, usize> = BTreeMap::new();
                sheets[0].rows.iter().flat_map(|row| &row.holders).for_each(|holder| *count.entry(&holder.id).or_default() += 1);
                let most = count.into_iter().filter(|(id, _)| *id != "not-applicable").max_by_key(|(_, count)| *count).map_or("nobody", |(id, _)| id);
                format!("- | {} | {most}", sheets[0].thing.id)
            }
            Err(unknown) => unknown.to_string(),
        };
        if found != format!("{place} | {duty} | {holder}") {
            wrong.push(format!("{question}: {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Where the site shows a comparison: on the page of the pair, or on that of any places with these picked.
fn addresses(places: &[&str]) -> Vec<String> {
    let stem = |place: &str| place.replace('/', ".");
    let mut found = vec![format!("compare/index.html?a={}&b={}", places[0], places[1])];
    for (a, b) in [(places[0], places[1]), (places[1], places[0])] {
        found.push(format!("compare/{}--{}.html", stem(a), stem(b)));
    }
    found
}

#[test]
fn comparisons_are_told_from_other_questions_as_the_search_of_the_site_does() {
    let checked = Book::shipped().check();
    let (mut wrong, mut compared) = (Vec::new(), 0);
    for line in reference("queries") {
        let [query, address] = line.split(" | ").collect::<Vec<_>>()[..] else { panic!("{line}") };
        let said = explain(&checked.model, &checked.sources, query, None, None).err().map(|unknown| unknown.to_string()).unwrap_or_default();
        let places =
            said.split_once("`onus compare ").and_then(|(_, rest)| rest.split('`').next()).map(|places| places.split(' ').collect::<Vec<_>>());
        let found = places.map(|places| addresses(&places)).unwrap_or_default();
        compared += usize::from(!found.is_empty());
        let right = if address.starts_with("compare/") { found.iter().any(|one| address.starts_with(one)) } else { found.is_empty() };
        if !right {
            wrong.push(format!("{query}: {found:?}"));
        }
    }
    assert!(wrong.is_empty() && compared > 10, "{compared} compared\n{}", wrong.join("\n"));
}
