//! Questions for a comparison: which subjects a reader wants to see side by side.
//!
//! Such a question has a word that says so, and names of subjects with "and", "vs", "to" or the like between them. A name
//! may be given in part: beside "rds", "rds custom" is the first of its variants with these words. `search-engine.js` of
//! the theme does the same with the words and numbers that [`Ask::data`] hands it.

use std::collections::BTreeSet;

use super::ask::{Stems, stem};
use super::{Ask, token};

/// Words that ask for a comparison.
const WISHES: [&str; 17] = [
    "between",
    "compare",
    "compared",
    "comparing",
    "comparison",
    "differ",
    "difference",
    "differences",
    "different",
    "differs",
    "instead",
    "migrate",
    "migrating",
    "move",
    "moving",
    "versus",
    "vs",
];
/// What is asked for instead.
const CHECKLIST: &str = "checklist";
/// Words that stand between two names.
pub(super) const BETWEEN: [&str; 11] = ["against", "and", "between", "from", "instead", "or", "than", "to", "versus", "vs", "with"];
/// What a word that a name has and the question lacks takes away from one that both have.
pub(super) const LACKS: f64 = 0.4;
/// No more are compared.
const MOST: usize = 3;

/// The words that ask for a comparison, as stems.
pub(super) fn wishes() -> BTreeSet<String> {
    WISHES.iter().map(|word| stem(word)).collect()
}

impl Ask {
    /// The subjects that `question` wants side by side; none where it does not ask for that, or names fewer than two.
    pub fn compared(&self, question: &str) -> Vec<usize> {
        let stems = Stems::new(self);
        let wishes = wishes();
        let words = token::folded(question);
        // "The checklist for moving from EC2 to Fargate" is one.
        if !words.iter().any(|word| wishes.contains(&stem(word))) || words.iter().any(|word| word == CHECKLIST) {
            return Vec::new();
        }
        let mut found: Vec<usize> = Vec::new();
        for side in words.split(|word| BETWEEN.contains(&word.as_str())) {
            let mut left: Vec<String> = side.iter().map(|word| stem(word)).filter(|word| !wishes.contains(word)).collect();
            // Names that follow each other without a word between them are whole ones.
            let mut least = f64::EPSILON;
            while let Some((subject, named)) = self.nearest(&left, &stems, found.first().copied(), least) {
                left.retain(|word| !named.contains(word));
                least = 1.0;
                if !found.contains(&subject) {
                    found.push(subject);
                }
            }
        }
        found.truncate(if found.len() < 2 { 0 } else { MOST });
        found
    }

    /// The subject with the name that has most of the words and lacks few; of equals one of the family of `kin`, then the first.
    fn nearest(&self, words: &[String], stems: &Stems, kin: Option<usize>, least: f64) -> Option<(usize, Vec<String>)> {
        let family = |at: usize| self.subjects[at].base.unwrap_or(at);
        let mut best: Option<(f64, bool, usize, Vec<String>)> = None;
        for (at, subject) in self.subjects.iter().enumerate() {
            let akin = kin.is_some_and(|kin| family(kin) == family(at));
            for name in stems.of_names(subject) {
                let has = name.iter().filter(|word| words.contains(word)).count();
                let worth = has as f64 - LACKS * (name.len() - has) as f64;
                if worth >= least && best.as_ref().is_none_or(|best| (worth, akin) > (best.0, best.1)) {
                    best = Some((worth, akin, at, name));
                }
            }
        }
        best.map(|(_, _, at, name)| (at, name))
    }
}
