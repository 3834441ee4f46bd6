//! Plans as files.

use std::fmt::Write as _;

use jiff::civil::date;

use super::plan::{Control, Plan, Says, Service, Who, place_id};

impl Plan {
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

impl Says {
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
