//! Which items a selection holds: places first, then what is said about the items there.

use crate::model::{Clause, Facet, Framework, Id, Item, Model, Part, Place, Reached, Required, Selection, State, Ways, Workload};

/// Where a selection looks.
#[derive(Debug, Clone)]
pub struct Covered {
    /// The workload, where the selection names one.
    pub workload: Option<Id<Workload>>,
    /// Whether it names neither a workload nor a service, and so looks at every place.
    pub everywhere: bool,
    /// The services and variants that it names outside of a workload; the others come along with them.
    pub starts: Vec<Id<Place>>,
    /// Every place, as [`Model::items`] takes it.
    pub places: Vec<Reached>,
}

impl Model {
    /// Every clause of a selection, those of its named checklist first.
    pub fn clauses<'s>(&'s self, selection: &'s Selection) -> impl Iterator<Item = &'s Clause> {
        let named = selection.named.map(|id| self.checklists[id].selection.clauses.as_slice()).unwrap_or_default();
        named.iter().chain(&selection.clauses)
    }

    /// The places that a selection covers: those of its workload, else of the services that it names first, else all;
    /// of these, the ones that every clause about places holds for.
    pub fn covered(&self, selection: &Selection) -> Covered {
        let workload = self.clauses(selection).find_map(|clause| if let Facet::Workload(id) = clause.facet { Some(id) } else { None });
        let mut rest: Vec<&Clause> = self.clauses(selection).collect();
        let service = rest.iter().position(|clause| !clause.excluded && matches!(clause.facet, Facet::Service(_)));
        let (mut starts, mut places) = match (workload, service) {
            (Some(id), _) => (Vec::new(), self.workloads[id].places.clone()),
            (None, Some(at)) => self.start(&rest.remove(at).facet),
            (None, None) => (Vec::new(), self.places.ids().map(Reached::itself).collect()),
        };
        for clause in rest {
            if let Some(holds) = self.place_test(clause) {
                places.retain(|reached| holds(reached.place) != clause.excluded);
                starts.retain(|&place| holds(place) != clause.excluded);
            }
        }
        Covered { workload, everywhere: workload.is_none() && service.is_none(), starts, places }
    }

    /// The items of a selection, in the order of the controls, then of the places.
    pub fn chosen(&self, selection: &Selection, covered: &Covered) -> Vec<Item> {
        let mut items = self.items(&covered.places);
        let workload = covered.workload.map(|id| &self.workloads[id]);
        for clause in self.clauses(selection) {
            items.retain(|item| self.holds(&clause.facet, item, workload).is_none_or(|holds| holds != clause.excluded));
        }
        items
    }

    /// The state of an item in a workload: what tailoring decided, while it counts, else what was found last.
    pub fn item_state(&self, workload: &Workload, item: &Item) -> State {
        let tailored = workload.tailoring_of(item.control, item.place).filter(|entry| entry.until.is_none_or(|until| until >= self.as_of));
        let found = || workload.status_of(&self.item_key(item)).map_or(State::NotAssessed, |status| status.state);
        tailored.map_or_else(found, |entry| entry.state)
    }

    /// Whether a requirement, by its position, is part of what is asked for.
    pub fn is_asked_for(&self, asked: Required, framework: Id<Framework>, requirement: usize) -> bool {
        let rows = &self.frameworks[framework].requirements;
        asked.framework == framework
            && match asked.part {
                Part::Whole => true,
                Part::Profile(profile) => rows[requirement].profiles.contains(&profile),
                Part::Group(group) => rows[requirement].group == group,
                Part::Requirement(wanted) => std::iter::successors(Some(requirement), |&at| rows[at].parent).any(|at| at == wanted),
            }
    }

    /// The places that a first clause about services names, and everything that those lead to.
    fn start(&self, facet: &Facet) -> (Vec<Id<Place>>, Vec<Reached>) {
        let Facet::Service(starts) = facet else { return (Vec::new(), Vec::new()) };
        let ways = if starts.len() == 1 { Ways::FromInside } else { Ways::FromStart };
        let named = starts.iter().map(|&place| Reached::itself(place));
        (starts.clone(), named.chain(self.closure(starts, ways)).collect())
    }

    /// What a clause says about places; `None` where it speaks of items.
    fn place_test<'s>(&'s self, clause: &'s Clause) -> Option<Box<dyn Fn(Id<Place>) -> bool + 's>> {
        match &clause.facet {
            Facet::Service(wanted) => {
                let along = |place: Id<Place>| wanted.iter().any(|&start| self.places[start].closure.iter().any(|reached| reached.place == place));
                Some(Box::new(move |place| wanted.iter().any(|&wanted| self.is_of(place, wanted)) || (!clause.excluded && along(place))))
            }
            Facet::Category(wanted) => Some(Box::new(|place| wanted.contains(&self.services[self.places[place].service].category))),
            Facet::Model(wanted) => Some(Box::new(|place| wanted.contains(&self.places[place].model))),
            _ => None,
        }
    }

    /// Whether a place is another, or a variant of that.
    fn is_of(&self, place: Id<Place>, wanted: Id<Place>) -> bool {
        place == wanted || (self.places[wanted].variant.is_none() && self.places[place].service == self.places[wanted].service)
    }

    /// What a facet says about an item; `None` where it speaks of places.
    fn holds(&self, facet: &Facet, item: &Item, workload: Option<&Workload>) -> Option<bool> {
        let control = &self.controls[item.control];
        let duties = || item.holders.iter().flat_map(|holder| &holder.duties);
        Some(match facet {
            Facet::Workload(_) | Facet::Service(_) | Facet::Category(_) | Facet::Model(_) => return None,
            Facet::Framework(wanted) => {
                let asked = |asked: &Required| control.satisfies.iter().any(|row| self.is_asked_for(*asked, row.framework, row.requirement));
                wanted.iter().any(asked)
            }
            Facet::Party(wanted) => item.holders.iter().any(|holder| wanted.contains(&holder.party)),
            Facet::Side(wanted) => wanted.iter().any(|&side| self.item_has_side(item, side)),
            Facet::Team(wanted) => workload.and_then(|workload| self.item_team(workload, item)).is_some_and(|team| wanted.contains(&team)),
            Facet::Layer(wanted) => duties().any(|&duty| wanted.contains(&self.duties[duty].layer)),
            Facet::Domain(wanted) => wanted.contains(&control.domain),
            Facet::Control(wanted) => wanted.contains(&item.control),
            Facet::Priority(wanted) => wanted.contains(&control.priority),
            Facet::Cadence(wanted) => wanted.contains(&control.cadence),
            Facet::Scope(wanted) => wanted.contains(&control.scope),
            Facet::Mode(wanted) => wanted.contains(&control.mode),
            Facet::State(wanted) => workload.is_some_and(|workload| wanted.contains(&self.item_state(workload, item))),
        })
    }
}
