//! `onus status`: what is printed, and when it fails.

use super::{book, csv, import};
use crate::cli::{onus, put};

/// Found, run out, soon to run out, decided, inherited, and twice on one day.
const STATUS: &str = "\
- { item: patch-monthly@ec2/windows, state: met, by: Ana, on: 2026-11-03, until: 2026-12-03 }
- { item: encrypt-storage@s3, state: met, on: 2026-09-03, until: 2026-10-03 }
- { item: name-classes, state: met, on: 2026-11-03 }
- { item: name-classes, state: partly-met, on: 2026-11-03 }
";

#[test]
fn it_prints_shares_with_what_they_are_shares_of() {
    let book = book();
    put(&book, "content/status/payments.yaml", STATUS);
    let ran = onus(book.path(), &["status", "payments"]);
    assert_eq!(ran.code, Some(0), "{}", ran.aside);
    let wanted = "\
Payments on 2026-11-30: partly met

  1 of 3 met (33 %)
  1 partly met, 1 not assessed, 1 met
  1 of the not assessed have no entry at all
  2 more are inherited, and in no count here: 2 not assessed (1 ran out)

by team
  Platform engineering  met         1 of 1 met (100 %)  1 met
  Payments team         partly met  0 of 2 met (0 %)    1 partly met, 1 not assessed

ran out, and counts as not assessed
  encrypt-storage@s3  met until 2026-10-03

runs out within 30 days
  patch-monthly@ec2/windows  met until 2026-12-03, by Ana

two entries of one day that do not agree; the worse counts
  name-classes  partly met
";
    assert_eq!(ran.out, wanted);
}

#[test]
fn a_requirement_is_as_good_as_its_worst_item() {
    let book = book();
    put(&book, "content/status/payments.yaml", STATUS);
    let ran = onus(book.path(), &["status", "payments", "--by", "framework", "-f", "json"]);
    let view: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let framework = &view["groups"][0];
    assert_eq!(framework["unit"], "requirements");
    // SI-2 is served by an item that is met, SC-28 by an inherited one that has run out.
    let tally = &framework["tally"];
    let counts = ["all", "met", "not_assessed", "expired"].map(|key| tally[key].as_u64().unwrap_or_default());
    assert_eq!((framework["state"].as_str(), counts[1], counts[3]), (Some("not-assessed"), 1, 1), "{framework:#}");
    assert_eq!(counts[0], counts[1] + counts[2], "{framework:#}");
    let parts = framework["parts"].as_array().expect("groups of requirements");
    let sum: u64 = parts.iter().map(|part| part["tally"]["all"].as_u64().unwrap_or_default()).sum();
    assert_eq!(sum, counts[0]);
    assert_eq!(view["total"]["all"].as_u64(), Some(3));
    assert_eq!(view["items"].as_array().map(Vec::len), Some(5));
}

#[test]
fn groups_hold_every_item_once() {
    let book = book();
    for by in ["team", "domain", "service", "priority"] {
        let ran = onus(book.path(), &["status", "payments", "--by", by, "-f", "json"]);
        let view: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
        let sum: u64 = view["groups"].as_array().expect("groups").iter().map(|group| group["tally"]["all"].as_u64().unwrap_or_default()).sum();
        assert_eq!(Some(sum), view["total"]["all"].as_u64(), "{by}: {}", ran.out);
    }
}

#[test]
fn it_fails_on_a_state_or_a_worse_one() {
    let book = book();
    put(&book, "content/status/payments.yaml", STATUS);
    let code = |states: &str| onus(book.path(), &["status", "payments", "--fail-on", states]).code;
    assert_eq!(
        [code("not-met"), code("partly-met"), code("not-assessed"), code("expired"), code("not-met,risk-accepted")],
        [Some(0), Some(1), Some(1), Some(0), Some(1)]
    );
    assert_eq!(code("met"), Some(2));
    let unknown = onus(book.path(), &["status", "payment"]);
    assert_eq!((unknown.code, unknown.aside.as_str()), (Some(2), "error: no workload has the id `payment`; did you mean `payments`?\n"));
}

#[test]
fn an_import_shows_in_the_status_on_the_site_and_in_later_documents() {
    let book = book();
    put(&book, "book.toml", "[output.html]\n[output.markdown]\nsplit = \"team\"\n");
    csv(&book, "filled.csv", "name-classes,,not-met,Ana,2026-11-20,nobody did,,,2026-12-24\n");
    assert_eq!(import(&book, &["filled.csv", "-w", "payments"]).code, Some(0));
    assert!(onus(book.path(), &["status", "payments"]).out.starts_with("Payments on 2026-11-30: not met\n"));
    let built = onus(book.path(), &["build"]);
    assert_eq!(built.code, Some(0), "{}", built.aside);
    let read = |path: &str| std::fs::read_to_string(book.path().join("book").join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    let page = read("workloads/payments.html");
    assert!(page.contains("<th scope=\"row\">All items</th><td><span class=\"tag\">not met</span></td>"), "{page}");
    assert!(page.contains("<p class=\"found\"><span class=\"tag\">not met</span> by Ana, on 2026-11-20, nobody did</p>"), "{page}");
    assert!(
        read("workloads/payments.md").contains("| All items | not met | 1 of 3 met (33 %) | 1 not met, 1 not assessed, 1 met |"),
        "{}",
        read("workloads/payments.md")
    );
    let lines = "  - State: not-met\n  - Owner: Ana\n  - Date: 2026-11-20\n  - Note: nobody did\n  - Until: 2026-12-24\n";
    for list in ["workload-payments.md", "workload-payments_team-product.md"] {
        assert!(read(&format!("checklists/{list}")).contains(lines), "{list}");
    }
}
