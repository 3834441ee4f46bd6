//! The JSON Schemas that editors get accept every file that onus accepts, and see the mistakes of shape that it sees.

use std::collections::BTreeMap;

use granit_parser::{Event, Parser, ScalarStyle};
use jsonschema::Validator;
use serde_json::{Map, Value};

use crate::fixture::Book;

/// The schema of the file at a path below `content/`; `None` for catalogs in a form of their own and for pictures.
fn schema_of(path: &str) -> Option<&'static str> {
    let parts: Vec<&str> = path.split('/').collect();
    Some(match parts.as_slice() {
        ["glossary.yaml"] => "glossary",
        ["model", "parties.yaml"] => "parties",
        ["model", "layers.yaml"] => "layers",
        ["model", "traits.yaml"] => "traits",
        ["model", "service-models", _] => "service-model",
        ["services" | "controls", _, "_index.yaml"] => "folder",
        ["services", _, _] => "service",
        ["controls", _, _] => "control",
        ["frameworks", name] if name.ends_with(".yaml") => "framework",
        ["workloads", _] => "workload",
        ["status", _] => "status",
        ["checklists", _] => "checklist",
        ["learn", _, "path.yaml"] => "path",
        ["learn", _, "questions.yaml"] => "questions",
        [.., name] if name.ends_with(".md") => "front-matter",
        _ => return None,
    })
}

fn validators() -> BTreeMap<String, Validator> {
    let compile = |file: onus::artifact::Artifact| {
        let schema: Value = serde_json::from_slice(&file.bytes).expect("a schema is JSON");
        let name = file.path.trim_end_matches(".json").to_owned();
        (name, jsonschema::validator_for(&schema).expect("a schema keeps to its own grammar"))
    };
    onus::schemas().into_iter().map(compile).collect()
}

/// What the schemas say against the files of a book: `path: place: message`.
fn complaints(book: &Book) -> Vec<String> {
    let validators = validators();
    let mut found = Vec::new();
    for (path, bytes) in &book.0 {
        let Some(schema) = path.strip_prefix("content/").and_then(schema_of) else { continue };
        let text = String::from_utf8_lossy(bytes);
        let yaml = if path.ends_with(".md") { onus::markdown::split_front_matter(&text).map_or("", |(range, _)| &text[range]) } else { &text };
        let Some(value) = json(yaml) else { continue };
        found.extend(validators[schema].iter_errors(&value).map(|error| format!("{path}: {}: {error}", error.instance_path())));
    }
    found
}

#[test]
fn shipped_content_keeps_to_the_schemas() {
    let found = complaints(&Book::shipped());
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_right_book_keeps_to_the_schemas() {
    let found = complaints(&Book::fixture("base"));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn schemas_see_mistakes_of_shape() {
    let book = Book::fixture("base")
        .with("content/services/compute/ec2.yaml", "name: EC2\nprovider: aws\nmodel: iaas\nsumary: Machines\n")
        .with("content/model/parties.yaml", "aws: { name: AWS, side: vendor }\n")
        .with("content/status/payments.yaml", "- { item: patch-monthly, state: met, on: yesterday }\n")
        .with("content/workloads/payments.yaml", "name: Payments\nservices: ec2\nteams: [platform]\n");
    let found = complaints(&book);
    let about = |path: &str| found.iter().filter(|line| line.starts_with(path)).count();
    assert_eq!(about("content/services/compute/ec2.yaml"), 2, "{found:#?}");
    assert_eq!(about("content/model/parties.yaml"), 1, "{found:#?}");
    assert_eq!(about("content/status/payments.yaml"), 1, "{found:#?}");
    assert_eq!(about("content/workloads/payments.yaml"), 1, "{found:#?}");
}

#[test]
fn the_model_that_a_build_writes_keeps_to_its_schema() {
    let validator = &validators()["model-output"];
    let small = crate::links::Site::of(&Book::fixture("base"), None, crate::fixture::TODAY);
    for site in [&small, crate::links::shipped()] {
        let model: Value = serde_json::from_str(site.text("model.json")).expect("it is JSON");
        let found: Vec<String> = validator.iter_errors(&model).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(found.is_empty(), "{}", found.join("\n"));
        assert_eq!(site.text("model.schema.json"), schema_text("model-output.json"));
    }
}

#[test]
fn the_schema_of_the_model_sees_what_is_wrong() {
    let validator = &validators()["model-output"];
    let site = crate::links::Site::of(&Book::fixture("base"), None, crate::fixture::TODAY);
    let complaints = |spoil: &dyn Fn(&mut Value)| {
        let mut model: Value = serde_json::from_str(site.text("model.json")).expect("it is JSON");
        spoil(&mut model);
        validator.iter_errors(&model).map(|error| error.instance_path().to_string()).collect::<Vec<_>>()
    };
    let holder = "/services/0/general/duties/encrypt-at-rest";
    assert_eq!(complaints(&|model| drop(model.pointer_mut(holder).and_then(|duty| duty.as_object_mut()?.remove("holder")))), [holder]);
    assert_eq!(complaints(&|model| model["controls"][0]["priority"] = Value::from("urgent")), ["/controls/0/priority"]);
    assert_eq!(complaints(&|model| model["parties"][0]["nickname"] = Value::from("x")), ["/parties/0"]);
}

fn schema_text(name: &str) -> String {
    let file = onus::schemas().into_iter().find(|file| file.path == name).expect("there is such a schema");
    String::from_utf8(file.bytes).expect("a schema is text")
}

#[test]
fn every_property_says_what_it_is() {
    for file in onus::schemas() {
        let schema: Value = serde_json::from_slice(&file.bytes).expect("a schema is JSON");
        assert!(schema["description"].is_string(), "{} has no description", file.path);
        assert_described(&schema, &file.path);
    }
}

fn assert_described(schema: &Value, at: &str) {
    if !schema.is_object() {
        return;
    }
    for (key, property) in schema["properties"].as_object().into_iter().flatten() {
        assert!(property["description"].as_str().is_some_and(|text| !text.is_empty()), "{at}/{key} has no description");
        assert_described(property, &format!("{at}/{key}"));
    }
    for inner in ["items", "additionalProperties"] {
        assert_described(&schema[inner], &format!("{at}/{inner}"));
    }
    for branch in schema["anyOf"].as_array().into_iter().flatten() {
        assert_described(branch, at);
    }
}

/// A YAML text as editors see it, with the types of YAML 1.2's core schema; `None` where it is not YAML.
fn json(text: &str) -> Option<Value> {
    let mut events = Parser::new_from_str(text).map(|event| event.ok().map(|(event, _)| event));
    while let Some(event) = events.next() {
        match event? {
            Event::StreamStart | Event::DocumentStart(..) => {}
            Event::StreamEnd => return None,
            event => return value(event, &mut events),
        }
    }
    None
}

fn value<'t>(event: Event<'t>, events: &mut impl Iterator<Item = Option<Event<'t>>>) -> Option<Value> {
    match event {
        Event::Scalar(text, ScalarStyle::Plain, ..) => Some(core_type(&text)),
        Event::Scalar(text, ..) => Some(Value::from(text.into_owned())),
        Event::SequenceStart(..) => {
            let mut items = Vec::new();
            loop {
                match events.next()?? {
                    Event::SequenceEnd => return Some(Value::from(items)),
                    event => items.push(value(event, events)?),
                }
            }
        }
        Event::MappingStart(..) => {
            let mut entries = Map::new();
            loop {
                match events.next()?? {
                    Event::MappingEnd => return Some(Value::from(entries)),
                    Event::Scalar(key, ..) => {
                        let event = events.next()??;
                        entries.insert(key.into_owned(), value(event, events)?);
                    }
                    _ => return None,
                }
            }
        }
        _ => None,
    }
}

/// What a scalar without quotes is.
fn core_type(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ => {
            let number = text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c));
            let whole = text.parse::<i64>().ok().map(Value::from);
            let number = number.then(|| whole.or_else(|| text.parse::<f64>().ok().map(Value::from))).flatten();
            number.unwrap_or_else(|| Value::from(text))
        }
    }
}
