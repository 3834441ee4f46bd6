//! Typed access to the tables of book.toml that keeps spans. The only user of the TOML library.

use std::collections::BTreeSet;

use toml::de::{DeTable, DeValue};

use crate::diag::{Diagnostics, rules};
use crate::source::{FileId, Sources, Span, Spanned, without_hidden};

/// A value of book.toml, with the places of all it holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Text(String),
    Integer(i64),
    Switch(bool),
    List(Vec<Spanned<Value>>),
    Table(Table),
    /// A number with a fraction, a date: what no key takes.
    Other,
}

/// A table: keys and values, with the places of both, in the order of the file.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Table {
    /// How messages name it: `[output.html]`; empty for the file as a whole.
    pub name: String,
    /// Its entries.
    pub entries: Vec<(Spanned<String>, Spanned<Value>)>,
}

/// The whole file. Syntax errors are reported, one a line, because a second one mostly follows from the first; what could be read is returned.
pub(super) fn parse(file: FileId, sources: &Sources, findings: &mut Diagnostics) -> Table {
    let (document, errors) = DeTable::parse_recoverable(sources.text(file));
    let mut lines = BTreeSet::new();
    for error in errors {
        let at = error.span().unwrap_or_default();
        let span = Span::new(file, at.start, at.end);
        if lines.insert(sources.line_column(span).line) {
            findings.report(&rules::CONFIG_SYNTAX, span, error.message().trim().replace('\n', ", "));
        }
    }
    table(document.get_ref(), String::new(), file)
}

fn table(read: &DeTable<'_>, path: String, file: FileId) -> Table {
    let mut entries: Vec<_> = read
        .iter()
        .map(|(key, value)| {
            let span = key.span();
            let name = key.get_ref().to_string();
            let inner = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            (Spanned::new(name, Span::new(file, span.start, span.end)), spanned(value, inner, file))
        })
        .collect();
    entries.sort_by_key(|(key, _)| key.span);
    let name = if path.is_empty() { path } else { format!("[{path}]") };
    Table { name, entries }
}

fn spanned(read: &toml::Spanned<DeValue<'_>>, path: String, file: FileId) -> Spanned<Value> {
    let span = read.span();
    let value = match read.get_ref() {
        DeValue::String(text) => Value::Text(without_hidden(text).into_owned()),
        // A number that is too large for the type is as wrong as a fraction.
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).map_or(Value::Other, Value::Integer),
        DeValue::Boolean(switch) => Value::Switch(*switch),
        DeValue::Array(items) => Value::List(items.iter().map(|item| spanned(item, path.clone(), file)).collect()),
        DeValue::Table(inner) => Value::Table(table(inner, path, file)),
        DeValue::Float(_) | DeValue::Datetime(_) => Value::Other,
    };
    Spanned::new(value, Span::new(file, span.start, span.end))
}

/// A value that stands alone, such as `["a", "b"]`; everything in it stands at `at`. `None` where it is no TOML.
pub(super) fn value(text: &str, path: String, file: FileId, at: Span) -> Option<Value> {
    let line = format!("value = {text}");
    let document = DeTable::parse(&line).ok()?;
    let (_, read) = document.get_ref().iter().next().filter(|_| document.get_ref().len() == 1)?;
    let mut value = spanned(read, path, file).value;
    place(&mut value, at);
    Some(value)
}

/// Puts everything inside a value at one place.
fn place(value: &mut Value, at: Span) {
    match value {
        Value::List(items) => {
            for item in items {
                item.span = at;
                place(&mut item.value, at);
            }
        }
        Value::Table(table) => {
            for (key, value) in &mut table.entries {
                (key.span, value.span) = (at, at);
                place(&mut value.value, at);
            }
        }
        _ => {}
    }
}

impl Table {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Spanned<Value>> {
        self.entries.iter().find(|(name, _)| name.value == key).map(|(_, value)| value)
    }

    /// The table below a key; `None` where there is none, which `keys` has reported.
    pub fn table(&self, key: &str) -> Option<&Table> {
        match &self.get(key)?.value {
            Value::Table(table) => Some(table),
            _ => None,
        }
    }

    /// The text of a key.
    pub fn text(&self, key: &str, findings: &mut Diagnostics) -> Option<Spanned<&str>> {
        self.typed(key, "text in quotes", findings, |value| match value {
            Value::Text(text) => Some(text.as_str()),
            _ => None,
        })
    }

    /// The switch of a key.
    pub fn switch(&self, key: &str, findings: &mut Diagnostics) -> Option<bool> {
        self.typed(key, "`true` or `false`", findings, |value| match value {
            Value::Switch(switch) => Some(*switch),
            _ => None,
        })
        .map(|found| found.value)
    }

    /// The number of a key: a whole one, at least 1.
    pub fn count(&self, key: &str, findings: &mut Diagnostics) -> Option<u32> {
        self.typed(key, "a whole number from 1", findings, |value| match value {
            Value::Integer(number) => u32::try_from(*number).ok().filter(|&number| number > 0),
            _ => None,
        })
        .map(|found| found.value)
    }

    /// The texts in the list of a key.
    pub fn texts(&self, key: &str, findings: &mut Diagnostics) -> Option<Vec<Spanned<&str>>> {
        let items = self.typed(key, "a list of texts", findings, |value| match value {
            Value::List(items) => Some(items),
            _ => None,
        })?;
        let mut texts = Vec::new();
        for item in items.value {
            match &item.value {
                Value::Text(text) => texts.push(Spanned::new(text.as_str(), item.span)),
                _ => wrong(findings, item.span, format!("`{key}` takes a list of texts")),
            }
        }
        Some(texts)
    }

    fn typed<'t, T>(&'t self, key: &str, kind: &str, findings: &mut Diagnostics, read: impl Fn(&'t Value) -> Option<T>) -> Option<Spanned<T>> {
        let found = self.get(key)?;
        let value = read(&found.value);
        if value.is_none() {
            wrong(findings, found.span, format!("`{key}` takes {kind}"));
        }
        Some(Spanned::new(value?, found.span))
    }
}

/// Reports a value that its key does not take.
pub(super) fn wrong(findings: &mut Diagnostics, span: Span, message: impl Into<String>) {
    findings.report(&rules::INVALID_CONFIG_VALUE, span, message).label("this value");
}
