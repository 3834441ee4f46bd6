//! Realistic books of any size: services, controls, frameworks and workloads with the words, code and relations of the
//! shipped content, drawn by a fixed seed, so that two runs write the same files.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// How much a book holds.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// Services.
    pub services: usize,
    /// Controls.
    pub controls: usize,
    /// Frameworks.
    pub frameworks: usize,
    /// Requirements of each framework.
    pub requirements: usize,
    /// Workloads.
    pub workloads: usize,
}

/// A small company.
pub const S: Size = Size { services: 40, controls: 150, frameworks: 8, requirements: 100, workloads: 5 };
/// A large one.
pub const M: Size = Size { services: 250, controls: 1_200, frameworks: 20, requirements: 300, workloads: 100 };
/// A site of about eight thousand pages.
pub const P: Size = Size { services: 360, controls: 1_800, frameworks: 28, requirements: 300, workloads: 140 };
/// Ten large ones.
pub const L: Size = Size { services: 2_500, controls: 12_000, frameworks: 20, requirements: 300, workloads: 1_000 };

/// The shipped files that a generated book keeps: the model, the vocabulary of places, and words to draw from.
pub struct Shipped {
    files: BTreeMap<String, String>,
    sentences: Vec<String>,
    commands: Vec<String>,
    duties: Vec<String>,
}

impl Shipped {
    /// Takes the shipped content by path (`content/model/layers.yaml`).
    pub fn new(files: BTreeMap<String, String>) -> Self {
        let prose = files.iter().filter(|(path, _)| path.starts_with("content/guides/") || path.starts_with("content/controls/"));
        let lines: Vec<&str> = prose.flat_map(|(_, text)| text.lines()).map(str::trim).collect();
        let plain = |line: &&&str| {
            line.len() > 50
                && line.len() < 140
                && line.starts_with(char::is_uppercase)
                && line.ends_with('.')
                && !line.contains([':', '`', '[', '#', '"'])
        };
        let command = |line: &&&str| line.starts_with("aws ") && line.len() < 120 && !line.contains(['"', '#', ':']) && !line.ends_with('\\');
        let layers = files.get("content/model/layers.yaml").map_or("", String::as_str);
        let duties = layers
            .lines()
            .filter_map(|line| line.strip_prefix("    - id: ").or_else(|| line.strip_prefix("    - { id: ")?.split_once(',').map(|(id, _)| id)));
        Self {
            sentences: lines.iter().filter(plain).map(|line| (*line).to_owned()).collect(),
            commands: lines.iter().filter(command).map(|line| (*line).to_owned()).collect(),
            duties: duties.map(|id| id.trim().to_owned()).collect(),
            files,
        }
    }
}

/// Numbers that only look random.
struct Draw(u64);

impl Draw {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }

    fn one<'t, T>(&mut self, of: &'t [T]) -> &'t T {
        &of[self.below(of.len())]
    }

    /// `count` different numbers below `limit`, ascending.
    fn some(&mut self, count: usize, limit: usize) -> Vec<usize> {
        let mut found: Vec<usize> = (0..count.min(limit)).map(|_| self.below(limit)).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

const MODELS: [&str; 7] = ["iaas", "containers", "serverless-containers", "paas", "faas", "abstracted", "saas"];
const TRAITS: [&str; 4] = ["stores-data", "network-endpoint", "public-endpoint", "versioned-engine"];
const CATEGORIES: [&str; 5] = ["compute", "storage", "databases", "networking", "security"];
const DOMAINS: [&str; 6] = ["account", "identity", "network", "compute", "storage", "logging"];

/// The files of a book, by path.
pub fn book(size: Size, shipped: &Shipped) -> BTreeMap<String, String> {
    let mut draw = Draw(0x9e37_79b9_7f4a_7c15);
    let kept = |path: &str| path.starts_with("content/model/") || path.ends_with("/_index.yaml") || path.starts_with("content/glossary");
    let mut files: BTreeMap<String, String> =
        shipped.files.iter().filter(|(path, _)| kept(path)).map(|(path, text)| (path.clone(), text.clone())).collect();
    files.insert(
        "book.toml".to_owned(),
        "[book]\ntitle = \"A large book\"\nlanguage = \"en\"\nsrc = \"content\"\n\n[output.html]\n\n[output.markdown]\n".to_owned(),
    );
    files.retain(|path, _| !path.starts_with("content/glossary"));
    for at in 0..size.services {
        files.insert(format!("content/services/{}/service-{at}.yaml", CATEGORIES[at % CATEGORIES.len()]), service(at, shipped, &mut draw));
    }
    for at in 0..size.controls {
        files.insert(format!("content/controls/{}/control-{at}.yaml", DOMAINS[at % DOMAINS.len()]), control(at, size, shipped, &mut draw));
    }
    for at in 0..size.frameworks {
        files.insert(format!("content/frameworks/framework-{at}.yaml"), framework(at, size));
    }
    for at in 0..size.workloads {
        files.insert(format!("content/workloads/workload-{at}.yaml"), workload(at, size, shipped, &mut draw));
    }
    files
}

fn sentences(count: usize, shipped: &Shipped, draw: &mut Draw) -> String {
    (0..count).map(|_| draw.one(&shipped.sentences).as_str()).collect::<Vec<_>>().join(" ")
}

fn review(out: &mut String) {
    out.push_str("reviewed: 2026-11-22\nsources: [https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/welcome.html]\n");
}

fn service(at: usize, shipped: &Shipped, draw: &mut Draw) -> String {
    let mut out = format!("name: Service {at}\naliases: [Former Service {at}]\nprovider: aws\nmodel: {}\n", draw.one(&MODELS));
    let _ = writeln!(out, "summary: >-\n  {}\nabout: |\n  {}", sentences(2, shipped, draw), sentences(5, shipped, draw));
    let _ = writeln!(out, "traits: [{}]", draw.some(3, TRAITS.len()).into_iter().map(|at| TRAITS[at]).collect::<Vec<_>>().join(", "));
    // Most services lean on the same few: identities, keys, networks, logs.
    let used: Vec<String> = draw.some(at.min(3), at.min(25)).into_iter().map(|at| format!("service-{at}")).collect();
    if !used.is_empty() {
        let _ = writeln!(out, "uses: [{}]", used.join(", "));
    }
    out.push_str("duties:\n");
    words(14, "  ", &mut out, shipped, draw);
    out.push_str("variants:\n");
    for variant in 0..draw.below(3) + 1 {
        let _ = writeln!(out, "  kind-{variant}:\n    name: Service {at}, kind {variant}\n    model: {}\n    duties:", draw.one(&MODELS));
        words(4, "      ", &mut out, shipped, draw);
    }
    review(&mut out);
    out
}

fn words(count: usize, indent: &str, out: &mut String, shipped: &Shipped, draw: &mut Draw) {
    for duty in draw.some(count, shipped.duties.len()) {
        let _ = writeln!(out, "{indent}{}:\n{indent}  says: >-\n{indent}    {}", shipped.duties[duty], sentences(2, shipped, draw));
        let _ = writeln!(out, "{indent}  source: https://docs.aws.amazon.com/general/latest/gr/page-{duty}.html");
    }
}

fn control(at: usize, size: Size, shipped: &Shipped, draw: &mut Draw) -> String {
    let scope = ["service", "service", "service", "workload", "account", "organization"][draw.below(6)];
    let places = draw.some(12, size.services);
    let list: Vec<String> = places.iter().map(|at| format!("service-{at}")).collect();
    let mut out = format!(
        "title: Do what control {at} asks for\nduty: {}\nscope: {scope}\npriority: {}\ncadence: {}\n",
        draw.one(&shipped.duties),
        draw.one(&["critical", "high", "medium", "low"]),
        draw.one(&["once", "daily", "monthly", "yearly"])
    );
    let _ = writeln!(
        out,
        "applies-to: {{ services: [{}] }}\nobjective: >-\n  {}\nby:\n  customer:\n    steps: |",
        list.join(", "),
        sentences(2, shipped, draw)
    );
    for step in 1..=4 {
        let _ = writeln!(out, "      {step}. {}", sentences(1, shipped, draw));
    }
    let _ = writeln!(out, "\n         ```bash\n         {}\n         ```", draw.one(&shipped.commands));
    let _ = writeln!(
        out,
        "    verify:\n      - say: Nothing is left of case {at}\n        run: |\n          {}\n        lang: bash\n        expect: An empty list",
        draw.one(&shipped.commands)
    );
    let _ = writeln!(
        out,
        "    evidence: [Report of the month, Exceptions]\n  provider:\n    statement: >-\n      {}\n    evidence: [SOC 2 Type II report]",
        sentences(1, shipped, draw)
    );
    if scope == "service" {
        out.push_str("on:\n");
        for place in places.iter().take(2) {
            let _ = writeln!(out, "  service-{place}:\n    steps: |\n      1. {}", sentences(1, shipped, draw));
        }
    }
    let _ = writeln!(out, "checks:\n  security-hub: [Check.{at}]\nsatisfies:");
    for framework in draw.some(4, size.frameworks) {
        let ids: Vec<String> = draw.some(3, size.requirements).into_iter().map(|id| format!("\"R{}.{id}\"", id / 20)).collect();
        let _ = writeln!(out, "  framework-{framework}: [{}]", ids.join(", "));
    }
    review(&mut out);
    out
}

fn framework(at: usize, size: Size) -> String {
    let mut out = format!("name: Framework {at}\nshort: F{at}\nversion: \"1\"\npublisher: Somebody\ngroups:\n");
    for group in 0..size.requirements.div_ceil(20) {
        let _ = writeln!(out, "  R{group}: Group {group}");
    }
    out.push_str("requirements:\n");
    for id in 0..size.requirements {
        let _ = writeln!(out, "  - {{ id: \"R{}.{id}\", title: What requirement {id} asks for, group: R{} }}", id / 20, id / 20);
    }
    review(&mut out);
    out
}

fn workload(at: usize, size: Size, shipped: &Shipped, draw: &mut Draw) -> String {
    let mut out = format!("name: Workload {at}\nowner: Team {at}\nabout: >-\n  {}\nservices:\n", sentences(3, shipped, draw));
    for place in draw.some(8, size.services) {
        let _ = writeln!(out, "  - service-{place}");
    }
    let _ = writeln!(
        out,
        "frameworks: [framework-{}]\nteams:\n  product:\n    name: Product\n  platform:\n    name: Platform",
        draw.below(size.frameworks)
    );
    out.push_str("delegate:\n  default: product\n  network-configuration: platform\n  identity: platform\n  logging: platform\n");
    review(&mut out);
    out
}
