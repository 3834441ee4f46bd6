//! The site from memory: the book is read again when a file changes, each page is made when somebody asks for it, and open pages
//! follow. Nothing is written.

mod http;
mod versions;
mod watch;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use anyhow::{Context as _, Result};
use serde::Serialize;
use tokio::net::TcpListener;
use tokio::sync::{broadcast, watch as latest};

use crate::preview::Preview;
use crate::serve::watch::Acts;

/// Where the site is served, and how changes are noticed.
#[derive(Debug, Clone)]
pub struct Options {
    /// A name or an address of this machine.
    pub host: String,
    /// The port; 0 takes a free one.
    pub port: u16,
    /// How changes are noticed.
    pub watcher: Watcher,
    /// What becomes of open pages.
    pub open: OpenPages,
}

/// What becomes of open pages after a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenPages {
    /// They stay as they are.
    Stay,
    /// They load again where they are another one now.
    Reload,
    /// They do, and go to the page of the file that was edited.
    Follow,
}

/// How changes are noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Watcher {
    /// The system says so.
    Native,
    /// By looking every second, for file systems that say nothing.
    Poll,
}

/// What one build came to.
pub struct Rebuilt {
    /// What makes the pages; `None` keeps the last good ones.
    pub pages: Option<Preview>,
    /// What stood in the way, or should be looked at.
    pub problems: Vec<Problem>,
    /// The file that was changed, and the page that it has of its own.
    pub edited: Option<Edited>,
    /// Files and folders to watch from now on.
    pub watch: Vec<PathBuf>,
}

/// A finding, as open pages show it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// `error`, `warning` or `note`.
    pub severity: &'static str,
    /// The rule; empty where the world failed.
    pub rule: &'static str,
    /// What is wrong.
    pub message: String,
    /// `path:line:column`.
    pub place: String,
    /// The address that opens the place in an editor.
    pub link: Option<String>,
    /// The source line: what stands before the place, the place, what stands after.
    pub line: [String; 3],
    /// What to do, a line each.
    pub helps: Vec<String>,
}

/// A file that was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edited {
    /// Its path in the book.
    pub source: String,
    /// The address of its page, relative to the site's root.
    pub page: String,
}

/// What is served, and who wants to hear when it changes.
struct Served {
    now: RwLock<Now>,
    changes: broadcast::Sender<()>,
    /// How many changes of files were heard of, and how many of them what is served knows of.
    heard: Arc<AtomicU64>,
    known: latest::Sender<u64>,
    open: OpenPages,
    /// Whether only this machine can ask: then the name it asks by is checked.
    loopback: bool,
}

/// The last good pages, and what stands in the way of newer ones.
#[derive(Clone, Default)]
struct Now {
    pages: Option<Arc<Preview>>,
    problems: Vec<Problem>,
    /// Whether the last build gave no pages, so that older ones are shown.
    held: bool,
    edited: Option<Edited>,
    /// How many builds there were.
    builds: u64,
}

/// How long a request waits at most for a change that was heard of: files may change without end.
const PATIENCE: Duration = Duration::from_secs(5);

/// Builds, serves, watches; returns only when the port cannot be had. `ready` hears the address once pages can be asked for.
/// `rebuild` says nothing where nothing is other than before.
pub fn run(options: &Options, rebuild: impl Fn(&[PathBuf]) -> Option<Rebuilt> + Send + 'static, ready: impl FnOnce(SocketAddr)) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().context("cannot start the server")?;
    let place = format!("{}:{}", options.host, options.port);
    let listener = runtime.block_on(TcpListener::bind((options.host.as_str(), options.port))).with_context(|| format!("cannot serve on {place}"))?;
    let address = listener.local_addr().with_context(|| format!("cannot serve on {place}"))?;
    let served = Arc::new(Served {
        now: RwLock::default(),
        changes: broadcast::channel(16).0,
        heard: Arc::default(),
        known: latest::channel(0).0,
        open: options.open,
        loopback: address.ip().is_loopback(),
    });
    let first = rebuild(&[]).map(|first| served.update(first)).unwrap_or_default();
    let (watched, known) = (Arc::clone(&served), served.known.clone());
    let acts = Acts {
        changed: move |changed: &[PathBuf]| rebuild(changed).map(|rebuilt| watched.update(rebuilt)),
        settled: move |count| {
            let _ = known.send_replace(count);
        },
    };
    watch::start(options.watcher, first, Arc::clone(&served.heard), acts)?;
    ready(address);
    runtime.block_on(async { axum::serve(listener, http::routes(served)).await }).context("the server stopped")
}

impl Served {
    /// Takes in what a build came to; gives the places to watch.
    fn update(&self, rebuilt: Rebuilt) -> Vec<PathBuf> {
        let mut now = self.now.write().unwrap_or_else(PoisonError::into_inner);
        now.problems = rebuilt.problems;
        now.held = rebuilt.pages.is_none();
        now.edited = rebuilt.edited.or(now.edited.take());
        now.builds += 1;
        let before = rebuilt.pages.and_then(|pages| now.pages.replace(Arc::new(pages)));
        drop(now);
        // Giving back a large book takes longer than making a page.
        std::thread::spawn(move || drop(before));
        // Nobody may be listening.
        let _ = self.changes.send(());
        rebuilt.watch
    }

    /// Waits until every change that was heard of so far is in what is served.
    async fn settled(&self) {
        let heard = self.heard.load(Ordering::SeqCst);
        let mut known = self.known.subscribe();
        // With files that change without end, somewhat older pages are better than none.
        let _ = tokio::time::timeout(PATIENCE, known.wait_for(|known| *known >= heard)).await;
    }

    fn now(&self) -> Now {
        self.now.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
