//! What to do in the first day, week and month: lines of the authors, and items selected from the model.

use crate::markdown::Doc;
use crate::model::{Item, Model, Side, State, Task, Workload};
use crate::view::address;
use crate::vocabulary::{Cadence, Priority};

/// A day, a week or a month.
#[derive(Debug, Clone)]
pub struct Period {
    /// `day`, `week`, `month`.
    pub id: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// What to do in it.
    pub tasks: Vec<TaskLine>,
}

/// Something to do.
#[derive(Debug, Clone)]
pub struct TaskLine {
    /// What to do; empty where the items say it.
    pub says: Doc,
    /// Items of the model that are done with it.
    pub items: Vec<ItemLine>,
}

/// An item of the model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemLine {
    /// Its key: `control@service/variant`, or `control`.
    pub key: String,
    /// What is done.
    pub title: String,
    /// Where.
    pub place: Option<String>,
    /// The page of the control.
    pub url: String,
    /// How much it matters.
    pub priority: Priority,
    /// How often it is done.
    pub cadence: Cadence,
}

const PERIODS: [(&str, &str); 3] = [("day", "The first day"), ("week", "The first week"), ("month", "The first month")];

/// The periods of a path that have something to do.
pub(super) fn periods(model: &Model, first: &[Vec<Task>; 3]) -> Vec<Period> {
    let line = |task: &Task| TaskLine { says: task.says.clone(), items: items(model, task) };
    let period = |((id, title), tasks): (&(&'static str, &'static str), &Vec<Task>)| Period { id, title, tasks: tasks.iter().map(line).collect() };
    PERIODS.iter().zip(first).map(period).filter(|period| !period.tasks.is_empty()).collect()
}

/// The items of a selection that the customer's side has a part in. Where it names no service, a control is one item wherever it applies.
fn items(model: &Model, task: &Task) -> Vec<ItemLine> {
    let Some(selection) = &task.items else { return Vec::new() };
    let covered = model.covered(selection);
    let mut items = model.chosen(selection, &covered);
    items.retain(|item| model.item_has_side(item, Side::Customer));
    if covered.everywhere {
        items.iter_mut().for_each(|item| item.place = None);
        items.dedup_by_key(|item| item.control);
    }
    lines(model, items.iter().collect(), task.most)
}

fn lines(model: &Model, mut items: Vec<&Item>, most: usize) -> Vec<ItemLine> {
    items.sort_by_key(|item| model.controls[item.control].priority);
    items.truncate(most);
    let line = |item: &&Item| {
        let control = &model.controls[item.control];
        ItemLine {
            key: model.item_key(item),
            title: control.title.clone(),
            place: item.place.map(|place| model.places[place].name.clone()),
            url: address::control(model, item.control),
            priority: control.priority,
            cadence: control.cadence,
        }
    };
    items.iter().map(line).collect()
}

/// What a workload's team does first, of what is still open: what is critical, then what is high, then what comes again.
pub(super) fn of_workload(model: &Model, workload: &Workload) -> Vec<Period> {
    let open = |item: &Item| {
        let tailored = || workload.tailoring_of(item.control, item.place).is_some();
        let met = || workload.status_of(&model.item_key(item)).is_some_and(|status| status.state == State::Met);
        model.item_has_side(item, Side::Customer) && !tailored() && !met()
    };
    let all = model.items(&workload.places);
    let items: Vec<&Item> = all.iter().filter(|item| open(item)).collect();
    let comes_again =
        |cadence: Cadence| matches!(cadence, Cadence::Daily | Cadence::Weekly | Cadence::Monthly | Cadence::Quarterly | Cadence::Yearly);
    let of = |wanted: &dyn Fn(Priority, Cadence) -> bool| -> Vec<&Item> {
        let here = |item: &&&Item| wanted(model.controls[item.control].priority, model.controls[item.control].cadence);
        items.iter().filter(here).copied().collect()
    };
    let picks: [(Vec<&Item>, &str); 3] = [
        (of(&|priority, _| priority == Priority::Critical), "Look at what is critical: is it done, and can you show it?"),
        (of(&|priority, cadence| priority == Priority::High && !comes_again(cadence)), "Go through what has to be in place before production."),
        (of(&|priority, cadence| priority >= Priority::High && comes_again(cadence)), "Put what comes again into the calendar."),
    ];
    let period = |((id, title), (items, says)): (&(&'static str, &'static str), (Vec<&Item>, &str))| Period {
        id,
        title,
        tasks: vec![TaskLine { says: super::words::paragraph(says), items: lines(model, items, MOST) }],
    };
    PERIODS.iter().zip(picks).map(period).filter(|period| period.tasks.iter().any(|task| !task.items.is_empty())).collect()
}

/// How many items of a workload a newcomer looks at in one period.
const MOST: usize = 8;
