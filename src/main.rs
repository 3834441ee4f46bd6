//! The `onus` program: arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    onus::cli::run(std::env::args_os())
}
