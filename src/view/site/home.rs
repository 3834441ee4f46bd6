//! The home page: what this is, and where to start.

use serde::Serialize;

use crate::model::LayerKind;
use crate::view::site::book::{Book, teaches};
use crate::view::site::changes::{self, ChangeLine};
use crate::view::site::page::{Body, Head, Page};
use crate::view::site::parts::{Figure, Link};
use crate::view::site::stack::{self, Models};

/// The home page.
#[derive(Debug, Clone, Serialize)]
pub struct Home {
    /// The stack under each service model.
    pub models: Models,
    /// A way in for each kind of reader.
    pub doors: Vec<Door>,
    /// What the book holds, in numbers.
    pub figures: Vec<Figure>,
    /// The services, by category.
    pub categories: Vec<HomeCategory>,
    /// The latest changes, newest first.
    pub changes: Vec<ChangeLine>,
}

/// A way in.
#[derive(Debug, Clone, Serialize)]
pub struct Door {
    /// Who comes in here.
    pub who: &'static str,
    /// The question they bring.
    pub question: &'static str,
    /// Where it is answered, best first.
    pub links: Vec<Link>,
}

/// The services of a category.
#[derive(Debug, Clone, Serialize)]
pub struct HomeCategory {
    /// Its name.
    pub name: String,
    /// Its services.
    pub services: Vec<Link>,
}

/// The home page of a book.
pub fn page(book: &Book) -> Page {
    let model = book.model;
    let head = Head::new("index.html", &book.config.title, "home").about(&book.config.description);
    let category = |category: &crate::model::Category| HomeCategory {
        name: category.name.clone(),
        services: category.services.iter().map(|&id| Link::new(&model.services[id].name, crate::view::address::service(model, id))).collect(),
    };
    let mut changes = changes::lines(book);
    changes.truncate(5);
    let body = Home {
        models: stack::models(book, Some(LayerKind::Stack)),
        doors: doors(book),
        figures: figures(book),
        categories: model.categories.rows().iter().filter(|entry| !entry.services.is_empty()).map(category).collect(),
        changes,
    };
    Page { head, body: Body::Home(body) }
}

fn doors(book: &Book) -> Vec<Door> {
    let model = book.model;
    let door = |who, question, links: &[(bool, &str, &str)]| Door {
        who,
        question,
        links: links.iter().filter(|(there, ..)| *there).map(|&(_, text, url)| Link::new(text, url)).collect(),
    };
    let (workloads, frameworks) = (!model.workloads.is_empty(), !model.frameworks.is_empty());
    vec![
        door(
            "Engineers",
            "What do I have to do for this service?",
            &[(true, "Find the service", "services/index.html"), (true, "Compare two", "compare/index.html")],
        ),
        door(
            "Auditors",
            "Who answers for it, and what proves it?",
            &[(frameworks, "Frameworks", "frameworks/index.html"), (true, "Controls and evidence", "controls/index.html")],
        ),
        door(
            "Owners",
            "What does all of it come to for what we run?",
            &[(workloads, "Workloads", "workloads/index.html"), (true, "Checklists to hand out", "checklists/index.html")],
        ),
        door(
            "Newcomers",
            "How is the work split in the first place?",
            &[
                (teaches(book.model), "Learn", "learn/index.html"),
                (!model.guides.is_empty(), "Guides", "guides/index.html"),
                (true, "The model", "model.html"),
            ],
        ),
    ]
}

/// What the book holds, in numbers.
pub fn figures(book: &Book) -> Vec<Figure> {
    let model = book.model;
    let figure = |number, of, url: &str| Figure { number, of, url: Some(url.to_owned()) };
    let requirements = model.frameworks.rows().iter().map(|entry| entry.requirements.iter().filter(|entry| !entry.withdrawn).count()).sum();
    let variants = model.places.len() - model.services.len();
    vec![
        figure(model.services.len(), "services", "services/index.html"),
        figure(variants, "variants", "services/index.html"),
        figure(model.duties.len(), "duties", "model.html"),
        figure(model.controls.len(), "controls", "controls/index.html"),
        figure(requirements, "requirements", "frameworks/index.html"),
    ]
}
