//! What is wrong with the user's content: values that are collected, never control flow.
//!
//! A stage reports through [`Diagnostics`] and goes on; a printer of this folder shows them all at the end.

mod github;
mod human;
mod json;
mod kept;
pub mod print;
pub mod rules;
mod sarif;
mod short;

use crate::source::{FileId, Sources, Span};

pub use print::{Colour, Format, count, print};
pub use rules::Rule;

/// How bad a finding is. `Allow` findings are dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Not shown at all.
    Allow,
    /// Shown; never fails a run.
    Note,
    /// Shown; fails a run under `--deny warnings`.
    Warning,
    /// Shown; nothing is written.
    Error,
}

impl Severity {
    /// The word that messages and book.toml use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A place with a few words about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// The words; may be empty.
    pub text: String,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that was broken.
    pub rule: &'static Rule,
    /// Its severity after book.toml had its say.
    pub severity: Severity,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// Where.
    pub primary: Label,
    /// Other places that matter ("first defined here").
    pub related: Vec<Label>,
    /// What to do, a line each.
    pub helps: Vec<String>,
}

/// The sink that every stage reports to.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics {
    items: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Starts a finding; the returned builder adds words to it.
    pub fn report(&mut self, rule: &'static Rule, span: Span, message: impl Into<String>) -> Finding<'_> {
        self.items.push(Diagnostic {
            rule,
            severity: rule.severity,
            message: message.into(),
            primary: Label { span, text: String::new() },
            related: Vec::new(),
            helps: Vec::new(),
        });
        let last = self.items.len() - 1;
        Finding(&mut self.items[last])
    }

    /// The findings, as collected, or sorted after [`Diagnostics::finish`].
    pub fn items(&self) -> &[Diagnostic] {
        &self.items
    }

    /// Takes over the findings of another sink; [`Diagnostics::finish`] sorts them in.
    pub fn append(&mut self, mut other: Diagnostics) {
        self.items.append(&mut other.items);
    }

    /// Drops what is less severe.
    pub fn keep(&mut self, least: Severity) {
        self.items.retain(|item| item.severity >= least);
    }

    /// Keeps the findings in some files.
    pub fn keep_in(&mut self, is_kept: impl Fn(FileId) -> bool) {
        self.items.retain(|finding| is_kept(finding.primary.span.file));
    }

    /// Whether any finding is an error.
    pub fn has_errors(&self) -> bool {
        self.items.iter().any(|item| item.severity == Severity::Error)
    }

    /// Whether there is no finding at all.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The findings as one line, for [`Diagnostics::of_line`].
    pub fn to_line(&self, sources: &Sources) -> String {
        kept::write(self, sources)
    }

    /// The findings of a line that was made of the same files; `None` where it was not.
    pub fn of_line(line: &str, sources: &Sources) -> Option<Self> {
        kept::read(line, sources)
    }

    /// Applies the severities of book.toml (rule id to severity), drops what is allowed or said twice, and sorts by file and offset.
    pub fn finish(&mut self, severity_of: impl Fn(&str) -> Option<Severity>) {
        for item in &mut self.items {
            item.severity = severity_of(item.rule.id).unwrap_or(item.severity);
        }
        self.items.retain(|item| item.severity != Severity::Allow);
        self.items.sort_by(|a, b| (a.primary.span, a.rule.id, &a.message).cmp(&(b.primary.span, b.rule.id, &b.message)));
        self.items.dedup();
    }
}

/// A finding that is being worded.
#[derive(Debug)]
pub struct Finding<'a>(&'a mut Diagnostic);

impl Finding<'_> {
    /// Words under the primary place.
    pub fn label(self, text: impl Into<String>) -> Self {
        self.0.primary.text = text.into();
        self
    }

    /// Another place that matters.
    pub fn related(self, span: Span, text: impl Into<String>) -> Self {
        self.0.related.push(Label { span, text: text.into() });
        self
    }

    /// A line that says what to do.
    pub fn help(self, text: impl Into<String>) -> Self {
        self.0.helps.push(text.into());
        self
    }

    /// The nearest right name, where one is near: "did you mean `customer`?".
    pub fn nearest<'n>(self, wrong: &str, names: impl IntoIterator<Item = &'n str>) -> Self {
        match nearest(wrong, names) {
            Some(name) => self.help(format!("did you mean `{name}`?")),
            None => self,
        }
    }
}

/// The nearest right name as a sentence, or all of them where there are few.
pub fn suggestion(wrong: &str, names: &[String]) -> Option<String> {
    const FEW: usize = 8;
    let names = names.iter().map(String::as_str);
    match nearest(wrong, names.clone()) {
        Some(name) => Some(format!("did you mean `{name}`?")),
        None if (1..=FEW).contains(&names.len()) => {
            Some(format!("there is {}", names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")))
        }
        None => None,
    }
}

/// The name nearest to `wrong`: at most a third of its letters differ, ties go to the first in order.
pub fn nearest<'n>(wrong: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let limit = (wrong.chars().count() / 3).max(1);
    names
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(&wrong.to_lowercase(), &name.to_lowercase()), name))
        .filter(|(distance, name)| *distance <= limit || name.strip_suffix('s') == Some(wrong))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}
