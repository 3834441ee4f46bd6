//! A checklist in parts: one for each team that has something to do, and one for the rest.

use crate::model::{Clause, Facet, Model, Selection};

/// The parts of a selection, in the order of the teams; together they hold what it holds. `None` where it is for no workload.
pub fn by_team(model: &Model, selection: &Selection) -> Option<Vec<Selection>> {
    let workload = model.covered(selection).workload?;
    let teams: Vec<usize> = (0..model.workloads[workload].teams.len()).collect();
    if teams.is_empty() {
        return Some(vec![selection.clone()]);
    }
    let of_teams = teams.iter().map(|&team| narrowed(selection, false, vec![team]));
    let rest = narrowed(selection, true, teams.clone());
    let parts = of_teams.chain([rest]).filter(|part| !model.chosen(part, &model.covered(part)).is_empty());
    Some(parts.collect())
}

/// The selection with only these teams, or with all but these.
fn narrowed(selection: &Selection, excluded: bool, teams: Vec<usize>) -> Selection {
    let mut part = selection.clone();
    // Values of one clause are alternatives, so the narrower clause takes the place of what it narrows.
    part.clauses.retain(|clause| clause.excluded != excluded || !is_subset(&clause.facet, &teams, excluded));
    part.clauses.push(Clause { excluded, facet: Facet::Team(teams) });
    part.clauses.sort();
    part
}

fn is_subset(facet: &Facet, teams: &[usize], excluded: bool) -> bool {
    match facet {
        Facet::Team(known) if excluded => known.iter().all(|team| teams.contains(team)),
        Facet::Team(known) => teams.iter().all(|team| known.contains(team)),
        _ => false,
    }
}
