//! What benchmarks ask of the machine and of the repository.
#![allow(dead_code, reason = "each benchmark uses a part of it")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Whose time is measured, by the position of its first field in Linux's `/proc/self/stat` (proc(5)), counted from the name's end.
#[derive(Debug, Clone, Copy)]
pub enum Whose {
    /// This process.
    Own = 11,
    /// The processes that this one has waited for.
    Children = 13,
}

/// User and system time so far, in seconds, in ticks of 10 ms; nothing where the system does not say.
pub fn cpu(whose: Whose) -> f64 {
    let text = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = text.rsplit_once(')').map(|(_, rest)| rest.split_whitespace().collect()).unwrap_or_default();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok()).unwrap_or_default();
    (ticks(whose as usize) + ticks(whose as usize + 1)) / 100.0
}

/// Every file of a folder, by its path in it. What cannot be read is left out.
pub fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    add(folder, Path::new(""), &mut found);
    found
}

fn add(folder: &Path, below: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let (path, name) = (entry.path(), below.join(entry.file_name()));
        if path.is_dir() {
            add(&path, &name, found);
        } else if let Ok(bytes) = fs::read(&path) {
            found.insert(name, bytes);
        }
    }
}

/// The texts of the shipped content, by path (`content/model/layers.yaml`).
pub fn shipped() -> BTreeMap<String, String> {
    let files = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"));
    let text = |(path, bytes): (PathBuf, Vec<u8>)| Some((format!("content/{}", path.display()), String::from_utf8(bytes).ok()?));
    files.into_iter().filter_map(text).collect()
}
