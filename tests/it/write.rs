//! What is written is whole, what is the same stays, and only what onus wrote goes.

use std::fs;
use std::path::Path;

use onus::artifact::Artifact;
use onus::write::{Counts, Kept, MANIFEST, MadeFrom, Run, clean, inside, scaffold, write};

fn files(names: &[(&str, &str)]) -> Vec<Artifact> {
    names.iter().map(|(path, text)| Artifact::new(*path, *text)).collect()
}

fn counts(written: usize, unchanged: usize, removed: usize) -> Counts {
    Counts { written, unchanged, removed }
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).expect("it is there").map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_second_run_writes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let made = files(&[("index.html", "a"), ("services/ec2.html", "b")]);
    assert_eq!(write(folder.path(), &made).expect("writes"), counts(2, 0, 0));
    let list = folder.path().join(MANIFEST);
    let before = fs::metadata(&list).and_then(|data| data.modified()).expect("it is there");
    assert_eq!(write(folder.path(), &made).expect("writes"), counts(0, 2, 0));
    assert_eq!(fs::metadata(&list).and_then(|data| data.modified()).expect("it is there"), before);
    assert_eq!(names(folder.path()), [MANIFEST, "index.html", "services"]);
}

#[test]
fn only_what_an_earlier_run_wrote_is_pruned() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), &files(&[("index.html", "a"), ("old/page.html", "b"), ("keep/one.html", "c")])).expect("writes");
    fs::write(folder.path().join("keep/mine.txt"), "mine").expect("writes");
    let second = write(folder.path(), &files(&[("index.html", "other")])).expect("writes");
    assert_eq!(second, counts(1, 0, 2));
    assert_eq!(names(folder.path()), [MANIFEST, "index.html", "keep"]);
    assert_eq!(names(&folder.path().join("keep")), ["mine.txt"]);
}

#[test]
fn a_file_may_become_a_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), &files(&[("guides", "a")])).expect("writes");
    assert_eq!(write(folder.path(), &files(&[("guides/index.html", "b")])).expect("writes"), counts(1, 0, 1));
    assert_eq!(write(folder.path(), &files(&[("guides", "a")])).expect("writes"), counts(1, 0, 1));
}

#[test]
fn paths_that_leave_the_folder_are_refused_before_anything_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    for path in ["/etc/x", "../x", "a/../../x", "", "./x", "a\\..\\x", MANIFEST] {
        let made = files(&[("index.html", "a"), (path, "b")]);
        assert!(write(folder.path(), &made).is_err(), "{path}");
        assert!(scaffold(folder.path(), &made, true).is_err(), "{path}");
    }
    assert!(names(folder.path()).is_empty());
}

#[test]
fn a_forged_list_removes_nothing_outside() {
    let outer = tempfile::tempdir().expect("a folder");
    let folder = outer.path().join("book");
    write(&folder, &files(&[("index.html", "a")])).expect("writes");
    fs::write(outer.path().join("precious"), "x").expect("writes");
    fs::write(folder.join(MANIFEST), format!("../precious\n{}\nindex.html\n", outer.path().join("precious").display())).expect("writes");
    assert_eq!(clean(&folder).expect("cleans"), 1);
    assert_eq!(names(outer.path()), ["precious"]);
}

#[test]
fn clean_refuses_a_folder_that_onus_did_not_write() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("index.html"), "mine").expect("writes");
    assert!(clean(folder.path()).is_err());
    assert_eq!(names(folder.path()), ["index.html"]);
}

#[test]
fn a_scaffold_replaces_nothing_unless_told() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("b.yaml"), "mine").expect("writes");
    let made = files(&[("a.yaml", "a"), ("b.yaml", "b")]);
    assert!(scaffold(folder.path(), &made, false).is_err());
    assert_eq!(names(folder.path()), ["b.yaml"]);
    assert_eq!(scaffold(folder.path(), &made, true).expect("writes").written, 2);
}

#[test]
fn a_run_that_is_dropped_or_fails_leaves_everything_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), &files(&[("index.html", "a"), ("old.html", "b")])).expect("writes");
    let run = Run::begin(folder.path()).expect("begins");
    files(&[("index.html", "other"), ("new.html", "c")]).iter().for_each(|file| run.take(file));
    assert!(Run::begin(folder.path()).is_err_and(|error| error.to_string().starts_with("another build writes to ")));
    drop(run);
    let run = Run::begin(folder.path()).expect("begins");
    files(&[("index.html", "other"), ("../out.html", "c")]).iter().for_each(|file| run.take(file));
    assert!(run.finish(None).is_err());
    assert_eq!(names(folder.path()), [MANIFEST, "index.html", "old.html"]);
    assert_eq!(fs::read_to_string(folder.path().join("index.html")).expect("reads"), "a");
    let missing = folder.path().join("not/yet");
    drop(Run::begin(&missing).expect("begins"));
    assert!(!missing.exists());
}

#[test]
fn what_a_killed_run_left_waiting_goes_with_the_next_one() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join(".onus-new")).expect("makes");
    fs::write(folder.path().join(".onus-new/7"), "half").expect("writes");
    assert_eq!(write(folder.path(), &files(&[("index.html", "a")])).expect("writes"), counts(1, 0, 0));
    assert_eq!(names(folder.path()), [MANIFEST, "index.html"]);
}

#[test]
fn a_folder_is_known_to_be_made_from_the_same_until_somebody_touches_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let made = files(&[("index.html", "a"), ("services/ec2.html", "b")]);
    let build = |from: Option<&str>| {
        let run = Run::begin(folder.path()).expect("begins");
        made.iter().for_each(|file| run.take(file));
        run.finish(from.map(|digest| MadeFrom { digest: digest.to_owned(), found: "[]".to_owned() })).expect("writes")
    };
    let known = |from| Kept::of(folder.path()).all_from(from).map(|(files, _)| files);
    build(Some("one"));
    assert_eq!((known("one"), known("two")), (Some(2), None));
    build(None);
    assert_eq!(known("one"), None);
    build(Some("two"));
    assert_eq!(known("two"), Some(2));
    let page = folder.path().join("services/ec2.html");
    fs::write(&page, "c").expect("writes");
    assert_eq!(known("two"), None);
    assert_eq!(build(Some("two")), counts(1, 1, 0));
    assert_eq!(known("two"), Some(2));
    fs::remove_file(&page).expect("removes");
    assert_eq!(known("two"), None);
}

#[cfg(unix)]
#[test]
fn nothing_is_written_or_removed_behind_a_link() {
    use std::os::unix::fs::symlink;
    let outer = tempfile::tempdir().expect("a folder");
    let (folder, other) = (outer.path().join("book"), outer.path().join("other"));
    fs::create_dir(&other).expect("makes");
    let put = || {
        for name in ["precious", "lock", "index.html"] {
            fs::write(other.join(name), "precious").expect("writes");
        }
    };
    let assert_whole = |what: &str| {
        assert_eq!(names(&other), ["index.html", "lock", "precious"], "{what}");
        assert!(names(&other).iter().all(|name| fs::read_to_string(other.join(name)).expect("reads") == "precious"), "{what}");
    };
    put();
    let made = files(&[("index.html", "a"), ("services/index.html", "b")]);
    let refused = |what: &str| {
        let words = write(&folder, &made).map(|_| String::new()).unwrap_or_else(|error| format!("{error:#}"));
        assert!(words.contains("is a link"), "{what}: {words}");
        assert_whole(what);
    };
    // A folder of the site, and the folder in which files wait.
    fs::create_dir(&folder).expect("makes");
    symlink(&other, folder.join("services")).expect("links");
    refused("services");
    fs::remove_file(folder.join("services")).expect("removes");
    symlink(&other, folder.join(".onus-new")).expect("links");
    refused(".onus-new");
    fs::remove_file(folder.join(".onus-new")).expect("removes");
    // Files that onus writes by itself, and pages: the link goes, what it leads to stays.
    fs::create_dir(folder.join(".onus-new")).expect("makes");
    for (link, target) in
        [(".onus-new/lock", "lock"), (".onus-new/0", "precious"), ("index.html", "index.html"), ("..onus-manifest.onus-new", "precious")]
    {
        symlink(other.join(target), folder.join(link)).expect("links");
    }
    assert_eq!(write(&folder, &made).expect("writes"), counts(2, 0, 0));
    assert_whole("files");
    assert_eq!(fs::read_to_string(folder.join("index.html")).expect("reads"), "a");
    // A list that names a file behind a link.
    fs::remove_dir_all(folder.join("services")).expect("removes");
    symlink(&other, folder.join("old")).expect("links");
    fs::write(folder.join(MANIFEST), "old/precious\nindex.html\n").expect("writes");
    assert!(clean(&folder).is_err_and(|error| error.to_string().contains("is a link")));
    assert!(write(&folder, &made).is_err_and(|error| error.to_string().contains("is a link")));
    assert_whole("the list");
    // A new file of the book.
    symlink(&other, folder.join("content")).expect("links");
    assert!(scaffold(&folder, &files(&[("content/precious", "new")]), true).is_err());
    assert_whole("a starter");
}

#[cfg(unix)]
#[test]
fn the_build_folder_that_a_book_names_lies_in_the_book() {
    use std::os::unix::fs::symlink;
    let outer = tempfile::tempdir().expect("a folder");
    let book = outer.path().join("book");
    fs::create_dir_all(book.join("real")).expect("makes");
    fs::create_dir(outer.path().join("other")).expect("makes");
    symlink("../other", book.join("out")).expect("links");
    symlink("real", book.join("in")).expect("links");
    for folder in ["new", "new/deep", "real", "in", "in/deep"] {
        assert_eq!(inside(&book, folder).expect("it is inside"), book.join(folder));
    }
    for folder in ["out", "out/deep", ".."] {
        let words = inside(&book, folder).map(|_| String::new()).unwrap_or_else(|error| error.to_string());
        assert!(words.contains("leads out of the book"), "{folder}: {words}");
    }
}

#[test]
fn two_files_are_never_written_to_one_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let said = |made: &[(&str, &str)]| write(folder.path(), &files(made)).map(|_| String::new()).unwrap_or_else(|error| error.to_string());
    assert!(said(&[("a.html", "a"), ("a.html", "b")]).starts_with("two different files would be `a.html`"));
    assert!(said(&[("guides/p.png", "a"), ("guides/P.png", "a")]).starts_with("`guides/P.png` and `guides/p.png` would be one file"));
    assert!(said(&[("über.html", "a"), ("Über.html", "b")]).contains("would be one file"));
    assert!(names(folder.path()).is_empty());
    assert_eq!(said(&[("a.html", "a"), ("a.html", "a"), ("b.html", "b")]), "");
}
