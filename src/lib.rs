//! onus says, service by service, on whom a duty lies, and makes a site and checklists of the answer.
//!
//! The program is a pipeline of plain data: [`source::Sources`] are read into a [`model::Model`], the model becomes views,
//! views become [`artifact::Artifact`]s. [`check`] runs the first half, [`build`] all of it. What is wrong with the content
//! is collected in [`diag::Diagnostics`] on the way; only `load` reads, only `write` writes.
//!
//! The library serves the command line and makes no promise of a stable interface.

pub mod artifact;
pub mod cli;
pub mod config;
pub mod diag;
pub mod import;
pub mod load;
pub mod lock;
pub mod markdown;
pub mod model;
mod parse;
pub mod preview;
mod publish;
pub mod render;
mod resolve;
pub mod search;
pub mod selection;
pub mod serve;
mod sheets;
pub mod source;
pub mod theme;
pub mod timings;
mod validate;
pub mod view;
pub mod vocabulary;
pub mod write;

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use artifact::{Artifact, Earlier, Out};
use config::Config;
use diag::Diagnostics;
use model::{Model, Selection};
use render::pdf::{Document, Kit};
use selection::Mistake;
use source::Sources;
use theme::Theme;
use timings::{Stage, timed};
use view::checklist::{self, Checklist};
use view::handout;
use view::site::{Plan, Site};

pub use render::markdown::Tracker;
pub use render::text;
pub use view::Unknown;
pub use view::compare::{Comparison, compare};
pub use view::explain::{Explanation, explain};
pub use view::list::{Listing, kinds, list};
pub use view::status::{By, Status};

/// A model, and what is wrong with the content it came from.
#[derive(Debug)]
pub struct Checked {
    /// What could be resolved.
    pub model: Model,
    /// Findings about the content.
    pub diagnostics: Diagnostics,
}

/// What a build gives: files, or the findings that say why there are none.
#[derive(Debug)]
pub struct Build {
    /// Every file of the site and every document; none where there is an error.
    pub artifacts: Vec<Artifact>,
    /// Findings, from the content to the pages.
    pub diagnostics: Diagnostics,
}

/// A format of checklists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChecklistFormat {
    /// GitHub-flavoured Markdown.
    Markdown,
    /// PDF.
    Pdf,
    /// CSV, a row an item.
    Csv(config::CsvStyle),
    /// A workbook.
    Xlsx,
}

/// A document that was asked for by name.
#[derive(Debug)]
pub struct OneDocument {
    /// The file; `None` where a finding says why there is none.
    pub artifact: Option<Artifact>,
    /// Findings of making it.
    pub diagnostics: Diagnostics,
}

/// Reads, resolves and validates a book.
pub fn check(sources: &Sources, config: &Config) -> Checked {
    let mut diagnostics = Diagnostics::default();
    let raw = timed(Stage::Parse, || parse::parse(sources, prose(config), &mut diagnostics));
    check_read(raw, (sources, config), diagnostics, |_| ()).0
}

/// What book.toml says of prose.
fn prose(config: &Config) -> markdown::Setting<'_> {
    let allowed = config.html.as_ref().is_some_and(|html| html.raw_html);
    markdown::Setting { src: &config.src, html: if allowed { markdown::Html::Sanitised } else { markdown::Html::Shown } }
}

/// Resolves and validates what was read. Meanwhile `more` is made of the model, unless errors have kept something out of it.
fn check_read<T: Send>(
    raw: parse::Raw,
    (sources, config): (&Sources, &Config),
    mut diagnostics: Diagnostics,
    more: impl FnOnce(&Model) -> T + Send,
) -> (Checked, Option<T>) {
    let (model, suspects) = timed(Stage::Resolve, || resolve::resolve(raw, sources, config, &mut diagnostics));
    let selections = config.selections();
    let (has_errors, has_site) = (diagnostics.has_errors(), config.html.is_some());
    let context = validate::Context { model: &model, sources, src: &config.src, selections: &selections, suspects: &suspects, has_errors };
    let look = || (has_site.then(|| view::addresses::addresses(&model, config)), more(&model));
    let (found, seen) = rayon::join(|| timed(Stage::Validate, || validate::validate(&context)), || (!has_errors).then(look));
    diagnostics.append(found);
    // What an error keeps from being resolved is not lost.
    let (addresses, more) = seen.filter(|_| !diagnostics.has_errors()).unzip();
    if let Some(addresses) = addresses.flatten() {
        lock::check(sources, &addresses, &mut diagnostics);
    }
    for (pair, unknown) in handout::not_found(&model, config) {
        let names: Vec<&str> = unknown.names.iter().map(String::as_str).collect();
        diagnostics.report(&diag::rules::INVALID_CONFIG_VALUE, pair.span, unknown.message.clone()).nearest(&unknown.wrong, names);
    }
    let theme = theme::load(sources, config, &mut diagnostics);
    render::html::check(&theme, &mut diagnostics);
    diagnostics.finish(|rule| config.severities.get(rule).copied());
    (Checked { model, diagnostics }, more)
}

/// Checks a book and makes everything that its book.toml asks for. With an error, nothing is made.
/// A PDF file that `earlier` still has, made from the same, is taken from there.
pub fn build(sources: &Sources, config: &Config, earlier: Earlier<'_>) -> Build {
    collected(|out| build_into(sources, config, earlier, out))
}

/// The same, with each file handed on as soon as it is there. Where an error comes up on the way, what was handed on is no build.
pub fn build_into(sources: &Sources, config: &Config, earlier: Earlier<'_>, out: Out<'_>) -> Diagnostics {
    let Checked { model, mut diagnostics } = check(sources, config);
    if diagnostics.has_errors() {
        return diagnostics;
    }
    let theme = theme_of(sources, config);
    let sizes = Mutex::new(BTreeMap::new());
    let document = |file: Artifact| {
        sizes.lock().unwrap_or_else(PoisonError::into_inner).insert(file.path.clone(), file.bytes.len());
        out(file);
    };
    documents(&model, (&theme, sources, config), (earlier, &document), &mut diagnostics);
    if config.html.is_some() {
        let plan = timed(Stage::View, || Plan::of(&model, config, sizes.into_inner().unwrap_or_else(PoisonError::into_inner)));
        publish::site(Site::new(&plan, &model, sources, config), &theme, (sources, config), out, &mut diagnostics);
    }
    timed(Stage::Render, || model_files(&model, sources, config)).into_iter().for_each(out);
    diagnostics.finish(|rule| config.severities.get(rule).copied());
    diagnostics
}

/// The files of a build in the order of their paths; none where there is an error.
fn collected(build: impl FnOnce(Out<'_>) -> Diagnostics) -> Build {
    let files = Mutex::new(Vec::new());
    let diagnostics = build(&|file| files.lock().unwrap_or_else(PoisonError::into_inner).push(file));
    let mut artifacts = files.into_inner().unwrap_or_else(PoisonError::into_inner);
    artifacts.sort_by(|a: &Artifact, b| a.path.cmp(&b.path));
    if diagnostics.has_errors() {
        artifacts.clear();
    }
    Build { artifacts, diagnostics }
}

/// Documents as PDF, with the templates and fonts of a theme, each handed on as soon as it is there.
fn print(documents: &[Document<'_>], book: (&Theme, &Sources, &Config), hands: (Earlier<'_>, Out<'_>), diagnostics: &mut Diagnostics) {
    with_kit(book, |kit| render::pdf::print(documents, kit, hands, diagnostics));
}

/// One document as PDF.
fn print_one(document: Document<'_>, book: (&Theme, &Sources, &Config), diagnostics: &mut Diagnostics) -> Option<Artifact> {
    with_kit(book, |kit| render::pdf::print_one(document, kit, diagnostics))
}

fn with_kit<T>((theme, sources, config): (&Theme, &Sources, &Config), print: impl FnOnce(Kit<'_>) -> T) -> T {
    let files: Vec<(&str, &[u8])> = theme.under("pdf/").map(|(path, file)| (path, &*file.bytes)).collect();
    let folders = config.pdf.iter().flat_map(|pdf| &pdf.fonts);
    let fonts: Vec<&[u8]> = folders.flat_map(|folder| sources.under(folder)).map(|file| sources.bytes(file)).collect();
    print(Kit { files: &files, fonts: &fonts, config, sources })
}

/// Makes the checklist of a selection, in the language of [`selection`].
///
/// # Errors
///
/// Every mistake of the selection, or that it holds no item.
pub fn checklist(model: &Model, sources: &Sources, config: &Config, selection: &str, format: ChecklistFormat) -> Result<OneDocument, Vec<Mistake>> {
    let list = checklist::checklist(model, config, &checklist::select(model, selection)?);
    if list.all().next().is_none() {
        return Err(vec![Mistake::empty(selection)]);
    }
    let mut diagnostics = Diagnostics::default();
    let artifact = document((model, sources, config), &list, format, &mut diagnostics);
    diagnostics.finish(|rule| config.severities.get(rule).copied());
    Ok(OneDocument { artifact, diagnostics })
}

/// Prints what changes hands between two services or variants.
///
/// # Errors
///
/// [`Unknown`] where one of them does not exist.
pub fn compare_sheet(model: &Model, sources: &Sources, config: &Config, (from, to): (&str, &str)) -> Result<OneDocument, Unknown> {
    let comparison = handout::comparison(model, config, from, to)?;
    let mut diagnostics = Diagnostics::default();
    let theme = theme_of(sources, config);
    let artifact = print_one(Document::Handout(&comparison), (&theme, sources, config), &mut diagnostics);
    diagnostics.finish(|rule| config.severities.get(rule).copied());
    Ok(OneDocument { artifact, diagnostics })
}

/// Which questions are asked for.
#[derive(Debug, Clone, Copy)]
pub enum Asking<'a> {
    /// Those of the round of a path, or of `workload:…`.
    Path(&'a str),
    /// Some drawn from the model.
    Draw {
        /// About these services and variants; about all, where there is none.
        services: &'a [String],
        /// How many.
        count: usize,
        /// Another word draws others.
        seed: &'a str,
    },
}

/// Every path with what it holds, as a table.
pub fn learn_paths(model: &Model) -> Listing {
    view::learn::listing(model)
}

/// Questions with their keys and reasons.
///
/// # Errors
///
/// [`Unknown`] where a path or a service is named that does not exist.
pub fn learn_questions(model: &Model, sources: &Sources, asking: Asking<'_>) -> Result<Vec<view::learn::Sheet>, Unknown> {
    let questions = match asking {
        Asking::Path(path) => learn_plan(model, path)?.questions().cloned().collect(),
        Asking::Draw { services, count, seed } => {
            let places = view::learn::places(model, services)?;
            view::learn::draw(&view::learn::questions(model), &view::learn::Draw { count, seed, places: &places })
        }
    };
    Ok(questions.iter().map(|question| view::learn::sheet(model, sources, question)).collect())
}

/// A path as an issue with a task list.
///
/// # Errors
///
/// [`Unknown`] where there is no such path.
pub fn learn_issue(model: &Model, config: &Config, path: &str, tracker: Tracker) -> Result<Artifact, Unknown> {
    Ok(render::markdown::issue(&learn_plan(model, path)?, site_url(config), tracker))
}

/// Prints slides, notes, handout or questions of a path.
///
/// # Errors
///
/// [`Unknown`] where there is no such path.
pub fn learn_print(model: &Model, sources: &Sources, config: &Config, (path, part): (&str, handout::Part)) -> Result<OneDocument, Unknown> {
    let wanted = handout::of_path(model, config, learn_plan(model, path)?, part);
    let mut diagnostics = Diagnostics::default();
    let theme = theme_of(sources, config);
    let artifact = wanted.and_then(|wanted| print_one(Document::Handout(&wanted), (&theme, sources, config), &mut diagnostics));
    diagnostics.finish(|rule| config.severities.get(rule).copied());
    Ok(OneDocument { artifact, diagnostics })
}

fn learn_plan(model: &Model, path: &str) -> Result<view::learn::Plan, Unknown> {
    let names = || model.paths.keys().map(str::to_owned).chain(model.workloads.keys().map(|id| format!("workload:{id}"))).collect();
    view::learn::plan(model, path).ok_or_else(|| Unknown { message: format!("no path has the id `{path}`"), wrong: path.to_owned(), names: names() })
}

/// Makes the checklist of a selection as Markdown, in parts: one for each team, one for the rest. `None` where it is for no
/// workload, and so knows no teams.
///
/// # Errors
///
/// Every mistake of the selection.
pub fn checklist_by_team(model: &Model, config: &Config, selection: &str) -> Result<Option<Vec<Artifact>>, Vec<Mistake>> {
    let parts = checklist::by_team(model, &checklist::select(model, selection)?);
    let made = |part: Selection| render::markdown::checklist(&checklist::checklist(model, config, &part), site_url(config));
    Ok(parts.map(|parts| parts.into_iter().map(made).collect()))
}

/// How far a workload is.
///
/// # Errors
///
/// [`Unknown`] where no workload has the id.
pub fn status(model: &Model, workload: &str, by: By) -> Result<Status, Unknown> {
    let found = model.workloads.find(model.current("workload", workload));
    let unknown = || Unknown {
        message: format!("no workload has the id `{workload}`"),
        wrong: workload.to_owned(),
        names: model.workloads.keys().map(str::to_owned).collect(),
    };
    found.map(|id| view::status::status(model, id, by)).ok_or_else(unknown)
}

/// A checklist in a format.
fn document(
    (model, sources, config): (&Model, &Sources, &Config),
    list: &Checklist<'_>,
    format: ChecklistFormat,
    diagnostics: &mut Diagnostics,
) -> Option<Artifact> {
    match format {
        ChecklistFormat::Markdown => Some(render::markdown::checklist(list, site_url(config))),
        ChecklistFormat::Csv(style) => Some(sheets::table(list, style)),
        ChecklistFormat::Xlsx => Some(sheets::workbook(model, config, list, diagnostics)),
        ChecklistFormat::Pdf => {
            let theme = theme_of(sources, config);
            print_one(Document::Checklist(list), (&theme, sources, config), diagnostics)
        }
    }
}

/// The list of published addresses, brought up to date.
pub fn lock(model: &Model, sources: &Sources, config: &Config, lost: lock::Lost) -> lock::Update {
    // What is wrong with the list of before, `check` has said.
    lock::update(sources, &view::addresses::addresses(model, config), lost, &mut Diagnostics::default())
}

/// The JSON Schema of every kind of file, for editors, and that of the model that a build writes: `<kind>.json`.
pub fn schemas() -> Vec<Artifact> {
    let file = |file: &parse::schema::FileSchema| Artifact::new(format!("{}.json", file.name), format!("{:#}\n", file.schema));
    let output = Artifact::new("model-output.json", render::json::schema_text());
    parse::schema::all().iter().map(file).chain([output]).collect()
}

fn documents(model: &Model, book: (&Theme, &Sources, &Config), (earlier, out): (Earlier<'_>, Out<'_>), diagnostics: &mut Diagnostics) {
    let config = book.2;
    let made = checklist::made(model, config);
    let list = |selection: &Selection| timed(Stage::View, || checklist::checklist(model, config, selection));
    let markdown = |list: &Checklist<'_>| timed(Stage::Render, || render::markdown::checklist(list, site_url(config)));
    made.markdown.par_iter().for_each(|selection| out(markdown(&list(selection))));
    if config.markdown.is_some() {
        let issue = |plan: &view::learn::Plan| render::markdown::issue(plan, site_url(config), Tracker::Any);
        view::learn::plans(model).iter().map(issue).for_each(out);
    }
    if config.pdf.is_some() {
        let lists: Vec<_> = made.pdf.iter().map(|selection| move || list(selection)).collect();
        let handouts = handout::all(model, config);
        let all: Vec<Document<'_>> = lists.iter().map(|list| Document::Later(list)).chain(handouts.iter().map(Document::Handout)).collect();
        print(&all, book, (earlier, out), diagnostics);
    }
    timed(Stage::Render, || sheets::checklists(model, config, &made, diagnostics)).into_iter().for_each(out);
    timed(Stage::Render, || sheets::whole(model, config, &|_| true, diagnostics)).into_iter().for_each(out);
}

/// The whole model as a file, where book.toml asks for it.
fn model_files(model: &Model, sources: &Sources, config: &Config) -> Vec<Artifact> {
    let wanted = config.json.is_some().then(|| view::resolved::resolved(model, sources, config));
    wanted.iter().flat_map(render::json::files).collect()
}

/// The theme of a book that was checked: what is wrong with it has been said.
fn theme_of(sources: &Sources, config: &Config) -> Theme {
    theme::load(sources, config, &mut Diagnostics::default())
}

fn site_url(config: &Config) -> &str {
    config.html.as_ref().map_or("", |html| html.site_url.as_str())
}
