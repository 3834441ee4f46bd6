//! Workloads: all of it, for the thing that is run.

use serde::Serialize;

use crate::model::{Id, Model, Workload};
use crate::view::address;
use crate::view::site::book::{Book, first_words};
use crate::view::site::checks::{self, Checks};
use crate::view::site::cut;
use crate::view::site::downloads::{self, files};
use crate::view::site::matrix::{self, Matrix};
use crate::view::site::often;
use crate::view::site::page::{Body, Head, Page};
use crate::view::site::parts::{Download, Link, ProseId, Source};
use crate::view::site::scope::{self, ScopeRow};
use crate::view::site::sheaf::{Sheaf, stem};
use crate::view::site::standing::{Standing, standing};
use crate::vocabulary::Vocabulary;

/// The index of workloads.
#[derive(Debug, Clone, Serialize)]
pub struct Workloads {
    /// The workloads.
    pub rows: Vec<WorkloadRow>,
    /// All parts of the index, where it is too long for one page.
    pub parts: Vec<Link>,
}

/// A workload in the index.
#[derive(Debug, Clone, Serialize)]
pub struct WorkloadRow {
    /// Its name and page.
    pub link: Link,
    /// Who owns it.
    pub owner: Option<String>,
    /// What it is.
    pub about: Option<ProseId>,
    /// The services that it names.
    pub services: Vec<Link>,
    /// How many places it is built of.
    pub places: usize,
    /// How many items it has for the customer's side.
    pub items: usize,
}

/// The page of a workload.
#[derive(Debug, Clone, Serialize)]
pub struct WorkloadPage {
    /// Who owns it.
    pub owner: Option<String>,
    /// What it is.
    pub about: Option<ProseId>,
    /// The services that it names.
    pub services: Vec<NamedService>,
    /// How many places it is built of.
    pub places: usize,
    /// How many of those come along unnamed.
    pub along: usize,
    /// Its teams.
    pub teams: Vec<TeamCard>,
    /// Everything it is built of, against layers.
    pub matrix: Matrix,
    /// What has to be done, by team.
    #[serde(serialize_with = "often::apart")]
    pub checks: Checks,
    /// How far that is, where anything was found.
    pub standing: Option<Standing>,
    /// What was left out or accepted.
    pub tailoring: Vec<TailoringRow>,
    /// Frameworks in scope.
    pub frameworks: Vec<ScopeRow>,
    /// The page of their groups, and of what the provider's side does alone.
    pub proof: String,
    /// Its documents.
    pub downloads: Vec<Download>,
    /// Its matrix, to print.
    pub matrix_sheet: Vec<Download>,
}

/// A service that a workload names.
#[derive(Debug, Clone, Serialize)]
pub struct NamedService {
    /// The service.
    pub link: Link,
    /// What it is used for.
    pub note: Option<String>,
}

/// A team.
#[derive(Debug, Clone, Serialize)]
pub struct TeamCard {
    /// Its name.
    pub name: String,
    /// What it does.
    pub about: Option<ProseId>,
    /// How many items it holds.
    pub items: usize,
}

/// Something left out or accepted.
#[derive(Debug, Clone, Serialize)]
pub struct TailoringRow {
    /// The control.
    pub control: Link,
    /// One service only.
    pub place: Option<Link>,
    /// `not-applicable` or `risk-accepted`.
    pub state: &'static str,
    /// Why.
    pub because: Option<ProseId>,
    /// Who agreed.
    pub approved_by: Option<String>,
    /// Until when.
    pub until: Option<String>,
    /// Where it is written.
    pub source: Source,
}

/// The index, and the page of every workload.
pub fn sheaves(model: &Model) -> Vec<Sheaf> {
    if model.workloads.is_empty() {
        return Vec::new();
    }
    let workload = |id: Id<Workload>| {
        let stems = [address::workload(model, id), address::workload_requirements(model, id)].map(|path| stem(&path).to_owned());
        Sheaf::new("workloads", stems, move |book| {
            let frameworks = scope::frameworks(book, id);
            vec![page(book, id, frameworks.clone()), scope::page(book, id, frameworks)]
        })
    };
    std::iter::once(Sheaf::new("workloads", ["workloads/index"], index)).chain(model.workloads.ids().map(workload)).collect()
}

fn index(book: &Book) -> Vec<Page> {
    let rows = book.model.workloads.iter().map(|(id, workload)| row(book, id, workload));
    let parts = cut::cut(rows, cut::ROOM * 2 / 3, |row| 11 + row.services.len());
    let links = cut::links("workloads/index", parts.len());
    let titled = |at| cut::title("Workloads", at, links.len().max(1));
    let of_part = |(at, rows): (usize, Vec<WorkloadRow>)| {
        let head = Head::new(cut::path("workloads/index", at), titled(at), "workloads")
            .about("What is run, with the services it is built of, the teams that answer for it and what they have to do.");
        Page { head, body: Body::Workloads(Workloads { rows, parts: links.clone() }) }
    };
    parts.into_iter().enumerate().map(of_part).collect()
}

fn row(book: &Book, id: Id<Workload>, workload: &Workload) -> WorkloadRow {
    let model = book.model;
    WorkloadRow {
        link: Link::new(&workload.name, address::workload(model, id)),
        owner: workload.owner.clone(),
        about: book.prose(&workload.about),
        services: workload.services.iter().map(|entry| Link::new(&model.places[entry.place].name, address::place(model, entry.place))).collect(),
        places: workload.places.len(),
        items: checks::count(model, &workload.places),
    }
}

fn page(book: &Book, id: Id<Workload>, frameworks: Vec<ScopeRow>) -> Page {
    let model = book.model;
    let workload = &model.workloads[id];
    let body = body(book, id, frameworks);
    let all: Vec<Id<Workload>> = model.workloads.ids().collect();
    let neighbour = |&id: &Id<Workload>| Link::new(&model.workloads[id].name, address::workload(model, id));
    let head = Head::new(address::workload(model, id), &workload.name, "workloads")
        .about(first_words(&workload.about, 180))
        .below("Workloads", "workloads/index.html")
        .contents([
            (true, "Built of", "services"),
            (true, "Who holds what", "matrix"),
            (body.standing.is_some(), "Status", "status"),
            (true, "Checklist by team", "checklist"),
            (!body.tailoring.is_empty(), "Tailoring", "tailoring"),
            (!body.frameworks.is_empty(), "Frameworks", "frameworks"),
            (!body.downloads.is_empty(), "Downloads", "downloads"),
        ])
        .among("Workloads", (id, &all), neighbour, "workloads/index.html")
        .meta(book, &workload.meta);
    Page { head, body: Body::Workload(Box::new(body)) }
}

fn body(book: &Book, id: Id<Workload>, frameworks: Vec<ScopeRow>) -> WorkloadPage {
    let model = book.model;
    let workload = &model.workloads[id];
    let checks = checks::of_workload(book, id, address::workload_requirements(model, id));
    let places: Vec<_> = workload.places.iter().map(|reached| reached.place).collect();
    let named = |entry: &crate::model::WorkloadService| NamedService {
        link: Link::new(&model.places[entry.place].name, address::place(model, entry.place)),
        note: entry.note.clone(),
    };
    WorkloadPage {
        owner: workload.owner.clone(),
        about: book.prose(&workload.about),
        services: workload.services.iter().map(named).collect(),
        places: places.len(),
        along: places.len().saturating_sub(workload.services.len()),
        teams: workload.teams.iter().map(|team| team_card(book, team, &checks)).collect(),
        matrix: matrix::matrix(book, format!("Who holds each layer of {}", workload.name), &places),
        standing: standing(book, id),
        checks,
        tailoring: workload.tailoring.iter().map(|entry| tailoring(book, entry)).collect(),
        frameworks,
        proof: address::workload_requirements(model, id),
        downloads: files(book, &format!("workload-{}", workload.meta.id)),
        matrix_sheet: downloads::sheet(book, address::workload_matrix(model, id)),
    }
}

fn team_card(book: &Book, team: &crate::model::Team, checks: &Checks) -> TeamCard {
    let items = checks.groups.iter().find(|group| group.title == team.name).map_or(0, |group| group.lines.len());
    TeamCard { name: team.name.clone(), about: book.prose(&team.about), items }
}

fn tailoring(book: &Book, entry: &crate::model::Tailoring) -> TailoringRow {
    let model = book.model;
    TailoringRow {
        control: Link::new(&model.controls[entry.control].title, address::control(model, entry.control)),
        place: entry.place.map(|place| Link::new(&model.places[place].name, address::place(model, place))),
        state: entry.state.word(),
        because: book.prose(&entry.because),
        approved_by: entry.approved_by.clone(),
        until: entry.until.map(|day| day.to_string()),
        source: book.source(entry.span),
    }
}
