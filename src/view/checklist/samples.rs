//! A small checklist made by hand, for the tests of every format.

use std::sync::LazyLock;

use crate::markdown::{Block, Code, Doc, Inline, Link, LinkKind, ListItem};
use crate::model::{Cadence, Grouping, Mode, Priority, Scope, State, Verify};
use crate::source::{Sources, Span};
use crate::view::checklist::{Accountable, Checklist, Entered, Found, Group, Line, PlaceLine};

/// The place that every sample was written at.
pub(crate) static SPAN: LazyLock<Span> = LazyLock::new(|| {
    let sources = Sources::new([("content/controls/sample.yaml".to_owned(), Vec::new())]);
    Span::start_of(sources.ids().next().expect("one file was given"))
});

static NOTHING: Doc = Doc::EMPTY;

static OBJECTIVE: LazyLock<Doc> = LazyLock::new(|| paragraph("Known holes are closed <before> they are used & abused."));

static STEPS: LazyLock<Doc> = LazyLock::new(|| {
    let item = |blocks| ListItem { task: None, blocks };
    let command = "aws ssm create-patch-baseline --name linux-prod \\\n  --approval-rules 'PatchRules=[{PatchFilterGroup={PatchFilters=[{Key=CLASSIFICATION,Values=[Security]}]}}]'";
    let items = vec![
        item(vec![Block::Paragraph(vec![
            Inline::Text("Set deadlines in ".to_owned()),
            Inline::Strong(vec![Inline::Text("days".to_owned())]),
            Inline::Text(", see ".to_owned()),
            Inline::Link(0, vec![Inline::Code("patch-guest-os".to_owned())]),
            Inline::Text(".".to_owned()),
        ])]),
        item(vec![
            Block::Paragraph(vec![Inline::Text("Define a baseline:".to_owned())]),
            Block::Code(Code { lang: "bash".to_owned(), title: None, marked: Vec::new(), text: command.to_owned() }),
        ]),
    ];
    let link = Link { dest: "duty:patch-guest-os".to_owned(), span: *SPAN, kind: LinkKind::Entity };
    Doc::new(vec![Block::List { start: Some(1), items }], vec![link])
});

static VERIFY: LazyLock<Vec<Verify>> = LazyLock::new(|| {
    vec![Verify {
        say: "No instance misses patches".to_owned(),
        run: Some("aws ssm describe-instance-patch-states --instance-ids $IDS --query 'InstancePatchStates[].[InstanceId,CriticalNonCompliantCount,SecurityNonCompliantCount,InstalledPendingRebootCount]'".to_owned()),
        lang: "bash".to_owned(),
        expect: Some("Both counts are 0.".to_owned()),
    }]
});

static EVIDENCE: LazyLock<Vec<Doc>> = LazyLock::new(|| vec![paragraph("Patch report of the month"), paragraph("Exceptions with approvals")]);
static STATEMENT: LazyLock<Doc> = LazyLock::new(|| paragraph("AWS installs updates on the systems below its managed services."));
static REPORT: LazyLock<Vec<Doc>> = LazyLock::new(|| vec![paragraph("SOC 2 Type II report, from AWS Artifact")]);
static CHECKS: LazyLock<Vec<(String, Vec<String>)>> = LazyLock::new(|| vec![("security-hub".to_owned(), vec!["SSM.2".to_owned()])]);

/// A paragraph of plain text.
pub(crate) fn paragraph(text: &str) -> Doc {
    Doc::new(vec![Block::Paragraph(vec![Inline::Text(text.to_owned())])], Vec::new())
}

/// Two groups: one task in two places, one item of a wider scope; and one inherited item.
pub(crate) fn checklist() -> Checklist<'static> {
    let found = Found {
        words: vec!["nobody can log in".to_owned(), "approved by Ana".to_owned()],
        entered: Entered { by: Some("Ana"), because: Some("nobody can log in".into()), ..Entered::default() },
        decided: true,
        ..Found::of(State::NotApplicable)
    };
    let on_ec2 = patch("ec2", "EC2", vec!["Cluster > EC2".to_owned()]);
    let on_ebs = Line { status: Some(found), ..patch("ecs/ec2", "ECS on EC2", Vec::new()) };
    Checklist {
        stem: "cluster".to_owned(),
        selector: "cluster".to_owned(),
        title: "Cluster_1".to_owned(),
        about: "What the customer's side does, verifies and proves for Cluster_1, and for the 2 services that it is built of.".to_owned(),
        audience: None,
        introduction: &NOTHING,
        grouping: Grouping::Domain,
        workload: None,
        sign_off: vec!["Prepared by", "Reviewed by", "Approved by"],
        groups: vec![
            Group { id: "compute", title: "Compute & guest OS".into(), items: vec![on_ec2, on_ebs] },
            Group { id: "identity", title: "Identity".into(), items: vec![root_mfa()] },
        ],
        along: Vec::new(),
        inherited: vec![Group { id: "provider", title: "Facilities".into(), items: vec![guards()] }],
        places: vec![place("cluster", "Cluster", Vec::new()), place("ec2", "EC2", vec!["Cluster > EC2".to_owned()])],
        date: "2026-11-22".to_owned(),
        revision: "abc1234".to_owned(),
        page: "services/cluster.html".to_owned(),
        links: [("duty:patch-guest-os".to_owned(), "model.html#duty-patch-guest-os".to_owned())].into(),
        span: *SPAN,
    }
}

fn place(id: &'static str, name: &'static str, paths: Vec<String>) -> PlaceLine<'static> {
    PlaceLine { id, name, paths }
}

fn holder(provider: bool) -> Accountable<'static> {
    let (party, name) = if provider { ("aws", "AWS") } else { ("customer", "Customer") };
    Accountable { party, name, provider, duties: vec![("patch-guest-os", "Install security updates for the guest operating system")] }
}

fn patch(id: &'static str, name: &'static str, paths: Vec<String>) -> Line<'static> {
    Line {
        key: format!("patch-guest-os@{id}"),
        control: "patch-guest-os",
        title: "Patch operating systems on a schedule",
        place: Some(place(id, name, paths)),
        called_by: Vec::new(),
        holders: vec![holder(false)],
        team: Some("Platform"),
        priority: Priority::Critical,
        cadence: Cadence::Monthly,
        scope: Scope::Service,
        mode: Mode::Provide,
        objective: &OBJECTIVE,
        steps: &STEPS,
        statement: None,
        verify: &VERIFY,
        evidence: &EVIDENCE,
        provider_evidence: &[],
        requirements: vec![("NIST 800-53 r5", vec!["SI-2", "CM-3"])],
        checks: &CHECKS,
        status: None,
        span: *SPAN,
    }
}

fn root_mfa() -> Line<'static> {
    Line {
        key: "root-mfa".to_owned(),
        control: "root-mfa",
        title: "Protect the root user with MFA",
        place: None,
        called_by: vec![place("ec2", "EC2", vec!["Cluster > EC2".to_owned()])],
        holders: vec![holder(false), holder(true)],
        priority: Priority::High,
        cadence: Cadence::OnChange,
        scope: Scope::Account,
        mode: Mode::Configure,
        statement: Some(&STATEMENT),
        provider_evidence: &REPORT,
        team: None,
        ..patch("ec2", "EC2", Vec::new())
    }
}

fn guards() -> Line<'static> {
    Line {
        key: "guard-buildings@ec2".to_owned(),
        control: "guard-buildings",
        title: "Guard the buildings",
        holders: vec![holder(true)],
        objective: &NOTHING,
        steps: &NOTHING,
        statement: Some(&STATEMENT),
        verify: &[],
        evidence: &REPORT,
        requirements: Vec::new(),
        checks: &[],
        ..patch("ec2", "EC2", Vec::new())
    }
}
