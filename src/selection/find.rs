//! Names and words of a selection, looked up in the model.

use crate::model::{Framework, Grouping, Id, Keyed, Model, NamedChecklist, Part, Place, Priority, Required, Side, Table, Workload};
use crate::selection::token::{Compare, Piece};
use crate::selection::{Mistake, Wrong};
use crate::vocabulary::Vocabulary;

/// Looks up values, and keeps what is wrong with them.
pub(super) struct Finder<'m> {
    pub(super) model: &'m Model,
    pub(super) mistakes: Vec<Mistake>,
}

/// What a bare name names.
pub(super) enum Bare {
    Place(Id<Place>),
    Checklist(Id<NamedChecklist>),
}

impl<'m> Finder<'m> {
    /// Says what is wrong with a piece.
    pub(super) fn wrong(&mut self, piece: &Piece<'_>, what: Wrong, message: String, names: Vec<String>) {
        self.mistakes.push(Mistake { at: piece.at.clone(), what, message, wrong: piece.text.to_owned(), names, help: None });
    }

    /// Says what is wrong with a piece, and what to do.
    pub(super) fn refuse(&mut self, piece: &Piece<'_>, message: impl Into<String>, help: impl Into<String>) {
        self.wrong(piece, Wrong::Form, message.into(), Vec::new());
        if let Some(last) = self.mistakes.last_mut() {
            last.help = Some(help.into());
        }
    }

    /// What an id names. `what` is the word for it, and `kind` the one that renamings and findings use.
    pub(super) fn id<T: Keyed>(&mut self, table: &Table<T>, (what, kind): (&str, &'static str), piece: &Piece<'_>) -> Option<Id<T>> {
        let found = table.find(piece.text);
        if found.is_none() {
            self.unknown((what, kind), piece, table.keys().map(str::to_owned).collect());
        }
        found
    }

    fn unknown(&mut self, (what, kind): (&str, &'static str), piece: &Piece<'_>, names: Vec<String>) {
        let today = self.model.renamed.iter().find(|renamed| renamed.kind == kind && renamed.old == piece.text);
        let help = today.map(|renamed| format!("it is called `{}` now", renamed.new));
        let names = if help.is_some() { Vec::new() } else { names };
        self.wrong(piece, Wrong::Unknown(kind), format!("no {what} has the id `{}`", piece.text), names);
        if let Some(last) = self.mistakes.last_mut() {
            last.help = help;
        }
    }

    /// A service or variant.
    pub(super) fn place(&mut self, piece: &Piece<'_>) -> Option<Id<Place>> {
        let model = self.model;
        let found = model.places.find(piece.text);
        if found.is_none() {
            match piece.text.split_once('/').and_then(|(service, variant)| Some((model.services.find(service)?, variant))) {
                Some((service, variant)) => {
                    let service = &model.services[service];
                    let names = service.variants.iter().map(|&place| model.places[place].meta.id.clone()).collect();
                    self.wrong(piece, Wrong::Unknown("variant"), format!("`{}` has no variant `{variant}`", service.meta.id), names);
                }
                None => self.unknown(("service or variant", "service"), piece, model.places.keys().map(str::to_owned).collect()),
            }
        }
        found
    }

    /// A name without a kind: a service or variant, else a checklist.
    pub(super) fn bare(&mut self, piece: &Piece<'_>) -> Option<Bare> {
        let model = self.model;
        if let Some(id) = model.places.find(piece.text) {
            return Some(Bare::Place(id));
        }
        if let Some(id) = model.checklists.find(piece.text) {
            return Some(Bare::Checklist(id));
        }
        let help = match piece.text.to_ascii_lowercase().as_str() {
            "and" | "&&" | "+" => "leave it out: all terms hold together",
            "or" | "||" | "|" => "list alternatives of a kind with commas: `service:s3,rds`",
            "not" | "!" => "write `-` before what is left out: `-domain:logging`",
            _ if piece.text.contains('/') || model.checklists.is_empty() => {
                self.place(piece);
                return None;
            }
            _ => {
                let names = model.places.keys().chain(model.checklists.keys()).map(str::to_owned).collect();
                self.unknown(("service, variant or checklist", "service"), piece, names);
                return None;
            }
        };
        self.refuse(piece, format!("a selection has no `{}`", piece.text), help);
        None
    }

    /// A team of a workload.
    pub(super) fn team(&mut self, workload: &Workload, piece: &Piece<'_>) -> Option<usize> {
        let found = workload.team(piece.text);
        if found.is_none() {
            let names = workload.teams.iter().map(|team| team.id.clone()).collect();
            self.wrong(piece, Wrong::Unknown("team"), format!("the workload `{}` has no team `{}`", workload.meta.id, piece.text), names);
        }
        found
    }

    /// A framework; behind `#` a part of it. As links name a requirement, a slash does for the hash.
    pub(super) fn required(&mut self, piece: &Piece<'_>) -> Option<Required> {
        let split = piece.text.find(['#', '/']);
        let (name, part) = split.map_or((piece.text, None), |at| (&piece.text[..at], Some(&piece.text[at + 1..])));
        let name = Piece { text: name, at: piece.at.start..piece.at.start + name.len() };
        let framework = self.id(&self.model.frameworks, ("framework", "framework"), &name)?;
        let Some(part) = part else { return Some(Required { framework, part: Part::Whole }) };
        let part = Piece { text: part, at: piece.at.end - part.len()..piece.at.end };
        Some(Required { framework, part: self.part(&self.model.frameworks[framework], &part)? })
    }

    fn part(&mut self, framework: &Framework, piece: &Piece<'_>) -> Option<Part> {
        let part = |is: &dyn Fn(&str) -> bool| {
            let group = framework.groups.iter().position(|group| is(&group.id)).map(Part::Group);
            let profile = || framework.profiles.iter().position(|profile| is(&profile.id)).map(Part::Profile);
            let requirement = || framework.requirements.iter().position(|requirement| is(&requirement.id)).map(Part::Requirement);
            group.or_else(profile).or_else(requirement)
        };
        // Publishers write their ids in capitals, people on a command line do not.
        let found = part(&|id| id == piece.text).or_else(|| part(&|id| id.eq_ignore_ascii_case(piece.text)));
        if found.is_none() {
            let names = framework.groups.iter().map(|group| &group.id).chain(framework.profiles.iter().map(|profile| &profile.id));
            let names = names.chain(framework.requirements.iter().map(|requirement| &requirement.id)).cloned().collect();
            let message = format!("{} has no profile, group or requirement `{}`", framework.short, piece.text);
            self.wrong(piece, Wrong::Unknown("requirement"), message, names);
        }
        found
    }

    /// A word of a closed list.
    pub(super) fn word<V: Vocabulary>(&mut self, kind: &str, piece: &Piece<'_>) -> Option<V> {
        let found = V::from_word(piece.text);
        if found.is_none() {
            self.wrong(piece, Wrong::Word, format!("`{}` is no {kind}", piece.text), words::<V>());
        }
        found
    }

    /// A side that can hold duties.
    pub(super) fn side(&mut self, piece: &Piece<'_>) -> Option<Side> {
        let found = Side::from_word(piece.text).filter(|side| *side != Side::Assessor);
        if found.is_none() {
            self.wrong(
                piece,
                Wrong::Word,
                format!("`{}` is no side that holds duties", piece.text),
                vec!["provider".to_owned(), "customer".to_owned()],
            );
        }
        found
    }

    /// The priorities that a comparison with one of them leaves.
    pub(super) fn priorities(&mut self, compare: Compare, piece: &Piece<'_>) -> Vec<Priority> {
        let Some(than) = self.word::<Priority>("priority", piece) else { return Vec::new() };
        // The list of words begins with the highest.
        let holds = |priority: Priority| match compare {
            Compare::Is => priority == than,
            Compare::More => priority < than,
            Compare::MoreOrSame => priority <= than,
            Compare::Less => priority > than,
            Compare::LessOrSame => priority >= than,
        };
        let found: Vec<Priority> = Priority::WORDS.iter().map(|(_, priority)| *priority).filter(|priority| holds(*priority)).collect();
        if found.is_empty() {
            self.wrong(
                piece,
                Wrong::Word,
                format!("no priority is {} than `{}`", if compare == Compare::More { "higher" } else { "lower" }, piece.text),
                Vec::new(),
            );
        }
        found
    }

    /// What items stand together by.
    pub(super) fn grouping(&mut self, piece: &Piece<'_>) -> Option<Grouping> {
        let found = Grouping::from_word(piece.text);
        if found.is_none() {
            self.wrong(piece, Wrong::Word, format!("items cannot be grouped by `{}`", piece.text), words::<Grouping>());
        }
        found
    }
}

fn words<V: Vocabulary>() -> Vec<String> {
    V::WORDS.iter().map(|(word, _)| (*word).to_owned()).collect()
}
