//! Notices when a file of the book changes. The only user of the watching library.

use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use notify_debouncer_mini::notify::{self, PollWatcher, RecommendedWatcher, RecursiveMode};
use notify_debouncer_mini::{Config, DebounceEventResult, Debouncer, new_debouncer_opt};

use crate::serve::Watcher;

/// How long it must be quiet before a build: an editor writes a file in several steps.
const QUIET: Duration = Duration::from_millis(40);

/// How often the polling watcher looks.
const POLL: Duration = Duration::from_secs(1);

/// Calls `changed` after every change below `places`; it returns the places to watch from then on.
pub(super) fn start(watcher: Watcher, places: Vec<PathBuf>, changed: impl Fn() -> Vec<PathBuf> + Send + 'static) -> Result<()> {
    match watcher {
        Watcher::Native => start_with::<RecommendedWatcher>(places, changed),
        Watcher::Poll => start_with::<PollWatcher>(places, changed),
    }
}

fn start_with<W: notify::Watcher + Send + 'static>(places: Vec<PathBuf>, changed: impl Fn() -> Vec<PathBuf> + Send + 'static) -> Result<()> {
    let (sender, receiver) = mpsc::channel();
    let details = notify::Config::default().with_poll_interval(POLL);
    let config = Config::default().with_timeout(QUIET).with_notify_config(details);
    let heard = move |events: DebounceEventResult| {
        // The receiver lives as long as the process.
        let _ = sender.send(events.map(|events| events.into_iter().map(|event| event.path).collect()).unwrap_or_default());
    };
    let mut debouncer = new_debouncer_opt::<_, W>(config, heard).context("cannot watch the book")?;
    let mut watched = Vec::new();
    add(&mut debouncer, &mut watched, places);
    std::thread::spawn(move || {
        for paths in receiver {
            let paths: Vec<PathBuf> = paths;
            if paths.iter().any(|path| matters(path, &watched)) {
                let places = changed();
                add(&mut debouncer, &mut watched, places);
            }
        }
    });
    Ok(())
}

/// Starts to watch what is not yet watched. A file is watched through its folder, because editors put a new file in its place.
fn add<W: notify::Watcher>(debouncer: &mut Debouncer<W>, watched: &mut Vec<PathBuf>, places: Vec<PathBuf>) {
    for place in places {
        if watched.contains(&place) || !place.exists() {
            continue;
        }
        let (target, mode) = match place.is_dir() {
            true => (place.as_path(), RecursiveMode::Recursive),
            false => (place.parent().unwrap_or(&place), RecursiveMode::NonRecursive),
        };
        if debouncer.watcher().watch(target, mode).is_ok() {
            watched.push(place);
        }
    }
}

/// Whether a change is one of the book: below a watched folder, or a watched file, and no trace of an editor.
fn matters(path: &Path, watched: &[PathBuf]) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let of_editor = name.starts_with('.') || name.ends_with('~');
    !of_editor && watched.iter().any(|place| path.starts_with(place))
}
