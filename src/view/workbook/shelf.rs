//! Which workbooks there are, and which sheets each has.

use crate::config::Config;
use crate::model::{Framework, Id, Model, Place, Workload};
use crate::source::Span;
use crate::view::address;
use crate::view::checklist::{Checklist, digest};
use crate::view::workbook::facts::Ground;
use crate::view::workbook::readme::Use;
use crate::view::workbook::responsibilities::Extent;
use crate::view::workbook::{Body, Page, Sheet, Table, Workbook, controls, forms, items, mappings, matrix, readme, responsibilities, summary};

/// The workbook of the whole book.
pub const BOOK: &str = "responsibilities.xlsx";

/// Who holds what in the whole book, as CSV.
pub const RESPONSIBILITIES: &str = "responsibilities.csv";

/// What controls do for requirements in the whole book, as CSV.
pub const MAPPINGS: &str = "mappings.csv";

/// Where the workbook of a framework goes.
pub fn framework_path(model: &Model, id: Id<Framework>) -> String {
    format!("frameworks/{}.xlsx", model.frameworks[id].meta.id)
}

/// The workbook of a checklist; for a workload with all that it owes to its frameworks.
pub fn of_checklist(model: &Model, config: &Config, list: &Checklist<'_>) -> Workbook {
    let workload = list.workload.and_then(|id| model.workloads.find(id)).map(|id| &model.workloads[id]);
    let mut marks = vec![("Selector", list.selector.clone())];
    marks.extend(revision(&list.revision));
    marks.push(("Hash", digest(list)));
    let mut book = Workbook {
        path: format!("checklists/{}.xlsx", list.stem),
        title: format!("Checklist: {}", list.title),
        about: list.about.clone(),
        marks,
        ..empty(config, Some(list.span))
    };
    let mut sheets = Shelf::default();
    checklist(model, config, (list, workload), &mut sheets);
    responsible(model, (list, workload), &mut sheets);
    if let Some(workload) = workload {
        let places: Vec<Id<Place>> = workload.places.iter().map(|reached| reached.place).collect();
        sheets.table("Matrix", "Services against layers: what the duties of each layer add up to.", matrix::table(model, &places));
        frameworks(model, workload, list, &mut sheets);
    }
    finish(&mut book, sheets, Use::Return(list));
    book
}

/// The workbook of the whole book.
pub fn whole(model: &Model, config: &Config) -> Workbook {
    let mut book = Workbook {
        path: BOOK.to_owned(),
        title: config.title.clone(),
        about: "Who holds which duty on every service and variant, what is done about it, and what that does for the requirements of others."
            .to_owned(),
        marks: revision(&config.revision).collect(),
        ..empty(config, model.places.rows().first().map(|place| place.meta.span))
    };
    let places: Vec<Id<Place>> = model.places.ids().collect();
    let mut sheets = Shelf::default();
    sheets.table("Responsibilities", "Who holds which duty, since when, why, and where that is said.", responsibilities::responsibilities(model));
    sheets.table("Matrix", "Services against layers: what the duties of each layer add up to.", matrix::table(model, &places));
    sheets.table("Mappings", "What each control does for the requirements of others.", mappings::mappings(model));
    sheets.table("Controls", "What is done about duties, a row for each control.", controls::table(model));
    finish(&mut book, sheets, Use::Read);
    book
}

/// The workbook of a framework, over the whole book.
pub fn framework(model: &Model, config: &Config, id: Id<Framework>) -> Workbook {
    let framework = &model.frameworks[id];
    let mut book = Workbook {
        path: framework_path(model, id),
        title: format!("Responsibilities: {}", framework.name),
        about: format!(
            "Who does what for each requirement of {}, over every service of the book. A workload has a matrix of its own in its workbook.",
            framework.name
        ),
        marks: revision(&config.revision).chain(framework.license.clone().map(|license| ("Licence", license))).collect(),
        ..empty(config, Some(framework.meta.span))
    };
    let mut sheets = Shelf::default();
    let facts = Ground::whole(model).facts(id, None);
    let (name, says, table) = forms::matrix(&forms::Subject { model, framework: id, facts: &facts, workload: false });
    sheets.table(&name, &says, table);
    let says = "What each control does for the requirements.";
    sheets.table("Mappings", says, mappings::table(model, |_, mapping| mapping.framework == id));
    finish(&mut book, sheets, Use::Read);
    book
}

/// A workbook with nothing in it.
fn empty(config: &Config, span: Option<Span>) -> Workbook {
    Workbook {
        path: String::new(),
        title: String::new(),
        about: String::new(),
        authors: config.authors.clone(),
        date: config.today,
        marks: Vec::new(),
        sheets: Vec::new(),
        span,
    }
}

fn revision(revision: &str) -> impl Iterator<Item = (&'static str, String)> + use<> {
    (!revision.is_empty()).then(|| ("Revision", revision.to_owned())).into_iter()
}

/// Puts the page to read in front.
fn finish(book: &mut Workbook, sheets: Shelf, usage: Use<'_, '_>) {
    let says = "What this workbook is.".to_owned();
    let body = Body::Page(readme::page(book, &sheets.0, usage));
    book.sheets = std::iter::once(Sheet { name: readme::NAME.to_owned(), says, body }).chain(sheets.0).collect();
}

/// The summary and the items.
fn checklist(model: &Model, config: &Config, (list, workload): (&Checklist<'_>, Option<&Workload>), sheets: &mut Shelf) {
    let teams: Vec<&str> = workload.map(|workload| workload.teams.iter().map(|team| team.name.as_str()).collect()).unwrap_or_default();
    let site = config.html.as_ref().map(|html| html.site_url.as_str()).filter(|url| !url.is_empty());
    let page = |control: &str| {
        let id = model.controls.find(control)?;
        Some(address::published(site?, &address::control(model, id)))
    };
    let table = items::sheet(list, summary::team_cells(teams.len()), &page);
    if !table.rows.is_empty() {
        let subject = summary::Subject { title: &list.title, date: config.today, teams: &teams };
        sheets.page(summary::NAME, "How far it is: items by state, priority and team.", summary::page(&subject, &table));
    }
    sheets.table(summary::COUNTED, "What to do, a row for each item, with cells to fill in.", table);
}

/// Who holds what on the places of a checklist; where it is about no places, of the duties that its items serve.
fn responsible(model: &Model, (list, workload): (&Checklist<'_>, Option<&Workload>), sheets: &mut Shelf) {
    let named: Vec<Id<Place>> = match workload {
        Some(workload) => workload.places.iter().map(|reached| reached.place).collect(),
        None => list.places.iter().filter_map(|place| model.places.find(place.id)).collect(),
    };
    let served = served(model, list);
    let everywhere: Vec<Id<Place>> = model.places.ids().collect();
    let extent = match named.is_empty() {
        false => Extent { places: &named, workload, duties: None },
        true => Extent { places: &everywhere, workload, duties: Some(&served) },
    };
    let says = "Who holds which duty, since when, why, and where that is said.";
    sheets.table("Responsibilities", says, responsibilities::table(model, extent));
}

/// For each duty, by position, whether an item of the checklist serves it.
fn served(model: &Model, list: &Checklist<'_>) -> Vec<bool> {
    let mut served = vec![false; model.duties.len()];
    let lines = list.to_tick().flat_map(|group| &group.items);
    let duties = lines.flat_map(|line| &line.holders).flat_map(|holder| &holder.duties);
    duties.filter_map(|(id, _)| model.duties.find(id)).for_each(|id| served[id.index()] = true);
    served
}

/// The matrices of the frameworks in scope, and the mappings behind them.
fn frameworks(model: &Model, workload: &Workload, list: &Checklist<'_>, sheets: &mut Shelf) {
    let ground = Ground::workload(model, workload, list);
    for scope in &workload.frameworks {
        let facts = ground.facts(scope.framework, scope.profile);
        let (name, mut says, table) = forms::matrix(&forms::Subject { model, framework: scope.framework, facts: &facts, workload: true });
        if let Some(profile) = scope.profile {
            says = format!("{} Only {} is in scope.", says, model.frameworks[scope.framework].profiles[profile].name);
        }
        sheets.table(&name, &says, table);
    }
    let in_scope = |mapping: &crate::model::Mapping| {
        let scope = workload.frameworks.iter().find(|scope| scope.framework == mapping.framework);
        let requirement = &model.frameworks[mapping.framework].requirements[mapping.requirement];
        scope.is_some_and(|scope| scope.profile.is_none_or(|profile| requirement.profiles.contains(&profile)))
    };
    let says = "What each control of this workload does for the requirements in scope.";
    sheets.table("Mappings", says, mappings::table(model, |control, mapping| ground.has(control) && in_scope(mapping)));
}

/// Sheets under names that a spreadsheet takes, each name once.
#[derive(Default)]
struct Shelf(Vec<Sheet>);

impl Shelf {
    fn table(&mut self, name: &str, says: &str, table: Table) {
        self.put(name, says, Body::Table(table));
    }

    fn page(&mut self, name: &str, says: &str, page: Page) {
        self.put(name, says, Body::Page(page));
    }

    fn put(&mut self, name: &str, says: &str, body: Body) {
        let name = self.free(name);
        self.0.push(Sheet { name, says: says.to_owned(), body });
    }

    /// A name without the signs that no sheet may have, short enough, and not taken.
    fn free(&self, name: &str) -> String {
        let plain: String = name.chars().map(|sign| if "[]:*?/\\".contains(sign) || sign.is_control() { '-' } else { sign }).take(26).collect();
        let plain = plain.trim_matches(['\'', ' ']);
        let plain = if plain.is_empty() || plain.eq_ignore_ascii_case("history") { "Sheet" } else { plain };
        let taken =
            |name: &str| name.eq_ignore_ascii_case(readme::NAME) || self.0.iter().any(|sheet| sheet.name.to_lowercase() == name.to_lowercase());
        let numbered = (2..).map(|number| format!("{plain} ({number})"));
        std::iter::once(plain.to_owned()).chain(numbered).find(|name| !taken(name)).unwrap_or_default()
    }
}
