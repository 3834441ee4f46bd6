//! What the content is made of, resolved.

use std::sync::Arc;

use jiff::civil::Date;

use crate::markdown::Doc;
use crate::model::{Cell, Control, Domain, Framework, Id, Keyed, LayerKind, Phase, Section, Side};
use crate::source::Span;

/// What every entity carries.
#[derive(Debug, Clone)]
pub struct Meta {
    /// The id that authors write.
    pub id: String,
    /// The file or entry that defines it.
    pub span: Span,
    /// When somebody last compared it with its sources.
    pub reviewed: Option<Date>,
    /// Where its facts come from.
    pub sources: Vec<String>,
    /// `false` where nobody has checked it against a source yet.
    pub verified: bool,
}

/// Somebody who can be accountable.
#[derive(Debug, Clone)]
pub struct Party {
    /// Id, place, review.
    pub meta: Meta,
    /// The short name ("AWS").
    pub name: String,
    /// The long name, where there is one.
    pub full_name: Option<String>,
    /// Its side.
    pub side: Side,
    /// Who it is.
    pub about: Doc,
    /// Its page.
    pub url: Option<String>,
}

/// A row of the stack, or a concern.
#[derive(Debug, Clone)]
pub struct Layer {
    /// Id, place, review.
    pub meta: Meta,
    /// Its name.
    pub name: String,
    /// Row or concern.
    pub kind: LayerKind,
    /// What it is.
    pub about: Doc,
    /// Its duties, in order; never empty after validation.
    pub duties: Vec<Id<Duty>>,
}

/// One sentence of obligation.
#[derive(Debug, Clone)]
pub struct Duty {
    /// Id, place, review.
    pub meta: Meta,
    /// The sentence, in the imperative, without a full stop.
    pub says: String,
    /// More about it.
    pub about: Doc,
    /// Other words for it, for questions.
    pub aliases: Vec<String>,
    /// Its layer.
    pub layer: Id<Layer>,
}

/// IaaS, PaaS, SaaS, …: the default holder of every duty.
#[derive(Debug, Clone)]
pub struct ServiceModel {
    /// Id, place, review.
    pub meta: Meta,
    /// The long name.
    pub name: String,
    /// The short name ("IaaS").
    pub short: String,
    /// What it is.
    pub about: Doc,
    /// For each duty (by position in [`crate::model::Model::duties`]) who holds it by default.
    pub defaults: Vec<RoleHolder>,
}

/// The default holder of a duty in a service model, by role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RoleHolder {
    /// Held by a side or by a named party.
    Held(Role),
    /// Does not exist in this model.
    NotApplicable,
    /// The model does not say.
    Unassigned,
}

/// A role or a party, as a service model names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Whoever provides the service.
    Provider,
    /// Whoever uses it.
    Customer,
    /// A party by name.
    Party(Id<Party>),
}

/// A fact about services that controls select by.
#[derive(Debug, Clone)]
pub struct Trait {
    /// Id, place, review.
    pub meta: Meta,
    /// Its name.
    pub name: String,
    /// What it means.
    pub about: Doc,
}

/// A folder of services.
#[derive(Debug, Clone)]
pub struct Category {
    /// Id, place, review.
    pub meta: Meta,
    /// Its name.
    pub name: String,
    /// What belongs in it.
    pub about: Doc,
    /// Its services, by name.
    pub services: Vec<Id<Service>>,
}

/// Phase, with its date and what comes after.
#[derive(Debug, Clone)]
pub struct Lifecycle {
    /// The phase.
    pub phase: Phase,
    /// Since when; always there unless active.
    pub on: Option<Date>,
    /// The service to use instead.
    pub successor: Option<Id<Service>>,
    /// Where that is said.
    pub source: Option<String>,
}

/// A cloud service.
#[derive(Debug, Clone)]
pub struct Service {
    /// Id, place, review.
    pub meta: Meta,
    /// Today's short name.
    pub name: String,
    /// The name in full.
    pub full_name: Option<String>,
    /// Other and older names, for search.
    pub aliases: Vec<String>,
    /// Who offers it.
    pub provider: Id<Party>,
    /// Its category.
    pub category: Id<Category>,
    /// What it is, in a sentence or two.
    pub summary: Doc,
    /// More about the split on this service.
    pub about: Doc,
    /// Where it is in its life.
    pub lifecycle: Lifecycle,
    /// The product's documentation.
    pub docs: Option<String>,
    /// The provider's own page about its security.
    pub security: Option<String>,
    /// The service as such.
    pub place: Id<Place>,
    /// Its variants, in the order of the file.
    pub variants: Vec<Id<Place>>,
}

/// A service or one of its variants: what duties are resolved for.
#[derive(Debug, Clone)]
pub struct Place {
    /// `ecs`, or `ecs/fargate`.
    pub meta: Meta,
    /// The service.
    pub service: Id<Service>,
    /// The variant's own id, for a variant.
    pub variant: Option<String>,
    /// What to call it ("ECS on Fargate").
    pub name: String,
    /// Its own other and older names; those of a service are without its variants'.
    pub aliases: Vec<String>,
    /// What it is.
    pub summary: Doc,
    /// The service model that its duties start from.
    pub model: Id<ServiceModel>,
    /// Its traits, in the order of the file of traits.
    pub traits: Vec<Id<Trait>>,
    /// What it is built of; for a variant, its own and those of its service.
    pub uses: Vec<Use>,
    /// For each duty, in the order of [`crate::model::Model::duties`].
    pub cells: Vec<Cell>,
    /// Everything that it is built of, to its end, without itself: each place once.
    pub closure: Vec<Reached>,
    /// The controls that apply to it, in order.
    pub controls: Vec<Id<Control>>,
    /// Where it is in its life.
    pub lifecycle: Lifecycle,
}

/// A service that comes along.
#[derive(Debug, Clone)]
pub struct Use {
    /// What comes along.
    pub place: Id<Place>,
    /// What for.
    pub purpose: Option<String>,
    /// Where that is written.
    pub span: Span,
}

/// Ways to a place: the places between the start and it, both left out. Many items share them.
pub type Paths = Arc<[Vec<Id<Place>>]>;

/// A place that a composition leads to, with the ways that lead there.
#[derive(Debug, Clone)]
pub struct Reached {
    /// The place.
    pub place: Id<Place>,
    /// One way per direct user, shortest first.
    pub paths: Paths,
    /// What it is for, where the first way ends in a use with a purpose.
    pub purpose: Option<String>,
}

impl Reached {
    /// A place that stands for itself.
    pub fn itself(place: Id<Place>) -> Self {
        Self { place, paths: Arc::new([Vec::new()]), purpose: None }
    }
}

/// A page of prose.
#[derive(Debug, Clone)]
pub struct Guide {
    /// The path under `guides/` without `.md`.
    pub meta: Meta,
    /// Its title.
    pub title: String,
    /// One sentence about it.
    pub summary: Option<String>,
    /// The heading that it stands under in lists, together with others.
    pub topic: Option<String>,
    /// The section of the site whose first page leads to it.
    pub section: Option<Section>,
    /// The prose, without the title.
    pub body: Doc,
}

/// A word of the field.
#[derive(Debug, Clone)]
pub struct Term {
    /// Id, place, review.
    pub meta: Meta,
    /// The word.
    pub name: String,
    /// Other words for it.
    pub aliases: Vec<String>,
    /// Phrases with the word in them that mean something else.
    pub not_in: Vec<String>,
    /// What it means.
    pub says: Doc,
    /// Related words.
    pub see: Vec<Id<Term>>,
}

macro_rules! keyed {
    ($($kind:ty),*) => {
        $(impl Keyed for $kind {
            fn key(&self) -> &str {
                &self.meta.id
            }
        })*
    };
}

keyed!(
    Party,
    Layer,
    Duty,
    ServiceModel,
    Trait,
    Category,
    Service,
    Place,
    Domain,
    Control,
    Framework,
    Guide,
    crate::model::Path,
    Term,
    crate::model::Workload
);
