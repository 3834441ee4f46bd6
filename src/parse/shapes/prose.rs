//! Front matter of guides and lessons, and terms.

use jiff::civil::Date;

use crate::parse::shape::{OneOrMany, Prose, Text, Url, Word, shape};
use crate::source::Spanned;
use crate::vocabulary::Section;

shape! {
    /// What stands before the text of a guide or a lesson, between two lines of `---`.
    FrontMatter {
        /// Its title.
        "title" => title: Text, required;
        /// One sentence about it.
        "summary" => summary: Prose;
        /// The heading that a guide stands under in lists, together with others of the same topic; its folder, where there is none.
        "topic" => topic: Option<Text>;
        /// The section of the site whose first page shows the summary of this guide and links to it.
        "section" => section: Option<Word<Section>>;
        /// Its place in its folder. Topics stand in the order of their first guides.
        "order" => order: Option<Spanned<u32>>;
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

shape! {
    /// A word of the field, explained.
    Term bare says {
        /// The word, where it is not the key.
        "name" => name: Option<Text>;
        /// Other words for it.
        "aliases" => aliases: OneOrMany<Text>;
        /// Phrases with the word in them that mean something else, such as `access control list` for `control`; first uses in them are not linked.
        "not-in" => not_in: OneOrMany<Text>;
        /// What it means, in Markdown.
        "says" => says: Prose, required;
        /// Related words.
        "see" => see: OneOrMany<Text>;
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
