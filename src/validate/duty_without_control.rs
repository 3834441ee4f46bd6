//! A duty that no control serves: somebody is accountable, and nothing says what to do.

use std::collections::BTreeSet;

use crate::diag::{Diagnostics, rules};
use crate::validate::Context;

pub(crate) fn check(context: &Context<'_>, diags: &mut Diagnostics) {
    let model = context.model;
    if model.controls.is_empty() || context.suspects.any_broken("duty of a control") {
        return;
    }
    let served: BTreeSet<_> = model.controls.rows().iter().flat_map(|control| &control.duties).collect();
    let unserved = model.duties.iter().filter(|(id, duty)| !served.contains(id) && !context.suspects.contains("duty", &duty.meta.id));
    for (_, duty) in unserved {
        let finding = diags.report(&rules::DUTY_WITHOUT_CONTROL, duty.meta.span, format!("no control serves the duty `{}`", duty.meta.id));
        finding.help(format!("write a control with `duty: {}`, or add it to one that serves it", duty.meta.id));
    }
}
