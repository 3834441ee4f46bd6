//! A world that fails: files that cannot be read or written, that change while they are read, and names of every sort.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::fixture::Book;

/// A book on disk, and room beside it.
struct Disk(tempfile::TempDir);

impl Disk {
    fn of(book: &Book) -> Self {
        let disk = Self(tempfile::tempdir().expect("a folder"));
        disk.put(book);
        disk
    }

    fn put(&self, book: &Book) {
        for (path, bytes) in &book.0 {
            let path = self.book().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("makes");
            fs::write(path, bytes).expect("writes");
        }
    }

    fn book(&self) -> PathBuf {
        self.0.path().join("a book, übersetzt")
    }

    fn onus(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onus"));
        command.current_dir(self.book()).args(arguments).env("SOURCE_DATE_EPOCH", "1794700800");
        command
    }

    /// Builds; gives the exit code and all that is said.
    fn build(&self) -> (Option<i32>, String) {
        said(&mut self.onus(&["build"]))
    }

    /// Every file of the build folder, but for the list.
    fn output(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let (root, mut files) = (self.book().join("book"), BTreeMap::new());
        let mut folders = vec![root.clone()];
        while let Some(next) = folders.pop() {
            for path in fs::read_dir(next).into_iter().flatten().map(|entry| entry.expect("an entry").path()) {
                match path.is_dir() {
                    true => folders.push(path),
                    false => drop(files.insert(path.strip_prefix(&root).expect("inside").to_owned(), fs::read(path).expect("reads"))),
                }
            }
        }
        files.remove(Path::new(".onus-manifest"));
        files
    }
}

fn said(command: &mut Command) -> (Option<i32>, String) {
    let done = command.output().expect("it starts");
    let words = format!("{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    assert!(!words.contains("panicked"), "{words}");
    (done.status.code(), words)
}

fn small() -> Book {
    Book::fixture("base").with("book.toml", "[book]\ntitle = \"Small\"\n[output.html]\n")
}

#[cfg(unix)]
mod rights {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    use std::os::unix::process::CommandExt as _;

    use super::*;

    /// Who may do nothing that is not allowed to all.
    const NOBODY: u32 = 65_534;

    fn allow(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("it is ours");
    }

    /// The command as somebody whom rights bind: whoever runs the tests, or nobody where that is root. `None`, with a reason, where nobody
    /// may start the program.
    #[expect(clippy::print_stderr, reason = "a test that is left out says so")]
    fn bound(mut command: Command) -> Option<Command> {
        if fs::metadata("/proc/self").or_else(|_| fs::metadata("/")).expect("it is there").uid() != 0 {
            return Some(command);
        }
        let starts = Command::new(env!("CARGO_BIN_EXE_onus")).arg("--version").uid(NOBODY).gid(NOBODY).stdout(Stdio::null()).status();
        if !starts.is_ok_and(|status| status.success()) {
            eprintln!("skipped: root is bound by no rights, and nobody else may start {}", env!("CARGO_BIN_EXE_onus"));
            return None;
        }
        command.uid(NOBODY).gid(NOBODY);
        Some(command)
    }

    /// Lets everybody into a folder, and into all below it.
    fn share(folder: &Path) {
        allow(folder, 0o777);
        for path in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if path.is_dir() { share(&path) } else { allow(&path, 0o666) }
        }
    }

    #[test]
    fn what_may_not_be_read_is_said_and_nothing_is_written() {
        let disk = Disk::of(&small());
        assert_eq!(disk.build().0, Some(0));
        let old = disk.output();
        share(disk.0.path());
        for path in ["content/services/storage/s3.yaml", "content/services/storage", "content", "book.toml"] {
            let at = disk.book().join(path);
            allow(&at, 0o000);
            let Some(mut build) = bound(disk.onus(&["build"])) else { return };
            let (code, words) = said(&mut build);
            allow(&at, 0o777);
            assert_eq!(code, Some(2), "{path}: {words}");
            assert!(words.contains("cannot ") && words.contains(path) && words.contains("ermission denied"), "{path}: {words}");
            assert!(disk.output() == old, "{path}");
        }
    }

    #[test]
    fn what_may_not_be_written_is_said_and_stays_as_it_was() {
        let disk = Disk::of(&small());
        assert_eq!(disk.build().0, Some(0));
        let old = disk.output();
        share(disk.0.path());
        disk.put(&small().with("content/glossary.yaml", "duty: Another.\nparty: Another.\n"));
        let output = disk.book().join("book");
        allow(&output, 0o555);
        let Some(mut build) = bound(disk.onus(&["build"])) else { return };
        let (code, words) = said(&mut build);
        allow(&output, 0o777);
        assert_eq!(code, Some(2), "{words}");
        assert!(words.contains("cannot write `") && words.contains("book`") && words.contains("ermission denied"), "{words}");
        assert!(disk.output() == old);
        // A book that may not be written at all can still be built elsewhere.
        fs::remove_dir_all(&output).expect("removes");
        allow(&disk.book(), 0o555);
        let (code, words) = said(&mut bound(disk.onus(&["build"])).expect("it starts"));
        assert!(code == Some(2) && words.contains("cannot write `"), "{words}");
        let elsewhere = disk.0.path().join("elsewhere");
        let (code, words) = said(&mut bound(disk.onus(&["build", "-d", elsewhere.to_str().expect("text")])).expect("it starts"));
        allow(&disk.book(), 0o777);
        assert_eq!(code, Some(0), "{words}");
        assert!(elsewhere.join("index.html").is_file());
    }

    #[test]
    fn pipes_and_other_things_that_are_no_files_are_told_and_not_opened() {
        let disk = Disk::of(&small());
        let made = Command::new("mkfifo").arg(disk.book().join("content/guides/pipe.md")).status();
        assert!(made.is_ok_and(|status| status.success()), "mkfifo is part of every Unix");
        let (code, words) = disk.build();
        assert_eq!(code, Some(0), "{words}");
        assert!(words.contains("pipe.md") && words.contains("this is not a plain file"), "{words}");
        std::os::unix::fs::symlink("round.md", disk.book().join("content/guides/round.md")).expect("links");
        std::os::unix::fs::symlink("/dev/zero", disk.book().join("content/guides/zero.md")).expect("links");
        let (code, words) = disk.build();
        assert_eq!((code, words.matches("this link is not followed").count()), (Some(0), 2), "{words}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_standard_output_is_said() {
    let disk = Disk::of(&small());
    for arguments in [&["checklist", "ec2"][..], &["list", "services"], &["check", "--format", "json"], &["explain", "ec2"]] {
        disk.put(&small().with("content/guides/broken.md", "no front matter\n"));
        let full = fs::File::options().write(true).open("/dev/full").expect("it is there");
        let done = disk.onus(arguments).stdout(full).output().expect("it starts");
        let words = String::from_utf8_lossy(&done.stderr);
        assert!(!done.status.success(), "{arguments:?}");
        assert!(words.contains("cannot write to standard output") || words.contains("broken.md"), "{arguments:?}: {words}");
        assert!(!words.contains("panicked"), "{arguments:?}: {words}");
    }
}

#[test]
fn a_book_that_changes_while_it_is_read_is_built_or_the_build_says_why_not() {
    let disk = Disk::of(&small());
    assert_eq!(disk.build().0, Some(0));
    let whole = disk.output();
    let guide = disk.book().join("content/guides/welcome.md");
    let more = disk.book().join("content/guides/more.md");
    let text = fs::read_to_string(&guide).expect("reads");
    let stop = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|threads| {
        threads.spawn(|| {
            while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                // Cut off, longer, gone, and back again.
                let _ = fs::write(&guide, &text[..text.len() / 2]);
                let _ = fs::write(&more, &text);
                let _ = fs::write(&guide, format!("{text}{text}"));
                let _ = fs::remove_file(&more);
            }
        });
        for round in 0..12 {
            let (code, words) = disk.build();
            let said =
                words.contains("written") || words.contains("nothing was written") || words.contains("cannot read `") || words.contains("unchanged");
            assert!(matches!(code, Some(0..=2)) && said, "round {round}: {words}");
            let half: Vec<_> = disk.output().into_iter().filter(|(_, bytes)| bytes.is_empty()).map(|(path, _)| path).collect();
            assert!(half.iter().all(|path| path.ends_with(".nojekyll")), "round {round}: {half:?}");
        }
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
    });
    fs::write(&guide, &text).expect("writes");
    let _ = fs::remove_file(&more);
    assert_eq!(disk.build().0, Some(0));
    assert!(disk.output() == whole);
}

#[test]
fn files_of_others_in_the_build_folder_stay() {
    let disk = Disk::of(&small());
    let output = disk.book().join("book");
    fs::create_dir_all(output.join("services/mine")).expect("makes");
    let mine = ["mine.txt", "services/mine/a.html", ".htaccess", "CNAME"].map(|name| output.join(name));
    mine.iter().for_each(|path| fs::write(path, "mine").expect("writes"));
    assert_eq!(disk.build().0, Some(0));
    fs::remove_file(disk.book().join("content/guides/patching.md")).expect("removes");
    disk.put(&Book::default().with("content/guides/welcome.md", "---\ntitle: Welcome\n---\n\nHello.\n"));
    assert_eq!(disk.build().0, Some(0));
    assert!(!output.join("guides/patching.html").exists());
    assert_eq!(said(&mut disk.onus(&["clean"])).0, Some(0));
    assert!(mine.iter().all(|path| fs::read(path).is_ok_and(|bytes| bytes == b"mine")));
    assert!(!output.join("index.html").exists());
}

#[test]
fn bytes_that_are_no_text_are_told_with_their_file() {
    for (path, rule) in
        [("content/glossary.yaml", "not-utf8"), ("content/guides/welcome.md", "not-utf8"), ("content/services/storage/s3.yaml", "not-utf8")]
    {
        let mut bytes = Book::fixture("base").0[path].clone();
        bytes.extend(b"\xe9\xff");
        let lines = Book::fixture("base").with(path, bytes).check().lines();
        let told = format!("{path}:1:1: error[{rule}]: ");
        assert!(lines.iter().any(|line| line.starts_with(&told)), "{lines:#?}");
        // What cannot be read of it makes no second mistake.
        assert_eq!(lines.len(), 1, "{lines:#?}");
    }
    let lines = Book::fixture("base").with("book.toml", b"[book]\ntitle = \"\xff\"\n".to_vec()).check().lines();
    assert!(matches!(lines.as_slice(), [line] if line.starts_with("book.toml:1:1: error[")), "{lines:#?}");
}

#[test]
fn ends_of_lines_and_marks_of_windows_change_nothing() {
    let files = |book: &Book| {
        let disk = Disk::of(book);
        let (code, words) = disk.build();
        assert_eq!(code, Some(0), "{words}");
        disk.output()
    };
    let book = Book::fixture("full").with("book.toml", "[book]\ntitle = \"Small\"\n[output.html]\n[output.markdown]\n[output.csv]\n");
    let mut windows = book.clone();
    for bytes in windows.0.values_mut() {
        let text = String::from_utf8(std::mem::take(bytes)).expect("text");
        *bytes = format!("\u{feff}{}", text.replace('\n', "\r\n")).into_bytes();
    }
    let (unix, windows) = (files(&book), files(&windows));
    assert!(unix.keys().eq(windows.keys()));
    let other: Vec<_> = unix.iter().filter(|(path, bytes)| windows[*path] != **bytes).map(|(path, _)| path).collect();
    assert!(other.is_empty(), "{other:?}");
}

#[test]
fn names_with_blanks_and_letters_of_any_script_work_or_are_told() {
    let picture = b"\x89PNG".to_vec();
    let book = small()
        .with("content/guides/my picture, größer.png", picture.clone())
        .with("content/guides/東京.png", picture)
        .with("content/guides/welcome.md", "---\ntitle: Welcome\n---\n\n![one](<my picture, größer.png>) ![two](東京.png)\n");
    let disk = Disk::of(&book);
    let (code, words) = disk.build();
    assert_eq!(code, Some(0), "{words}");
    let output = disk.output();
    let page = String::from_utf8(output[Path::new("guides/welcome.html")].clone()).expect("text");
    assert!(page.contains("src=\"../guides/my%20picture,%20gr%C3%B6%C3%9Fer.png\"") || page.contains("my picture, größer.png"), "{page}");
    assert!(output.contains_key(Path::new("guides/my picture, größer.png")) && output.contains_key(Path::new("guides/東京.png")));
    let lines = book.with("content/guides/Über uns.md", "---\ntitle: Us\n---\n\nWe.\n").check().lines();
    assert_eq!(lines, ["content/guides/Über uns.md:1:1: error[invalid-id]: `Über uns` is not spelled like an id"]);
}

#[test]
fn names_that_differ_in_case_only_are_told_and_nothing_is_written() {
    let book = small().with("content/guides/P.png", "a").with("content/guides/p.png", "b");
    let book = book.with("content/guides/welcome.md", "---\ntitle: Welcome\n---\n\n![one](P.png) ![two](p.png)\n");
    let disk = Disk::of(&book);
    let (code, words) = disk.build();
    assert_eq!(code, Some(2), "{words}");
    assert!(words.contains("`guides/P.png` and `guides/p.png` would be one file where case does not count"), "{words}");
    assert!(disk.output().is_empty());
}
