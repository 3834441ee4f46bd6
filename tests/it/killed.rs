//! Builds that are killed, that meet another one, and that cannot write.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

fn onus(book: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onus"));
    command.current_dir(book).args(arguments).env("SOURCE_DATE_EPOCH", "1796000000").stdout(Stdio::null());
    command
}

/// A small book without documents, so that a build is short.
fn new_book(title: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(onus(folder.path(), &["init"]).output().expect("it starts").status.success());
    call(folder.path(), title);
    folder
}

/// Gives the book another title, which every page shows.
fn call(book: &Path, title: &str) {
    fs::write(book.join("book.toml"), format!("[book]\ntitle = \"{title}\"\n[output.html]\n")).expect("writes");
}

fn build(book: &Path) {
    let done = onus(book, &["build"]).output().expect("it starts");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

fn start(book: &Path) -> Child {
    onus(book, &["build"]).stderr(Stdio::null()).spawn().expect("it starts")
}

/// Every file that readers see, by path; what waits is not among them, nor is the list.
fn output(book: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let (root, mut files) = (book.join("book"), BTreeMap::new());
    let mut folders = vec![root.clone()];
    while let Some(next) = folders.pop() {
        for path in fs::read_dir(next).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            let name = path.strip_prefix(&root).expect("it is inside").to_owned();
            match path.is_dir() {
                true if name == Path::new(".onus-new") => {}
                true => folders.push(path),
                false if name == Path::new(".onus-manifest") => {}
                false => drop(files.insert(name, fs::read(path).expect("reads"))),
            }
        }
    }
    files
}

/// How often a build is killed.
const KILLS: u32 = 100;

#[test]
fn a_build_that_is_killed_leaves_every_file_old_or_new_and_the_next_one_finishes() {
    let book = new_book("Old");
    build(book.path());
    let old = output(book.path());
    call(book.path(), "New");
    let started = Instant::now();
    build(book.path());
    let (took, new) = (started.elapsed(), output(book.path()));
    assert!(old.keys().eq(new.keys()) && old != new);
    let (mut untouched, mut between, mut done) = (0, 0, 0);
    for round in 0..KILLS {
        // There and back, so that each round begins where the one before it ended.
        let (title, from, to) = if round % 2 == 0 { ("Old", &new, &old) } else { ("New", &old, &new) };
        call(book.path(), title);
        let mut child = start(book.path());
        // From the first moment to the last one.
        let late = (round * 37) % KILLS;
        std::thread::sleep(took * late / KILLS);
        let _ = child.kill();
        child.wait().expect("it ended");
        let left = output(book.path());
        assert!(left.keys().eq(old.keys()), "round {round}: other files are there");
        let half: Vec<_> = left.iter().filter(|(path, bytes)| old[*path] != **bytes && new[*path] != **bytes).map(|(path, _)| path).collect();
        assert!(half.is_empty(), "round {round}: {half:?}");
        match () {
            () if left == *from => untouched += 1,
            () if left == *to => done += 1,
            () => between += 1,
        }
        build(book.path());
        assert!(output(book.path()) == *to, "round {round}: not all is as it should be");
        assert!(!book.path().join("book/.onus-new").exists(), "round {round}: what waited is still there");
    }
    assert!(untouched > 0, "every build came too far: {untouched} untouched, {between} between, {done} done");
}

#[test]
fn of_two_builds_at_once_one_writes_and_the_other_writes_too_or_says_why_not() {
    let book = new_book("Two");
    build(book.path());
    let whole = output(book.path());
    fs::remove_dir_all(book.path().join("book")).expect("removes");
    let builds: Vec<Child> = (0..4).map(|_| onus(book.path(), &["build"]).stderr(Stdio::piped()).spawn().expect("it starts")).collect();
    let ends: Vec<_> = builds.into_iter().map(|build| build.wait_with_output().expect("it ended")).collect();
    assert!(ends.iter().any(|end| end.status.success()));
    for end in ends.iter().filter(|end| !end.status.success()) {
        let words = String::from_utf8_lossy(&end.stderr);
        assert!(words.contains("another build writes to "), "{words}");
    }
    assert!(output(book.path()) == whole);
}

#[test]
fn a_build_that_cannot_write_says_so() {
    let book = new_book("Old");
    build(book.path());
    let old = output(book.path());
    // A folder stands where a page must go.
    let page = book.path().join("book/about.html");
    fs::remove_file(&page).expect("removes");
    fs::create_dir_all(page.join("inside")).expect("makes");
    call(book.path(), "New");
    let done = onus(book.path(), &["build"]).output().expect("it starts");
    let words = String::from_utf8_lossy(&done.stderr);
    assert!(!done.status.success() && words.contains("cannot write") && words.contains("about.html"), "{words}");
    assert!(!words.contains("panicked"), "{words}");
    fs::remove_dir_all(&page).expect("removes");
    build(book.path());
    assert_ne!(output(book.path()), old);
    // A file stands where the build folder must be.
    fs::remove_dir_all(book.path().join("book")).expect("removes");
    fs::write(book.path().join("book"), "a file").expect("writes");
    let done = onus(book.path(), &["build"]).output().expect("it starts");
    let words = String::from_utf8_lossy(&done.stderr);
    assert!(!done.status.success() && words.contains("cannot write"), "{words}");
    assert_eq!(fs::read_to_string(book.path().join("book")).expect("reads"), "a file");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_old_output() {
    let book = new_book("Old");
    build(book.path());
    let old = output(book.path());
    call(book.path(), "New");
    // A limit on the length of files is, for the program, a disk without room.
    let limited = "trap '' XFSZ; ulimit -f 8; exec \"$0\" build";
    let done = Command::new("sh").args(["-c", limited, env!("CARGO_BIN_EXE_onus")]).current_dir(book.path()).output().expect("it starts");
    let words = String::from_utf8_lossy(&done.stderr);
    assert!(!done.status.success() && words.contains("cannot write"), "{words}");
    assert!(output(book.path()) == old);
    build(book.path());
    assert!(output(book.path()) != old);
}

#[test]
fn a_build_folder_that_vanishes_while_it_is_written_is_an_error_or_made_again() {
    let book = new_book("Old");
    build(book.path());
    let whole = output(book.path());
    for round in 0..6 {
        let _ = fs::remove_dir_all(book.path().join("book"));
        let mut child = onus(book.path(), &["build"]).stderr(Stdio::piped()).spawn().expect("it starts");
        std::thread::sleep(Duration::from_millis(20 * round));
        let _ = fs::remove_dir_all(book.path().join("book"));
        let done = child.wait().expect("it ended");
        let mut words = String::new();
        std::io::Read::read_to_string(&mut child.stderr.take().expect("it is piped"), &mut words).expect("reads");
        assert!(done.success() || words.contains("cannot write"), "round {round}: {words}");
        assert!(!words.contains("panicked"), "round {round}: {words}");
        build(book.path());
        assert!(output(book.path()) == whole, "round {round}");
    }
}
