//! Who holds a duty, and the words that go with it.

use onus::model::{Holder, Place};

use crate::fixture::Book;

/// Holder and words of a duty on each place of a service: `place: holder, words`.
fn told(service: &str, duty: &str) -> String {
    let checked = Book::fixture("base").with("content/services/compute/ec2.yaml", service).check();
    let model = &checked.model;
    let duty = model.duties.find(duty).expect("the duty is there");
    let places = model.places.rows().iter().filter(|place| place.meta.id.starts_with("ec2"));
    let line = |place: &Place| {
        let cell = &place.cells[duty.index()];
        let name = match cell.holder {
            Holder::Party(party) => model.parties[party].name.as_str(),
            Holder::NotApplicable => "nobody",
            Holder::Unassigned => "unassigned",
        };
        let words = cell.says.as_ref().map_or_else(|| "-".to_owned(), |says| says.text.plain());
        format!("{}: {}, {words}\n", place.meta.id, name)
    };
    places.map(line).collect()
}

#[test]
fn a_variant_without_a_duty_does_not_repeat_what_its_service_says_about_it() {
    let service = r"
name: EC2
provider: aws
model: iaas
summary: Machines.
duties:
  patch-guest-os: { says: Patch it. }
variants:
  bare: { name: Bare }
  own: { name: Own, duties: { patch-guest-os: { says: Patch it twice. } } }
  none:
    name: None
    not-applicable: [{ duty: patch-guest-os, because: nothing runs there }]
";
    let expected = "\
ec2: Customer, Patch it.
ec2/bare: Customer, Patch it.
ec2/own: Customer, Patch it twice.
ec2/none: nobody, -
";
    assert_eq!(told(service, "patch-guest-os"), expected);
}
