//! The `onus` program: arguments in, exit code out.

use std::process::ExitCode;

/// Pages are made of many small texts: an allocator that is quick at those saves a fifth of a build (ADR 27).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    onus::cli::run(std::env::args_os())
}
