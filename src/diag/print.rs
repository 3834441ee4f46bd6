//! Findings into text, one printer a format. The caller decides where the text goes.

use crate::diag::{Diagnostics, Severity, github, human, json, sarif, short};
use crate::source::Sources;

/// How findings are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// With the source line, for people.
    Human,
    /// One line a finding, for editors.
    Short,
    /// One JSON object a line.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Workflow commands that become annotations on GitHub.
    Github,
}

/// Whether text carries colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// Escape codes for a terminal.
    On,
    /// Plain text.
    Off,
}

/// All findings in one format. Only the human format knows colour.
pub fn print(format: Format, findings: &Diagnostics, sources: &Sources, colour: Colour) -> String {
    match format {
        Format::Human => human::print(findings, sources, colour),
        Format::Short => short::print(findings, sources),
        Format::Json => json::print(findings, sources),
        Format::Sarif => sarif::print(findings, sources),
        Format::Github => github::print(findings, sources),
    }
}

/// How many findings of each severity there are, in words: `2 errors, 1 warning`; empty without any.
pub fn count(findings: &Diagnostics) -> String {
    let of = |severity: Severity| findings.items().iter().filter(|item| item.severity == severity).count();
    let words = [Severity::Error, Severity::Warning, Severity::Note].map(|severity| match of(severity) {
        0 => String::new(),
        1 => format!("1 {}", severity.name()),
        many => format!("{many} {}s", severity.name()),
    });
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(", ")
}
