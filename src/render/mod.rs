//! Views into artifacts and text, one module a format.

pub mod text;
