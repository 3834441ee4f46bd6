//! A page: what its frame shows, and its body.

use serde::Serialize;

use crate::config::Config;
use crate::config::{Appearance, DRAWS};
use crate::model::{Meta, Model};
use crate::view::site::book::{Book, customer_name, is_manual, provider_name, teaches};
use crate::view::site::guides::GuideRow;
use crate::view::site::outside::{Published, Twin};
use crate::view::site::parts::{Link, Source};
use crate::view::site::{
    about, az, by, changes, checklists, compare, controls, frameworks, group, guides, home, learn, model, requirements, round, scope, service,
    services, slides, workloads,
};

/// What every page shows.
#[derive(Debug, Clone, Serialize)]
pub struct Shared {
    /// The book's title.
    pub title: String,
    /// The book's description.
    pub description: String,
    /// The language, a BCP 47 tag.
    pub language: String,
    /// Where the site is published, without a slash at the end; empty when unknown.
    pub site_url: String,
    /// The repository of the content.
    pub repository_url: Option<String>,
    /// The revision of the content; may be empty.
    pub revision: String,
    /// The day of the build.
    pub date: String,
    /// The day that holders are resolved for.
    pub as_of: String,
    /// Whether that is another day than the build's.
    pub other_day: bool,
    /// Whether there is a search.
    pub search: bool,
    /// The appearance until a reader chooses: `light` or `dark`; `None` as the system asks.
    pub appearance: Option<&'static str>,
    /// The book's own style sheets.
    pub styles: Vec<String>,
    /// The book's own scripts.
    pub scripts: Vec<String>,
    /// Whether the book is a manual: guides, and nothing that anybody could be accountable for.
    pub manual: bool,
    /// The sections of the site, in the order of the navigation.
    pub sections: Vec<Section>,
    /// The word for the provider's side.
    pub provider: String,
    /// The word for the customer's side.
    pub customer: String,
    /// Whether there are icons beside the mark.
    pub icons: bool,
    /// Whether there is a feed of changes: only where the site's address is known.
    pub feed: bool,
    /// Whether the model lies at the root as `model.json`.
    pub json: bool,
}

/// A section of the site.
#[derive(Debug, Clone, Serialize)]
pub struct Section {
    /// Its id, as pages name it.
    pub id: &'static str,
    /// Its name.
    pub text: &'static str,
    /// Its first page.
    pub url: &'static str,
    /// Whether it stands in the header; the others stand behind "More" there, and in the footer.
    pub main: bool,
}

/// A page.
#[derive(Debug, Clone)]
pub struct Page {
    /// What the frame shows.
    pub head: Head,
    /// What the template shows.
    pub body: Body,
}

/// What the frame of a page shows.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Head {
    /// Its address, relative to the site's root.
    pub path: String,
    /// Its title.
    pub title: String,
    /// One sentence about it, for search engines.
    pub description: String,
    /// The section it belongs to.
    pub section: &'static str,
    /// The way to it from its section; without itself.
    pub crumbs: Vec<Link>,
    /// Its headings, for the contents rail.
    pub toc: Vec<Link>,
    /// Its neighbours in the section.
    pub branch: Option<Branch>,
    /// The page before it.
    pub previous: Option<Link>,
    /// The page after it.
    pub next: Option<Link>,
    /// The file that it is made from.
    pub source: Option<Source>,
    /// The day of the newest commit that changed that file, where it is known.
    pub changed: Option<String>,
    /// When somebody last compared it with its sources.
    pub reviewed: Option<String>,
    /// Whether nobody has checked it against a source yet.
    pub unverified: bool,
    /// Where its facts come from.
    pub sources: Vec<String>,
    /// Guides that lead on from it, where it is the first page of a section.
    pub leads: Vec<GuideRow>,
    /// Where it is published, where that is known.
    pub published: Option<Published>,
    /// The same in Markdown, where there is such a file.
    pub twin: Option<Twin>,
}

/// The part of the navigation that a page stands in.
#[derive(Debug, Clone, Serialize)]
pub struct Branch {
    /// Its heading.
    pub title: String,
    /// The pages in it; of many, those around the page that shows it.
    pub links: Vec<Link>,
    /// The page that lists all of them, where some are left out.
    pub all: Option<Link>,
}

impl Branch {
    /// How many pages a branch shows: more would outweigh the page.
    const MOST: usize = 40;

    /// The pages around the one at `at`, and where all of them are listed.
    pub fn around<T>(title: impl Into<String>, pages: &[T], link: impl Fn(&T) -> Link, at: usize, list: &str) -> Self {
        let all = (pages.len() > Self::MOST).then(|| Link::new(format!("All {}", pages.len()), list));
        let first = at.saturating_sub(Self::MOST / 2).min(pages.len().saturating_sub(Self::MOST));
        Self { title: title.into(), links: pages.iter().skip(first).take(Self::MOST).map(link).collect(), all }
    }
}

impl Head {
    /// The frame of a page with an address, a title and a section.
    pub fn new(path: impl Into<String>, title: impl Into<String>, section: &'static str) -> Self {
        Self { path: path.into(), title: title.into(), section, ..Self::default() }
    }

    /// With one sentence about the page.
    pub fn about(mut self, words: impl Into<String>) -> Self {
        self.description = words.into();
        self
    }

    /// With a link back to the section.
    pub fn below(mut self, text: &str, url: &str) -> Self {
        self.crumbs.push(Link::new(text, url));
        self
    }

    /// With headings of fixed text: words and anchor, those that are there.
    pub fn contents<'t>(mut self, headings: impl IntoIterator<Item = (bool, &'t str, &'t str)>) -> Self {
        let there = headings.into_iter().filter(|(there, ..)| *there);
        self.toc.extend(there.map(|(_, text, anchor)| Link::new(text, format!("#{anchor}"))));
        self
    }

    /// With its place among its neighbours: the branch, the page before it and the page after it.
    /// Only links that are shown are made: a page of a large section would else take as long as there are pages in it.
    pub fn among<T: PartialEq>(mut self, title: &str, (own, all): (T, &[T]), link: impl Fn(&T) -> Link, list: &str) -> Self {
        let Some(at) = all.iter().position(|one| *one == own) else { return self };
        self.previous = at.checked_sub(1).map(|at| link(&all[at]));
        self.next = all.get(at + 1).map(&link);
        self.branch = Some(Branch::around(title, all, link, at, list));
        self
    }

    /// With what every entity carries.
    pub fn meta(mut self, book: &Book, meta: &Meta) -> Self {
        self.source = Some(book.source(meta.span));
        self.changed = book.config.changed.get(book.sources.path(meta.span.file)).map(ToString::to_string);
        self.reviewed = meta.reviewed.map(|day| day.to_string());
        self.unverified = !meta.verified;
        self.sources.clone_from(&meta.sources);
        self
    }
}

/// The body of a page: one variant a template.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum Body {
    /// `home.html`.
    Home(home::Home),
    /// `front.html`.
    Front(guides::Front),
    /// `model.html`.
    Model(model::ModelPage),
    /// `services.html`.
    Services(services::Services),
    /// `service.html`.
    Service(Box<service::ServicePage>),
    /// `requirements.html`.
    Requirements(requirements::Requirements),
    /// `controls.html`.
    Controls(controls::Controls),
    /// `control.html`.
    Control(Box<controls::ControlPage>),
    /// `frameworks.html`.
    Frameworks(frameworks::Frameworks),
    /// `framework.html`.
    Framework(frameworks::FrameworkPage),
    /// `group.html`.
    Group(group::GroupPage),
    /// `workloads.html`.
    Workloads(workloads::Workloads),
    /// `workload.html`.
    Workload(Box<workloads::WorkloadPage>),
    /// `scope.html`.
    Scope(scope::Scope),
    /// `checklists.html`.
    Checklists(checklists::Checklists),
    /// `named.html`.
    Named(Box<checklists::NamedPage>),
    /// `compares.html`.
    Compares(compare::Compares),
    /// `compare.html`.
    Compare(Box<compare::Compare>),
    /// `guides.html`.
    Guides(guides::Guides),
    /// `guide.html`.
    Guide(guides::GuidePage),
    /// `learn.html`.
    Learn(learn::Learn),
    /// `path.html`.
    Path(Box<learn::PathPage>),
    /// `lesson.html`.
    Lesson(learn::LessonPage),
    /// `round.html`.
    Round(round::RoundPage),
    /// `practice.html`.
    Practice(round::PracticePage),
    /// `slides.html`.
    Slides(slides::SlidesPage),
    /// `handout.html`.
    Handout(Box<slides::HandoutPage>),
    /// `glossary.html`.
    Glossary(about::Glossary),
    /// `about.html`.
    About(about::About),
    /// `search.html`.
    Search(az::SearchPage),
    /// `a-z.html`.
    AToZ(az::AToZ),
    /// `by.html`.
    By(Box<by::By>),
    /// `404.html`.
    NotFound(about::NotFound),
    /// `changes.html`.
    Changes(changes::Changes),
    /// `redirect.html`.
    Redirect(changes::Redirect),
}

impl Body {
    /// The template that shows it.
    pub fn template(&self) -> &'static str {
        match self {
            Self::Home(_) => "home.html",
            Self::Front(_) => "front.html",
            Self::Model(_) => "model.html",
            Self::Services(_) => "services.html",
            Self::Service(_) => "service.html",
            Self::Requirements(_) => "requirements.html",
            Self::Controls(_) => "controls.html",
            Self::Control(_) => "control.html",
            Self::Frameworks(_) => "frameworks.html",
            Self::Framework(_) => "framework.html",
            Self::Group(_) => "group.html",
            Self::Workloads(_) => "workloads.html",
            Self::Workload(_) => "workload.html",
            Self::Scope(_) => "scope.html",
            Self::Checklists(_) => "checklists.html",
            Self::Named(_) => "named.html",
            Self::Compares(_) => "compares.html",
            Self::Compare(_) => "compare.html",
            Self::Guides(_) => "guides.html",
            Self::Guide(_) => "guide.html",
            Self::Learn(_) => "learn.html",
            Self::Path(_) => "path.html",
            Self::Lesson(_) => "lesson.html",
            Self::Round(_) => "round.html",
            Self::Practice(_) => "practice.html",
            Self::Slides(_) => "slides.html",
            Self::Handout(_) => "handout.html",
            Self::Glossary(_) => "glossary.html",
            Self::About(_) => "about.html",
            Self::Search(_) => "search.html",
            Self::AToZ(_) => "a-z.html",
            Self::By(_) => "by.html",
            Self::NotFound(_) => "404.html",
            Self::Changes(_) => "changes.html",
            Self::Redirect(_) => "redirect.html",
        }
    }
}

/// What every page shows, for this book.
pub fn shared(model: &Model, config: &Config) -> Shared {
    let html = config.html.as_ref();
    // A manual has nobody to answer for anything, so it has no pages about that.
    let duties = !is_manual(model);
    let section = |there: bool, id, text, url, main| there.then_some(Section { id, text, url, main });
    let sections = [
        section(duties, "model", "Model", "model.html", true),
        section(duties, "services", "Services", "services/index.html", true),
        section(duties, "compare", "Compare", "compare/index.html", true),
        section(duties, "controls", "Controls", "controls/index.html", true),
        section(!model.frameworks.is_empty(), "frameworks", "Frameworks", "frameworks/index.html", true),
        section(!model.workloads.is_empty(), "workloads", "Workloads", "workloads/index.html", true),
        section(duties, "checklists", "Checklists", "checklists/index.html", true),
        section(!model.guides.is_empty(), "guides", "Guides", "guides/index.html", true),
        section(duties, "changes", "Changes", "changes.html", true),
        section(teaches(model), "learn", "Learn", "learn/index.html", false),
        section(!model.terms.is_empty(), "glossary", "Glossary", "glossary.html", false),
        section(true, "about", "About this build", "about.html", false),
    ];
    Shared {
        title: config.title.clone(),
        description: config.description.clone(),
        language: config.language.clone(),
        site_url: html.map(|html| html.site_url.trim_end_matches('/').to_owned()).unwrap_or_default(),
        repository_url: html.and_then(|html| html.repository_url.clone()),
        revision: config.revision.clone(),
        date: config.today.to_string(),
        as_of: model.as_of.to_string(),
        other_day: model.as_of != config.today,
        search: html.is_some_and(|html| html.search),
        appearance: html.and_then(|html| appearance(html.appearance)),
        styles: html.map(|html| html.additional_css.iter().map(|path| own_file(path)).collect()).unwrap_or_default(),
        scripts: html.map(|html| html.additional_js.iter().map(|path| own_file(path)).collect()).unwrap_or_default(),
        manual: is_manual(model),
        sections: sections.into_iter().flatten().collect(),
        provider: provider_name(model),
        customer: customer_name(model),
        icons: DRAWS,
        feed: html.is_some_and(|html| !html.site_url.is_empty()),
        json: config.json.is_some(),
    }
}

fn appearance(appearance: Appearance) -> Option<&'static str> {
    match appearance {
        Appearance::System => None,
        Appearance::Light => Some("light"),
        Appearance::Dark => Some("dark"),
    }
}

/// Where a style sheet or script of the book goes.
pub fn own_file(path: &str) -> String {
    format!("static/book/{path}")
}
