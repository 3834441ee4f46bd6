//! What search finds: every page, and the places in pages that have a name of their own.

use crate::markdown::Doc;
use crate::model::{Control, Duty, Holder, Id, Model, Place, Side};
use crate::search::{Entry, Mark};
use crate::view::site::book::{Book, first_words};
use crate::view::{address, ask};
use crate::vocabulary::Vocabulary;

/// Every entry, by kind.
pub fn entries(book: &Book) -> Vec<Entry> {
    let model = book.model;
    let mut found: Vec<Entry> = model.places.ids().map(|id| service(book, id)).collect();
    found.extend(model.controls.ids().map(|id| control(book, id)));
    found.extend(duties(model));
    found.extend(answers(book));
    found.extend(requirements(model));
    found.extend(frameworks(model));
    found.extend(workloads(model));
    found.extend(checklists(model));
    found.extend(prose(model));
    found.extend(pages(book));
    found
}

fn entry(url: String, title: &str, kind: &'static str) -> Entry {
    Entry { url, title: title.to_owned(), kind, ids: Vec::new(), names: Vec::new(), facets: Vec::new(), text: String::new() }
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
            text: format!("{}\n{}\n{}", everywhere(model, id), layer.name, duty.about.plain()),
            ..entry(format!("model.html#duty-{}", duty.meta.id), &duty.says, "duty")
        }
    })
}

/// Who holds each duty of each service, and of each variant that answers otherwise: what a question is answered with.
fn answers(book: &Book) -> Vec<Entry> {
    let all = book.model.places.ids().flat_map(|id| book.model.duties.ids().map(move |duty| (id, duty)));
    let told = all.filter(|&(id, duty)| ask::mark(book.model, id, duty) != Mark::Inherited);
    told.map(|(id, duty)| answer(book, id, duty)).collect()
}

/// Who holds a duty on all places together: what a question that names no service is answered with.
fn everywhere(model: &Model, duty: Id<Duty>) -> String {
    let holders: Vec<Holder> = model.services.rows().iter().map(|service| model.places[service.place].cells[duty.index()].holder).collect();
    let count = |holder: Holder| holders.iter().filter(|one| **one == holder).count();
    let parties = model.parties.iter().map(|(id, party)| (party.name.as_str(), count(Holder::Party(id))));
    let mut held: Vec<(&str, usize)> = parties.filter(|(_, count)| *count > 0).collect();
    held.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    match held[..] {
        [] => "It exists on no service.".to_owned(),
        [(party, _)] => format!("{party} holds it on every service that has it."),
        _ => {
            let parts: Vec<String> = held.iter().map(|(party, count)| format!("{party} on {count}")).collect();
            format!("It depends on the service: {} services.", parts.join(", "))
        }
    }
}

fn answer(book: &Book, id: Id<Place>, duty_id: Id<Duty>) -> Entry {
    let model = book.model;
    let (place, duty) = (&model.places[id], &model.duties[duty_id]);
    let (service, cell) = (&model.services[place.service], &place.cells[duty_id.index()]);
    let layer = &model.layers[duty.layer];
    let mut facets = vec![("service", service.meta.id.clone()), ("layer", layer.meta.id.clone())];
    let holder = match cell.holder {
        Holder::Party(party) => {
            facets.push(("party", model.parties[party].meta.id.clone()));
            format!("{} holds it", model.parties[party].name)
        }
        Holder::NotApplicable | Holder::Unassigned => "It does not exist here".to_owned(),
    };
    let why = cell.chain.first().map(|step| format!(", says {}", step.subject)).unwrap_or_default();
    let words = cell.says.as_ref().map(|says| format!(" {}", says.text.plain().replace('\n', " "))).unwrap_or_default();
    // One line, so that a question finds the holder and the words together.
    let text = format!("{holder}{why}.{words} ({}, {}, on {})", layer.name, duty.meta.id.replace('-', " "), place.meta.id.replace('/', " "));
    Entry {
        facets,
        text,
        ..entry(format!("{}#duty-{}", address::service(model, place.service), duty.meta.id), &format!("{}: {}", place.name, duty.says), "answer")
    }
}

fn requirements(model: &Model) -> Vec<Entry> {
    let mut found = Vec::new();
    for (id, framework) in model.frameworks.iter() {
        for (at, requirement) in framework.requirements.iter().enumerate().filter(|(_, requirement)| !requirement.withdrawn) {
            let title = format!("{} {}", requirement.id, requirement.title);
            found.push(Entry {
                ids: vec![requirement.id.clone()],
                facets: vec![("framework", framework.meta.id.clone())],
                ..entry(address::requirement(model, id, at), &title, "requirement")
            });
        }
    }
    found
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

fn checklists(model: &Model) -> impl Iterator<Item = Entry> + '_ {
    model.checklists.iter().map(|(id, named)| Entry {
        ids: vec![named.meta.id.clone()],
        names: vec!["checklist".to_owned()],
        text: format!("{}\n{}", named.audience.clone().unwrap_or_default(), named.introduction.plain()),
        ..entry(address::named_checklist(model, id), &named.title, "checklist")
    })
}

fn prose(model: &Model) -> Vec<Entry> {
    let guide = |(id, guide): (Id<crate::model::Guide>, &crate::model::Guide)| Entry {
        ids: vec![guide.meta.id.clone()],
        names: guide.summary.iter().cloned().collect(),
        text: guide.body.plain(),
        ..entry(address::guide(model, id), &guide.title, "guide")
    };
    let term = |term: &crate::model::Term| Entry {
        ids: vec![term.meta.id.clone()],
        names: term.aliases.clone(),
        text: first_words(&term.says, 400),
        ..entry(format!("glossary.html#term-{}", term.meta.id), &term.name, "term")
    };
    let layer = |layer: &crate::model::Layer| Entry {
        ids: vec![layer.meta.id.clone()],
        facets: vec![("layer", layer.meta.id.clone())],
        text: layer.about.plain(),
        ..entry(format!("model.html#layer-{}", layer.meta.id), &layer.name, "layer")
    };
    let lessons = model.paths.iter().flat_map(|(id, path)| {
        path.lessons.iter().enumerate().map(move |(at, lesson)| Entry {
            names: lesson.summary.iter().cloned().collect(),
            text: lesson.body.plain(),
            ..entry(address::lesson(model, id, at), &lesson.title, "lesson")
        })
    });
    let guides = model.guides.iter().map(guide);
    guides.chain(model.terms.rows().iter().map(term)).chain(model.layers.rows().iter().map(layer)).chain(lessons).collect()
}

/// Comparisons, and the pages that stand for a whole section.
fn pages(book: &Book) -> Vec<Entry> {
    let model = book.model;
    let compare = |&(a, b): &(Id<Place>, Id<Place>)| Entry {
        names: vec![model.places[a].meta.id.replace('/', " "), model.places[b].meta.id.replace('/', " ")],
        ..entry(address::compare(model, a, b), &format!("{} and {}", model.places[a].name, model.places[b].name), "compare")
    };
    let sections = crate::view::site::page::shared(book.model, book.config)
        .sections
        .into_iter()
        .map(|section| entry(section.url.to_owned(), section.text, "page"));
    book.facts.pairs.iter().map(compare).chain(sections).collect()
}
