//! Pages into a search index: sharded scripts that work from a folder, without fetching and without wasm.
//!
//! `token.rs` says what a word is, `ask.rs` what a question is about, `beside.rs` what it wants compared, `weigh.rs` how much a word says about an entry, `pack.rs` writes the scripts.
//! The other half is `search-engine.js` of the theme: it folds and splits a query exactly as `token.rs` does a text.

mod ask;
mod beside;
mod pack;
#[cfg(test)]
mod tests;
mod token;
mod weigh;

use crate::artifact::Artifact;

pub use ask::{Ask, Found, Labels, Mark, Subject};

/// The folder of its scripts, relative to the site's root.
pub const FOLDER: &str = "static/search/";

/// Something that a reader can find: a page, or a place in one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its address, relative to the site's root, perhaps with an anchor.
    pub url: String,
    /// What it is called.
    pub title: String,
    /// What it is (`service`, `control`, `requirement`, `duty`, `guide`, `term`, …); results are grouped by it.
    /// An `answer` (a duty on a service, and who holds it) is shown above all others, with its whole text, where a
    /// question is about it; otherwise only where `kind:answer` asks for it.
    pub kind: &'static str,
    /// Ids that it answers to, as published: `IAM.6`, `AC-2(1)`, `root-mfa`.
    pub ids: Vec<String>,
    /// Other names: the full name, older names, synonyms.
    pub names: Vec<String>,
    /// Facets (`service`, `party`, `layer`, `framework`, …) and the id that each has here.
    pub facets: Vec<(&'static str, String)>,
    /// Its words; a line break ends a sentence that words of a result are shown from.
    pub text: String,
    /// What it says at a glance, beside its words; shown where it answers a question, and never looked for.
    pub card: Option<Card>,
}

/// An answer at a glance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// The class of its chip: `provider`, `customer`, `shared`, `none`, `open`.
    pub kind: &'static str,
    /// The word on the chip: who holds it.
    pub word: String,
    /// Why, or how much.
    pub why: String,
    /// Where that is said: a name and an address.
    pub source: Option<(String, String)>,
}

/// The index of `entries`, and of what can be asked about, as scripts under `static/search/`; the search page shows at most `limit` results of a kind.
///
/// Entries come kind by kind, the kinds in the order of their names, so that a kind is a range of numbers and equally good results
/// keep the order of the site. None is kept: a large book has hundreds of thousands.
pub fn index(entries: &mut dyn Iterator<Item = Entry>, ask: &Ask, limit: usize) -> impl Iterator<Item = Artifact> + use<> {
    let (mut scales, mut pieces) = (weigh::Scales::default(), pack::Pieces::default());
    for entry in entries {
        scales.add(&entry);
        pieces.add(&entry);
    }
    pack::scripts(pieces, scales.terms(), ask, limit)
}
