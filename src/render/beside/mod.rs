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

/// These files. A list of pages for search engines and a feed need the site's address, and are left out where it is not known.
pub fn files(site: &Site) -> Vec<Artifact> {
    let mut files = vec![llms::file(site), manifest::file(site)];
    files.extend(sitemap::files(site));
    files.extend(site.feed.as_ref().map(|feed| feed::file(feed, &site.shared)));
    files
}
