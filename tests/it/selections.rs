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
