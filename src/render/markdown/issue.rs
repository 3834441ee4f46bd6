//! A path as an issue: a task list by day, week and month, for the trackers of GitHub and GitLab.

use crate::artifact::Artifact;
use crate::markdown::write::{escape, link};
use crate::render::markdown::prose::{self, Prose};
use crate::view::learn::{Period, Plan, TaskLine};
use crate::vocabulary::Vocabulary;

/// The tracker that an issue is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tracker {
    /// Any: a title and task lists.
    Any,
    /// An issue template of GitHub: its front matter before the tasks.
    GitHub,
    /// A description template of GitLab: its quick actions after the tasks.
    GitLab,
}

/// The file `learn/<path>-issue.md`. `site_url` is where the site is published; empty, links lead to the neighbouring pages.
pub fn issue(plan: &Plan, site_url: &str, tracker: Tracker) -> Artifact {
    let path = format!("learn/{}-issue.md", plan.stem);
    let root = match site_url {
        "" => "../".repeat(path.matches('/').count()),
        url => prose::root(url),
    };
    let words = Prose { links: &plan.links, root };
    let mut out = Vec::new();
    if tracker == Tracker::GitHub {
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        let about = plan.audience.as_ref().map_or_else(|| plan.title.clone(), |audience| format!("For {audience}"));
        let title = quoted(&format!("Onboarding: {}", plan.title));
        out.push(format!("---\nname: {title}\nabout: {}\ntitle: {title}\nlabels: onboarding\n---", quoted(&about)));
    } else {
        out.push(format!("# Onboarding: {}", escape(&plan.title)));
    }
    out.extend(words.doc(&plan.about));
    learn(plan, &words, &mut out);
    plan.first.iter().for_each(|period| out.extend(tasks(period, &words)));
    contacts(plan, &mut out);
    if tracker == Tracker::GitLab {
        out.push("/label ~onboarding\n/due in 1 month".to_owned());
    }
    Artifact::new(path, out.join("\n\n") + "\n")
}

fn learn(plan: &Plan, words: &Prose<'_>, out: &mut Vec<String>) {
    let page = |url: &str| format!("{}{url}", words.root);
    out.push(format!("## Learn ({} minutes)", plan.minutes));
    let mut lines: Vec<String> = Vec::new();
    for step in &plan.steps {
        let why = step.why.as_deref().or(step.summary.as_deref()).map(|why| format!(": {}", escape(why))).unwrap_or_default();
        lines.push(format!("- [ ] {}{why}", link(&escape(&step.title), &page(&step.url))));
    }
    if !plan.drills.is_empty() {
        lines.push(format!("- [ ] {}", link("Draw the line", &page(&plan.page("practice")))));
    }
    let count = plan.questions().count();
    if count > 0 {
        lines.push(format!("- [ ] {} and attach the record", link(&format!("Answer {count} questions"), &page(&plan.page("questions")))));
    }
    out.push(lines.join("\n"));
}

fn tasks(period: &Period, words: &Prose<'_>) -> Vec<String> {
    let lines: Vec<String> = period.tasks.iter().flat_map(|task| task_lines(task, words)).collect();
    vec![format!("## {}", period.title), lines.join("\n")]
}

fn task_lines(task: &TaskLine, words: &Prose<'_>) -> Vec<String> {
    let says = words.doc(&task.says).map(|says| format!("- [ ] {}", says.replace('\n', "\n  ")));
    let indent = if says.is_some() { "  " } else { "" };
    let items = task.items.iter().map(|item| {
        let place = item.place.as_ref().map(|place| format!(" on {}", escape(place))).unwrap_or_default();
        let facts = format!("{}, {}", item.priority.word(), item.cadence.word());
        let title = link(&escape(&item.title), &format!("{}{}", words.root, item.url));
        format!("{indent}- [ ] {title}{place} ({facts}) <!-- item: {} -->", item.key)
    });
    says.into_iter().chain(items).collect()
}

fn contacts(plan: &Plan, out: &mut Vec<String>) {
    if plan.contacts.is_empty() {
        return;
    }
    out.push("## Whom to ask".to_owned());
    let line = |contact: &crate::view::learn::Contact| {
        let who = contact.url.as_ref().map_or_else(|| escape(&contact.who), |url| link(&escape(&contact.who), url));
        let about = contact.about.as_ref().map(|about| format!(": {}", escape(&about.replace('\n', " ")))).unwrap_or_default();
        format!("- {who}{about}")
    };
    out.push(plan.contacts.iter().map(line).collect::<Vec<_>>().join("\n"));
}
