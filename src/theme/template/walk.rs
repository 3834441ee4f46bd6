//! Follows every name of the templates, page kind by page kind, and tells those that exist nowhere.
//!
//! A template may have a part in many pages, and a component is called with many views: what exists on one of them is right.

use std::collections::{BTreeMap, BTreeSet};

use crate::theme::template::component::{Component, components};
use crate::theme::template::scan::{Placed, Tag, Token, closing, dotted, path_end, statement, tags, trimmed};
use crate::theme::template::views::{Kind, Names, Views};

/// A name that does not exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Missing {
    /// The template.
    pub(super) template: String,
    /// The byte at which the name stands.
    pub(super) at: usize,
    /// The name.
    pub(super) name: String,
    /// Whether it stands behind a dot.
    pub(super) field: bool,
    /// What exists there.
    pub(super) names: BTreeSet<String>,
}

/// Includes and calls that go deeper than this lead nowhere new: the engine stops such a page.
const DEEPEST: usize = 30;

/// Words of an expression that name nothing.
const WORDS: [&str; 18] = [
    "and",
    "or",
    "not",
    "in",
    "is",
    "if",
    "elif",
    "else",
    "true",
    "True",
    "false",
    "False",
    "none",
    "None",
    "null",
    "loop",
    "__tera_context",
    "super",
];

/// The names that exist on none of the pages that the templates (name and text) make, in the order of the templates.
pub(super) fn missing<'t>(texts: &BTreeMap<&'t str, &'t str>) -> Vec<Missing> {
    let tags: BTreeMap<&str, Vec<Tag<'t>>> = texts.iter().map(|(name, text)| (*name, tags(text))).collect();
    let mut walk = Walk { tags: &tags, components: components(&tags), views: Views::get(), calls: BTreeSet::new(), found: BTreeMap::new() };
    for (template, names) in walk.views.templates() {
        let names = names.iter().map(|(name, kind)| ((*name).to_owned(), kind.clone())).collect();
        walk.page(template, &mut Scope { frames: vec![names] }, 0);
    }
    walk.found.into_values().flatten().collect()
}

/// The names that can be used, the nearest frame last.
#[derive(Clone)]
struct Scope {
    frames: Vec<BTreeMap<String, Kind>>,
}

impl Scope {
    fn find(&self, name: &str) -> Option<&Kind> {
        self.frames.iter().rev().find_map(|frame| frame.get(name))
    }

    fn set(&mut self, name: &str, kind: Kind, everywhere: bool) {
        let frame = if everywhere { self.frames.first_mut() } else { self.frames.last_mut() };
        frame.map(|frame| frame.insert(name.to_owned(), kind));
    }

    fn names(&self) -> BTreeSet<String> {
        self.frames.iter().flat_map(|frame| frame.keys().cloned()).collect()
    }
}

struct Walk<'w, 't> {
    tags: &'w BTreeMap<&'t str, Vec<Tag<'t>>>,
    components: BTreeMap<String, Component<'t>>,
    views: &'static Views,
    /// Calls that were followed: the component, and what it was given.
    calls: BTreeSet<(String, Vec<Kind>)>,
    /// For every place that was looked at, what is missing there; nothing where the name exists on some page.
    found: BTreeMap<(String, usize), Option<Missing>>,
}

/// A template that is being followed, and how deep it lies in others.
#[derive(Clone, Copy)]
struct Here<'t> {
    template: &'t str,
    depth: usize,
}

impl<'t> Walk<'_, 't> {
    /// The template of a page: what it extends goes first, so that names set there are known.
    fn page(&mut self, template: &str, scope: &mut Scope, depth: usize) {
        let Some((&template, tags)) = self.tags.get_key_value(template).filter(|_| depth < DEEPEST) else { return };
        let parent = tags.first().map(statement).and_then(|tokens| match tokens {
            [(Token::Word("extends"), _), (Token::Text(parent), _), ..] => Some(*parent),
            _ => None,
        });
        if let Some(parent) = parent {
            self.page(parent, scope, depth + 1);
        }
        self.tags(Here { template, depth }, tags, scope);
    }

    fn tags(&mut self, here: Here<'t>, tags: &[Tag<'t>], scope: &mut Scope) {
        let mut in_component = false;
        for tag in tags {
            let tokens = trimmed(&tag.tokens);
            match tokens.first() {
                Some((Token::Word("component"), _)) if !tag.shows => in_component = true,
                Some((Token::Word("endcomponent"), _)) if !tag.shows => in_component = false,
                // A component is followed where it is called.
                _ if in_component => {}
                _ if tag.shows => drop(self.expression(here, tokens, scope)),
                _ => self.statement(here, tokens, scope),
            }
        }
    }

    fn statement(&mut self, here: Here<'t>, tokens: &[Placed<'t>], scope: &mut Scope) {
        match tokens {
            [(Token::Word("for"), _), rest @ ..] => self.begin_loop(here, rest, scope),
            [(Token::Word("endfor"), _), ..] => drop((scope.frames.len() > 1).then(|| scope.frames.pop())),
            [(Token::Word(set @ ("set" | "set_global")), _), (Token::Word(name), _), rest @ ..] => {
                let kind = match rest {
                    [(Token::Mark("="), _), value @ ..] => self.expression(here, value, scope),
                    // A block that is kept is text; its filters take what `expression` reads as arguments.
                    filters => {
                        self.expression(here, filters, scope);
                        Kind::Plain
                    }
                };
                scope.set(name, kind, *set == "set_global");
            }
            [(Token::Word("include"), _), (Token::Text(name), _), ..] if here.depth < DEEPEST => {
                if let Some((&template, tags)) = self.tags.get_key_value(name) {
                    self.tags(Here { template, depth: here.depth + 1 }, tags, &mut scope.clone());
                }
            }
            [(Token::Word("if" | "elif"), _), rest @ ..] => drop(self.expression(here, rest, scope)),
            [(Token::Word("filter"), _), (Token::Word(_), _), rest @ ..] => drop(self.expression(here, rest, scope)),
            [(Token::Mark("<"), _), (Token::Word(_), _), ..] => drop(self.expression(here, tokens, scope)),
            _ => {}
        }
    }

    fn begin_loop(&mut self, here: Here<'t>, tokens: &[Placed<'t>], scope: &mut Scope) {
        let over = tokens.iter().position(|(token, _)| *token == Token::Word("in")).map_or(tokens.len(), |at| at + 1);
        let kind = self.expression(here, &tokens[over..], scope);
        let mut frame = BTreeMap::new();
        match tokens {
            [(Token::Word(key), _), (Token::Mark(","), _), (Token::Word(value), _), ..] => {
                frame.insert((*key).to_owned(), Kind::Plain);
                frame.insert((*value).to_owned(), kind.inner());
            }
            [(Token::Word(value), _), ..] => drop(frame.insert((*value).to_owned(), kind.inner())),
            _ => {}
        }
        scope.frames.push(frame);
    }

    /// Looks at every name of an expression; gives what it stands for, where it is one name with what can be told of its filters.
    fn expression(&mut self, here: Here<'t>, tokens: &[Placed<'t>], scope: &Scope) -> Kind {
        if let [(Token::Mark("<"), _), (Token::Word(_), _), ..] = tokens {
            self.call(here, &tokens[1..], scope);
            return Kind::Plain;
        }
        // What a list in brackets is made of is named inside of them.
        if tokens.iter().any(|(token, _)| *token == Token::Word("for")) {
            return Kind::Any;
        }
        let (mut at, mut kind) = (0, Kind::Any);
        while at < tokens.len() {
            match (tokens[at].0, tokens.get(at + 1).map(|(token, _)| *token)) {
                (Token::Mark("|"), Some(Token::Word(filter))) => {
                    if let ("once", [(Token::Mark("("), _), _, _, (Token::Text(name), _), ..]) = (filter, &tokens[at + 2..]) {
                        self.component(here, name, &BTreeMap::from([("it", kind.clone())]), scope);
                    }
                    kind = filtered(filter, &kind);
                    at += 2;
                }
                (Token::Word("is"), Some(Token::Word(word))) => at += if word == "not" { 3 } else { 2 },
                // The engine knows what a loop has.
                (Token::Word("loop"), Some(Token::Mark("."))) => {
                    kind = Kind::Any;
                    at += 3;
                }
                (Token::Word(word), _) if WORDS.contains(&word) => {
                    kind = Kind::Any;
                    at += 1;
                }
                // A function, or the name of an argument.
                (Token::Word(_), Some(Token::Mark("(" | "="))) => at += 1,
                (Token::Word(_), _) => {
                    let (found, end) = self.path(here, tokens, at, scope);
                    kind = if at == 0 { found } else { Kind::Any };
                    at = end;
                }
                _ => at += 1,
            }
        }
        kind
    }

    /// A name, and the fields behind it: what it stands for, and where it ends.
    fn path(&mut self, here: Here<'t>, tokens: &[Placed<'t>], start: usize, scope: &Scope) -> (Kind, usize) {
        let end = path_end(tokens, start);
        // Whoever asks whether a name exists knows that it may not.
        let asked = match tokens.get(end..).unwrap_or_default() {
            [(Token::Word("is"), _), (Token::Word("not"), _), (Token::Word(word), _), ..] => *word == "defined" || *word == "undefined",
            [(Token::Word("is"), _) | (Token::Mark("|"), _), (Token::Word(word), _), ..] => ["defined", "undefined", "default"].contains(word),
            _ => false,
        };
        let (Token::Word(name), place) = tokens[start] else { return (Kind::Any, end) };
        let mut kind = match scope.find(name) {
            Some(kind) => self.exists(here, place, kind.clone()),
            None if asked => Kind::Any,
            None => self.lacks(here, place, (name, false), scope.names()),
        };
        let mut at = start + 1;
        while at < end {
            match (tokens[at].0, tokens.get(at + 1)) {
                (Token::Mark("." | "?."), Some(&(Token::Word(field), place))) => {
                    kind = self.field(here, place, (field, asked), &kind);
                    at += 2;
                }
                _ => {
                    let close = closing(tokens, at).min(end);
                    self.expression(here, &tokens[(at + 1).min(close)..close], scope);
                    kind = indexed(&kind, &tokens[at..close]);
                    at = close + 1;
                }
            }
        }
        (kind, end)
    }

    fn field(&mut self, here: Here<'t>, place: usize, (field, asked): (&str, bool), of: &Kind) -> Kind {
        let names = match of {
            Kind::Any | Kind::Map(_) => return self.exists(here, place, of.inner()),
            Kind::View(view) => self.views.fields(view),
            Kind::Plain | Kind::List(_) | Kind::Row(_) => None,
        };
        match names.and_then(|names: &Names| names.get(field)) {
            Some(kind) => self.exists(here, place, kind.clone()),
            None if asked => Kind::Any,
            None => {
                let known = names.into_iter().flat_map(|names| names.keys().map(|name| (*name).to_owned())).collect();
                self.lacks(here, place, (field, true), known)
            }
        }
    }

    /// Follows a call: `name it={…} kind="…" root />`.
    fn call(&mut self, here: Here<'t>, tokens: &[Placed<'t>], scope: &Scope) {
        let (name, mut at) = dotted(tokens);
        let mut given: BTreeMap<&str, Kind> = BTreeMap::new();
        while at < tokens.len() {
            match (tokens[at].0, tokens.get(at + 1).map(|(token, _)| *token), tokens.get(at + 2).map(|(token, _)| *token)) {
                (Token::Word(name), Some(Token::Mark("=")), Some(Token::Mark("{"))) => {
                    let close = closing(tokens, at + 2);
                    given.insert(name, self.expression(here, &tokens[at + 3..close], scope));
                    at = close + 1;
                }
                (Token::Word(name), Some(Token::Mark("=")), _) => {
                    given.insert(name, Kind::Plain);
                    at += 3;
                }
                (Token::Word(name), _, _) => {
                    given.insert(name, self.path(here, &tokens[at..=at], 0, scope).0);
                    at += 1;
                }
                _ => at += 1,
            }
        }
        self.component(here, &name, &given, scope);
    }

    fn component(&mut self, here: Here<'t>, name: &str, given: &BTreeMap<&str, Kind>, scope: &Scope) {
        let Some(component) = self.components.get(name).filter(|_| here.depth < DEEPEST) else { return };
        let mut frame: BTreeMap<String, Kind> = BTreeMap::from([("body".to_owned(), Kind::Plain)]);
        for (taken, around) in &component.takes {
            let found = given.get(taken).or_else(|| scope.find(taken).filter(|_| *around)).cloned();
            frame.insert((*taken).to_owned(), found.unwrap_or(Kind::Any));
        }
        if !self.calls.insert((name.to_owned(), frame.values().cloned().collect())) {
            return;
        }
        let (template, body) = (component.template, component.body.clone());
        let Some(tags) = self.tags.get(template) else { return };
        self.tags(Here { template, depth: here.depth + 1 }, &tags[body], &mut Scope { frames: vec![frame] });
    }

    fn exists(&mut self, here: Here<'t>, at: usize, kind: Kind) -> Kind {
        self.found.insert((here.template.to_owned(), at), None);
        kind
    }

    fn lacks(&mut self, here: Here<'t>, at: usize, (name, field): (&str, bool), names: BTreeSet<String>) -> Kind {
        let first = || Some(Missing { template: here.template.to_owned(), at, name: name.to_owned(), field, names: BTreeSet::new() });
        if let Some(missing) = self.found.entry((here.template.to_owned(), at)).or_insert_with(first) {
            missing.names.extend(names);
        }
        Kind::Any
    }
}

/// What an index in brackets comes to; a stretch (`[1:3]`) of a list is a list.
fn indexed(kind: &Kind, index: &[Placed<'_>]) -> Kind {
    let stretch = index.iter().any(|(token, _)| *token == Token::Mark(":"));
    match (kind, index) {
        (kind, _) if stretch => kind.clone(),
        (Kind::Row(of), [_, (Token::Number(at), _)]) => at.parse().ok().and_then(|at: usize| of.get(at).cloned()).unwrap_or(Kind::Any),
        (kind, _) => kind.inner(),
    }
}

/// What a filter makes of something.
fn filtered(filter: &str, kind: &Kind) -> Kind {
    match filter {
        "sort" | "reverse" | "unique" | "slice" | "filter" | "safe" => kind.clone(),
        "first" | "last" | "nth" | "get" => kind.inner(),
        "length" | "join" | "upper" | "lower" | "capitalize" | "title" | "prose" | "code" | "once" | "pluralize" => Kind::Plain,
        _ => Kind::Any,
    }
}
