//! Keys of book.toml that the environment sets: `ONUS_OUTPUT__HTML__SITE_URL=…` lies over `site-url` in `[output.html]`.
//!
//! The variables come as a text of one line each, so that a finding about one has a place to point at.

use crate::config::table::{self, Table, Value, wrong};
use crate::diag::Diagnostics;
use crate::source::{FileId, Sources, Span, Spanned};

/// The path of the text with the variables.
pub const FILE: &str = "environment";

const PREFIX: &str = "ONUS_";

/// The variables that set keys, as the text that findings point into; empty where there are none.
/// Every key of book.toml is in a table, so a name without `__` means something else.
pub fn text(variables: impl IntoIterator<Item = (String, String)>) -> String {
    let sets = |(name, _): &(String, String)| name.strip_prefix(PREFIX).is_some_and(|key| key.contains("__"));
    let mut lines: Vec<(String, String)> = variables.into_iter().filter(sets).collect();
    lines.sort();
    lines.iter().map(|(name, value)| format!("{name}={}\n", value.replace(['\n', '\r'], " "))).collect()
}

/// Lays the variables over what book.toml says.
pub(super) fn lay_over(top: &mut Table, sources: &Sources, findings: &mut Diagnostics) {
    let Some(file) = sources.find(FILE) else { return };
    let mut at = 0;
    for line in sources.text(file).split_inclusive('\n') {
        if let Some((name, value)) = line.trim_end_matches('\n').split_once('=') {
            let name = Spanned::new(name, Span::new(file, at, at + name.len()));
            let start = at + name.value.len() + 1;
            set(top, &name, &Spanned::new(value, Span::new(file, start, start + value.len())), findings);
        }
        at += line.len();
    }
}

fn set(top: &mut Table, name: &Spanned<&str>, text: &Spanned<&str>, findings: &mut Diagnostics) {
    let key = name.value.strip_prefix(PREFIX).unwrap_or(name.value).to_lowercase();
    let mut parts: Vec<String> = key.split("__").map(|part| part.replace('_', "-")).collect();
    let Some(last) = parts.pop() else { return };
    let mut table = top;
    for part in &parts {
        match below(table, part, name.span) {
            Some(inner) => table = inner,
            None => return wrong(findings, name.span, format!("`{part}` is no table, so `{}` sets nothing", name.value)),
        }
    }
    let path = inside(table, &last);
    let value = read(text, path, name.span.file);
    table.entries.retain(|(known, _)| known.value != last);
    table.entries.push((Spanned::new(last, name.span), Spanned::new(value, text.span)));
}

/// The table below a key, made where there is none; `None` where the key stands for something else.
fn below<'t>(table: &'t mut Table, key: &str, at: Span) -> Option<&'t mut Table> {
    if table.get(key).is_none() {
        let inner = Table { name: format!("[{}]", inside(table, key)), ..Table::default() };
        table.entries.push((Spanned::new(key.to_owned(), at), Spanned::new(Value::Table(inner), at)));
    }
    let (_, value) = table.entries.iter_mut().find(|(known, _)| known.value == key)?;
    match &mut value.value {
        Value::Table(inner) => Some(inner),
        _ => None,
    }
}

/// The path of a key: `output.html`.
fn inside(table: &Table, key: &str) -> String {
    match table.name.trim_matches(['[', ']']) {
        "" => key.to_owned(),
        path => format!("{path}.{key}"),
    }
}

/// A switch, a whole number, a list or a table as TOML writes it; everything else is text.
fn read(text: &Spanned<&str>, path: String, file: FileId) -> Value {
    let toml = match text.value.trim() {
        "true" | "false" => true,
        trimmed => trimmed.starts_with(['[', '{', '"']) || trimmed.parse::<i64>().is_ok(),
    };
    let read = if toml { table::value(text.value.trim(), path, file, text.span) } else { None };
    read.unwrap_or_else(|| Value::Text(text.value.to_owned()))
}
