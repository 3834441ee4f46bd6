//! What is wrong with a name or a selection, with the nearest right names.

use anyhow::anyhow;

use crate::Unknown;
use crate::diag::{nearest, suggestion};
use crate::selection::Mistake;

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

/// Every mistake of a selection, with the column that it begins at.
pub(super) fn selection(text: &str, mistakes: &[Mistake]) -> anyhow::Error {
    let line = |mistake: &Mistake| {
        let column = text.get(..mistake.at.start).unwrap_or_default().chars().count() + 1;
        let help = mistake.help.clone().or_else(|| suggestion(&mistake.wrong, &mistake.names));
        format!("\n  column {column}: {}{}", mistake.message, help.map(|help| format!("; {help}")).unwrap_or_default())
    };
    if let [Mistake { at, message, help: Some(help), .. }] = mistakes
        && *at == (0..text.len())
    {
        return anyhow!("`{text}`: {message}; {help}");
    }
    anyhow!("the selection `{text}` cannot be understood{}", mistakes.iter().map(line).collect::<String>())
}
