//! What the targets share: the cases of the tests, on the small book of the tests.

#[path = "../../tests/it/mutated/cases.rs"]
pub mod cases;

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use cases::{Files, Ground};

/// The small book, read once.
pub static GROUND: LazyLock<Ground> = LazyLock::new(|| {
    // A panic of a reader of others' formats is caught and becomes a refusal; one that comes out here still ends the run.
    drop(std::panic::take_hook());
    let (mut files, root) = (Files::new(), Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/fixtures/base")));
    add(root, root, &mut files);
    Ground::of(files)
});

fn add(folder: &Path, root: &Path, files: &mut Files) {
    for entry in fs::read_dir(folder).expect("the folder is part of the repository") {
        let path = entry.expect("the folder can be listed").path();
        if path.is_dir() {
            add(&path, root, files);
        } else {
            let name = path.strip_prefix(root).expect("it is below the root").to_string_lossy().replace('\\', "/");
            files.insert(name, fs::read(&path).expect("the file can be read"));
        }
    }
}
