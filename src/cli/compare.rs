//! `onus compare`: what changes hands between two services or variants.

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::cli::args::Root;
use crate::cli::screen::Screen;
use crate::cli::{Outcome, model, suggest};
use crate::{compare, text};

/// List the duties that change hands between two services or variants
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  onus compare ec2 ecs/fargate")]
pub(super) struct Compare {
    /// A service, or service/variant
    from: String,
    /// Another one
    to: String,
    /// List the duties that stay as well
    #[arg(short, long)]
    all: bool,
    /// How to show it
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    format: Shown,
    #[command(flatten)]
    root: Root,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Shown {
    Text,
    Json,
    Markdown,
}

/// Prints the comparison.
pub(super) fn run(command: &Compare, screen: &Screen) -> Result<Outcome> {
    let book = model::open(&command.root, screen)?;
    let mut view = compare(&book.model, &command.from, &command.to).map_err(|unknown| suggest::unknown(&unknown))?;
    screen.result(&match command.format {
        Shown::Text => text::compare(&view, command.all),
        Shown::Markdown => text::compare_markdown(&view, command.all),
        Shown::Json => {
            if !command.all {
                view.stays.clear();
            }
            text::json(&view)
        }
    })?;
    Ok(book.outcome)
}
