//! Selections in files: each mistake at its place, unless it follows from another.

use crate::diag::{Diagnostics, Finding, Rule, rules, suggestion};
use crate::model::{Model, Selection};
use crate::resolve::Suspects;
use crate::selection::{self, Mistake, Wrong};
use crate::source::{Sources, Span, Spanned};

/// A selection as a file has it: one text, or several that together are one.
pub(crate) struct Written<'w> {
    pub(crate) texts: &'w [Spanned<String>],
    pub(crate) sources: &'w Sources,
    pub(crate) suspects: &'w Suspects,
    /// Who asks.
    pub(crate) by: By,
}

/// Who asks in a selection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    /// A named checklist, which builds on no other.
    Checklist,
    /// book.toml.
    Book,
    /// A live block, whose mistakes are all of one rule.
    Live,
}

impl Written<'_> {
    /// What it asks for; `None` where something is wrong, which has been told.
    pub(crate) fn read(&self, model: &Model, diags: &mut Diagnostics) -> Option<Selection> {
        let (selection, mistakes) = selection::read(&self.text(), model);
        for mistake in mistakes.iter().filter(|mistake| !self.follows(mistake)) {
            self.report(mistake, diags);
        }
        mistakes.is_empty().then_some(selection)
    }

    fn text(&self) -> String {
        self.texts.iter().map(|text| text.value.as_str()).collect::<Vec<_>>().join("\n")
    }

    /// Whether a mistake is there only because of an earlier one.
    fn follows(&self, mistake: &Mistake) -> bool {
        let Wrong::Unknown(kind) = mistake.what else { return false };
        let broken = |kind, id: &str| self.suspects.is_broken(kind, id);
        let service = || mistake.wrong.split('/').next().unwrap_or_default();
        match kind {
            "service" | "variant" => {
                broken("service", &mistake.wrong) || broken("service", service()) || self.suspects.contains("variant", &mistake.wrong)
            }
            _ => broken(kind, &mistake.wrong) || self.suspects.contains(kind, &mistake.wrong),
        }
    }

    fn report(&self, mistake: &Mistake, diags: &mut Diagnostics) {
        let at = self.at(mistake);
        if (self.by, mistake.what) == (By::Checklist, Wrong::Unknown("checklist")) {
            let finding = diags.report(&rules::SELECTION, at, "a named checklist builds on no other");
            finding.help("write the terms of the other one here");
            return;
        }
        let rule = if self.by == By::Live { &rules::LIVE_BLOCK } else { rule(mistake.what) };
        let finding = diags.report(rule, at, mistake.message.clone());
        let help = mistake.help.clone().or_else(|| suggestion(&mistake.wrong, &mistake.names));
        help.into_iter().fold(finding, Finding::help);
    }

    /// Where a mistake stands: its own bytes, where the file has the text as it reads; else the word; else the text.
    fn at(&self, mistake: &Mistake) -> Span {
        let mut start = 0;
        for text in self.texts {
            let end = start + text.value.len();
            if mistake.at.start <= end {
                return self.within(text, mistake, start);
            }
            start = end + 1;
        }
        self.texts.first().map(|text| text.span).unwrap_or_default()
    }

    fn within(&self, text: &Spanned<String>, mistake: &Mistake, before: usize) -> Span {
        let written = self.sources.slice(text.span);
        let local = (mistake.at.start - before)..(mistake.at.end - before).min(text.value.len());
        let word = Some(mistake.wrong.as_str()).filter(|word| !word.is_empty());
        let found = written.find(&text.value).map(|at| at + local.start).or_else(|| written.find(word?));
        match found {
            Some(at) => {
                let start = text.span.start as usize + at;
                Span::new(text.span.file, start, start + local.len())
            }
            None => text.span,
        }
    }
}

/// The rule that a mistake breaks.
fn rule(what: Wrong) -> &'static Rule {
    match what {
        Wrong::Form => &rules::SELECTION,
        Wrong::Word => &rules::INVALID_VALUE,
        Wrong::Unknown(kind) => match kind {
            "service" => &rules::UNKNOWN_SERVICE,
            "variant" => &rules::UNKNOWN_VARIANT,
            "service model" => &rules::UNKNOWN_MODEL,
            "category" => &rules::UNKNOWN_CATEGORY,
            "framework" => &rules::UNKNOWN_FRAMEWORK,
            "requirement" => &rules::UNKNOWN_REQUIREMENT,
            "party" => &rules::UNKNOWN_PARTY,
            "team" => &rules::UNKNOWN_TEAM,
            "layer" => &rules::UNKNOWN_LAYER,
            "domain" => &rules::UNKNOWN_DOMAIN,
            "control" => &rules::UNKNOWN_CONTROL,
            "workload" => &rules::UNKNOWN_WORKLOAD,
            _ => &rules::UNKNOWN_CHECKLIST,
        },
    }
}
