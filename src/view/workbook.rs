//! Workbooks and tables: the model as rows of typed cells, for people with a spreadsheet and programs that read CSV.
//!
//! A [`Table`] is plain: a header and rows. A [`Workbook`] is several sheets of tables, with pages to read in front. What is
//! drawn how, and which signs a spreadsheet would run as a formula, is left to the renderers.

mod controls;
mod facts;
mod forms;
mod items;
mod mappings;
mod matrix;
mod readme;
mod responsibilities;
mod shelf;
mod summary;

use std::borrow::Cow;

use jiff::civil::Date;

use crate::source::Span;

pub use mappings::mappings;
pub use responsibilities::responsibilities;
pub use shelf::{BOOK, MAPPINGS, RESPONSIBILITIES, framework, framework_path, of_checklist, whole};

pub use items::checklist;

/// A workbook, ready to be written.
#[derive(Debug, Clone)]
pub struct Workbook {
    /// Where it goes, relative to the build folder.
    pub path: String,
    /// Its title.
    pub title: String,
    /// One sentence on what it holds.
    pub about: String,
    /// Who made the book.
    pub authors: Vec<String>,
    /// The day of the build.
    pub date: Date,
    /// What it was made from, for whoever reads it back: `Selector`, `Revision`, `Hash`, with their values.
    pub marks: Vec<(&'static str, String)>,
    /// Its sheets, in order.
    pub sheets: Vec<Sheet>,
    /// Where what it is about is defined, for findings about the document; the first service for the whole book.
    pub span: Option<Span>,
}

/// A sheet of a workbook.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Its name: unique in the workbook, and one that spreadsheets take.
    pub name: String,
    /// One sentence on what it holds.
    pub says: String,
    /// What is on it.
    pub body: Body,
}

/// What is on a sheet.
#[derive(Debug, Clone)]
pub enum Body {
    /// Rows under a header, to sort and to filter.
    Table(Table),
    /// Lines to read from the top.
    Page(Page),
}

/// Rows under a header.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, each as long as the header.
    pub rows: Vec<Vec<Cell>>,
    /// How many columns stay in sight when one scrolls to the right.
    pub still: usize,
    /// How many columns are printed; those behind them are for looking things up.
    pub printed: usize,
}

/// A column of a table.
#[derive(Debug, Clone)]
pub struct Column {
    /// The word in the header.
    pub title: Cow<'static, str>,
    /// Its width, in characters.
    pub width: u16,
    /// How its cells are set.
    pub look: Look,
    /// What may be entered.
    pub choices: Choices,
    /// Words that are set off from others, and how.
    pub tones: Vec<(Cow<'static, str>, Tone)>,
    /// What it is for.
    pub purpose: Purpose,
}

/// How the cells of a column are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// On as many lines as needed.
    Wrapped,
    /// On one line, cut where the column ends.
    Clipped,
    /// One word in the middle.
    Centred,
    /// The same, under a title that stands upright.
    Upright,
}

/// What a column is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To read.
    Fact,
    /// To fill in.
    Entry,
    /// For programs; out of sight.
    Key,
}

/// What may be entered in a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choices {
    /// Anything.
    Any,
    /// One of these words.
    Words(Vec<Cow<'static, str>>),
    /// One of the words in a range of cells; others are let through after a question.
    Range(String),
    /// A day.
    Day,
}

/// A meaning that is shown by shade and weight, so that it holds without colour too. From light to dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    /// Done with: no shade, grey words.
    Aside,
    /// Nothing entered or found yet: no shade, slanted.
    Open,
    /// As it should be.
    Good,
    /// The provider's side.
    Provider,
    /// Worth a look.
    Part,
    /// Both sides.
    Shared,
    /// Somebody should act.
    Warn,
    /// The customer's side.
    Customer,
    /// Somebody must act.
    Alarm,
}

/// Lines to read from the top.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// The width of each column, in characters.
    pub widths: Vec<u16>,
    /// The lines.
    pub rows: Vec<Row>,
    /// Whether it is printed on upright paper.
    pub upright: bool,
}

/// A line of a page.
#[derive(Debug, Clone)]
pub struct Row {
    /// What it is.
    pub role: Role,
    /// Its cells.
    pub cells: Vec<Cell>,
}

/// What a line of a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The title.
    Title,
    /// A heading.
    Heading,
    /// The header of a small table.
    Head,
    /// A line: a label, and what belongs to it.
    Line,
    /// A line whose value is to be changed.
    Ask,
    /// A line of a small table whose label is to be filled in.
    Spare,
    /// The last line of a small table.
    Total,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Blank,
    /// Words.
    Text(String),
    /// Several things of one kind.
    Lines(Vec<String>),
    /// Words that lead somewhere.
    Link {
        /// The words.
        text: String,
        /// The whole address.
        url: String,
    },
    /// A day.
    Day(Date),
    /// How many.
    Number(usize),
    /// A box, ticked or not.
    Tick(bool),
    /// What a spreadsheet works out, and what that comes to today.
    Formula(String, Answer),
}

/// What a formula comes to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Answer {
    /// How many.
    Number(usize),
    /// A part of one.
    Share(f64),
}

impl Cell {
    /// Words, or nothing where there are none.
    fn text(words: impl Into<String>) -> Self {
        let words = words.into();
        if words.is_empty() { Self::Blank } else { Self::Text(words) }
    }

    /// Several things, or nothing where there are none.
    fn lines(lines: Vec<String>) -> Self {
        if lines.is_empty() { Self::Blank } else { Self::Lines(lines) }
    }

    /// A day, where there is one.
    fn day(day: Option<Date>) -> Self {
        day.map_or(Self::Blank, Self::Day)
    }
}

impl Column {
    /// A column to read.
    fn new(title: impl Into<Cow<'static, str>>, width: u16, look: Look) -> Self {
        Self { title: title.into(), width, look, choices: Choices::Any, tones: Vec::new(), purpose: Purpose::Fact }
    }

    /// A column to fill in.
    fn entry(self) -> Self {
        Self { purpose: Purpose::Entry, ..self }
    }

    /// A column for programs.
    fn key(self) -> Self {
        Self { purpose: Purpose::Key, ..self }
    }

    fn choices(self, choices: Choices) -> Self {
        Self { choices, ..self }
    }

    fn tones<W: Into<Cow<'static, str>>>(self, tones: impl IntoIterator<Item = (W, Tone)>) -> Self {
        Self { tones: tones.into_iter().map(|(word, tone)| (word.into(), tone)).collect(), ..self }
    }
}

impl Table {
    /// A table whose columns are all printed.
    fn new(columns: Vec<Column>, rows: Vec<Vec<Cell>>, still: usize) -> Self {
        Self { printed: columns.len(), columns, rows, still }
    }

    /// The position of a column.
    pub fn column(&self, title: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.title == title)
    }
}

impl Row {
    fn new(role: Role, cells: impl IntoIterator<Item = Cell>) -> Self {
        Self { role, cells: cells.into_iter().collect() }
    }
}

/// A text on one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
