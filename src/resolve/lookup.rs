//! Finding what an id names, and saying what is wrong when nothing does.

use std::collections::BTreeMap;

use crate::config::Config;
use crate::diag::{Diagnostics, Finding, Rule, nearest, rules};
use crate::model::{Duty, Id, Keyed, Layer, Model, Renamed, Selection, Table};
use crate::parse::{self, Entry, OneOrMany, Raw, Text};
use crate::resolve::selections::{By, Written};
use crate::resolve::suspects::Suspects;
use crate::source::{Sources, Span};

/// What every step of resolving needs: the day, the findings, and the ids that are known to be broken or renamed.
pub(crate) struct Lookup<'r> {
    pub(crate) config: &'r Config,
    sources: &'r Sources,
    diags: &'r mut Diagnostics,
    pub(crate) suspects: Suspects,
    renamed: BTreeMap<(&'static str, String), String>,
    /// The same in the order of the files.
    renames: Vec<Renamed>,
}

/// Names that a message lists when none of them is near.
const LISTED: usize = 8;

/// A layer or a duty, as lists of duties name them.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Target {
    Layer(Id<Layer>),
    Duty(Id<Duty>),
}

/// The words for a kind of entity, and the rule that an unknown one breaks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Noun {
    pub(crate) kind: &'static str,
    pub(crate) rule: &'static Rule,
}

pub(crate) const PARTY: Noun = Noun { kind: "party", rule: &rules::UNKNOWN_PARTY };
pub(crate) const LAYER: Noun = Noun { kind: "layer", rule: &rules::UNKNOWN_LAYER };
pub(crate) const DUTY: Noun = Noun { kind: "duty", rule: &rules::UNKNOWN_DUTY };
pub(crate) const MODEL: Noun = Noun { kind: "service model", rule: &rules::UNKNOWN_MODEL };
pub(crate) const TRAIT: Noun = Noun { kind: "trait", rule: &rules::UNKNOWN_TRAIT };
pub(crate) const CATEGORY: Noun = Noun { kind: "category", rule: &rules::UNKNOWN_CATEGORY };
pub(crate) const SERVICE: Noun = Noun { kind: "service", rule: &rules::UNKNOWN_SERVICE };
pub(crate) const DOMAIN: Noun = Noun { kind: "domain", rule: &rules::UNKNOWN_DOMAIN };
pub(crate) const CONTROL: Noun = Noun { kind: "control", rule: &rules::UNKNOWN_CONTROL };
pub(crate) const FRAMEWORK: Noun = Noun { kind: "framework", rule: &rules::UNKNOWN_FRAMEWORK };
pub(crate) const WORKLOAD: Noun = Noun { kind: "workload", rule: &rules::UNKNOWN_WORKLOAD };
pub(crate) const CHECKLIST: Noun = Noun { kind: "checklist", rule: &rules::UNKNOWN_CHECKLIST };
pub(crate) const TERM: Noun = Noun { kind: "term", rule: &rules::UNKNOWN_TERM };

impl<'r> Lookup<'r> {
    pub(crate) fn new(raw: &Raw, sources: &'r Sources, config: &'r Config, diags: &'r mut Diagnostics) -> Self {
        Self { config, sources, diags, suspects: Suspects::new(raw, sources), renamed: BTreeMap::new(), renames: Vec::new() }
    }

    /// Starts a finding.
    pub(crate) fn report(&mut self, rule: &'static Rule, span: Span, message: impl Into<String>) -> Finding<'_> {
        self.diags.report(rule, span, message)
    }

    /// Notes that an entity exists but could not be resolved, with what it says.
    pub(crate) fn lose(&mut self, noun: Noun, id: &str, span: Span) {
        self.suspects.break_one(noun.kind, id);
        self.suspects.lose(span, self.sources);
    }

    /// Whether an entity exists but could not be read or resolved.
    pub(crate) fn is_broken(&self, noun: Noun, id: &str) -> bool {
        let one = |kind| self.suspects.is_broken(kind, id);
        if noun.kind == LAYER_OR_DUTY.kind { one(LAYER.kind) || one(DUTY.kind) } else { one(noun.kind) }
    }

    /// What an id names; a finding where it names nothing.
    pub(crate) fn find<T: Keyed>(&mut self, table: &Table<T>, noun: Noun, id: &Text) -> Option<Id<T>> {
        if id.value.is_empty() {
            return None;
        }
        let found = table.find(&id.value);
        if found.is_none() {
            self.unknown(noun, id, table.keys());
        }
        found
    }

    /// The category or domain that a file lies in; one finding for each folder that is none.
    pub(crate) fn folder<T: Keyed>(&mut self, table: &Table<T>, noun: Noun, file: &Text, folder: &str) -> Option<Id<T>> {
        let found = table.find(folder);
        if found.is_none() && !self.is_broken(noun, folder) {
            self.suspects.break_one(noun.kind, folder);
            let path = self.sources.path(file.span.file);
            let index = path.rsplit_once('/').map_or_else(String::new, |(parent, _)| format!("{parent}/_index.yaml"));
            let finding = self.diags.report(noun.rule, file.span, format!("the folder `{folder}` is no {}", noun.kind));
            match nearest(folder, table.keys()) {
                Some(near) => finding.help(format!("move the file to the folder `{near}`, or add `{index}` with a name")),
                None => finding.help(format!("add `{index}` with a line such as `name: …`")),
            };
        }
        found
    }

    /// Says that an id names nothing, unless what it names is broken.
    pub(crate) fn unknown<'n>(&mut self, noun: Noun, id: &Text, names: impl Iterator<Item = &'n str>) {
        if self.is_broken(noun, &id.value) {
            return;
        }
        let kinds: &[&'static str] = if noun.kind == LAYER_OR_DUTY.kind { &[DUTY.kind, LAYER.kind] } else { &[noun.kind] };
        let today = kinds.iter().find_map(|kind| self.renamed.get(&(*kind, id.value.clone()))).cloned();
        let names: Vec<&str> = names.collect();
        let near = today.clone().or_else(|| nearest(&id.value, names.iter().copied()).map(str::to_owned));
        let all = (1..=LISTED)
            .contains(&names.len())
            .then(|| format!("there is {}", names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")));
        if let Some(near) = &near {
            kinds.iter().for_each(|kind| self.suspects.mean(kind, near));
        }
        if names.is_empty() {
            // Once is enough where there is nothing that any id could name.
            kinds.iter().for_each(|kind| self.suspects.break_all(kind));
            let finding = self.diags.report(noun.rule, id.span, format!("no {} has the id `{}`: there is none at all", noun.kind, id.value));
            finding.label("used here");
            return;
        }
        let finding = self.diags.report(noun.rule, id.span, format!("no {} has the id `{}`", noun.kind, id.value));
        match (today, near) {
            (Some(today), _) => finding.label("used here").help(format!("it is called `{today}` now")),
            (None, Some(near)) => finding.label("used here").help(format!("did you mean `{near}`?")),
            (None, None) => all.into_iter().fold(finding.label("used here"), |finding, all| finding.help(all)),
        };
    }

    /// What a selection asks for; `None` where something is wrong with it, which has been told.
    pub(crate) fn selection(&mut self, texts: &[Text], model: &Model) -> Option<Selection> {
        self.selection_by(By::Checklist, texts, model)
    }

    /// What a selection asks for that is written elsewhere.
    pub(crate) fn selection_by(&mut self, by: By, texts: &[Text], model: &Model) -> Option<Selection> {
        Written { texts, sources: self.sources, suspects: &self.suspects, by }.read(model, self.diags)
    }

    /// The layer or duty that an id names.
    pub(crate) fn target(&mut self, model: &Model, id: &Text) -> Option<Target> {
        if id.value.is_empty() {
            return None;
        }
        let duty = model.duties.find(&id.value).map(Target::Duty);
        let found = duty.or_else(|| model.layers.find(&id.value).map(Target::Layer));
        if found.is_none() {
            let near_layer = nearest(&id.value, model.layers.keys());
            let near_duty = nearest(&id.value, model.duties.keys());
            let noun = if near_layer.is_some() && near_duty.is_none() { LAYER_OR_DUTY_AS_LAYER } else { LAYER_OR_DUTY };
            self.unknown(noun, id, model.duties.keys().chain(model.layers.keys()));
        }
        found
    }

    /// Whether an id that names no layer or duty resembles one.
    pub(crate) fn resembles_target(&self, model: &Model, id: &Text) -> bool {
        id.value.is_empty() || nearest(&id.value, model.duties.keys().chain(model.layers.keys())).is_some()
    }

    /// Keeps the first entity of each id; says where the others are.
    pub(crate) fn unique<'e, T>(&mut self, kind: &'static str, entries: &'e [Entry<T>]) -> Vec<&'e Entry<T>> {
        let mut first: BTreeMap<&str, Span> = BTreeMap::new();
        let mut kept = Vec::new();
        for entry in entries {
            match first.get(entry.id.value.as_str()) {
                Some(&span) => self.duplicate(kind, &entry.id, span),
                None => {
                    first.insert(&entry.id.value, entry.id.span);
                    kept.push(entry);
                }
            }
        }
        kept
    }

    /// Says that an id is taken.
    pub(crate) fn duplicate(&mut self, kind: &str, id: &Text, first: Span) {
        let finding = self.report(&rules::DUPLICATE_ID, id.span, format!("the {kind} `{}` is defined twice", id.value));
        finding.label("second definition").related(first, "first definition");
    }

    /// Reports an id that is not spelled as ids are.
    pub(crate) fn check_spelling(&mut self, id: &Text) {
        parse::check_spelling(id, self.diags);
    }

    /// Notes the ids that an entity had before.
    pub(crate) fn rename(&mut self, noun: Noun, old: &OneOrMany<Text>, new: &str) {
        for old in &old.0 {
            if self.renamed.insert((noun.kind, old.value.clone()), new.to_owned()).is_none() {
                self.renames.push(Renamed { kind: noun.kind, old: old.value.clone(), new: new.to_owned() });
            }
        }
    }

    /// Every old id with the new one, as files name them.
    pub(crate) fn renamed(&mut self) -> Vec<Renamed> {
        std::mem::take(&mut self.renames)
    }

    /// The id of today for an id that may be an old one.
    pub(crate) fn current<'i>(&'i self, noun: Noun, id: &'i str) -> &'i str {
        self.renamed.get(&(noun.kind, id.to_owned())).map_or(id, String::as_str)
    }

    pub(crate) fn suspects(self) -> Suspects {
        self.suspects
    }
}

const LAYER_OR_DUTY: Noun = Noun { kind: "duty or layer", rule: &rules::UNKNOWN_DUTY };
const LAYER_OR_DUTY_AS_LAYER: Noun = Noun { kind: "duty or layer", rule: &rules::UNKNOWN_LAYER };
