//! Items of all services by control, and what they add up to for a requirement.

use crate::model::{Control, Id, Item, Model, Reached, RequirementClass};
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

/// What the items of some controls add up to.
pub fn class_of(model: &Model, items: &ByControl, controls: &[Id<Control>]) -> RequirementClass {
    model.requirement_class(controls.iter().flat_map(|control| &items[control.index()]))
}

/// The chip of a class.
pub fn class_chip(class: RequirementClass) -> Chip {
    let (kind, word) = match class {
        RequirementClass::Uncovered => ("open", "Uncovered"),
        RequirementClass::Customer => ("customer", "Customer"),
        RequirementClass::SharedDependent => ("shared", "Shared, dependent"),
        RequirementClass::SharedIndependent => ("shared", "Shared, independent"),
        RequirementClass::Inherited => ("provider", "Inherited"),
    };
    Chip { kind, word: word.to_owned() }
}
