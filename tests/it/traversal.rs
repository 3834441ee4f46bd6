//! Names that would lead out of the book, and templates that would look around on the machine.

use onus::config::{Config, Overrides};
use onus::diag::Diagnostics;
use onus::source::Sources;

use crate::fixture::{Book, TODAY};

/// What is wrong with book.toml, by rule, and what it comes to.
fn read(toml: &str) -> (Config, Vec<String>) {
    let sources = Sources::new(Book::fixture("base").with("book.toml", toml).0);
    let mut findings = Diagnostics::default();
    let config = Config::read(&sources, &Overrides::on(TODAY), &mut findings);
    (config, findings.items().iter().map(|finding| format!("{}: {}", finding.rule.id, finding.message)).collect())
}

#[test]
fn no_key_of_book_toml_names_a_place_outside() {
    let outside = ["../out", "/etc", "a/../../out", "..", "a\\\\..\\\\..\\\\out", "C:\\\\out", "//out", "~/out/../../.."];
    for path in outside {
        for (table, line) in [
            ("[book]", format!("src = \"{path}\"")),
            ("[build]", format!("build-dir = \"{path}\"")),
            ("[output.html]", format!("theme = \"{path}\"")),
            ("[output.html]", format!("additional-css = [\"{path}\"]")),
            ("[output.html]", format!("additional-js = [\"{path}\"]")),
            ("[output.pdf]", format!("fonts = [\"{path}\"]")),
        ] {
            let (config, found) = read(&format!("{table}\n{line}\n"));
            let key = line.split(' ').next().expect("a key");
            assert!(matches!(found.as_slice(), [finding] if !finding.starts_with("unknown")), "{line}: {found:?}");
            let plain = path.replace("\\\\", "\\");
            assert!(!format!("{config:?}").contains(&format!("{plain:?}")), "{key} has become {path}");
        }
    }
}

#[test]
fn no_text_names_a_file_outside_of_the_content() {
    let outside = [
        "../../secret.png",
        "../../../../../../etc/passwd.png",
        "/etc/passwd.png",
        "..%2f..%2fsecret.png",
        "%2e%2e/%2e%2e/secret.png",
        "//etc/passwd.png",
    ];
    for path in outside {
        for text in
            [format!("![a]({path})"), format!("[a]({})", path.replace(".png", ".md")), format!("{{{{#include {}}}}}", path.replace(".png", ".md"))]
        {
            let guide = format!("---\ntitle: Out\n---\n\n{text}\n");
            let lines = Book::fixture("base").with("content/guides/out.md", guide).check().lines();
            let told = |line: &String| line.starts_with("content/guides/out.md:5:") && line.contains(": error[");
            assert!(matches!(lines.as_slice(), [line] if told(line)), "{text}: {lines:#?}");
        }
    }
}

/// What is wrong when a file of the theme holds this, and everything that was built.
fn built(path: &str, text: &str) -> (Vec<String>, String) {
    let toml = "[book]\ntitle = \"A\"\n[output.html]\n";
    let book = Book::fixture("base").with("book.toml", toml).with(path, text).with("theme/templates/header.html", "<p>Near</p>");
    let sources = Sources::new(book.with("secret.html", "the secret").0);
    let config = Config::read(&sources, &Overrides::on(TODAY), &mut Diagnostics::default());
    let done = onus::build(&sources, &config, &|_, _| None);
    let findings = done.diagnostics.items().iter().map(|finding| format!("{}: {}", finding.rule.id, finding.message));
    (findings.collect(), done.artifacts.iter().map(|file| String::from_utf8_lossy(&file.bytes)).collect())
}

#[test]
fn templates_read_neither_files_nor_the_environment() {
    let (found, out) = built("theme/templates/footer.html", "{% include \"header.html\" %}");
    assert!(found.is_empty() && out.contains("<p>Near</p>"), "{found:?}");
    for template in [
        "{{ get_env(name=\"PATH\") }}",
        "{{ env(name=\"PATH\") }}",
        "{{ load_data(path=\"book.toml\") }}",
        "{{ get_file_hash(path=\"book.toml\") }}",
        "{{ now() }}",
        "{{ get_random(start=0, end=9) }}",
        "{% include \"/etc/passwd\" %}",
        "{% include \"../../secret.html\" %}",
        "{% include \"secret.html\" %}",
        "{% include \"../content/glossary.yaml\" %}",
        "{% import \"/etc/passwd\" as x %}",
        "{% extends \"/etc/passwd\" %}",
        "{{ \"/etc/passwd\" | read }}",
    ] {
        let (found, out) = built("theme/templates/footer.html", template);
        assert!(matches!(found.first(), Some(finding) if finding.starts_with("theme: ")), "{template}: {found:?}");
        assert!(!out.contains("root:") && !out.contains("the secret"), "{template}");
    }
}

#[cfg(feature = "pdf")]
#[test]
fn templates_of_documents_read_neither_files_nor_the_environment() {
    use onus::config::Pdf;
    use onus::preview::{Memory, Preview};
    let print = |text: &str| {
        let original = include_str!("../../themes/default/pdf/checklist.typ");
        let book = Book::fixture("base").with("theme/pdf/checklist.typ", format!("{text}\n{original}")).with("secret.txt", "the secret");
        let sources = Sources::new(book.0);
        let mut config = Config::read(&sources, &Overrides::on(TODAY), &mut Diagnostics::default());
        config.pdf = Some(Pdf::default());
        let (preview, _) = Preview::of(&sources, &config, &mut Memory::default());
        preview.and_then(|preview| preview.file("checklists/ec2.pdf")).map(|bytes| bytes.len())
    };
    assert!(print("#let here = 1").is_some(), "a harmless one is printed");
    for text in [
        "#let x = read(\"/etc/passwd\")",
        "#let x = read(\"../../secret.txt\")",
        "#let x = read(\"/secret.txt\")",
        "#import \"/etc/passwd\": *",
        "#let x = sys.inputs.at(\"PATH\")",
        "#import \"@preview/cetz:0.2.0\": *",
    ] {
        assert_eq!(print(text), None, "{text}");
    }
}
