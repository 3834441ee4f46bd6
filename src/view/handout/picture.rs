//! Pictures of the model for slides: what a live block of prose asks for, as little of it as one can see at a glance.

use crate::config::Config;
use crate::markdown::{Block, Doc};
use crate::model::{Holder, Id, Layer, Model, Place, Side};
use crate::view::checklist;
use crate::view::handout::{LayerName, Mark, class, holder, layer_name, layers};

/// Something to look at.
#[derive(Debug, Clone)]
pub enum Picture<'m> {
    /// The layers of a place, each split by holder.
    Stack(Vec<StackRow<'m>>),
    /// Places side by side, layer by layer.
    Grid(Grid<'m>),
    /// What changes hands between two places: their names, the duties with both holders, and how many there are more.
    Moves([&'m str; 2], Vec<(&'m str, Mark, Mark)>, usize),
    /// What is to be done, and how many there are more.
    Items(Vec<&'m str>, usize),
    /// A table or a list of the lesson.
    Prose(Doc),
}

/// A layer of a place.
#[derive(Debug, Clone)]
pub struct StackRow<'m> {
    /// The layer.
    pub layer: LayerName<'m>,
    /// What it adds up to.
    pub class: Mark,
    /// Kinds of [`Mark`], each with how many duties are held so; the provider's first.
    pub shares: Vec<(&'static str, usize)>,
}

/// Places side by side.
#[derive(Debug, Clone)]
pub struct Grid<'m> {
    /// Their names.
    pub places: Vec<&'m str>,
    /// Each layer with what it adds up to in every place.
    pub rows: Vec<(LayerName<'m>, Vec<Mark>)>,
}

/// How many duties and items a slide shows.
const MOVES: usize = 7;
const ITEMS: usize = 8;

/// What a piece of prose shows.
pub(super) fn picture<'m>(model: &'m Model, config: &Config, doc: &Doc) -> Option<Picture<'m>> {
    let [Block::Live(line)] = doc.blocks.as_slice() else { return Some(Picture::Prose(doc.clone())) };
    let (kind, rest) = line.value.trim().split_once(char::is_whitespace)?;
    let find = |id: &str| model.places.find(id);
    match kind {
        "stack" => Some(Picture::Stack(stack(model, rest.split_whitespace().find_map(|word| find(word.strip_prefix("service=")?))?))),
        "matrix" => {
            let names = rest.split_once('[')?.1.split_once(']')?.0;
            let places: Vec<Id<Place>> = names.split([',', ' ']).filter_map(|name| find(name.trim())).collect();
            Some(Picture::Grid(grid(model, &places)))
        }
        "checklist" => Some(items(model, config, rest)?),
        "compare" => {
            let [a, b] = rest.split_whitespace().collect::<Vec<_>>()[..] else { return None };
            Some(moves(model, (find(a)?, find(b)?)))
        }
        _ => None,
    }
}

/// The layers of a place, as far as it has them.
pub(super) fn stack(model: &Model, place: Id<Place>) -> Vec<StackRow<'_>> {
    let row = |layer: Id<Layer>| StackRow { layer: layer_name(model, layer), class: class(model, place, layer), shares: shares(model, place, layer) };
    layers(model, &[place]).into_iter().map(row).collect()
}

fn shares(model: &Model, place: Id<Place>, layer: Id<Layer>) -> Vec<(&'static str, usize)> {
    let kind = |held: Holder| holder(model, held).kind;
    let kinds: Vec<&str> = model.layers[layer].duties.iter().map(|&duty| kind(model.holder(place, duty))).collect();
    let count = |wanted: &'static str| (wanted, kinds.iter().filter(|kind| **kind == wanted).count());
    ["provider", "customer", "open", "none"].map(count).into_iter().filter(|(_, count)| *count > 0).collect()
}

/// Places against layers.
pub(super) fn grid<'m>(model: &'m Model, places: &[Id<Place>]) -> Grid<'m> {
    let row = |layer: Id<Layer>| (layer_name(model, layer), places.iter().map(|&place| class(model, place, layer)).collect());
    Grid {
        places: places.iter().map(|&place| model.places[place].name.as_str()).collect(),
        rows: layers(model, places).into_iter().map(row).collect(),
    }
}

/// What is to be done, each thing once; what comes along has a list of its own elsewhere.
fn items<'m>(model: &'m Model, config: &Config, selection: &str) -> Option<Picture<'m>> {
    let list = checklist::checklist(model, config, &checklist::select(model, selection).ok()?);
    let mut lines: Vec<(crate::vocabulary::Priority, &str)> =
        list.groups.iter().flat_map(|group| &group.items).map(|line| (line.priority, line.title)).collect();
    lines.sort();
    lines.dedup();
    let more = lines.len().saturating_sub(ITEMS);
    Some(Picture::Items(lines.into_iter().take(ITEMS).map(|(_, title)| title).collect(), more))
}

/// Of what changes hands, that between the two sides first.
fn moves(model: &Model, (from, to): (Id<Place>, Id<Place>)) -> Picture<'_> {
    let side = |place, duty, side| model.held_by_side(place, duty, side);
    let between = |duty| {
        side(from, duty, Side::Customer) && side(to, duty, Side::Provider) || side(from, duty, Side::Provider) && side(to, duty, Side::Customer)
    };
    let mut moved: Vec<_> = model.duties.ids().filter(|&duty| model.holder(from, duty) != model.holder(to, duty)).collect();
    moved.sort_by_key(|&duty| !between(duty));
    let more = moved.len().saturating_sub(MOVES);
    let row = |duty| {
        let mark = |place| holder(model, model.holder(place, duty));
        (model.duties[duty].says.as_str(), mark(from), mark(to))
    };
    Picture::Moves([from, to].map(|place| model.places[place].name.as_str()), moved.into_iter().take(MOVES).map(row).collect(), more)
}
