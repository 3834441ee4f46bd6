//! Checklists with a name.

use jiff::civil::Date;

use crate::parse::shape::{OneOrMany, Prose, Text, Url, Word, shape};
use crate::source::Spanned;
use crate::vocabulary::Grouping;

shape! {
    /// A checklist with a name: which items it holds, for whom, and what to know before one starts.
    Checklist {
        /// Its title.
        "title" => title: Text, required;
        /// Whom it is for: words that can stand behind "for".
        "audience" => audience: Option<Text>;
        /// Its place among the checklists.
        "order" => order: Option<Spanned<u32>>;
        /// Which items it holds: terms in one text, or a list of them.
        "selection" => selection: OneOrMany<Text>, required;
        /// What its items stand together by; `domain` unless said.
        "group" => group: Option<Word<Grouping>>;
        /// What to know before one starts, in Markdown.
        "introduction" => introduction: Prose;
        /// Who signs it: roles, in order.
        "sign-off" => sign_off: OneOrMany<Text>;
        /// When somebody last compared this with its sources.
        "reviewed" => reviewed: Option<Spanned<Date>>;
        /// Where the facts come from.
        "sources" => sources: OneOrMany<Url>;
        /// `false` where nobody has checked it yet.
        "verified" => verified: Option<Spanned<bool>>;
        /// Ids that this had before, oldest first.
        "renamed-from" => renamed_from: OneOrMany<Text>;
    }
}
