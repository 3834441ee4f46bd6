//! What a checklist looks like as Markdown.

use crate::markdown::write::{code, escape};
use crate::view::checklist::samples;

fn text(site_url: &str) -> String {
    let artifact = super::checklist(&samples::checklist(), site_url);
    assert_eq!(artifact.path, "checklists/cluster.md");
    String::from_utf8(artifact.bytes).expect("Markdown is text")
}

#[test]
fn a_checklist_is_a_task_list_with_keys() {
    insta::assert_snapshot!(text("https://onus.example/book/"));
}

#[test]
fn without_an_address_links_lead_to_neighbouring_pages() {
    let text = text("");
    assert!(text.contains("[On the site](../services/cluster.html)"), "{text}");
    assert!(text.contains("[`patch-guest-os`](../model.html#duty-patch-guest-os)"), "{text}");
}

#[test]
fn no_character_becomes_an_entity_or_markup() {
    assert_eq!(escape("a <b> & c &amp; *d* _e_ f_g 1 < 2"), r"a \<b> & c \&amp; \*d\* \_e\_ f_g 1 < 2");
    assert_eq!(code("a `b` c"), "``a `b` c``");
    assert_eq!(code("`"), "`` ` ``");
}
