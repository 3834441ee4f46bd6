//! What is read of a folder, and of the repository around it.

use std::fs;
use std::path::Path;
use std::process::Command;

use jiff::civil::date;
use onus::diag::{Colour, Diagnostics, Format, print};
use onus::load::{Beside, Commit, Known, SIZE_LIMIT, book, book_again, book_toml, commit, last_changes};

fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("writes");
    fs::write(path, text).expect("writes");
}

fn git(root: &Path, arguments: &[&str]) {
    git_on(root, "2024-02-29T23:30:00 -0200", arguments);
}

fn git_on(root: &Path, day: &str, arguments: &[&str]) {
    let mut git = Command::new("git");
    git.current_dir(root).args(["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "init.defaultBranch=main"]).args(arguments);
    git.env("GIT_COMMITTER_DATE", day).env("GIT_AUTHOR_DATE", "2020-01-01T00:00:00Z").env("GIT_CONFIG_GLOBAL", "/dev/null");
    let done = git.output().expect("git runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

#[test]
fn the_content_and_the_themes_are_read_and_nothing_else() {
    let root = tempfile::tempdir().expect("a folder");
    for path in
        ["book.toml", "content/a.yaml", "content/deep/b.md", "content/.hidden", "content/c.yaml~", "theme/head.html", "src/main.rs", "notes.css"]
    {
        put(root.path(), path, "x");
    }
    let mut findings = Diagnostics::default();
    let beside =
        Beside { files: &["notes.css".to_owned(), "gone.css".to_owned()], text: ("environment", "ONUS_BOOK__TITLE=x\n"), ..Beside::default() };
    let sources = book(root.path(), "content", beside, &mut findings).expect("reads");
    let paths: Vec<&str> = sources.ids().map(|file| sources.path(file)).collect();
    assert_eq!(paths, ["book.toml", "content/a.yaml", "content/deep/b.md", "environment", "notes.css", "theme/head.html"]);
    assert!(findings.is_empty());
    assert!(book_toml(&root.path().join("content"), Beside::default()).is_err());
    assert!(book(root.path(), "contnt", Beside::default(), &mut findings).is_err());
}

#[cfg(unix)]
#[test]
fn links_are_followed_into_folders_that_are_allowed() {
    use std::os::unix::fs::symlink;
    let outer = tempfile::tempdir().expect("a folder");
    let (root, shared) = (outer.path().join("book"), outer.path().join("shared"));
    put(outer.path(), "secret.yaml", "secret");
    put(&shared, "one.yaml", "one");
    put(&shared, "more/two.yaml", "two");
    put(&root, "book.toml", "");
    put(&root, "content/a.yaml", "a");
    symlink("../../shared/one.yaml", root.join("content/file.yaml")).expect("links");
    symlink("../../shared", root.join("content/folder")).expect("links");
    symlink("../../secret.yaml", root.join("content/secret.yaml")).expect("links");
    // From there on only files: links to folders may lead in circles, or back.
    symlink(".", shared.join("circle")).expect("links");
    symlink("../book/content", shared.join("back")).expect("links");
    symlink("../secret.yaml", shared.join("secret.yaml")).expect("links");
    let read = |links: &[std::path::PathBuf]| {
        let mut findings = Diagnostics::default();
        let sources = book(&root, "content", Beside { links, ..Beside::default() }, &mut findings).expect("reads");
        let text = |file| format!("{}: {}", sources.path(file), sources.text(file));
        (sources.ids().filter(|file| !sources.is_left_out(*file)).map(text).collect::<Vec<_>>(), findings.items().len())
    };
    assert_eq!(read(&[]), (vec!["book.toml: ".to_owned(), "content/a.yaml: a".to_owned()], 3));
    let (texts, left_out) = read(&[shared.canonicalize().expect("it is there")]);
    let wanted = ["book.toml: ", "content/a.yaml: a", "content/file.yaml: one", "content/folder/more/two.yaml: two", "content/folder/one.yaml: one"];
    assert_eq!(texts, wanted);
    assert_eq!(left_out, 4);
}

#[test]
fn files_that_are_known_are_read_again_where_they_changed() {
    let root = tempfile::tempdir().expect("a folder");
    for path in ["book.toml", "content/a.yaml", "content/b.yaml", "content/c.yaml"] {
        put(root.path(), path, "old");
    }
    let mut known = Known::default();
    let texts = |known: &mut Known| {
        let sources = book_again(root.path(), "content", Beside::default(), known, &mut Diagnostics::default()).expect("reads");
        sources.ids().map(|file| format!("{}: {}", sources.path(file), sources.text(file))).collect::<Vec<_>>()
    };
    assert_eq!(texts(&mut known), ["book.toml: old", "content/a.yaml: old", "content/b.yaml: old", "content/c.yaml: old"]);
    put(root.path(), "content/b.yaml", "new");
    fs::remove_file(root.path().join("content/c.yaml")).expect("removes");
    put(root.path(), "content/d.yaml", "new");
    let now = ["book.toml: old", "content/a.yaml: old", "content/b.yaml: new", "content/d.yaml: new"];
    assert_eq!(texts(&mut known), now);
    // What something was heard of is read whatever its times say, and so is what lies below it.
    known.forget(root.path(), &[root.path().join("content")]);
    assert_eq!(texts(&mut known), now);
}

#[cfg(unix)]
#[test]
fn what_is_too_large_or_leads_out_is_reported_and_left_out() {
    let outer = tempfile::tempdir().expect("a folder");
    let root = outer.path().join("book");
    put(outer.path(), "secret.yaml", "secret");
    put(&root, "book.toml", "");
    put(&root, "content/a.yaml", "x");
    fs::File::create(root.join("content/huge.yaml")).and_then(|file| file.set_len(SIZE_LIMIT + 1)).expect("writes");
    std::os::unix::fs::symlink("../../secret.yaml", root.join("content/out.yaml")).expect("links");
    std::os::unix::fs::symlink("a.yaml", root.join("content/same.yaml")).expect("links");
    std::os::unix::fs::symlink(".", root.join("content/circle")).expect("links");
    let mut findings = Diagnostics::default();
    let sources = book(&root, "content", Beside::default(), &mut findings).expect("reads");
    findings.finish(|_| None);
    let found = print(Format::Short, &findings, &sources, Colour::Off);
    let places: Vec<&str> = found.lines().filter_map(|line| line.split_once("]: ").map(|(place, _)| place)).collect();
    assert_eq!(
        places,
        ["content/circle:1:1: warning[unused-file", "content/huge.yaml:1:1: error[size-limit", "content/out.yaml:1:1: warning[unused-file"]
    );
    assert_eq!(sources.text(sources.find("content/same.yaml").expect("it is read")), "x");
    assert_eq!(sources.text(sources.find("content/out.yaml").expect("it has a place")), "");
}

#[cfg(unix)]
#[test]
fn links_out_of_the_book_are_not_followed_from_anywhere() {
    use std::os::unix::fs::symlink;
    let outer = tempfile::tempdir().expect("a folder");
    for name in ["content/a.yaml", "theme/a.html", "fonts/a.ttf", "own.css", "book.toml"] {
        put(&outer.path().join("elsewhere"), name, "secret");
    }
    for part in ["content", "theme", "fonts", "own.css", "book.toml", "content/b.yaml", "content/deep"] {
        let root = outer.path().join(part.replace(['/', '.'], "-"));
        for (path, text) in [("book.toml", ""), ("content/a.yaml", "x"), ("theme/a.html", "x"), ("fonts/a.ttf", "x"), ("own.css", "x")] {
            put(&root, path, text);
        }
        let at = root.join(part);
        let _ = fs::remove_dir_all(&at).or_else(|_| fs::remove_file(&at));
        let target = if part == "content/b.yaml" {
            "../../elsewhere/content/a.yaml".to_owned()
        } else {
            format!("{}elsewhere/{part}", "../".repeat(part.split('/').count()))
        };
        symlink(if part == "content/deep" { "../../elsewhere/content" } else { &target }, &at).expect("links");
        assert!(at.exists(), "{part} leads nowhere");
        let beside = Beside { files: &["own.css".to_owned()], fonts: &["fonts".to_owned()], ..Beside::default() };
        let mut findings = Diagnostics::default();
        let secret = |sources: onus::source::Sources| sources.ids().any(|file| sources.text(file).contains("secret"));
        assert!(!book_toml(&root, beside).is_ok_and(secret), "{part}");
        let read = book(&root, "content", beside, &mut findings);
        match part {
            "book.toml" | "content" => assert!(read.is_err(), "{part}"),
            _ => assert!(!secret(read.expect("reads")), "{part}"),
        }
        assert_eq!(!findings.is_empty(), part.starts_with("content/"), "{part}: {:#?}", findings.items());
    }
}

#[test]
fn texts_have_limits_by_their_kind() {
    let root = tempfile::tempdir().expect("a folder");
    put(root.path(), "content/a.md", "x");
    for (path, limit) in [("book.toml", 256 << 10), ("content/b.md", 4 << 20), ("content/c.yaml", SIZE_LIMIT)] {
        put(root.path(), "book.toml", "");
        let file = root.path().join(path);
        for (more, rules) in [(0, Vec::new()), (1, vec!["size-limit"])] {
            fs::File::create(&file).and_then(|file| file.set_len(limit + more)).expect("writes");
            let mut findings = Diagnostics::default();
            book(root.path(), "content", Beside::default(), &mut findings).expect("reads");
            assert_eq!(findings.items().iter().map(|finding| finding.rule.id).collect::<Vec<_>>(), rules, "{path}");
        }
        fs::remove_file(&file).expect("removes");
    }
}

#[test]
fn a_commit_that_leaves_the_book_as_it_is_does_not_count() {
    let outer = tempfile::tempdir().expect("a folder");
    let root = outer.path().join("a");
    let book = root.join("docs");
    let paths = ["content".to_owned(), "book.toml".to_owned(), "none".to_owned()];
    let add = |path: &str, text: &str| {
        put(&root, path, text);
        git(&root, &["add", "."]);
        git(&root, &["commit", "-qm", path]);
        commit(&root, &[]).expect("a commit")
    };
    put(&root, "readme.md", "");
    git(&root, &["init", "-q", "-b", "main"]);
    let before = add("src/code.rs", "1");
    fs::create_dir(&book).expect("makes");
    assert_eq!(commit(&book, &paths), Some(before), "what no commit holds yet has the newest one");
    add("docs/book.toml", "1");
    let content = add("docs/content/a b.yaml", "1");
    assert_eq!(commit(&book, &paths), Some(content.clone()));
    add("docs/notes.md", "1");
    git(&root, &["checkout", "-q", "-b", "side"]);
    add("src/code.rs", "2");
    git(&root, &["checkout", "-q", "main"]);
    add("src/other.rs", "2");
    git(&root, &["merge", "-q", "--no-ff", "-m", "Merge", "side"]);
    assert_eq!(commit(&book, &paths), Some(content.clone()), "a merge of other things is none of the book");
    git(outer.path(), &["clone", "-q", "--no-local", "a", "b"]);
    assert_eq!(commit(&outer.path().join("b/docs"), &paths), Some(content));
    git(outer.path(), &["clone", "-q", "--no-local", "--depth=1", "a", "c"]);
    assert_eq!(commit(&outer.path().join("c/docs"), &paths), commit(&root, &[]), "a history that was cut off begins where it was cut");
    let later = add("docs/book.toml", "2");
    assert_eq!(commit(&book, &paths), Some(later));
}

#[test]
fn the_newest_commit_is_the_same_loose_packed_cloned_and_in_a_worktree() {
    let outer = tempfile::tempdir().expect("a folder");
    assert_eq!(commit(outer.path(), &[]), None);
    let root = outer.path().join("a");
    put(&root, "book.toml", "");
    git(&root, &["init", "-q"]);
    assert_eq!(commit(&root, &[]), None);
    git(&root, &["add", "."]);
    git(&root, &["commit", "-qm", "First"]);
    let loose = commit(&root, &[]).expect("a commit");
    assert_eq!((loose.date, loose.id.len()), (date(2024, 3, 1), 12));
    for text in ["1", "2", "3"] {
        put(&root, "content/a.yaml", text);
        git(&root, &["add", "."]);
        git(&root, &["commit", "-qm", "The same words many times over, so that a delta pays off. The same words many times over."]);
    }
    let newest: Commit = commit(&root, &[]).expect("a commit");
    assert_ne!(newest.id, loose.id);
    git(&root, &["gc", "-q", "--aggressive", "--prune=now"]);
    assert_eq!(commit(&root, &[]), Some(newest.clone()));
    git(outer.path(), &["clone", "-q", "--no-local", "a", "b"]);
    git(outer.path(), &["clone", "-q", "--shared", "a", "c"]);
    git(&root, &["worktree", "add", "-q", "../d"]);
    fs::create_dir(outer.path().join("d/docs")).expect("makes");
    for copy in ["b", "c", "d", "d/docs"] {
        assert_eq!(commit(&outer.path().join(copy), &[]), Some(newest.clone()), "{copy}");
    }
}

#[test]
fn each_file_has_the_day_of_the_commit_that_changed_it() {
    let outer = tempfile::tempdir().expect("a folder");
    let root = outer.path().join("a");
    let days = |folder: &str| -> Vec<String> {
        let days = last_changes(&outer.path().join(folder), "content");
        days.into_iter().map(|(path, day)| format!("{path} {day}")).collect()
    };
    let add = |day: u8, path: &str, text: &str| {
        put(&root, path, text);
        git(&root, &["add", "."]);
        git_on(&root, &format!("2025-01-{day:02}T12:00:00Z"), &["commit", "-qm", path]);
    };
    put(&root, "docs/book.toml", "");
    git(&root, &["init", "-q", "-b", "main"]);
    assert!(days("a/docs").is_empty());
    add(1, "docs/content/old.yaml", "1");
    add(2, "docs/content/deep/er/a.yaml", "1");
    git(&root, &["checkout", "-q", "-b", "side"]);
    add(3, "docs/content/side.yaml", "1");
    git(&root, &["checkout", "-q", "main"]);
    add(4, "docs/content/deep/er/a.yaml", "2");
    add(5, "docs/content/deep/er/a.yaml", "1");
    git_on(&root, "2025-01-06T12:00:00Z", &["merge", "-q", "--no-ff", "-m", "Merge", "side"]);
    add(7, "src/code.rs", "1");
    put(&root, "docs/content/new.yaml", "1");
    let all = ["content/deep/er/a.yaml 2025-01-05", "content/old.yaml 2025-01-01", "content/side.yaml 2025-01-03"];
    assert_eq!(days("a/docs"), all);
    git(&root, &["gc", "-q", "--aggressive", "--prune=now"]);
    assert_eq!(days("a/docs"), all, "out of a pack");
    git(outer.path(), &["clone", "-q", "--no-local", "--depth=4", "a", "b"]);
    assert_eq!(days("b/docs"), [all[0], all[2]], "what lies before the cut is not known");
    assert!(last_changes(outer.path(), "content").is_empty());
}
