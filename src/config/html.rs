//! `[output.html]` into [`Html`].

use std::collections::BTreeMap;

use crate::config::keys;
use crate::config::read::inside;
use crate::config::table::{Table, wrong};
use crate::config::{Appearance, Html};
use crate::diag::{Diagnostics, rules};
use crate::source::Sources;

impl Default for Html {
    fn default() -> Self {
        Self {
            theme: "default".to_owned(),
            theme_at: None,
            site_url: String::new(),
            repository_url: None,
            edit_url: None,
            appearance: Appearance::System,
            additional_css: Vec::new(),
            additional_js: Vec::new(),
            raw_html: false,
            cname: None,
            search: true,
            search_limit: 30,
            redirects: BTreeMap::new(),
        }
    }
}

/// Reads the table; a default stands in for what is wrong.
pub(super) fn read(html: &Table, sources: &Sources, findings: &mut Diagnostics) -> Html {
    let mut out = Html {
        appearance: appearance(html, findings),
        additional_css: files(html, "additional-css", sources, findings),
        additional_js: files(html, "additional-js", sources, findings),
        raw_html: html.switch("raw-html", findings).unwrap_or(false),
        cname: domain(html, findings),
        redirects: redirects(html, findings),
        ..Html::default()
    };
    if let Some(theme) = html.text("theme", findings) {
        match inside(theme.value).filter(|name| !name.contains('/')) {
            Some(name) => (out.theme, out.theme_at) = (name, Some(theme.span)),
            None => wrong(
                findings,
                theme.span,
                "`theme` is the name of a folder under `themes/`; files in `theme/` replace single ones without being named",
            ),
        }
    }
    if let Some(url) = web_address(html, "site-url", findings) {
        out.site_url = url;
    }
    out.repository_url = web_address(html, "git-repository-url", findings);
    if let Some(template) = html.text("edit-url-template", findings) {
        match template.value.contains("{path}") {
            true => out.edit_url = Some(template.value.to_owned()),
            false => wrong(findings, template.span, "`edit-url-template` has no `{path}` where the path of the file goes"),
        }
    }
    if let Some(search) = html.table("search") {
        out.search = search.switch("enable", findings).unwrap_or(out.search);
        out.search_limit = search.count("limit-results", findings).map_or(out.search_limit, |limit| limit as usize);
    }
    out
}

/// mdBook's themes are either light or dark; onus has one of each.
fn appearance(html: &Table, findings: &mut Diagnostics) -> Appearance {
    const NAMES: [(&str, Appearance); 8] = [
        ("auto", Appearance::System),
        ("system", Appearance::System),
        ("light", Appearance::Light),
        ("rust", Appearance::Light),
        ("dark", Appearance::Dark),
        ("coal", Appearance::Dark),
        ("navy", Appearance::Dark),
        ("ayu", Appearance::Dark),
    ];
    let mut named = |key: &str| {
        let name = html.text(key, findings)?;
        let found = NAMES.iter().find(|(word, _)| name.value.eq_ignore_ascii_case(word));
        if found.is_none() {
            let message = format!("`{key}` is `auto`, `light` or `dark`, not `{}`", name.value);
            findings.report(&rules::INVALID_CONFIG_VALUE, name.span, message).nearest(name.value, NAMES.map(|(word, _)| word));
        }
        found.map(|(_, appearance)| *appearance)
    };
    // There is one dark appearance, so which one is preferred says nothing more.
    named("preferred-dark-theme");
    named("default-theme").unwrap_or(Appearance::System)
}

fn web_address(html: &Table, key: &str, findings: &mut Diagnostics) -> Option<String> {
    let url = html.text(key, findings)?;
    if url.value.starts_with("https://") || url.value.starts_with("http://") {
        return Some(url.value.to_owned());
    }
    match key == "site-url" && url.value.starts_with('/') {
        true => keys::unused(html, key, url.span, "links are relative; canonical links need the whole address, with `https://`", findings),
        false => wrong(findings, url.span, format!("`{key}` takes an address that begins with `https://`")),
    }
    None
}

fn domain(html: &Table, findings: &mut Diagnostics) -> Option<String> {
    let name = html.text("cname", findings)?;
    let label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    if !name.value.split('.').all(label) {
        wrong(findings, name.span, "`cname` takes a domain name, such as `docs.example.com`");
        return None;
    }
    Some(name.value.to_owned())
}

fn redirects(html: &Table, findings: &mut Diagnostics) -> BTreeMap<String, String> {
    let Some(table) = html.table("redirect") else { return BTreeMap::new() };
    let mut redirects = BTreeMap::new();
    for (key, _) in &table.entries {
        let Some(new) = table.text(&key.value, findings) else { continue };
        if key.value.contains('#') {
            keys::unused(table, &key.value, key.span, "a page is moved as a whole; anchors are not redirected", findings);
            continue;
        }
        match inside(key.value.trim_start_matches('/')) {
            Some(old) if old.ends_with(".html") => drop(redirects.insert(old, new.value.to_owned())),
            _ => wrong(findings, key.span, "an old address is the path of a `.html` file of the site"),
        }
    }
    redirects
}

fn files(html: &Table, key: &str, sources: &Sources, findings: &mut Diagnostics) -> Vec<String> {
    let mut files = Vec::new();
    for path in html.texts(key, findings).unwrap_or_default() {
        let Some(file) = inside(path.value) else {
            wrong(findings, path.span, format!("`{key}` names files inside the book"));
            continue;
        };
        if sources.find(&file).is_none() {
            wrong(findings, path.span, format!("the book has no file `{file}`"));
        }
        files.push(file);
    }
    files
}
