//! Services against layers: what the duties of each layer add up to.

use crate::model::{Id, Layer, LayerClass, Model, Place, Side};
use crate::view::workbook::facts::customer;
use crate::view::workbook::{Cell, Column, Look, Table, Tone};

const SHARED: &str = "Shared";
const NONE: &str = "n/a";

/// The matrix of some places; a layer that exists nowhere among them is left out.
pub(super) fn table(model: &Model, places: &[Id<Place>]) -> Table {
    let there = |layer: &Id<Layer>| places.iter().any(|&place| model.layer_class(place, *layer) != LayerClass::NotApplicable);
    let layers: Vec<Id<Layer>> = model.layers.ids().filter(there).collect();
    let customer = customer(model);
    let providers = model.parties.rows().iter().filter(|party| party.side == Side::Provider).map(|party| (party.name.clone(), Tone::Provider));
    let ours = [(customer.to_owned(), Tone::Customer), (SHARED.to_owned(), Tone::Shared), (NONE.to_owned(), Tone::Aside)];
    let tones: Vec<(String, Tone)> = providers.chain(ours).collect();
    let column = |&layer: &Id<Layer>| Column::new(model.layers[layer].name.clone(), 9, Look::Upright).tones(tones.clone());
    let first = [Column::new("Service", 24, Look::Wrapped), Column::new("Variant", 20, Look::Wrapped), Column::new("Model", 9, Look::Centred)];
    let row = |&id: &Id<Place>| {
        let place = &model.places[id];
        let service = &model.services[place.service];
        let provider = &model.parties[service.provider].name;
        let word = |&layer: &Id<Layer>| match model.layer_class(id, layer) {
            LayerClass::Inherited => provider.as_str(),
            LayerClass::Shared => SHARED,
            LayerClass::Customer => customer,
            LayerClass::NotApplicable => NONE,
        };
        let variant = if place.variant.is_some() { place.name.as_str() } else { "" };
        let head = [service.name.as_str(), variant, model.service_models[place.model].short.as_str()];
        head.into_iter().chain(layers.iter().map(word)).map(Cell::text).collect()
    };
    Table::new(first.into_iter().chain(layers.iter().map(column)).collect(), places.iter().map(row).collect(), 3)
}
