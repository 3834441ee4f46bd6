//! The shipped book as a finished site, file by file: every link and anchor leads somewhere, in pages, in their twins and
//! in what stands beside them, and no page asks for anything from elsewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use jiff::civil::{Date, date};
use onus::config::{Config, Overrides};
use onus::diag::Diagnostics;
use onus::source::Sources;
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::fixture::Book;
use crate::markup::{Element, elements, unescaped};

/// A day after every review of the shipped content.
const LATER: Date = date(2099, 12, 31);

const HERE: &str = "https://onus.example/a/book";

/// A finished site: its files by path, and the anchors of its pages.
pub struct Site {
    pub files: BTreeMap<String, Vec<u8>>,
    anchors: BTreeMap<String, BTreeSet<String>>,
    pub lock: onus::lock::Update,
}

/// The shipped book without its PDF files and workbooks, which take minutes to make in a test.
pub fn shipped() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(|| {
        let book = Book::shipped();
        let settings = String::from_utf8_lossy(&book.0["book.toml"]).replace("[output.xlsx]", "");
        Site::of(&book.with("book.toml", settings), Some(HERE), LATER)
    })
}

impl Site {
    pub fn of(book: &Book, site_url: Option<&str>, today: Date) -> Self {
        let sources = Sources::new(book.0.clone());
        let overrides = Overrides { site_url: site_url.map(str::to_owned), ..Overrides::on(today) };
        let mut config = Config::read(&sources, &overrides, &mut Diagnostics::default());
        config.pdf = None;
        let built = onus::build(&sources, &config, &|_, _| None);
        assert!(!built.diagnostics.has_errors(), "{:#?}", built.diagnostics.items());
        let files: BTreeMap<String, Vec<u8>> = built.artifacts.into_iter().map(|file| (file.path, file.bytes)).collect();
        let lock = onus::lock(&onus::check(&sources, &config).model, &sources, &config, onus::lock::Lost::Keep);
        let mut site = Self { files, anchors: BTreeMap::new(), lock };
        site.anchors = site
            .of_kind(".html")
            .map(|(path, text)| (path.to_owned(), ids(text)))
            .chain(site.of_kind(".md").map(|(path, text)| (path.to_owned(), slugs(text))))
            .collect();
        site
    }

    /// The text files whose names end so.
    pub fn of_kind(&self, ending: &'static str) -> impl Iterator<Item = (&str, &str)> {
        let files = self.files.iter().filter(move |(path, _)| path.ends_with(ending));
        files.map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).expect("it is text")))
    }

    pub fn text(&self, path: &str) -> &str {
        std::str::from_utf8(self.files.get(path).unwrap_or_else(|| panic!("there is no {path}"))).expect("it is text")
    }

    /// Every link of a page that leads nowhere, and how many links there are.
    pub fn broken_links(&self) -> (Vec<String>, usize) {
        let (mut found, mut seen) = (Vec::new(), 0);
        for (path, html) in self.of_kind(".html") {
            for element in elements(html) {
                for address in addresses(&element) {
                    seen += 1;
                    found.extend(self.broken(path, address));
                }
            }
        }
        (found, seen)
    }

    /// Why a link leads nowhere; `None` for one that leads somewhere, or to another site.
    fn broken(&self, from: &str, link: &str) -> Option<String> {
        // The page for what is not there is shown under any address, so its links begin at the root of the server.
        let rooted = if from == "404.html" { link.strip_prefix("/a/book/") } else { None };
        let (base, link) = match rooted.or_else(|| link.strip_prefix(HERE)?.strip_prefix('/')) {
            Some(path) => ("", path),
            None if link.contains("://") || link.starts_with("mailto:") => return None,
            None => (from, link),
        };
        let told = |what: &str| Some(format!("{from}: {link}: {what}"));
        if link.starts_with('/') || link.split('/').next().is_some_and(|first| first.contains(':')) {
            return told("not relative");
        }
        let (path, anchor) = link.split_once('#').map_or((link, None), |(path, anchor)| (path, Some(anchor)));
        let path = path.split('?').next().unwrap_or_default();
        let target = if path.is_empty() && base == from { from.to_owned() } else { joined(base, &decoded(path)) };
        let target = if target.is_empty() { "index.html".to_owned() } else { target };
        if !self.files.contains_key(&target) {
            return told("no such file");
        }
        let anchor = anchor.map(decoded).filter(|anchor| !anchor.is_empty());
        if anchor.is_some_and(|anchor| !self.anchors.get(&target).is_some_and(|anchors| anchors.contains(&anchor))) {
            return told("no such anchor");
        }
        None
    }
}

fn ids(html: &str) -> BTreeSet<String> {
    elements(html).into_iter().filter_map(|element| element.attribute("id").map(str::to_owned)).collect()
}

/// The anchors that programs make of the headings of a Markdown file.
fn slugs(text: &str) -> BTreeSet<String> {
    let (mut found, mut heading) = (BTreeSet::new(), None::<String>);
    for (event, _) in events(text) {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => {
                found.extend(heading.take().map(|words| onus::markdown::slug(&words)));
            }
            Event::Text(words) | Event::Code(words) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&words);
                }
            }
            _ => {}
        }
    }
    found
}

pub fn events(text: &str) -> impl Iterator<Item = (Event<'_>, std::ops::Range<usize>)> {
    let body = onus::markdown::split_front_matter(text).map_or(text, |(_, at)| &text[at..]);
    Parser::new_ext(
        body,
        Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES | Options::ENABLE_GFM,
    )
    .into_offset_iter()
}

fn links(text: &str) -> Vec<String> {
    let link = |event| match event {
        Event::Start(Tag::Link { link_type, dest_url, .. }) if link_type != LinkType::Email => Some(dest_url.into_string()),
        Event::Start(Tag::Image { dest_url, .. }) => Some(dest_url.into_string()),
        _ => None,
    };
    events(text).map(|(event, _)| event).filter_map(link).collect()
}

/// A path relative to the folder of a file.
fn joined(from: &str, path: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn decoded(path: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        let escaped =
            (byte == b'%').then(|| [rest.next(), rest.next()].map(|digit| char::from(digit.expect("two digits")).to_digit(16).expect("a digit")));
        bytes.push(escaped.map_or(byte, |[high, low]| u8::try_from(high * 16 + low).expect("a byte")));
    }
    String::from_utf8(bytes).expect("UTF-8")
}

fn none(found: Vec<String>) {
    assert!(found.is_empty(), "{} found:\n  {}", found.len(), found[..found.len().min(40)].join("\n  "));
}

/// The addresses that an element names: links, files that it loads, and what it tells other sites.
fn addresses(element: &Element) -> impl Iterator<Item = &str> {
    let told = (element.name == "meta").then(|| element.attribute("content").filter(|content| content.starts_with(HERE)));
    let onward = (element.name == "meta").then(|| element.attribute("content").and_then(|content| Some(content.split_once("url=")?.1)));
    let named = ["href", "src", "action", "poster"].into_iter().filter_map(|key| element.attribute(key));
    named.chain(told.flatten()).chain(onward.flatten())
}

#[test]
fn a_link_that_leads_nowhere_is_seen() {
    let site = Site::of(&Book::fixture("base"), Some(HERE), LATER);
    let told = |from: &str, link: &str| site.broken(from, link).unwrap_or_default();
    assert_eq!(told("services/ec2.html", "../model.html#duty-encrypt-at-rest"), "");
    assert_eq!(told("services/ec2.html", "../model.html#duty-none"), "services/ec2.html: ../model.html#duty-none: no such anchor");
    assert_eq!(told("services/ec2.html", "s4.html"), "services/ec2.html: s4.html: no such file");
    assert_eq!(told("services/ec2.html", "#nowhere"), "services/ec2.html: #nowhere: no such anchor");
    assert_eq!(told("services/ec2.html", "/model.html"), "services/ec2.html: /model.html: not relative");
    assert_eq!(told("guides/welcome.md", "patching.md#each-month"), "");
    assert_eq!(told("guides/welcome.md", "patching.md#each-year"), "guides/welcome.md: patching.md#each-year: no such anchor");
    assert_eq!(told("feed.xml", "https://onus.example/a/book/changes.htm"), "feed.xml: changes.htm: no such file");
    assert_eq!(told("feed.xml", "https://elsewhere.example/x"), "");
}

#[test]
fn every_link_and_anchor_of_a_page_leads_somewhere() {
    let (found, seen) = shipped().broken_links();
    assert!(seen > 50_000, "{seen} links");
    none(found);
}

#[test]
fn every_link_of_a_markdown_file_leads_somewhere() {
    let site = shipped();
    let (mut found, mut seen) = (Vec::new(), 0);
    let lists = std::iter::once(("llms.txt", site.text("llms.txt")));
    for (path, text) in site.of_kind(".md").chain(lists) {
        for link in links(text) {
            seen += 1;
            found.extend(site.broken(path, &link));
        }
    }
    assert!(seen > 20_000, "{seen} links");
    none(found);
}

#[test]
fn every_address_beside_the_pages_leads_somewhere() {
    let site = shipped();
    let mut found = Vec::new();
    for path in ["sitemap.xml", "feed.xml"] {
        let xml = site.text(path);
        let written: Vec<String> = elements(xml).iter().filter_map(|element| element.attribute("href").map(str::to_owned)).collect();
        let inside = ["<loc>", "<id>"].into_iter().flat_map(|tag| xml.split(tag).skip(1)).filter_map(|rest| rest.split('<').next());
        let all: Vec<String> = written.into_iter().chain(inside.map(unescaped)).collect();
        assert!(all.len() > 20, "{path} has {} addresses", all.len());
        found.extend(all.iter().filter_map(|address| site.broken(path, address)));
    }
    let robots = site.text("robots.txt").lines().find_map(|line| line.strip_prefix("Sitemap: ")).expect("it names the list of pages");
    found.extend(site.broken("robots.txt", robots));
    let manifest: serde_json::Value = serde_json::from_str(site.text("manifest.webmanifest")).expect("it is JSON");
    let icons = manifest["icons"].as_array().expect("it has icons").iter().map(|icon| &icon["src"]);
    found.extend(
        icons.chain([&manifest["start_url"]]).filter_map(|address| site.broken("manifest.webmanifest", address.as_str().expect("an address"))),
    );
    none(found);
}

#[test]
fn every_address_of_the_model_and_of_the_lock_is_there() {
    let site = shipped();
    let model: serde_json::Value = serde_json::from_str(site.text("model.json")).expect("it is JSON");
    let mut told = Vec::new();
    collect(&model, &mut told);
    assert!(told.len() > 2_000, "{} addresses", told.len());
    let lock: serde_json::Value = serde_json::from_slice(&site.lock.file.bytes).expect("it is JSON");
    for (page, anchors) in lock["addresses"].as_object().expect("it has addresses") {
        let anchors = anchors.as_array().expect("a list").iter().map(|anchor| anchor.as_str().expect("an anchor"));
        told.extend(std::iter::once(page.clone()).chain(anchors.map(|anchor| format!("{page}#{anchor}"))));
    }
    none(told.iter().filter_map(|address| site.broken("model.json", address)).collect());
}

/// Every address of the model, and every link of its texts.
fn collect(value: &serde_json::Value, found: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(entries) => {
            for (key, value) in entries {
                match value.as_str() {
                    Some(address) if key == "address" => found.push(address.to_owned()),
                    Some(text) if matches!(key.as_str(), "about" | "summary" | "says" | "steps" | "statement" | "objective" | "because") => {
                        found.extend(links(text).into_iter().filter(|link| !link.starts_with('#')));
                    }
                    _ => collect(value, found),
                }
            }
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        _ => {}
    }
}

#[test]
fn every_lasting_page_is_listed_for_search_engines_under_its_own_address() {
    let site = shipped();
    let listed: BTreeSet<&str> = site.text("sitemap.xml").split("<loc>").skip(1).filter_map(|rest| rest.split('<').next()).collect();
    let own = |html: &str| {
        let links = elements(html);
        let link = links.iter().find(|element| element.name == "link" && element.attribute("rel") == Some("canonical"));
        link.and_then(|element| element.attribute("href").map(str::to_owned))
    };
    let pages: Vec<(&str, Option<String>)> = site.of_kind(".html").map(|(path, html)| (path, own(html))).collect();
    let told: BTreeSet<&str> = pages.iter().filter_map(|(_, own)| own.as_deref()).collect();
    assert_eq!(listed, told);
    let without: Vec<&str> = pages.iter().filter(|(_, own)| own.is_none()).map(|(path, _)| *path).collect();
    let leads_on = |path: &&str| site.text(path).contains("http-equiv=\"refresh\"");
    // What only lists others is not for those who look for something.
    let lists = |path: &str| path.starts_with("by/") || path.starts_with("a-z");
    assert!(without.iter().all(|path| *path == "404.html" || lists(path) || leads_on(path)), "{without:?}");
    assert!(listed.contains("https://onus.example/a/book/") && listed.len() > 500, "{} pages", listed.len());
}

#[test]
fn no_page_asks_for_anything_from_elsewhere() {
    let site = shipped();
    let mut found = Vec::new();
    for (path, html) in site.of_kind(".html") {
        for element in elements(html) {
            let loads = matches!(element.name.as_str(), "link") && !matches!(element.attribute("rel"), Some("canonical" | "alternate"));
            let href = element.attribute("href").filter(|_| loads || element.name == "use" || element.name == "image");
            let loaded = ["src", "srcset", "poster", "data", "action"].into_iter().filter_map(|key| element.attribute(key)).chain(href);
            found.extend(
                loaded
                    .filter(|address| address.contains("//") || address.starts_with("data:"))
                    .map(|address| format!("{path}: <{}> {address}", element.name)),
            );
            if element.name == "style" || (element.name == "script" && element.attribute("src").is_none()) || element.attribute("style").is_some() {
                found.push(format!("{path}: <{}> inline", element.name));
            }
        }
    }
    for (path, text) in site.of_kind(".css").chain(site.of_kind(".svg")) {
        let foreign = ["@import", "url(http", "url(//", "url(\"http", "src=\"http", "href=\"http"];
        found.extend(foreign.into_iter().filter(|word| text.contains(word)).map(|word| format!("{path}: {word}")));
    }
    none(found);
}
