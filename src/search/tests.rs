//! Texts into words, entries into an index that can be read back.

use std::collections::BTreeMap;

use super::*;
use crate::search::weigh::{IN_NAME, IS_ID};

#[track_caller]
fn words(text: &str, expected: &str) {
    let mut found = Vec::new();
    token::words(text, |word| found.push(word.to_owned()));
    assert_eq!(found.join(" "), expected, "{text}");
}

fn entry(kind: &'static str, title: &str, ids: &[&str], text: &str) -> Entry {
    Entry {
        url: format!("{kind}/{}.html", title.to_lowercase()),
        title: title.to_owned(),
        kind,
        ids: ids.iter().map(|id| (*id).to_owned()).collect(),
        names: Vec::new(),
        facets: vec![("party", "customer".to_owned())],
        text: text.to_owned(),
        card: None,
    }
}

#[test]
fn ids_stay_whole_and_give_their_parts() {
    words("See IAM.6, (SI-2) and A.8.8.", "see iam.6 iam si-2 si a.8.8");
    words("AC-2(1) AC-02 (01); [AC-2(1)(a)]", "ac-2(1) ac ac-2 ac 02 01 ac-2(1)(a) ac");
    words("NIST 800-53 r5, TLS-1.2 in us-east-1", "nist 800-53 800 53 r5 tls-1.2 tls us-east-1 us east");
    assert_eq!(token::id("AC-02 (01)"), "ac-2(1)");
    assert_eq!(token::id("ssm_managed_compliant_patching"), "ssm_managed_compliant_patching");
    assert_eq!(token::id("a-00"), "a-0");
    assert_eq!(token::id("007"), "007");
}

#[test]
fn words_are_folded_and_split() {
    words("guest-os's, what's the `describe-instances`?", "guest os describe instances");
    words("CloudTrail IaaS DynamoDB eBPF", "cloudtrail cloud trail iaas dynamodb dynamo db ebpf");
    words("Müller façade STRASSE straße Łódź cafe\u{301}", "muller facade strasse strasse lodz cafe");
    words("… — a b 5 ((( ))) .-_", "");
    words(&"x".repeat(60), "");
    words("责任 共担 \u{1d400}\u{1d401}", "责任 共担");
}

#[test]
fn stop_words_are_sorted() {
    assert!(token::STOP_WORDS.is_sorted());
}

#[test]
fn a_title_counts_more_than_a_text_and_an_id_is_marked() {
    let entries = [entry("control", "Patch", &["SSM.2"], "Use it"), entry("control", "Other", &[], "patch ssm.2 and some more words")];
    let mut scales = weigh::Scales::default();
    entries.iter().for_each(|entry| scales.add(entry));
    let terms: BTreeMap<_, _> = scales.terms().collect();
    let [title, text] = terms["patch"][..] else { panic!("{:?}", terms["patch"]) };
    assert!(title.weight & 15 > text.weight & 15);
    assert_eq!((title.weight & IN_NAME, text.weight & IN_NAME), (IN_NAME, 0));
    assert_eq!(terms["ssm.2"].iter().map(|posting| posting.weight & IS_ID).collect::<Vec<_>>(), [IS_ID, 0]);
}

/// The data of a script, and the version that it carries.
fn made(entries: &[Entry], ask: &Ask, limit: usize) -> Vec<Artifact> {
    let mut sorted = entries.to_vec();
    sorted.sort_by_key(|entry| entry.kind);
    index(&mut sorted.into_iter(), ask, limit).collect()
}

fn read(artifacts: &[Artifact], name: &str) -> (String, serde_json::Value) {
    let artifact = artifacts.iter().find(|artifact| artifact.path == format!("static/search/{name}.js")).unwrap();
    let text = std::str::from_utf8(&artifact.bytes).unwrap();
    let arguments = text.strip_prefix("onusSearch(").unwrap().strip_suffix(");\n").unwrap();
    let list: serde_json::Value = serde_json::from_str(&format!("[{arguments}]")).unwrap();
    assert_eq!(list[1], name);
    (list[0].as_str().unwrap().to_owned(), list[2].clone())
}

#[test]
fn scripts_hold_what_a_query_needs() {
    let entries = [
        entry("service", "S3", &["s3"], "Stores\n\n objects"),
        entry("control", "Lock", &["S3.1"], "On s3"),
        entry("service", "Rds", &[], "\"Quotes\""),
    ];
    let labels = Labels::from([("party", [("customer".to_owned(), "You".to_owned())].into())]);
    let artifacts = made(&entries, &Ask { labels, ..nothing() }, 30);
    let (version, meta) = read(&artifacts, "meta");
    assert_eq!(meta["kinds"], serde_json::json!([["control", 1], ["service", 2]]));
    assert_eq!(meta["words"], "#lock #objects #quotes #rds #s3 %.1 $tores");
    assert_eq!((meta["entries"].as_u64(), meta["limit"].as_u64(), meta["t"].to_string()), (Some(3), Some(30), "[0]".to_owned()));
    let (_, titles) = read(&artifacts, "d0");
    assert_eq!(titles[1], serde_json::json!(["service/s3.html", "S3"]));
    let (same, texts) = read(&artifacts, "x0");
    assert_eq!((texts[1].as_str(), texts[2].as_str(), same), (Some("s3\nStores\nobjects"), Some("\n\"Quotes\""), version));
    assert_eq!(read(&artifacts, "facets").1, serde_json::json!({"party": {"customer": ["######", "You"]}}));
    let (_, postings) = read(&artifacts, "t0");
    // Lock is entry 0, S3 is 1: `#` is a distance of none, and what follows it is the weight.
    let s3 = postings.as_str().unwrap().split(' ').nth(4).unwrap();
    assert_eq!(s3.len(), 4, "{postings}");
    assert!(s3.starts_with('#') && s3.chars().nth(2) == Some('#'));
}

#[test]
fn a_card_stands_behind_the_text_and_is_not_looked_for() {
    let source = Some(("A page".to_owned(), "https://onus.example/page".to_owned()));
    let card = Card { kind: "customer", word: "You".to_owned(), why: "By default.".to_owned(), source };
    let entry = Entry { card: Some(card), ..entry("answer", "Patch", &["s3"], "At night") };
    let artifacts = made(&[entry], &nothing(), 30);
    let (_, texts) = read(&artifacts, "x0");
    assert_eq!(texts[0], "s3\nAt night\tcustomer\tYou\tBy default.\tA page\thttps://onus.example/page");
    assert_eq!(read(&artifacts, "meta").1["words"], "#night #patch #s3");
}

#[test]
fn an_empty_site_has_an_index_too() {
    assert_eq!(
        made(&[], &nothing(), 30).iter().map(|artifact| artifact.path.as_str()).collect::<Vec<_>>(),
        ["static/search/ask.js", "static/search/facets.js", "static/search/meta.js"]
    );
}

#[test]
fn large_sites_are_split_and_the_same_input_gives_the_same_bytes() {
    let entries: Vec<Entry> =
        (0..900).map(|at| entry("page", &format!("Page{at}"), &[], &format!("word{} and more of the same text {at}", at * 7 % 900))).collect();
    let artifacts = made(&entries, &nothing(), 30);
    assert_eq!(artifacts, made(&entries, &nothing(), 30));
    let (_, meta) = read(&artifacts, "meta");
    let starts: Vec<u64> = meta["d"].as_array().unwrap().iter().map(|start| start.as_u64().unwrap()).collect();
    assert!(starts.len() > 2 && starts.is_sorted() && starts[0] == 0, "{starts:?}");
    let total: usize = (0..starts.len()).map(|at| read(&artifacts, &format!("d{at}")).1.as_array().unwrap().len()).sum();
    assert_eq!(total, 900);
}

#[track_caller]
fn stems(text: &str, expected: &str) {
    let found: Vec<String> = token::runs(text).iter().map(|run| ask::stem(run)).collect();
    assert_eq!(found.join(" "), expected, "{text}");
}

#[test]
fn words_of_a_family_have_one_stem() {
    stems("patches patching patched patch", "patch patch patch patch");
    stems("policies policy keys key", "polici polici kei kei");
    stems("running runs encryption encrypts stopped access", "run run encrypt encrypt stop access");
}

/// `service[/variant] topic+topic`, as the names and phrases below give it; `-` where a question is about nothing.
#[track_caller]
fn about(question: &str, expected: &str) {
    let subject =
        |names: &[&str], base, marks: [Mark; 3]| Subject { names: names.iter().map(|name| (*name).to_owned()).collect(), base, marks: marks.into() };
    let topic = |phrases: &[&str]| phrases.iter().map(|phrase| (*phrase).to_owned()).collect();
    let ask = Ask {
        subjects: vec![
            subject(&["Amazon Box", "firewall rules"], None, [Mark::Own, Mark::Own, Mark::Absent]),
            subject(&["Box on Wheels"], Some(0), [Mark::Moved, Mark::Inherited, Mark::Inherited]),
            subject(&["Amazon Shelf", "Old Shelf"], None, [Mark::Own; 3]),
        ],
        topics: vec![
            topic(&["patch os", "operating system updates"]),
            topic(&["patch engine", "minor version"]),
            topic(&["firewall rules", "patch firewall"]),
        ],
        vendors: vec!["Amazon Web Services".to_owned()],
        ..nothing()
    };
    let found = ask.find(question).map_or("-".to_owned(), |found| {
        let subject = found.subject.map_or("*", |at| ask.subjects[at].names[0].as_str());
        let topics: Vec<String> = found.topics.iter().map(|&topic| ask.topics[topic][0].clone()).collect();
        format!("{subject}: {}", topics.join(", "))
    });
    assert_eq!(found, expected, "{question}");
}

#[test]
fn a_question_names_a_subject_and_topics() {
    about("Who patches the OS of Amazon Box?", "Amazon Box: patch os");
    about("who patches the operating system of box on wheels", "Box on Wheels: patch os");
    about("who patches old shelf", "Amazon Shelf: patch os, patch engine, firewall rules");
    about("who patches box", "Amazon Box: patch os, patch engine");
    about("who writes firewall rules", "*: firewall rules");
    about("amazon shelf", "Amazon Shelf: ");
    about("what is the weather", "-");
}

/// The names of the subjects below that a question wants side by side.
#[track_caller]
fn beside(question: &str, expected: &str) {
    let subject = |names: &[&str], base| Subject { names: names.iter().map(|name| (*name).to_owned()).collect(), base, marks: Vec::new() };
    let subjects = vec![
        subject(&["Amazon Box"], None),
        subject(&["Box on Wheels", "Box Wheels Large"], Some(0)),
        subject(&["Box in Water"], Some(0)),
        subject(&["Amazon Shelf", "Old Shelf in Water"], None),
    ];
    let ask = Ask { subjects, vendors: vec!["Amazon".to_owned()], ..nothing() };
    let found: Vec<&str> = ask.compared(question).into_iter().map(|at| ask.subjects[at].names[0].as_str()).collect();
    assert_eq!(found.join(", "), expected, "{question}");
}

#[test]
fn a_comparison_names_its_sides() {
    beside("compare box and box on wheels", "Amazon Box, Box on Wheels");
    beside("Box vs. Shelf", "Amazon Box, Amazon Shelf");
    beside("the difference between Amazon Shelf and box, or box on wheels", "Amazon Shelf, Amazon Box, Box on Wheels");
    // What is left of a name is looked for in the family of the first one.
    beside("box on wheels vs water", "Box on Wheels, Box in Water");
    beside("box shelf difference", "Amazon Box, Amazon Shelf");
    beside("box and shelf", "");
    beside("compare boxes", "");
    beside("checklist for moving from box to shelf", "");
}

fn nothing() -> Ask {
    Ask { subjects: Vec::new(), topics: Vec::new(), vendors: Vec::new(), pairs: Vec::new(), labels: Labels::new() }
}
