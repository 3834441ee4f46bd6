//! Dates of reviews, lifecycles and changes, held against the day of the build.

use jiff::civil::Date;

use crate::diag::rules;
use crate::model::{Id, Lifecycle, Meta, Model, Phase, Service};
use crate::parse::{self, OneOrMany, Text, Url};
use crate::resolve::lookup::{Lookup, SERVICE};
use crate::source::{Span, Spanned};

/// What a file says about its review.
pub(crate) struct Review<'p> {
    pub(crate) reviewed: Option<&'p Spanned<Date>>,
    pub(crate) sources: &'p OneOrMany<Url>,
    pub(crate) verified: Option<&'p Spanned<bool>>,
}

/// Takes the three keys about review from a shape that has them.
macro_rules! review {
    ($shape:expr) => {
        $crate::resolve::dates::Review { reviewed: $shape.reviewed.as_ref(), sources: &$shape.sources, verified: $shape.verified.as_ref() }
    };
}

pub(crate) use review;

/// The id, place and review of an entity. Reports a review in the future, or one older than the book's limit.
pub(crate) fn meta(id: &str, span: Span, review: &Review<'_>, cx: &mut Lookup<'_>) -> Meta {
    if let Some(day) = review.reviewed {
        not_in_future(day, "the review", cx);
        check_age(day, cx);
    }
    Meta {
        id: id.to_owned(),
        span,
        reviewed: review.reviewed.map(|day| day.value),
        sources: urls(review.sources),
        verified: review.verified.is_none_or(|verified| verified.value),
    }
}

/// The id and place of an entity that is not reviewed by itself.
pub(crate) fn plain_meta(id: &Text) -> Meta {
    Meta { id: id.value.clone(), span: id.span, reviewed: None, sources: Vec::new(), verified: true }
}

/// The addresses of a list.
pub(crate) fn urls(urls: &OneOrMany<Url>) -> Vec<String> {
    urls.0.iter().map(|url| url.0.value.clone()).collect()
}

/// Reports a day that is still to come.
pub(crate) fn not_in_future(day: &Spanned<Date>, what: &str, cx: &mut Lookup<'_>) {
    let (today, latest) = (cx.config.today, cx.config.latest);
    if day.value > latest {
        cx.report(&rules::FUTURE_DATE, day.span, format!("{what} is dated {}, after the day of this build, {today}", day.value));
    }
}

fn check_age(day: &Spanned<Date>, cx: &mut Lookup<'_>) {
    let (Some(limit), today) = (cx.config.review_limit_days, cx.config.today) else { return };
    let age = day.value.until(today).map_or(0, |span| span.get_days());
    if age > i32::try_from(limit).unwrap_or(i32::MAX) {
        let message = format!("this was reviewed {age} days ago; `review-limit` in book.toml is {limit}");
        cx.report(&rules::STALE_REVIEW, day.span, message).help("compare it with its sources and set the date of today");
    }
}

/// The lifecycle that was written, or that of something active. Reports what has no date, and dates in the future.
pub(crate) fn lifecycle(raw: Option<&parse::Lifecycle>, cx: &mut Lookup<'_>) -> Lifecycle {
    let Some(raw) = raw else {
        return Lifecycle { phase: Phase::Active, on: None, successor: None, source: None };
    };
    let phase = raw.phase.map_or(Phase::Active, |word| word.value);
    if let (Some(word), None, true) = (raw.phase, &raw.on, phase != Phase::Active) {
        let finding = cx.report(&rules::MISSING_LIFECYCLE_DATE, word.span, "this phase needs the day on which it began");
        finding.help("add `on: 2025-12-31` with the day that the provider names");
    }
    if let Some(day) = &raw.on {
        not_in_future(day, "the phase", cx);
    }
    Lifecycle { phase, on: raw.on.as_ref().map(|day| day.value), successor: None, source: raw.source.as_ref().map(|url| url.0.value.clone()) }
}

/// The service that a lifecycle names as its successor.
pub(crate) fn successor(raw: Option<&parse::Lifecycle>, model: &Model, cx: &mut Lookup<'_>) -> Option<Id<Service>> {
    let id = raw?.successor.as_ref()?;
    cx.find(&model.services, SERVICE, id)
}
