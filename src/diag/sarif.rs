//! Findings as SARIF 2.1.0, for code scanning services.

use serde_json::{Value, json};

use crate::diag::{Diagnostic, Diagnostics, Label, Rule, Severity, rules};
use crate::source::{Sources, Span};

/// One log with one run; also without findings, because an empty run closes what an earlier one opened.
pub fn print(findings: &Diagnostics, sources: &Sources) -> String {
    let results: Vec<Value> = findings.items().iter().map(|finding| result(finding, sources)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "onus",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules::ALL.iter().map(|&rule| descriptor(rule)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn descriptor(rule: &Rule) -> Value {
    json!({
        "id": rule.id,
        "defaultConfiguration": { "level": level(rule.severity) },
        "help": { "text": rule.page, "markdown": rule.page },
    })
}

fn result(finding: &Diagnostic, sources: &Sources) -> Value {
    let text = std::iter::once(finding.message.as_str()).chain(finding.helps.iter().map(String::as_str)).collect::<Vec<_>>().join("\n");
    let index = rules::ALL.iter().position(|rule| rule.id == finding.rule.id);
    let mut result = json!({
        "ruleId": finding.rule.id,
        "ruleIndex": index,
        "level": level(finding.severity),
        "message": { "text": text },
        "locations": [location(&finding.primary, sources)],
    });
    if !finding.related.is_empty() {
        result["relatedLocations"] = finding.related.iter().map(|label| location(label, sources)).collect();
    }
    result
}

fn location(label: &Label, sources: &Sources) -> Value {
    let mut location = json!({ "physicalLocation": {
        "artifactLocation": { "uri": uri(sources.path(label.span.file)) },
        "region": region(label.span, sources),
    }});
    if !label.text.is_empty() {
        location["message"] = json!({ "text": label.text });
    }
    location
}

fn region(span: Span, sources: &Sources) -> Value {
    let (from, to) = (sources.line_column(span), sources.line_column(Span { start: span.end, ..span }));
    json!({ "startLine": from.line, "startColumn": from.column, "endLine": to.line, "endColumn": to.column })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
        Severity::Allow => "none",
    }
}

/// A relative reference: what a URI reserves or forbids is percent-encoded, byte by byte.
fn uri(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    path.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
