//! Questions: those that are made of the model have one right set each and read well, and written ones follow the model.

use std::collections::{BTreeMap, BTreeSet};

use onus::config::{Config, Overrides};
use onus::diag::Diagnostics;
use onus::model::{Duty, Form, Holder, Id, LayerClass, Model, Named, Place, Side};
use onus::source::Sources;
use onus::view::learn::{Draw, Kind, Level, Question, draw, plans, questions, sheet};

use crate::fixture::{Book, TODAY};

fn shipped() -> Model {
    Book::shipped().check().model
}

/// The options of a question, each with whether the key names it.
fn options(question: &Question) -> Vec<(onus::model::Choice, bool)> {
    match &question.form {
        Form::One(options, right) => options.iter().cloned().enumerate().map(|(at, option)| (option, at == *right)).collect(),
        Form::Several(options, right) => options.iter().cloned().enumerate().map(|(at, option)| (option, right.contains(&at))).collect(),
        Form::Order(_) | Form::Match(_) => Vec::new(),
    }
}

fn held(model: &Model, place: Id<Place>, duty: Id<Duty>, side: Side) -> bool {
    matches!(model.holder(place, duty), Holder::Party(party) if model.parties[party].side == side)
}

/// What the model says of an option, worked out again from the question's id and subject alone; `None` where the option is no thing.
fn says(model: &Model, question: &Question, named: Option<Named>) -> Option<bool> {
    let (place, duty) = (question.places.first().copied(), question.duties.first().copied());
    Some(match (question.kind, named) {
        (Kind::Holder, Some(Named::Party(party))) => model.holder(place?, duty?) == Holder::Party(party),
        (Kind::Holder, None) => model.holder(place?, duty?) == Holder::NotApplicable,
        (Kind::Leave, Some(Named::Duty(duty))) => {
            held(model, question.places[0], duty, Side::Customer) && !held(model, question.places[1], duty, Side::Customer)
        }
        (Kind::Come, Some(Named::Duty(duty))) => {
            !held(model, question.places[0], duty, Side::Customer) && held(model, question.places[1], duty, Side::Customer)
        }
        (Kind::Variant | Kind::Service, Some(Named::Place(place))) => {
            let side = if question.id.contains("/customer@") { Side::Customer } else { Side::Provider };
            held(model, place, duty?, side)
        }
        (Kind::Half, Some(Named::Duty(duty))) => held(model, place?, duty, Side::Customer),
        (Kind::Layer, Some(Named::Layer(layer))) => model.layer_class(place?, layer) == LayerClass::Inherited,
        (Kind::Absent, Some(Named::Duty(duty))) => model.holder(place?, duty) == Holder::NotApplicable,
        (Kind::Uses, Some(Named::Place(other))) => {
            let place = &model.places[place?];
            place.uses.iter().any(|used| used.place == other)
        }
        _ => return None,
    })
}

#[test]
fn every_key_is_what_the_model_says_and_no_wrong_option_is() {
    let model = shipped();
    let mut proved = BTreeMap::<Kind, usize>::new();
    for question in questions(&model) {
        let options = options(&question);
        assert!(options.len() >= 3, "{}: {} options", question.id, options.len());
        let right = options.iter().filter(|(_, right)| *right).count();
        assert!(right >= 1 && right < options.len(), "{}: {right} of {} are right", question.id, options.len());
        assert_eq!(right > 1 || matches!(question.form, Form::Several(..)), matches!(question.form, Form::Several(..)), "{}", question.id);
        for (option, right) in &options {
            if let Some(says) = says(&model, &question, option.named) {
                assert_eq!(says, *right, "{}: `{}`", question.id, option.says);
                *proved.entry(question.kind).or_default() += 1;
            }
        }
    }
    let kinds = [Kind::Holder, Kind::Leave, Kind::Come, Kind::Variant, Kind::Service, Kind::Half, Kind::Layer, Kind::Absent, Kind::Uses];
    assert!(kinds.iter().all(|kind| proved.contains_key(kind)), "{proved:?}");
}

#[test]
fn a_date_is_right_when_the_line_moved_on_it() {
    let model = shipped();
    let mut count = 0;
    for question in questions(&model).iter().filter(|question| matches!(question.kind, Kind::Since | Kind::Before)) {
        count += 1;
        let cell = &model.places[question.places[0]].cells[question.duties[0].index()];
        let right = options(question).into_iter().find(|(_, right)| *right).expect("a key").0;
        match question.kind {
            Kind::Since => {
                let days: Vec<String> = cell.changes.iter().map(|change| change.on.strftime("%-d %B %Y").to_string()).collect();
                let told: Vec<bool> = options(question).iter().map(|(option, _)| days.contains(&option.says)).collect();
                assert_eq!(told.iter().filter(|is| **is).count(), 1, "{}", question.id);
                assert!(days.contains(&right.says), "{}: {}", question.id, right.says);
            }
            _ => assert!(cell.changes.iter().any(|change| right.named == Some(Named::Party(change.from))), "{}", question.id),
        }
    }
    assert!(count >= 10, "{count}");
}

#[test]
fn a_team_is_right_when_the_workload_gives_it_the_duty() {
    let model = shipped();
    let mut count = 0;
    for question in questions(&model).iter().filter(|question| question.kind == Kind::Team) {
        count += 1;
        let workload = question.id.split('/').nth(1).and_then(|id| model.workloads.find(id)).expect("its workload");
        let workload = &model.workloads[workload];
        let (place, duty) = (question.places[0], question.duties[0]);
        let team = workload.delegation[duty.index()].as_ref().filter(|_| held(&model, place, duty, Side::Customer));
        let wanted = team.map_or_else(
            || model.parties[model.services[model.places[place].service].provider].name.clone(),
            |given| workload.teams[given.team].name.clone(),
        );
        let right: Vec<String> = options(question).into_iter().filter(|(_, right)| *right).map(|(option, _)| option.says).collect();
        assert_eq!(right, [wanted], "{}", question.id);
    }
    assert!(count >= 20, "{count}");
}

#[test]
fn there_are_many_questions_of_many_kinds_and_none_twice() {
    let questions = questions(&shipped());
    assert!(questions.len() >= 150, "{}", questions.len());
    let kinds: BTreeSet<Kind> = questions.iter().map(|question| question.kind).collect();
    assert!(kinds.len() >= 12, "{kinds:?}");
    let levels: BTreeSet<Level> = questions.iter().map(|question| question.level).collect();
    assert_eq!(levels.len(), 3);
    let mut ids = BTreeSet::new();
    let mut asked = BTreeSet::new();
    for question in &questions {
        assert!(ids.insert(question.id.clone()), "{} is there twice", question.id);
        let words: BTreeSet<String> = options(question).into_iter().map(|(option, _)| option.says).collect();
        assert_eq!(words.len(), options(question).len(), "{} has an option twice", question.id);
        assert!(asked.insert((question.ask.plain(), words)), "{} asks what another one asks", question.id);
    }
}

#[test]
fn questions_read_well_and_say_why() {
    for question in questions(&shipped()) {
        let ask = question.ask.plain();
        let bad = |why: &str| panic!("{}: {why}: {ask}", question.id);
        if !ask.ends_with('?') || !ask.starts_with(char::is_uppercase) {
            bad("no sentence");
        }
        if ask.contains("  ") || ask.contains(" . ") || ask.contains("..") || ask.contains(" ,") || ask.contains("**") {
            bad("a slip of the pen");
        }
        if ask.chars().count() > 260 {
            bad("too long");
        }
        // What has to be done stands in the middle of a sentence: no capital, unless the word is written in capitals.
        for after in ask.split("have to ").skip(1).chain(ask.split("has to ").skip(1)) {
            let word = after.split(' ').next().unwrap_or_default();
            let capitals = word.chars().filter(|letter| letter.is_uppercase()).count();
            if capitals == 1 && word.len() > 1 {
                bad("a capital in the middle");
            }
        }
        if question.proofs.is_empty() || question.proofs.iter().any(|proof| proof.says.is_empty() || !proof.says.ends_with('.')) {
            bad("no reason");
        }
        if question.read.is_empty() || question.subject.is_empty() {
            bad("nothing to read");
        }
    }
}

#[test]
fn the_same_seed_draws_the_same_questions_and_another_one_others() {
    let model = shipped();
    let pool = questions(&model);
    let drawn = |seed: &str, count| -> Vec<String> {
        let questions = draw(&pool, &Draw { count, seed, places: &[] });
        questions.iter().map(|question| format!("{} {:?}", question.id, question.form)).collect()
    };
    let again = questions(&shipped());
    let anew: Vec<String> = draw(&again, &Draw { count: 20, seed: "spring", places: &[] })
        .iter()
        .map(|question| format!("{} {:?}", question.id, question.form))
        .collect();
    assert_eq!(drawn("spring", 20), anew);
    let (spring, autumn): (BTreeSet<String>, BTreeSet<String>) =
        (drawn("spring", 20).into_iter().collect(), drawn("autumn", 20).into_iter().collect());
    assert_eq!((spring.len(), autumn.len()), (20, 20), "no question comes twice");
    assert!(spring.intersection(&autumn).count() < 5);
}

#[test]
fn a_round_is_mixed_and_about_what_was_asked_for() {
    let model = shipped();
    let pool = questions(&model);
    let questions = draw(&pool, &Draw { count: 12, seed: "a", places: &[] });
    let kinds: BTreeSet<Kind> = questions.iter().map(|question| question.kind).collect();
    assert!(kinds.len() >= 6, "{kinds:?}");
    assert!(questions.windows(2).all(|pair| pair[0].level <= pair[1].level), "easy ones come first");
    let fargate = model.places.find("ecs/fargate").expect("it is shipped");
    let own = draw(&pool, &Draw { count: 8, seed: "a", places: &[fargate] });
    assert_eq!(own.len(), 8);
    assert!(own.iter().all(|question| question.places.contains(&fargate)));
}

#[test]
fn right_options_stand_at_every_place() {
    let model = shipped();
    let pool = questions(&model);
    let mut at = BTreeMap::<usize, usize>::new();
    for question in draw(&pool, &Draw { count: 400, seed: "places", places: &[] }) {
        let known = matches!(question.kind, Kind::Holder | Kind::Before | Kind::Class | Kind::Team);
        if let (Form::One(options, right), false) = (&question.form, known)
            && options.len() == 4
        {
            *at.entry(*right).or_default() += 1;
        }
    }
    let all: usize = at.values().sum();
    assert!(at.len() == 4 && at.values().all(|count| count * 10 > all), "{at:?}");
}

/// The small book with a path of its own.
fn small() -> Book {
    let mut book = Book::fixture("base");
    book.0.extend(Book::fixture("learn").0);
    book
}

#[test]
fn a_line_that_moves_moves_the_key_of_a_written_question() {
    let key = |book: &Book| {
        let checked = book.check();
        assert!(!checked.findings.has_errors(), "{}", checked.human());
        let sources = Sources::new(book.0.clone());
        let plan = plans(&checked.model).into_iter().find(|plan| plan.stem == "first-hour").expect("it is there");
        let question = plan.questions().find(|question| question.id == "written/first-hour/machine-updates").expect("it is asked").clone();
        let sheet = sheet(&checked.model, &sources, &question);
        (sheet.options[sheet.key[0]].says.clone(), sheet.proofs[0].says.clone())
    };
    assert_eq!(
        key(&small()),
        (
            "Customer".to_owned(),
            "Amazon EC2 starts from the service model Infrastructure as a service, which gives the layer Guest operating system to Customer."
                .to_owned()
        )
    );
    let moved = small().with(
        "content/services/compute/ec2.yaml",
        "name: Amazon EC2\nprovider: aws\nmodel: iaas\nsummary: Virtual machines.\nuses: [s3]\naccountable:\n  provider: [patch-guest-os]\nvariants:\n  windows:\n    name: EC2 for Windows\n",
    );
    assert_eq!(
        key(&moved),
        ("AWS".to_owned(), "Amazon EC2 gives this duty to AWS; by its service model, IaaS, it would lie with Customer.".to_owned())
    );
}

#[test]
fn every_workload_has_a_path_of_its_own() {
    let book = Book::shipped();
    let model = book.check().model;
    let plans = plans(&model);
    for (_, workload) in model.workloads.iter() {
        let plan = plans.iter().find(|plan| plan.stem == format!("workloads/{}", workload.meta.id)).expect("a path");
        assert!(plan.steps.len() > workload.services.len(), "{}", plan.stem);
        assert!(plan.questions().count() >= 8 && !plan.drills.is_empty() && plan.first.len() == 3, "{}", plan.stem);
        assert!(plan.questions().all(|question| question.kind != Kind::Written));
    }
}

#[test]
fn a_drill_places_duties_of_both_sides() {
    let model = shipped();
    let mut count = 0;
    for plan in plans(&model) {
        for drill in &plan.drills {
            count += 1;
            let side = |side| drill.duties.iter().filter(|&&duty| held(&model, drill.place, duty, side)).count();
            assert_eq!(side(Side::Customer) + side(Side::Provider), drill.duties.len(), "{}", plan.stem);
            assert!(side(Side::Customer) > 0 && side(Side::Provider) > 0, "{}: {}", plan.stem, model.places[drill.place].name);
        }
    }
    assert!(count >= 6, "{count}");
}

#[test]
fn a_book_without_paths_and_workloads_has_nothing_to_learn() {
    let sources = Sources::new([("book.toml".to_owned(), b"[book]\ntitle = \"T\"\n".to_vec())]);
    let config = Config::read(&sources, &Overrides::on(TODAY), &mut Diagnostics::default());
    assert!(plans(&onus::check(&sources, &config).model).is_empty());
}
