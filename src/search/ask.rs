//! Questions: which subject (a service or variant) and which topics (duties) the words of a question are about.
//!
//! A subject is named by one of its names, all words of it, the longest name winning. A topic is named by the words
//! that are left: each counts by how few topics have it, the phrases of the topic must cover enough of them, and the
//! phrase that fits best decides. Words are compared by their stems. `search-engine.js` of the theme does the same with
//! the same stems, which [`Ask::data`] hands it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{beside, pack, token};

/// Words that every question of this kind has.
const NOISE: [&str; 41] = [
    "accountable",
    "after",
    "against",
    "am",
    "best",
    "between",
    "care",
    "chain",
    "charge",
    "cloud",
    "duty",
    "get",
    "handle",
    "holder",
    "job",
    "look",
    "make",
    "manage",
    "must",
    "need",
    "no",
    "not",
    "off",
    "one",
    "out",
    "over",
    "own",
    "owner",
    "responsibility",
    "responsible",
    "should",
    "so",
    "take",
    "them",
    "there",
    "under",
    "up",
    "use",
    "whom",
    "whose",
    "why",
];
/// How much of a question must be about the topic, where a subject is named and where none is.
const ENOUGH: [f64; 2] = [0.5, 0.7];
/// Topics that are nearly as good as the best one are answered as well, up to so many.
const MOST: usize = 3;
const NEARLY: f64 = 0.9;

/// What can be asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// Services and variants; a variant stands behind its service.
    pub subjects: Vec<Subject>,
    /// For each duty, the phrases that name it.
    pub topics: Vec<Vec<String>>,
    /// Words that many names begin with and nobody means: those of the providers.
    pub vendors: Vec<String>,
    /// The subjects that there is a page about side by side, ascending.
    pub pairs: Vec<(usize, usize)>,
    /// The name of each value of each facet, by their ids.
    pub labels: Labels,
}

/// The name of each value of each facet, by their ids.
pub type Labels = BTreeMap<&'static str, BTreeMap<String, String>>;

/// Something that a topic is asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// What people call it.
    pub names: Vec<String>,
    /// For a variant, its service, by position.
    pub base: Option<usize>,
    /// What it has to say about each topic.
    pub marks: Vec<Mark>,
}

/// How the answer of a subject stands to that of its base.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// The topic does not exist here.
    Absent,
    /// As its base says.
    Inherited,
    /// Its own words, and the same holder.
    Own,
    /// Another holder than its base has.
    Moved,
}

/// What a question is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The subject, where the question names one.
    pub subject: Option<usize>,
    /// The topics, best first; empty where only a subject is named.
    pub topics: Vec<usize>,
}

/// Names and phrases as stems.
pub(super) struct Stems {
    noise: BTreeSet<String>,
    /// The providers' words: left out of names, and no matter what a question is about unless a phrase has them.
    vendors: BTreeSet<String>,
    topics: Vec<Vec<Vec<String>>>,
    /// How many topics have a stem.
    with: BTreeMap<String, usize>,
}

impl Ask {
    /// What `question` is about, or `None` where its words name nothing.
    pub fn find(&self, question: &str) -> Option<Found> {
        let stems = Stems::new(self);
        let words = stems.all(question);
        let (subject, named) = self.subject(&words, &stems);
        let rest: Vec<&String> = words.iter().filter(|word| !named.contains(*word) && !stems.noise.contains(*word)).collect();
        let absent = |topic: usize| subject.is_some_and(|at| self.mark(at, topic) == Mark::Absent);
        let mut scored = stems.scored(&rest, subject.is_some());
        if scored.iter().any(|(_, topic)| !absent(*topic)) {
            scored.retain(|(_, topic)| !absent(*topic));
        }
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        if subject.is_none() && scored.is_empty() {
            return None;
        }
        let best = scored.first().map_or(0.0, |(score, _)| *score);
        let topics = scored.into_iter().take_while(|(score, _)| *score >= best * NEARLY).take(MOST).map(|(_, topic)| topic);
        Some(Found { subject, topics: topics.collect() })
    }

    /// The subjects behind `subject` that hold a topic otherwise than it.
    pub fn moved(&self, subject: usize, topic: usize) -> impl Iterator<Item = usize> + '_ {
        let behind = self.subjects.iter().enumerate().filter(move |(_, other)| other.base == Some(subject));
        behind.filter(move |(_, other)| other.marks[topic] == Mark::Moved).map(|(at, _)| at)
    }

    /// What a subject says about a topic, by itself or through its base.
    fn mark(&self, subject: usize, topic: usize) -> Mark {
        let own = self.subjects[subject].marks[topic];
        match (own, self.subjects[subject].base) {
            (Mark::Inherited, Some(base)) => self.subjects[base].marks[topic],
            _ => own,
        }
    }

    /// The subject with the longest name of which every word is in the question, and the words of that name.
    fn subject(&self, words: &[String], stems: &Stems) -> (Option<usize>, Vec<String>) {
        let mut best: (Option<usize>, Vec<String>) = (None, Vec::new());
        for (at, subject) in self.subjects.iter().enumerate() {
            for name in stems.of_names(subject) {
                if name.len() > best.1.len() && name.iter().all(|word| words.contains(word)) {
                    best = (Some(at), name);
                }
            }
        }
        best
    }

    /// Subjects and topics as stems, for the page; `first` is the number of the first entry of a kind.
    pub(super) fn data(&self, first: impl Fn(&str) -> usize) -> Value {
        let stems = Stems::new(self);
        let marks = |marks: &[Mark]| marks.iter().map(|mark| ['-', '0', '1', '2'][*mark as usize]).collect::<String>();
        let (mut services, mut variants) = (first("service"), first("variant"));
        let (mut answers, mut pages) = (first("answer"), first("compare"));
        let next = |number: &mut usize, count: usize| std::mem::replace(number, *number + count);
        let subjects = self.subjects.iter().enumerate().map(|(at, subject)| {
            let names = stems.of_names(subject).into_iter().map(|name| name.join(" "));
            let pairs = &self.pairs[self.pairs.partition_point(|(a, _)| *a < at)..];
            let beside: Vec<u32> = pairs.iter().take_while(|(a, _)| *a == at).map(|(_, b)| *b as u32).collect();
            let told = subject.marks.iter().filter(|mark| **mark != Mark::Inherited).count();
            let own = if subject.base.is_none() { next(&mut services, 1) } else { next(&mut variants, 1) };
            json!([
                names.collect::<Vec<_>>(),
                subject.base.map_or(-1, |base| base as i64),
                marks(&subject.marks),
                own,
                next(&mut answers, told),
                next(&mut pages, beside.len()),
                pack::numbers(&beside),
            ])
        });
        let subjects: Vec<Value> = subjects.collect();
        let topics = stems.topics.iter().map(|phrases| phrases.iter().map(|phrase| phrase.join(" ")).collect::<Vec<_>>());
        json!({
            "subjects": subjects, "topics": topics.collect::<Vec<_>>(), "noise": stems.noise, "vendors": stems.vendors,
            "most": MOST, "nearly": NEARLY, "enough": ENOUGH, "duty": first("duty"),
            "compare": beside::wishes(), "between": beside::BETWEEN, "lacks": beside::LACKS,
        })
    }
}

impl Stems {
    pub(super) fn new(ask: &Ask) -> Self {
        let noise: BTreeSet<String> = NOISE.iter().map(|word| stem(word)).collect();
        let vendors = ask.vendors.iter().flat_map(|name| token::runs(name)).map(|word| stem(&word)).collect();
        let mut stems = Self { noise, vendors, topics: Vec::new(), with: BTreeMap::new() };
        stems.topics = ask.topics.iter().map(|phrases| phrases.iter().map(|phrase| stems.of(phrase)).collect()).collect();
        for topic in &stems.topics {
            let own: BTreeSet<&String> = topic.iter().flatten().collect();
            own.into_iter().for_each(|word| *stems.with.entry(word.clone()).or_default() += 1);
        }
        stems
    }

    /// The stems of a text, each once, in order.
    fn all(&self, text: &str) -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        for word in token::runs(text).into_iter().map(|run| stem(&run)) {
            if !words.contains(&word) {
                words.push(word);
            }
        }
        words
    }

    /// The stems that say something.
    fn of(&self, text: &str) -> Vec<String> {
        self.all(text).into_iter().filter(|word| !self.noise.contains(word)).collect()
    }

    /// The names of a subject. A name that is a phrase of a topic names the topic: "who writes security groups". So does
    /// a variant's name of which topics have every word: "version updates".
    pub(super) fn of_names(&self, subject: &Subject) -> BTreeSet<Vec<String>> {
        let same = |phrase: &Vec<String>, name: &Vec<String>| phrase.len() == name.len() && phrase.iter().all(|word| name.contains(word));
        let names = subject.names.iter().map(|name| self.all(name).into_iter().filter(|word| !self.vendors.contains(word)).collect::<Vec<_>>());
        let own = |name: &Vec<String>| subject.base.is_none() || name.iter().any(|word| !self.with.contains_key(word));
        names.filter(|name| !name.is_empty() && own(name) && !self.topics.iter().flatten().any(|phrase| same(phrase, name))).collect()
    }

    /// The rarer a word is among topics, the more it says; one that no topic has still dilutes.
    fn weight(&self, word: &str) -> f64 {
        let count = self.topics.len() as f64;
        self.with.get(word).map_or((1.0 + count).ln() / 2.0, |topics| (1.0 + count / *topics as f64).ln())
    }

    fn sum<'w>(&self, words: impl Iterator<Item = &'w String>) -> f64 {
        words.map(|word| self.weight(word)).sum()
    }

    /// Topics that enough of the words are about, with how well their best phrase fits.
    fn scored(&self, rest: &[&String], on_subject: bool) -> Vec<(f64, usize)> {
        let least = self.sum(rest.iter().copied().filter(|word| !self.vendors.contains(*word))) * ENOUGH[usize::from(!on_subject)];
        let hit = |words: &[String]| -> Vec<&String> { rest.iter().copied().filter(|word| words.contains(word)).collect() };
        let fits = |phrase: &Vec<String>| on_subject || hit(phrase).len() >= phrase.len().min(2);
        let score = |phrase: &Vec<String>| self.sum(hit(phrase).into_iter()) * (0.75 + 0.25 * hit(phrase).len() as f64 / phrase.len().max(1) as f64);
        let scored = self.topics.iter().enumerate().filter_map(|(topic, phrases)| {
            let best = phrases.iter().filter(|phrase| fits(phrase)).map(score).fold(0.0, f64::max);
            let hits = hit(&phrases.concat());
            let meant = hits.iter().any(|word| !self.vendors.contains(*word));
            (best > 0.0 && meant && self.sum(hits.into_iter()) >= least - 1e-9).then_some((best, topic))
        });
        scored.collect()
    }
}

/// A word without its English ending, so that `patches` and `patching` are `patch`.
pub(super) fn stem(word: &str) -> String {
    if word.len() < 4 || word.bytes().any(|byte| !byte.is_ascii_lowercase()) {
        return end_in_i(word);
    }
    let mut base = word;
    if !["ss", "us", "is"].iter().any(|end| word.ends_with(end)) {
        let endings = ["ings", "ions", "ing", "ion", "ers", "ed", "er", "es", "e", "s"];
        let least = |end: &str| if end.len() > 2 || end == "ed" || end == "er" { 4 } else { 3 };
        let ending = endings.iter().find(|end| word.ends_with(**end) && word.len() - end.len() >= least(end));
        base = ending.map_or(word, |end| &word[..word.len() - end.len()]);
    }
    let mut letters = base.bytes().rev();
    let twice = letters.next() == letters.next() && base.ends_with(['b', 'd', 'f', 'g', 'l', 'm', 'n', 'p', 'r', 't']);
    end_in_i(if twice { &base[..base.len() - 1] } else { base })
}

/// `policy` and `policies` meet in `polici`.
fn end_in_i(word: &str) -> String {
    word.strip_suffix('y').map_or_else(|| word.to_owned(), |start| format!("{start}i"))
}
