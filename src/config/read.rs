//! book.toml into a [`Config`]: each value is checked where it is read, and a default stands in for a wrong one.

use std::collections::BTreeMap;

use crate::config::keys::{self, OUTPUTS};
use crate::config::table::{self, Table, Value, wrong};
use crate::config::{Asked, Config, Csv, CsvStyle, Every, Html, Json, Markdown, Overrides, Paper, Pdf, Xlsx, environment, html, pdf};
use crate::diag::{Diagnostics, Severity, rules};
use crate::source::{Sources, Span, Spanned};

/// Days after which a review counts as old, unless book.toml says otherwise.
const REVIEW_LIMIT: u32 = 400;

/// Whether this build of onus can make PDF files.
const TYPESETS: bool = cfg!(feature = "pdf");

impl Config {
    /// Reads book.toml, with the say of the environment and of the command line. A missing file gives the defaults.
    pub fn read(sources: &Sources, overrides: &Overrides, findings: &mut Diagnostics) -> Self {
        let Some(file) = sources.find("book.toml") else { return Self::defaults(overrides) };
        if !sources.is_text(file) {
            findings.report(&rules::NOT_UTF8, Span::start_of(file), "this file is not UTF-8 text");
        }
        let mut top = table::parse(file, sources, findings);
        // Where the syntax is broken, a wrong value is mostly a half of the right one.
        let broken = findings.items().iter().any(|finding| finding.rule == &rules::CONFIG_SYNTAX);
        let mut unheard = Diagnostics::default();
        let findings = if broken { &mut unheard } else { findings };
        environment::lay_over(&mut top, sources, findings);
        Self::of(&top, sources, overrides, findings)
    }

    fn of(top: &Table, sources: &Sources, overrides: &Overrides, findings: &mut Diagnostics) -> Self {
        keys::check(top, findings);
        let mut config = Self::defaults(overrides);
        if let Some(book) = top.table("book") {
            read_book(book, &mut config, findings);
        }
        if let Some(build) = top.table("build") {
            read_build(build, &mut config, findings);
        }
        if let Some(model) = top.table("model") {
            config.review_limit_days = review_limit(model, findings);
        }
        if let Some(rules) = top.table("rules") {
            config.severities = severities(rules, findings);
        }
        note_foreign(top, findings);
        if let Some(output) = top.table("output") {
            read_output(output, sources, &mut config, findings);
        }
        if let (Some(html), Some(url)) = (&mut config.html, &overrides.site_url) {
            html.site_url.clone_from(url);
        }
        config
    }

    /// What holds for a book.toml that says nothing.
    pub fn defaults(overrides: &Overrides) -> Self {
        Self {
            title: String::new(),
            description: String::new(),
            authors: Vec::new(),
            license: String::new(),
            language: "en".to_owned(),
            src: "content".to_owned(),
            build_dir: "book".to_owned(),
            today: overrides.today,
            latest: overrides.latest,
            as_of: overrides.as_of.unwrap_or(overrides.today),
            revision: overrides.revision.clone(),
            changed: overrides.changed.clone(),
            watch_dirs: Vec::new(),
            review_limit_days: Some(REVIEW_LIMIT),
            severities: BTreeMap::new(),
            html: Some(Html::default()),
            pdf: TYPESETS.then(Pdf::default),
            markdown: Some(Markdown::default()),
            json: Some(Json::default()),
            csv: Some(Csv::default()),
            xlsx: Some(Xlsx::default()),
        }
    }
}

fn read_book(book: &Table, config: &mut Config, findings: &mut Diagnostics) {
    set(&mut config.title, book.text("title", findings));
    set(&mut config.description, book.text("description", findings));
    config.authors = owned(book.texts("authors", findings));
    set(&mut config.license, book.text("license", findings));
    if let Some(language) = book.text("language", findings) {
        let tag = |text: &str| !text.is_empty() && text.split('-').all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric()));
        match tag(language.value) {
            true => language.value.clone_into(&mut config.language),
            false => wrong(findings, language.span, format!("`{}` is not a language tag such as `en` or `pt-BR`", language.value)),
        }
    }
    if let Some(src) = book.text("src", findings) {
        match inside(src.value) {
            Some(path) => config.src = path,
            None => wrong(findings, src.span, "`src` names a folder inside the book"),
        }
    }
    if let Some(direction) = book.text("text-direction", findings) {
        match direction.value {
            "ltr" => {}
            "rtl" => keys::unused(book, "text-direction", direction.span, "pages are laid out from left to right", findings),
            other => wrong(findings, direction.span, format!("`text-direction` is `ltr` or `rtl`, not `{other}`")),
        }
    }
}

fn read_build(build: &Table, config: &mut Config, findings: &mut Diagnostics) {
    config.watch_dirs = owned(build.texts("extra-watch-dirs", findings));
    let Some(dir) = build.text("build-dir", findings) else { return };
    let path = dir.value.trim_end_matches('/');
    match inside(path) {
        None => {
            let finding = findings.report(&rules::INVALID_CONFIG_VALUE, dir.span, "`build-dir` names a folder inside the book");
            finding.help("`onus build --dest-dir` writes to any folder");
        }
        Some(path) if path == config.src || path.starts_with(&format!("{}/", config.src)) => {
            wrong(findings, dir.span, "`build-dir` names a folder of its own, outside the content");
        }
        Some(path) => config.build_dir = path,
    }
}

fn review_limit(model: &Table, findings: &mut Diagnostics) -> Option<u32> {
    match model.get("review-limit").map(|found| &found.value) {
        Some(Value::Switch(false)) => None,
        _ => Some(model.count("review-limit", findings).unwrap_or(REVIEW_LIMIT)),
    }
}

fn severities(table: &Table, findings: &mut Diagnostics) -> BTreeMap<String, Severity> {
    let words = [Severity::Error, Severity::Warning, Severity::Note, Severity::Allow];
    let mut severities = BTreeMap::new();
    for (key, _) in &table.entries {
        if rules::find(&key.value).is_none() {
            let names = rules::ALL.iter().map(|rule| rule.id);
            findings.report(&rules::UNKNOWN_RULE, key.span, format!("there is no rule `{}`", key.value)).nearest(&key.value, names);
            continue;
        }
        let Some(word) = table.text(&key.value, findings) else { continue };
        match words.into_iter().find(|severity| severity.name() == word.value) {
            Some(severity) => drop(severities.insert(key.value.clone(), severity)),
            None => {
                let message = format!("a rule is `error`, `warning`, `note` or `allow`, not `{}`", word.value);
                findings.report(&rules::INVALID_CONFIG_VALUE, word.span, message).nearest(word.value, words.map(Severity::name));
            }
        }
    }
    severities
}

/// Notes what only mdBook can run.
fn note_foreign(top: &Table, findings: &mut Diagnostics) {
    let Some(preprocessors) = top.table("preprocessor") else { return };
    for (key, _) in &preprocessors.entries {
        keys::unused(preprocessors, &key.value, key.span, "onus runs no preprocessors", findings);
    }
}

fn read_output(output: &Table, sources: &Sources, config: &mut Config, findings: &mut Diagnostics) {
    let mut tables: BTreeMap<&str, &Table> = BTreeMap::new();
    for (key, value) in &output.entries {
        let known = OUTPUTS.iter().find(|name| **name == key.value);
        match (known, &value.value) {
            (Some(name), Value::Table(table)) => {
                keys::check(table, findings);
                tables.insert(name, table);
            }
            (Some(name), _) => wrong(findings, value.span, format!("`{name}` takes a table")),
            (None, _) if crate::diag::nearest(&key.value, OUTPUTS.iter().copied()).is_some() => {
                keys::unknown(output, &key.value, key.span, OUTPUTS.iter().copied(), findings);
            }
            (None, _) => {
                keys::unused(output, &key.value, key.span, "onus makes html, pdf, markdown, json, csv and xlsx, and runs no other program", findings)
            }
        }
    }
    // A book that names none of onus' outputs wants them all.
    if tables.is_empty() {
        return;
    }
    config.html = tables.get("html").map(|table| html::read(table, sources, findings));
    config.pdf = tables.get("pdf").map(|table| pdf::read(table, sources, findings)).filter(|_| TYPESETS);
    if let Some((key, _)) = output.entries.iter().find(|(key, _)| key.value == "pdf" && !TYPESETS) {
        keys::unused(output, "pdf", key.span, "this build of onus makes no PDF; one with the feature `pdf` does", findings);
    }
    config.markdown = tables.get("markdown").map(|table| Markdown { checklists: asked(table, findings), by_team: by_team(table, findings) });
    config.json = tables.get("json").map(|_| Json::default());
    config.csv = tables.get("csv").map(|table| csv(table, findings));
    // What is wrong with the paper of the PDF has been said above.
    let printed = || tables.get("pdf").and_then(|table| paper(table, &mut Diagnostics::default()));
    let sheets = |table: &&Table| Xlsx { paper: paper(table, findings).or_else(printed).unwrap_or(Paper::A4), checklists: asked(table, findings) };
    config.xlsx = tables.get("xlsx").map(sheets);
}

fn by_team(markdown: &Table, findings: &mut Diagnostics) -> bool {
    match markdown.text("split", findings) {
        Some(by) if by.value != "team" => {
            wrong(findings, by.span, format!("`split` is `team`, not `{}`", by.value));
            false
        }
        by => by.is_some(),
    }
}

fn csv(csv: &Table, findings: &mut Diagnostics) -> Csv {
    let style = CsvStyle { raw: csv.switch("raw", findings).unwrap_or_default(), excel: csv.switch("excel", findings).unwrap_or_default() };
    Csv { style, checklists: asked(csv, findings) }
}

/// The checklists that an output is asked for, in words for all of a kind and in selections.
pub(super) fn asked(output: &Table, findings: &mut Diagnostics) -> Option<Vec<Asked>> {
    let texts = output.texts("checklists", findings)?;
    let one = |text: Spanned<&str>| match Every::WORDS.iter().find(|(word, _)| *word == text.value) {
        Some((_, every)) => Asked::All(*every),
        None => Asked::Selection(Spanned::new(text.value.to_owned(), text.span)),
    };
    Some(texts.into_iter().map(one).collect())
}

/// The size of paper.
pub(super) fn paper(table: &Table, findings: &mut Diagnostics) -> Option<Paper> {
    let size = table.text("paper", findings)?;
    match size.value {
        value if value.eq_ignore_ascii_case("letter") => Some(Paper::Letter),
        value if value.eq_ignore_ascii_case("a4") => Some(Paper::A4),
        value => {
            wrong(findings, size.span, format!("`paper` is `a4` or `letter`, not `{value}`"));
            None
        }
    }
}

/// A path inside the book in its plain form: relative, `/` between parts, without `.` and `..`.
pub(super) fn inside(path: &str) -> Option<String> {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    let refused = path.starts_with('/') || path.contains('\\') || path.contains(':') || parts.contains(&"..") || parts.is_empty();
    (!refused).then(|| parts.join("/"))
}

fn set(field: &mut String, value: Option<Spanned<&str>>) {
    if let Some(value) = value {
        value.value.clone_into(field);
    }
}

fn owned(texts: Option<Vec<Spanned<&str>>>) -> Vec<String> {
    texts.unwrap_or_default().into_iter().map(|text| text.value.to_owned()).collect()
}
