//! Responsibility matrices of frameworks, in the columns that the people who work with each framework know.
//!
//! Which form a framework takes is said in its file (`sheet`); without that it gets a plain matrix. None holds more of a
//! framework than ids and the short titles of its file, and that of PCI DSS its numbers only.

use std::borrow::Cow;

use crate::model::{Framework, Id, Model, RequirementClass, SheetForm, State};
use crate::view::site::items::class_word;
use crate::view::workbook::facts::{Fact, customer, is_third_party, names, provider};
use crate::view::workbook::{Cell, Choices, Column, Look, Table, Tone};

/// How many lines a cell lists; a row can only be so high.
const LINES: usize = 18;

/// What stands where no control of the book serves a requirement.
const UNCOVERED: &str = "No control of this book serves it. Decide who does what, and write it down.";

/// What a matrix is made from.
pub(super) struct Subject<'s, 'm> {
    /// The model.
    pub(super) model: &'m Model,
    /// The framework.
    pub(super) framework: Id<Framework>,
    /// Its requirements, judged.
    pub(super) facts: &'s [Fact<'m>],
    /// Whether they were judged for a workload, so that there is progress to show.
    pub(super) workload: bool,
}

/// The name of the sheet, what it holds, and the matrix.
pub(super) fn matrix(subject: &Subject<'_, '_>) -> (String, String, Table) {
    let framework = &subject.model.frameworks[subject.framework];
    let of = |what: &str| format!("{what} for {}: one row for each requirement that is in force.", framework.name);
    let (name, says, (columns, row)): (String, String, (Vec<Column>, MakeRow)) = match framework.sheet {
        Some(SheetForm::FedrampCrm) => ("CRM".to_owned(), of("Customer Responsibility Matrix, in FedRAMP's columns,"), (crm_columns(), crm_row)),
        Some(SheetForm::Soa) => ("SoA".to_owned(), of("Statement of applicability"), (soa_columns(), soa_row)),
        Some(SheetForm::Pci) => ("PCI DSS".to_owned(), of("Responsibility matrix, numbers only,"), (pci_columns(), pci_row)),
        Some(SheetForm::Ssrm) => ("SSRM".to_owned(), of("Ownership under the shared responsibility model"), (ssrm_columns(), ssrm_row)),
        None => (framework.short.clone(), of("Responsibility matrix"), (plain_columns(), plain_row)),
    };
    let mut table = Table::new(columns, subject.facts.iter().map(|fact| row(subject, fact)).collect(), 1);
    if !subject.workload && !framework.profiles.is_empty() {
        add_profiles(&mut table, subject);
    }
    (name, says, table)
}

type MakeRow = fn(&Subject<'_, '_>, &Fact<'_>) -> Vec<Cell>;

/// The profiles that hold each requirement: over the whole book, one filters by them.
fn add_profiles(table: &mut Table, subject: &Subject<'_, '_>) {
    let framework = &subject.model.frameworks[subject.framework];
    table.columns.push(Column::new("Profiles", 36, Look::Wrapped));
    for (row, fact) in table.rows.iter_mut().zip(subject.facts) {
        let names: Vec<&str> = fact.requirement.profiles.iter().map(|&profile| framework.profiles[profile].name.as_str()).collect();
        row.push(Cell::text(names.join(", ")));
    }
}

// --- FedRAMP ---

const INHERITED: [(&str, Tone); 3] = [("Yes", Tone::Provider), ("Partial", Tone::Shared), ("No", Tone::Customer)];

fn crm_columns() -> Vec<Column> {
    vec![
        Column::new("Control ID", 13, Look::Clipped),
        Column::new("Can Be Inherited from CSP", 16, Look::Centred).entry().choices(words(&INHERITED)).tones(INHERITED),
        Column::new("Specific Inheritance and Customer Agency/CSP Responsibilities", 92, Look::Wrapped).entry(),
        Column::new("Control Title", 30, Look::Wrapped),
        Column::new("Control Origination", 24, Look::Wrapped),
        Column::new("Implementation Status", 20, Look::Wrapped).entry().choices(words(&STATUS_CIS)),
    ]
}

/// The words of FedRAMP's Control Implementation Summary.
const STATUS_CIS: [(&str, Tone); 5] = [
    ("Implemented", Tone::Good),
    ("Partially Implemented", Tone::Part),
    ("Planned", Tone::Open),
    ("Alternative Implementation", Tone::Part),
    ("N/A", Tone::Aside),
];

fn crm_row(subject: &Subject<'_, '_>, fact: &Fact<'_>) -> Vec<Cell> {
    let model = subject.model;
    let ours = !fact.work.is_empty();
    let (inherited, text, origination) = match (fact.providers.is_empty(), ours) {
        (false, false) => ("Yes", Vec::new(), "Service Provider".to_owned()),
        (false, true) => (
            "Partial",
            both(subject, fact).into_iter().chain(left_out(fact)).collect(),
            "Shared (Service Provider and Customer Responsibility)".to_owned(),
        ),
        (true, true) => {
            let why = format!("Nothing of it can be inherited: {} holds every duty behind it.", customer(model));
            ("No", std::iter::once(why).chain(part(customer(model), &fact.work)).chain(left_out(fact)).collect(), by_customer(fact))
        }
        (true, false) if !fact.left_out.is_empty() => ("", left_out(fact), String::new()),
        (true, false) => ("", vec![UNCOVERED.to_owned()], String::new()),
    };
    let status = match fact.progress.worst {
        Some(State::Met) => "Implemented",
        Some(State::PartlyMet) => "Partially Implemented",
        None if !fact.left_out.is_empty() => "N/A",
        _ => "",
    };
    vec![
        Cell::text(fact.requirement.id.as_str()),
        Cell::text(inherited),
        Cell::lines(text),
        Cell::text(fact.requirement.title.as_str()),
        Cell::text(origination),
        Cell::text(status),
    ]
}

fn by_customer(fact: &Fact<'_>) -> String {
    let configured = fact.modes.configure.then_some("Configured by Customer (Customer System Specific)");
    let provided = fact.modes.provide.then_some("Provided by Customer (Customer System Specific)");
    configured.into_iter().chain(provided).collect::<Vec<_>>().join("; ")
}

// --- ISO/IEC 27001 ---

const APPLICABLE: [(&str, Tone); 2] = [("Yes", Tone::Good), ("No", Tone::Aside)];
const STATUS: [(&str, Tone); 6] = [
    ("Implemented", Tone::Good),
    ("Inherited", Tone::Provider),
    ("Partly implemented", Tone::Part),
    ("Not implemented", Tone::Alarm),
    ("Risk accepted", Tone::Warn),
    ("Not assessed", Tone::Open),
];

fn soa_columns() -> Vec<Column> {
    vec![
        Column::new("Control reference", 11, Look::Clipped),
        Column::new("Control title", 30, Look::Wrapped),
        Column::new("Applicable", 11, Look::Centred).entry().choices(words(&APPLICABLE)).tones(APPLICABLE),
        Column::new("Justification for inclusion or exclusion", 40, Look::Wrapped).entry(),
        Column::new("Implementation status", 17, Look::Centred).entry().choices(words(&STATUS)).tones(STATUS),
        Column::new("How implemented", 66, Look::Wrapped).entry(),
        Column::new("Evidence", 34, Look::Wrapped).entry(),
        Column::new("Owner", 18, Look::Wrapped).entry(),
        Column::new("Review date", 11, Look::Centred).entry().choices(Choices::Day),
    ]
}

fn soa_row(subject: &Subject<'_, '_>, fact: &Fact<'_>) -> Vec<Cell> {
    let model = subject.model;
    let (applicable, why) = match (fact.class, fact.left_out.is_empty()) {
        (RequirementClass::Uncovered, true) => ("", vec![UNCOVERED.to_owned()]),
        (RequirementClass::Uncovered, false) => ("No", left_out(fact)),
        _ => {
            let duties: Vec<String> = fact.duties.iter().map(|says| (*says).to_owned()).collect();
            ("Yes", part("Duties of the services in use", &duties).into_iter().chain(left_out(fact)).collect())
        }
    };
    let progress = &fact.progress;
    let owners = match fact.work.is_empty() {
        true => names(model, &fact.providers),
        false if progress.owners.is_empty() => customer(model).to_owned(),
        false => progress.owners.join(", "),
    };
    vec![
        Cell::text(fact.requirement.id.as_str()),
        Cell::text(fact.requirement.title.as_str()),
        Cell::text(applicable),
        Cell::lines(why),
        Cell::text(status(subject, fact)),
        Cell::lines(both(subject, fact)),
        Cell::lines(progress.evidence.clone()),
        Cell::text(if applicable == "Yes" { owners } else { String::new() }),
        Cell::day(progress.until),
    ]
}

/// How far it is done, where a workload says.
fn status(subject: &Subject<'_, '_>, fact: &Fact<'_>) -> &'static str {
    match (fact.progress.worst, subject.workload) {
        (_, false) => "",
        (Some(State::Met | State::NotApplicable), _) => "Implemented",
        (Some(State::PartlyMet), _) => "Partly implemented",
        (Some(State::NotMet), _) => "Not implemented",
        (Some(State::RiskAccepted), _) => "Risk accepted",
        (Some(State::NotAssessed), _) => "Not assessed",
        (None, _) if fact.providers.is_empty() => "",
        (None, _) => "Inherited",
    }
}

// --- PCI DSS ---

const MARK: [(&str, Tone); 1] = [("X", Tone::Good)];

fn pci_columns() -> Vec<Column> {
    let mark = |title: &'static str| Column::new(title, 13, Look::Centred).entry().choices(words(&MARK));
    vec![
        Column::new("Requirement", 12, Look::Clipped),
        mark("Responsibility: TPSP"),
        mark("Customer"),
        mark("Shared"),
        mark("N/A"),
        Column::new("How shared", 70, Look::Wrapped).entry(),
        Column::new("Notes", 60, Look::Wrapped).entry(),
    ]
}

fn pci_row(subject: &Subject<'_, '_>, fact: &Fact<'_>) -> Vec<Cell> {
    let mark = |on: bool| Cell::text(if on { "X" } else { "" });
    let shared = matches!(fact.class, RequirementClass::SharedDependent | RequirementClass::SharedIndependent);
    let uncovered = fact.class == RequirementClass::Uncovered;
    let notes = match fact.class {
        RequirementClass::Uncovered if fact.left_out.is_empty() => vec![UNCOVERED.to_owned()],
        RequirementClass::Uncovered => Vec::new(),
        RequirementClass::Customer | RequirementClass::Inherited => both(subject, fact),
        RequirementClass::SharedDependent | RequirementClass::SharedIndependent => Vec::new(),
    };
    vec![
        Cell::text(fact.requirement.id.as_str()),
        mark(fact.class == RequirementClass::Inherited),
        mark(fact.class == RequirementClass::Customer),
        mark(shared),
        mark(uncovered && !fact.left_out.is_empty()),
        Cell::lines(if shared { both(subject, fact) } else { Vec::new() }),
        Cell::lines(notes.into_iter().chain(left_out(fact)).collect()),
    ]
}

// --- CSA ---

const OWNERSHIP: [(&str, Tone); 4] =
    [("CSP-owned", Tone::Provider), ("CSC-owned", Tone::Customer), ("Shared CSP and CSC", Tone::Shared), ("3rd-party outsourced", Tone::Warn)];

fn ssrm_columns() -> Vec<Column> {
    vec![
        Column::new("Control ID", 11, Look::Clipped),
        Column::new("Control Title", 34, Look::Wrapped),
        Column::new("SSRM Control Ownership", 20, Look::Centred).entry().choices(words(&OWNERSHIP)).tones(OWNERSHIP),
        Column::new("CSP Implementation Description", 70, Look::Wrapped).entry(),
        Column::new("CSC Responsibilities", 60, Look::Wrapped).entry(),
    ]
}

fn ssrm_row(subject: &Subject<'_, '_>, fact: &Fact<'_>) -> Vec<Cell> {
    let outsourced = !fact.providers.is_empty() && fact.providers.iter().all(|&party| is_third_party(subject.model, party));
    let ownership = match fact.class {
        RequirementClass::Uncovered => "",
        RequirementClass::Inherited if outsourced => "3rd-party outsourced",
        RequirementClass::Inherited => "CSP-owned",
        RequirementClass::Customer => "CSC-owned",
        RequirementClass::SharedDependent | RequirementClass::SharedIndependent => "Shared CSP and CSC",
    };
    let ours = match fact.class {
        RequirementClass::Uncovered if fact.left_out.is_empty() => vec![UNCOVERED.to_owned()],
        _ => bullets(&fact.work).into_iter().chain(left_out(fact)).collect(),
    };
    vec![
        Cell::text(fact.requirement.id.as_str()),
        Cell::text(fact.requirement.title.as_str()),
        Cell::text(ownership),
        Cell::lines(bullets(&provided(fact))),
        Cell::lines(ours),
    ]
}

// --- every other framework ---

fn plain_columns() -> Vec<Column> {
    let classes = [
        ("Inherited", Tone::Provider),
        ("Shared, dependent", Tone::Shared),
        ("Shared, independent", Tone::Shared),
        ("Customer", Tone::Customer),
        ("Uncovered", Tone::Open),
    ];
    vec![
        Column::new("Requirement", 16, Look::Clipped),
        Column::new("Title", 38, Look::Wrapped),
        Column::new("Responsibility", 18, Look::Centred).tones(classes),
        Column::new("Provider's part", 60, Look::Wrapped),
        Column::new("Customer's part", 60, Look::Wrapped),
        Column::new("Implementation status", 17, Look::Centred).entry().choices(words(&STATUS)).tones(STATUS),
    ]
}

fn plain_row(subject: &Subject<'_, '_>, fact: &Fact<'_>) -> Vec<Cell> {
    let ours = bullets(&fact.work).into_iter().chain(left_out(fact)).collect();
    vec![
        Cell::text(fact.requirement.id.as_str()),
        Cell::text(fact.requirement.title.as_str()),
        Cell::text(class_word(fact.class, "Customer")),
        Cell::lines(bullets(&provided(fact))),
        Cell::lines(ours),
        Cell::text(status(subject, fact)),
    ]
}

// --- cells ---

/// The words of a list, without how they are shown.
fn words(words: &[(&'static str, Tone)]) -> Choices {
    Choices::Words(words.iter().map(|(word, _)| Cow::from(*word)).collect())
}

/// Both parts, each under the name of its side.
fn both(subject: &Subject<'_, '_>, fact: &Fact<'_>) -> Vec<String> {
    let who = if fact.providers.is_empty() { provider(subject.model) } else { names(subject.model, &fact.providers) };
    part(&who, &provided(fact)).into_iter().chain(part(customer(subject.model), &fact.work)).collect()
}

/// What the provider's side does; where it does nothing of its own, it offers what the customer's side sets up.
fn provided(fact: &Fact<'_>) -> Vec<String> {
    let offers = fact.provided.is_empty() && fact.class == RequirementClass::SharedDependent;
    if offers { vec!["Offers and runs what the customer's side sets up.".to_owned()] } else { fact.provided.clone() }
}

/// A heading and what stands under it; nothing where that is nothing.
fn part(who: &str, lines: &[String]) -> Vec<String> {
    if lines.is_empty() { Vec::new() } else { std::iter::once(format!("{who}:")).chain(bullets(lines)).collect() }
}

fn bullets(lines: &[String]) -> Vec<String> {
    let more = lines.len().saturating_sub(LINES);
    let shown = if more > 1 { LINES } else { lines.len() };
    let rest = (more > 1).then(|| format!("• and {more} more, which the sheet Mappings lists"));
    lines[..shown].iter().map(|line| format!("• {line}")).chain(rest).collect()
}

fn left_out(fact: &Fact<'_>) -> Vec<String> {
    part("Left out", &fact.left_out)
}
