//! What many pages show alike, turned into values of the engine once, and into text once where a template asks for that.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use tera::{Context, TeraResult, Value};

use crate::view::site::compare::{Compare, CompareRow};
use crate::view::site::often::Often;

/// What was made so far.
#[derive(Default)]
pub struct Kept {
    known: RwLock<Known>,
}

#[derive(Default)]
struct Known {
    /// Values by where their views lie; a view stays as long as its value, so that no other one comes to lie there.
    values: BTreeMap<usize, (Arc<CompareRow>, Value)>,
    /// The texts of each value, by where it lies.
    texts: BTreeMap<usize, Vec<Text>>,
}

/// A value as a component shows it.
struct Text {
    component: String,
    root: String,
    html: Value,
}

impl Kept {
    /// The fields of a comparison, with values that are kept for what it shares with others.
    pub fn compare(&self, compare: &Compare) -> TeraResult<Context> {
        let Compare { a, b, moved, handed_over, taken_on, same, sheet } = compare;
        let mut context = Context::new();
        context.insert("a", a);
        context.insert("b", b);
        context.insert_value("moved", self.rows(moved)?);
        context.insert("handed_over", handed_over);
        context.insert("taken_on", taken_on);
        context.insert_value("same", self.rows(same)?);
        context.insert("sheet", sheet);
        Ok(context)
    }

    /// What a component shows of a value, written once where the value is kept.
    pub fn text(&self, value: &Value, (component, root): (&str, &str), write: impl FnOnce() -> TeraResult<String>) -> TeraResult<Value> {
        let at = place(value);
        let found = |texts: &Vec<Text>| texts.iter().find(|text| text.component == component && text.root == root).map(|text| text.html.clone());
        if let Some(html) = at.and_then(|at| self.read().texts.get(&at).and_then(found)) {
            return Ok(html);
        }
        let html = Value::safe_string(&write()?);
        let mut known = self.write();
        if let Some(texts) = at.and_then(|at| known.texts.get_mut(&at)) {
            texts.push(Text { component: component.to_owned(), root: root.to_owned(), html: html.clone() });
        }
        Ok(html)
    }

    /// Lets go of everything. What is being made meanwhile has values of its own.
    pub fn forget(&self) {
        *self.write() = Known::default();
    }

    fn rows(&self, rows: &[Often<CompareRow>]) -> TeraResult<Value> {
        let value = |row: &Often<CompareRow>| match row {
            Often::Here(row) => Value::try_from_serializable(row),
            Often::Shared(row) => self.shared(row),
        };
        Ok(Value::from(rows.iter().map(value).collect::<TeraResult<Vec<Value>>>()?))
    }

    fn shared(&self, row: &Arc<CompareRow>) -> TeraResult<Value> {
        let at = Arc::as_ptr(row).addr();
        if let Some((_, value)) = self.read().values.get(&at) {
            return Ok(value.clone());
        }
        let made = Value::try_from_serializable(&**row)?;
        let mut known = self.write();
        // Another thread may have been quicker.
        let value = known.values.entry(at).or_insert_with(|| (Arc::clone(row), made)).1.clone();
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

/// Where the fields of a value lie: copies of a value share them.
fn place(value: &Value) -> Option<usize> {
    value.as_map().map(|fields| std::ptr::from_ref(fields).addr())
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
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
        let (first, again) = (kept.rows(&rows).unwrap(), kept.rows(&rows).unwrap());
        let (first, again) = (first.as_array().unwrap(), again.as_array().unwrap());
        assert_eq!((place(&first[0]), place(&first[0])), (place(&first[2]), place(&again[0])));
        assert_ne!(place(&first[1]), place(&again[1]));
        let written = Cell::new(0);
        let html = |value: &Value, component: &str, root: &str| {
            let write = || {
                written.set(written.get() + 1);
                Ok(format!("{component} {root} {}", written.get()))
            };
            kept.text(value, (component, root), write).unwrap().to_string()
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
}
