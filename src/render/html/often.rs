//! What many pages show alike, turned into values of the engine once, and into text once where a template asks for that.

use std::any::Any;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use serde::Serialize;
use tera::{Context, Map, TeraResult, Value};

use crate::view::site::checks::{CheckGroup, Checks};
use crate::view::site::compare::Compare;
use crate::view::site::often::Often;
use crate::view::site::page::Body;
use crate::view::site::requirements::{Requirements, Touched, TouchedClass};

/// How many values are kept at once: a large book has more of them than it pays to keep.
const MOST: usize = 1 << 14;

/// What was made so far.
#[derive(Default)]
pub struct Kept {
    known: RwLock<Known>,
}

#[derive(Default)]
struct Known {
    /// Values by where their views lie; a view stays as long as its value, so that no other one comes to lie there.
    values: BTreeMap<usize, (View, Value)>,
    /// The texts of each value, by where it lies.
    texts: BTreeMap<usize, Vec<Text>>,
    /// Where values lie that stay as long as the engine.
    lasting: BTreeSet<usize>,
}

impl Known {
    fn clear(&mut self) {
        let Self { values, texts, lasting } = self;
        values.clear();
        texts.retain(|at, _| lasting.contains(at));
    }
}

/// What a value was made of.
type View = Arc<dyn Any + Send + Sync>;

/// A value as a component shows it.
struct Text {
    component: String,
    root: String,
    with: String,
    html: Value,
}

impl Kept {
    /// What the template of a page sees of it, with values that are kept for what it shares with other pages.
    pub fn body(&self, body: &Body) -> TeraResult<Context> {
        let checks = match body {
            Body::Compare(compare) => return self.compare(compare),
            Body::Service(page) => &page.checks,
            Body::Workload(page) => &page.checks,
            Body::Named(page) => &page.checks,
            Body::Requirements(page) => return self.requirements(page),
            body => return Context::from_serialize(body),
        };
        let mut context = Context::from_serialize(body)?;
        context.insert_value("checks", self.checks(checks)?);
        Ok(context)
    }

    fn compare(&self, compare: &Compare) -> TeraResult<Context> {
        let Compare { a, b, moved, handed_over, taken_on, same, sheet } = compare;
        let mut context = Context::new();
        context.insert("a", a);
        context.insert("b", b);
        context.insert_value("moved", self.all(moved)?);
        context.insert("handed_over", handed_over);
        context.insert("taken_on", taken_on);
        context.insert_value("same", self.all(same)?);
        context.insert("sheet", sheet);
        Ok(context)
    }

    fn requirements(&self, page: &Requirements) -> TeraResult<Context> {
        let class =
            |TouchedClass { chip, links }: &TouchedClass| Ok(map([("chip", Value::try_from_serializable(chip)?), ("links", self.all(links)?)]));
        let framework = |Touched { id, link, classes, customer, shared, inherited }: &Touched| {
            Ok(map([
                ("id", Value::from(id.as_str())),
                ("link", Value::try_from_serializable(link)?),
                ("classes", Value::from(classes.iter().map(class).collect::<TeraResult<Vec<Value>>>()?)),
                ("customer", Value::from(*customer)),
                ("shared", Value::from(*shared)),
                ("inherited", Value::from(*inherited)),
            ]))
        };
        let mut context = Context::from_serialize(page)?;
        context.insert_value("frameworks", Value::from(page.frameworks.iter().map(framework).collect::<TeraResult<Vec<Value>>>()?));
        Ok(context)
    }

    fn checks(&self, checks: &Checks) -> TeraResult<Value> {
        let Checks { stem, groups, count, inherited, inherited_count, inherited_on, elsewhere: _, priorities, cadences, teams, facets } = checks;
        let group = |CheckGroup { title, lines }: &CheckGroup| Ok(map([("title", Value::from(title.as_str())), ("lines", self.all(lines)?)]));
        let groups = groups.iter().map(group).collect::<TeraResult<Vec<Value>>>()?;
        Ok(map([
            ("stem", Value::from(stem.as_str())),
            ("groups", Value::from(groups)),
            ("count", Value::from(*count)),
            ("inherited", Value::try_from_serializable(inherited)?),
            ("inherited_count", Value::from(*inherited_count)),
            ("inherited_on", Value::try_from_serializable(inherited_on)?),
            ("priorities", Value::try_from_serializable(priorities)?),
            ("cadences", Value::try_from_serializable(cadences)?),
            ("teams", Value::try_from_serializable(teams)?),
            ("facets", Value::from(facets.as_str())),
        ]))
    }

    /// Keeps a value that every page sees.
    pub fn keep(&self, value: &Value) {
        if let Some(at) = place(value) {
            let mut known = self.write();
            known.lasting.insert(at);
            known.texts.entry(at).or_default();
        }
    }

    /// What a component shows of a value on pages so far from the root and with something of their own, written once where the value is kept.
    pub fn text(&self, value: &Value, (component, root, with): (&str, &str, &str), write: impl FnOnce() -> TeraResult<String>) -> TeraResult<Value> {
        let at = place(value);
        let same = |text: &&Text| text.component == component && text.root == root && text.with == with;
        let found = |texts: &Vec<Text>| texts.iter().find(same).map(|text| text.html.clone());
        if let Some(html) = at.and_then(|at| self.read().texts.get(&at).and_then(found)) {
            return Ok(html);
        }
        let html = Value::safe_string(&write()?);
        let mut known = self.write();
        if let Some(texts) = at.and_then(|at| known.texts.get_mut(&at)) {
            texts.push(Text { component: component.to_owned(), root: root.to_owned(), with: with.to_owned(), html: html.clone() });
        }
        Ok(html)
    }

    /// Lets go of what views were made into. What is being made meanwhile has values of its own.
    pub fn forget(&self) {
        self.write().clear();
    }

    fn all<T: Serialize + Send + Sync + 'static>(&self, parts: &[Often<T>]) -> TeraResult<Value> {
        let value = |part: &Often<T>| match part {
            Often::Here(part) => Value::try_from_serializable(part),
            Often::Shared(part) => self.shared(part),
        };
        Ok(Value::from(parts.iter().map(value).collect::<TeraResult<Vec<Value>>>()?))
    }

    fn shared<T: Serialize + Send + Sync + 'static>(&self, part: &Arc<T>) -> TeraResult<Value> {
        let at = Arc::as_ptr(part).addr();
        if let Some((_, value)) = self.read().values.get(&at) {
            return Ok(value.clone());
        }
        let made = Value::try_from_serializable(&**part)?;
        let mut known = self.write();
        if known.values.len() >= MOST {
            known.clear();
        }
        // Another thread may have been quicker.
        let value = known.values.entry(at).or_insert_with(|| (Arc::<T>::clone(part), made)).1.clone();
        place(&value).map(|at| known.texts.entry(at).or_default());
        Ok(value)
    }

    fn read(&self) -> RwLockReadGuard<'_, Known> {
        self.known.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Known> {
        self.known.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A value with fields.
fn map<const N: usize>(fields: [(&'static str, Value); N]) -> Value {
    Value::from(Map::from_iter(fields.map(|(name, value)| (name.into(), value))))
}

/// Where the fields of a value lie: copies of a value share them.
fn place(value: &Value) -> Option<usize> {
    value.as_map().map(|fields| std::ptr::from_ref(fields).addr())
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::view::site::compare::CompareRow;
    use crate::view::site::parts::{Chip, Link};

    fn row(layer: &str) -> CompareRow {
        let chip = Chip { kind: "customer", word: "You".to_owned() };
        let duty = Link::new("Patch it", "model.html#duty-patch");
        CompareRow { layer: layer.to_owned(), duty, anchor: "#duty-patch".to_owned(), a: chip.clone(), b: chip, a_says: None, b_says: None }
    }

    #[test]
    fn what_is_shared_is_written_once_for_each_component_and_root() {
        let (kept, shared) = (Kept::default(), Arc::new(row("Data")));
        let rows = [Often::Shared(Arc::clone(&shared)), Often::Here(Box::new(row("Guest"))), Often::Shared(shared)];
        let (first, again) = (kept.all(&rows).unwrap(), kept.all(&rows).unwrap());
        let (first, again) = (first.as_array().unwrap(), again.as_array().unwrap());
        assert_eq!((place(&first[0]), place(&first[0])), (place(&first[2]), place(&again[0])));
        assert_ne!(place(&first[1]), place(&again[1]));
        let written = Cell::new(0);
        let html = |value: &Value, component: &str, root: &str| {
            let write = || {
                written.set(written.get() + 1);
                Ok(format!("{component} {root} {}", written.get()))
            };
            kept.text(value, (component, root, ""), write).unwrap().to_string()
        };
        let told = [
            html(&first[0], "row", "../"),
            html(&again[2], "row", "../"),
            html(&again[0], "row", ""),
            html(&again[0], "cell", "../"),
            html(&first[1], "row", "../"),
            html(&first[1], "row", "../"),
            html(&first[0], "row", "../"),
        ];
        assert_eq!(told, ["row ../ 1", "row ../ 1", "row  2", "cell ../ 3", "row ../ 4", "row ../ 5", "row ../ 1"]);
        kept.forget();
        assert_eq!(html(&first[0], "row", "../"), "row ../ 6");
        assert!(kept.read().values.is_empty() && kept.read().texts.is_empty());
    }

    #[test]
    fn what_lasts_is_written_once_for_each_word_and_is_not_forgotten() {
        let (kept, site, other) = (Kept::default(), map([("title", Value::from("Book"))]), map([("title", Value::from("Book"))]));
        kept.keep(&site);
        let written = Cell::new(0);
        let html = |value: &Value, with: &str| {
            let write = || {
                written.set(written.get() + 1);
                Ok(format!("{with} {}", written.get()))
            };
            kept.text(value, ("sections", "", with), write).unwrap().to_string()
        };
        let before = [html(&site, "home"), html(&site.clone(), "home"), html(&site, "services"), html(&other, "home")];
        kept.forget();
        let after = [html(&site, "home"), html(&site, "services"), html(&other, "home")];
        assert_eq!(
            (before, after),
            (["home 1", "home 1", "services 2", "home 3"].map(String::from), ["home 1", "services 2", "home 4"].map(String::from))
        );
    }

    #[test]
    fn only_so_many_values_are_kept() {
        let kept = Kept::default();
        let rows: Vec<Often<CompareRow>> = (0..MOST + 3).map(|at| Often::Shared(Arc::new(row(&at.to_string())))).collect();
        let values = kept.all(&rows).unwrap();
        assert_eq!((values.as_array().unwrap().len(), kept.read().values.len(), kept.read().texts.len()), (MOST + 3, 3, 3));
    }
}
