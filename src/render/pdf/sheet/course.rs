//! The documents of a path as their templates read them.

mod asks;
mod deck;
mod leaflet;

use super::frame::Frame;
use super::json;
use crate::render::pdf::prose::Writer;
use crate::view::handout::{CoursePart, Part};

/// Name of the template, what it reads, the same with less in it, and how many pages it may have.
pub(super) struct Printing {
    pub(super) template: &'static str,
    pub(super) data: Vec<u8>,
    pub(super) shorter: Vec<Vec<u8>>,
    pub(super) pages: Option<usize>,
}

/// A document of a path.
pub(super) fn course(it: &CoursePart<'_>, frame: Frame, writer: &mut Writer<'_, '_>) -> Printing {
    let course = &it.course;
    let printing = |template, data, pages| Printing { template, data, shorter: Vec::new(), pages };
    match it.part {
        Part::Slides => printing("slides", json(&deck::Deck::new(course, frame, writer)), Some(course.slides.len())),
        Part::Notes => printing("notes", json(&deck::Deck::new(course, frame, writer)), None),
        Part::Handout => {
            let mut sheets = leaflet::sheets(course, frame, writer).into_iter();
            Printing { template: "handout", data: sheets.next().unwrap_or_default(), shorter: sheets.collect(), pages: Some(2) }
        }
        Part::Questions => printing("questions", json(&asks::Asks::new(course, frame, writer)), None),
        Part::Key => printing("key", json(&asks::Asks::new(course, frame, writer)), None),
    }
}
