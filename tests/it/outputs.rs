//! What stands beside the pages: for search engines, feed readers, other sites, and programs that read the whole model.

use serde_json::Value;

use crate::fixture::{Book, TODAY};
use crate::links::Site;
use crate::markup::elements;

const HERE: &str = "https://onus.example/book/";

/// The small book under a title that XML, JSON and HTML each have to quote.
fn book() -> Book {
    let toml = "[book]\ntitle = \"Ours <&> \\\"theirs\\\"\"\ndescription = \"Who does what.\"\n[output.html]\n[output.markdown]\n[output.json]\n";
    Book::fixture("base").with("book.toml", toml)
}

#[test]
fn files_for_programs_are_written() {
    let site = Site::of(&book(), Some(HERE), TODAY);
    // Without its feature this onus draws no icons, and the manifest names none.
    let manifest = cfg!(feature = "pdf").then_some("manifest.webmanifest");
    for path in ["feed.xml", "sitemap.xml", "robots.txt", "llms.txt"].into_iter().chain(manifest) {
        insta::assert_snapshot!(path, site.text(path));
    }
    assert!(site.files.contains_key(".nojekyll"));
}

#[test]
fn without_an_address_nothing_that_needs_one_is_made() {
    let site = Site::of(&book(), None, TODAY);
    for path in ["feed.xml", "sitemap.xml", "robots.txt", "static/cards/home.png"] {
        assert!(!site.files.contains_key(path), "{path}");
    }
    let page = site.text("services/s3.html");
    for word in ["canonical", "og:", "twitter:", "feed.xml"] {
        assert!(!page.contains(word), "{word}");
    }
    assert!(site.text("llms.txt").contains("\n- [Amazon S3](services/s3.md): Object storage.\n"), "{}", site.text("llms.txt"));
}

#[test]
fn a_page_tells_other_sites_what_it_is() {
    let site = Site::of(&book(), Some(HERE), TODAY);
    let tags = elements(site.text("services/s3.html"));
    let told = |key: &str| {
        let tag = tags.iter().find(|tag| [tag.attribute("property"), tag.attribute("name"), tag.attribute("rel")].contains(&Some(key)));
        tag.and_then(|tag| tag.attribute("content").or_else(|| tag.attribute("href"))).unwrap_or_default()
    };
    assert_eq!(told("canonical"), "https://onus.example/book/services/s3.html");
    assert_eq!(told("og:url"), told("canonical"));
    assert_eq!((told("og:title"), told("og:type"), told("og:description")), ("Amazon S3", "article", "Object storage."));
    assert_eq!(told("og:site_name"), "Ours <&> \"theirs\"");
    if cfg!(feature = "pdf") {
        assert_eq!(told("og:image"), "https://onus.example/book/static/cards/services.png");
        assert_eq!(told("twitter:card"), "summary_large_image");
    }
    let home = site.text("index.html");
    assert!(
        home.contains("<link rel=\"canonical\" href=\"https:&#x2F;&#x2F;onus.example&#x2F;book&#x2F;\">")
            || home.contains("<link rel=\"canonical\" href=\"https://onus.example/book/\">"),
        "{home}"
    );
}

#[cfg(feature = "pdf")]
#[test]
fn pictures_have_their_sizes_and_every_section_has_one() {
    let site = Site::of(&book(), Some(HERE), TODAY);
    let size = |path: &str| {
        let bytes = &site.files[path];
        assert!(bytes.starts_with(b"\x89PNG\r\n\x1a\n"), "{path}");
        let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes"));
        (number(16), number(20))
    };
    assert_eq!(size("apple-touch-icon.png"), (180, 180));
    assert_eq!(size("static/icon-512.png"), (512, 512));
    for (path, bytes) in site.files.iter().filter(|(path, _)| path.starts_with("static/cards/")) {
        assert_eq!(size(path), (1200, 630));
        assert!(bytes.len() < 60_000, "{path} has {} bytes", bytes.len());
    }
    let ico = &site.files["favicon.ico"];
    assert!(ico.starts_with(&[0, 0, 1, 0, 1, 0, 32, 32]) && ico[22..].starts_with(b"\x89PNG"));
    assert_eq!(u32::from_le_bytes(ico[14..18].try_into().expect("four bytes")) as usize, ico.len() - 22);
    // Words are drawn: a card with other words is another picture.
    assert_ne!(site.files["static/cards/services.png"], site.files["static/cards/controls.png"]);
}

#[cfg(feature = "pdf")]
#[test]
fn a_mark_that_cannot_be_drawn_is_told_and_nothing_is_written() {
    use onus::config::{Config, Overrides};
    use onus::diag::Diagnostics;
    use onus::source::Sources;
    let sources = Sources::new(book().with("theme/static/mark.svg", "<svg").0);
    let mut config = Config::read(&sources, &Overrides::on(TODAY), &mut Diagnostics::default());
    config.pdf = None;
    let built = onus::build(&sources, &config, &|_, _| None);
    assert!(built.artifacts.is_empty());
    let finding = &built.diagnostics.items()[0];
    assert_eq!((finding.rule.id, sources.path(finding.primary.span.file)), ("theme", "theme/static/mark.svg"));
    assert!(finding.message.starts_with("`static/mark.svg` cannot be drawn: "), "{}", finding.message);
}

/// The small book after its storage service and the duty that moved there got other names.
fn renamed() -> Book {
    let mut book = book();
    let old = String::from_utf8(book.0.remove("content/services/storage/s3.yaml").expect("the fixture has it")).expect("text");
    for bytes in book.0.values_mut() {
        let text = String::from_utf8(std::mem::take(bytes)).expect("text");
        let ids = text.replace("uses: [s3]", "uses: [objects]").replace("ec2/windows, s3]", "ec2/windows, objects]");
        *bytes = ids
            .replace("{ id: encrypt-at-rest, do:", "{ id: encrypt-storage-media, renamed-from: [encrypt-at-rest], do:")
            .replace("duty: encrypt-at-rest", "duty: encrypt-storage-media")
            .into_bytes();
    }
    let new = old.replace("encrypt-at-rest:", "encrypt-storage-media:") + "renamed-from: [s3]\n";
    book.with("content/services/storage/objects.yaml", new)
}

#[test]
fn entries_of_the_feed_keep_their_names_when_things_are_renamed() {
    let id = "<id>https://onus.example/book/changes.html#2023-01-05-s3-encrypt-at-rest</id>";
    let (before, after) = (Site::of(&book(), Some(HERE), TODAY), Site::of(&renamed(), Some(HERE), TODAY));
    assert!(before.text("feed.xml").contains(id));
    assert!(after.text("feed.xml").contains(id), "{}", after.text("feed.xml"));
    assert!(after.text("feed.xml").contains("<title>The service s3 is now objects</title><updated>2026-03-31T00:00:00Z</updated>"));
    assert!(
        after.text("changes.html").contains("id=\"2023-01-05-s3-encrypt-at-rest\"")
            && after.text("changes.html").contains("id=\"renamed-service-s3\"")
    );
}

#[test]
fn old_names_lead_on() {
    let site = Site::of(&renamed(), Some(HERE), TODAY);
    assert!(site.text("services/s3.html").contains("url=../services/objects.html"));
    for page in ["model.html", "services/objects.html"] {
        assert!(site.text(page).contains("<span id=\"duty-encrypt-at-rest\"></span>"), "{page}");
    }
    let framework = Book::fixture("base");
    let old = String::from_utf8(framework.0["content/frameworks/nist-800-53-r5.yaml"].clone()).expect("text") + "renamed-from: [nist]\n";
    let site = Site::of(&framework.with("content/frameworks/nist-800-53-r5.yaml", old), None, TODAY);
    assert!(site.text("frameworks/nist.html").contains("url=../frameworks/nist-800-53-r5.html"));
    assert!(site.text("frameworks/nist/si.html").contains("url=../../frameworks/nist-800-53-r5/si.html"));
}

#[test]
fn the_model_as_a_file_says_who_holds_what_and_why() {
    let site = Site::of(&book(), Some(HERE), TODAY);
    let model: Value = serde_json::from_str(site.text("model.json")).expect("it is JSON");
    let s3 = model["services"].as_array().and_then(|all| all.iter().find(|one| one["id"] == "s3")).expect("S3 is in it");
    let duty = &s3["general"]["duties"]["encrypt-at-rest"];
    assert_eq!((&duty["holder"], &duty["says"]), (&Value::from("aws"), &Value::from("S3 encrypts every new object.")));
    assert_eq!(duty["changes"][0]["from"], "customer");
    assert_eq!((&duty["why"][0]["by"], &duty["why"][0]["at"]), (&Value::from("change"), &Value::from("content/services/storage/s3.yaml:12")));
    assert_eq!((&duty["why"][1]["level"], &duty["why"][1]["holder"]), (&Value::from("model"), &Value::from("customer")));
    assert_eq!(s3["general"]["duties"]["patch-guest-os"]["why"][0]["because"], "there is no operating system that you can reach");
    assert_eq!(s3["general"]["layers"]["data"], "shared");
    let si = &model["frameworks"][0]["requirements"][1];
    assert_eq!((&si["id"], &si["controls"][0], &si["class"]), (&Value::from("SI-2"), &Value::from("patch-monthly"), &Value::from("customer")));
    let control = model["controls"].as_array().and_then(|all| all.iter().find(|one| one["id"] == "encrypt-storage")).expect("the control");
    assert_eq!((&control["places"]["s3"][0], &control["places"]["ec2"][0]), (&Value::from("aws"), &Value::from("customer")));
    assert_eq!(control["satisfies"][0]["relation"], "intersects-with");
    assert_eq!(model["workloads"][0]["delegation"]["patch-guest-os"], "platform");
    // A line an entity: one change is one line of a diff.
    assert!(site.text("model.json").lines().any(|line| line.starts_with("{\"id\":\"s3\",")));
}
