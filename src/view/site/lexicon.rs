//! The words of the glossary, found in running text where they stand for themselves.

use aho_corasick::AhoCorasick;

use crate::model::{Id, Model, Term};

/// All words of a glossary.
#[derive(Debug)]
pub struct Lexicon {
    finder: Option<AhoCorasick>,
    words: Vec<Word>,
}

/// A word of the glossary.
#[derive(Debug)]
struct Word {
    word: String,
    term: Id<Term>,
    /// Phrases with the word in them that mean something else: those of its entry, and longer words of the book.
    not_in: Vec<String>,
}

/// Where a word stands: from, to, and what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Use {
    /// The byte that it begins with.
    pub at: usize,
    /// The byte after it.
    pub end: usize,
    /// What it means.
    pub term: Id<Term>,
}

impl Lexicon {
    /// Names and aliases of all terms.
    pub fn of(model: &Model) -> Self {
        let of_term = |(id, term): (Id<Term>, &Term)| {
            let not_in = term.not_in.clone();
            std::iter::once(term.name.clone()).chain(term.aliases.clone()).map(move |word| Word { word, term: id, not_in: not_in.clone() })
        };
        let words: Vec<Word> = model.terms.iter().flat_map(of_term).filter(|word| word.word.len() > 2).collect();
        let named = model.layers.rows().iter().map(|layer| &layer.name).chain(model.service_models.rows().iter().map(|row| &row.name));
        Self::new(words, &named.map(String::as_str).collect::<Vec<_>>())
    }

    /// The words, which are not looked for within one another or within `names`.
    fn new(mut words: Vec<Word>, names: &[&str]) -> Self {
        let phrases: Vec<String> = words.iter().map(|word| word.word.clone()).chain(names.iter().map(|&name| name.to_owned())).collect();
        for word in &mut words {
            let longer = phrases.iter().filter(|phrase| phrase.len() > word.word.len() && places(phrase, &word.word).next().is_some());
            word.not_in.extend(longer.cloned());
        }
        // Some hundred words fit; more than the finder takes are no glossary.
        let finder = AhoCorasick::builder().ascii_case_insensitive(true).build(words.iter().map(|word| &word.word)).ok();
        Self { finder, words }
    }

    /// Where words of the glossary stand for themselves in a text: first come first, and of several at one place the longest.
    pub fn uses(&self, text: &str) -> Vec<Use> {
        let Some(finder) = &self.finder else { return Vec::new() };
        let found = finder.find_overlapping_iter(text).filter_map(|found| {
            let Word { word, term, not_in } = &self.words[found.pattern()];
            let end = whole(text, word, found.start())?;
            let part = found.start()..end;
            let other = not_in.iter().any(|phrase| places(phrase, word).next().is_some() && within(phrase, text, &part))
                || leads_on(word, &text[part], &text[end..]);
            (!other).then_some(Use { at: found.start(), end, term: *term })
        });
        let mut uses: Vec<Use> = found.collect();
        uses.sort_by_key(|one| (one.at, std::cmp::Reverse(one.end), one.term));
        uses
    }
}

/// Whether a place in a text is a part of a phrase there.
fn within(phrase: &str, text: &str, part: &std::ops::Range<usize>) -> bool {
    places(text, phrase).any(|(from, to)| from <= part.start && part.end <= to)
}

/// Whether what is found names something together with the next word. "Runtime Monitoring" is a name; and after one plain
/// word only a word that carries on the sentence can be told from another noun: "a control of", but "control policies".
fn leads_on(word: &str, found: &str, rest: &str) -> bool {
    let Some(rest) = rest.strip_prefix(' ') else { return false };
    let next: &str = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let is_name = |word: &str| word.starts_with(char::is_uppercase) && word.chars().any(char::is_lowercase);
    let last = found.rsplit(' ').next().unwrap_or_default();
    if last.starts_with(char::is_uppercase) && is_name(next) {
        return true;
    }
    let plain = !word.contains(' ') && !word.chars().skip(1).any(char::is_uppercase);
    plain && next.starts_with(char::is_lowercase) && CARRY_ON.binary_search(&next).is_err()
}

/// Words that go on with a sentence, and are never a part of what a noun before them names.
const CARRY_ON: [&str; 107] = [
    "a", "about", "above", "across", "after", "again", "against", "alone", "also", "an", "and", "are", "as", "at", "be", "because", "before",
    "below", "between", "but", "by", "can", "could", "did", "do", "does", "during", "either", "even", "for", "from", "had", "has", "have", "he",
    "here", "how", "if", "in", "into", "is", "it", "its", "itself", "may", "might", "must", "no", "nor", "not", "now", "of", "off", "on", "once",
    "only", "onto", "or", "our", "over", "per", "shall", "she", "should", "since", "so", "still", "than", "that", "the", "their", "them", "then",
    "there", "these", "they", "this", "those", "through", "to", "too", "under", "unless", "until", "up", "upwards", "via", "was", "we", "were",
    "what", "when", "where", "whether", "which", "while", "who", "whom", "whose", "why", "will", "with", "within", "without", "would", "yet", "you",
];

/// Where a word ends that begins at a place in a text, alone or in the plural. Capitals count only in words that are all capitals.
fn whole(text: &str, word: &str, at: usize) -> Option<usize> {
    let exact = word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    let end = at + word.len();
    let found = text.get(at..end)?;
    if !if exact { found == word } else { found.eq_ignore_ascii_case(word) } {
        return None;
    }
    let outside = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '-' && c != '_');
    let plural = text[end..].starts_with(['s', 'S']).then_some(end + 1);
    let end = [Some(end), plural].into_iter().flatten().find(|&end| outside(text[end..].chars().next()))?;
    outside(text[..at].chars().next_back()).then_some(end)
}

/// Where a phrase stands in a text.
fn places<'t>(text: &'t str, phrase: &'t str) -> impl Iterator<Item = (usize, usize)> + 't {
    text.char_indices().filter_map(move |(at, _)| Some((at, whole(text, phrase, at)?)))
}

#[cfg(test)]
mod tests {
    use super::{CARRY_ON, Lexicon, Word, places};
    use crate::model::Id;

    #[test]
    fn a_word_is_found_alone_and_in_the_plural_only() {
        let found = |text, word| places(text, word).next().map(|(at, end)| &text[at..end]);
        assert_eq!(found("Each Duty has one holder", "duty"), Some("Duty"));
        assert_eq!(found("of two layers", "Layer"), Some("layers"));
        assert_eq!(found("a player in a multi-layer game", "layer"), None);
        assert_eq!(found("what the iam role may do", "IAM"), None);
        assert_eq!(found("what IAM says", "IAM"), Some("IAM"));
        assert_eq!(found("über die Duty", "duty"), Some("Duty"));
    }

    /// The text with brackets around the place where the word stands for itself.
    #[track_caller]
    fn linked(word: &str, not_in: &[&str], text: &str, expected: &str) {
        let word = Word { word: word.to_owned(), term: Id::from_index(0), not_in: not_in.iter().map(|&phrase| phrase.to_owned()).collect() };
        let found = Lexicon::new(vec![word], &[])
            .uses(text)
            .first()
            .map_or(text.to_owned(), |found| format!("{}[{}]{}", &text[..found.at], &text[found.at..found.end], &text[found.end..]));
        assert_eq!(found, expected);
    }

    #[test]
    fn a_word_is_linked_where_it_stands_for_itself() {
        let control = ["access control", "control plane", "version control", "encryption control"];
        linked("Control", &control, "access control lists, then controls", "access control lists, then [controls]");
        linked(
            "Control",
            &control,
            "the control plane, version control and VPC encryption controls",
            "the control plane, version control and VPC encryption controls",
        );
        linked("Control", &control, "control policies and a control of yours", "control policies and a [control] of yours");
        linked("Control", &control, "The controls: who does them", "The [controls]: who does them");
        linked("Runtime", &[], "GuardDuty Runtime Monitoring, and the runtime is", "GuardDuty Runtime Monitoring, and the [runtime] is");
        linked("IAM role", &[], "IAM Roles Anywhere, or an IAM role per task", "IAM Roles Anywhere, or an [IAM role] per task");
        linked("TLS", &[], "a TLS library", "a [TLS] library");
        linked("Requirement", &[], "PCI DSS, requirement 9", "PCI DSS, [requirement] 9");
        linked("Duty", &["on duty"], "people on duty", "people on duty");
    }

    #[test]
    fn words_that_carry_on_are_sorted() {
        assert!(CARRY_ON.is_sorted());
    }
}
