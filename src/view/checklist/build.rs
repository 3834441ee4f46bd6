//! A selection into a checklist: which items, in which groups, under which title.

use crate::config::Config;
use crate::model::{Domain, Framework, Id, Item, Model, Party, Place, Reached, Side, Workload};
use crate::view::address;
use crate::view::checklist::gather::{Gathered, everywhere, gather};
use crate::view::checklist::lines::Scene;
use crate::view::checklist::{Checklist, Group, Line, PlaceLine, Selection, links, words};

/// The checklist of a selection. Items are in the order of the controls, groups in that of the domains.
///
/// The main groups hold what the customer's side has a part in, and `inherited` what the provider's side does alone; the
/// checklist of a party holds what that party is accountable for.
pub fn checklist<'m>(model: &'m Model, config: &Config, selection: Selection) -> Checklist<'m> {
    let head = Head::of(model, selection);
    let scene = Scene {
        model,
        start: if let Selection::Place(place) = selection { Some(place) } else { None },
        workload: if let Selection::Workload(workload) = selection { Some(&model.workloads[workload]) } else { None },
    };
    let (main, inherited) = items(model, selection, &head.places);
    let side = head.side;
    let (main, along) = main.into_iter().partition(|gathered| scene.start.is_none() || gathered.item.place == scene.start);
    let groups = groups(&scene, main, side);
    let along = self::along(&scene, along, side);
    let inherited = self::groups(&scene, inherited, Side::Provider);
    let lines = groups.iter().chain(&along).chain(&inherited).flat_map(|group: &Group| &group.items);
    Checklist {
        links: links::links(model, lines),
        stem: head.stem,
        selector: head.selector,
        title: head.title,
        about: head.about,
        places: if head.everywhere { Vec::new() } else { places(&scene, &head.places) },
        date: config.today.to_string(),
        revision: config.revision.clone(),
        page: head.page,
        span: head.span,
        groups,
        along,
        inherited,
    }
}

/// What a selection is called, and which places it covers.
struct Head {
    stem: String,
    selector: String,
    title: String,
    about: String,
    page: String,
    span: crate::source::Span,
    places: Vec<Reached>,
    everywhere: bool,
    side: Side,
}

impl Head {
    fn of(model: &Model, selection: Selection) -> Self {
        match selection {
            Selection::Place(id) => Self::place(model, id),
            Selection::Workload(id) => Self::workload(model, id),
            Selection::Party(id) => Self::party(model, id),
            Selection::Framework(id) => Self::framework(model, id),
            Selection::Domain(id) => Self::domain(model, id),
        }
    }

    fn place(model: &Model, id: Id<Place>) -> Self {
        let place = &model.places[id];
        let places = model.composition(id);
        let parts = match places.len() - 1 {
            0 => String::new(),
            1 => ", and for the service that it is built of".to_owned(),
            parts => format!(", and for the {parts} services that it is built of"),
        };
        Self {
            stem: address::checklist_stem(model, id),
            selector: place.meta.id.clone(),
            title: place.name.clone(),
            about: format!("What the customer's side does, verifies and proves for {}{parts}.", place.name),
            page: format!("services/{}.html", model.services[place.service].meta.id),
            span: place.meta.span,
            places,
            everywhere: false,
            side: Side::Customer,
        }
    }

    fn workload(model: &Model, id: Id<Workload>) -> Self {
        let workload = &model.workloads[id];
        let parts = match workload.services.len() {
            1 => "its service and what that is".to_owned(),
            parts => format!("its {parts} services and what they are"),
        };
        Self {
            stem: format!("workload-{}", workload.meta.id),
            selector: format!("workload:{}", workload.meta.id),
            title: workload.name.clone(),
            about: format!("What the customer's side does, verifies and proves for the workload {}: {parts} built of.", workload.name),
            page: format!("workloads/{}.html", workload.meta.id),
            span: workload.meta.span,
            places: workload.places.clone(),
            everywhere: false,
            side: Side::Customer,
        }
    }

    fn party(model: &Model, id: Id<Party>) -> Self {
        let party = &model.parties[id];
        let about = format!("All that {} is accountable for, over every service.", party.name);
        let title = format!("Duties of {}", party.name);
        Self { side: party.side, ..Self::wide(model, ("party", &party.meta.id), title, about, "model.html".to_owned(), party.meta.span) }
    }

    fn framework(model: &Model, id: Id<Framework>) -> Self {
        let framework = &model.frameworks[id];
        let about = format!("Every control that helps to satisfy {}, over every service.", framework.name);
        let page = format!("frameworks/{}.html", framework.meta.id);
        Self::wide(model, ("framework", &framework.meta.id), framework.name.clone(), about, page, framework.meta.span)
    }

    fn domain(model: &Model, id: Id<Domain>) -> Self {
        let domain = &model.domains[id];
        let about = format!("Every control of the domain {}, over every service.", domain.name);
        let page = "controls/index.html".to_owned();
        Self::wide(model, ("domain", &domain.meta.id), domain.name.clone(), about, page, domain.meta.span)
    }

    /// What covers every service there is.
    fn wide(model: &Model, (kind, id): (&str, &str), title: String, about: String, page: String, span: crate::source::Span) -> Self {
        Self {
            stem: format!("{kind}-{id}"),
            selector: format!("{kind}:{id}"),
            title,
            about,
            page,
            span,
            places: everywhere(model),
            everywhere: true,
            side: Side::Customer,
        }
    }
}

/// The items of a selection: those for the main groups, and those of the provider's side alone.
fn items(model: &Model, selection: Selection, places: &[Reached]) -> (Vec<Gathered>, Vec<Gathered>) {
    let serves = |item: &Item, wanted| model.controls[item.control].satisfies.iter().any(|mapping| mapping.framework == wanted);
    let mut items = model.items(places);
    match selection {
        Selection::Place(_) | Selection::Workload(_) => {}
        Selection::Party(party) => items.retain(|item| item.holders.iter().any(|holder| holder.party == party)),
        Selection::Framework(framework) => items.retain(|item| serves(item, framework)),
        Selection::Domain(domain) => items.retain(|item| model.controls[item.control].domain == domain),
    }
    let of_party = matches!(selection, Selection::Party(_));
    let (main, inherited) = items.into_iter().partition(|item| of_party || model.item_has_side(item, Side::Customer));
    match selection {
        Selection::Place(_) | Selection::Workload(_) => (one_by_one(main), one_by_one(inherited)),
        Selection::Party(_) | Selection::Framework(_) | Selection::Domain(_) => (gather(model, main), gather(model, inherited)),
    }
}

fn one_by_one(items: Vec<Item>) -> Vec<Gathered> {
    items.into_iter().map(|item| Gathered { key: item.place, item }).collect()
}

/// Lines by domain. Controls are sorted by domain, so a group is a run of items.
fn groups<'m>(scene: &Scene<'m>, items: Vec<Gathered>, side: Side) -> Vec<Group<'m>> {
    let model = scene.model;
    let domain_of = |gathered: &Gathered| model.controls[gathered.item.control].domain;
    let group = |run: &[Gathered]| {
        let domain = &model.domains[domain_of(&run[0])];
        Group { id: &domain.meta.id, title: &domain.name, items: run.iter().map(|gathered| scene.line(gathered, side)).collect::<Vec<Line>>() }
    };
    items.chunk_by(|one, next| domain_of(one) == domain_of(next)).map(group).collect()
}

/// What comes along with a place: a group for each service it is built of, in their order, then one for each wider scope.
fn along<'m>(scene: &Scene<'m>, items: Vec<Gathered>, side: Side) -> Vec<Group<'m>> {
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
            None => groups.push(Group { id, title, items: vec![line] }),
        }
    }
    groups
}

fn places<'m>(scene: &Scene<'m>, places: &[Reached]) -> Vec<PlaceLine<'m>> {
    let call = |reached: &Reached| crate::model::CalledBy { place: reached.place, paths: reached.paths.clone() };
    places.iter().map(|reached| scene.place(&call(reached))).collect()
}
