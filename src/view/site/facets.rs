//! What things are sorted by (category, service model, layer, domain, priority, party), and everything of each value.

use crate::markdown::Doc;
use crate::model::{Control, Id, LayerClass, Model, Party, Place};
use crate::view::address;
use crate::view::site::book::Book;
use crate::view::site::parts::Link;
use crate::view::site::{controls, services};
use crate::vocabulary::{Priority, Vocabulary};

/// What things are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Facet {
    /// Services by what they are for.
    Category,
    /// Services and variants by service model.
    Model,
    /// Services by who holds a layer of them, and the controls of the layer.
    Layer,
    /// Controls by what they are about.
    Domain,
    /// Controls by how much they matter.
    Priority,
    /// Controls by who has a part in them.
    Party,
}

/// All of them, in the order of lists.
pub const FACETS: [Facet; 6] = [Facet::Category, Facet::Model, Facet::Layer, Facet::Domain, Facet::Priority, Facet::Party];

/// A value, and everything of it.
pub struct Value<'m> {
    /// Its id.
    pub id: &'m str,
    /// Its name.
    pub name: &'m str,
    /// The title of its page.
    pub title: String,
    /// What it is.
    pub about: Option<&'m Doc>,
    /// Where more is said about it.
    pub more: Option<Link>,
    /// Everything of it, in the order of its page.
    pub lines: Vec<Line>,
}

/// Something of a value.
#[derive(Debug, Clone, Copy)]
pub enum Line {
    /// A service, or a variant that differs from its service, by what a layer adds up to there.
    Held(LayerClass, Id<Place>),
    /// A service or variant.
    Place(Id<Place>),
    /// A control.
    Control(Id<Control>),
}

impl Facet {
    /// Its word, as in the address of its pages.
    pub fn id(self) -> &'static str {
        match self {
            Self::Category => "category",
            Self::Model => "model",
            Self::Layer => "layer",
            Self::Domain => "domain",
            Self::Priority => "priority",
            Self::Party => "party",
        }
    }

    /// The heading of the list of its values.
    pub fn title(self) -> &'static str {
        match self {
            Self::Category => "Services by category",
            Self::Model => "Services by service model",
            Self::Layer => "Controls and holders by layer",
            Self::Domain => "Controls by domain",
            Self::Priority => "Controls by priority",
            Self::Party => "Controls by party",
        }
    }

    /// The section that its pages belong to: id, name, first page.
    pub fn section(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Category | Self::Model => ("services", "Services", "services/index.html"),
            Self::Layer => ("model", "Model", "model.html"),
            Self::Domain | Self::Priority | Self::Party => ("controls", "Controls", "controls/index.html"),
        }
    }

    /// Whether its values have pages. What the index of services or of controls lists already is not listed again.
    pub fn has_pages(self, model: &Model) -> bool {
        match self {
            Self::Category => services::by_category(model),
            Self::Domain => controls::by_domain(model),
            _ => true,
        }
    }

    /// Where everything of a value is listed.
    pub fn url(self, model: &Model, id: &str) -> String {
        match self {
            facet if facet.has_pages(model) => address::by(facet.id(), id),
            Self::Category => format!("services/index.html#category-{id}"),
            _ => format!("controls/index.html#domain-{id}"),
        }
    }

    /// How many of the lines of a value are what its heading promises: services, or controls.
    pub fn count(self, model: &Model, lines: &[Line]) -> usize {
        let counts = |line: &&Line| match line {
            Line::Held(..) => false,
            Line::Place(id) => self == Self::Model || model.places[*id].variant.is_none(),
            Line::Control(_) => true,
        };
        lines.iter().filter(counts).count()
    }

    /// Its values of which there is something, in the order of the model.
    pub fn values<'m>(self, book: &Book<'m>) -> Vec<Value<'m>> {
        let mut values = match self {
            Self::Category => categories(book.model),
            Self::Model => models(book.model),
            Self::Layer => layers(book.model),
            Self::Domain => domains(book.model),
            Self::Priority => priorities(book.model),
            Self::Party => parties(book),
        };
        values.retain(|value| !value.lines.is_empty());
        values
    }
}

fn categories(model: &Model) -> Vec<Value<'_>> {
    let value = |category: &'_ crate::model::Category| {
        let places = category.services.iter().flat_map(|&id| services::in_order(&model.services[id]));
        places.map(Line::Place).collect::<Vec<_>>()
    };
    let rows = model.categories.rows().iter().map(|row| Value {
        id: &row.meta.id,
        name: &row.name,
        title: format!("Services in {}", row.name),
        about: Some(&row.about),
        more: None,
        lines: value(row),
    });
    rows.collect()
}

fn models(model: &Model) -> Vec<Value<'_>> {
    let places = || model.services.rows().iter().flat_map(services::in_order);
    let rows = model.service_models.iter().map(|(id, row)| Value {
        id: &row.meta.id,
        name: &row.short,
        title: format!("Services that start from {}", row.short),
        about: Some(&row.about),
        more: Some(Link::new("Who holds what under it", format!("model.html#model-{}", row.meta.id))),
        lines: places().filter(|&place| model.places[place].model == id).map(Line::Place).collect(),
    });
    rows.collect()
}

fn layers(model: &Model) -> Vec<Value<'_>> {
    let classes = [LayerClass::Customer, LayerClass::Shared, LayerClass::Inherited, LayerClass::NotApplicable];
    let rows = model.layers.iter().map(|(id, row)| {
        let class = |place: Id<Place>| model.layer_class(place, id);
        let differs = |&place: &Id<Place>| {
            let base = model.services[model.places[place].service].place;
            place == base || class(place) != class(base)
        };
        let places: Vec<Id<Place>> = model.services.rows().iter().flat_map(services::in_order).filter(differs).collect();
        let held = classes.iter().flat_map(|&one| places.iter().filter(move |&&place| class(place) == one).map(move |&place| Line::Held(one, place)));
        let about = |control: &Control| control.duties.iter().any(|&duty| model.duties[duty].layer == id);
        Value {
            id: &row.meta.id,
            name: &row.name,
            title: format!("{}: holders and controls", row.name),
            about: Some(&row.about),
            more: Some(Link::new("Its duties", format!("model.html#layer-{}", row.meta.id))),
            lines: held.chain(controls_that(model, about)).collect(),
        }
    });
    rows.collect()
}

fn domains(model: &Model) -> Vec<Value<'_>> {
    let rows = model.domains.rows().iter().map(|row| Value {
        id: &row.meta.id,
        name: &row.name,
        title: format!("Controls in {}", row.name),
        about: Some(&row.about),
        more: None,
        lines: row.controls.iter().map(|&id| Line::Control(id)).collect(),
    });
    rows.collect()
}

fn priorities(model: &Model) -> Vec<Value<'_>> {
    let rows = Priority::WORDS.iter().map(|&(word, priority)| Value {
        id: word,
        name: word,
        title: format!("Controls of {word} priority"),
        about: None,
        more: None,
        lines: controls_that(model, |control| control.priority == priority).collect(),
    });
    rows.collect()
}

/// The parties that have a part in controls. An item without a holder on any service is on no list.
fn parties<'m>(book: &Book<'m>) -> Vec<Value<'m>> {
    let model = book.model;
    let part =
        |party: Id<Party>, id: Id<Control>| book.items()[id.index()].iter().any(|item| item.holders.iter().any(|holder| holder.party == party));
    let rows = model.parties.iter().map(|(party, row)| Value {
        id: &row.meta.id,
        name: &row.name,
        title: format!("Controls in which {} has a part", row.name),
        about: Some(&row.about),
        more: Some(Link::new("All parties", format!("model.html#party-{}", row.meta.id))),
        lines: model.controls.ids().filter(|&id| part(party, id)).map(Line::Control).collect(),
    });
    rows.collect()
}

fn controls_that<'m>(model: &'m Model, wanted: impl Fn(&Control) -> bool + 'm) -> impl Iterator<Item = Line> + 'm {
    model.controls.iter().filter(move |(_, control)| wanted(control)).map(|(id, _)| Line::Control(id))
}
