//! The page of a service, with all its variants: what is mine when I use it.

use serde::Serialize;

use crate::model::{Id, LayerClass, Lifecycle, Phase, Place, Reached, Service};
use crate::view::address;
use crate::view::site::book::{Book, first_words, phase};
use crate::view::site::check_line::CheckLine;
use crate::view::site::checks::{self, CheckGroup, Checks};
use crate::view::site::compare::{self, CompareLink};
use crate::view::site::downloads::{self, Downloads, files};
use crate::view::site::often::{self, Often};
use crate::view::site::page::{Body, Head, Page};
use crate::view::site::parts::{Chip, Counts, Download, Link, ProseId};
use crate::view::site::requirements::Touched;
use crate::view::site::responsibilities::{self, LayerBlock, duty_counts};
use crate::view::site::stack::{self, Stack};
use crate::view::site::terms::FirstUses;

/// The page of a service.
#[derive(Debug, Clone, Serialize)]
pub struct ServicePage {
    /// The name in full, where there is one.
    pub full_name: Option<String>,
    /// Who offers it.
    pub provider: String,
    /// Its service model.
    pub model: Link,
    /// Where it is in its life, where it is not active.
    pub lifecycle: Option<LifecycleNote>,
    /// What it is.
    pub summary: Option<ProseId>,
    /// More about the split.
    pub about: Option<ProseId>,
    /// The provider's documentation and security pages.
    pub links: Vec<Link>,
    /// How many duties each side holds.
    pub counts: Counts,
    /// Layers that the provider's side holds alone.
    pub inherited: Vec<Link>,
    /// Layers that the customer's side holds alone.
    pub own: Vec<Link>,
    /// Layers that both have a part in.
    pub shared: Vec<Link>,
    /// The stack diagram.
    pub stack: Stack,
    /// Its variants.
    pub variants: Option<Variants>,
    /// Who holds which duty, and why.
    pub layers: Vec<LayerBlock>,
    /// What it is built of.
    pub uses: Vec<Composed>,
    /// What it is part of.
    pub used_by: Vec<Composed>,
    /// What has to be done for the service itself.
    #[serde(serialize_with = "often::apart")]
    pub checks: Checks,
    /// What a variant adds to that or takes away.
    pub variant_checks: Vec<VariantChecks>,
    /// How many frameworks have requirements that those controls serve.
    pub frameworks: usize,
    /// Those requirements by framework, for the twin in Markdown; the page leaves them to another.
    #[serde(skip)]
    pub touched: Vec<Touched>,
    /// How many requirements that are.
    pub requirements: usize,
    /// The page that lists those requirements, and what the provider's side does alone.
    pub proof: String,
    /// Documents: those of the service, then of each variant.
    pub downloads: Vec<Downloads>,
    /// The service on one page, to print.
    pub summary_sheet: Vec<Download>,
    /// Likely comparisons.
    pub compares: Vec<CompareLink>,
    /// Its traits.
    pub traits: Vec<String>,
}

/// Where a service is in its life.
#[derive(Debug, Clone, Serialize)]
pub struct LifecycleNote {
    /// In words, with the date.
    pub words: String,
    /// What to use instead.
    pub successor: Option<Link>,
    /// Where that is said.
    pub source: Option<String>,
}

/// Variants side by side.
#[derive(Debug, Clone, Serialize)]
pub struct Variants {
    /// The service itself, then its variants.
    pub columns: Vec<VariantColumn>,
    /// The duties that not all of them answer alike.
    pub rows: Vec<VariantRow>,
}

/// A variant.
#[derive(Debug, Clone, Serialize)]
pub struct VariantColumn {
    /// Its own id; empty for the service itself.
    pub id: String,
    /// Ids that it had before: their anchors lead here too.
    pub was: Vec<String>,
    /// Its name.
    pub name: String,
    /// What it is.
    pub summary: Option<ProseId>,
    /// Its service model.
    pub model: Link,
    /// How many duties each side holds.
    pub counts: Counts,
    /// Where it is in its life, where it is not active.
    pub lifecycle: Option<LifecycleNote>,
}

/// A duty on which variants differ.
#[derive(Debug, Clone, Serialize)]
pub struct VariantRow {
    /// The duty, at its row of this page.
    pub duty: Link,
    /// Its holder in each column.
    pub chips: Vec<Chip>,
}

/// A service that comes along, or that brings this one along.
#[derive(Debug, Clone, Serialize)]
pub struct Composed {
    /// The service or variant.
    pub link: Link,
    /// What for.
    pub purpose: Option<String>,
    /// The ways that lead there, where they are not direct: `EC2 › EBS`.
    pub through: Vec<String>,
    /// How many items it adds to a checklist.
    pub items: usize,
}

/// What a variant adds to the checklist of its service, or takes away.
#[derive(Debug, Clone, Serialize)]
pub struct VariantChecks {
    /// The variant's name.
    pub name: String,
    /// How many items it has in all.
    pub count: usize,
    /// Items that are not on the service's list.
    pub added: Vec<Often<CheckLine>>,
    /// Items of the service's list that fall away: title and control.
    pub dropped: Vec<Link>,
    /// The stem of its own checklist.
    pub stem: String,
}

/// The page of one service.
pub fn page(book: &Book, id: Id<Service>, touched: Vec<Touched>) -> Page {
    let body = body(book, id, touched);
    let service = &book.model.services[id];
    let category = &book.model.categories[service.category];
    let neighbour = |&id: &Id<Service>| Link::new(&book.model.services[id].name, address::service(book.model, id));
    let head = Head::new(address::service(book.model, id), &service.name, "services")
        .about(first_words(&service.summary, 180))
        .below("Services", "services/index.html")
        .below(&category.name, &format!("services/index.html#category-{}", category.meta.id))
        .contents([
            (true, "The answer", "answer"),
            (body.variants.is_some(), "Variants", "variants"),
            (true, "Responsibilities", "responsibilities"),
            (true, "Checklist", "checklist"),
            (!body.uses.is_empty() || !body.used_by.is_empty(), "Built of, part of", "composition"),
            (body.frameworks > 0, "Requirements", "requirements"),
            (!body.compares.is_empty(), "Compare", "compare"),
            (true, "Downloads", "downloads"),
        ])
        .among(&category.name, (id, &category.services), neighbour, &format!("services/index.html#category-{}", category.meta.id))
        .meta(book, &service.meta);
    Page { head, body: Body::Service(Box::new(body)) }
}

fn body(book: &Book, id: Id<Service>, touched: Vec<Touched>) -> ServicePage {
    let model = book.model;
    let service = &model.services[id];
    let place = &model.places[service.place];
    let checks = checks::of_place(book, service.place, address::requirements(model, id));
    let mut terms = FirstUses::new(book);
    ServicePage {
        full_name: service.full_name.clone().filter(|name| *name != service.name),
        provider: model.parties[service.provider].name.clone(),
        model: model_link(book, service.place),
        lifecycle: lifecycle(book, &service.lifecycle),
        summary: book.prose_with_terms(&service.summary, &mut terms),
        about: book.prose_with_terms(&service.about, &mut terms),
        links: links(service),
        counts: duty_counts(model, service.place),
        inherited: layers_of(book, service.place, LayerClass::Inherited),
        own: layers_of(book, service.place, LayerClass::Customer),
        shared: layers_of(book, service.place, LayerClass::Shared),
        stack: stack::stack(book, service.place, ""),
        variants: variants(book, service),
        layers: responsibilities::blocks(book, id),
        uses: uses(book, service.place),
        used_by: used_by(book, service),
        variant_checks: service.variants.iter().map(|&variant| variant_checks(book, &checks, variant)).collect(),
        checks,
        requirements: touched.iter().map(|entry| entry.customer + entry.shared + entry.inherited).sum(),
        frameworks: touched.len(),
        touched,
        proof: address::requirements(model, id),
        downloads: std::iter::once(service.place).chain(service.variants.iter().copied()).map(|place| downloads(book, place)).collect(),
        summary_sheet: downloads::sheet(book, address::summary(model, id)),
        compares: compare::of_service(book, id, &book.facts.pairs),
        traits: place.traits.iter().map(|&id| model.traits[id].name.clone()).collect(),
    }
}

fn model_link(book: &Book, place: Id<Place>) -> Link {
    let entry = &book.model.service_models[book.model.places[place].model];
    Link::new(&entry.short, format!("model.html#model-{}", entry.meta.id))
}

fn links(service: &Service) -> Vec<Link> {
    let docs = service.docs.as_ref().map(|url| Link::new("Documentation", url));
    let security = service.security.as_ref().map(|url| Link::new("Security documentation", url));
    docs.into_iter().chain(security).collect()
}

/// What is worth saying about where something is in its life.
pub fn lifecycle(book: &Book, lifecycle: &Lifecycle) -> Option<LifecycleNote> {
    if lifecycle.phase == Phase::Active {
        return None;
    }
    let since = lifecycle.on.map(|day| format!(" since {day}")).unwrap_or_default();
    let successor = lifecycle.successor.map(|id| Link::new(&book.model.services[id].name, address::service(book.model, id)));
    Some(LifecycleNote { words: format!("{}{since}", phase(lifecycle.phase)), successor, source: lifecycle.source.clone() })
}

fn layers_of(book: &Book, place: Id<Place>, class: LayerClass) -> Vec<Link> {
    let layers = book.model.layers.iter().filter(|(id, _)| book.model.layer_class(place, *id) == class);
    layers.map(|(_, layer)| Link::new(&layer.name, format!("#layer-{}", layer.meta.id))).collect()
}

fn variants(book: &Book, service: &Service) -> Option<Variants> {
    if service.variants.is_empty() {
        return None;
    }
    let model = book.model;
    let places: Vec<Id<Place>> = std::iter::once(service.place).chain(service.variants.iter().copied()).collect();
    let column = |&id: &Id<Place>| {
        let place = &model.places[id];
        VariantColumn {
            id: place.variant.clone().unwrap_or_default(),
            was: book.was("service", &place.meta.id).iter().filter_map(|id| Some(id.rsplit_once('/')?.1.to_owned())).collect(),
            name: if place.variant.is_some() { place.name.clone() } else { format!("{} in general", place.name) },
            summary: place.variant.as_ref().and_then(|_| book.prose(&place.summary)),
            model: model_link(book, id),
            counts: duty_counts(model, id),
            lifecycle: place.variant.as_ref().and_then(|_| lifecycle(book, &place.lifecycle)),
        }
    };
    let differs = |duty| places.iter().any(|&place| model.holder(place, duty) != model.holder(service.place, duty));
    let row = |duty: Id<crate::model::Duty>| VariantRow {
        duty: Link::new(&model.duties[duty].says, format!("#duty-{}", model.duties[duty].meta.id)),
        chips: places.iter().map(|&place| book.holder(model.holder(place, duty))).collect(),
    };
    Some(Variants { columns: places.iter().map(column).collect(), rows: model.duties.ids().filter(|&duty| differs(duty)).map(row).collect() })
}

fn uses(book: &Book, place: Id<Place>) -> Vec<Composed> {
    let model = book.model;
    let way = |path: &Vec<Id<Place>>| path.iter().map(|&id| model.places[id].name.as_str()).collect::<Vec<_>>().join(" › ");
    let composed = |reached: &crate::model::Reached| Composed {
        link: Link::new(&model.places[reached.place].name, address::place(model, reached.place)),
        purpose: reached.purpose.clone(),
        through: if reached.paths.iter().any(Vec::is_empty) { Vec::new() } else { reached.paths.iter().map(way).collect() },
        items: checks::count(model, &[Reached::itself(reached.place)]),
    };
    model.places[place].closure.iter().map(composed).collect()
}

fn used_by(book: &Book, service: &Service) -> Vec<Composed> {
    let model = book.model;
    let mut found = Vec::new();
    for (user, place) in model.places.iter().filter(|(_, place)| model.services[place.service].place != service.place) {
        let inherited = |used: &crate::model::Use| {
            let parent = model.services[place.service].place;
            place.variant.is_some() && model.places[parent].uses.iter().any(|other| other.place == used.place)
        };
        let here = |used: &&crate::model::Use| used.place == service.place || service.variants.contains(&used.place);
        if let Some(used) = place.uses.iter().find(here).filter(|used| !inherited(used)) {
            let link = Link::new(&place.name, address::place(model, user));
            found.push(Composed { link, purpose: used.purpose.clone(), through: Vec::new(), items: 0 });
        }
    }
    found
}

fn variant_checks(book: &Book, base: &Checks, variant: Id<Place>) -> VariantChecks {
    let own = checks::groups_of_place(book, variant);
    let lines = |groups: &[CheckGroup]| groups.iter().flat_map(|group| group.lines.clone()).collect::<Vec<_>>();
    let (here, there) = (lines(&own), lines(&base.groups));
    let has = |lines: &[Often<CheckLine>], line: &CheckLine| lines.iter().any(|other| other.link.url == line.link.url);
    VariantChecks {
        name: book.model.places[variant].name.clone(),
        count: here.len(),
        added: here.iter().filter(|line| !has(&there, line)).cloned().collect(),
        dropped: there.iter().filter(|line| !has(&here, line)).map(|line| line.link.clone()).collect(),
        stem: book.model.place_stem(variant),
    }
}

fn downloads(book: &Book, place: Id<Place>) -> Downloads {
    let stem = book.model.place_stem(place);
    Downloads { title: book.model.places[place].name.clone(), files: files(book, &stem) }
}
