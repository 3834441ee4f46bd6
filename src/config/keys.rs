//! The table of what book.toml may say: mdBook's keys and onus' own, each with what becomes of it.

use crate::config::table::{Table, Value, wrong};
use crate::diag::{Diagnostics, rules};
use crate::source::Span;

/// What becomes of a key.
#[derive(Debug, Clone, Copy)]
pub(super) enum Fate {
    /// `read` gives it its meaning.
    Used,
    /// A switch that onus has no choice about: the other position is noted.
    Always(bool, &'static str),
    /// Accepted, and noted as without effect.
    Unused(&'static str),
    /// Refused when switched on.
    Refused(&'static str),
}

use Fate::{Always, Refused, Unused, Used};

/// Keys, each with what becomes of it.
pub(super) type Keys = &'static [(&'static str, Fate)];

/// Every table with its keys.
pub(super) const TABLES: &[(&str, Keys)] = &[
    ("", TOP),
    ("[book]", BOOK),
    ("[build]", BUILD),
    ("[model]", &[("review-limit", Used)]),
    ("[rust]", &[("edition", Unused("onus runs no code samples"))]),
    ("[output.html]", HTML),
    ("[output.html.print]", PRINT),
    ("[output.html.fold]", FOLD),
    ("[output.html.search]", SEARCH),
    ("[output.html.code]", &[("hidelines", Unused("code is shown whole"))]),
    ("[output.html.playground]", PLAYGROUND),
    ("[output.pdf]", &[("paper", Used), ("layout", Used), ("fillable", Used), ("fonts", Used), ("compare", Used), ("checklists", Used)]),
    ("[output.markdown]", &[("checklists", Used), ("split", Used)]),
    ("[output.json]", &[]),
    ("[output.csv]", &[("raw", Used), ("excel", Used), ("checklists", Used)]),
    ("[output.xlsx]", &[("paper", Used), ("checklists", Used)]),
];

const TOP: Keys = &[("book", Used), ("build", Used), ("model", Used), ("rules", Used), ("output", Used), ("rust", Used), ("preprocessor", Used)];

const BOOK: Keys = &[
    ("title", Used),
    ("authors", Used),
    ("license", Used),
    ("description", Used),
    ("src", Used),
    ("language", Used),
    ("text-direction", Used),
    ("multilingual", Unused("mdBook 0.5 dropped it as well")),
];

const BUILD: Keys = &[
    ("build-dir", Used),
    ("create-missing", Always(false, "onus creates no files while it builds; `onus new` does")),
    ("use-default-preprocessors", Always(false, "onus runs no preprocessors")),
    ("extra-watch-dirs", Used),
];

const HTML: Keys = &[
    ("theme", Used),
    ("default-theme", Used),
    ("preferred-dark-theme", Used),
    ("smart-punctuation", Always(false, "text is shown as it is written")),
    ("curly-quotes", Always(false, "text is shown as it is written")),
    ("definition-lists", Always(true, "definition lists are always read")),
    ("admonitions", Always(true, "alerts such as `> [!NOTE]` are always read")),
    ("raw-html", Used),
    ("mathjax-support", Refused("formulas would need a script from another site, which the pages' security policy forbids")),
    ("google-analytics", Unused("pages load nothing from other sites")),
    ("additional-css", Used),
    ("additional-js", Used),
    ("no-section-label", Always(true, "pages carry no section numbers")),
    ("git-repository-url", Used),
    ("git-repository-icon", Unused("the link to the repository is a word")),
    ("edit-url-template", Used),
    ("site-url", Used),
    ("cname", Used),
    ("input-404", Unused("the page for a missing address comes from the theme: put `404.html` into `theme/templates/`")),
    ("hash-files", Always(false, "files keep their names")),
    ("copy-fonts", Always(false, "pages use the reader's own fonts")),
    ("sidebar-header-nav", Always(true, "every page lists its headings")),
    ("print", Used),
    ("fold", Used),
    ("search", Used),
    ("redirect", Used),
    ("code", Used),
    ("playground", Used),
];

const PRINT: Keys = &[("enable", Always(true, "every page prints")), ("page-break", Unused("pages break where their content does"))];

const FOLD: Keys = &[("enable", Always(true, "the navigation always folds")), ("level", Unused("the navigation opens the branch of the page"))];

const SEARCH: Keys = &[
    ("enable", Used),
    ("limit-results", Used),
    ("teaser-word-count", Unused(RANKED)),
    ("use-boolean-and", Always(true, "pages with all words come first")),
    ("boost-title", Unused(RANKED)),
    ("boost-hierarchy", Unused(RANKED)),
    ("boost-paragraph", Unused(RANKED)),
    ("expand", Always(true, "beginnings of words are always found")),
    ("heading-split-level", Unused(RANKED)),
    ("copy-js", Always(true, "the search script is always part of the site")),
    ("chapter", Unused("every page is searched")),
];

const RANKED: &str = "results are ranked by what the model knows";

const PLAYGROUND: Keys = &[
    ("copyable", Always(true, "every code block can be copied")),
    ("editable", Always(false, "code is not edited on the page")),
    ("copy-js", Always(false, "code is not edited on the page")),
    ("line-numbers", Always(false, "code is shown without numbers")),
    ("runnable", Always(false, "code is not run on the page")),
];

/// Outputs that onus makes.
pub(super) const OUTPUTS: &[&str] = &["html", "pdf", "markdown", "json", "csv", "xlsx"];

/// Reports every key that is unknown, has no effect here, or is refused; looks into all tables below.
pub(super) fn check(table: &Table, findings: &mut Diagnostics) {
    let Some((_, keys)) = TABLES.iter().find(|(name, _)| *name == table.name) else { return };
    for (key, value) in &table.entries {
        let fate = keys.iter().find(|(name, _)| *name == key.value).map(|(_, fate)| *fate);
        match (fate, &value.value) {
            (None, _) => unknown(table, &key.value, key.span, keys.iter().map(|(name, _)| *name), findings),
            (Some(Used), Value::Table(inner)) => check(inner, findings),
            (Some(Used), _) if holds_table(table, &key.value) => wrong(findings, value.span, format!("`{}` takes a table", key.value)),
            (Some(Used), _) => {}
            (Some(Always(fixed, _)), Value::Switch(switch)) if *switch == fixed => {}
            (Some(Refused(_)), Value::Switch(false)) => {}
            (Some(Always(_, why) | Unused(why)), _) => unused(table, &key.value, key.span, why, findings),
            (Some(Refused(why)), _) => wrong(findings, value.span, format!("`{}` cannot be switched on: {why}", key.value)),
        }
    }
}

/// Whether a key stands for a table below `table`.
fn holds_table(table: &Table, key: &str) -> bool {
    const FREE: [&str; 4] = ["[rules]", "[output]", "[preprocessor]", "[output.html.redirect]"];
    let path = table.name.trim_matches(['[', ']']);
    let name = if path.is_empty() { format!("[{key}]") } else { format!("[{path}.{key}]") };
    FREE.contains(&name.as_str()) || TABLES.iter().any(|(known, _)| *known == name)
}

/// Reports a key that no table knows.
pub(super) fn unknown<'n>(table: &Table, key: &str, span: Span, names: impl Iterator<Item = &'n str> + Clone, findings: &mut Diagnostics) {
    let place = if table.name.is_empty() { "book.toml" } else { &table.name };
    let known: Vec<String> = names.clone().map(|name| format!("`{name}`")).collect();
    let finding = findings.report(&rules::UNKNOWN_CONFIG_KEY, span, format!("{place} has no key `{key}`"));
    match crate::diag::nearest(key, names.clone()) {
        Some(_) => drop(finding.nearest(key, names)),
        None if known.is_empty() => drop(finding.help(format!("{place} takes no keys"))),
        None => drop(finding.help(format!("{place} knows {}", known.join(", ")))),
    }
}

/// Notes a key that is fine for mdBook and does nothing here.
pub(super) fn unused(table: &Table, key: &str, span: Span, why: &str, findings: &mut Diagnostics) {
    let place = if table.name.is_empty() { "book.toml" } else { &table.name };
    findings.report(&rules::UNUSED_CONFIG_KEY, span, format!("`{key}` in {place} has no effect: {why}"));
}
