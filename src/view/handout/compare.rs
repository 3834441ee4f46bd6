//! Two places side by side: what changes hands, with what each says about it, then what stays.

use crate::config::Config;
use crate::markdown::Doc;
use crate::model::{Duty, Id, Model, Place};
use crate::view::address;
use crate::view::checklist::links;
use crate::view::handout::{About, Mark, dated, hash, holder};

/// Two places compared.
#[derive(Debug, Clone)]
pub struct Comparison<'m> {
    /// What it tells about itself.
    pub about: About,
    /// Name and service model of the first.
    pub from: (&'m str, &'m str),
    /// Name and service model of the second.
    pub to: (&'m str, &'m str),
    /// Duties that another party holds in the second.
    pub moved: Vec<Moved<'m>>,
    /// Duties with the same holder in both.
    pub same: Vec<Moved<'m>>,
}

/// A duty in both.
#[derive(Debug, Clone)]
pub struct Moved<'m> {
    /// Its layer.
    pub layer: &'m str,
    /// The duty.
    pub says: &'m str,
    /// Who holds it in the first.
    pub from: Mark,
    /// Who holds it in the second.
    pub to: Mark,
    /// What the first says about it.
    pub from_says: Option<&'m Doc>,
    /// What the second says about it.
    pub to_says: Option<&'m Doc>,
}

/// Compares two places.
pub(super) fn compare<'m>(model: &'m Model, config: &Config, (from, to): (Id<Place>, Id<Place>)) -> Comparison<'m> {
    let (moved, same): (Vec<_>, Vec<_>) = model.duties.ids().partition(|&duty| model.holder(from, duty) != model.holder(to, duty));
    let rows = |duties: Vec<Id<Duty>>| duties.into_iter().map(|duty| row(model, duty, (from, to))).collect::<Vec<_>>();
    let (moved, same) = (rows(moved), rows(same));
    let name = |place: Id<Place>| model.places[place].name.as_str();
    let page = address::compare(model, from, to);
    let words = moved.iter().chain(&same).flat_map(|row| [row.says, &row.from.word, &row.to.word]);
    let about = About {
        path: page.replace(".html", ".pdf"),
        title: format!("{} and {}", name(from), name(to)),
        about: format!("Which duties change hands between {} and {}, and which stay.", name(from), name(to)),
        hash: hash([name(from), name(to)].into_iter().chain(words)),
        page,
        links: links::of_docs(model, moved.iter().flat_map(|row| row.from_says.into_iter().chain(row.to_says))),
        ..dated(config, model.places[from].meta.span)
    };
    let named = |place: Id<Place>| (name(place), model.service_models[model.places[place].model].short.as_str());
    Comparison { about, from: named(from), to: named(to), moved, same }
}

fn row(model: &Model, id: Id<Duty>, (from, to): (Id<Place>, Id<Place>)) -> Moved<'_> {
    let duty = &model.duties[id];
    let says = |place: Id<Place>| model.places[place].cells[id.index()].says.as_ref().map(|says| &says.text);
    Moved {
        layer: &model.layers[duty.layer].name,
        says: &duty.says,
        from: holder(model, model.holder(from, id)),
        to: holder(model, model.holder(to, id)),
        from_says: says(from),
        to_says: says(to),
    }
}
