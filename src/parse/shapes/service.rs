//! Services and their variants.

use jiff::civil::Date;

use crate::parse::shape::{Entries, OneOrMany, Prose, Text, Url, Word, shape};
use crate::parse::shapes::foundation::NotApplicable;
use crate::source::Spanned;
use crate::vocabulary::Phase;

shape! {
    /// A cloud service: its model, what differs from it, what it is built of.
    Service {
        /// Today's short name.
        "name" => name: Text, required;
        /// The name in full.
        "full-name" => full_name: Option<Text>;
        /// Other and older names, for search.
        "aliases" => aliases: OneOrMany<Text>;
        /// The party that offers it.
        "provider" => provider: Text, required;
        /// The service model that its duties start from.
        "model" => model: Text, required;
        /// What it is, in a sentence or two.
        "summary" => summary: Prose, required;
        /// More about the split on this service, in Markdown.
        "about" => about: Prose;
        /// Where it is in its life; active unless said.
        "lifecycle" => lifecycle: Option<Lifecycle>;
        /// The product's documentation.
        "docs" => docs: Option<Url>;
        /// The provider's own page about its security.
        "security" => security: Option<Url>;
        /// What is true of it.
        "traits" => traits: OneOrMany<Text>;
        /// Resources in the customer's own account that come along: `service` or `service/variant`.
        "uses" => uses: OneOrMany<Use>;
        /// Roles or party ids, each with the layers and duties that it holds here and not in the service model.
        "accountable" => accountable: Entries<OneOrMany<Text>>;
        /// What does not exist here, with the reason.
        "not-applicable" => not_applicable: Vec<NotApplicable>;
        /// What this service has to say about single duties.
        "duties" => duties: Entries<DutyWords>;
        /// Named ways to run it that move the line.
        "variants" => variants: Entries<Variant>;
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
    /// A named way to run a service that moves the line.
    Variant {
        /// What to call it.
        "name" => name: Text, required;
        /// Other and older names, for search.
        "aliases" => aliases: OneOrMany<Text>;
        /// What it is, in a sentence.
        "summary" => summary: Prose;
        /// The service model, where it is not that of the service.
        "model" => model: Option<Text>;
        /// Where it is in its life, where it is not where the service is.
        "lifecycle" => lifecycle: Option<Lifecycle>;
        /// What is true of it, besides what is true of the service.
        "traits" => traits: OneOrMany<Text>;
        /// What comes along, besides what comes along with the service.
        "uses" => uses: OneOrMany<Use>;
        /// Roles or party ids, each with the layers and duties that it holds here.
        "accountable" => accountable: Entries<OneOrMany<Text>>;
        /// What does not exist here, with the reason.
        "not-applicable" => not_applicable: Vec<NotApplicable>;
        /// What this variant has to say about single duties.
        "duties" => duties: Entries<DutyWords>;
        /// Where the facts come from.
        "sources" => sources: OneOrMany<Url>;
        /// When somebody last compared this with its sources.
        "reviewed" => reviewed: Option<Spanned<Date>>;
        /// `false` where nobody has checked it yet.
        "verified" => verified: Option<Spanned<bool>>;
        /// Ids of variants that this had before, oldest first.
        "renamed-from" => renamed_from: OneOrMany<Text>;
    }
}

shape! {
    /// Where a service is in its life.
    Lifecycle {
        /// `active`, `closed-to-new` or `retired`.
        "phase" => phase: Option<Word<Phase>>, required;
        /// Since when.
        "on" => on: Option<Spanned<Date>>;
        /// The service to use instead.
        "successor" => successor: Option<Text>;
        /// Where that is said.
        "source" => source: Option<Url>;
    }
}

shape! {
    /// A service that comes along.
    Use bare service {
        /// `service` or `service/variant`.
        "service" => service: Text, required;
        /// What for.
        "for" => purpose: Option<Text>;
    }
}

shape! {
    /// What a service has to say about a duty.
    DutyWords {
        /// What the accountable party does here, in Markdown.
        "says" => says: Prose;
        /// Where that comes from.
        "source" => source: Option<Url>;
        /// Where that comes from, when it is more than one page.
        "sources" => sources: OneOrMany<Url>;
        /// Since when it holds.
        "since" => since: Option<Spanned<Date>>;
        /// How the holder moved in time, oldest first.
        "changes" => changes: Vec<Change>;
    }
}

shape! {
    /// A day on which the holder moved.
    Change {
        /// The day.
        "on" => on: Option<Spanned<Date>>, required;
        /// Who held it before: a role or a party.
        "from" => from: Text, required;
        /// Who has held it since: a role or a party.
        "to" => to: Text, required;
        /// Where that is said.
        "source" => source: Option<Url>;
        /// A sentence about it.
        "note" => note: Option<Text>;
    }
}
