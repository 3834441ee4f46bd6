//! A checklist as Markdown: a GFM task list that reads well as plain text and changes little between two builds.

use crate::artifact::Artifact;
use crate::markdown::write::{code, escape, fence, nest};
use crate::render::markdown::prose::{self, Prose, sentence};
use crate::view::checklist::{Accountable, Checklist, Fields, Found, Group, Line, PlaceLine, Verify, digest, tasks, words};
use crate::vocabulary::{Scope, State, Vocabulary};

/// The labels of what is filled in below a box; the same words head the columns of a sheet.
const LABELS: [&str; 7] = ["State", "Owner", "Date", "Note", "Evidence", "Reason", "Until"];

/// The file `checklists/<stem>.md`. `site_url` is where the site is published; empty, links lead to the neighbouring pages.
pub fn checklist(checklist: &Checklist<'_>, site_url: &str) -> Artifact {
    let prose = Prose { links: &checklist.links, root: prose::root(site_url) };
    let mut out: Vec<String> = front_matter(checklist);
    out.push(format!("# Checklist: {}", escape(&checklist.title)));
    out.push(escape(&checklist.about));
    out.push(format!("[On the site]({}{})", prose.root, checklist.page));
    if let Some(audience) = checklist.audience {
        out.push(format!("For: {}", escape(audience)));
    }
    out.extend(prose.doc(checklist.introduction));
    how_to(checklist, &mut out);
    covers(&checklist.places, &mut out);
    for group in &checklist.groups {
        out.push(format!("## {}", escape(&group.title)));
        tasks(group).iter().for_each(|task| write_task(task, &prose, &mut out));
    }
    along(&checklist.along, &prose, &mut out);
    inherited(&checklist.inherited, checklist.along.is_empty(), &prose, &mut out);
    sign_off(checklist, &mut out);
    let mut text = out.join("\n\n");
    text.push('\n');
    Artifact::new(format!("checklists/{}.md", checklist.stem), text)
}

/// YAML between two lines of hyphens; strings are quoted as JSON quotes them, which YAML reads alike.
fn front_matter(checklist: &Checklist<'_>) -> Vec<String> {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let count = |groups: &[Group<'_>]| groups.iter().map(|group| group.items.len()).sum::<usize>();
    let boxes: usize = checklist.to_tick().map(|group| group.items.len()).sum();
    let mut lines = vec![
        "---".to_owned(),
        format!("title: {}", quoted(&format!("Checklist: {}", checklist.title))),
        format!("selector: {}", quoted(&checklist.selector)),
    ];
    lines.extend(checklist.workload.map(|workload| format!("workload: {}", quoted(workload))));
    lines.extend([
        format!("date: {}", checklist.date),
        format!("revision: {}", quoted(&checklist.revision)),
        format!("items: {boxes}"),
        format!("inherited: {}", count(&checklist.inherited)),
        format!("hash: {}", quoted(&digest(checklist))),
        "---".to_owned(),
    ]);
    vec![lines.join("\n")]
}

/// How a reader fills it in, and what reads it back. The lines below a box are shown once here and not at every item, so that a
/// file that nobody has filled in stays short and changes little.
fn how_to(checklist: &Checklist<'_>, out: &mut Vec<String>) {
    if checklist.to_tick().next().is_none() {
        return;
    }
    let to = checklist.workload.map_or(" --workload ID", |_| "");
    out.push("## How to fill it in".to_owned());
    out.push("Tick a box when its item is met. Lines below the box say more, each where there is something to say:".to_owned());
    let form = "- [ ] EC2: Patch operating systems\n  - State: partly-met\n  - Owner: Ana\n  - Date: 2026-03-31\n  - Note: two hosts are left\n  \
                - Evidence: https://wiki.example.com/patches\n  - Reason: for what is left out or accepted\n  - Until: 2026-09-30";
    out.push(fence("markdown", form).join("\n"));
    let states = State::WORDS.iter().map(|(word, _)| code(word)).collect::<Vec<_>>().join(", ");
    out.push(format!(
        "A state is one of {states}. It counts more than the tick; the last two need a reason. Leave the comments with the keys of the items."
    ));
    out.push(format!("`onus import checklist {}.md{to}` reads it back.", checklist.stem));
}

/// Who signs it, where there is something to sign.
fn sign_off(checklist: &Checklist<'_>, out: &mut Vec<String>) {
    if checklist.to_tick().next().is_none() {
        return;
    }
    out.push("## Sign-off".to_owned());
    out.push(
        "| Role | Name | Date |\n| --- | --- | --- |".to_owned()
            + &checklist.sign_off.iter().map(|role| format!("\n| {} |  |  |", cell(role))).collect::<String>(),
    );
}

fn cell(text: &str) -> String {
    escape(text).replace('|', "\\|")
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
    section(
        "Requirements",
        pairs(first.requirements.iter().map(|(framework, ids)| (*framework, ids.iter().map(|id| escape(id)).collect::<Vec<_>>().join(", ")))),
        out,
    );
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
    line.status.iter().flat_map(known).for_each(add);
    text
}

/// What is known about an item, a line a field, in the words that are read back.
fn known(found: &Found<'_>) -> Vec<String> {
    let Fields { state, by, on, note, evidence, because, until, .. } = found.fields();
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let fields = [state.map(|state| state.word().to_owned()).unwrap_or_default(), escape(by), day(on), escape(note)];
    let proof = evidence.iter().map(|piece| ("Evidence", address(piece)));
    let rest = [("Reason", escape(because)), ("Until", day(until))];
    let fields = LABELS.into_iter().zip(fields).chain(proof).chain(rest).filter(|(_, text)| !text.trim().is_empty());
    let ran_out = found.ran_out().map(|words| format!("Ran out: {}", escape(&words)));
    ran_out.into_iter().chain(fields.map(|(label, text)| format!("{label}: {text}"))).collect()
}

/// A link as it is, or between brackets where it would turn into something else; anything else as text.
fn address(text: &str) -> String {
    let link = (text.starts_with("https://") || text.starts_with("http://")) && !text.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>'));
    match escape(text) {
        escaped if escaped == text || !link => escaped,
        _ => format!("<{text}>"),
    }
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
    // A party with the name of a field would be read as that.
    let field = LABELS.iter().any(|label| label.eq_ignore_ascii_case(holder.name));
    format!("{}{}: {}", if field { "Held by " } else { "" }, escape(holder.name), duties.join("; "))
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
    let known: String = line.status.iter().flat_map(known).map(|words| format!("\n  - {words}")).collect();
    format!("{}\n  - {facts}{called}{known}", boxed(line))
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
        lines.extend(line.status.iter().flat_map(known).map(|words| format!("  - {words}")));
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
