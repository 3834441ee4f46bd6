//! The summary of a checklist: counts of its rows by state, priority and team, as formulas with what they come to.
//!
//! Every formula names the rows that it counts and takes what it looks for from a label beside it, so that a reviewer can
//! follow it. The names of teams stand here and are what the sheet offers.

use jiff::civil::Date;

use crate::view::workbook::items::{PRIORITIES, STATES};
use crate::view::workbook::{Answer, Cell, Page, Role, Row, Table};

/// The name of the sheet.
pub(super) const NAME: &str = "Summary";

/// The name of the sheet that is counted.
pub(super) const COUNTED: &str = "Checklist";

/// The label for items without a state.
const NOTHING: &str = "(nothing entered)";

/// How many lines are free for teams that nobody has named yet.
const SPARE: usize = 4;

/// The row of the first team, from 1. What stands above has always the same number of lines.
const FIRST_TEAM: usize = 22;

/// What a summary is made from.
pub(super) struct Subject<'s> {
    /// What the checklist is for.
    pub(super) title: &'s str,
    /// The day of the build.
    pub(super) date: Date,
    /// The names of the teams.
    pub(super) teams: &'s [&'s str],
}

/// The cells that hold the names of teams.
pub(super) fn team_cells(teams: usize) -> String {
    format!("{NAME}!$A${FIRST_TEAM}:$A${}", FIRST_TEAM + teams + SPARE - 1)
}

/// The page.
pub(super) fn page(subject: &Subject<'_>, table: &Table) -> Page {
    let counted = Counted::of(table);
    let mut sheet = Sheet { counted: &counted, rows: Vec::new() };
    sheet.put(Role::Title, [Cell::text(format!("Summary: {}", subject.title))]);
    sheet.put(Role::Line, [Cell::text("Every figure counts rows of the sheet Checklist. An item that is ticked and has no state counts as met.")]);
    sheet.figures(subject.date);
    sheet.states();
    sheet.teams(subject.teams);
    Page { widths: vec![26, 12, 12, 12, 12, 13, 14, 14, 16], rows: sheet.rows, upright: false }
}

/// An item, as far as it is counted.
struct Counting<'t> {
    state: &'t str,
    done: bool,
    priority: &'t str,
    team: &'t str,
    until: Option<Date>,
}

/// The rows of a checklist, and the ranges that hold them.
struct Counted<'t> {
    items: Vec<Counting<'t>>,
    key: String,
    state: String,
    done: String,
    priority: String,
    team: String,
    until: String,
}

impl<'t> Counted<'t> {
    fn of(table: &'t Table) -> Self {
        let at = |title: &str| table.column(title).unwrap_or_default();
        let range = |title: &str| {
            let column = letters(at(title));
            format!("{COUNTED}!${column}$2:${column}${}", table.rows.len() + 1)
        };
        let (state, done, priority, team, until) = (at("State"), at("Done"), at("Priority"), at("Team"), at("Until"));
        let item = |row: &'t Vec<Cell>| Counting {
            state: words(&row[state]),
            done: row[done] == Cell::Tick(true),
            priority: words(&row[priority]),
            team: words(&row[team]),
            until: if let Cell::Day(day) = row[until] { Some(day) } else { None },
        };
        Self {
            items: table.rows.iter().map(item).collect(),
            key: range("Item"),
            state: range("State"),
            done: range("Done"),
            priority: range("Priority"),
            team: range("Team"),
            until: range("Until"),
        }
    }

    fn count(&self, wanted: impl Fn(&Counting<'_>) -> bool) -> usize {
        self.items.iter().filter(|item| wanted(item)).count()
    }
}

impl Counting<'_> {
    /// The state that counts.
    fn counts_as(&self) -> &str {
        match (self.state, self.done) {
            ("", true) => "met",
            ("", false) => NOTHING,
            (state, _) => state,
        }
    }
}

fn words(cell: &Cell) -> &str {
    if let Cell::Text(words) = cell { words } else { "" }
}

/// The lines written so far.
struct Sheet<'c, 't> {
    counted: &'c Counted<'t>,
    rows: Vec<Row>,
}

impl Sheet<'_, '_> {
    fn put(&mut self, role: Role, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(Row::new(role, cells));
    }

    /// The number of the line that comes next, from 1.
    fn next(&self) -> usize {
        self.rows.len() + 1
    }

    fn figures(&mut self, date: Date) {
        let counted = self.counted;
        let all = counted.items.len();
        let aside = counted.count(|item| item.counts_as() == "not-applicable");
        let met = counted.count(|item| item.counts_as() == "met");
        let late = counted.count(|item| item.until.is_some_and(|until| until < date));
        self.put(Role::Heading, [Cell::text("At a glance")]);
        let items = self.next();
        self.put(Role::Line, [Cell::text("Items"), number(format!("COUNTA({})", counted.key), all)]);
        self.put(Role::Line, [Cell::text("Items that apply"), number(format!("B{items}-F{}", FIRST_STATE + 4), all - aside)]);
        self.put(Role::Line, [Cell::text("Met"), number(format!("F{FIRST_STATE}"), met)]);
        self.put(Role::Line, [Cell::text("Met, of those that apply"), share((items + 2, met), (items + 1, all - aside))]);
        self.put(Role::Ask, [Cell::text("On this day (change it)"), Cell::Day(date)]);
        let late_now = format!("COUNTIFS({},\"<\"&B{})", counted.until, items + 4);
        self.put(Role::Line, [Cell::text("Entries past their Until"), number(late_now, late)]);
    }

    /// States against priorities.
    fn states(&mut self) {
        self.put(Role::Heading, [Cell::text("By state and priority")]);
        let head = std::iter::once("State").chain(PRIORITIES.map(|(word, _)| word)).chain(["All", "Share"]);
        self.put(Role::Head, head.map(Cell::text));
        let top = self.next();
        debug_assert_eq!(top, FIRST_STATE, "the lines above the states have always the same number");
        for state in labels() {
            let row = self.next();
            let mut cells = vec![Cell::text(state)];
            for (at, (priority, _)) in PRIORITIES.iter().enumerate() {
                let column = letters(at + 1);
                let others = format!("{column}{top}:{column}{}", top + STATES.len() - 1);
                let also = Also { range: &self.counted.priority, cell: format!("{column}${}", top - 1), others };
                let result = self.counted.count(|item| item.counts_as() == state && item.priority == *priority);
                cells.push(number(self.of_state(state, &format!("$A{row}"), &also), result));
            }
            let result = self.counted.count(|item| item.counts_as() == state);
            cells.push(number(format!("SUM(B{row}:E{row})"), result));
            cells.push(share_of(format!("F{row}"), format!("F${}", top + labels().count()), result, self.counted.items.len()));
            self.put(Role::Line, cells);
        }
        let last = self.next() - 1;
        let sum = |column: usize, result| number(format!("SUM({0}{top}:{0}{last})", letters(column)), result);
        let all = self.counted.items.len();
        let of = |priority: &str| self.counted.count(|item| item.priority == priority);
        let mut cells = vec![Cell::text("All")];
        cells.extend(PRIORITIES.iter().enumerate().map(|(at, (priority, _))| sum(at + 1, of(priority))));
        cells.extend([sum(5, all), Cell::Blank]);
        self.put(Role::Total, cells);
    }

    /// Teams against states.
    fn teams(&mut self, teams: &[&str]) {
        self.put(Role::Heading, [Cell::text("By team")]);
        self.put(Role::Head, std::iter::once("Team").chain(labels()).chain(["All"]).map(Cell::text));
        let top = self.next();
        debug_assert_eq!(top, FIRST_TEAM, "the lines above the teams have always the same number");
        for team in teams.iter().map(|team| Some(*team)).chain([None; SPARE]) {
            self.team(team, top);
        }
        self.nobody(top);
        let last = self.next() - 1;
        let of = |state: &str| self.counted.count(|item| item.counts_as() == state);
        let sum = |column: usize, result| number(format!("SUM({0}{top}:{0}{last})", letters(column)), result);
        let mut cells = vec![Cell::text("All")];
        cells.extend(labels().enumerate().map(|(at, state)| sum(at + 1, of(state))));
        cells.push(sum(8, self.counted.items.len()));
        self.put(Role::Total, cells);
    }

    /// A team, or a line for one that is not named yet.
    fn team(&mut self, team: Option<&str>, top: usize) {
        let row = self.next();
        let also = Also { range: &self.counted.team, cell: format!("$A{row}"), others: format!("B{row}:G{row}") };
        let mut cells = vec![Cell::text(team.unwrap_or_default())];
        for (at, state) in labels().enumerate() {
            let result = self.counted.count(|item| item.counts_as() == state && Some(item.team) == team);
            cells.push(number(self.of_state(state, &format!("{}${}", letters(at + 1), top - 1), &also), result));
        }
        let result = self.counted.count(|item| Some(item.team) == team);
        cells.push(number(format!("SUM(B{row}:H{row})"), result));
        self.put(if team.is_some() { Role::Line } else { Role::Spare }, cells);
    }

    /// Items without a team: what is left of each state.
    fn nobody(&mut self, top: usize) {
        let row = self.next();
        let mut cells = vec![Cell::text("(no team)")];
        for (at, state) in labels().enumerate() {
            let result = self.counted.count(|item| item.counts_as() == state && item.team.is_empty());
            cells.push(number(format!("F{}-SUM({1}{top}:{1}{2})", FIRST_STATE + at, letters(at + 1), row - 1), result));
        }
        let result = self.counted.count(|item| item.team.is_empty());
        cells.push(number(format!("SUM(B{row}:H{row})"), result));
        self.put(Role::Line, cells);
    }

    /// The rows in a state that also match something else. Empty cells are never looked for, since programs differ in what
    /// they take for one: what has no state is what the others leave.
    fn of_state(&self, state: &str, label: &str, also: &Also<'_>) -> String {
        let Counted { state: states, done, .. } = self.counted;
        let Also { range, cell, others } = also;
        match state {
            NOTHING => format!("COUNTIFS({range},{cell})-SUM({others})"),
            "met" => {
                let ticked = format!("COUNTIFS({done},TRUE,{range},{cell})-COUNTIFS({done},TRUE,{states},\"?*\",{range},{cell})");
                format!("COUNTIFS({states},{label},{range},{cell})+{ticked}")
            }
            _ => format!("COUNTIFS({states},{label},{range},{cell})"),
        }
    }
}

/// What rows have to match besides a state.
struct Also<'r> {
    range: &'r str,
    cell: String,
    /// The cells with the other states of the same row or column.
    others: String,
}

/// The row of the first state, from 1.
const FIRST_STATE: usize = 12;

/// The states in the order of the vocabulary, then the label for none.
fn labels() -> impl Iterator<Item = &'static str> {
    STATES.into_iter().map(|(word, _)| word).chain([NOTHING])
}

fn number(formula: String, result: usize) -> Cell {
    Cell::Formula(formula, Answer::Number(result))
}

/// One count of another, each with the row of column B that holds it.
fn share((part_row, part): (usize, usize), (all_row, all): (usize, usize)) -> Cell {
    share_of(format!("B{part_row}"), format!("B{all_row}"), part, all)
}

fn share_of(part: String, all: String, result: usize, of: usize) -> Cell {
    #[expect(clippy::cast_precision_loss, reason = "a checklist has fewer items than a float has digits")]
    let answer = if of == 0 { 0.0 } else { result as f64 / of as f64 };
    Cell::Formula(format!("IF({all}=0,0,{part}/{all})"), Answer::Share(answer))
}

/// The letters of a column, from 0.
pub(super) fn letters(column: usize) -> String {
    let last = char::from(b'A' + u8::try_from(column % 26).unwrap_or_default());
    match column / 26 {
        0 => last.to_string(),
        more => format!("{}{last}", letters(more - 1)),
    }
}
