//! What an open page is made of, as digests: its own bytes, its style sheets, and what else it loads.
//!
//! An open page that knows its digests can tell whether a build changed it, only how it looks, or nothing of it.

use std::collections::BTreeMap;

use xxhash_rust::xxh3::Xxh3;

use crate::artifact::Artifact;

/// Digests of a build.
#[derive(Debug, Clone, Default)]
pub(super) struct Seen {
    pages: BTreeMap<String, String>,
    styles: String,
    loaded: String,
}

/// What pages load besides style sheets. The search index is loaded when somebody searches.
const LOADED: [&str; 9] = [".js", ".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".woff2"];

impl Seen {
    /// The digests of a build's files.
    pub fn of(artifacts: &[Artifact]) -> Self {
        let ends = |artifact: &&Artifact, endings: &[&str]| endings.iter().any(|ending| artifact.path.ends_with(ending));
        let page = |artifact: &Artifact| (artifact.path.clone(), digest(std::iter::once(artifact)));
        let loaded = |artifact: &&Artifact| ends(artifact, &LOADED) && !artifact.path.starts_with("static/search/");
        Self {
            pages: artifacts.iter().filter(|artifact| ends(artifact, &[".html"])).map(page).collect(),
            styles: digest(artifacts.iter().filter(|artifact| ends(artifact, &[".css"]))),
            loaded: digest(artifacts.iter().filter(loaded)),
        }
    }

    /// The digests of the page at a path: its own, that of what it loads, that of the style sheets.
    pub fn page(&self, path: &str) -> [&str; 3] {
        let own = self.pages.get(path).or_else(|| self.pages.get("404.html"));
        [own.map_or("", String::as_str), &self.loaded, &self.styles]
    }
}

/// A digest of files, with their paths.
fn digest<'a>(artifacts: impl Iterator<Item = &'a Artifact>) -> String {
    let mut digest = Xxh3::new();
    for artifact in artifacts {
        digest.update(artifact.path.as_bytes());
        digest.update(&artifact.bytes);
    }
    format!("{:016x}", digest.digest())
}
