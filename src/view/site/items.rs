//! Items of all services by control, and what they add up to for a requirement.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::{Control, Framework, Id, Item, Model, Reached, RequirementClass, Workload};
use crate::view::site::book::Book;
use crate::view::site::parts::Chip;

/// For each control, by position, its items over every service and variant.
pub type ByControl = Vec<Vec<Item>>;

/// Every item there is, by control.
pub fn by_control(model: &Model) -> ByControl {
    let everywhere: Vec<Reached> = model.places.ids().map(Reached::itself).collect();
    let mut found: ByControl = vec![Vec::new(); model.controls.len()];
    for item in model.items(&everywhere) {
        found[item.control.index()].push(item);
    }
    found
}

/// For each requirement that some items serve, by its position in its framework, those items.
pub type Served<'i> = BTreeMap<usize, Vec<&'i Item>>;

/// The requirements that some items serve, of the frameworks that are wanted. What is served is looked up, and not all there is: a
/// book of thousands of requirements has few that one service touches.
pub fn by_framework<'i>(model: &Model, items: &[&'i Item], wanted: impl Fn(Id<Framework>) -> bool) -> BTreeMap<Id<Framework>, Served<'i>> {
    let mut found: BTreeMap<Id<Framework>, Served<'i>> = BTreeMap::new();
    // Items come control by control.
    for items in items.chunk_by(|a, b| a.control == b.control) {
        for mapping in model.controls[items[0].control].satisfies.iter().filter(|mapping| wanted(mapping.framework)) {
            found.entry(mapping.framework).or_default().entry(mapping.requirement).or_default().extend(items);
        }
    }
    found
}

/// The same, of the frameworks in scope of a workload.
pub fn in_scope<'i>(model: &Model, items: &[&'i Item], workload: &Workload) -> BTreeMap<Id<Framework>, Served<'i>> {
    by_framework(model, items, |framework| workload.frameworks.iter().any(|scope| scope.framework == framework))
}

/// What the items of some controls add up to.
pub fn class_of(model: &Model, items: &ByControl, controls: &[Id<Control>]) -> RequirementClass {
    model.requirement_class(controls.iter().flat_map(|control| &items[control.index()]))
}

/// What a class means, in a line.
#[derive(Debug, Clone, Serialize)]
pub struct ClassLine {
    /// The class.
    pub chip: Chip,
    /// What it means.
    pub says: String,
}

/// Every class, in the order in which pages tell them.
const CLASSES: [RequirementClass; 5] = [
    RequirementClass::Customer,
    RequirementClass::SharedDependent,
    RequirementClass::SharedIndependent,
    RequirementClass::Inherited,
    RequirementClass::Uncovered,
];

/// The chip of a class.
pub fn class_chip(book: &Book, class: RequirementClass) -> Chip {
    let kind = match class {
        RequirementClass::Uncovered => "open",
        RequirementClass::Customer => "customer",
        RequirementClass::SharedDependent | RequirementClass::SharedIndependent => "shared",
        RequirementClass::Inherited => "provider",
    };
    Chip { kind, word: class_word(class, &book.customer_name()).to_owned() }
}

/// The word for a class; `customer` is what the customer's side is called.
pub fn class_word(class: RequirementClass, customer: &str) -> &str {
    match class {
        RequirementClass::Uncovered => "Uncovered",
        RequirementClass::Customer => customer,
        RequirementClass::SharedDependent => "Shared, dependent",
        RequirementClass::SharedIndependent => "Shared, independent",
        RequirementClass::Inherited => "Inherited",
    }
}

/// What the classes mean that `wanted` picks.
pub fn class_lines(book: &Book, wanted: impl Fn(RequirementClass) -> bool) -> Vec<ClassLine> {
    let (customer, provider) = (in_sentence(book.customer_name()), in_sentence(book.provider_name()));
    let says = |class| match class {
        RequirementClass::Customer => format!("{customer} does all of it"),
        RequirementClass::SharedDependent => format!("both do a part, and that of {customer} sets up what {provider} offers"),
        RequirementClass::SharedIndependent => "both do a part, each without the other".to_owned(),
        RequirementClass::Inherited => format!("{provider} does all of it"),
        RequirementClass::Uncovered => "no control of this book serves it".to_owned(),
    };
    CLASSES.into_iter().filter(|class| wanted(*class)).map(|class| ClassLine { chip: class_chip(book, class), says: says(class) }).collect()
}

/// A role is a common noun inside of a sentence, a party's name is not.
pub fn in_sentence(name: String) -> String {
    match name.as_str() {
        "Customer" | "Provider" => format!("the {}", name.to_lowercase()),
        _ => name,
    }
}
