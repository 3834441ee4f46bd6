//! A site whose files are made when somebody asks for them: what `serve` shows.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::artifact::Artifact;
use crate::config::Config;
use crate::diag::{Diagnostics, Severity};
use crate::model::Model;
use crate::parse::{self, Pieces};
use crate::publish::MARK;
use crate::render::html::{self, Press};
use crate::render::markdown::{self, Tracker};
use crate::render::pdf::Document;
use crate::render::{beside, json};
use crate::source::Sources;
use crate::theme::Theme;
use crate::theme::template::TEMPLATES;
use crate::view::checklist::{self, Made};
use crate::view::site::{Plan, Site};
use crate::view::{handout, learn};
use crate::{Checked, ChecklistFormat, publish, search, sheets};

/// A book that was read and checked, and what has been made of it so far.
pub struct Preview {
    sources: Sources,
    config: Config,
    model: Model,
    theme: Theme,
    site: Option<(Plan, Arc<Press>)>,
    made: Mutex<BTreeMap<String, Arc<[u8]>>>,
    looks: OnceLock<Looks>,
}

/// What a preview leaves to the next one of the same book.
#[derive(Default)]
pub struct Memory {
    pieces: Pieces,
    /// What it was made from, and the press.
    press: Option<(String, Arc<Press>)>,
}

impl Memory {
    /// The press for a site, where templates and what all pages show are as before that of before.
    fn press(&mut self, plan: &Plan, theme: &Theme, diagnostics: &mut Diagnostics) -> Option<Arc<Press>> {
        let templates = Sources::new(theme.under("templates/").map(|(path, file)| (path.to_owned(), file.bytes.to_vec())));
        let from = templates.digest(&format!("{:?}\n{:?}", theme.look(), plan.shared));
        let known = self.press.take().filter(|(of, _)| *of == from);
        // Each model has rows of its own: with those of all before it, memory would grow with every change.
        known.iter().for_each(|(_, press)| press.forget());
        let press = known.map(|(_, press)| press).or_else(|| Press::of(&plan.shared, theme, diagnostics).map(Arc::new))?;
        self.press = Some((from, Arc::clone(&press)));
        Some(press)
    }
}

/// Digests of what pages load, be it one of them or another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Looks {
    /// Of the style sheets.
    pub styles: String,
    /// Of scripts, pictures and fonts, but for the search index.
    pub loaded: String,
}

/// What pages load besides style sheets. The search index is loaded when somebody searches.
const LOADED: [&str; 9] = [".js", ".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".woff2"];

impl Preview {
    /// Checks a book. With an error there is nothing to show.
    pub fn of(sources: &Sources, config: &Config, memory: &mut Memory) -> (Option<Self>, Diagnostics) {
        let mut found = Diagnostics::default();
        let raw = parse::parse_again(sources, crate::prose(config), &mut memory.pieces, &mut found);
        let plan = |model: &Model| config.html.as_ref().map(|_| Plan::of(model, config, BTreeMap::new()));
        let (Checked { model, mut diagnostics }, plan) = crate::check_read(raw, (sources, config), found, plan);
        if diagnostics.has_errors() {
            return (None, diagnostics);
        }
        let theme = crate::theme_of(sources, config);
        let site = plan.flatten().and_then(|plan| Some((memory.press(&plan, &theme, &mut diagnostics)?, plan))).map(|(press, plan)| (plan, press));
        let preview = Self { sources: sources.clone(), config: config.clone(), model, theme, site, made: Mutex::default(), looks: OnceLock::new() };
        preview.prove(&mut diagnostics);
        diagnostics.finish(|rule| config.severities.get(rule).copied());
        ((!diagnostics.has_errors()).then_some(preview), diagnostics)
    }

    /// The file at a path; `None` where a build would put none there.
    pub fn file(&self, path: &str) -> Option<Arc<[u8]>> {
        self.known(path).or_else(|| {
            self.keep(self.make(path));
            self.known(path)
        })
    }

    /// The page that each file of the content has of its own: path of the file, address of the page.
    pub fn made_from(&self) -> BTreeMap<String, String> {
        crate::view::site::made_from(&self.model, &self.sources)
    }

    /// Digests of what pages load.
    pub fn looks(&self) -> &Looks {
        self.looks.get_or_init(|| self.look())
    }

    fn look(&self) -> Looks {
        let is_style = |path: &str| path.ends_with(".css");
        let theme = html::files(&self.theme, &self.config).into_iter().map(|file| (file.path, file.bytes));
        let own = self.sources.ids().map(|file| (self.sources.path(file), file)).filter(|(path, _)| is_style(path) || is_loaded(path));
        let own = own.map(|(path, file)| (format!("own/{path}"), self.sources.bytes(file).to_vec()));
        let (styles, rest): (Vec<_>, Vec<_>) = theme.chain(own).partition(|(path, _)| is_style(path));
        let loaded = rest.into_iter().filter(|(path, _)| is_loaded(path));
        Looks { styles: Sources::new(styles).digest(""), loaded: Sources::new(loaded).digest("") }
    }

    /// Templates and a mark of the book's own may fail on any page: with some, all of it is made at once to know.
    fn prove(&self, diagnostics: &mut Diagnostics) {
        if self.theme.has_own(TEMPLATES) || self.theme.has_own(MARK) {
            let mut found = Diagnostics::default();
            self.keep(self.whole(&mut found));
            // Whether pages are too heavy is the business of a build.
            found.keep(Severity::Error);
            diagnostics.append(found);
        }
    }

    /// What a build would put at a path, with what is made together with it.
    fn make(&self, path: &str) -> Vec<Artifact> {
        let document = || self.document(path).into_iter().collect();
        let Some((plan, press)) = &self.site else { return document() };
        let site = Site::new(plan, &self.model, &self.sources, &self.config);
        let wanted = |file: &Artifact| file.path == path;
        let page = plan.page_of(path);
        let sheaves = page.into_iter().flat_map(|page| plan.sheaves_of(page));
        let mut pages = sheaves.map(|sheaf| publish::sheaf(site, press, sheaf));
        if let Some(pages) = pages.find(|files| files.iter().any(wanted)) {
            return pages;
        }
        if path.starts_with(search::FOLDER) {
            let limit = site.search_limit();
            return limit.map(|limit| site.with_entries(|entries| search::index(entries, &site.ask(), limit)).collect()).unwrap_or_default();
        }
        if path.ends_with(".html") {
            return publish::redirect(site, press, path);
        }
        if let Some(file) = self.plain(path) {
            return vec![file];
        }
        if beside::NAMES.contains(&path) || path.starts_with("sitemap-") {
            return self.whole(&mut Diagnostics::default());
        }
        document()
    }

    /// A file that is as it was written, or that what all pages share is enough for.
    fn plain(&self, path: &str) -> Option<Artifact> {
        let (plan, press) = self.site.as_ref()?;
        let site = Site::new(plan, &self.model, &self.sources, &self.config);
        let wanted = |file: &Artifact| file.path == path;
        if path == beside::MANIFEST {
            return Some(beside::manifest(&plan.shared));
        }
        let own = || site.own_files().get(path).map(|file| Artifact::new(path, self.sources.bytes(*file)));
        let theme = || html::files(&self.theme, &self.config).into_iter().find(wanted);
        let shown = || self.shown(path);
        let drawn = || {
            let picture = path.ends_with(".png") || path.ends_with(".ico");
            let cards: Vec<_> = site.cards().iter().filter_map(|card| press.card(card).ok()).collect();
            let made = picture.then(|| publish::pictures(&cards, &self.theme, &mut Diagnostics::default()));
            made.into_iter().flatten().find(wanted)
        };
        own().or_else(theme).or_else(shown).or_else(drawn)
    }

    /// A picture of the book.
    fn shown(&self, path: &str) -> Option<Artifact> {
        let inside = format!("{}/{path}", self.config.src);
        let file = self.sources.find(&inside).or_else(|| self.sources.find(path))?;
        is_loaded(path).then(|| Artifact::new(path, self.sources.bytes(file)))
    }

    /// A document or a file of the model.
    fn document(&self, path: &str) -> Option<Artifact> {
        let (model, config) = (&self.model, &self.config);
        let mut ignored = Diagnostics::default();
        if config.json.is_some() && json::FILES.contains(&path) {
            return crate::model_files(model, &self.sources, config).into_iter().find(|file| file.path == path);
        }
        if let Some(stem) = path.strip_prefix("learn/").and_then(|rest| rest.strip_suffix("-issue.md")) {
            let plan = learn::plan(model, stem).filter(|_| config.markdown.is_some())?;
            return Some(markdown::issue(&plan, crate::site_url(config), Tracker::Any));
        }
        if path.starts_with("checklists/") {
            return self.checklist(path);
        }
        if path.ends_with(".pdf") {
            let handouts = handout::all(model, config);
            let wanted = handouts.iter().find(|handout| config.pdf.is_some() && handout.about().path == path)?;
            return crate::print_one(Document::Handout(wanted), (&self.theme, &self.sources, config), &mut ignored);
        }
        let sheet = path.ends_with(".csv") || path.ends_with(".xlsx");
        sheet.then(|| sheets::whole(model, config, &|made| made == path, &mut ignored).pop())?
    }

    fn checklist(&self, path: &str) -> Option<Artifact> {
        let (model, config) = (&self.model, &self.config);
        let (stem, format) = path.strip_prefix("checklists/")?.rsplit_once('.')?;
        let Made { markdown, pdf, xlsx, csv } = checklist::made(model, config);
        let (made, format) = match format {
            "md" => (markdown, ChecklistFormat::Markdown),
            "pdf" => (pdf, ChecklistFormat::Pdf),
            "xlsx" => (xlsx, ChecklistFormat::Xlsx),
            "csv" => (csv, ChecklistFormat::Csv(config.csv.as_ref()?.style)),
            _ => return None,
        };
        let list = checklist::checklist(model, config, made.iter().find(|selection| model.checklist_stem(selection) == stem)?);
        crate::document((model, &self.sources, config), &list, format, &mut Diagnostics::default())
    }

    /// Every file of the site.
    fn whole(&self, diagnostics: &mut Diagnostics) -> Vec<Artifact> {
        let Some((plan, _)) = &self.site else { return Vec::new() };
        let site = Site::new(plan, &self.model, &self.sources, &self.config);
        let files = Mutex::new(Vec::new());
        let out = |file| files.lock().unwrap_or_else(PoisonError::into_inner).push(file);
        publish::site(site, &self.theme, (&self.sources, &self.config), &out, diagnostics);
        files.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn known(&self, path: &str) -> Option<Arc<[u8]>> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner).get(path).cloned()
    }

    fn keep(&self, files: Vec<Artifact>) {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        made.extend(files.into_iter().map(|file| (file.path, Arc::from(file.bytes))));
    }
}

fn is_loaded(path: &str) -> bool {
    LOADED.iter().any(|ending| path.ends_with(ending))
}
