//! Paths for newcomers: goals that nothing teaches, more than fits into the time, questions that explain nothing.

use crate::diag::{Diagnostics, rules};
use crate::model::{Asked, Goal, Path};
use crate::validate::Context;

pub(crate) fn check(context: &Context<'_>, diags: &mut Diagnostics) {
    for path in context.model.paths.rows() {
        goals(context, path, diags);
        time(context, path, diags);
        let parts = path.questions.iter().flat_map(|question| &question.parts);
        for part in parts.filter(|part| explains_nothing(part) && !context.suspects.lost_in(part.span)) {
            let finding = diags.report(&rules::UNEXPLAINED_QUESTION, part.span, "this question does not say why its answer is right");
            finding.help("add `because: …`");
        }
    }
}

fn goals(context: &Context<'_>, path: &Path, diags: &mut Diagnostics) {
    // Where no goal has a name, no module can say what it teaches: all of the path teaches all of them.
    if path.goals.iter().all(|goal| goal.id.is_none()) {
        return;
    }
    let taught = |at: usize| path.modules.iter().any(|module| module.teaches.contains(&at));
    let meant = |id: &str| context.suspects.contains("goal", id);
    let missing = |(at, goal): &(usize, &Goal)| !taught(*at) && !goal.id.as_deref().is_some_and(meant);
    for (_, goal) in path.goals.iter().enumerate().filter(missing) {
        let (message, help) = match &goal.id {
            Some(id) => (format!("nothing teaches the goal `{id}`"), format!("add `teaches: [{id}]` to a module")),
            None => (format!("nothing can teach the goal `{}`: it has no id", goal.says), "write it as `{ id: …, say: … }`".to_owned()),
        };
        diags.report(&rules::UNTAUGHT_GOAL, goal.span, message).help(help);
    }
}

fn time(context: &Context<'_>, path: &Path, diags: &mut Diagnostics) {
    let Some((limit, span)) = path.minutes else { return };
    let times = context.model.path_times(path);
    let takes = times.all();
    if takes > limit {
        let parts = format!("{} to read, {} to practise, {} for questions", times.read, times.practice, times.questions);
        let finding = diags.report(&rules::PATH_OVER_TIME, span, format!("this path takes {takes} minutes: {parts}"));
        finding.help(format!("leave something out, or write `minutes: {takes}`"));
    }
}

fn explains_nothing(part: &Asked) -> bool {
    part.because.is_empty() && part.facts.is_empty()
}
