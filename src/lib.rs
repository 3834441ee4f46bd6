//! onus says, service by service, on whom a duty lies, and makes a site and checklists of the answer.
pub mod artifact;
pub mod config;
pub mod diag;
pub mod markdown;
pub mod model;
pub mod search;
pub mod source;
pub mod theme;
pub mod view;
