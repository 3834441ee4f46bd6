//! Questions about one cell: who holds it, since when, who did before, and what does not exist.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::model::{Change, Choice, Duty, Form, Holder, Id, Named, Party, Place};
use crate::view::learn::dice::shuffled;
use crate::view::learn::ground::Ground;
use crate::view::learn::words::{lower, option, paragraph, reason, task};
use crate::view::learn::{Kind, Level, Question};

/// Every question about one cell.
pub(super) fn questions(ground: &Ground<'_>) -> Vec<Question> {
    let cells = || ground.places.iter().flat_map(|&place| ground.duties().map(move |duty| (place, duty)));
    let mut found: Vec<Question> = cells().filter_map(|(place, duty)| holder(ground, place, duty)).collect();
    found.extend(dates(ground));
    found.extend(ground.places.iter().filter_map(|&place| absent(ground, place)));
    found
}

/// Who has to do it: asked where the service or the variant says otherwise than what lies below it, and for what does not exist
/// only where another variant has it. Of a duty that nearly always lies with one side, the exception is worth a question alone.
fn holder(ground: &Ground<'_>, place: Id<Place>, duty: Id<Duty>) -> Option<Question> {
    let (model, customer) = (ground.model, ground.customer()?);
    if ground.level(place, duty) == Level::Easy || !ground.is_clear(place, duty) || !ground.is_explained(place, duty) || ground.is_usual(place, duty)
    {
        return None;
    }
    let holder = model.holder(place, duty);
    let service = &model.services[model.places[place].service];
    if holder == Holder::NotApplicable && service.variants.iter().all(|&variant| model.holder(variant, duty) == holder) {
        return None;
    }
    let sides = [service.provider, customer];
    let mut options = parties(ground, sides);
    let right = match holder {
        Holder::Party(party) => sides.iter().position(|&side| side == party)?,
        Holder::NotApplicable | Holder::Unassigned => sides.len(),
    };
    options.push(Choice { says: "Nobody: there is no such duty here".to_owned(), named: None, because: None });
    let ask = format!("You use **{}**. Who has to {}?", ground.name(place), task(model, duty));
    Some(Question { ask: paragraph(&ask), form: Form::One(options, right), ..ground.about(Kind::Holder, place, duty) })
}

/// The two sides as options.
fn parties(ground: &Ground<'_>, [provider, customer]: [Id<Party>; 2]) -> Vec<Choice> {
    let model = ground.model;
    let choice = |says: String, party| Choice { says, named: Some(Named::Party(party)), because: None };
    let you = format!("You, the {}", lower(&model.parties[customer].name));
    vec![choice(model.parties[provider].name.clone(), provider), choice(you, customer)]
}

/// Since when, and who before: of every day on which a line moved, once for a service and its variants.
fn dates(ground: &Ground<'_>) -> Vec<Question> {
    let model = ground.model;
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for &place in &ground.places {
        for duty in model.duties.ids() {
            for change in model.places[place].cells[duty.index()].changes.iter().filter(|change| change.on <= model.as_of) {
                if seen.insert((change.on, duty, model.places[place].service)) {
                    found.push(since(ground, (place, duty), change));
                    found.extend(before(ground, (place, duty), change));
                }
            }
        }
    }
    found
}

fn since(ground: &Ground<'_>, (place, duty): (Id<Place>, Id<Duty>), change: &Change) -> Question {
    let model = ground.model;
    let choice = |day: &Date| Choice { says: day.strftime("%-d %B %Y").to_string(), named: None, because: None };
    let mut days = others(ground, change.on);
    days.push(change.on);
    days.sort();
    let right = days.iter().position(|&day| day == change.on).unwrap_or_default();
    let party = &model.parties[change.to].name;
    let ask = format!("On **{}**, since when has it been {party} that has to {}?", ground.name(place), task(model, duty));
    let base = ground.about(Kind::Since, place, duty);
    let note = change.note.as_deref().map(paragraph);
    let because = base.because.clone().into_iter().chain(note).collect();
    Question { ask: paragraph(&ask), form: Form::One(days.iter().map(choice).collect(), right), because, level: Level::Hard, ..base }
}

/// Three days that a reader could take for the right one: other days on which a line moved, else the same day in other years.
fn others(ground: &Ground<'_>, on: Date) -> Vec<Date> {
    let model = ground.model;
    let cells = model.places.rows().iter().flat_map(|place| &place.cells);
    let moved: BTreeSet<Date> = cells.flat_map(|cell| &cell.changes).map(|change| change.on).filter(|&day| day != on && day <= model.as_of).collect();
    let years = [-2, 2, -1, 1, -3, -4].into_iter().filter_map(|years| on.checked_add(jiff::Span::new().years(years)).ok());
    let mut near: Vec<Date> = moved.into_iter().collect();
    near.sort_by_key(|day| on.until(*day).map_or(i32::MAX, |span| span.get_days().abs()));
    near.truncate(2);
    for year in years.filter(|&day| day <= model.as_of) {
        if near.len() < 3 && near.iter().all(|day| day.year() != year.year()) {
            near.push(year);
        }
    }
    near
}

/// Who held it before the day: the party that had to, and not the one that has to now.
fn before(ground: &Ground<'_>, (place, duty): (Id<Place>, Id<Duty>), change: &Change) -> Option<Question> {
    let (model, customer) = (ground.model, ground.customer()?);
    let sides = [model.services[model.places[place].service].provider, customer];
    let mut options = parties(ground, sides);
    options.push(Choice { says: "Nobody: it did not exist then".to_owned(), named: None, because: None });
    let right = sides.iter().position(|&side| side == change.from)?;
    let ask = format!(
        "A report from before {} is about **{}**. Who had to {} then?",
        change.on.strftime("%-d %B %Y"),
        ground.name(place),
        task(model, duty)
    );
    let base = ground.about(Kind::Before, place, duty);
    Some(Question { ask: paragraph(&ask), form: Form::One(options, right), level: Level::Hard, ..base })
}

/// Which duty does not exist: one that others have, among duties that somebody holds here.
fn absent(ground: &Ground<'_>, place: Id<Place>) -> Option<Question> {
    let model = ground.model;
    let named = |duty: Id<Duty>| option(&model.duties[duty].says, Named::Duty(duty), reason(model, place, duty));
    let clear = |duty: &Id<Duty>| ground.is_clear(place, *duty);
    let (gone, held): (Vec<Id<Duty>>, Vec<Id<Duty>>) =
        ground.contested().filter(clear).partition(|&duty| model.holder(place, duty) == Holder::NotApplicable);
    let gone = shuffled(gone, ground.id(place), |&duty| model.duties[duty].meta.id.clone());
    // One that has a reason of its own, and of a layer that is there with other duties or not at all: both are worth a thought.
    let right = gone.into_iter().find(|&duty| !reason(model, place, duty).is_empty())?;
    let wrong = shuffled(held, ground.id(place), |&duty| model.duties[duty].meta.id.clone());
    if wrong.len() < 3 {
        return None;
    }
    let duties: Vec<Id<Duty>> = std::iter::once(right).chain(wrong.into_iter().take(3)).collect();
    let ask = format!("You use **{}**. Which of these duties does nobody have there?", ground.name(place));
    let base = ground.about(Kind::Absent, place, right);
    Some(Question {
        ask: paragraph(&ask),
        form: Form::One(duties.iter().map(|&duty| named(duty)).collect(), 0),
        level: base.level.max(Level::Medium),
        duties,
        ..base
    })
}
