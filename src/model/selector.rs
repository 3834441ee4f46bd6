//! A selection as text: the words that ask for it, always the same for the same selection, and the stem of its files.

use crate::model::{Clause, Facet, Id, Keyed, Model, Part, Place, Required, Selection, Table, Workload};
use crate::vocabulary::Vocabulary;

/// Characters of a stem beyond which it ends in a mark of the whole selector instead.
const LONGEST: usize = 80;

impl Facet {
    /// The word for what is selected by.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Workload(_) => "workload",
            Self::Service(_) => "service",
            Self::Category(_) => "category",
            Self::Model(_) => "model",
            Self::Framework(_) => "framework",
            Self::Party(_) => "party",
            Self::Side(_) => "side",
            Self::Team(_) => "team",
            Self::Layer(_) => "layer",
            Self::Domain(_) => "domain",
            Self::Control(_) => "control",
            Self::Priority(_) => "priority",
            Self::Cadence(_) => "cadence",
            Self::Scope(_) => "scope",
            Self::Mode(_) => "mode",
            Self::State(_) => "state",
        }
    }
}

impl Model {
    /// The words that ask for a selection: `ecs/fargate`, `workload:payments`, `service:s3 priority:critical,high -domain:logging`.
    pub fn selector(&self, selection: &Selection) -> String {
        if let (Some(Facet::Service(places)), None, true) = (selection.only(), selection.group, selection.names_one_place()) {
            return self.places[places[0]].meta.id.clone();
        }
        let named = selection.named.map(|id| format!("checklist:{}", self.checklists[id].meta.id));
        let workload = self.covered(selection).workload.map(|id| &self.workloads[id]);
        let clauses = selection.clauses.iter().map(|clause| self.clause(clause, workload));
        let group = selection.group.map(|group| format!("group:{}", group.word()));
        named.into_iter().chain(clauses).chain(group).collect::<Vec<_>>().join(" ")
    }

    /// The stem of the files of a selection's checklist: `ecs-fargate`, `workload-payments`, `service-s3_priority-critical.high`.
    pub fn checklist_stem(&self, selection: &Selection) -> String {
        if selection.group.is_none() {
            match (selection.only(), selection.named) {
                (Some(Facet::Service(places)), _) if selection.names_one_place() => return self.place_stem(places[0]),
                (None, Some(named)) if selection.clauses.is_empty() => return self.checklists[named].meta.id.clone(),
                _ => {}
            }
        }
        let selector = self.selector(selection);
        let words = selector.split(' ').map(|term| term.strip_prefix('-').map_or_else(|| term.to_owned(), |term| format!("not-{term}")));
        let words = words.collect::<Vec<_>>().join("_").to_lowercase().replace(',', ".");
        let plain = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_') { c } else { '-' };
        let stem: String = words.chars().map(plain).collect();
        if stem.len() <= LONGEST { stem } else { format!("{}_{:08x}", &stem[..LONGEST], mark(&selector)) }
    }

    /// The stem of a place's checklist, unique among places: `ecs-fargate`, or `ecs--fargate` where another place has that stem.
    pub fn place_stem(&self, id: Id<Place>) -> String {
        let own = self.places[id].meta.id.as_str();
        let stem = own.replace('/', "-");
        let other = |id: &str| id != own && self.places.find(id).is_some();
        let taken = || other(&stem) || stem.match_indices('-').any(|(at, _)| other(&format!("{}/{}", &stem[..at], &stem[at + 1..])));
        if own.contains('/') && taken() { own.replace('/', "--") } else { stem }
    }

    /// A framework or a part of one, as selectors name it: `nist-800-53-r5#AC`.
    pub fn required(&self, asked: Required) -> String {
        let framework = &self.frameworks[asked.framework];
        let part = match asked.part {
            Part::Whole => return framework.meta.id.clone(),
            Part::Profile(at) => &framework.profiles[at].id,
            Part::Group(at) => &framework.groups[at].id,
            Part::Requirement(at) => &framework.requirements[at].id,
        };
        format!("{}#{part}", framework.meta.id)
    }

    fn clause(&self, clause: &Clause, workload: Option<&Workload>) -> String {
        let sign = if clause.excluded { "-" } else { "" };
        let values: Vec<String> = self.values(&clause.facet, workload).iter().map(|value| quoted(value)).collect();
        format!("{sign}{}:{}", clause.facet.kind(), values.join(","))
    }

    fn values(&self, facet: &Facet, workload: Option<&Workload>) -> Vec<String> {
        match facet {
            Facet::Workload(id) => vec![self.workloads[*id].meta.id.clone()],
            Facet::Service(ids) => keys(&self.places, ids),
            Facet::Category(ids) => keys(&self.categories, ids),
            Facet::Model(ids) => keys(&self.service_models, ids),
            Facet::Framework(asked) => asked.iter().map(|asked| self.required(*asked)).collect(),
            Facet::Party(ids) => keys(&self.parties, ids),
            Facet::Team(teams) => teams.iter().filter_map(|&team| Some(workload?.teams[team].id.clone())).collect(),
            Facet::Layer(ids) => keys(&self.layers, ids),
            Facet::Domain(ids) => keys(&self.domains, ids),
            Facet::Control(ids) => keys(&self.controls, ids),
            Facet::Side(words) => spelled(words),
            Facet::Priority(words) => spelled(words),
            Facet::Cadence(words) => spelled(words),
            Facet::Scope(words) => spelled(words),
            Facet::Mode(words) => spelled(words),
            Facet::State(words) => spelled(words),
        }
    }
}

fn keys<T: Keyed>(table: &Table<T>, ids: &[Id<T>]) -> Vec<String> {
    ids.iter().map(|&id| table[id].key().to_owned()).collect()
}

fn spelled(words: &[impl Vocabulary]) -> Vec<String> {
    words.iter().map(|word| word.word().to_owned()).collect()
}

/// A value in quotes, where what it holds would end it.
fn quoted(value: &str) -> String {
    if value.contains([' ', ',', '"']) { format!("\"{}\"", value.replace('"', "")) } else { value.to_owned() }
}

/// FNV-1a, 32 bits.
fn mark(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
