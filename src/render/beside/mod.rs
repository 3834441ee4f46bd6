//! What stands beside the pages for other programs: lists of pages, the feed of changes, the manifest of the site.

mod feed;
mod llms;
mod manifest;
mod sitemap;
#[cfg(test)]
mod tests;
mod xml;

use crate::artifact::Artifact;
use crate::view::site::Site;

pub use llms::Listed;
pub use manifest::{FILE as MANIFEST, file as manifest};

/// Of these files, those that tell something of every page.
pub const NAMES: [&str; 4] = ["llms.txt", "sitemap.xml", "robots.txt", "feed.xml"];

/// These files; `listed` is what they tell of each page, in the order of the site. A list of pages for search engines and a feed
/// need the site's address, and are left out where it is not known.
pub fn files(site: &Site<'_>, listed: &[Listed]) -> Vec<Artifact> {
    let shared = &site.plan.shared;
    let mut files = vec![llms::file(shared, listed), manifest::file(shared)];
    files.extend(sitemap::files(shared, listed));
    files.extend(site.feed().iter().map(|feed| feed::file(feed, shared)));
    files
}
