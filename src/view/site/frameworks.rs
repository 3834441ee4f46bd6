//! Frameworks, their groups and requirements: who serves each, and what that adds up to.

use serde::Serialize;

use crate::model::{Framework, Id, Model, RequirementClass};
use crate::view::address;
use crate::view::site::book::{Book, first_words};
use crate::view::site::downloads;
use crate::view::site::group;
use crate::view::site::items::{ClassLine, class_lines, class_of};
use crate::view::site::page::{Body, Head, Page};
use crate::view::site::parts::{Download, Link, ProseId};
use crate::view::site::sheaf::{Sheaf, stem};

/// The index of frameworks.
#[derive(Debug, Clone, Serialize)]
pub struct Frameworks {
    /// The frameworks.
    pub rows: Vec<FrameworkRow>,
}

/// A framework in the index.
#[derive(Debug, Clone, Serialize)]
pub struct FrameworkRow {
    /// Its name and page.
    pub link: Link,
    /// Its version.
    pub version: Option<String>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// How its requirements fare.
    pub coverage: Coverage,
}

/// How requirements fare: numbers with their denominator.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Coverage {
    /// Requirements that are in force.
    pub all: usize,
    /// Those that some control serves.
    pub covered: usize,
    /// Of the covered ones: done by the provider's side alone.
    pub inherited: usize,
    /// Of the covered ones: both have a part.
    pub shared: usize,
    /// Of the covered ones: done by the customer's side alone.
    pub customer: usize,
    /// Covered of all, in whole percent, rounded down.
    pub percent: usize,
}

/// The page of a framework.
#[derive(Debug, Clone, Serialize)]
pub struct FrameworkPage {
    /// Its name in full.
    pub name: String,
    /// Its version.
    pub version: Option<String>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// Its page elsewhere.
    pub url: Option<String>,
    /// What may be shown of it.
    pub license: Option<String>,
    /// What it is.
    pub about: Option<ProseId>,
    /// All requirements.
    pub coverage: Coverage,
    /// What the classes mean.
    pub classes: Vec<ClassLine>,
    /// Its groups.
    pub groups: Vec<GroupRow>,
    /// Its baselines.
    pub profiles: Vec<ProfileRow>,
    /// Its documents.
    pub downloads: Vec<Download>,
}

/// A group on the page of its framework.
#[derive(Debug, Clone, Serialize)]
pub struct GroupRow {
    /// Its id.
    pub id: String,
    /// Its name and page.
    pub link: Link,
    /// How its requirements fare.
    pub coverage: Coverage,
}

/// A baseline.
#[derive(Debug, Clone, Serialize)]
pub struct ProfileRow {
    /// Its id, as the filter of a group's page takes it.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How its requirements fare.
    pub coverage: Coverage,
    /// The groups that have requirements of it.
    pub groups: Vec<ProfileGroup>,
}

/// The requirements of a baseline in one group.
#[derive(Debug, Clone, Serialize)]
pub struct ProfileGroup {
    /// The group's id, and its page with the filter set to the baseline.
    pub link: Link,
    /// The same with the filter set to those that no control serves.
    pub gaps: String,
    /// How many of its requirements are in the baseline.
    pub all: usize,
    /// How many of them no control serves.
    pub open: usize,
}

/// The index, and the pages of every framework.
pub fn sheaves(model: &Model) -> Vec<Sheaf> {
    if model.frameworks.is_empty() {
        return Vec::new();
    }
    let framework = |id: Id<Framework>| {
        let own = address::framework(model, id);
        let stems = [stem(&own).to_owned(), format!("{}/", stem(&own))];
        Sheaf::new("frameworks", stems, move |book| pages(book, id))
    };
    std::iter::once(Sheaf::page("frameworks", "frameworks/index.html", index)).chain(model.frameworks.ids().map(framework)).collect()
}

fn pages(book: &Book, id: Id<Framework>) -> Vec<Page> {
    let groups = 0..book.model.frameworks[id].groups.len();
    std::iter::once(page(book, id)).chain(groups.map(|group| group::page(book, id, group))).collect()
}

fn index(book: &Book) -> Page {
    let model = book.model;
    let row = |(id, framework): (Id<Framework>, &Framework)| FrameworkRow {
        link: Link::new(&framework.name, address::framework(model, id)),
        version: framework.version.clone(),
        publisher: framework.publisher.clone(),
        coverage: coverage(book, id, |_| true),
    };
    let head = Head::new("frameworks/index.html", "Frameworks", "frameworks")
        .about("Requirements of others, the controls that serve them, and who does the work.");
    Page { head, body: Body::Frameworks(Frameworks { rows: model.frameworks.iter().map(row).collect() }) }
}

/// How those requirements of a framework fare that `wanted` picks by position.
pub fn coverage(book: &Book, id: Id<Framework>, wanted: impl Fn(usize) -> bool) -> Coverage {
    let framework = &book.model.frameworks[id];
    let mut found = Coverage::default();
    let live = framework.requirements.iter().enumerate().filter(|(at, entry)| !entry.withdrawn && wanted(*at));
    for (_, entry) in live {
        add(&mut found, class_of(book.model, book.items(), &entry.controls));
    }
    found
}

/// Counts one more requirement of a class.
pub fn add(coverage: &mut Coverage, class: RequirementClass) {
    coverage.all += 1;
    match class {
        RequirementClass::Uncovered => {}
        RequirementClass::Inherited => coverage.inherited += 1,
        RequirementClass::Customer => coverage.customer += 1,
        RequirementClass::SharedDependent | RequirementClass::SharedIndependent => coverage.shared += 1,
    }
    coverage.covered = coverage.inherited + coverage.customer + coverage.shared;
    coverage.percent = coverage.covered * 100 / coverage.all;
}

fn page(book: &Book, id: Id<Framework>) -> Page {
    let framework = &book.model.frameworks[id];
    let groups = framework.groups.iter().enumerate().map(|(at, group)| GroupRow {
        id: group.id.clone(),
        link: Link::new(&group.name, address::group(book.model, id, at)),
        coverage: coverage(book, id, |entry| framework.requirements[entry].group == at),
    });
    let profiles = (0..framework.profiles.len()).map(|at| profile_row(book, id, at));
    let body = FrameworkPage {
        name: framework.name.clone(),
        version: framework.version.clone(),
        publisher: framework.publisher.clone(),
        url: framework.url.clone(),
        license: framework.license.clone(),
        about: book.prose(&framework.about),
        coverage: coverage(book, id, |_| true),
        classes: class_lines(book, |_| true),
        groups: groups.collect(),
        profiles: profiles.collect(),
        downloads: downloads::of_framework(book, id),
    };
    let head = Head::new(address::framework(book.model, id), &framework.short, "frameworks")
        .about(first_words(&framework.about, 180))
        .below("Frameworks", "frameworks/index.html")
        .contents([
            (true, "Coverage", "coverage"),
            (!body.profiles.is_empty(), "Baselines", "baselines"),
            (true, "Groups", "groups"),
            (!body.downloads.is_empty(), "Downloads", "downloads"),
            (body.about.is_some(), "About", "about"),
        ])
        .meta(book, &framework.meta);
    Page { head, body: Body::Framework(body) }
}

fn profile_row(book: &Book, id: Id<Framework>, at: usize) -> ProfileRow {
    let framework = &book.model.frameworks[id];
    let profile = &framework.profiles[at];
    let in_profile = |entry: usize| framework.requirements[entry].profiles.contains(&at);
    let group = |group: usize| {
        let found = coverage(book, id, |entry| in_profile(entry) && framework.requirements[entry].group == group);
        let url = format!("{}?profile={}", address::group(book.model, id, group), profile.id);
        let gaps = format!("{url}&class=open");
        ProfileGroup { link: Link::new(&framework.groups[group].id, url), gaps, all: found.all, open: found.all - found.covered }
    };
    let groups = (0..framework.groups.len()).map(group).filter(|group| group.all > 0).collect();
    ProfileRow { id: profile.id.clone(), name: profile.name.clone(), coverage: coverage(book, id, in_profile), groups }
}
