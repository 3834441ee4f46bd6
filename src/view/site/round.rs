//! Question rounds and practice on pages: the questions with their keys, and the duties to place on a side.

use serde::Serialize;

use crate::model::{Duty, Holder, Id, Place, Side};
use crate::view::address;
use crate::view::learn::{Drill, Plan, Question, sheet};
use crate::view::site::book::{Book, side_kind};
use crate::view::site::page::{Body, Head, Page};
use crate::view::site::parts::{Chip, Link, ProseId, Source, WhyStep};
use crate::view::site::stack::{self, Stack};

/// The page of a question round.
#[derive(Debug, Clone, Serialize)]
pub struct RoundPage {
    /// The name under which progress is kept.
    pub stem: String,
    /// The path.
    pub path: Link,
    /// How many questions there are.
    pub count: usize,
    /// The questions, some of them with one story.
    pub exercises: Vec<ExerciseBlock>,
}

/// Questions with one story.
#[derive(Debug, Clone, Serialize)]
pub struct ExerciseBlock {
    /// The story.
    pub story: Option<ProseId>,
    /// The questions.
    pub asks: Vec<Ask>,
}

/// A question.
#[derive(Debug, Clone, Serialize)]
pub struct Ask {
    /// Its anchor, which is also the name of its form.
    pub id: String,
    /// Its id, under which answers are kept.
    pub key: String,
    /// Which one it is, counted from 1.
    pub number: usize,
    /// `easy`, `medium`, `hard`.
    pub level: &'static str,
    /// What it is about: weak spots are counted by it.
    pub subject: String,
    /// What is asked.
    pub ask: Option<ProseId>,
    /// `one`, `several`, `order`, `match`.
    pub form: &'static str,
    /// What can be chosen.
    pub options: Vec<AskOption>,
    /// What each answer is for: the left-hand sides of pairs, or the places of an order.
    pub slots: Vec<AskSlot>,
    /// The right options: positions counted from 0, separated by spaces; for an order and pairs, one for each slot.
    pub right: String,
    /// Why, in prose.
    pub because: Vec<ProseId>,
    /// What of the model the answer rests on.
    pub proofs: Vec<AskProof>,
    /// What to read about it.
    pub read: Vec<Link>,
}

/// An option.
#[derive(Debug, Clone, Serialize)]
pub struct AskOption {
    /// Its words.
    pub says: String,
    /// Whether it is right.
    pub right: bool,
    /// Why it is right or wrong.
    pub because: Option<String>,
}

/// Something that an option is chosen for.
#[derive(Debug, Clone, Serialize)]
pub struct AskSlot {
    /// Its words.
    pub says: String,
    /// The right option, in words.
    pub right: String,
}

/// A sentence of the model.
#[derive(Debug, Clone, Serialize)]
pub struct AskProof {
    /// The sentence.
    pub says: String,
    /// The line that says so.
    pub source: Option<Source>,
    /// Pages that say so.
    pub sources: Vec<String>,
}

/// The page of a path's practice.
#[derive(Debug, Clone, Serialize)]
pub struct PracticePage {
    /// The name under which progress is kept.
    pub stem: String,
    /// The path.
    pub path: Link,
    /// The rounds.
    pub drills: Vec<DrillBlock>,
}

/// A round of "draw the line".
#[derive(Debug, Clone, Serialize)]
pub struct DrillBlock {
    /// Its anchor.
    pub id: String,
    /// The service or variant.
    pub link: Link,
    /// A sentence before it.
    pub says: Option<String>,
    /// The word for the provider's side.
    pub provider: String,
    /// The word for the customer's side.
    pub customer: String,
    /// The duties to place.
    pub duties: Vec<DrillDuty>,
    /// The answer as a picture.
    pub stack: Stack,
}

/// A duty to place.
#[derive(Debug, Clone, Serialize)]
pub struct DrillDuty {
    /// Its id.
    pub id: String,
    /// What is done, and where it is explained.
    pub link: Link,
    /// `provider` or `customer`.
    pub side: &'static str,
    /// Who holds it.
    pub holder: Chip,
    /// The words of the service about it.
    pub says: Option<ProseId>,
    /// Why it lies there.
    pub why: Vec<WhyStep>,
}

/// The pages of a path's questions and practice, where it has them.
pub fn pages(book: &Book, plan: &Plan) -> Vec<Page> {
    let rounds = (plan.questions().next().is_some()).then(|| round_page(book, plan));
    let practice = (!plan.drills.is_empty()).then(|| practice_page(book, plan));
    practice.into_iter().chain(rounds).collect()
}

fn head(plan: &Plan, part: &str, title: &str, about: &str) -> Head {
    Head::new(plan.page(part), format!("{title}: {}", plan.title), "learn")
        .about(about)
        .below("Learn", "learn/index.html")
        .below(&plan.title, &plan.page(""))
}

fn round_page(book: &Book, plan: &Plan) -> Page {
    let mut number = 0;
    let exercises: Vec<ExerciseBlock> = plan
        .exercises
        .iter()
        .map(|exercise| ExerciseBlock {
            story: book.prose(&exercise.story),
            asks: exercise
                .questions
                .iter()
                .map(|question| {
                    number += 1;
                    ask(book, question, number)
                })
                .collect(),
        })
        .collect();
    let mut head = head(plan, "questions", "Questions", "Questions with the reason for each answer; nothing you enter leaves the browser.");
    head.previous = Some(match plan.drills.is_empty() {
        false => Link::new("Draw the line", plan.page("practice")),
        true => Link::new(&plan.title, plan.page("")),
    });
    let body = RoundPage { stem: plan.stem.clone(), path: Link::new(&plan.title, plan.page("")), count: number, exercises };
    Page { head, body: Body::Round(body) }
}

fn ask(book: &Book, question: &Question, number: usize) -> Ask {
    let sheet = sheet(book.model, book.sources, question);
    let words = |at: usize| sheet.options.get(at).map(|option| option.says.clone()).unwrap_or_default();
    let slots: Vec<AskSlot> = match sheet.form {
        "match" => sheet.left.iter().zip(&sheet.key).map(|(left, &at)| AskSlot { says: left.clone(), right: words(at) }).collect(),
        "order" => sheet.key.iter().enumerate().map(|(at, &key)| AskSlot { says: format!("Step {}", at + 1), right: words(key) }).collect(),
        _ => Vec::new(),
    };
    let option = |(at, option): (usize, &crate::view::learn::SheetOption)| AskOption {
        says: option.says.clone(),
        right: slots.is_empty() && sheet.key.contains(&at),
        because: option.because.clone(),
    };
    let proof = |proof: &crate::view::learn::Proof| AskProof {
        says: proof.says.clone(),
        source: proof.span.map(|span| book.source(span)),
        sources: proof.sources.clone(),
    };
    Ask {
        id: format!("q{number}"),
        key: question.id.clone(),
        number,
        level: question.level.word(),
        subject: question.subject.clone(),
        ask: book.prose(&question.ask),
        form: sheet.form,
        options: sheet.options.iter().enumerate().map(option).collect(),
        right: sheet.key.iter().map(usize::to_string).collect::<Vec<_>>().join(" "),
        because: question.because.iter().filter_map(|doc| book.prose(doc)).collect(),
        proofs: question.proofs.iter().map(proof).collect(),
        read: question.read.iter().map(|(title, url)| Link::new(title, url)).collect(),
        slots,
    }
}

fn practice_page(book: &Book, plan: &Plan) -> Page {
    let mut head = head(plan, "practice", "Draw the line", "Place duties on the provider's side or on the customer's, then see the model's answer.");
    head.previous = Some(Link::new(&plan.title, plan.page("")));
    head.next = plan.questions().next().map(|_| Link::new("Questions", plan.page("questions")));
    let drills: Vec<DrillBlock> = plan.drills.iter().enumerate().map(|(at, drill)| block(book, drill, at)).collect();
    head.toc = drills.iter().map(|drill| Link::new(&drill.link.text, format!("#{}", drill.id))).collect();
    Page { head, body: Body::Practice(PracticePage { stem: plan.stem.clone(), path: Link::new(&plan.title, plan.page("")), drills }) }
}

fn block(book: &Book, drill: &Drill, at: usize) -> DrillBlock {
    let model = book.model;
    let place = &model.places[drill.place];
    let page = address::service(model, place.service);
    DrillBlock {
        id: format!("drill-{}", at + 1),
        link: Link::new(&place.name, address::place(model, drill.place)),
        says: drill.says.clone(),
        provider: book.provider_of(drill.place).to_owned(),
        customer: book.customer_name(),
        duties: drill.duties.iter().map(|&duty| drill_duty(book, drill.place, duty)).collect(),
        stack: stack::stack(book, drill.place, &page),
    }
}

fn drill_duty(book: &Book, place: Id<Place>, id: Id<Duty>) -> DrillDuty {
    let model = book.model;
    let (duty, cell) = (&model.duties[id], &model.places[place].cells[id.index()]);
    let side = match cell.holder {
        Holder::Party(party) => model.parties[party].side,
        Holder::NotApplicable | Holder::Unassigned => Side::Provider,
    };
    let page = address::service(model, model.places[place].service);
    DrillDuty {
        id: duty.meta.id.clone(),
        link: Link::new(&duty.says, format!("{page}#duty-{}", duty.meta.id)),
        side: side_kind(side),
        holder: book.holder(cell.holder),
        says: cell.says.as_ref().and_then(|says| book.prose(&says.text)),
        why: book.why(cell),
    }
}
