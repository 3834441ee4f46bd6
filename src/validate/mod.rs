//! Rules over the whole model: what is right in each file, and still does not fit together.
//!
//! A rule is a function of the model that reports findings; it changes nothing, and knows no other rule.

mod docs;
mod duty_without_control;
mod idle_party;
mod learn;
mod links;
mod live_blocks;
mod selections;
mod silent_control;

use rayon::prelude::*;

use crate::diag::Diagnostics;
use crate::model::Model;
use crate::resolve::Suspects;
use crate::source::{Sources, Spanned};

/// What a rule looks at.
pub(crate) struct Context<'v> {
    pub(crate) model: &'v Model,
    /// The files, for links to pictures and for where relative links start.
    pub(crate) sources: &'v Sources,
    /// The content folder.
    pub(crate) src: &'v str,
    /// What book.toml asks for in the language of selections.
    pub(crate) selections: &'v [Spanned<String>],
    /// What mistakes elsewhere probably meant.
    pub(crate) suspects: &'v Suspects,
    /// Whether errors may have kept something out of the model.
    pub(crate) has_errors: bool,
}

type Check = fn(&Context<'_>, &mut Diagnostics);

/// Every rule over the whole model.
const RULES: &[Check] =
    &[duty_without_control::check, idle_party::check, silent_control::check, links::check, live_blocks::check, selections::check, learn::check];

/// Holds the model against every rule; gives what they find, rule by rule.
pub(crate) fn validate(context: &Context<'_>) -> Diagnostics {
    let found = |check: &Check| {
        let mut found = Diagnostics::default();
        check(context, &mut found);
        found
    };
    let mut all = Diagnostics::default();
    RULES.par_iter().map(found).collect::<Vec<_>>().into_iter().for_each(|found| all.append(found));
    all
}
