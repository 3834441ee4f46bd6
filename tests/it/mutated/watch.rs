//! Who works on which case, so that one that never ends, or that takes the whole process down, has a number.

use std::fs::{self, File};
use std::io::{Seek as _, Write as _};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use std::{process, thread};

/// No case may take longer, however slow the machine is: an ordinary one takes milliseconds.
const LIMIT: Duration = Duration::from_secs(30);

/// Workers, and what each is at.
pub struct Watch {
    at: Vec<Mutex<Option<(u64, Instant)>>>,
    // What overflows the stack or fills the memory leaves nobody to say so, but its number in a file.
    notes: Vec<Mutex<File>>,
    over: AtomicBool,
}

impl Watch {
    /// Over this many workers. Their numbers are in `case-<worker>.txt`, in the folder for temporary files of tests.
    pub fn new(workers: usize) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        fs::create_dir_all(folder).expect("makes folders");
        let note = |worker| Mutex::new(File::create(folder.join(format!("case-{worker}.txt"))).expect("a file"));
        Self { at: (0..workers).map(|_| Mutex::new(None)).collect(), notes: (0..workers).map(note).collect(), over: AtomicBool::new(false) }
    }

    /// A worker begins with a case.
    pub fn begin(&self, worker: usize, number: u64) {
        let mut note = self.notes[worker].lock().expect("nobody else writes there");
        note.rewind().and_then(|()| write!(note, "{number:>20}")).expect("writes");
        *self.at[worker].lock().expect("nobody panics with it") = Some((number, Instant::now()));
    }

    /// A worker has ended its case.
    pub fn end(&self, worker: usize) {
        *self.at[worker].lock().expect("nobody panics with it") = None;
    }

    /// Nobody works any more.
    pub fn leave(&self) {
        self.over.store(true, Ordering::Relaxed);
    }

    /// Looks on until nobody works, and ends the process where a case does not end: no thread can be stopped from outside.
    pub fn look_on(&self) {
        while !self.over.load(Ordering::Relaxed) {
            thread::sleep(Duration::from_millis(100));
            let late = self.at.iter().filter_map(|at| *at.lock().expect("nobody panics with it")).find(|(_, since)| since.elapsed() > LIMIT);
            if let Some((number, _)) = late {
                let words = format!("\ncase {number} does not end; run it again with `ONUS_CASE={number} cargo test --test it -- mutated`\n");
                // What is printed is kept until a test ends, and this one does not.
                let _ = std::io::stderr().write_all(words.as_bytes());
                process::abort();
            }
        }
    }
}
