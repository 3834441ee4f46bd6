//! Notices when a file of the book changes. The only user of the watching library.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use anyhow::{Context as _, Result};
use notify::{Config, Event, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::serve::Watcher;

/// How long it must be quiet before a build: an editor writes a file in several steps.
const QUIET: Duration = Duration::from_millis(40);

/// How often the polling watcher looks.
const POLL: Duration = Duration::from_secs(1);

/// Calls `changed` with what changed below `places`, after every change; it returns the places to watch from then on.
pub(super) fn start(watcher: Watcher, places: Vec<PathBuf>, changed: impl Fn(&[PathBuf]) -> Vec<PathBuf> + Send + 'static) -> Result<()> {
    let (sender, receiver) = mpsc::channel();
    let heard = move |event: notify::Result<Event>| {
        // Reading a file is an event too: with it, each build would set off the next one for ever.
        if let Some(event) = event.ok().filter(|event| !event.kind.is_access()) {
            // The receiver lives as long as the process.
            let _ = sender.send(event.paths);
        }
    };
    let config = Config::default().with_poll_interval(POLL);
    let mut watcher: Box<dyn notify::Watcher + Send> = match watcher {
        Watcher::Native => Box::new(RecommendedWatcher::new(heard, config).context("cannot watch the book")?),
        Watcher::Poll => Box::new(PollWatcher::new(heard, config).context("cannot watch the book")?),
    };
    let mut watched = Vec::new();
    add(watcher.as_mut(), &mut watched, places);
    std::thread::spawn(move || {
        while let Some(mut paths) = next(&receiver) {
            paths.retain(|path| matters(path, &watched));
            if !paths.is_empty() {
                let places = changed(&paths);
                add(watcher.as_mut(), &mut watched, places);
            }
        }
    });
    Ok(())
}

/// The paths of the next events, once no more follow for a while; `None` when nobody watches any more.
fn next(events: &Receiver<Vec<PathBuf>>) -> Option<Vec<PathBuf>> {
    let mut paths = events.recv().ok()?;
    // What never comes to rest is not waited for without end.
    for _ in 0..100 {
        match events.recv_timeout(QUIET) {
            Ok(more) => paths.extend(more),
            Err(_) => break,
        }
    }
    Some(paths)
}

/// Starts to watch what is not yet watched. A file is watched through its folder, because editors put a new file in its place.
fn add(watcher: &mut dyn notify::Watcher, watched: &mut Vec<PathBuf>, places: Vec<PathBuf>) {
    for place in places {
        if watched.contains(&place) || !place.exists() {
            continue;
        }
        let (target, mode) = match place.is_dir() {
            true => (place.as_path(), RecursiveMode::Recursive),
            false => (place.parent().unwrap_or(&place), RecursiveMode::NonRecursive),
        };
        if watcher.watch(target, mode).is_ok() {
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
