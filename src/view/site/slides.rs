//! A path as slides and as a handout, on pages.

use serde::Serialize;

use crate::view::learn::{self, Plan, deck};
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

/// How many items of one period stand on a handout.
const ITEMS: usize = 5;

/// The deck and the handout of a path.
pub fn pages(book: &Book, plan: &Plan) -> Vec<Page> {
    let deck = deck(book.model, plan);
    vec![handout_page(book, plan, &deck), deck_page(book, plan, deck)]
}

fn deck_page(book: &Book, plan: &Plan, deck: Vec<learn::Slide>) -> Page {
    let head = Head::new(plan.page("slides"), format!("Slides: {}", plan.title), "learn")
        .about(format!("The slides of {}, with notes for the speaker.", plan.title))
        .below("Learn", "learn/index.html")
        .below(&plan.title, &plan.page(""));
    let slides = deck.into_iter().enumerate().map(|(at, slide)| shown(book, at, slide)).collect();
    Page { head, body: Body::Slides(SlidesPage { path: Link::new(&plan.title, plan.page("")), slides }) }
}

fn shown(book: &Book, at: usize, slide: learn::Slide) -> Slide {
    Slide {
        id: format!("s{}", at + 1),
        kind: slide.kind,
        kicker: slide.kicker,
        title: slide.title,
        says: slide.says,
        shows: slide.shows.and_then(|doc| book.prose(&doc)),
        lines: slide.lines.into_iter().map(|(text, right)| SlideLine { text, right }).collect(),
        notes: slide.notes,
    }
}

fn handout_page(book: &Book, plan: &Plan, slides: &[learn::Slide]) -> Page {
    let places = plan.places();
    let mut first: Vec<PeriodBlock> = plan.first.iter().map(|period| period_block(book, period)).collect();
    first.iter_mut().flat_map(|period| &mut period.tasks).for_each(|task| task.items.truncate(ITEMS));
    let body = HandoutPage {
        path: Link::new(&plan.title, plan.page("")),
        goals: plan.goals.clone(),
        thoughts: learn::thoughts(slides),
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
