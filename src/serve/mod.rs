//! The site from memory: it is built again when a file changes, and open pages follow. Nothing is written.

mod http;
mod versions;
mod watch;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use anyhow::{Context as _, Result};
use axum::body::Bytes;
use serde::Serialize;
use tokio::net::TcpListener;
use tokio::sync::broadcast;

use crate::artifact::Artifact;
use crate::serve::versions::Seen;

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
    /// The files; `None` keeps the last good ones.
    pub pages: Option<Pages>,
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

/// The files of a build.
pub struct Pages {
    /// Those that are there.
    pub artifacts: Vec<Artifact>,
    /// How to make the others.
    pub later: Later,
}

/// Makes a file that costs too much to make before somebody asks for it, by its path; `None` where there is none.
pub type Later = Arc<dyn Fn(&str) -> Option<Vec<u8>> + Send + Sync>;

/// What is served, and who wants to hear when it changes.
struct Served {
    now: RwLock<Now>,
    changes: broadcast::Sender<()>,
    open: OpenPages,
    /// Whether only this machine can ask: then the name it asks by is checked.
    loopback: bool,
}

/// The files of the last good build, and what stands in the way of a newer one.
#[derive(Clone, Default)]
struct Now {
    pages: BTreeMap<String, Bytes>,
    later: Option<Later>,
    seen: Seen,
    problems: Vec<Problem>,
    /// Whether the last build gave no pages, so that older ones are shown.
    held: bool,
    edited: Option<Edited>,
    /// How many builds there were: what was made for another one is old.
    builds: u64,
}

/// Builds, serves, watches; returns only when the port cannot be had. `ready` hears the address once pages can be asked for.
pub fn run(options: &Options, rebuild: impl Fn(&[PathBuf]) -> Rebuilt + Send + 'static, ready: impl FnOnce(SocketAddr)) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().context("cannot start the server")?;
    let place = format!("{}:{}", options.host, options.port);
    let listener = runtime.block_on(TcpListener::bind((options.host.as_str(), options.port))).with_context(|| format!("cannot serve on {place}"))?;
    let address = listener.local_addr().with_context(|| format!("cannot serve on {place}"))?;
    let (changes, _) = broadcast::channel(16);
    let served = Arc::new(Served { now: RwLock::default(), changes, open: options.open, loopback: address.ip().is_loopback() });
    let first = rebuild(&[]);
    let folders = first.watch.clone();
    served.update(first);
    let watched = Arc::clone(&served);
    watch::start(options.watcher, folders, move |changed| {
        let rebuilt = rebuild(changed);
        let folders = rebuilt.watch.clone();
        watched.update(rebuilt);
        folders
    })?;
    ready(address);
    runtime.block_on(async { axum::serve(listener, http::routes(served)).await }).context("the server stopped")
}

impl Served {
    fn update(&self, rebuilt: Rebuilt) {
        let mut now = self.now.write().unwrap_or_else(PoisonError::into_inner);
        now.problems = rebuilt.problems;
        now.held = rebuilt.pages.is_none();
        now.edited = rebuilt.edited.or(now.edited.take());
        now.builds += 1;
        if let Some(Pages { artifacts, later }) = rebuilt.pages {
            now.seen = Seen::of(&artifacts);
            now.later = Some(later);
            now.pages = artifacts.into_iter().map(|artifact| (artifact.path, Bytes::from(artifact.bytes))).collect();
        }
        drop(now);
        // Nobody may be listening.
        let _ = self.changes.send(());
    }

    /// Keeps a file that was made for a request, unless the book has changed since.
    fn keep(&self, path: &str, build: u64, bytes: Bytes) {
        let mut now = self.now.write().unwrap_or_else(PoisonError::into_inner);
        if now.builds == build {
            now.pages.insert(path.to_owned(), bytes);
        }
    }

    fn now<T>(&self, read: impl FnOnce(&Now) -> T) -> T {
        read(&self.now.read().unwrap_or_else(PoisonError::into_inner))
    }
}
