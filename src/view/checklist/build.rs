//! A selection into a checklist: which items, in which groups, under which title.

use crate::config::Config;
use crate::markdown::Doc;
use crate::model::{Covered, Grouping, Id, Item, Model, Place, Reached, Selection, Side};
use crate::view::checklist::gather::{Gathered, gather};
use crate::view::checklist::group::{Grouped, along};
use crate::view::checklist::head::{Head, side};
use crate::view::checklist::lines::Scene;
use crate::view::checklist::{Checklist, Group, Line, PlaceLine, links};

static NO_WORDS: Doc = Doc::EMPTY;

/// Who signs a checklist that names nobody.
const SIGN_OFF: [&str; 3] = ["Prepared by", "Reviewed by", "Approved by"];

/// The checklist of a selection. Items are in the order of the controls, then of the places.
///
/// The main groups hold what the customer's side has a part in, and `inherited` what the provider's side does alone; where
/// the selection names parties or sides, the main groups hold all. What services bring along stands apart, unless the
/// selection says how to group.
pub fn checklist<'m>(model: &'m Model, config: &Config, selection: &Selection) -> Checklist<'m> {
    let covered = model.covered(selection);
    let head = Head::of(model, selection, &covered);
    let side = side(model, selection);
    let workload = covered.workload.map(|id| &model.workloads[id]);
    let scene = Scene { model, start: if let [start] = covered.starts[..] { Some(start) } else { None }, workload };
    let asked = asked_group(model, selection);
    let grouped = Grouped { scene: &scene, selection, by: asked.unwrap_or(Grouping::Domain), words: side.unwrap_or(Side::Customer) };
    let (main, inherited) = items(model, selection, &covered, grouped.by);
    let (own, brought) = if asked.is_none() { apart(main, &covered.starts) } else { (main, Vec::new()) };
    let (groups, along) = (grouped.groups(own), along(&scene, brought, grouped.words));
    let inherited =
        Grouped { words: Side::Provider, by: if grouped.by == Grouping::Team { Grouping::Domain } else { grouped.by }, ..grouped }.groups(inherited);
    let named = selection.named.map(|id| &model.checklists[id]);
    let introduction = named.map_or(&NO_WORDS, |named| &named.introduction);
    let lines = || groups.iter().chain(&along).chain(&inherited).flat_map(|group: &Group| &group.items);
    let roles = named.map(|named| named.sign_off.as_slice()).filter(|roles| !roles.is_empty());
    Checklist {
        links: links::links(model, introduction, lines()),
        stem: model.checklist_stem(selection),
        selector: model.selector(selection),
        span: head.span.or_else(|| lines().next().map(|line: &Line| line.span)).unwrap_or_default(),
        title: head.title,
        about: head.about,
        audience: named.and_then(|named| named.audience.as_deref()),
        introduction,
        grouping: grouped.by,
        workload: workload.map(|workload| workload.meta.id.as_str()),
        sign_off: roles.map_or_else(|| SIGN_OFF.to_vec(), |roles| roles.iter().map(String::as_str).collect()),
        places: if covered.everywhere { Vec::new() } else { places(&scene, &covered.places) },
        date: config.today.to_string(),
        revision: config.revision.clone(),
        page: head.page,
        groups,
        along,
        inherited,
    }
}

/// How many items with a box the checklist of a selection has.
pub fn count(model: &Model, selection: &Selection) -> usize {
    let by = asked_group(model, selection).unwrap_or(Grouping::Domain);
    items(model, selection, &model.covered(selection), by).0.len()
}

/// What a selection says about groups: itself, else its named checklist.
fn asked_group(model: &Model, selection: &Selection) -> Option<Grouping> {
    selection.group.or_else(|| model.checklists[selection.named?].selection.group)
}

/// The items of a selection: those for the main groups, and those of the provider's side alone.
fn items(model: &Model, selection: &Selection, covered: &Covered, by: Grouping) -> (Vec<Gathered>, Vec<Gathered>) {
    let all = side(model, selection).is_some();
    let (main, inherited) = model.chosen(selection, covered).into_iter().partition(|item| all || model.item_has_side(item, Side::Customer));
    match covered.everywhere && by != Grouping::Service {
        true => (gather(model, main), gather(model, inherited)),
        false => (one_by_one(main), one_by_one(inherited)),
    }
}

fn one_by_one(items: Vec<Item>) -> Vec<Gathered> {
    items.into_iter().map(|item| Gathered { key: item.place, item }).collect()
}

/// The items of the services that were named, and those that come along with them; where there are only those, they are the first.
fn apart(items: Vec<Gathered>, starts: &[Id<Place>]) -> (Vec<Gathered>, Vec<Gathered>) {
    let own = |gathered: &Gathered| starts.is_empty() || gathered.item.place.is_some_and(|place| starts.contains(&place));
    let (own, brought): (Vec<_>, Vec<_>) = items.into_iter().partition(own);
    if own.is_empty() { (brought, own) } else { (own, brought) }
}

fn places<'m>(scene: &Scene<'m>, places: &[Reached]) -> Vec<PlaceLine<'m>> {
    let call = |reached: &Reached| crate::model::CalledBy { place: reached.place, paths: reached.paths.clone() };
    places.iter().map(|reached| scene.place(&call(reached))).collect()
}
