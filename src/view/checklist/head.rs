//! What a selection is called: its title, one sentence on what it holds, and the page it belongs to.

use crate::model::{
    Clause, Covered, Domain, Facet, Framework, Id, Keyed, Model, NamedChecklist, Part, Party, Place, Required, Selection, Side, Table, Workload,
};
use crate::source::Span;
use crate::view::address;
use crate::view::checklist::words;
use crate::vocabulary::Vocabulary;

/// What a selection is called.
pub(super) struct Head {
    pub(super) title: String,
    pub(super) about: String,
    /// The page of the site, relative to its root.
    pub(super) page: String,
    /// Where what it is about is defined; `None` where that is only words.
    pub(super) span: Option<Span>,
}

impl Head {
    /// The words for a selection.
    pub(super) fn of(model: &Model, selection: &Selection, covered: &Covered) -> Self {
        match (selection.only(), selection.named) {
            (Some(Facet::Service(ids)), _) if ids.len() == 1 => Self::place(model, ids[0]),
            (Some(Facet::Workload(id)), _) => Self::workload(model, *id),
            (Some(Facet::Party(ids)), _) if ids.len() == 1 => Self::party(model, ids[0]),
            (Some(Facet::Domain(ids)), _) if ids.len() == 1 => Self::domain(model, ids[0]),
            (Some(Facet::Framework(asked)), _) if asked.len() == 1 && asked[0].part == Part::Whole => Self::framework(model, asked[0].framework),
            (None, Some(id)) if selection.clauses.is_empty() => Self::named(model, id),
            _ => Self::composed(model, selection, covered),
        }
    }

    fn place(model: &Model, id: Id<Place>) -> Self {
        let place = &model.places[id];
        let parts = match place.closure.len() {
            0 => String::new(),
            1 => ", and for the service that it is built of".to_owned(),
            parts => format!(", and for the {parts} services that it is built of"),
        };
        Self {
            title: place.name.clone(),
            about: format!("What the customer's side does, verifies and proves for {}{parts}.", place.name),
            page: address::service(model, place.service),
            span: Some(place.meta.span),
        }
    }

    fn workload(model: &Model, id: Id<Workload>) -> Self {
        let workload = &model.workloads[id];
        let parts = match workload.services.len() {
            1 => "its service and what that is".to_owned(),
            parts => format!("its {parts} services and what they are"),
        };
        Self {
            title: workload.name.clone(),
            about: format!("What the customer's side does, verifies and proves for the workload {}: {parts} built of.", workload.name),
            page: address::workload(model, id),
            span: Some(workload.meta.span),
        }
    }

    fn party(model: &Model, id: Id<Party>) -> Self {
        let party = &model.parties[id];
        Self {
            title: format!("Duties of {}", party.name),
            about: format!("All that {} is accountable for, over every service.", party.name),
            page: "model.html".to_owned(),
            span: Some(party.meta.span),
        }
    }

    fn framework(model: &Model, id: Id<Framework>) -> Self {
        let framework = &model.frameworks[id];
        Self {
            title: framework.name.clone(),
            about: format!("Every control that helps to satisfy {}, over every service.", framework.name),
            page: address::framework(model, id),
            span: Some(framework.meta.span),
        }
    }

    fn domain(model: &Model, id: Id<Domain>) -> Self {
        let domain = &model.domains[id];
        Self {
            title: domain.name.clone(),
            about: format!("Every control of the domain {}, over every service.", domain.name),
            page: "controls/index.html".to_owned(),
            span: Some(domain.meta.span),
        }
    }

    fn named(model: &Model, id: Id<NamedChecklist>) -> Self {
        let named = &model.checklists[id];
        let about = format!("The items that the selection {} asks for.", model.selector(&named.selection));
        Self { title: named.title.clone(), about, page: address::named_checklist(model, id), span: Some(named.meta.span) }
    }

    /// The words of the clauses one after the other, behind the name of what they narrow.
    fn composed(model: &Model, selection: &Selection, covered: &Covered) -> Self {
        let base = match (selection.named, covered.workload) {
            (Some(id), _) => Some(Self::named(model, id)),
            (None, Some(id)) => Some(Self::workload(model, id)),
            (None, None) => covered.starts.first().map(|&id| Self { title: names(model, &covered.starts), ..Self::place(model, id) }),
        };
        let is_base = |clause: &&Clause| match clause.facet {
            Facet::Workload(_) => selection.named.is_none(),
            Facet::Service(_) => selection.named.is_none() && covered.workload.is_none() && !clause.excluded,
            _ => false,
        };
        let scene = Phrases { model, workload: covered.workload.map(|id| &model.workloads[id]) };
        let phrases: Vec<String> = selection.clauses.iter().filter(|clause| !is_base(clause)).map(|clause| scene.clause(clause)).collect();
        let phrases = phrases.join(", ");
        let title = match base.as_ref().map(|base| &base.title) {
            Some(title) if phrases.is_empty() => title.clone(),
            Some(title) => format!("{title}: {phrases}"),
            None => words::capital(&phrases),
        };
        let about = format!("The items that the selection {} asks for.", model.selector(selection));
        let page = base.as_ref().map_or_else(|| "checklists/index.html".to_owned(), |base| base.page.clone());
        Self { title, about, page, span: base.and_then(|base| base.span) }
    }
}

fn names(model: &Model, places: &[Id<Place>]) -> String {
    any_of(places.iter().map(|&place| model.places[place].name.clone()), "and")
}

/// Clauses in the words of readers.
struct Phrases<'m> {
    model: &'m Model,
    workload: Option<&'m Workload>,
}

impl Phrases<'_> {
    fn clause(&self, clause: &Clause) -> String {
        let words = self.facet(&clause.facet);
        if clause.excluded { format!("without {words}") } else { words }
    }

    fn facet(&self, facet: &Facet) -> String {
        let model = self.model;
        let or = |names: Vec<String>| any_of(names.into_iter(), "or");
        match facet {
            Facet::Workload(id) => model.workloads[*id].name.clone(),
            Facet::Service(ids) => or(each(&model.places, ids, |row| &row.name)),
            Facet::Category(ids) => or(each(&model.categories, ids, |row| &row.name)),
            Facet::Model(ids) => or(each(&model.service_models, ids, |row| &row.short)),
            Facet::Framework(asked) => or(asked.iter().map(|asked| self.required(*asked)).collect()),
            Facet::Party(ids) => format!("held by {}", or(each(&model.parties, ids, |row| &row.name))),
            Facet::Side(sides) => format!("{}'s side", or(spelled(sides))),
            Facet::Team(teams) => or(teams.iter().filter_map(|&team| Some(self.workload?.teams[team].name.clone())).collect()),
            Facet::Layer(ids) => or(each(&model.layers, ids, |row| &row.name)),
            Facet::Domain(ids) => or(each(&model.domains, ids, |row| &row.name)),
            Facet::Control(ids) => or(each(&model.controls, ids, |row| &row.title)),
            Facet::Priority(words) => format!("{} priority", or(spelled(words))),
            Facet::Cadence(words) => or(spelled(words)),
            Facet::Scope(scopes) => or(scopes.iter().map(|&scope| words::scope(scope).to_owned()).collect()),
            Facet::Mode(words) => format!("mode {}", or(spelled(words))),
            Facet::State(words) => or(spelled(words)),
        }
    }

    fn required(&self, asked: Required) -> String {
        let framework = &self.model.frameworks[asked.framework];
        let part = match asked.part {
            Part::Whole => return framework.short.clone(),
            Part::Profile(at) => &framework.profiles[at].name,
            Part::Group(at) => &framework.groups[at].id,
            Part::Requirement(at) => &framework.requirements[at].id,
        };
        format!("{} {part}", framework.short)
    }
}

fn each<T: Keyed>(table: &Table<T>, ids: &[Id<T>], name: fn(&T) -> &String) -> Vec<String> {
    ids.iter().map(|&id| name(&table[id]).clone()).collect()
}

fn spelled(words: &[impl Vocabulary]) -> Vec<String> {
    words.iter().map(|&word| self::words::word(word)).collect()
}

/// `a, b or c`.
fn any_of(names: impl Iterator<Item = String>, last: &str) -> String {
    let names: Vec<String> = names.collect();
    match names.split_last() {
        Some((end, rest)) if !rest.is_empty() => format!("{} {last} {end}", rest.join(", ")),
        _ => names.concat(),
    }
}

/// Whose words a selection is read in: the provider's side only where nothing else is asked for.
pub(super) fn side(model: &Model, selection: &Selection) -> Option<Side> {
    let mut sides = Vec::new();
    for clause in model.clauses(selection).filter(|clause| !clause.excluded) {
        match &clause.facet {
            Facet::Party(ids) => sides.extend(ids.iter().map(|&id| model.parties[id].side)),
            Facet::Side(asked) => sides.extend(asked),
            _ => {}
        }
    }
    let provider = sides.iter().all(|side| *side == Side::Provider);
    (!sides.is_empty()).then_some(if provider { Side::Provider } else { Side::Customer })
}
