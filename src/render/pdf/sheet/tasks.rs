//! Items that share their words, as one block of the page.

use serde::Serialize;

use super::fill::{Extent, Fill, Filler};
use super::handouts::letter;
use crate::markdown::Doc;
use crate::render::pdf::code::CodeText;
use crate::render::pdf::ink::Ink;
use crate::render::pdf::prose::{Node, Run, Writer};
use crate::view::checklist::{Accountable, Group, Line, Verify, words};
use crate::vocabulary::Scope;

/// Rows with fewer characters stay whole.
const SHORT_ROW: usize = 900;

/// A task: its words once, and its items.
#[derive(Serialize)]
pub(super) struct Task {
    title: String,
    control: String,
    href: Option<String>,
    priority: &'static str,
    priority_word: String,
    cadence: String,
    /// Whether its scope is wider than a service: then other places only call for it.
    wide: bool,
    /// The places of its one item, where they are a list of their own.
    places: String,
    objective: Vec<Node>,
    /// Who is accountable for what, where it is the same for every item.
    duties: Vec<Who>,
    items: Vec<Item>,
    steps: Vec<Node>,
    verify: Vec<Check>,
    evidence: Vec<Vec<Node>>,
    provider: String,
    statement: Vec<Node>,
    provider_evidence: Vec<Vec<Node>>,
    /// Whether a row that shows what is inherited may break over two pages. One that is higher than a page must: what does
    /// not fit would be lost.
    breakable: bool,
    requirements: Vec<Pair>,
    checks: Vec<Pair>,
}

/// One box.
#[derive(Serialize)]
struct Item {
    /// The key, where it says more than the control's id above it.
    key: Option<String>,
    place: String,
    /// Who is accountable, as names.
    who: String,
    /// With their duties, where they are not the same for the whole task.
    duties: Vec<Who>,
    /// Its places, where they are a list and the task has other items too.
    places: String,
    team: Option<String>,
    /// Where it is filled in; `None` for what nobody has to do.
    fill: Option<Fill>,
}

/// A party and its duties.
#[derive(Serialize, PartialEq)]
struct Who {
    name: String,
    provider: bool,
    duties: Vec<String>,
}

/// A way to see that it is done.
#[derive(Serialize)]
struct Check {
    say: Vec<Run>,
    run: Option<CodeText>,
    expect: Vec<Run>,
}

/// A name and its ids.
#[derive(Serialize)]
struct Pair {
    name: String,
    ids: Vec<String>,
}

/// What tasks are written with.
pub(super) struct Desk<'d, 'f, 'p> {
    pub(super) writer: Writer<'d, 'f>,
    pub(super) filler: &'d mut Filler<'p>,
    /// Whether the words are printed that stand in another checklist too.
    pub(super) full: bool,
}

/// The tasks of a group, with places to fill in as far as they go.
pub(super) fn tasks(group: &Group<'_>, desk: &mut Desk<'_, '_, '_>, extent: Option<Extent>) -> Vec<Task> {
    let mut task = |lines: &Vec<&Line<'_>>| match desk.full {
        true => Task::new(lines, desk, extent),
        false => {
            let bare: Vec<Line<'_>> = lines.iter().map(|line| without_words(line)).collect();
            Task::new(&bare.iter().collect::<Vec<_>>(), desk, extent)
        }
    };
    crate::view::checklist::tasks(group).iter().map(&mut task).collect()
}

fn without_words<'m>(line: &Line<'m>) -> Line<'m> {
    Line { objective: &NO_WORDS, steps: &NO_WORDS, statement: None, verify: &[], requirements: Vec::new(), checks: &[], ..line.clone() }
}

static NO_WORDS: Doc = Doc::EMPTY;

impl Task {
    fn new(lines: &[&Line<'_>], desk: &mut Desk<'_, '_, '_>, extent: Option<Extent>) -> Self {
        let first = lines[0];
        desk.writer.ink.at(first.span, first.control);
        let mut item = |line: &Line<'_>| {
            let fill = extent.map(|extent| desk.filler.item(line, extent, desk.writer.ink));
            Item::new(line, (!same(lines), lines.len() > 1), fill, desk.writer.ink)
        };
        let items = lines.iter().map(|line| item(line)).collect();
        let writer = &mut desk.writer;
        let shared = lines.iter().find(|line| line.holders.iter().any(|holder| holder.provider)).copied();
        let href = writer.site.map(|site| format!("{site}controls/{}.html", first.control));
        let provider = shared.and_then(|line| line.holders.iter().find(|holder| holder.provider)).map_or("", |holder| holder.name);
        Self {
            title: writer.ink.words(first.title),
            control: writer.ink.words(first.control),
            href,
            priority: letter(first.priority),
            priority_word: words::capital(&words::word(first.priority)),
            cadence: words::capital(&words::word(first.cadence)),
            wide: first.scope != Scope::Service,
            places: if lines.len() == 1 { places(first, writer.ink) } else { String::new() },
            objective: writer.doc(first.objective),
            duties: if same(lines) { whose(&first.holders, writer.ink) } else { Vec::new() },
            items,
            steps: writer.doc(first.steps),
            verify: first.verify.iter().map(|verify| Check::new(verify, writer)).collect(),
            evidence: writer.docs(first.evidence),
            provider: writer.ink.words(provider),
            statement: shared.and_then(|line| line.statement).map(|statement| writer.doc(statement)).unwrap_or_default(),
            provider_evidence: shared.map(|line| writer.docs(line.provider_evidence)).unwrap_or_default(),
            breakable: first.statement.map_or(0, |statement| statement.plain().len()) + first.evidence.len() * 60 + lines.len() * 20 > SHORT_ROW,
            requirements: first.requirements.iter().map(|(framework, ids)| Pair::new(framework, ids.iter().copied(), writer.ink)).collect(),
            checks: first.checks.iter().map(|(tool, ids)| Pair::new(tool, ids.iter().map(String::as_str), writer.ink)).collect(),
        }
    }
}

impl Item {
    fn new(line: &Line<'_>, (own_duties, own_places): (bool, bool), fill: Option<Fill>, ink: &mut Ink<'_>) -> Self {
        let who: Vec<&str> = line.holders.iter().map(|holder| holder.name).collect();
        Self {
            key: (line.key != line.control).then(|| ink.words(&line.key)),
            place: ink.words(&words::place(line)),
            who: ink.words(&who.join(", ")),
            duties: if own_duties { whose(&line.holders, ink) } else { Vec::new() },
            places: if own_places { places(line, ink) } else { String::new() },
            team: line.team.map(|team| ink.words(team)),
            fill,
        }
    }
}

impl Check {
    fn new(verify: &Verify, writer: &mut Writer<'_, '_>) -> Self {
        Self {
            say: writer.sentence(&verify.say),
            run: verify.run.as_ref().map(|run| CodeText::block(writer.ink.code(run.trim_end()))),
            expect: verify.expect.as_ref().map(|expect| writer.sentence(expect)).unwrap_or_default(),
        }
    }
}

impl Pair {
    fn new<'i>(name: &str, ids: impl Iterator<Item = &'i str>, ink: &mut Ink<'_>) -> Self {
        Self { name: ink.words(name), ids: ids.map(|id| ink.code(id)).collect() }
    }
}

fn places(line: &Line<'_>, ink: &mut Ink<'_>) -> String {
    if words::listed_apart(line) { ink.words(&words::callers(&line.called_by)) } else { String::new() }
}

fn whose(holders: &[Accountable<'_>], ink: &mut Ink<'_>) -> Vec<Who> {
    let mut who = |holder: &Accountable<'_>| Who {
        name: ink.words(holder.name),
        provider: holder.provider,
        duties: holder.duties.iter().map(|(_, says)| ink.words(says)).collect(),
    };
    holders.iter().map(&mut who).collect()
}

fn same(lines: &[&Line<'_>]) -> bool {
    lines.iter().all(|line| same_duties(line, lines[0]))
}

fn same_duties(one: &Line<'_>, other: &Line<'_>) -> bool {
    let duties = |line: &Line<'_>| {
        line.holders
            .iter()
            .map(|holder| (holder.party.to_owned(), holder.duties.iter().map(|duty| duty.0.to_owned()).collect::<Vec<_>>()))
            .collect::<Vec<_>>()
    };
    duties(one) == duties(other)
}
