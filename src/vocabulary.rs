//! The closed word lists of the model: `parse` reads them, `model` means them, `view` shows them.

/// An enumeration whose members authors write as words.
pub trait Vocabulary: Copy + PartialEq + 'static {
    /// Every word with its meaning, in the order in which readers meet them.
    const WORDS: &'static [(&'static str, Self)];

    /// The meaning of a word.
    fn from_word(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(name, _)| *name == word).map(|&(_, meaning)| meaning)
    }

    /// The word for a meaning, as files use it.
    fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, meaning)| *meaning == self).map_or("", |&(name, _)| name)
    }
}

macro_rules! vocabulary {
    ($(#[doc = $doc:literal])* $name:ident { $($(#[doc = $member_doc:literal])* $word:literal => $member:ident,)* }) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name {
            $($(#[doc = $member_doc])* $member,)*
        }

        impl Vocabulary for $name {
            const WORDS: &'static [(&'static str, Self)] = &[$(($word, Self::$member)),*];
        }
    };
}

vocabulary! {
    /// Which side of the contract a party is on.
    Side {
        /// Offers services.
        "provider" => Provider,
        /// Uses them.
        "customer" => Customer,
        /// Looks on, and holds no duty.
        "assessor" => Assessor,
    }
}

vocabulary! {
    /// Whether a layer is a row of the stack or cuts across it.
    LayerKind {
        /// A row of the stack.
        "stack" => Stack,
        /// A concern that cuts across the stack.
        "concern" => Concern,
    }
}

vocabulary! {
    /// Where a service is in its life.
    Phase {
        /// Open to everybody.
        "active" => Active,
        /// Runs on, but takes no new customers.
        "closed-to-new" => ClosedToNew,
        /// Gone.
        "retired" => Retired,
    }
}

vocabulary! {
    /// How often an item of a control appears.
    Scope {
        /// Once for each service or variant.
        "service" => Service,
        /// Once for each workload.
        "workload" => Workload,
        /// Once for each account.
        "account" => Account,
        /// Once for the organization.
        "organization" => Organization,
    }
}

vocabulary! {
    /// How much it matters, most first.
    Priority {
        /// Do it today.
        "critical" => Critical,
        /// Do it before production.
        "high" => High,
        /// Plan it.
        "medium" => Medium,
        /// When there is time.
        "low" => Low,
    }
}

vocabulary! {
    /// How often it is done.
    Cadence {
        /// Set up once.
        "once" => Once,
        /// Runs by itself all the time.
        "continuous" => Continuous,
        /// Every day.
        "daily" => Daily,
        /// Every week.
        "weekly" => Weekly,
        /// Every month.
        "monthly" => Monthly,
        /// Every quarter.
        "quarterly" => Quarterly,
        /// Every year.
        "yearly" => Yearly,
        /// When something changes.
        "on-change" => OnChange,
    }
}

vocabulary! {
    /// Whether the accountable party does the work or turns on what the provider offers.
    Mode {
        /// Does the work.
        "provide" => Provide,
        /// Turns on and sets up what the other side offers.
        "configure" => Configure,
    }
}

vocabulary! {
    /// How a control relates to a requirement, in the words of NIST IR 8477.
    Relation {
        /// Same meaning, same words.
        "equal-to" => Equal,
        /// Same meaning, other words.
        "equivalent-to" => Equivalent,
        /// The control covers part of the requirement.
        "subset-of" => Subset,
        /// The control covers more than the requirement.
        "superset-of" => Superset,
        /// They overlap.
        "intersects-with" => Intersects,
    }
}

vocabulary! {
    /// What was found about an item.
    State {
        /// Nobody has looked, or what was found has expired.
        "not-assessed" => NotAssessed,
        /// Done, and shown.
        "met" => Met,
        /// Done in part.
        "partly-met" => PartlyMet,
        /// Not done.
        "not-met" => NotMet,
        /// Left out, with a reason.
        "not-applicable" => NotApplicable,
        /// Not done, and somebody carries the risk.
        "risk-accepted" => RiskAccepted,
    }
}

vocabulary! {
    /// What the items of a checklist stand together by.
    Grouping {
        /// The domains of controls.
        "domain" => Domain,
        /// Services and variants.
        "service" => Service,
        /// Layers of the stack.
        "layer" => Layer,
        /// Teams of a workload.
        "team" => Team,
        /// Requirements of a framework.
        "requirement" => Requirement,
        /// How often it is done.
        "cadence" => Cadence,
        /// How much it matters.
        "priority" => Priority,
    }
}

vocabulary! {
    /// A section of the site, by its first page.
    Section {
        /// How the work is split in principle.
        "model" => Model,
        /// The services.
        "services" => Services,
        /// The controls.
        "controls" => Controls,
        /// The frameworks.
        "frameworks" => Frameworks,
        /// The workloads.
        "workloads" => Workloads,
        /// The checklists.
        "checklists" => Checklists,
        /// The comparisons.
        "compare" => Compare,
        /// What moved.
        "changes" => Changes,
        /// What this build can be relied on for.
        "about" => About,
    }
}

vocabulary! {
    /// The form in which people who work with a framework expect its responsibility matrix.
    SheetForm {
        /// The Customer Responsibility Matrix of FedRAMP's Appendix J.
        "fedramp-crm" => FedrampCrm,
        /// A statement of applicability, as ISO/IEC 27001 asks for.
        "soa" => Soa,
        /// The responsibility matrix of PCI DSS, numbers only.
        "pci" => Pci,
        /// Ownership under a shared responsibility model, as CSA's questionnaire asks for.
        "ssrm" => Ssrm,
    }
}
