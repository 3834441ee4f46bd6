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
pub mod markdown;
pub mod model;
mod parse;
pub mod render;
mod resolve;
pub mod search;
pub mod serve;
pub mod source;
pub mod theme;
mod validate;
pub mod view;
pub mod vocabulary;
pub mod write;

use artifact::{Artifact, Earlier};
use config::Config;
use diag::Diagnostics;
use model::Model;
use source::Sources;
use theme::Theme;
use view::checklist::{self, Checklist};

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
    let context = validate::Context { model: &model, sources, src: &config.src, suspects: &suspects };
    validate::validate(&context, &mut diagnostics);
    diagnostics.finish(|rule| config.severities.get(rule).copied());
    Checked { model, diagnostics }
}

/// Checks a book and makes everything that its book.toml asks for. With an error, nothing is made.
/// A PDF file that `earlier` still has, made from the same, is taken from there.
pub fn build(sources: &Sources, config: &Config, earlier: Earlier<'_>) -> Build {
    make(sources, config, config.pdf.is_some().then_some(earlier))
}

/// Makes what a reader of the site sees at once: everything but the PDF files, which [`preview_pdf`] makes when they are asked for.
pub fn preview(sources: &Sources, config: &Config) -> Build {
    make(sources, config, None)
}

/// Makes the PDF file that a build would put at `path`; `None` where it would put none there.
pub fn preview_pdf(sources: &Sources, config: &Config, path: &str) -> Option<Artifact> {
    let stem = path.strip_prefix("checklists/")?.strip_suffix(".pdf")?;
    config.pdf.as_ref()?;
    let Checked { model, mut diagnostics } = check(sources, config);
    let mut lists = checklist::all(&model).into_iter().map(|selection| checklist::checklist(&model, config, selection));
    let list = lists.find(|list| list.stem == stem)?;
    let theme = theme::load(sources, config, &mut diagnostics);
    render::pdf::checklists(&[list], &pdf_files(&theme), config, &nothing, &mut diagnostics).pop()
}

/// Nothing of an earlier run.
fn nothing(_path: &str, _key: &str) -> Option<Vec<u8>> {
    None
}

fn make(sources: &Sources, config: &Config, typeset: Option<Earlier<'_>>) -> Build {
    let Checked { model, mut diagnostics } = check(sources, config);
    if diagnostics.has_errors() {
        return Build { artifacts: Vec::new(), diagnostics };
    }
    let theme = theme::load(sources, config, &mut diagnostics);
    let lists: Vec<Checklist<'_>> = checklist::all(&model).into_iter().map(|selection| checklist::checklist(&model, config, selection)).collect();
    let mut artifacts = documents(&lists, config);
    if let Some(earlier) = typeset {
        artifacts.extend(render::pdf::checklists(&lists, &pdf_files(&theme), config, earlier, &mut diagnostics));
    }
    artifacts.extend(pages(&model, sources, &theme, config, &mut diagnostics));
    artifacts.sort_by(|a, b| a.path.cmp(&b.path));
    diagnostics.finish(|rule| config.severities.get(rule).copied());
    if diagnostics.has_errors() {
        artifacts.clear();
    }
    Build { artifacts, diagnostics }
}

/// Makes the checklist that a selector asks for.
///
/// # Errors
///
/// [`Unknown`] where the selector names nothing.
pub fn checklist(model: &Model, sources: &Sources, config: &Config, selector: &str, format: ChecklistFormat) -> Result<OneChecklist, Unknown> {
    let list = checklist::checklist(model, config, checklist::select(model, selector)?);
    let mut diagnostics = Diagnostics::default();
    let artifact = match format {
        ChecklistFormat::Markdown => Some(render::markdown::checklist(&list, site_url(config))),
        ChecklistFormat::Pdf => {
            let theme = theme::load(sources, config, &mut diagnostics);
            render::pdf::checklists(&[list], &pdf_files(&theme), config, &nothing, &mut diagnostics).pop()
        }
    };
    diagnostics.finish(|rule| config.severities.get(rule).copied());
    Ok(OneChecklist { artifact, diagnostics })
}

/// The JSON Schema of every kind of file, for editors: `<kind>.json`.
pub fn schemas() -> Vec<Artifact> {
    let text = |schema: &serde_json::Value| format!("{schema:#}\n");
    parse::schema::all().iter().map(|file| Artifact::new(format!("{}.json", file.name), text(&file.schema))).collect()
}

fn documents(lists: &[Checklist<'_>], config: &Config) -> Vec<Artifact> {
    let wanted = if config.markdown.is_some() { lists } else { &[] };
    wanted.iter().map(|list| render::markdown::checklist(list, site_url(config))).collect()
}

fn pages(model: &Model, sources: &Sources, theme: &Theme, config: &Config, diagnostics: &mut Diagnostics) -> Vec<Artifact> {
    if config.html.is_none() {
        return Vec::new();
    }
    let site = view::site::site(model, sources, config);
    let mut artifacts = render::html::render(&site, theme, config, diagnostics);
    if let Some(book) = sources.find("book.toml") {
        render::html::budget::check(&artifacts, &site, source::Span::start_of(book), diagnostics);
    }
    artifacts.extend(site.search_limit.iter().flat_map(|&limit| search::index(&site.entries, &site.ask, limit)));
    artifacts
}

fn pdf_files(theme: &Theme) -> Vec<(&str, &[u8])> {
    theme.under("pdf/").map(|(path, file)| (path, file.bytes.as_slice())).collect()
}

fn site_url(config: &Config) -> &str {
    config.html.as_ref().map_or("", |html| html.site_url.as_str())
}
