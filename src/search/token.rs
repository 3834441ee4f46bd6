//! Texts into the words that can be searched for.
//!
//! A word is a run of letters and digits in lower case, without accents. An id such as `AC-2(1)` or `tls-1.2`, that
//! is a run with a digit and a joint in it, is a word as a whole, and so are its parts of two or more characters;
//! so are the parts of `CloudTrail`.

/// Words that say nothing about a page, in questions and in texts.
pub(super) const STOP_WORDS: [&str; 46] = [
    "an", "and", "are", "as", "at", "be", "by", "can", "do", "does", "for", "from", "had", "has", "have", "how", "if", "in", "into", "is", "it",
    "its", "me", "my", "of", "on", "or", "our", "that", "the", "their", "this", "to", "versus", "vs", "was", "we", "what", "when", "where", "which",
    "who", "will", "with", "you", "your",
];

/// Words that say nothing beside an id: "which controls serve SI-2".
pub(super) const BESIDE_IDS: [&str; 22] = [
    "comply",
    "control",
    "controls",
    "cover",
    "covers",
    "fulfil",
    "fulfill",
    "help",
    "implement",
    "implements",
    "map",
    "mapped",
    "maps",
    "meet",
    "meets",
    "requirement",
    "requirements",
    "satisfies",
    "satisfy",
    "serve",
    "serves",
    "support",
];

/// No word is longer; what is longer is a hash or a blob.
const LONGEST: usize = 48;

/// Characters beyond the first plane would sort otherwise in a browser than here, and are left out.
const LAST: char = '\u{ffff}';

/// Calls `found` with every word of `text`.
pub(super) fn words(text: &str, mut found: impl FnMut(&str)) {
    for chunk in text.split(|c: char| !is_inner(c)) {
        let chunk = trim(chunk);
        if is_id(chunk) && chunk.len() <= LONGEST {
            found(&id(chunk));
        }
        for run in chunk.split(|c: char| !is_word(c)) {
            parts(run, &mut found);
        }
    }
}

/// The runs of letters and digits of a name, folded, without stop words.
pub(super) fn name(text: &str) -> Vec<String> {
    folded(text).into_iter().filter(|word| !is_stop_word(word)).collect()
}

/// All of them, stop words as well.
pub(super) fn folded(text: &str) -> Vec<String> {
    text.split(|c: char| !is_word(c)).map(fold).filter(|word| !word.is_empty()).collect()
}

/// Those of a text: not stop words, and no single letters.
pub(super) fn runs(text: &str) -> Vec<String> {
    name(text).into_iter().filter(|word| word.len() >= 2).collect()
}

/// An id as a word: folded, without spaces, numbers without leading zeros (`AC-02 (01)` is `ac-2(1)`).
pub(super) fn id(text: &str) -> String {
    let folded: String = fold(text).chars().filter(|c| !c.is_whitespace() && *c <= LAST).collect();
    if !is_id(&folded) {
        return folded;
    }
    let mut out = String::with_capacity(folded.len());
    let mut rest = folded.as_str();
    while !rest.is_empty() {
        let (run, after) = rest.split_at(rest.find(|c: char| !is_word(c)).unwrap_or(rest.len()));
        let number = run.bytes().all(|byte| byte.is_ascii_digit());
        let short = run.trim_start_matches('0');
        out.push_str(if !number { run } else { short });
        if number && short.is_empty() && !run.is_empty() {
            out.push('0');
        }
        let joint = after.find(is_word).unwrap_or(after.len());
        out.push_str(&after[..joint]);
        rest = &after[joint..];
    }
    out
}

/// Lower case, without the accents of Latin letters.
pub(super) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.to_lowercase().chars() {
        match c {
            '\u{300}'..='\u{36f}' => {}
            '\u{df}'..='\u{17f}' => out.push_str(base(c).unwrap_or(c.encode_utf8(&mut [0; 4]))),
            c => out.push(c),
        }
    }
    out
}

fn parts(run: &str, found: &mut impl FnMut(&str)) {
    let mut known = |word: &str| {
        if word.len() >= 2 && word.len() <= LONGEST && !is_stop_word(word) {
            found(word);
        }
    };
    // Nearly every word is of these letters, and needs no memory of its own.
    let mut letters = [0; LONGEST];
    let mut emit = |part: &str| match letters.get_mut(..part.len()) {
        Some(letters) if part.is_ascii() => {
            letters.copy_from_slice(part.as_bytes());
            letters.make_ascii_lowercase();
            known(std::str::from_utf8(letters).unwrap_or_default());
        }
        _ => known(&fold(part)),
    };
    emit(run);
    if !run.bytes().skip(1).any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii()) {
        return;
    }
    let humps = humps(run);
    if humps.len() > 1 && humps.iter().all(|hump| hump.len() >= 2) {
        humps.into_iter().for_each(emit);
    }
}

fn is_stop_word(word: &str) -> bool {
    word.len() <= 6 && STOP_WORDS.binary_search(&word).is_ok()
}

/// `ParallelCluster` into `Parallel` and `Cluster`.
fn humps(run: &str) -> Vec<&str> {
    let mut humps = Vec::new();
    let mut start = 0;
    let mut low = false;
    for (at, c) in run.char_indices() {
        if low && c.is_uppercase() {
            humps.push(&run[start..at]);
            start = at;
        }
        low = c.is_lowercase();
    }
    humps.push(&run[start..]);
    humps
}

fn is_id(chunk: &str) -> bool {
    chunk.bytes().any(|byte| byte.is_ascii_digit()) && chunk.chars().any(|c| !is_word(c))
}

/// Takes away what only surrounds: `(AC-2(1)).` is `AC-2(1)`.
fn trim(chunk: &str) -> &str {
    let mut chunk = chunk.trim_start_matches(|c| !is_word(c));
    while let Some(last) = chunk.chars().next_back().filter(|c| !is_word(*c)) {
        let opened = chunk.matches('(').count();
        if last == ')' && opened > 0 && opened == chunk.matches(')').count() {
            break;
        }
        chunk = &chunk[..chunk.len() - last.len_utf8()];
    }
    chunk
}

/// Letters and digits.
fn is_word(c: char) -> bool {
    match c {
        c if c.is_ascii() => c.is_ascii_alphanumeric(),
        '\u{300}'..='\u{36f}' => true,
        c => c <= LAST && c.is_alphanumeric(),
    }
}

fn is_inner(c: char) -> bool {
    is_word(c) || matches!(c, '.' | '-' | '(' | ')' | '_')
}

/// The letters that a lower case Latin letter with an accent stands for.
fn base(c: char) -> Option<&'static str> {
    const BASES: [(&str, &str); 23] = [
        ("àáâãäåāăą", "a"),
        ("æ", "ae"),
        ("çćĉċč", "c"),
        ("ďđ", "d"),
        ("èéêëēĕėęě", "e"),
        ("ĝğġģ", "g"),
        ("ĥ", "h"),
        ("ìíîïĩīĭį", "i"),
        ("ĵ", "j"),
        ("ķ", "k"),
        ("ĺļľł", "l"),
        ("ñńņň", "n"),
        ("òóôõöōŏő", "o"),
        ("ø", "o"),
        ("œ", "oe"),
        ("ŕŗř", "r"),
        ("śŝşš", "s"),
        ("ß", "ss"),
        ("ţť", "t"),
        ("ùúûüũūŭůűų", "u"),
        ("ŵ", "w"),
        ("ýÿŷ", "y"),
        ("źżž", "z"),
    ];
    BASES.iter().find(|(accented, _)| accented.contains(c)).map(|(_, plain)| *plain)
}
