//! Fields that can be filled in: what each is called, what it takes, and what it begins with.
//!
//! The template leaves an empty link where a field belongs, with the field's number as its address; `widgets` puts the field
//! there once the pages are laid out. So one template serves what is printed and what is filled in.

mod font;
mod look;
mod widgets;

use std::collections::BTreeMap;

use serde::Serialize;
use xxhash_rust::xxh3::Xxh3;

pub(super) use font::FormFont;
pub(super) use widgets::fill;

/// What the address of a field's link begins with; links of the content can only lead to the web or to the site.
const MARK: &str = "onus-field:";

/// The longest name of a person, team or role.
const NAME_LENGTH: i64 = 120;

/// `2026-11-30`.
const DAY_LENGTH: i64 = 10;

/// The fields of one document.
#[derive(Debug, Default)]
pub(super) struct Form {
    fields: Vec<Field>,
    /// Their numbers by name.
    numbers: BTreeMap<String, usize>,
}

/// One field.
#[derive(Debug)]
pub(super) struct Field {
    /// Its full name; see [`name`].
    pub(super) name: String,
    /// What it is, for who cannot see where it stands.
    pub(super) tip: String,
    /// What it takes.
    pub(super) kind: Kind,
    /// What it begins with: a text, the word of a state, `Yes` for a tick.
    pub(super) value: String,
}

/// What a field takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// A tick.
    Tick,
    /// One of some words: what is stored, and what is shown.
    Choice(Vec<(&'static str, String)>),
    /// A name.
    Name,
    /// A day.
    Day,
    /// A text of several lines.
    Lines,
    /// A signature, made with a certificate.
    Signature,
}

/// The place of a field, for the template.
#[derive(Debug, Default, Clone, PartialEq, Serialize)]
pub(super) struct Slot {
    /// The field's number; `None` where the document is only printed.
    n: Option<usize>,
    /// What stands there in print; empty where the field shows it.
    v: String,
}

impl Slot {
    /// A place to write on by hand, with what is known already.
    pub(super) fn printed(v: String) -> Self {
        Self { n: None, v }
    }
}

impl Form {
    /// Adds a field, and gives its place; a second one of the same name is another place of the first.
    pub(super) fn add(&mut self, field: Field) -> Slot {
        let next = self.fields.len();
        let number = *self.numbers.entry(field.name.clone()).or_insert(next);
        if number == next {
            self.fields.push(field);
        }
        Slot { n: Some(number), v: String::new() }
    }

    /// The fields, by their numbers.
    pub(super) fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// Takes everything that the fields' bytes follow from into a digest.
    pub(super) fn digest(&self, all: &mut Xxh3) {
        for field in &self.fields {
            for part in [&field.name, &field.tip, &field.value] {
                all.update(&part.len().to_le_bytes());
                all.update(part.as_bytes());
            }
        }
    }
}

/// Whether a box of this size shows a whole text.
pub(super) fn fits(text: &str, size: (f32, f32), several: bool, font: &FormFont) -> bool {
    look::set(text, size, several, font).whole
}

/// The full name of a field: that of what it belongs to, then its own. A period would part it into levels.
pub(super) fn name(of: &str, own: &str) -> String {
    format!("{}/{own}", of.replace('%', "%25").replace('.', "%2E"))
}
