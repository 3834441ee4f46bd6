//! Roll-ups: a whole is never better than its worst part, whatever it is the whole of.

use std::fmt::Write as _;

use onus::model::{Holder, LayerClass, Model, RequirementClass, Scope, Side, State};
use onus::status;
use onus::view::status::{By, Entry, Group, Status};
use onus::vocabulary::Vocabulary as _;
use proptest::prelude::*;

use super::plan::{AS_OF, Plan, Tape, plans};
use super::{Read, cases, read};

/// An entry of a status file.
#[derive(Debug, Clone)]
struct Found {
    item: String,
    state: &'static str,
    on: &'static str,
    until: Option<&'static str>,
}

/// Days in a year are few, so that entries meet on one.
const DAYS: [&str; 3] = ["2024-01-01", "2024-05-01", "2024-05-02"];

/// What was found about the items of the workload: of most one entry, of some several.
fn findings(items: &[String], tape: &mut Tape) -> Vec<Found> {
    let words: Vec<&'static str> = State::WORDS.iter().map(|(word, _)| *word).collect();
    let about = |item: &String, tape: &mut Tape| {
        let count = [1, 2, 0, 3][tape.below(4)];
        let until = [None, Some("2024-06-01"), Some("2024-05-31")];
        let one = |tape: &mut Tape| Found { item: item.clone(), state: tape.one(&words), on: tape.one(&DAYS), until: tape.one(&until) };
        (0..count).map(|_| one(tape)).collect::<Vec<_>>()
    };
    items.iter().flat_map(|item| about(item, tape)).collect()
}

/// The book of a plan with what was found in its workload.
fn assessed(plan: &Plan) -> (Read, Vec<Found>) {
    let first = read(plan.files());
    let workload = &first.model.workloads.rows()[0];
    let items: Vec<String> = first.model.items(&workload.places).iter().map(|item| first.model.item_key(item)).collect();
    let found = findings(&items, &mut plan.tape.clone());
    let mut text = String::new();
    for Found { item, state, on, until } in &found {
        let until = until.map(|until| format!(", until: {until}")).unwrap_or_default();
        let _ = writeln!(text, "- {{ item: {item}, state: {state}, on: {on}{until}, because: so }}");
    }
    if text.is_empty() {
        text.push_str("[]\n");
    }
    let mut files = plan.files();
    files.push(("content/status/shop.yaml".to_owned(), text));
    (read(files), found)
}

/// How much a state pulls down: the order that the documentation gives.
fn weight(word: &str) -> usize {
    ["not-applicable", "met", "risk-accepted", "not-assessed", "partly-met", "not-met"].iter().position(|known| *known == word).expect("a state")
}

/// The state of an item as the plan has it: what was agreed, else what was found last, the worse of one day; nothing that has run out.
fn expected(plan: &Plan, found: &[Found], item: &str) -> &'static str {
    let control = item.split('@').next().unwrap_or_default();
    let agreed = plan.tailored.iter().find(|(at, _, counts)| format!("control-{at}") == control && *counts);
    let last = found.iter().filter(|found| found.item == item).map(|found| {
        let counts = found.until.is_none_or(|until| until >= AS_OF.to_string().as_str());
        (found.on, weight(if counts { found.state } else { "not-assessed" }), if counts { found.state } else { "not-assessed" })
    });
    agreed.map_or_else(|| last.max().map_or("not-assessed", |(_, _, state)| state), |(_, state, _)| state)
}

/// Says what is wrong where a whole is better than one of its parts.
fn no_better(whole: &str, state: &str, parts: &[(String, &str)]) -> Result<(), TestCaseError> {
    for (part, worse) in parts {
        prop_assert!(weight(state) >= weight(worse), "{} is {}, and its part {} is {}", whole, state, part, worse);
    }
    Ok(())
}

fn parts(status: &Status, inside: impl Fn(&Entry) -> bool) -> Vec<(String, &str)> {
    status.items.iter().filter(|item| !item.inherited && inside(item)).map(|item| (item.item.clone(), item.state)).collect()
}

/// Whether an item is one of a group that items stand in by `by`.
fn stands_in(model: &Model, entry: &Entry, by: By, group: &Group) -> bool {
    let control = &model.controls[model.controls.find(&entry.control).expect("the control of an item")];
    match by {
        By::Team => entry.team.as_deref().unwrap_or_default() == group.id,
        By::Domain => model.domains[control.domain].meta.id == group.id,
        By::Priority => control.priority.word() == group.id,
        By::Service | By::Framework => entry.item.split_once('@').is_some_and(|(_, place)| place == group.id),
    }
}

proptest! {
    #![proptest_config(cases(250))]

    #[test]
    fn an_item_is_what_was_agreed_or_found_last(plan in plans(false)) {
        let (book, found) = assessed(&plan);
        prop_assert!(!book.errors, "{}", book.findings);
        let model = &book.model;
        let shown = status(model, "shop", By::Team).expect("the workload").items;
        for item in &shown {
            prop_assert_eq!(item.state, expected(&plan, &found, &item.item), "{}", &item.item);
        }
        let items = model.items(&model.workloads.rows()[0].places);
        prop_assert_eq!(items.len(), shown.len());
        for item in items {
            let key = model.item_key(&item);
            let customer = item.holders.iter().any(|holder| model.parties[holder.party].side == Side::Customer);
            prop_assert!(shown.iter().any(|shown| shown.item == key && shown.inherited != customer), "{}", key);
        }
    }

    #[test]
    fn a_group_of_items_is_no_better_than_its_worst(plan in plans(false)) {
        let (book, _) = assessed(&plan);
        for by in [By::Team, By::Domain, By::Service, By::Priority] {
            let status = status(&book.model, "shop", by).expect("the workload");
            no_better("the whole", status.state, &parts(&status, |_| true))?;
            for group in &status.groups {
                let parts = parts(&status, |entry| stands_in(&book.model, entry, by, group));
                no_better(&group.id, group.state, &parts)?;
                let met = parts.iter().filter(|(_, state)| *state == "met").count();
                if by != By::Service || group.id.starts_with("service-") {
                    prop_assert_eq!((group.tally.all, group.tally.met), (parts.len(), met), "{}", &group.id);
                }
            }
            let all: usize = status.groups.iter().map(|group| group.tally.all).sum();
            prop_assert_eq!(all, status.total.all, "an item is in no group, or in two");
        }
    }

    #[test]
    fn a_framework_is_no_better_than_an_item_that_serves_it(plan in plans(false)) {
        let (book, _) = assessed(&plan);
        let status = status(&book.model, "shop", By::Framework).expect("the workload");
        let framework = &status.groups[0];
        let of = |numbers: &[usize]| parts(&status, |entry| plan.controls.iter().enumerate().any(|(at, control)| {
            entry.control == format!("control-{at}") && control.satisfies.iter().any(|one| numbers.contains(one))
        }));
        let all: Vec<usize> = (0..plan.requirements).collect();
        no_better("the framework", framework.state, &of(&all))?;
        for group in &framework.parts {
            let numbers: Vec<usize> = all.iter().copied().filter(|at| ["b", "a"][at % 2] == group.id).collect();
            no_better(&group.id, group.state, &of(&numbers))?;
            no_better("the framework", framework.state, &[(group.id.clone(), group.state)])?;
            prop_assert_eq!(group.tally.all + group.inherited, numbers.len(), "a requirement of {} is not counted", &group.id);
        }
        // A requirement that no item serves is not assessed, and the framework is no better than that.
        let items = book.model.items(&book.model.workloads.rows()[0].places);
        let served = |at: usize| items.iter().any(|item| {
            book.model.controls[item.control].satisfies.iter().any(|row| row.requirement == at)
        });
        let open = all.iter().filter(|&&at| !served(at)).count();
        prop_assert_eq!(framework.uncovered, open);
        if open > 0 {
            no_better("the framework", framework.state, &[("a requirement that nothing serves".to_owned(), "not-assessed")])?;
        }
    }

    #[test]
    fn nothing_is_inherited_of_which_the_customer_has_a_part(plan in plans(false)) {
        let book = read(plan.files());
        let model = &book.model;
        for place in model.places.ids() {
            for layer in model.layers.ids() {
                let sides: Vec<Side> = model.layers[layer].duties.iter().filter_map(|&duty| match model.holder(place, duty) {
                    Holder::Party(party) => Some(model.parties[party].side),
                    Holder::NotApplicable | Holder::Unassigned => None,
                }).collect();
                let wanted = match (sides.contains(&Side::Provider), sides.contains(&Side::Customer)) {
                    (true, true) => LayerClass::Shared,
                    (true, false) => LayerClass::Inherited,
                    (false, true) => LayerClass::Customer,
                    (false, false) => LayerClass::NotApplicable,
                };
                prop_assert_eq!(model.layer_class(place, layer), wanted);
            }
            let whole = model.composition(place);
            for side in [Side::Provider, Side::Customer] {
                let made = model.items(&whole).iter().filter(|item| model.item_has_side(item, side)).count();
                prop_assert_eq!(model.count_items(&whole, side), made);
            }
            for item in model.items(&whole) {
                // An item has each duty of its control that somebody holds where it is called for, once.
                let has: Vec<_> = item.holders.iter().flat_map(|holder| holder.duties.iter().map(move |&duty| (holder.party, duty))).collect();
                for called in &item.called_by {
                    for &duty in &model.controls[item.control].duties {
                        if let Holder::Party(party) = model.holder(called.place, duty) {
                            prop_assert_eq!(has.iter().filter(|one| **one == (party, duty)).count(), 1);
                        }
                    }
                }
                prop_assert_eq!(item.place.is_some(), model.controls[item.control].scope == Scope::Service);
                let customer = has.iter().any(|(party, _)| model.parties[*party].side == Side::Customer);
                prop_assert_eq!(model.requirement_class([&item]) == RequirementClass::Inherited, !customer);
            }
        }
    }
}
