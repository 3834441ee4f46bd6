//! Tests that see onus from outside: its binary, its files, its messages.
#![expect(clippy::disallowed_methods, reason = "tests stand outside the pipeline: they read and write what it is given and gives")]

mod cli;
mod config;
mod docs;
mod fixture;
mod holders;
mod hostile;
mod html;
mod import;
mod includes;
mod killed;
mod large;
mod learn;
mod links;
mod load;
mod lock;
mod markup;
mod mistakes;
mod originality;
mod oscal;
mod outputs;
mod paths;
mod preview;
mod printers;
mod questions;
mod reference;
mod rules;
mod schemas;
mod selections;
mod serve;
mod sheets;
mod theme;
mod tidy;
mod timeline;
mod twins;
mod write;
