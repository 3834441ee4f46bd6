//! The site: every page as plain data in reading order, one struct a template.

pub mod about;
pub mod az;
pub mod book;
pub mod by;
pub mod cards;
pub mod changes;
pub mod checklists;
pub mod checks;
pub mod compare;
pub mod controls;
pub mod cut;
pub mod downloads;
pub mod entries;
pub mod facets;
pub mod feed;
pub mod frameworks;
pub mod group;
pub mod guides;
pub mod home;
pub mod items;
pub mod learn;
pub mod likely;
pub mod live;
pub mod look;
pub mod matrix;
pub mod model;
pub mod outside;
pub mod page;
pub mod parts;
pub mod picker;
pub mod prose;
pub mod requirements;
pub mod responsibilities;
pub mod round;
pub mod scope;
pub mod service;
pub mod services;
pub mod slides;
pub mod stack;
pub mod standing;
pub mod terms;
pub mod workloads;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::config::Config;
use crate::model::{Model, Section};
use crate::search::{Ask, Entry};
use crate::source::{FileId, Sources};
use crate::view::ask;
use crate::view::site::book::Book;
use crate::view::site::cards::Card;
use crate::view::site::feed::Feed;
use crate::view::site::page::{Page, Shared};
use crate::view::site::prose::Prose;
use crate::vocabulary::Vocabulary as _;

/// The whole site, ready to be rendered.
#[derive(Debug)]
pub struct Site {
    /// What every page shows.
    pub shared: Shared,
    /// The pages, by kind.
    pub pages: Vec<Page>,
    /// The feed of changes; `None` where the site's address is not known.
    pub feed: Option<Feed>,
    /// Pictures of the sections; none where the site's address is not known.
    pub cards: Vec<Card>,
    /// The prose of all pages; views point in here.
    pub prose: Arc<Vec<Prose>>,
    /// Files of the book that prose shows: address and bytes, by address.
    pub assets: Vec<(String, Vec<u8>)>,
    /// What search finds.
    pub entries: Vec<Entry>,
    /// What search can be asked.
    pub ask: Ask,
    /// How many results search shows of a kind; `None` switches search off.
    pub search_limit: Option<usize>,
}

/// Every page of the site. `sizes` are those of the documents that were made, by path.
pub fn site(model: &Model, sources: &Sources, config: &Config, sizes: &BTreeMap<String, usize>) -> Site {
    let book = Book::new(model, sources, config, sizes);
    let mut pages = Vec::new();
    if book.is_manual() {
        pages.push(guides::front(&book));
    } else {
        pages.extend([home::page(&book), model::page(&book)]);
        pages.extend(services::pages(&book));
        pages.extend(controls::pages(&book));
        pages.extend(frameworks::pages(&book));
        pages.extend(workloads::pages(&book));
        pages.extend(checklists::pages(&book));
        pages.extend(compare::pages(&book));
        pages.extend(by::pages(&book));
    }
    pages.extend(guides::pages(&book));
    pages.extend(learn::pages(&book));
    pages.extend(about::pages(&book));
    pages.extend(az::pages(&book));
    if !book.is_manual() {
        pages.push(changes::page(&book));
    }
    // What is at an address today stands before what was there once.
    let taken: BTreeSet<String> = pages.iter().map(|page| page.head.path.clone()).collect();
    pages.extend(changes::redirects(&book).into_iter().filter(|page| !taken.contains(&page.head.path)));
    let entries = entries::entries(&book);
    let ask = Ask { pairs: entries::pairs(&book), ..ask::ask(model) };
    let search_limit = config.html.as_ref().filter(|html| html.search).map(|html| html.search_limit);
    let shared = page::shared(&book);
    for head in pages.iter_mut().map(|page| &mut page.head) {
        if let Some(section) = shared.sections.iter().find(|section| section.url == head.path).and_then(|section| Section::from_word(section.id)) {
            head.leads = guides::of_section(&book, section);
        }
    }
    let feed = feed::feed(&book);
    let cards = cards::cards(&book, &pages, &shared);
    outside::publish(&mut pages, &shared);
    let (prose, assets) = book.finish();
    let assets = assets.into_iter().chain(own_files(sources, config)).map(|(path, file)| (path, sources.bytes(file).to_vec())).collect();
    Site { shared, pages, cards, feed, prose: Arc::new(prose), assets, entries, ask, search_limit }
}

/// The page that each file of the content has of its own: path of the file, address of the first page that names it as its source.
pub fn made_from(site: &Site) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for head in site.pages.iter().map(|page| &page.head) {
        if let Some((path, _)) = head.source.as_ref().and_then(|source| source.label.rsplit_once(':')) {
            found.entry(path.to_owned()).or_insert_with(|| head.path.clone());
        }
    }
    found
}

/// The style sheets and scripts of the book that book.toml names.
fn own_files(sources: &Sources, config: &Config) -> Vec<(String, FileId)> {
    let named = config.html.iter().flat_map(|html| html.additional_css.iter().chain(&html.additional_js));
    named.filter_map(|path| Some((page::own_file(path), sources.find(path)?))).collect()
}
