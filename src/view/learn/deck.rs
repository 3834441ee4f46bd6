//! A path as slides: one thought a slide, with pictures of the model and the rest as notes.

use crate::markdown::{Block, Doc, plain_inlines};
use crate::model::{Contact, Form, Lesson, Model, Side};
use crate::source::Spanned;
use crate::view::handout::{provider, side_name};
use crate::view::learn::{Drill, Kind, Period, Plan, Question, sentence_part};

/// One slide.
#[derive(Debug, Clone)]
pub struct Slide {
    /// How it is laid out: `title`, `say`, `task`, `list`, `show`, `ask`, `key`.
    pub kind: &'static str,
    /// The words above its title.
    pub kicker: String,
    /// Its title.
    pub title: String,
    /// Whether it goes on with what an earlier slide began: a part of a lesson.
    pub inner: bool,
    /// The thought, in one or two sentences.
    pub says: Option<String>,
    /// What it shows: a picture, a table, a list of the lesson.
    pub shows: Option<Doc>,
    /// Short lines, each with whether it is the right one of several.
    pub lines: Vec<(String, bool)>,
    /// What the speaker says.
    pub notes: Vec<String>,
}

/// How many questions the deck asks, and how long a thought is, in letters.
const ASKED: usize = 3;
const THOUGHT: usize = 190;
/// Fewer letters lead to what follows, and are no thought of their own.
const FEW: usize = 110;
/// How many duties of "draw the line", and how many lines of one period stand on a slide.
const DUTIES: usize = 6;
const LINES: usize = 5;

/// The slides of a path.
pub fn deck(model: &Model, plan: &Plan) -> Vec<Slide> {
    let mut slides = vec![Slide {
        says: plan.audience.as_ref().map(|audience| format!("For {audience}")),
        notes: vec![one_line(&plan.about)],
        ..slide("title", "", &plan.title)
    }];
    if !plan.goals.is_empty() {
        slides.push(Slide { lines: lines(plan.goals.iter().cloned()), ..slide("list", &plan.title, "After it you can") });
    }
    for (at, step) in plan.steps.iter().enumerate() {
        match plan.path.zip(step.lesson) {
            Some((path, lesson)) => slides.extend(of_lesson(&model.paths[path].lessons[lesson])),
            None => slides.extend(of_step(model, plan, at)),
        }
    }
    slides.extend(plan.drills.first().map(|drill| of_drill(model, drill)));
    slides.extend(of_questions(plan));
    slides.extend(plan.first.iter().map(|period| of_period(plan, period)));
    if !plan.contacts.is_empty() {
        let line = |contact: &Contact| match &contact.about {
            Some(about) => format!("{}: {}", contact.who, first_sentence(about)),
            None => contact.who.clone(),
        };
        slides.push(Slide { lines: lines(plan.contacts.iter().map(line)), ..slide("list", &plan.title, "Whom to ask") });
    }
    slides
}

/// How many thoughts a handout has.
const THOUGHTS: usize = 9;

/// What to keep in mind: title and sentence of the slides of lessons that say something. What is said of other things to read
/// stands with these.
pub fn thoughts(slides: &[Slide]) -> Vec<(String, String)> {
    let path = slides.first().map_or("", |title| title.title.as_str());
    let said = slides.iter().filter(|slide| slide.kind == "say" && slide.kicker != path);
    said.filter_map(|slide| Some((slide.title.clone(), slide.says.clone()?))).take(THOUGHTS).collect()
}

fn slide(kind: &'static str, kicker: &str, title: &str) -> Slide {
    Slide { kind, kicker: kicker.to_owned(), title: title.to_owned(), inner: false, says: None, shows: None, lines: Vec::new(), notes: Vec::new() }
}

fn lines(texts: impl Iterator<Item = String>) -> Vec<(String, bool)> {
    texts.map(|text| (text, false)).collect()
}

fn one_line(doc: &Doc) -> String {
    doc.plain().replace('\n', " ")
}

/// The parts of a lesson: what stands under each of its headings, the words before the first under its title.
fn of_lesson(lesson: &Lesson) -> Vec<Slide> {
    let mut parts: Vec<(String, Vec<Block>)> = vec![(lesson.title.clone(), Vec::new())];
    for block in &lesson.body.blocks {
        match block {
            Block::Heading(heading) => parts.push((plain_inlines(&heading.text), Vec::new())),
            block => parts.last_mut().into_iter().for_each(|(_, blocks)| blocks.push(block.clone())),
        }
    }
    let mut slides: Vec<Slide> = parts.into_iter().flat_map(|(title, blocks)| of_part(lesson, &title, blocks)).collect();
    slides.iter_mut().skip(1).for_each(|slide| slide.inner = true);
    slides
}

/// A thought, then each picture or table of the part on a slide of its own, with the words that follow it as notes. A few words
/// stand on the same slide as what they lead to.
fn of_part(lesson: &Lesson, title: &str, blocks: Vec<Block>) -> Vec<Slide> {
    let doc = |blocks: Vec<Block>| Doc::new(blocks, lesson.body.links.clone());
    let notes = |blocks: Vec<Block>| -> Vec<String> { doc(blocks).plain().lines().map(str::to_owned).collect() };
    let kicker = if title == lesson.title { "" } else { lesson.title.as_str() };
    let first = blocks.iter().find_map(|block| if let Block::Paragraph(text) = block { Some(plain_inlines(text)) } else { None });
    let thought = first.as_deref().map(thought).filter(|thought| !thought.is_empty());
    let (mut before, mut shown) = apart(blocks);
    let short = thought.as_ref().is_some_and(|thought| thought.chars().count() < FEW);
    let leads = short && matches!(shown.as_slice(), [(Block::Table { .. } | Block::List { .. }, _)]);
    // What is thought of a picture may be said below it.
    if before.is_empty() && !leads {
        before = shown.first_mut().map(|(_, after)| std::mem::take(after)).unwrap_or_default();
    }
    let ordered = shown.iter().any(|(block, _)| matches!(block, Block::List { start: Some(_), .. }));
    let show = |(block, after): (Block, Vec<Block>)| Slide { shows: Some(doc(vec![block])), notes: notes(after), ..slide("show", kicker, title) };
    let mut slides: Vec<Slide> = shown.into_iter().map(show).collect();
    match thought {
        Some(thought) if leads => {
            slides[0].notes.splice(0..0, notes(before));
            slides[0].says = Some(thought);
        }
        Some(thought) => {
            // Steps to go through are something to do, and no thought to keep.
            let kind = if ordered { "task" } else { "say" };
            slides.insert(0, Slide { says: Some(thought), notes: notes(before), ..slide(kind, kicker, title) });
        }
        None => {}
    }
    slides
}

/// The words before the first thing that is shown; then each such thing, with the words that follow it.
fn apart(blocks: Vec<Block>) -> (Vec<Block>, Vec<(Block, Vec<Block>)>) {
    let (mut before, mut shown): (Vec<Block>, Vec<(Block, Vec<Block>)>) = (Vec::new(), Vec::new());
    for block in blocks {
        match (&block, shown.last_mut()) {
            (Block::Live(_) | Block::Table { .. } | Block::List { .. }, _) => shown.push((block, Vec::new())),
            (_, Some((_, after))) => after.push(block),
            (_, None) => before.push(block),
        }
    }
    (before, shown)
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
fn of_step(model: &Model, plan: &Plan, at: usize) -> Option<Slide> {
    let step = &plan.steps[at];
    let says = step.why.clone().or_else(|| step.summary.clone())?;
    let shows = step.place.map(|place| {
        let place = &model.places[place].meta;
        Doc::new(vec![Block::Live(Spanned::new(format!("stack service={}", place.id), place.span))], Vec::new())
    });
    let kind = if shows.is_some() { "show" } else { "say" };
    let notes = step.summary.iter().filter(|summary| **summary != says).cloned().collect();
    Some(Slide { says: Some(says), shows, notes, ..slide(kind, &plan.title, &step.title) })
}

/// Duties to place; the answers are in the notes.
fn of_drill(model: &Model, drill: &Drill) -> Slide {
    let duties = &drill.duties[..drill.duties.len().min(DUTIES)];
    let (theirs, ours) = (provider(model, drill.place), side_name(model, Side::Customer));
    let of = |side: Side, name: &str| {
        let held = duties.iter().filter(|&&duty| model.held_by_side(drill.place, duty, side));
        let held: Vec<String> = held.map(|&duty| sentence_part(&model.duties[duty].says)).collect();
        (!held.is_empty()).then(|| format!("{name}: {}.", held.join("; ")))
    };
    Slide {
        lines: lines(duties.iter().map(|&duty| model.duties[duty].says.clone())),
        notes: [of(Side::Provider, &theirs), of(Side::Customer, &ours)].into_iter().flatten().collect(),
        ..slide("list", &format!("{}: {theirs} or {}?", model.places[drill.place].name, sentence_part(&ours)), "Draw the line")
    }
}

/// A few questions that one can see at a glance, each followed by its answer.
fn of_questions(plan: &Plan) -> Vec<Slide> {
    let plain = plan.exercises.iter().filter(|exercise| exercise.story.is_empty()).flat_map(|exercise| &exercise.questions);
    plain.filter(|question| is_short(question)).take(ASKED).flat_map(asked).collect()
}

fn is_short(question: &Question) -> bool {
    let Form::One(choices, _) = &question.form else { return false };
    one_line(&question.ask).chars().count() < 160 && choices.iter().all(|choice| choice.says.chars().count() < 70)
}

fn asked(question: &Question) -> Vec<Slide> {
    let Form::One(choices, right) = &question.form else { return Vec::new() };
    let options = |told: bool| choices.iter().enumerate().map(|(at, choice)| (choice.says.clone(), told && at == *right)).collect();
    let ask = one_line(&question.ask);
    let (written, proven) = (question.because.iter().map(one_line), question.proofs.iter().map(|proof| proof.says.clone()));
    // Authors say why; where they are silent, the model does, and then what its authors say about the cell.
    let mut reasons: Vec<String> = if question.kind == Kind::Written { written.chain(proven).collect() } else { proven.chain(written).collect() };
    reasons.retain(|reason| !reason.is_empty());
    let told = choices.iter().filter_map(|choice| choice.because.as_ref().map(|because| format!("{}: {because}", choice.says)));
    vec![
        Slide { lines: options(false), notes: vec![format!("Right is: {}", choices[*right].says)], ..slide("ask", "Question", &ask) },
        Slide {
            lines: options(true),
            says: (!reasons.is_empty()).then(|| thought(&reasons.join(" "))),
            notes: reasons.iter().cloned().chain(told).collect(),
            ..slide("key", "Answer", &ask)
        },
    ]
}

/// What to do; what does not fit is in the notes.
fn of_period(plan: &Plan, period: &Period) -> Slide {
    let says = period.tasks.iter().map(|task| one_line(&task.says)).filter(|says| !says.is_empty());
    let items = period.tasks.iter().flat_map(|task| &task.items).map(|item| item.title.clone());
    let mut all: Vec<String> = says.chain(items).collect();
    let rest = all.split_off(all.len().min(LINES));
    Slide { lines: lines(all.into_iter()), notes: rest, ..slide("list", &plan.title, period.title) }
}
