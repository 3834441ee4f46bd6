//! What the engine says of a template, as a fault of the theme in our words.

use tera::ErrorKind;

use crate::theme::fault::Fault;
use crate::theme::template::TEMPLATES;

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
