//! Small books that are drawn: a plan knows who should hold what before there is a file.

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
}

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
