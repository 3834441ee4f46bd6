//! From a text to a [`Selection`], and every selection that a build prints.

use crate::config::{Asked, Config, Every};
use crate::model::{Model, Selection, Side};
use crate::selection::{self, Mistake};
use crate::view::checklist::by_team;

/// The checklists that each output of a build makes; none for an output that is off.
#[derive(Debug, Clone, Default)]
pub struct Made {
    /// As Markdown.
    pub markdown: Vec<Selection>,
    /// As PDF.
    pub pdf: Vec<Selection>,
    /// As workbooks.
    pub xlsx: Vec<Selection>,
    /// As CSV.
    pub csv: Vec<Selection>,
}

impl Made {
    /// Every checklist that some output makes, once.
    pub fn all(&self) -> Vec<&Selection> {
        let mut all: Vec<&Selection> = Vec::new();
        for selection in self.markdown.iter().chain(&self.pdf).chain(&self.xlsx).chain(&self.csv) {
            if !all.contains(&selection) {
                all.push(selection);
            }
        }
        all
    }
}

/// The checklists that a build makes.
pub fn made(model: &Model, config: &Config) -> Made {
    let of = |asked: Option<&Option<Vec<Asked>>>| asked.map(|asked| of_output(model, asked.as_deref())).unwrap_or_default();
    let markdown = of(config.markdown.as_ref().map(|output| &output.checklists));
    let by_team = config.markdown.as_ref().is_some_and(|output| output.by_team);
    Made {
        markdown: if by_team { with_parts(model, markdown) } else { markdown },
        pdf: of(config.pdf.as_ref().map(|output| &output.checklists)),
        xlsx: of(config.xlsx.as_ref().map(|output| &output.checklists)),
        csv: of(config.csv.as_ref().map(|output| &output.checklists)),
    }
}

/// Checklists, those of workloads with their parts behind them.
fn with_parts(model: &Model, whole: Vec<Selection>) -> Vec<Selection> {
    let mut all: Vec<Selection> = Vec::new();
    for selection in whole {
        let parts = by_team(model, &selection).unwrap_or_default();
        for part in std::iter::once(selection).chain(parts) {
            if !all.contains(&part) {
                all.push(part);
            }
        }
    }
    all
}

/// Every checklist that an output makes unless it is asked for others: named ones, workloads, services, variants, parties.
pub fn standard(model: &Model) -> Vec<Selection> {
    Every::WORDS.iter().flat_map(|(_, kind)| every(model, *kind)).collect()
}

/// The checklists that an output makes: those that it is asked for, else all.
fn of_output(model: &Model, asked: Option<&[Asked]>) -> Vec<Selection> {
    let Some(asked) = asked else { return standard(model) };
    let mut found: Vec<Selection> = Vec::new();
    for asked in asked {
        let wanted = match asked {
            Asked::All(kind) => every(model, *kind),
            // What is wrong with it has been told.
            Asked::Selection(text) => select(model, &text.value).into_iter().collect(),
        };
        for selection in wanted {
            if !found.contains(&selection) {
                found.push(selection);
            }
        }
    }
    found
}

/// The checklists of a kind.
fn every(model: &Model, kind: Every) -> Vec<Selection> {
    let places =
        |variants: bool| model.places.iter().filter(move |(_, place)| place.variant.is_some() == variants).map(|(id, _)| Selection::place(id));
    match kind {
        Every::Named => model.checklists.ids().map(Selection::named).collect(),
        Every::Workload => model.workloads.ids().map(Selection::workload).collect(),
        Every::Service => places(false).collect(),
        Every::Variant => places(true).collect(),
        Every::Party => model.parties.iter().filter(|(_, party)| party.side != Side::Assessor).map(|(id, _)| Selection::party(id)).collect(),
    }
}

/// The selection that a text asks for, in the language of [`selection`].
///
/// # Errors
///
/// Every mistake of the text.
pub fn select(model: &Model, text: &str) -> Result<Selection, Vec<Mistake>> {
    let (found, mistakes) = selection::read(text, model);
    if mistakes.is_empty() { Ok(found) } else { Err(mistakes) }
}
