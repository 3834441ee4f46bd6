//! The language of selections: what each text asks for, what is wrong with it, and the named checklists of the shipped book.

use std::fmt::Write as _;

use onus::config::{Config, Overrides};
use onus::diag::suggestion;
use onus::model::{Model, Selection};
use onus::selection::{self, kinds};
use onus::view::checklist::{self, Group, select};
use proptest::prelude::*;

use crate::fixture::{Book, TODAY};

fn config() -> Config {
    Config::defaults(&Overrides::on(TODAY))
}

/// A checklist as text: its selector, its title, and its items by group; `+` before what comes along, `=` before what is inherited.
fn shown(model: &Model, text: &str) -> String {
    let selection = select(model, text).unwrap_or_else(|_| panic!("{text}: {}", mistakes(model, text)));
    let list = checklist::checklist(model, &config(), &selection);
    let mut out = format!("{} | {} | {}\n", list.selector, list.stem, list.title);
    for (sign, groups) in [("", &list.groups), ("+ ", &list.along), ("= ", &list.inherited)] {
        groups.iter().for_each(|group| line(&mut out, sign, group));
    }
    out
}

fn line(out: &mut String, sign: &str, group: &Group<'_>) {
    let keys: Vec<&str> = group.items.iter().map(|item| item.key.as_str()).collect();
    writeln!(out, "{sign}{}: {}", group.title, keys.join(" ")).expect("a text takes text");
}

/// What is wrong with a text: column and words, a line each.
fn mistakes(model: &Model, text: &str) -> String {
    let (_, mistakes) = selection::read(text, model);
    let line = |mistake: &selection::Mistake| {
        let help = mistake.help.clone().or_else(|| suggestion(&mistake.wrong, &mistake.names));
        format!("{}: {}{}\n", text[..mistake.at.start].chars().count() + 1, mistake.message, help.map(|help| format!("; {help}")).unwrap_or_default())
    };
    mistakes.iter().map(line).collect()
}

/// Each text with what a function makes of it.
fn table(texts: &[&str], of: impl Fn(&str) -> String) -> String {
    texts.iter().map(|text| format!("{text:?}\n{}\n", of(text))).collect()
}

#[test]
fn each_text_asks_for_its_items() {
    let model = Book::fixture("base").check().model;
    let texts = [
        "ec2",
        "ec2/windows,s3",
        "ec2 s3 group:domain",
        "service=ec2 -service:s3",
        "workload:payments",
        "workload:payments service:ec2",
        "workload:payments team:platform",
        "workload:payments -team:platform group:team",
        "workload:payments status:met",
        "workload:payments state: not-assessed, not-met",
        "framework:nist-800-53-r5#si group:requirement",
        "workload:payments group:requirement",
        "requirement:nist-800-53-r5/SC-28",
        "framework:nist-800-53-r5#moderate -framework:nist-800-53-r5#SI-2",
        "party:aws",
        "side:customer -domain:compute",
        "priority>=high scope:service group:cadence",
        "priority<high",
        "priority:>medium group:priority",
        "before-launch",
        "checklist:before-launch -service:s3 group:layer",
        "control:patch-monthly group:service",
        "category:storage",
        "model:iaas layer:guest-os",
        "group:layer s3",
        "mode:configure,provide -cadence:monthly,continuous",
        "domain:\"data\"",
    ];
    insta::assert_snapshot!(table(&texts, |text| shown(&model, text)));
}

#[test]
fn every_mistake_of_a_text_is_told_with_its_column() {
    let model = Book::fixture("base").check().model;
    let texts = [
        "",
        "group:team",
        "ec3 priority:hgh",
        "ec2/linux s3/fast",
        "services:s3 domain=dta",
        "priority>critical priority<low",
        "cadence>=monthly",
        "team:platform state:met",
        "workload:payments team:plattform",
        "workload:payment team:platform",
        "-workload:payments -group:layer -checklist:before-launch",
        "-before-launch",
        "ec2 or s3 and (domain:data) not party:aws",
        "framework:nist-800-53-r5#XY framework:nist",
        "side:assessor scope:world mode:on state:good",
        "priority: , domain:",
        "- ec2",
        "service:\"s3",
        "workload:payments group:requirement group:team",
        "ec2 group:team",
        "ec2 group:requirement",
        "before-launch,before-lunch",
        "ünïcode domain:dat",
    ];
    insta::assert_snapshot!(table(&texts, |text| mistakes(&model, text)));
}

#[test]
fn what_was_renamed_is_told_by_its_new_name() {
    let vault = "title: Encrypt storage\nrenamed-from: seal-storage\n";
    let book = Book::fixture("base");
    let text = String::from_utf8(book.0["content/controls/data/encrypt-storage.yaml"].clone()).expect("it is text");
    let model = book.with("content/controls/data/encrypt-storage.yaml", text.replace("title: Encrypt storage\n", vault)).check().model;
    assert_eq!(mistakes(&model, "control:seal-storage"), "9: no control has the id `seal-storage`; it is called `encrypt-storage` now\n");
}

#[test]
fn a_selector_asks_for_what_it_is_the_selector_of() {
    let model = Book::fixture("base").check().model;
    let again = |selection: &Selection| select(&model, &model.selector(selection)).expect("a selector can be read");
    for selection in checklist::standard(&model) {
        assert_eq!(again(&selection), selection, "{}", model.selector(&selection));
    }
    for kind in kinds::KINDS {
        assert!(kinds::KINDS.iter().filter(|other| other.name == kind.name || other.aliases.contains(&kind.name)).count() == 1, "{}", kind.name);
    }
}

proptest! {
    #[test]
    fn no_text_breaks_the_reader(text in r#"([a-z]{1,8}|priority|service|workload|[:=<>,"() -]|ec2|s3|high|payments|é|\PC){0,24}"#) {
        let model = &*BASE;
        let (selection, mistakes) = selection::read(&text, model);
        for mistake in &mistakes {
            prop_assert!(text.get(mistake.at.clone()).is_some(), "{:?} is no part of {:?}", mistake.at, text);
        }
        // What is right of it has a selector of its own, which asks for the same.
        if !selection.clauses.is_empty() || selection.named.is_some() {
            let again = selection::read(&model.selector(&selection), model).0;
            prop_assert_eq!(again, selection);
        }
    }
}

static BASE: std::sync::LazyLock<Model> = std::sync::LazyLock::new(|| Book::fixture("base").check().model);

/// The findings of the small book with one more checklist.
fn findings(name: &str, text: &str) -> Vec<String> {
    Book::fixture("base").with(&format!("content/checklists/{name}.yaml"), text).check().lines()
}

#[test]
fn mistakes_in_files_stand_where_they_are_written() {
    let text = "title: Many\nselection:\n  - domain:data,dta\n  - 'priority:hgh  scope:service'\n  - team:platform\n  - \"checklist:before-launch\"\ngroup: requirement\n";
    assert_eq!(
        findings("many", text),
        [
            "content/checklists/many.yaml:3:17: error[unknown-domain]: no domain has the id `dta`",
            "content/checklists/many.yaml:4:15: error[invalid-value]: `hgh` is no priority",
            "content/checklists/many.yaml:6:16: error[selection]: a named checklist builds on no other",
        ]
    );
    let folded = "title: Folded\nselection: >\n  domain:data\n  priority:hgh\n";
    assert_eq!(findings("folded", folded), ["content/checklists/folded.yaml:4:12: error[invalid-value]: `hgh` is no priority"]);
    let grouped = "title: Grouped\nselection: domain:data group:layer\ngroup: requirement\n";
    assert_eq!(
        findings("grouped", grouped),
        [
            "content/checklists/grouped.yaml:3:8: error[selection]: grouping by requirement needs a framework",
            "content/checklists/grouped.yaml:3:8: error[selection]: the selection says what items stand together by already",
        ]
    );
}

#[test]
fn a_checklist_has_files_of_its_own() {
    let text = "title: Taken\nselection: domain:data\n";
    for (name, other) in [
        ("ec2", "Amazon EC2"),
        ("ec2-windows", "EC2 for Windows"),
        ("workload-payments", "Payments"),
        ("party-aws", "AWS"),
        ("index", "the list of all checklists"),
    ] {
        let expected = format!("content/checklists/{name}.yaml:1:1: error[duplicate-id]: the checklist `{name}` has the files of {other}");
        assert_eq!(findings(name, text), [expected]);
    }
    assert!(findings("payments", text).is_empty());
}

#[test]
fn a_build_makes_the_checklists_that_it_is_asked_for() {
    let toml = "[output.html]\n\n[output.markdown]\nchecklists = [\"named\", \"workloads\", \"s3 priority>=high\", \"checklist:before-launch\"]\n";
    let site = crate::links::Site::of(&Book::fixture("base").with("book.toml", toml), None, TODAY);
    let made: Vec<&str> = site.files.keys().filter(|path| path.starts_with("checklists/")).map(String::as_str).collect();
    assert_eq!(
        made,
        [
            "checklists/before-launch.html",
            "checklists/before-launch.md",
            "checklists/index.html",
            "checklists/service-s3_priority-critical.high.md",
            "checklists/workload-payments.md",
        ]
    );
    let index = site.text("checklists/index.html");
    assert!(index.contains("href=\"../checklists/service-s3_priority-critical.high.md\""), "{index}");
    assert!(index.contains("<code>onus checklist service:s3 priority:critical,high</code>"), "{index}");
    // What is not made is not offered.
    assert!(!index.contains("party-aws.md") && index.contains("onus checklist party:aws"), "{index}");
    assert!(!site.text("services/s3.html").contains("checklists/s3.md"));
}

#[test]
fn two_selections_of_a_build_have_two_files() {
    let toml =
        "[output.html]\n\n[output.markdown]\nchecklists = [\"domain:data,a.b\", \"ec2 s3\", \"s3,ec2\", \"ec2/windows,s3\", \"ec2-windows,s3\"]\n";
    let service = "name: EC2 again\nprovider: aws\nmodel: iaas\nsummary: Machines.\n";
    let book = Book::fixture("base").with("book.toml", toml).with("content/services/compute/ec2-windows.yaml", service);
    assert_eq!(
        book.check().lines(),
        [
            "book.toml:4:28: error[unknown-domain]: no domain has the id `a.b`",
            "book.toml:4:72: error[invalid-config-value]: this selection has the files of another: `service-ec2-windows.s3`",
        ]
    );
}

/// The keys of items in a text, in the order in which they stand there: between two marks each.
fn keys_between<'t>(text: &'t str, open: &str, close: &str) -> Vec<&'t str> {
    text.split(open).skip(1).filter_map(|rest| rest.split(close).next()).collect()
}

#[test]
fn the_named_checklists_of_the_shipped_book_hold_what_a_person_can_go_through() {
    let model = Book::shipped().check().model;
    let ids: Vec<&str> = model.checklists.rows().iter().map(|row| row.meta.id.as_str()).collect();
    assert_eq!(ids, ["new-account", "before-production", "quarterly-review", "ec2-to-fargate", "external-audit"]);
    for (id, row) in model.checklists.iter() {
        let items = checklist::count(&model, &Selection::named(id));
        let words = row.introduction.plain().split_whitespace().count();
        assert!((20..=80).contains(&items), "{}: {items} items", row.meta.id);
        assert!((60..=150).contains(&words), "{}: {words} words", row.meta.id);
        assert!(row.audience.is_some() && row.sign_off.len() > 1, "{}", row.meta.id);
    }
}

#[test]
fn pages_documents_and_the_model_have_the_same_items_in_the_same_order() {
    let (site, book) = (crate::links::shipped(), Book::shipped().check());
    let json: serde_json::Value = serde_json::from_str(site.text("model.json")).expect("it is JSON");
    for (at, (id, row)) in book.model.checklists.iter().enumerate() {
        let list = checklist::checklist(&book.model, &config(), &Selection::named(id));
        let keys: Vec<&str> = list.to_tick().flat_map(|group| &group.items).map(|line| line.key.as_str()).collect();
        let markdown = site.text(&format!("checklists/{}.md", row.meta.id));
        let ticked: String = markdown.lines().filter(|line| line.starts_with("- [")).collect();
        assert_eq!(keys_between(&ticked, "<!-- item: ", " -->"), keys, "{}", row.meta.id);
        let page = site.text(&format!("checklists/{}.html", row.meta.id));
        let boxes = keys_between(page, "<input type=\"checkbox\" ", ">");
        let of_box = |text: &str| text.split('"').nth(1).map(|key| key.trim_start_matches("item-").to_owned());
        assert_eq!(boxes.into_iter().filter_map(of_box).collect::<Vec<_>>(), keys, "{}", row.meta.id);
        let groups = json["checklists"][at]["groups"].as_array().expect("it has groups");
        let in_json: Vec<&str> =
            groups.iter().flat_map(|group| group["items"].as_array().expect("it has items")).filter_map(|key| key.as_str()).collect();
        assert_eq!(in_json, keys, "{}", row.meta.id);
    }
}

#[test]
fn a_renamed_checklist_leads_on_and_is_found_by_search() {
    let text = "title: Before the launch\nrenamed-from: before-launch\nselection: workload:payments\n";
    let mut book = Book::fixture("base").with("content/checklists/go-live.yaml", text);
    book.0.remove("content/checklists/before-launch.yaml");
    let guide = "---\ntitle: Launch\n---\n\nSee [the list](checklist:go-live).\n\n```onus\nchecklist go-live -domain:compute\n```\n";
    let site = crate::links::Site::of(&book.clone().with("content/guides/launch.md", guide), None, TODAY);
    assert!(site.text("checklists/before-launch.html").contains("go-live.html"));
    let page = site.text("guides/launch.html");
    assert!(page.contains("href=\"../checklists/go-live.html\"") && page.contains("data-item=\"name-classes\""), "{page}");
    assert!(!page.contains("patch-monthly@ec2/windows"), "{page}");
    let wrong = guide.replace("domain:compute", "domain:compte").replace("checklist:go-live", "checklist:before-launch");
    assert_eq!(
        book.with("content/guides/launch.md", wrong).check().lines(),
        [
            "content/guides/launch.md:5:16: error[dead-link]: no checklist has the id `before-launch`",
            "content/guides/launch.md:8:27: error[live-block]: no domain has the id `compte`",
        ]
    );
}
