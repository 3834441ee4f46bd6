//! onus says, service by service, on whom a duty lies, and makes a site and checklists of the answer.

pub mod artifact;
pub mod config;
pub mod diag;
pub mod load;
pub mod markdown;
pub mod model;
mod parse;
mod resolve;
pub mod render;
pub mod search;
pub mod source;
pub mod theme;
mod validate;
pub mod view;
pub mod vocabulary;
pub mod write;

use artifact::Artifact;
use config::Config;
use diag::Diagnostics;
use model::Model;
use source::Sources;

/// A model, and what is wrong with the content it came from.
#[derive(Debug)]
pub struct Checked {
    /// What could be resolved.
    pub model: Model,
    /// Findings about the content.
    pub diagnostics: Diagnostics,
}

/// What a build gives: files, or the findings that say why there are none.
#[derive(Debug)]
pub struct Build {
    /// Every file of the site and every document; none where there is an error.
    pub artifacts: Vec<Artifact>,
    /// Findings, from the content to the pages.
    pub diagnostics: Diagnostics,
}

/// Reads, resolves and validates a book.
pub fn check(sources: &Sources, config: &Config) -> Checked {
    let mut diagnostics = Diagnostics::default();
    let raw = parse::parse(sources, &config.src, &mut diagnostics);
    let (model, suspects) = resolve::resolve(raw, config, &mut diagnostics);
    let context = validate::Context { model: &model, sources, src: &config.src, suspects: &suspects };
    validate::validate(&context, &mut diagnostics);
    diagnostics.finish(|rule| config.severities.get(rule).copied());
    Checked { model, diagnostics }
}

/// Checks a book and makes everything that its book.toml asks for.
pub fn build(sources: &Sources, config: &Config) -> Build {
    let Checked { model, mut diagnostics } = check(sources, config);
    if diagnostics.has_errors() {
        return Build { artifacts: Vec::new(), diagnostics };
    }
    let site = view::site::site(&model, sources, config);
    let theme = theme::load(sources, config, &mut diagnostics);
    let mut artifacts = render::html::render(&site, &theme, config, &mut diagnostics);
    artifacts.extend(site.search_limit.iter().flat_map(|&limit| search::index(&site.entries, limit)));
    diagnostics.finish(|rule| config.severities.get(rule).copied());
    Build { artifacts, diagnostics }
}

/// The JSON Schema of every kind of file, for editors: `<kind>.json`.
pub fn schemas() -> Vec<Artifact> {
    let text = |schema: &serde_json::Value| format!("{schema:#}\n");
    parse::schema::all().iter().map(|file| Artifact::new(format!("{}.json", file.name), text(&file.schema))).collect()
}
