//! Everything that places are built of, followed to its end.

use std::collections::{BTreeMap, VecDeque};

use crate::model::{Id, Model, Place, Reached, Use};

/// Whether the ways of a closure name the start that they begin at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ways {
    /// They begin after it: there is one start, and everybody knows it.
    FromInside,
    /// They begin with it: there are several.
    FromStart,
}

impl Model {
    /// Every place that `starts` lead to, each once, nearest first, without the starts themselves.
    pub fn closure(&self, starts: &[Id<Place>], ways: Ways) -> Vec<Reached> {
        let mut shortest: BTreeMap<Id<Place>, Vec<Id<Place>>> = starts.iter().map(|&start| (start, Vec::new())).collect();
        let mut queue: VecDeque<Id<Place>> = starts.iter().copied().collect();
        let mut order: Vec<(&Use, Vec<Vec<Id<Place>>>)> = Vec::new();
        let mut at: BTreeMap<Id<Place>, usize> = BTreeMap::new();
        while let Some(user) = queue.pop_front() {
            let mut way = shortest[&user].clone();
            if ways == Ways::FromStart || !starts.contains(&user) {
                way.push(user);
            }
            for use_ in self.places[user].uses.iter().filter(|use_| !starts.contains(&use_.place)) {
                match at.get(&use_.place) {
                    Some(&index) => order[index].1.push(way.clone()),
                    None => {
                        at.insert(use_.place, order.len());
                        order.push((use_, vec![way.clone()]));
                        shortest.insert(use_.place, way.clone());
                        queue.push_back(use_.place);
                    }
                }
            }
        }
        let reached = |(use_, mut paths): (&Use, Vec<Vec<Id<Place>>>)| {
            paths.sort_by_key(Vec::len);
            Reached { place: use_.place, paths: paths.into(), purpose: use_.purpose.clone() }
        };
        order.into_iter().map(reached).collect()
    }
}
