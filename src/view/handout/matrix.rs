//! Who holds each layer of each service.

use crate::config::Config;
use crate::model::{Id, Model, Place, Workload};
use crate::view::address;
use crate::view::handout::{About, LayerName, Mark, class, dated, hash, layer_name, layers, side_name};

/// Services against layers.
#[derive(Debug, Clone)]
pub struct Matrix<'m> {
    /// What it tells about itself.
    pub about: About,
    /// The layers, from left to right.
    pub columns: Vec<LayerName<'m>>,
    /// The services, by category; a workload's in one group.
    pub groups: Vec<MatrixGroup<'m>>,
    /// How the sides are called.
    pub legend: Vec<Mark>,
}

/// Services of a category.
#[derive(Debug, Clone)]
pub struct MatrixGroup<'m> {
    /// Its name; empty where there is only one.
    pub title: &'m str,
    /// Its services and their variants.
    pub rows: Vec<MatrixRow<'m>>,
}

/// A service or variant.
#[derive(Debug, Clone)]
pub struct MatrixRow<'m> {
    /// Its name.
    pub name: &'m str,
    /// Whether it is a variant of the service above it.
    pub variant: bool,
    /// Its service model.
    pub model: &'m str,
    /// What each layer adds up to: kinds of [`Mark`].
    pub cells: Vec<&'static str>,
}

/// The matrix of all services, of which there is at least one.
pub(super) fn of_book<'m>(model: &'m Model, config: &Config) -> Matrix<'m> {
    let places = |services: &[Id<crate::model::Service>]| -> Vec<Id<Place>> {
        services.iter().flat_map(|&id| std::iter::once(model.services[id].place).chain(model.services[id].variants.iter().copied())).collect()
    };
    let groups = model.categories.rows().iter().map(|category| (category.name.as_str(), places(&category.services)));
    let groups: Vec<(&str, Vec<Id<Place>>)> = groups.filter(|(_, places)| !places.is_empty()).collect();
    let about = About {
        path: address::MATRIX.to_owned(),
        title: "Responsibility matrix".to_owned(),
        about: "Who holds each layer of every service and variant.".to_owned(),
        page: "services/index.html#matrix".to_owned(),
        ..dated(config, model.services.rows()[0].meta.span)
    };
    matrix(model, about, &groups)
}

/// The matrix of everything that a workload is built of.
pub(super) fn of_workload<'m>(model: &'m Model, config: &Config, id: Id<Workload>) -> Matrix<'m> {
    let workload = &model.workloads[id];
    let about = About {
        path: address::workload_matrix(model, id),
        title: format!("Responsibility matrix: {}", workload.name),
        about: format!("Who holds each layer of everything that {} is built of.", workload.name),
        page: address::workload(model, id),
        ..dated(config, workload.meta.span)
    };
    matrix(model, about, &[("", workload.places.iter().map(|reached| reached.place).collect())])
}

fn matrix<'m>(model: &'m Model, mut about: About, groups: &[(&'m str, Vec<Id<Place>>)]) -> Matrix<'m> {
    let all: Vec<Id<Place>> = groups.iter().flat_map(|(_, places)| places.iter().copied()).collect();
    let layers = layers(model, &all);
    let row = |places: &[Id<Place>], at: usize| {
        let place = &model.places[places[at]];
        MatrixRow {
            name: &place.name,
            variant: place.variant.is_some() && at > 0 && model.places[places[at - 1]].service == place.service,
            model: &model.service_models[place.model].short,
            cells: layers.iter().map(|&layer| class(model, places[at], layer).kind).collect(),
        }
    };
    let groups: Vec<MatrixGroup<'_>> =
        groups.iter().map(|(title, places)| MatrixGroup { title, rows: (0..places.len()).map(|at| row(places, at)).collect() }).collect();
    let columns: Vec<LayerName<'_>> = layers.iter().map(|&layer| layer_name(model, layer)).collect();
    let rows = groups.iter().flat_map(|group| &group.rows);
    about.hash =
        hash(columns.iter().map(|column| column.name).chain(rows.flat_map(|row| [row.name, row.model].into_iter().chain(row.cells.iter().copied()))));
    let mark = |kind, word: String| Mark { kind, word };
    let legend = vec![
        mark("customer", side_name(model, crate::model::Side::Customer)),
        mark("shared", "Shared".to_owned()),
        mark("provider", side_name(model, crate::model::Side::Provider)),
        mark("none", "Does not exist there".to_owned()),
    ];
    Matrix { about, columns, groups, legend }
}
