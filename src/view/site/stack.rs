//! The stack diagram: a row a layer, split by holder; geometry only, the template draws it.

use serde::Serialize;

use crate::model::{Duty, Holder, Id, Layer, LayerClass, LayerKind, Model, Place, Role, RoleHolder, ServiceModel, Side};
use crate::view::site::book::{Book, side_kind};
use crate::view::site::parts::Chip;

/// Height of a row, in pixels.
const ROW: usize = 25;
/// Room above the rows of the concerns.
const GAP: usize = 26;
/// Room above the rows for the names of service models.
const TOP: usize = 60;

/// One place's layers, top of the stack first, then the concerns.
#[derive(Debug, Clone, Serialize)]
pub struct Stack {
    /// Unique on the page; ids of title and description are made of it.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// The same in words, for who cannot see it.
    pub summary: String,
    /// Height of the drawing, in pixels.
    pub height: usize,
    /// Where the heading of the concerns stands; `None` without concerns.
    pub concerns_at: Option<usize>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// One layer.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// The layer's name.
    pub name: String,
    /// Where its duties are told, one by one.
    pub url: String,
    /// Where the layer is explained.
    pub explained: String,
    /// Its holders and their duties, in words; empty on the page that tells them one by one.
    pub words: String,
    /// Top of the row.
    pub y: usize,
    /// Base line of its text.
    pub text_y: usize,
    /// What it adds up to.
    pub class: Chip,
    /// Whether a variant of the service has another holder for one of its duties.
    pub varies: bool,
    /// A bar for each holder, as long as its share of the duties; the provider's side first.
    pub bars: Vec<Bar>,
}

/// The duties of a row that one party holds.
#[derive(Debug, Clone, Serialize)]
pub struct Bar {
    /// Left edge, in percent.
    pub x: String,
    /// Width, in percent.
    pub width: String,
    /// `provider`, `customer`, `none` or `open`.
    pub kind: &'static str,
    /// How many duties it stands for.
    pub count: usize,
}

/// The diagram of a place; its bars lead to `page#layer-…` (an empty `page` is the page that shows it).
pub fn stack(book: &Book, place: Id<Place>, page: &str) -> Stack {
    let model = book.model;
    let mut rows = Vec::new();
    let mut y = 2;
    let mut concerns_at = None;
    for (id, layer) in model.layers.iter() {
        if layer.kind == LayerKind::Concern && concerns_at.is_none() {
            concerns_at = Some(y + 18);
            y += GAP;
        }
        rows.push(row(book, place, id, page, y));
        y += ROW;
    }
    let name = &model.places[place].name;
    Stack {
        id: format!("stack-{}", model.places[place].meta.id.replace('/', "-")),
        title: format!("Who holds each layer of {name}"),
        summary: summary(&rows),
        height: y + 2,
        concerns_at: concerns_at.filter(|at| *at > 20),
        rows,
    }
}

fn row(book: &Book, place: Id<Place>, id: Id<Layer>, page: &str, y: usize) -> Row {
    let model = book.model;
    let layer = &model.layers[id];
    let mut duties: Vec<(u8, Holder, Id<Duty>)> =
        layer.duties.iter().map(|&duty| (model.holder(place, duty), duty)).map(|(holder, duty)| (side_order(model, holder), holder, duty)).collect();
    duties.sort();
    let width = 100.0 / duties.len().max(1) as f64;
    let (mut at, mut bars, mut words) = (0, Vec::new(), Vec::new());
    for held in duties.chunk_by(|a, b| a.1 == b.1) {
        let chip = book.holder(held[0].1);
        bars.push(Bar {
            x: format!("{:.1}%", width * at as f64),
            width: format!("{:.1}%", width * held.len() as f64 - 0.4),
            kind: chip.kind,
            count: held.len(),
        });
        let says: Vec<&str> = held.iter().map(|(_, _, duty)| model.duties[*duty].says.as_str()).collect();
        words.push(format!("{}: {}", chip.word, says.join("; ")));
        at += held.len();
    }
    let class = book.layer_class(model.layer_class(place, id), book.provider_of(place));
    let url = format!("{page}#layer-{}", layer.meta.id);
    let explained = format!("model.html#layer-{}", layer.meta.id);
    Row {
        name: layer.name.clone(),
        url,
        explained,
        words: if page.is_empty() { String::new() } else { words.join(". ") },
        y,
        text_y: y + 16,
        class,
        varies: varies(model, place, layer),
        bars,
    }
}

fn varies(model: &Model, place: Id<Place>, layer: &Layer) -> bool {
    let service = &model.services[model.places[place].service];
    let moved = |&duty: &Id<Duty>| service.variants.iter().any(|&variant| model.holder(variant, duty) != model.holder(place, duty));
    service.place == place && layer.duties.iter().any(moved)
}

fn side_order(model: &Model, holder: Holder) -> u8 {
    match holder {
        Holder::Party(party) if model.parties[party].side == Side::Provider => 0,
        Holder::Party(_) => 1,
        Holder::Unassigned => 2,
        Holder::NotApplicable => 3,
    }
}

fn summary(rows: &[Row]) -> String {
    let words: Vec<String> = rows.iter().map(|row| format!("{}: {}", row.name, row.class.word)).collect();
    format!("{}.", words.join("; "))
}

/// Layers against service models: who holds what by default.
#[derive(Debug, Clone, Serialize)]
pub struct Models {
    /// What it shows.
    pub title: String,
    /// The same in words.
    pub summary: String,
    /// Height of the drawing.
    pub height: usize,
    /// Where the heading of the concerns stands; `None` where only one kind of layers is shown.
    pub concerns_at: Option<usize>,
    /// The service models.
    pub columns: Vec<Column>,
    /// The layers.
    pub rows: Vec<ModelRow>,
}

/// A service model as a column.
#[derive(Debug, Clone, Serialize)]
pub struct Column {
    /// The words of its short name, a line each.
    pub words: Vec<String>,
    /// By how many pixels the first line stands higher.
    pub lift: &'static str,
    /// Its explanation.
    pub url: String,
    /// The middle, in percent.
    pub x: String,
}

/// A layer over all service models.
#[derive(Debug, Clone, Serialize)]
pub struct ModelRow {
    /// The layer's name.
    pub name: String,
    /// Its explanation.
    pub url: String,
    /// Top of the row.
    pub y: usize,
    /// Base line of its text.
    pub text_y: usize,
    /// A cell for each model.
    pub cells: Vec<ModelCell>,
}

/// A layer in a service model.
#[derive(Debug, Clone, Serialize)]
pub struct ModelCell {
    /// Left edge, in percent.
    pub x: String,
    /// The middle, in percent.
    pub middle: String,
    /// Width, in percent.
    pub width: String,
    /// What it adds up to.
    pub class: Chip,
    /// The first letter of its word, for where there is no room for more.
    pub letter: String,
    /// The rest of the word.
    pub rest: String,
}

/// The diagram of the service models over the layers of one kind, or over all.
pub fn models(book: &Book, only: Option<LayerKind>) -> Models {
    let model = book.model;
    let count = model.service_models.len().max(1) as f64;
    let width = 100.0 / count;
    let columns = model.service_models.iter().enumerate();
    let columns = columns.map(|(at, (_, entry))| Column {
        lift: if entry.short.contains(' ') { "-14" } else { "0" },
        words: entry.short.split(' ').map(str::to_owned).collect(),
        url: format!("model.html#model-{}", entry.meta.id),
        x: format!("{:.2}%", width * (at as f64 + 0.5)),
    });
    let (mut y, mut concerns_at, mut rows) = (TOP, None, Vec::new());
    for layer in model.layers.rows().iter().filter(|layer| only.is_none_or(|kind| layer.kind == kind)) {
        if layer.kind == LayerKind::Concern && concerns_at.is_none() && !rows.is_empty() {
            concerns_at = Some(y + 18);
            y += GAP;
        }
        rows.push(model_row(book, layer, y, width));
        y += ROW;
    }
    Models {
        title: "Who holds each layer, by service model".into(),
        summary: models_summary(book, &rows),
        height: y + 4,
        concerns_at,
        columns: columns.collect(),
        rows,
    }
}

fn model_row(book: &Book, layer: &Layer, y: usize, width: f64) -> ModelRow {
    let cell = |(at, (_, entry)): (usize, (_, &ServiceModel))| {
        let class = book.layer_class(default_class(book.model, entry, layer), &book.provider_name());
        let letter: String = class.word.chars().take(1).collect();
        ModelCell {
            x: format!("{:.2}%", width * at as f64),
            middle: format!("{:.2}%", width * (at as f64 + 0.5) - 0.2),
            width: format!("{:.2}%", width - 0.5),
            rest: class.word.chars().skip(1).collect(),
            letter,
            class,
        }
    };
    let cells = book.model.service_models.iter().enumerate().map(cell).collect();
    ModelRow { name: layer.name.clone(), url: format!("model.html#layer-{}", layer.meta.id), y, text_y: y + 16, cells }
}

/// What a layer's duties add up to in a service model, before any service says otherwise.
pub fn default_class(model: &Model, entry: &ServiceModel, layer: &Layer) -> LayerClass {
    let kinds = || layer.duties.iter().filter_map(|duty| default_kind(model, &entry.defaults[duty.index()]));
    match (kinds().any(|kind| kind == "provider"), kinds().any(|kind| kind == "customer")) {
        (true, true) => LayerClass::Shared,
        (true, false) => LayerClass::Inherited,
        (false, true) => LayerClass::Customer,
        (false, false) => LayerClass::NotApplicable,
    }
}

/// The side that a model's default gives a duty to.
pub fn default_kind(model: &Model, holder: &RoleHolder) -> Option<&'static str> {
    match holder {
        RoleHolder::Held(Role::Provider) => Some("provider"),
        RoleHolder::Held(Role::Customer) => Some("customer"),
        RoleHolder::Held(Role::Party(party)) => Some(side_kind(model.parties[*party].side)),
        RoleHolder::NotApplicable | RoleHolder::Unassigned => None,
    }
}

fn models_summary(book: &Book, rows: &[ModelRow]) -> String {
    let of_model = |(at, entry): (usize, &ServiceModel)| {
        let held = rows.iter().filter(|row| row.cells[at].class.kind == "customer").map(|row| row.name.as_str());
        format!("{}: the customer alone holds {}", entry.short, held.collect::<Vec<_>>().join(", "))
    };
    let words: Vec<String> = book.model.service_models.rows().iter().enumerate().map(of_model).collect();
    format!("{}.", words.join("; "))
}
