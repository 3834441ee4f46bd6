//! What an import does where it cannot simply take what was entered.

use super::{book, checks, csv, import, laid_out, status};
use crate::cli::{onus, put};
use crate::fixture::Book;

#[test]
fn a_conflict_is_listed_and_waits_for_a_decision() {
    let book = book();
    let before = status(&book);
    csv(&book, "filled.csv", "patch-monthly@ec2/windows,,not-met,,2026-11-03,,,,\nname-classes,TRUE,,,2026-11-20,,,,\n");
    let ran = import(&book, &["filled.csv", "-w", "payments"]);
    assert_eq!(ran.code, Some(1), "{}", ran.aside);
    let said = "conflicts, of which nothing was taken; `--prefer file`, `status` or `newer` decides\n  \
        patch-monthly@ec2/windows (filled.csv, line 2): both are of the same day\n    state: met in the status, here not-met\n";
    assert!(ran.out.contains(said), "{}", ran.out);
    assert_eq!(status(&book), format!("{before}- item: name-classes\n  state: met\n  on: 2026-11-20\n  from: filled.csv\n"));
    assert_eq!(import(&book, &["filled.csv", "-w", "payments", "--prefer", "newer"]).code, Some(1));
    let kept = import(&book, &["filled.csv", "-w", "payments", "--prefer", "status"]);
    assert_eq!(kept.code, Some(0));
    assert!(kept.out.contains("state: met stays, here not-met\n"), "{}", kept.out);
    assert_eq!(import(&book, &["filled.csv", "-w", "payments", "--prefer", "file"]).code, Some(0));
    assert!(
        status(&book).starts_with("- { item: patch-monthly@ec2/windows, state: not-met, on: 2026-11-03, until: 2026-12-03, from: filled.csv }\n")
    );
}

#[test]
fn what_cannot_be_taken_is_kept_aside_beside_its_file() {
    let book = book();
    let before = status(&book);
    std::fs::create_dir(book.path().join("inbox")).expect("a folder");
    csv(
        &book,
        "inbox/filled.csv",
        "encrypt-storge@s3,TRUE,,Ana,2026-11-20,\"a: \"\"b\"\"\",,,\nname-classes,,not-applicable,,,,,,\nguard-doors,,,,31.12.2026,,,,\nno-such,,,,,,,,\n",
    );
    let ran = import(&book, &["inbox/filled.csv", "--workload", "payments"]);
    assert_eq!(ran.code, Some(1), "{}", ran.aside);
    assert_eq!(status(&book), before);
    let aside = std::fs::read_to_string(book.path().join("inbox/filled.csv.unmatched.yaml")).expect("a file of what was kept aside");
    let wanted = "\
# What `onus import checklist` could not take from `filled.csv`, and why.
# Correct it there and import it again, or correct it here and move it to `content/status/payments.yaml`.

# line 2: the workload `payments` has no item `encrypt-storge@s3`
- item: encrypt-storge@s3
  state: met
  on: 2026-11-20
  by: Ana
  note: \"a: \\\"b\\\"\"
  from: filled.csv

# line 3: this state needs a reason, and there is none
- item: name-classes
  state: not-applicable
  from: filled.csv

# line 4: `31.12.2026` in `Date` is not a day of the calendar
- item: guard-doors
  on: \"31.12.2026\"
  from: filled.csv
";
    assert_eq!(aside, wanted);
    assert!(ran.out.contains("= help: did you mean `encrypt-storage@s3`?"), "{}", ran.out);
    assert!(
        ran.out.ends_with("filled.csv  CSV  4 items  0 known already  1 not filled in\n0 changed, 0 new, 0 in conflict, 3 kept aside, 0 older\n"),
        "{}",
        ran.out
    );
    checks(book.path());
}

#[test]
fn a_dry_run_says_the_same_and_writes_nothing() {
    let book = book();
    let before = status(&book);
    csv(&book, "filled.csv", "name-classes,TRUE,,,,,,,\nno-such,TRUE,,,,,,,\n");
    let dry = import(&book, &["filled.csv", "-w", "payments", "--dry-run", "--by", "Ana", "--on", "2026-11-20"]);
    assert_eq!(dry.code, Some(1), "{}", dry.aside);
    assert_eq!(status(&book), before);
    assert!(!book.path().join("filled.csv.unmatched.yaml").exists());
    assert!(dry.out.ends_with("0 changed, 1 new, 0 in conflict, 1 kept aside, 0 older; nothing was written\n"), "{}", dry.out);
    let json = import(&book, &["filled.csv", "-w", "payments", "--by", "Ana", "--on", "2026-11-20", "-f", "json"]);
    let report: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(report["changes"][0]["item"], "name-classes");
    let fields = serde_json::json!([
        { "field": "state", "old": null, "new": "met" },
        { "field": "by", "old": null, "new": "Ana" },
        { "field": "on", "old": null, "new": "2026-11-20" },
    ]);
    assert_eq!(report["changes"][0]["fields"], fields);
    assert_eq!((&report["aside"][0]["place"], &report["aside"][0]["item"]), (&"line 3".into(), &"no-such".into()));
}

#[test]
fn renamed_controls_services_and_workloads_are_followed() {
    let base = Book::fixture("base");
    let text = |path: &str| String::from_utf8(base.0[path].clone()).expect("text");
    let control = text("content/controls/compute/patch-monthly.yaml") + "renamed-from: patch-often\n";
    let service = text("content/services/compute/ec2.yaml").replace("    name: EC2 for Windows", "    name: EC2 for Windows\n    renamed-from: win")
        + "renamed-from: machines\n";
    let workload = text("content/workloads/payments.yaml") + "renamed-from: shop\n";
    let book = base
        .with("content/controls/compute/patch-monthly.yaml", control)
        .with("content/services/compute/ec2.yaml", service)
        .with("content/workloads/payments.yaml", workload)
        .with("content/status/payments.yaml", "- { item: patch-often@machines/win, state: met, on: 2026-11-03, until: 2026-12-03 }\n");
    let book = laid_out(&book);
    checks(book.path());
    csv(&book, "filled.csv", "patch-often@ec2/win,,not-met,,2026-11-20,,,,\n");
    let ran = import(&book, &["filled.csv", "-w", "shop"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.aside);
    assert_eq!(status(&book), "- { item: patch-often@machines/win, state: not-met, on: 2026-11-20, until: 2026-12-03, from: filled.csv }\n");
    checks(book.path());
}

#[test]
fn a_checklist_of_a_service_needs_a_workload() {
    let book = book();
    let text = onus(book.path(), &["checklist", "ec2/windows"]).out.replace("- [ ]", "- [x]");
    put(&book, "ec2-windows.md", &text);
    let ran = import(&book, &["ec2-windows.md"]);
    assert_eq!(ran.code, Some(2));
    let said = "error: the checklist `ec2/windows` does not say for which workload it was filled in: name it with `--workload`; `payments` has all its items\n";
    assert_eq!(ran.aside, said);
    let ran = import(&book, &["ec2-windows.md", "--workload", "payments"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.aside);
    assert!(ran.out.ends_with("0 changed, 2 new, 0 in conflict, 0 kept aside, 0 older\n"), "{}", ran.out);
    let wrong = import(&book, &["ec2-windows.md", "--workload", "payment"]);
    assert_eq!(wrong.aside, "error: no workload has the id `payment`; did you mean `payments`?\n");
}

#[test]
fn files_are_merged_one_after_the_other() {
    let book = book();
    csv(&book, "one.csv", "name-classes,,met,,2026-11-20,from one,,,\n");
    csv(&book, "two.csv", "name-classes,,not-met,,2026-11-21,,,,\n");
    csv(&book, "three.csv", "name-classes,,partly-met,,2026-11-21,,,,\n");
    let ran = import(&book, &["one.csv", "two.csv", "three.csv", "-w", "payments"]);
    assert_eq!(ran.code, Some(1), "{}", ran.aside);
    assert!(
        status(&book).ends_with("- item: name-classes\n  state: not-met\n  on: 2026-11-21\n  note: from one\n  from: two.csv\n"),
        "{}",
        status(&book)
    );
    assert!(ran.out.contains("name-classes (three.csv, line 2): both are of the same day"), "{}", ran.out);
}

#[test]
fn an_item_that_a_file_has_twice_is_taken_only_where_both_agree() {
    let book = book();
    csv(
        &book,
        "filled.csv",
        "name-classes,TRUE,,,,,,,\nname-classes,TRUE,,,,,,,\nguard-doors,TRUE,,,,,,,\nguard-doors,,not-met,,,,,,\nguard-doors,FALSE,,,,,,,\n",
    );
    let ran = import(&book, &["filled.csv", "-w", "payments"]);
    assert_eq!(ran.code, Some(1));
    assert!(status(&book).contains("item: name-classes\n") && !status(&book).contains("guard-doors"), "{}", status(&book));
    assert!(ran.out.contains("the file has this item more than once, with different entries"), "{}", ran.out);
}

#[test]
fn what_cannot_be_read_ends_in_a_message() {
    let book = book();
    let before = status(&book);
    put(&book, "empty.pdf", "");
    put(&book, "notes.txt", "hello");
    csv(&book, "good.csv", "name-classes,TRUE,,,,,,,\n");
    for (file, why) in
        [("empty.pdf", "cannot read `empty.pdf`: it is empty"), ("notes.txt", "no row names the columns"), ("none.csv", "cannot read `none.csv`")]
    {
        let ran = import(&book, &["good.csv", file, "-w", "payments"]);
        assert_eq!(ran.code, Some(2), "{}", ran.out);
        assert!(ran.aside.contains(why), "{}", ran.aside);
    }
    let ahead = import(&book, &["good.csv", "-w", "payments", "--on", "2062-01-01"]);
    assert_eq!(ahead.aside, "error: `--on 2062-01-01` is still to come\n");
    assert_eq!(status(&book), before);
}

#[test]
fn nothing_is_imported_into_a_book_with_errors() {
    let book = book();
    csv(&book, "filled.csv", "name-classes,TRUE,,,,,,,\n");
    put(&book, "content/status/payments.yaml", "- { item: patch-monthly@ec2/windows, stat: met }\n");
    let ran = import(&book, &["filled.csv", "-w", "payments"]);
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.aside.contains("there is no key `stat` here") && ran.aside.ends_with("nothing was imported: the content has errors\n"),
        "{}",
        ran.aside
    );
}

#[test]
fn an_alias_that_cannot_be_changed_in_place_is_said_and_left() {
    let book = book();
    let text = "- { item: patch-monthly@ec2/windows, state: &s met, on: 2026-11-03, until: 2026-12-03 }\n- { item: name-classes, state: *s, on: 2026-11-03 }\n";
    put(&book, "content/status/payments.yaml", text);
    csv(&book, "filled.csv", "patch-monthly@ec2/windows,,not-met,,2026-11-20,,,,\n");
    let ran = import(&book, &["filled.csv", "-w", "payments"]);
    assert_eq!((ran.code, status(&book).as_str()), (Some(2), text), "{}", ran.out);
    assert!(ran.aside.contains("cannot change `content/status/payments.yaml` near line 1"), "{}", ran.aside);
}

#[test]
fn what_was_found_after_the_newest_commit_is_not_in_the_future() {
    use jiff::civil::date;
    use onus::config::{Config, Overrides};
    let book = Book::fixture("base").with("content/status/payments.yaml", "- { item: name-classes, state: met, on: 2026-11-20 }\n");
    let sources = onus::source::Sources::new(book.0);
    let found = |latest| {
        let overrides = Overrides { latest, ..Overrides::on(date(2026, 11, 15)) };
        let config = Config::read(&sources, &overrides, &mut onus::diag::Diagnostics::default());
        onus::check(&sources, &config).diagnostics.items().iter().map(|finding| finding.rule.id).collect::<Vec<_>>()
    };
    assert_eq!(found(date(2026, 11, 19)), ["future-date"]);
    assert!(found(date(2026, 11, 20)).is_empty());
}
