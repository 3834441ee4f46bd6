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
pub mod load;
pub mod lock;
pub mod markdown;
pub mod model;
mod parse;
mod publish;
pub mod render;
mod resolve;
pub mod search;
pub mod selection;
pub mod serve;
mod sheets;
pub mod source;
pub mod theme;
mod validate;
pub mod view;
pub mod vocabulary;
pub mod write;

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use artifact::{Artifact, Earlier, Out};
use config::Config;
use diag::Diagnostics;
use model::{Model, Selection};
use selection::Mistake;
use source::Sources;
use theme::Theme;
use view::checklist::{self, Checklist};
use view::site::{Plan, Site};

pub use render::text;
pub use view::Unknown;
pub use view::compare::{Comparison, compare};
pub use view::explain::{Explanation, explain};
pub use view::list::{Listing, kinds, list};

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

/// A checklist that was asked for by name.
#[derive(Debug)]
pub struct OneChecklist {
    /// The file; `None` where a finding says why there is none.
    pub artifact: Option<Artifact>,
    /// Findings of making it.
    pub diagnostics: Diagnostics,
}

/// Reads, resolves and validates a book.
pub fn check(sources: &Sources, config: &Config) -> Checked {
    let mut diagnostics = Diagnostics::default();
    let raw = parse::parse(sources, &config.src, &mut diagnostics);
    let (model, suspects) = resolve::resolve(raw, sources, config, &mut diagnostics);
    let selections = config.selections();
    let context = validate::Context { model: &model, sources, src: &config.src, selections: &selections, suspects: &suspects };
    validate::validate(&context, &mut diagnostics);
    // What an error keeps from being resolved is not lost.
    if config.html.is_some() && !diagnostics.has_errors() {
        lock::check(sources, &view::addresses::addresses(&model, config), &mut diagnostics);
    }
    let theme = theme::load(sources, config, &mut diagnostics);
    render::html::check(&theme, &mut diagnostics);
    diagnostics.finish(|rule| config.severities.get(rule).copied());
    Checked { model, diagnostics }
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
    documents(&model, &theme, config, earlier, &mut diagnostics).into_iter().for_each(document);
    if config.html.is_some() {
        let plan = Plan::of(&model, config, sizes.into_inner().unwrap_or_else(PoisonError::into_inner));
        publish::site(Site::new(&plan, &model, sources, config), &theme, (sources, config), out, &mut diagnostics);
    }
    model_files(&model, sources, config).into_iter().for_each(out);
    diagnostics.finish(|rule| config.severities.get(rule).copied());
    diagnostics
}

/// Makes what a reader of the site sees at once. Left out are the documents and the file of the model, which [`preview_document`]
/// makes when they are asked for.
pub fn preview(sources: &Sources, config: &Config) -> Build {
    collected(|out| {
        let Checked { model, mut diagnostics } = check(sources, config);
        if !diagnostics.has_errors() && config.html.is_some() {
            let plan = Plan::of(&model, config, BTreeMap::new());
            publish::site(Site::new(&plan, &model, sources, config), &theme_of(sources, config), (sources, config), out, &mut diagnostics);
        }
        diagnostics.finish(|rule| config.severities.get(rule).copied());
        diagnostics
    })
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

/// Makes the document or the file of the model that a build would put at `path`; `None` where it would put none there.
pub fn preview_document(sources: &Sources, config: &Config, path: &str) -> Option<Artifact> {
    if config.json.is_some() && render::json::FILES.contains(&path) {
        return model_files(&check(sources, config).model, sources, config).into_iter().find(|file| file.path == path);
    }
    if !path.starts_with("checklists/") {
        let sheet = path.ends_with(".csv") || path.ends_with(".xlsx");
        return sheet.then(|| sheets::whole(&check(sources, config).model, config, &|made| made == path, &mut Diagnostics::default()).pop())?;
    }
    let (stem, format) = path.strip_prefix("checklists/")?.rsplit_once('.')?;
    let wanted = match format {
        "pdf" => config.pdf.is_some(),
        "md" => config.markdown.is_some(),
        "csv" => config.csv.is_some(),
        "xlsx" => config.xlsx.is_some(),
        _ => false,
    };
    if !wanted {
        return None;
    }
    let model = check(sources, config).model;
    let made = checklist::made(&model, config);
    let (made, format) = match format {
        "md" => (&made.markdown, ChecklistFormat::Markdown),
        "csv" => (&made.csv, ChecklistFormat::Csv(config.csv.as_ref()?.style)),
        "xlsx" => (&made.xlsx, ChecklistFormat::Xlsx),
        _ => (&made.pdf, ChecklistFormat::Pdf),
    };
    let list = checklist::checklist(&model, config, made.iter().find(|selection| model.checklist_stem(selection) == stem)?);
    document(&model, sources, config, list, format, &mut Diagnostics::default())
}

/// Nothing of an earlier run.
fn nothing(_path: &str, _key: &str) -> Option<Vec<u8>> {
    None
}

/// Makes the checklist of a selection, in the language of [`selection`].
///
/// # Errors
///
/// Every mistake of the selection, or that it holds no item.
pub fn checklist(model: &Model, sources: &Sources, config: &Config, selection: &str, format: ChecklistFormat) -> Result<OneChecklist, Vec<Mistake>> {
    let list = checklist::checklist(model, config, &checklist::select(model, selection)?);
    if list.all().next().is_none() {
        return Err(vec![Mistake::empty(selection)]);
    }
    let mut diagnostics = Diagnostics::default();
    let artifact = document(model, sources, config, list, format, &mut diagnostics);
    diagnostics.finish(|rule| config.severities.get(rule).copied());
    Ok(OneChecklist { artifact, diagnostics })
}

/// A checklist in a format.
fn document(
    model: &Model,
    sources: &Sources,
    config: &Config,
    list: Checklist<'_>,
    format: ChecklistFormat,
    diagnostics: &mut Diagnostics,
) -> Option<Artifact> {
    match format {
        ChecklistFormat::Markdown => Some(render::markdown::checklist(&list, site_url(config))),
        ChecklistFormat::Csv(style) => Some(sheets::table(&list, style)),
        ChecklistFormat::Xlsx => Some(sheets::workbook(model, config, &list, diagnostics)),
        ChecklistFormat::Pdf => {
            let theme = theme_of(sources, config);
            render::pdf::checklists(&[list], &pdf_files(&theme), config, &nothing, diagnostics).pop()
        }
    }
}

/// The page that each file of the content has of its own: path of the file, address of the page.
pub fn made_from(model: &Model, sources: &Sources) -> BTreeMap<String, String> {
    view::site::made_from(model, sources)
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

fn documents(model: &Model, theme: &Theme, config: &Config, earlier: Earlier<'_>, diagnostics: &mut Diagnostics) -> Vec<Artifact> {
    let made = checklist::made(model, config);
    let lists = |wanted: &[Selection]| wanted.iter().map(|selection| checklist::checklist(model, config, selection)).collect::<Vec<Checklist<'_>>>();
    let mut artifacts: Vec<Artifact> = lists(&made.markdown).iter().map(|list| render::markdown::checklist(list, site_url(config))).collect();
    if config.pdf.is_some() {
        artifacts.extend(render::pdf::checklists(&lists(&made.pdf), &pdf_files(theme), config, earlier, diagnostics));
    }
    artifacts.extend(sheets::checklists(model, config, &made, diagnostics));
    artifacts.extend(sheets::whole(model, config, &|_| true, diagnostics));
    artifacts
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

fn pdf_files(theme: &Theme) -> Vec<(&str, &[u8])> {
    theme.under("pdf/").map(|(path, file)| (path, file.bytes.as_slice())).collect()
}

fn site_url(config: &Config) -> &str {
    config.html.as_ref().map_or("", |html| html.site_url.as_str())
}
