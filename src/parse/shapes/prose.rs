//! Front matter of guides and lessons, paths, terms.

use jiff::civil::Date;

use crate::parse::shape::{OneOrMany, Prose, Text, Url, shape};
use crate::source::Spanned;

shape! {
    /// What stands before the text of a guide or a lesson, between two lines of `---`.
    FrontMatter {
        /// Its title.
        "title" => title: Text, required;
        /// One sentence about it.
        "summary" => summary: Prose;
        /// Its place in its folder.
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
    /// A path of lessons for newcomers.
    Path {
        /// Its title.
        "title" => title: Text, required;
        /// Whom it is for.
        "audience" => audience: Option<Text>;
        /// How long it takes, in minutes.
        "minutes" => minutes: Option<Spanned<u32>>;
        /// What it is about, in Markdown.
        "about" => about: Prose;
        /// What one can do after it.
        "goals" => goals: OneOrMany<Text>;
        /// Its lessons, in order: stems of the Markdown files beside this one.
        "lessons" => lessons: OneOrMany<Text>, required;
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
