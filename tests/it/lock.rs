//! Addresses that were published stay, or somebody says that they go.

use std::fs;

use crate::cli::{book, onus, put};

#[test]
fn a_published_address_is_missed_until_it_leads_on_or_is_let_go() {
    let book = book();
    let lock = || fs::read_to_string(book.path().join("onus.lock.json")).expect("it was written");
    let first = onus(book.path(), &["lock"]);
    assert_eq!(first.code, Some(0), "{}", first.aside);
    assert!(first.aside.contains(" new, 0 forgotten"), "{}", first.aside);
    assert!(lock().contains("    \"services/wiki.html\": [],\n"), "{}", lock());
    assert!(lock().contains("    \"model.html\": [\n      \"duty-"), "{}", lock());
    assert!(onus(book.path(), &["lock"]).aside.contains(" addresses, 0 new, 0 forgotten"));
    assert_eq!(onus(book.path(), &["check", "--deny", "warnings"]).code, Some(0));

    let wiki = fs::read_to_string(book.path().join("content/services/office/wiki.yaml")).expect("the starter has it");
    fs::remove_file(book.path().join("content/services/office/wiki.yaml")).expect("removes");
    put(&book, "content/services/office/notes.yaml", &wiki);
    let missed = onus(book.path(), &["check", "--deny", "warnings", "--format", "short"]);
    assert_eq!(missed.code, Some(1), "{}", missed.out);
    let line = lock().lines().position(|line| line.contains("services/wiki.html")).expect("it is listed") + 1;
    assert!(missed.out.contains(&format!("onus.lock.json:{line}:5: warning[lost-address]: `services/wiki.html` was published")), "{}", missed.out);

    // Listing what is new does not drop what is missed.
    assert!(onus(book.path(), &["lock"]).aside.contains(" 1 new, 0 forgotten"));
    assert_eq!(onus(book.path(), &["check", "--deny", "warnings"]).code, Some(1));

    put(&book, "content/services/office/notes.yaml", &format!("{wiki}renamed-from: [wiki]\n"));
    assert_eq!(onus(book.path(), &["check", "--deny", "warnings"]).code, Some(0));
    // An old address that leads on is still promised.
    assert!(onus(book.path(), &["lock", "--forget"]).aside.contains(" 0 new, 0 forgotten"));
    put(&book, "content/services/office/notes.yaml", &wiki);
    assert!(onus(book.path(), &["lock", "--forget"]).aside.contains(" 0 new, 1 forgotten"));
    assert!(!lock().contains("services/wiki.html"));
    assert_eq!(onus(book.path(), &["check", "--deny", "warnings"]).code, Some(0));
}

#[test]
fn an_anchor_is_missed_like_a_page() {
    let book = book();
    assert_eq!(onus(book.path(), &["lock"]).code, Some(0));
    let glossary = fs::read_to_string(book.path().join("content/glossary.yaml")).expect("the starter has it");
    assert!(glossary.contains("\nevidence:"), "{glossary}");
    put(&book, "content/glossary.yaml", &glossary.replace("\nevidence:", "\nproof:"));
    let missed = onus(book.path(), &["check", "--format", "short"]);
    assert!(
        missed.out.contains("warning[lost-address]: `glossary.html#term-evidence` was published, and the page has no such place"),
        "{}",
        missed.out
    );
    put(&book, "book.toml", "[output.html]\n[output.html.redirect]\n\"glossary.html\" = \"model.html\"\n");
    // A way on from the page as it is today would hide the page itself, so it does not count.
    assert!(onus(book.path(), &["check", "--format", "short"]).out.contains("term-evidence"));
}

#[test]
fn nothing_is_written_over_a_list_that_cannot_be_read_or_for_a_book_with_errors() {
    let book = book();
    put(&book, "onus.lock.json", "{ \"version\": 1, \"addresses\": {}, \"more\": 1 }\n");
    let ran = onus(book.path(), &["lock"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.aside.contains("error[lock-syntax]: this is no list of addresses: unknown field `more`"), "{}", ran.aside);
    put(&book, "onus.lock.json", "{ \"version\": 2, \"addresses\": {} }\n");
    assert!(onus(book.path(), &["check"]).out.contains("this list has version 2, and this onus knows version 1"));
    fs::remove_file(book.path().join("onus.lock.json")).expect("removes");
    put(&book, "content/services/office/wiki.yaml", "name: Wiki\nprovider: clowd\nmodel: saas\nsummary: Pages.\n");
    assert_eq!(onus(book.path(), &["lock"]).code, Some(1));
    assert!(!book.path().join("onus.lock.json").exists());
    put(&book, "book.toml", "[output.markdown]\n");
    assert_eq!(onus(book.path(), &["lock"]).code, Some(2));
}
