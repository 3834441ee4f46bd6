//! The resolved model as JSON: `model.json`, and the schema that says what stands in it.

use std::io::{self, Write};

use serde::Serialize as _;
use serde_json::Serializer;
use serde_json::ser::Formatter;

use crate::artifact::Artifact;
use crate::view::resolved::{Resolved, SCHEMA_FILE, schema};

/// Where the model and its schema go.
pub const FILES: [&str; 2] = ["model.json", SCHEMA_FILE];

/// The model and its schema.
pub fn files(model: &Resolved) -> Vec<Artifact> {
    let mut bytes = Vec::new();
    let mut serializer = Serializer::with_formatter(&mut bytes, Lines { depth: 0 });
    model.serialize(&mut serializer).expect("records hold texts, numbers and lists, which can always be written");
    bytes.push(b'\n');
    let [path, schema] = FILES;
    vec![Artifact::new(path, bytes), Artifact::new(schema, schema_text())]
}

/// The schema of the model, as text.
pub fn schema_text() -> String {
    format!("{:#}\n", schema())
}

/// A line for each entity: small, and one change is one line of a diff.
struct Lines {
    depth: usize,
}

impl Lines {
    fn begin_entry<W: ?Sized + Write>(&self, writer: &mut W, first: bool) -> io::Result<()> {
        if !first {
            writer.write_all(b",")?;
        }
        if self.depth <= 2 { writer.write_all(b"\n") } else { Ok(()) }
    }

    fn end<W: ?Sized + Write>(&mut self, writer: &mut W, mark: &[u8]) -> io::Result<()> {
        self.depth -= 1;
        if self.depth <= 1 {
            writer.write_all(b"\n")?;
        }
        writer.write_all(mark)
    }
}

impl Formatter for Lines {
    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth += 1;
        writer.write_all(b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.end(writer, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.begin_entry(writer, first)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth += 1;
        writer.write_all(b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.end(writer, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.begin_entry(writer, first)
    }
}
