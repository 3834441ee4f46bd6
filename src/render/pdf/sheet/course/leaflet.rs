//! The handout of a path as its template reads it: as much of it as has room on two pages.

use serde::Serialize;

use super::deck::GridSheet;
use crate::render::pdf::prose::{Node, Writer};
use crate::render::pdf::sheet::frame::Frame;
use crate::render::pdf::sheet::handouts::Held;
use crate::render::pdf::sheet::json;
use crate::view::handout::Course;
use crate::view::learn::{Period, Plan};

/// How large the letters are, and how many thoughts, things to read and lines of a period there are at most: all of them, then
/// smaller, then less and less.
const ROOM: [(f64, usize, usize, usize); 8] =
    [(1.14, 9, 18, 9), (1.05, 9, 18, 9), (1.0, 9, 18, 9), (1.0, 9, 12, 7), (1.0, 8, 8, 5), (1.0, 6, 6, 4), (1.0, 4, 5, 3), (1.0, 2, 3, 1)];

#[derive(Serialize)]
struct Leaflet {
    #[serde(flatten)]
    frame: Frame,
    /// How large it is set.
    zoom: f64,
    /// The title of the path.
    name: String,
    audience: Option<String>,
    minutes: u32,
    story: Vec<Node>,
    goals: Vec<String>,
    thoughts: Vec<(String, String)>,
    steps: Vec<Step>,
    /// How many things to read there are more.
    more: usize,
    grid: Option<GridSheet>,
    legend: Vec<Held>,
    periods: Vec<PeriodSheet>,
    contacts: Vec<(String, Option<String>)>,
}

#[derive(Serialize)]
struct Step {
    title: String,
    minutes: u32,
    why: Option<String>,
}

#[derive(Serialize)]
struct PeriodSheet {
    title: String,
    /// What to do, without its items and with them: whether it is an item, then its words.
    lines: Vec<(bool, String)>,
    /// How many lines there are more.
    more: usize,
}

/// What the template reads: all of it first, then with less and less in it.
pub(super) fn sheets(course: &Course<'_>, frame: Frame, writer: &mut Writer<'_, '_>) -> Vec<Vec<u8>> {
    let plan = &course.plan;
    let mut sheet = Leaflet::new(course, frame, writer);
    let mut made: Vec<Vec<u8>> = Vec::new();
    for (zoom, thoughts, steps, lines) in ROOM {
        sheet.zoom = zoom;
        sheet.thoughts.truncate(thoughts);
        sheet.steps.truncate(steps);
        sheet.more = plan.steps.len() - sheet.steps.len();
        sheet.periods = plan.first.iter().map(|period| PeriodSheet::new(period, lines, writer)).collect();
        made.push(json(&sheet));
    }
    made.dedup();
    made
}

impl Leaflet {
    fn new(course: &Course<'_>, frame: Frame, writer: &mut Writer<'_, '_>) -> Self {
        let plan: &Plan = &course.plan;
        let story = writer.doc(&plan.about);
        let ink = &mut *writer.ink;
        Self {
            frame,
            zoom: 1.0,
            name: ink.words(&plan.title),
            audience: plan.audience.as_ref().map(|audience| ink.words(audience)),
            minutes: plan.minutes,
            story,
            goals: plan.goals.iter().map(|goal| ink.words(goal)).collect(),
            thoughts: course.thoughts.iter().map(|(title, says)| (ink.words(title), ink.words(says))).collect(),
            steps: plan
                .steps
                .iter()
                .map(|step| Step {
                    title: ink.words(&step.title),
                    minutes: step.minutes,
                    why: step.why.as_ref().or(step.summary.as_ref()).map(|why| ink.words(why)),
                })
                .collect(),
            more: 0,
            grid: course.grid.as_ref().map(|grid| GridSheet::new(grid, ink)),
            legend: course.legend.iter().map(|mark| Held::new(mark, ink)).collect(),
            periods: Vec::new(),
            contacts: plan.contacts.iter().map(|contact| (ink.words(&contact.who), contact.about.as_ref().map(|about| ink.words(about)))).collect(),
        }
    }
}

impl PeriodSheet {
    fn new(period: &Period, most: usize, writer: &mut Writer<'_, '_>) -> Self {
        let mut lines: Vec<(bool, String)> = Vec::new();
        for task in &period.tasks {
            if !task.says.is_empty() {
                lines.push((false, writer.ink.words(&task.says.plain())));
            }
            lines.extend(task.items.iter().map(|item| (true, writer.ink.words(&item.title))));
        }
        let more = lines.len().saturating_sub(most);
        lines.truncate(most);
        Self { title: writer.ink.words(period.title), lines, more }
    }
}
