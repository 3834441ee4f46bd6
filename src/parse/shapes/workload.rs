//! Workloads, and what was found about them.

use jiff::civil::Date;

use crate::parse::shape::{Entries, OneOrMany, Prose, Text, Url, Word, shape};
use crate::source::Spanned;
use crate::vocabulary::State;

shape! {
    /// Something a company runs: services in use, frameworks in scope, teams and tailoring.
    Workload {
        /// Its name.
        "name" => name: Text, required;
        /// Who owns it.
        "owner" => owner: Option<Text>;
        /// What it is, in Markdown.
        "about" => about: Prose;
        /// Services and variants in use.
        "services" => services: OneOrMany<ServiceInUse>, required;
        /// Frameworks in scope: `framework`, or `framework#profile`.
        "frameworks" => frameworks: OneOrMany<Text>;
        /// Teams on the customer's side.
        "teams" => teams: Entries<Team>;
        /// Customer duties given to teams: a duty beats a layer beats `default`.
        "delegate" => delegate: Entries<Text>;
        /// What is left out or accepted, with reasons.
        "tailoring" => tailoring: Vec<Tailoring>;
        /// When somebody last looked at this.
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
    /// A service or variant in use.
    ServiceInUse bare service {
        /// `service` or `service/variant`.
        "service" => service: Text, required;
        /// What it is used for.
        "note" => note: Option<Text>;
    }
}

shape! {
    /// A team on the customer's side.
    Team {
        /// Its name.
        "name" => name: Text, required;
        /// What it does, in Markdown.
        "about" => about: Prose;
    }
}

shape! {
    /// An item that is left out or accepted.
    Tailoring {
        /// The control.
        "control" => control: Text, required;
        /// One service or variant only.
        "service" => service: Option<Text>;
        /// `not-applicable` or `risk-accepted`.
        "state" => state: Option<Word<State>>, required;
        /// The reason.
        "because" => because: Option<Prose>;
        /// Who agreed.
        "approved-by" => approved_by: Option<Text>;
        /// Until when.
        "until" => until: Option<Spanned<Date>>;
    }
}

shape! {
    /// What was found about one item of a workload.
    Status {
        /// The item: `control@service/variant`, or `control`.
        "item" => item: Text, required;
        /// What was found.
        "state" => state: Option<Word<State>>, required;
        /// Who found it.
        "by" => by: Option<Text>;
        /// When.
        "on" => on: Option<Spanned<Date>>;
        /// What proves it.
        "evidence" => evidence: OneOrMany<Text>;
        /// More about it.
        "note" => note: Option<Text>;
        /// The reason, for `not-applicable` and `risk-accepted`.
        "because" => because: Option<Text>;
        /// Until when it counts.
        "until" => until: Option<Spanned<Date>>;
        /// The filled checklist that it came from, where it was imported.
        "from" => from: Option<Text>;
    }
}
