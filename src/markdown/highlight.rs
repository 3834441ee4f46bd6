//! Code into runs with a class of ours each: the page says what a run is, the style sheet says how it looks.
//!
//! The only user of the highlighting library. Its set of languages is loaded once (three milliseconds) and a
//! language's expressions are compiled when it is first met. PowerShell is not in the set and has its own scanner.

mod powershell;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use crate::timings::{Stage, timed};

/// A stretch of code of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// What it is, as a class of the style sheet: see [`CLASSES`]; `None` for plain text.
    pub class: Option<&'static str>,
    /// The characters.
    pub text: String,
}

/// Every class that a run may have: comment, string, number or constant, keyword, function or command, variable,
/// type or section, key or option, operator or prompt.
pub const CLASSES: [&str; 9] = ["c", "s", "n", "k", "f", "v", "t", "a", "o"];

/// More code than this in one block, or in one line, is shown plain: the cost of a line grows faster than its length.
const LONGEST: (usize, usize) = (100_000, 2_000);

/// Blocks by language and text.
type Known = BTreeMap<(String, String), Arc<[Run]>>;

/// How many blocks are remembered before all of them are forgotten.
const REMEMBERED: usize = 20_000;

/// Splits `code` into runs; their texts joined are `code` again. A language that is not known gives one plain run.
/// What was asked before is remembered: pages share blocks, and a served book is built again and again.
pub fn highlight(lang: &str, code: &str) -> Arc<[Run]> {
    static KNOWN: Mutex<Known> = Mutex::new(BTreeMap::new());
    let key = (lang.to_owned(), code.to_owned());
    if let Some(runs) = KNOWN.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
        return Arc::clone(runs);
    }
    // The lock is not held meanwhile: two threads may do the same work, and nobody waits.
    let runs: Arc<[Run]> = timed(Stage::Highlight, || split(lang, code)).into();
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if known.len() >= REMEMBERED {
        known.clear();
    }
    known.insert(key, Arc::clone(&runs));
    runs
}

fn split(lang: &str, code: &str) -> Vec<Run> {
    if code.len() > LONGEST.0 || code.lines().any(|line| line.len() > LONGEST.1) {
        return plain(code);
    }
    match lang {
        "console" | "shell-session" | "shellsession" => console(code),
        "powershell" | "pwsh" | "ps1" => powershell::runs(code),
        _ => tools().syntax(lang).and_then(|syntax| runs(syntax, code)).unwrap_or_else(|| plain(code)),
    }
}

/// The languages, and what their scopes mean to us.
struct Tools {
    set: SyntaxSet,
    classes: Vec<(Scope, Meaning)>,
    key: Scope,
    string: Scope,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Meaning {
    Class(&'static str),
    /// Plain, whatever stands around it.
    Plain,
    /// What stands around it decides.
    Outer,
}

/// The first scope that matches decides, so that what is more special comes first.
const MEANINGS: [(&str, Meaning); 31] = [
    ("comment", Meaning::Class("c")),
    ("string.unquoted", Meaning::Plain),
    ("string", Meaning::Class("s")),
    ("constant.character.escape", Meaning::Class("o")),
    ("constant", Meaning::Class("n")),
    ("keyword.operator", Meaning::Class("o")),
    ("keyword.other.interpolation", Meaning::Class("o")),
    ("keyword.name", Meaning::Class("a")),
    ("keyword", Meaning::Class("k")),
    ("storage", Meaning::Class("k")),
    ("entity.name.function", Meaning::Class("f")),
    ("entity.name.tag", Meaning::Class("a")),
    ("entity.other.attribute-name", Meaning::Class("a")),
    ("entity", Meaning::Class("t")),
    ("support.function", Meaning::Class("f")),
    ("support.constant", Meaning::Class("v")),
    ("support.type.property-name", Meaning::Class("a")),
    ("support", Meaning::Class("t")),
    ("variable.function", Meaning::Class("f")),
    ("variable.annotation", Meaning::Class("f")),
    ("variable.parameter.option", Meaning::Class("a")),
    ("variable", Meaning::Class("v")),
    ("punctuation.definition.variable", Meaning::Class("v")),
    ("punctuation.section.expansion", Meaning::Class("v")),
    ("punctuation.section.interpolation", Meaning::Class("o")),
    ("punctuation.definition.string", Meaning::Outer),
    ("punctuation.definition.comment", Meaning::Outer),
    ("punctuation.definition.parameter", Meaning::Outer),
    ("punctuation.definition.annotation", Meaning::Outer),
    ("punctuation", Meaning::Plain),
    ("invalid", Meaning::Plain),
];

fn tools() -> &'static Tools {
    static TOOLS: OnceLock<Tools> = OnceLock::new();
    TOOLS.get_or_init(|| Tools {
        set: two_face::syntax::extra_newlines(),
        classes: MEANINGS.iter().map(|(scope, meaning)| (named(scope), *meaning)).collect(),
        key: named("meta.mapping.key"),
        string: named("string"),
    })
}

fn named(scope: &str) -> Scope {
    Scope::new(scope).expect("the names in MEANINGS have fewer parts than a scope may have")
}

impl Tools {
    fn syntax(&self, lang: &str) -> Option<&SyntaxReference> {
        let token = match lang {
            "" | "text" | "txt" | "plain" | "output" => return None,
            "shell" | "zsh" => "bash",
            "hcl" | "terraform" => "tf",
            "docker" => "dockerfile",
            "jsonc" | "json5" => "json",
            other => other,
        };
        self.set.find_syntax_by_token(token)
    }

    fn class(&self, stack: &ScopeStack) -> Option<&'static str> {
        let scopes = stack.as_slice();
        let meaning = |scope: &Scope| self.classes.iter().find(|(known, _)| known.is_prefix_of(*scope)).map(|(_, meaning)| *meaning);
        let decisive = |scope: &&Scope| meaning(scope).is_some_and(|meaning| meaning != Meaning::Outer);
        let scope = scopes.iter().rev().find(decisive)?;
        if self.string.is_prefix_of(*scope) && scopes.iter().any(|outer| self.key.is_prefix_of(*outer)) {
            return Some("a");
        }
        match meaning(scope) {
            Some(Meaning::Class(class)) => Some(class),
            _ => None,
        }
    }
}

fn plain(code: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    push(&mut runs, None, code);
    runs
}

/// Adds text to the last run if that has the same class.
fn push(runs: &mut Vec<Run>, class: Option<&'static str>, text: &str) {
    match runs.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.class == class => last.text.push_str(text),
        _ => runs.push(Run { class, text: text.to_owned() }),
    }
}

/// `None` where an expression of the language gives up on the code.
fn runs(syntax: &SyntaxReference, code: &str) -> Option<Vec<Run>> {
    let tools = tools();
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut runs = Vec::new();
    for line in code.split_inclusive('\n') {
        // The languages are written for lines that end; an end that is not there is taken away again.
        let ended = line.strip_suffix('\n').map_or_else(|| format!("{line}\n"), |_| line.to_owned());
        let mut at = 0;
        for (to, operation) in state.parse_line(&ended, &tools.set).ok()? {
            let to = to.min(line.len());
            push(&mut runs, tools.class(&stack), line.get(at..to)?);
            at = to;
            stack.apply(&operation).ok()?;
        }
        push(&mut runs, tools.class(&stack), line.get(at..)?);
    }
    Some(runs)
}

/// A session at a prompt: lines after a prompt (and those that a backslash joins to them) are commands, the rest is output.
fn console(code: &str) -> Vec<Run> {
    let mut out = Vec::new();
    let mut lines = code.split_inclusive('\n');
    while let Some(line) = lines.next() {
        let Some(prompt) = ["$ ", "# ", "> "].into_iter().find(|prompt| line.starts_with(prompt)) else {
            push(&mut out, None, line);
            continue;
        };
        let mut command = line[prompt.len()..].to_owned();
        while command.trim_end().ends_with('\\') {
            let Some(next) = lines.next() else { break };
            command.push_str(next);
        }
        push(&mut out, Some("o"), prompt);
        highlight("bash", &command).iter().for_each(|run| push(&mut out, run.class, &run.text));
    }
    out
}
