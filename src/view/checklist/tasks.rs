//! Items that are one task: the same control with the same words, in several places.

use crate::model::Verify;
use crate::view::checklist::{Group, Line};

/// The items of a group, those together that share title, steps, verification and evidence; so a document can show the
/// words once and a box for each item. Never an empty task.
pub fn tasks<'g, 'm>(group: &'g Group<'m>) -> Vec<Vec<&'g Line<'m>>> {
    let mut tasks: Vec<Vec<&Line>> = Vec::new();
    for line in &group.items {
        let mut of_control = tasks.iter_mut().rev().take_while(|task| task[0].control == line.control);
        match of_control.find(|task| same_words(task[0], line)) {
            Some(task) => task.push(line),
            None => tasks.push(vec![line]),
        }
    }
    tasks
}

/// Items with those of one task beside each other, where the first of them stood: the order of every format.
pub(super) fn together(items: Vec<Line<'_>>) -> Vec<Line<'_>> {
    let mut tasks: Vec<Vec<Line<'_>>> = Vec::new();
    for line in items {
        let mut of_control = tasks.iter_mut().rev().take_while(|task| task[0].control == line.control);
        match of_control.find(|task| same_words(&task[0], &line)) {
            Some(task) => task.push(line),
            None => tasks.push(vec![line]),
        }
    }
    tasks.into_iter().flatten().collect()
}

fn same_words(one: &Line<'_>, other: &Line<'_>) -> bool {
    one.steps == other.steps && one.evidence == other.evidence && one.verify.iter().map(verify_words).eq(other.verify.iter().map(verify_words))
}

fn verify_words(verify: &Verify) -> (&str, Option<&str>, Option<&str>) {
    (&verify.say, verify.run.as_deref(), verify.expect.as_deref())
}
