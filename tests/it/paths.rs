//! Paths end to end: issues for trackers, new paths, keys that follow the model, and what a holder that moves moves with it.

use std::collections::{BTreeMap, BTreeSet};

use onus::config::{Config, Overrides};
use onus::diag::Diagnostics;
use onus::model::{Form, Item, Model, Side, State};
use onus::source::Sources;
use onus::view::handout::{Handout, Part, of_path};
use onus::view::learn::{Kind, plan, questions};

use crate::cli::{book, onus};
use crate::fixture::{Book, TODAY};

/// The small book with a path of its own.
fn small() -> Book {
    let mut book = Book::fixture("base");
    book.0.extend(Book::fixture("learn").0);
    book
}

/// The small book, in which the provider patches the guest operating system of EC2.
fn moved() -> Book {
    small().with(
        "content/services/compute/ec2.yaml",
        "name: Amazon EC2\nprovider: aws\nmodel: iaas\nsummary: Virtual machines.\nuses: [s3]\naccountable:\n  provider: [patch-guest-os]\nvariants:\n  windows:\n    name: EC2 for Windows\n",
    )
}

#[test]
fn an_issue_lists_what_to_do_for_each_tracker() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let plain = onus(root, &["learn", "issue", "first-hour"]);
    assert_eq!(plain.code, Some(0), "{}", plain.aside);
    let headings: Vec<&str> = plain.out.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    for wanted in ["The first day", "The first week", "The first month"] {
        assert!(headings.contains(&wanted), "{headings:?}");
    }
    let tasks = |text: &str| text.lines().filter(|line| line.trim_start().starts_with("- [ ] ")).count();
    assert!(tasks(&plain.out) >= 10, "{}", plain.out);
    let github = onus(root, &["learn", "issue", "first-hour", "--for", "github"]);
    assert!(github.out.starts_with("---\n") && github.out.contains("\ntitle: "), "{}", github.out);
    let gitlab = onus(root, &["learn", "issue", "first-hour", "--for", "gitlab"]);
    assert!(gitlab.out.lines().any(|line| line.starts_with("/label") || line.starts_with("/title")), "{}", gitlab.out);
    assert_eq!([tasks(&github.out), tasks(&gitlab.out)], [tasks(&plain.out); 2]);
    let team = onus(root, &["learn", "issue", "workload:web-service"]);
    assert!(tasks(&team.out) >= 10, "{}", team.out);
    let unknown = onus(root, &["learn", "issue", "first-our"]);
    assert_eq!(unknown.code, Some(2), "{}", unknown.out);
    assert!(unknown.aside.contains("first-hour"), "{}", unknown.aside);
}

#[test]
fn a_new_path_has_no_findings_and_gives_everything() {
    let book = book();
    let ran = onus(book.path(), &["new", "path", "my-team"]);
    assert_eq!(ran.code, Some(0), "{}", ran.aside);
    let files: BTreeSet<String> = std::fs::read_dir(book.path().join("content/learn/my-team"))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(files.iter().map(String::as_str).collect::<Vec<_>>(), ["first-lesson.md", "path.yaml", "questions.yaml"]);
    let checked = onus(book.path(), &["learn", "check", "--deny", "warnings"]);
    assert_eq!(checked.code, Some(0), "{}{}", checked.out, checked.aside);
    let listed = onus(book.path(), &["learn", "list"]);
    assert!(listed.out.contains("my-team"), "{}", listed.out);
    let asked = onus(book.path(), &["learn", "questions", "my-team"]);
    assert!(asked.out.contains("Who holds this duty on the service that we use?"), "{}", asked.out);
    if cfg!(feature = "pdf") {
        for part in Part::ALL {
            let ran = onus(book.path(), &["learn", "print", "my-team", part.word()]);
            assert_eq!(ran.code, Some(0), "{}: {}", part.word(), ran.aside);
            let bytes = std::fs::read(book.path().join(format!("my-team-{}.pdf", part.word()))).expect("it is there");
            assert!(bytes.starts_with(b"%PDF-"), "{}", part.word());
        }
    }
    let again = onus(book.path(), &["new", "path", "my-team"]);
    assert_eq!(again.code, Some(2), "{}", again.aside);
}

#[test]
fn a_key_that_no_longer_agrees_with_the_model_is_named() {
    let file = "content/learn/first-hour/questions.yaml";
    let text = "- id: held\n  ask: Who installs updates on EC2?\n  options: [AWS, Customer]\n  answer: Customer\n  because: You log in.\n  agrees-with: holder of patch-guest-os on ec2\n- id: none\n  ask: Who of these installs updates?\n  options: [party:customer, Nobody]\n  answer: holder of patch-guest-os on ec2\n";
    let stale =
        |book: Book| -> Vec<String> { book.with(file, text).check().lines().into_iter().filter(|line| line.contains("stale-answer")).collect() };
    assert_eq!(stale(small()), Vec::<String>::new());
    let found = stale(moved());
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(found[0].starts_with("content/learn/first-hour/questions.yaml:4:11: ") && found[0].contains("the answer is `Customer`"), "{found:#?}");
    assert!(found[1].starts_with("content/learn/first-hour/questions.yaml:10:11: "), "{found:#?}");
}

/// Everything that slides, handout and questions of a path say.
fn said(book: &Book) -> BTreeMap<&'static str, String> {
    let sources = Sources::new(book.0.clone());
    let config = Config::read(&sources, &Overrides::on(TODAY), &mut Diagnostics::default());
    let model = onus::check(&sources, &config).model;
    let printed = |part| {
        let plan = plan(&model, "first-hour").expect("it is there");
        let Some(Handout::Course(printed)) = of_path(&model, &config, plan, part) else { panic!("no {part:?}") };
        match part {
            Part::Handout => format!("{:?}", printed.course.grid),
            Part::Questions => {
                let asks = printed.course.plan.questions().map(|question| format!("{}: {:?}", question.id, question.form));
                asks.collect::<Vec<_>>().join("\n")
            }
            _ => printed.course.slides.iter().map(|(_, picture)| format!("{picture:?}")).collect::<Vec<_>>().join("\n"),
        }
    };
    [Part::Slides, Part::Handout, Part::Questions].into_iter().map(|part| (part.word(), printed(part))).collect()
}

#[test]
fn a_holder_that_moves_moves_questions_slides_and_handouts() {
    let drawn = "title: The first hour\nmodules:\n  - { service: ec2, why: Look at the guest }\npractice: [ec2]\nquestions: { count: 8 }\n";
    let own = |book: Book| book.with("content/learn/first-hour/path.yaml", drawn);
    let (before, after) = (said(&own(small())), said(&own(moved())));
    assert_eq!(before, said(&own(small())), "the same sources say the same");
    for (part, words) in &before {
        assert_ne!(words, &after[part], "{part}");
    }
}

/// The sides that have a part in a requirement: worked out from the items alone.
fn class(model: &Model, id: &str) -> &'static str {
    let [workload, framework, requirement] = id.split('/').skip(1).collect::<Vec<_>>()[..] else { panic!("{id}") };
    let workload = &model.workloads[model.workloads.find(workload).expect("its workload")];
    let framework = &model.frameworks[model.frameworks.find(framework).expect("its framework")];
    let entry = framework.requirements.iter().find(|entry| entry.id == requirement).expect("its requirement");
    let applies = |item: &Item| workload.tailoring_of(item.control, item.place).is_none_or(|entry| entry.state != State::NotApplicable);
    let items: Vec<Item> = model.items(&workload.places).into_iter().filter(|item| entry.controls.contains(&item.control) && applies(item)).collect();
    let of = |item: &Item, side: Side| item.holders.iter().any(|holder| model.parties[holder.party].side == side);
    match (items.iter().any(|item| of(item, Side::Provider)), items.iter().any(|item| of(item, Side::Customer))) {
        (true, false) => "you inherit it",
        (false, true) => "You alone",
        (true, true) => "you do another",
        (false, false) => "nobody",
    }
}

#[test]
fn whose_work_a_requirement_is_follows_from_the_items() {
    let model = Book::shipped().check().model;
    let mut seen = BTreeMap::<&str, usize>::new();
    for question in questions(&model).iter().filter(|question| question.kind == Kind::Class) {
        let Form::One(options, right) = &question.form else { panic!("{}", question.id) };
        let wanted = class(&model, &question.id);
        *seen.entry(wanted).or_default() += 1;
        assert!(options[*right].says.contains(wanted), "{}: `{}`, and the items say {wanted}", question.id, options[*right].says);
        assert_eq!(options.iter().filter(|option| option.says.contains(wanted)).count(), 1, "{}", question.id);
    }
    assert!(seen.len() >= 3 && !seen.contains_key("nobody") && seen.values().sum::<usize>() >= 20, "{seen:?}");
}
