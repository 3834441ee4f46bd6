//! One plain thread a core. The typesetting library uses a pool of its own inside: tasks of that pool must not wait for
//! each other, or whole documents nest on one stack and all of them are in memory at once.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Deeply nested prose needs more than the two megabytes that a thread has by default.
const STACK: usize = 16 << 20;

/// What `work` makes of each input, in the order of the inputs.
pub(super) fn in_order<I: Sync, O: Send>(inputs: &[I], work: impl Fn(&I) -> O + Sync) -> Vec<O> {
    let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut done = Vec::new();
        while let Some((at, input)) = { Some(next.fetch_add(1, Ordering::Relaxed)) }.and_then(|at| Some((at, inputs.get(at)?))) {
            done.push((at, work(input)));
        }
        done
    };
    let mut outputs = thread::scope(|scope| {
        let spawn = |_| thread::Builder::new().name("pdf".to_owned()).stack_size(STACK).spawn_scoped(scope, worker);
        let threads: Vec<_> = (0..cores.min(inputs.len())).map_while(|number| spawn(number).ok()).collect();
        // Where not even one thread can be had, the work is done here.
        let mut outputs = if threads.is_empty() { worker() } else { Vec::new() };
        outputs.extend(threads.into_iter().flat_map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))));
        outputs
    });
    outputs.sort_by_key(|(at, _)| *at);
    outputs.into_iter().map(|(_, output)| output).collect()
}
