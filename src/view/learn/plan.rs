//! A path as every format shows it: read from the content, or made from a workload.

use std::collections::{BTreeMap, BTreeSet};

use crate::markdown::{Doc, LinkKind};
use crate::model::{Contact, Duty, Holder, Id, Model, Module, Path, Place, Reading, Side, Workload};
use crate::view::address;
use crate::view::learn::dice::shuffled;
use crate::view::learn::ground::Ground;
use crate::view::learn::tasks::{self, Period};
use crate::view::learn::{Draw, Question, company, draw, of_services, team, words, written};
use crate::view::list::Listing;
use crate::view::site::prose::entity;

/// A path, ready to be shown.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The stem of its pages below `learn/`: `first-hour`, `workloads/payments`.
    pub stem: String,
    /// Its title.
    pub title: String,
    /// Whom it is for.
    pub audience: Option<String>,
    /// How long it takes.
    pub minutes: u32,
    /// What it is about.
    pub about: Doc,
    /// What to know or have before.
    pub prerequisites: Vec<Doc>,
    /// What one can do after it.
    pub goals: Vec<String>,
    /// What to read, in order.
    pub steps: Vec<Step>,
    /// Rounds of "draw the line".
    pub drills: Vec<Drill>,
    /// The question round.
    pub exercises: Vec<Exercise>,
    /// What to do first.
    pub first: Vec<Period>,
    /// Whom to ask.
    pub contacts: Vec<Contact>,
    /// The path it is read from.
    pub path: Option<Id<Path>>,
    /// The workload it is made from.
    pub workload: Option<Id<Workload>>,
    /// Where the entity links of its prose lead: destination as written, address relative to the site's root.
    pub links: BTreeMap<String, String>,
}

/// Something to read.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its title.
    pub title: String,
    /// Its page.
    pub url: String,
    /// How long it takes.
    pub minutes: u32,
    /// What to look for in it.
    pub why: Option<String>,
    /// One sentence about it.
    pub summary: Option<String>,
    /// Positions in [`Plan::goals`].
    pub teaches: Vec<usize>,
    /// The lesson that it is: position in the path's lessons.
    pub lesson: Option<usize>,
    /// The service or variant whose page it is.
    pub place: Option<Id<Place>>,
}

/// A round of "draw the line".
#[derive(Debug, Clone)]
pub struct Drill {
    /// The service or variant.
    pub place: Id<Place>,
    /// A sentence before it.
    pub says: Option<String>,
    /// The duties to place; each of them has a holder here.
    pub duties: Vec<Id<Duty>>,
}

/// A question, or several with one story.
#[derive(Debug, Clone)]
pub struct Exercise {
    /// The story; empty where there is none.
    pub story: Doc,
    /// What is asked.
    pub questions: Vec<Question>,
}

impl Exercise {
    /// A question without a story.
    pub(super) fn plain(question: Question) -> Self {
        Self { story: Doc::default(), questions: vec![question] }
    }
}

impl Plan {
    /// Every question of its round.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.exercises.iter().flat_map(|exercise| &exercise.questions)
    }

    /// The services that a handout shows: those of its practice, then those that it asks about.
    pub fn places(&self) -> Vec<Id<Place>> {
        let mut places: Vec<Id<Place>> = self.drills.iter().map(|drill| drill.place).collect();
        for place in self.questions().filter_map(|question| question.places.first().copied()) {
            if places.len() < SHOWN && !places.contains(&place) {
                places.push(place);
            }
        }
        places
    }

    /// The page with a part of it: `questions`, `practice`, `slides`; the path itself where the part is empty.
    pub fn page(&self, part: &str) -> String {
        match part {
            "" => format!("learn/{}.html", self.stem),
            part => format!("learn/{}/{part}.html", self.stem),
        }
    }
}

/// How many services a handout shows.
const SHOWN: usize = 6;

/// Questions by the places that they are about: many paths draw from them.
pub(super) struct Pool {
    questions: Vec<Question>,
    of_place: BTreeMap<Id<Place>, Vec<usize>>,
}

impl Pool {
    fn new(questions: Vec<Question>) -> Self {
        let mut of_place: BTreeMap<Id<Place>, Vec<usize>> = BTreeMap::new();
        for (at, question) in questions.iter().enumerate() {
            question.places.iter().for_each(|&place| of_place.entry(place).or_default().push(at));
        }
        Self { questions, of_place }
    }

    /// The questions about some of these places, in order; all questions where no place is given.
    pub(super) fn about(&self, places: &[Id<Place>]) -> impl Iterator<Item = &Question> {
        let found: BTreeSet<usize> = match places {
            [] => (0..self.questions.len()).collect(),
            places => places.iter().filter_map(|place| self.of_place.get(place)).flatten().copied().collect(),
        };
        found.into_iter().map(|at| &self.questions[at])
    }
}

/// Every path: those of the content, then one for each workload.
pub fn plans(model: &Model) -> Vec<Plan> {
    if model.paths.is_empty() && model.workloads.is_empty() {
        return Vec::new();
    }
    let ground = Ground::new(model);
    let pool = Pool::new(of_services(&ground));
    let read = model.paths.ids().map(|id| of_path(&ground, id, &pool));
    let made = model.workloads.ids().map(|id| team::plan(&ground, id, &pool));
    read.chain(made).map(|plan| with_links(model, plan)).collect()
}

/// The path with a stem: that of the content, or `workloads/…`.
pub fn plan(model: &Model, stem: &str) -> Option<Plan> {
    let ground = Ground::new(model);
    let pool = Pool::new(of_services(&ground));
    if let Some(id) = model.paths.find(stem) {
        return Some(with_links(model, of_path(&ground, id, &pool)));
    }
    let workload = stem.strip_prefix("workloads/").or_else(|| stem.strip_prefix("workload:"))?;
    model.workloads.find(workload).map(|id| with_links(model, team::plan(&ground, id, &pool)))
}

/// The paths as a table: those of the content, then those of workloads.
pub fn listing(model: &Model) -> Listing {
    let row = |plan: &Plan| {
        let counts = [plan.minutes as usize, plan.steps.len(), plan.drills.len(), plan.questions().count()].map(|count| count.to_string());
        std::iter::once(plan.stem.clone()).chain(counts).chain([plan.title.clone()]).collect()
    };
    Listing { columns: vec!["path", "minutes", "modules", "practice", "questions", "title"], rows: plans(model).iter().map(row).collect() }
}

fn with_links(model: &Model, mut plan: Plan) -> Plan {
    let tasks = plan.first.iter().flat_map(|period| &period.tasks).map(|task| &task.says);
    let docs = std::iter::once(&plan.about).chain(&plan.prerequisites).chain(tasks);
    let named = docs.flat_map(|doc| &doc.links).filter(|link| link.kind == LinkKind::Entity);
    plan.links = named.filter_map(|link| Some((link.dest.clone(), entity(&link.dest, model)?))).collect();
    plan
}

fn of_path(ground: &Ground<'_>, id: Id<Path>, pool: &Pool) -> Plan {
    let model = ground.model;
    let path = &model.paths[id];
    let drills: Vec<Drill> = path.practice.iter().filter_map(|raw| drill(ground, raw.place, &raw.duties, raw.says.clone())).collect();
    Plan {
        stem: path.meta.id.clone(),
        title: path.title.clone(),
        audience: path.audience.as_deref().map(words::lower),
        minutes: path.minutes.map_or_else(|| model.path_times(path).all(), |(minutes, _)| minutes),
        about: path.about.clone(),
        prerequisites: path.prerequisites.clone(),
        goals: path.goals.iter().map(|goal| goal.says.clone()).collect(),
        steps: path.modules.iter().map(|module| step(model, id, module)).collect(),
        drills,
        exercises: exercises(ground, id, pool),
        first: tasks::periods(model, &path.first),
        contacts: path.contacts.clone(),
        path: Some(id),
        workload: None,
        links: BTreeMap::new(),
    }
}

fn step(model: &Model, id: Id<Path>, module: &Module) -> Step {
    let path = &model.paths[id];
    let (title, url, summary) = match module.reading {
        Reading::Lesson(at) => (&path.lessons[at].title, address::lesson(model, id, at), path.lessons[at].summary.clone()),
        Reading::Guide(guide) => (&model.guides[guide].title, address::guide(model, guide), model.guides[guide].summary.clone()),
        Reading::Place(place) => (&model.places[place].name, address::place(model, place), None),
    };
    Step {
        title: title.clone(),
        url,
        minutes: model.module_minutes(path, module),
        why: module.why.clone(),
        summary,
        teaches: module.teaches.clone(),
        lesson: if let Reading::Lesson(at) = module.reading { Some(at) } else { None },
        place: if let Reading::Place(place) = module.reading { Some(place) } else { None },
    }
}

/// What the authors wrote, then as many made from the model as the round still has room for.
fn exercises(ground: &Ground<'_>, id: Id<Path>, pool: &Pool) -> Vec<Exercise> {
    let path = &ground.model.paths[id];
    let mut found: Vec<Exercise> = written::exercises(ground, id).into_iter().map(|(story, questions)| Exercise { story, questions }).collect();
    let there: usize = found.iter().map(|exercise| exercise.questions.len()).sum();
    let places = places(path);
    let mut own: Vec<Question> = path.round.workloads.iter().flat_map(|&workload| company::questions(ground, workload)).collect();
    own.extend(pool.about(&places).cloned());
    found.extend(fill(&own, path.round.count.saturating_sub(there), &path.round.seed).into_iter().map(Exercise::plain));
    found
}

/// Questions drawn from a pool.
pub(super) fn fill(pool: &[Question], count: usize, seed: &str) -> Vec<Question> {
    draw(pool, &Draw { count, seed, places: &[] })
}

/// What a path is about: the services that its round names, else those that it reads and practises on.
fn places(path: &Path) -> Vec<Id<Place>> {
    if !path.round.places.is_empty() {
        return path.round.places.clone();
    }
    let read = path.modules.iter().filter_map(|module| if let Reading::Place(place) = module.reading { Some(place) } else { None });
    read.chain(path.practice.iter().map(|drill| drill.place)).collect()
}

/// How many duties a round of "draw the line" has where its author does not choose them.
const DUTIES: usize = 8;

/// A round: the duties that are named and have a holder here, else those that differ most between services, of both sides.
pub(super) fn drill(ground: &Ground<'_>, place: Id<Place>, duties: &[Id<Duty>], says: Option<String>) -> Option<Drill> {
    let model = ground.model;
    let held = |duty: &Id<Duty>| matches!(model.holder(place, *duty), Holder::Party(_));
    let name = |duty: &Id<Duty>| model.duties[*duty].meta.id.clone();
    let chosen: Vec<Id<Duty>> = if duties.is_empty() {
        let open: Vec<Id<Duty>> = shuffled(ground.duties().filter(held), ground.id(place), name);
        let of = |side: Side| {
            let mut some: Vec<Id<Duty>> = open.iter().copied().filter(|&duty| model.held_by_side(place, duty, side)).collect();
            // What lies with one side nearly everywhere is no question, unless it lies elsewhere here.
            some.sort_by_key(|&duty| (!ground.is_contested(duty), std::cmp::Reverse(ground.level(place, duty))));
            some
        };
        let (own, provided) = (of(Side::Customer), of(Side::Provider));
        let half = DUTIES / 2;
        let more = half + half.saturating_sub(provided.len());
        own.into_iter().take(more).chain(provided.into_iter().take(half)).collect()
    } else {
        duties.iter().copied().filter(held).collect()
    };
    let duties = shuffled(chosen, ground.id(place), name);
    (duties.len() >= 2).then_some(Drill { place, says, duties })
}
