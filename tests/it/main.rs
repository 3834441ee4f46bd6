//! The integration tests: one binary, a module a subject.

mod fixture;
mod rules;
