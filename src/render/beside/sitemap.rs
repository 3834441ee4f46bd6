//! `sitemap.xml` and `robots.txt`: which pages there are, for search engines.

use crate::artifact::Artifact;
use crate::render::beside::{Listed, xml};
use crate::view::address;
use crate::view::site::page::Shared;

/// Pages that one file may list; the protocol allows no more.
const MOST: usize = 50_000;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// The lists, and the file that says where they are; none where the site's address is not known.
pub(super) fn files(shared: &Shared, listed: &[Listed]) -> Vec<Artifact> {
    let site_url = &shared.site_url;
    if site_url.is_empty() {
        return Vec::new();
    }
    let pages: Vec<&str> = listed.iter().filter_map(|page| page.url.as_deref()).collect();
    let mut files = lists(&pages, MOST, site_url);
    let robots = format!("User-agent: *\nAllow: /\n\nSitemap: {}\n", address::published(site_url, "sitemap.xml"));
    files.push(Artifact::new("robots.txt", robots));
    files
}

/// One list, or several and a list of those.
pub(super) fn lists(pages: &[&str], most: usize, site_url: &str) -> Vec<Artifact> {
    if pages.len() <= most {
        return vec![Artifact::new("sitemap.xml", list("urlset", "url", pages))];
    }
    let mut files = Vec::new();
    for (at, part) in pages.chunks(most).enumerate() {
        files.push(Artifact::new(format!("sitemap-{}.xml", at + 1), list("urlset", "url", part)));
    }
    let addresses: Vec<String> = files.iter().map(|file| address::published(site_url, &file.path)).collect();
    let addresses: Vec<&str> = addresses.iter().map(String::as_str).collect();
    files.push(Artifact::new("sitemap.xml", list("sitemapindex", "sitemap", &addresses)));
    files
}

fn list(root: &str, entry: &str, addresses: &[&str]) -> String {
    let lines: String = addresses.iter().map(|address| format!("<{entry}><loc>{}</loc></{entry}>\n", xml::text(address))).collect();
    format!("{HEAD}<{root} xmlns=\"{NAMESPACE}\">\n{lines}</{root}>\n")
}
