//! Live blocks in prose: the view that each asks for must exist, and so must what it is asked to show.

use std::collections::BTreeSet;

use crate::diag::{Diagnostics, Finding, rules};
use crate::markdown::Block;
use crate::resolve::selections::{By, Written};
use crate::source::{Span, Spanned};
use crate::validate::{Context, docs, selections};

/// The views, each with what it takes, for messages.
const VIEWS: [(&str, &str); 4] = [
    ("stack", "stack service=ecs/fargate"),
    ("matrix", "matrix services=[ec2, lambda]"),
    ("checklist", "checklist s3 party:customer priority>=high"),
    ("compare", "compare ec2 ecs/fargate"),
];

pub(crate) fn check(context: &Context<'_>, diags: &mut Diagnostics) {
    // Places of one service share their prose, so the same block comes by more than once.
    let mut seen = BTreeSet::new();
    for doc in docs::all(context.model) {
        each(&doc.blocks, &mut |text| {
            if seen.insert(text.span) {
                one(context, text, diags);
            }
        });
    }
}

/// Visits the live blocks among blocks and inside of them.
fn each(blocks: &[Block], visit: &mut impl FnMut(&Spanned<String>)) {
    for block in blocks {
        match block {
            Block::Live(text) => visit(text),
            Block::List { items, .. } => items.iter().for_each(|item| each(&item.blocks, visit)),
            Block::Tabs { tabs, .. } => tabs.iter().for_each(|tab| each(&tab.blocks, visit)),
            Block::Quote { blocks, .. } | Block::Footnote { blocks, .. } | Block::Element(_, blocks) => each(blocks, visit),
            Block::Definitions(entries) => entries.iter().flat_map(|(_, bodies)| bodies).for_each(|body| each(body, visit)),
            _ => {}
        }
    }
}

/// A line of a live block that is being judged.
struct Line<'l> {
    context: &'l Context<'l>,
    text: &'l Spanned<String>,
    view: &'l str,
}

fn one(context: &Context<'_>, text: &Spanned<String>, diags: &mut Diagnostics) {
    let line = text.value.trim();
    let (view, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let line = Line { context, text, view };
    if !VIEWS.iter().any(|(name, _)| *name == view) {
        let names = || VIEWS.iter().map(|(name, _)| *name);
        let finding = diags.report(&rules::LIVE_BLOCK, line.at(view), format!("there is no view `{view}`"));
        match crate::diag::nearest(view, names()) {
            Some(near) => finding.help(format!("did you mean `{near}`?")),
            None => finding.help(format!("the views are {}", names().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "))),
        };
        return;
    }
    match view {
        "compare" => match rest.split_whitespace().collect::<Vec<_>>().as_slice() {
            [a, b] => [a, b].iter().for_each(|id| line.place(id, diags)),
            _ => drop(line.report(view, "`compare` takes two services or variants", diags)),
        },
        "matrix" => match rest.trim().strip_prefix("services=[").and_then(|list| list.strip_suffix(']')) {
            Some(list) => list.split([',', ' ']).filter(|id| !id.is_empty()).for_each(|id| line.place(id, diags)),
            None => drop(line.report(view, "`matrix` takes a list of services", diags)),
        },
        "checklist" => line.selection(rest, diags),
        _ => line.arguments(rest, diags),
    }
}

impl Line<'_> {
    /// A selection, in the language of all selections.
    fn selection(&self, rest: &str, diags: &mut Diagnostics) {
        let span = self.at(rest.trim());
        let (texts, Context { sources, suspects, .. }) = ([Spanned::new(rest.trim().to_owned(), span)], self.context);
        let written = Written { texts: &texts, sources, suspects, by: By::Live };
        if let Some(selection) = written.read(self.context.model, diags) {
            selections::nothing(self.context, &selection, span, diags);
        }
    }

    /// `service=…`.
    fn arguments(&self, rest: &str, diags: &mut Diagnostics) {
        if !rest.split_whitespace().any(|word| word.starts_with("service=")) {
            self.report(self.view, format!("`{}` does not say of which service", self.view), diags);
        }
        for word in rest.split_whitespace() {
            match word.split_once('=') {
                Some(("service", id)) => self.place(id, diags),
                _ => drop(self.report(word, format!("`{}` does not take `{word}`", self.view), diags)),
            }
        }
    }

    /// A service or variant must exist, unless an earlier mistake keeps it from being known.
    fn place(&self, id: &str, diags: &mut Diagnostics) {
        let (model, suspects) = (self.context.model, self.context.suspects);
        let broken = suspects.is_broken("service", id) || suspects.is_broken("service", id.split('/').next().unwrap_or(id));
        if model.places.find(id).is_none() && !broken {
            diags.report(&rules::LIVE_BLOCK, self.at(id), format!("no service has the id `{id}`")).nearest(id, model.places.keys());
        }
    }

    fn report<'d>(&self, word: &str, message: impl Into<String>, diags: &'d mut Diagnostics) -> Finding<'d> {
        let example = VIEWS.iter().find(|(name, _)| *name == self.view).map_or("", |(_, example)| *example);
        diags.report(&rules::LIVE_BLOCK, self.at(word), message).help(format!("for example: `{example}`"))
    }

    /// Where a word of the line is written; the block, where it is not found as it reads.
    fn at(&self, word: &str) -> Span {
        let written = self.context.sources.slice(self.text.span);
        match written.rfind(word) {
            Some(at) if !word.is_empty() => {
                let start = self.text.span.start as usize + at;
                Span::new(self.text.span.file, start, start + word.len())
            }
            _ => self.text.span,
        }
    }
}
