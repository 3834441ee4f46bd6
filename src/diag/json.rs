//! Findings as JSON, one object a line, for programs.

use serde::Serialize;

use crate::diag::{Diagnostic, Diagnostics, Label};
use crate::source::{Sources, Span};

/// One finding, as programs read it.
#[derive(Debug, Serialize)]
struct Line<'a> {
    rule: &'a str,
    severity: &'a str,
    message: &'a str,
    #[serde(flatten)]
    at: Place<'a>,
    label: &'a str,
    related: Vec<Related<'a>>,
    helps: &'a [String],
}

/// A place: lines and columns count from 1, columns count characters, offsets count bytes.
#[derive(Debug, Serialize)]
struct Place<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    start: u32,
    end: u32,
}

/// Another place that matters.
#[derive(Debug, Serialize)]
struct Related<'a> {
    message: &'a str,
    #[serde(flatten)]
    at: Place<'a>,
}

/// One object a line; nothing without findings.
pub fn print(findings: &Diagnostics, sources: &Sources) -> String {
    findings.items().iter().map(|finding| to_line(&line(finding, sources))).collect()
}

fn to_line(line: &Line<'_>) -> String {
    serde_json::to_string(line).expect("text and numbers always become JSON") + "\n"
}

fn line<'a>(finding: &'a Diagnostic, sources: &'a Sources) -> Line<'a> {
    Line {
        rule: finding.rule.id,
        severity: finding.severity.name(),
        message: &finding.message,
        at: place(finding.primary.span, sources),
        label: &finding.primary.text,
        related: finding.related.iter().map(|label| related(label, sources)).collect(),
        helps: &finding.helps,
    }
}

fn related<'a>(label: &'a Label, sources: &'a Sources) -> Related<'a> {
    Related { message: &label.text, at: place(label.span, sources) }
}

fn place(span: Span, sources: &Sources) -> Place<'_> {
    let (from, to) = (sources.line_column(span), sources.line_column(Span { start: span.end, ..span }));
    Place {
        path: sources.path(span.file),
        line: from.line,
        column: from.column,
        end_line: to.line,
        end_column: to.column,
        start: span.start,
        end: span.end,
    }
}
