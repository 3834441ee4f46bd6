//! Which workload filled checklists are about: the one that was asked for, else the one they name.

use std::collections::BTreeSet;

use crate::import::Refused;
use crate::import::filled::Filled;
use crate::model::{Id, Model, Workload};
use crate::view::Unknown;

/// Finds the workload.
pub(super) fn choose(model: &Model, asked: Option<&str>, files: &[Filled]) -> Result<Id<Workload>, Refused> {
    if let Some(id) = asked {
        return find(model, id);
    }
    let named: BTreeSet<String> = files.iter().filter_map(named).collect();
    let mut named = named.into_iter();
    match (named.next(), named.next()) {
        (Some(one), Some(other)) => {
            Err(refused(format!("the files are about the workloads `{one}` and `{other}`; import those of each by themselves")))
        }
        (Some(one), None) => find(model, &one),
        (None, _) => Err(unnamed(model, files)),
    }
}

fn find(model: &Model, id: &str) -> Result<Id<Workload>, Refused> {
    model.workloads.find(model.current("workload", id)).ok_or_else(|| {
        let names = model.workloads.keys().map(str::to_owned).collect();
        Refused::Workload(Unknown { message: format!("no workload has the id `{id}`"), wrong: id.to_owned(), names })
    })
}

/// The workload that a file names: by itself, or in the selector it was made with.
fn named(file: &Filled) -> Option<String> {
    let clauses = || file.selector.iter().flat_map(|selector| selector.split([' ', ',', '&', '+']));
    file.workload.clone().or_else(|| clauses().find_map(|clause| clause.strip_prefix("workload:").map(str::to_owned)))
}

/// The sentence for files that name none, with the workloads that have their items.
fn unnamed(model: &Model, files: &[Filled]) -> Refused {
    let keys: BTreeSet<String> = files.iter().flat_map(|file| &file.rows).map(|row| model.current_item(&row.item)).collect();
    let has_all = |workload: &Workload| {
        let items: BTreeSet<String> = model.items(&workload.places).iter().map(|item| model.item_key(item)).collect();
        keys.is_subset(&items)
    };
    let fitting: Vec<String> =
        model.workloads.iter().filter(|(_, workload)| has_all(workload)).map(|(_, workload)| format!("`{}`", workload.meta.id)).collect();
    let of = match files.iter().find_map(|file| file.selector.as_deref()) {
        Some(selector) => format!("the checklist `{selector}`"),
        None => "the checklist".to_owned(),
    };
    let hint = match fitting.as_slice() {
        [] => String::new(),
        [one] => format!("; {one} has all its items"),
        all => format!("; {} have all its items", all.join(", ")),
    };
    refused(format!("{of} does not say for which workload it was filled in: name it with `--workload`{hint}"))
}

fn refused(message: String) -> Refused {
    Refused::Workload(Unknown { message, wrong: String::new(), names: Vec::new() })
}
