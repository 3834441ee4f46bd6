//! Mutated content, guides, selections and filled checklists: each case ends in findings, in a refusal or in a change, and soon.
//!
//! A case follows from its number alone. `ONUS_CASE=1234` runs one again, `ONUS_CASES=2000000` runs that many of them.

pub mod cases;
pub mod damage;
pub mod numbers;
mod pieces;
mod seeds;
mod watch;

use std::collections::BTreeMap;
use std::io::{Write as _, stderr};
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::{env, fs, thread};

use crate::fixture::Book;
use cases::{Files, Ground};
use damage::{damage, prick, shortened, twist};
use numbers::Numbers;
use seeds::{File, Seeds, packed};
use watch::Watch;

/// Cases of an ordinary run.
const CASES: u64 = 20_000;
/// Cases come in rounds; the first ones of a round are files of one book, which is checked once.
const ROUND: u64 = 20;
const FILES: u64 = 8;

/// What a case was about, and whether it came to more than findings or a refusal.
type Answer = (&'static str, bool);

/// What cases came to, and the numbers of those that panic.
#[derive(Default)]
struct Outcome {
    answers: BTreeMap<Answer, u64>,
    faults: Vec<u64>,
}

#[test]
fn a_case_ends_in_an_answer() {
    let range = wanted();
    let Outcome { answers, faults } = run(&Seeds::read(), &range);
    let count = range.end - range.start;
    if range != (0..CASES) {
        let _ = writeln!(stderr(), "{count} cases: {answers:?}");
    }
    let first = faults.first().copied().unwrap_or_default();
    let again = format!("run one again with `ONUS_CASE={first} cargo test --test it -- mutated`");
    assert!(faults.is_empty(), "{} of {count} cases panic: {faults:?}\n{again}", faults.len());
    assert!(count < CASES || is_worth_it(&answers), "cases of a kind all end alike: {answers:?}");
}

/// Runs cases on every core.
fn run(seeds: &Seeds, range: &Range<u64>) -> Outcome {
    let workers = thread::available_parallelism().map_or(1, usize::from).min(8);
    let (next, watch, outcome) = (AtomicU64::new(range.start), Watch::new(workers), Mutex::new(Outcome::default()));
    let alone = range.end - range.start == 1;
    let work = |worker: usize| {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= range.end {
                return;
            }
            watch.begin(worker, number);
            let answer = catch_unwind(AssertUnwindSafe(|| case(seeds, number, alone)));
            watch.end(worker);
            let mut outcome = outcome.lock().expect("nobody panics with it");
            match answer {
                Ok(Some(answer)) => *outcome.answers.entry(answer).or_default() += 1,
                Ok(None) => {}
                Err(_) => outcome.faults.push(number),
            }
        }
    };
    thread::scope(|scope| {
        let working: Vec<_> = (0..workers).map(|worker| scope.spawn(move || work(worker))).collect();
        scope.spawn(|| watch.look_on());
        working.into_iter().for_each(|worker| drop(worker.join()));
        watch.leave();
    });
    outcome.into_inner().expect("nobody panics with it")
}

/// The cases that the environment asks for.
fn wanted() -> Range<u64> {
    let number = |name: &str| env::var(name).ok().map(|text| text.parse::<u64>().unwrap_or_else(|_| panic!("{name} is no number: {text}")));
    match (number("ONUS_CASE"), number("ONUS_CASES")) {
        (Some(one), _) => one..one + 1,
        (None, many) => 0..many.unwrap_or(CASES),
    }
}

/// Whether there are cases of each kind that come to something, and others that do not. Of eight files at once one is always wrong.
fn is_worth_it(answers: &BTreeMap<Answer, u64>) -> bool {
    let kinds: Vec<&str> = answers.keys().map(|(kind, _)| *kind).collect();
    kinds.iter().all(|kind| *kind == "files" || [true, false].iter().all(|came| answers.contains_key(&(*kind, *came))))
}

/// Runs a case. Those after the first of a book are part of it: they run where they are asked for alone.
fn case(seeds: &Seeds, number: u64, alone: bool) -> Option<Answer> {
    let (round, step) = (number / ROUND, number % ROUND);
    let mut numbers = Numbers(number);
    let ground = &seeds.ground;
    Some(match step {
        1..FILES if !alone => return None,
        0..FILES => ("files", ground.book(book(seeds, round))),
        8 if round % 8 == 0 => ("site", ground.site(Files::from([near(seeds, &mut numbers)]))),
        8 => ("file", ground.book(Files::from([near(seeds, &mut numbers)]))),
        9..=12 => ("guide", ground.markdown(&guide(seeds, &mut numbers))),
        13..=15 => ("selection", ground.selection(&asked(seeds, &mut numbers))),
        16..=18 => text(seeds, usize::try_from(step - 16).unwrap_or_default(), &mut numbers),
        _ if round % 2 == 0 && !seeds.forms.is_empty() => ("form", ground.import("case.pdf", &form(seeds, &mut numbers))),
        _ => ("workbook", ground.import("case.xlsx", &workbook(seeds, &mut numbers))),
    })
}

/// The mutated files of a round.
fn book(seeds: &Seeds, round: u64) -> Files {
    let mut files = Files::new();
    for number in round * ROUND..round * ROUND + FILES {
        let mut numbers = Numbers(number);
        let pool = match numbers.below(8) {
            0 => &seeds.foundation,
            1..=3 => &seeds.near,
            _ => &seeds.far,
        };
        let (path, bytes) = numbers.one(pool);
        let mut path = path.clone();
        while files.contains_key(&path) {
            path = path.replacen('.', "-2.", 1);
        }
        let donor = numbers.one(pool).1.clone();
        files.insert(path, mutated(shortened(bytes, &mut numbers), &[donor], &mut numbers));
    }
    files
}

/// A file of the book around all of it, changed a little.
fn near(seeds: &Seeds, numbers: &mut Numbers) -> File {
    let (path, bytes) = numbers.one(&seeds.near);
    let mut bytes = bytes.clone();
    let donor = &numbers.one(&seeds.near).1;
    twist(&mut bytes, donor, numbers);
    (path.clone(), bytes)
}

/// A guide of which some thousand bytes are left, with changes.
fn guide(seeds: &Seeds, numbers: &mut Numbers) -> Vec<u8> {
    let text: &Vec<u8> = numbers.one(&seeds.guides);
    let text = shortened(text, numbers);
    mutated(text, &seeds.guides, numbers)
}

/// A text with up to four changes.
fn mutated(mut bytes: Vec<u8>, donors: &[Vec<u8>], numbers: &mut Numbers) -> Vec<u8> {
    for _ in 0..=numbers.below(4) {
        let donor = numbers.one(donors);
        twist(&mut bytes, donor, numbers);
    }
    bytes
}

/// A selection with terms of another.
fn asked(seeds: &Seeds, numbers: &mut Numbers) -> Vec<u8> {
    let mut words: Vec<&[u8]> = Vec::new();
    for _ in 0..1 + numbers.below(2) {
        let text = numbers.one(&seeds.selections);
        words.extend(text.split(|&byte| byte == b' ').filter(|_| numbers.below(3) > 0));
    }
    let text = words.join(&b' ');
    match numbers.below(2) {
        0 => text,
        _ => mutated(text, &seeds.selections, numbers),
    }
}

fn text(seeds: &Seeds, which: usize, numbers: &mut Numbers) -> Answer {
    let (name, bytes) = &seeds.texts[which];
    let bytes = mutated(bytes.clone(), &[bytes.clone(), numbers.one(&seeds.texts).1.clone()], numbers);
    (["table", "task list", "export"][which], seeds.ground.import(name, &bytes))
}

/// A form with bytes changed, which seldom moves what stands behind them.
fn form(seeds: &Seeds, numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = numbers.one(&seeds.forms).clone();
    for _ in 0..=numbers.below(3) {
        let at = numbers.below(bytes.len());
        match numbers.below(6) {
            0 => damage(&mut bytes, numbers),
            1 => bytes[at] = b"<>()[]/ 0"[numbers.below(9)],
            _ => bytes[at] = u8::try_from(numbers.below(256)).unwrap_or(0),
        }
    }
    bytes
}

/// A workbook with changes inside its parts, or once in a while in the archive itself.
fn workbook(seeds: &Seeds, numbers: &mut Numbers) -> Vec<u8> {
    let mut parts = seeds.workbook.clone();
    for _ in 0..=numbers.below(2) {
        // Most of what is read stands in cells, and in the texts that those point at.
        let wanted = numbers.one(&["sheet2.xml", "sharedStrings.xml", ""]);
        let found = parts.iter().position(|(name, _)| !wanted.is_empty() && name.ends_with(wanted));
        let at = found.unwrap_or_else(|| numbers.below(parts.len()));
        let donor = parts[numbers.below(seeds.workbook.len())].1.clone();
        prick(&mut parts[at].1, &donor, numbers);
    }
    let mut bytes = packed(&parts);
    if numbers.below(8) == 0 {
        damage(&mut bytes, numbers);
    }
    bytes
}

/// What fuzz targets begin with, and what once went wrong.
#[test]
fn every_seed_of_the_fuzz_targets_is_answered() {
    let ground = Ground::of(Book::fixture("base").0);
    let mut answered = 0;
    for (path, bytes) in seeds_of_targets() {
        match path.split('/').next().unwrap_or_default() {
            "yaml" => ground.file(&bytes),
            "markdown" => ground.markdown(&bytes),
            "selection" => ground.selection(&bytes),
            "tasks" => ground.import("case.md", &bytes),
            format => ground.import(&format!("case.{format}"), &bytes),
        };
        answered += 1;
    }
    assert!(answered > 20, "{answered} seeds");
}

fn seeds_of_targets() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds");
    let mut found = Vec::new();
    for folder in fs::read_dir(&root).expect("the repository has seeds") {
        for file in fs::read_dir(folder.expect("a folder").path()).expect("a folder a target") {
            let path = file.expect("a file").path();
            let name = path.strip_prefix(&root).expect("below the folder").to_string_lossy().replace('\\', "/");
            found.push((name, fs::read(&path).expect("a file")));
        }
    }
    found
}
