//! The index of controls, and a page for each: what to do and how to prove it.

use serde::Serialize;

use crate::markdown::{Block, Doc, Inline};
use crate::model::{Cadence, Control, Domain, Guidance, Holder, Id, Model, Priority, Relation, Role, Side, Verify};
use crate::view::address;
use crate::view::site::book::{Book, cadence, first_words, mode};
use crate::view::site::items::in_sentence;
use crate::view::site::page::{Body, Head, Page};
use crate::view::site::parts::{Chip, Link, ProseId};
use crate::view::site::sheaf::Sheaf;
use crate::view::site::terms::FirstUses;
use crate::vocabulary::Vocabulary;

/// The index of controls.
#[derive(Debug, Clone, Serialize)]
pub struct Controls {
    /// The domains that have controls.
    pub domains: Vec<DomainBlock>,
    /// How many controls there are.
    pub count: usize,
    /// The priorities that controls have; none where the controls are not listed here.
    pub priorities: Vec<&'static str>,
    /// The cadences that controls have: the word of files, and the words for readers.
    pub cadences: Vec<(&'static str, &'static str)>,
}

/// With more controls than this, every domain has a page of its own: the index would be too long for a browser to be quick.
const MOST: usize = 400;

/// A domain and its controls.
#[derive(Debug, Clone, Serialize)]
pub struct DomainBlock {
    /// Its id.
    pub id: String,
    /// Ids that it had before: their anchors lead here too.
    pub was: Vec<String>,
    /// Its name.
    pub name: String,
    /// What belongs in it.
    pub about: Option<ProseId>,
    /// How many controls it has.
    pub count: usize,
    /// Its controls; none where they have a page of their own.
    pub rows: Vec<ControlRow>,
    /// That page.
    pub page: Option<String>,
    /// How many of its controls have each priority, most urgent first; told where the controls themselves are not.
    pub priorities: Vec<(String, usize)>,
}

/// A control in the index.
#[derive(Debug, Clone, Serialize)]
pub struct ControlRow {
    /// Its title and page.
    pub link: Link,
    /// Its domain, and where that is listed.
    pub domain: Link,
    /// How much it matters.
    pub priority: &'static str,
    /// How often it is done: the word of files.
    pub cadence_id: &'static str,
    /// How often it is done.
    pub cadence: &'static str,
    /// How often it appears.
    pub scope: &'static str,
    /// Which sides have it somewhere: `customer`, `provider`, or both.
    pub sides: String,
    /// On how many services and variants the customer's side has a part in it.
    pub customer: usize,
    /// On how many the provider's side does it alone.
    pub provider: usize,
}

/// The page of a control.
#[derive(Debug, Clone, Serialize)]
pub struct ControlPage {
    /// Its id.
    pub id: String,
    /// How much it matters.
    pub priority: &'static str,
    /// How often it is done.
    pub cadence: &'static str,
    /// How often it appears.
    pub scope: &'static str,
    /// What the customer's part is.
    pub mode: &'static str,
    /// Its domain.
    pub domain: Link,
    /// The duties it serves.
    pub duties: Vec<Link>,
    /// What is achieved, and why.
    pub objective: Option<ProseId>,
    /// What each side does.
    pub parts: Vec<Part>,
    /// Words for single services.
    pub on: Vec<Part>,
    /// Where the customer's side has a part in it.
    pub customer_places: Vec<Link>,
    /// Where the provider's side does it alone.
    pub provider_places: Vec<Link>,
    /// Ids of automated checks, by tool.
    pub checks: Vec<(String, Vec<String>)>,
    /// Requirements that it helps to satisfy, by framework.
    pub satisfies: Vec<Satisfies>,
    /// Other names.
    pub aliases: Vec<String>,
}

/// What a party does, how it is verified, what proves it.
#[derive(Debug, Clone, Serialize)]
pub struct Part {
    /// Its anchor.
    pub id: String,
    /// The heading.
    pub title: String,
    /// The party, or for one service its page.
    pub chip: Option<Chip>,
    /// The service, for words about one.
    pub place: Option<Link>,
    /// What the provider states.
    pub statement: Option<ProseId>,
    /// What to do.
    pub steps: Option<ProseId>,
    /// How to see that it is done.
    pub verify: Vec<VerifyBlock>,
    /// What proves it.
    pub evidence: Vec<ProseId>,
}

/// A way to see that something is done.
#[derive(Debug, Clone, Serialize)]
pub struct VerifyBlock {
    /// What holds when it is done.
    pub say: Option<ProseId>,
    /// A command to run, and its language.
    pub run: Option<String>,
    /// The language of the command.
    pub lang: String,
    /// What a good answer looks like.
    pub expect: Option<ProseId>,
}

/// Requirements of one framework.
#[derive(Debug, Clone, Serialize)]
pub struct Satisfies {
    /// The framework.
    pub link: Link,
    /// Its requirements.
    pub rows: Vec<SatisfiesRow>,
}

/// A requirement that a control helps to satisfy.
#[derive(Debug, Clone, Serialize)]
pub struct SatisfiesRow {
    /// Its id and its row.
    pub link: Link,
    /// Its title.
    pub title: String,
    /// How the two relate.
    pub relation: &'static str,
    /// Why.
    pub because: Option<String>,
}

/// The index and the page of every control.
pub fn sheaves(model: &Model) -> Vec<Sheaf> {
    let control = |id: Id<Control>| Sheaf::page("controls", &address::control(model, id), move |book| page(book, id));
    std::iter::once(Sheaf::page("controls", "controls/index.html", index)).chain(model.controls.ids().map(control)).collect()
}

/// Whether the domains have pages of their own.
pub fn by_domain(model: &Model) -> bool {
    model.controls.len() > MOST
}

fn index(book: &Book) -> Page {
    let model = book.model;
    let domains = model.domains.rows().iter().filter(|domain| !domain.controls.is_empty());
    let domains: Vec<DomainBlock> = domains.map(|domain| block(book, domain)).collect();
    let mut head = Head::new("controls/index.html", "Controls", "controls")
        .about("What the accountable party does about each duty, how that is verified, and what proves it.");
    head.toc = domains.iter().map(|domain| Link::new(&domain.name, format!("#domain-{}", domain.id))).collect();
    let listed = !by_domain(model);
    let has_priority = |wanted| listed && model.controls.rows().iter().any(|control| control.priority == wanted);
    let has_cadence = |wanted| model.controls.rows().iter().any(|control| control.cadence == wanted);
    let body = Controls {
        domains,
        count: model.controls.len(),
        priorities: Priority::WORDS.iter().filter(|(_, entry)| has_priority(*entry)).map(|(word, _)| *word).collect(),
        cadences: Cadence::WORDS.iter().filter(|(_, entry)| has_cadence(*entry)).map(|&(word, entry)| (word, cadence(entry))).collect(),
    };
    Page { head, body: Body::Controls(body) }
}

fn block(book: &Book, domain: &Domain) -> DomainBlock {
    let own = by_domain(book.model);
    let count = |priority: Priority| domain.controls.iter().filter(|&&id| book.model.controls[id].priority == priority).count();
    let priorities = Priority::WORDS.iter().map(|&(word, priority)| (word.to_owned(), count(priority)));
    DomainBlock {
        id: domain.meta.id.clone(),
        was: book.was("domain", &domain.meta.id),
        name: domain.name.clone(),
        about: book.prose(&domain.about),
        count: domain.controls.len(),
        rows: if own { Vec::new() } else { domain.controls.iter().map(|&id| row(book, id)).collect() },
        page: own.then(|| address::by("domain", &domain.meta.id)),
        priorities: priorities.filter(|(_, count)| own && *count > 0).collect(),
    }
}

/// A control as a row of a list.
pub fn row(book: &Book, id: Id<Control>) -> ControlRow {
    let control = &book.model.controls[id];
    let domain = &book.model.domains[control.domain];
    let (customer, provider) = places(book, id);
    let sides = [("customer", &customer), ("provider", &provider)].into_iter().filter(|(_, places)| !places.is_empty());
    let sides: Vec<&str> = sides.map(|(side, _)| side).collect();
    ControlRow {
        link: Link::new(&control.title, address::control(book.model, id)),
        domain: Link::new(&domain.name, address::domain(book.model, control.domain)),
        priority: control.priority.word(),
        cadence_id: control.cadence.word(),
        cadence: cadence(control.cadence),
        scope: control.scope.word(),
        sides: sides.join(" "),
        customer: customer.len(),
        provider: provider.len(),
    }
}

/// Where the customer's side has a part in a control, and where the provider's side does it alone.
fn places(book: &Book, id: Id<Control>) -> (Vec<Link>, Vec<Link>) {
    let model = book.model;
    let control = &model.controls[id];
    let side_of = |place, duty: &Id<_>| match model.holder(place, *duty) {
        Holder::Party(party) => Some(model.parties[party].side),
        Holder::NotApplicable | Holder::Unassigned => None,
    };
    let (mut customer, mut provider) = (Vec::new(), Vec::new());
    for &place in &control.places {
        let sides: Vec<Side> = control.duties.iter().filter_map(|duty| side_of(place, duty)).collect();
        let link = Link::new(&model.places[place].name, address::place(model, place));
        match sides.contains(&Side::Customer) {
            true => customer.push(link),
            false if !sides.is_empty() => provider.push(link),
            false => {}
        }
    }
    (customer, provider)
}

fn page(book: &Book, id: Id<Control>) -> Page {
    let model = book.model;
    let control = &model.controls[id];
    let domain = &model.domains[control.domain];
    let body = body(book, id);
    let domain_url = address::domain(model, control.domain);
    let parts: Vec<(bool, &str, &str)> = body.parts.iter().map(|part| (true, part.title.as_str(), part.id.as_str())).collect();
    let neighbour = |&id: &Id<Control>| Link::new(&model.controls[id].title, address::control(model, id));
    let head = Head::new(address::control(model, id), &control.title, "controls")
        .about(first_words(&control.objective, 180))
        .below("Controls", "controls/index.html")
        .below(&domain.name, &domain_url)
        .contents(parts)
        .contents([
            (!body.on.is_empty(), "On single services", "on"),
            (true, "Where it applies", "where"),
            (!body.satisfies.is_empty(), "Requirements", "requirements"),
            (!body.checks.is_empty(), "Automated checks", "checks"),
        ])
        .among(&domain.name, (id, &domain.controls), neighbour, &domain_url)
        .meta(book, &control.meta);
    Page { head, body: Body::Control(Box::new(body)) }
}

fn body(book: &Book, id: Id<Control>) -> ControlPage {
    let model = book.model;
    let control = &model.controls[id];
    let domain = &model.domains[control.domain];
    let duty = |&id: &Id<crate::model::Duty>| Link::new(&model.duties[id].says, format!("model.html#duty-{}", model.duties[id].meta.id));
    let (customer_places, provider_places) = places(book, id);
    let mut terms = FirstUses::new(book);
    ControlPage {
        id: control.meta.id.clone(),
        priority: control.priority.word(),
        cadence: cadence(control.cadence),
        scope: control.scope.word(),
        mode: mode(control.mode),
        domain: Link::new(&domain.name, address::domain(model, control.domain)),
        duties: control.duties.iter().map(duty).collect(),
        objective: book.prose_with_terms(&control.objective, &mut terms),
        parts: control.by.iter().map(|(role, guidance)| by(book, *role, guidance, &mut terms)).collect(),
        on: control.on.iter().map(|(place, guidance)| on(book, *place, guidance, &mut terms)).collect(),
        customer_places,
        provider_places,
        checks: control.checks.clone(),
        satisfies: satisfies(book, control),
        aliases: control.aliases.clone(),
    }
}

fn by(book: &Book, role: Role, guidance: &Guidance, terms: &mut FirstUses<'_>) -> Part {
    let chip = match role {
        Role::Provider => Chip { kind: "provider", word: book.provider_name() },
        Role::Customer => Chip { kind: "customer", word: book.customer_name() },
        Role::Party(party) => book.party(party),
    };
    let id = format!("by-{}", chip.word.to_lowercase().replace(' ', "-"));
    part(book, guidance, terms, Part { title: format!("What {} does", in_sentence(chip.word.clone())), chip: Some(chip), ..empty(id) })
}

fn on(book: &Book, place: Id<crate::model::Place>, guidance: &Guidance, terms: &mut FirstUses<'_>) -> Part {
    let entry = &book.model.places[place];
    let link = Link::new(&entry.name, address::place(book.model, place));
    let id = format!("on-{}", entry.meta.id.replace('/', "-"));
    part(book, guidance, terms, Part { title: format!("On {}", entry.name), place: Some(link), ..empty(id) })
}

fn empty(id: String) -> Part {
    Part { id, title: String::new(), chip: None, place: None, statement: None, steps: None, verify: Vec::new(), evidence: Vec::new() }
}

fn part(book: &Book, guidance: &Guidance, terms: &mut FirstUses<'_>, named: Part) -> Part {
    let words = |text: &str| book.prose(&with_code(text));
    let verify = |entry: &Verify| VerifyBlock {
        say: words(&entry.say),
        run: entry.run.clone(),
        lang: entry.lang.clone(),
        expect: entry.expect.as_deref().and_then(words),
    };
    Part {
        statement: book.prose_with_terms(&guidance.statement, terms),
        steps: book.prose_with_terms(&guidance.steps, terms),
        verify: guidance.verify.iter().map(verify).collect(),
        evidence: guidance.evidence.iter().filter_map(|doc| book.prose(doc)).collect(),
        ..named
    }
}

/// A line of words, with code between backticks.
fn with_code(text: &str) -> Doc {
    let part = |(at, part): (usize, &str)| if at % 2 == 1 { Inline::Code(part.to_owned()) } else { Inline::Text(part.to_owned()) };
    Doc::new(vec![Block::Paragraph(text.split('`').enumerate().map(part).collect())], Vec::new())
}

fn satisfies(book: &Book, control: &Control) -> Vec<Satisfies> {
    let model = book.model;
    let mut found: Vec<Satisfies> = Vec::new();
    for mapping in &control.satisfies {
        let framework = &model.frameworks[mapping.framework];
        let entry = &framework.requirements[mapping.requirement];
        let row = SatisfiesRow {
            link: Link::new(&entry.id, address::requirement(model, mapping.framework, mapping.requirement)),
            title: entry.title.clone(),
            relation: relation(mapping.relation),
            because: mapping.because.clone(),
        };
        match found.iter_mut().find(|entry| entry.link.text == framework.short) {
            Some(entry) => entry.rows.push(row),
            None => found.push(Satisfies { link: Link::new(&framework.short, address::framework(model, mapping.framework)), rows: vec![row] }),
        }
    }
    found
}

/// How a control relates to a requirement, in a word or two.
pub fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Equal => "equal to",
        Relation::Equivalent => "equivalent to",
        Relation::Subset => "part of",
        Relation::Superset => "more than",
        Relation::Intersects => "overlaps",
    }
}
