//! The site: pages made sheaf by sheaf, each handed on as soon as it is there, and what stands beside them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use crate::artifact::{Artifact, Out};
use crate::config::Config;
use crate::diag::{Diagnostics, rules};
use crate::render::beside::{self, Listed};
use crate::render::html::Press;
use crate::render::html::budget::Scales;
use crate::render::picture::{self, Drawing, Tools};
use crate::render::{html, markdown};
use crate::search;
use crate::source::{FileId, Sources, Span};
use crate::theme::Theme;
use crate::theme::fault::{self, Fault};
use crate::timings::{Stage, timed};
use crate::view::site::Site;
use crate::view::site::page::Page;
use crate::view::site::sheaf::{Made, Sheaf};

/// The drawing that icons and cards are made from, by its path in a theme.
pub(crate) const MARK: &str = "static/mark.svg";

/// Makes every file of a site. What is wrong with a template is reported, and its pages are left out.
pub(crate) fn site(site: Site<'_>, theme: &Theme, (sources, config): (&Sources, &Config), out: Out<'_>, diagnostics: &mut Diagnostics) {
    let Some(press) = timed(Stage::Render, || Press::of(&site.plan.shared, theme, diagnostics)) else { return };
    let scales = Scales::default();
    let run = Run { site, press: &press, scales: &scales, out };
    let mut told: Vec<Told> = site.plan.sheaves.par_iter().map(|sheaf| run.sheaf(sheaf)).collect();
    let taken: BTreeSet<&str> = told.iter().flat_map(|told| told.paths.iter().map(String::as_str)).collect();
    let redirects = Made { pages: site.redirects(&|path| taken.contains(path)), prose: Vec::new(), assets: BTreeMap::new() };
    told.push(run.pages(redirects));
    let mut faults: BTreeSet<Fault> = told.iter().flat_map(|told| told.faults.iter().cloned()).collect();
    let cards: Vec<Drawing> = site.cards().iter().filter_map(|card| press.card(card).map_err(|fault| faults.insert(fault)).ok()).collect();
    // No page comes after this, and the search of a large book needs the memory.
    press.forget();
    faults.iter().for_each(|fault| fault::report(fault, theme, diagnostics));
    html::files(theme, config).into_iter().for_each(|file| {
        scales.file(&file);
        out(file);
    });
    let assets = told.iter().flat_map(|told| told.assets.clone()).chain(site.own_files()).collect::<BTreeMap<String, FileId>>();
    assets.into_iter().for_each(|(path, file)| out(Artifact::new(path, site.bytes(file))));
    let listed: Vec<Listed> = told.into_iter().flat_map(|told| told.listed).collect();
    timed(Stage::Render, || beside::files(&site, &listed)).into_iter().for_each(out);
    if let Some(limit) = site.search_limit() {
        timed(Stage::Search, || site.with_entries(|entries| search::index(entries, &site.ask(), limit))).for_each(out);
    }
    timed(Stage::Render, || pictures(&cards, theme, diagnostics)).into_iter().for_each(out);
    if let Some(book) = sources.find("book.toml") {
        scales.report(Span::start_of(book), diagnostics);
    }
}

/// The files of one sheaf; what is wrong with a template leaves its page out.
pub(crate) fn sheaf(site: Site<'_>, press: &Press, sheaf: &Sheaf) -> Vec<Artifact> {
    collected(site, press, |run| run.sheaf(sheaf))
}

/// The page at an old address, where one leads on from there.
pub(crate) fn redirect(site: Site<'_>, press: &Press, path: &str) -> Vec<Artifact> {
    let pages = site.redirects(&|from| from != path);
    collected(site, press, |run| run.pages(Made { pages, prose: Vec::new(), assets: BTreeMap::new() }))
}

fn collected(site: Site<'_>, press: &Press, make: impl FnOnce(&Run<'_>) -> Told) -> Vec<Artifact> {
    let files = Mutex::new(Vec::new());
    let out = |file| files.lock().unwrap_or_else(PoisonError::into_inner).push(file);
    make(&Run { site, press, scales: &Scales::default(), out: &out });
    files.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// What it takes to make pages.
struct Run<'r> {
    site: Site<'r>,
    press: &'r Press,
    scales: &'r Scales,
    out: Out<'r>,
}

/// What is left of pages that were handed on.
#[derive(Default)]
struct Told {
    paths: Vec<String>,
    listed: Vec<Listed>,
    faults: Vec<Fault>,
    assets: BTreeMap<String, FileId>,
}

impl Run<'_> {
    fn sheaf(&self, sheaf: &Sheaf) -> Told {
        self.pages(timed(Stage::View, || self.site.make(sheaf)))
    }

    fn pages(&self, made: Made) -> Told {
        let mut told = Told { assets: made.assets, ..Told::default() };
        let prose = Arc::new(made.prose);
        for page in &made.pages {
            told.paths.push(page.head.path.clone());
            told.listed.push(Listed::of(page, &self.site.plan.shared));
            match timed(Stage::Render, || self.press.page(page, &prose)) {
                Ok(file) => self.page(page, file),
                Err(fault) => told.faults.push(fault),
            }
            timed(Stage::Render, || markdown::twin(self.site.plan, page, &prose)).into_iter().for_each(self.out);
        }
        told
    }

    fn page(&self, page: &Page, file: Artifact) {
        self.scales.page(page.body.template(), &file);
        (self.out)(file);
    }
}

/// The icons of the site, and the cards of its sections.
pub(crate) fn pictures(cards: &[Drawing], theme: &Theme, diagnostics: &mut Diagnostics) -> Vec<Artifact> {
    // What is no text cannot be drawn either, and is told below.
    let mark = theme.text(MARK).unwrap_or_default();
    let fonts: Vec<&[u8]> =
        theme.under("pdf/fonts/").filter(|(path, _)| path.ends_with(".ttf") || path.ends_with(".otf")).map(|(_, file)| &*file.bytes).collect();
    let tools = Tools { mark, fonts: &fonts };
    let made = [(MARK, picture::icons(tools)), ("templates/card.svg", picture::cards(cards, tools))];
    made.into_iter()
        .flat_map(|(path, made)| {
            made.unwrap_or_else(|problem| {
                if let Some(span) = theme.span(path, 1, 1) {
                    diagnostics.report(&rules::THEME, span, format!("`{path}` cannot be drawn: {problem}"));
                }
                Vec::new()
            })
        })
        .collect()
}
