//! The form of a framework's matrix is what its file says, whatever the framework is.

use calamine::Reader as _;

use crate::fixture::Book;
use crate::sheets::{Workbook, documents};

/// The small book with a framework of requirements that a control serves, that nobody serves, and that were left out.
fn book(sheet: &str) -> Book {
    let framework = format!(
        "name: Rules of the house\nshort: House\n{sheet}profiles: {{ all: All }}\ngroups: {{ A: Everything }}\nrequirements:\n  \
         - {{ id: A.1, title: Patching as they put it, group: A, in: [all] }}\n  \
         - {{ id: A.2, title: Encryption as they put it, group: A, in: [all] }}\n  \
         - {{ id: A.3, title: Doors as they put it, group: A, in: [all] }}\n  \
         - {{ id: A.4, title: Classes as they put it, group: A, in: [all] }}\n  \
         - {{ id: A.5, title: What nobody does, group: A, in: [all] }}\n  \
         - {{ id: A.6, title: What is out of scope, group: A }}\n"
    );
    let mut book = Book::fixture("base").with("content/frameworks/house.yaml", framework);
    let serves = [("compute/patch-monthly", "A.1"), ("data/encrypt-storage", "A.2"), ("provider/guard-doors", "A.3"), ("data/name-classes", "A.4")];
    for (control, requirement) in serves {
        let path = format!("content/controls/{control}.yaml");
        let old = String::from_utf8(book.0[&path].clone()).expect("text");
        let new = match old.contains("satisfies:\n") {
            true => old.replace("satisfies:\n", &format!("satisfies:\n  house: [{requirement}]\n")),
            false => format!("{old}satisfies:\n  house: [{requirement}]\n"),
        };
        book = book.with(&path, new);
    }
    let workload = "name: Payments\nservices: [ec2/windows, s3]\nframeworks: [\"house#all\"]\nteams:\n  platform: { name: Platform engineering }\n  \
                    product: { name: Payments team }\ndelegate:\n  default: product\n  guest-os: platform\ntailoring:\n  \
                    - { control: name-classes, state: not-applicable, because: there is one class, approved-by: Ana }\n";
    let status =
        "- { item: patch-monthly@ec2/windows, state: partly-met, on: 2026-11-03, until: 2026-12-03, evidence: [https://wiki.example.com/patches] }\n";
    book.with("content/workloads/payments.yaml", workload).with("content/status/payments.yaml", status)
}

fn sheets(sheet: &str) -> String {
    let files = documents(&book(sheet));
    let mut workload = Workbook::of(&files["checklists/workload-payments.xlsx"]);
    let name = workload.file.sheet_names()[5].clone();
    let mut framework = Workbook::of(&files["frameworks/house.xlsx"]);
    assert_eq!(framework.file.sheet_names(), ["README", name.as_str(), "Mappings"]);
    format!("{}\nover the whole book:\n{}", workload.text(&name), framework.text(&name))
}

#[test]
fn a_customer_responsibility_matrix_has_the_columns_of_fedramp() {
    insta::assert_snapshot!(sheets("sheet: fedramp-crm\n"));
}

#[test]
fn a_statement_of_applicability_gives_reasons() {
    insta::assert_snapshot!(sheets("sheet: soa\n"));
}

#[test]
fn a_matrix_for_pci_has_numbers_only() {
    let text = sheets("sheet: pci\n");
    assert!(!text.contains("as they put it"), "{text}");
    insta::assert_snapshot!(text);
}

#[test]
fn ownership_is_told_in_the_words_of_the_questionnaire() {
    insta::assert_snapshot!(sheets("sheet: ssrm\n"));
}

#[test]
fn without_a_form_a_matrix_is_plain() {
    insta::assert_snapshot!(sheets(""));
}
