//! Findings as `path:line:col: error[rule]: message`, one a line, for editors and grep.

use std::fmt::Write as _;

use crate::diag::Diagnostics;
use crate::source::Sources;

/// One line a finding; the nearest right name follows the message.
pub fn print(findings: &Diagnostics, sources: &Sources) -> String {
    let mut out = String::new();
    for finding in findings.items() {
        let (span, at) = (finding.primary.span, sources.line_column(finding.primary.span));
        let (severity, rule) = (finding.severity.name(), finding.rule.id);
        let helps: String = finding.helps.iter().map(|help| format!("; {help}")).collect();
        let text = format!("{}{helps}", finding.message).replace(['\n', '\r'], " ");
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{}:{}:{}: {severity}[{rule}]: {text}", sources.path(span.file), at.line, at.column);
    }
    out
}
