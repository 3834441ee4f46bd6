//! Code into runs with a class of ours each: the page says what a run is, the style sheet says how it looks.

/// A stretch of code of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// What it is, as a class of the style sheet: see [`CLASSES`]; `None` for plain text.
    pub class: Option<&'static str>,
    /// The characters.
    pub text: String,
}

/// Every class that a run may have: comment, string, number, keyword, function, variable, type or tag,
/// key or attribute, operator.
pub const CLASSES: [&str; 9] = ["c", "s", "n", "k", "f", "v", "t", "a", "o"];

/// Splits `code` into runs; their texts joined are `code` again. A language that is not known gives one plain run.
pub fn highlight(lang: &str, code: &str) -> Vec<Run> {
    let _ = lang;
    vec![Run { class: None, text: code.to_owned() }]
}
