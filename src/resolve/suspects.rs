//! What earlier mistakes have made unknowable, so that nothing is blamed for the mistake of another.
//!
//! Every rule that finds something *missing* asks here first: what is missing may stand in a file that could not be read,
//! in a value that was left out, or under a name that is misspelled.

use std::collections::{BTreeMap, BTreeSet};

use crate::parse::{FileKind, Raw};
use crate::source::{FileId, Sources, Span};

/// Ids that exist but could not be read or resolved, ids that a misspelled one probably meant, and words that were lost.
#[derive(Debug, Default)]
pub(crate) struct Suspects {
    broken: BTreeMap<&'static str, BTreeSet<String>>,
    whole: BTreeSet<&'static str>,
    keys: BTreeSet<String>,
    meant: BTreeMap<&'static str, BTreeSet<String>>,
    words: BTreeSet<String>,
    lost: Vec<Span>,
}

impl Suspects {
    /// What reading alone has lost.
    pub(crate) fn new(raw: &Raw, sources: &Sources) -> Self {
        let mut suspects = Self::default();
        for (kind, id) in &raw.broken {
            let (kinds, whole) = kinds(*kind);
            match whole {
                true => suspects.whole.extend(kinds),
                false => kinds.iter().for_each(|kind| suspects.break_one(kind, id)),
            }
        }
        suspects.keys = raw.lost_keys.clone();
        raw.lost.iter().for_each(|span| suspects.lose(*span, sources));
        suspects
    }

    /// Notes that nothing of what stands here is part of the model.
    pub(crate) fn lose(&mut self, span: Span, sources: &Sources) {
        let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
        self.words.extend(sources.slice(span).split(|c| !part(c)).filter(|word| !word.is_empty()).map(str::to_owned));
        self.lost.push(span);
    }

    /// Notes that an entity exists but could not be read or resolved.
    pub(crate) fn break_one(&mut self, kind: &'static str, id: &str) {
        self.broken.entry(kind).or_default().insert(id.to_owned());
    }

    /// Notes that no entity of a kind is known.
    pub(crate) fn break_all(&mut self, kind: &'static str) {
        self.whole.insert(kind);
    }

    /// Notes that a mistake probably meant this entity.
    pub(crate) fn mean(&mut self, kind: &'static str, id: &str) {
        self.meant.entry(kind).or_default().insert(id.to_owned());
    }

    /// Whether an id that names nothing would name something if an earlier mistake were not there.
    pub(crate) fn is_broken(&self, kind: &str, id: &str) -> bool {
        self.whole.contains(kind) || self.keys.contains(id) || self.broken.get(kind).is_some_and(|ids| ids.contains(id))
    }

    /// Whether any entity of a kind could not be read or resolved.
    pub(crate) fn any_broken(&self, kind: &str) -> bool {
        self.whole.contains(kind) || self.broken.contains_key(kind)
    }

    /// Whether something that is missing about this entity may have been said where a mistake was reported.
    pub(crate) fn contains(&self, kind: &str, id: &str) -> bool {
        self.words.contains(id) || self.meant.get(kind).is_some_and(|ids| ids.contains(id))
    }

    /// Whether something that stood in a file was lost.
    pub(crate) fn lost_in_file(&self, file: FileId) -> bool {
        self.lost.iter().any(|lost| lost.file == file)
    }

    /// Whether something that stood in `span` was lost.
    pub(crate) fn lost_in(&self, span: Span) -> bool {
        self.lost.iter().any(|lost| lost.file == span.file && span.start <= lost.start && lost.end <= span.end)
    }
}

/// The kinds of entity that a kind of file holds, and whether it holds all of them.
fn kinds(kind: FileKind) -> (&'static [&'static str], bool) {
    match kind {
        FileKind::Parties => (&["party"], true),
        FileKind::Layers => (&["layer", "duty"], true),
        FileKind::Traits => (&["trait"], true),
        FileKind::Glossary => (&["term"], true),
        FileKind::ServiceModel => (&["service model"], false),
        FileKind::Category => (&["category"], false),
        FileKind::Service => (&["service"], false),
        FileKind::Domain => (&["domain"], false),
        FileKind::Control => (&["control"], false),
        FileKind::Framework => (&["framework"], false),
        FileKind::Workload => (&["workload"], false),
        FileKind::Checklist => (&["checklist"], false),
        FileKind::Guide => (&["guide"], false),
        FileKind::Path => (&["path"], false),
        FileKind::Lesson => (&["lesson"], false),
        FileKind::Status | FileKind::Questions => (&[], false),
    }
}
