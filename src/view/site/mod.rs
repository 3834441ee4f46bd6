//! The site: every page as plain data in reading order, one struct a template.

pub mod about;
pub mod az;
pub mod book;
pub mod by;
pub mod cards;
pub mod changes;
pub mod check_line;
pub mod checklists;
pub mod checks;
pub mod compare;
pub mod controls;
pub mod cut;
pub mod downloads;
pub mod entries;
pub mod facets;
pub mod facts;
pub mod feed;
pub mod frameworks;
pub mod group;
pub mod guides;
pub mod home;
pub mod items;
pub mod learn;
pub mod lexicon;
pub mod likely;
pub mod live;
pub mod look;
pub mod matrix;
pub mod model;
pub mod often;
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
pub mod sheaf;
pub mod slides;
pub mod stack;
pub mod standing;
pub mod terms;
pub mod workloads;

use std::collections::{BTreeMap, BTreeSet};

use crate::config::Config;
use crate::model::{Meta, Model, Section};
use crate::search::{Ask, Entry};
use crate::source::{FileId, Sources};
use crate::view::site::book::Book;
use crate::view::site::cards::Card;
use crate::view::site::facts::Facts;
use crate::view::site::feed::Feed;
use crate::view::site::guides::GuideRow;
use crate::view::site::outside::Twin;
use crate::view::site::page::{Page, Shared};
use crate::view::site::sheaf::{Made, Sheaf};
use crate::view::{address, ask};
use crate::vocabulary::Vocabulary as _;

/// What a site has, worked out once. No page is made yet.
#[derive(Debug)]
pub struct Plan {
    /// What every page shows.
    pub shared: Shared,
    /// The pages, by kind, but for those under old addresses.
    pub sheaves: Vec<Sheaf>,
    /// The Markdown files beside pages, by the address of the page.
    pub twins: BTreeMap<String, Twin>,
    facts: Facts,
    sizes: BTreeMap<String, usize>,
}

/// A site: what it has, and what its pages are made from.
#[derive(Clone, Copy)]
pub struct Site<'s> {
    /// What it has.
    pub plan: &'s Plan,
    model: &'s Model,
    sources: &'s Sources,
    config: &'s Config,
}

impl Plan {
    /// The page at an address, or the page whose Markdown file is there; `None` where there can be neither.
    pub fn page_of<'p>(&'p self, path: &'p str) -> Option<&'p str> {
        let twin = || self.twins.iter().find(|(_, twin)| twin.path == path).map(|(page, _)| page.as_str());
        if path.ends_with(".html") { Some(path) } else { twin() }
    }

    /// The sheaves that may have the page at an address, the likely ones first.
    pub fn sheaves_of<'p>(&'p self, path: &'p str) -> impl Iterator<Item = &'p Sheaf> {
        let own = self.sheaves.iter().filter(move |sheaf| sheaf.is_at(path));
        own.chain(self.sheaves.iter().filter(move |sheaf| sheaf.is_above(path)))
    }

    /// The plan of a book's site. `sizes` are those of the documents that were made, by path.
    pub fn of(model: &Model, config: &Config, sizes: BTreeMap<String, usize>) -> Self {
        let facts = Facts::of(model, config);
        Self { shared: page::shared(model, config), sheaves: sheaves(model, &facts), twins: outside::twins(model, config, &facts.made), facts, sizes }
    }
}

impl<'s> Site<'s> {
    /// A site after its plan, which was made of the same model.
    pub fn new(plan: &'s Plan, model: &'s Model, sources: &'s Sources, config: &'s Config) -> Self {
        Self { plan, model, sources, config }
    }

    /// The pages of a sheaf.
    pub fn make(&self, sheaf: &Sheaf) -> Made {
        let mut made = sheaf.make(Book::new(self));
        for page in &mut made.pages {
            page.head.twin = self.plan.twins.get(&page.head.path).cloned();
            page.head.leads = self.leads(&page.head.path);
            outside::publish(page, &self.plan.shared);
        }
        made
    }

    /// The guides that lead on from a page, where it is the first one of a section.
    fn leads(&self, path: &str) -> Vec<GuideRow> {
        let section = self.plan.shared.sections.iter().find(|section| section.url == path);
        let section = section.and_then(|section| Section::from_word(section.id));
        section.map(|section| guides::of_section(self.model, section)).unwrap_or_default()
    }

    /// Pages under old addresses, but for those where something is today.
    pub fn redirects(&self, taken: &dyn Fn(&str) -> bool) -> Vec<Page> {
        changes::redirects(self.model, self.config, taken)
    }

    /// The feed of changes; `None` where the site's address is not known.
    pub fn feed(&self) -> Option<Feed> {
        feed::feed(&Book::new(self))
    }

    /// Pictures of the sections; none where the site's address is not known.
    pub fn cards(&self) -> Vec<Card> {
        let sections: BTreeSet<&'static str> = self.plan.sheaves.iter().map(|sheaf| sheaf.section).filter(|section| *section != "404").collect();
        cards::cards(&Book::new(self), sections, &self.plan.shared)
    }

    /// What search finds, kind by kind.
    pub fn with_entries<T>(&self, take: impl FnOnce(&mut dyn Iterator<Item = Entry>) -> T) -> T {
        take(&mut entries::entries(&Book::new(self)))
    }

    /// What search can be asked.
    pub fn ask(&self) -> Ask {
        Ask { pairs: entries::pairs(&Book::new(self)), ..ask::ask(self.model) }
    }

    /// How many results search shows of a kind; `None` switches search off.
    pub fn search_limit(&self) -> Option<usize> {
        self.config.html.as_ref().filter(|html| html.search).map(|html| html.search_limit)
    }

    /// The style sheets and scripts of the book that book.toml names: address, and the file.
    pub fn own_files(&self) -> BTreeMap<String, FileId> {
        let named = self.config.html.iter().flat_map(|html| html.additional_css.iter().chain(&html.additional_js));
        named.filter_map(|path| Some((page::own_file(path), self.sources.find(path)?))).collect()
    }

    /// What a file of the book holds.
    pub fn bytes(&self, file: FileId) -> &'s [u8] {
        self.sources.bytes(file)
    }
}

fn sheaves(model: &Model, facts: &Facts) -> Vec<Sheaf> {
    let manual = book::is_manual(model);
    let mut sheaves = Vec::new();
    if manual {
        sheaves.push(Sheaf::page("home", "index.html", guides::front));
    } else {
        sheaves.extend([Sheaf::page("home", "index.html", home::page), Sheaf::page("model", "model.html", model::page)]);
        sheaves.extend(services::sheaves(model));
        sheaves.extend(controls::sheaves(model));
        sheaves.extend(frameworks::sheaves(model));
        sheaves.extend(workloads::sheaves(model));
        sheaves.extend(checklists::sheaves(model));
        sheaves.extend(compare::sheaves(model, &facts.pairs));
        sheaves.extend(by::sheaves(model));
    }
    sheaves.extend(guides::sheaves(model));
    sheaves.extend(learn::sheaves(model));
    sheaves.extend(about::sheaves(model));
    sheaves.push(az::sheaf());
    if !manual {
        sheaves.push(Sheaf::page("changes", "changes.html", changes::page));
    }
    sheaves
}

/// The page that each file of the content has of its own: path of the file, address of the page.
pub fn made_from(model: &Model, sources: &Sources) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut add = |meta: &Meta, page: String| {
        found.entry(sources.path(meta.span.file).to_owned()).or_insert(page);
    };
    model.services.iter().for_each(|(id, row)| add(&row.meta, address::service(model, id)));
    model.controls.iter().for_each(|(id, row)| add(&row.meta, address::control(model, id)));
    model.frameworks.iter().for_each(|(id, row)| add(&row.meta, address::framework(model, id)));
    model.workloads.iter().for_each(|(id, row)| add(&row.meta, address::workload(model, id)));
    model.checklists.iter().for_each(|(id, row)| add(&row.meta, address::named_checklist(model, id)));
    model.guides.iter().for_each(|(id, row)| add(&row.meta, address::guide(model, id)));
    model.paths.iter().for_each(|(id, row)| add(&row.meta, address::path(model, id)));
    for (id, path) in model.paths.iter() {
        path.lessons.iter().enumerate().for_each(|(at, lesson)| add(&lesson.meta, address::lesson(model, id, at)));
    }
    found
}
