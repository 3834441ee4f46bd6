//! Terms into a selection: names looked up, values of a kind put together, and what does not fit together told.

use crate::model::{Facet, Grouping, Id, Model, Selection, Workload};
use crate::selection::find::{Bare, Finder};
use crate::selection::kinds::{self, KINDS};
use crate::selection::token::{self, Compare, Piece, Term};
use crate::selection::{Mistake, Wrong};

/// The selection that a text asks for, and what is wrong with it.
pub(super) fn read(text: &str, model: &Model) -> (Selection, Vec<Mistake>) {
    let mut mistakes = Vec::new();
    let terms = token::terms(text, &mut mistakes);
    let empty = terms.is_empty() && mistakes.is_empty();
    let mut reading = Reading { find: Finder { model, mistakes }, selection: Selection::default(), workload: None, lost: false };
    let known: Vec<(&'static str, &Term<'_>)> = terms.iter().filter_map(|term| Some((reading.kind(term)?, term))).collect();
    let (frame, rest): (Vec<_>, Vec<_>) = known.into_iter().partition(|(kind, _)| FRAME.contains(kind));
    frame.into_iter().for_each(|(kind, term)| reading.frame(kind, term));
    rest.into_iter().for_each(|(kind, term)| reading.facet(kind, term));
    let whole = Piece { text, at: 0..text.len() };
    let only_grouped = reading.find.mistakes.is_empty() && reading.selection.named.is_none() && reading.selection.clauses.is_empty();
    if empty || only_grouped {
        reading.find.refuse(&whole, "this selects nothing", "name what to select by, such as `service:ec2` or `priority:high`");
    }
    reading.check_group(&terms);
    let Reading { mut find, selection, .. } = reading;
    find.mistakes.sort_by_key(|mistake| (mistake.at.start, mistake.at.end));
    (selection, find.mistakes)
}

/// Kinds that others depend on; a bare name is one, since it may be a checklist's.
const FRAME: [&str; 4] = ["", "checklist", "workload", "group"];

struct Reading<'m> {
    find: Finder<'m>,
    selection: Selection,
    /// The workload of the selection or of its checklist.
    workload: Option<Id<Workload>>,
    /// Whether something was named that is not known: it might have been the workload.
    lost: bool,
}

impl<'m> Reading<'m> {
    /// The name of a term's kind; empty for a bare name.
    fn kind(&mut self, term: &Term<'_>) -> Option<&'static str> {
        let Some(piece) = &term.kind else { return Some("") };
        let found = kinds::find(piece.text);
        if found.is_none() {
            let names = KINDS.iter().flat_map(|kind| std::iter::once(&kind.name).chain(kind.aliases)).map(|name| (*name).to_owned());
            let names = names.collect();
            self.find.wrong(piece, Wrong::Word, format!("`{}` is nothing to select by", piece.text), names);
            self.lost = true;
        }
        let found = found?;
        if term.compare != Compare::Is && found != "priority" {
            self.find.refuse(piece, format!("`{found}` cannot be compared"), format!("list its values: `{}`", example(found)));
            return None;
        }
        if term.excluded && FRAME.contains(&found) {
            self.find.refuse(piece, format!("`{found}` cannot be left out"), "write it without `-`");
            return None;
        }
        Some(found)
    }

    /// Bare names, the checklist, the workload and the grouping.
    fn frame(&mut self, kind: &str, term: &Term<'_>) {
        let model = self.find.model;
        for piece in &term.values {
            match kind {
                "" => match self.find.bare(piece) {
                    Some(Bare::Place(id)) => self.selection.add(term.excluded, Facet::Service(vec![id])),
                    Some(Bare::Checklist(_)) if term.excluded => self.find.refuse(piece, "a checklist cannot be left out", "write it without `-`"),
                    Some(Bare::Checklist(id)) => self.checklist(id, piece),
                    None => {}
                },
                "checklist" => match self.find.id(&model.checklists, ("checklist", "checklist"), piece) {
                    Some(id) => self.checklist(id, piece),
                    None => self.lost = true,
                },
                "workload" => match self.find.id(&model.workloads, ("workload", "workload"), piece) {
                    Some(id) => {
                        if self.one_workload(id, piece) {
                            self.selection.add(false, Facet::Workload(id));
                        }
                    }
                    None => self.lost = true,
                },
                _ => {
                    let group = self.find.grouping(piece);
                    if group.is_some() && self.selection.group.is_some_and(|before| Some(before) != group) {
                        self.find.refuse(piece, "items stand together by one thing", "name one grouping");
                    }
                    self.selection.group = self.selection.group.or(group);
                }
            }
        }
    }

    fn checklist(&mut self, id: Id<crate::model::NamedChecklist>, piece: &Piece<'_>) {
        if self.selection.named.is_some_and(|before| before != id) {
            self.find.refuse(piece, "a selection builds on one checklist", "name one, and narrow it by other terms");
            return;
        }
        self.selection.named = Some(id);
        let model = self.find.model;
        if let Some(workload) = model.covered(&Selection::named(id)).workload {
            self.one_workload(workload, piece);
        }
    }

    /// Whether a workload is the only one.
    fn one_workload(&mut self, id: Id<Workload>, piece: &Piece<'_>) -> bool {
        let other = self.workload.filter(|before| *before != id);
        if let Some(other) = other {
            let name = &self.find.model.workloads[other].meta.id;
            self.find.refuse(
                piece,
                format!("this selection is about the workload `{name}` already"),
                "a selection has one workload: its teams and states are its own",
            );
        }
        self.workload = self.workload.or(Some(id));
        other.is_none()
    }

    /// Everything that narrows.
    fn facet(&mut self, kind: &'static str, term: &Term<'_>) {
        if matches!(kind, "team" | "state") && self.workload.is_none() {
            if !self.lost {
                let piece = Piece { text: "", at: term.at.clone() };
                self.find.refuse(&piece, format!("`{kind}` needs a workload"), format!("name it: `workload:… {}`", example(kind)));
            }
            return;
        }
        for piece in &term.values {
            if let Some(facet) = self.value(kind, term.compare, piece) {
                self.selection.add(term.excluded, facet);
            }
        }
    }

    /// One value of a kind.
    fn value(&mut self, kind: &str, compare: Compare, piece: &Piece<'_>) -> Option<Facet> {
        let (model, find) = (self.find.model, &mut self.find);
        Some(match kind {
            "service" => Facet::Service(vec![find.place(piece)?]),
            "category" => Facet::Category(vec![find.id(&model.categories, ("category", "category"), piece)?]),
            "model" => Facet::Model(vec![find.id(&model.service_models, ("service model", "service model"), piece)?]),
            "framework" => Facet::Framework(vec![find.required(piece)?]),
            "party" => Facet::Party(vec![find.id(&model.parties, ("party", "party"), piece)?]),
            "side" => Facet::Side(vec![find.side(piece)?]),
            "team" => Facet::Team(vec![find.team(&model.workloads[self.workload?], piece)?]),
            "layer" => Facet::Layer(vec![find.id(&model.layers, ("layer", "layer"), piece)?]),
            "domain" => Facet::Domain(vec![find.id(&model.domains, ("domain", "domain"), piece)?]),
            "control" => Facet::Control(vec![find.id(&model.controls, ("control", "control"), piece)?]),
            "priority" => Facet::Priority(Some(find.priorities(compare, piece)).filter(|found| !found.is_empty())?),
            "cadence" => Facet::Cadence(vec![find.word("cadence", piece)?]),
            "scope" => Facet::Scope(vec![find.word("scope", piece)?]),
            "mode" => Facet::Mode(vec![find.word("mode", piece)?]),
            _ => Facet::State(vec![find.word("state", piece)?]),
        })
    }

    /// Grouping by team needs teams, and grouping by requirement needs requirements.
    fn check_group(&mut self, terms: &[Term<'_>]) {
        let model = self.find.model;
        let asks = |term: &&Term<'_>| term.kind.as_ref().is_some_and(|kind| kind.text == "group");
        let (Some(term), true) = (terms.iter().find(asks), self.find.mistakes.is_empty()) else { return };
        let piece = Piece { text: "", at: term.at.clone() };
        if let Some((message, help)) = misses(model, &self.selection) {
            self.find.refuse(&piece, message, help);
        }
    }
}

/// What a grouping lacks, and what to do about it.
pub fn misses(model: &Model, selection: &Selection) -> Option<(&'static str, &'static str)> {
    let workload = model.covered(selection).workload.map(|id| &model.workloads[id]);
    let asked = model.clauses(selection).any(|clause| !clause.excluded && matches!(clause.facet, Facet::Framework(_)));
    match selection.group? {
        Grouping::Team if workload.is_none() => Some(("grouping by team needs a workload", "name it: `workload:… group:team`")),
        Grouping::Requirement if !asked && workload.is_none_or(|workload| workload.frameworks.is_empty()) => {
            Some(("grouping by requirement needs a framework", "name it: `framework:… group:requirement`"))
        }
        _ => None,
    }
}

fn example(kind: &str) -> &'static str {
    KINDS.iter().find(|row| row.name == kind).map_or("", |row| row.example)
}
