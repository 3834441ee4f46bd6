//! What a checklist is made of: clauses that all have to hold, and what its items stand together by.

use crate::markdown::Doc;
use crate::model::{
    Cadence, Category, Control, Domain, Framework, Grouping, Id, Keyed, Layer, Meta, Mode, Party, Place, Priority, Scope, ServiceModel, Side, State,
    Workload,
};

/// A selection of items: every clause holds for each of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    /// The named checklist whose clauses come first.
    pub named: Option<Id<NamedChecklist>>,
    /// The clauses beside those of the named checklist, in the order of [`Facet`], what is excluded last.
    pub clauses: Vec<Clause>,
    /// What the items stand together by, where that is said.
    pub group: Option<Grouping>,
}

/// One thing that holds for every item, or for none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Clause {
    /// Whether what it describes is left out.
    pub excluded: bool,
    /// What it describes.
    pub facet: Facet,
}

/// What an item can be selected by: any of the values does. Lists are sorted, without duplicates, and never empty.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facet {
    /// A workload: everything that it is built of, its teams, and what was found.
    Workload(Id<Workload>),
    /// Services and variants, with everything that they are built of; without that where they are excluded.
    Service(Vec<Id<Place>>),
    /// The services of categories.
    Category(Vec<Id<Category>>),
    /// What starts from service models.
    Model(Vec<Id<ServiceModel>>),
    /// What helps to satisfy requirements.
    Framework(Vec<Required>),
    /// What parties are accountable for.
    Party(Vec<Id<Party>>),
    /// What a side has a part in.
    Side(Vec<Side>),
    /// What was given to teams, by position in [`Workload::teams`] of the selection's workload.
    Team(Vec<usize>),
    /// Duties of layers.
    Layer(Vec<Id<Layer>>),
    /// Controls of domains.
    Domain(Vec<Id<Domain>>),
    /// Controls.
    Control(Vec<Id<Control>>),
    /// How much it matters.
    Priority(Vec<Priority>),
    /// How often it is done.
    Cadence(Vec<Cadence>),
    /// How often its item appears.
    Scope(Vec<Scope>),
    /// Whether it turns on what the other side offers.
    Mode(Vec<Mode>),
    /// What was found in the selection's workload.
    State(Vec<State>),
}

/// A framework, or a part of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Required {
    /// The framework.
    pub framework: Id<Framework>,
    /// The part.
    pub part: Part,
}

/// Which requirements of a framework.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// All.
    Whole,
    /// Those of a baseline or level: position in [`Framework::profiles`].
    Profile(usize),
    /// Those of a group: position in [`Framework::groups`].
    Group(usize),
    /// One, with those that extend it: position in [`Framework::requirements`].
    Requirement(usize),
}

/// A checklist that authors gave a name.
#[derive(Debug, Clone)]
pub struct NamedChecklist {
    /// Id, place, review.
    pub meta: Meta,
    /// Its title.
    pub title: String,
    /// Whom it is for.
    pub audience: Option<String>,
    /// What to know before one starts.
    pub introduction: Doc,
    /// Which items it holds, and what they stand together by.
    pub selection: Selection,
    /// Who signs it: roles, in order; where none is named, those of every checklist.
    pub sign_off: Vec<String>,
}

impl Keyed for NamedChecklist {
    fn key(&self) -> &str {
        &self.meta.id
    }
}

impl Selection {
    /// What holds for every item of one clause.
    pub fn of(facet: Facet) -> Self {
        Self { clauses: vec![Clause { excluded: false, facet }], ..Self::default() }
    }

    /// A service or variant, with everything it is built of.
    pub fn place(id: Id<Place>) -> Self {
        Self::of(Facet::Service(vec![id]))
    }

    /// A workload.
    pub fn workload(id: Id<Workload>) -> Self {
        Self::of(Facet::Workload(id))
    }

    /// All that a party holds, over every service.
    pub fn party(id: Id<Party>) -> Self {
        Self::of(Facet::Party(vec![id]))
    }

    /// A checklist by its name.
    pub fn named(id: Id<NamedChecklist>) -> Self {
        Self { named: Some(id), ..Self::default() }
    }

    /// What it asks for, where that is one thing: a single clause that excludes nothing.
    pub fn only(&self) -> Option<&Facet> {
        match self.clauses.as_slice() {
            [Clause { excluded: false, facet }] if self.named.is_none() => Some(facet),
            _ => None,
        }
    }

    /// Whether it asks for one service or variant, and nothing else.
    pub fn names_one_place(&self) -> bool {
        matches!(self.only(), Some(Facet::Service(places)) if places.len() == 1)
    }

    /// Adds a clause; values of the same kind are alternatives.
    pub fn add(&mut self, excluded: bool, facet: Facet) {
        let same = |clause: &&mut Clause| clause.excluded == excluded && clause.facet.kind() == facet.kind();
        match self.clauses.iter_mut().find(same) {
            Some(clause) => clause.facet.join(facet),
            None => self.clauses.push(Clause { excluded, facet }),
        }
        self.clauses.sort();
    }
}

impl Facet {
    /// Takes in the values of another facet of the same kind.
    fn join(&mut self, other: Self) {
        match (self, other) {
            (Self::Workload(own), Self::Workload(other)) => *own = other,
            (Self::Service(own), Self::Service(other)) => merge(own, other),
            (Self::Category(own), Self::Category(other)) => merge(own, other),
            (Self::Model(own), Self::Model(other)) => merge(own, other),
            (Self::Framework(own), Self::Framework(other)) => merge(own, other),
            (Self::Party(own), Self::Party(other)) => merge(own, other),
            (Self::Side(own), Self::Side(other)) => merge(own, other),
            (Self::Team(own), Self::Team(other)) => merge(own, other),
            (Self::Layer(own), Self::Layer(other)) => merge(own, other),
            (Self::Domain(own), Self::Domain(other)) => merge(own, other),
            (Self::Control(own), Self::Control(other)) => merge(own, other),
            (Self::Priority(own), Self::Priority(other)) => merge(own, other),
            (Self::Cadence(own), Self::Cadence(other)) => merge(own, other),
            (Self::Scope(own), Self::Scope(other)) => merge(own, other),
            (Self::Mode(own), Self::Mode(other)) => merge(own, other),
            (Self::State(own), Self::State(other)) => merge(own, other),
            // Of another kind: there is nothing to take in.
            _ => {}
        }
    }
}

fn merge<T: Ord>(own: &mut Vec<T>, other: Vec<T>) {
    own.extend(other);
    own.sort();
    own.dedup();
}
