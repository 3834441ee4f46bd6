//! Nodes into typed shapes: every mistake of a file is told, each once, and what is right is kept.
//!
//! One declaration ([`shape!`]) gives the Rust type, the reader and the JSON Schema of a map, so that the three cannot differ.

mod scalars;

use std::collections::BTreeSet;

use serde_json::{Map as JsonMap, Value as Json, json};

use crate::diag::{Diagnostics, Finding, Rule, nearest, rules};
use crate::markdown::{self, Around, Doc, Includes, Origin};
use crate::parse::yaml::{Kind, Node};
use crate::source::{Sources, Span, Spanned};

/// What reading needs besides the node: the texts, and the sink for findings.
pub(crate) struct Reader<'r> {
    /// The texts that nodes come from.
    pub(crate) sources: &'r Sources,
    /// Where mistakes go.
    pub(crate) diags: &'r mut Diagnostics,
    /// What stood in places that could not be read.
    pub(crate) lost: &'r mut Vec<Span>,
    /// Keys of entries that could not be read.
    pub(crate) lost_keys: &'r mut BTreeSet<String>,
    /// What prose includes; `None` where prose is not shown, and includes are words like others.
    pub(crate) includes: Option<&'r mut Includes>,
}

impl Reader<'_> {
    /// Prose, with the files that it includes.
    pub(crate) fn prose(&mut self, text: &str, origin: Origin) -> Doc {
        match &mut self.includes {
            Some(includes) => markdown::read(text, origin, Around { sources: self.sources, includes, findings: self.diags }),
            None => markdown::parse(text, origin),
        }
    }

    /// Starts a finding.
    pub(crate) fn report(&mut self, rule: &'static Rule, span: Span, message: impl Into<String>) -> Finding<'_> {
        self.diags.report(rule, span, message)
    }
}

/// Something that a node can be read as.
pub(crate) trait Shape: Sized {
    /// Reads a node; `None` when it cannot be, which a finding has said.
    fn read(node: &Node, cx: &mut Reader<'_>) -> Option<Self>;

    /// What stands in for a value that is missing, where something can.
    fn absent(_at: Span) -> Option<Self> {
        None
    }

    /// The JSON Schema of it.
    fn schema() -> Json;
}

/// Text that is not empty. `value` is empty only where a finding has been reported.
pub(crate) type Text = Spanned<String>;

/// Text in Markdown, parsed. Empty where there is none.
#[derive(Debug, Clone)]
pub(crate) struct Prose {
    /// The text.
    pub(crate) doc: Doc,
}

/// An `http` or `https` address.
#[derive(Debug, Clone)]
pub(crate) struct Url(pub(crate) Text);

/// A word of a closed list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Word<V> {
    /// What it means.
    pub(crate) value: V,
    /// Where it stands.
    pub(crate) span: Span,
}

/// One value, or a list of them.
#[derive(Debug, Clone)]
pub(crate) struct OneOrMany<T>(pub(crate) Vec<T>);

/// A map with keys of the author's choice, in order.
#[derive(Debug, Clone)]
pub(crate) struct Entries<T>(pub(crate) Vec<(Text, T)>);

impl<T> Default for OneOrMany<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Default for Entries<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

/// Says that a node is not what was wanted.
pub(crate) fn wrong_type(node: &Node, wanted: &str, cx: &mut Reader<'_>) {
    cx.lost.push(node.span);
    match &node.kind {
        Kind::Null => cx.report(&rules::WRONG_TYPE, node.span, format!("this must be {wanted}, and nothing is here")),
        kind => {
            cx.report(&rules::WRONG_TYPE, node.span, format!("this must be {wanted}, not {}", kind.name())).label(format!("{} here", kind.name()))
        }
    };
}

impl<T: Shape> Shape for Option<T> {
    fn read(node: &Node, cx: &mut Reader<'_>) -> Option<Self> {
        Some(T::read(node, cx))
    }

    fn absent(_at: Span) -> Option<Self> {
        Some(None)
    }

    fn schema() -> Json {
        T::schema()
    }
}

impl<T: Shape> Shape for Vec<T> {
    fn read(node: &Node, cx: &mut Reader<'_>) -> Option<Self> {
        let Kind::List(items) = &node.kind else {
            wrong_type(node, "a list", cx);
            return None;
        };
        Some(items.iter().filter_map(|item| T::read(item, cx)).collect())
    }

    fn absent(_at: Span) -> Option<Self> {
        Some(Vec::new())
    }

    fn schema() -> Json {
        json!({ "type": "array", "items": T::schema() })
    }
}

impl<T: Shape> Shape for OneOrMany<T> {
    fn read(node: &Node, cx: &mut Reader<'_>) -> Option<Self> {
        match &node.kind {
            Kind::List(items) => Some(Self(items.iter().filter_map(|item| T::read(item, cx)).collect())),
            _ => Some(Self(T::read(node, cx).into_iter().collect())),
        }
    }

    fn absent(_at: Span) -> Option<Self> {
        Some(Self::default())
    }

    fn schema() -> Json {
        json!({ "anyOf": [T::schema(), { "type": "array", "items": T::schema() }] })
    }
}

impl<T: Shape> Shape for Entries<T> {
    fn read(node: &Node, cx: &mut Reader<'_>) -> Option<Self> {
        let Kind::Map(entries) = &node.kind else {
            wrong_type(node, "a map", cx);
            return None;
        };
        let mut read = Vec::new();
        for (key, value) in entries {
            match T::read(value, cx) {
                Some(value) => read.push((key.clone(), value)),
                None => drop(cx.lost_keys.insert(key.value.clone())),
            }
        }
        Some(Self(read))
    }

    fn absent(_at: Span) -> Option<Self> {
        Some(Self::default())
    }

    fn schema() -> Json {
        json!({ "type": "object", "additionalProperties": T::schema() })
    }
}

/// The entries of a map that is being read field by field.
pub(crate) struct Fields<'n> {
    at: Span,
    entries: &'n [(Text, Node)],
    /// Keys that are missing, but that a misspelled one probably meant.
    meant: Vec<String>,
}

impl<'n> Fields<'n> {
    /// The entries of a node, after telling which keys nobody knows. A node that is no map is told, and has no entries.
    pub(crate) fn of(node: &'n Node, keys: &[&str], cx: &mut Reader<'_>) -> Option<Self> {
        let Kind::Map(entries) = &node.kind else {
            wrong_type(node, "a map", cx);
            return None;
        };
        let mut meant = Vec::new();
        for (key, value) in entries.iter().filter(|(key, _)| !keys.contains(&key.value.as_str())) {
            cx.lost.push(Span { end: value.span.end.max(key.span.end), ..key.span });
            meant.extend(nearest(&key.value, keys.iter().copied()).map(str::to_owned));
            let finding = cx.report(&rules::UNKNOWN_KEY, key.span, format!("there is no key `{}` here", key.value));
            match nearest(&key.value, keys.iter().copied()) {
                Some(near) => finding.help(format!("did you mean `{near}`?")),
                None => finding.help(format!("the keys here are {}", keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", "))),
            };
        }
        let first = entries.first().map_or(node.span, |(key, _)| key.span);
        Some(Self { at: first, entries, meant })
    }

    /// The value of a key; what stands in for it where it is missing or wrong.
    pub(crate) fn take<T: Shape>(&self, key: &str, required: bool, cx: &mut Reader<'_>) -> Option<T> {
        let Some((_, node)) = self.entries.iter().find(|(name, _)| name.value == key) else {
            if required && !self.meant.iter().any(|meant| meant == key) {
                cx.report(&rules::MISSING_KEY, self.at, format!("the key `{key}` is missing")).label(format!("this map needs `{key}`"));
            }
            return T::absent(self.at);
        };
        T::read(node, cx).or_else(|| T::absent(node.span))
    }
}

/// The JSON Schema of a map with these properties.
pub(crate) fn object_schema(about: &str, properties: JsonMap<String, Json>, required: &[&str]) -> Json {
    json!({ "type": "object", "description": about.trim(), "properties": properties, "required": required, "additionalProperties": false })
}

/// A property's schema with its description.
pub(crate) fn property(about: &str, schema: Json) -> Json {
    let Json::Object(mut schema) = schema else { return schema };
    let own = schema.remove("description");
    let about = if about.trim().is_empty() { own.unwrap_or_default() } else { Json::from(about.trim()) };
    let mut described = JsonMap::new();
    described.insert("description".to_owned(), about);
    described.extend(schema);
    Json::Object(described)
}

/// Declares a map: its doc, then `"key" => field: Type` with `required` where it must be there.
/// `bare field` after the name lets a single text stand for a map with only that field.
macro_rules! shape {
    (@need required) => { true };
    (@need) => { false };
    (@bare $name:ident $node:ident $cx:ident [$bare:ident] [$($field:ident)*]) => {
        if matches!($node.kind, $crate::parse::yaml::Kind::Scalar { .. }) {
            let mut bare = Self::empty($node.span);
            bare.$bare = $crate::parse::shape::Shape::read($node, $cx)?;
            return Some(bare);
        }
    };
    (@bare $name:ident $node:ident $cx:ident [] [$($field:ident)*]) => {};
    (@schema [$bare:ident] $schema:expr) => { serde_json::json!({ "anyOf": [<Text as $crate::parse::shape::Shape>::schema(), $schema] }) };
    (@schema [] $schema:expr) => { $schema };
    ($(#[doc = $doc:literal])* $name:ident $(bare $bare:ident)? { $($(#[doc = $field_doc:literal])* $key:literal => $field:ident : $kind:ty $(, $need:ident)? ;)* }) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone)]
        pub(crate) struct $name {
            /// Where it stands.
            #[allow(dead_code, reason = "a span for every map, whether or not a rule points at this one yet")]
            pub(crate) span: $crate::source::Span,
            $($(#[doc = $field_doc])* pub(crate) $field: $kind,)*
        }

        impl $name {
            /// One without any entry.
            #[allow(dead_code, reason = "only shapes that a bare text can stand for are ever empty")]
            pub(crate) fn empty(at: $crate::source::Span) -> Self {
                Self { span: at, $($field: <$kind as $crate::parse::shape::Shape>::absent(at).expect("every field type has a stand-in"),)* }
            }
        }

        impl $crate::parse::shape::Shape for $name {
            fn read(node: &$crate::parse::yaml::Node, cx: &mut $crate::parse::shape::Reader<'_>) -> Option<Self> {
                shape!(@bare $name node cx [$($bare)?] [$($field)*]);
                let fields = $crate::parse::shape::Fields::of(node, &[$($key),*], cx)?;
                Some(Self {
                    span: node.span,
                    $($field: fields.take($key, shape!(@need $($need)?), cx)?,)*
                })
            }

            fn schema() -> serde_json::Value {
                let mut properties = serde_json::Map::new();
                $(properties.insert($key.to_owned(), $crate::parse::shape::property(concat!($($field_doc, " "),*), <$kind as $crate::parse::shape::Shape>::schema()));)*
                let required: Vec<&str> = [$(($key, shape!(@need $($need)?))),*].iter().filter(|(_, need)| *need).map(|(key, _)| *key).collect();
                let schema = $crate::parse::shape::object_schema(concat!($($doc, " "),*), properties, &required);
                shape!(@schema [$($bare)?] schema)
            }
        }
    };
}

pub(crate) use shape;
