//! Parties, layers, duties, service models, traits and folders.

use std::collections::BTreeMap;

use crate::diag::rules;
use crate::model::{Category, Domain, Duty, Id, Keyed, Layer, LayerKind, Model, Party, Role, RoleHolder, ServiceModel, Side, Table, Trait};
use crate::parse::{Entry, Folder, Raw, Text};
use crate::resolve::dates::{meta, plain_meta, review};
use crate::resolve::holders::{self, Answers, Declared};
use crate::resolve::lookup::{CATEGORY, DOMAIN, DUTY, LAYER, Lookup, MODEL, Noun, PARTY, TRAIT};
use crate::source::Span;

/// A model that has its foundation, everything that services and controls refer to, and what each service model answers, in their order.
pub(crate) fn model(raw: &Raw, cx: &mut Lookup<'_>) -> (Model, Vec<Answers>) {
    let mut model = super::empty(cx.config);
    model.parties = parties(raw, cx);
    add_layers(raw, &mut model, cx);
    model.traits = traits(raw, cx);
    let (service_models, answers) = service_models(raw, &model, cx);
    model.service_models = service_models;
    model.categories = folders(&raw.categories, CATEGORY, cx, |meta, folder| Category {
        meta,
        name: folder.name.value.clone(),
        about: folder.about.doc.clone(),
        services: Vec::new(),
    });
    model.domains = folders(&raw.domains, DOMAIN, cx, |meta, folder| Domain {
        meta,
        name: folder.name.value.clone(),
        about: folder.about.doc.clone(),
        controls: Vec::new(),
    });
    (model, answers)
}

/// The role or party that a key names.
pub(crate) fn role(model: &Model, id: &Text, cx: &mut Lookup<'_>) -> Option<Role> {
    match id.value.as_str() {
        "" => None,
        "provider" => Some(Role::Provider),
        "customer" => Some(Role::Customer),
        _ => {
            let Some(party) = model.parties.find(&id.value) else {
                cx.unknown(PARTY, id, model.parties.keys().chain(["provider", "customer"]));
                return None;
            };
            if model.parties[party].side == Side::Assessor {
                let message = format!("`{}` only looks on and cannot be accountable", id.value);
                cx.report(&rules::WRONG_SIDE, id.span, message).related(model.parties[party].meta.span, "declared here with `side: assessor`");
                return None;
            }
            Some(Role::Party(party))
        }
    }
}

/// The party that a role means for services of `provider`; `None` where the book has no customer.
pub(crate) fn party_of(model: &Model, role: Role, provider: Id<Party>) -> Option<Id<Party>> {
    match role {
        Role::Provider => Some(provider),
        Role::Customer => model.parties.iter().find(|(_, party)| party.side == Side::Customer).map(|(id, _)| id),
        Role::Party(party) => Some(party),
    }
}

fn parties(raw: &Raw, cx: &mut Lookup<'_>) -> Table<Party> {
    let mut rows = Vec::new();
    for entry in cx.unique("party", &raw.parties) {
        let body = &entry.body;
        cx.rename(PARTY, &body.renamed_from, &entry.id.value);
        let Some(side) = body.side else {
            cx.lose(PARTY, &entry.id.value, body.span);
            continue;
        };
        rows.push(Party {
            meta: meta(&entry.id.value, entry.id.span, &review!(body), cx),
            name: body.name.value.clone(),
            full_name: body.full_name.as_ref().map(|name| name.value.clone()),
            side: side.value,
            about: body.about.doc.clone(),
            url: body.url.as_ref().map(|url| url.0.value.clone()),
        });
    }
    Table::new(rows)
}

fn add_layers(raw: &Raw, model: &mut Model, cx: &mut Lookup<'_>) {
    let (mut layers, mut duties): (Vec<Layer>, Vec<Duty>) = (Vec::new(), Vec::new());
    let mut first: BTreeMap<String, Span> = BTreeMap::new();
    for layer in &raw.layers {
        if layer.id.value.is_empty() || !is_new(&layer.id, "layer", &mut first, cx) {
            layer.duties.iter().for_each(|duty| cx.suspects.break_one(DUTY.kind, &duty.id.value));
            continue;
        }
        let id = Id::from_index(layers.len());
        cx.rename(LAYER, &layer.renamed_from, &layer.id.value);
        let mut own = Vec::new();
        for duty in layer.duties.iter().filter(|duty| !duty.id.value.is_empty()) {
            if is_new(&duty.id, "duty", &mut first, cx) {
                own.push(Id::from_index(duties.len()));
                cx.rename(DUTY, &duty.renamed_from, &duty.id.value);
                let says = duty.says.value.trim_end_matches('.').to_owned();
                let aliases = duty.aliases.0.iter().map(|alias| alias.value.clone()).collect();
                duties.push(Duty { meta: plain_meta(&duty.id), says, about: duty.about.doc.clone(), aliases, layer: id });
            }
        }
        layers.push(Layer {
            meta: meta(&layer.id.value, layer.id.span, &review!(layer), cx),
            name: layer.name.value.clone(),
            kind: layer.kind.map_or(LayerKind::Stack, |word| word.value),
            about: layer.about.doc.clone(),
            duties: own,
        });
    }
    model.layers = Table::new(layers);
    model.duties = Table::new(duties);
}

/// Whether an id of a layer or duty is free: both are named in the same lists, so they share their ids.
fn is_new(id: &Text, kind: &str, first: &mut BTreeMap<String, Span>, cx: &mut Lookup<'_>) -> bool {
    if let Some(&span) = first.get(&id.value) {
        cx.duplicate(kind, id, span);
        return false;
    }
    cx.check_spelling(id);
    first.insert(id.value.clone(), id.span);
    true
}

fn traits(raw: &Raw, cx: &mut Lookup<'_>) -> Table<Trait> {
    let mut rows = Vec::new();
    for entry in cx.unique("trait", &raw.traits) {
        cx.rename(TRAIT, &entry.body.renamed_from, &entry.id.value);
        rows.push(Trait { meta: plain_meta(&entry.id), name: entry.body.name.value.clone(), about: entry.body.about.doc.clone() });
    }
    Table::new(rows)
}

fn service_models(raw: &Raw, model: &Model, cx: &mut Lookup<'_>) -> (Table<ServiceModel>, Vec<Answers>) {
    let mut rows = Vec::new();
    for entry in cx.unique("service model", &raw.models) {
        let body = &entry.body;
        cx.rename(MODEL, &body.renamed_from, &entry.id.value);
        let answers = holders::answers(&Declared { accountable: &body.accountable, not_applicable: &body.not_applicable, words: None }, model, cx);
        let name = body.name.value.clone();
        let order = body.order.as_ref().map_or(u32::MAX, |order| order.value);
        let row = ServiceModel {
            meta: meta(&entry.id.value, body.name.span, &review!(body), cx),
            short: body.short.as_ref().map_or_else(|| name.clone(), |short| short.value.clone()),
            name,
            about: body.about.doc.clone(),
            defaults: defaults(&answers, model),
        };
        rows.push((order, row, answers));
    }
    rows.sort_by(|a, b| (a.0, &a.1.name).cmp(&(b.0, &b.1.name)));
    let (rows, answers) = rows.into_iter().map(|(_, row, answers)| (row, answers)).unzip();
    (Table::new(rows), answers)
}

fn defaults(answers: &Answers, model: &Model) -> Vec<RoleHolder> {
    let of = |duty: Id<Duty>| match answers.nearest(duty, model.duties[duty].layer).map(|answer| answer.who) {
        Some(Some(role)) => RoleHolder::Held(role),
        Some(None) => RoleHolder::NotApplicable,
        None => RoleHolder::Unassigned,
    };
    model.duties.ids().map(of).collect()
}

fn folders<T: Keyed>(entries: &[Entry<Folder>], noun: Noun, cx: &mut Lookup<'_>, make: impl Fn(crate::model::Meta, &Folder) -> T) -> Table<T> {
    let mut rows = Vec::new();
    for entry in cx.unique(noun.kind, entries) {
        cx.rename(noun, &entry.body.renamed_from, &entry.id.value);
        let order = entry.body.order.as_ref().map_or(u32::MAX, |order| order.value);
        rows.push((order, entry.body.name.value.clone(), make(plain_meta(&entry.id), &entry.body)));
    }
    rows.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    Table::new(rows.into_iter().map(|(_, _, row)| row).collect())
}
