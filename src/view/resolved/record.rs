//! Records: one declaration gives the Rust type, how it is written as JSON, and the JSON Schema, so that the three cannot differ.

use serde::{Serialize, Serializer};
use serde_json::{Map, Value as Json, json};

use crate::vocabulary::Vocabulary;

/// Something that a field of a record can hold.
pub trait Field: Serialize {
    /// Whether it is always written.
    const ALWAYS: bool = true;

    /// Whether it is left out this time.
    fn is_absent(&self) -> bool {
        false
    }

    /// Its JSON Schema.
    fn schema() -> Json;
}

impl Field for String {
    fn schema() -> Json {
        json!({ "type": "string" })
    }
}

impl Field for &'static str {
    fn schema() -> Json {
        json!({ "type": "string" })
    }
}

impl Field for u32 {
    fn schema() -> Json {
        json!({ "type": "integer", "minimum": 0 })
    }
}

/// A switch that is off is left out.
impl Field for bool {
    const ALWAYS: bool = false;

    fn is_absent(&self) -> bool {
        !self
    }

    fn schema() -> Json {
        json!({ "type": "boolean" })
    }
}

impl<T: Field> Field for Option<T> {
    const ALWAYS: bool = false;

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn schema() -> Json {
        T::schema()
    }
}

impl<T: Field> Field for Vec<T> {
    const ALWAYS: bool = false;

    fn is_absent(&self) -> bool {
        self.is_empty()
    }

    fn schema() -> Json {
        json!({ "type": "array", "items": T::schema() })
    }
}

/// A word of a closed list.
#[derive(Debug, Clone, Copy)]
pub struct Word<V>(pub V);

impl<V: Vocabulary> Serialize for Word<V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.word())
    }
}

impl<V: Vocabulary> Field for Word<V> {
    fn schema() -> Json {
        json!({ "enum": V::WORDS.iter().map(|(word, _)| *word).collect::<Vec<_>>() })
    }
}

/// A map in an order of its own.
#[derive(Debug, Clone)]
pub struct Entries<T>(pub Vec<(String, T)>);

impl<T: Serialize> Serialize for Entries<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

impl<T: Field> Field for Entries<T> {
    const ALWAYS: bool = false;

    fn is_absent(&self) -> bool {
        self.0.is_empty()
    }

    fn schema() -> Json {
        json!({ "type": "object", "additionalProperties": T::schema() })
    }
}

/// The JSON Schema of an object with these properties.
pub fn object(about: &str, properties: Map<String, Json>, required: &[&str]) -> Json {
    json!({ "type": "object", "description": about.trim(), "properties": properties, "required": required, "additionalProperties": false })
}

/// A property's schema with its own description in front.
pub fn property(about: &str, schema: Json) -> Json {
    let mut described = Map::from_iter([("description".to_owned(), Json::from(about.trim()))]);
    if let Json::Object(schema) = schema {
        described.extend(schema.into_iter().filter(|(key, _)| key != "description"));
    }
    Json::Object(described)
}

/// Declares an object: its doc, then `"key" => field: Type` with a doc each. What is empty is left out.
macro_rules! record {
    ($(#[doc = $doc:literal])* $name:ident { $($(#[doc = $field_doc:literal])* $key:literal => $field:ident : $kind:ty;)* }) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, serde::Serialize)]
        pub struct $name {
            $(
                $(#[doc = $field_doc])*
                #[serde(rename = $key, skip_serializing_if = "crate::view::resolved::record::Field::is_absent")]
                pub $field: $kind,
            )*
        }

        impl $crate::view::resolved::record::Field for $name {
            fn schema() -> serde_json::Value {
                use $crate::view::resolved::record::{Field, object, property};
                let mut properties = serde_json::Map::new();
                $(properties.insert($key.to_owned(), property(concat!($($field_doc),*), <$kind as Field>::schema()));)*
                let required: Vec<&str> = [$(($key, <$kind as Field>::ALWAYS)),*].iter().filter(|(_, always)| *always).map(|(key, _)| *key).collect();
                object(concat!($($doc),*), properties, &required)
            }
        }
    };
}

pub(super) use record;
