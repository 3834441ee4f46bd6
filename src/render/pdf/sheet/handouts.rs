//! Matrix, comparison, summary and the documents of a path as their templates read them.

use serde::Serialize;

use super::course::course;
use super::frame::{Frame, Marks, site};
use super::json;
use crate::config::Config;
use crate::render::pdf::form::Form;
use crate::render::pdf::ink::Ink;
use crate::render::pdf::job::Job;
use crate::render::pdf::press::Press;
use crate::render::pdf::prose::{Node, Writer};
use crate::view::checklist::words;
use crate::view::handout::{About, Comparison, Handout, LayerName, Mark, Matrix, MatrixRow, Moved, Summary};
use crate::vocabulary::Priority;

/// How much less of a summary is shown where it is longer than a page: tasks, and what is told about duties.
const LESS: [(usize, usize); 8] = [(0, 1), (1, 2), (2, 3), (3, 4), (5, 6), (7, 8), (10, 12), (40, 40)];

/// The document of a handout.
pub(in crate::render::pdf) fn handout(handout: &Handout<'_>, config: &Config, press: &Press) -> Job {
    let about = handout.about();
    let mut ink = Ink::new(&press.coverage, (about.span, about.title.clone()));
    let depth = about.path.matches('/').count();
    let site = site(config, depth);
    let marks = Marks {
        title: &about.title,
        about: &about.about,
        date: &about.date,
        revision: &about.revision,
        hash: about.hash.clone(),
        page: &about.page,
        depth,
    };
    let frame = Frame::new(marks, config, &mut ink);
    let mut writer = Writer { ink: &mut ink, links: &about.links, site: site.as_deref() };
    let mut pages = matches!(handout, Handout::Summary(_)).then_some(1);
    let (template, data, shorter) = match handout {
        Handout::Matrix(it) => ("matrix", json(&MatrixSheet::new(it, frame, writer.ink)), Vec::new()),
        Handout::Compare(it) => ("compare", json(&CompareSheet::new(it, frame, &mut writer)), Vec::new()),
        Handout::Summary(it) => {
            let mut sheet = SummarySheet::new(it, frame, &mut writer);
            let (tasks, told) = room(it);
            let first = sheet.cut((tasks, told));
            let mut shorter: Vec<Vec<u8>> = LESS.iter().map(|less| sheet.cut((tasks.saturating_sub(less.0), told.saturating_sub(less.1)))).collect();
            shorter.dedup();
            ("summary", first, shorter)
        }
        Handout::Course(it) => {
            let made = course(it, frame, &mut writer);
            pages = made.pages;
            (made.template, made.data, made.shorter)
        }
    };
    job(about, (template, data, shorter), pages, ink)
}

fn job(about: &About, (template, data, shorter): (&'static str, Vec<u8>, Vec<Vec<u8>>), pages: Option<usize>, ink: Ink<'_>) -> Job {
    Job {
        path: about.path.clone(),
        template,
        data,
        shorter,
        pages,
        record: None,
        form: Form::default(),
        ident: about.path.clone(),
        missing: ink.missing(),
        span: about.span,
    }
}

/// How many tasks, and how much of what is told, a page mostly has room for: reckoned in points, since each try costs as much as
/// the page itself. Too much is found out when the page is laid out.
fn room(it: &Summary<'_>) -> (usize, usize) {
    let lines = |chars: usize, line: usize| chars.div_ceil(line).max(1);
    let stack = 20 + it.layers.len() * 15 + if it.places.len() > 2 { 108 } else { 16 };
    let (mut tasks, mut height) = (0, 20);
    while let Some(task) = it.tasks.get(tasks).filter(|_| height < stack) {
        height += 6 + 11 * lines(task.title.chars().count(), 42);
        tasks += 1;
    }
    let noted = usize::from(it.full_name.is_some() || it.lifecycle.is_some());
    let head = 78 + 13 * (noted + lines(it.summary.plain().chars().count(), 105));
    let foot = 52 + 11 * lines(it.built_of.join(", ").len(), 90);
    let mut left = 750_usize.saturating_sub(stack.max(height) + head + foot + 36);
    let mut told = 0;
    for pair in it.told.chunks(2) {
        let high = pair
            .iter()
            .map(|told| 15 + 12 * (lines(told.duty.chars().count() + 14, 52) + lines(told.says.plain().chars().count(), 60)))
            .max()
            .unwrap_or_default();
        if high > left {
            break;
        }
        left -= high;
        told += pair.len();
    }
    (tasks, told)
}

/// Who holds something.
#[derive(Serialize)]
pub(super) struct Held {
    kind: &'static str,
    word: String,
}

/// A layer as a heading.
#[derive(Serialize)]
pub(super) struct Column {
    name: String,
    concern: bool,
}

impl Column {
    pub(super) fn new(layer: &LayerName<'_>, ink: &mut Ink<'_>) -> Self {
        Self { name: ink.words(layer.name), concern: layer.concern }
    }
}

impl Held {
    pub(super) fn new(mark: &Mark, ink: &mut Ink<'_>) -> Self {
        Self { kind: mark.kind, word: ink.words(&mark.word) }
    }
}

/// Services against layers.
#[derive(Serialize)]
struct MatrixSheet {
    #[serde(flatten)]
    frame: Frame,
    columns: Vec<Column>,
    groups: Vec<MatrixGroup>,
    legend: Vec<Held>,
}

#[derive(Serialize)]
struct MatrixGroup {
    title: String,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    name: String,
    variant: bool,
    model: String,
    cells: Vec<&'static str>,
}

impl MatrixSheet {
    fn new(matrix: &Matrix<'_>, frame: Frame, ink: &mut Ink<'_>) -> Self {
        let mut row =
            |row: &MatrixRow<'_>| Row { name: ink.words(row.name), variant: row.variant, model: ink.words(row.model), cells: row.cells.clone() };
        let rows: Vec<Vec<Row>> = matrix.groups.iter().map(|group| group.rows.iter().map(&mut row).collect()).collect();
        Self {
            frame,
            columns: matrix.columns.iter().map(|column| Column::new(column, ink)).collect(),
            groups: matrix.groups.iter().zip(rows).map(|(group, rows)| MatrixGroup { title: ink.words(group.title), rows }).collect(),
            legend: matrix.legend.iter().map(|mark| Held::new(mark, ink)).collect(),
        }
    }
}

/// Two places side by side.
#[derive(Serialize)]
struct CompareSheet {
    #[serde(flatten)]
    frame: Frame,
    /// Name and service model of each.
    sides: [(String, String); 2],
    moved: Vec<MovedRow>,
    /// By layer.
    same: Vec<(String, Vec<(String, Held)>)>,
}

#[derive(Serialize)]
struct MovedRow {
    layer: String,
    says: String,
    from: Held,
    to: Held,
    from_says: Vec<Node>,
    to_says: Vec<Node>,
}

impl CompareSheet {
    fn new(it: &Comparison<'_>, frame: Frame, writer: &mut Writer<'_, '_>) -> Self {
        let mut named = |(name, model): (&str, &str)| (writer.ink.words(name), writer.ink.words(model));
        let sides = [named(it.from), named(it.to)];
        let mut same: Vec<(String, Vec<(String, Held)>)> = Vec::new();
        for row in &it.same {
            let line = (writer.ink.words(row.says), Held::new(&row.from, writer.ink));
            let layer = writer.ink.words(row.layer);
            match same.last_mut().filter(|(known, _)| *known == layer) {
                Some((_, lines)) => lines.push(line),
                None => same.push((layer, vec![line])),
            }
        }
        Self { frame, sides, moved: it.moved.iter().map(|row| MovedRow::new(row, writer)).collect(), same }
    }
}

impl MovedRow {
    fn new(row: &Moved<'_>, writer: &mut Writer<'_, '_>) -> Self {
        Self {
            layer: writer.ink.words(row.layer),
            says: writer.ink.words(row.says),
            from: Held::new(&row.from, writer.ink),
            to: Held::new(&row.to, writer.ink),
            from_says: row.from_says.map(|doc| writer.doc(doc)).unwrap_or_default(),
            to_says: row.to_says.map(|doc| writer.doc(doc)).unwrap_or_default(),
        }
    }
}

/// A service on one page.
#[derive(Serialize)]
struct SummarySheet {
    #[serde(flatten)]
    frame: Frame,
    full_name: Option<String>,
    category: String,
    lifecycle: Option<String>,
    summary: Vec<Node>,
    /// Name and service model of the service and of its variants.
    places: Vec<(String, String)>,
    layers: Vec<(Column, Vec<Held>)>,
    duties: (usize, usize),
    tasks: Vec<TaskLine>,
    /// How many there are in all, and how many of these are for the service itself.
    counts: (usize, usize),
    inherited: usize,
    told: Vec<ToldLine>,
    built_of: Vec<String>,
    checklist: Option<String>,
}

#[derive(Serialize)]
struct TaskLine {
    title: String,
    priority: &'static str,
    cadence: String,
}

#[derive(Serialize)]
struct ToldLine {
    duty: String,
    holder: Held,
    says: Vec<Node>,
}

impl SummarySheet {
    fn new(it: &Summary<'_>, frame: Frame, writer: &mut Writer<'_, '_>) -> Self {
        let told = it.told.iter().map(|told| ToldLine {
            duty: writer.ink.words(told.duty),
            holder: Held::new(&told.holder, writer.ink),
            says: writer.doc(told.says),
        });
        let told = told.collect();
        let summary = writer.doc(it.summary);
        let ink = &mut *writer.ink;
        let mut layers = Vec::new();
        for (layer, marks) in &it.layers {
            let marks = marks.iter().map(|mark| Held::new(mark, ink)).collect();
            layers.push((Column::new(layer, ink), marks));
        }
        Self {
            frame,
            full_name: it.full_name.map(|name| ink.words(name)),
            category: ink.words(it.category),
            lifecycle: it.lifecycle.as_ref().map(|words| ink.words(words)),
            summary,
            places: it.places.iter().map(|(name, model)| (ink.words(name), ink.words(model))).collect(),
            layers,
            duties: it.duties,
            tasks: it
                .tasks
                .iter()
                .map(|task| TaskLine {
                    title: ink.words(task.title),
                    priority: letter(task.priority),
                    cadence: words::capital(&words::word(task.cadence)),
                })
                .collect(),
            counts: (it.tasks.len(), it.own),
            inherited: it.inherited,
            told,
            built_of: it.built_of.iter().map(|name| ink.words(name)).collect(),
            checklist: it.checklist.as_ref().map(|path| ink.words(path)),
        }
    }

    /// As bytes, with no more than so many tasks and so much that is told.
    fn cut(&mut self, (tasks, told): (usize, usize)) -> Vec<u8> {
        self.tasks.truncate(tasks);
        self.told.truncate(told);
        json(self)
    }
}

/// The letter that a priority carries.
pub(super) fn letter(priority: Priority) -> &'static str {
    match priority {
        Priority::Critical => "C",
        Priority::High => "H",
        Priority::Medium => "M",
        Priority::Low => "L",
    }
}
