//! Controls.

use jiff::civil::Date;

use crate::parse::shape::{Entries, OneOrMany, Prose, Text, Url, Word, shape};
use crate::source::Spanned;
use crate::vocabulary::{Cadence, Mode, Priority, Relation, Scope};

shape! {
    /// What the accountable party does about a duty, how that is verified, what proves it.
    Control {
        /// What is done, in the imperative.
        "title" => title: Text, required;
        /// Other names, for search.
        "aliases" => aliases: OneOrMany<Text>;
        /// The duty it serves, or a list of them.
        "duty" => duty: OneOrMany<Text>, required;
        /// How often its item appears.
        "scope" => scope: Option<Word<Scope>>, required;
        /// How much it matters.
        "priority" => priority: Option<Word<Priority>>, required;
        /// How often it is done.
        "cadence" => cadence: Option<Word<Cadence>>, required;
        /// Whether the accountable party does the work or turns on what the provider offers; `provide` unless said.
        "mode" => mode: Option<Word<Mode>>;
        /// Where it applies, among the places where one of its duties does.
        "applies-to" => applies_to: Option<AppliesTo>;
        /// What is achieved and why it matters, in Markdown.
        "objective" => objective: Prose, required;
        /// What each role or party does.
        "by" => by: Entries<Guidance>, required;
        /// Words for single services or variants, where the general ones do not do.
        "on" => on: Entries<Guidance>;
        /// Ids of automated checks, by tool.
        "checks" => checks: Entries<OneOrMany<Text>>;
        /// Requirements it helps to satisfy, by framework.
        "satisfies" => satisfies: Entries<OneOrMany<Satisfies>>;
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
    /// Where a control applies. All keys must agree; within a key, any entry.
    AppliesTo {
        /// Services or variants.
        "services" => services: OneOrMany<Text>;
        /// Service models.
        "models" => models: OneOrMany<Text>;
        /// Categories of services.
        "categories" => categories: OneOrMany<Text>;
        /// Traits.
        "traits" => traits: OneOrMany<Text>;
        /// Services or variants that are left out.
        "except" => except: OneOrMany<Text>;
    }
}

shape! {
    /// What a party does, how it is verified, what proves it.
    Guidance {
        /// What a provider does, for the customer to inherit; Markdown.
        "statement" => statement: Prose;
        /// What to do, in Markdown.
        "steps" => steps: Prose;
        /// How to see that it is done.
        "verify" => verify: OneOrMany<Verify>;
        /// What proves it, in Markdown.
        "evidence" => evidence: OneOrMany<Prose>;
    }
}

shape! {
    /// A way to see that something is done.
    Verify bare say {
        /// What holds when it is done.
        "say" => say: Text, required;
        /// A command to run.
        "run" => run: Option<Text>;
        /// The language of the command; `bash` unless said.
        "lang" => lang: Option<Text>;
        /// What a good answer looks like.
        "expect" => expect: Option<Text>;
    }
}

shape! {
    /// A requirement that a control helps to satisfy.
    Satisfies bare id {
        /// Its id, as published.
        "id" => id: Text, required;
        /// How control and requirement relate (NIST IR 8477); `intersects-with` unless said.
        "relation" => relation: Option<Word<Relation>>;
        /// Why.
        "because" => because: Option<Text>;
    }
}
