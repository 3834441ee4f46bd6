//! The reference of the files that a book is made of, from their JSON Schemas and from files of the starter.

use onus::selection::kinds;
use onus::vocabulary::{Grouping, Vocabulary};
use serde_json::Value;

use super::{Part, root, table};

/// A kind of file: the stem of its schema, its page, and a file that shows it.
const KINDS: &[(&str, &str, &str)] = &[
    ("parties", "content/parties.md", "src/cli/starter/content/model/parties.yaml"),
    ("layers", "content/layers.md", "src/cli/starter/content/model/layers.yaml"),
    ("traits", "content/traits.md", "src/cli/starter/content/model/traits.yaml"),
    ("service-model", "content/service-models.md", "src/cli/starter/content/model/service-models/paas.yaml"),
    ("folder", "content/folders.md", "src/cli/starter/content/services/databases/_index.yaml"),
    ("service", "content/services.md", "src/cli/starter/content/services/databases/database.yaml"),
    ("control", "content/controls.md", "src/cli/starter/content/controls/operations/keep-software-current.yaml"),
    ("framework", "content/frameworks.md", "tests/fixtures/base/content/frameworks/nist-800-53-r5.yaml"),
    ("workload", "content/workloads.md", "src/cli/starter/content/workloads/web-shop.yaml"),
    ("status", "content/statuses.md", "tests/fixtures/base/content/status/payments.yaml"),
    ("checklist", "content/checklists.md", "tests/fixtures/base/content/checklists/before-launch.yaml"),
    ("front-matter", "content/guides.md", "tests/fixtures/base/content/guides/welcome.md"),
    ("path", "content/paths.md", "tests/fixtures/learn/content/learn/first-hour/path.yaml"),
    ("questions", "content/questions.md", "tests/fixtures/learn/content/learn/first-hour/questions.yaml"),
    ("glossary", "content/glossary.md", "src/cli/starter/content/glossary.yaml"),
];

/// The tables of the page about selections.
pub fn selections() -> Vec<Part> {
    let name = |kind: &kinds::Kind| std::iter::once(&kind.name).chain(kind.aliases).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let terms = kinds::KINDS.iter().map(|kind| vec![name(kind), format!("`{}`", kind.example), kind.says.to_owned()]);
    let groups = kinds::GROUPINGS.iter().map(|(grouping, order)| vec![format!("`{}`", grouping.word()), (*order).to_owned()]);
    assert_eq!(groups.len(), Grouping::WORDS.len(), "every grouping has an order");
    vec![
        Part::new("selections.md", "terms", table(&["Term", "For example", "It asks for"], terms)),
        Part::new("selections.md", "groups", table(&["`group:`", "Order of the groups"], groups)),
    ]
}

/// The generated part of the page of each kind of file.
pub fn parts() -> Vec<Part> {
    // The model that a build writes is no file that authors write: docs/pages/guides/outputs.md tells of it.
    let schemas: Vec<_> = onus::schemas().into_iter().filter(|file| file.path != "model-output.json").collect();
    assert_eq!(schemas.len(), KINDS.len(), "every schema has a page");
    let part = |file: &onus::artifact::Artifact| {
        let name = file.path.trim_end_matches(".json");
        let (_, page, example) = KINDS.iter().find(|(kind, ..)| *kind == name).unwrap_or_else(|| panic!("{name} has no page"));
        let schema: Value = serde_json::from_slice(&file.bytes).expect("a schema is JSON");
        Part::new(*page, "keys and example", format!("{}\n\n{}", keys(&schema), shown(example)))
    };
    schemas.iter().map(part).collect()
}

/// A file as an example: without the line for editors.
fn shown(path: &str) -> String {
    let text = std::fs::read_to_string(root().join(path)).expect("the example is part of the repository");
    let text = text.lines().filter(|line| !line.starts_with("# yaml-language-server")).collect::<Vec<_>>().join("\n");
    let title = path.split_once("/content/").map_or(path, |(_, below)| below);
    let lang = if path.ends_with(".md") { "markdown" } else { "yaml" };
    format!("## Example\n\n```{lang} title=\"content/{title}\"\n{}\n```", text.trim_end())
}

/// A map that is described under a heading of its own.
struct Below {
    heading: String,
    schema: Value,
}

fn keys(schema: &Value) -> String {
    let about = schema["description"].as_str().unwrap_or_default();
    let inner = object(schema).cloned();
    let (intro, own) = match (schema["type"].as_str(), &schema["items"], &schema["additionalProperties"]) {
        (Some("array"), items, _) => ("The file is a list. Each entry has these keys:", Some(items.clone())),
        (Some("object"), _, values @ Value::Object(_)) => ("The file is a map: an id of your choice, and under it these keys:", Some(values.clone())),
        _ => ("The file is a map with these keys:", inner),
    };
    let own = own.as_ref().and_then(object).expect("a file has keys").clone();
    let bare = schema["additionalProperties"]["anyOf"].is_array().then_some("\n\nA text in place of the map stands for its one needed key.");
    let mut found = Vec::new();
    let mut text = format!("{about}\n\n## Keys\n\n{intro}{}\n\n{}", bare.unwrap_or_default(), rows(&own, "", &mut found));
    let mut at = 0;
    while at < found.len() {
        let Below { heading, schema } = &found[at];
        let (heading, schema) = (heading.clone(), schema.clone());
        let path = heading.trim_start_matches("In `").trim_end_matches('`').to_owned();
        let about = schema["description"].as_str().unwrap_or_default();
        text.push_str(&format!("\n### {heading}\n\n{about}\n\n{}", rows(&schema, &format!("{path}."), &mut found)));
        at += 1;
    }
    text
}

/// The keys of a map, needed ones first.
fn rows(schema: &Value, path: &str, found: &mut Vec<Below>) -> String {
    let needed: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let mut keys: Vec<(&String, &Value)> = schema["properties"].as_object().into_iter().flatten().collect();
    keys.sort_by_key(|(key, _)| needed.iter().position(|need| need == key).unwrap_or(usize::MAX));
    let row = |(key, value): (&String, &Value)| {
        let says = value["description"].as_str().unwrap_or_default();
        let need = if needed.contains(&key.as_str()) { ", needed" } else { "" };
        vec![format!("`{key}`"), format!("{}{need}", kind(value, &format!("{path}{key}"), found)), says.to_owned()]
    };
    table(&["Key", "Takes", "What it says"], keys.into_iter().map(row).collect::<Vec<_>>())
}

/// The map with keys of its own that a schema is, or allows.
fn object(schema: &Value) -> Option<&Value> {
    let own = schema["properties"].is_object().then_some(schema);
    own.or_else(|| schema["anyOf"].as_array()?.iter().find_map(object))
}

/// What a key takes, in words. A map with keys of its own gets a heading.
fn kind(schema: &Value, path: &str, found: &mut Vec<Below>) -> String {
    if let Some(words) = schema["enum"].as_array() {
        return words.iter().map(|word| format!("`{}`", word.as_str().unwrap_or_default())).collect::<Vec<_>>().join(", ");
    }
    if let Some(choices) = schema["anyOf"].as_array() {
        let choices: Vec<String> = choices.iter().map(|choice| kind(choice, path, found)).collect();
        return match choices.as_slice() {
            [one, many] if *many == format!("list of {one}") => format!("{one}, or a list"),
            _ => choices.join(", or "),
        };
    }
    match (schema["type"].as_str(), &schema["properties"], &schema["additionalProperties"], schema["format"].as_str()) {
        (Some("object"), Value::Object(_), ..) => link(schema, path, found),
        (Some("object"), _, values, _) => format!("map from ids to {}", kind(values, path, found)),
        (Some("array"), ..) => format!("list of {}", kind(&schema["items"], path, found)),
        (Some("boolean"), ..) => "`true` or `false`".to_owned(),
        (Some("integer"), ..) => "number".to_owned(),
        (_, _, _, Some("date")) => "date".to_owned(),
        (_, _, _, Some("uri")) => "address".to_owned(),
        _ => "text".to_owned(),
    }
}

fn link(schema: &Value, path: &str, found: &mut Vec<Below>) -> String {
    // The same map under another key is described once; what a key says of it is no part of the map.
    let same = |below: &&Below| below.schema["properties"] == schema["properties"];
    let heading = match found.iter().find(same) {
        Some(known) => known.heading.clone(),
        None => {
            let heading = format!("In `{path}`");
            found.push(Below { heading: heading.clone(), schema: schema.clone() });
            heading
        }
    };
    format!("[map](#{})", onus::markdown::slug(&heading))
}
