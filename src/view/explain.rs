//! Why the onus lies where it lies: every answer with the chain that led to it, file by line.

mod answer;
mod table;

use serde::Serialize;

use crate::model::{Id, Model, Workload};
use crate::source::Sources;
use crate::view::ask;
use crate::view::place::{Unknown, find, find_place};

pub use answer::{Answer, Link, Moved};
pub use table::{Row, Sheet};

/// What `explain` found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Explanation {
    /// One duty on one place, with its whole chain.
    Duty(Box<Answer>),
    /// The duties of one layer on one place, each with its chain.
    Layer(Vec<Answer>),
    /// Things with a line for each place or duty they touch; more than one where a duty and a control share an id.
    Sheets(Vec<Sheet>),
}

/// Explains a service, variant, control, duty, layer or term; with `about`, one duty, layer or control on a service or variant.
/// Without `about`, `thing` may also be a question in plain words, such as `who backs up DynamoDB`.
/// `workload` puts the workload's delegation in front of the chain.
pub fn explain(model: &Model, sources: &Sources, thing: &str, about: Option<&str>, workload: Option<&str>) -> Result<Explanation, Unknown> {
    let workload = workload.map(|id| find(&model.workloads, "workload", id)).transpose()?;
    match about {
        None if thing.trim().contains(char::is_whitespace) => asked(model, sources, thing, workload),
        None => whole(model, sources, thing),
        Some(about) => {
            let place = find_place(model, thing)?;
            if let Some(duty) = model.duties.find(about) {
                Ok(Explanation::Duty(Box::new(answer::answer(model, sources, place, duty, workload))))
            } else if let Some(layer) = model.layers.find(about) {
                let duties = model.layers[layer].duties.iter();
                Ok(Explanation::Layer(duties.map(|&duty| answer::answer(model, sources, place, duty, workload)).collect()))
            } else if let Some(control) = model.controls.find(about) {
                Ok(Explanation::Sheets(vec![table::control(model, sources, control, Some(place))]))
            } else {
                Err(unknown(
                    about,
                    "duty, layer or control",
                    [model.duties.keys().collect(), model.layers.keys().collect(), model.controls.keys().collect()],
                ))
            }
        }
    }
}

/// Answers a question: each duty that it is about on the service it names and on variants that differ, or the duty everywhere.
fn asked(model: &Model, sources: &Sources, question: &str, workload: Option<Id<Workload>>) -> Result<Explanation, Unknown> {
    let ask = ask::ask(model);
    let compared: Vec<&str> = ask.compared(question).into_iter().map(|at| model.places[Id::from_index(at)].meta.id.as_str()).collect();
    if let [a, b, ..] = compared[..] {
        let message = format!("`{question}` asks for a comparison; `onus compare {a} {b}` makes it");
        return Err(Unknown { message, wrong: String::new(), names: Vec::new() });
    }
    let found = ask.find(question).ok_or_else(|| Unknown {
        message: format!("`{question}` names no service and no duty; `onus list services` and `onus list duties` have them all"),
        wrong: String::new(),
        names: Vec::new(),
    })?;
    let Some(subject) = found.subject else {
        let sheets = found.topics.iter().take(1).map(|&topic| table::duty(model, sources, Id::from_index(topic)));
        return Ok(Explanation::Sheets(sheets.collect()));
    };
    let Some(&first) = found.topics.first() else {
        return Ok(Explanation::Sheets(vec![table::place(model, sources, Id::from_index(subject))]));
    };
    let answer = |subject, topic| answer::answer(model, sources, Id::from_index(subject), Id::from_index(topic), workload);
    let mut answers: Vec<Answer> = found.topics.iter().map(|&topic| answer(subject, topic)).collect();
    answers.extend(ask.moved(subject, first).map(|variant| answer(variant, first)));
    Ok(match <[Answer; 1]>::try_from(answers) {
        Ok([one]) => Explanation::Duty(Box::new(one)),
        Err(several) => Explanation::Layer(several),
    })
}

fn whole(model: &Model, sources: &Sources, thing: &str) -> Result<Explanation, Unknown> {
    let sheets = [
        model.places.find(thing).map(|id| table::place(model, sources, id)),
        model.duties.find(thing).map(|id| table::duty(model, sources, id)),
        model.layers.find(thing).map(|id| table::layer(model, sources, id)),
        model.controls.find(thing).map(|id| table::control(model, sources, id, None)),
        model.terms.find(thing).map(|id| table::term(model, sources, id)),
    ];
    let mut sheets: Vec<Sheet> = sheets.into_iter().flatten().collect();
    if sheets.is_empty() {
        // Not an id, but perhaps a name: `Glacier`, `AppStream`.
        let named = ask::ask(model).find(thing).filter(|found| found.topics.is_empty()).and_then(|found| found.subject);
        sheets.extend(named.map(|subject| table::place(model, sources, Id::from_index(subject))));
    }
    if sheets.is_empty() {
        let names = [model.places.keys().collect(), model.controls.keys().collect(), model.duties.keys().chain(model.layers.keys()).collect()];
        return Err(unknown(thing, "service, variant, control, duty, layer, term or rule", names));
    }
    Ok(Explanation::Sheets(sheets))
}

fn unknown(wrong: &str, what: &str, names: [Vec<&str>; 3]) -> Unknown {
    Unknown {
        message: format!("no {what} has the id `{wrong}`"),
        wrong: wrong.to_owned(),
        names: names.into_iter().flatten().map(str::to_owned).collect(),
    }
}
