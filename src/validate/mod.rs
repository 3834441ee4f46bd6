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
}

type Check = fn(&Context<'_>, &mut Diagnostics);

/// Every rule over the whole model.
const RULES: &[Check] =
    &[duty_without_control::check, idle_party::check, silent_control::check, links::check, live_blocks::check, selections::check, learn::check];

/// Holds the model against every rule.
pub(crate) fn validate(context: &Context<'_>, diags: &mut Diagnostics) {
    RULES.iter().for_each(|check| check(context, diags));
}
