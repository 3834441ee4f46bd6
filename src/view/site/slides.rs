//! A path as slides and as a handout: one thought a slide, with pictures of the model and the rest as notes.

use serde::Serialize;

use crate::markdown::{Block, Doc, plain_inlines};
use crate::source::Spanned;
use crate::view::learn::{Plan, sheet};
use crate::view::site::book::{Book, first_words};
use crate::view::site::learn::{ContactRow, PeriodBlock, contact, period_block};
use crate::view::site::matrix::{self, Matrix};
use crate::view::site::page::{Body, Head, Page};
use crate::view::site::parts::{Link, ProseId};

/// A deck of slides.
#[derive(Debug, Clone, Serialize)]
pub struct SlidesPage {
    /// The path.
    pub path: Link,
    /// The slides.
    pub slides: Vec<Slide>,
}

/// One slide.
#[derive(Debug, Clone, Serialize)]
pub struct Slide {
    /// Its anchor.
    pub id: String,
    /// How it is laid out: `title`, `say`, `task`, `list`, `show`, `ask`, `key`.
    pub kind: &'static str,
    /// The words above its title.
    pub kicker: String,
    /// Its title.
    pub title: String,
    /// The thought, in one or two sentences.
    pub says: Option<String>,
    /// What it shows: a picture, a table, a list of the lesson.
    pub shows: Option<ProseId>,
    /// Short lines.
    pub lines: Vec<SlideLine>,
    /// What the speaker says.
    pub notes: Vec<String>,
}

/// A short line of a slide.
#[derive(Debug, Clone, Serialize)]
pub struct SlideLine {
    /// Its words.
    pub text: String,
    /// Whether it is the right one of several.
    pub right: bool,
}

/// A handout of two pages.
#[derive(Debug, Clone, Serialize)]
pub struct HandoutPage {
    /// The path.
    pub path: Link,
    /// What one can do after it.
    pub goals: Vec<String>,
    /// The thoughts of its slides: title and sentence.
    pub thoughts: Vec<(String, String)>,
    /// The services of the path against the layers.
    pub matrix: Option<Matrix>,
    /// What to do first.
    pub first: Vec<PeriodBlock>,
    /// Whom to ask.
    pub contacts: Vec<ContactRow>,
}

/// How many questions the deck asks, and how long a thought is, in letters.
const ASKED: usize = 3;
const THOUGHT: usize = 190;
/// How many items of one period stand on a slide or a handout.
const ITEMS: usize = 5;

/// The deck and the handout of a path.
pub fn pages(book: &Book, plan: &Plan) -> Vec<Page> {
    let slides = slides(book, plan);
    vec![handout_page(book, plan, &slides), deck_page(plan, slides)]
}

fn deck_page(plan: &Plan, slides: Vec<Slide>) -> Page {
    let head = Head::new(plan.page("slides"), format!("Slides: {}", plan.title), "learn")
        .about(format!("The slides of {}, with notes for the speaker.", plan.title))
        .below("Learn", "learn/index.html")
        .below(&plan.title, &plan.page(""));
    Page { head, body: Body::Slides(SlidesPage { path: Link::new(&plan.title, plan.page("")), slides }) }
}

fn slides(book: &Book, plan: &Plan) -> Vec<Slide> {
    let mut slides = vec![Slide {
        says: plan.audience.as_ref().map(|audience| format!("For {audience}")),
        notes: vec![plan.about.plain().replace('\n', " ")],
        ..slide("title", "", &plan.title)
    }];
    if !plan.goals.is_empty() {
        slides.push(Slide { lines: lines(plan.goals.iter().cloned()), ..slide("list", &plan.title, "After it you can") });
    }
    for (at, step) in plan.steps.iter().enumerate() {
        match plan.path.zip(step.lesson) {
            Some((path, lesson)) => slides.extend(of_lesson(book, &book.model.paths[path].lessons[lesson])),
            None => slides.extend(of_step(book, plan, at)),
        }
    }
    slides.extend(of_drills(book, plan));
    slides.extend(of_questions(book, plan));
    slides.extend(of_tasks(plan));
    if !plan.contacts.is_empty() {
        let line = |contact: &crate::model::Contact| match &contact.about {
            Some(about) => format!("{}: {}", contact.who, first_sentence(about)),
            None => contact.who.clone(),
        };
        slides.push(Slide { lines: lines(plan.contacts.iter().map(line)), ..slide("list", &plan.title, "Whom to ask") });
    }
    slides.iter_mut().enumerate().for_each(|(at, slide)| slide.id = format!("s{}", at + 1));
    slides
}

fn slide(kind: &'static str, kicker: &str, title: &str) -> Slide {
    Slide {
        id: String::new(),
        kind,
        kicker: kicker.to_owned(),
        title: title.to_owned(),
        says: None,
        shows: None,
        lines: Vec::new(),
        notes: Vec::new(),
    }
}

fn lines(texts: impl Iterator<Item = String>) -> Vec<SlideLine> {
    texts.map(|text| SlideLine { text, right: false }).collect()
}

/// The parts of a lesson: what stands under each of its headings, the words before the first under its title.
fn of_lesson(book: &Book, lesson: &crate::model::Lesson) -> Vec<Slide> {
    let mut parts: Vec<(String, Vec<Block>)> = vec![(lesson.title.clone(), Vec::new())];
    for block in &lesson.body.blocks {
        match block {
            Block::Heading(heading) => parts.push((plain_inlines(&heading.text), Vec::new())),
            block => parts.last_mut().into_iter().for_each(|(_, blocks)| blocks.push(block.clone())),
        }
    }
    parts.into_iter().flat_map(|(title, blocks)| of_part(book, lesson, &title, blocks)).collect()
}

/// A thought, then each picture or table of the part on a slide of its own; all words are notes.
fn of_part(book: &Book, lesson: &crate::model::Lesson, title: &str, blocks: Vec<Block>) -> Vec<Slide> {
    let doc = |blocks: Vec<Block>| Doc::new(blocks, lesson.body.links.clone());
    let notes: Vec<String> = doc(blocks.clone()).plain().lines().map(str::to_owned).collect();
    let kicker = if title == lesson.title { "" } else { lesson.title.as_str() };
    let first = blocks.iter().find_map(|block| if let Block::Paragraph(text) = block { Some(plain_inlines(text)) } else { None });
    let thought = first.as_deref().map(thought);
    let shown: Vec<Block> = blocks.into_iter().filter(|block| matches!(block, Block::Live(_) | Block::Table { .. } | Block::List { .. })).collect();
    let mut slides: Vec<Slide> = Vec::new();
    if let Some(thought) = thought.filter(|thought| !thought.is_empty()) {
        // Steps to go through are something to do, and no thought to keep.
        let kind = if shown.iter().any(|block| matches!(block, Block::List { start: Some(_), .. })) { "task" } else { "say" };
        slides.push(Slide { says: Some(thought), notes, ..slide(kind, kicker, title) });
    }
    for block in shown {
        slides.push(Slide { shows: book.prose(&doc(vec![block])), ..slide("show", kicker, title) });
    }
    slides
}

/// The first sentences of a text, as many as fit on a slide.
fn thought(text: &str) -> String {
    let mut said = String::new();
    // What leads to a list or a command ends in a colon, and says nothing without it.
    let whole = |sentence: &&str| sentence.trim_end().ends_with(['.', '?', '!']);
    for sentence in text.split_inclusive(['.', '?', '!']).filter(whole) {
        if !said.is_empty() && said.chars().count() + sentence.chars().count() > THOUGHT {
            break;
        }
        said.push_str(sentence);
    }
    said.trim().to_owned()
}

fn first_sentence(text: &str) -> String {
    let end = text.find(". ").unwrap_or(text.len());
    text[..end].trim_end_matches('.').to_owned()
}

/// What to look for in a guide or on the page of a service, there with the picture of the service.
fn of_step(book: &Book, plan: &Plan, at: usize) -> Option<Slide> {
    let step = &plan.steps[at];
    let says = step.why.clone().or_else(|| step.summary.clone())?;
    let picture = step.place.map(|place| {
        let place = &book.model.places[place].meta;
        Doc::new(vec![Block::Live(Spanned::new(format!("stack service={}", place.id), place.span))], Vec::new())
    });
    let shows = picture.and_then(|picture| book.prose(&picture));
    let kind = if shows.is_some() { "show" } else { "say" };
    Some(Slide { says: Some(says), shows, ..slide(kind, &plan.title, &step.title) })
}

fn of_drills(book: &Book, plan: &Plan) -> Vec<Slide> {
    let one = |drill: &crate::view::learn::Drill| {
        let place = &book.model.places[drill.place];
        let duties: Vec<String> = drill.duties.iter().take(6).map(|&duty| book.model.duties[duty].says.clone()).collect();
        let kicker = format!("{}: {} or {}?", place.name, book.provider_of(drill.place), crate::view::learn::sentence_part(&book.customer_name()));
        Slide { lines: lines(duties.into_iter()), ..slide("list", &kicker, "Draw the line") }
    };
    plan.drills.iter().take(1).map(one).collect()
}

/// A few questions that one can see at a glance, each followed by its answer.
fn of_questions(book: &Book, plan: &Plan) -> Vec<Slide> {
    let plain = plan.exercises.iter().filter(|exercise| exercise.story.is_empty()).flat_map(|exercise| &exercise.questions);
    let sheets = plain.map(|question| sheet(book.model, book.sources, question));
    let short = sheets.filter(|sheet| {
        sheet.form == "one" && sheet.ask.chars().count() < 160 && sheet.options.iter().all(|option| option.says.chars().count() < 70)
    });
    let mut slides = Vec::new();
    for sheet in short.take(ASKED) {
        let options = |told: bool| -> Vec<SlideLine> {
            sheet
                .options
                .iter()
                .enumerate()
                .map(|(at, option)| SlideLine { text: option.says.clone(), right: told && sheet.key.contains(&at) })
                .collect()
        };
        let reason = sheet.because.first().cloned().or_else(|| sheet.proofs.first().map(|proof| proof.says.clone()));
        slides.push(Slide { lines: options(false), ..slide("ask", "Question", &sheet.ask) });
        slides.push(Slide { lines: options(true), says: reason.map(|reason| thought(&reason)), ..slide("key", "Answer", &sheet.ask) });
    }
    slides
}

fn of_tasks(plan: &Plan) -> Vec<Slide> {
    let period = |period: &crate::view::learn::Period| {
        let says = period.tasks.iter().map(|task| task.says.plain().replace('\n', " ")).filter(|says| !says.is_empty());
        let items = period.tasks.iter().flat_map(|task| &task.items).map(|item| item.title.clone());
        Slide { lines: lines(says.chain(items).take(ITEMS)), ..slide("list", &plan.title, period.title) }
    };
    plan.first.iter().map(period).collect()
}

fn handout_page(book: &Book, plan: &Plan, slides: &[Slide]) -> Page {
    let thoughts = slides.iter().filter(|slide| slide.kind == "say").filter_map(|slide| Some((slide.title.clone(), slide.says.clone()?)));
    let mut places: Vec<_> = plan.drills.iter().map(|drill| drill.place).collect();
    let asked = plan.questions().flat_map(|question| question.places.first().copied());
    for place in asked {
        if places.len() < 6 && !places.contains(&place) {
            places.push(place);
        }
    }
    let mut first: Vec<PeriodBlock> = plan.first.iter().map(|period| period_block(book, period)).collect();
    first.iter_mut().flat_map(|period| &mut period.tasks).for_each(|task| task.items.truncate(ITEMS));
    let body = HandoutPage {
        path: Link::new(&plan.title, plan.page("")),
        goals: plan.goals.clone(),
        thoughts: thoughts.take(9).collect(),
        matrix: (!places.is_empty()).then(|| matrix::matrix(book, "Who holds each layer", &places)),
        first,
        contacts: plan.contacts.iter().map(contact).collect(),
    };
    let head = Head::new(plan.page("handout"), format!("Handout: {}", plan.title), "learn")
        .about(format!("{} on two pages: {}", plan.title, first_words(&plan.about, 120)))
        .below("Learn", "learn/index.html")
        .below(&plan.title, &plan.page(""));
    Page { head, body: Body::Handout(Box::new(body)) }
}
