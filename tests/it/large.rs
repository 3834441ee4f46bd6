//! A book that is too large for its indexes: they are cut into pages, nothing is lost on the way, and no page is too long.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use jiff::civil::date;

use crate::fixture::Book;
use crate::links::Site;
use crate::markup::elements;

#[path = "../../benches/content.rs"]
#[expect(dead_code, reason = "benchmarks use the other sizes")]
mod content;

/// Just too large for every index.
const SIZE: content::Size = content::Size { services: 78, controls: 490, frameworks: 8, requirements: 40, workloads: 60 };

fn large() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(built)
}

fn built() -> Site {
    let texts = Book::shipped().0.into_iter().filter_map(|(path, bytes)| Some((path, String::from_utf8(bytes).ok()?)));
    let mut files = content::book(SIZE, &content::Shipped::new(texts.collect()));
    files.insert("book.toml".to_owned(), "[book]\ntitle = \"Large\"\n[output.html]\n".to_owned());
    Site::of(&Book(files.into_iter().map(|(path, text)| (path, text.into_bytes())).collect()), None, date(2099, 12, 31))
}

/// What the pages whose addresses begin so link to in their tables and lists, as addresses from the root, and how often.
fn listed(site: &Site, start: &str) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for (path, html) in site.of_kind(".html").filter(|(path, _)| path.starts_with(start)) {
        let main = html.split("<main").nth(1).and_then(|rest| rest.split("</main>").next()).expect("a page has a main part");
        for item in main.split("<th scope=\"row\">").skip(1).chain(main.split("<li").skip(1)) {
            let Some(link) = item.split_once("<a href=\"").map(|(_, link)| link) else { continue };
            let address = link.split('"').next().unwrap_or_default();
            assert!(!address.starts_with('#'), "{path}: {address}");
            *found.entry(address.trim_start_matches("../").to_owned()).or_default() += 1;
        }
    }
    found
}

#[test]
fn indexes_are_cut_into_pages_and_lose_nothing() {
    let site = large();
    let (broken, seen) = site.broken_links();
    assert!(broken.is_empty() && seen > 50_000, "{seen} links, of which these lead nowhere: {broken:#?}");

    let pages = |folder: &str| -> BTreeSet<String> {
        let own = site.of_kind(".html").map(|(path, _)| path).filter(|path| path.starts_with(folder) && !path.contains("/index"));
        own.map(str::to_owned).collect()
    };
    let once = |start: &str, wanted: &BTreeSet<String>| {
        let listed = listed(site, start);
        let missing: Vec<_> = wanted.iter().filter(|path| listed.get(*path) != Some(&1)).collect();
        assert!(missing.is_empty(), "not listed once below {start}: {missing:?}");
    };
    let (services, controls, workloads) = (pages("services/"), pages("controls/"), pages("workloads/"));
    assert_eq!((services.len(), controls.len(), workloads.len()), (SIZE.services, SIZE.controls, SIZE.workloads));
    once("by/domain/", &controls);
    once("by/priority/", &controls);
    once("a-z", &controls);
    once("a-z", &services);
    once("a-z", &workloads);
    // Beside its row in the table, a service is a row of the matrix.
    let by_category = listed(site, "by/category/");
    assert!(services.iter().all(|path| by_category.get(path) == Some(&2)), "{by_category:?}");
    assert!(by_category.keys().any(|path| path.contains("#variant-")));
    for (first, second) in
        [("checklists/index.html", "checklists/services_2.html"), ("a-z.html", "a-z_2.html"), ("workloads/index.html", "workloads/index_2.html")]
    {
        assert!(
            site.files.contains_key(first) && site.text(first).contains(second.rsplit('/').next().unwrap_or(second)),
            "{first} leads to {second}"
        );
    }
    let checklists = listed(site, "checklists/services");
    assert!(services.iter().all(|path| checklists.contains_key(&format!("{path}#checklist"))), "{checklists:?}");
}

#[test]
fn no_list_is_too_long_for_a_browser_to_be_quick() {
    let site = large();
    let lists = ["by/", "a-z", "search.html", "checklists/", "services/index", "controls/index", "workloads/index", "frameworks/"];
    let mut heaviest = BTreeMap::new();
    for (path, html) in site.of_kind(".html") {
        let count = elements(html).len();
        if let Some(list) = lists.iter().find(|list| path.starts_with(**list)) {
            // A group of requirements is no longer than its publisher made it.
            let most = if *list == "frameworks/" { 1_500 } else { 1_400 };
            assert!(count <= most, "{path} has {count} elements");
            let most = heaviest.entry(list).or_insert(0);
            *most = count.max(*most);
        }
        assert!(count <= 5_000, "{path} has {count} elements");
    }
    assert_eq!(heaviest.len(), lists.len(), "{heaviest:?}");
}
