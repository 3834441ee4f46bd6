//! The commands, as a reader runs them.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// What a command line came to: exit code, standard output, standard error.
pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub aside: String,
}

pub fn onus(folder: &Path, arguments: &[&str]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onus"));
    command.current_dir(folder).args(arguments).env("SOURCE_DATE_EPOCH", "1796000000").env_remove("CLICOLOR_FORCE");
    let Output { status, stdout, stderr } = command.output().expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("it is text");
    Ran { code: status.code(), out: text(stdout), aside: text(stderr) }
}

/// A new book, made by `onus init`.
pub fn book() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let ran = onus(folder.path(), &["init", "--title", "Ours \"and\" theirs"]);
    assert_eq!(ran.code, Some(0), "{}", ran.aside);
    folder
}

pub fn put(book: &TempDir, path: &str, text: &str) {
    std::fs::write(book.path().join(path), text).expect("writes");
}

#[test]
fn init_makes_a_book_without_findings_and_replaces_nothing() {
    let book = book();
    let ran = onus(book.path(), &["check", "--deny", "warnings"]);
    assert_eq!(ran.code, Some(0), "{}", ran.out);
    // Without its feature the starter's `[output.pdf]` is noted.
    assert!(ran.out.is_empty() || !cfg!(feature = "pdf"), "{}", ran.out);
    let again = onus(book.path(), &["init"]);
    assert_eq!(again.code, Some(2));
    assert!(again.aside.contains("--force"), "{}", again.aside);
    assert_eq!(onus(book.path(), &["init", "--force"]).code, Some(0));
}

#[test]
fn every_yaml_file_of_a_new_book_begins_with_the_schema_that_lies_there() {
    let book = book();
    let mut folders = vec![book.path().join("content")];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "yaml") {
                let text = std::fs::read_to_string(&path).expect("reads");
                let schema = text.lines().next().and_then(|line| line.strip_prefix("# yaml-language-server: $schema="));
                let schema = schema.unwrap_or_else(|| panic!("{} has no header", path.display()));
                assert!(folder.join(schema).is_file(), "{} names {schema}", path.display());
                seen += 1;
            }
        }
    }
    assert!(seen > 15, "{seen} files");
}

#[test]
fn build_writes_once_and_clean_takes_it_back() {
    let book = book();
    put(&book, "book.toml", "[output.markdown]\n");
    let first = onus(book.path(), &["build"]);
    assert_eq!(first.code, Some(0), "{}", first.aside);
    assert!(first.aside.contains(" written, 0 unchanged, 0 removed in "), "{}", first.aside);
    assert!(onus(book.path(), &["build"]).aside.contains("0 written, "));
    assert_eq!(onus(book.path(), &["-q", "build"]).aside, "");
    assert_eq!(onus(book.path(), &["clean"]).code, Some(0));
    assert!(!book.path().join("book").exists());
    assert_eq!(onus(book.path(), &["clean", "-d", "content"]).code, Some(2));
}

#[test]
fn what_was_found_is_told_again_by_a_build_that_makes_nothing() {
    let book = book();
    put(&book, "content/loose.yaml", "a: b\n");
    let found = |ran: &Ran| ran.aside.split("\n./book: ").next().unwrap_or_default().to_owned();
    let build = || onus(book.path(), &["build", "--timings"]);
    let (first, again) = (build(), build());
    assert!(first.aside.contains("nothing is read from this file") && first.out.contains("\nrender "), "{}{}", first.aside, first.out);
    assert!(again.aside.contains(" 0 written, ") && !again.out.contains("render"), "{}{}", again.aside, again.out);
    assert_eq!(found(&first), found(&again));
    let denied = onus(book.path(), &["build", "--deny", "warnings"]);
    assert_eq!(denied.code, Some(1));
    assert!(denied.aside.contains("nothing was written"), "{}", denied.aside);
    put(&book, "content/loose.yaml", "a: c\n");
    assert!(build().out.contains("\nrender "));
}

#[test]
fn an_error_writes_nothing_and_exits_with_1() {
    let book = book();
    put(&book, "content/services/office/wiki.yaml", "name: Wiki\nprovider: clowd\nmodel: saas\nsummary: Pages.\n");
    let ran = onus(book.path(), &["build", "--format", "short"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.aside.contains("content/services/office/wiki.yaml:2:11: error[unknown-party]"), "{}", ran.aside);
    assert!(ran.aside.contains("did you mean `cloud`?"), "{}", ran.aside);
    assert!(!book.path().join("book").exists());
    let json = onus(book.path(), &["check", "--format", "json"]);
    assert_eq!(json.code, Some(1));
    assert!(json.out.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()), "{}", json.out);
    assert!(onus(book.path(), &["check"]).out.contains("error[unknown-party]"));
}

#[test]
fn warnings_fail_only_where_they_are_denied() {
    let book = book();
    put(&book, "content/stray.yaml", "x");
    assert_eq!(onus(book.path(), &["check"]).code, Some(0));
    assert_eq!(onus(book.path(), &["check", "--deny", "warnings"]).code, Some(1));
    put(&book, "book.toml", "[rules]\nunused-file = \"allow\"\n");
    let allowed = onus(book.path(), &["check", "-s"]);
    assert_eq!((allowed.code, allowed.out.as_str()), (Some(0), ""));
}

#[test]
fn explain_shows_holder_words_and_chain_with_places() {
    let book = book();
    let ran = onus(book.path(), &["explain", "database/self-managed", "patch-platform", "--date", "2026-11-30", "-w", "web-shop"]);
    assert_eq!(ran.code, Some(0), "{}", ran.aside);
    for line in [
        "patch-platform on Database on a virtual machine (database/self-managed), as of 2026-11-30",
        "holder: Our company, Operations",
        "      content/workloads/web-shop.yaml:",
        "  overrides Our company",
        "      content/model/service-models/iaas.yaml:8",
    ] {
        assert!(ran.out.contains(line), "{line} in {}", ran.out);
    }
    let json = onus(book.path(), &["explain", "database", "patch-platform", "-f", "json"]);
    let answer: serde_json::Value = serde_json::from_str(&json.out).expect("it is JSON");
    assert_eq!(answer["duty"]["holder"]["id"], "cloud");
    assert_eq!(answer["duty"]["chain"][0]["at"]["file"], "content/model/service-models/paas.yaml");
}

#[test]
fn explain_knows_rules_without_a_book_and_everything_else_by_name() {
    let nowhere = tempfile::tempdir().expect("a folder");
    assert_eq!(onus(nowhere.path(), &["explain", "unassigned-duty"]).code, Some(0));
    assert!(onus(nowhere.path(), &["explain", "unassigned-dutty"]).aside.contains("did you mean `unassigned-duty`?"));
    let book = book();
    for (thing, line) in [
        ("keep-software-current", "places:\n"),
        ("patch-platform", "  layer: Platform\n"),
        ("platform", "customer"),
        ("wiki", "  model: Software as a service\n"),
        ("evidence", "What shows somebody independent"),
    ] {
        let ran = onus(book.path(), &["explain", thing]);
        assert_eq!(ran.code, Some(0), "{}", ran.aside);
        assert!(ran.out.contains(line), "{line} in {}", ran.out);
    }
}

#[test]
fn compare_lists_exactly_what_changes_hands() {
    let book = book();
    let ran = onus(book.path(), &["compare", "virtual-machine", "database"]);
    assert_eq!(
        ran.out,
        "\
From Virtual machine to Database, 3 of 10 duties change hands

Data
  encrypt-data  Our company -> Cloud provider  Encrypt stored data
Platform
  patch-platform   Our company -> Cloud provider  Install security updates for the platform
  harden-platform  Our company -> Cloud provider  Configure the platform to a hardening standard
"
    );
    let json = onus(book.path(), &["compare", "virtual-machine", "database", "--all", "--format", "json"]);
    let view: serde_json::Value = serde_json::from_str(&json.out).expect("it is JSON");
    assert_eq!((view["moves"].as_array().map(Vec::len), view["stays"].as_array().map(Vec::len)), (Some(3), Some(7)));
    assert!(onus(book.path(), &["compare", "wiki", "database", "-f", "markdown"]).out.contains("| Layer | Duty | Wiki | Database |"));
}

#[test]
fn unknown_names_get_the_nearest_right_one() {
    let book = book();
    for (line, hint) in [
        (&["explain", "databse", "patch-platform"][..], "`database`"),
        (&["explain", "database", "patch-platfrom"], "`patch-platform`"),
        (&["explain", "wiki", "platform", "-w", "web-shp"], "`web-shop`"),
        (&["compare", "wiki", "database/self-manged"], "`database/self-managed`"),
        (&["list", "servces"], "`services`"),
        (&["checklist", "workload:web-shopp"], "`web-shop`"),
        (&["new", "control", "dta/x"], "`data`"),
        (&["buidl"], "'build'"),
    ] {
        let ran = onus(book.path(), line);
        assert_eq!(ran.code, Some(2), "{line:?}");
        assert!(ran.aside.contains(hint), "{line:?}: {}", ran.aside);
    }
}

#[test]
fn list_knows_every_kind() {
    let book = book();
    let kinds = ["parties", "layers", "duties", "models", "traits", "categories", "services", "variants", "domains", "controls"];
    for kind in kinds.iter().chain(&["frameworks", "workloads", "checklists", "guides", "paths", "terms", "rules", "service", "party"]) {
        let ran = onus(book.path(), &["list", kind, "--format", "json"]);
        assert_eq!(ran.code, Some(0), "{}", ran.aside);
        assert!(serde_json::from_str::<serde_json::Value>(&ran.out).is_ok_and(|list| list.is_array()), "{kind}");
    }
    assert_eq!(onus(book.path(), &["list", "variants"]).out, "database/self-managed  iaas  8  2  Database on a virtual machine\n");
}

#[test]
fn new_files_have_no_errors() {
    let book = book();
    for line in [
        ["category", "queues"],
        ["domain", "network"],
        ["service", "queues/queue"],
        ["control", "network/filter-traffic"],
        ["workload", "reports"],
        ["framework", "house-rules"],
        ["checklist", "first-week"],
        ["guide", "more/second-page"],
        ["model", "containers"],
    ] {
        let ran = onus(book.path(), &["new", line[0], line[1]]);
        assert_eq!(ran.code, Some(0), "{line:?}: {}", ran.aside);
    }
    let ran = onus(book.path(), &["check", "--format", "short"]);
    assert_eq!(ran.code, Some(0), "{}", ran.out);
    assert_eq!(onus(book.path(), &["new", "workload", "reports"]).code, Some(2));
    assert_eq!(onus(book.path(), &["new", "workload", "../x"]).code, Some(2));
}

#[test]
fn checklist_goes_to_standard_output_or_to_a_file() {
    let book = book();
    let ran = onus(book.path(), &["checklist", "wiki"]);
    assert_eq!(ran.code, Some(0), "{}", ran.aside);
    assert!(ran.out.contains("# "), "{}", ran.out);
    assert_eq!(onus(book.path(), &["checklist", "wiki", "-o", "lists/wiki.md"]).out, "");
    assert_eq!(std::fs::read_to_string(book.path().join("lists/wiki.md")).expect("it is there"), ran.out);
}

#[test]
#[cfg(feature = "pdf")]
fn documents_are_printed_as_they_are_asked_for() {
    let book = book();
    let size = |line: &[&str], file: &str| {
        let ran = onus(book.path(), line);
        assert_eq!(ran.code, Some(0), "{line:?}: {}", ran.aside);
        let bytes = std::fs::read(book.path().join(file)).expect("it is written");
        assert!(bytes.starts_with(b"%PDF-1."), "{line:?}");
        bytes.len()
    };
    let full = size(&["checklist", "wiki", "-f", "pdf", "-o", "full.pdf"], "full.pdf");
    let plain = size(&["checklist", "wiki", "-f", "pdf", "--plain", "--paper", "letter", "-o", "plain.pdf"], "plain.pdf");
    let compact = size(&["checklist", "wiki", "-f", "pdf", "--layout", "compact", "-o", "compact.pdf"], "compact.pdf");
    assert!(plain < full && compact < full, "{plain} and {compact} of {full}");
    let places = onus(book.path(), &["list", "service"]).out;
    let ids: Vec<&str> = places.lines().filter_map(|line| line.split_whitespace().next()).collect();
    let [first, second, ..] = ids[..] else { panic!("{places}") };
    size(&["compare", first, second, "-f", "pdf", "-o", "lists/two.pdf"], "lists/two.pdf");
    let ran = onus(book.path(), &["compare", first, "nothing", "-f", "pdf"]);
    assert_eq!((ran.code, ran.aside.contains("`nothing`")), (Some(2), true), "{}", ran.aside);
}

#[test]
fn a_comparison_that_book_toml_asks_for_must_exist() {
    let book = book();
    let file = std::fs::read_to_string(book.path().join("book.toml")).expect("it is there");
    put(&book, "book.toml", &format!("{file}\n[output.html]\n[output.pdf]\ncompare = [\"wiki wikki\"]\n"));
    let ran = onus(book.path(), &["check", "--format", "short"]);
    assert_eq!(ran.out.contains("no service or variant has the id `wikki`"), cfg!(feature = "pdf"), "{}", ran.out);
}

#[test]
fn schemas_and_completions_are_written() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(onus(folder.path(), &["schema", "out"]).code, Some(0));
    assert!(folder.path().join("out/service.json").is_file());
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(onus(folder.path(), &["completions", shell]).out.contains("onus"), "{shell}");
    }
}

#[test]
fn wrong_use_and_a_missing_book_exit_with_2() {
    let nowhere = tempfile::tempdir().expect("a folder");
    for line in [&["build"][..], &["check", "--format", "yaml"], &["check", "--date", "yesterday"], &["serve"], &["list", "services"], &[]] {
        assert_eq!(onus(nowhere.path(), line).code, Some(2), "{line:?}");
    }
    assert!(onus(nowhere.path(), &["build"]).aside.contains("onus init"));
    assert_eq!(onus(nowhere.path(), &["--version"]).out, format!("onus {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn colour_is_on_only_when_asked() {
    let book = book();
    put(&book, "content/stray.yaml", "x");
    assert!(!onus(book.path(), &["check"]).out.contains('\u{1b}'));
    assert!(onus(book.path(), &["check", "--color", "always"]).out.contains('\u{1b}'));
}

#[cfg(unix)]
#[test]
fn a_reader_who_leaves_early_is_no_failure() {
    let book = book();
    let mut command = Command::new(env!("CARGO_BIN_EXE_onus"));
    let mut child = command.current_dir(book.path()).args(["schema", "-h"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("starts");
    drop(child.stdout.take());
    assert_eq!(child.wait().expect("ends").code(), Some(0));
    let mut command = Command::new(env!("CARGO_BIN_EXE_onus"));
    let mut child =
        command.current_dir(book.path()).args(["list", "controls"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("starts");
    drop(child.stdout.take());
    let ended = child.wait_with_output().expect("ends");
    assert_eq!((ended.status.code(), ended.stderr.len()), (Some(0), 0));
}

#[test]
fn there_is_a_manual_page_for_every_command() {
    let folder = tempfile::tempdir().expect("a folder");
    let ran = onus(folder.path(), &["man", "man1"]);
    assert_eq!(ran.code, Some(0), "{}", ran.aside);
    let read = |name: &str| std::fs::read_to_string(folder.path().join("man1").join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    let main = read("onus.1");
    for command in onus::cli::definition().get_subcommands() {
        let name = format!("onus-{}.1", command.get_name());
        assert!(main.contains(&name.replace('-', "\\-").replace(".1", "")), "{name} in {main}");
        assert!(read(&name).contains(".SH SYNOPSIS"));
    }
    let eject = read("onus-theme-eject.1");
    assert!(eject.contains("\\fBonus theme eject\\fR") && eject.contains("\\-\\-keep"), "{eject}");
    assert!(onus(folder.path(), &["man", "man1"]).aside.contains("0 written"));
}

#[test]
fn the_environment_sets_keys_for_every_command() {
    let book = book();
    put(&book, "book.toml", "[output.markdown]\n");
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onus"));
        let command = command.current_dir(book.path()).args(arguments).env("SOURCE_DATE_EPOCH", "1796000000");
        command.env("ONUS_BUILD__BUILD_DIR", "elsewhere").env("ONUS_BOOK__TITEL", "x").output().expect("the program starts")
    };
    let checked = run(&["check", "--format", "short"]);
    assert_eq!(
        String::from_utf8_lossy(&checked.stdout),
        "environment:1:1: error[unknown-config-key]: [book] has no key `titel`; did you mean `title`?\n"
    );
    let mut command = Command::new(env!("CARGO_BIN_EXE_onus"));
    let built = command.current_dir(book.path()).arg("build").env("ONUS_BUILD__BUILD_DIR", "elsewhere").output().expect("the program starts");
    assert!(built.status.success() && book.path().join("elsewhere/checklists").is_dir() && !book.path().join("book").exists());
    assert!(run(&["clean"]).status.success() && !book.path().join("elsewhere").exists());
}
