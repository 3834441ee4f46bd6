//! Themes of one's own, as an author makes them.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// Runs onus in a book; gives the exit code, and both outputs as one text.
fn onus(book: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onus"));
    let ran = command.current_dir(book).args(arguments).env("SOURCE_DATE_EPOCH", "1796000000").output().expect("the program starts");
    (ran.status.code(), format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr)))
}

fn read(book: &TempDir, path: &str) -> String {
    std::fs::read_to_string(book.path().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn put(book: &TempDir, path: &str, text: &str) {
    let path = book.path().join(path);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("makes the folder");
    std::fs::write(path, text).expect("writes");
}

/// A new book that is published as a site only.
fn book() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(onus(folder.path(), &["init"]).0, Some(0));
    put(&folder, "book.toml", "[book]\ntitle = \"Ours\"\n[output.html]\n");
    folder
}

#[test]
fn a_new_theme_overrides_one_file_and_builds() {
    let book = book();
    put(&book, "book.toml", "[book]\ntitle = \"Ours\"\n[output.html]\ntheme = \"acme\"\n");
    let (code, said) = onus(book.path(), &["new", "theme", "acme"]);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(
        said,
        "./themes/acme/theme.toml: written\n./themes/acme/templates/footer.html: written\nchoose it in book.toml: `theme = \"acme\"` under `[output.html]`\n"
    );
    assert_eq!(onus(book.path(), &["check", "--deny", "warnings"]).0, Some(0));
    assert_eq!(onus(book.path(), &["build"]).0, Some(0));
    assert!(read(&book, "book/index.html").contains("<p>Ours, theme Acme</p>"));
    assert_eq!(onus(book.path(), &["new", "theme", "acme"]).0, Some(2));
    assert_eq!(onus(book.path(), &["new", "theme", "Acme"]).0, Some(2));
    assert_eq!(onus(book.path(), &["new", "theme", "../acme"]).0, Some(2));
    put(&book, "theme/templates/footer.html", "<p>Only here</p>\n");
    assert_eq!(onus(book.path(), &["build"]).0, Some(0));
    let page = read(&book, "book/index.html");
    assert!(page.contains("<p>Only here</p>") && !page.contains("theme Acme"), "{page}");
}

#[test]
fn slots_stand_in_the_head_above_and_below_every_page() {
    let book = book();
    put(&book, "theme/templates/head.html", "<meta name=\"theme-color\" content=\"#123456\">\n");
    put(&book, "theme/templates/header.html", "<p>Above</p>\n");
    put(&book, "theme/templates/footer.html", "<p>Below {{ page.title }}</p>\n");
    let (code, said) = onus(book.path(), &["build"]);
    assert_eq!(code, Some(0), "{said}");
    for (path, title) in [("book/services/wiki.html", "Wiki"), ("book/404.html", "There is no such page")] {
        let page = read(&book, path);
        let at = |part: &str| page.find(part).unwrap_or_else(|| panic!("{part} is missing in {page}"));
        let below = format!("<p>Below {title}</p>");
        assert!(at("theme-color") < at("</head>") && at("</head>") < at("<p>Above</p>") && at("</main>") < at(&below), "{page}");
    }
}

#[test]
fn an_ejected_file_is_watched_until_it_has_caught_up() {
    let book = book();
    let (code, said) = onus(book.path(), &["theme", "eject", "templates/about.html"]);
    assert_eq!((code, said.as_str()), (Some(0), "./theme/templates/about.html: written\n"));
    let copy = read(&book, "theme/templates/about.html");
    assert_eq!(onus(book.path(), &["theme", "show", "templates/about.html"]).1, copy);
    assert_eq!(onus(book.path(), &["check", "--deny", "warnings"]).0, Some(0));
    assert_eq!(onus(book.path(), &["theme", "eject", "templates/about.html"]).0, Some(2), "it is there already");

    // As after an update of onus: the original is no longer the one that is remembered.
    let list = read(&book, "theme/ejected.toml");
    let digest = list.lines().last().and_then(|line| line.split('"').nth(3)).expect("a digest").to_owned();
    put(&book, "theme/ejected.toml", &list.replace(&digest, &"0".repeat(32)));
    put(&book, "theme/templates/about.html", &format!("{copy}{{# changed #}}"));
    let (code, said) = onus(book.path(), &["check", "--deny", "warnings", "--format", "short"]);
    assert_eq!(code, Some(1));
    assert_eq!(
        said,
        "theme/templates/about.html:1:1: warning[outdated-copy]: the built-in `templates/about.html` has changed since this copy was made; \
         `onus theme show templates/about.html` prints the new one: take over what you need; \
         then `onus theme eject templates/about.html --keep` notes that you did\n"
    );
    assert_eq!(onus(book.path(), &["theme", "eject", "templates/about.html", "--keep"]).0, Some(0));
    assert!(read(&book, "theme/templates/about.html").ends_with("{# changed #}"));
    assert_eq!(read(&book, "theme/ejected.toml"), list);
    assert_eq!(onus(book.path(), &["check", "--deny", "warnings"]).0, Some(0));
}

#[test]
fn a_file_that_is_not_there_cannot_be_ejected() {
    let book = book();
    let (code, said) = onus(book.path(), &["theme", "eject", "service.html"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("did you mean `templates/service.html`?"), "{said}");
    assert!(onus(book.path(), &["theme", "show", "templates/servce.html"]).1.contains("did you mean `templates/service.html`?"));
    assert_eq!(onus(book.path(), &["theme", "eject", "templates/head.html", "--theme", "../x"]).0, Some(2));
}

#[test]
fn the_list_says_where_each_file_comes_from() {
    let book = book();
    assert_eq!(onus(book.path(), &["theme", "eject", "static/onus.css"]).0, Some(0));
    let (_, said) = onus(book.path(), &["theme", "list"]);
    let line = |path: &str| said.lines().find(|line| line.starts_with(&format!("{path} "))).unwrap_or_else(|| panic!("{path} is missing in {said}"));
    assert!(line("static/onus.css").ends_with(" theme/static/onus.css"));
    assert!(line("templates/base.html").ends_with(" built in"));
}
