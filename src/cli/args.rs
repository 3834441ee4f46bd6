//! Arguments that several commands share, and the book that they open.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use crate::config::{Config, Layout, Overrides, Paper, environment};
use crate::diag::{Diagnostics, Format};
use crate::load::{self, Beside, Known};
use crate::lock;
use crate::source::Sources;

/// How the book is read: the days that count, and where its links may lead.
#[derive(Debug, Clone, Args)]
pub(super) struct Reading {
    /// Resolve who holds what on this day
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<Date>,
    /// The day that counts as today [default: SOURCE_DATE_EPOCH, else the newest commit that changed the book]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub date: Option<Date>,
    /// Follow links of the book that lead into this folder outside of it; can be given several times
    #[arg(long, value_name = "DIR")]
    pub allow_links_to: Vec<PathBuf>,
}

/// The book, for commands whose arguments are about something else.
#[derive(Debug, Args)]
pub(super) struct Root {
    /// The folder of book.toml
    #[arg(short, long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    #[command(flatten)]
    pub reading: Reading,
}

/// How a PDF is printed, beside what book.toml says.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct Print {
    /// The size of a PDF's pages [default: that of book.toml]
    #[arg(long, value_name = "SIZE")]
    paper: Option<PaperSize>,
    /// How much of each item a PDF prints [default: that of book.toml]
    #[arg(long, value_name = "LAYOUT")]
    layout: Option<PageLayout>,
    /// Leave out the fields of a PDF: it is for paper only
    #[arg(long)]
    plain: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum PaperSize {
    A4,
    Letter,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum PageLayout {
    Full,
    Compact,
}

impl Print {
    /// Lays what was asked for over what book.toml says.
    pub fn lay_over(self, config: &mut Config) {
        let pdf = config.pdf.get_or_insert_default();
        match self.paper {
            Some(PaperSize::A4) => pdf.paper = Paper::A4,
            Some(PaperSize::Letter) => pdf.paper = Paper::Letter,
            None => {}
        }
        match self.layout {
            Some(PageLayout::Full) => pdf.layout = Layout::Full,
            Some(PageLayout::Compact) => pdf.layout = Layout::Compact,
            None => {}
        }
        pdf.fillable &= !self.plain;
    }
}

/// How findings are shown, and which of them fail the run.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct Findings {
    /// How to show findings
    #[arg(long, value_name = "FORMAT", default_value = "human", alias = "message-format")]
    format: Shown,
    /// Fail on warnings too
    #[arg(long, value_name = "WHAT")]
    deny: Option<Deny>,
    /// The same as `--deny warnings`
    #[arg(short, long)]
    strict: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Shown {
    Human,
    Short,
    Json,
    Sarif,
    Github,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Deny {
    Warnings,
}

impl Findings {
    /// With source lines; warnings pass.
    pub const HUMAN: Self = Self { format: Shown::Human, deny: None, strict: false };

    /// The format that was asked for.
    pub fn format(self) -> Format {
        match self.format {
            Shown::Human => Format::Human,
            Shown::Short => Format::Short,
            Shown::Json => Format::Json,
            Shown::Sarif => Format::Sarif,
            Shown::Github => Format::Github,
        }
    }

    /// Whether warnings fail the run.
    pub fn denies_warnings(self) -> bool {
        self.strict || matches!(self.deny, Some(Deny::Warnings))
    }
}

/// A book as it lies on disk, with what its reading found.
#[derive(Debug)]
pub(crate) struct Book {
    pub sources: Sources,
    pub config: Config,
    pub findings: Diagnostics,
}

impl Book {
    /// Reads a book; what is wrong with book.toml and what was left out is among the findings.
    pub fn open(root: &Path, overrides: &Overrides) -> Result<Self> {
        Self::open_again(root, overrides, &mut Known::default())
    }

    /// The same, with files that are known from before.
    pub fn open_again(root: &Path, overrides: &Overrides, known: &mut Known) -> Result<Self> {
        // The first reading tells where the content lies; its findings come again with the second.
        let early = settings(root, overrides)?;
        let named = early.html.iter().flat_map(|html| html.additional_css.iter().chain(&html.additional_js)).cloned();
        let extra: Vec<String> = named.chain([lock::FILE.to_owned()]).collect();
        let mut findings = Diagnostics::default();
        let fonts = early.pdf.map(|pdf| pdf.fonts).unwrap_or_default();
        let beside = Beside { files: &extra, fonts: &fonts, text: (environment::FILE, &variables()), links: &overrides.links };
        let sources = load::book_again(root, &early.src, beside, known, &mut findings)?;
        let config = Config::read(&sources, overrides, &mut findings);
        Ok(Self { sources, config, findings })
    }

    /// A digest of all that a build is made from: the files, what the command line, the environment and the repository say, and this
    /// program. `None` where the program does not know itself.
    pub fn digest(&self) -> Option<String> {
        Some(self.sources.digest(&format!("{}\n{:?}", load::program()?, self.config)))
    }

    /// Gives every finding the severity that book.toml asks for, and sorts them.
    pub fn finish(&mut self) {
        let severities = &self.config.severities;
        self.findings.finish(|rule| severities.get(rule).copied());
    }
}

/// What book.toml and the environment ask for; what is wrong with them is the business of whoever opens the book.
pub(super) fn settings(root: &Path, overrides: &Overrides) -> Result<Config> {
    let beside = Beside { text: (environment::FILE, &variables()), links: &overrides.links, ..Beside::default() };
    Ok(Config::read(&load::book_toml(root, beside)?, overrides, &mut Diagnostics::default()))
}

/// The variables that set keys of book.toml.
fn variables() -> String {
    environment::text(std::env::vars_os().map(|(name, value)| (name.to_string_lossy().into_owned(), value.to_string_lossy().into_owned())))
}

/// What the command line and the repository say about days and revision.
pub(super) fn overrides(root: &Path, reading: &Reading) -> Result<Overrides> {
    let commit = load::commit(root, &parts(root));
    let (today, latest) = match (reading.date, source_date()?) {
        (Some(date), _) | (None, Some(date)) => (date, date),
        // What was found today is written down before it is committed.
        (None, None) => commit.as_ref().map_or_else(|| (clock(), clock()), |commit| (commit.date, commit.date.max(clock()))),
    };
    let revision = commit.map(|commit| commit.id).unwrap_or_default();
    let real = |folder: &PathBuf| folder.canonicalize().with_context(|| format!("cannot follow links to `{}`", folder.display()));
    let links = reading.allow_links_to.iter().map(real).collect::<Result<_>>()?;
    Ok(Overrides { latest, as_of: reading.as_of, revision, links, ..Overrides::on(today) })
}

/// What a book is made of, relative to its folder: a commit that changes something else says nothing new about it.
fn parts(root: &Path) -> Vec<String> {
    // Days do not matter for what book.toml names; what is wrong with it is told when the book is opened.
    let Ok(config) = settings(root, &Overrides::on(Date::default())) else { return Vec::new() };
    let named = config.html.iter().flat_map(|html| html.additional_css.iter().chain(&html.additional_js)).cloned();
    let fonts = config.pdf.iter().flat_map(|pdf| pdf.fonts.iter().cloned());
    let fixed = ["book.toml", "theme", "themes", lock::FILE].map(str::to_owned);
    fixed.into_iter().chain([config.src.clone()]).chain(named).chain(fonts).collect()
}

/// The day in `SOURCE_DATE_EPOCH`, where it is set.
fn source_date() -> Result<Option<Date>> {
    let Some(value) = std::env::var_os("SOURCE_DATE_EPOCH") else { return Ok(None) };
    let value = value.to_string_lossy();
    let seconds = value.trim().parse().context("SOURCE_DATE_EPOCH is no number of seconds")?;
    let moment = Timestamp::from_second(seconds).context("SOURCE_DATE_EPOCH is out of range")?;
    Ok(Some(moment.to_zoned(TimeZone::UTC).date()))
}

/// Today by the clock: the last resort, for a book outside any repository.
fn clock() -> Date {
    Zoned::now().with_time_zone(TimeZone::UTC).date()
}

pub(super) fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "a day is written as 2026-11-30".to_owned())
}
