//! What a printed checklist holds, read back from the file.

mod course;
mod filled;
mod forms;
mod limits;

use std::sync::Mutex;

use lopdf::{Dictionary, Object};

use super::code::{CodeText, Piece};
use super::{Document, Kit};
use crate::artifact::{Artifact, Earlier};
use crate::config::{Config, Overrides, Paper, Pdf};
use crate::diag::Diagnostics;
use crate::source::Sources;
use crate::view::checklist::{Checklist, samples};

fn config() -> Config {
    let mut config = Config::defaults(&Overrides::on(jiff::civil::date(2026, 11, 22)));
    config.title = "Responsibilities".to_owned();
    config.authors = vec!["Ana Müller".to_owned()];
    config.language = "en-GB".to_owned();
    if let Some(html) = &mut config.html {
        html.site_url = "https://onus.example/book/".to_owned();
    }
    config
}

fn print(lists: &[Checklist<'_>], config: &Config) -> (Vec<Artifact>, Diagnostics) {
    let mut diags = Diagnostics::default();
    let theme = crate::theme::load(&Sources::default(), config, &mut diags);
    let files: Vec<(&str, &[u8])> = theme.under("pdf/").map(|(path, file)| (path, &*file.bytes)).collect();
    let documents: Vec<Document<'_>> = lists.iter().map(Document::Checklist).collect();
    let kit = Kit { files: &files, fonts: &[], config, sources: &Sources::default() };
    let artifacts = printed(&documents, kit, &|_, _| None, &mut diags);
    diags.finish(|_| None);
    (artifacts, diags)
}

/// The files of documents, by their paths.
fn printed(documents: &[Document<'_>], kit: Kit<'_>, earlier: Earlier<'_>, diags: &mut Diagnostics) -> Vec<Artifact> {
    let files = Mutex::new(Vec::new());
    super::print(documents, kit, (earlier, &|file| files.lock().expect("no test panics here").push(file)), diags);
    let mut files = files.into_inner().expect("no test panics here");
    files.sort_by(|a: &Artifact, b| a.path.cmp(&b.path));
    files
}

fn open(artifact: &Artifact) -> lopdf::Document {
    lopdf::Document::load_mem(&artifact.bytes).expect("a PDF")
}

fn text(document: &lopdf::Document) -> Vec<String> {
    document.get_pages().keys().map(|page| document.extract_text(&[*page]).expect("text")).collect()
}

fn dictionary<'d>(document: &'d lopdf::Document, of: &'d Dictionary, key: &[u8]) -> &'d Dictionary {
    of.get_deref(key, document).and_then(Object::as_dict).expect("a dictionary")
}

#[test]
fn a_checklist_has_every_group_item_and_page_number() {
    let (artifacts, diags) = print(&[samples::checklist()], &config());
    assert!(diags.is_empty(), "{diags:#?}");
    assert_eq!(artifacts[0].path, "checklists/cluster.pdf");
    let document = open(&artifacts[0]);
    let outline: Vec<(usize, String)> = document.get_toc().unwrap().toc.into_iter().map(|entry| (entry.level, entry.title)).collect();
    let expected = [
        (1, "How to read it"),
        (1, "Contents"),
        (1, "What it covers"),
        (1, "Compute & guest OS"),
        (2, "Patch operating systems on a schedule"),
        (1, "Identity"),
        (2, "Protect the root user with MFA"),
        (1, "Sign-off"),
        (1, "Appendix: what is inherited"),
        (2, "Facilities"),
    ];
    assert_eq!(outline, expected.map(|(level, title)| (level, title.to_owned())));
    let pages = text(&document);
    for (number, page) in (1..).zip(&pages) {
        assert!(page.contains(&format!("Page {number} of {}", pages.len())), "{page}");
        assert!(page.contains("Revision abc1234") && page.contains("2026-11-22"), "{page}");
    }
    let all = pages.concat();
    for key in ["patch-guest-os@ec2", "patch-guest-os@ecs/ec2", "Once for each account"] {
        assert_eq!(all.matches(key).count(), 1, "{key} in {all}");
    }
    assert!(all.contains("Known holes are closed <before> they are used & abused."), "{all}");
}

#[test]
fn a_checklist_is_tagged_and_carries_its_items() {
    let (artifacts, _) = print(&[samples::checklist()], &config());
    let document = open(&artifacts[0]);
    let catalog = document.catalog().unwrap();
    assert!(dictionary(&document, catalog, b"MarkInfo").get(b"Marked").and_then(Object::as_bool).unwrap());
    assert_eq!(catalog.get(b"Lang").and_then(Object::as_str).unwrap(), b"en-GB");
    let streams = document.objects.values().filter_map(|object| object.as_stream().ok());
    let is_file = |stream: &&lopdf::Stream| stream.dict.get(b"Type").and_then(Object::as_name).is_ok_and(|kind| kind == b"EmbeddedFile");
    let file = streams.into_iter().find(is_file).unwrap();
    let record: serde_json::Value = serde_json::from_slice(&file.decompressed_content().unwrap()).unwrap();
    assert_eq!(record["items"][2]["item"], "root-mfa");
    assert_eq!(record["inherited"][0]["item"], "guard-buildings@ec2");
}

#[test]
fn several_checklists_come_in_order_and_alike() {
    let lists: Vec<Checklist> = (0..3).map(|number| Checklist { stem: format!("list-{number}"), ..samples::checklist() }).collect();
    let letter = Config { pdf: Some(Pdf { paper: Paper::Letter, ..Pdf::default() }), ..config() };
    let (artifacts, _) = print(&lists, &letter);
    assert_eq!(
        artifacts.iter().map(|artifact| &artifact.path[..]).collect::<Vec<_>>(),
        [0, 1, 2].map(|number| format!("checklists/list-{number}.pdf"))
    );
    assert!(artifacts.iter().all(|artifact| artifact.bytes == artifacts[0].bytes));
    assert_eq!(print(&lists, &letter).0, artifacts);
    let document = open(&artifacts[0]);
    let page = document.get_dictionary(document.get_pages()[&1]).unwrap();
    let corner: Vec<f32> = page.get(b"MediaBox").and_then(Object::as_array).unwrap().iter().map(|side| side.as_float().unwrap()).collect();
    assert_eq!(corner, [0.0, 0.0, 612.0, 792.0]);
}

#[test]
fn a_character_without_a_glyph_is_told_and_shown() {
    let title = "Rockets \u{1F680} and \u{202E}marks #emph[x] $x$";
    let (artifacts, diags) = print(&[Checklist { title: title.to_owned(), ..samples::checklist() }], &config());
    let [finding] = diags.items() else { panic!("{diags:#?}") };
    assert_eq!(finding.rule.id, "missing-glyph");
    assert!(finding.message.contains("U+1F680"), "{}", finding.message);
    let first = text(&open(&artifacts[0]))[0].split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(first.contains("Rockets \u{FFFD} and marks #emph[x] $x$"), "{first}");
}

#[test]
fn wide_code_breaks_after_punctuation_and_keeps_options() {
    let code = CodeText::block(format!("aws x --query 'Items[].[{}]'", ["Identifier"; 8].join(",")));
    let pieces = code.parts.unwrap().remove(0);
    assert_eq!(pieces[0], Piece::Text { s: "aws x ".to_owned() });
    assert_eq!(pieces[1], Piece::Keep { s: "--query".to_owned() });
    assert_eq!(pieces[3], Piece::Keep { s: "'Items[].".to_owned() });
    assert_eq!(CodeText::block("aws x --query y".to_owned()).parts, None);
}

#[test]
fn what_an_earlier_run_made_of_the_same_is_not_typeset_again() {
    let config = config();
    let mut diags = Diagnostics::default();
    let theme = crate::theme::load(&Sources::default(), &config, &mut diags);
    let files: Vec<(&str, &[u8])> = theme.under("pdf/").map(|(path, file)| (path, &*file.bytes)).collect();
    let kit = Kit { files: &files, fonts: &[], config: &config, sources: &Sources::default() };
    let of = |stem: &str, about: &str| Checklist { stem: stem.to_owned(), about: about.to_owned(), ..samples::checklist() };
    let before = [of("a", "The same."), of("b", "The same.")];
    let first = printed(&before.each_ref().map(Document::Checklist), kit, &|_, _| None, &mut diags);
    let known = |path: &str, key: &str| {
        let made = first.iter().find(|file| file.path == path)?;
        (made.key.as_deref() == Some(key)).then(|| b"taken".to_vec())
    };
    let after = [of("a", "The same."), of("b", "Another.")];
    let later = after.each_ref().map(|list| move || list.clone());
    let second = printed(&later.each_ref().map(|list| Document::Later(list)), kit, &known, &mut diags);
    let taken: Vec<(&str, bool)> = second.iter().map(|file| (file.path.as_str(), file.bytes == b"taken")).collect();
    assert_eq!(taken, [("checklists/a.pdf", true), ("checklists/b.pdf", false)]);
    assert_eq!(second[0].key, first[0].key, "so that the next run finds it too");
}

/// Every object of a document: where it is, and what is there.
#[test]
fn a_packed_document_says_where_everything_is() {
    let (artifacts, _) = print(&[samples::checklist()], &config());
    let bytes = &artifacts[0].bytes;
    let document = open(&artifacts[0]);
    let size = document.trailer.get(b"Size").and_then(Object::as_i64).expect("a size");
    assert_eq!(size, i64::from(document.max_id) + 1);
    let streams = document.objects.values().filter(|object| object.as_stream().is_ok()).count();
    assert!(streams * 10 < document.objects.len(), "{streams} of {} objects stand for themselves", document.objects.len());
    assert!(!bytes.windows(11).any(|end| end == b"\r\nendstream"), "a reader may take the last byte for the end of a line");
}
