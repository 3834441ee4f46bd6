//! Views into files, one folder a format.

pub mod html;
