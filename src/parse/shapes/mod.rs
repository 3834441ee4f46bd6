//! What each kind of file may hold: one declaration a map, from which the reader and the JSON Schema follow.

pub(crate) mod checklist;
pub(crate) mod control;
pub(crate) mod foundation;
pub(crate) mod framework;
pub(crate) mod learn;
pub(crate) mod prose;
pub(crate) mod service;
pub(crate) mod workload;
