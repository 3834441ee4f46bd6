//! Findings as workflow commands, which GitHub shows beside the changed lines.

use std::fmt::Write as _;

use crate::diag::{Diagnostics, Severity};
use crate::source::{Sources, Span};

/// One `::error file=…::message` a finding.
pub fn print(findings: &Diagnostics, sources: &Sources) -> String {
    let mut out = String::new();
    for finding in findings.items() {
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note | Severity::Allow => "notice",
        };
        let span = finding.primary.span;
        let (from, to) = (sources.line_column(span), sources.line_column(Span { start: span.end, ..span }));
        let place = format!("file={},line={},endLine={},col={}", property(sources.path(span.file)), from.line, to.line, from.column);
        let lines: Vec<&str> = std::iter::once(finding.message.as_str()).chain(finding.helps.iter().map(String::as_str)).collect();
        // Writing to a string cannot fail.
        let _ = writeln!(out, "::{command} {place},title={}::{}", property(finding.rule.id), data(&lines.join("\n")));
    }
    out
}

/// Escapes what would end the message of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes what would end a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
