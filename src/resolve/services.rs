//! Services and variants into places: everything about them but their holders and what they are built of.

use crate::diag::rules;
use crate::model::{Id, Model, Party, Place, Service, ServiceModel, Side, Table, Trait};
use crate::parse::{Entry, OneOrMany, Raw, Text, Variant};
use crate::resolve::dates::{lifecycle, meta, review, successor};
use crate::resolve::holders::{self, Answers, Declared};
use crate::resolve::lookup::{CATEGORY, Lookup, MODEL, PARTY, SERVICE, TRAIT};

/// A service with what it writes about holders, and its places.
pub(crate) struct OneService<'p> {
    pub(crate) raw: &'p Entry<crate::parse::Service>,
    pub(crate) provider: Id<Party>,
    pub(crate) answers: Answers,
    pub(crate) base: Id<Place>,
    pub(crate) variants: Vec<OneVariant<'p>>,
}

/// A variant with what it writes about holders.
pub(crate) struct OneVariant<'p> {
    pub(crate) raw: &'p Variant,
    pub(crate) answers: Answers,
    pub(crate) place: Id<Place>,
}

/// A service whose provider, model and category are known.
struct Known<'p> {
    raw: &'p Entry<crate::parse::Service>,
    provider: Id<Party>,
    model: Id<ServiceModel>,
    category: Id<crate::model::Category>,
}

/// Adds services and places to the model, by category and name; what they write about holders is returned.
pub(crate) fn add<'p>(raw: &'p Raw, model: &mut Model, cx: &mut Lookup<'_>) -> Vec<OneService<'p>> {
    let entries = cx.unique("service", &raw.services);
    entries.iter().for_each(|entry| cx.rename(SERVICE, &entry.body.renamed_from, &entry.id.value));
    let mut known: Vec<Known<'p>> = entries.into_iter().filter_map(|entry| known(entry, model, cx)).collect();
    known.sort_by(|a, b| (a.category, &a.raw.body.name.value).cmp(&(b.category, &b.raw.body.name.value)));
    let (mut services, mut places, mut declared) = (Vec::new(), Vec::new(), Vec::new());
    for known in &known {
        let one = one(known, Id::from_index(services.len()), &mut places, model, cx);
        services.push(service(known, &one, &places[one.base.index()]));
        declared.push(one);
    }
    model.services = Table::new(services);
    model.places = Table::new(places);
    for (index, known) in known.iter().enumerate() {
        model.categories.rows_mut()[known.category.index()].services.push(Id::from_index(index));
    }
    add_successors(&declared, model, cx);
    declared
}

fn known<'p>(entry: &'p Entry<crate::parse::Service>, model: &Model, cx: &mut Lookup<'_>) -> Option<Known<'p>> {
    let provider = cx.find(&model.parties, PARTY, &entry.body.provider).filter(|&party| {
        let offers = model.parties[party].side == Side::Provider;
        if !offers {
            let message = format!("`{}` is not on the provider's side", entry.body.provider.value);
            cx.report(&rules::WRONG_SIDE, entry.body.provider.span, message).related(model.parties[party].meta.span, "declared here");
        }
        offers
    });
    let service_model = cx.find(&model.service_models, MODEL, &entry.body.model);
    let category = cx.folder(&model.categories, CATEGORY, &entry.id, &entry.folder);
    match (provider, service_model, category) {
        (Some(provider), Some(model), Some(category)) => Some(Known { raw: entry, provider, model, category }),
        _ => {
            cx.lose(SERVICE, &entry.id.value, entry.body.span);
            None
        }
    }
}

/// The places of a service, and what it and its variants write about holders.
fn one<'p>(known: &Known<'p>, service: Id<Service>, places: &mut Vec<Place>, model: &Model, cx: &mut Lookup<'_>) -> OneService<'p> {
    let body = &known.raw.body;
    let (base, traits) = (Id::from_index(places.len()), traits(&body.traits, model, cx));
    let life = lifecycle(body.lifecycle.as_ref(), cx);
    places.push(Place {
        meta: meta(&known.raw.id.value, body.name.span, &review!(body), cx),
        service,
        variant: None,
        name: body.name.value.clone(),
        aliases: [texts(&body.aliases), texts(&body.renamed_from)].concat(),
        summary: body.summary.doc.clone(),
        model: known.model,
        traits: traits.clone(),
        uses: Vec::new(),
        cells: Vec::new(),
        closure: Vec::new(),
        controls: Vec::new(),
        lifecycle: life.clone(),
    });
    let declared = Declared { accountable: &body.accountable, not_applicable: &body.not_applicable, words: Some(&body.duties) };
    let answers = holders::answers(&declared, model, cx);
    let mut variants = Vec::new();
    for (id, raw) in &body.variants.0 {
        if let Some(place) = variant_place(known, id, raw, &places[base.index()], model, cx) {
            variants.push(OneVariant { raw, answers: variant_answers(raw, model, cx), place: Id::from_index(places.len()) });
            places.push(place);
        }
    }
    OneService { raw: known.raw, provider: known.provider, answers, base, variants }
}

fn variant_answers(raw: &Variant, model: &Model, cx: &mut Lookup<'_>) -> Answers {
    let declared = Declared { accountable: &raw.accountable, not_applicable: &raw.not_applicable, words: Some(&raw.duties) };
    holders::answers(&declared, model, cx)
}

fn variant_place(known: &Known<'_>, id: &Text, raw: &Variant, base: &Place, model: &Model, cx: &mut Lookup<'_>) -> Option<Place> {
    let full = format!("{}/{}", known.raw.id.value, id.value);
    cx.check_spelling(id);
    let service_model = match &raw.model {
        Some(name) => cx.find(&model.service_models, MODEL, name),
        None => Some(known.model),
    };
    let Some(service_model) = service_model else {
        cx.lose(SERVICE, &full, raw.span);
        return None;
    };
    let old: Vec<Text> = raw.renamed_from.0.iter().map(|old| Text::new(format!("{}/{}", known.raw.id.value, old.value), old.span)).collect();
    cx.rename(SERVICE, &OneOrMany(old), &full);
    let mut all = base.traits.clone();
    all.extend(traits(&raw.traits, model, cx));
    all.sort();
    all.dedup();
    let mut meta = meta(&full, id.span, &review!(raw), cx);
    meta.reviewed = meta.reviewed.or(base.meta.reviewed);
    meta.verified &= base.meta.verified;
    Some(Place {
        meta,
        service: base.service,
        variant: Some(id.value.clone()),
        name: raw.name.value.clone(),
        aliases: texts(&raw.aliases),
        summary: if raw.summary.doc.is_empty() { base.summary.clone() } else { raw.summary.doc.clone() },
        model: service_model,
        traits: all,
        uses: Vec::new(),
        cells: Vec::new(),
        closure: Vec::new(),
        controls: Vec::new(),
        lifecycle: if raw.lifecycle.is_some() { lifecycle(raw.lifecycle.as_ref(), cx) } else { base.lifecycle.clone() },
    })
}

fn service(known: &Known<'_>, declared: &OneService<'_>, base: &Place) -> Service {
    let body = &known.raw.body;
    let mut aliases = base.aliases.clone();
    aliases.extend(body.variants.0.iter().flat_map(|(_, variant)| texts(&variant.aliases)));
    Service {
        meta: base.meta.clone(),
        name: body.name.value.clone(),
        full_name: body.full_name.as_ref().map(|name| name.value.clone()),
        aliases,
        provider: known.provider,
        category: known.category,
        summary: body.summary.doc.clone(),
        about: body.about.doc.clone(),
        lifecycle: base.lifecycle.clone(),
        docs: body.docs.as_ref().map(|url| url.0.value.clone()),
        security: body.security.as_ref().map(|url| url.0.value.clone()),
        place: declared.base,
        variants: declared.variants.iter().map(|variant| variant.place).collect(),
    }
}

fn texts(list: &OneOrMany<Text>) -> Vec<String> {
    list.0.iter().map(|text| text.value.clone()).collect()
}

fn traits(ids: &OneOrMany<Text>, model: &Model, cx: &mut Lookup<'_>) -> Vec<Id<Trait>> {
    let mut found: Vec<Id<Trait>> = ids.0.iter().filter_map(|id| cx.find(&model.traits, TRAIT, id)).collect();
    found.sort();
    found.dedup();
    found
}

/// Successors name services, so they wait until all services are there.
fn add_successors(declared: &[OneService<'_>], model: &mut Model, cx: &mut Lookup<'_>) {
    for one in declared {
        let own = successor(one.raw.body.lifecycle.as_ref(), model, cx);
        let service = model.places[one.base].service;
        model.services.rows_mut()[service.index()].lifecycle.successor = own;
        model.places.rows_mut()[one.base.index()].lifecycle.successor = own;
        for variant in &one.variants {
            let next = if variant.raw.lifecycle.is_some() { successor(variant.raw.lifecycle.as_ref(), model, cx) } else { own };
            model.places.rows_mut()[variant.place.index()].lifecycle.successor = next;
        }
    }
}
