//! A path to print: slides, notes for the speaker, a handout of two pages, its questions, and their key.

use std::sync::Arc;

use crate::config::Config;
use crate::markdown::Doc;
use crate::model::{Form, Id, Model, Place, Side};
use crate::source::Span;
use crate::view::checklist::links;
use crate::view::handout::picture::{grid, picture, stack};
use crate::view::handout::{About, Grid, Mark, Picture, StackRow, dated, hash, provider, side_name};
use crate::view::learn::{Plan, Slide, deck, plans, thoughts};

/// A path with everything that is printed of it.
#[derive(Debug)]
pub struct Course<'m> {
    /// The path.
    pub plan: Plan,
    /// Its slides, each with what it shows.
    pub slides: Vec<(Slide, Option<Picture<'m>>)>,
    /// The layers of the first service that it is about: for the title.
    pub stack: Vec<StackRow<'m>>,
    /// What to keep in mind: title and sentence.
    pub thoughts: Vec<(String, String)>,
    /// The services that it is about, layer by layer.
    pub grid: Option<Grid<'m>>,
    /// How the sides are called.
    pub legend: Vec<Mark>,
}

/// A document of a path.
#[derive(Debug, Clone)]
pub struct CoursePart<'m> {
    /// What it tells about itself.
    pub about: About,
    /// Which one it is.
    pub part: Part,
    /// What it is made of.
    pub course: Arc<Course<'m>>,
}

/// Which document of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Slides, 16 to 9.
    Slides,
    /// What the speaker says to each of them.
    Notes,
    /// What to keep, on two pages.
    Handout,
    /// The questions.
    Questions,
    /// Their answers.
    Key,
}

impl Part {
    /// Every document of a path.
    pub const ALL: [Self; 5] = [Self::Slides, Self::Notes, Self::Handout, Self::Questions, Self::Key];

    /// Its word, which is also the stem of its file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Slides => "slides",
            Self::Notes => "notes",
            Self::Handout => "handout",
            Self::Questions => "questions",
            Self::Key => "key",
        }
    }

    /// Its name for readers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Slides => "Slides",
            Self::Notes => "Speaker notes",
            Self::Handout => "Handout",
            Self::Questions => "Question sheet",
            Self::Key => "Answer key",
        }
    }

    fn about(self, title: &str) -> String {
        match self {
            Self::Slides => format!("The slides of {title}."),
            Self::Notes => format!("What to say to each slide of {title}."),
            Self::Handout => format!("{title} on two pages: what to keep, what to do first, whom to ask."),
            Self::Questions => format!("The questions of {title}, to answer on paper."),
            Self::Key => format!("The answers to the questions of {title}, with their reasons."),
        }
    }

    /// The page of the site that shows the same.
    fn page(self) -> &'static str {
        match self {
            Self::Slides | Self::Notes => "slides",
            Self::Handout => "handout",
            Self::Questions | Self::Key => "questions",
        }
    }
}

/// The documents of every path.
pub(super) fn all<'m>(model: &'m Model, config: &Config) -> impl Iterator<Item = CoursePart<'m>> {
    plans(model).into_iter().flat_map(|plan| of_plan(model, config, plan))
}

/// The documents of a path: without questions, there are no sheets of them.
pub(super) fn of_plan<'m>(model: &'m Model, config: &Config, plan: Plan) -> Vec<CoursePart<'m>> {
    let course = Arc::new(course(model, config, plan));
    parts(&course.plan).map(|part| CoursePart { about: about(model, config, &course, part), part, course: Arc::clone(&course) }).collect()
}

/// Which documents a path has.
pub fn parts(plan: &Plan) -> impl Iterator<Item = Part> {
    let asks = plan.questions().next().is_some();
    Part::ALL.into_iter().filter(move |part| asks || !matches!(part, Part::Questions | Part::Key))
}

fn course<'m>(model: &'m Model, config: &Config, plan: Plan) -> Course<'m> {
    let deck = deck(model, &plan);
    let thoughts = thoughts(&deck);
    let shown = |slide: Slide| {
        let picture = slide.shows.as_ref().and_then(|doc| picture(model, config, doc));
        (slide, picture)
    };
    let places = plan.places();
    let first = plan.steps.iter().find_map(|step| step.place).or(places.first().copied());
    Course {
        slides: deck.into_iter().map(shown).collect(),
        stack: first.map(|place| stack(model, place)).unwrap_or_default(),
        thoughts,
        grid: (!places.is_empty()).then(|| grid(model, &places)),
        legend: legend(model, first),
        plan,
    }
}

fn legend(model: &Model, place: Option<Id<Place>>) -> Vec<Mark> {
    let provider = place.map_or_else(|| side_name(model, Side::Provider), |place| provider(model, place));
    let mark = |kind, word: String| Mark { kind, word };
    vec![
        mark("provider", provider),
        mark("shared", "Shared".to_owned()),
        mark("customer", side_name(model, Side::Customer)),
        mark("none", "None".to_owned()),
    ]
}

fn about(model: &Model, config: &Config, course: &Course<'_>, part: Part) -> About {
    let plan = &course.plan;
    let span = match (plan.path, plan.workload) {
        (Some(path), _) => model.paths[path].meta.span,
        (None, Some(workload)) => model.workloads[workload].meta.span,
        (None, None) => Span::default(),
    };
    let stories = plan.exercises.iter().map(|exercise| &exercise.story);
    let reasons = plan.questions().flat_map(|question| std::iter::once(&question.ask).chain(&question.because));
    let shown = course.slides.iter().filter_map(|(slide, _)| slide.shows.as_ref());
    let docs: Vec<&Doc> = stories.chain(reasons).chain(shown).collect();
    About {
        path: format!("learn/{}/{}.pdf", plan.stem, part.word()),
        title: match part {
            Part::Slides => plan.title.clone(),
            part => format!("{}: {}", part.name(), plan.title),
        },
        about: part.about(&plan.title),
        hash: hash(words(course).iter().map(String::as_str)),
        page: plan.page(part.page()),
        links: plan.links.clone().into_iter().chain(links::of_docs(model, docs.into_iter())).collect(),
        ..dated(config, span)
    }
}

/// All that its documents say, for the digest that they show.
fn words(course: &Course<'_>) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for (slide, picture) in &course.slides {
        words.extend([slide.title.clone(), slide.says.clone().unwrap_or_default()]);
        words.extend(slide.lines.iter().map(|(line, right)| format!("{line} {right}")));
        words.extend(slide.notes.iter().cloned());
        words.push(match picture {
            Some(Picture::Prose(doc)) => doc.plain(),
            picture => format!("{picture:?}"),
        });
    }
    for question in course.plan.questions() {
        words.push(question.ask.plain());
        words.extend(match &question.form {
            Form::One(choices, right) => choices.iter().map(|choice| choice.says.clone()).chain([right.to_string()]).collect(),
            Form::Several(choices, right) => choices.iter().map(|choice| choice.says.clone()).chain([format!("{right:?}")]).collect(),
            Form::Order(steps) => steps.clone(),
            Form::Match(pairs) => pairs.iter().flat_map(|(left, right)| [left.clone(), right.clone()]).collect::<Vec<_>>(),
        });
    }
    words.push(format!("{:?}", course.grid));
    words
}
