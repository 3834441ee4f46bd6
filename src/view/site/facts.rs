//! What many pages need and one working out gives: who has a part in which control, which places are compared, which checklists there are.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::config::Config;
use crate::model::{Control, Duty, Holder, Id, Model, Place, Selection};
use crate::view::checklist::{self, Made};
use crate::view::learn::{Plan, plans};
use crate::view::site::check_line::{CheckLine, LineKey};
use crate::view::site::compare::CompareRow;
use crate::view::site::lexicon::Lexicon;
use crate::view::site::parts::Link;
use crate::view::site::{items, likely, requirements};

/// How many lines of checklists are kept at once.
const LINES: usize = 1 << 14;

/// Facts about a whole book.
#[derive(Debug)]
pub struct Facts {
    /// The pairs of places that have a page of their own.
    pub pairs: Vec<(Id<Place>, Id<Place>)>,
    /// The stems of the checklists that each output makes.
    pub made: Stems,
    items: OnceLock<items::ByControl>,
    serves: OnceLock<Vec<String>>,
    compared: Mutex<Compared>,
    lines: Mutex<BTreeMap<LineKey, Arc<CheckLine>>>,
    paths: OnceLock<Vec<Plan>>,
    requirements: OnceLock<Vec<Vec<Arc<Link>>>>,
    lexicon: OnceLock<Lexicon>,
}

type Compared = BTreeMap<(Id<Duty>, Holder, Holder), Arc<CompareRow>>;

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
            serves: OnceLock::new(),
            compared: Mutex::default(),
            lines: Mutex::default(),
            paths: OnceLock::new(),
            requirements: OnceLock::new(),
            lexicon: OnceLock::new(),
        }
    }

    /// Every item of every service, by control. Worked out when a page first asks, as not every page does.
    pub(super) fn items(&self, model: &Model) -> &items::ByControl {
        self.items.get_or_init(|| items::by_control(model))
    }

    /// For each control, by position, the frameworks with a requirement that it serves, as numbers separated by spaces.
    pub(super) fn serves(&self, model: &Model) -> &[String] {
        let numbers = |control: &Control| control.satisfies.iter().map(|mapping| mapping.framework.index()).collect::<BTreeSet<_>>();
        let words = |control: &Control| numbers(control).iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        self.serves.get_or_init(|| model.controls.rows().iter().map(words).collect())
    }

    /// The row of a duty and its holders on the first and on the second of two places that are compared, where there are no words to it:
    /// thousands of pages show the same ones.
    pub(super) fn compared(&self, key: (Id<Duty>, Holder, Holder), make: impl FnOnce() -> CompareRow) -> Arc<CompareRow> {
        let mut known = self.compared.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(known.entry(key).or_insert_with(|| Arc::new(make())))
    }

    /// The line of a checklist that the pages of several workloads show. A large book has more of them than it pays to keep.
    pub(super) fn line(&self, key: LineKey, make: impl FnOnce(&LineKey) -> CheckLine) -> Arc<CheckLine> {
        let mut known = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(line) = known.get(&key) {
            return Arc::clone(line);
        }
        if known.len() >= LINES {
            known.clear();
        }
        let line = Arc::new(make(&key));
        known.insert(key, Arc::clone(&line));
        line
    }

    /// The paths for newcomers, with their questions.
    pub(super) fn paths(&self, model: &Model) -> &[Plan] {
        self.paths.get_or_init(|| plans(model))
    }

    /// The way to every requirement, by framework and position.
    pub(super) fn requirements(&self, model: &Model) -> &[Vec<Arc<Link>>] {
        self.requirements.get_or_init(|| requirements::links(model))
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
