//! Guides, paths with their lessons, and terms.

use crate::diag::{nearest, rules};
use crate::model::{Guide, Lesson, Model, Path, Table, Term};
use crate::parse::{self, Entry, Page, Raw};
use crate::resolve::dates::{meta, review};
use crate::resolve::lookup::{Lookup, Noun, TERM};

const GUIDE: Noun = Noun { kind: "guide", rule: &rules::DEAD_LINK };
const LESSON: &str = "lesson";
const PATH: Noun = Noun { kind: "path", rule: &rules::DEAD_LINK };

/// Adds guides (by folder and order), paths (by id) and terms (by name).
pub(crate) fn add(raw: &Raw, model: &mut Model, cx: &mut Lookup<'_>) {
    model.guides = guides(raw, cx);
    model.paths = paths(raw, cx);
    model.terms = terms(raw, cx);
}

fn guides(raw: &Raw, cx: &mut Lookup<'_>) -> Table<Guide> {
    let mut rows = Vec::new();
    for entry in &raw.guides {
        let front = &entry.body.front;
        cx.rename(GUIDE, &front.renamed_from, &entry.id.value);
        let folder = entry.id.value.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let order = front.order.as_ref().map_or(u32::MAX, |order| order.value);
        let guide = Guide {
            meta: meta(&entry.id.value, front.title.span, &review!(front), cx),
            title: front.title.value.clone(),
            summary: (!front.summary.doc.is_empty()).then(|| front.summary.doc.plain()),
            body: entry.body.body.clone(),
        };
        rows.push((folder, order, guide));
    }
    rows.sort_by(|a, b| (&a.0, a.1, &a.2.title).cmp(&(&b.0, b.1, &b.2.title)));
    Table::new(rows.into_iter().map(|(_, _, guide)| guide).collect())
}

fn paths(raw: &Raw, cx: &mut Lookup<'_>) -> Table<Path> {
    let mut rows = Vec::new();
    for entry in &raw.paths {
        let body = &entry.body;
        cx.rename(PATH, &body.renamed_from, &entry.id.value);
        let own: Vec<&Entry<Page>> = raw.lessons.iter().filter(|lesson| lesson.folder == entry.id.value).collect();
        let lessons = lessons(&entry.id.value, body, &own, cx);
        rows.push(Path {
            meta: meta(&entry.id.value, body.title.span, &review!(body), cx),
            title: body.title.value.clone(),
            audience: body.audience.as_ref().map(|audience| audience.value.clone()),
            minutes: body.minutes.as_ref().map(|minutes| minutes.value),
            about: body.about.doc.clone(),
            goals: body.goals.0.iter().map(|goal| goal.value.clone()).collect(),
            lessons,
        });
    }
    for lesson in &raw.lessons {
        if !raw.paths.iter().any(|path| path.id.value == lesson.folder) && !raw.broken.contains(&(parse::FileKind::Path, lesson.folder.clone())) {
            cx.report(&rules::UNUSED_FILE, lesson.id.span, "no path takes this lesson")
                .help("add a `path.yaml` beside it that names it under `lessons`");
        }
    }
    rows.sort_by(|a, b| a.meta.id.cmp(&b.meta.id));
    Table::new(rows)
}

fn lessons(folder: &str, body: &parse::Path, own: &[&Entry<Page>], cx: &mut Lookup<'_>) -> Vec<Lesson> {
    let stem = |lesson: &Entry<Page>| lesson.id.value.rsplit('/').next().unwrap_or_default().to_owned();
    let mut found = Vec::new();
    for id in body.lessons.0.iter().filter(|id| !id.value.is_empty()) {
        match own.iter().find(|lesson| stem(lesson) == id.value) {
            Some(lesson) => found.push(Lesson { id: id.value.clone(), title: lesson.body.front.title.value.clone(), body: lesson.body.body.clone() }),
            None if cx.suspects.is_broken(LESSON, &format!("{folder}/{}", id.value)) => {}
            None => {
                let names: Vec<String> = own.iter().map(|lesson| stem(lesson)).collect();
                // Where no name is near, any lesson may have been meant.
                let near = nearest(&id.value, names.iter().map(String::as_str));
                names.iter().filter(|name| near.is_none_or(|near| near == *name)).for_each(|name| cx.suspects.mean(LESSON, name));
                let finding = cx.report(&rules::DEAD_LINK, id.span, format!("there is no lesson `{}.md` beside this path", id.value));
                finding.nearest(&id.value, names.iter().map(String::as_str));
            }
        }
    }
    if body.lessons.0.is_empty() {
        return found;
    }
    let unnamed = |lesson: &&&Entry<Page>| !body.lessons.0.iter().any(|id| id.value == stem(lesson)) && !cx.suspects.contains(LESSON, &stem(lesson));
    let unnamed: Vec<_> = own.iter().filter(unnamed).collect();
    for lesson in unnamed {
        cx.report(&rules::UNUSED_FILE, lesson.id.span, "the path does not name this lesson").help("add it under `lessons` in `path.yaml`");
    }
    found
}

fn terms(raw: &Raw, cx: &mut Lookup<'_>) -> Table<Term> {
    let entries = cx.unique("term", &raw.terms);
    let mut rows: Vec<Term> = Vec::new();
    for entry in &entries {
        cx.rename(TERM, &entry.body.renamed_from, &entry.id.value);
        rows.push(Term {
            meta: meta(&entry.id.value, entry.id.span, &review!(entry.body), cx),
            name: entry.body.name.as_ref().map_or_else(|| entry.id.value.replace('-', " "), |name| name.value.clone()),
            aliases: entry.body.aliases.0.iter().map(|alias| alias.value.clone()).collect(),
            not_in: entry.body.not_in.0.iter().map(|phrase| phrase.value.clone()).collect(),
            says: entry.body.says.doc.clone(),
            see: Vec::new(),
        });
    }
    rows.sort_by_key(|term| term.name.to_lowercase());
    let mut table = Table::new(rows);
    for entry in entries {
        let see: Vec<_> = entry.body.see.0.iter().filter_map(|id| cx.find(&table, TERM, id)).collect();
        if let Some(own) = table.find(&entry.id.value) {
            table.rows_mut()[own.index()].see = see;
        }
    }
    table
}
