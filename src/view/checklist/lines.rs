//! One item of the model into a line: the right words for the place and for whoever is accountable.

use crate::markdown::Doc;
use crate::model::{CalledBy, Control, Framework, Guidance, Id, Item, Model, Place, Role, Side, Workload};
use crate::view::checklist::gather::{Gathered, own_words};
use crate::view::checklist::{Accountable, Line, PlaceLine};
use crate::view::found::found;

static NO_WORDS: Doc = Doc::EMPTY;

/// What the lines of a checklist have in common.
pub(super) struct Scene<'m> {
    /// The model.
    pub(super) model: &'m Model,
    /// The place that the ways begin at, in the checklist of a place.
    pub(super) start: Option<Id<Place>>,
    /// The workload, in the checklist of one.
    pub(super) workload: Option<&'m Workload>,
}

impl<'m> Scene<'m> {
    /// The line of an item, in the words for one side.
    pub(super) fn line(&self, gathered: &Gathered, side: Side) -> Line<'m> {
        let Gathered { item, key } = gathered;
        let model = self.model;
        let control = &model.controls[item.control];
        let words = Words::find(model, item, *key, side);
        let key = match key {
            Some(place) => format!("{}@{}", control.meta.id, model.places[*place].meta.id),
            None => control.meta.id.clone(),
        };
        Line {
            title: &control.title,
            control: &control.meta.id,
            place: item.place.and_then(|_| item.called_by.first()).map(|call| self.place(call)),
            called_by: if item.place.is_some() { Vec::new() } else { item.called_by.iter().map(|call| self.place(call)).collect() },
            holders: holders(model, item),
            team: self.workload.and_then(|workload| model.item_team(workload, item).map(|team| workload.teams[team].name.as_str())),
            priority: control.priority,
            cadence: control.cadence,
            scope: control.scope,
            mode: control.mode,
            objective: &control.objective,
            steps: words.steps,
            statement: words.statement,
            verify: words.verify,
            evidence: words.evidence,
            provider_evidence: words.provider_evidence,
            requirements: self.requirements(control),
            checks: &control.checks,
            status: self.workload.and_then(|workload| found(model, workload, item, &key)),
            span: control.meta.span,
            key,
        }
    }

    /// A place with the ways that led to it.
    pub(super) fn place(&self, call: &CalledBy) -> PlaceLine<'m> {
        let place = &self.model.places[call.place];
        let named = |id: &Id<Place>| self.model.places[*id].name.as_str();
        let way = |between: &Vec<Id<Place>>| {
            let names: Vec<&str> = self.start.iter().chain(between).map(named).chain([place.name.as_str()]).collect();
            (names.len() > 1).then(|| names.join(super::words::WAY))
        };
        let asked_for = self.start == Some(call.place);
        PlaceLine { id: &place.meta.id, name: &place.name, paths: if asked_for { Vec::new() } else { call.paths.iter().filter_map(way).collect() } }
    }

    /// Requirements by framework; in a workload only those of the frameworks in its scope, where it has any.
    fn requirements(&self, control: &'m Control) -> Vec<(&'m str, Vec<&'m str>)> {
        let scope = self.workload.map_or(&[][..], |workload| &workload.frameworks);
        let in_scope = |framework: Id<Framework>| scope.is_empty() || scope.iter().any(|entry| entry.framework == framework);
        let mut found: Vec<(Id<Framework>, Vec<&str>)> = Vec::new();
        for mapping in control.satisfies.iter().filter(|mapping| in_scope(mapping.framework)) {
            let id = self.model.frameworks[mapping.framework].requirements[mapping.requirement].id.as_str();
            match found.iter_mut().find(|(framework, _)| *framework == mapping.framework) {
                Some((_, ids)) => ids.push(id),
                None => found.push((mapping.framework, vec![id])),
            }
        }
        found.sort_by_key(|(framework, _)| *framework);
        found.into_iter().map(|(framework, ids)| (self.model.frameworks[framework].short.as_str(), ids)).collect()
    }
}

/// The words of a line.
struct Words<'m> {
    steps: &'m Doc,
    statement: Option<&'m Doc>,
    verify: &'m [crate::model::Verify],
    evidence: &'m [Doc],
    provider_evidence: &'m [Doc],
}

impl<'m> Words<'m> {
    /// The control's words for a side; those for the place replace them where given.
    fn find(model: &'m Model, item: &Item, key: Option<Id<Place>>, side: Side) -> Self {
        let control = &model.controls[item.control];
        let general = guidance(model, item, side);
        let own = key.and_then(|place| own_words(model, item.control, place)).map(|at| &control.on[at].1);
        let own_work = own.filter(|_| side == Side::Customer);
        let first = |pick: fn(&Guidance) -> bool| own_work.filter(|own| pick(own)).or(general);
        let provider = guidance(model, item, Side::Provider).filter(|_| model.item_has_side(item, Side::Provider));
        let own_statement = own.filter(|own| !own.statement.is_empty() && model.item_has_side(item, Side::Provider));
        Self {
            steps: first(|own| !own.steps.is_empty()).map_or(&NO_WORDS, |words| &words.steps),
            statement: own_statement.or(provider).map(|words| &words.statement).filter(|statement| !statement.is_empty()),
            verify: first(|own| !own.verify.is_empty()).map_or(&[], |words| &words.verify),
            evidence: first(|own| !own.evidence.is_empty()).map_or(&[], |words| &words.evidence),
            provider_evidence: provider.filter(|_| side == Side::Customer).map_or(&[], |words| &words.evidence),
        }
    }
}

/// What a control says to one side of an item: to the holding party by name, else to its side.
fn guidance<'m>(model: &'m Model, item: &Item, side: Side) -> Option<&'m Guidance> {
    let by = &model.controls[item.control].by;
    let of_side = |party| model.parties[party].side == side;
    let named = |role: &Role| matches!(role, Role::Party(party) if of_side(*party) && item.holders.iter().any(|holder| holder.party == *party));
    let role = if side == Side::Provider { Role::Provider } else { Role::Customer };
    let found = by.iter().find(|(who, _)| named(who)).or_else(|| by.iter().find(|(who, _)| *who == role));
    found.map(|(_, guidance)| guidance)
}

fn holders<'m>(model: &'m Model, item: &Item) -> Vec<Accountable<'m>> {
    let duty = |id: &Id<crate::model::Duty>| (model.duties[*id].meta.id.as_str(), model.duties[*id].says.as_str());
    let holder = |holder: &crate::model::ItemHolder| {
        let party = &model.parties[holder.party];
        Accountable {
            party: &party.meta.id,
            name: &party.name,
            provider: party.side == Side::Provider,
            duties: holder.duties.iter().map(duty).collect(),
        }
    };
    item.holders.iter().map(holder).collect()
}
