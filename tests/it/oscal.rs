//! OSCAL catalogs as published are frameworks like any other.

use crate::fixture::Book;

/// A catalog, as publishers write them.
pub const CATALOG: &str = r#"{ "catalog": {
  "metadata": { "title": "A catalog", "version": "2.0" },
  "groups": [
    { "id": "ac", "title": "Access Control", "controls": [
      { "id": "ac-2", "title": "Account Management",
        "props": [{ "name": "label", "value": "AC-02" }, { "name": "label", "value": "AC-2" }],
        "controls": [{ "id": "ac-2.1", "title": "Automation", "props": [{ "name": "label", "value": "AC-2(1)" }] }] },
      { "id": "ac-9", "title": "Gone", "props": [{ "name": "label", "value": "AC-9" }, { "name": "status", "value": "withdrawn" }] }] },
    { "id": "DE", "title": "DETECT", "props": [{ "name": "label", "value": "DETECT (DE)" }], "controls": [
      { "id": "DE.AE-01", "title": "Events", "props": [{ "name": "label", "value": "DE.AE-01" }] }] }] } }"#;

#[test]
fn published_ids_groups_and_enhancements_are_read() {
    let checked = Book::fixture("base").with("content/frameworks/catalog.json", CATALOG).check();
    assert_eq!(checked.lines(), Vec::<String>::new());
    let model = &checked.model;
    let framework = &model.frameworks[model.frameworks.find("catalog").expect("it was read")];
    let groups: Vec<_> = framework.groups.iter().map(|group| (group.id.as_str(), group.name.as_str())).collect();
    assert_eq!(groups, [("AC", "Access Control"), ("DE", "DETECT")]);
    let requirements: Vec<_> = framework.requirements.iter().map(|one| (one.id.as_str(), one.parent, one.withdrawn)).collect();
    assert_eq!(requirements, [("AC-2", None, false), ("AC-2(1)", Some(0), false), ("AC-9", None, true), ("DE.AE-01", None, false)]);
}
