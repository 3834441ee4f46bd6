//! Opens an address in the reader's browser.

use std::process::{Command, Stdio};

use anyhow::{Context as _, Result};

/// Hands an address or the path of a file to the desktop.
pub(super) fn open(address: &str) -> Result<()> {
    let mut command = if cfg!(target_os = "macos") {
        Command::new("open")
    } else if cfg!(target_os = "windows") {
        Command::new("explorer")
    } else {
        Command::new("xdg-open")
    };
    let started = command.arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    started.map(drop).with_context(|| format!("cannot open `{address}` in a browser"))
}
