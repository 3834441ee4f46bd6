//! What a service does for the requirements of others, and what its provider does alone: counted on its own page, listed on one beside it.

use std::sync::Arc;

use serde::Serialize;

use crate::model::{Framework, Id, Model, Place, Reached, Requirement, RequirementClass, Service, Side};
use crate::view::address;
use crate::view::site::book::Book;
use crate::view::site::check_line;
use crate::view::site::items::{self, ClassLine, Served, class_chip, class_lines};
use crate::view::site::often::{self, Often};
use crate::view::site::page::{Body, Head, Page};
use crate::view::site::parts::{Chip, Link};

/// The page of the requirements that a service touches.
#[derive(Debug, Clone, Serialize)]
pub struct Requirements {
    /// The service.
    pub service: Link,
    /// What the provider's side does alone on it.
    pub inherited: Vec<Link>,
    /// What the classes mean.
    pub classes: Vec<ClassLine>,
    /// Frameworks with requirements that it touches.
    #[serde(serialize_with = "often::apart")]
    pub frameworks: Vec<Touched>,
}

/// The requirements of a framework that a service touches.
#[derive(Debug, Clone, Serialize)]
pub struct Touched {
    /// The anchor of its list.
    pub id: String,
    /// The framework.
    pub link: Link,
    /// Its requirements, by what the items of this service add up to for them.
    pub classes: Vec<TouchedClass>,
    /// How many of them the customer's side serves alone.
    pub customer: usize,
    /// How many of them both sides serve.
    pub shared: usize,
    /// How many of them the provider's side serves alone.
    pub inherited: usize,
}

/// Requirements of one class.
#[derive(Debug, Clone, Serialize)]
pub struct TouchedClass {
    /// The class.
    pub chip: Chip,
    /// The requirements.
    pub links: Vec<Often<Link>>,
}

const CLASSES: [RequirementClass; 4] =
    [RequirementClass::Customer, RequirementClass::SharedDependent, RequirementClass::SharedIndependent, RequirementClass::Inherited];

/// The page of the requirements of a service, which are those that its own page counts, and of what is done about them without its customer.
pub fn page(book: &Book, id: Id<Service>, frameworks: Vec<Touched>) -> Page {
    let model = book.model;
    let service = &model.services[id];
    let items = model.items(&[Reached::itself(service.place)]);
    let alone = items.iter().filter(|item| !model.item_has_side(item, Side::Customer));
    let inherited: Vec<Link> = alone.map(|item| check_line::control_link(model, item)).collect();
    let own = address::service(model, id);
    let mut head = Head::new(address::requirements(model, id), format!("Requirements of {}", service.name), "services")
        .about(format!("The requirements that the controls of {} serve, by who does the work.", service.name))
        .below("Services", "services/index.html")
        .below(&service.name, &own);
    let lists = frameworks.iter().map(|entry| (true, entry.link.text.as_str(), entry.id.as_str()));
    head = head.contents([(!inherited.is_empty(), "Inherited controls", "inherited")]).contents(lists);
    let classes = class_lines(book, |class| class != RequirementClass::Uncovered);
    let body = Requirements { service: Link::new(&service.name, own), inherited, classes, frameworks };
    Page { head, body: Body::Requirements(body) }
}

/// The way to every requirement, by framework and position: the pages of all services lead to much the same ones.
pub fn links(model: &Model) -> Vec<Vec<Arc<Link>>> {
    let of_framework = |(id, framework): (Id<Framework>, &Framework)| {
        let pages: Vec<String> = (0..framework.groups.len()).map(|group| address::group(model, id, group)).collect();
        let link = |entry: &Requirement| Link::new(&entry.id, format!("{}#{}", pages[entry.group], address::requirement_anchor(&entry.id)));
        framework.requirements.iter().map(|entry| Arc::new(link(entry))).collect()
    };
    model.frameworks.iter().map(of_framework).collect()
}

/// The frameworks whose requirements the items of a place serve.
pub fn touched(book: &Book, place: Id<Place>) -> Vec<Touched> {
    let model = book.model;
    let items = model.items(&[Reached::itself(place)]);
    items::by_framework(model, &items.iter().collect::<Vec<_>>(), |_| true).iter().map(|(&id, served)| framework(book, id, served)).collect()
}

fn framework(book: &Book, id: Id<Framework>, served: &Served<'_>) -> Touched {
    let model = book.model;
    let framework = &model.frameworks[id];
    let classed: Vec<(RequirementClass, usize)> = served.iter().map(|(&at, items)| (model.requirement_class(items.iter().copied()), at)).collect();
    let links = &book.facts.requirements(model)[id.index()];
    let of_class = |wanted: RequirementClass| {
        let there = classed.iter().filter(|(class, _)| *class == wanted);
        let links = there.map(|&(_, at)| Often::Shared(Arc::clone(&links[at]))).collect();
        TouchedClass { chip: class_chip(book, wanted), links }
    };
    let count = |wanted: &[RequirementClass]| classed.iter().filter(|(class, _)| wanted.contains(class)).count();
    Touched {
        id: format!("in-{}", framework.meta.id),
        link: Link::new(&framework.short, address::framework(model, id)),
        classes: CLASSES.into_iter().map(of_class).filter(|class| !class.links.is_empty()).collect(),
        customer: count(&[RequirementClass::Customer]),
        shared: count(&[RequirementClass::SharedDependent, RequirementClass::SharedIndependent]),
        inherited: count(&[RequirementClass::Inherited]),
    }
}
