//! Tests that see onus from outside: its binary, its files, its messages.

mod cli;
mod config;
mod load;
mod printers;
mod serve;
mod tidy;
mod write;
