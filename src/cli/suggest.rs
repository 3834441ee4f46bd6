//! The nearest right name for one that does not exist.

use anyhow::anyhow;

use crate::Unknown;
use crate::diag::nearest;

/// The sentence that a name is unknown, with the nearest right one, or with all of them where there are few.
pub(super) fn unknown(unknown: &Unknown) -> anyhow::Error {
    const FEW: usize = 12;
    let names = &unknown.names;
    match nearest(&unknown.wrong, names.iter().map(String::as_str)) {
        Some(name) => anyhow!("{}; did you mean `{name}`?", unknown.message),
        None if names.is_empty() || names.len() > FEW => anyhow!("{}", unknown.message),
        None => anyhow!("{}; there is {}", unknown.message, names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")),
    }
}
