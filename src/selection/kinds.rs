//! The table of what can be asked for: the one place for names, other names and words about them.

use crate::vocabulary::Grouping;

/// A kind of term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// Its name, as selectors spell it.
    pub name: &'static str,
    /// Other names for it.
    pub aliases: &'static [&'static str],
    /// An example.
    pub example: &'static str,
    /// What it asks for; Markdown.
    pub says: &'static str,
}

/// Every kind, in the order in which selectors name them.
pub const KINDS: &[Kind] = &[
    kind("checklist", &[], "checklist:before-production", "the checklist of that name, narrowed by the other terms"),
    kind("workload", &[], "workload:payments", "everything that a workload is built of, with its teams and what was found"),
    kind(
        "service",
        &["variant"],
        "service:ec2,ecs/fargate",
        "services and variants with everything they are built of; with `-`, what stands on them alone",
    ),
    kind("category", &[], "category:databases", "what stands on the services of a category"),
    kind("model", &[], "model:iaas", "what stands on services and variants of a service model"),
    kind(
        "framework",
        &["requirement"],
        "framework:nist-800-53-r5#AC",
        "what helps to satisfy a framework, or behind `#` a profile, a group, or a requirement with those that extend it",
    ),
    kind("party", &["owner"], "party:aws", "what a party is accountable for"),
    kind("side", &[], "side:customer", "what the `provider`'s or the `customer`'s side has a part in"),
    kind("team", &[], "team:platform", "what was given to a team; with a workload"),
    kind("layer", &[], "layer:guest-os", "what serves a duty of a layer"),
    kind("domain", &[], "domain:logging", "the controls of a domain"),
    kind("control", &[], "control:root-mfa", "single controls"),
    kind("priority", &[], "priority>=high", "how much it matters: words, or a comparison with `>=`, `>`, `<=` or `<`"),
    kind("cadence", &[], "cadence:monthly,quarterly", "how often it is done"),
    kind("scope", &[], "scope:account", "how often the item appears"),
    kind("mode", &[], "mode:configure", "whether the accountable party does the work or turns on what the other side offers"),
    kind("state", &["status"], "state:not-met,not-assessed", "what was found; with a workload"),
    kind("group", &[], "group:team", "no narrowing: what the items stand together by"),
];

/// What items can stand together by, each with the order of the groups; Markdown. In a group, items are in the order of the
/// controls (domain, priority, title), then of the places.
pub const GROUPINGS: &[(Grouping, &str)] = &[
    (Grouping::Domain, "domains, in their order"),
    (Grouping::Service, "services and variants, in their order; then what is done once for the workload, the account, the organization"),
    (Grouping::Layer, "layers, the top of the stack first; an item of several duties stands with the first of their layers"),
    (Grouping::Team, "teams, in the order of the workload's file; then what no team was given; needs a workload"),
    (
        Grouping::Requirement,
        "requirements, in the order of their framework; an item that serves several stands with the first; needs a framework, or a workload with some in scope",
    ),
    (Grouping::Cadence, "`once`, `continuous`, `daily`, `weekly`, `monthly`, `quarterly`, `yearly`, `on-change`"),
    (Grouping::Priority, "`critical`, `high`, `medium`, `low`"),
];

const fn kind(name: &'static str, aliases: &'static [&'static str], example: &'static str, says: &'static str) -> Kind {
    Kind { name, aliases, example, says }
}

/// The name of the kind that a word names.
pub(super) fn find(word: &str) -> Option<&'static str> {
    KINDS.iter().find(|kind| kind.name == word || kind.aliases.contains(&word)).map(|kind| kind.name)
}
