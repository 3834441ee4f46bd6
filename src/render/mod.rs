//! Views in, artifacts out: one module a format.

pub mod html;
pub mod markdown;
pub mod pdf;
pub mod text;
