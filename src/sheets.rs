//! Every table and workbook of a build: which there are, and for a preview the one that is asked for.

use rayon::prelude::*;

use crate::artifact::Artifact;
use crate::config::{Config, CsvStyle, Paper};
use crate::diag::Diagnostics;
use crate::model::{Framework, Id, Model};
use crate::render;
use crate::view::checklist::{self, Checklist, Made};
use crate::view::workbook::{self, Table, Workbook};

/// The checklists as CSV and as workbooks.
pub(crate) fn checklists(model: &Model, config: &Config, made: &Made, diagnostics: &mut Diagnostics) -> Vec<Artifact> {
    let style = config.csv.as_ref().map(|csv| csv.style).unwrap_or_default();
    let tables = made.csv.par_iter().map(|selection| table(&checklist::checklist(model, config, selection), style));
    let mut artifacts: Vec<Artifact> = tables.collect();
    let of = |selection: &_| workbook::of_checklist(model, config, &checklist::checklist(model, config, selection));
    artifacts.extend(workbooks(&made.xlsx, of, paper(config), diagnostics));
    artifacts
}

/// A checklist as CSV.
pub(crate) fn table(list: &Checklist<'_>, style: CsvStyle) -> Artifact {
    render::csv::file(format!("checklists/{}.csv", list.stem), &workbook::checklist(list), style)
}

/// A checklist as a workbook.
pub(crate) fn workbook(model: &Model, config: &Config, list: &Checklist<'_>, diagnostics: &mut Diagnostics) -> Artifact {
    render::xlsx::file(&workbook::of_checklist(model, config, list), paper(config), diagnostics)
}

/// What makes a table of a whole book.
type TableOf = fn(&Model) -> Table;

/// The tables and workbooks of the whole book and of its frameworks, as far as their paths are wanted.
pub(crate) fn whole(model: &Model, config: &Config, wanted: &dyn Fn(&str) -> bool, diagnostics: &mut Diagnostics) -> Vec<Artifact> {
    let mut artifacts = Vec::new();
    if let Some(csv) = &config.csv {
        let tables: [(&str, TableOf); 2] = [(workbook::RESPONSIBILITIES, workbook::responsibilities), (workbook::MAPPINGS, workbook::mappings)];
        artifacts.extend(tables.iter().filter(|(path, _)| wanted(path)).map(|(path, make)| render::csv::file(*path, &make(model), csv.style)));
    }
    if config.xlsx.is_some() {
        let frameworks: Vec<Id<Framework>> = model.frameworks.ids().filter(|&id| wanted(&workbook::framework_path(model, id))).collect();
        artifacts.extend(workbooks(&frameworks, |&id| workbook::framework(model, config, id), paper(config), diagnostics));
        let whole: Vec<&str> = [workbook::BOOK].into_iter().filter(|path| wanted(path)).collect();
        artifacts.extend(workbooks(&whole, |_| workbook::whole(model, config), paper(config), diagnostics));
    }
    artifacts
}

/// A workbook for each of several things; each is written as soon as it is known, so that not all are held at once.
fn workbooks<T: Sync>(of: &[T], make: impl Fn(&T) -> Workbook + Sync, paper: Paper, diagnostics: &mut Diagnostics) -> Vec<Artifact> {
    let made = of.par_iter().map(|one| {
        let mut findings = Diagnostics::default();
        (render::xlsx::file(&make(one), paper, &mut findings), findings)
    });
    let made: Vec<(Artifact, Diagnostics)> = made.collect();
    let keep = |(artifact, findings)| {
        diagnostics.append(findings);
        artifact
    };
    made.into_iter().map(keep).collect()
}

fn paper(config: &Config) -> Paper {
    config.xlsx.as_ref().map_or(Paper::A4, |xlsx| xlsx.paper)
}
