//! What printed checklists cost, warm and many at once: `cargo bench --bench pdf`.
//!
//! Two hundred checklists of twenty items each, as one build makes them: on every core, each handed on when it is done.
//! Ten services share a control, as services do, and no two checklists are the same.
//! Seconds are CPU seconds of the whole process, as the system counts them; memory is its peak.
#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a measurement stands outside the pipeline")]

use std::collections::BTreeMap;
use std::env;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use onus::ChecklistFormat;
use onus::config::{Config, Overrides};
use onus::diag::Diagnostics;
use onus::source::Sources;

use machine::{Whose, cpu};

#[path = "content.rs"]
#[expect(dead_code, reason = "the sizes of whole sites are for other measurements")]
mod content;
mod machine;

/// That of the program, which is part of what a document costs.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Items of a checklist.
const ITEMS: usize = 20;

/// Services that have no item of the same control.
const KINDS: usize = 20;

fn main() {
    let count = env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(200).max(KINDS);
    let sources = Sources::new(book(count));
    let today = jiff::civil::date(2026, 11, 22);
    let mut findings = Diagnostics::default();
    let config = Config::read(&sources, &Overrides::on(today), &mut findings);

    let started = cpu(Whose::Own);
    let checked = onus::check(&sources, &config);
    let read = cpu(Whose::Own) - started;
    assert!(!checked.diagnostics.has_errors() && !findings.has_errors(), "{findings:#?} {:#?}", checked.diagnostics);
    let model_memory = megabytes();

    let started = cpu(Whose::Own);
    let first = onus::checklist(&checked.model, &sources, &config, "service-0", ChecklistFormat::Pdf).expect("there is such a service");
    let cold = cpu(Whose::Own) - started;
    let first = first.artifact.expect("it can be typeset");
    drop(checked);

    let (files, bytes) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let (started, begun) = (cpu(Whose::Own), Instant::now());
    // Every service has a summary too: of these, an earlier run has all.
    let earlier = |path: &str, _: &str| (!is_checklist(path)).then(Vec::new);
    let found = onus::build_into(&sources, &config, &earlier, &|file| {
        if !is_checklist(&file.path) {
            return;
        }
        files.fetch_add(1, Ordering::Relaxed);
        bytes.fetch_add(file.bytes.len(), Ordering::Relaxed);
    });
    let (warm, wall) = (cpu(Whose::Own) - started - read, begun.elapsed().as_secs_f64());
    assert!(!found.has_errors(), "{found:#?}");
    let (files, bytes) = (files.into_inner(), bytes.into_inner());

    println!("{files} checklists of {ITEMS} items, {:.0} kB each", bytes as f64 / files as f64 / 1000.0);
    println!("reading and resolving the book  {:7.0} CPU ms, {model_memory} MB", read * 1000.0);
    println!("the first document              {:7.0} CPU ms, {:.0} kB", cold * 1000.0, first.bytes.len() as f64 / 1000.0);
    println!("each of all of them             {:7.1} CPU ms, {:.1} a second", warm * 1000.0 / files as f64, files as f64 / wall);
    println!("peak memory                     {:7} MB", megabytes());
}

fn is_checklist(path: &str) -> bool {
    path.starts_with("checklists/")
}

/// A book with so many services, and twenty controls for each.
fn book(services: usize) -> BTreeMap<String, Vec<u8>> {
    let size = content::Size { services, controls: KINDS * ITEMS, frameworks: 8, requirements: 100, workloads: 0 };
    let mut files = content::book(size, &content::Shipped::new(machine::shipped()));
    for (path, text) in &mut files {
        if path.starts_with("content/services/") && !path.ends_with("/_index.yaml") {
            *text = without(&without(text, "uses:"), "variants:");
        }
        if let Some(at) = path.rsplit_once("/control-").and_then(|(_, name)| name.strip_suffix(".yaml")?.parse::<usize>().ok()) {
            *text = without(&without(&without(text, "on:"), "scope:"), "applies-to:");
            let places: Vec<String> = (0..services).skip(at / ITEMS).step_by(KINDS).map(|at| format!("service-{at}")).collect();
            text.push_str(&format!("scope: service\napplies-to: {{ services: [{}] }}\n", places.join(", ")));
        }
    }
    let lists: Vec<String> = (0..services).map(|at| format!("\"service-{at}\"")).collect();
    let config = format!("[book]\ntitle = \"A large book\"\nsrc = \"content\"\n\n[output.pdf]\nchecklists = [{}]\n", lists.join(", "));
    files.insert("book.toml".to_owned(), config);
    files.into_iter().map(|(path, text)| (path, text.into_bytes())).collect()
}

/// A file of YAML without a key and what belongs to it.
fn without(text: &str, key: &str) -> String {
    let mut within = false;
    let kept = |line: &&str| {
        if !line.starts_with(' ') {
            within = line.starts_with(key);
        }
        !within
    };
    text.lines().filter(kept).map(|line| format!("{line}\n")).collect()
}

/// Peak memory of this process in megabytes; nothing where the system does not say.
fn megabytes() -> u64 {
    onus::load::peak_memory().unwrap_or_default() / 1_000_000
}
