//! Nodes that are one value: text, prose, addresses, days, switches, numbers, words of a list.

use jiff::civil::Date;
use serde_json::{Value as Json, json};

use super::{Prose, Reader, Shape, Text, Url, Word, wrong_type};
use crate::diag::rules;
use crate::markdown::{Doc, Origin};
use crate::parse::yaml::{Kind, Node};
use crate::source::{Span, Spanned};
use crate::vocabulary::Vocabulary;

impl Shape for Text {
    fn read(node: &Node, cx: &mut Reader<'_>) -> Option<Self> {
        match &node.kind {
            Kind::Scalar { text, .. } if !text.trim().is_empty() => Some(Spanned::new(text.clone(), node.span)),
            Kind::Scalar { .. } => {
                cx.report(&rules::WRONG_TYPE, node.span, "this text is empty");
                None
            }
            _ => {
                wrong_type(node, "text", cx);
                None
            }
        }
    }

    fn absent(at: Span) -> Option<Self> {
        Some(Spanned::new(String::new(), at))
    }

    fn schema() -> Json {
        // Numbers and dates without quotes are read as the text that they are.
        json!({ "type": ["string", "number"], "minLength": 1 })
    }
}

impl Shape for Prose {
    fn read(node: &Node, cx: &mut Reader<'_>) -> Option<Self> {
        let text = Text::read(node, cx)?;
        let mut doc = cx.prose(&text.value, Origin::value(text.span));
        // YAML folds and escapes, so offsets inside the scalar say nothing; the destination as written does.
        let (written, mut from) = (cx.sources.slice(text.span), 0);
        // What was included stands in its own file, as it is.
        for link in doc.links_mut().iter_mut().filter(|link| link.span == text.span) {
            if let Some(at) = written.get(from..).and_then(|rest| rest.find(&link.dest)) {
                let start = text.span.start as usize + from + at;
                link.span = Span::new(text.span.file, start, start + link.dest.len());
                from += at + link.dest.len();
            }
        }
        Some(Self { doc })
    }

    fn absent(_at: Span) -> Option<Self> {
        Some(Self { doc: Doc::default() })
    }

    fn schema() -> Json {
        json!({ "type": ["string", "number"], "minLength": 1 })
    }
}

impl Shape for Url {
    fn read(node: &Node, cx: &mut Reader<'_>) -> Option<Self> {
        let text = Text::read(node, cx)?;
        let rest = text.value.strip_prefix("https://").or_else(|| text.value.strip_prefix("http://"));
        if rest.is_some_and(|rest| rest.contains('.') && !rest.contains(char::is_whitespace)) {
            return Some(Self(text));
        }
        cx.report(&rules::INVALID_URL, text.span, format!("`{}` is not a web address", text.value))
            .help("write it in full: `https://example.com/page`");
        None
    }

    fn schema() -> Json {
        json!({ "type": "string", "format": "uri", "pattern": "^https?://" })
    }
}

impl Shape for Spanned<Date> {
    fn read(node: &Node, cx: &mut Reader<'_>) -> Option<Self> {
        let text = Text::read(node, cx)?;
        match text.value.parse::<Date>() {
            Ok(date) if text.value.len() == 10 => Some(Spanned::new(date, text.span)),
            _ => {
                cx.report(&rules::INVALID_DATE, text.span, format!("`{}` is not a day of the calendar", text.value))
                    .help("write it as year-month-day: `2026-03-31`");
                None
            }
        }
    }

    fn schema() -> Json {
        json!({ "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" })
    }
}

impl Shape for Spanned<bool> {
    fn read(node: &Node, cx: &mut Reader<'_>) -> Option<Self> {
        match &node.kind {
            Kind::Scalar { text, plain: true } if text == "true" => Some(Spanned::new(true, node.span)),
            Kind::Scalar { text, plain: true } if text == "false" => Some(Spanned::new(false, node.span)),
            _ => {
                wrong_type(node, "`true` or `false`", cx);
                None
            }
        }
    }

    fn schema() -> Json {
        json!({ "type": "boolean" })
    }
}

impl Shape for Spanned<u32> {
    fn read(node: &Node, cx: &mut Reader<'_>) -> Option<Self> {
        let number = match &node.kind {
            Kind::Scalar { text, plain: true } => text.parse().ok(),
            _ => None,
        };
        if number.is_none() {
            wrong_type(node, "a whole number", cx);
        }
        number.map(|number| Spanned::new(number, node.span))
    }

    fn schema() -> Json {
        json!({ "type": "integer", "minimum": 0 })
    }
}

impl<V: Vocabulary> Shape for Word<V> {
    fn read(node: &Node, cx: &mut Reader<'_>) -> Option<Self> {
        let text = Text::read(node, cx)?;
        let value = V::from_word(&text.value);
        if value.is_none() {
            let words = V::WORDS.iter().map(|(word, _)| *word);
            let list = words.clone().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
            cx.report(&rules::INVALID_VALUE, text.span, format!("`{}` is none of {list}", text.value)).nearest(&text.value, words);
        }
        value.map(|value| Self { value, span: text.span })
    }

    fn schema() -> Json {
        json!({ "enum": V::WORDS.iter().map(|(word, _)| *word).collect::<Vec<_>>() })
    }
}
