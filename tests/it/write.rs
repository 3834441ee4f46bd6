//! What is written is whole, what is the same stays, and only what onus wrote goes.

use std::fs;
use std::path::Path;

use onus::artifact::Artifact;
use onus::write::{Counts, Kept, MANIFEST, MadeFrom, Run, clean, scaffold, write};

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
