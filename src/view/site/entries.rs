//! What search finds: every page, and the places in pages that have a name of their own.

use crate::markdown::Doc;
use crate::model::{Control, Duty, Holder, Id, Model, Party, Place, Side};
use crate::search::{Card, Entry, Mark};
use crate::view::site::book::{Book, by, first_words, given_in, is_manual, side_kind};
use crate::view::site::changes::{self, ChangeLine, Year};
use crate::view::site::compare::moves;
use crate::view::site::parts::source_name;
use crate::view::site::responsibilities::own_words;
use crate::view::{address, ask};
use crate::vocabulary::Vocabulary;

/// Every entry, kind by kind, the kinds in the order of their names. A large book has hundreds of thousands, so each is made when it
/// is asked for.
pub fn entries<'b>(book: &'b Book<'_>) -> impl Iterator<Item = Entry> + 'b {
    let model = book.model;
    let places = move |variants: bool| model.places.ids().filter(move |&id| model.places[id].variant.is_some() == variants);
    answers(book)
        .chain(years(book))
        .chain(checklists(book))
        .chain(comparisons(book))
        .chain(model.controls.ids().map(|id| control(book, id)))
        .chain(duties(model))
        .chain(frameworks(model))
        .chain(guides(model))
        .chain(layers(model))
        .chain(lessons(model))
        .chain(sections(book))
        .chain(requirements(model))
        .chain(places(false).map(|id| service(book, id)))
        .chain(terms(model))
        .chain(places(true).map(|id| service(book, id)))
        .chain(workloads(model))
}

const ANSWER: &str = "answer";

fn entry(url: String, title: &str, kind: &'static str) -> Entry {
    Entry { url, title: title.to_owned(), kind, ids: Vec::new(), names: Vec::new(), facets: Vec::new(), text: String::new(), card: None }
}

fn service(book: &Book, id: Id<Place>) -> Entry {
    let model = book.model;
    let place = &model.places[id];
    let service = &model.services[place.service];
    let names = match place.variant {
        Some(_) => std::iter::once(&service.name).chain(&place.aliases).cloned().collect(),
        None => service.full_name.iter().chain(&service.aliases).cloned().collect(),
    };
    let kind = if place.variant.is_some() { "variant" } else { "service" };
    Entry {
        // A name in one piece is an id too: `route53`.
        ids: vec![place.meta.id.clone(), place.meta.id.replace('-', "")],
        names,
        facets: vec![
            ("service", service.meta.id.clone()),
            ("category", model.categories[service.category].meta.id.clone()),
            ("model", model.service_models[place.model].meta.id.clone()),
        ],
        text: [&place.summary, &service.about].map(Doc::plain).join("\n"),
        ..entry(address::place(model, id), &place.name, kind)
    }
}

fn control(book: &Book, id: Id<Control>) -> Entry {
    let model = book.model;
    let control = &model.controls[id];
    let requirements = control.satisfies.iter().map(|mapping| model.frameworks[mapping.framework].requirements[mapping.requirement].id.clone());
    let checks = control.checks.iter().flat_map(|(_, ids)| ids.iter().cloned());
    let mut frameworks: Vec<_> = control.satisfies.iter().map(|mapping| mapping.framework).collect();
    frameworks.sort();
    frameworks.dedup();
    let mut facets = vec![("domain", model.domains[control.domain].meta.id.clone()), ("priority", control.priority.word().to_owned())];
    facets.extend(frameworks.into_iter().map(|id| ("framework", model.frameworks[id].meta.id.clone())));
    let mut layers: Vec<_> = control.duties.iter().map(|&duty| model.duties[duty].layer).collect();
    layers.dedup();
    facets.extend(layers.into_iter().map(|layer| ("layer", model.layers[layer].meta.id.clone())));
    let has = |side| book.items()[id.index()].iter().any(|item| model.item_has_side(item, side));
    facets.extend(sides(model).into_iter().filter(|(side, _)| has(*side)).map(|(_, party)| ("party", party)));
    let words = control.by.iter().flat_map(|(_, guidance)| [&guidance.statement, &guidance.steps]);
    let text: Vec<String> = std::iter::once(&control.objective).chain(words).map(Doc::plain).collect();
    Entry {
        ids: std::iter::once(control.meta.id.clone()).chain(requirements).chain(checks).collect(),
        names: control.aliases.clone(),
        facets,
        text: text.join("\n"),
        ..entry(address::control(model, id), &control.title, "control")
    }
}

fn sides(model: &Model) -> Vec<(Side, String)> {
    model.parties.rows().iter().filter(|party| party.side != Side::Assessor).map(|party| (party.side, party.meta.id.clone())).collect()
}

/// Every duty, once in the model.
fn duties(model: &Model) -> impl Iterator<Item = Entry> + '_ {
    model.duties.iter().map(|(id, duty)| {
        let layer = &model.layers[duty.layer];
        Entry {
            ids: vec![duty.meta.id.clone()],
            names: duty.aliases.clone(),
            facets: vec![("layer", layer.meta.id.clone())],
            text: format!("{}\n{}", layer.name, duty.about.plain()),
            card: Some(everywhere(model, id)),
            ..entry(format!("model.html#duty-{}", duty.meta.id), &duty.says, "duty")
        }
    })
}

/// Who holds each duty of each service, and of each variant that answers otherwise: what a question is answered with.
fn answers<'b>(book: &'b Book<'_>) -> impl Iterator<Item = Entry> + 'b {
    let all = book.model.places.ids().flat_map(|id| book.model.duties.ids().map(move |duty| (id, duty)));
    let told = all.filter(|&(id, duty)| ask::mark(book.model, id, duty) != Mark::Inherited);
    told.map(|(id, duty)| answer(book, id, duty))
}

/// Who holds a duty on all places together: what a question that names no service is answered with.
fn everywhere(model: &Model, duty: Id<Duty>) -> Card {
    let holders: Vec<Holder> = model.services.rows().iter().map(|service| model.places[service.place].cells[duty.index()].holder).collect();
    let count = |holder: Holder| holders.iter().filter(|one| **one == holder).count();
    let parties = model.parties.iter().map(|(id, party)| (party, count(Holder::Party(id))));
    let mut held: Vec<(&Party, usize)> = parties.filter(|(_, count)| *count > 0).collect();
    held.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let card = |kind, word: &str, why: String| Card { kind, word: word.to_owned(), why, source: None };
    match held[..] {
        [] => card("none", "Not applicable", "It exists on no service.".to_owned()),
        [(party, _)] => card(side_kind(party.side), &party.name, "On every service that has it.".to_owned()),
        _ => {
            let parts: Vec<String> = held.iter().map(|(party, count)| format!("{} on {count}", party.name)).collect();
            card("shared", "Depends on the service", format!("{} services.", parts.join(", ")))
        }
    }
}

fn answer(book: &Book, id: Id<Place>, duty_id: Id<Duty>) -> Entry {
    let model = book.model;
    let (place, duty) = (&model.places[id], &model.duties[duty_id]);
    let (service, cell) = (&model.services[place.service], &place.cells[duty_id.index()]);
    let layer = &model.layers[duty.layer];
    let mut facets = vec![("service", service.meta.id.clone()), ("layer", layer.meta.id.clone())];
    if let Holder::Party(party) = cell.holder {
        facets.push(("party", model.parties[party].meta.id.clone()));
    }
    let chip = book.holder(cell.holder);
    let why = cell.chain.first().map(|step| format!("Why: {}, {}.", given_in(step), by(step))).unwrap_or_default();
    let source = cell.says.as_ref().and_then(|says| says.sources.first()).map(|url| (source_name(url), url.clone()));
    Entry {
        names: vec![layer.name.clone(), duty.meta.id.replace('-', " "), place.meta.id.replace('/', " ")],
        facets,
        // One line, so that a question finds all the words together.
        text: cell.says.as_ref().map(|says| says.text.plain().replace('\n', " ")).unwrap_or_default(),
        card: Some(Card { kind: chip.kind, word: chip.word, why, source }),
        ..entry(told_at(model, id, duty_id), &format!("{}: {}", place.name, duty.says), ANSWER)
    }
}

/// Where a page says who holds a duty on a place; of a variant, its own place in that row where it has one.
fn told_at(model: &Model, id: Id<Place>, duty: Id<Duty>) -> String {
    let place = &model.places[id];
    let (own, base) = (&place.cells[duty.index()], &model.places[model.services[place.service].place].cells[duty.index()]);
    let row = format!("{}#duty-{}", address::service(model, place.service), model.duties[duty].meta.id);
    match &place.variant {
        Some(variant) if own.holder != base.holder || own_words(own, base).is_some() => format!("{row}.{variant}"),
        _ => row,
    }
}

fn requirements(model: &Model) -> impl Iterator<Item = Entry> + '_ {
    let all = model.frameworks.iter().flat_map(|(id, framework)| framework.requirements.iter().enumerate().map(move |(at, one)| (id, at, one)));
    all.filter(|(.., requirement)| !requirement.withdrawn).map(|(id, at, requirement)| {
        let title = format!("{} {}", requirement.id, requirement.title);
        Entry {
            ids: vec![requirement.id.clone()],
            facets: vec![("framework", model.frameworks[id].meta.id.clone())],
            ..entry(address::requirement(model, id, at), &title, "requirement")
        }
    })
}

fn frameworks(model: &Model) -> impl Iterator<Item = Entry> + '_ {
    model.frameworks.iter().map(|(id, framework)| Entry {
        ids: vec![framework.meta.id.clone()],
        names: vec![framework.short.clone()],
        facets: vec![("framework", framework.meta.id.clone())],
        text: framework.about.plain(),
        ..entry(address::framework(model, id), &framework.name, "framework")
    })
}

fn workloads(model: &Model) -> impl Iterator<Item = Entry> + '_ {
    model.workloads.iter().map(|(id, workload)| Entry {
        ids: vec![workload.meta.id.clone()],
        text: format!("{}\n{}", workload.owner.clone().unwrap_or_default(), workload.about.plain()),
        ..entry(address::workload(model, id), &workload.name, "workload")
    })
}

/// Checklists that have a name, and those of services and workloads.
fn checklists<'b>(book: &'b Book<'_>) -> impl Iterator<Item = Entry> + 'b {
    let model = book.model;
    let named = model.checklists.iter().map(|(id, named)| Entry {
        ids: vec![named.meta.id.clone()],
        names: vec!["checklist".to_owned()],
        text: format!("{}\n{}\n{PRINT}", named.audience.clone().unwrap_or_default(), named.introduction.plain()),
        ..entry(address::named_checklist(model, id), &named.title, "checklist")
    });
    let of_service = model.services.iter().map(|(id, service)| {
        let variants = service.variants.iter().map(|&variant| model.places[variant].name.clone());
        Entry {
            names: std::iter::once(format!("{} checklist", service.meta.id)).chain(variants).collect(),
            facets: vec![("service", service.meta.id.clone())],
            text: PRINT.to_owned(),
            ..entry(format!("{}#checklist", address::service(model, id)), &format!("Checklist for {}", service.name), "checklist")
        }
    });
    let of_workload = model.workloads.iter().map(|(id, workload)| Entry {
        names: vec![format!("{} checklist", workload.meta.id)],
        text: PRINT.to_owned(),
        ..entry(format!("{}#checklist", address::workload(model, id)), &format!("Checklist for {}", workload.name), "checklist")
    });
    named.chain(of_service).chain(of_workload)
}

/// What people want of checklists.
const PRINT: &str = "To tick on the page, print, export or download.";

/// What changed, year by year.
fn years(book: &Book) -> Vec<Entry> {
    let entry = |year: Year| {
        let line = |line: &ChangeLine| {
            let what = line.duty.iter().map(|duty| &duty.text).chain(&line.words).map(String::as_str).collect::<Vec<_>>().join(": ");
            format!("{} {}: {what}", line.on, line.place.text)
        };
        Entry {
            names: vec![format!("what changed in {}", year.year), format!("{} changes", year.year), "new, news".to_owned()],
            text: year.lines.iter().map(line).collect::<Vec<_>>().join("\n"),
            ..entry(format!("changes.html#{}", year.id), &format!("Changes in {}", year.year), "change")
        }
    };
    if is_manual(book.model) { Vec::new() } else { changes::years(changes::lines(book)).into_iter().map(entry).collect() }
}

fn guides(model: &Model) -> impl Iterator<Item = Entry> + '_ {
    model.guides.iter().map(|(id, guide)| Entry {
        ids: vec![guide.meta.id.clone()],
        names: guide.summary.iter().cloned().collect(),
        text: guide.body.plain(),
        ..entry(address::guide(model, id), &guide.title, "guide")
    })
}

fn terms(model: &Model) -> impl Iterator<Item = Entry> + '_ {
    model.terms.rows().iter().map(|term| Entry {
        ids: vec![term.meta.id.clone()],
        names: term.aliases.clone(),
        text: first_words(&term.says, 400),
        ..entry(format!("glossary.html#term-{}", term.meta.id), &term.name, "term")
    })
}

fn layers(model: &Model) -> impl Iterator<Item = Entry> + '_ {
    model.layers.rows().iter().map(|layer| Entry {
        ids: vec![layer.meta.id.clone()],
        facets: vec![("layer", layer.meta.id.clone())],
        text: layer.about.plain(),
        ..entry(format!("model.html#layer-{}", layer.meta.id), &layer.name, "layer")
    })
}

fn lessons(model: &Model) -> impl Iterator<Item = Entry> + '_ {
    model.paths.iter().flat_map(move |(id, path)| {
        path.lessons.iter().enumerate().map(move |(at, lesson)| Entry {
            names: lesson.summary.iter().cloned().collect(),
            text: lesson.body.plain(),
            ..entry(address::lesson(model, id, at), &lesson.title, "lesson")
        })
    })
}

/// The pairs of places that have a page, by their positions, ascending: the order of their entries.
pub fn pairs(book: &Book) -> Vec<(usize, usize)> {
    let mut pairs: Vec<_> = book.facts.pairs.iter().map(|&(a, b)| (a.min(b).index(), a.max(b).index())).collect();
    pairs.sort_unstable();
    pairs
}

fn comparisons<'b>(book: &'b Book<'_>) -> impl Iterator<Item = Entry> + 'b {
    let model = book.model;
    pairs(book).into_iter().map(move |(a, b)| {
        let (a, b): (Id<Place>, Id<Place>) = (Id::from_index(a), Id::from_index(b));
        let moves = moves(model, a, b);
        let word = if moves == 1 { "1 duty moves".to_owned() } else { format!("{moves} duties move") };
        Entry {
            names: vec![model.places[a].meta.id.replace('/', " "), model.places[b].meta.id.replace('/', " ")],
            card: Some(Card { kind: "shared", word, why: "Side by side, with words and reasons.".to_owned(), source: None }),
            ..entry(address::compare(model, a, b), &format!("{} and {}", model.places[a].name, model.places[b].name), "compare")
        }
    })
}

/// The pages that stand for a whole section.
fn sections(book: &Book) -> Vec<Entry> {
    let sections = crate::view::site::page::shared(book.model, book.config).sections;
    sections.into_iter().map(|section| entry(section.url.to_owned(), section.text, "page")).collect()
}
