//! Services against layers.

use serde::Serialize;

use crate::model::{Id, Layer, LayerKind, Place};
use crate::view::address;
use crate::view::site::book::Book;
use crate::view::site::parts::{Chip, Link};

/// Places as rows, layers as columns, and what each layer adds up to there.
#[derive(Debug, Clone, Serialize)]
pub struct Matrix {
    /// What it shows.
    pub title: String,
    /// The layers.
    pub columns: Vec<MatrixColumn>,
    /// The places.
    pub rows: Vec<MatrixRow>,
}

/// A layer as a column.
#[derive(Debug, Clone, Serialize)]
pub struct MatrixColumn {
    /// Its name, and its explanation.
    pub link: Link,
    /// Whether the concerns begin here.
    pub first_concern: bool,
}

/// A place as a row.
#[derive(Debug, Clone, Serialize)]
pub struct MatrixRow {
    /// Its name and page.
    pub link: Link,
    /// Whether it is a variant of the service above it.
    pub variant: bool,
    /// What the layers add up to, from left to right; neighbours that are alike are one cell.
    pub cells: Vec<MatrixCell>,
}

/// Neighbouring layers of a place that add up to the same.
#[derive(Debug, Clone, Serialize)]
pub struct MatrixCell {
    /// What they add up to.
    pub class: Chip,
    /// How many layers they are.
    pub span: usize,
}

/// The matrix of some places; a layer that exists nowhere among them is left out.
pub fn matrix(book: &Book, title: impl Into<String>, places: &[Id<Place>]) -> Matrix {
    let model = book.model;
    let some = |layer| places.iter().any(|&place| model.layer_class(place, layer) != crate::model::LayerClass::NotApplicable);
    let layers: Vec<_> = model.layers.ids().filter(|&layer| some(layer)).collect();
    let mut concern_seen = false;
    let columns = layers.iter().map(|&id| {
        let layer = &model.layers[id];
        let first_concern = layer.kind == LayerKind::Concern && !std::mem::replace(&mut concern_seen, layer.kind == LayerKind::Concern);
        MatrixColumn { link: Link::new(&layer.name, format!("model.html#layer-{}", layer.meta.id)), first_concern }
    });
    let columns = columns.collect();
    let below_service =
        |at: usize| at > 0 && model.places[places[at]].variant.is_some() && model.places[places[at - 1]].service == model.places[places[at]].service;
    let rows = places.iter().enumerate().map(|(at, &place)| MatrixRow {
        link: Link::new(&model.places[place].name, address::place(model, place)),
        variant: below_service(at),
        cells: cells(book, place, &layers),
    });
    Matrix { title: title.into(), columns, rows: rows.collect() }
}

fn cells(book: &Book, place: Id<Place>, layers: &[Id<Layer>]) -> Vec<MatrixCell> {
    let model = book.model;
    let key = |layer: Id<Layer>| (model.layers[layer].kind, model.layer_class(place, layer));
    let alike = layers.chunk_by(|&a, &b| key(a) == key(b));
    let provider = book.provider_of(place);
    alike.map(|run| MatrixCell { class: book.layer_class(model.layer_class(place, run[0]), provider), span: run.len() }).collect()
}
