//! Whether everything that was laid out lies on its page: what does not fit is lost, and the typesetter says nothing about it.

use typst::layout::{Abs, Frame, FrameItem, Point, Transform};
use typst_layout::PagedDocument;

/// A hair beyond the edge is no loss.
const SLACK: Abs = Abs::raw(1.0);

/// How many words of a lost text are told.
const WORDS: usize = 6;

/// For each page with a text that lies outside of it, a sentence about the first one.
pub(super) fn lost(document: &PagedDocument) -> Vec<String> {
    let pages = document.pages().iter().enumerate();
    let lost = pages.filter_map(|(at, page)| {
        let text = outside(&page.frame, Transform::identity(), page.frame.size().to_point())?;
        let text = text.replace('\u{200B}', "");
        let words: Vec<&str> = text.split_whitespace().take(WORDS).collect();
        Some(format!("`{}` does not fit on page {}", words.join(" "), at + 1))
    });
    lost.collect()
}

fn outside(frame: &Frame, to_page: Transform, corner: Point) -> Option<String> {
    frame.items().find_map(|(position, item)| match item {
        FrameItem::Group(group) => {
            let inner = to_page.pre_concat(Transform::translate(position.x, position.y)).pre_concat(group.transform);
            outside(&group.frame, inner, corner)
        }
        FrameItem::Text(text) => {
            let start = position.transform(to_page);
            let end = Point::new(position.x + text.width(), position.y).transform(to_page);
            let within = |point: Point| {
                let horizontal = point.x >= -SLACK && point.x <= corner.x + SLACK;
                horizontal && point.y >= -SLACK && point.y <= corner.y + SLACK
            };
            (!within(start) || !within(end)).then(|| text.text.to_string())
        }
        FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) | FrameItem::Tag(_) => None,
    })
}
