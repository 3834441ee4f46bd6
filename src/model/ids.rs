//! Typed handles, and the tables they point into.

use std::marker::PhantomData;

/// Entities of one kind, in the order in which readers meet them.
#[derive(Debug, Clone)]
pub struct Table<T> {
    rows: Vec<T>,
    by_id: std::collections::BTreeMap<String, u32>,
}

/// A handle of a row of a [`Table`]; resolved once, it cannot miss.
pub struct Id<T> {
    index: u32,
    kind: PhantomData<fn() -> T>,
}

/// Something with an id that authors write.
pub trait Keyed {
    /// The id, unique among its kind.
    fn key(&self) -> &str;
}

impl<T: Keyed> Table<T> {
    /// A table of rows in their final order. Of two rows with one id the first counts.
    pub fn new(rows: Vec<T>) -> Self {
        let mut by_id = std::collections::BTreeMap::new();
        for (index, row) in rows.iter().enumerate() {
            by_id.entry(row.key().to_owned()).or_insert(u32::try_from(index).unwrap_or(u32::MAX));
        }
        Self { rows, by_id }
    }

    /// The handle of an id.
    pub fn find(&self, id: &str) -> Option<Id<T>> {
        self.by_id.get(id).map(|&index| Id::at(index))
    }

    /// Every id, sorted.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.by_id.keys().map(String::as_str)
    }
}

impl<T> Table<T> {
    /// Every handle, in order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = Id<T>> + use<T> {
        (0..u32::try_from(self.rows.len()).unwrap_or(u32::MAX)).map(Id::at)
    }

    /// Every row with its handle, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (Id<T>, &T)> {
        self.rows.iter().enumerate().map(|(index, row)| (Id::at(u32::try_from(index).unwrap_or(u32::MAX)), row))
    }

    /// The rows, in order.
    pub fn rows(&self) -> &[T] {
        &self.rows
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The rows, to fill in what a later step of `resolve` works out.
    pub(crate) fn rows_mut(&mut self) -> &mut [T] {
        &mut self.rows
    }
}

impl<T> std::ops::Index<Id<T>> for Table<T> {
    type Output = T;

    fn index(&self, id: Id<T>) -> &T {
        &self.rows[id.index()]
    }
}

impl<T> Id<T> {
    fn at(index: u32) -> Self {
        Self { index, kind: PhantomData }
    }

    /// The position in its table.
    pub fn index(self) -> usize {
        self.index as usize
    }

    /// The handle of a position.
    pub(crate) fn from_index(index: usize) -> Self {
        Self::at(u32::try_from(index).unwrap_or(u32::MAX))
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Id<T> {}

impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index
    }
}

impl<T> Eq for Id<T> {}

impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.index.cmp(&other.index)
    }
}

impl<T> std::fmt::Debug for Id<T> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "#{}", self.index)
    }
}
