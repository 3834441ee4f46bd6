//! The JSON Schema of every kind of file, from the same declarations that read them.

use serde_json::{Value as Json, json};

use crate::parse::shape::{Entries, Shape};
use crate::parse::shapes::{checklist, control, foundation, framework, learn, prose, service, workload};

/// A kind of file: the stem of its schema, and its schema.
pub(crate) struct FileSchema {
    /// The stem of the schema's file (`service`).
    pub(crate) name: &'static str,
    /// JSON Schema, draft 2020-12.
    pub(crate) schema: Json,
}

/// The schemas of all kinds, in the order of the pipeline.
pub(crate) fn all() -> Vec<FileSchema> {
    vec![
        file("parties", "model/parties.yaml", "Everybody who can be accountable, by id.", Entries::<foundation::Party>::schema()),
        file("layers", "model/layers.yaml", "The rows of the stack, top first, then the concerns.", Vec::<foundation::Layer>::schema()),
        file("traits", "model/traits.yaml", "Facts about services that controls select by, by id.", Entries::<foundation::Trait>::schema()),
        file("service-model", "model/service-models/<id>.yaml", "", foundation::ServiceModel::schema()),
        file("folder", "services/<category>/_index.yaml and controls/<domain>/_index.yaml", "", foundation::Folder::schema()),
        file("service", "services/<category>/<id>.yaml", "", service::Service::schema()),
        file("control", "controls/<domain>/<id>.yaml", "", control::Control::schema()),
        file("framework", "frameworks/<id>.yaml", "", framework::Framework::schema()),
        file("workload", "workloads/<id>.yaml", "", workload::Workload::schema()),
        file("status", "status/<workload>.yaml", "What was found about the items of a workload.", Vec::<workload::Status>::schema()),
        file("checklist", "checklists/<id>.yaml", "", checklist::Checklist::schema()),
        file("front-matter", "guides/**/*.md and learn/<path>/*.md, before the text", "", prose::FrontMatter::schema()),
        file("path", "learn/<id>/path.yaml", "", learn::Path::schema()),
        file("questions", "learn/<id>/questions.yaml", "Questions of a path, in order.", Vec::<learn::Question>::schema()),
        file("glossary", "glossary.yaml", "Words of the field, by id.", Entries::<prose::Term>::schema()),
    ]
}

fn file(name: &'static str, paths: &'static str, about: &str, schema: Json) -> FileSchema {
    let mut root = json!({ "$schema": "https://json-schema.org/draft/2020-12/schema", "title": format!("onus: {name} ({paths})") });
    if let (Json::Object(root), Json::Object(schema)) = (&mut root, schema) {
        if !about.is_empty() {
            root.insert("description".to_owned(), json!(about));
        }
        root.extend(schema);
    }
    FileSchema { name, schema: root }
}
