//! The rules of the house that a machine can hold: walls between stages, homes of crates, sizes, words.

use std::fs;
use std::path::{Path, PathBuf};

/// Stage, and the stages it must never name (`crate::x`).
const WALLS: &[(&str, &[&str])] = &[
    (
        "source",
        &[
            "selection",
            "lock",
            "artifact",
            "diag",
            "config",
            "load",
            "theme",
            "markdown",
            "parse",
            "model",
            "resolve",
            "validate",
            "view",
            "search",
            "render",
            "write",
            "cli",
            "serve",
        ],
    ),
    (
        "artifact",
        &[
            "selection",
            "lock",
            "source",
            "diag",
            "config",
            "load",
            "theme",
            "markdown",
            "parse",
            "model",
            "resolve",
            "validate",
            "view",
            "search",
            "render",
            "write",
            "cli",
            "serve",
        ],
    ),
    (
        "vocabulary",
        &[
            "selection",
            "lock",
            "source",
            "artifact",
            "diag",
            "config",
            "load",
            "theme",
            "markdown",
            "parse",
            "model",
            "resolve",
            "validate",
            "view",
            "search",
            "render",
            "write",
            "cli",
            "serve",
        ],
    ),
    (
        "diag",
        &[
            "selection",
            "lock",
            "artifact",
            "config",
            "load",
            "theme",
            "markdown",
            "parse",
            "model",
            "resolve",
            "validate",
            "view",
            "search",
            "render",
            "write",
            "cli",
            "serve",
        ],
    ),
    (
        "config",
        &[
            "selection",
            "lock",
            "load",
            "theme",
            "markdown",
            "parse",
            "model",
            "resolve",
            "validate",
            "view",
            "search",
            "render",
            "write",
            "cli",
            "serve",
        ],
    ),
    (
        "load",
        &["selection", "lock", "theme", "markdown", "parse", "model", "resolve", "validate", "view", "search", "render", "write", "cli", "serve"],
    ),
    (
        "theme",
        &["selection", "lock", "load", "markdown", "parse", "model", "resolve", "validate", "view", "search", "render", "write", "cli", "serve"],
    ),
    (
        "markdown",
        &[
            "selection",
            "lock",
            "artifact",
            "config",
            "load",
            "theme",
            "parse",
            "model",
            "resolve",
            "validate",
            "view",
            "search",
            "render",
            "write",
            "cli",
            "serve",
        ],
    ),
    (
        "parse",
        &[
            "selection",
            "lock",
            "artifact",
            "config",
            "load",
            "theme",
            "model",
            "resolve",
            "validate",
            "view",
            "search",
            "render",
            "write",
            "cli",
            "serve",
        ],
    ),
    (
        "model",
        &[
            "selection",
            "lock",
            "artifact",
            "diag",
            "config",
            "load",
            "theme",
            "parse",
            "resolve",
            "validate",
            "view",
            "search",
            "render",
            "write",
            "cli",
            "serve",
        ],
    ),
    ("resolve", &["lock", "artifact", "load", "theme", "validate", "view", "search", "render", "write", "cli", "serve"]),
    ("validate", &["lock", "artifact", "load", "theme", "parse", "view", "search", "render", "write", "cli", "serve"]),
    ("view", &["lock", "artifact", "diag", "load", "theme", "parse", "resolve", "validate", "render", "write", "cli", "serve"]),
    (
        "search",
        &["selection", "lock", "diag", "config", "load", "theme", "parse", "model", "resolve", "validate", "view", "render", "write", "cli", "serve"],
    ),
    ("render", &["lock", "load", "parse", "model", "resolve", "validate", "write", "cli", "serve"]),
    ("import", &["lock", "load", "theme", "resolve", "validate", "search", "render", "write", "cli", "serve"]),
    (
        "lock",
        &["selection", "config", "load", "theme", "markdown", "parse", "model", "resolve", "validate", "search", "render", "write", "cli", "serve"],
    ),
    (
        "write",
        &[
            "selection",
            "lock",
            "source",
            "diag",
            "config",
            "load",
            "theme",
            "markdown",
            "parse",
            "model",
            "resolve",
            "validate",
            "view",
            "search",
            "render",
            "cli",
            "serve",
        ],
    ),
    ("cli", &["parse", "resolve", "validate"]),
    ("serve", &["lock", "parse", "model", "resolve", "validate", "view", "search"]),
    (
        "selection",
        &[
            "lock", "source", "artifact", "diag", "config", "load", "theme", "markdown", "parse", "resolve", "validate", "view", "search", "render",
            "write", "cli", "serve",
        ],
    ),
];

/// A crate, and the only places that may name it.
const HOMES: &[(&str, &[&str])] = &[
    ("aho_corasick", &["src/view/site/lexicon.rs"]),
    ("ammonia", &["src/markdown/"]),
    ("annotate_snippets", &["src/diag/"]),
    ("axum", &["src/serve"]),
    ("calamine", &["src/import/"]),
    ("clap", &["src/cli/"]),
    ("clap_complete", &["src/cli/"]),
    ("clap_mangen", &["src/cli/"]),
    ("csv", &["src/import/", "src/render/csv"]),
    ("granit_parser", &["src/parse/yaml"]),
    ("lopdf", &["src/import/", "src/render/pdf"]),
    ("notify", &["src/serve"]),
    ("pulldown_cmark", &["src/markdown/"]),
    ("resvg", &["src/render/picture/"]),
    ("rust_xlsxwriter", &["src/import/tests/", "src/render/xlsx/"]),
    ("strsim", &["src/diag/"]),
    ("syntect", &["src/markdown/highlight"]),
    ("tera", &["src/render/html"]),
    ("tokio", &["src/serve"]),
    ("toml", &["src/config/"]),
    ("two_face", &["src/markdown/highlight"]),
    ("typst", &["src/render/pdf"]),
    ("zip", &["src/render/xlsx/"]),
];

/// Words that no file of ours holds: leftovers, and drawers without a name.
const WORDS: &[&str] = &["todo!(", "unimplemented!(", "dbg!(", "FIXME", "XXX"];

struct Source {
    path: String,
    text: String,
}

fn sources(dir: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut folders, mut found) = (vec![root.join(dir)], Vec::new());
    while let Some(folder) = folders.pop() {
        let mut entries: Vec<PathBuf> = fs::read_dir(&folder).expect("a folder of ours").map(|entry| entry.expect("an entry").path()).collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let name = path.strip_prefix(root).expect("below the root").to_string_lossy().replace('\\', "/");
                found.push(Source { path: name, text: fs::read_to_string(&path).expect("UTF-8") });
            }
        }
    }
    found
}

/// The stage that a file belongs to: the first part of its path below `src/`.
fn stage(path: &str) -> &str {
    let inside = path.strip_prefix("src/").unwrap_or(path);
    inside.split('/').next().unwrap_or(inside).trim_end_matches(".rs")
}

fn assert_none(what: &str, found: &[String]) {
    assert!(found.is_empty(), "{what}:\n  {}", found.join("\n  "));
}

#[test]
fn stages_name_only_what_they_may() {
    let mut found = Vec::new();
    for source in sources("src") {
        let Some((_, walls)) = WALLS.iter().find(|(name, _)| *name == stage(&source.path)) else { continue };
        for (number, line) in source.text.lines().enumerate() {
            // Documentation may point at anything.
            if line.trim_start().starts_with("//") {
                continue;
            }
            let named = walls.iter().filter(|wall| names(line, "crate::", wall));
            found.extend(named.map(|wall| format!("{}:{}: names `{wall}`", source.path, number + 1)));
        }
    }
    assert_none("a stage names what it must not", &found);
}

#[test]
fn renderers_do_not_name_each_other() {
    let mut found = Vec::new();
    for source in sources("src/render") {
        let own = source.path.trim_start_matches("src/render/").split(['/', '.']).next().unwrap_or_default().to_owned();
        for other in
            ["beside", "csv", "html", "json", "markdown", "pdf", "picture", "text", "xlsx"].iter().filter(|other| **other != own && own != "mod")
        {
            let named = source.text.lines().enumerate().filter(|(_, line)| names(line, "crate::render::", other));
            found.extend(named.map(|(number, _)| format!("{}:{}: names `render::{other}`", source.path, number + 1)));
        }
    }
    assert_none("a renderer names another", &found);
}

/// Whether `prefix` + `name` stands in a line as a whole path segment.
fn names(line: &str, prefix: &str, name: &str) -> bool {
    line.match_indices(prefix).any(|(at, _)| {
        let rest = &line[at + prefix.len()..];
        rest.strip_prefix(name).is_some_and(|after| !after.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
    })
}

#[test]
fn crates_stay_at_home() {
    let mut found = Vec::new();
    for source in sources("src") {
        for (name, homes) in HOMES.iter().filter(|(_, homes)| !homes.iter().any(|home| source.path.starts_with(home))) {
            let code = source.text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"));
            let named = code.filter(|(_, line)| uses_crate(line, name));
            found.extend(named.map(|(number, _)| format!("{}:{}: names `{name}`, whose home is {}", source.path, number + 1, homes.join(", "))));
        }
    }
    assert_none("a crate is named away from its home", &found);
}

fn uses_crate(line: &str, name: &str) -> bool {
    line.match_indices(name).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = &line[at + name.len()..];
        after.starts_with("::") && before.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != ':')
    })
}

#[test]
fn every_file_says_what_it_is_for() {
    let all = sources("src").into_iter().chain(sources("tests"));
    let found: Vec<String> = all.filter(|source| !source.text.starts_with("//!")).map(|source| source.path).collect();
    assert_none("a file does not open with `//!`", &found);
}

#[test]
fn files_are_short() {
    let all = sources("src").into_iter().chain(sources("tests"));
    let lines = |source: &Source| source.text.lines().count();
    let found: Vec<String> = all.filter(|source| lines(source) > 500).map(|source| format!("{} has {} lines", source.path, lines(&source))).collect();
    assert_none("a file is longer than 500 lines", &found);
}

#[test]
fn nothing_is_left_over() {
    let mut found = Vec::new();
    for source in sources("src") {
        for word in WORDS {
            let lines = source.text.lines().enumerate().filter(|(_, line)| line.contains(word));
            found.extend(lines.map(|(number, _)| format!("{}:{}: {word}", source.path, number + 1)));
        }
        let drawer = source.path.split(['/', '.']).any(|part| matches!(part, "utils" | "util" | "common" | "misc" | "helpers"));
        if drawer {
            found.push(format!("{}: a drawer without a name", source.path));
        }
    }
    assert_none("a leftover", &found);
}

#[test]
fn files_are_read_and_written_in_one_place() {
    let mut found = Vec::new();
    for source in sources("src")
        .into_iter()
        .filter(|source| !source.path.ends_with("tests.rs") && !matches!(stage(&source.path), "load" | "write" | "cli" | "serve" | "main"))
    {
        let code = source.text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"));
        let touches = code
            .filter(|(_, line)| ["std::fs", "SystemTime", "std::env::", "Instant::now"].iter().any(|word| line.contains(word)))
            // What stages took is measured where they are named, and reaches no output.
            .filter(|(_, line)| stage(&source.path) != "timings" || !line.contains("Instant::now"));
        found.extend(touches.map(|(number, line)| format!("{}:{}: {}", source.path, number + 1, line.trim())));
    }
    assert_none("the outside world is touched between load and write", &found);
}

#[test]
fn the_changelog_knows_the_version() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let changelog = fs::read_to_string(root.join("CHANGELOG.md")).expect("CHANGELOG.md");
    let known = changelog.contains(&format!("## {}", env!("CARGO_PKG_VERSION"))) || changelog.contains("## Unreleased");
    assert!(known, "CHANGELOG.md has no section for {}", env!("CARGO_PKG_VERSION"));
}
