//! Selections that select nothing, and those of book.toml, which are held against the model here.

use std::collections::BTreeMap;

use crate::diag::{Diagnostics, Finding, rules};
use crate::model::{Covered, Model, Reached, Selection};
use crate::resolve::selections::{By, Written};
use crate::selection::Mistake;
use crate::source::{Span, Spanned};
use crate::validate::Context;

pub(crate) fn check(context: &Context<'_>, diags: &mut Diagnostics) {
    let model = context.model;
    let mut files = BTreeMap::new();
    for text in context.selections {
        if let Some(selection) = book(context, text, diags) {
            one_file(model, &selection, text.span, &mut files, diags);
        }
    }
    // An error may have taken away what would be selected.
    if context.has_errors || diags.has_errors() {
        return;
    }
    for named in model.checklists.rows() {
        if is_empty(model, &named.selection) {
            let finding = diags.report(&rules::EMPTY_SELECTION, named.meta.span, format!("the checklist `{}` holds no item", named.meta.id));
            Mistake::empty("").help.into_iter().fold(finding, Finding::help);
        }
    }
}

/// A selection of book.toml.
fn book(context: &Context<'_>, text: &Spanned<String>, diags: &mut Diagnostics) -> Option<Selection> {
    let texts = std::slice::from_ref(text);
    let written = Written { texts, sources: context.sources, suspects: context.suspects, by: By::Book };
    let selection = written.read(context.model, diags)?;
    nothing(context, &selection, text.span, diags);
    Some(selection)
}

/// Two selections with the same stem would be one file.
fn one_file(model: &Model, selection: &Selection, at: Span, files: &mut BTreeMap<String, (Selection, Span)>, diags: &mut Diagnostics) {
    let stem = model.checklist_stem(selection);
    match files.get(&stem) {
        Some((other, first)) if other != selection => {
            let finding = diags.report(&rules::INVALID_CONFIG_VALUE, at, format!("this selection has the files of another: `{stem}`"));
            finding.label("second selection").related(*first, "first selection").help("give one of them a name in `content/checklists/`");
        }
        Some(_) => {}
        None => drop(files.insert(stem, (selection.clone(), at))),
    }
}

/// Reports a selection that holds no item, unless an error may be the cause.
pub(super) fn nothing(context: &Context<'_>, selection: &Selection, at: Span, diags: &mut Diagnostics) {
    if !context.has_errors && !diags.has_errors() && is_empty(context.model, selection) {
        let Mistake { message, help, .. } = Mistake::empty("");
        help.into_iter().fold(diags.report(&rules::EMPTY_SELECTION, at, message), Finding::help);
    }
}

fn is_empty(model: &Model, selection: &Selection) -> bool {
    let covered = model.covered(selection);
    // An item of a place is the same among the items of that place alone, and mostly the first place has one.
    let has_item = |reached: &Reached| {
        let alone = Covered { workload: covered.workload, everywhere: false, starts: Vec::new(), places: vec![reached.clone()] };
        model.chosen(selection, &alone).iter().any(|item| item.place.is_some())
    };
    !covered.places.iter().any(has_item) && model.chosen(selection, &covered).is_empty()
}
