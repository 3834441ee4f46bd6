//! onus says, service by service, on whom a duty lies, and makes a site and checklists of the answer.
pub mod artifact;
pub mod cli;
pub mod config;
pub mod diag;
pub mod load;
pub mod markdown;
pub mod model;
mod parse;
pub mod render;
pub mod search;
pub mod serve;
pub mod source;
pub mod view;
pub mod vocabulary;
pub mod write;

pub use render::text;
pub use view::Unknown;
pub use view::compare::{Comparison, compare};
pub use view::explain::{Explanation, explain};
pub use view::list::{Listing, kinds, list};

use artifact::Artifact;
use config::Config;
use diag::Diagnostics;
use model::{Model, Table};
use source::Sources;

/// A resolved book, with what is wrong with it.
pub struct Checked {
    /// The model.
    pub model: Model,
    /// The findings.
    pub diagnostics: Diagnostics,
}

/// A built book.
pub struct Build {
    /// The files.
    pub artifacts: Vec<Artifact>,
    /// The findings.
    pub diagnostics: Diagnostics,
}

/// Checks a book.
pub fn check(_sources: &Sources, config: &Config) -> Checked {
    fn t<T: model::Keyed>() -> Table<T> {
        Table::new(vec![])
    }
    let model = Model {
        as_of: config.as_of,
        parties: t(),
        layers: t(),
        duties: t(),
        service_models: t(),
        traits: t(),
        categories: t(),
        services: t(),
        places: t(),
        domains: t(),
        controls: t(),
        frameworks: t(),
        workloads: t(),
        guides: t(),
        paths: t(),
        terms: t(),
        renamed: vec![],
    };
    Checked { model, diagnostics: Diagnostics::default() }
}

/// Builds a book.
pub fn build(_sources: &Sources, config: &Config) -> Build {
    Build {
        artifacts: vec![Artifact::new("index.html", format!("<html><head></head><body><h1>{}</h1></body></html>", config.title))],
        diagnostics: Diagnostics::default(),
    }
}

/// A format of checklists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChecklistFormat {
    /// Markdown.
    Markdown,
    /// PDF.
    Pdf,
}

/// A checklist that was asked for by name.
pub struct OneChecklist {
    /// The file; none where an error stood in the way.
    pub artifact: Option<Artifact>,
    /// The findings.
    pub diagnostics: Diagnostics,
}

/// Makes one checklist.
pub fn checklist(_model: &Model, _sources: &Sources, _config: &Config, selector: &str, _format: ChecklistFormat) -> Result<OneChecklist, Unknown> {
    Err(Unknown { message: format!("no {selector}"), wrong: selector.to_owned(), names: vec![] })
}

/// The JSON Schemas.
pub fn schemas() -> Vec<Artifact> {
    vec![]
}
