//! Views in, artifacts out: one module a format.

pub mod beside;
pub mod csv;
pub mod html;
pub mod json;
pub mod markdown;
pub mod pdf;
pub mod picture;
pub mod text;
pub mod xlsx;
