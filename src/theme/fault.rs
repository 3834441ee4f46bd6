//! What is wrong with a template, told with its file and line, the names that exist there, and the nearest of them.

use crate::diag::{Diagnostics, rules};
use crate::theme::Theme;

/// What is wrong with a template: its path in the theme, the line and column, and the words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The path of the template in the theme; empty where it is not known.
    pub path: String,
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// The name that does not exist, and those that do.
    pub name: Option<(String, Vec<String>)>,
}

/// Reports a fault at the place in the template, or at the book for a built-in one.
pub fn report(fault: &Fault, theme: &Theme, diags: &mut Diagnostics) {
    let Some(span) = theme.span(&fault.path, fault.line, fault.column) else { return };
    let place = if fault.path.is_empty() { String::new() } else { format!(" of `{}`, line {}", fault.path, fault.line) };
    let finding = diags.report(&rules::THEME, span, format!("the template{place} cannot be used: {}", fault.message));
    let Some((name, names)) = &fault.name else { return };
    let finding = finding.nearest(name, names.iter().map(String::as_str));
    match names.as_slice() {
        [] => drop(finding.help("what stands before the dot has no fields")),
        names => drop(finding.help(format!("what exists here: {}", names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")))),
    }
}
