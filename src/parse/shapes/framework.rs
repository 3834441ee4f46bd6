//! Frameworks in onus's own form. OSCAL catalogs are read by `parse::oscal`.

use jiff::civil::Date;

use crate::parse::shape::{Entries, OneOrMany, Prose, Text, Url, Word, shape};
use crate::source::Spanned;
use crate::vocabulary::SheetForm;

shape! {
    /// Somebody else's requirements.
    Framework {
        /// Its name.
        "name" => name: Text, required;
        /// Its short name.
        "short" => short: Option<Text>;
        /// Its version or date.
        "version" => version: Option<Text>;
        /// Who publishes it.
        "publisher" => publisher: Option<Text>;
        /// Its page.
        "url" => url: Option<Url>;
        /// What may be shown of it.
        "license" => license: Option<Text>;
        /// What it is, in Markdown.
        "about" => about: Prose;
        /// The form of its responsibility matrix in workbooks; without it, a plain one.
        "sheet" => sheet: Option<Word<SheetForm>>;
        /// Baselines or levels that a workload can choose: id and name.
        "profiles" => profiles: Entries<Text>;
        /// Groups, in order: id and name.
        "groups" => groups: Entries<Text>, required;
        /// Requirements, in order.
        "requirements" => requirements: Vec<Requirement>, required;
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
    /// One requirement.
    Requirement {
        /// Its id, as published.
        "id" => id: Text, required;
        /// Its short title.
        "title" => title: Text, required;
        /// The group it belongs to.
        "group" => group: Text, required;
        /// The requirement that it extends.
        "parent" => parent: Option<Text>;
        /// The profiles that hold it.
        "in" => profiles: OneOrMany<Text>;
        /// Whether its publisher has withdrawn it.
        "withdrawn" => withdrawn: Option<Spanned<bool>>;
    }
}
