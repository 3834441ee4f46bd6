//! Where words go: results to standard output, everything else to standard error, colour where it is wanted.

use std::io::{ErrorKind, IsTerminal as _, Write as _};

use anyhow::{Context as _, Result};
use clap::ColorChoice;

use crate::cli::Outcome;
use crate::cli::args::Findings;
use crate::diag::{Colour, Diagnostics, Format, Severity, print};
use crate::source::{Sources, without_hidden};

/// The terminal, as the reader wants it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Screen {
    colour: ColorChoice,
    quiet: bool,
    verbose: bool,
}

impl Screen {
    /// What `--color`, `-q` and `-v` ask for.
    pub fn new(colour: ColorChoice, quiet: bool, verbose: bool) -> Self {
        Self { colour, quiet, verbose }
    }

    /// Prints a result.
    pub fn result(&self, text: &str) -> Result<()> {
        self.result_bytes(text.as_bytes())
    }

    /// Prints a result that may not be text.
    pub fn result_bytes(&self, bytes: &[u8]) -> Result<()> {
        let mut out = std::io::stdout().lock();
        out.write_all(bytes).and_then(|()| out.flush()).context("cannot write to standard output")
    }

    /// Says what was done, unless the reader wants it quiet.
    pub fn say(&self, text: &str) {
        if !self.quiet {
            aside(&without_hidden(text));
        }
    }

    /// Says more, where the reader wants it.
    pub fn detail(&self, text: &str) {
        if self.verbose {
            aside(&without_hidden(text));
        }
    }

    /// Says why a command failed.
    pub fn fail(&self, error: &anyhow::Error) {
        let word = match self.colour_of(std::io::stderr().is_terminal()) {
            Colour::On => "\u{1b}[1;31merror\u{1b}[0m",
            Colour::Off => "error",
        };
        aside(&format!("{word}: {}", without_hidden(&format!("{error:#}"))));
    }

    /// Prints findings as the result of a command.
    pub fn findings_as_result(&self, findings: &Diagnostics, sources: &Sources, how: Findings) -> Result<Outcome> {
        let colour = self.colour_of(std::io::stdout().is_terminal());
        self.result(&print(how.format(), findings, sources, colour))?;
        Ok(outcome(findings, how))
    }

    /// Prints findings beside a result: for people on standard error, for programs on standard output.
    pub fn findings(&self, findings: &Diagnostics, sources: &Sources, how: Findings) -> Result<Outcome> {
        let colour = self.colour_of(std::io::stderr().is_terminal());
        match how.format() {
            format @ (Format::Human | Format::Short) => {
                let text = print(format, findings, sources, colour);
                if !text.is_empty() {
                    aside(text.trim_end());
                }
            }
            format => self.result(&print(format, findings, sources, Colour::Off))?,
        }
        Ok(outcome(findings, how))
    }

    fn colour_of(&self, terminal: bool) -> Colour {
        let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0");
        let on = match self.colour {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => !set("NO_COLOR") && (set("CLICOLOR_FORCE") || terminal),
        };
        if on { Colour::On } else { Colour::Off }
    }
}

fn outcome(findings: &Diagnostics, how: Findings) -> Outcome {
    let limit = if how.denies_warnings() { Severity::Warning } else { Severity::Error };
    match findings.items().iter().any(|finding| finding.severity >= limit) {
        true => Outcome::Findings,
        false => Outcome::Clean,
    }
}

/// One line on standard error; nobody to read it is no failure.
fn aside(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// Whether the reader went away before the end, as `| head` does.
pub(super) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().filter_map(|cause| cause.downcast_ref::<std::io::Error>()).any(|cause| cause.kind() == ErrorKind::BrokenPipe)
}
