//! What many pages need and one working out gives: who has a part in which control, which places are compared, which checklists there are.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use crate::config::Config;
use crate::model::{Id, Model, Place, Selection};
use crate::view::checklist::{self, Made};
use crate::view::learn::{Plan, plans};
use crate::view::site::lexicon::Lexicon;
use crate::view::site::{items, likely};

/// Facts about a whole book.
#[derive(Debug)]
pub struct Facts {
    /// The pairs of places that have a page of their own.
    pub pairs: Vec<(Id<Place>, Id<Place>)>,
    /// The stems of the checklists that each output makes.
    pub made: Stems,
    items: OnceLock<items::ByControl>,
    paths: OnceLock<Vec<Plan>>,
    lexicon: OnceLock<Lexicon>,
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
        Self {
            pairs: likely::with_asked(model, config),
            made: Stems::of(model, &checklist::made(model, config)),
            items: OnceLock::new(),
            paths: OnceLock::new(),
            lexicon: OnceLock::new(),
        }
    }

    /// Every item of every service, by control. Worked out when a page first asks, as not every page does.
    pub(super) fn items(&self, model: &Model) -> &items::ByControl {
        self.items.get_or_init(|| items::by_control(model))
    }

    /// The paths for newcomers, with their questions.
    pub(super) fn paths(&self, model: &Model) -> &[Plan] {
        self.paths.get_or_init(|| plans(model))
    }

    /// The words of the glossary.
    pub(super) fn lexicon(&self, model: &Model) -> &Lexicon {
        self.lexicon.get_or_init(|| Lexicon::of(model))
    }
}

impl Stems {
    fn of(model: &Model, made: &Made) -> Self {
        let stems = |selections: &[Selection]| selections.iter().map(|selection| model.checklist_stem(selection)).collect();
        Self { markdown: stems(&made.markdown), pdf: stems(&made.pdf), xlsx: stems(&made.xlsx), csv: stems(&made.csv) }
    }
}
