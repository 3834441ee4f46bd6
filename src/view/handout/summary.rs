//! A service on one page: what it is, who holds each layer, what comes first, what is worth knowing, where the rest is.

use std::collections::BTreeSet;

use crate::config::Config;
use crate::markdown::Doc;
use crate::model::{Holder, Id, Item, Model, Place, Reached, Service, Side};
use crate::view::address;
use crate::view::checklist::links;
use crate::view::handout::{About, LayerName, Mark, class, dated, hash, holder, layer_name, layers};
use crate::vocabulary::{Cadence, Phase, Priority, Vocabulary};

/// A service on one page.
#[derive(Debug, Clone)]
pub struct Summary<'m> {
    /// What it tells about itself; its title is the service's name.
    pub about: About,
    /// The name in full, where it is another one.
    pub full_name: Option<&'m str>,
    /// Its category.
    pub category: &'m str,
    /// Where it is in its life, where it is not active.
    pub lifecycle: Option<String>,
    /// What it is.
    pub summary: &'m Doc,
    /// The service, then its variants: name and service model.
    pub places: Vec<(&'m str, &'m str)>,
    /// Each layer with what it adds up to in every place.
    pub layers: Vec<(LayerName<'m>, Vec<Mark>)>,
    /// How many duties the customer's side holds, and the provider's.
    pub duties: (usize, usize),
    /// What has to be done, the most urgent first: for the service itself, then for what it is built of.
    pub tasks: Vec<Task<'m>>,
    /// How many of them are for the service itself.
    pub own: usize,
    /// How many items the provider's side does alone.
    pub inherited: usize,
    /// What the service says about its duties: those of the customer's side first.
    pub told: Vec<Told<'m>>,
    /// What it is built of.
    pub built_of: Vec<&'m str>,
    /// The file of its checklist, where one is printed.
    pub checklist: Option<String>,
}

/// Something to do.
#[derive(Debug, Clone)]
pub struct Task<'m> {
    /// What.
    pub title: &'m str,
    /// How much it matters.
    pub priority: Priority,
    /// How often it is done.
    pub cadence: Cadence,
}

/// What a service says about a duty.
#[derive(Debug, Clone)]
pub struct Told<'m> {
    /// The duty.
    pub duty: &'m str,
    /// Who holds it.
    pub holder: Mark,
    /// What the service says.
    pub says: &'m Doc,
}

/// The page of a service; `stems` are those of the checklists that are printed.
pub(super) fn summary<'m>(model: &'m Model, config: &Config, stems: &BTreeSet<String>, id: Id<Service>) -> Summary<'m> {
    let service = &model.services[id];
    let places: Vec<Id<Place>> = std::iter::once(service.place).chain(service.variants.iter().copied()).collect();
    let here = [Reached::itself(service.place)];
    let (own, all) = (model.items(&here), model.items(&model.composition(service.place)));
    let tasks = tasks(model, &own, &all);
    let layers: Vec<_> = layers(model, &places)
        .into_iter()
        .map(|layer| (layer_name(model, layer), places.iter().map(|&place| class(model, place, layer)).collect()))
        .collect();
    let told = told(model, service.place);
    let words = layers
        .iter()
        .flat_map(|(layer, marks): &(LayerName<'_>, Vec<Mark>)| std::iter::once(layer.name).chain(marks.iter().map(|mark| mark.word.as_str())));
    let plain: Vec<String> = std::iter::once(service.summary.plain()).chain(told.iter().map(|told| told.says.plain())).collect();
    let about = About {
        path: address::summary(model, id),
        title: service.name.clone(),
        about: format!("{} on one page: who holds each layer, and what comes first.", service.name),
        hash: hash(words.chain(tasks.iter().map(|task| task.title)).chain(plain.iter().map(String::as_str))),
        page: address::service(model, id),
        links: links::of_docs(model, told.iter().map(|told| told.says).chain([&service.summary])),
        ..dated(config, service.meta.span)
    };
    let count = |side| own_duties(model, service.place, side);
    Summary {
        about,
        full_name: service.full_name.as_deref().filter(|name| *name != service.name),
        category: &model.categories[service.category].name,
        lifecycle: lifecycle(model, service),
        summary: &service.summary,
        places: places
            .iter()
            .map(|&place| (model.places[place].name.as_str(), model.service_models[model.places[place].model].short.as_str()))
            .collect(),
        layers,
        duties: (count(Side::Customer), count(Side::Provider)),
        own: own.iter().filter(|item| item.place.is_some() && model.item_has_side(item, Side::Customer)).count(),
        inherited: all.iter().filter(|item| !model.item_has_side(item, Side::Customer)).count(),
        tasks,
        told,
        built_of: model.places[service.place].closure.iter().map(|reached| model.places[reached.place].name.as_str()).collect(),
        checklist: Some(model.place_stem(service.place)).filter(|stem| stems.contains(stem)).map(|stem| format!("checklists/{stem}.pdf")),
    }
}

fn own_duties(model: &Model, place: Id<Place>, side: Side) -> usize {
    let of_side = |holder: Holder| matches!(holder, Holder::Party(party) if model.parties[party].side == side);
    model.places[place].cells.iter().filter(|cell| of_side(cell.holder)).count()
}

/// The items of the customer's side, those of the service alone first, each part by priority.
fn tasks<'m>(model: &'m Model, own: &[Item], all: &[Item]) -> Vec<Task<'m>> {
    let ours = |items: &[Item]| -> Vec<Id<crate::model::Control>> {
        let mut controls: Vec<_> = items.iter().filter(|item| model.item_has_side(item, Side::Customer)).map(|item| item.control).collect();
        controls.sort_by_key(|&control| (model.controls[control].priority, control));
        controls
    };
    let here: Vec<Item> = own.iter().filter(|item| item.place.is_some()).cloned().collect();
    let mut controls = ours(&here);
    for control in ours(all) {
        if !controls.contains(&control) {
            controls.push(control);
        }
    }
    let task = |id: Id<crate::model::Control>| {
        let control = &model.controls[id];
        Task { title: &control.title, priority: control.priority, cadence: control.cadence }
    };
    controls.into_iter().map(task).collect()
}

/// What the service itself says about its duties.
fn told(model: &Model, place: Id<Place>) -> Vec<Told<'_>> {
    let duties = model.duties.ids().filter_map(|duty| {
        let cell = &model.places[place].cells[duty.index()];
        let says = cell.says.as_ref()?;
        Some(Told { duty: &model.duties[duty].says, holder: holder(model, cell.holder), says: &says.text })
    });
    let (ours, theirs): (Vec<_>, Vec<_>) = duties.partition(|told| told.holder.kind == "customer");
    ours.into_iter().chain(theirs).collect()
}

fn lifecycle(model: &Model, service: &Service) -> Option<String> {
    let lifecycle = &service.lifecycle;
    if lifecycle.phase == Phase::Active {
        return None;
    }
    let since = lifecycle.on.map(|day| format!(" since {day}")).unwrap_or_default();
    let instead = lifecycle.successor.map(|id| format!("; use {} instead", model.services[id].name)).unwrap_or_default();
    Some(format!("{}{since}{instead}", lifecycle.phase.word().replace('-', " ")))
}
