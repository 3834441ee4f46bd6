//! Pages into a search index: sharded scripts that work from a folder, without fetching and without wasm.

use crate::artifact::Artifact;

/// Something that a reader can find: a page, or a place in one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its address, relative to the site's root, perhaps with an anchor.
    pub url: String,
    /// What it is called.
    pub title: String,
    /// What it is (`service`, `control`, `requirement`, `duty`, `guide`, `term`, …); results are grouped by it.
    pub kind: &'static str,
    /// Ids that it answers to, as published: `IAM.6`, `AC-2(1)`, `root-mfa`.
    pub ids: Vec<String>,
    /// Other names: the full name, older names, synonyms.
    pub names: Vec<String>,
    /// Facets (`service`, `party`, `layer`, `framework`, …) and the id that each has here.
    pub facets: Vec<(&'static str, String)>,
    /// Its words.
    pub text: String,
}

/// The index of `entries` as scripts under `static/search/`; a query shows at most `limit` results of a kind.
pub fn index(entries: &[Entry], limit: usize) -> Vec<Artifact> {
    let _ = (entries, limit);
    Vec::new()
}
