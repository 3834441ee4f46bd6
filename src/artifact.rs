//! A finished file, before anything is written.

/// One output file: a path relative to the build folder, with `/`, and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artifact {
    /// Where it goes, relative to the build folder; never absolute, never with `..`.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl Artifact {
    /// A file at `path` with these bytes.
    pub fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), bytes: bytes.into() }
    }
}
