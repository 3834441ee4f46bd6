//! Views in the middle of prose, and the parts that several twins share: checklists, comparisons, chains of answers.

use crate::markdown::write::{Place, escape};
use crate::view::site::check_line::CheckLine;
use crate::view::site::checks::Checks;
use crate::view::site::compare::{Compare, CompareRow};
use crate::view::site::live::Live;
use crate::view::site::matrix::Matrix;
use crate::view::site::parts::{Chip, WhyStep};
use crate::view::site::stack::Stack;

use super::sheet::{Sheet, table};

/// What a live block shows.
pub(super) fn lines(sheet: &Sheet<'_>, view: &Live) -> Vec<String> {
    match view {
        Live::Stack { stack } => stack_table(stack, sheet),
        Live::Matrix { matrix } => matrix_table(matrix, sheet),
        Live::Checklist { checks } => checks.groups.iter().flat_map(|group| &group.lines).map(|line| check_line(line, sheet)).collect(),
        Live::Compare { compare } => compare_table(compare, sheet),
        Live::Nothing {} => Vec::new(),
    }
}

fn stack_table(stack: &Stack, sheet: &Sheet<'_>) -> Vec<String> {
    let layer = |name: &str, url: &str| sheet.link(&crate::view::site::parts::Link::new(name, url));
    let rows: Vec<Vec<String>> = stack.rows.iter().map(|row| vec![layer(&row.name, &row.explained), escape(&row.class.word)]).collect();
    table(&[("Layer", false), ("Holder", false)], &rows)
}

/// Services against layers, in whole words.
pub(super) fn matrix_table(matrix: &Matrix, sheet: &Sheet<'_>) -> Vec<String> {
    let names = matrix.columns.iter().map(|column| (column.link.text.as_str(), false));
    let head: Vec<(&str, bool)> = std::iter::once(("", false)).chain(names).collect();
    let word = |class: &Chip| if class.kind == "none" { "–".to_owned() } else { escape(&class.word) };
    let row = |row: &crate::view::site::matrix::MatrixRow| {
        std::iter::once(sheet.link(&row.link))
            .chain(row.cells.iter().flat_map(|cell| std::iter::repeat_n(word(&cell.class), cell.span)))
            .collect::<Vec<_>>()
    };
    table(&head, &matrix.rows.iter().map(row).collect::<Vec<_>>())
}

fn compare_table(compare: &Compare, sheet: &Sheet<'_>) -> Vec<String> {
    if compare.moved.is_empty() {
        return vec!["No duty changes hands.".to_owned()];
    }
    let cell = |chip: &Chip, says| {
        let words = sheet.prose_lines(says, Place::Item).join(" ");
        if words.is_empty() { escape(&chip.word) } else { format!("{}. {words}", escape(&chip.word)) }
    };
    let row = |row: &CompareRow| vec![escape(&row.layer), sheet.link(&row.duty), cell(&row.a, row.a_says), cell(&row.b, row.b_says)];
    let head = [("Layer", false), ("Duty", false), (compare.a.link.text.as_str(), false), (compare.b.link.text.as_str(), false)];
    table(&head, &compare.moved.iter().map(|one| row(one)).collect::<Vec<_>>())
}

/// An item of a checklist: what is done, where, how much it matters and how often, and what was found.
pub(super) fn check_line(line: &CheckLine, sheet: &Sheet<'_>) -> String {
    let mut facts: Vec<String> = line.place.iter().map(|place| format!("on {}", sheet.link(place))).collect();
    facts.extend([line.priority.to_owned(), line.cadence.to_owned()]);
    if line.holders.len() > 1 {
        facts.push("both sides".to_owned());
    }
    if line.scope != "service" {
        facts.push(format!("once per {}", line.scope));
    }
    facts.extend(line.called_by.iter().map(|names| format!("for {}", escape(names))));
    facts.extend(line.state.iter().map(|state| match state.words.as_str() {
        "" => state.name.replace('-', " "),
        words => format!("{}: {}", state.name.replace('-', " "), escape(words)),
    }));
    format!("- {} ({})", sheet.link(&line.link), facts.join("; "))
}

impl Sheet<'_> {
    /// A checklist with a heading for each group.
    pub(super) fn checks(&mut self, checks: &Checks, level: usize) {
        for group in &checks.groups {
            let lines: Vec<String> = group.lines.iter().map(|line| check_line(line, self)).collect();
            self.section(level, &group.title, &lines);
        }
        if checks.groups.is_empty() {
            self.add("Nothing is left to the customer's side.");
        }
        let lines: Vec<String> =
            checks.inherited.iter().chain(checks.elsewhere.iter().map(|line| &**line)).map(|line| check_line(line, self)).collect();
        let title = format!("What {} does alone", self.shared.provider);
        self.section(level, &title, &lines);
    }

    /// The chain of answers behind a holder, nearest first; as one item of a list.
    pub(super) fn why(&self, steps: &[WhyStep]) -> Option<String> {
        let step = |step: &WhyStep| {
            let because = self.prose_lines(step.because, Place::Item).join(" ");
            let because = if because.is_empty() { String::new() } else { format!(", because {}", because.trim_end_matches('.')) };
            let sources: Vec<String> = std::iter::once(&step.source).chain(&step.more).map(|source| self.source(source)).collect();
            format!("{}: {}{because} ({})", escape(&step.given_in), escape(&step.answer), sources.join(", "))
        };
        (!steps.is_empty()).then(|| format!("- Why: {}", steps.iter().map(step).collect::<Vec<_>>().join("; over ")))
    }
}
