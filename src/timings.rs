//! How long each stage of a build takes, for `onus build --timings` and the benchmarks.
//!
//! Stages run on many threads and inside each other: what is measured of each is the time that threads spend in it and in
//! no other, added up. With no more threads than free cores that is the time of a processor.

use std::cell::Cell;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// A stage of a build, in the order of the pipeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Files into memory, and what the repository says of them.
    Read,
    /// YAML and Markdown into what was written.
    Parse,
    /// Ids into handles, holders with their reasons.
    Resolve,
    /// Rules over the whole model.
    Validate,
    /// The model into what a reader sees.
    View,
    /// Views into pages, Markdown, workbooks, tables and what stands beside them.
    Render,
    /// Code into coloured runs.
    Highlight,
    /// Checklists and handouts as PDF.
    Pdf,
    /// The index that the search reads.
    Search,
    /// Files compared and written.
    Write,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Self; 10] =
        [Self::Read, Self::Parse, Self::Resolve, Self::Validate, Self::View, Self::Render, Self::Highlight, Self::Pdf, Self::Search, Self::Write];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Parse => "parse",
            Self::Resolve => "resolve",
            Self::Validate => "validate",
            Self::View => "view",
            Self::Render => "render",
            Self::Highlight => "highlight",
            Self::Pdf => "pdf",
            Self::Search => "search",
            Self::Write => "write",
        }
    }
}

static SPENT: [AtomicU64; Stage::ALL.len()] = [const { AtomicU64::new(0) }; Stage::ALL.len()];

thread_local! {
    /// What stages inside of the current one took on this thread.
    static INSIDE: Cell<Duration> = const { Cell::new(Duration::ZERO) };
}

/// Does the work of a stage, and adds what it took.
pub fn timed<T>(stage: Stage, work: impl FnOnce() -> T) -> T {
    let outside = INSIDE.replace(Duration::ZERO);
    let started = Instant::now();
    let made = work();
    let took = started.elapsed();
    let own = took.saturating_sub(INSIDE.get());
    SPENT[stage as usize].fetch_add(u64::try_from(own.as_nanos()).unwrap_or(u64::MAX), Ordering::Relaxed);
    INSIDE.set(outside + took);
    made
}

/// What each stage took since the process began.
pub fn spent() -> impl Iterator<Item = (Stage, Duration)> {
    Stage::ALL.into_iter().map(|stage| (stage, Duration::from_nanos(SPENT[stage as usize].load(Ordering::Relaxed))))
}

/// The table of stages: a line each, with its share, what all of them took, and the memory in bytes where that is known.
pub fn table(memory: Option<u64>) -> String {
    let all: Duration = spent().map(|(_, took)| took).sum();
    let row = |name: &str, took: Duration| {
        let share = 100.0 * took.as_secs_f64() / all.as_secs_f64().max(f64::MIN_POSITIVE);
        format!("{name:<10}{:>10.1} ms{share:>6.1} %\n", took.as_secs_f64() * 1e3)
    };
    let rows: String = spent().filter(|(_, took)| !took.is_zero()).map(|(stage, took)| row(stage.name(), took)).collect();
    let peak = memory.map(|bytes| format!("{:<10}{:>10.1} MB\n", "memory", bytes as f64 / 1e6)).unwrap_or_default();
    format!("{rows}{}{peak}", row("all", all))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_is_not_charged_for_what_is_done_inside_of_it() {
        let sleep = || std::thread::sleep(Duration::from_millis(20));
        let of = |wanted: Stage| spent().find(|(stage, _)| *stage == wanted).map_or(Duration::ZERO, |(_, took)| took);
        timed(Stage::View, || timed(Stage::Highlight, sleep));
        assert!(of(Stage::Highlight) >= Duration::from_millis(20), "{:?}", of(Stage::Highlight));
        assert!(of(Stage::View) < of(Stage::Highlight), "{:?}", of(Stage::View));
    }

    #[test]
    fn stages_are_told_in_the_order_of_the_pipeline() {
        Stage::ALL.into_iter().for_each(|stage| timed(stage, || ()));
        let names: Vec<&str> = spent().map(|(stage, _)| stage.name()).collect();
        assert_eq!(names, ["read", "parse", "resolve", "validate", "view", "render", "highlight", "pdf", "search", "write"]);
        assert!(Stage::ALL.iter().enumerate().all(|(at, stage)| *stage as usize == at));
    }
}
