//! Controls: their duties, where they apply, what they satisfy.

use std::collections::BTreeSet;

use crate::diag::{nearest, rules};
use crate::model::{
    Category, Control, Domain, Duty, Guidance, Holder, Id, Mapping, Mode, Model, Place, Priority, Relation, Role, Scope, ServiceModel, Table, Trait,
    Verify,
};
use crate::parse::{self, AppliesTo, Entry, OneOrMany, Raw, Text};
use crate::resolve::dates::{meta, review};
use crate::resolve::lookup::{CATEGORY, CONTROL, DOMAIN, DUTY, FRAMEWORK, Lookup, MODEL, SERVICE, TRAIT};
use crate::resolve::{compose, foundation, frameworks};

/// Adds the controls, by domain, priority and title, and ties them to domains and requirements.
pub(crate) fn add(raw: &Raw, model: &mut Model, cx: &mut Lookup<'_>) {
    let entries = cx.unique("control", &raw.controls);
    entries.iter().for_each(|entry| cx.rename(CONTROL, &entry.body.renamed_from, &entry.id.value));
    let held = held(model);
    let mut rows: Vec<Control> = entries.into_iter().filter_map(|entry| control(entry, raw, &held, model, cx)).collect();
    rows.sort_by(|a, b| (a.domain, a.priority, &a.title).cmp(&(b.domain, b.priority, &b.title)));
    for (index, row) in rows.iter().enumerate() {
        let id = Id::from_index(index);
        model.domains.rows_mut()[row.domain.index()].controls.push(id);
        for mapping in &row.satisfies {
            let requirement = &mut model.frameworks.rows_mut()[mapping.framework.index()].requirements[mapping.requirement];
            if requirement.controls.last() != Some(&id) {
                requirement.controls.push(id);
            }
        }
    }
    for (index, row) in rows.iter().enumerate() {
        row.places.iter().for_each(|place| model.places.rows_mut()[place.index()].controls.push(Id::from_index(index)));
    }
    model.controls = Table::new(rows);
}

/// For each duty, the places where somebody holds it, in order.
fn held(model: &Model) -> Vec<Vec<Id<Place>>> {
    let mut held = vec![Vec::new(); model.duties.len()];
    for place in model.places.ids() {
        for (places, cell) in held.iter_mut().zip(&model.places[place].cells) {
            if matches!(cell.holder, Holder::Party(_)) {
                places.push(place);
            }
        }
    }
    held
}

fn control(entry: &Entry<parse::Control>, raw: &Raw, held: &[Vec<Id<Place>>], model: &Model, cx: &mut Lookup<'_>) -> Option<Control> {
    let body = &entry.body;
    let domain: Option<Id<Domain>> = cx.folder(&model.domains, DOMAIN, &entry.id, &entry.folder);
    let duties: Vec<Id<Duty>> = body.duty.0.iter().filter_map(|id| cx.find(&model.duties, DUTY, id)).collect();
    if body.duty.0.is_empty() || body.duty.0.iter().any(|id| !id.value.is_empty() && !resembles_duty(model, id)) {
        cx.suspects.break_one("duty of a control", &entry.id.value);
    }
    let filter = filter(body.applies_to.as_ref(), model, cx);
    let by: Vec<(Role, Guidance)> = body.by.0.iter().filter_map(|(key, words)| Some((foundation::role(model, key, cx)?, guidance(words)))).collect();
    note_lost_words(entry, by.len(), cx);
    let (Some(domain), false) = (domain, duties.is_empty()) else {
        cx.lose(CONTROL, &entry.id.value, body.span);
        return None;
    };
    let mut places = filter.candidates(&duties, held, model);
    places.retain(|&place| applies(model, &filter, place));
    if places.is_empty() && filter.whole && body.duty.0.len() == duties.len() && !may_apply(body, &duties, raw, model, cx) {
        let finding = cx.report(&rules::CONTROL_APPLIES_NOWHERE, body.title.span, format!("the control `{}` applies to no service", entry.id.value));
        finding.help("no service has one of its duties and agrees with `applies-to`");
    }
    let on = body.on.0.iter().filter_map(|(key, words)| on_place(key, words, &places, model, cx)).collect();
    Some(Control {
        meta: meta(&entry.id.value, body.title.span, &review!(body), cx),
        title: body.title.value.trim_end_matches('.').to_owned(),
        aliases: body.aliases.0.iter().map(|alias| alias.value.clone()).collect(),
        domain,
        duties,
        scope: body.scope.map_or(Scope::Service, |word| word.value),
        priority: body.priority.map_or(Priority::Medium, |word| word.value),
        cadence: body.cadence.map_or(crate::model::Cadence::Once, |word| word.value),
        mode: body.mode.map_or(Mode::Provide, |word| word.value),
        objective: body.objective.doc.clone(),
        by,
        on,
        checks: body.checks.0.iter().map(|(tool, ids)| (tool.value.clone(), ids.0.iter().map(|id| id.value.clone()).collect())).collect(),
        satisfies: satisfies(body, model, cx),
        places,
    })
}

/// Whether an id is that of a duty or near one; otherwise any duty may have been meant.
fn resembles_duty(model: &Model, id: &Text) -> bool {
    model.duties.find(&id.value).is_some() || nearest(&id.value, model.duties.keys()).is_some()
}

/// Where words for a party were lost, the control is not blamed for saying nothing to it.
fn note_lost_words(entry: &Entry<parse::Control>, known: usize, cx: &mut Lookup<'_>) {
    if known < entry.body.by.0.len() || cx.suspects.lost_in(entry.body.span) {
        cx.suspects.mean(CONTROL.kind, &entry.id.value);
    }
}

/// Whether a control that applies to no service would apply to one that an earlier mistake has kept out, or kept from saying what it is.
fn may_apply(body: &parse::Control, duties: &[Id<Duty>], raw: &Raw, model: &Model, cx: &Lookup<'_>) -> bool {
    if duties.iter().any(|&duty| model.places.ids().any(|place| model.holder(place, duty) == Holder::Unassigned)) {
        return true;
    }
    let Some(filter) = &body.applies_to else { return cx.suspects.any_broken(SERVICE.kind) };
    let named = |list: &OneOrMany<Text>, id: &str| list.0.is_empty() || list.0.iter().any(|text| text.value == id);
    let could = |service: &Entry<parse::Service>| {
        let traits = service.body.traits.0.iter().chain(service.body.variants.0.iter().flat_map(|(_, variant)| &variant.traits.0));
        named(&filter.services, &service.id.value)
            && named(&filter.categories, &service.folder)
            && (filter.traits.0.is_empty() || traits.clone().any(|one| named(&filter.traits, &one.value)))
    };
    let meant = |kind, list: &OneOrMany<Text>| list.0.iter().any(|text| cx.suspects.contains(kind, &text.value));
    let listed = meant(TRAIT.kind, &filter.traits) || meant(CATEGORY.kind, &filter.categories) || meant(MODEL.kind, &filter.models);
    let broken = raw.services.iter().filter(|service| cx.is_broken(SERVICE, &service.id.value)).any(could);
    let unread = raw.broken.iter().any(|(kind, _)| *kind == parse::FileKind::Service);
    listed || broken || (filter.services.0.is_empty() && unread)
}

/// `applies-to`, looked up. `None` where a key is not given.
struct Filter {
    services: Option<BTreeSet<Id<Place>>>,
    models: Option<BTreeSet<Id<ServiceModel>>>,
    categories: Option<BTreeSet<Id<Category>>>,
    traits: Option<BTreeSet<Id<Trait>>>,
    except: BTreeSet<Id<Place>>,
    /// Whether every id in it was found.
    whole: bool,
}

impl Filter {
    /// The places to look at, in order: those where somebody holds one of the duties, and where services are named, of those and
    /// their variants only, for a large book has many more.
    fn candidates(&self, duties: &[Id<Duty>], held: &[Vec<Id<Place>>], model: &Model) -> Vec<Id<Place>> {
        let held = duties.iter().filter_map(|duty| held.get(duty.index()));
        let with_variants = |&id: &Id<Place>| {
            let service = &model.services[model.places[id].service];
            let variants = if service.place == id { service.variants.as_slice() } else { &[] };
            std::iter::once(id).chain(variants.iter().copied())
        };
        let is_held = |place: &Id<Place>| held.clone().any(|places| places.binary_search(place).is_ok());
        let mut found: Vec<Id<Place>> = match &self.services {
            Some(named) => named.iter().flat_map(with_variants).filter(is_held).collect(),
            None => held.clone().flatten().copied().collect(),
        };
        found.sort_unstable();
        found.dedup();
        found
    }
}

fn filter(raw: Option<&AppliesTo>, model: &Model, cx: &mut Lookup<'_>) -> Filter {
    let Some(raw) = raw else {
        return Filter { services: None, models: None, categories: None, traits: None, except: BTreeSet::new(), whole: true };
    };
    let named = [&raw.services, &raw.models, &raw.categories, &raw.traits, &raw.except].iter().map(|list| list.0.len()).sum::<usize>();
    let services = given(&raw.services, |id| compose::place(model, id, cx));
    let models = given(&raw.models, |id| cx.find(&model.service_models, MODEL, id));
    let categories = given(&raw.categories, |id| cx.find(&model.categories, CATEGORY, id));
    let traits = given(&raw.traits, |id| cx.find(&model.traits, TRAIT, id));
    let except = given(&raw.except, |id| compose::place(model, id, cx)).unwrap_or_default();
    let found = count(&services) + count(&models) + count(&categories) + count(&traits) + except.len();
    Filter { services, models, categories, traits, except, whole: named == found }
}

fn given<T: Ord>(ids: &OneOrMany<Text>, find: impl FnMut(&Text) -> Option<T>) -> Option<BTreeSet<T>> {
    (!ids.0.is_empty()).then(|| ids.0.iter().filter_map(find).collect())
}

fn count<T>(set: &Option<BTreeSet<T>>) -> usize {
    set.as_ref().map_or(0, BTreeSet::len)
}

fn applies(model: &Model, filter: &Filter, id: Id<Place>) -> bool {
    let place = &model.places[id];
    let service = &model.services[place.service];
    let listed = |set: &BTreeSet<Id<Place>>| set.contains(&id) || set.contains(&service.place);
    filter.services.as_ref().is_none_or(listed)
        && filter.models.as_ref().is_none_or(|set| set.contains(&place.model))
        && filter.categories.as_ref().is_none_or(|set| set.contains(&service.category))
        && filter.traits.as_ref().is_none_or(|set| place.traits.iter().any(|one| set.contains(one)))
        && !listed(&filter.except)
}

/// Words for one service: reports words for a place where the control does not apply.
fn on_place(key: &Text, words: &parse::Guidance, places: &[Id<Place>], model: &Model, cx: &mut Lookup<'_>) -> Option<(Id<Place>, Guidance)> {
    let place = compose::place(model, key, cx)?;
    let service = &model.services[model.places[place].service];
    let covered = |id: &Id<Place>| places.binary_search(id).is_ok();
    let inside = place == service.place && service.variants.iter().any(covered);
    if !inside && !covered(&place) {
        let finding = cx.report(&rules::USELESS_OVERRIDE, key.span, format!("the control does not apply to `{}`", key.value));
        finding.help("leave these words out, or let `applies-to` take the service in");
    }
    Some((place, guidance(words)))
}

fn guidance(raw: &parse::Guidance) -> Guidance {
    Guidance {
        statement: raw.statement.doc.clone(),
        steps: raw.steps.doc.clone(),
        verify: raw.verify.0.iter().map(verify).collect(),
        evidence: raw.evidence.0.iter().map(|prose| prose.doc.clone()).collect(),
    }
}

fn verify(raw: &parse::Verify) -> Verify {
    let text = |text: &Option<Text>| text.as_ref().map(|text| text.value.trim_end().to_owned());
    Verify { say: raw.say.value.clone(), run: text(&raw.run), lang: text(&raw.lang).unwrap_or_else(|| "bash".to_owned()), expect: text(&raw.expect) }
}

fn satisfies(body: &parse::Control, model: &Model, cx: &mut Lookup<'_>) -> Vec<Mapping> {
    let mut found: Vec<Mapping> = Vec::new();
    for (framework, ids) in &body.satisfies.0 {
        let Some(framework) = cx.find(&model.frameworks, FRAMEWORK, framework) else { continue };
        for raw in &ids.0 {
            let Some(requirement) = frameworks::requirement(model, framework, &raw.id, cx) else { continue };
            found.push(Mapping {
                framework,
                requirement,
                relation: raw.relation.map_or(Relation::Intersects, |word| word.value),
                because: raw.because.as_ref().map(|because| because.value.clone()),
            });
        }
    }
    found
}
