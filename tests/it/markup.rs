//! The tags of HTML and XML files, as tests need them: names and attributes, in order.

use std::collections::BTreeMap;

/// An element's start tag.
#[derive(Debug)]
pub struct Element {
    /// Its name, in lower case.
    pub name: String,
    attributes: BTreeMap<String, String>,
}

impl Element {
    /// The value of an attribute, with character references resolved.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    /// The names of its attributes; an empty one where it has none.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once("").chain(self.attributes.keys().map(String::as_str))
    }
}

/// Every start tag. In what onus writes, `<` begins nothing else.
pub fn elements(text: &str) -> Vec<Element> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('<') {
        let rest = &text[at + 1..];
        if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            found.push(element(rest));
        }
    }
    found
}

fn element(text: &str) -> Element {
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(text.len());
    let mut element = Element { name: text[..end].to_lowercase(), attributes: BTreeMap::new() };
    let mut rest = text[end..].trim_start();
    while let Some(first) = rest.chars().next().filter(|first| *first != '>') {
        if first == '/' {
            rest = rest[1..].trim_start();
            continue;
        }
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/')).unwrap_or(rest.len());
        let name = rest[..end].to_lowercase();
        rest = rest[end..].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            (value, rest) = match after.chars().next() {
                Some(quote @ ('"' | '\'')) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
                _ => after.split_at(after.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(after.len())),
            };
            rest = rest.trim_start();
        }
        element.attributes.insert(name, unescaped(value));
    }
    element
}

/// A text with character references resolved.
pub fn unescaped(text: &str) -> String {
    let named = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&#x2F;", "/"), ("&amp;", "&")];
    named.into_iter().fold(text.to_owned(), |text, (reference, meaning)| text.replace(reference, meaning))
}

#[test]
fn tags_are_read_with_all_ways_to_write_attributes() {
    let found = elements("<p>1 &lt; 2</p><A href='x y' hidden class=\"a &amp; b\" id=z><br/><img src=\"a/b.png\" />");
    let told: Vec<String> = found.iter().map(|element| format!("{} {:?}", element.name, element.attributes)).collect();
    assert_eq!(told, ["p {}", r#"a {"class": "a & b", "hidden": "", "href": "x y", "id": "z"}"#, "br {}", r#"img {"src": "a/b.png"}"#]);
}
