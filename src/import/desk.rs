//! One import at work: files are taken one after the other, and what each changes is known to the next.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::config::Config;
use crate::diag::nearest;
use crate::import::edit::appended;
use crate::import::entry::{Cell, Entry, Fault, Row, entry, short};
use crate::import::filled::Filled;
use crate::import::merge::{Known, Merged, Outcome, merge};
use crate::import::record::{Field, Record, said};
use crate::import::report::{Aside, Change, Conflict, FileReport, Moved, Remark, Report, Skipped};
use crate::import::scalar::{Style, scalar};
use crate::import::shelf::Shelf;
use crate::import::{Import, Refused, Request};
use crate::model::{Id, Model, Side, Workload};
use crate::view::checklist;

/// What an import knows so far.
pub(super) struct Desk<'d> {
    model: &'d Model,
    config: &'d Config,
    workload: &'d Workload,
    shelf: Shelf,
    /// The items of the workload, and their positions in its checklist.
    items: BTreeMap<String, usize>,
    /// What tailoring decided.
    decided: BTreeMap<String, Record>,
    now: BTreeMap<String, Record>,
    changed: BTreeSet<String>,
    asides: Vec<(usize, String)>,
    report: Report,
}

/// A row with where it comes from.
#[derive(Clone, Copy)]
struct At<'r> {
    file: &'r str,
    row: &'r Row,
}

impl<'d> Desk<'d> {
    /// Lays out what is known about a workload.
    pub(super) fn open(model: &'d Model, sources: &crate::source::Sources, config: &'d Config, workload: Id<Workload>) -> Result<Self, Refused> {
        let workload = &model.workloads[workload];
        let shelf = Shelf::open(model, sources, config, workload)?;
        let report = Report { workload: workload.meta.id.clone(), status: shelf.path().to_owned(), ..Report::default() };
        Ok(Self {
            model,
            config,
            workload,
            items: order(model, workload),
            decided: decided(model, workload),
            now: shelf.records(),
            changed: BTreeSet::new(),
            asides: Vec::new(),
            shelf,
            report,
        })
    }

    /// Merges one file.
    pub(super) fn take(&mut self, file: &str, filled: &Filled, request: &Request) {
        let facts = FileReport {
            file: file.to_owned(),
            kind: filled.kind,
            selector: filled.selector.clone(),
            revision: filled.revision.clone(),
            items: filled.rows.len(),
            ..FileReport::default()
        };
        self.report.files.push(facts);
        for (place, text) in &filled.remarks {
            self.remark(file, place, None, text.clone());
        }
        self.compare(file, filled);
        let twice = self.twice(filled);
        let mut kept = String::new();
        for row in &filled.rows {
            let at = At { file, row };
            let item = self.model.current_item(&row.item);
            let result = match twice.contains(&item) {
                true => Err(Fault::new("the file has this item more than once, with different entries", "leave one of them")),
                false => self.row(at, &item, filled.without_reasons, request),
            };
            if let Err(fault) = result {
                kept.push_str(&kept_aside(at, &fault));
                self.aside(at, fault);
            }
        }
        if !kept.is_empty() {
            self.asides.push((self.report.files.len() - 1, self.heading(file) + &kept));
        }
    }

    /// What came of it all.
    pub(super) fn finish(self) -> Result<Import, Refused> {
        let mut changed: Vec<(String, Record)> = self.changed.iter().map(|item| (item.clone(), self.now[item].clone())).collect();
        changed.sort_by_key(|(item, _)| self.items.get(item).copied().unwrap_or(usize::MAX));
        let statuses = self.shelf.written(&changed)?;
        let asides = self.asides.into_iter().map(|(file, text)| (file, text.into_bytes())).collect();
        Ok(Import { report: self.report, statuses, asides })
    }

    /// Merges one row.
    fn row(&mut self, at: At<'_>, item: &str, note_is_reason: bool, request: &Request) -> Result<(), Fault> {
        let mut entry = Entry { note_is_reason, ..entry(at.row, self.config.latest)? };
        at.file.clone_into(&mut entry.said.from);
        let blank = entry.said.says_nothing() && entry.done != Some(true);
        if !self.items.contains_key(item) {
            if blank {
                self.count(|facts| facts.blank += 1);
                return Ok(());
            }
            return Err(self.unknown(at.row, item));
        }
        let mut merged = self.merged(item, &entry, request);
        if !matches!(merged.outcome, Outcome::Blank | Outcome::Same) {
            // Name and day complete what is new; they say nothing about what was known before.
            complete(&mut entry, request);
            merged = self.merged(item, &entry, request);
        }
        for hint in merged.hints {
            self.remark(at.file, &at.row.place, Some(item), hint);
        }
        self.settle(at, item, &entry, merged.outcome)
    }

    fn merged(&self, item: &str, entry: &Entry, request: &Request) -> Merged {
        let known = Known { record: self.now.get(item), decided: self.decided.get(item), today: self.config.as_of };
        merge(known, entry, request.prefer)
    }

    fn settle(&mut self, at: At<'_>, item: &str, entry: &Entry, outcome: Outcome) -> Result<(), Fault> {
        let now = self.now.get(item).cloned();
        let old = now.clone().unwrap_or_default();
        let (file, place, item) = (at.file.to_owned(), at.row.place.clone(), item.to_owned());
        match outcome {
            Outcome::Blank => self.count(|facts| facts.blank += 1),
            Outcome::Same => self.count(|facts| facts.same += 1),
            Outcome::Behind => self.report.behind.push(Skipped { item, file, place, fields: differing(&old, &entry.said) }),
            Outcome::Conflict(why) => {
                self.report.conflicts.push(Conflict { item, file, place, why: why.to_owned(), fields: differing(&old, &entry.said) });
            }
            Outcome::Refused(fault) => return Err(fault),
            Outcome::Change(record) => {
                let kept = kept(&old, &record, &entry.said);
                let fields = moved(&old, &record);
                self.report.changes.push(Change { item: item.clone(), new: now.is_none(), file, place, fields, kept });
                self.now.insert(item.clone(), *record);
                self.changed.insert(item);
            }
        }
        Ok(())
    }

    /// Items that stand in a file more than once, saying different things.
    fn twice(&self, filled: &Filled) -> BTreeSet<String> {
        let mut seen: BTreeMap<String, &Row> = BTreeMap::new();
        let mut twice = BTreeSet::new();
        let filled_in = |row: &&Row| row.cells.iter().any(|(cell, text)| *cell != Cell::Done || text != "false");
        for row in filled.rows.iter().filter(filled_in) {
            let item = self.model.current_item(&row.item);
            match seen.get(&item) {
                Some(first) if first.cells != row.cells => drop(twice.insert(item)),
                Some(_) => {}
                None => drop(seen.insert(item, row)),
            }
        }
        twice
    }

    /// Says how today's checklist differs from the one that was filled in.
    fn compare(&mut self, file: &str, filled: &Filled) {
        let Some(selection) = filled.selector.as_deref().and_then(|selector| checklist::select(self.model, selector).ok()) else { return };
        let today = checklist::checklist(self.model, self.config, &selection);
        if filled.hash.as_ref().is_none_or(|hash| *hash == checklist::digest(&today)) {
            return;
        }
        let has: BTreeSet<String> = filled.rows.iter().map(|row| self.model.current_item(&row.item)).collect();
        let missing = today.to_tick().flat_map(|group| &group.items).filter(|line| !has.contains(&line.key)).count();
        let of = filled.revision.as_ref().map(|revision| format!(", at revision {revision}")).unwrap_or_default();
        let more = match missing {
            0 => String::new(),
            1 => "; one item of today's is not in it".to_owned(),
            missing => format!("; {missing} items of today's are not in it"),
        };
        self.remark(file, "", None, format!("the checklist has changed since this file was made{of}{more}"));
    }

    fn unknown(&self, row: &Row, item: &str) -> Fault {
        let why = format!("the workload `{}` has no item `{}`", self.workload.meta.id, short(&row.item));
        let control = item.split('@').next().unwrap_or_default();
        let own: Vec<String> = self.items.keys().filter(|key| key.split('@').next() == Some(control)).map(|key| format!("`{key}`")).collect();
        let names = || self.items.keys().map(String::as_str);
        let help = match nearest(item, names().take(if item.len() > 200 { 0 } else { usize::MAX })) {
            Some(near) => format!("did you mean `{near}`?"),
            None if own.is_empty() => "it may be of another workload, or gone".to_owned(),
            None => format!("the items of this control are {}", own.join(", ")),
        };
        Fault::new(why, help)
    }

    fn aside(&mut self, at: At<'_>, fault: Fault) {
        let Fault { why, help } = fault;
        let (item, file, place) = (at.row.item.clone(), at.file.to_owned(), at.row.place.clone());
        self.report.aside.push(Aside { item, file, place, why, help });
    }

    fn remark(&mut self, file: &str, place: &str, item: Option<&str>, text: String) {
        self.report.remarks.push(Remark { file: file.to_owned(), place: place.to_owned(), item: item.map(str::to_owned), text });
    }

    fn count(&mut self, add: impl FnOnce(&mut FileReport)) {
        if let Some(facts) = self.report.files.last_mut() {
            add(facts);
        }
    }

    /// What stands at the top of a file with entries that were kept aside.
    fn heading(&self, file: &str) -> String {
        let file: String = file.chars().filter(|c| !c.is_control()).collect();
        format!(
            "# What `onus import checklist` could not take from `{file}`, and why.\n\
             # Correct it there and import it again, or correct it here and move it to `{}`.\n",
            self.shelf.path()
        )
    }
}

/// The items of a workload in the order of its checklist: what the customer's side has a part in, then what is inherited.
fn order(model: &Model, workload: &Workload) -> BTreeMap<String, usize> {
    let items = model.items(&workload.places);
    let (ours, theirs): (Vec<_>, Vec<_>) = items.iter().partition(|item| model.item_has_side(item, Side::Customer));
    ours.into_iter().chain(theirs).enumerate().map(|(at, item)| (model.item_key(item), at)).collect()
}

/// What tailoring decided about items, while it counts.
fn decided(model: &Model, workload: &Workload) -> BTreeMap<String, Record> {
    let record = |item: &crate::model::Item| {
        let key = model.item_key(item);
        let found = crate::view::found::found(model, workload, item, &key).filter(|found| found.decided)?;
        let fields = found.fields();
        let (by, because) = (fields.by.to_owned(), fields.because.to_owned());
        Some((key, Record { state: fields.state, by, because, until: fields.until, ..Record::default() }))
    };
    model.items(&workload.places).iter().filter_map(record).collect()
}

/// Fills in the name and the day that were given for all.
fn complete(entry: &mut Entry, request: &Request) {
    if let Some(by) = request.by.as_ref().filter(|_| entry.said.is_blank(Field::By)) {
        entry.said.by.clone_from(by);
    }
    entry.said.on = entry.said.on.or(request.on);
}

fn moved(old: &Record, new: &Record) -> Vec<Moved> {
    let line = |record: &Record, field: Field| Some(record.lines(field).join("; ")).filter(|text| !text.is_empty());
    let field = |field: Field| Moved { field: field.key(), old: line(old, field), new: line(new, field) };
    said().map(field).filter(|moved| moved.old != moved.new).collect()
}

/// Where an entry says something else than is known.
fn differing(old: &Record, entry: &Record) -> Vec<Moved> {
    let blank_or_same = |moved: &Moved| said().any(|field| field.key() == moved.field && (entry.is_blank(field) || entry.agrees(old, field)));
    moved(old, entry).into_iter().filter(|moved| !blank_or_same(moved)).collect()
}

/// What a newer entry left blank, so that it stays from before.
fn kept(old: &Record, new: &Record, entry: &Record) -> Vec<&'static str> {
    if old.on.is_none() || old.on == new.on {
        return Vec::new();
    }
    said().filter(|field| entry.is_blank(*field) && !new.is_blank(*field) && *field != Field::State).map(Field::key).collect()
}

/// An entry as it was found, for the file of those that are kept aside.
fn kept_aside(at: At<'_>, fault: &Fault) -> String {
    const SHOWN: usize = 20_000;
    const ITEM: usize = 300;
    let get = |cell: Cell| at.row.get(cell).chars().take(SHOWN).collect::<String>();
    let known = |cell: Cell| Some(get(cell)).filter(|text| !text.is_empty());
    let record = Record {
        by: get(Cell::Owner),
        evidence: known(Cell::Evidence).into_iter().collect(),
        note: get(Cell::Note),
        because: get(Cell::Reason),
        from: at.file.to_owned(),
        ..Record::default()
    };
    let mut text = appended(&at.row.item.chars().take(ITEM).collect::<String>(), &record, 0);
    let ticked = || {
        Some("met".to_owned()).filter(|_| {
            entry(&Row { cells: vec![(Cell::Done, get(Cell::Done))], ..Row::default() }, Date::MAX).is_ok_and(|entry| entry.done == Some(true))
        })
    };
    for (cell, value) in [(Cell::Until, known(Cell::Until)), (Cell::Date, known(Cell::Date)), (Cell::State, known(Cell::State).or_else(ticked))] {
        if let (Some(value), Some(line)) = (value, text.find('\n')) {
            text.insert_str(line + 1, &format!("  {}: {}\n", cell.key(), scalar(&value, Style::Flow)));
        }
    }
    format!("\n# {}: {}\n{text}", at.row.place, fault.why.replace(char::is_control, " "))
}
