//! Paths for newcomers: the index, the page of each path, and its lessons.

use serde::Serialize;

use crate::model::{Contact, Id, Model, Path};
use crate::view::address;
use crate::view::learn::{Period, Plan};
use crate::view::site::book::{Book, first_words, teaches};
use crate::view::site::downloads;
use crate::view::site::guides::contents;
use crate::view::site::page::{Body, Head, Page};
use crate::view::site::parts::{Download, Link, ProseId};
use crate::view::site::sheaf::{Sheaf, stem};
use crate::view::site::terms::FirstUses;
use crate::view::site::{round, slides};
use crate::vocabulary::Vocabulary;

/// The index of paths.
#[derive(Debug, Clone, Serialize)]
pub struct Learn {
    /// Those that authors wrote.
    pub paths: Vec<PathRow>,
    /// Those that are made from workloads.
    pub teams: Vec<PathRow>,
    /// Whether there is anything to print.
    pub prints: bool,
}

/// A path in the index.
#[derive(Debug, Clone, Serialize)]
pub struct PathRow {
    /// Its title and page.
    pub link: Link,
    /// Whom it is for.
    pub audience: Option<String>,
    /// How long it takes, in minutes.
    pub minutes: u32,
    /// What it is about, in a sentence.
    pub about: String,
    /// How many modules it has.
    pub modules: usize,
    /// How many questions it asks.
    pub questions: usize,
    /// What it gives to print, as PDF.
    pub printed: Vec<Download>,
}

/// The page of a path.
#[derive(Debug, Clone, Serialize)]
pub struct PathPage {
    /// The name under which progress is kept.
    pub stem: String,
    /// Whom it is for.
    pub audience: Option<String>,
    /// How long it takes, in minutes.
    pub minutes: u32,
    /// What it is about.
    pub about: Option<ProseId>,
    /// What to know or have before.
    pub prerequisites: Vec<ProseId>,
    /// What one can do after it, and what teaches it.
    pub goals: Vec<GoalRow>,
    /// What to read, in order.
    pub steps: Vec<StepRow>,
    /// The page of its practice, with the services it practises on.
    pub practice: Option<Link>,
    /// The page of its questions.
    pub questions: Option<Link>,
    /// What to do first.
    pub first: Vec<PeriodBlock>,
    /// Whom to ask.
    pub contacts: Vec<ContactRow>,
    /// What to take away.
    pub files: Vec<Link>,
    /// The same and more to print, as PDF.
    pub printed: Vec<Download>,
    /// The workload it is made from.
    pub workload: Option<Link>,
}

/// Something that one can do after a path.
#[derive(Debug, Clone, Serialize)]
pub struct GoalRow {
    /// What.
    pub says: String,
    /// What teaches it.
    pub taught_by: Vec<Link>,
}

/// Something to read.
#[derive(Debug, Clone, Serialize)]
pub struct StepRow {
    /// Its anchor.
    pub id: String,
    /// Its title and page.
    pub link: Link,
    /// How long it takes, in minutes.
    pub minutes: u32,
    /// What it is about, or what to look for in it.
    pub about: Option<String>,
}

/// What to do in a day, a week or a month.
#[derive(Debug, Clone, Serialize)]
pub struct PeriodBlock {
    /// Its heading.
    pub title: &'static str,
    /// What to do.
    pub tasks: Vec<TaskRow>,
}

/// Something to do.
#[derive(Debug, Clone, Serialize)]
pub struct TaskRow {
    /// What.
    pub says: Option<ProseId>,
    /// Items of the model that are done with it.
    pub items: Vec<ItemRow>,
}

/// An item of the model.
#[derive(Debug, Clone, Serialize)]
pub struct ItemRow {
    /// Its title and the page of its control.
    pub link: Link,
    /// Where.
    pub place: Option<String>,
    /// Priority and cadence, in words.
    pub facts: String,
}

/// Somebody to ask.
#[derive(Debug, Clone, Serialize)]
pub struct ContactRow {
    /// Who.
    pub who: String,
    /// What about.
    pub about: Option<String>,
    /// Where.
    pub url: Option<String>,
}

/// The page of a lesson.
#[derive(Debug, Clone, Serialize)]
pub struct LessonPage {
    /// The path.
    pub path: Link,
    /// The name under which progress is kept.
    pub stem: String,
    /// The anchor of its step on the page of the path.
    pub step: String,
    /// Which module it is, counted from 1.
    pub number: usize,
    /// How many modules there are.
    pub of: usize,
    /// How long it takes, in minutes.
    pub minutes: u32,
    /// One sentence about it.
    pub summary: Option<String>,
    /// What it teaches.
    pub goals: Vec<String>,
    /// The prose.
    pub body: Option<ProseId>,
}

/// The index, and the pages of every path.
pub fn sheaves(model: &Model) -> Vec<Sheaf> {
    if !teaches(model) {
        return Vec::new();
    }
    let read = model.paths.ids().map(|id| address::path(model, id));
    let made = model.workloads.ids().map(|id| format!("learn/{}.html", address::team_path(model, id)));
    let path = |(at, own): (usize, String)| {
        let stems = [stem(&own).to_owned(), format!("{}/", stem(&own))];
        Sheaf::new("learn", stems, move |book| pages(book, &book.paths()[at]))
    };
    std::iter::once(Sheaf::page("learn", "learn/index.html", index)).chain(read.chain(made).enumerate().map(path)).collect()
}

fn index(book: &Book) -> Page {
    let row = |plan: &Plan| PathRow {
        link: Link::new(&plan.title, plan.page("")),
        audience: plan.audience.clone(),
        minutes: plan.minutes,
        about: first_words(&plan.about, 200),
        modules: plan.steps.len(),
        questions: plan.questions().count(),
        printed: downloads::of_path(book, plan),
    };
    let (paths, teams): (Vec<&Plan>, Vec<&Plan>) = book.paths().iter().partition(|plan| plan.workload.is_none());
    let prints = book.config.pdf.is_some();
    let body = Learn { paths: paths.into_iter().map(row).collect(), teams: teams.into_iter().map(row).collect(), prints };
    let head = Head::new("learn/index.html", "Learn", "learn")
        .about("Paths by role: lessons, practice, questions, and what to do first.")
        .contents([(!body.paths.is_empty(), "By role", "paths"), (!body.teams.is_empty(), "By team", "teams"), (prints, "To print", "print")]);
    Page { head, body: Body::Learn(body) }
}

fn pages(book: &Book, plan: &Plan) -> Vec<Page> {
    let mut pages = vec![path_page(book, plan)];
    if let Some(id) = plan.path {
        pages.extend((0..book.model.paths[id].lessons.len()).map(|at| lesson_page(book, plan, id, at)));
    }
    pages.extend(round::pages(book, plan));
    pages.extend(slides::pages(book, plan));
    pages
}

fn path_page(book: &Book, plan: &Plan) -> Page {
    let practice = plan.drills.iter().map(|drill| book.model.places[drill.place].name.as_str()).collect::<Vec<_>>().join(", ");
    let count = plan.questions().count();
    let body = PathPage {
        stem: plan.stem.clone(),
        audience: plan.audience.clone(),
        minutes: plan.minutes,
        about: book.prose(&plan.about),
        prerequisites: plan.prerequisites.iter().filter_map(|line| book.prose(line)).collect(),
        goals: goals(plan),
        steps: plan.steps.iter().enumerate().map(|(at, _)| step_row(book, plan, at)).collect(),
        practice: (!plan.drills.is_empty()).then(|| Link::new(practice, plan.page("practice"))),
        questions: (count > 0).then(|| Link::new(format!("{count} questions"), plan.page("questions"))),
        first: plan.first.iter().map(|period| period_block(book, period)).collect(),
        contacts: plan.contacts.iter().map(contact).collect(),
        files: files(book, plan),
        printed: downloads::of_path(book, plan),
        workload: plan.workload.map(|id| Link::new(&book.model.workloads[id].name, address::workload(book.model, id))),
    };
    let mut head = Head::new(plan.page(""), &plan.title, "learn").about(first_words(&plan.about, 180)).below("Learn", "learn/index.html").contents([
        (!body.goals.is_empty(), "Goals", "goals"),
        (true, "Modules", "modules"),
        (body.practice.is_some() || body.questions.is_some(), "Practice", "practice"),
        (!body.first.is_empty(), "First steps", "first"),
        (!body.contacts.is_empty(), "Whom to ask", "ask"),
        (true, "To take away", "files"),
    ]);
    if let Some(id) = plan.path {
        head = head.meta(book, &book.model.paths[id].meta);
    }
    Page { head, body: Body::Path(Box::new(body)) }
}

fn goals(plan: &Plan) -> Vec<GoalRow> {
    let taught = |at: usize| plan.steps.iter().filter(move |step| step.teaches.contains(&at)).map(|step| Link::new(&step.title, &step.url));
    plan.goals.iter().enumerate().map(|(at, says)| GoalRow { says: says.clone(), taught_by: taught(at).collect() }).collect()
}

/// The anchor of a step: the lesson's own, else its number.
fn step_id(book: &Book, plan: &Plan, at: usize) -> String {
    let lesson = plan.path.zip(plan.steps[at].lesson).map(|(path, lesson)| book.model.paths[path].lessons[lesson].meta.id.clone());
    lesson.unwrap_or_else(|| format!("module-{}", at + 1))
}

fn step_row(book: &Book, plan: &Plan, at: usize) -> StepRow {
    let step = &plan.steps[at];
    StepRow {
        id: step_id(book, plan, at),
        link: Link::new(&step.title, &step.url),
        minutes: step.minutes,
        about: step.why.clone().or_else(|| step.summary.clone()),
    }
}

/// What to do first, on a page.
pub fn period_block(book: &Book, period: &Period) -> PeriodBlock {
    let item = |item: &crate::view::learn::ItemLine| ItemRow {
        link: Link::new(&item.title, &item.url),
        place: item.place.clone(),
        facts: format!("{}, {}", item.priority.word(), crate::view::site::book::cadence(item.cadence)),
    };
    let task = |task: &crate::view::learn::TaskLine| TaskRow { says: book.prose(&task.says), items: task.items.iter().map(item).collect() };
    PeriodBlock { title: period.title, tasks: period.tasks.iter().map(task).collect() }
}

/// Somebody to ask, on a page.
pub fn contact(contact: &Contact) -> ContactRow {
    ContactRow { who: contact.who.clone(), about: contact.about.clone(), url: contact.url.clone() }
}

/// What a path gives to take away.
fn files(book: &Book, plan: &Plan) -> Vec<Link> {
    let mut files = vec![Link::new("Slides", plan.page("slides")), Link::new("Handout", plan.page("handout"))];
    if book.config.markdown.is_some() {
        files.push(Link::new("Issue for a tracker (Markdown)", format!("learn/{}-issue.md", plan.stem)));
    }
    files
}

fn lesson_page(book: &Book, plan: &Plan, id: Id<Path>, at: usize) -> Page {
    let path = &book.model.paths[id];
    let lesson = &path.lessons[at];
    let number = plan.steps.iter().position(|step| step.lesson == Some(at)).unwrap_or_default();
    let step = &plan.steps[number];
    let own = address::lesson(book.model, id, at);
    let mut head = Head::new(&own, &lesson.title, "learn")
        .about(lesson.summary.clone().unwrap_or_else(|| first_words(&lesson.body, 180)))
        .below("Learn", "learn/index.html")
        .below(&plan.title, &plan.page(""))
        .meta(book, &lesson.meta);
    head.toc = contents(&lesson.body);
    let link = |step: &crate::view::learn::Step| Link::new(&step.title, &step.url);
    head.previous = number.checked_sub(1).map(|before| link(&plan.steps[before]));
    let after = plan.drills.first().map(|_| Link::new("Draw the line", plan.page("practice")));
    head.next =
        plan.steps.get(number + 1).map(link).or(after).or_else(|| plan.questions().next().map(|_| Link::new("Questions", plan.page("questions"))));
    let body = LessonPage {
        path: Link::new(&plan.title, plan.page("")),
        stem: plan.stem.clone(),
        step: step_id(book, plan, number),
        number: number + 1,
        of: plan.steps.len(),
        minutes: step.minutes,
        summary: lesson.summary.clone(),
        goals: step.teaches.iter().map(|&goal| plan.goals[goal].clone()).collect(),
        body: book.prose_with_terms(&lesson.body, &mut FirstUses::new(book)),
    };
    Page { head, body: Body::Lesson(body) }
}
