//! Slides as their templates read them: the deck, and what the speaker says to each of them.

use serde::Serialize;

use crate::render::pdf::ink::Ink;
use crate::render::pdf::prose::{Node, Writer};
use crate::render::pdf::sheet::frame::Frame;
use crate::render::pdf::sheet::handouts::{Column, Held};
use crate::view::handout::{Course, Grid, LayerName, Mark, Picture, StackRow};
use crate::view::learn::Slide;

/// A deck.
#[derive(Serialize)]
pub(super) struct Deck {
    #[serde(flatten)]
    frame: Frame,
    slides: Vec<SlideSheet>,
    /// The layers on the title.
    stack: Vec<StackLine>,
    legend: Vec<Held>,
}

/// A slide.
#[derive(Serialize)]
struct SlideSheet {
    kind: &'static str,
    kicker: String,
    title: String,
    inner: bool,
    says: Option<String>,
    lines: Vec<SlideLine>,
    notes: Vec<String>,
    shows: Option<Shown>,
}

#[derive(Serialize)]
struct SlideLine {
    text: String,
    right: bool,
}

/// What a slide shows.
#[derive(Serialize)]
#[serde(tag = "t", rename_all = "lowercase")]
enum Shown {
    Stack { rows: Vec<StackLine> },
    Grid(GridSheet),
    Moves { from: String, to: String, rows: Vec<MoveLine>, more: usize },
    Items { titles: Vec<String>, more: usize },
    Prose { nodes: Vec<Node> },
}

/// Places side by side.
#[derive(Serialize)]
pub(super) struct GridSheet {
    places: Vec<String>,
    rows: Vec<GridLine>,
}

#[derive(Serialize)]
struct GridLine {
    layer: Column,
    held: Vec<Held>,
}

#[derive(Serialize)]
struct StackLine {
    layer: Column,
    class: Held,
    /// Kind of holder, and its part of the whole in percent.
    shares: Vec<(&'static str, f64)>,
}

#[derive(Serialize)]
struct MoveLine {
    duty: String,
    from: Held,
    to: Held,
}

impl Deck {
    pub(super) fn new(course: &Course<'_>, frame: Frame, writer: &mut Writer<'_, '_>) -> Self {
        // A heading of the second level needs one of the first before it.
        let mut begun = false;
        let mut slides = Vec::new();
        for (slide, picture) in &course.slides {
            slides.push(SlideSheet { inner: slide.inner && begun, ..SlideSheet::new(slide, picture.as_ref(), writer) });
            begun |= slide.kind != "title" && !slide.inner;
        }
        Self {
            frame,
            slides,
            stack: course.stack.iter().map(|row| StackLine::new(row, writer.ink)).collect(),
            legend: course.legend.iter().map(|mark| Held::new(mark, writer.ink)).collect(),
        }
    }
}

impl SlideSheet {
    fn new(slide: &Slide, picture: Option<&Picture<'_>>, writer: &mut Writer<'_, '_>) -> Self {
        let shows = picture.map(|picture| Shown::new(picture, writer));
        let ink = &mut *writer.ink;
        Self {
            kind: slide.kind,
            kicker: ink.words(&slide.kicker),
            title: ink.words(&slide.title),
            inner: false,
            says: slide.says.as_ref().map(|says| ink.words(says)),
            lines: slide.lines.iter().map(|(text, right)| SlideLine { text: ink.words(text), right: *right }).collect(),
            notes: slide.notes.iter().map(|note| ink.words(note)).collect(),
            shows,
        }
    }
}

impl Shown {
    fn new(picture: &Picture<'_>, writer: &mut Writer<'_, '_>) -> Self {
        match picture {
            Picture::Stack(rows) => Self::Stack { rows: rows.iter().map(|row| StackLine::new(row, writer.ink)).collect() },
            Picture::Grid(grid) => Self::Grid(GridSheet::new(grid, writer.ink)),
            Picture::Moves([from, to], rows, more) => Self::Moves {
                from: writer.ink.words(from),
                to: writer.ink.words(to),
                rows: rows.iter().map(|row| MoveLine::new(row, writer.ink)).collect(),
                more: *more,
            },
            Picture::Items(titles, more) => Self::Items { titles: titles.iter().map(|title| writer.ink.words(title)).collect(), more: *more },
            Picture::Prose(doc) => Self::Prose { nodes: writer.doc(doc) },
        }
    }
}

impl GridSheet {
    pub(super) fn new(grid: &Grid<'_>, ink: &mut Ink<'_>) -> Self {
        let mut row = |(layer, marks): &(LayerName<'_>, Vec<Mark>)| GridLine {
            layer: Column::new(layer, ink),
            held: marks.iter().map(|mark| Held::new(mark, ink)).collect(),
        };
        let rows = grid.rows.iter().map(&mut row).collect();
        Self { places: grid.places.iter().map(|place| ink.words(place)).collect(), rows }
    }
}

impl StackLine {
    fn new(row: &StackRow<'_>, ink: &mut Ink<'_>) -> Self {
        let all: usize = row.shares.iter().map(|(_, count)| count).sum();
        let percent = |count: usize| (count * 1000 / all.max(1)) as f64 / 10.0;
        Self {
            layer: Column::new(&row.layer, ink),
            class: Held::new(&row.class, ink),
            shares: row.shares.iter().map(|(kind, count)| (*kind, percent(*count))).collect(),
        }
    }
}

impl MoveLine {
    fn new((duty, from, to): &(&str, Mark, Mark), ink: &mut Ink<'_>) -> Self {
        Self { duty: ink.words(duty), from: Held::new(from, ink), to: Held::new(to, ink) }
    }
}
