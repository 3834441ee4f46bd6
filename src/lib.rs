//! onus says, service by service, on whom a duty lies, and makes a site and checklists of the answer.
pub mod artifact;
pub mod cli;
pub mod config;
pub mod diag;
pub mod load;
pub mod markdown;
pub mod model;
pub mod render;
pub mod search;
pub mod serve;
pub mod source;
pub mod view;
pub mod vocabulary;
pub mod write;

pub use render::text;
pub use view::Unknown;
pub use view::compare::{Comparison, compare};
pub use view::explain::{Explanation, explain};
pub use view::list::{Listing, kinds, list};
