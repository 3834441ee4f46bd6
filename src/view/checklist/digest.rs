//! A short mark of what a checklist asks for, to tell two printings apart.

use crate::markdown::Doc;
use crate::view::checklist::{Checklist, Line};
use crate::vocabulary::Vocabulary;

/// Sixteen hexadecimal digits over the selector and every item with its words. Date, revision and what was found are left
/// out: the same digest means that the same is asked.
pub fn digest(checklist: &Checklist<'_>) -> String {
    let mut hash = Fnv::default();
    hash.text(&checklist.selector);
    for group in checklist.all() {
        hash.text(group.id);
        group.items.iter().for_each(|line| hash.line(line));
    }
    hash.finish()
}

/// FNV-1a, 64 bits: enough to notice a difference, and no more is asked of it.
pub(in crate::view) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    /// Takes in a text and a byte that no text holds, so that two neighbours cannot run together.
    fn text(&mut self, text: &str) {
        for byte in text.bytes().chain([0xff]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    /// Takes in several texts.
    pub(in crate::view) fn texts<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) {
        texts.into_iter().for_each(|text| self.text(text));
    }

    /// The digest, as sixteen hexadecimal digits.
    pub(in crate::view) fn finish(&self) -> String {
        format!("{:016x}", self.0)
    }

    fn docs<'d>(&mut self, docs: impl IntoIterator<Item = &'d Doc>) {
        docs.into_iter().for_each(|doc| self.text(&doc.plain()));
        self.text("");
    }

    fn line(&mut self, line: &Line<'_>) {
        self.texts([line.key.as_str(), line.title, line.priority.word(), line.cadence.word()]);
        self.docs([line.objective, line.steps].into_iter().chain(line.statement));
        self.docs(line.evidence);
        self.docs(line.provider_evidence);
        for verify in line.verify {
            self.texts([&verify.say, verify.run.as_deref().unwrap_or(""), verify.expect.as_deref().unwrap_or("")]);
        }
        for holder in &line.holders {
            self.texts(std::iter::once(holder.party).chain(holder.duties.iter().map(|(duty, _)| *duty)));
        }
        for (framework, ids) in &line.requirements {
            self.texts(std::iter::once(*framework).chain(ids.iter().copied()));
        }
    }
}
