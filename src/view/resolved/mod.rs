//! The whole model as plain records, for programs: what `model.json` holds, and its schema.

pub mod checklists;
pub mod controls;
pub mod foundation;
pub mod frameworks;
pub mod prose;
mod record;
pub mod scribe;
pub mod services;
pub mod workloads;

use serde_json::Value as Json;

use crate::config::Config;
use crate::model::Model;
use crate::source::Sources;

use record::{Field as _, record};
use scribe::Scribe;

record! {
    /// Everything that a book says, resolved for one day: ids are looked up, holders derived, compositions followed.
    /// Texts are Markdown, with links relative to the site's root. What is empty is left out.
    Resolved {
        /// Where this schema lies, relative to the file.
        "$schema" => schema: &'static str;
        /// What the file is: `onus-model`.
        "format" => format: &'static str;
        /// The version of the format. It grows when something is taken away or means something else.
        "version" => version: u32;
        /// The book's title.
        "title" => title: String;
        /// The book's description.
        "description" => description: String;
        /// Its language, a BCP 47 tag.
        "language" => language: String;
        /// Where its site is published.
        "site-url" => site_url: Option<String>;
        /// The day of the build, `YYYY-MM-DD`.
        "date" => date: String;
        /// The day that holders are resolved for, `YYYY-MM-DD`.
        "as-of" => as_of: String;
        /// The revision of the content.
        "revision" => revision: Option<String>;
        /// Everybody who can be accountable.
        "parties" => parties: Vec<foundation::Party>;
        /// The stack, top first, then the concerns.
        "layers" => layers: Vec<foundation::Layer>;
        /// Who holds every duty until a service says otherwise.
        "service-models" => service_models: Vec<foundation::ServiceModel>;
        /// Facts about services that controls select by.
        "traits" => traits: Vec<foundation::Trait>;
        /// Categories of services.
        "categories" => categories: Vec<foundation::Folder>;
        /// Services with their variants.
        "services" => services: Vec<services::Service>;
        /// Domains of controls.
        "domains" => domains: Vec<foundation::Folder>;
        /// What is done about duties.
        "controls" => controls: Vec<controls::Control>;
        /// Somebody else's requirements.
        "frameworks" => frameworks: Vec<frameworks::Framework>;
        /// What is run.
        "workloads" => workloads: Vec<workloads::Workload>;
        /// Checklists with a name.
        "checklists" => checklists: Vec<checklists::Named>;
        /// Words of the field.
        "terms" => terms: Vec<prose::Term>;
        /// Pages of prose; their text is beside the pages.
        "guides" => guides: Vec<prose::Reading>;
        /// Paths of lessons; their text is on the pages.
        "paths" => paths: Vec<prose::Reading>;
        /// Ids that have gone.
        "renamed" => renamed: Vec<prose::Renamed>;
    }
}

/// The file that holds the schema, beside the model.
pub const SCHEMA_FILE: &str = "model.schema.json";

/// The whole model.
pub fn resolved(model: &Model, sources: &Sources, config: &Config) -> Resolved {
    let scribe = Scribe { model, sources, config };
    let site_url = config.html.as_ref().map(|html| html.site_url.clone());
    Resolved {
        schema: SCHEMA_FILE,
        format: "onus-model",
        version: 1,
        title: config.title.clone(),
        description: config.description.clone(),
        language: config.language.clone(),
        site_url: site_url.filter(|url| !url.is_empty()),
        date: config.today.to_string(),
        as_of: model.as_of.to_string(),
        revision: Some(config.revision.clone()).filter(|revision| !revision.is_empty()),
        parties: foundation::parties(scribe),
        layers: foundation::layers(scribe),
        service_models: foundation::service_models(scribe),
        traits: foundation::traits(scribe),
        categories: foundation::categories(scribe),
        services: services::services(scribe),
        domains: foundation::domains(scribe),
        controls: controls::controls(scribe),
        frameworks: frameworks::frameworks(scribe),
        workloads: workloads::workloads(scribe),
        checklists: checklists::checklists(scribe),
        terms: prose::terms(scribe),
        guides: prose::guides(scribe),
        paths: prose::paths(scribe),
        renamed: prose::renamed(scribe),
    }
}

/// The JSON Schema of the model, draft 2020-12.
pub fn schema() -> Json {
    let mut root = serde_json::json!({ "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "onus: model.json, the resolved model" });
    if let (Json::Object(root), Json::Object(schema)) = (&mut root, Resolved::schema()) {
        root.extend(schema);
    }
    root
}
