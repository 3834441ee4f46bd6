//! What templates see: the views of the site by name, read from a list that is made of the code that fills them.

use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Written by `UPDATE_DOCS=1 cargo test --test it docs`, from the same structs as the reference of templates.
const LIST: &str = include_str!("views.txt");

/// What a name stands for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// Nobody can tell before the page is made.
    Any,
    /// Text, a number, a truth value, prose: it has no fields.
    Plain,
    /// A list of one kind.
    List(Box<Kind>),
    /// A map to one kind.
    Map(Box<Kind>),
    /// A list of a known length, a kind each.
    Row(Vec<Kind>),
    /// A view with fields.
    View(&'static str),
}

/// The names in a view, or those that a template sees.
pub(super) type Names = BTreeMap<&'static str, Kind>;

/// Every view by name, and what each template sees.
#[derive(Debug)]
pub(super) struct Views {
    views: BTreeMap<&'static str, Names>,
    templates: BTreeMap<&'static str, Names>,
}

impl Views {
    /// Those of this version of onus.
    pub(super) fn get() -> &'static Self {
        static VIEWS: OnceLock<Views> = OnceLock::new();
        VIEWS.get_or_init(|| Self::read(LIST))
    }

    /// The templates that something is shown by, with the names that each sees.
    pub(super) fn templates(&self) -> impl Iterator<Item = (&'static str, &Names)> {
        self.templates.iter().map(|(template, names)| (*template, names))
    }

    /// The fields of a view.
    pub(super) fn fields(&self, view: &str) -> Option<&Names> {
        self.views.get(view)
    }

    /// A heading in brackets opens a view or a template, and a line below it is a name and its kind.
    fn read(list: &'static str) -> Self {
        let mut views = Self { views: BTreeMap::new(), templates: BTreeMap::new() };
        let mut open: Option<&mut Names> = None;
        for line in list.lines().filter(|line| !line.starts_with('#')) {
            if let Some(heading) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                let all = if heading.contains('.') { &mut views.templates } else { &mut views.views };
                open = Some(all.entry(heading).or_default());
            } else if let (Some(names), Some((name, kind))) = (&mut open, line.split_once(": ")) {
                names.insert(name, Kind::read(kind));
            }
        }
        views
    }
}

impl Kind {
    /// `plain`, `list KIND`, `map KIND`, `row KIND, KIND`, or the name of a view.
    fn read(text: &'static str) -> Self {
        match text.split_once(' ').unwrap_or((text, "")) {
            ("plain", _) => Self::Plain,
            ("list", of) => Self::List(Box::new(Self::read(of))),
            ("map", of) => Self::Map(Box::new(Self::read(of))),
            ("row", of) => Self::Row(of.split(", ").map(Self::read).collect()),
            (view, _) => Self::View(view),
        }
    }

    /// What a loop over it, or an index into it, comes to.
    pub(super) fn inner(&self) -> Self {
        match self {
            Self::List(of) | Self::Map(of) => (**of).clone(),
            Self::Row(of) if of.windows(2).all(|pair| pair[0] == pair[1]) => of.first().cloned().unwrap_or(Self::Any),
            Self::Any | Self::Plain | Self::Row(_) | Self::View(_) => Self::Any,
        }
    }
}
