//! Notices when a file of the book changes. The only user of the watching library.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use anyhow::{Context as _, Result};
use notify::{Config, Event, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::serve::Watcher;

/// How long it must be quiet before a build: an editor writes a file in several steps.
const QUIET: Duration = Duration::from_millis(5);

/// How often the polling watcher looks.
const POLL: Duration = Duration::from_secs(1);

/// What is done about changes.
pub(super) struct Acts<C, S> {
    /// Gets what changed; where it builds, it gives the places to watch from then on.
    pub changed: C,
    /// Gets how many of the events that were counted are done with.
    pub settled: S,
}

/// Acts after every change below `places`; each event is counted in `heard` before anything is done about it.
pub(super) fn start<C, S>(watcher: Watcher, mut places: Vec<PathBuf>, heard: Arc<AtomicU64>, acts: Acts<C, S>) -> Result<()>
where
    C: Fn(&[PathBuf]) -> Option<Vec<PathBuf>> + Send + 'static,
    S: Fn(u64) + Send + 'static,
{
    let (sender, receiver) = mpsc::channel();
    let hear = move |event: notify::Result<Event>| {
        // Reading a file is an event too: with it, each build would set off the next one for ever.
        if let Some(event) = event.ok().filter(|event| !event.kind.is_access()) {
            heard.fetch_add(1, Ordering::SeqCst);
            // The receiver lives as long as the process.
            let _ = sender.send(event.paths);
        }
    };
    let config = Config::default().with_poll_interval(POLL);
    let watcher: Box<dyn notify::Watcher + Send> = match watcher {
        Watcher::Native => Box::new(RecommendedWatcher::new(hear, config).context("cannot watch the book")?),
        Watcher::Poll => Box::new(PollWatcher::new(hear, config).context("cannot watch the book")?),
    };
    let mut watched = Watched { watcher, places: Vec::new() };
    let mut build = watched.add(&places);
    std::thread::spawn(move || {
        let (mut paths, mut count) = (Vec::new(), 0);
        loop {
            while build {
                places = (acts.changed)(&paths).unwrap_or(places);
                // What changed before a place was watched, nobody has heard of.
                build = watched.add(&places);
            }
            (acts.settled)(count);
            let Some((more, events)) = next(&receiver) else { return };
            (paths, count) = (more, count + events);
            watched.forget(&paths);
            paths.retain(|path| matters(path, &places));
            build = !paths.is_empty();
        }
    });
    Ok(())
}

/// The paths of the next events, once no more follow for a while, and how many events they were; `None` when nobody watches any more.
fn next(events: &Receiver<Vec<PathBuf>>) -> Option<(Vec<PathBuf>, u64)> {
    let (mut paths, mut count) = (events.recv().ok()?, 1);
    // What never comes to rest is not waited for without end.
    for _ in 0..200 {
        match events.recv_timeout(QUIET) {
            Ok(more) => {
                paths.extend(more);
                count += 1;
            }
            Err(_) => break,
        }
    }
    Some((paths, count))
}

/// The places that are watched.
struct Watched {
    watcher: Box<dyn notify::Watcher + Send>,
    places: Vec<PathBuf>,
}

impl Watched {
    /// Starts to watch what is not yet watched; says whether there was any. A file is watched through its folder, because editors
    /// put a new file in its place.
    fn add(&mut self, places: &[PathBuf]) -> bool {
        let before = self.places.len();
        for place in places {
            if self.places.contains(place) || !place.exists() {
                continue;
            }
            let (target, mode) = match place.is_dir() {
                true => (place.as_path(), RecursiveMode::Recursive),
                false => (place.parent().unwrap_or(place), RecursiveMode::NonRecursive),
            };
            if self.watcher.watch(target, mode).is_ok() {
                self.places.push(place.clone());
            }
        }
        self.places.len() > before
    }

    /// Lets go of folders that were themselves made, moved or removed: under the same name there is another one, or none.
    fn forget(&mut self, paths: &[PathBuf]) {
        let watcher = &mut self.watcher;
        self.places.retain(|place| {
            let gone = paths.contains(place) && !place.is_file();
            if gone {
                // The system may have let go of it by itself.
                let _ = watcher.unwatch(place);
            }
            !gone
        });
    }
}

/// Whether a change is one of the book: below a place of the book, and no trace of an editor.
fn matters(path: &Path, places: &[PathBuf]) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let of_editor = name.starts_with('.') || name.ends_with('~');
    !of_editor && places.iter().any(|place| path.starts_with(place))
}
