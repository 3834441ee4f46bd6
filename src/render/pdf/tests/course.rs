//! What the documents of a path hold, read back from the files.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};
use lopdf::Object;

use super::{dictionary, open, text};
use crate::artifact::Artifact;
use crate::config::{Config, Overrides, Paper};
use crate::diag::Diagnostics;
use crate::render::pdf::{Document, Kit};
use crate::source::Sources;
use crate::view::handout::{Part, of_path};
use crate::view::learn::{deck, plan, plans};

static BASE: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/tests/fixtures/base");
static LEARN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/tests/fixtures/learn");

const LESSON: &str = "content/learn/first-hour/who-does-what.md";

/// A small book with one path and a workload; files laid over it.
struct Book {
    sources: Sources,
    config: Config,
    checked: crate::Checked,
}

impl Book {
    fn with(files: &[(&str, &str)], paper: Paper) -> Self {
        let mut all = BTreeMap::new();
        for dir in [&BASE, &LEARN] {
            gather(dir, &mut all);
        }
        all.extend(files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())));
        let sources = Sources::new(all);
        let mut config = Config::read(&sources, &Overrides::on(jiff::civil::date(2026, 11, 22)), &mut Diagnostics::default());
        config.language = "en-GB".to_owned();
        config.pdf.get_or_insert_default().paper = paper;
        let checked = crate::check(&sources, &config);
        Self { sources, config, checked }
    }

    fn print(&self, path: &str, part: Part) -> (Artifact, Diagnostics) {
        let plan = plan(&self.checked.model, path).expect("the path");
        let document = of_path(&self.checked.model, &self.config, plan, part).expect("the document");
        let mut diags = Diagnostics::default();
        let theme = crate::theme::load(&self.sources, &self.config, &mut diags);
        let files: Vec<(&str, &[u8])> = theme.under("pdf/").map(|(path, file)| (path, &*file.bytes)).collect();
        let kit = Kit { files: &files, fonts: &[], config: &self.config, sources: &self.sources };
        let made = crate::render::pdf::print_one(Document::Handout(&document), kit, &mut diags);
        diags.finish(|_| None);
        (made.unwrap_or_else(|| panic!("{diags:#?}")), diags)
    }
}

fn gather(dir: &Dir<'_>, into: &mut BTreeMap<String, Vec<u8>>) {
    into.extend(dir.files().map(|file| (file.path().to_string_lossy().into_owned(), file.contents().to_vec())));
    dir.dirs().for_each(|dir| gather(dir, into));
}

fn small() -> Book {
    Book::with(&[], Paper::A4)
}

fn run_on(pages: &[String]) -> String {
    pages.concat().split_whitespace().collect::<Vec<_>>().join(" ").replace('\u{200B}', "")
}

/// Without its spaces: where lines end, readers of text put some and leave some out.
fn bare(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && *letter != '\u{200B}').collect()
}

fn corner(document: &lopdf::Document) -> Vec<f32> {
    let page = document.get_dictionary(document.get_pages()[&1]).expect("a page");
    let sides = page.get(b"MediaBox").and_then(Object::as_array).expect("its size").iter().skip(2);
    sides.map(|side| side.as_float().expect("a number").round()).collect()
}

#[test]
fn a_deck_has_a_page_and_a_bookmark_for_each_slide() {
    let book = small();
    let (artifact, diags) = book.print("first-hour", Part::Slides);
    assert!(diags.is_empty(), "{diags:#?}");
    assert_eq!(artifact.path, "learn/first-hour/slides.pdf");
    let slides = deck(&book.checked.model, &plan(&book.checked.model, "first-hour").unwrap());
    let document = open(&artifact);
    let pages = text(&document);
    assert_eq!(pages.len(), slides.len());
    for (slide, page) in slides.iter().zip(&pages) {
        assert!(bare(page).contains(&bare(&slide.title)), "{} in {page}", slide.title);
        let says = slide.says.iter().chain(slide.lines.iter().map(|(line, _)| line));
        says.for_each(|line| assert!(bare(page).contains(&bare(line)), "{line} in {page}"));
    }
    let outline: Vec<String> = document.get_toc().unwrap().toc.into_iter().map(|entry| entry.title).collect();
    let titles: Vec<String> = slides.iter().skip(1).map(|slide| slide.title.clone()).collect();
    assert_eq!(outline, titles);
    assert_eq!(corner(&document), [960.0, 540.0]);
}

#[test]
fn every_document_of_a_path_is_tagged_and_in_its_language() {
    let book = small();
    for part in Part::ALL {
        let (artifact, diags) = book.print("first-hour", part);
        assert!(diags.is_empty(), "{part:?}: {diags:#?}");
        let document = open(&artifact);
        let catalog = document.catalog().unwrap();
        assert!(dictionary(&document, catalog, b"MarkInfo").get(b"Marked").and_then(Object::as_bool).unwrap(), "{part:?}");
        assert!(catalog.has(b"StructTreeRoot") && catalog.has(b"Outlines"), "{part:?}");
        assert_eq!(catalog.get(b"Lang").and_then(Object::as_str).unwrap(), b"en-GB", "{part:?}");
    }
}

#[test]
fn notes_hold_what_the_speaker_says() {
    let book = Book::with(
        &[(
            LESSON,
            "---\ntitle: Who does what\n---\n\nTwo sides share the work. Nobody sees it on the slide but the speaker says it.\n\n```onus\nstack service=s3\n```\n\nThen point at the picture.\n",
        )],
        Paper::A4,
    );
    let (artifact, diags) = book.print("first-hour", Part::Notes);
    assert!(diags.is_empty(), "{diags:#?}");
    let all = bare(&run_on(&text(&open(&artifact))));
    for slide in deck(&book.checked.model, &plan(&book.checked.model, "first-hour").unwrap()) {
        assert!(all.contains(&bare(&slide.title)), "{}", slide.title);
        slide.notes.iter().for_each(|note| assert!(all.contains(&bare(note)), "{note} in {all}"));
    }
    assert!(all.contains("Thenpointatthepicture."), "{all}");
}

#[test]
fn a_handout_has_two_pages_on_every_paper() {
    for (paper, wanted) in [(Paper::A4, [595.0, 842.0]), (Paper::Letter, [612.0, 792.0])] {
        let book = Book::with(&[], paper);
        for plan in plans(&book.checked.model) {
            let (artifact, diags) = book.print(&plan.stem, Part::Handout);
            assert!(diags.is_empty(), "{}: {diags:#?}", plan.stem);
            let document = open(&artifact);
            assert_eq!((document.get_pages().len(), corner(&document)), (2, wanted.to_vec()), "{}", plan.stem);
            let all = bare(&run_on(&text(&document)));
            let wanted = plan.goals.iter().chain(plan.steps.iter().map(|step| &step.title)).chain(plan.contacts.iter().map(|contact| &contact.who));
            wanted.for_each(|words| assert!(all.contains(&bare(words)), "{}: {words} in {all}", plan.stem));
        }
    }
}

#[test]
fn a_handout_with_too_much_says_less_and_tells_how_much_less() {
    let goals: String = (0..4).map(|at| format!("  - Goal {at}\n")).collect();
    let tasks: String = (0..60).map(|at| format!("    - Task {at} with a dozen words that go on over more than one of its lines\n")).collect();
    let path = format!("title: Long\ngoals:\n{goals}modules: [{{ service: s3, why: Look }}]\nfirst:\n  day:\n{tasks}  week:\n{tasks}");
    let book = Book::with(&[("content/learn/first-hour/path.yaml", &path), ("content/learn/first-hour/questions.yaml", "[]\n")], Paper::Letter);
    let (artifact, diags) = book.print("first-hour", Part::Handout);
    assert!(diags.is_empty(), "{diags:#?}");
    let pages = text(&open(&artifact));
    assert_eq!(pages.len(), 2);
    assert!(run_on(&pages).contains("more on the page of the path"), "{pages:#?}");
}

#[test]
fn a_sheet_asks_and_its_key_answers() {
    let book = small();
    let plan = plan(&book.checked.model, "first-hour").unwrap();
    let (sheet, key) = (book.print("first-hour", Part::Questions).0, book.print("first-hour", Part::Key).0);
    let (sheet, key) = (bare(&run_on(&text(&open(&sheet)))), bare(&run_on(&text(&open(&key)))));
    assert!(plan.questions().count() >= 2);
    for question in plan.questions() {
        let ask = bare(&question.ask.plain());
        assert!(sheet.contains(&ask) && key.contains(&ask), "{ask}");
        for reason in question.proofs.iter().map(|proof| bare(&proof.says)) {
            assert!(!sheet.contains(&reason), "the sheet gives away {reason}");
        }
    }
    let proof = plan.questions().find_map(|question| question.proofs.first()).expect("a reason");
    assert!(key.contains(&bare(&proof.says)), "{} in {key}", proof.says);
}

#[test]
fn a_slide_with_more_than_fits_is_told() {
    let items: String =
        (0..60).map(|at| format!("- Line {at} says in so many words that it would rather stand in a book than on a slide\n")).collect();
    let lesson = format!("---\ntitle: Who does what\n---\n\nToo much of it.\n\n{items}");
    let (artifact, diags) = Book::with(&[(LESSON, &lesson)], Paper::A4).print("first-hour", Part::Slides);
    let [finding] = diags.items() else { panic!("{diags:#?}") };
    assert_eq!(finding.rule.id, "lost-text");
    assert!(finding.message.starts_with("in `learn/first-hour/slides.pdf`, there is more than fits on "), "{}", finding.message);
    assert_eq!(artifact.key, None, "it is made again, so that the finding comes again");
    let all = bare(&run_on(&text(&open(&artifact))));
    assert!((0..60).all(|at| all.contains(&format!("Line{at}says"))), "nothing is cut off");
}
