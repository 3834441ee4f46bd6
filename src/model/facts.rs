//! Facts that a question can be held against: what the model says, as something that options agree with or not.

use crate::model::{Choice, Duty, Holder, Id, Layer, LayerClass, Model, Named, Party, Place, Side};

/// Something that the model says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    /// Who holds a duty on a place.
    Holder(Id<Duty>, Id<Place>),
    /// What the duties of a layer add up to on a place.
    Class(Id<Layer>, Id<Place>),
    /// The duties that a party holds on a place.
    Duties(Id<Party>, Id<Place>),
    /// The services and variants where a party holds a duty.
    Places(Id<Party>, Id<Duty>),
    /// The customer's duties that are no longer theirs after a move from the first place to the second.
    Leave(Id<Place>, Id<Place>),
    /// The duties that become the customer's in a move from the first place to the second.
    Come(Id<Place>, Id<Place>),
}

/// Words for a duty that nobody holds, as options write them.
const NOBODY: [&str; 3] = ["nobody", "not applicable", "none"];

impl Fact {
    /// Whether it has one answer, and not a set of them.
    pub fn is_single(self) -> bool {
        matches!(self, Self::Holder(..) | Self::Class(..))
    }
}

impl Model {
    /// Whether the customer's side holds a duty on a place.
    pub fn is_customers(&self, place: Id<Place>, duty: Id<Duty>) -> bool {
        self.held_by_side(place, duty, Side::Customer)
    }

    /// Whether a side holds a duty on a place.
    pub fn held_by_side(&self, place: Id<Place>, duty: Id<Duty>, side: Side) -> bool {
        matches!(self.holder(place, duty), Holder::Party(party) if self.parties[party].side == side)
    }

    /// Whether an option is right by a fact.
    pub fn agrees(&self, fact: Fact, choice: &Choice) -> bool {
        match (fact, choice.named) {
            (Fact::Holder(duty, place), named) => match self.holder(place, duty) {
                Holder::Party(party) => named == Some(Named::Party(party)) || same(&choice.says, &self.parties[party].name),
                Holder::NotApplicable => NOBODY.iter().any(|word| starts(&choice.says, word)),
                Holder::Unassigned => false,
            },
            (Fact::Class(layer, place), _) => self.class_words(self.layer_class(place, layer)).iter().any(|word| same(&choice.says, word)),
            (Fact::Duties(party, place), Some(Named::Duty(duty))) => self.holder(place, duty) == Holder::Party(party),
            (Fact::Places(party, duty), Some(Named::Place(place))) => self.holder(place, duty) == Holder::Party(party),
            (Fact::Leave(from, to), Some(Named::Duty(duty))) => self.is_customers(from, duty) && !self.is_customers(to, duty),
            (Fact::Come(from, to), Some(Named::Duty(duty))) => !self.is_customers(from, duty) && self.is_customers(to, duty),
            _ => false,
        }
    }

    /// What a fact with one answer says, in words.
    pub fn says(&self, fact: Fact) -> Option<String> {
        match fact {
            Fact::Holder(duty, place) => Some(match self.holder(place, duty) {
                Holder::Party(party) => self.parties[party].name.clone(),
                Holder::NotApplicable => "Nobody".to_owned(),
                Holder::Unassigned => return None,
            }),
            Fact::Class(layer, place) => self.class_words(self.layer_class(place, layer)).into_iter().next(),
            _ => None,
        }
    }

    /// Words for a class of layers, the first one as readers see it.
    fn class_words(&self, class: LayerClass) -> Vec<String> {
        let words: &[&str] = match class {
            LayerClass::Inherited => &["Inherited", "inherited from the provider"],
            LayerClass::Shared => &["Shared"],
            LayerClass::Customer => &["Customer-specific", "Customer"],
            LayerClass::NotApplicable => &["Not applicable", "None", "Nobody"],
        };
        words.iter().map(|&word| word.to_owned()).collect()
    }
}

fn same(a: &str, b: &str) -> bool {
    a.trim().eq_ignore_ascii_case(b)
}

fn starts(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}
