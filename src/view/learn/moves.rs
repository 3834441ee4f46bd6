//! Questions about a move from one service or variant to another: what leaves, what comes.

use crate::markdown::Block;
use crate::model::{Duty, Form, Id, Named, Place};
use crate::view::address;
use crate::view::learn::dice::shuffled;
use crate::view::learn::ground::Ground;
use crate::view::learn::words::{self, option, paragraph};
use crate::view::learn::{Kind, Level, Question};

/// How many right options and how many wrong ones a question has at most.
const RIGHT: usize = 3;
const WRONG: usize = 3;

/// Two questions for each way between places that readers move between.
pub(super) fn questions(ground: &Ground<'_>) -> Vec<Question> {
    let there = |place: Id<Place>| ground.places.binary_search(&place).is_ok();
    let ways = pairs(ground).into_iter().filter(|&(a, b)| a != b && there(a) && there(b)).flat_map(|(a, b)| [(a, b), (b, a)]);
    let ways = ways.filter(|&(from, to)| is_run(ground, from) && is_run(ground, to));
    ways.flat_map(|way| [Kind::Leave, Kind::Come].map(|kind| one(ground, kind, way))).flatten().collect()
}

/// A service that is always run in one of its variants is no start and no end of a move.
fn is_run(ground: &Ground<'_>, place: Id<Place>) -> bool {
    let service = &ground.model.services[ground.model.places[place].service];
    service.place != place || service.variants.is_empty()
}

/// What readers move between: the ways to run one service, a service and its successor, and what the book itself compares.
fn pairs(ground: &Ground<'_>) -> Vec<(Id<Place>, Id<Place>)> {
    let model = ground.model;
    let mut found: Vec<(Id<Place>, Id<Place>)> = Vec::new();
    for service in model.services.rows() {
        let own = &service.variants;
        found.extend(own.iter().flat_map(|&a| own.iter().filter(move |&&b| a < b).map(move |&b| (a, b))));
        found.extend(service.lifecycle.successor.map(|next| (service.place, model.services[next].place)));
    }
    let guides = model.guides.rows().iter().map(|guide| &guide.body);
    let lessons = model.paths.rows().iter().flat_map(|path| &path.lessons).map(|lesson| &lesson.body);
    for block in guides.chain(lessons).flat_map(|doc| &doc.blocks) {
        let Block::Live(line) = block else { continue };
        if let ["compare", a, b] = line.value.split_whitespace().collect::<Vec<_>>()[..] {
            found.extend(model.places.find(a).zip(model.places.find(b)));
        }
    }
    found.iter_mut().for_each(|pair| *pair = (pair.0.min(pair.1), pair.0.max(pair.1)));
    found.sort();
    found.dedup();
    found
}

fn one(ground: &Ground<'_>, kind: Kind, (from, to): (Id<Place>, Id<Place>)) -> Option<Question> {
    let model = ground.model;
    let (start, end) = if kind == Kind::Leave { (from, to) } else { (to, from) };
    // Of what leaves on the way there: held by the customer's side before, and not after. What comes is what leaves on the way back.
    let moves = |duty: &Id<Duty>| model.is_customers(start, *duty) && !model.is_customers(end, *duty);
    let near = |duty: &Id<Duty>| !moves(duty);
    let name = |duty: &Id<Duty>| model.duties[*duty].meta.id.clone();
    let seed = format!("{}>{}", ground.id(from), ground.id(to));
    let mut right = shuffled(ground.duties().filter(moves), &seed, name);
    // Of one layer, one duty is enough: the others follow from it.
    let mut layers = std::collections::BTreeSet::new();
    right.sort_by_key(|&duty| !layers.insert(model.duties[duty].layer));
    right.truncate(RIGHT);
    let mut wrong = shuffled(ground.contested().filter(near), &seed, name);
    // What the customer's side holds before and after is the likeliest mistake, then what lies in the same layers.
    wrong.sort_by_key(|&duty| !(model.is_customers(from, duty) && model.is_customers(to, duty)));
    wrong.truncate(WRONG);
    if right.is_empty() || wrong.len() < 2 {
        return None;
    }
    let options = shuffled(right.iter().chain(&wrong).copied(), &seed, name);
    let keys: Vec<usize> = options.iter().enumerate().filter(|(_, duty)| moves(duty)).map(|(at, _)| at).collect();
    let choices = options.iter().map(|&duty| option(&model.duties[duty].says, Named::Duty(duty), told(ground, duty, (from, to)))).collect();
    let (a, b) = (ground.name(from), ground.name(to));
    let says = match (kind, is_move(ground, (from, to))) {
        (Kind::Leave, true) => {
            format!("Your team moves from **{a}** to **{b}**. Which of these duties are yours before the move and no longer yours after it?")
        }
        (_, true) => format!("Your team moves from **{a}** to **{b}**. Which of these duties become yours with the move?"),
        (Kind::Leave, false) => format!("Hold **{a}** against **{b}**. Which of these duties are yours on the first and not on the second?"),
        (_, false) => format!("Hold **{a}** against **{b}**. Which of these duties are yours on the second and not on the first?"),
    };
    let first = right[0];
    let level = right.iter().map(|&duty| ground.level(end, duty).max(ground.level(start, duty))).max().unwrap_or(Level::Easy);
    Some(Question {
        id: format!("{}/{}>{}", kind.word(), ground.id(from), ground.id(to)),
        ask: paragraph(&says),
        form: Form::Several(choices, keys),
        level: level.max(Level::Medium),
        because: Vec::new(),
        proofs: words::proofs(model, right.iter().map(|&duty| (to, duty))),
        read: vec![(a.to_owned(), address::place(model, from)), (b.to_owned(), address::place(model, to))],
        places: vec![from, to],
        duties: right.clone(),
        ..ground.about(kind, to, first)
    })
}

/// Whether one leads to the other: variants of one service model may be of use side by side, and nobody moves between them.
fn is_move(ground: &Ground<'_>, (from, to): (Id<Place>, Id<Place>)) -> bool {
    let (a, b) = (&ground.model.places[from], &ground.model.places[to]);
    a.service != b.service || a.model != b.model
}

/// Who holds it before and after.
fn told(ground: &Ground<'_>, duty: Id<Duty>, (from, to): (Id<Place>, Id<Place>)) -> String {
    let model = ground.model;
    let (before, after) = (model.holder(from, duty), model.holder(to, duty));
    if before == after {
        return format!("It lies with {} on both.", words::name(model, after));
    }
    let (first, second) = (ground.name(from), ground.name(to));
    format!("{first}: {}. {second}: {}", words::name(model, before), words::capital(&words::told(model, to, duty)))
}
