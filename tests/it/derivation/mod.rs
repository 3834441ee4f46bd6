//! What holds of every book: one holder or a reason, whatever the order of files; nothing moves that has nothing to do with a
//! change; and no roll-up is better than its worst part.

mod files;
mod plan;
mod rollups;

use std::collections::BTreeMap;

use onus::config::{Config, Overrides};
use onus::diag::{Colour, Diagnostics, Format, print};
use onus::model::{Holder, Model};
use onus::render::html::prose;
use onus::render::json;
use onus::source::Sources;
use onus::view::resolved::resolved;
use onus::view::site::{Plan as SitePlan, Site};
use proptest::prelude::*;

use crate::fixture::{Book, TODAY};
use crate::mutated::numbers::Numbers;
use plan::{AS_OF, Who, place_id, plans};

/// A book that was read.
struct Read {
    sources: Sources,
    config: Config,
    model: Model,
    /// What is wrong, as people read it.
    findings: String,
    errors: bool,
}

fn read(files: Vec<(String, String)>) -> Read {
    let sources = Sources::new(files.into_iter().map(|(path, text)| (path, text.into_bytes())));
    let mut findings = Diagnostics::default();
    let config = Config::read(&sources, &Overrides { as_of: Some(AS_OF), ..Overrides::on(TODAY) }, &mut findings);
    let onus::Checked { model, diagnostics } = onus::check(&sources, &config);
    findings.append(diagnostics);
    findings.finish(|_| None);
    Read { findings: print(Format::Human, &findings, &sources, Colour::Off), errors: findings.has_errors(), sources, config, model }
}

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 2_000, ..ProptestConfig::default() }
}

/// Who holds a duty on a place, and whether the chain of answers says so too, with a reason where the duty does not exist.
fn told(model: &Model, place: (usize, Option<usize>), duty: usize) -> Option<Who> {
    let id = model.places.find(&place_id(place)).expect("every place is there");
    let cell = &model.places[id].cells[model.duties.find(&format!("duty-{duty}")).expect("every duty is there").index()];
    assert_eq!(cell.chain.first().map_or(Holder::Unassigned, |step| step.holder), cell.holder);
    match cell.holder {
        Holder::Unassigned => None,
        Holder::NotApplicable => {
            let reason = cell.chain[0].because.as_ref().map(|reason| reason.plain());
            assert_eq!(reason.as_deref(), Some("gone"), "no reason");
            Some(Who::Nobody)
        }
        Holder::Party(party) => Some(match model.parties[party].meta.id.as_str() {
            "aws" => Who::Provider,
            "broker" => Who::Broker,
            _ => Who::Customer,
        }),
    }
}

/// The model as a build writes it, and what is shown of it: what any reader could see.
fn seen(book: &Read) -> BTreeMap<String, String> {
    let files = json::files(&resolved(&book.model, &book.sources, &book.config)).into_iter();
    let mut seen: BTreeMap<String, String> = files.map(|file| (file.path, String::from_utf8_lossy(&file.bytes).into_owned())).collect();
    seen.extend(pages(book));
    seen
}

/// The pages of a book by path: what all of them show, frame, body and prose.
fn pages(book: &Read) -> BTreeMap<String, String> {
    let plan = SitePlan::of(&book.model, &book.config, BTreeMap::new());
    let site = Site::new(&plan, &book.model, &book.sources, &book.config);
    let style = prose::Style { root: "", shift: 0, inline: false, prefix: "" };
    let (mut pages, shared) = (BTreeMap::new(), onus::text::json(&plan.shared));
    for made in plan.sheaves.iter().map(|sheaf| site.make(sheaf)) {
        let text: String = made.prose.iter().map(|text| prose::html(text, style, &|live| onus::text::json(live))).collect();
        for page in made.pages {
            pages.insert(page.head.path.clone(), format!("{shared}{}{}{text}", onus::text::json(&page.head), onus::text::json(&page.body)));
        }
    }
    pages
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn every_duty_has_one_holder_or_a_reason(plan in plans(true)) {
        let book = read(plan.files());
        let mut open = false;
        for place in plan.places() {
            for duty in 0..plan.duties.len() {
                let wanted = plan.holder(place, duty);
                prop_assert_eq!(told(&book.model, place, duty), wanted, "duty-{} on {}", duty, place_id(place));
                open |= wanted.is_none();
            }
        }
        // What nobody holds is an error, and there is no other.
        prop_assert_eq!(book.findings.contains("error[unassigned-duty]"), open, "{}", book.findings);
        prop_assert_eq!(book.errors, open, "{}", book.findings);
    }
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn the_order_of_files_does_not_matter(plan in plans(false), seed in any::<u64>()) {
        let files = plan.files();
        let (mut shuffled, mut numbers) = (files.clone(), Numbers(seed));
        for at in (1..shuffled.len()).rev() {
            shuffled.swap(at, numbers.below(at + 1));
        }
        let (one, other) = (read(files), read(shuffled));
        prop_assert_eq!(&one.findings, &other.findings);
        prop_assert_eq!(seen(&one), seen(&other));
    }
}

/// Every file of a site, by path.
fn site(book: &Book) -> BTreeMap<String, Vec<u8>> {
    let sources = Sources::new(book.0.clone());
    let config = Config::read(&sources, &Overrides::on(TODAY), &mut Diagnostics::default());
    let built = onus::build(&sources, &config, &|_, _| None);
    assert!(!built.diagnostics.has_errors() && !built.artifacts.is_empty());
    built.artifacts.into_iter().map(|file| (file.path, file.bytes)).collect()
}

#[test]
fn a_guide_without_relations_changes_only_lists() {
    let book = Book::fixture("base").with("book.toml", "[book]\ntitle = \"A small book\"\n[output.html]\n");
    let before = site(&book);
    let after = site(&book.with("content/guides/zebra.md", "---\ntitle: Zebra\n---\n\nA word.\n"));
    let changed: Vec<&str> = after.iter().filter(|(path, bytes)| before.get(*path) != Some(bytes)).map(|(path, _)| path.as_str()).collect();
    let shown: Vec<&str> = changed.into_iter().filter(|path| !path.starts_with("static/search/")).collect();
    // All guides stand beside each guide.
    let guides = ["guides/index.html", "guides/patching.html", "guides/welcome.html", "guides/zebra.html"];
    assert_eq!(shown, [&["a-z.html", "about.html"], &guides[..], &["llms.txt", "search.html"]].concat());
    assert!(before.keys().all(|path| after.contains_key(path)));
}

/// Files that have nothing to do with the rest of a book, and the pages that tell of all that there is of their kind.
/// All guides stand beside each guide.
const UNRELATED: [(&str, &str, &[&str]); 5] = [
    (
        "content/guides/zebra.md",
        "---\ntitle: Zebra\n---\n\nA word.\n",
        &["a-z.html", "about.html", "guides/index.html", "guides/rest.html", "guides/start.html", "search.html"],
    ),
    (
        "content/guides/aardvark.md",
        "---\ntitle: Aardvark\n---\n\nA word.\n",
        &["a-z.html", "about.html", "guides/index.html", "guides/rest.html", "guides/start.html", "search.html"],
    ),
    (
        "content/frameworks/zoo.yaml",
        "name: Zoo\ngroups: { z: Z }\nrequirements: [{ id: Z1, title: One, group: z }]\n",
        &["a-z.html", "about.html", "frameworks/index.html", "index.html", "search.html"],
    ),
    ("content/learn/zoo/path.yaml", "title: Zoo\nlessons: []\n", &["a-z.html", "about.html", "learn/index.html", "search.html"]),
    ("content/notes/zebra.txt", "A word.\n", &[]),
];

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn a_file_without_relations_changes_no_page_of_others(plan in plans(false), which in 0..UNRELATED.len()) {
        let (path, text, lists) = UNRELATED[which];
        let before = pages(&read(plan.files()));
        let mut files = plan.files();
        files.push((path.to_owned(), text.to_owned()));
        let after = pages(&read(files));
        let gone: Vec<&String> = before.keys().filter(|path| !after.contains_key(*path)).collect();
        prop_assert!(gone.is_empty(), "{:?}", gone);
        let changed: Vec<&str> = before.iter().filter(|(path, page)| after[*path] != **page).map(|(path, _)| path.as_str()).collect();
        prop_assert!(changed.iter().all(|path| lists.contains(path)), "{} changes {:?}", path, changed);
    }
}
