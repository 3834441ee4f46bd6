//! `onus list`: everything of one kind.

use anyhow::Result;
use clap::Args;

use crate::cli::args::Root;
use crate::cli::screen::Screen;
use crate::cli::{Outcome, model, suggest};
use crate::diag::rules;
use crate::{Listing, list, text};

/// List everything of one kind
#[derive(Debug, Args)]
pub(super) struct List {
    /// parties, layers, duties, models, traits, categories, services, variants, domains, controls, frameworks, workloads,
    /// checklists, guides, paths, terms or rules
    kind: String,
    /// How to show it
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    format: model::Shown,
    #[command(flatten)]
    root: Root,
}

/// Prints the list, ids first.
pub(super) fn run(command: &List, screen: &Screen) -> Result<Outcome> {
    let (view, outcome) = match command.kind.as_str() {
        "rules" | "rule" => (rules(), Outcome::Clean),
        kind => {
            let book = model::open(&command.root, screen)?;
            let view = list(&book.model, kind).map_err(|mut unknown| {
                unknown.names.push("rules".to_owned());
                suggest::unknown(&unknown)
            })?;
            (view, book.outcome)
        }
    };
    screen.result(&match command.format {
        model::Shown::Text => text::list(&view),
        model::Shown::Json => text::list_json(&view),
    })?;
    Ok(outcome)
}

fn rules() -> Listing {
    let rows = rules::ALL.iter().map(|rule| vec![rule.id.to_owned(), rule.severity.name().to_owned()]);
    Listing { columns: vec!["id", "severity"], rows: rows.collect() }
}
