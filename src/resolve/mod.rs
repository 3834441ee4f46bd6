//! [`Raw`] into [`Model`]: ids become handles, holders are derived with their chains, compositions are followed to their end.
//!
//! What could not be resolved is left out and has said so once; [`Suspects`] keeps the later rules from blaming it again.

mod checklists;
mod compose;
mod controls;
mod dates;
mod foundation;
mod frameworks;
mod holders;
mod lookup;
mod paths;
mod prose;
mod questions;
pub(crate) mod selections;
mod services;
mod suspects;
mod unassigned;
mod workloads;

use crate::config::Config;
use crate::diag::Diagnostics;
use crate::model::{Model, Table};
use crate::parse::Raw;
use crate::source::Sources;

pub(crate) use suspects::Suspects;

use lookup::Lookup;

/// Resolves everything for the day that `config` asks for.
pub(crate) fn resolve(raw: Raw, sources: &Sources, config: &Config, diags: &mut Diagnostics) -> (Model, Suspects) {
    let mut cx = Lookup::new(&raw, sources, config, diags);
    let (mut model, defaults) = foundation::model(&raw, &mut cx);
    let services = services::add(&raw, &mut model, &mut cx);
    holders::derive(&services, &defaults, &mut model, &mut cx);
    compose::add(&services, &mut model, &mut cx);
    frameworks::add(&raw, &mut model, &mut cx);
    controls::add(&raw, &mut model, &mut cx);
    workloads::add(&raw, &mut model, &mut cx);
    prose::add(&raw, &mut model, &mut cx);
    model.renamed = cx.renamed();
    checklists::add(&raw, &mut model, &mut cx);
    paths::add(&raw, &mut model, &mut cx);
    model.renamed.extend(cx.renamed());
    drop(services);
    let suspects = cx.suspects();
    // Giving back what was read takes a while, and nobody waits for it.
    rayon::spawn(move || drop(raw));
    (model, suspects)
}

/// A model for one day, with nothing in it yet.
fn empty(config: &Config) -> Model {
    Model {
        as_of: config.as_of,
        parties: Table::new(Vec::new()),
        layers: Table::new(Vec::new()),
        duties: Table::new(Vec::new()),
        service_models: Table::new(Vec::new()),
        traits: Table::new(Vec::new()),
        categories: Table::new(Vec::new()),
        services: Table::new(Vec::new()),
        places: Table::new(Vec::new()),
        domains: Table::new(Vec::new()),
        controls: Table::new(Vec::new()),
        frameworks: Table::new(Vec::new()),
        workloads: Table::new(Vec::new()),
        checklists: Table::new(Vec::new()),
        guides: Table::new(Vec::new()),
        paths: Table::new(Vec::new()),
        terms: Table::new(Vec::new()),
        renamed: Vec::new(),
    }
}
