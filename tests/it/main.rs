//! Tests that see onus from outside: its binary, its files, its messages.

mod cli;
mod config;
mod fixture;
mod load;
mod mistakes;
mod printers;
mod rules;
mod serve;
mod tidy;
mod write;
