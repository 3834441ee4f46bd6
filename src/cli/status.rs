//! `onus status`: how far a workload is.

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::cli::args::Root;
use crate::cli::screen::Screen;
use crate::cli::{Outcome, model, suggest};
use crate::vocabulary::State;
use crate::{By, Status as View, status, text};

/// Show how far a workload is
///
/// A whole is as good as its worst part: not met, then partly met, not assessed, risk accepted, met. What is not applicable is left
/// out and counted. What has run out counts as not assessed.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  onus status payments
  onus status payments --by framework
  onus status payments --format json
  onus status payments --fail-on not-met,expired

Exit codes: 0 clean, 1 something is in a state of `--fail-on` or the content has errors, 2 usage.")]
pub(super) struct Status {
    /// The id of the workload
    workload: String,
    /// What the counts stand together by
    #[arg(long, value_name = "WHAT", default_value = "team")]
    by: Grouped,
    /// How to show it
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    format: model::Shown,
    /// End with exit code 1 where an item is in one of these states, or in a worse one
    #[arg(long, value_name = "STATES", value_delimiter = ',')]
    fail_on: Vec<Bad>,
    #[command(flatten)]
    root: Root,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Grouped {
    Team,
    Domain,
    Service,
    Priority,
    Framework,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Bad {
    NotMet,
    PartlyMet,
    NotAssessed,
    RiskAccepted,
    /// What has run out.
    Expired,
}

/// Prints the status.
pub(super) fn run(command: &Status, screen: &Screen) -> Result<Outcome> {
    let book = model::open(&command.root, screen)?;
    let by = match command.by {
        Grouped::Team => By::Team,
        Grouped::Domain => By::Domain,
        Grouped::Service => By::Service,
        Grouped::Priority => By::Priority,
        Grouped::Framework => By::Framework,
    };
    let view = status(&book.model, &command.workload, by).map_err(|unknown| suggest::unknown(&unknown))?;
    screen.result(&match command.format {
        model::Shown::Text => text::status(&view),
        model::Shown::Json => text::json(&view),
    })?;
    let fails = command.fail_on.iter().any(|bad| is_there(&view, *bad));
    Ok(if fails { Outcome::Findings } else { book.outcome })
}

/// Whether an item of the customer's side is in that state, or in a worse one.
fn is_there(view: &View, bad: Bad) -> bool {
    let state = match bad {
        Bad::Expired => return view.total.expired > 0,
        Bad::NotMet => State::NotMet,
        Bad::PartlyMet => State::PartlyMet,
        Bad::NotAssessed => State::NotAssessed,
        Bad::RiskAccepted => State::RiskAccepted,
    };
    view.total.state().weight() >= state.weight()
}
