//! What page views are made from: the model, its sources, the settings, and the prose gathered so far.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::config::Config;
use crate::markdown::{Block, Doc};
use crate::model::{Cadence, Cell, Holder, Id, Item, LayerClass, Level, Mode, Model, Party, Phase, Place, Side, Step, Via, Workload};
use crate::source::{FileId, Sources, Span};
use crate::view::learn::Plan;
use crate::view::site::facts::Facts;
use crate::view::site::parts::{Chip, ProseId, Source, WhyStep};
use crate::view::site::prose::{Prose, hrefs};
use crate::view::site::terms::FirstUses;
use crate::view::site::{Site, items, live};
use crate::vocabulary::Vocabulary;

/// The book that a site is made of.
pub struct Book<'m> {
    /// The resolved content.
    pub model: &'m Model,
    /// The texts, for places in them.
    pub sources: &'m Sources,
    /// What book.toml asks for.
    pub config: &'m Config,
    /// What many pages need.
    pub facts: &'m Facts,
    /// The sizes of the documents that were made, in bytes, by path.
    pub sizes: &'m BTreeMap<String, usize>,
    prose: RefCell<Vec<Prose>>,
    assets: RefCell<BTreeMap<String, FileId>>,
    items_of: RefCell<BTreeMap<Id<Workload>, Rc<[Item]>>>,
}

impl<'m> Book<'m> {
    /// A book with no prose gathered yet.
    pub(super) fn new(site: &Site<'m>) -> Self {
        Self {
            model: site.model,
            sources: site.sources,
            config: site.config,
            facts: &site.plan.facts,
            sizes: &site.plan.sizes,
            prose: RefCell::default(),
            assets: RefCell::default(),
            items_of: RefCell::default(),
        }
    }

    /// The prose gathered, and the files of the book that it shows.
    pub fn finish(self) -> (Vec<Prose>, BTreeMap<String, FileId>) {
        (self.prose.into_inner(), self.assets.into_inner())
    }

    /// Whether the book is a manual: guides, and nothing that anybody could be accountable for.
    pub fn is_manual(&self) -> bool {
        is_manual(self.model)
    }

    /// Every item of every service, by control: what classes of requirements are worked out from.
    pub fn items(&self) -> &'m items::ByControl {
        self.facts.items(self.model)
    }

    /// The items of a workload: the pages about it that are made together look at them again and again.
    pub fn items_of(&self, id: Id<Workload>) -> Rc<[Item]> {
        let make = || self.model.items(&self.model.workloads[id].places).into();
        Rc::clone(self.items_of.borrow_mut().entry(id).or_insert_with(make))
    }

    /// The paths for newcomers.
    pub fn paths(&self) -> &'m [Plan] {
        self.facts.paths(self.model)
    }

    /// Keeps a piece of prose for the page; `None` when there is nothing to show.
    pub fn prose(&self, doc: &Doc) -> Option<ProseId> {
        self.keep(doc, None)
    }

    /// The same, with links to the glossary where the page first uses a term.
    pub fn prose_with_terms(&self, doc: &Doc, terms: &mut FirstUses<'_>) -> Option<ProseId> {
        self.keep(doc, Some(terms))
    }

    fn keep(&self, doc: &Doc, terms: Option<&mut FirstUses<'_>>) -> Option<ProseId> {
        if doc.is_empty() {
            return None;
        }
        let (mut hrefs, assets) = hrefs(doc, self.model, self.sources, &self.config.src);
        self.assets.borrow_mut().extend(assets);
        let doc = terms.map_or_else(|| doc.clone(), |terms| terms.linked(doc, &mut hrefs));
        let mut blocks = Vec::new();
        live_blocks(&doc.blocks, &mut blocks);
        let live = blocks.into_iter().map(|block| (block.clone(), live::view(self, &block.value))).collect();
        let mut prose = self.prose.borrow_mut();
        prose.push(Prose { doc, hrefs, live });
        Some(ProseId(prose.len()))
    }

    /// The ids that something had before.
    pub fn was(&self, kind: &str, id: &str) -> Vec<String> {
        self.model.former(kind, id).map(str::to_owned).collect()
    }

    /// A place in the sources, with the address where it can be edited.
    pub fn source(&self, span: Span) -> Source {
        let path = self.sources.path(span.file);
        let url = self.config.html.as_ref().and_then(|html| html.edit_url.as_ref()).map(|template| template.replace("{path}", path));
        Source { label: format!("{path}:{}", self.sources.line_column(span).line), url }
    }

    /// The party or state that holds a duty.
    pub fn holder(&self, holder: Holder) -> Chip {
        match holder {
            Holder::Party(party) => self.party(party),
            Holder::NotApplicable => Chip { kind: "none", word: "Not applicable".into() },
            Holder::Unassigned => Chip { kind: "open", word: "Unassigned".into() },
        }
    }

    /// A party.
    pub fn party(&self, party: Id<Party>) -> Chip {
        let party = &self.model.parties[party];
        Chip { kind: side_kind(party.side), word: party.name.clone() }
    }

    /// What the duties of a layer add up to, with the provider's own name.
    pub fn layer_class(&self, class: LayerClass, provider: &str) -> Chip {
        match class {
            LayerClass::Inherited => Chip { kind: "provider", word: provider.to_owned() },
            LayerClass::Customer => Chip { kind: "customer", word: self.customer_name() },
            LayerClass::Shared => Chip { kind: "shared", word: "Shared".into() },
            LayerClass::NotApplicable => Chip { kind: "none", word: "None".into() },
        }
    }

    /// The name of the party that uses services.
    pub fn customer_name(&self) -> String {
        customer_name(self.model)
    }

    /// The name of the only provider, or "Provider" where there are several.
    pub fn provider_name(&self) -> String {
        provider_name(self.model)
    }

    /// The name of a place's provider.
    pub fn provider_of(&self, place: Id<Place>) -> &'m str {
        let service = &self.model.services[self.model.places[place].service];
        &self.model.parties[service.provider].name
    }

    /// The chain of answers behind a cell, nearest first.
    pub fn why(&self, cell: &Cell) -> Vec<WhyStep> {
        cell.chain.iter().enumerate().map(|(at, step)| self.why_step(step, at == 0)).collect()
    }

    fn why_step(&self, step: &Step, counts: bool) -> WhyStep {
        let holder = step.team.clone().unwrap_or_else(|| self.holder(step.holder).word);
        WhyStep {
            given_in: given_in(step),
            answer: format!("{holder}, {}", by(step)),
            counts,
            because: step.because.as_ref().and_then(|doc| self.prose(doc)),
            source: self.source(step.span),
            more: Vec::new(),
        }
    }
}

/// Where an answer was given: `Service model IaaS`.
pub fn given_in(step: &Step) -> String {
    let level = match step.level {
        Level::Model => "Service model",
        Level::Service => "Service",
        Level::Variant => "Variant",
        Level::Workload => "Workload",
    };
    format!("{level} {}", step.subject)
}

/// How it was given: `by default`.
pub fn by(step: &Step) -> String {
    match &step.via {
        Via::Duty => "named by this duty".to_owned(),
        Via::Layer => "named by its layer".to_owned(),
        Via::Change(on) => format!("since the change of {on}"),
        Via::Default => "by default".to_owned(),
    }
}

/// Whether a book is a manual: guides, and nothing that anybody could be accountable for.
pub fn is_manual(model: &Model) -> bool {
    let bare = model.layers.is_empty() && model.services.is_empty() && model.controls.is_empty();
    bare && model.frameworks.is_empty() && model.workloads.is_empty() && !model.guides.is_empty()
}

/// Whether there is something to learn: paths, or workloads, of which each has a path of its own.
pub fn teaches(model: &Model) -> bool {
    !model.paths.is_empty() || !model.workloads.is_empty()
}

/// The name of the party that uses services.
pub fn customer_name(model: &Model) -> String {
    side_name(model, Side::Customer).unwrap_or_else(|| "Customer".into())
}

/// The name of the only provider, or "Provider" where there are several.
pub fn provider_name(model: &Model) -> String {
    let providers = model.parties.rows().iter().filter(|party| party.side == Side::Provider).count();
    side_name(model, Side::Provider).filter(|_| providers == 1).unwrap_or_else(|| "Provider".into())
}

fn side_name(model: &Model, side: Side) -> Option<String> {
    model.parties.rows().iter().find(|party| party.side == side).map(|party| party.name.clone())
}

/// The kind of chip for a side.
pub fn side_kind(side: Side) -> &'static str {
    match side {
        Side::Provider => "provider",
        Side::Customer => "customer",
        Side::Assessor => "none",
    }
}

/// The first paragraph of a text, as plain words; cut at a word where it is long.
pub fn first_words(doc: &Doc, limit: usize) -> String {
    let plain = doc.plain();
    let line = plain.lines().next().unwrap_or_default();
    if line.chars().count() <= limit {
        return line.to_owned();
    }
    let cut: String = line.chars().take(limit).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end_matches([',', ';', ':', '.']))
}

/// The word for a cadence, as readers see it.
pub fn cadence(cadence: Cadence) -> &'static str {
    match cadence {
        Cadence::OnChange => "on change",
        other => other.word(),
    }
}

/// What a mode asks of the customer.
pub fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Provide => "done by the accountable party itself",
        Mode::Configure => "turns on what the provider offers",
    }
}

/// The word for a phase of life.
pub fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::Active => "active",
        Phase::ClosedToNew => "closed to new customers",
        Phase::Retired => "retired",
    }
}

fn live_blocks<'d>(blocks: &'d [Block], found: &mut Vec<&'d crate::markdown::doc::Spanned>) {
    for block in blocks {
        match block {
            Block::Live(text) => found.push(text),
            Block::Tabs { tabs, .. } => tabs.iter().for_each(|tab| live_blocks(&tab.blocks, found)),
            Block::Quote { blocks, .. } | Block::Footnote { blocks, .. } | Block::Element(_, blocks) => live_blocks(blocks, found),
            Block::List { items, .. } => items.iter().for_each(|item| live_blocks(&item.blocks, found)),
            Block::Definitions(entries) => entries.iter().flat_map(|(_, meanings)| meanings).for_each(|meaning| live_blocks(meaning, found)),
            _ => {}
        }
    }
}
