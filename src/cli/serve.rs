//! `onus serve`: the site in the browser while one writes.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::cli::args::{Book, Findings, Reading, overrides, settings};
use crate::cli::editor::Editor;
use crate::cli::screen::Screen;
use crate::cli::{Outcome, open};
use crate::config::{Config, Overrides};
use crate::diag::{Diagnostic, Severity};
use crate::load::{self, Known};
use crate::preview::{Memory, Preview};
use crate::serve::{self, Edited, OpenPages, Options, Problem, Rebuilt, Watcher};
use crate::source::Sources;

/// Serve the site, and build it again when a file changes
#[derive(Debug, Args)]
pub(super) struct Serve {
    /// The folder of book.toml
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// The name or address to serve on
    #[arg(short = 'n', long, value_name = "HOST", default_value = "127.0.0.1", visible_short_alias = 'i', visible_alias = "interface")]
    hostname: String,
    /// The port; 0 takes a free one
    #[arg(short, long, default_value_t = 3000)]
    port: u16,
    /// Open the site in the browser
    #[arg(short, long)]
    open: bool,
    /// How to notice changes
    #[arg(long, value_name = "HOW", default_value = "native")]
    watcher: How,
    /// Leave open pages as they are
    #[arg(long)]
    no_reload: bool,
    /// Go to the page of the file that was edited
    #[arg(long, conflicts_with = "no_reload")]
    follow: bool,
    /// Where places in findings lead: `vscode`, `vscodium`, `cursor`, `zed`, `idea`, or an address with `{path}`, `{line}` and `{column}` [default: ONUS_EDITOR, else nowhere]
    #[arg(long, value_name = "EDITOR")]
    editor: Option<String>,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum How {
    Native,
    Poll,
}

/// Serves until it is stopped.
pub(super) fn run(command: &Serve, screen: &Screen) -> Result<Outcome> {
    let mut overrides = overrides(&command.dir, &command.reading)?;
    // A folder without a book is a wrong use, and no page to wait for.
    let book = Book::open(&command.dir, &overrides)?;
    overrides.changed = load::last_changes(&command.dir, &book.config.src);
    let watcher = match command.watcher {
        How::Native => Watcher::Native,
        How::Poll => Watcher::Poll,
    };
    let open = match (command.no_reload, command.follow) {
        (true, _) => OpenPages::Stay,
        (_, false) => OpenPages::Reload,
        (_, true) => OpenPages::Follow,
    };
    let editor = Editor::chosen(command.editor.clone())?;
    let options = Options { host: command.hostname.clone(), port: command.port, watcher, open };
    let served = Served {
        dir: command.dir.clone(),
        overrides,
        screen: *screen,
        editor,
        from: Mutex::default(),
        known: Mutex::default(),
        memory: Mutex::default(),
    };
    let rebuild = move |changed: &[PathBuf]| rebuild(&served, changed);
    serve::run(&options, rebuild, |address| ready(address, command.open, screen))?;
    Ok(Outcome::Clean)
}

fn ready(address: SocketAddr, browser: bool, screen: &Screen) {
    let address = format!("http://{address}/");
    screen.say(&format!("serving on {address}"));
    if browser && let Err(error) = open::open(&address) {
        screen.fail(&error);
    }
}

/// What every build of a served book needs.
struct Served {
    dir: PathBuf,
    overrides: Overrides,
    screen: Screen,
    editor: Editor,
    /// What the last build was made from; `None` where that is not known.
    from: Mutex<Option<String>>,
    /// The files as they were read last.
    known: Mutex<Known>,
    memory: Mutex<Memory>,
}

/// Reads the book again; `None` where nothing is other than before. What is wrong is shown on the terminal and on the pages.
fn rebuild(served: &Served, changed: &[PathBuf]) -> Option<Rebuilt> {
    let (started, screen) = (Instant::now(), &served.screen);
    let opened = open_again(served, changed);
    let from = opened.as_ref().ok().and_then(Book::digest);
    let before = std::mem::replace(&mut *served.from.lock().unwrap_or_else(PoisonError::into_inner), from.clone());
    if from.is_some() && from == before {
        return None;
    }
    let mut book = match opened {
        Ok(book) => book,
        Err(error) => {
            screen.fail(&error);
            let problem = Problem { severity: "error", message: format!("{error:#}"), ..Problem::default() };
            let config = settings(&served.dir, &served.overrides).unwrap_or_else(|_| Config::defaults(&served.overrides));
            return Some(Rebuilt { problems: vec![problem], watch: watched(served, &config), edited: None, pages: None });
        }
    };
    let (pages, findings) = Preview::of(&book.sources, &book.config, &mut served.memory.lock().unwrap_or_else(PoisonError::into_inner));
    book.findings.append(findings);
    book.finish();
    // Standard error cannot fail here: the findings for people do not go anywhere else.
    let _ = screen.findings(&book.findings, &book.sources, Findings::HUMAN);
    let pages = pages.filter(|_| !book.findings.has_errors());
    match &pages {
        None => screen.say("the last good pages stay"),
        Some(_) => screen.say(&format!("read {} files in {} ms", book.sources.ids().count(), started.elapsed().as_millis())),
    }
    let edited = pages.as_ref().filter(|_| !changed.is_empty()).and_then(|pages| edited(&served.dir, changed, &pages.made_from()));
    Some(Rebuilt { pages, edited, problems: problems(&book, &served.dir, &served.editor), watch: watched(served, &book.config) })
}

/// The book, of which only what changed is read.
fn open_again(served: &Served, changed: &[PathBuf]) -> Result<Book> {
    let mut known = served.known.lock().unwrap_or_else(PoisonError::into_inner);
    known.forget(&served.dir.canonicalize().unwrap_or_else(|_| served.dir.clone()), changed);
    Book::open_again(&served.dir, &served.overrides, &mut known)
}

/// The findings as pages show them; notes are for the terminal.
fn problems(book: &Book, dir: &Path, editor: &Editor) -> Vec<Problem> {
    let shown = book.findings.items().iter().filter(|finding| finding.severity >= Severity::Warning);
    let mut problems: Vec<Problem> = shown.map(|finding| problem(finding, &book.sources, dir, editor)).collect();
    // What holds the pages back comes first.
    problems.sort_by_key(|problem| problem.severity != Severity::Error.name());
    problems
}

fn problem(finding: &Diagnostic, sources: &Sources, dir: &Path, editor: &Editor) -> Problem {
    let span = finding.primary.span;
    let (path, at) = (sources.path(span.file), sources.line_column(span));
    let line = sources.text(span.file).lines().nth(at.line - 1).unwrap_or_default();
    let part = |from: usize, to: usize| line.chars().skip(from).take(to - from).collect::<String>();
    let (start, end) = (at.column - 1, line.chars().count());
    let marked = sources.slice(span).lines().next().unwrap_or_default().chars().count();
    let until = (start + marked).min(end);
    Problem {
        severity: finding.severity.name(),
        rule: finding.rule.id,
        message: finding.message.clone(),
        place: format!("{path}:{}:{}", at.line, at.column),
        link: editor.link(&dir.join(path), at.line, at.column),
        line: if start <= until { [part(0, start), part(start, until), part(until, end)] } else { Default::default() },
        helps: finding.helps.clone(),
    }
}

/// The first of the changed files that has a page of its own.
fn edited(dir: &Path, changed: &[PathBuf], made_from: &BTreeMap<String, String>) -> Option<Edited> {
    let dir = dir.canonicalize().ok()?;
    let paths = changed.iter().filter_map(|path| Some(path.strip_prefix(&dir).ok()?.to_string_lossy().replace('\\', "/")));
    paths.into_iter().find_map(|source| Some(Edited { page: made_from.get(&source)?.clone(), source }))
}

/// What a book is made of, as the system names it.
fn watched(served: &Served, config: &Config) -> Vec<PathBuf> {
    let dir = served.dir.canonicalize().unwrap_or_else(|_| served.dir.clone());
    let fixed = ["book.toml", crate::lock::FILE, "theme", "themes"].map(str::to_owned);
    let own = config.html.iter().flat_map(|html| html.additional_css.iter().chain(&html.additional_js));
    fixed
        .iter()
        .chain([&config.src])
        .chain(own)
        .chain(&config.watch_dirs)
        .map(|place| dir.join(place))
        .chain(served.overrides.links.iter().cloned())
        .collect()
}
