//! HTML in prose: shown as the characters it is, apart from line breaks and comments.

use crate::markdown::{Block, Inline};

/// A tag in a run of text.
pub(super) fn inline(html: &str) -> Option<Inline> {
    let name = html.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/').trim();
    if name.eq_ignore_ascii_case("br") {
        return Some(Inline::HardBreak);
    }
    let shown = without_comments(html);
    (!shown.is_empty()).then_some(Inline::Text(shown))
}

/// A block of HTML, as a paragraph of its lines.
pub(super) fn block(html: &str) -> Option<Block> {
    let shown = without_comments(html);
    let mut inlines = Vec::new();
    for line in shown.trim().lines() {
        if !inlines.is_empty() {
            inlines.push(Inline::SoftBreak);
        }
        inlines.push(Inline::Text(line.trim().to_owned()));
    }
    (!inlines.is_empty()).then_some(Block::Paragraph(inlines))
}

/// Comments are notes among authors. One that never ends would take all that follows with it, and is shown.
fn without_comments(html: &str) -> String {
    let mut shown = String::new();
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once("<!--") {
        let Some((_, after)) = comment.split_once("-->") else { break };
        shown.push_str(before);
        rest = after;
    }
    shown + rest
}
