//! The addresses of everything that has one of its own: what others link to, and what `onus lock` keeps.

use std::collections::{BTreeMap, BTreeSet};

use crate::config::Config;
use crate::model::{Model, Renamed};
use crate::view::address;
use crate::view::site::changes::moved;

/// Pages with their anchors, relative to the site's root.
pub type Pages = BTreeMap<String, BTreeSet<String>>;

/// Every address that can be asked for.
#[derive(Debug, Clone, Default)]
pub struct Addresses {
    /// Of what there is today.
    pub today: Pages,
    /// Anchors of old ids, which stand beside those of today.
    pub former: Pages,
    /// Pages under old addresses, which lead on.
    pub moved: BTreeSet<String>,
}

/// The addresses of a book's site; none where book.toml asks for no site.
pub fn addresses(model: &Model, config: &Config) -> Addresses {
    let mut found = Addresses::default();
    if config.html.is_none() {
        return found;
    }
    let mut add = |address: String| put(&mut found.today, &address);
    model.places.ids().for_each(|id| add(address::place(model, id)));
    model.controls.ids().for_each(|id| add(address::control(model, id)));
    model.workloads.ids().for_each(|id| add(address::workload(model, id)));
    model.workloads.ids().for_each(|id| add(format!("learn/{}.html", address::team_path(model, id))));
    model.checklists.ids().for_each(|id| add(address::named_checklist(model, id)));
    model.guides.ids().for_each(|id| add(address::guide(model, id)));
    for (id, framework) in model.frameworks.iter() {
        add(address::framework(model, id));
        (0..framework.groups.len()).for_each(|group| add(address::group(model, id, group)));
        (0..framework.requirements.len()).for_each(|requirement| add(address::requirement(model, id, requirement)));
    }
    for (id, path) in model.paths.iter() {
        add(address::path(model, id));
        for (at, lesson) in path.lessons.iter().enumerate() {
            // On the page of the path it is a step with the anchor that it always had.
            add(format!("{}#{}", address::path(model, id), lesson.meta.id));
            add(address::lesson(model, id, at));
        }
    }
    within_pages(model, &mut add);
    model.renamed.iter().filter_map(former).for_each(|address| put(&mut found.former, &address));
    found.moved = moved(model, config).into_keys().collect();
    found
}

/// What has a place on a page that lists many.
fn within_pages(model: &Model, add: &mut impl FnMut(String)) {
    model.layers.rows().iter().for_each(|row| add(format!("model.html#layer-{}", row.meta.id)));
    model.duties.rows().iter().for_each(|row| add(format!("model.html#duty-{}", row.meta.id)));
    model.service_models.rows().iter().for_each(|row| add(format!("model.html#model-{}", row.meta.id)));
    model.parties.rows().iter().for_each(|row| add(format!("model.html#party-{}", row.meta.id)));
    model.terms.rows().iter().for_each(|row| add(format!("glossary.html#term-{}", row.meta.id)));
    let categories = model.categories.rows().iter().filter(|row| !row.services.is_empty());
    categories.for_each(|row| add(format!("services/index.html#category-{}", row.meta.id)));
    let domains = model.domains.rows().iter().filter(|row| !row.controls.is_empty());
    domains.for_each(|row| add(format!("controls/index.html#domain-{}", row.meta.id)));
}

/// The anchor that something renamed had; `None` for what has a page of its own, which is redirected.
fn former(entry: &Renamed) -> Option<String> {
    let old = &entry.old;
    Some(match entry.kind {
        "layer" => format!("model.html#layer-{old}"),
        "duty" => format!("model.html#duty-{old}"),
        "service model" => format!("model.html#model-{old}"),
        "party" => format!("model.html#party-{old}"),
        "term" => format!("glossary.html#term-{old}"),
        "category" => format!("services/index.html#category-{old}"),
        "domain" => format!("controls/index.html#domain-{old}"),
        "service" => {
            let (service, variant) = old.split_once('/')?;
            format!("services/{service}.html#variant-{variant}")
        }
        _ => return None,
    })
}

fn put(pages: &mut Pages, address: &str) {
    let (page, anchor) = address.split_once('#').map_or((address, None), |(page, anchor)| (page, Some(anchor)));
    let anchors = pages.entry(page.to_owned()).or_default();
    anchors.extend(anchor.map(str::to_owned));
}
