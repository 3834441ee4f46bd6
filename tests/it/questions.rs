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
