//! What is written is whole, what is the same stays, and only what onus wrote goes.

use std::fs;
use std::path::Path;

use onus::artifact::Artifact;
use onus::write::{Counts, MANIFEST, clean, scaffold, write};

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
