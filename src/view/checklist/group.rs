//! Items into groups: each item in one group, the groups in a stated order, and in a group the order of before.

use std::borrow::Cow;

use crate::model::{Facet, FrameworkScope, Grouping, Id, Item, Layer, Model, Part, Required, Selection, Side};
use crate::view::checklist::gather::Gathered;
use crate::view::checklist::lines::Scene;
use crate::view::checklist::tasks::together;
use crate::view::checklist::{Group, words};
use crate::vocabulary::{Cadence, Vocabulary};

/// Items to be grouped, and how.
#[derive(Clone, Copy)]
pub(super) struct Grouped<'g, 'm> {
    pub(super) scene: &'g Scene<'m>,
    pub(super) selection: &'g Selection,
    pub(super) by: Grouping,
    /// In whose words an item is told in which that side has a part.
    pub(super) words: Side,
}

/// Where a group stands among the others: groups of equal rank are one.
type Rank = (usize, usize);

impl<'m> Grouped<'_, 'm> {
    /// The groups, none of them empty.
    pub(super) fn groups(&self, items: Vec<Gathered>) -> Vec<Group<'m>> {
        let mut ranked: Vec<(Rank, Gathered)> = items.into_iter().map(|gathered| (self.rank(&gathered.item), gathered)).collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        let group = |run: &[(Rank, Gathered)]| {
            let (id, title) = self.name(run[0].0, &run[0].1.item);
            let items = run.iter().map(|(_, gathered)| self.scene.line(gathered, self.side(&gathered.item)));
            Group { id, title, items: together(items.collect()) }
        };
        ranked.chunk_by(|one, next| one.0 == next.0).map(group).collect()
    }

    /// The side in whose words an item is told: an item that only the other side has a part in has none of this one.
    fn side(&self, item: &Item) -> Side {
        let other = if self.words == Side::Provider { Side::Customer } else { Side::Provider };
        if self.scene.model.item_has_side(item, self.words) { self.words } else { other }
    }

    fn rank(&self, item: &Item) -> Rank {
        let model = self.scene.model;
        let control = &model.controls[item.control];
        match self.by {
            Grouping::Domain => (control.domain.index(), 0),
            // Items are in the order of the controls, so places are ranked by their own order.
            Grouping::Service => item.place.map_or((1, control.scope as usize), |place| (0, place.index())),
            Grouping::Layer => (layer(model, item).map_or(usize::MAX, Id::index), 0),
            Grouping::Team => (self.scene.workload.and_then(|workload| model.item_team(workload, item)).unwrap_or(usize::MAX), 0),
            Grouping::Requirement => self.requirement(item).unwrap_or((usize::MAX, 0)),
            Grouping::Cadence => (control.cadence as usize, 0),
            Grouping::Priority => (control.priority as usize, 0),
        }
    }

    /// The id and the heading of a group, by its rank and one of its items.
    fn name(&self, rank: Rank, item: &Item) -> (&'m str, Cow<'m, str>) {
        let model = self.scene.model;
        let control = &model.controls[item.control];
        let rest = || {
            (model.parties.rows().iter().find(|party| party.side == Side::Customer)).map_or(("rest", "Rest"), |party| (&party.meta.id, &party.name))
        };
        let (id, title): (&'m str, &'m str) = match self.by {
            Grouping::Domain => (&model.domains[control.domain].meta.id, &model.domains[control.domain].name),
            Grouping::Service => match item.place {
                Some(place) => (&model.places[place].meta.id, &model.places[place].name),
                None => words::once(control.scope),
            },
            Grouping::Layer => match layer(model, item) {
                Some(layer) => (&model.layers[layer].meta.id, &model.layers[layer].name),
                None => ("rest", "Rest"),
            },
            Grouping::Team => match self.scene.workload.and_then(|workload| workload.teams.get(rank.0)) {
                Some(team) => (&team.id, &team.name),
                None => rest(),
            },
            Grouping::Requirement => return self.requirement_name(rank),
            Grouping::Cadence => (control.cadence.word(), cadence(control.cadence)),
            Grouping::Priority => (control.priority.word(), words::priority(control.priority)),
        };
        (id, Cow::Borrowed(title))
    }

    /// The first requirement that an item serves, of those that the selection or the workload asks for.
    fn requirement(&self, item: &Item) -> Option<Rank> {
        let model = self.scene.model;
        let asked = self.asked();
        let rows = model.controls[item.control].satisfies.iter();
        let rows = rows.filter(|row| asked.iter().any(|asked| model.is_asked_for(*asked, row.framework, row.requirement)));
        rows.map(|row| (row.framework.index(), row.requirement)).min()
    }

    fn asked(&self) -> Vec<Required> {
        let model = self.scene.model;
        let clauses = model.clauses(self.selection).filter(|clause| !clause.excluded);
        let named: Vec<Required> =
            clauses.filter_map(|clause| if let Facet::Framework(asked) = &clause.facet { Some(asked) } else { None }).flatten().copied().collect();
        let in_scope = |scope: &FrameworkScope| Required { framework: scope.framework, part: scope.profile.map_or(Part::Whole, Part::Profile) };
        match self.scene.workload {
            Some(workload) if named.is_empty() => workload.frameworks.iter().map(in_scope).collect(),
            _ => named,
        }
    }

    fn requirement_name(&self, rank: Rank) -> (&'m str, Cow<'m, str>) {
        let Some(framework) = self.scene.model.frameworks.rows().get(rank.0) else { return ("rest", Cow::Borrowed("No requirement asked for")) };
        let requirement = &framework.requirements[rank.1];
        let asked = self.asked();
        let several = asked.iter().any(|one| one.framework != asked[0].framework);
        let of = if several { format!("{} ", framework.short) } else { String::new() };
        (&requirement.id, Cow::Owned(format!("{of}{} {}", requirement.id, requirement.title)))
    }
}

/// The first layer, from the top of the stack, that an item has a duty on.
fn layer(model: &Model, item: &Item) -> Option<Id<Layer>> {
    item.holders.iter().flat_map(|holder| &holder.duties).map(|&duty| model.duties[duty].layer).min()
}

fn cadence(cadence: Cadence) -> &'static str {
    match cadence {
        Cadence::Once => "Set up once",
        Cadence::Continuous => "All the time",
        Cadence::Daily => "Every day",
        Cadence::Weekly => "Every week",
        Cadence::Monthly => "Every month",
        Cadence::Quarterly => "Every quarter",
        Cadence::Yearly => "Every year",
        Cadence::OnChange => "When something changes",
    }
}

/// What comes along with places: a group for each service they are built of, in their order, then one for each wider scope.
pub(super) fn along<'m>(scene: &Scene<'m>, items: Vec<Gathered>, side: Side) -> Vec<Group<'m>> {
    let model = scene.model;
    let name = |gathered: &Gathered| match gathered.item.place {
        Some(place) => (model.places[place].meta.id.as_str(), model.places[place].name.as_str()),
        None => words::once(model.controls[gathered.item.control].scope),
    };
    let mut groups: Vec<Group<'m>> = Vec::new();
    let (of_services, wider): (Vec<_>, Vec<_>) = items.into_iter().partition(|gathered| gathered.item.place.is_some());
    for gathered in of_services.iter().chain(&wider) {
        let (id, title) = name(gathered);
        let line = scene.line(gathered, side);
        match groups.iter_mut().find(|group| group.id == id && group.title == title) {
            Some(group) => group.items.push(line),
            None => groups.push(Group { id, title: Cow::Borrowed(title), items: vec![line] }),
        }
    }
    groups
}
