//! Documents as the templates read them: every word printable, every decision taken. Here the checklist, below the others.

mod course;
mod fill;
mod frame;
mod handouts;
mod labels;
mod tasks;

use serde::Serialize;

use super::ink::Ink;
use super::job::Job;
use super::press::Press;
use super::prose::{Node, Writer};
use super::record;
use crate::config::{Config, Layout};
use crate::view::checklist::{Checklist, Group, PlaceLine, digest};

use fill::{Extent, Filler, Signing, Sizes};
use frame::{Frame, Marks, site};
use tasks::{Desk, Task};

pub(super) use handouts::handout;

/// Everything that a checklist prints.
#[derive(Serialize)]
struct Sheet {
    #[serde(flatten)]
    frame: Frame,
    layout: &'static str,
    /// Whether it has fields.
    fillable: bool,
    sizes: Sizes,
    selector: String,
    /// Whom it is for.
    audience: Option<String>,
    /// What to know before one starts.
    introduction: Vec<Node>,
    counts: Counts,
    places: Vec<Place>,
    groups: Vec<Section>,
    along: Vec<Section>,
    inherited: Vec<Section>,
    roles: Vec<Signing>,
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
    /// The ways that led to it, without its own name at their ends.
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

/// The document of a checklist.
pub(super) fn checklist(list: &Checklist<'_>, config: &Config, press: &Press) -> Job {
    let pdf = config.pdf.clone().unwrap_or_default();
    let mut ink = Ink::new(&press.coverage, (list.span, list.stem.clone()));
    let site = site(config, 1);
    let mut filler = Filler::new(&pdf, press.form_font.as_ref());
    let mut sheet = Sheet::new(list, config, (&filler, &mut ink));
    let mut writer = Writer { ink: &mut ink, links: &list.links, site: site.as_deref() };
    sheet.introduction = writer.doc(list.introduction);
    let mut desk = Desk { writer, filler: &mut filler, full: pdf.layout == Layout::Full };
    sheet.groups = list.groups.iter().map(|group| Section::new(group, &mut desk, Extent::All)).collect();
    desk.full = false;
    sheet.along = list.along.iter().map(|group| Section::new(group, &mut desk, Extent::Brief)).collect();
    // Every service inherits the same. What the provider says about it stands in the provider's own checklist.
    desk.full = list.along.is_empty() && pdf.layout == Layout::Full;
    sheet.inherited = list.inherited.iter().map(|group| Section::inherited(group, &mut desk)).collect();
    ink.at(list.span, &list.stem);
    sheet.roles = list.sign_off.iter().map(|role| filler.role(role, &mut ink)).collect();
    Job {
        path: format!("checklists/{}.pdf", list.stem),
        template: "checklist",
        data: json(&sheet),
        shorter: Vec::new(),
        pages: None,
        record: Some(record::json(list)),
        form: filler.form,
        ident: format!("checklist {}", list.selector),
        missing: ink.missing(),
        span: list.span,
    }
}

impl Sheet {
    /// What stands before the items.
    fn new(list: &Checklist<'_>, config: &Config, (filler, ink): (&Filler<'_>, &mut Ink<'_>)) -> Self {
        let items = |groups: &[Group<'_>]| groups.iter().map(|group| group.items.len()).sum();
        let urgent = |group: &Group<'_>| group.items.iter().filter(|line| line.priority <= crate::vocabulary::Priority::High).count();
        let marks = Marks {
            title: &list.title,
            about: &list.about,
            date: &list.date,
            revision: &list.revision,
            hash: digest(list),
            page: &list.page,
            depth: 1,
        };
        Self {
            frame: Frame::new(marks, config, ink),
            layout: if config.pdf.as_ref().is_some_and(|pdf| pdf.layout == Layout::Compact) { "compact" } else { "full" },
            fillable: filler.on,
            sizes: filler.sizes,
            selector: ink.words(&list.selector),
            audience: list.audience.map(|audience| ink.words(audience)),
            introduction: Vec::new(),
            counts: Counts {
                items: items(&list.groups),
                urgent: list.groups.iter().map(urgent).sum(),
                along: items(&list.along),
                inherited: items(&list.inherited),
            },
            places: list.places.iter().map(|place| Place::new(place, ink)).collect(),
            groups: Vec::new(),
            along: Vec::new(),
            inherited: Vec::new(),
            roles: Vec::new(),
        }
    }
}

/// As bytes, for the template to read.
fn json(sheet: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(sheet).expect("texts and lists can always be written as JSON")
}

impl Place {
    fn new(place: &PlaceLine<'_>, ink: &mut Ink<'_>) -> Self {
        let way =
            |path: &String| path.strip_suffix(place.name).and_then(|way| way.strip_suffix(crate::view::checklist::words::WAY)).map(str::to_owned);
        Self { name: ink.words(place.name), ways: place.paths.iter().map(|path| ink.words(way(path).as_ref().unwrap_or(path))).collect() }
    }
}

impl Section {
    fn new(group: &Group<'_>, desk: &mut Desk<'_, '_, '_>, extent: Extent) -> Self {
        let title = desk.writer.ink.words(&group.title);
        Self { title, items: group.items.len(), tasks: tasks::tasks(group, desk, Some(extent)) }
    }

    fn inherited(group: &Group<'_>, desk: &mut Desk<'_, '_, '_>) -> Self {
        let title = desk.writer.ink.words(&group.title);
        Self { title, items: group.items.len(), tasks: tasks::tasks(group, desk, None) }
    }
}
