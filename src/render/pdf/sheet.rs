//! A checklist as the template reads it: every word printable, every decision taken.

mod labels;
mod tasks;

use serde::Serialize;

use super::ink::Ink;
use super::prose::{Node, Writer};
use crate::config::{Config, Paper};
use crate::view::checklist::{Checklist, Group, PlaceLine};

use labels::{ENGLISH, Labels};
use tasks::Task;

/// Everything that is printed.
#[derive(Serialize)]
pub(super) struct Sheet {
    title: String,
    about: String,
    book: String,
    authors: Vec<String>,
    selector: String,
    date: String,
    revision: String,
    /// ISO 639 code and, where one is given, ISO 3166 code.
    lang: String,
    region: Option<String>,
    paper: &'static str,
    /// The page of the site this belongs to.
    page: Option<String>,
    counts: Counts,
    places: Vec<Place>,
    groups: Vec<Section>,
    along: Vec<Section>,
    inherited: Vec<Section>,
    labels: &'static Labels,
}

/// Numbers for the cover.
#[derive(Serialize)]
struct Counts {
    /// Its own items.
    items: usize,
    /// Of these, critical or high.
    urgent: usize,
    /// What comes along.
    along: usize,
    /// What the provider's side does alone.
    inherited: usize,
}

/// A place that is covered.
#[derive(Serialize)]
struct Place {
    name: String,
    ways: Vec<String>,
}

/// A group of tasks.
#[derive(Serialize)]
struct Section {
    title: String,
    /// Boxes in it.
    items: usize,
    tasks: Vec<Task>,
}

impl Sheet {
    /// The sheet of a checklist; characters that cannot be printed are noted in `ink`.
    pub(super) fn new(list: &Checklist<'_>, config: &Config, ink: &mut Ink<'_>) -> Self {
        // Where nobody says at which address the site is, links lead from the document's folder to its pages.
        let site = config.html.as_ref().map(|html| match html.site_url.trim_end_matches('/') {
            url if url.starts_with("http") => format!("{url}/"),
            _ => "../".to_owned(),
        });
        let (lang, region) = language(&config.language);
        let items = |groups: &[Group<'_>]| groups.iter().map(|group| group.items.len()).sum();
        let own: usize = items(&list.groups);
        let urgent = |group: &Group<'_>| group.items.iter().filter(|line| line.priority <= crate::vocabulary::Priority::High).count();
        let mut sheet = Self {
            title: ink.words(&list.title),
            about: ink.words(&list.about),
            book: ink.words(&config.title),
            authors: config.authors.iter().map(|author| ink.words(author)).collect(),
            selector: ink.words(&list.selector),
            date: list.date.clone(),
            revision: ink.words(&list.revision),
            lang,
            region,
            paper: match config.pdf.as_ref().map_or(Paper::A4, |pdf| pdf.paper) {
                Paper::A4 => "a4",
                Paper::Letter => "us-letter",
            },
            page: site.as_ref().map(|site| format!("{site}{}", list.page)),
            counts: Counts { items: own, urgent: list.groups.iter().map(urgent).sum(), along: items(&list.along), inherited: items(&list.inherited) },
            places: list.places.iter().map(|place| Place::new(place, ink)).collect(),
            groups: Vec::new(),
            along: Vec::new(),
            inherited: Vec::new(),
            labels: &ENGLISH,
        };
        let mut writer = Writer { ink, links: &list.links, site: site.as_deref() };
        sheet.groups = list.groups.iter().map(|group| Section::new(group, &mut writer)).collect();
        sheet.along = list.along.iter().map(|group| Section::brief(group, &mut writer)).collect();
        // Every service inherits the same. What the provider says about it stands in the provider's own checklist.
        let inherited = if list.along.is_empty() { Section::new } else { Section::brief };
        sheet.inherited = list.inherited.iter().map(|group| inherited(group, &mut writer)).collect();
        sheet
    }

    /// As bytes, for the template to read.
    pub(super) fn json(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("texts and lists can always be written as JSON")
    }
}

impl Place {
    fn new(place: &PlaceLine<'_>, ink: &mut Ink<'_>) -> Self {
        Self { name: ink.words(place.name), ways: place.paths.iter().map(|path| ink.words(path)).collect() }
    }
}

impl Section {
    fn new(group: &Group<'_>, writer: &mut Writer<'_, '_>) -> Self {
        let title = writer.ink.words(&group.title);
        Self { title, items: group.items.len(), tasks: tasks::tasks(group, writer) }
    }

    fn brief(group: &Group<'_>, writer: &mut Writer<'_, '_>) -> Self {
        let title = writer.ink.words(&group.title);
        Self { title, items: group.items.len(), tasks: tasks::brief(group, writer) }
    }
}

/// `en-GB` into what the template takes; English where the tag is not one.
fn language(tag: &str) -> (String, Option<String>) {
    let mut parts = tag.split(['-', '_']).map(str::to_ascii_lowercase);
    let word =
        |part: &String, lengths: std::ops::RangeInclusive<usize>| lengths.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_lowercase());
    let lang = parts.next().filter(|part| word(part, 2..=3)).unwrap_or_else(|| "en".to_owned());
    (lang, parts.find(|part| word(part, 2..=2)).map(|region| region.to_ascii_uppercase()))
}
