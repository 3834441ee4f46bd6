//! A checklist as Markdown: a GFM task list that reads well as plain text and changes little between two builds.

use crate::artifact::Artifact;
use crate::markdown::write::{code, escape, fence, nest};
use crate::render::markdown::prose::{self, Prose, sentence};
use crate::view::checklist::{Accountable, Checklist, Group, Line, PlaceLine, Verify, digest, tasks, words};
use crate::vocabulary::{Scope, State};

/// The file `checklists/<stem>.md`. `site_url` is where the site is published; empty, links lead to the neighbouring pages.
pub fn checklist(checklist: &Checklist<'_>, site_url: &str) -> Artifact {
    let prose = Prose { links: &checklist.links, root: prose::root(site_url) };
    let mut out: Vec<String> = front_matter(checklist);
    out.push(format!("# Checklist: {}", escape(&checklist.title)));
    out.push(escape(&checklist.about));
    out.push(format!("[On the site]({}{})", prose.root, checklist.page));
    covers(&checklist.places, &mut out);
    for group in &checklist.groups {
        out.push(format!("## {}", escape(&group.title)));
        tasks(group).iter().for_each(|task| write_task(task, &prose, &mut out));
    }
    along(&checklist.along, &prose, &mut out);
    inherited(&checklist.inherited, checklist.along.is_empty(), &prose, &mut out);
    let mut text = out.join("\n\n");
    text.push('\n');
    Artifact::new(format!("checklists/{}.md", checklist.stem), text)
}

/// YAML between two lines of hyphens; strings are quoted as JSON quotes them, which YAML reads alike.
fn front_matter(checklist: &Checklist<'_>) -> Vec<String> {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let count = |groups: &[Group<'_>]| groups.iter().map(|group| group.items.len()).sum::<usize>();
    let boxes: usize = checklist.to_tick().map(|group| group.items.len()).sum();
    let lines = [
        "---".to_owned(),
        format!("title: {}", quoted(&format!("Checklist: {}", checklist.title))),
        format!("selector: {}", quoted(&checklist.selector)),
        format!("date: {}", checklist.date),
        format!("revision: {}", quoted(&checklist.revision)),
        format!("items: {boxes}"),
        format!("inherited: {}", count(&checklist.inherited)),
        format!("hash: {}", quoted(&digest(checklist))),
        "---".to_owned(),
    ];
    vec![lines.join("\n")]
}

fn covers(places: &[PlaceLine<'_>], out: &mut Vec<String>) {
    if places.len() < 2 {
        return;
    }
    out.push("## What it covers".to_owned());
    out.push(places.iter().map(|place| format!("- {}", with_ways(place))).collect::<Vec<_>>().join("\n"));
}

/// A place's name and the ways that led to it.
fn with_ways(place: &PlaceLine<'_>) -> String {
    let name = escape(place.name);
    if place.paths.is_empty() {
        return name;
    }
    let ways: Vec<String> = place.paths.iter().map(|path| escape(path)).collect();
    format!("{name} ({})", ways.join("; "))
}

/// The words of a task once, and a box for each of its items.
fn write_task(task: &[&Line<'_>], prose: &Prose<'_>, out: &mut Vec<String>) {
    let Some(first) = task.first() else { return };
    out.push(format!("### {}", escape(first.title)));
    let control = format!("[`{0}`]({1}controls/{0}.html)", first.control, prose.root);
    out.push(format!("{control} · {} · {}", words::word(first.priority), words::word(first.cadence)));
    out.push(task.iter().map(|line| item(line)).collect::<Vec<_>>().join("\n"));
    out.extend(prose.doc(first.objective));
    section("Steps", prose.doc(first.steps), out);
    section("Verify", verify(first.verify), out);
    section("Evidence", prose.bullets(first.evidence), out);
    if let Some(line) = task.iter().find(|line| line.holders.iter().any(|holder| holder.provider)) {
        let provider = line.holders.iter().find(|holder| holder.provider).map_or("the provider", |holder| holder.name);
        section(&format!("What {} does", escape(provider)), line.statement.and_then(|statement| prose.doc(statement)), out);
        section(&format!("What proves the part of {}", escape(provider)), prose.bullets(line.provider_evidence), out);
    }
    section("Requirements", pairs(first.requirements.iter().map(|(framework, ids)| (*framework, ids.join(", ")))), out);
    section("Automated checks", pairs(first.checks.iter().map(|(tool, ids)| (tool.as_str(), codes(ids)))), out);
}

fn section(title: &str, text: Option<String>, out: &mut Vec<String>) {
    let Some(text) = text else { return };
    out.push(format!("**{title}**"));
    out.push(text);
}

/// The line of an item, with a box and its key, and what else there is to know under it.
fn item(line: &Line<'_>) -> String {
    let mut text = boxed(line);
    let mut add = |words: String| text.push_str(&format!("\n  - {words}"));
    line.holders.iter().for_each(|holder| add(accountable(holder)));
    line.team.into_iter().for_each(|team| add(format!("Team: {}", escape(team))));
    if words::listed_apart(line) {
        let names = escape(&words::names(&line.called_by));
        let callers = escape(&words::callers(&line.called_by));
        // All ways to a place are the same for every item, and listed once.
        let ways = line.called_by.iter().any(|place| !place.paths.is_empty());
        match line.scope {
            Scope::Service => add(format!("Where: {names}")),
            _ if ways => add(format!("Called for by: {callers} ([all ways](#what-it-covers))")),
            _ => add(format!("Called for by: {names}")),
        }
    }
    if let Some(found) = &line.status {
        let notes = found.words.iter().chain(found.evidence).map(|words| escape(words));
        add(std::iter::once(format!("State: {}", words::word(found.state))).chain(notes).collect::<Vec<_>>().join("; "));
    }
    text
}

/// A box, where, what, and the key.
fn boxed(line: &Line<'_>) -> String {
    let state = line.status.as_ref().map(|found| found.state);
    let tick = if state == Some(State::Met) { "x" } else { " " };
    let title = escape(line.title);
    let title = if state == Some(State::NotApplicable) { format!("~~{title}~~") } else { title };
    format!("- [{tick}] {}: {title} <!-- item: {} -->", escape(&words::place(line)), line.key)
}

fn accountable(holder: &Accountable<'_>) -> String {
    let duties: Vec<String> = holder.duties.iter().map(|(_, says)| escape(says)).collect();
    format!("{}: {}", escape(holder.name), duties.join("; "))
}

fn verify(entries: &[Verify]) -> Option<String> {
    let entry = |verify: &Verify| {
        let mut lines = vec![sentence(&verify.say)];
        if let Some(run) = &verify.run {
            lines.push(String::new());
            lines.extend(fence(&verify.lang, run));
        }
        if let Some(expect) = &verify.expect {
            lines.push(String::new());
            lines.push(format!("Expected: {}", sentence(expect)));
        }
        nest("- ", &lines).join("\n")
    };
    (!entries.is_empty()).then(|| entries.iter().map(entry).collect::<Vec<_>>().join("\n\n"))
}

fn pairs<'p>(pairs: impl Iterator<Item = (&'p str, String)>) -> Option<String> {
    let lines: Vec<String> = pairs.map(|(name, ids)| format!("- {}: {ids}", escape(name))).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn codes(ids: &[String]) -> String {
    ids.iter().map(|id| code(id)).collect::<Vec<_>>().join(", ")
}

/// What comes along: a box a line, and the way to its steps.
fn along(groups: &[Group<'_>], prose: &Prose<'_>, out: &mut Vec<String>) {
    if groups.is_empty() {
        return;
    }
    out.push("## What comes along".to_owned());
    out.push(
        "The services that this one is built of, the account and the organization have duties of their own. The steps stand behind the title."
            .to_owned(),
    );
    for group in groups {
        out.push(format!("### {}", escape(&group.title)));
        out.push(group.items.iter().map(|line| brief(line, prose)).collect::<Vec<_>>().join("\n"));
    }
}

fn brief(line: &Line<'_>, prose: &Prose<'_>) -> String {
    let who: Vec<String> = line.holders.iter().map(|holder| escape(holder.name)).collect();
    let steps = format!("[steps]({}controls/{}.html)", prose.root, line.control);
    let facts = [who.join(", "), words::word(line.priority), words::word(line.cadence), steps].join(" · ");
    let caller = line.called_by.iter().any(|place| !place.paths.is_empty());
    let called = words::listed_apart(line).then(|| escape(&words::callers(&line.called_by)));
    let ways = if caller { " ([all ways](#what-it-covers))" } else { "" };
    let called = called.map(|names| format!("\n  - Called for by: {names}{ways}")).unwrap_or_default();
    format!("{}\n  - {facts}{called}", boxed(line))
}

/// What the provider's side does alone: nothing to tick, but what it is and where its proof is.
/// The provider's words stand in its own checklist, and here only where no other has them.
fn inherited(groups: &[Group<'_>], in_full: bool, prose: &Prose<'_>, out: &mut Vec<String>) {
    if groups.is_empty() {
        return;
    }
    out.push("## Appendix: what is inherited".to_owned());
    out.push("The provider's side does this alone. There is nothing to do, but an auditor may ask for the proof.".to_owned());
    for group in groups {
        out.push(format!("### {}", escape(&group.title)));
        for task in tasks(group) {
            out.push(inherited_task(&task, in_full, prose));
        }
    }
}

fn inherited_task(task: &[&Line<'_>], in_full: bool, prose: &Prose<'_>) -> String {
    let first = task[0];
    let by: Vec<String> = first.holders.iter().map(|holder| escape(holder.name)).collect();
    let mut lines = vec![format!("**{}** ({})", escape(first.title), by.join(", "))];
    for line in task {
        lines.push(format!("- {} <!-- item: {} -->", escape(&words::place(line)), line.key));
    }
    let statement = task.iter().find_map(|line| line.statement).filter(|_| in_full).and_then(|statement| prose.doc(statement));
    if let Some(statement) = statement {
        lines.push(String::new());
        lines.extend(statement.lines().map(str::to_owned));
    }
    if let Some(evidence) = prose.bullets(first.evidence) {
        lines.extend([String::new(), "Proof:".to_owned(), String::new()]);
        lines.extend(evidence.lines().map(str::to_owned));
    }
    lines.insert(1, String::new());
    lines.join("\n")
}
