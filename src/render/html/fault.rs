//! What is wrong with a template, told with its file and line, the fields that exist there, and the nearest right name.

use tera::ErrorKind;

use crate::diag::{Diagnostics, rules};
use crate::render::html::engine::TEMPLATES;
use crate::theme::Theme;

/// What is wrong with a template: its path in the theme, the line and column, and the words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    path: String,
    line: usize,
    column: usize,
    message: String,
    /// The name that does not exist, and those that do.
    name: Option<(String, Vec<String>)>,
}

/// What every template sees besides the fields of its page.
const EVERYWHERE: [&str; 4] = ["page", "root", "site", "theme"];

/// Where and how a template went wrong.
pub fn fault(error: &tera::Error) -> Fault {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let path = format!("{TEMPLATES}{}", report.filename());
            let (message, name) = worded(report.message());
            Fault { path, line: report.span().start_line, column: report.span().start_col + 1, message, name }
        }
        other => Fault { path: String::new(), line: 1, column: 1, message: other.to_string(), name: None },
    }
}

/// The engine's message in our words, where it is about a name that does not exist.
fn worded(message: &str) -> (String, Option<(String, Vec<String>)>) {
    let unknown = |what: &str| {
        let (name, rest) = message.strip_prefix(what)?.strip_prefix(" `")?.split_once("` is not defined")?;
        let names = rest.split_once(": ").map_or("", |(_, names)| names);
        Some((name.to_owned(), names.split(", ").filter(|name| !name.is_empty()).map(str::to_owned).collect::<Vec<_>>()))
    };
    if let Some((name, names)) = unknown("Field") {
        return (format!("there is no field `{name}` here"), Some((name, names)));
    }
    if let Some((name, mut names)) = unknown("Variable") {
        names.extend(EVERYWHERE.map(str::to_owned));
        names.sort();
        names.dedup();
        return (format!("there is nothing called `{name}` here"), Some((name, names)));
    }
    let message = message.trim_end_matches('.');
    (message.to_owned(), None)
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
