//! Each format shows the same findings.

use onus::diag::{Colour, Diagnostics, Format, print, rules};
use onus::source::{Sources, Span};

const EC2: &str = "name: EC2\naccountable:\n  customer: [data]\n  custommer: [guest-os]\n";

fn findings() -> (Sources, Diagnostics) {
    let sources = Sources::new([
        ("content/services/compute/ec2.yaml".to_owned(), EC2.as_bytes().to_vec()),
        ("content/model/parties.yaml".to_owned(), b"customer: {}\n".to_vec()),
        ("content/logo:a,b.png".to_owned(), vec![0xff, 0xfe]),
    ]);
    let file = |path: &str| sources.find(path).expect("the fixture has it");
    let at = EC2.find("custommer").expect("the fixture has it");
    let mut findings = Diagnostics::default();
    findings
        .report(&rules::UNKNOWN_PARTY, Span::new(file("content/services/compute/ec2.yaml"), at, at + 9), "no party has the id `custommer`")
        .label("used here")
        .nearest("custommer", ["aws", "customer"])
        .related(Span::new(file("content/model/parties.yaml"), 0, 8), "parties are declared here");
    findings.report(&rules::UNUSED_FILE, Span::start_of(file("content/logo:a,b.png")), "nothing uses this file");
    findings.finish(|_| None);
    (sources, findings)
}

fn shown(format: Format) -> String {
    let (sources, findings) = findings();
    print(format, &findings, &sources, Colour::Off)
}

#[test]
fn human_shows_line_label_help_note_and_count() {
    assert_eq!(
        shown(Format::Human),
        "\
warning[unused-file]: nothing uses this file
 --> content/logo:a,b.png:1:1
  |
1 |
  | ^
  |
help: `onus explain unused-file` says more

error[unknown-party]: no party has the id `custommer`
 --> content/services/compute/ec2.yaml:4:3
  |
4 |   custommer: [guest-os]
  |   ^^^^^^^^^ used here
  |
  = help: did you mean `customer`?
note: parties are declared here
 --> content/model/parties.yaml:1:1
  |
1 | customer: {}
  | ^^^^^^^^
help: `onus explain unknown-party` says more

1 error, 1 warning
"
    );
}

#[test]
fn human_has_colour_only_when_asked() {
    let (sources, findings) = findings();
    assert!(print(Format::Human, &findings, &sources, Colour::On).contains("\u{1b}["));
    assert!(!shown(Format::Human).contains('\u{1b}'));
    assert_eq!(print(Format::Human, &Diagnostics::default(), &sources, Colour::Off), "");
}

#[test]
fn human_survives_spans_at_and_beyond_the_end() {
    let sources = Sources::new([("a.yaml".to_owned(), "é: 1\nlast".as_bytes().to_vec())]);
    let file = sources.find("a.yaml").expect("the fixture has it");
    let mut findings = Diagnostics::default();
    for (start, end) in [(1, 2), (6, 10), (10, 10), (11, 40), (0, 400)] {
        findings.report(&rules::YAML_SYNTAX, Span::new(file, start, end), format!("{start} to {end}"));
    }
    findings.finish(|_| None);
    for format in [Format::Human, Format::Short, Format::Json, Format::Sarif, Format::Github] {
        assert!(print(format, &findings, &sources, Colour::Off).contains("11 to 40"));
    }
}

#[test]
fn short_is_one_line_a_finding() {
    assert_eq!(
        shown(Format::Short),
        "\
content/logo:a,b.png:1:1: warning[unused-file]: nothing uses this file
content/services/compute/ec2.yaml:4:3: error[unknown-party]: no party has the id `custommer`; did you mean `customer`?
"
    );
}

#[test]
fn json_is_one_object_a_line() {
    let text = shown(Format::Json);
    let lines: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[1]["rule"], "unknown-party");
    assert_eq!((&lines[1]["line"], &lines[1]["column"], &lines[1]["end_column"]), (&4.into(), &3.into(), &12.into()));
    assert_eq!(lines[1]["helps"][0], "did you mean `customer`?");
    assert_eq!(lines[1]["related"][0]["path"], "content/model/parties.yaml");
}

#[test]
fn sarif_names_rules_and_places() {
    let log: serde_json::Value = serde_json::from_str(&shown(Format::Sarif)).expect("it is JSON");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let result = &run["results"][1];
    assert_eq!(result["ruleId"], "unknown-party");
    let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("a small one");
    assert_eq!(run["tool"]["driver"]["rules"][index]["id"], "unknown-party");
    assert_eq!(result["locations"][0]["physicalLocation"]["region"]["startLine"], 4);
    assert_eq!(result["relatedLocations"][0]["message"]["text"], "parties are declared here");
    assert_eq!(run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "content/logo%3Aa%2Cb.png");
}

#[test]
fn github_escapes_what_would_end_a_command() {
    assert_eq!(
        shown(Format::Github),
        "\
::warning file=content/logo%3Aa%2Cb.png,line=1,endLine=1,col=1,title=unused-file::nothing uses this file
::error file=content/services/compute/ec2.yaml,line=4,endLine=4,col=3,title=unknown-party::no party has the id `custommer`%0Adid you mean `customer`?
"
    );
}
