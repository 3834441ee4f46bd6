//! One thread a core, each with a pool of its own. The typesetting library hands parts of a document to the pool it finds: in one
//! that documents share, a thread that waits for its own would begin another, and several would nest on one stack.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use rayon::{ThreadPool, ThreadPoolBuilder};

/// Deeply nested prose needs more than the two megabytes that a thread has by default.
const STACK: usize = 16 << 20;

/// What `work` makes of each input, in the order of the inputs.
pub(super) fn in_order<I: Sync, O: Send>(inputs: &[I], work: impl Fn(&I) -> O + Sync) -> Vec<O> {
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut done = Vec::new();
        while let Some((at, input)) = { Some(next.fetch_add(1, Ordering::Relaxed)) }.and_then(|at| Some((at, inputs.get(at)?))) {
            done.push((at, work(input)));
        }
        done
    };
    let pools = pools(inputs.len());
    let mut outputs = thread::scope(|scope| {
        let threads: Vec<_> = pools.iter().map_while(|pool| thread::Builder::new().spawn_scoped(scope, || pool.install(worker)).ok()).collect();
        // Where not even one thread can be had, the work is done here.
        let mut outputs = if threads.is_empty() { worker() } else { Vec::new() };
        outputs.extend(threads.into_iter().flat_map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))));
        outputs
    });
    outputs.sort_by_key(|(at, _)| *at);
    outputs.into_iter().map(|(_, output)| output).collect()
}

/// How many of so many inputs are worked on at the same time.
pub(super) fn at_once(inputs: usize) -> usize {
    cores().min(inputs).max(1)
}

/// A pool of one thread for each input that is worked on at the same time; one of all cores for a single input.
fn pools(inputs: usize) -> Vec<ThreadPool> {
    let threads = if inputs > 1 { 1 } else { cores() };
    let pool = |_| ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK).thread_name(|_| "pdf".to_owned()).build();
    (0..at_once(inputs)).map_while(|number| pool(number).ok()).collect()
}

fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZeroUsize::get)
}
