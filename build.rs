//! Compiles onus again when a file that is embedded in it changes: the theme, the starter book.

fn main() {
    println!("cargo::rerun-if-changed=themes/default");
    println!("cargo::rerun-if-changed=src/cli/starter");
}
