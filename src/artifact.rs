//! A finished file, before anything is written.

/// One output file: a path relative to the build folder, with `/`, and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artifact {
    /// Where it goes, relative to the build folder; never absolute, never with `..`.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
    /// A digest of what it was made from, where making it is dear: the next run takes the file again when the digest is the same.
    pub key: Option<String>,
}

/// Looks for a file of an earlier run, by its path and the digest of what it was made from.
pub type Earlier<'e> = &'e (dyn Fn(&str, &str) -> Option<Vec<u8>> + Sync);

/// Takes finished files, from any thread and in any order.
pub type Out<'o> = &'o (dyn Fn(Artifact) + Sync);

impl Artifact {
    /// A file at `path` with these bytes.
    pub fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), bytes: bytes.into(), key: None }
    }

    /// The same file, with the digest of what it was made from.
    pub fn with_key(self, key: String) -> Self {
        Self { key: Some(key), ..self }
    }
}
