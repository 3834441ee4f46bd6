//! Paths for newcomers: modules, goals, practice, the question round, what to do first.

use crate::diag::{nearest, rules};
use crate::model::{Contact, Drill, Goal, Id, Lesson, Model, Module, Path, Place, Reading, Round, Table, Task};
use crate::parse::{self, Entry, OneOrMany, Page, Raw, Text};
use crate::resolve::dates::{meta, review};
use crate::resolve::lookup::{Lookup, Noun, Target, WORKLOAD};
use crate::resolve::selections::By;
use crate::resolve::{compose, prose, questions};

const LESSON: &str = "lesson";
const PATH: Noun = Noun { kind: "path", rule: &rules::DEAD_LINK };
const GOAL: Noun = Noun { kind: "goal", rule: &rules::UNKNOWN_GOAL };

/// The folder of the pages of paths that are made from workloads.
const TAKEN: &str = "workloads";

/// Adds the paths, by id.
pub(crate) fn add(raw: &Raw, model: &mut Model, cx: &mut Lookup<'_>) {
    let mut rows: Vec<Path> = raw.paths.iter().map(|entry| path(entry, raw, model, cx)).collect();
    unused(raw, cx);
    rows.sort_by(|a, b| a.meta.id.cmp(&b.meta.id));
    model.paths = Table::new(rows);
}

fn path(entry: &Entry<parse::Path>, raw: &Raw, model: &Model, cx: &mut Lookup<'_>) -> Path {
    let body = &entry.body;
    cx.rename(PATH, &body.renamed_from, &entry.id.value);
    if entry.id.value == TAKEN {
        cx.report(&rules::INVALID_ID, entry.id.span, format!("a path cannot be called `{TAKEN}`: the paths of workloads lie there"));
    }
    let own: Vec<&Entry<Page>> = raw.lessons.iter().filter(|lesson| lesson.folder == entry.id.value).collect();
    let goals = goals(body, cx);
    let (lessons, modules) = modules(entry, &own, &goals, model, cx);
    unnamed(body, &own, cx);
    let practice = body.practice.0.iter().filter_map(|raw| drill(raw, model, cx)).collect();
    let written = raw.questions.iter().filter(|file| file.id.value == entry.id.value).flat_map(|file| file.body.iter());
    let questions = questions::questions(written, &goals, model, cx);
    Path {
        meta: meta(&entry.id.value, body.title.span, &review!(body), cx),
        title: body.title.value.clone(),
        audience: body.audience.as_ref().map(|audience| audience.value.clone()),
        minutes: body.minutes.as_ref().map(|minutes| (minutes.value, minutes.span)),
        about: body.about.doc.clone(),
        prerequisites: body.prerequisites.0.iter().map(|line| line.doc.clone()).collect(),
        goals,
        lessons,
        modules,
        practice,
        round: round(body.questions.as_ref(), &entry.id.value, model, cx),
        questions,
        first: first(body.first.as_ref(), model, cx),
        contacts: body.ask.0.iter().map(contact).collect(),
    }
}

fn goals(body: &parse::Path, cx: &mut Lookup<'_>) -> Vec<Goal> {
    let mut goals: Vec<Goal> = Vec::new();
    for raw in body.goals.0.iter().filter(|goal| !goal.say.value.is_empty()) {
        if let Some(id) = &raw.id {
            cx.check_spelling(id);
            if let Some(first) = goals.iter().find(|goal| goal.id.as_ref() == Some(&id.value)) {
                let span = first.span;
                cx.duplicate("goal", id, span);
            }
        }
        let span = raw.id.as_ref().map_or(raw.say.span, |id| id.span);
        goals.push(Goal { id: raw.id.as_ref().map(|id| id.value.clone()), says: raw.say.value.clone(), span });
    }
    goals
}

/// The positions of goals that are named.
pub(crate) fn named_goals(named: &OneOrMany<Text>, goals: &[Goal], cx: &mut Lookup<'_>) -> Vec<usize> {
    let mut found = Vec::new();
    for id in named.0.iter().filter(|id| !id.value.is_empty()) {
        match goals.iter().position(|goal| goal.id.as_ref() == Some(&id.value)) {
            Some(at) => found.push(at),
            None => cx.unknown(GOAL, id, goals.iter().filter_map(|goal| goal.id.as_deref())),
        }
    }
    found
}

/// Lessons and modules, in order; a path that names neither is told.
fn modules(entry: &Entry<parse::Path>, own: &[&Entry<Page>], goals: &[Goal], model: &Model, cx: &mut Lookup<'_>) -> (Vec<Lesson>, Vec<Module>) {
    let (body, folder) = (&entry.body, entry.id.value.as_str());
    if body.modules.is_empty() && body.lessons.0.is_empty() && !cx.suspects.lost_in(body.span) {
        cx.report(&rules::MISSING_KEY, body.title.span, "the key `modules` is missing").label("a path needs `modules` or `lessons`");
    }
    let (mut lessons, mut modules) = (Vec::new(), Vec::new());
    for raw in &body.modules {
        let reading = match (&raw.lesson, &raw.guide, &raw.service) {
            (Some(id), None, None) => lesson(id, folder, own, cx).map(|lesson| taken(lesson, &mut lessons)),
            (None, Some(id), None) => cx.find(&model.guides, prose::GUIDE, id).map(Reading::Guide),
            (None, None, Some(id)) => compose::place(model, id, cx).map(Reading::Place),
            _ => {
                if !cx.suspects.lost_in(raw.span) {
                    let finding = cx.report(&rules::MISSING_KEY, raw.span, "a module needs one of `lesson`, `guide` and `service`");
                    finding.label("this module reads nothing, or several things");
                }
                None
            }
        };
        let teaches = named_goals(&raw.teaches, goals, cx);
        let minutes = raw.minutes.as_ref().map(|minutes| minutes.value);
        let why = raw.why.as_ref().map(|why| why.value.clone());
        modules.extend(reading.map(|reading| Module { reading, minutes, teaches, why }));
    }
    for id in body.lessons.0.iter().filter(|id| !id.value.is_empty()) {
        let reading = lesson(id, folder, own, cx).map(|lesson| taken(lesson, &mut lessons));
        modules.extend(reading.map(|reading| Module { reading, minutes: None, teaches: Vec::new(), why: None }));
    }
    (lessons, modules)
}

fn taken(lesson: Lesson, lessons: &mut Vec<Lesson>) -> Reading {
    lessons.push(lesson);
    Reading::Lesson(lessons.len() - 1)
}

fn stem(lesson: &Entry<Page>) -> &str {
    lesson.id.value.rsplit('/').next().unwrap_or_default()
}

fn lesson(id: &Text, folder: &str, own: &[&Entry<Page>], cx: &mut Lookup<'_>) -> Option<Lesson> {
    if let Some(lesson) = own.iter().find(|lesson| stem(lesson) == id.value) {
        let front = &lesson.body.front;
        return Some(Lesson {
            meta: meta(&id.value, front.title.span, &review!(front), cx),
            title: front.title.value.clone(),
            summary: (!front.summary.doc.is_empty()).then(|| front.summary.doc.plain()),
            body: lesson.body.body.clone(),
        });
    }
    if !cx.suspects.is_broken(LESSON, &format!("{folder}/{}", id.value)) {
        let names: Vec<&str> = own.iter().map(|lesson| stem(lesson)).collect();
        // Where no name is near, any lesson may have been meant.
        let near = nearest(&id.value, names.iter().copied());
        names.iter().filter(|name| near.is_none_or(|near| near == **name)).for_each(|name| cx.suspects.mean(LESSON, name));
        let finding = cx.report(&rules::DEAD_LINK, id.span, format!("there is no lesson `{}.md` beside this path", id.value));
        finding.nearest(&id.value, names.iter().copied());
    }
    None
}

/// Lessons beside a path that it does not name.
fn unnamed(body: &parse::Path, own: &[&Entry<Page>], cx: &mut Lookup<'_>) {
    let named: Vec<&str> = body.modules.iter().filter_map(|raw| raw.lesson.as_ref()).chain(&body.lessons.0).map(|id| id.value.as_str()).collect();
    if named.is_empty() {
        return;
    }
    let unnamed = |lesson: &&&Entry<Page>| !named.contains(&stem(lesson)) && !cx.suspects.contains(LESSON, stem(lesson));
    let spans: Vec<_> = own.iter().filter(unnamed).map(|lesson| lesson.id.span).collect();
    for span in spans {
        cx.report(&rules::UNUSED_FILE, span, "the path does not name this lesson").help("add it under `modules` in `path.yaml`: `- lesson: …`");
    }
}

/// Lessons and questions in folders without a path.
fn unused(raw: &Raw, cx: &mut Lookup<'_>) {
    let lost =
        |folder: &str| raw.paths.iter().any(|path| path.id.value == folder) || raw.broken.contains(&(parse::FileKind::Path, folder.to_owned()));
    for lesson in raw.lessons.iter().filter(|lesson| !lost(&lesson.folder)) {
        cx.report(&rules::UNUSED_FILE, lesson.id.span, "no path takes this lesson").help("add a `path.yaml` beside it that names it under `modules`");
    }
    for file in raw.questions.iter().filter(|file| !lost(&file.id.value)) {
        cx.report(&rules::UNUSED_FILE, file.id.span, "no path takes these questions").help("add a `path.yaml` beside them");
    }
}

fn drill(raw: &parse::Drill, model: &Model, cx: &mut Lookup<'_>) -> Option<Drill> {
    let place = compose::place(model, &raw.service, cx)?;
    let mut duties = Vec::new();
    for id in &raw.duties.0 {
        match cx.target(model, id) {
            Some(Target::Duty(duty)) => duties.push(duty),
            Some(Target::Layer(layer)) => duties.extend(&model.layers[layer].duties),
            None => {}
        }
    }
    Some(Drill { place, duties, says: raw.say.as_ref().map(|say| say.value.clone()) })
}

fn round(raw: Option<&parse::Round>, id: &str, model: &Model, cx: &mut Lookup<'_>) -> Round {
    let Some(raw) = raw else {
        return Round { count: Round::COUNT, seed: id.to_owned(), places: Vec::new(), workloads: Vec::new() };
    };
    Round {
        count: raw.count.as_ref().map_or(Round::COUNT, |count| count.value as usize),
        seed: raw.seed.as_ref().map_or_else(|| id.to_owned(), |seed| seed.value.clone()),
        places: places(&raw.services, model, cx),
        workloads: raw.workloads.0.iter().filter_map(|id| cx.find(&model.workloads, WORKLOAD, id)).collect(),
    }
}

fn places(ids: &OneOrMany<Text>, model: &Model, cx: &mut Lookup<'_>) -> Vec<Id<Place>> {
    ids.0.iter().filter_map(|id| compose::place(model, id, cx)).collect()
}

fn first(raw: Option<&parse::First>, model: &Model, cx: &mut Lookup<'_>) -> [Vec<Task>; 3] {
    let Some(raw) = raw else { return [const { Vec::new() }; 3] };
    let mut tasks = |tasks: &OneOrMany<parse::Task>| tasks.0.iter().map(|raw| task(raw, model, cx)).collect();
    [tasks(&raw.day), tasks(&raw.week), tasks(&raw.month)]
}

fn task(raw: &parse::Task, model: &Model, cx: &mut Lookup<'_>) -> Task {
    let texts: Vec<Text> = raw.items.0.iter().filter(|text| !text.value.is_empty()).cloned().collect();
    let items = if texts.is_empty() { None } else { cx.selection_by(By::Book, &texts, model) };
    if raw.say.doc.is_empty() && texts.is_empty() && !cx.suspects.lost_in(raw.span) {
        cx.report(&rules::MISSING_KEY, raw.span, "a task needs `say` or `items`").label("this task asks for nothing");
    }
    Task { says: raw.say.doc.clone(), items, most: raw.most.as_ref().map_or(usize::MAX, |most| most.value as usize) }
}

fn contact(raw: &parse::Contact) -> Contact {
    Contact {
        who: raw.who.value.clone(),
        about: raw.about.as_ref().map(|about| about.value.clone()),
        url: raw.url.as_ref().map(|url| url.0.value.clone()),
    }
}
