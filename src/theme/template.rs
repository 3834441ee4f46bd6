//! Names in a theme's templates, held against what the views of the site give: a field that does not exist is found on every
//! page kind, also in a condition, where the engine would take it for something that is not there today.
//!
//! `views.rs` knows what there is, `scan.rs` splits a template into tags, `walk.rs` follows its names.

mod component;
mod scan;
#[cfg(test)]
mod tests;
mod views;
mod walk;

use crate::diag::Diagnostics;
use crate::theme::Theme;
use crate::theme::fault::{self, Fault};

/// Where templates lie in a theme.
pub const TEMPLATES: &str = "templates/";

/// Reports the names that exist on no page that a template has a part in. The templates must compile.
pub fn check(theme: &Theme, diags: &mut Diagnostics) {
    for missing in missing(theme) {
        let message = match missing.field {
            true => format!("there is no field `{}` here", missing.name),
            false => format!("there is nothing called `{}` here", missing.name),
        };
        let (line, column) = place(&missing, theme);
        let path = format!("{TEMPLATES}{}", missing.template);
        let fault = Fault { path, line, column, message, name: Some((missing.name, missing.names.into_iter().collect())) };
        fault::report(&fault, theme, diags);
    }
}

fn missing(theme: &Theme) -> Vec<walk::Missing> {
    let texts = theme.under(TEMPLATES).filter_map(|(name, file)| Some((name, std::str::from_utf8(&file.bytes).ok()?)));
    walk::missing(&texts.collect())
}

/// The line and column, both from 1.
fn place(missing: &walk::Missing, theme: &Theme) -> (usize, usize) {
    let text = theme.text(&format!("{TEMPLATES}{}", missing.template)).unwrap_or_default();
    let before = text.get(..missing.at).unwrap_or_default();
    let line = before.rfind('\n').map_or(before, |end| &before[end + 1..]);
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}
