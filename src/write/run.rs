//! One run of writing: files are staged as they come, from any thread, and take their places when all of them are there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, TryLockError};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{Context as _, Error, Result, bail};

use super::list::{Line, List, MANIFEST, Stamp};
use super::{Counts, MadeFrom, check, check_links, digest, is_link, remove};
use crate::artifact::Artifact;

/// The folder in the build folder in which files wait for the others.
const STAGE: &str = ".onus-new";
const LOCK: &str = "lock";

/// Whether a run is at work in a build folder, or was killed there.
pub(super) fn is_under_way(folder: &Path) -> bool {
    folder.join(STAGE).exists()
}

/// A run of writing. Until it is finished nothing is changed; one that is dropped leaves everything as it was.
#[derive(Debug)]
pub struct Run {
    folder: PathBuf,
    /// Whether there was no such folder before.
    made: bool,
    earlier: List,
    /// Held while the run lasts, so that two of them do not mix.
    _lock: File,
    next: AtomicUsize,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    files: BTreeMap<String, Line>,
    /// Files that wait: their places, and the names under which they do.
    staged: BTreeMap<String, usize>,
    /// The paths that were taken, by what they are where case does not count.
    taken: BTreeMap<String, String>,
    failed: Option<Error>,
}

impl State {
    /// Refuses a file in the place of another one, also where disks do not tell upper case from lower case.
    fn alone(&mut self, artifact: &Artifact, line: &Line) -> Result<()> {
        let path = &artifact.path;
        let Some(other) = self.taken.insert(path.to_lowercase(), path.clone()) else { return Ok(()) };
        if other == *path
            && self.files.get(path).is_some_and(|known| known.left.as_ref().map(|(digest, _)| digest) == line.left.as_ref().map(|(digest, _)| digest))
        {
            return Ok(());
        }
        let (one, two) = if other < *path { (&other, path) } else { (path, &other) };
        match one == two {
            true => bail!("two different files would be `{path}`; give what one of them shows another id or name"),
            false => bail!("`{one}` and `{two}` would be one file where case does not count; give one of them another name"),
        }
    }
}

impl Run {
    /// Begins to write into `folder`.
    ///
    /// # Errors
    ///
    /// Where the folder cannot be written, or another run writes there.
    pub fn begin(folder: &Path) -> Result<Self> {
        let (stage, made) = (folder.join(STAGE), !folder.exists());
        check_links(folder, &format!("{STAGE}/{LOCK}"))?;
        #[expect(clippy::disallowed_methods, reason = "this is the module that writes")]
        fs::create_dir_all(&stage).with_context(|| format!("cannot write `{}`", folder.display()))?;
        let lock = stage.join(LOCK);
        if is_link(&lock) {
            #[expect(clippy::disallowed_methods, reason = "what waits is the writer's own")]
            fs::remove_file(&lock).with_context(|| format!("cannot write `{}`", lock.display()))?;
        }
        let lock = File::create(&lock).with_context(|| format!("cannot write `{}`", lock.display()))?;
        match lock.try_lock() {
            Err(TryLockError::WouldBlock) => bail!("another build writes to `{}`; wait for its end", folder.display()),
            // A file system without locks is no reason to write nothing.
            Ok(()) | Err(TryLockError::Error(_)) => {}
        }
        let run = Self {
            folder: folder.to_owned(),
            made,
            earlier: List::read(folder)?.unwrap_or_default(),
            _lock: lock,
            next: AtomicUsize::new(0),
            state: Mutex::default(),
        };
        run.clear();
        Ok(run)
    }

    /// Takes a file. What goes wrong is told at the end.
    pub fn take(&self, artifact: &Artifact) {
        let placed = self.place(artifact);
        let mut state = self.state();
        let placed = placed.and_then(|placed| state.alone(artifact, &placed.0).map(|()| placed));
        match placed {
            Ok((line, staged)) => {
                state.staged.extend(staged.map(|name| (artifact.path.clone(), name)));
                state.files.insert(artifact.path.clone(), line);
            }
            Err(error) => drop(state.failed.get_or_insert(error)),
        }
    }

    /// Puts all files in their places and removes those of an earlier run that are no longer made. `from` is what they
    /// were made from, where the next run may go by it.
    ///
    /// # Errors
    ///
    /// What went wrong first, while files were taken or now.
    pub fn finish(self, from: Option<MadeFrom>) -> Result<Counts> {
        let State { files, staged, failed, .. } = std::mem::take(&mut *self.state());
        if let Some(error) = failed {
            return Err(error);
        }
        // Both lists stand until the end, so that an interrupted run leaves no file that nobody knows of.
        let both: BTreeSet<&str> = self.earlier.files.keys().chain(files.keys()).map(String::as_str).collect();
        if both.len() > self.earlier.files.len() || !staged.is_empty() {
            self.list(&List::of_paths(&both))?;
        }
        let mut counts = Counts { unchanged: files.len() - staged.len(), ..Counts::default() };
        for stale in self.earlier.files.keys().filter(|path| !files.contains_key(*path)) {
            counts.removed += usize::from(remove(&self.folder, stale)?);
        }
        for (path, name) in &staged {
            self.put(path, *name)?;
            counts.written += 1;
        }
        let list = List { from, files };
        if list != self.earlier || !staged.is_empty() {
            self.list(&list.text())?;
        }
        Ok(counts)
    }

    /// Writes the list. It waits where files do, so that a run that is killed leaves nothing else behind.
    fn list(&self, text: &str) -> Result<()> {
        let name = self.next.fetch_add(1, Ordering::Relaxed);
        #[expect(clippy::disallowed_methods, reason = "this is the module that writes")]
        fs::write(self.staged(name), text).with_context(|| format!("cannot write `{}`", self.folder.join(MANIFEST).display()))?;
        self.put(MANIFEST, name)
    }

    /// What is known of a file, and the name under which it waits where it is new or another one.
    fn place(&self, artifact: &Artifact) -> Result<(Line, Option<usize>)> {
        check(&artifact.path)?;
        check_links(&self.folder, &artifact.path)?;
        let (digest, path) = (digest(&artifact.bytes), self.folder.join(&artifact.path));
        let known = self.earlier.files.get(&artifact.path).and_then(|line| line.left.as_ref());
        let there = Stamp::at(&path).filter(|stamp| stamp.length() == artifact.bytes.len() as u64);
        #[expect(clippy::disallowed_methods, reason = "comparing is cheaper than writing")]
        let same = there.is_some_and(|stamp| known == Some(&(digest.clone(), stamp)) || fs::read(&path).is_ok_and(|found| found == artifact.bytes));
        // The time of a staged file is that of its writing, and stays when it takes its place.
        let line = |stamp: Option<Stamp>| Line { key: artifact.key.clone(), left: stamp.map(|stamp| (digest.clone(), stamp)) };
        if same {
            return Ok((line(there), None));
        }
        let name = self.next.fetch_add(1, Ordering::Relaxed);
        let staged = self.staged(name);
        let written = File::create(&staged).and_then(|mut file| {
            file.write_all(&artifact.bytes)?;
            file.metadata()
        });
        let data = written.with_context(|| format!("cannot write `{}`", path.display()))?;
        Ok((line(Stamp::of(&data)), Some(name)))
    }

    fn put(&self, path: &str, name: usize) -> Result<()> {
        let target = self.folder.join(path);
        let action = || format!("cannot write `{}`", target.display());
        #[expect(clippy::disallowed_methods, reason = "this is the module that writes")]
        let moved = fs::rename(self.staged(name), &target).or_else(|_| {
            fs::create_dir_all(target.parent().unwrap_or(&self.folder))?;
            fs::rename(self.staged(name), &target)
        });
        moved.with_context(action)
    }

    fn staged(&self, name: usize) -> PathBuf {
        self.folder.join(STAGE).join(name.to_string())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Removes what waits: of this run, or of one that was killed.
    fn clear(&self) {
        #[expect(clippy::disallowed_methods, reason = "what waits is the writer's own")]
        let waiting = fs::read_dir(self.folder.join(STAGE)).into_iter().flatten().flatten();
        for file in waiting.filter(|file| file.file_name() != LOCK) {
            #[expect(clippy::disallowed_methods, reason = "what waits is the writer's own")]
            let _ = fs::remove_file(file.path());
        }
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        self.clear();
        #[expect(clippy::disallowed_methods, reason = "what waits is the writer's own")]
        let _ = fs::remove_file(self.folder.join(STAGE).join(LOCK));
        let _ = fs::remove_dir(self.folder.join(STAGE));
        if self.made {
            // It goes again where it got nothing.
            let _ = fs::remove_dir(&self.folder);
        }
    }
}
