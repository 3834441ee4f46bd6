//! The components that templates define, and what each takes.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::theme::template::scan::{Placed, Tag, Token, dotted, statement};

/// A component: where its body lies, and what it takes.
pub(super) struct Component<'t> {
    pub(super) template: &'t str,
    pub(super) body: Range<usize>,
    /// The name of each, and whether it comes from around the call.
    pub(super) takes: Vec<(&'t str, bool)>,
}

/// Every component, by its name.
pub(super) fn components<'t>(all: &BTreeMap<&'t str, Vec<Tag<'t>>>) -> BTreeMap<String, Component<'t>> {
    let mut found = BTreeMap::new();
    for (template, tags) in all {
        for (at, tag) in tags.iter().enumerate() {
            let tokens = statement(tag);
            let Some((Token::Word("component"), _)) = tokens.first() else { continue };
            let open = tokens.iter().position(|(token, _)| *token == Token::Mark("(")).unwrap_or(tokens.len());
            let (name, _) = dotted(&tokens[1..open]);
            let length = tags[at..].iter().position(|tag| matches!(statement(tag).first(), Some((Token::Word("endcomponent"), _))));
            let body = at + 1..length.map_or(tags.len(), |length| at + length);
            found.insert(name, Component { template, body, takes: takes(&tokens[open..]) });
        }
    }
    found
}

/// The names in the brackets of a component: each stands behind the bracket, a comma, or the mark of what comes from around.
fn takes<'t>(tokens: &[Placed<'t>]) -> Vec<(&'t str, bool)> {
    let name = |pair: &[Placed<'t>]| match (pair[0].0, pair[1].0) {
        (Token::Mark(before @ ("(" | "," | "@" | "...")), Token::Word(name)) => Some((name, before == "@")),
        _ => None,
    };
    tokens.windows(2).filter_map(name).collect()
}
