//! The table of rules: ids, severities and pages. Ids are a public contract.

use crate::diag::Severity;

/// A rule that content can break. Its id is never renamed or reused.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Kebab-case id.
    pub id: &'static str,
    /// Severity unless book.toml says otherwise.
    pub severity: Severity,
    /// Its page: what it means, why it matters, wrong and right; Markdown.
    pub page: &'static str,
}

macro_rules! rules {
    ($($name:ident = $id:literal, $severity:ident;)*) => {
        $(
            #[doc = concat!("The rule `", $id, "`; its page is `pages/", $id, ".md`.")]
            pub static $name: Rule = Rule { id: $id, severity: Severity::$severity, page: include_str!(concat!("pages/", $id, ".md")) };
        )*

        /// Every rule, in the order of the stages that report them.
        pub static ALL: &[&Rule] = &[$(&$name),*];
    };
}

/// The rule with this id.
pub fn find(id: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| rule.id == id).copied()
}

rules! {
    YAML_SYNTAX = "yaml-syntax", Error;
    NOT_UTF8 = "not-utf8", Error;
    NESTING_LIMIT = "nesting-limit", Error;
    ALIAS_LIMIT = "alias-limit", Error;
    SIZE_LIMIT = "size-limit", Error;
    UNKNOWN_KEY = "unknown-key", Error;
    MISSING_KEY = "missing-key", Error;
    HIDDEN_CHARACTER = "hidden-character", Warning;
    DUPLICATE_KEY = "duplicate-key", Error;
    WRONG_TYPE = "wrong-type", Error;
    INVALID_VALUE = "invalid-value", Error;
    INVALID_DATE = "invalid-date", Error;
    INVALID_ID = "invalid-id", Error;
    INVALID_URL = "invalid-url", Error;
    INCLUDE = "include", Error;
    DEAD_INCLUDE = "dead-include", Error;
    INCLUDE_LIMIT = "include-limit", Error;
    DUPLICATE_ID = "duplicate-id", Error;
    UNKNOWN_PARTY = "unknown-party", Error;
    UNKNOWN_LAYER = "unknown-layer", Error;
    UNKNOWN_DUTY = "unknown-duty", Error;
    UNKNOWN_MODEL = "unknown-model", Error;
    UNKNOWN_TRAIT = "unknown-trait", Error;
    UNKNOWN_SERVICE = "unknown-service", Error;
    UNKNOWN_VARIANT = "unknown-variant", Error;
    UNKNOWN_CATEGORY = "unknown-category", Error;
    UNKNOWN_CONTROL = "unknown-control", Error;
    UNKNOWN_DOMAIN = "unknown-domain", Error;
    UNKNOWN_FRAMEWORK = "unknown-framework", Error;
    UNKNOWN_REQUIREMENT = "unknown-requirement", Error;
    UNKNOWN_PROFILE = "unknown-profile", Error;
    WITHDRAWN_REQUIREMENT = "withdrawn-requirement", Warning;
    UNKNOWN_TEAM = "unknown-team", Error;
    UNKNOWN_TERM = "unknown-term", Error;
    UNKNOWN_ITEM = "unknown-item", Error;
    UNKNOWN_WORKLOAD = "unknown-workload", Error;
    UNKNOWN_CHECKLIST = "unknown-checklist", Error;
    SELECTION = "selection", Error;
    EMPTY_SELECTION = "empty-selection", Warning;
    UNASSIGNED_DUTY = "unassigned-duty", Error;
    DOUBLY_ASSIGNED_DUTY = "doubly-assigned-duty", Error;
    WRONG_SIDE = "wrong-side", Error;
    USELESS_OVERRIDE = "useless-override", Warning;
    MISSING_REASON = "missing-reason", Error;
    CONTROL_APPLIES_NOWHERE = "control-applies-nowhere", Warning;
    DUTY_WITHOUT_CONTROL = "duty-without-control", Warning;
    IDLE_PARTY = "idle-party", Warning;
    SILENT_CONTROL = "silent-control", Warning;
    UNUSED_TEAM = "unused-team", Warning;
    FUTURE_DATE = "future-date", Error;
    CHANGE_OUT_OF_ORDER = "change-out-of-order", Error;
    CHANGE_DISAGREES = "change-disagrees", Error;
    MISSING_LIFECYCLE_DATE = "missing-lifecycle-date", Error;
    STALE_REVIEW = "stale-review", Warning;
    EXPIRED_STATUS = "expired-status", Note;
    DEAD_LINK = "dead-link", Error;
    DEAD_ANCHOR = "dead-anchor", Error;
    REFUSED_LINK = "refused-link", Error;
    DUPLICATE_ANCHOR = "duplicate-anchor", Warning;
    LIVE_BLOCK = "live-block", Error;
    UNKNOWN_GOAL = "unknown-goal", Error;
    UNTAUGHT_GOAL = "untaught-goal", Warning;
    PATH_OVER_TIME = "path-over-time", Warning;
    QUESTION_FORM = "question-form", Error;
    STALE_ANSWER = "stale-answer", Error;
    UNEXPLAINED_QUESTION = "unexplained-question", Warning;
    LOCK_SYNTAX = "lock-syntax", Error;
    LOST_ADDRESS = "lost-address", Warning;
    UNUSED_FILE = "unused-file", Warning;
    CONFIG_SYNTAX = "config-syntax", Error;
    UNKNOWN_CONFIG_KEY = "unknown-config-key", Error;
    INVALID_CONFIG_VALUE = "invalid-config-value", Error;
    UNUSED_CONFIG_KEY = "unused-config-key", Note;
    UNKNOWN_RULE = "unknown-rule", Error;
    THEME = "theme", Error;
    OUTDATED_COPY = "outdated-copy", Warning;
    LOW_CONTRAST = "low-contrast", Warning;
    PAGE_BUDGET = "page-budget", Warning;
    MISSING_GLYPH = "missing-glyph", Warning;
    LOST_TEXT = "lost-text", Warning;
    SHEET_LIMIT = "sheet-limit", Warning;
}
