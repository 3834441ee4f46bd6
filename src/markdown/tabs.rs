//! Quotations that begin with `[!TAB] Title`: those in a row are ways to do the same, of which a reader wants one.

use crate::markdown::doc::{Block, Inline, Tab};

/// What a tab begins with.
pub(super) const MARK: &str = "[!TAB]";

/// Adds a block to those before it; a tab joins the tabs before it.
pub(super) fn add(block: Block, at: usize, blocks: &mut Vec<Block>) {
    let tab = match block {
        Block::Quote { alert: None, blocks: inner } => match tab(inner) {
            Ok(tab) => tab,
            Err(inner) => return blocks.push(Block::Quote { alert: None, blocks: inner }),
        },
        other => return blocks.push(other),
    };
    match blocks.last_mut() {
        Some(Block::Tabs { tabs, .. }) => tabs.push(tab),
        _ => blocks.push(Block::Tabs { at, tabs: vec![tab] }),
    }
}

/// The tab that a quotation is; else what it holds, as it was.
fn tab(mut blocks: Vec<Block>) -> Result<Tab, Vec<Block>> {
    let Some(Block::Paragraph(text)) = blocks.first_mut() else { return Err(blocks) };
    let Some(Inline::Text(first)) = text.first() else { return Err(blocks) };
    let Some(title) = first.strip_prefix(MARK).map(str::trim_start) else { return Err(blocks) };
    let ends = |inline: &Inline| matches!(inline, Inline::SoftBreak | Inline::HardBreak);
    if title.is_empty() && text.get(1).is_none_or(ends) {
        return Err(blocks);
    }
    let end = text.iter().position(ends).unwrap_or(text.len());
    let mut words = vec![Inline::Text(title.to_owned())];
    words.extend(text.drain(..end).skip(1));
    // The break after the title means nothing; a title alone leaves no paragraph.
    if !text.is_empty() {
        text.remove(0);
    }
    if text.is_empty() {
        blocks.remove(0);
    }
    Ok(Tab { title: words, blocks })
}
