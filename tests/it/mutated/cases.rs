//! One case: bytes from outside, and all that onus does with them. Findings and refusals are answers, a panic is a fault.
//!
//! The mutation tests and the fuzz targets (`fuzz/`) share these functions.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use onus::config::{Config, Overrides};
use onus::diag::{self, Colour, Diagnostics, Format};
use onus::import::{FilledFile, Import, Prefer, Refused, Request, import};
use onus::markdown::{self, Around, Doc, Html, Includes, Origin, Setting, write};
use onus::model::Model;
use onus::preview::{Memory, Preview};
use onus::render::html::prose as html;
use onus::render::json;
use onus::source::{Sources, Span};
use onus::view::site::prose::{self, Prose};
use onus::view::site::{Plan, Site};
use onus::view::{checklist, resolved};
use onus::{By, ChecklistFormat, selection, text};

/// The day of all cases.
const TODAY: Date = date(2026, 11, 15);

/// The files of a book by path.
pub type Files = BTreeMap<String, Vec<u8>>;

/// A small book, checked, for everything that needs one around it.
pub struct Ground {
    files: Files,
    read: Read,
}

/// A book that was read, and what is wrong with it.
struct Read {
    sources: Sources,
    config: Config,
    model: Model,
    findings: Diagnostics,
}

fn read(files: &Files) -> Read {
    let sources = Sources::new(files.iter().map(|(path, bytes)| (path.clone(), bytes.clone())));
    let mut findings = Diagnostics::default();
    let config = Config::read(&sources, &Overrides::on(TODAY), &mut findings);
    let onus::Checked { model, diagnostics } = onus::check(&sources, &config);
    findings.append(diagnostics);
    findings.finish(|rule| config.severities.get(rule).copied());
    Read { sources, config, model, findings }
}

impl Ground {
    /// A book that has no errors.
    pub fn of(files: Files) -> Self {
        let read = read(&files);
        assert!(!read.findings.has_errors(), "{}", diag::print(Format::Human, &read.findings, &read.sources, Colour::Off));
        Self { files, read }
    }

    /// Files laid over the book are checked, and what is found is printed, which walks every span. What has no error is shown in
    /// every way that needs no templates. Whether it had no error.
    pub fn book(&self, files: Files) -> bool {
        let mut all = self.files.clone();
        all.extend(files);
        let read = read(&all);
        let printed = diag::print(Format::Human, &read.findings, &read.sources, Colour::Off);
        assert_eq!(printed.is_empty(), read.findings.is_empty());
        let right = !read.findings.has_errors();
        if right {
            show(&read);
        }
        right
    }

    /// Files laid over the book: the page that each file of it has is made with the templates. Whether there are pages.
    pub fn site(&self, files: Files) -> bool {
        let mut all = self.files.clone();
        all.entry("book.toml".to_owned()).or_default().extend(b"\n[output.html]\n");
        all.extend(files);
        let Read { sources, config, model, .. } = read(&all);
        let (Some(preview), _) = Preview::of(&sources, &config, &mut Memory::default()) else { return false };
        for (path, page) in preview.made_from() {
            let page = page.split('#').next().unwrap_or_default();
            assert!(preview.file(page).is_some() || config.html.is_none(), "{path} has no page {page}");
        }
        tell(&model, &sources, &config);
        config.html.is_some()
    }

    /// One file laid over the book: its path in the first line, its text behind it.
    pub fn file(&self, bytes: &[u8]) -> bool {
        let end = bytes.iter().position(|&byte| byte == b'\n').unwrap_or(bytes.len());
        let text = bytes.get(end + 1..).unwrap_or_default().to_vec();
        self.book(Files::from([(String::from_utf8_lossy(&bytes[..end]).into_owned(), text)]))
    }

    /// A text is read as a guide of the book and written as a page, as Markdown and as plain words. Whether it holds anything.
    pub fn markdown(&self, bytes: &[u8]) -> bool {
        const PATH: &str = "content/guides/case.md";
        let mut files = self.files.clone();
        files.insert(PATH.to_owned(), bytes.to_vec());
        let sources = Sources::new(files);
        let file = sources.find(PATH).expect("it was just put there");
        let text = sources.text(file);
        let mut holds = false;
        for html in [Html::Shown, Html::Sanitised] {
            let (mut includes, mut findings) = (Includes::new(Setting { src: "content", html }), Diagnostics::default());
            let around = Around { sources: &sources, includes: &mut includes, findings: &mut findings };
            let doc = markdown::read(text, Origin::exact(Span::new(file, 0, text.len())), around);
            drop(diag::print(Format::Human, &findings, &sources, Colour::Off));
            self.write(&doc, &sources);
            holds |= !doc.is_empty();
        }
        holds
    }

    fn write(&self, doc: &Doc, sources: &Sources) {
        let (hrefs, _) = prose::hrefs(doc, &self.read.model, sources, "content");
        let page = Prose { doc: doc.clone(), hrefs, live: Vec::new() };
        for (inline, shift) in [(false, 1), (true, 6)] {
            let page = html::html(&page, html::Style { root: "../", shift, inline, prefix: "case-" }, &|_| String::new());
            assert!(!page.to_lowercase().contains("<script"), "{page}");
        }
        for place in [write::Place::Page(1), write::Place::Item] {
            let style = write::Style { place, address: &|at, link| (at % 2 == 0).then(|| link.dest.clone()), live: &|live| vec![live.value.clone()] };
            let again = write::lines(doc, style).join("\n");
            // What a page says is Markdown again.
            drop(markdown::parse(&again, Origin::value(Span::new(sources.ids().next().expect("the book has files"), 0, 0))).plain());
        }
        drop(doc.plain());
    }

    /// A text is read as a selection; mistakes have a place in it, and what it asks for is spelled in a way that asks for the same.
    /// Whether it asks for anything.
    pub fn selection(&self, bytes: &[u8]) -> bool {
        let (Read { sources, config, model, .. }, text) = (&self.read, String::from_utf8_lossy(bytes));
        let (_, mistakes) = selection::read(&text, model);
        for mistake in &mistakes {
            assert!(text.get(mistake.at.clone()).is_some(), "{text:?}: {mistake:?}");
            drop(diag::suggestion(&mistake.wrong, &mistake.names));
        }
        // The same text where a name is asked for.
        drop(onus::explain(model, sources, &text, None, None).map(|answer| text::explain(&answer)));
        drop(onus::explain(model, sources, "ec2", Some(&text), None));
        drop(onus::compare(model, "s3", &text));
        drop((onus::list(model, &text), onus::status(model, &text, By::Team)));
        let Ok(asked) = checklist::select(model, &text) else { return false };
        let list = checklist::checklist(model, config, &asked);
        let again = checklist::select(model, &list.selector).map(|asked| checklist::checklist(model, config, &asked).selector);
        assert_eq!(again.as_ref(), Ok(&list.selector), "{text:?}");
        [ChecklistFormat::Markdown, ChecklistFormat::Csv(onus::config::CsvStyle::default())]
            .into_iter()
            .all(|format| onus::checklist(model, sources, config, &text, format).is_ok())
    }

    /// A file is imported into the workload of the book. What it changes can be read, and a second import changes nothing.
    /// Whether it changes anything.
    pub fn import(&self, name: &str, bytes: &[u8]) -> bool {
        let Ok(first) = take(&self.read, name, bytes) else { return false };
        drop(text::import(&first.report, true));
        if first.statuses.is_empty() {
            return false;
        }
        let mut files = self.files.clone();
        files.extend(first.statuses.into_iter().map(|status| (status.path, status.bytes)));
        let Ok(second) = take(&read(&files), name, bytes) else { panic!("what was imported cannot be read") };
        assert!(second.statuses.is_empty(), "a second import changes more:\n{}", text::import(&second.report, true));
        true
    }
}

fn take(book: &Read, name: &str, bytes: &[u8]) -> Result<Import, Refused> {
    let files = vec![FilledFile { name: name.to_owned(), bytes: bytes.to_vec() }];
    let workload = book.model.workloads.keys().next().map(str::to_owned);
    import(&book.model, &book.sources, &book.config, &Request { files, workload, prefer: Some(Prefer::File), by: None, on: Some(TODAY) })
}

/// What the command line tells of a model, and its workbook.
fn tell(model: &Model, sources: &Sources, config: &Config) {
    onus::kinds().for_each(|kind| drop(onus::list(model, kind).map(|list| text::list(&list))));
    let places: Vec<&str> = model.places.keys().collect();
    for &place in &places {
        drop(onus::explain(model, sources, place, None, None).map(|answer| text::explain(&answer)));
        drop(onus::compare(model, places[0], place).map(|comparison| text::compare_markdown(&comparison, true)));
    }
    let asking = onus::Asking::Draw { services: &[], count: 9, seed: "case" };
    drop(onus::learn_questions(model, sources, asking).map(|sheets| text::questions(&sheets)));
    for workload in model.workloads.keys() {
        drop(onus::checklist(model, sources, config, &format!("workload:{workload}"), ChecklistFormat::Xlsx));
    }
}

/// Everything that is shown of a model, but for what is typeset or needs templates.
fn show(Read { sources, config, model, .. }: &Read) {
    for workload in model.workloads.keys() {
        for by in [By::Team, By::Domain, By::Service, By::Priority, By::Framework] {
            drop(onus::status(model, workload, by).map(|status| text::status(&status)));
        }
    }
    drop(json::files(&resolved::resolved(model, sources, config)));
    let plan = Plan::of(model, config, BTreeMap::new());
    let site = Site::new(&plan, model, sources, config);
    for sheaf in &plan.sheaves {
        for page in site.make(sheaf).prose {
            drop(html::html(&page, html::Style { root: "", shift: 0, inline: false, prefix: "" }, &|_| String::new()));
        }
    }
}
