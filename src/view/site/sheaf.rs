//! Sheaves: what a site has, as pages that are made together when somebody asks for one of them. None is made yet.

use std::collections::BTreeMap;

use crate::source::FileId;
use crate::view::site::book::Book;
use crate::view::site::page::Page;
use crate::view::site::prose::Prose;

/// Pages that are made together: what is told about one thing, or one list over several pages.
pub struct Sheaf {
    /// The section that they stand in.
    pub section: &'static str,
    /// Their addresses without their ends (`services/ec2` is `services/ec2.html` and `services/ec2_2.html`); one that ends
    /// in a slash is everything below it.
    pub stems: Vec<String>,
    make: Make,
}

type Make = Box<dyn Fn(&Book<'_>) -> Vec<Page> + Send + Sync>;

/// The pages of a sheaf.
#[derive(Debug)]
pub struct Made {
    /// The pages.
    pub pages: Vec<Page>,
    /// Their prose; views point in here.
    pub prose: Vec<Prose>,
    /// Files of the book that it shows: address, and the file.
    pub assets: BTreeMap<String, FileId>,
}

impl Sheaf {
    /// Pages under some stems.
    pub fn new(
        section: &'static str,
        stems: impl IntoIterator<Item = impl Into<String>>,
        make: impl Fn(&Book<'_>) -> Vec<Page> + Send + Sync + 'static,
    ) -> Self {
        Self { section, stems: stems.into_iter().map(Into::into).collect(), make: Box::new(make) }
    }

    /// One page, at an address.
    pub fn page(section: &'static str, path: &str, make: impl Fn(&Book<'_>) -> Page + Send + Sync + 'static) -> Self {
        Self::new(section, [stem(path)], move |book| vec![make(book)])
    }

    /// Whether one of its addresses is that of a page, or of the list that the page is a part of.
    pub(super) fn is_at(&self, path: &str) -> bool {
        self.stems.iter().any(|own| own == stem(path))
    }

    /// Whether a page lies below one of its addresses.
    pub(super) fn is_above(&self, path: &str) -> bool {
        self.stems.iter().any(|own| own.ends_with('/') && path.starts_with(own.as_str()))
    }

    /// Its pages.
    pub(super) fn make(&self, book: Book<'_>) -> Made {
        let pages = (self.make)(&book);
        let (prose, assets) = book.finish();
        Made { pages, prose, assets }
    }
}

/// An address without its end: `.html`, and the number of a part of a list.
pub fn stem(path: &str) -> &str {
    let stem = path.strip_suffix(".html").unwrap_or(path);
    match stem.rsplit_once('_') {
        Some((stem, part)) if !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()) => stem,
        _ => stem,
    }
}

impl std::fmt::Debug for Sheaf {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}: {}", self.section, self.stems.join(", "))
    }
}
