//! Written questions: options by name, answers that are words or what the model says, and what does not agree.

use crate::diag::rules;
use crate::model::{Asked, Choice, Fact, Form, Goal, Model, Named, Question};
use crate::parse::{self, Part, Prose, Text};
use crate::resolve::compose;
use crate::resolve::lookup::{DUTY, LAYER, Lookup, PARTY};
use crate::resolve::paths::named_goals;
use crate::source::Span;

/// The ways to name a fact, for messages.
const FACTS: &str = "the model says `holder of DUTY on SERVICE`, `class of LAYER on SERVICE`, `duties of PARTY on SERVICE`, \
    `services where PARTY holds DUTY`, `duties that leave from SERVICE to SERVICE` and `duties that come from SERVICE to SERVICE`";

/// A question or a part of one, as it was written.
struct Written<'w> {
    span: Span,
    ask: &'w Prose,
    options: &'w [parse::Choice],
    answer: &'w [Text],
    agrees_with: Option<&'w Text>,
    order: &'w [Text],
    pairs: &'w [parse::Pair],
    because: &'w Prose,
}

macro_rules! written {
    ($raw:expr) => {
        Written {
            span: $raw.span,
            ask: &$raw.ask,
            options: &$raw.options.0,
            answer: &$raw.answer.0,
            agrees_with: $raw.agrees_with.as_ref(),
            order: &$raw.order.0,
            pairs: &$raw.pairs.0,
            because: &$raw.because,
        }
    };
}

/// The questions of a path, those that can be asked.
pub(crate) fn questions<'w>(raw: impl Iterator<Item = &'w parse::Question>, goals: &[Goal], model: &Model, cx: &mut Lookup<'_>) -> Vec<Question> {
    let mut found: Vec<Question> = Vec::new();
    for raw in raw {
        if let Some(first) = found.iter().find(|question| question.id == raw.id.value) {
            let span = first.span;
            cx.duplicate("question", &raw.id, span);
            continue;
        }
        if !raw.id.value.is_empty() {
            cx.check_spelling(&raw.id);
        }
        let story = !raw.parts.is_empty();
        if story && (!raw.options.0.is_empty() || !raw.order.0.is_empty() || !raw.pairs.0.is_empty()) {
            cx.report(&rules::QUESTION_FORM, raw.id.span, "a question with parts is answered in its parts").help("move `options` into a part");
        }
        let parts: Vec<Asked> = match story {
            true => raw.parts.iter().filter_map(|part: &Part| asked(&written!(part), model, cx)).collect(),
            false => asked(&written!(raw), model, cx).into_iter().collect(),
        };
        let tests = named_goals(&raw.tests, goals, cx);
        if !parts.is_empty() {
            found.push(Question {
                id: raw.id.value.clone(),
                span: raw.id.span,
                story: if story { raw.ask.doc.clone() } else { Default::default() },
                tests,
                read: raw.read.0.iter().map(|link| link.doc.clone()).collect(),
                parts,
            });
        }
    }
    found
}

fn asked(raw: &Written<'_>, model: &Model, cx: &mut Lookup<'_>) -> Option<Asked> {
    let forms = [!raw.options.is_empty(), !raw.order.is_empty(), !raw.pairs.is_empty()].into_iter().filter(|there| *there).count();
    if forms != 1 {
        if !cx.suspects.lost_in(raw.span) {
            let finding = cx.report(&rules::QUESTION_FORM, raw.span, "a question has one of `options`, `order`, `pairs` and `parts`");
            finding.label(if forms == 0 { "this one has none" } else { "this one has several" });
        }
        return None;
    }
    let mut facts = Vec::new();
    let form = if !raw.order.is_empty() {
        Some(Form::Order(distinct(raw.order.iter(), raw.span, cx)?))
    } else if !raw.pairs.is_empty() {
        matching(raw, &mut facts, model, cx)
    } else {
        choosing(raw, &mut facts, model, cx)
    }?;
    Some(Asked { span: raw.span, ask: raw.ask.doc.clone(), form, because: raw.because.doc.clone(), facts })
}

/// Texts of which no two are the same, and more than one.
fn distinct<'t>(texts: impl Iterator<Item = &'t Text>, at: Span, cx: &mut Lookup<'_>) -> Option<Vec<String>> {
    let mut found: Vec<String> = Vec::new();
    for text in texts.filter(|text| !text.value.is_empty()) {
        if found.contains(&text.value) {
            cx.report(&rules::QUESTION_FORM, text.span, format!("`{}` stands here twice", text.value));
            return None;
        }
        found.push(text.value.clone());
    }
    if found.len() < 2 {
        cx.report(&rules::QUESTION_FORM, at, "there is nothing to choose between").help("a question needs two options, steps or pairs at least");
        return None;
    }
    Some(found)
}

fn matching(raw: &Written<'_>, facts: &mut Vec<Fact>, model: &Model, cx: &mut Lookup<'_>) -> Option<Form> {
    distinct(raw.pairs.iter().map(|pair| &pair.left), raw.span, cx)?;
    let mut pairs = Vec::new();
    for pair in raw.pairs {
        let left = choice(&pair.left, None, model, cx)?.says;
        let right = match fact(&pair.right, model, cx) {
            Read::Words => choice(&pair.right, None, model, cx)?.says,
            Read::Fact(fact) if fact.is_single() => {
                facts.push(fact);
                model.says(fact)?
            }
            Read::Fact(_) => {
                cx.report(&rules::QUESTION_FORM, pair.right.span, "one side of a pair is one thing").help("use `holder of …` or `class of …`");
                return None;
            }
            Read::Broken => return None,
        };
        pairs.push((left, right));
    }
    let first = pairs.first().map(|(_, right)| right.clone())?;
    if pairs.iter().all(|(_, right)| *right == first) {
        cx.report(&rules::QUESTION_FORM, raw.span, format!("every pair ends in `{first}`")).help("there is nothing to choose between");
        return None;
    }
    Some(Form::Match(pairs))
}

fn choosing(raw: &Written<'_>, facts: &mut Vec<Fact>, model: &Model, cx: &mut Lookup<'_>) -> Option<Form> {
    distinct(raw.options.iter().map(|option| &option.say), raw.span, cx)?;
    let mut options = Vec::new();
    for option in raw.options {
        options.push(choice(&option.say, option.because.as_ref(), model, cx)?);
    }
    let [first, rest @ ..] = raw.answer else {
        if !cx.suspects.lost_in(raw.span) {
            cx.report(&rules::QUESTION_FORM, raw.span, "the key `answer` is missing").help("name the right option, or what the model says");
        }
        return None;
    };
    let at = |text: &Text| {
        let written = raw.options.iter().position(|option| option.say.value == text.value);
        written.or_else(|| options.iter().position(|option| option.says == text.value))
    };
    let mut right: Vec<usize> = Vec::new();
    let mut single = rest.is_empty();
    match if at(first).is_some() { Read::Words } else { fact(first, model, cx) } {
        Read::Broken => return None,
        Read::Fact(fact) => {
            facts.push(fact);
            single = fact.is_single();
            right.extend(by_fact(fact, &options, model));
            one_key(fact, first.span, (&right, options.len()), model, cx)?;
        }
        Read::Words => {
            for text in raw.answer {
                right.push(at(text).or_else(|| no_option(text, raw.options, cx))?);
            }
            right.sort_unstable();
        }
    }
    if let Some(text) = raw.agrees_with {
        let Read::Fact(fact) = fact(text, model, cx) else { return None };
        facts.push(fact);
        let should: Vec<usize> = by_fact(fact, &options, model).collect();
        if should != right {
            let words = |key: &[usize]| key.iter().map(|&at| format!("`{}`", options[at].says)).collect::<Vec<_>>().join(", ");
            let today = if should.is_empty() { "none of the options".to_owned() } else { words(&should) };
            let finding = cx.report(&rules::STALE_ANSWER, first.span, format!("the answer is {}, and the model says {today}", words(&right)));
            finding.label("written here").related(text.span, "what it has to agree with");
        }
    }
    Some(if single { Form::One(options, *right.first()?) } else { Form::Several(options, right) })
}

fn by_fact<'o>(fact: Fact, options: &'o [Choice], model: &'o Model) -> impl Iterator<Item = usize> + 'o {
    options.iter().enumerate().filter(move |(_, option)| model.agrees(fact, option)).map(|(at, _)| at)
}

/// A key that the model gives must leave something to choose.
fn one_key(fact: Fact, at: Span, (right, all): (&[usize], usize), model: &Model, cx: &mut Lookup<'_>) -> Option<()> {
    let message = match (fact.is_single(), right.len()) {
        (true, 1) => return Some(()),
        (true, 0) => format!("the model says `{}`, which is none of the options", model.says(fact).unwrap_or_else(|| "nothing".to_owned())),
        (true, _) => "more than one option is what the model says".to_owned(),
        (false, 0) => "none of the options is what the model says".to_owned(),
        (false, some) if some == all => "every option is what the model says".to_owned(),
        (false, _) => return Some(()),
    };
    cx.report(&rules::STALE_ANSWER, at, message).help("change the options, or ask something else");
    None
}

fn no_option(text: &Text, options: &[parse::Choice], cx: &mut Lookup<'_>) -> Option<usize> {
    if !text.value.is_empty() {
        let finding = cx.report(&rules::QUESTION_FORM, text.span, format!("`{}` is none of the options", text.value));
        finding.nearest(&text.value, options.iter().map(|option| option.say.value.as_str())).help(FACTS);
    }
    None
}

/// An option: words, or the name of something that is named by kind and id.
fn choice(text: &Text, because: Option<&Text>, model: &Model, cx: &mut Lookup<'_>) -> Option<Choice> {
    let because = because.map(|because| because.value.clone());
    let Some((kind, id)) = text.value.split_once(':').filter(|(_, id)| !id.starts_with(' ') && !id.is_empty()) else {
        return Some(Choice { says: text.value.clone(), named: None, because });
    };
    let id = part(text, id);
    let (named, says) = match kind {
        "duty" => cx.find(&model.duties, DUTY, &id).map(|found| (Named::Duty(found), model.duties[found].says.clone()))?,
        "layer" => cx.find(&model.layers, LAYER, &id).map(|found| (Named::Layer(found), model.layers[found].name.clone()))?,
        "party" => cx.find(&model.parties, PARTY, &id).map(|found| (Named::Party(found), model.parties[found].name.clone()))?,
        "service" => compose::place(model, &id, cx).map(|found| (Named::Place(found), model.places[found].name.clone()))?,
        _ => return Some(Choice { says: text.value.clone(), named: None, because }),
    };
    Some(Choice { says, named: Some(named), because })
}

/// What a text that may name a fact is.
enum Read {
    Words,
    Fact(Fact),
    Broken,
}

fn fact(text: &Text, model: &Model, cx: &mut Lookup<'_>) -> Read {
    let words: Vec<&str> = text.value.split_whitespace().collect();
    let found = match words.as_slice() {
        ["holder", "of", duty, "on", place] => {
            let duty = cx.find(&model.duties, DUTY, &part(text, duty));
            duty.zip(compose::place(model, &part(text, place), cx)).map(|(duty, place)| Fact::Holder(duty, place))
        }
        ["class", "of", layer, "on", place] => {
            let layer = cx.find(&model.layers, LAYER, &part(text, layer));
            layer.zip(compose::place(model, &part(text, place), cx)).map(|(layer, place)| Fact::Class(layer, place))
        }
        ["duties", "of", party, "on", place] => {
            let party = cx.find(&model.parties, PARTY, &part(text, party));
            party.zip(compose::place(model, &part(text, place), cx)).map(|(party, place)| Fact::Duties(party, place))
        }
        ["services", "where", party, "holds", duty] => {
            let party = cx.find(&model.parties, PARTY, &part(text, party));
            party.zip(cx.find(&model.duties, DUTY, &part(text, duty))).map(|(party, duty)| Fact::Places(party, duty))
        }
        ["duties", "that", way @ ("leave" | "come"), "from", from, "to", to] => {
            let from = compose::place(model, &part(text, from), cx);
            let both = from.zip(compose::place(model, &part(text, to), cx));
            both.map(|(from, to)| if *way == "leave" { Fact::Leave(from, to) } else { Fact::Come(from, to) })
        }
        _ => return Read::Words,
    };
    found.map_or(Read::Broken, Read::Fact)
}

/// A word of a text, with its own place where the text is written as it reads.
fn part(text: &Text, word: &str) -> Text {
    let plain = (text.span.end - text.span.start) as usize == text.value.len();
    let at = text.value.rfind(word).filter(|_| plain);
    let span = at.map_or(text.span, |at| {
        let start = text.span.start as usize + at;
        Span::new(text.span.file, start, start + word.len())
    });
    Text::new(word.to_owned(), span)
}
