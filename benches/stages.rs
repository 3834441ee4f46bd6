//! How long each stage of a build takes, against the floor: `cargo bench --bench stages [-- S M L]`.
//!
//! For each size a realistic book is written and built by the program itself, in a process of its own, into a folder that is
//! new, then again with nothing changed. The floor reads the same input and writes the same bytes with nothing in between.
//! Times are those of processors; compare ratios of one run and no times of two machines. With `ONUS_BEFORE=<program>` another
//! release builds the same books, and the last column says how many times its time this one needs.
#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a benchmark stands outside the pipeline")]

mod content;
mod machine;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use machine::{Whose, cpu};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const SIZES: [(&str, content::Size); 4] = [("S", content::S), ("M", content::M), ("P", content::P), ("L", content::L)];
/// What is measured where no size is asked for.
const USUAL: [&str; 2] = ["S", "M"];

fn main() -> Result<()> {
    let asked: Vec<String> = env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let is_asked = |name: &str| if asked.is_empty() { USUAL.contains(&name) } else { asked.iter().any(|one| one == name) };
    let shipped = content::Shipped::new(machine::shipped());
    let mut columns = Vec::new();
    for (name, size) in SIZES.into_iter().filter(|(name, _)| is_asked(name)) {
        columns.push((name, measured(name, size, &shipped)?));
    }
    print(&columns);
    Ok(())
}

/// What a size took: rows of the table, by name, in seconds, megabytes or pieces.
type Column = Vec<(String, f64)>;

fn measured(name: &str, size: content::Size, shipped: &content::Shipped) -> Result<Column> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("bench-{name}"));
    let (book, site) = (folder.join("book"), folder.join("site"));
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    for (path, text) in content::book(size, shipped) {
        let path = book.join(path);
        fs::create_dir_all(path.parent().unwrap_or(&book))?;
        fs::write(path, text)?;
    }
    // Benchmarks of documents are in `benches/pdf.rs`.
    let settings = fs::read_to_string(book.join("book.toml"))?.replace("[output.markdown]\n", "");
    fs::write(book.join("book.toml"), settings)?;
    let program = Path::new(env!("CARGO_BIN_EXE_onus"));
    let first = built(program, &book, &site)?;
    let again = built(program, &book, &site)?;
    let (files, bytes, floor) = floor(&book, &site, &folder.join("floor"))?;
    let mut column = vec![("files".to_owned(), files as f64), ("output, MB".to_owned(), bytes as f64 / 1e6)];
    column.extend(first.stages);
    column.push(("whole, CPU s".to_owned(), first.seconds));
    column.push(("again, CPU s".to_owned(), again.seconds));
    column.push(("floor, CPU s".to_owned(), floor));
    column.push(("times the floor".to_owned(), first.seconds / floor.max(0.01)));
    if let Ok(before) = env::var("ONUS_BEFORE") {
        fs::remove_dir_all(&site)?;
        let before = cpu_of(|| run(Command::new(before).args(["build", "-d"]).arg(&site).arg(&book)))?.1;
        column.push(("times the release before".to_owned(), first.seconds / before.max(0.01)));
    }
    fs::remove_dir_all(&folder)?;
    Ok(column)
}

struct Built {
    /// Seconds of each stage, and megabytes of memory.
    stages: Column,
    seconds: f64,
}

fn built(program: &Path, book: &Path, site: &Path) -> Result<Built> {
    let (told, seconds) = cpu_of(|| run(Command::new(program).args(["build", "--timings", "-d"]).arg(site).arg(book)))?;
    let row = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let number: f64 = words.get(1)?.parse().ok()?;
        match (words[0], words.get(2)?) {
            ("all", _) => None,
            (_, &"MB") => Some(("memory, MB".to_owned(), number)),
            (name, _) => Some((format!("{name}, s"), number / 1e3)),
        }
    };
    Ok(Built { stages: told.lines().filter_map(row).collect(), seconds })
}

/// Runs a program to its end and gives what it prints.
fn run(command: &mut Command) -> Result<String> {
    let output = command.stderr(Stdio::null()).output()?;
    if !output.status.success() {
        return Err(format!("{command:?} failed").into());
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// Reads the input, and writes what the build wrote: how many files, how many bytes, and the time of the processor.
fn floor(book: &Path, site: &Path, into: &Path) -> Result<(usize, usize, f64)> {
    let made = machine::files(site);
    let started = cpu(Whose::Own);
    drop(machine::files(book));
    for (path, bytes) in &made {
        let path = into.join(path);
        if fs::write(&path, bytes).is_err() {
            fs::create_dir_all(path.parent().unwrap_or(into))?;
            fs::write(path, bytes)?;
        }
    }
    Ok((made.len(), made.values().map(Vec::len).sum(), cpu(Whose::Own) - started))
}

/// What the processors did for the processes that `work` waits for, in seconds.
fn cpu_of<T>(work: impl FnOnce() -> Result<T>) -> Result<(T, f64)> {
    let before = cpu(Whose::Children);
    let made = work()?;
    Ok((made, cpu(Whose::Children) - before))
}

/// The table, as Markdown: a column a size.
fn print(columns: &[(&str, Column)]) {
    println!("| | {} |", columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(" | "));
    println!("|---|{}", "---:|".repeat(columns.len()));
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in columns.iter().flat_map(|(_, column)| column) {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    for name in names {
        let cell = |(_, column): &(&str, Column)| column.iter().find(|(row, _)| row == name).map_or("–".to_owned(), |(_, number)| shown(*number));
        println!("| {name} | {} |", columns.iter().map(cell).collect::<Vec<_>>().join(" | "));
    }
}

fn shown(number: f64) -> String {
    if number >= 100.0 { format!("{number:.0}") } else { format!("{number:.2}") }
}
