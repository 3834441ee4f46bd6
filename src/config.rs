//! book.toml, checked: every key has its meaning or a precise hint, and unknown keys are refused.
//!
//! `keys` is the table of what may be written, `table` the typed access to it, `read` makes a [`Config`] of both.

pub mod about;
pub mod environment;
mod html;
mod keys;
pub mod look;
mod pdf;
mod read;
mod table;

use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::civil::Date;

use crate::diag::Severity;
use crate::source::{Span, Spanned};

pub use pdf::{Layout, Pair, Paper, Pdf};

/// Whether this build of onus can draw pictures as PNG: icons and cards.
pub const DRAWS: bool = cfg!(feature = "pdf");

/// What the command line and the book's history say; they beat book.toml.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overrides {
    /// The day the build counts as today.
    pub today: Date,
    /// The last day that is not in the future.
    pub latest: Date,
    /// `--as-of`.
    pub as_of: Option<Date>,
    /// The short id of the newest commit that changed the book, or empty.
    pub revision: String,
    /// The day of the newest commit that changed a file, by its path; of those that the history knows.
    pub changed: BTreeMap<String, Date>,
    /// `--site-url`.
    pub site_url: Option<String>,
    /// `--allow-links-to`: folders outside of the book that its links may lead into, without links in their paths.
    pub links: Vec<PathBuf>,
}

impl Overrides {
    /// Nothing but the day.
    pub fn on(today: Date) -> Self {
        Self { today, latest: today, as_of: None, revision: String::new(), changed: BTreeMap::new(), site_url: None, links: Vec::new() }
    }
}

/// What the book asks for, with the command line's say.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// `[book] title`.
    pub title: String,
    /// `[book] description`.
    pub description: String,
    /// `[book] authors`.
    pub authors: Vec<String>,
    /// `[book] license`: under which terms the content may be used.
    pub license: String,
    /// `[book] language`, a BCP 47 tag.
    pub language: String,
    /// `[book] src`: the folder of the content, relative to the book.
    pub src: String,
    /// `[build] build-dir`, relative to the book.
    pub build_dir: String,
    /// The day the build counts as today: `--date`, `SOURCE_DATE_EPOCH`, else that of the newest commit that changed the book.
    pub today: Date,
    /// The last day that is not in the future: `today`, or the clock's where the day is that of the newest commit. It reaches
    /// no output: only what is dated later is reported.
    pub latest: Date,
    /// The day holders are resolved for: `--as-of`, else `today`.
    pub as_of: Date,
    /// The revision that documents carry: the short id of the newest commit that changed the book, or empty.
    pub revision: String,
    /// The day of the newest commit that changed a file, by its path; of those that the history knows.
    pub changed: BTreeMap<String, Date>,
    /// `[build] extra-watch-dirs`: folders that `serve` watches too, relative to the book.
    pub watch_dirs: Vec<String>,
    /// `[model] review-limit`: days after which a review counts as old; `None` switches the rule off.
    pub review_limit_days: Option<u32>,
    /// `[rules]`: rule id to severity.
    pub severities: BTreeMap<String, Severity>,
    /// `[output.html]`, when its table is there.
    pub html: Option<Html>,
    /// `[output.pdf]`, when its table is there.
    pub pdf: Option<Pdf>,
    /// `[output.markdown]`, when its table is there.
    pub markdown: Option<Markdown>,
    /// `[output.json]`, when its table is there.
    pub json: Option<Json>,
    /// `[output.csv]`, when its table is there.
    pub csv: Option<Csv>,
    /// `[output.xlsx]`, when its table is there.
    pub xlsx: Option<Xlsx>,
}

/// `[output.html]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Html {
    /// `theme`: a folder under `themes/`.
    pub theme: String,
    /// Where that is said.
    pub theme_at: Option<Span>,
    /// `site-url`: where the site is published, for canonical links and documents; empty when unknown.
    pub site_url: String,
    /// `git-repository-url`.
    pub repository_url: Option<String>,
    /// `edit-url-template`, with `{path}`.
    pub edit_url: Option<String>,
    /// `default-theme`: the appearance until a reader chooses.
    pub appearance: Appearance,
    /// `additional-css`: style sheets of the book, relative to it.
    pub additional_css: Vec<String>,
    /// `additional-js`: scripts of the book, relative to it.
    pub additional_js: Vec<String>,
    /// `raw-html`: whether what is harmless of HTML in prose stands on pages.
    pub raw_html: bool,
    /// `cname`: the domain that a `CNAME` file names.
    pub cname: Option<String>,
    /// `[output.html.search] enable`.
    pub search: bool,
    /// `[output.html.search] limit-results`.
    pub search_limit: usize,
    /// `[output.html.redirect]`: old address, relative to the site's root, to new one.
    pub redirects: BTreeMap<String, String>,
}

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Appearance {
    /// As the reader's system asks.
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// `[output.markdown]`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Markdown {
    /// `checklists`: which checklists are made; `None` for all.
    pub checklists: Option<Vec<Asked>>,
    /// `split`: whether the checklist of a workload is made in parts as well, one for each team.
    pub by_team: bool,
}

/// Checklists that an output makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// All of a kind.
    All(Every),
    /// One, in the language of selections.
    Selection(Spanned<String>),
}

/// Checklists that a build can make without being asked for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Every {
    /// `services`: a checklist for each service.
    Service,
    /// `variants`: a checklist for each variant.
    Variant,
    /// `workloads`: a checklist for each workload.
    Workload,
    /// `parties`: a checklist for each party that can hold a duty.
    Party,
    /// `named`: every checklist of `content/checklists/`.
    Named,
}

impl Every {
    /// Every kind with the word for it, in the order in which checklists are listed.
    pub const WORDS: [(&str, Self); 5] =
        [("named", Self::Named), ("workloads", Self::Workload), ("services", Self::Service), ("variants", Self::Variant), ("parties", Self::Party)];
}

/// `[output.json]`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Json {}

/// `[output.csv]`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Csv {
    /// How tables are written.
    pub style: CsvStyle,
    /// `checklists`: which checklists are made; `None` for all of them.
    pub checklists: Option<Vec<Asked>>,
}

/// How tables are written as CSV.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CsvStyle {
    /// `raw`: text that a spreadsheet would take for a formula is written as it is.
    pub raw: bool,
    /// `excel`: files begin with the mark by which Excel knows UTF-8.
    pub excel: bool,
}

/// `[output.xlsx]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Xlsx {
    /// `paper`: what sheets are printed on; that of `[output.pdf]` where it says nothing.
    pub paper: Paper,
    /// `checklists`: which checklists are made; `None` for all of them.
    pub checklists: Option<Vec<Asked>>,
}

impl Default for Xlsx {
    fn default() -> Self {
        Self { paper: Paper::A4, checklists: None }
    }
}

impl Config {
    /// What outputs ask for in the language of selections.
    pub fn selections(&self) -> Vec<Spanned<String>> {
        let of_pdf = self.pdf.iter().filter_map(|pdf| pdf.checklists.as_ref());
        let of_markdown = self.markdown.iter().filter_map(|markdown| markdown.checklists.as_ref());
        let of_csv = self.csv.iter().filter_map(|csv| csv.checklists.as_ref());
        let of_xlsx = self.xlsx.iter().filter_map(|xlsx| xlsx.checklists.as_ref());
        let one = |asked: &Asked| if let Asked::Selection(text) = asked { Some(text.clone()) } else { None };
        of_pdf.chain(of_markdown).chain(of_csv).chain(of_xlsx).flatten().filter_map(one).collect()
    }
}
