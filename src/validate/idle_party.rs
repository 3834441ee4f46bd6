//! A party that holds nothing anywhere: a leftover, or a name that is spelled otherwise where it matters.

use std::collections::BTreeSet;

use crate::diag::{Diagnostics, rules};
use crate::model::{Holder, Side};
use crate::validate::Context;

pub(crate) fn check(context: &Context<'_>, diags: &mut Diagnostics) {
    let model = context.model;
    let unknown = ["duty", "layer", "service model"].iter().any(|kind| context.suspects.any_broken(kind));
    if model.places.is_empty() || unknown {
        return;
    }
    let holders: BTreeSet<_> = model.places.rows().iter().flat_map(|place| &place.cells).map(|cell| cell.holder).collect();
    for (id, party) in model.parties.iter() {
        let idle = party.side != Side::Assessor && !holders.contains(&Holder::Party(id));
        if idle && !context.suspects.contains("party", &party.meta.id) {
            let finding = diags.report(&rules::IDLE_PARTY, party.meta.span, format!("the party `{}` holds no duty on any service", party.meta.id));
            finding.help("give it duties, leave it out, or declare `side: assessor` if it only looks on");
        }
    }
}
