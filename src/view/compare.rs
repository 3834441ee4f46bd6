//! Two services or variants side by side: what changes hands, then what stays.

use serde::Serialize;

use crate::model::{Duty, Id, Model, Place};
use crate::view::place::{Named, Unknown, find_place, holder};

/// Every duty on two places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// The first place.
    pub from: Named,
    /// The second place.
    pub to: Named,
    /// The day that holders are resolved for.
    pub as_of: String,
    /// The duties whose holder differs, in the order of the layers.
    pub moves: Vec<Move>,
    /// The duties that stay where they are.
    pub stays: Vec<Move>,
}

/// One duty on both places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Move {
    /// The layer.
    pub layer: Named,
    /// The duty: its id and its sentence.
    pub duty: Named,
    /// Who holds it on the first place.
    pub from: Named,
    /// Who holds it on the second place.
    pub to: Named,
}

/// What changes hands between the places with these ids.
pub fn compare(model: &Model, from: &str, to: &str) -> Result<Comparison, Unknown> {
    let (from, to) = (find_place(model, from)?, find_place(model, to)?);
    let duties = model.duties.ids().map(|duty| (model.holder(from, duty) != model.holder(to, duty), duty));
    let (moves, stays): (Vec<_>, Vec<_>) = duties.partition(|(moves, _)| *moves);
    let row = |(_, duty)| Move {
        layer: layer(model, duty),
        duty: Named::new(&model.duties[duty].meta.id, &model.duties[duty].says),
        from: holder(model, model.holder(from, duty)),
        to: holder(model, model.holder(to, duty)),
    };
    Ok(Comparison {
        from: place(model, from),
        to: place(model, to),
        as_of: model.as_of.to_string(),
        moves: moves.into_iter().map(row).collect(),
        stays: stays.into_iter().map(row).collect(),
    })
}

fn place(model: &Model, id: Id<Place>) -> Named {
    Named::new(&model.places[id].meta.id, &model.places[id].name)
}

fn layer(model: &Model, duty: Id<Duty>) -> Named {
    let layer = &model.layers[model.duties[duty].layer];
    Named::new(&layer.meta.id, &layer.name)
}
