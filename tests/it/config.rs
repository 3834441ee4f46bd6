//! Every key of book.toml has its meaning or a finding.

use jiff::civil::{Date, date};
#[cfg(feature = "pdf")]
use onus::config::Layout;
use onus::config::{Appearance, Config, Overrides, Paper};
use onus::diag::{Colour, Diagnostics, Format, Severity, print};
use onus::source::Sources;

const TODAY: Date = date(2026, 11, 30);

fn read(text: &str) -> (Config, String) {
    let file = |path: &str, text: &str| (path.to_owned(), text.as_bytes().to_vec());
    let sources = Sources::new([file("book.toml", text), file("theme/extra.css", "")]);
    let mut findings = Diagnostics::default();
    let config = Config::read(&sources, &Overrides::on(TODAY), &mut findings);
    findings.finish(|_| None);
    (config, print(Format::Short, &findings, &sources, Colour::Off))
}

fn clean(text: &str) -> Config {
    let (config, findings) = read(text);
    assert_eq!(findings, "");
    config
}

#[test]
fn an_empty_book_has_the_defaults_and_every_output() {
    let config = clean("");
    assert_eq!((config.src.as_str(), config.build_dir.as_str(), config.language.as_str()), ("content", "book", "en"));
    assert_eq!((config.today, config.as_of, config.review_limit_days), (TODAY, TODAY, Some(400)));
    assert!(config.html.is_some() && config.markdown.is_some() && config.json.is_some());
    assert_eq!(config.pdf.is_some(), cfg!(feature = "pdf"));
}

#[test]
fn an_output_is_on_when_its_table_is_there() {
    let (config, findings) = read("[output.pdf]\npaper = \"letter\"\n");
    assert_eq!(config.pdf.map(|pdf| pdf.paper), cfg!(feature = "pdf").then_some(Paper::Letter));
    assert_eq!(findings.is_empty(), cfg!(feature = "pdf"), "{findings}");
    assert!(config.html.is_none() && config.markdown.is_none() && config.json.is_none());
    assert!(clean("[output.json]\n").json.is_some());
    assert!(clean("[output.html.search]\nenable = false\n").html.is_some_and(|html| !html.search));
}

#[test]
fn every_key_with_a_meaning_is_read() {
    let config = clean(
        r#"
        [book]
        title = "T"
        description = "D"
        authors = ["A", "B"]
        language = "pt-BR"
        text-direction = "ltr"
        src = "./docs/content/"
        [build]
        build-dir = "out"
        extra-watch-dirs = ["notes"]
        create-missing = false
        use-default-preprocessors = false
        [model]
        review-limit = false
        [rules]
        stale-review = "error"
        unused-file = "allow"
        [output.html]
        theme = "mine"
        default-theme = "Navy"
        preferred-dark-theme = "ayu"
        additional-css = ["./theme/extra.css"]
        cname = "docs.example.com"
        raw-html = true
        git-repository-url = "https://example.com/repo"
        edit-url-template = "https://example.com/edit/{path}"
        site-url = "https://example.com/docs/"
        definition-lists = true
        mathjax-support = false
        [output.html.search]
        limit-results = 7
        use-boolean-and = true
        [output.html.redirect]
        "/old/page.html" = "../new.html"
        "#,
    );
    assert_eq!((config.title.as_str(), config.description.as_str(), config.language.as_str()), ("T", "D", "pt-BR"));
    assert_eq!((config.src.as_str(), config.build_dir.as_str()), ("docs/content", "out"));
    assert_eq!((config.review_limit_days, config.authors.len(), config.watch_dirs.as_slice()), (None, 2, &["notes".to_owned()][..]));
    assert_eq!(config.severities.get("stale-review"), Some(&Severity::Error));
    let html = config.html.expect("the table is there");
    assert_eq!((html.theme.as_str(), html.appearance, html.search_limit), ("mine", Appearance::Dark, 7));
    assert!(html.raw_html && !Config::defaults(&Overrides::on(TODAY)).html.expect("there is a site").raw_html);
    assert_eq!(html.additional_css, ["theme/extra.css"]);
    assert_eq!(html.redirects.get("old/page.html").map(String::as_str), Some("../new.html"));
}

#[test]
#[cfg(feature = "pdf")]
fn documents_are_printed_as_the_book_asks() {
    let text = "[output.pdf]\npaper = \"Letter\"\nlayout = \"compact\"\nfillable = false\nfonts = [\"theme\"]\ncompare = [\"ec2 ecs/fargate\"]\n";
    let pdf = clean(text).pdf.expect("the table is there");
    assert_eq!((pdf.paper, pdf.layout, pdf.fillable), (Paper::Letter, Layout::Compact, false));
    assert_eq!((pdf.fonts.as_slice(), pdf.compare[0].from.as_str(), pdf.compare[0].to.as_str()), (&["theme".to_owned()][..], "ec2", "ecs/fargate"));
    let (_, findings) = read("[output.pdf]\nlayout = \"small\"\nfillable = 1\nfonts = [\"none\", \"../up\"]\ncompare = [\"ec2\", \"s3 s3\"]\n");
    let expected = [
        "book.toml:2:10: error[invalid-config-value]: `layout` is `full` or `compact`, not `small`",
        "book.toml:3:12: error[invalid-config-value]: `fillable` takes `true` or `false`",
        "book.toml:4:10: error[invalid-config-value]: the book has no fonts in `none`",
        "book.toml:4:18: error[invalid-config-value]: `fonts` names folders inside the book",
        "book.toml:5:12: error[invalid-config-value]: `compare` takes pairs of services or variants, such as `ec2 ecs/fargate`",
        "book.toml:5:19: error[invalid-config-value]: `compare` takes pairs of services or variants, such as `ec2 ecs/fargate`",
    ];
    assert_eq!(findings.lines().filter(|line| line.contains("error[")).collect::<Vec<_>>(), expected);
}

#[test]
fn wrong_keys_and_values_are_told_with_their_places() {
    let (_, findings) = read(
        r#"[book]
titel = "x"
src = "../elsewhere"
[build]
build-dir = "content/book"
[rules]
unasigned-duty = "error"
stale-review = "warn"
[output.html]
site_url = "x"
mathjax-support = true
edit-url-template = "https://example.com"
site-url = "example.com"
additional-css = ["theme/extra.css", "gone.css"]
cname = "https://example.com"
[output.html.search]
limit-results = 0
[output.htm]
"#,
    );
    let places: Vec<&str> = findings.lines().filter_map(|line| line.split_once("]: ").map(|(place, _)| place)).collect();
    assert_eq!(
        places,
        [
            "book.toml:2:1: error[unknown-config-key",
            "book.toml:3:7: error[invalid-config-value",
            "book.toml:5:13: error[invalid-config-value",
            "book.toml:7:1: error[unknown-rule",
            "book.toml:8:16: error[invalid-config-value",
            "book.toml:10:1: error[unknown-config-key",
            "book.toml:11:19: error[invalid-config-value",
            "book.toml:12:21: error[invalid-config-value",
            "book.toml:13:12: error[invalid-config-value",
            "book.toml:14:38: error[invalid-config-value",
            "book.toml:15:9: error[invalid-config-value",
            "book.toml:17:17: error[invalid-config-value",
            "book.toml:18:9: error[unknown-config-key",
        ]
    );
    for hint in ["`title`", "`unassigned-duty`", "`site-url`", "`html`"] {
        assert!(findings.contains(&format!("did you mean {hint}?")), "{hint} in {findings}");
    }
}

#[test]
fn keys_that_only_mdbook_needs_are_noted() {
    let (_, findings) = read(
        r#"
        [rust]
        edition = "2024"
        [preprocessor.toc]
        command = "mdbook-toc"
        [build]
        create-missing = true
        [output.linkcheck]
        [output.html]
        smart-punctuation = true
        no-section-label = false
        [output.html.fold]
        level = 2
        [output.html.playground]
        editable = true
        copyable = true
        "#,
    );
    assert_eq!(findings.lines().count(), 8, "{findings}");
    assert!(findings.lines().all(|line| line.contains("note[unused-config-key]")), "{findings}");
}

#[test]
fn every_syntax_error_is_told_and_the_rest_is_read() {
    let (config, findings) = read("[book]\ntitle = \"T\"\nauthors = [\n[build]\nbuild-dir = \n");
    assert!(findings.lines().all(|line| line.contains("error[config-syntax]")), "{findings}");
    assert!(!findings.is_empty());
    assert_eq!(config.title, "T");
}

#[test]
fn the_command_line_beats_the_file() {
    let sources = Sources::new([("book.toml".to_owned(), b"[output.html]\nsite-url = \"https://a.example/\"\n".to_vec())]);
    let overrides = Overrides { as_of: Some(date(2022, 12, 31)), site_url: Some("https://b.example/".to_owned()), ..Overrides::on(TODAY) };
    let config = Config::read(&sources, &overrides, &mut Diagnostics::default());
    assert_eq!((config.today, config.as_of), (TODAY, date(2022, 12, 31)));
    assert_eq!(config.html.expect("the table is there").site_url, "https://b.example/");
}

/// What a book.toml and the variables of the environment come to.
fn read_with(text: &str, variables: &[(&str, &str)]) -> (Config, String) {
    let variables = onus::config::environment::text(variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    let file = |path: &str, text: &str| (path.to_owned(), text.as_bytes().to_vec());
    let sources = Sources::new([file("book.toml", text), file("environment", &variables)]);
    let mut findings = Diagnostics::default();
    let config = Config::read(&sources, &Overrides::on(TODAY), &mut findings);
    findings.finish(|_| None);
    (config, print(Format::Short, &findings, &sources, Colour::Off))
}

#[test]
fn the_environment_beats_the_file() {
    let (config, findings) = read_with(
        "[book]\ntitle = \"T\"\nlanguage = \"de\"\n[output.html]\n",
        &[
            ("ONUS_BOOK__TITLE", "Draft = \"1\""),
            ("ONUS_BOOK__AUTHORS", "[\"A\", \"B\"]"),
            ("ONUS_MODEL__REVIEW_LIMIT", "7"),
            ("ONUS_OUTPUT__HTML__SITE_URL", "https://example.com/"),
            ("ONUS_OUTPUT__HTML__SEARCH__ENABLE", "false"),
            ("ONUS_OUTPUT__MARKDOWN", "{}"),
            ("ONUS_RULES__STALE_REVIEW", "error"),
            ("ONUS_SITE", "no table, so nothing of ours"),
            ("PATH", "/bin"),
        ],
    );
    assert_eq!(findings, "");
    assert_eq!((config.title.as_str(), config.language.as_str(), config.authors.len()), ("Draft = \"1\"", "de", 2));
    assert_eq!((config.review_limit_days, config.severities.get("stale-review")), (Some(7), Some(&Severity::Error)));
    let html = config.html.expect("the table is there");
    assert_eq!((html.site_url.as_str(), html.search, config.markdown.is_some()), ("https://example.com/", false, true));
}

#[test]
fn mistakes_in_the_environment_are_told_at_the_variable() {
    let (_, findings) = read_with(
        "[book]\ntitle = \"T\"\n",
        &[("ONUS_BOOK__TITEL", "x"), ("ONUS_BOOK__TITLE__X", "y"), ("ONUS_OUTPUT__PDF__PAPER", "a5"), ("ONUS_MODEL__REVIEW_LIMIT", "a year")],
    );
    let findings: Vec<&str> = findings.lines().filter(|line| !line.contains("makes no PDF")).collect();
    let pdf = if cfg!(feature = "pdf") { 1 } else { 0 };
    assert_eq!(findings[0], "environment:1:1: error[unknown-config-key]: [book] has no key `titel`; did you mean `title`?");
    assert_eq!(findings[1], "environment:2:1: error[invalid-config-value]: `title` is no table, so `ONUS_BOOK__TITLE__X` sets nothing");
    assert_eq!(findings[2], "environment:3:26: error[invalid-config-value]: `review-limit` takes a whole number from 1");
    assert_eq!(findings.len(), 3 + pdf, "{findings:?}");
    if pdf == 1 {
        assert_eq!(findings[3], "environment:4:25: error[invalid-config-value]: `paper` is `a4` or `letter`, not `a5`");
    }
}
