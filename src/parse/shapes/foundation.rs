//! Parties, layers with duties, service models, traits, folders.

use jiff::civil::Date;

use crate::parse::shape::{Entries, OneOrMany, Prose, Text, Url, Word, shape};
use crate::source::Spanned;
use crate::vocabulary::{LayerKind, Side};

shape! {
    /// Somebody who can be accountable.
    Party {
        /// The short name.
        "name" => name: Text, required;
        /// The name in full.
        "full-name" => full_name: Option<Text>;
        /// `provider`, `customer`, or `assessor` for somebody who only looks on.
        "side" => side: Option<Word<Side>>, required;
        /// Who it is, in Markdown.
        "about" => about: Prose;
        /// Its page.
        "url" => url: Option<Url>;
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
    /// A row of the stack, or a concern that cuts across it.
    Layer {
        /// Its id.
        "id" => id: Text, required;
        /// Its name.
        "name" => name: Text, required;
        /// `stack` for a row of the stack, `concern` for what cuts across it.
        "kind" => kind: Option<Word<LayerKind>>, required;
        /// What it is, in Markdown.
        "about" => about: Prose;
        /// Its duties, in order.
        "duties" => duties: Vec<Duty>, required;
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
    /// One sentence of obligation. On one service, at one date, exactly one party is accountable for it.
    Duty {
        /// Its id, unique among all duties and layers.
        "id" => id: Text, required;
        /// The sentence, in the imperative, without a full stop.
        "do" => says: Text, required;
        /// More about it, in Markdown.
        "about" => about: Prose;
        /// Other words for it, as people ask for it: `security groups`, `back up`. Search and `onus explain` know them.
        "aliases" => aliases: OneOrMany<Text>;
        /// Ids that this had before, oldest first.
        "renamed-from" => renamed_from: OneOrMany<Text>;
    }
}

shape! {
    /// A service model: the default holder of every duty, by role.
    ServiceModel {
        /// The long name.
        "name" => name: Text, required;
        /// The short name.
        "short" => short: Option<Text>;
        /// Its place among the models.
        "order" => order: Option<Spanned<u32>>;
        /// What it is, in Markdown.
        "about" => about: Prose;
        /// Roles (`provider`, `customer`) or party ids, each with the layers and duties that it holds. A duty is more specific than its layer and wins.
        "accountable" => accountable: Entries<OneOrMany<Text>>, required;
        /// What does not exist in this model, with the reason.
        "not-applicable" => not_applicable: Vec<NotApplicable>;
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
    /// A layer or a duty that does not exist here.
    NotApplicable {
        /// The layer, with all its duties.
        "layer" => layer: Option<Text>;
        /// One duty.
        "duty" => duty: Option<Text>;
        /// The reason, in lower case, without a full stop.
        "because" => because: Option<Prose>;
    }
}

shape! {
    /// A fact about services that controls select by.
    Trait {
        /// Its name.
        "name" => name: Text, required;
        /// What it means, in Markdown.
        "about" => about: Prose;
        /// Ids that this had before, oldest first.
        "renamed-from" => renamed_from: OneOrMany<Text>;
    }
}

shape! {
    /// A folder of services or of controls.
    Folder {
        /// Its name.
        "name" => name: Text, required;
        /// Its place among the folders.
        "order" => order: Option<Spanned<u32>>;
        /// What belongs in it, in Markdown.
        "about" => about: Prose;
        /// Ids that this had before, oldest first.
        "renamed-from" => renamed_from: OneOrMany<Text>;
    }
}
