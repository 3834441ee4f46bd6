//! `onus explain`: why a duty lies where it lies, and what a rule means.

use anyhow::Result;
use clap::Args;

use crate::cli::args::Root;
use crate::cli::screen::Screen;
use crate::cli::{Outcome, model, suggest};
use crate::diag::{nearest, rules};
use crate::{explain, text};

/// Explain why a duty lies where it lies, where a control applies, or what a rule means
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  onus explain ecs/fargate patch-guest-os
  onus explain \"who backs up DynamoDB\"
  onus explain s3 encrypt-at-rest --as-of 2022-12-31
  onus explain unassigned-duty")]
pub(super) struct Explain {
    /// A service, variant, control, duty, layer, term or rule, or a question in quotes
    thing: String,
    /// A duty, layer or control on that service or variant
    about: Option<String>,
    /// Put this workload's delegation in front
    #[arg(short, long, value_name = "ID")]
    workload: Option<String>,
    /// How to show it
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    format: model::Shown,
    #[command(flatten)]
    root: Root,
}

/// Prints the explanation.
pub(super) fn run(command: &Explain, screen: &Screen) -> Result<Outcome> {
    // A rule needs no book, so that its page can be read wherever a finding was seen.
    if let (Some(rule), None) = (rules::find(&command.thing), &command.about) {
        screen.result(&format!("{}\n", rule.page.trim_end()))?;
        return Ok(Outcome::Clean);
    }
    let book = model::open(&command.root, screen).map_err(|error| match nearest(&command.thing, rules::ALL.iter().map(|rule| rule.id)) {
        Some(rule) => error.context(format!("there is no rule `{}`; did you mean `{rule}`?", command.thing)),
        None => error,
    })?;
    let found = explain(&book.model, &book.sources, &command.thing, command.about.as_deref(), command.workload.as_deref());
    let view = found.map_err(|mut unknown| {
        if command.about.is_none() {
            unknown.names.extend(rules::ALL.iter().map(|rule| rule.id.to_owned()));
        }
        suggest::unknown(&unknown)
    })?;
    screen.result(&match command.format {
        model::Shown::Text => text::explain(&view),
        model::Shown::Json => text::json(&view),
    })?;
    Ok(book.outcome)
}
