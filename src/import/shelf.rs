//! The status files of a workload: what they say by item, and their text with what has changed.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::artifact::Artifact;
use crate::config::Config;
use crate::diag::Diagnostics;
use crate::import::Refused;
use crate::import::edit::{Care, Page};
use crate::import::merge::has_run_out;
use crate::import::record::Record;
use crate::model::{Model, State, Workload};
use crate::parse::statuses::{StatusFile, status_file};
use crate::source::Sources;

/// The files of one workload; the last is the one that new entries go to.
pub(super) struct Shelf {
    files: Vec<Kept>,
    /// The newest entry of each item: file and position.
    places: BTreeMap<String, (usize, usize)>,
}

/// A file, as it is.
struct Kept {
    path: String,
    /// Its text, with an end to its last line.
    text: String,
    file: StatusFile,
    /// Whether it begins with a byte order mark.
    marked: bool,
}

impl Shelf {
    /// Reads the files of a workload: the one of its name, and those of its former names.
    pub(super) fn open(model: &Model, sources: &Sources, config: &Config, workload: &Workload) -> Result<Self, Refused> {
        let folder = format!("{}/status/", config.src);
        let own = format!("{folder}{}.yaml", workload.meta.id);
        let mut files = Vec::new();
        for id in sources.ids() {
            let path = sources.path(id);
            let stem = path.strip_prefix(&folder).and_then(|name| name.strip_suffix(".yaml"));
            if stem.is_some_and(|stem| model.current("workload", stem) == workload.meta.id) {
                files.push(Kept::read(path, sources.text(id), sources.is_marked(id))?);
            }
        }
        if files.is_empty() {
            files.push(Kept::read(&own, "", false)?);
        }
        files.sort_by_key(|file| file.path == own);
        let mut shelf = Self { files, places: BTreeMap::new() };
        shelf.find(model, config.as_of);
        Ok(shelf)
    }

    /// The file that new entries go to.
    pub(super) fn path(&self) -> &str {
        self.files.last().map_or("", |file| &file.path)
    }

    /// What is said about each item.
    pub(super) fn records(&self) -> BTreeMap<String, Record> {
        let record = |(item, &(file, at)): (&String, &(usize, usize))| (item.clone(), Record::of(&self.files[file].file.entries[at].body));
        self.places.iter().map(record).collect()
    }

    /// The files whose text is another one now. `changed` is what is said about items from now on, new ones in their order.
    pub(super) fn written(&self, changed: &[(String, Record)]) -> Result<Vec<Artifact>, Refused> {
        let mut files = Vec::new();
        for (number, kept) in self.files.iter().enumerate() {
            let place = |item: &String| self.places.get(item).copied();
            let here = changed.iter().filter_map(|(item, record)| Some((place(item).filter(|(file, _)| *file == number)?.1, record.clone())));
            let here: Vec<(usize, Record)> = here.collect();
            let last = number + 1 == self.files.len();
            let added: Vec<(String, Record)> = changed.iter().filter(|(item, _)| last && place(item).is_none()).cloned().collect();
            if !here.is_empty() || !added.is_empty() {
                files.push(Artifact::new(kept.path.clone(), kept.edited(&here, &added)?));
            }
        }
        Ok(files)
    }

    /// Notes where the newest entry of each item stands, as the model chooses it.
    fn find(&mut self, model: &Model, today: Date) {
        for (number, kept) in self.files.iter().enumerate() {
            for (at, entry) in kept.file.entries.iter().enumerate() {
                let item = model.current_item(&entry.body.item.value);
                let rank = |(file, at): (usize, usize)| {
                    let record = Record::of(&self.files[file].file.entries[at].body);
                    let state = if has_run_out(&record, today) { State::NotAssessed } else { record.state.unwrap_or(State::NotAssessed) };
                    (record.on, state.weight())
                };
                let newest = self.places.get(&item).is_none_or(|&known| rank((number, at)) >= rank(known));
                if newest {
                    self.places.insert(item, (number, at));
                }
            }
        }
    }
}

impl Kept {
    fn read(path: &str, text: &str, marked: bool) -> Result<Self, Refused> {
        let mut text = text.to_owned();
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        match read(path, &text) {
            Some(file) => Ok(Self { path: path.to_owned(), text, file, marked }),
            None => Err(Refused::Status(format!("`{path}` cannot be read; `onus check` says why"))),
        }
    }

    /// The text with these changes, read again to prove that it says what it should.
    fn edited(&self, changed: &[(usize, Record)], added: &[(String, Record)]) -> Result<Vec<u8>, Refused> {
        let page = Page { file: &self.file, text: &self.text };
        let wanted = self.wanted(changed, added);
        for care in [Care::Values, Care::Entries] {
            let text = page.edited(changed, added, care);
            let said = read(&self.path, &text).map(|file| said(&file));
            if said.is_some_and(|said| said == wanted) {
                let mark = if self.marked { "\u{feff}" } else { "" };
                return Ok(format!("{mark}{text}").into_bytes());
            }
        }
        let line = changed.first().map_or(1, |(at, _)| self.text[..self.file.entries[*at].range.start].matches('\n').count() + 1);
        let why = "it is written in a way that cannot be edited in place, such as with aliases";
        Err(Refused::Status(format!("cannot change `{}` near line {line}: {why}; write that entry out, and import again", self.path)))
    }

    /// What the file should say afterwards, entry by entry.
    fn wanted(&self, changed: &[(usize, Record)], added: &[(String, Record)]) -> Vec<(String, Record)> {
        let mut wanted = said(&self.file);
        for (at, record) in changed {
            wanted[*at].1.clone_from(record);
        }
        wanted.extend(added.iter().cloned());
        wanted
    }
}

/// A text as a status file; `None` where something is wrong with it.
fn read(path: &str, text: &str) -> Option<StatusFile> {
    let sources = Sources::new([(path.to_owned(), text.as_bytes().to_vec())]);
    let mut findings = Diagnostics::default();
    let file = status_file(&sources, sources.ids().next()?, &mut findings)?;
    (!findings.has_errors()).then_some(file)
}

fn said(file: &StatusFile) -> Vec<(String, Record)> {
    file.entries.iter().map(|entry| (entry.body.item.value.clone(), Record::of(&entry.body))).collect()
}
