//! Writes a generated book for measurements: `cargo run --release --example onus-bench-content -- S|M|P|L DIR`.
#![expect(clippy::disallowed_methods, clippy::print_stderr, reason = "an example stands outside the pipeline")]

use std::path::Path;
use std::{env, fs, io, process};

#[path = "../benches/content.rs"]
mod content;
#[path = "../benches/machine.rs"]
mod machine;

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [size, folder] = &arguments[..] else {
        eprintln!("usage: onus-bench-content S|M|P|L DIR");
        process::exit(2);
    };
    let size = match size.as_str() {
        "S" => content::S,
        "M" => content::M,
        "P" => content::P,
        "L" => content::L,
        other => {
            eprintln!("there is no size {other}; it is S, M, P or L");
            process::exit(2);
        }
    };
    for (path, text) in content::book(size, &content::Shipped::new(machine::shipped())) {
        let path = Path::new(folder).join(path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new(folder)))?;
        fs::write(path, text)?;
    }
    Ok(())
}
