//! Findings in a line that a later run reads again, where everything is as it was.

use serde::{Deserialize, Serialize};

use crate::diag::{Diagnostic, Diagnostics, Label, Severity, rules};
use crate::source::{Sources, Span};

/// One finding, with the names of files and rules in place of handles.
#[derive(Serialize, Deserialize)]
struct Kept {
    rule: String,
    severity: String,
    message: String,
    at: KeptLabel,
    related: Vec<KeptLabel>,
    helps: Vec<String>,
}

/// File, first byte, one past the last, words.
#[derive(Serialize, Deserialize)]
struct KeptLabel(String, u32, u32, String);

/// The findings as one line of JSON.
pub(super) fn write(findings: &Diagnostics, sources: &Sources) -> String {
    let label = |label: &Label| KeptLabel(sources.path(label.span.file).to_owned(), label.span.start, label.span.end, label.text.clone());
    let kept = |finding: &Diagnostic| Kept {
        rule: finding.rule.id.to_owned(),
        severity: finding.severity.name().to_owned(),
        message: finding.message.clone(),
        at: label(&finding.primary),
        related: finding.related.iter().map(label).collect(),
        helps: finding.helps.clone(),
    };
    serde_json::to_string(&findings.items().iter().map(kept).collect::<Vec<_>>()).expect("text and numbers always become JSON")
}

/// The findings of a line; `None` where it is no such line, or is about other files than these.
pub(super) fn read(line: &str, sources: &Sources) -> Option<Diagnostics> {
    let kept: Vec<Kept> = serde_json::from_str(line).ok()?;
    let items = kept.into_iter().map(|kept| finding(kept, sources)).collect::<Option<Vec<Diagnostic>>>()?;
    Some(Diagnostics { items })
}

fn finding(kept: Kept, sources: &Sources) -> Option<Diagnostic> {
    let severities = [Severity::Note, Severity::Warning, Severity::Error];
    Some(Diagnostic {
        rule: rules::find(&kept.rule)?,
        severity: severities.into_iter().find(|severity| severity.name() == kept.severity)?,
        message: kept.message,
        primary: label(kept.at, sources)?,
        related: kept.related.into_iter().map(|one| label(one, sources)).collect::<Option<Vec<Label>>>()?,
        helps: kept.helps,
    })
}

fn label(KeptLabel(path, start, end, text): KeptLabel, sources: &Sources) -> Option<Label> {
    let file = sources.find(&path)?;
    let range = usize::try_from(start).ok()?..usize::try_from(end).ok()?;
    // A line that somebody wrote by hand may point anywhere.
    let there = range.is_empty() && range.start == 0 || sources.is_text(file) && sources.text(file).get(range).is_some();
    there.then_some(Label { span: Span { file, start, end }, text })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_come_back_as_they_were_and_others_are_not_believed() {
        let sources = Sources::new([("a.yaml".to_owned(), b"a: b\nc: \xc3\xa9\n".to_vec()), ("b.png".to_owned(), vec![0xff])]);
        let (text, picture) = (sources.find("a.yaml").expect("is there"), sources.find("b.png").expect("is there"));
        let mut findings = Diagnostics::default();
        let first = findings.report(&rules::UNKNOWN_KEY, Span::new(text, 5, 6), "there is no key `c`").label("here");
        first.related(Span::new(text, 0, 1), "beside this").help("a line\nor two");
        findings.report(&rules::PAGE_BUDGET, Span::start_of(picture), "heavy");
        let line = write(&findings, &sources);
        assert!(!line.contains('\n'), "{line}");
        assert_eq!(read(&line, &sources).expect("reads").items(), findings.items());
        for (from, to) in [
            ("a.yaml", "c.yaml"),
            ("unknown-key", "no-rule"),
            ("\"a.yaml\",5,6", "\"a.yaml\",5,600"),
            ("\"a.yaml\",5,6", "\"a.yaml\",5,9"),
            ("[{", "{"),
        ] {
            assert!(read(&line.replace(from, to), &sources).is_none(), "{from} {to}");
        }
    }
}
