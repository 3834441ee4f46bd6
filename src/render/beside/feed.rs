//! `feed.xml`: the changes as an Atom feed.

use crate::artifact::Artifact;
use crate::render::beside::xml::text;
use crate::view::address;
use crate::view::site::feed::{Feed, FeedEntry};
use crate::view::site::page::Shared;

/// The feed.
pub(super) fn file(feed: &Feed, shared: &Shared) -> Artifact {
    let own = text(&address::published(&shared.site_url, "feed.xml"));
    let page = text(&address::published(&shared.site_url, "changes.html"));
    let mut lines = vec![
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>".to_owned(),
        format!("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">", text(&shared.language)),
        format!("<id>{own}</id>"),
        format!("<title>{}: changes</title>", text(&shared.title)),
        format!("<updated>{}</updated>", moment(&feed.updated)),
        format!("<link rel=\"self\" type=\"application/atom+xml\" href=\"{own}\"/>"),
        format!("<link rel=\"alternate\" type=\"text/html\" href=\"{page}\"/>"),
        format!("<author><name>{}</name></author>", text(&shared.title)),
    ];
    lines.extend(feed.entries.iter().map(entry));
    lines.push("</feed>\n".to_owned());
    Artifact::new("feed.xml", lines.join("\n"))
}

fn entry(entry: &FeedEntry) -> String {
    let (url, on) = (text(&entry.url), moment(&entry.on));
    let mut out = format!("<entry><id>{url}</id><title>{}</title><updated>{on}</updated>", text(&entry.title));
    out.push_str(&format!("<link rel=\"alternate\" type=\"text/html\" href=\"{url}\"/>"));
    if let Some(source) = &entry.source {
        out.push_str(&format!("<link rel=\"related\" href=\"{}\"/>", text(source)));
    }
    if !entry.summary.is_empty() {
        out.push_str(&format!("<summary>{}</summary>", text(&entry.summary)));
    }
    out.push_str("</entry>");
    out
}

/// A day as the moment that it begins.
fn moment(day: &str) -> String {
    format!("{day}T00:00:00Z")
}
