//! How far a workload is, on its page: the whole, its teams, what has run out and what soon will.

use serde::Serialize;

use crate::model::{Id, Workload};
use crate::view::address;
use crate::view::site::book::Book;
use crate::view::site::parts::Link;
use crate::view::status::{By, Entry, Group, SOON, Status, Tally, spaced, status};

/// How far a workload is.
#[derive(Debug, Clone, Serialize)]
pub struct Standing {
    /// The whole, then its teams.
    pub rows: Vec<StandingRow>,
    /// What the shares are shares of, and what is in none.
    pub about: String,
    /// What has run out.
    pub expired: Vec<StandingItem>,
    /// What runs out soon.
    pub ending: Vec<StandingItem>,
    /// Days that count as soon.
    pub soon: usize,
    /// What has two entries of one day that do not agree.
    pub conflicts: Vec<StandingItem>,
}

/// The whole, or the part of a team.
#[derive(Debug, Clone, Serialize)]
pub struct StandingRow {
    /// Its name.
    pub name: String,
    /// What its items add up to, in words.
    pub state: String,
    /// How much is met, of how much: `12 of 40 met (30 %)`.
    pub share: String,
    /// The counts by state, worst first, in words.
    pub words: String,
    /// Percent that are met, for a bar.
    pub met: usize,
    /// Percent that are partly met.
    pub partly: usize,
    /// Percent that are not met.
    pub not_met: usize,
}

/// An item of a list.
#[derive(Debug, Clone, Serialize)]
pub struct StandingItem {
    /// The title and page of its control.
    pub link: Link,
    /// Its key.
    pub item: String,
    /// What was found, until when and by whom.
    pub words: String,
}

/// How far a workload is; `None` where nobody has looked at anything.
pub fn standing(book: &Book, id: Id<Workload>) -> Option<Standing> {
    if book.model.workloads[id].statuses.is_empty() {
        return None;
    }
    let view = status(book.model, id, By::Team);
    let whole = row("All items", view.state, &view.total);
    let team = |group: &Group| row(&group.name, group.state, &group.tally);
    let items = |entries: &[Entry]| entries.iter().map(|entry| item(book, entry)).collect();
    Some(Standing {
        rows: std::iter::once(whole).chain(view.groups.iter().map(team)).collect(),
        about: about(&view),
        expired: items(&view.expired),
        ending: items(&view.ending),
        soon: usize::try_from(SOON).unwrap_or_default(),
        conflicts: items(&view.conflicts),
    })
}

fn row(name: &str, state: &str, tally: &Tally) -> StandingRow {
    // What is there is seen, however small its share.
    let percent = |count: usize| if tally.applicable == 0 { 0 } else { (count * 100).div_ceil(tally.applicable) };
    StandingRow {
        name: name.to_owned(),
        state: spaced(state),
        share: tally.share(),
        words: tally.words(),
        met: tally.percent().unwrap_or(0),
        partly: percent(tally.partly_met),
        not_met: percent(tally.not_met),
    }
}

fn about(view: &Status) -> String {
    let mut parts = vec!["A whole is as good as its worst item.".to_owned()];
    match view.total.not_applicable {
        0 => {}
        1 => parts.push("One item is not applicable, and in no share.".to_owned()),
        left => parts.push(format!("{left} items are not applicable, and in no share.")),
    }
    if view.without > 0 {
        parts.push(format!("Nobody has looked at {} of the {} that are not assessed.", view.without, view.total.not_assessed));
    }
    if view.inherited.all > 0 {
        parts.push(format!("{} inherited items are not counted.", view.inherited.all));
    }
    parts.join(" ")
}

fn item(book: &Book, entry: &Entry) -> StandingItem {
    let url = book.model.controls.find(&entry.control).map(|id| address::control(book.model, id)).unwrap_or_default();
    StandingItem { link: Link::new(&entry.title, url), item: entry.item.clone(), words: entry.words() }
}
