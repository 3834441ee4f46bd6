//! Terms as records, and where guides and paths can be read.

use crate::view::address;
use crate::view::resolved::record::record;
use crate::view::resolved::scribe::{Provenance, Scribe};

record! {
    /// A word of the field.
    Term {
        /// Its id.
        "id" => id: String;
        /// The word.
        "name" => name: String;
        /// Other words for it.
        "aliases" => aliases: Vec<String>;
        /// What it means, as Markdown.
        "says" => says: Option<String>;
        /// Ids of related words.
        "see" => see: Vec<String>;
        /// Its place on the site, relative to the root.
        "address" => address: Option<String>;
        /// Ids that it had before, oldest first.
        "renamed-from" => renamed_from: Vec<String>;
        /// Where it is written.
        "provenance" => provenance: Provenance;
    }
}

record! {
    /// A page of prose: a guide, or a path of lessons.
    Reading {
        /// Its id.
        "id" => id: String;
        /// Its title.
        "title" => title: String;
        /// The heading that a guide stands under in lists.
        "topic" => topic: Option<String>;
        /// What it is about, as Markdown.
        "about" => about: Option<String>;
        /// Its page on the site, relative to the root.
        "address" => address: Option<String>;
        /// Ids that it had before, oldest first.
        "renamed-from" => renamed_from: Vec<String>;
        /// Where it is written.
        "provenance" => provenance: Provenance;
    }
}

record! {
    /// An id that has gone.
    Renamed {
        /// What it is of: `service`, `control`, `duty`, ….
        "kind" => kind: String;
        /// The id of old.
        "old" => old: String;
        /// The id of today.
        "new" => new: String;
    }
}

/// Every term.
pub(super) fn terms(scribe: Scribe<'_>) -> Vec<Term> {
    let model = scribe.model;
    let term = |term: &crate::model::Term| Term {
        id: term.meta.id.clone(),
        name: term.name.clone(),
        aliases: term.aliases.clone(),
        says: scribe.text(&term.says),
        see: term.see.iter().map(|&id| model.terms[id].meta.id.clone()).collect(),
        address: scribe.address(format!("glossary.html#term-{}", term.meta.id)),
        renamed_from: scribe.was("term", &term.meta.id),
        provenance: scribe.provenance(&term.meta),
    };
    model.terms.rows().iter().map(term).collect()
}

/// Every guide.
pub(super) fn guides(scribe: Scribe<'_>) -> Vec<Reading> {
    let model = scribe.model;
    let guide = |(id, guide): (_, &crate::model::Guide)| Reading {
        id: guide.meta.id.clone(),
        title: guide.title.clone(),
        topic: guide.topic.clone(),
        about: guide.summary.clone(),
        address: scribe.address(address::guide(model, id)),
        renamed_from: scribe.was("guide", &guide.meta.id),
        provenance: scribe.provenance(&guide.meta),
    };
    model.guides.iter().map(guide).collect()
}

/// Every path of lessons.
pub(super) fn paths(scribe: Scribe<'_>) -> Vec<Reading> {
    let model = scribe.model;
    let path = |(id, path): (_, &crate::model::Path)| Reading {
        id: path.meta.id.clone(),
        title: path.title.clone(),
        topic: None,
        about: scribe.text(&path.about),
        address: scribe.address(address::path(model, id)),
        renamed_from: scribe.was("path", &path.meta.id),
        provenance: scribe.provenance(&path.meta),
    };
    model.paths.iter().map(path).collect()
}

/// Every id that has gone.
pub(super) fn renamed(scribe: Scribe<'_>) -> Vec<Renamed> {
    let entry = |entry: &crate::model::Renamed| Renamed { kind: entry.kind.to_owned(), old: entry.old.clone(), new: entry.new.clone() };
    scribe.model.renamed.iter().map(entry).collect()
}
