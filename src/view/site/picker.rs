//! What the index of comparisons needs to compare any places: who holds what, a letter a duty.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::{Holder, Id, Place};
use crate::view::address;
use crate::view::site::book::Book;
use crate::view::site::parts::{Chip, Link};

/// Places to pick from, and the duties to compare them by.
#[derive(Debug, Clone, Serialize)]
pub struct Picker {
    /// Every holder there is; the first has the letter `a`, the second `b`.
    pub holders: Vec<Chip>,
    /// Services and variants.
    pub places: Vec<PickerPlace>,
    /// Layers with their duties, in the order of the letters.
    pub layers: Vec<PickerLayer>,
}

/// A place to pick.
#[derive(Debug, Clone, Serialize)]
pub struct PickerPlace {
    /// Its id.
    pub id: String,
    /// Its name and page.
    pub link: Link,
    /// Who holds each duty: a letter a duty.
    pub cells: String,
    /// The places that there is a page with, named after this one first: their positions in the list, with spaces between them.
    pub pages: String,
}

/// A layer of the comparison.
#[derive(Debug, Clone, Serialize)]
pub struct PickerLayer {
    /// Its name.
    pub name: String,
    /// Its duties: the anchor on the page of a service, and the sentence.
    pub duties: Vec<Link>,
}

/// The picker of a book.
pub fn picker(book: &Book) -> Picker {
    let model = book.model;
    let mut holders: Vec<Holder> = Vec::new();
    let services = model.services.rows().iter();
    let places: Vec<Id<Place>> = services.flat_map(|service| std::iter::once(service.place).chain(service.variants.iter().copied())).collect();
    let position: BTreeMap<Id<Place>, usize> = places.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    let mut pages: BTreeMap<Id<Place>, Vec<String>> = BTreeMap::new();
    for (a, b) in &book.facts.pairs {
        pages.entry(*a).or_default().push(position[b].to_string());
    }
    let place = |id: &Id<Place>| place(book, *id, pages.get(id).map_or(&[][..], Vec::as_slice), &mut holders);
    let places = places.iter().map(place).collect();
    let layer = |layer: &crate::model::Layer| PickerLayer {
        name: layer.name.clone(),
        duties: layer.duties.iter().map(|&id| Link::new(&model.duties[id].says, format!("#duty-{}", model.duties[id].meta.id))).collect(),
    };
    let layers = model.layers.rows().iter().map(layer).collect();
    Picker { holders: holders.into_iter().map(|holder| book.holder(holder)).collect(), places, layers }
}

fn place(book: &Book, id: Id<Place>, pages: &[String], holders: &mut Vec<Holder>) -> PickerPlace {
    let model = book.model;
    let duties = model.layers.rows().iter().flat_map(|layer| &layer.duties);
    let letter = |&duty: &Id<crate::model::Duty>| {
        let holder = model.holder(id, duty);
        let at = holders.iter().position(|known| *known == holder).unwrap_or_else(|| {
            holders.push(holder);
            holders.len() - 1
        });
        // There are as many holders as parties, and two more: letters do not run out before readers do.
        char::from_u32(u32::from('a') + u32::try_from(at).unwrap_or_default()).unwrap_or('a')
    };
    let place = &model.places[id];
    PickerPlace {
        id: place.meta.id.clone(),
        link: Link::new(&place.name, address::place(model, id)),
        cells: duties.map(letter).collect(),
        pages: pages.join(" "),
    }
}
