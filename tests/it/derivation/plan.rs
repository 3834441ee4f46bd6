//! Small books that are drawn: first as a plan that knows who should hold what, then as files.

use std::fmt::Write as _;

use jiff::civil::{Date, date};
use proptest::prelude::*;

/// The day for which holders are resolved: some changes lie after it.
pub const AS_OF: Date = date(2024, 6, 1);

/// Who holds a duty, as the plan has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    Provider,
    Customer,
    /// Another party of the provider's side, by its id.
    Broker,
    /// The duty does not exist there.
    Nobody,
}

/// What a service model, a service or a variant says.
#[derive(Debug, Clone, Default)]
pub struct Says {
    pub layers: Vec<Option<Who>>,
    pub duties: Vec<Option<Who>>,
    /// A duty that moved: days, and who has held it since. Before the first one the customer held it.
    pub moved: Option<(usize, Vec<(Date, Who)>)>,
}

#[derive(Debug, Clone)]
pub struct Service {
    pub model: usize,
    pub says: Says,
    pub uses: Vec<usize>,
    pub variants: Vec<(Option<usize>, Says)>,
}

#[derive(Debug, Clone)]
pub struct Control {
    pub duties: Vec<usize>,
    pub scope: &'static str,
    pub priority: &'static str,
    pub satisfies: Vec<usize>,
}

/// A whole book.
#[derive(Debug, Clone)]
pub struct Plan {
    /// For each duty its layer, ascending.
    pub duties: Vec<usize>,
    pub models: Vec<Says>,
    pub services: Vec<Service>,
    pub controls: Vec<Control>,
    pub requirements: usize,
    /// Services and variants of the workload: service, and position of the variant.
    pub in_use: Vec<(usize, Option<usize>)>,
    /// Duties that the platform team holds; the others are those of the product team.
    pub delegated: Vec<usize>,
    /// Control, state, and whether it counts still.
    pub tailored: Vec<(usize, &'static str, bool)>,
    /// What else is drawn from, later.
    pub tape: Tape,
}

/// Bytes that decisions are read from. At its end every decision is the first one, so a shorter tape is a simpler book.
#[derive(Debug, Clone)]
pub struct Tape(Vec<u8>, usize);

impl Tape {
    pub fn below(&mut self, limit: usize) -> usize {
        let byte = self.0.get(self.1).copied().unwrap_or(0);
        self.1 += 1;
        usize::from(byte) % limit.max(1)
    }

    pub fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    fn some<T>(&mut self, most: usize, mut draw: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.below(most + 1)).map(|_| draw(self)).collect()
    }
}

const WHO: [Option<Who>; 4] = [Some(Who::Customer), Some(Who::Provider), Some(Who::Broker), Some(Who::Nobody)];

/// Plans of any kind; in some, service models leave gaps.
pub fn plans(gaps: bool) -> impl Strategy<Value = Plan> {
    proptest::collection::vec(any::<u8>(), 0..240).prop_map(move |bytes| Plan::of(Tape(bytes, 0), gaps))
}

impl Says {
    /// Answers of a service or variant: mostly none.
    fn little(tape: &mut Tape, layers: usize, duties: usize) -> Self {
        let mut draw = |count: usize| (0..count).map(|_| if tape.below(4) == 1 { tape.one(&WHO) } else { None }).collect::<Vec<_>>();
        let (layers, mut duties) = (draw(layers), draw(duties));
        let silent: Vec<usize> = (0..duties.len()).filter(|&duty| duties[duty].is_none()).collect();
        let moved = (tape.below(3) == 1 && !silent.is_empty()).then(|| moved(tape, &silent));
        if let Some((duty, moves)) = moved.as_ref().filter(|_| tape.below(2) == 1) {
            // Who holds it today may be said beside the changes, which count on any other day.
            duties[*duty] = moves.last().map(|(_, to)| *to);
        }
        Self { layers, duties, moved }
    }

    /// The nearest answer of this level: a change in force, then the duty, then its layer.
    fn answer(&self, duty: usize, layer: usize) -> Option<Who> {
        let moved = self.moved.as_ref().filter(|(moved, _)| *moved == duty);
        let moved = moved.map(|(_, moves)| moves.iter().rev().find(|(day, _)| *day <= AS_OF).map_or(Who::Customer, |(_, to)| *to));
        moved.or(self.duties[duty]).or(self.layers[layer])
    }

    fn write(&self, indent: &str, out: &mut String) {
        let targets = |who: Who| {
            let layers = (0..self.layers.len()).filter(move |&at| self.layers[at] == Some(who)).map(|at| format!("layer-{at}"));
            layers.chain((0..self.duties.len()).filter(move |&at| self.duties[at] == Some(who)).map(|at| format!("duty-{at}")))
        };
        let _ = writeln!(out, "{indent}accountable:");
        for (role, who) in [("provider", Who::Provider), ("customer", Who::Customer), ("broker", Who::Broker)] {
            let _ = writeln!(out, "{indent}  {role}: [{}]", targets(who).collect::<Vec<_>>().join(", "));
        }
        let nobody: Vec<String> =
            targets(Who::Nobody).map(|id| format!("{{ {}: {id}, because: gone }}", id.split('-').next().unwrap_or_default())).collect();
        let _ = writeln!(out, "{indent}not-applicable: [{}]", nobody.join(", "));
        if let Some((duty, moves)) = &self.moved {
            let _ = writeln!(out, "{indent}duties:\n{indent}  duty-{duty}:\n{indent}    says: It moves.\n{indent}    changes:");
            for (at, (day, to)) in moves.iter().enumerate() {
                let from = if at == 0 { Who::Customer } else { moves[at - 1].1 };
                let role = |who: Who| if who == Who::Provider { "provider" } else { "customer" };
                let _ = writeln!(out, "{indent}      - {{ on: {day}, from: {}, to: {} }}", role(from), role(*to));
            }
        }
    }
}

impl Plan {
    fn of(mut tape: Tape, gaps: bool) -> Self {
        let t = &mut tape;
        let layers = 1 + t.below(3);
        let duties: Vec<usize> = (0..layers).flat_map(|layer| vec![layer; 1 + t.below(3)]).collect();
        let count = duties.len();
        let model = |t: &mut Tape| Says {
            layers: (0..layers).map(|_| if gaps && t.below(4) == 3 { None } else { t.one(&WHO) }).collect(),
            ..Says { moved: None, ..Says::little(t, layers, count) }
        };
        let models: Vec<Says> = (0..1 + t.below(3)).map(|_| model(t)).collect();
        let services = 1 + t.below(4);
        let variant = |t: &mut Tape| ((t.below(3) == 1).then(|| t.below(models.len())), Says::little(t, layers, count));
        let service = |t: &mut Tape| Service {
            model: t.below(models.len()),
            says: Says::little(t, layers, count),
            uses: unique(t.some(2, |t| t.below(services))),
            variants: t.some(2, variant),
        };
        let services: Vec<Service> = (0..services).map(|_| service(t)).collect();
        let requirements = 1 + t.below(4);
        let control = |t: &mut Tape| Control {
            duties: unique(std::iter::once(t.below(count)).chain(t.some(2, |t| t.below(count))).collect()),
            scope: t.one(&["service", "organization", "workload"]),
            priority: t.one(&["high", "critical", "low"]),
            satisfies: unique(t.some(2, |t| t.below(requirements))),
        };
        let controls: Vec<Control> = (0..1 + t.below(5)).map(|_| control(t)).collect();
        let place = |t: &mut Tape| {
            let service = t.below(services.len());
            (service, t.below(services[service].variants.len() + 1).checked_sub(1))
        };
        Self {
            in_use: unique(std::iter::once(place(t)).chain(t.some(2, place)).collect()),
            delegated: unique(t.some(3, |t| t.below(count))),
            tailored: (0..controls.len()).filter_map(|at| tailored(t, at)).collect(),
            duties,
            models,
            services,
            controls,
            requirements,
            tape,
        }
    }

    /// Who should hold a duty on a service or variant; `None` where nobody says so.
    pub fn holder(&self, (service, variant): (usize, Option<usize>), duty: usize) -> Option<Who> {
        let service = &self.services[service];
        let variant = variant.map(|at| &service.variants[at]);
        let model = variant.and_then(|(model, _)| *model).unwrap_or(service.model);
        let levels = variant.map(|(_, says)| says).into_iter().chain([&service.says, &self.models[model]]);
        levels.into_iter().find_map(|says| says.answer(duty, self.duties[duty]))
    }

    /// Every service and variant.
    pub fn places(&self) -> Vec<(usize, Option<usize>)> {
        let of = |at: usize| std::iter::once((at, None)).chain((0..self.services[at].variants.len()).map(move |variant| (at, Some(variant))));
        (0..self.services.len()).flat_map(of).collect()
    }

    /// The files of the book, but for what was found.
    pub fn files(&self) -> Vec<(String, String)> {
        let file = |path: &str, text: String| (path.to_owned(), text);
        let mut files = vec![
            file("book.toml", "[book]\ntitle = \"Drawn\"\n[output.html]\n[output.json]\n".to_owned()),
            file("content/model/parties.yaml", PARTIES.to_owned()),
            file("content/model/layers.yaml", self.layers()),
            file("content/services/all/_index.yaml", "name: All\n".to_owned()),
            file("content/controls/all/_index.yaml", "name: All\n".to_owned()),
            file("content/frameworks/rules.yaml", self.framework()),
            file("content/workloads/shop.yaml", self.workload()),
            file("content/guides/start.md", "---\ntitle: Start\n---\n\nSee [one](service:service-0).\n".to_owned()),
            file("content/guides/rest.md", "---\ntitle: Rest\n---\n\nAll of it.\n".to_owned()),
            file("content/learn/hour/path.yaml", "title: An hour\nlessons: [one]\n".to_owned()),
            file("content/learn/hour/one.md", "---\ntitle: One\n---\n\nRead.\n".to_owned()),
            file("content/checklists/launch.yaml", "title: Launch\nselection: control:control-0\n".to_owned()),
        ];
        for (at, says) in self.models.iter().enumerate() {
            let mut text = format!("name: Model {at}\n");
            says.write("", &mut text);
            files.push((format!("content/model/service-models/model-{at}.yaml"), text));
        }
        let services = self.services.iter().enumerate();
        files.extend(services.map(|(at, service)| (format!("content/services/all/service-{at}.yaml"), service.text(at))));
        let controls = self.controls.iter().enumerate();
        files.extend(controls.map(|(at, control)| (format!("content/controls/all/control-{at}.yaml"), control.text(at))));
        files
    }

    fn layers(&self) -> String {
        let mut out = String::new();
        for (at, layer) in self.duties.iter().enumerate() {
            if at == 0 || self.duties[at - 1] != *layer {
                let _ = writeln!(out, "- id: layer-{layer}\n  name: Layer {layer}\n  kind: stack\n  duties:");
            }
            let _ = writeln!(out, "    - {{ id: duty-{at}, do: Do number {at} }}");
        }
        out
    }

    fn framework(&self) -> String {
        let mut out = "name: Rules\ngroups: { a: Odd, b: Even }\nprofiles: { some: Some }\nrequirements:\n".to_owned();
        for at in 0..self.requirements {
            let group = ["b", "a"][at % 2];
            let _ = writeln!(out, "  - {{ id: R{at}, title: Rule {at}, group: {group}, in: [some] }}");
        }
        out
    }

    fn workload(&self) -> String {
        let places: Vec<String> = self.in_use.iter().map(|place| place_id(*place)).collect();
        let mut out = format!("name: Shop\nservices: [{}]\nframeworks: [rules]\n", places.join(", "));
        out.push_str("teams: { platform: { name: Platform }, product: { name: Product } }\ndelegate:\n  default: product\n");
        for duty in &self.delegated {
            let _ = writeln!(out, "  duty-{duty}: platform");
        }
        let tailored = self.tailored.iter().map(|(control, state, counts)| {
            let until = if *counts { date(2025, 1, 1) } else { date(2024, 5, 31) };
            format!("{{ control: control-{control}, state: {state}, because: agreed, until: {until} }}")
        });
        let _ = writeln!(out, "tailoring: [{}]", tailored.collect::<Vec<_>>().join(", "));
        out
    }
}

impl Service {
    fn text(&self, at: usize) -> String {
        let uses: Vec<String> = self.uses.iter().map(|service| format!("service-{service}")).collect();
        let mut out = format!("name: Service {at}\nprovider: aws\nmodel: model-{}\nsummary: It serves.\nuses: [{}]\n", self.model, uses.join(", "));
        self.says.write("", &mut out);
        if !self.variants.is_empty() {
            out.push_str("variants:\n");
        }
        for (at, (model, says)) in self.variants.iter().enumerate() {
            let _ = writeln!(out, "  variant-{at}:\n    name: Variant {at}");
            if let Some(model) = model {
                let _ = writeln!(out, "    model: model-{model}");
            }
            says.write("    ", &mut out);
        }
        out
    }
}

impl Control {
    fn text(&self, at: usize) -> String {
        let list = |prefix: &str, numbers: &[usize]| numbers.iter().map(|number| format!("{prefix}{number}")).collect::<Vec<_>>().join(", ");
        format!(
            "title: Control {at}\nduty: [{}]\nscope: {}\npriority: {}\ncadence: yearly\nobjective: It is done.\nby:\n  provider: {{ statement: It is done. }}\n  broker: {{ statement: It is done. }}\n  customer: {{ steps: Do it. }}\nsatisfies: {{ rules: [{}] }}\n",
            list("duty-", &self.duties),
            self.scope,
            self.priority,
            list("R", &self.satisfies),
        )
    }
}

const PARTIES: &str = "\
aws: { name: AWS, side: provider }
broker: { name: Broker, side: provider }
customer: { name: Customer, side: customer }
";

/// The id of a service or variant.
pub fn place_id((service, variant): (usize, Option<usize>)) -> String {
    variant.map_or_else(|| format!("service-{service}"), |variant| format!("service-{service}/variant-{variant}"))
}

/// A duty, and how it moved.
fn moved(tape: &mut Tape, duties: &[usize]) -> (usize, Vec<(Date, Who)>) {
    let days = [date(2020, 1, 1), date(2023, 3, 1), AS_OF, date(2025, 9, 1)];
    let from = tape.below(3);
    let moves = days[from..=from + tape.below(days.len() - from)].iter().enumerate();
    let moves = moves.map(|(at, day)| (*day, [Who::Provider, Who::Customer][at % 2])).collect();
    (tape.one(duties), moves)
}

fn tailored(tape: &mut Tape, control: usize) -> Option<(usize, &'static str, bool)> {
    if tape.below(5) != 1 {
        return None;
    }
    Some((control, tape.one(&["not-applicable", "risk-accepted"]), tape.below(3) > 0))
}

fn unique<T: Ord>(mut all: Vec<T>) -> Vec<T> {
    all.sort();
    all.dedup();
    all
}
