//! What many pages need and one working out gives: who has a part in which control, which places are compared, which checklists there are.

use std::collections::BTreeSet;

use crate::config::Config;
use crate::model::{Id, Model, Place, Selection};
use crate::view::checklist::{self, Made};
use crate::view::site::{items, likely};

/// Facts about a whole book.
#[derive(Debug)]
pub struct Facts {
    /// Every item of every service, by control: what classes of requirements are worked out from.
    pub items: items::ByControl,
    /// The pairs of places that have a page of their own.
    pub pairs: Vec<(Id<Place>, Id<Place>)>,
    /// The stems of the checklists that each output makes.
    pub made: Stems,
}

/// The stems of checklists, by the output that makes them.
#[derive(Debug, Clone, Default)]
pub struct Stems {
    /// As Markdown.
    pub markdown: BTreeSet<String>,
    /// As PDF.
    pub pdf: BTreeSet<String>,
    /// As workbooks.
    pub xlsx: BTreeSet<String>,
    /// As CSV.
    pub csv: BTreeSet<String>,
}

impl Facts {
    /// Those of a book.
    pub fn of(model: &Model, config: &Config) -> Self {
        Self { items: items::by_control(model), pairs: likely::likely(model), made: Stems::of(model, &checklist::made(model, config)) }
    }
}

impl Stems {
    fn of(model: &Model, made: &Made) -> Self {
        let stems = |selections: &[Selection]| selections.iter().map(|selection| model.checklist_stem(selection)).collect();
        Self { markdown: stems(&made.markdown), pdf: stems(&made.pdf), xlsx: stems(&made.xlsx), csv: stems(&made.csv) }
    }
}
