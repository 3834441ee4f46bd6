//! Hard texts: what cannot be shown is told, and nothing is lost in silence.

use lopdf::Object;

use super::{config, open, print, text};
use crate::artifact::Artifact;
use crate::config::Config;
use crate::diag::Diagnostics;
use crate::render::pdf::{Document, Kit};
use crate::source::{Sources, Span};
use crate::view::checklist::{Checklist, Group, samples};

fn words(artifact: &Artifact) -> String {
    text(&open(artifact)).concat().split_whitespace().collect::<Vec<_>>().join(" ").replace('\u{200B}', "")
}

#[test]
fn long_words_and_directions_of_text_harm_nothing() {
    let long = "Pneumonoultramicroscopicsilicovolcanoconiosis".repeat(6);
    let title = format!("{long} \u{202E}turned\u{202C} soft\u{AD}hyphen https://example.com/{}", "segment/".repeat(30));
    let (artifacts, diags) = print(&[Checklist { title: title.clone(), about: long.clone(), ..samples::checklist() }], &config());
    assert!(diags.is_empty(), "{diags:#?}");
    let all = words(&artifacts[0]).replace(' ', "");
    assert!(all.contains(&long) && all.contains("turnedsofthyphenhttps://example.com/segment/"), "{all}");
    assert!(!all.contains(['\u{202E}', '\u{202C}', '\u{AD}']));
}

#[test]
fn a_character_without_a_glyph_is_told_at_its_own_place() {
    let file = "title: Backups \u{1F680}\nobjective: Keep them, \u{6771}\u{4EAC}.\n";
    let sources = Sources::new([("content/controls/a.yaml".to_owned(), file.as_bytes().to_vec())]);
    let span = Span::new(sources.ids().next().unwrap(), 0, 5);
    let mut list = samples::checklist();
    list.groups.truncate(1);
    list.groups[0].items.truncate(1);
    let line = &mut list.groups[0].items[0];
    (line.title, line.span) = ("Backups \u{1F680}, \u{6771}\u{4EAC} and \u{6771}\u{4EAC} again", span);
    let (artifacts, diags) = print_with(&[list], &sources, &[]);
    let found: Vec<(String, u32)> = diags.items().iter().map(|finding| (finding.message.clone(), finding.primary.span.start)).collect();
    let at = |c: char| u32::try_from(file.find(c).unwrap()).unwrap();
    let message = |code: &str| format!("no font has a glyph for U+{code} in `patch-guest-os`");
    assert_eq!(found, [(message("1F680"), at('\u{1F680}')), (message("6771"), at('\u{6771}')), (message("4EAC"), at('\u{4EAC}'))]);
    let all = words(&artifacts[0]).replace(' ', "");
    assert!(all.contains("Backups\u{FFFD},\u{FFFD}\u{FFFD}and\u{FFFD}\u{FFFD}again"), "{all}");
}

#[test]
fn fonts_of_the_book_draw_what_the_others_lack() {
    let title = "To \u{6771}\u{4EAC} with \u{5E9}";
    let kit_fonts: [&[u8]; 1] = [include_bytes!("../../../../tests/fixtures/fonts/three-letters.ttf")];
    let (config, sources) = (config(), Sources::default());
    let mut diags = Diagnostics::default();
    let theme = crate::theme::load(&sources, &config, &mut diags);
    let files: Vec<(&str, &[u8])> = theme.under("pdf/").map(|(path, file)| (path, &*file.bytes)).collect();
    let list = Checklist { title: title.to_owned(), ..samples::checklist() };
    let kit = Kit { files: &files, fonts: &kit_fonts, config: &config, sources: &sources };
    let artifacts = super::printed(&[Document::Checklist(&list)], kit, &|_, _| None, &mut diags);
    assert!(diags.is_empty(), "{diags:#?}");
    assert!(words(&artifacts[0]).replace(' ', "").contains("To\u{6771}\u{4EAC}with\u{5E9}"), "{}", words(&artifacts[0]));
}

/// Prints with templates of the theme replaced.
fn print_with(lists: &[Checklist<'_>], sources: &Sources, replaced: &[(&str, &str)]) -> (Vec<Artifact>, Diagnostics) {
    let config: Config = config();
    let mut diags = Diagnostics::default();
    let theme = crate::theme::load(&Sources::default(), &config, &mut diags);
    let built_in = theme.under("pdf/").map(|(path, file)| (path, &*file.bytes));
    let own = |path: &str| replaced.iter().find(|(name, _)| *name == path).map(|(_, text)| text.as_bytes());
    let files: Vec<(&str, &[u8])> = built_in.map(|(path, bytes)| (path, own(path).unwrap_or(bytes))).collect();
    let documents: Vec<Document<'_>> = lists.iter().map(Document::Checklist).collect();
    let artifacts = super::printed(&documents, Kit { files: &files, fonts: &[], config: &config, sources }, &|_, _| None, &mut diags);
    diags.finish(|_| None);
    (artifacts, diags)
}

const BEGIN: &str = "#import \"data.typ\": d\n#let checklist(record) = { set document(title: d.title, date: datetime(year: 2026, month: 1, day: 1)); set text(font: \"Inter\", lang: \"en\"); ";

#[test]
fn what_lies_outside_of_a_page_is_told() {
    let template = format!("{BEGIN} [Seen.]; block(breakable: false, height: 900pt, {{ v(1fr); [Lost in the dark.] }}) }}");
    let (artifacts, diags) = print_with(&[samples::checklist()], &Sources::default(), &[("checklist.typ", &template)]);
    let messages: Vec<&str> = diags.items().iter().map(|finding| finding.message.as_str()).collect();
    assert!(messages[0].starts_with("in `checklists/cluster.pdf`, `Lost in the dark.` does not fit on page "), "{messages:?}");
    assert!(messages[1..].iter().all(|message| message.contains("has no place on the pages")), "{messages:?}");
    assert_eq!(messages.len() - 1, 3 * 6 + 3 * 3, "each field of the form is missed");
    assert_eq!(artifacts[0].key, None, "it is made again, so that the finding comes again");
}

#[test]
fn a_template_that_is_wrong_is_told_with_its_line() {
    let template = "#import \"data.typ\": d\n#let checklist(record) = d.nothing\n";
    let (artifacts, diags) = print_with(&[samples::checklist()], &Sources::default(), &[("checklist.typ", template)]);
    assert!(artifacts.is_empty());
    let message = &diags.items()[0].message;
    assert!(message.contains("(`pdf/checklist.typ`, line 2)"), "{message}");
}

#[test]
fn two_hundred_items_are_all_there() {
    let mut list = samples::checklist();
    let line = list.groups[0].items[0].clone();
    let items = (0..200).map(|number| crate::view::checklist::Line { key: format!("patch-guest-os@s{number}"), ..line.clone() }).collect();
    list.groups = vec![Group { id: "compute", title: "Compute".into(), items }];
    let (artifacts, diags) = print(&[list], &config());
    assert!(diags.is_empty(), "{diags:#?}");
    let document = open(&artifacts[0]);
    let all = text(&document).concat();
    assert!((0..200).all(|number| all.contains(&format!("patch-guest-os@s{number}"))));
    let fields = super::dictionary(&document, document.catalog().unwrap(), b"AcroForm").get(b"Fields").and_then(Object::as_array).unwrap();
    assert_eq!(fields.len(), 200 * 6 + 9);
}
