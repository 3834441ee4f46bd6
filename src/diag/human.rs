//! Findings with their source lines, as people read them. The only user of the snippet library.

use std::collections::BTreeSet;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::diag::print::{Colour, count};
use crate::diag::{Diagnostic, Diagnostics, Label, Severity};
use crate::source::Sources;

/// Every finding with its line, its notes and helps; the last line counts them. Empty without findings.
pub fn print(findings: &Diagnostics, sources: &Sources, colour: Colour) -> String {
    if findings.is_empty() {
        return String::new();
    }
    let renderer = match colour {
        Colour::On => Renderer::styled(),
        Colour::Off => Renderer::plain(),
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let mut explained = BTreeSet::new();
    let mut out = String::new();
    for finding in findings.items() {
        // The pointer to the rule's page is worth its line once a run, not once a finding.
        let groups = groups(finding, sources, explained.insert(finding.rule.id));
        out.push_str(renderer.render(&groups).trim_end());
        out.push_str("\n\n");
    }
    out.push_str(&count(findings));
    out.push('\n');
    out
}

fn groups<'a>(finding: &'a Diagnostic, sources: &'a Sources, explain: bool) -> Vec<Group<'a>> {
    let title = level(finding.severity).primary_title(&finding.message).id(finding.rule.id);
    let helps = finding.helps.iter().map(|help| Level::HELP.message(help));
    let mut groups = vec![place(Group::with_title(title), &finding.primary, sources).elements(helps)];
    for label in &finding.related {
        let title = Level::NOTE.secondary_title(if label.text.is_empty() { "see also" } else { &label.text });
        groups.push(place(Group::with_title(title), &Label { span: label.span, text: String::new() }, sources));
    }
    if explain {
        groups.push(Group::with_title(Level::HELP.secondary_title(format!("`onus explain {}` says more", finding.rule.id))));
    }
    groups
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note | Severity::Allow => Level::NOTE,
    }
}

/// Adds the line that a label points at; a longer range shows its first line only.
fn place<'a>(group: Group<'a>, label: &Label, sources: &'a Sources) -> Group<'a> {
    let text = sources.text(label.span.file);
    // A place beyond the end, as in a file that is no text, stands for the end.
    let start = text.floor_char_boundary(label.span.start as usize);
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = start + text[start..].find('\n').unwrap_or(text.len() - start);
    let end = text.floor_char_boundary(label.span.end as usize).clamp(start, line_end);
    let words = (!label.text.is_empty()).then(|| label.text.clone());
    let snippet = Snippet::source(&text[line_start..line_end]).line_start(sources.line_column(label.span).line).path(sources.path(label.span.file));
    group.element(snippet.annotation(AnnotationKind::Primary.span(start - line_start..end - line_start).label(words)))
}
