//! A checklist as a table: a row an item, in the order of every other format.

use crate::view::checklist::{Checklist, Found, Group, Line, words};
use crate::view::workbook::{Cell, Choices, Column, Look, Table, Tone, one_line};
use crate::vocabulary::Vocabulary;

/// The order of the columns on a sheet, by their position in [`checklist`]: what is filled in stands beside the title, what
/// one looks up behind it.
const ON_A_SHEET: [usize; 21] = [0, 1, 3, 4, 5, 6, 7, 8, 13, 14, 15, 16, 17, 18, 19, 20, 2, 9, 10, 11, 12];

/// How many of those columns are printed.
const PRINTED: usize = 16;

/// How a state is shown.
pub(super) const STATES: [(&str, Tone); 6] = [
    ("met", Tone::Good),
    ("partly-met", Tone::Part),
    ("not-met", Tone::Alarm),
    ("not-assessed", Tone::Open),
    ("not-applicable", Tone::Aside),
    ("risk-accepted", Tone::Warn),
];

/// How a priority is shown.
pub(super) const PRIORITIES: [(&str, Tone); 4] = [("critical", Tone::Alarm), ("high", Tone::Warn), ("medium", Tone::Part), ("low", Tone::Open)];

/// Every item with a box: its groups, then what comes along.
pub fn checklist(list: &Checklist<'_>) -> Table {
    let rows = list.to_tick().flat_map(|group| group.items.iter().map(|line| row(group, line))).collect();
    Table::new(columns(), rows, 0)
}

/// The same as a sheet. `team` is where the names of teams stand; `page` leads from a control to its page on the site.
pub(super) fn sheet(list: &Checklist<'_>, team: String, page: &dyn Fn(&str) -> Option<String>) -> Table {
    let mut table = checklist(list);
    table.columns[6].choices = Choices::Range(team);
    for (row, line) in table.rows.iter_mut().zip(list.to_tick().flat_map(|group| &group.items)) {
        if let Some(url) = page(line.control) {
            row[3] = Cell::Link { text: line.title.to_owned(), url };
        }
    }
    let columns = ON_A_SHEET.map(|at| table.columns[at].clone()).to_vec();
    let order = |row: &Vec<Cell>| ON_A_SHEET.map(|at| row[at].clone()).to_vec();
    Table { columns, rows: table.rows.iter().map(order).collect(), still: 3, printed: PRINTED }
}

fn columns() -> Vec<Column> {
    let words = |words: &[(&'static str, Tone)]| Choices::Words(words.iter().map(|(word, _)| (*word).into()).collect());
    let fact = Column::new;
    vec![
        fact("Item", 30, Look::Clipped).key(),
        fact("Group", 15, Look::Wrapped),
        fact("Control", 24, Look::Clipped),
        fact("Title", 38, Look::Wrapped),
        fact("Service", 16, Look::Wrapped),
        fact("Accountable", 12, Look::Wrapped),
        fact("Team", 14, Look::Wrapped).entry(),
        fact("Priority", 9, Look::Centred).choices(words(&PRIORITIES)).tones(PRIORITIES),
        fact("Cadence", 10, Look::Centred),
        fact("Scope", 13, Look::Centred),
        fact("Objective", 60, Look::Wrapped),
        fact("Requirements", 34, Look::Wrapped),
        fact("Checks", 30, Look::Wrapped),
        fact("Done", 6, Look::Centred).entry(),
        fact("State", 13, Look::Centred).entry().choices(words(&STATES)).tones(STATES),
        fact("Owner", 13, Look::Wrapped).entry(),
        fact("Date", 11, Look::Centred).entry().choices(Choices::Day),
        fact("Note", 26, Look::Wrapped).entry(),
        fact("Evidence", 24, Look::Wrapped).entry(),
        fact("Reason", 18, Look::Wrapped).entry(),
        fact("Until", 11, Look::Centred).entry().choices(Choices::Day),
    ]
}

fn row(group: &Group<'_>, line: &Line<'_>) -> Vec<Cell> {
    let holders: Vec<&str> = line.holders.iter().map(|holder| holder.name).collect();
    let requirements = line.requirements.iter().map(|(framework, ids)| format!("{framework}: {}", ids.join(", ")));
    let checks = line.checks.iter().map(|(tool, ids)| format!("{tool}: {}", ids.join(", ")));
    let mut cells = vec![
        Cell::text(line.key.as_str()),
        Cell::text(&*group.title),
        Cell::text(line.control),
        Cell::text(line.title),
        Cell::text(words::place(line)),
        Cell::text(holders.join(", ")),
        Cell::text(line.team.unwrap_or_default()),
        Cell::text(line.priority.word()),
        Cell::text(line.cadence.word()),
        Cell::text(line.scope.word()),
        Cell::text(one_line(&line.objective.plain())),
        Cell::lines(requirements.collect()),
        Cell::lines(checks.collect()),
    ];
    cells.extend(entered(line));
    cells
}

/// What was found, in the cells that are filled in.
fn entered(line: &Line<'_>) -> [Cell; 8] {
    let fields = line.status.as_ref().map(Found::fields).unwrap_or_default();
    [
        Cell::Tick(fields.done),
        Cell::text(fields.state.map_or("", Vocabulary::word)),
        Cell::text(fields.by),
        Cell::day(fields.on),
        Cell::text(fields.note),
        Cell::lines(fields.evidence.to_vec()),
        Cell::text(fields.because),
        Cell::day(fields.until),
    ]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{PRIORITIES, STATES, Tone};
    use crate::model::{Priority, State};
    use crate::vocabulary::Vocabulary;

    #[test]
    fn every_word_has_a_tone() {
        let words = |tones: &[(&'static str, Tone)]| tones.iter().map(|(word, _)| *word).collect::<BTreeSet<_>>();
        assert_eq!(words(&STATES), State::WORDS.iter().map(|(word, _)| *word).collect());
        assert_eq!(words(&PRIORITIES), Priority::WORDS.iter().map(|(word, _)| *word).collect());
    }
}
