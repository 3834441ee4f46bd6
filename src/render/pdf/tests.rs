//! What a printed checklist holds, read back from the file.

use lopdf::Document;

use crate::artifact::Artifact;
use crate::config::{Config, Html, Markdown, Paper, Pdf};
use crate::diag::Diagnostics;
use crate::view::checklist::{Checklist, samples};

static FILES: include_dir::Dir<'static> = include_dir::include_dir!("$CARGO_MANIFEST_DIR/themes/default/pdf");

fn files() -> Vec<(&'static str, &'static [u8])> {
    let fonts = FILES.get_dir("fonts").expect("the theme has fonts");
    FILES.files().chain(fonts.files()).filter_map(|file| Some((file.path().to_str()?, file.contents()))).collect()
}

fn config() -> Config {
    let day = jiff::civil::date(2026, 11, 22);
    Config {
        title: "Responsibilities".to_owned(),
        description: String::new(),
        authors: vec!["Ana Müller".to_owned()],
        language: "en-GB".to_owned(),
        src: "content".to_owned(),
        build_dir: "book".to_owned(),
        today: day,
        as_of: day,
        revision: "abc1234".to_owned(),
        review_limit_days: None,
        severities: Default::default(),
        html: Some(Html {
            theme: "default".to_owned(),
            site_url: "https://onus.example/book/".to_owned(),
            repository_url: None,
            edit_url: None,
            search: true,
            search_limit: 30,
            redirects: Default::default(),
        }),
        pdf: Some(Pdf { paper: Paper::A4 }),
        markdown: Some(Markdown::default()),
    }
}

fn print(lists: &[Checklist<'_>]) -> (Vec<Artifact>, Diagnostics) {
    let mut diags = Diagnostics::default();
    let artifacts = super::checklists(lists, &files(), &config(), &mut diags);
    if let Ok(folder) = std::env::var("ONUS_PDF_OUT") {
        for artifact in &artifacts {
            std::fs::write(format!("{folder}/{}", artifact.path.replace('/', "-")), &artifact.bytes).unwrap();
        }
    }
    (artifacts, diags)
}

#[test]
fn first() {
    let (artifacts, diags) = print(&[samples::checklist()]);
    assert!(diags.is_empty(), "{diags:#?}");
    let document = Document::load_mem(&artifacts[0].bytes).unwrap();
    assert!(document.get_pages().len() > 2);
}
