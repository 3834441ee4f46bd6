//! Which kind of document a path holds, and which id it has.

/// A kind of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum FileKind {
    Parties,
    Layers,
    Traits,
    ServiceModel,
    Category,
    Service,
    Domain,
    Control,
    Framework,
    Workload,
    Status,
    Checklist,
    Guide,
    Path,
    Lesson,
    Questions,
    Glossary,
}

impl FileKind {
    /// Whether files of the kind declare what others name, besides themselves.
    pub(crate) fn defines(self) -> bool {
        matches!(self, Self::Parties | Self::Layers | Self::Traits | Self::Glossary | Self::Framework)
    }
}

/// Where files like one that nothing is read from are looked for, for messages.
pub(crate) fn places(path: &str) -> &'static str {
    match path.split('/').next().unwrap_or_default() {
        "services" => "services are read from `services/<category>/<id>.yaml`",
        "controls" => "controls are read from `controls/<domain>/<id>.yaml`",
        "model" => "the model is read from `model/parties.yaml`, `layers.yaml`, `traits.yaml` and `service-models/<id>.yaml`",
        "frameworks" => "frameworks are read from `frameworks/<id>.yaml`, or `.json` for an OSCAL catalog",
        "workloads" => "workloads are read from `workloads/<id>.yaml`",
        "checklists" => "checklists are read from `checklists/<id>.yaml`",
        "status" => "statuses are read from `status/<workload>.yaml`",
        "guides" => "guides are read from Markdown files with the ending `.md`",
        "learn" => "paths are read from `learn/<id>/path.yaml`, questions from `questions.yaml` and lessons from Markdown files beside it",
        _ => EVERYWHERE,
    }
}

const EVERYWHERE: &str = "files are read from the folders `model`, `services`, `controls`, `frameworks`, `workloads`, `status`, `checklists`, `guides` and `learn`, and from `glossary.yaml`";

/// The kind of the document at `path`, relative to the content folder.
pub(crate) fn kind_of(path: &str) -> Option<FileKind> {
    let parts: Vec<&str> = path.split('/').collect();
    let yaml = path.ends_with(".yaml");
    Some(match parts.as_slice() {
        ["glossary.yaml"] => FileKind::Glossary,
        ["model", "parties.yaml"] => FileKind::Parties,
        ["model", "layers.yaml"] => FileKind::Layers,
        ["model", "traits.yaml"] => FileKind::Traits,
        ["model", "service-models", _] if yaml => FileKind::ServiceModel,
        ["services", _, "_index.yaml"] => FileKind::Category,
        ["services", _, _] if yaml => FileKind::Service,
        ["controls", _, "_index.yaml"] => FileKind::Domain,
        ["controls", _, _] if yaml => FileKind::Control,
        ["frameworks", _] if yaml || path.ends_with(".json") => FileKind::Framework,
        ["workloads", _] if yaml => FileKind::Workload,
        ["status", _] if yaml => FileKind::Status,
        ["checklists", _] if yaml => FileKind::Checklist,
        ["guides", .., _] if path.ends_with(".md") => FileKind::Guide,
        ["learn", _, "path.yaml"] => FileKind::Path,
        ["learn", _, "questions.yaml"] => FileKind::Questions,
        ["learn", _, _] if path.ends_with(".md") => FileKind::Lesson,
        _ => return None,
    })
    .filter(|kind| matches!(kind, FileKind::Category | FileKind::Domain) || !is_part(path))
}

/// Whether a file is only a part of others: its name, or that of a folder above it, begins with `_`.
pub(crate) fn is_part(path: &str) -> bool {
    path.split('/').any(|part| part.starts_with('_'))
}

/// The id of what a file holds: its stem; for folders and paths, the folder's name; for prose, the path.
pub(crate) fn id_of(kind: FileKind, path: &str) -> String {
    let stem = |name: &str| name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
    let mut parts = path.rsplit('/');
    let name = parts.next().unwrap_or_default();
    match kind {
        FileKind::Category | FileKind::Domain | FileKind::Path | FileKind::Questions => parts.next().unwrap_or_default().to_owned(),
        FileKind::Guide => stem(path.strip_prefix("guides/").unwrap_or(path)),
        FileKind::Lesson => stem(path.strip_prefix("learn/").unwrap_or(path)),
        _ => stem(name),
    }
}
